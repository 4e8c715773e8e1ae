//! `serve` and `demo`.

use super::entry::{self, Entry};
use super::keeping::keeping;
use super::settings::Flags;
use super::trace::trace;
use super::{Output, verify};
use crate::app::App;
use crate::checkpoints::publish::Publisher;
use crate::clock::Clock;
use crate::config::{self, Config, Logging};
use crate::demo;
use crate::desk::Desk;
use crate::digest::{self, MailSettings};
use crate::scan::Scanner;
use crate::search;
use crate::web::entrance::Door;
use crate::web::metrics;
use crate::web::peer::Front;
use crate::web::router;
use crate::web::server::{self, Serving};
use crate::web::tls::Tls;
use crate::web::visit::{Shared, Site};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Where a server listens unless another address is named.
const LISTEN: &str = "127.0.0.1:8420";

/// How long work that was begun is waited for once all connections are done with.
const WORK_ENDS: Duration = Duration::from_secs(10);

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    flags: Flags,
}

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The address to listen on; port 0 chooses a free one
    #[arg(long, default_value = LISTEN)]
    listen: SocketAddr,
}

impl Serve {
    pub(super) fn run(
        self,
        file: Option<PathBuf>,
        clock: &Clock,
        output: &mut Output<'_>,
    ) -> Result<ExitCode> {
        let config = self.flags.load(file)?;
        let tls = config.server.tls.clone().map(Tls::load).transpose()?;
        let scanner = entry::scanner(&config)?;
        let entry = Entry::of(&config)?;
        let mail = config.mail.as_ref().map(MailSettings::of).transpose();
        let mail = mail.context("the password for the mail server cannot be read")?;
        let folder = &self.flags.folder;
        let app = verify::open(folder, clock, output)?;
        let publisher = Publisher::of(app.data_folder(), &config.checkpoints, mail.as_ref())?;
        trace(config.log);
        let listening = Listening {
            address: config.server.listen,
            metrics: config.server.metrics_listen,
            ending: Duration::from_secs(config.server.shutdown_seconds),
            tls: tls.map(Arc::new),
            front: front(&config),
            scanner,
            mail,
            publisher,
            access_months: config.access_months,
        };
        listen(app, listening, Copy::Real(entry), output)
    }
}

impl Demo {
    pub(super) fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        if !self.listen.ip().is_loopback() {
            bail!(
                "{} can be reached by others, and the demo lets everybody act as anybody: listen \
                 on a loopback address, such as {LISTEN}",
                self.listen
            );
        }
        let folder = tempfile::Builder::new()
            .prefix("golden-thread-demo-")
            .tempdir()?;
        let mut master_key = [0; 32];
        getrandom::fill(&mut master_key)
            .map_err(|error| anyhow::anyhow!("no randomness for a key: {error}"))?;
        writeln!(
            output.told,
            "Writing the invented partnership into {}",
            folder.path().display()
        )?;
        let bar = super::progress(0, "Recording");
        let app = demo::start(folder.path(), master_key, &mut |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        })?;
        bar.finish_and_clear();
        trace(Logging::default());
        let listening = Listening {
            address: self.listen,
            metrics: None,
            ending: Duration::from_secs(35),
            tls: None,
            front: Front::default(),
            scanner: None,
            mail: None,
            publisher: Publisher::of(folder.path(), &config::Checkpoints::default(), None)?,
            access_months: None,
        };
        listen(app, listening, Copy::Training, output)
    }
}

/// What kind of record a server shows.
enum Copy {
    /// A partnership's own, to which people sign in.
    Real(Entry),
    /// The demo's, in which everybody acts as anybody.
    Training,
}

/// Where and how a server listens.
struct Listening {
    address: SocketAddr,
    metrics: Option<SocketAddr>,
    ending: Duration,
    tls: Option<Arc<Tls>>,
    front: Front,
    scanner: Option<Scanner>,
    mail: Option<MailSettings>,
    publisher: Publisher,
    access_months: Option<u32>,
}

fn front(config: &Config) -> Front {
    let server = &config.server;
    Front {
        trusted_proxies: server.trusted_proxies.clone(),
        proxy_header: server.proxy_header,
        public_url: server.public_url.clone(),
        insecure_http: server.insecure_http,
    }
}

fn listen(app: App, how: Listening, copy: Copy, output: &mut Output<'_>) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let app = Arc::new(app);
    runtime.block_on(served(Arc::clone(&app), how, copy, output))?;
    // What was handed over to the log is finished, and then the folder is let go of.
    runtime.shutdown_timeout(WORK_ENDS);
    app.search().stop();
    if let Some(app) = Arc::into_inner(app) {
        app.close();
    } else {
        tracing::warn!("some work was not finished in time");
    }
    writeln!(output.told, "Stopped.")?;
    Ok(ExitCode::SUCCESS)
}

async fn served(app: Arc<App>, how: Listening, copy: Copy, output: &mut Output<'_>) -> Result<()> {
    let listener = bound(how.address).await?;
    let scheme = if how.tls.is_some() { "https" } else { "http" };
    let here = format!("{scheme}://{}", listener.local_addr()?);
    let entry = match copy {
        Copy::Real(entry) => Some(entry),
        Copy::Training => None,
    };
    search::prepare(&app);
    let site = Site::of(Arc::clone(&app), entry.is_none());
    let desk = entry.map(|entry| entry.desk(app, &here)).transpose()?;
    let site = Arc::new(Site {
        front: how.front,
        scanner: how.scanner,
        publication: how.publisher.publication(),
        door: match &desk {
            Some(desk) => Door::SignIn(Arc::clone(desk)),
            None => Door::ActingAs,
        },
        ..site
    });
    let (stop, stopped) = watch::channel(false);
    let summing_up = how
        .mail
        .map(|mail| tokio::spawn(summing_up(Arc::clone(&site), mail, stopped.clone())));
    let keeping = keeping(
        Arc::clone(&site),
        how.publisher,
        how.access_months,
        stopped.clone(),
    );
    let keeping = tokio::spawn(keeping);
    let watching = match how.metrics {
        Some(address) => Some(watched(address, &site, stopped, output).await?),
        None => None,
    };
    let stopping = asked_to_stop()?;
    let renewing = tokio::spawn(renewing(how.tls.clone())?);
    let sweeping = desk.clone().map(|desk| entry::sweeping(desk, &site));
    told_where(&here, &site, desk.as_deref(), output)?;
    drop(desk);
    let serving = Serving {
        tls: how.tls,
        ending: Some(how.ending),
        site: Some(Arc::clone(&site)),
        ..Serving::default()
    };
    server::serve_as(listener, router::router(site), serving, stopping).await?;
    renewing.abort();
    if let Some(sweeping) = sweeping {
        sweeping.abort();
        let _ = sweeping.await;
    }
    // Until here it could be asked how the rest is doing.
    let _ = stop.send(true);
    if let Some(watching) = watching {
        let _ = watching.await;
    }
    // Waiting for a mail server that does not answer would hold everything up.
    if let Some(summing_up) = summing_up {
        let _ = tokio::time::timeout(WORK_ENDS, summing_up).await;
    }
    let _ = tokio::time::timeout(WORK_ENDS, keeping).await;
    Ok(())
}

/// Says where it listens and, while nobody has an account, the link that makes the first one.
fn told_where(here: &str, site: &Site, desk: Option<&Desk>, output: &mut Output<'_>) -> Result<()> {
    let mut lines = format!("listening on {here}\n");
    if let Some(desk) = desk.filter(|desk| !desk.is_set_up()) {
        let link = entry::set_up_link(desk, &entry::base(&site.front, here))?;
        lines.push_str(&link);
        writeln!(
            output.told,
            "Nobody has an account yet: until the set-up link is used, nothing else can be reached."
        )?;
    }
    // At once, so that whoever waits for the first line has both.
    output.out.write_all(lines.as_bytes())?;
    output.out.flush()?;
    Ok(())
}

/// Sends summaries by e-mail, until it is stopped.
async fn summing_up(site: Shared, mail: MailSettings, mut stopped: watch::Receiver<bool>) {
    let app = Arc::clone(&site.app);
    let (clock, public_url) = (app.clock().clone(), site.public_url());
    let tally = site.metrics.digest_tally();
    drop(site);
    let stop = async move {
        let _ = stopped.changed().await;
    };
    if let Err(error) = digest::run(app, mail, public_url, (clock, tally), stop).await {
        tracing::error!(%error, "no summaries are sent any more");
    }
}

async fn bound(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: is it in use?"))
}

/// Answers those who watch the server, until it is stopped.
async fn watched(
    address: SocketAddr,
    site: &Shared,
    mut stopped: watch::Receiver<bool>,
    output: &mut Output<'_>,
) -> Result<tokio::task::JoinHandle<()>> {
    let listener = bound(address).await?;
    let address = listener.local_addr()?;
    writeln!(output.told, "metrics on http://{address}/metrics")?;
    let site = Arc::clone(site);
    Ok(tokio::spawn(async move {
        let stop = async move {
            let _ = stopped.changed().await;
        };
        if let Err(error) = metrics::serve(listener, site, stop).await {
            tracing::error!(%error, "metrics are not answered any more");
        }
    }))
}

/// Ctrl-C or the system's request to end. Both are listened for from here on, so that whoever
/// hears that the server listens can end it.
///
/// # Errors
/// When the system lets nobody listen for them.
#[cfg(unix)]
fn asked_to_stop() -> Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut ended = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = ended.recv() => {}
        }
        tracing::info!("stopping: what was accepted is answered");
    })
}

#[cfg(not(unix))]
fn asked_to_stop() -> Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Reads the certificate and its key again whenever the system says that something is renewed.
///
/// # Errors
/// When the system lets nobody listen for it.
#[cfg(unix)]
fn renewing(tls: Option<Arc<Tls>>) -> Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut asked = signal(SignalKind::hangup())?;
    Ok(async move {
        while asked.recv().await.is_some() {
            match tls.as_deref().map(Tls::reload) {
                Some(Ok(())) => tracing::info!("the certificate and its key were read again"),
                Some(Err(error)) => tracing::error!(%error, "the certificate stays as it was"),
                None => {}
            }
        }
    })
}

#[cfg(not(unix))]
fn renewing(_: Option<Arc<Tls>>) -> Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {})
}
