//! `serve` and `demo`.

use super::{Folder, Output, verify};
use crate::app::App;
use crate::clock::Clock;
use crate::demo;
use crate::web::router;
use crate::web::server::{self, Limits};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

/// Where a server listens unless another address is named.
const LISTEN: &str = "127.0.0.1:8420";

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    folder: Folder,
    /// The address to listen on; port 0 chooses a free one
    #[arg(long, default_value = LISTEN)]
    listen: SocketAddr,
}

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The address to listen on; port 0 chooses a free one
    #[arg(long, default_value = LISTEN)]
    listen: SocketAddr,
}

impl Serve {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let app = verify::open(&self.folder, clock, output)?;
        listen(app, self.listen, Copy::Real, output)
    }
}

impl Demo {
    pub(super) fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
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
        listen(app, self.listen, Copy::Training, output)
    }
}

/// What kind of record a server shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copy {
    Real,
    Training,
}

fn listen(app: App, address: SocketAddr, copy: Copy, output: &mut Output<'_>) -> Result<ExitCode> {
    if !address.ip().is_loopback() {
        bail!(
            "{address} can be reached by others, and there is no sign-in yet: listen on a loopback \
             address, such as {LISTEN}"
        );
    }
    super::trace();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}: is it in use?"))?;
        let address = listener.local_addr()?;
        let site = router::site(Arc::new(app), copy == Copy::Training);
        let router = router::router(site);
        writeln!(output.out, "listening on http://{address}")?;
        output.out.flush()?;
        server::serve(listener, router, Limits::default(), asked_to_stop()).await?;
        Ok::<(), anyhow::Error>(())
    })?;
    writeln!(output.told, "Stopped.")?;
    Ok(ExitCode::SUCCESS)
}

/// Waits for Ctrl-C or the system's request to end.
async fn asked_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let ended = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let ended = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = ended => {}
    }
}
