//! How people come in to a record that is served: the front desk, from the configuration, and the
//! link that makes the first account.

use crate::app::App;
use crate::config::{Config, Socket};
use crate::desk::{Desk, Settings};
use crate::identity::oidc::{Provider, ProviderSettings, Providers};
use crate::identity::rates::Rates;
use crate::identity::sessions::Limits;
use crate::scan::Scanner;
use crate::web::peer::Front;
use crate::web::visit::{Shared, Site};
use anyhow::{Context, Result, bail};
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// How often what has expired is forgotten, and sessions are counted.
const SWEPT_EVERY: Duration = Duration::from_mins(1);

/// How people come in.
pub(super) struct Entry {
    sessions: Limits,
    providers: Vec<ProviderSettings>,
    public_url: Option<String>,
}

impl Entry {
    /// What the configuration says, tried before anything is opened.
    ///
    /// # Errors
    /// Everything that keeps a provider from being used, such as a secret that cannot be read.
    pub(super) fn of(config: &Config) -> Result<Self> {
        let url = config.server.public_url.as_ref().map(ToString::to_string);
        let listen = config.server.listen;
        if !config.providers.is_empty() && url.is_none() && !listen.ip().is_loopback() {
            bail!("providers send people back here: say in server.public_url how they reach it");
        }
        let tried = url.clone().unwrap_or_else(|| format!("http://{listen}"));
        let mut problems = Vec::new();
        for settings in &config.providers {
            let redirect = redirect(&tried, &settings.name);
            if let Err(problem) = Provider::new(settings.clone(), &redirect) {
                problems.push(format!("\n  {problem}"));
            }
        }
        if !problems.is_empty() {
            bail!("the configuration will not do{}", problems.concat());
        }
        Ok(Self {
            sessions: Limits {
                idle: TimeDelta::minutes(config.sessions.idle_minutes.into()),
                absolute: TimeDelta::hours(config.sessions.absolute_hours.into()),
                ..Limits::default()
            },
            providers: config.providers.clone(),
            public_url: url,
        })
    }

    /// The front desk of a record that is served `here`.
    ///
    /// # Errors
    /// When a provider cannot be used.
    pub(super) fn desk(self, app: Arc<App>, here: &str) -> Result<Arc<Desk>> {
        let base = self.public_url.as_deref().unwrap_or(here);
        let providers = Providers::new(self.providers, |name| redirect(base, name))?;
        Ok(Arc::new(Desk::new(
            app,
            Settings {
                sessions: self.sessions,
                rates: Rates::default(),
                providers,
            },
        )))
    }
}

/// Where a provider sends people back to.
fn redirect(base: &str, name: &str) -> String {
    format!("{base}/sign-in/return/{name}")
}

/// How people reach what is served `here`.
pub(super) fn base(front: &Front, here: &str) -> String {
    let url = front.public_url.as_ref().map(ToString::to_string);
    url.unwrap_or_else(|| here.to_owned())
}

/// The line with the link that makes the partnership and its first administrator, for the terminal
/// and nothing else.
///
/// # Errors
/// When the operating system gives no randomness.
pub(super) fn set_up_link(desk: &Desk, base: &str) -> Result<Zeroizing<String>> {
    let secret = desk.set_up_link();
    let secret = secret.context("the operating system gives no randomness for a set-up link")?;
    Ok(Zeroizing::new(format!(
        "set-up link (works once): {base}/set-up/{}\n",
        *secret
    )))
}

/// The scanner of uploads, where one is configured.
///
/// # Errors
/// When its address is none.
pub(super) fn scanner(config: &Config) -> Result<Option<Scanner>> {
    let address = config.scan.clamd.as_ref().map(|socket| match socket {
        Socket::Host(host) => host.clone(),
        Socket::Unix(path) => path.to_string_lossy().into_owned(),
    });
    let scanner = address.map(|address| Scanner::new(&address)).transpose();
    scanner.context("scan.clamd")
}

/// Forgets what has expired and counts who is signed in, every minute until it is stopped.
pub(super) fn sweeping(desk: Arc<Desk>, site: &Shared) -> tokio::task::JoinHandle<()> {
    let site: Arc<Site> = Arc::clone(site);
    tokio::spawn(async move {
        let mut every = tokio::time::interval(SWEPT_EVERY);
        loop {
            every.tick().await;
            desk.sweep();
            site.metrics.sessions(desk.sessions.going(desk.now()));
        }
    })
}
