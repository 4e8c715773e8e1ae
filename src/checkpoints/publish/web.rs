//! Publishing to an address on the web: the signed note as the body of a POST.

use super::NotPublished;
use reqwest::Url;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use std::net::IpAddr;
use std::time::Duration;

/// How long the other end has to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);

/// How long the other end has to take a connection.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Web {
    url: Url,
    /// Whether it is on this machine, where TLS adds nothing.
    here: bool,
}

impl Web {
    /// An address that can be used: `https://`, or `http://` on this machine, without a name and a
    /// password in it.
    pub(super) fn of(text: &str) -> Option<Self> {
        let url: Url = text.parse().ok()?;
        let host = url.host_str()?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let here = host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let safe = url.scheme() == "https" || (url.scheme() == "http" && here);
        let plain = url.username().is_empty() && url.password().is_none();
        (safe && plain).then_some(Self { url, here })
    }

    /// Sends a note and waits until it is taken. Blocks.
    pub(super) fn post(&self, note: &str) -> Result<(), NotPublished> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.posted(note.to_owned()))
    }

    async fn posted(&self, note: String) -> Result<(), NotPublished> {
        let builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT_WITHIN)
            .timeout(ANSWER_WITHIN)
            .user_agent(concat!("golden-thread/", env!("CARGO_PKG_VERSION")));
        let builder = if self.here {
            builder.no_proxy()
        } else {
            builder.https_only(true)
        };
        let client = builder.build().map_err(|_| NotPublished::Tls)?;
        let request = client
            .post(self.url.clone())
            .header(CONTENT_TYPE, "text/plain; charset=utf-8")
            .body(note);
        let answer = request.send().await.map_err(|error| {
            if error.is_timeout() {
                NotPublished::Timeout
            } else {
                NotPublished::Unreachable
            }
        })?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(NotPublished::Refused(answer.status().as_u16()))
        }
    }
}
