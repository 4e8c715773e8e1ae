//! The server's own log, on standard error.

use crate::config::{LogFormat, Logging};
use crate::web::telling::told_panic;
use tracing_subscriber::EnvFilter;

/// What writes whole paths, which may be links that let somebody in; it is never heard.
const NOT_HEARD: &str = "tower_http::csrf=off";

/// Structured logs of the server on standard error. `RUST_LOG` says how much in detail.
pub(super) fn trace(logging: Logging) {
    let filter = EnvFilter::try_from_default_env();
    let filter = filter.unwrap_or_else(|_| EnvFilter::new(logging.level));
    let filter = match NOT_HEARD.parse() {
        Ok(not_heard) => filter.add_directive(not_heard),
        Err(_) => filter,
    };
    let made = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second server in one process, as in tests, keeps the first one's logs.
    let _ = match logging.format {
        LogFormat::Text => made.try_init(),
        LogFormat::Json => made.json().with_current_span(false).try_init(),
    };
    std::panic::set_hook(Box::new(told_panic));
}
