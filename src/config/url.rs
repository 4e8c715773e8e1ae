//! The address people reach it by.

use super::given::Given;
use std::fmt;

/// How people reach the server: a scheme and a name, perhaps with a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Whether it is `https`.
    pub secure: bool,
    /// The name, in small letters, without the port.
    pub host: String,
    /// The port, where it is not the usual one.
    pub port: Option<u16>,
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.host)?;
        match self.port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

impl PublicUrl {
    /// Reads `https://name` or `https://name:port`; a slash at the end does no harm.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let (secure, rest) = match text.split_once("://")? {
            ("https", rest) => (true, rest),
            ("http", rest) => (false, rest),
            _ => return None,
        };
        let (host, port) = split_port(rest);
        let port = port.map(|port| port.parse::<u16>().ok().filter(|port| *port > 0));
        let port = match port {
            Some(None) => return None,
            Some(Some(port)) => Some(port),
            None => None,
        };
        let address = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        let good = match address {
            Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
            None => host
                .split('.')
                .all(|label| !label.is_empty() && label.bytes().all(in_a_name)),
        };
        good.then(|| Self {
            secure,
            host: host.to_ascii_lowercase(),
            port,
        })
    }

    /// Whether a request's `Host` names it; the port is not looked at, for a proxy may change it.
    pub fn names(&self, host: &str) -> bool {
        split_port(host).0.eq_ignore_ascii_case(&self.host)
    }
}

const fn in_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// The name and the port of `name:port` or `[address]:port`.
pub fn split_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        Some(_) | None => (host, None),
    }
}

pub(super) fn read(given: &mut Given) -> Option<PublicUrl> {
    let path = "server.public_url";
    let text = given.text(path)?;
    let url = PublicUrl::parse(&text);
    if url.is_none() {
        given.wrong(
            path,
            &format!(
                "“{text}” is not https:// and a name with nothing behind it, such as \
                 \"https://learning.example.org\""
            ),
        );
    }
    url
}
