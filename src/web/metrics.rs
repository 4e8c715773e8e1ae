//! Numbers about the server for Prometheus: how much, how fast, how many. Never who or what: a
//! label is a word from a list of ours, or the template of a route, so no id, name or query can
//! stand in one.

use super::server::{self, Limits};
use super::visit::Shared;
use crate::app::App;
use crate::checkpoints::publish;
use crate::digest;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tokio::net::TcpListener;

/// Upper ends of the classes that durations are counted in, in seconds.
const SECONDS: [f64; 11] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0,
];

/// The route of what is answered by none.
const NO_ROUTE: &str = "(none)";

/// All numbers of one server.
pub struct Metrics {
    registry: Registry,
    started: Instant,
    requests: Family<Answered, Counter>,
    durations: Family<Routed, Histogram>,
    writes: Family<Wrote, Counter>,
    sign_ins: Family<SignIn, Counter>,
    digests: Family<Summed, Counter>,
    digest_tally: Arc<digest::Tally>,
    sessions: Gauge,
    connections: Gauge,
    events: Gauge,
    index_behind: Gauge,
    accepting: Gauge,
    unpublished: Family<PublishedTo, Gauge>,
    uptime: Gauge<f64, AtomicU64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    method: &'static str,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Wrote {
    outcome: WriteOutcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
enum WriteOutcome {
    Accepted,
    Refused,
    Failed,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Summed {
    outcome: SummedOutcome,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PublishedTo {
    to: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
enum SummedOutcome {
    Sent,
    Failed,
}

/// An attempt to sign in, as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct SignIn {
    /// By what.
    pub means: Means,
    /// What became of it.
    pub outcome: Outcome,
}

/// By what somebody signs in, or comes a step further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Means {
    /// An account with a password: the first step.
    Password,
    /// The second step of such an account.
    SecondStep,
    /// An organisation's own sign-in.
    Provider,
}

/// What became of an attempt to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Outcome {
    /// They are signed in, or a step further.
    Accepted,
    /// They are not.
    Refused,
    /// There were too many attempts.
    Limited,
}

/// A connection that is open, and counted for as long as this is kept.
pub struct Open(Gauge);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let histogram = || Histogram::new(SECONDS);
        let mut metrics = Self {
            registry: Registry::with_prefix("golden_thread"),
            started: Instant::now(),
            requests: Family::default(),
            durations: Family::new_with_constructor(histogram as fn() -> Histogram),
            writes: Family::default(),
            sign_ins: Family::default(),
            digests: Family::default(),
            digest_tally: Arc::default(),
            sessions: Gauge::default(),
            connections: Gauge::default(),
            events: Gauge::default(),
            index_behind: Gauge::default(),
            accepting: Gauge::default(),
            unpublished: Family::default(),
            uptime: Gauge::default(),
        };
        metrics.name_traffic();
        metrics.name_record();
        metrics
    }
}

impl Metrics {
    fn name_traffic(&mut self) {
        let registry = &mut self.registry;
        registry.register("requests", "Requests answered", self.requests.clone());
        registry.register_with_unit(
            "request_duration",
            "How long requests took to be answered",
            Unit::Seconds,
            self.durations.clone(),
        );
        registry.register(
            "open_connections",
            "Connections that are open",
            self.connections.clone(),
        );
        registry.register("sign_ins", "Attempts to sign in", self.sign_ins.clone());
        registry.register(
            "digests",
            "Summaries by e-mail, sent or tried in vain",
            self.digests.clone(),
        );
        registry.register(
            "sessions",
            "Sessions that are signed in",
            self.sessions.clone(),
        );
    }

    fn name_record(&mut self) {
        let registry = &mut self.registry;
        registry.register(
            "writes",
            "Commands given to the record",
            self.writes.clone(),
        );
        registry.register("events", "Events in the record", self.events.clone());
        registry.register(
            "index_behind",
            "Events that the index has yet to take in",
            self.index_behind.clone(),
        );
        registry.register(
            "accepting_writes",
            "1 while the record takes writes",
            self.accepting.clone(),
        );
        registry.register(
            "checkpoint_publication_failing",
            "1 while checkpoints cannot be published to such a place",
            self.unpublished.clone(),
        );
        registry.register_with_unit(
            "uptime",
            "How long the server has run",
            Unit::Seconds,
            self.uptime.clone(),
        );
        let build = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "What was built", build);
    }

    /// Counts an attempt to sign in.
    pub fn signed_in(&self, means: Means, outcome: Outcome) {
        let sign_in = SignIn { means, outcome };
        self.sign_ins.get_or_create(&sign_in).inc();
    }

    /// The tally of summaries by e-mail, for whoever sends them.
    pub fn digest_tally(&self) -> Arc<digest::Tally> {
        Arc::clone(&self.digest_tally)
    }

    /// Says how many sessions there are.
    pub fn sessions(&self, count: usize) {
        self.sessions.set(i64::try_from(count).unwrap_or(i64::MAX));
    }

    /// Counts a connection for as long as what comes back is kept.
    pub fn connected(&self) -> Open {
        self.connections.inc();
        Open(self.connections.clone())
    }

    /// Says how the publication of checkpoints goes.
    fn published(&self, states: &[publish::State]) {
        for state in states {
            let to = state.to.word();
            let gauge = self.unpublished.get_or_create_owned(&PublishedTo { to });
            gauge.set(i64::from(state.failure.is_some()));
        }
    }

    /// All of it, as Prometheus reads it.
    pub fn written(&self, app: &App, publication: &[publish::State]) -> String {
        self.published(publication);
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let health = app.health();
        self.events.set(number(health.size));
        self.index_behind.set(number(health.index_behind));
        self.accepting.set(i64::from(health.accepting()));
        self.uptime.set(self.started.elapsed().as_secs_f64());
        let tally = app.tally();
        for (outcome, count) in [
            (WriteOutcome::Accepted, tally.accepted()),
            (WriteOutcome::Refused, tally.refused()),
            (WriteOutcome::Failed, tally.failed()),
        ] {
            let counter = self.writes.get_or_create_owned(&Wrote { outcome });
            counter.inner().store(count, Ordering::Relaxed);
        }
        for (outcome, count) in [
            (SummedOutcome::Sent, self.digest_tally.sent()),
            (SummedOutcome::Failed, self.digest_tally.failed()),
        ] {
            let counter = self.digests.get_or_create_owned(&Summed { outcome });
            counter.inner().store(count, Ordering::Relaxed);
        }
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Counts a request, and how long it took until its answer began.
pub async fn counted(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let method = method(request.method());
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
    let begun = Instant::now();
    let response = next.run(request).await;
    let metrics = &site.metrics;
    let took = begun.elapsed().as_secs_f64();
    let routed = Routed {
        method,
        route: route.clone(),
    };
    metrics.durations.get_or_create(&routed).observe(took);
    let answered = Answered {
        method,
        route,
        status: class(response.status()),
    };
    metrics.requests.get_or_create(&answered).inc();
    response
}

/// A method that is known; a client may make up others.
pub fn method(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let found = known.iter().find(|known| **known == method.as_str());
    found.copied().unwrap_or("other")
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

/// What the address for metrics answers: `/metrics`, and the two that say how the server is.
pub fn router(site: Shared) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/health", axum::routing::get(super::health::health))
        .route("/ready", axum::routing::get(super::health::ready))
        .with_state(site)
}

async fn metrics(State(site): State<Shared>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let text = site.metrics.written(&site.app, &site.publication.states());
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Answers on the address for metrics until `stop` comes.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    site: Shared,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let limits = Limits {
        connections: 16,
        ..Limits::default()
    };
    server::serve(listener, router(Arc::clone(&site)), limits, stop).await
}
