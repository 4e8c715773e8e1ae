//! What a server does by itself beside answering: checkpoints, their publication, and letting go
//! of what the access log keeps no longer.

use crate::access_log;
use crate::checkpoints::{self, publish::Publisher};
use crate::web::visit::Shared;
use std::sync::Arc;
use tokio::sync::watch;

/// Does it until it is stopped.
pub(super) async fn keeping(
    site: Shared,
    publisher: Publisher,
    access_months: Option<u32>,
    stopped: watch::Receiver<bool>,
) {
    let app = Arc::clone(&site.app);
    drop(site);
    let clock = app.clock().clone();
    let stop = |mut stopped: watch::Receiver<bool>| async move {
        let _ = stopped.changed().await;
    };
    let retained = async {
        if let Some(months) = access_months {
            access_log::retained(&app, months, stop(stopped.clone())).await;
        }
    };
    let made = checkpoints::run(Arc::clone(&app), publisher, clock, stop(stopped.clone()));
    let (made, ()) = tokio::join!(made, retained);
    if let Err(error) = made {
        tracing::error!(%error, "no checkpoints are made by themselves any more");
    }
}
