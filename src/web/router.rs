//! Every address of the product in one table, and what stands around every answer.

use super::assets;
use super::pages;
use super::pages::export::Format;
use super::posted::{FORM_BYTES_MAX, UPLOAD_BYTES_MAX};
use super::server::Limits;
use super::uploads::Uploads;
use super::visit::{Oops, Shared, Site, Visit, blocking, framed, told};
use crate::api;
use crate::app::App;
use crate::scan::Scanner;
use axum::body::{Body, HttpBody};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use std::any::Any;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

/// How much of a body that is too large is read and thrown away, so that the browser hears why it
/// was refused instead of a broken connection, in bytes.
const DRAINED_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// What a page may load and where its forms may go: nothing but this site.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What every page shares. `training` marks every page as holding invented data.
pub fn site(app: Arc<App>, training: bool) -> Shared {
    site_with_scanner(app, training, None)
}

/// The same, where uploaded files are scanned before they are kept.
pub fn site_with_scanner(app: Arc<App>, training: bool, scanner: Option<Scanner>) -> Shared {
    Arc::new(Site {
        app,
        training,
        uploads: Uploads::default(),
        scanner,
    })
}

/// The product, ready to be served.
pub fn router(site: Shared) -> Router {
    router_within(site, Limits::default().request)
}

/// The product, where no request may take longer than `most`, its body included.
pub fn router_within(site: Shared, most: Duration) -> Router {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut router = routes()
        .fallback(|| async { Oops::NotFound })
        .method_not_allowed_fallback(|| async { wrong_method() })
        .layer(CatchPanicLayer::custom(broke_down))
        .layer(middleware::from_fn_with_state(most, in_time))
        .layer(CsrfLayer::new().with_rejection_response(from_elsewhere))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), framed))
        .layer(middleware::from_fn(of_this_machine))
        .layer(middleware::from_fn(api::problem::under_the_interface));
    for (name, value) in headers {
        let value = HeaderValue::from_static(value);
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    router
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .with_state(site)
}

/// Every address. What takes a file is apart, for it may be larger than a form.
fn routes() -> Router<Shared> {
    let uploading = Router::new()
        .route(
            "/import",
            get(pages::import::start).post(pages::import::upload),
        )
        .route(
            "/record/{kind}/{id}/{command}",
            get(pages::record::form).post(pages::record::submit),
        )
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
        .layer(middleware::from_fn(not_too_large));
    reading()
        .merge(importing())
        .merge(uploading)
        .merge(assets::router())
        .nest(api::PREFIX, api::router())
        .merge(api::page::at_its_slash())
}

/// Pages that are read, and lists that are taken away.
fn reading() -> Router<Shared> {
    Router::new()
        .route("/", get(pages::home::home))
        .merge(planning())
        .route("/deadlines", get(pages::deadlines::deadlines))
        .route("/deadlines/calculator", get(pages::deadlines::calculator))
        .route("/gaps", get(pages::gaps::gaps))
        .route("/trail", get(pages::trail::trail))
        .route("/trail/{position}", get(pages::trail::event))
        .route("/settings", get(pages::settings::settings))
        .route("/settings/meetings", get(pages::meetings::meetings))
        .route("/meeting/{id}", get(pages::meetings::meeting))
        .route("/evidence/{id}/file", get(pages::files::file))
        .merge(exports())
        .route("/acting-as", post(pages::acting::choose))
        .route("/health", get(health))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

/// The plan, its actions, recommendations and evidence, and their threads.
fn planning() -> Router<Shared> {
    Router::new()
        .route("/plan", get(pages::plan::list))
        .route("/plan/{id}", get(pages::plan::show))
        .route("/plan/{id}/priority/{priority}", get(pages::priority::show))
        .route("/actions", get(pages::actions::list))
        .route("/action/{id}", get(pages::action::show))
        .route("/rag-round", get(pages::rag_round::list))
        .route("/recommendations", get(pages::recommendations::list))
        .route("/recommendation/{id}", get(pages::recommendation::show))
        .route("/evidence/{id}", get(pages::evidence::show))
        .route("/thread/{kind}/{id}", get(pages::thread::show))
}

/// Plans and lists, to be taken away as a spreadsheet or a text file.
fn exports() -> Router<Shared> {
    let mut router = Router::new()
        .route("/plan/{id}/export.xlsx", get(pages::export::plan))
        .route("/plan/{id}/export.csv", get(pages::export::plan))
        .route("/trail/export.ndjson", get(pages::export::trail_lines));
    for list in pages::export::List::ALL {
        let (sheet, text) = (list.path("xlsx"), list.path("csv"));
        router = router
            .route(
                &sheet,
                get(move |visit: Visit| pages::export::list(visit, list, Format::Xlsx)),
            )
            .route(
                &text,
                get(move |visit: Visit| pages::export::list(visit, list, Format::Csv)),
            );
    }
    router
}

/// The steps of an import after the document was uploaded.
fn importing() -> Router<Shared> {
    Router::new()
        .route(
            "/import/{id}/tables",
            get(pages::import::tables).post(pages::import::choose_tables),
        )
        .route(
            "/import/{id}/columns/{table}",
            get(pages::import::columns).post(pages::import::match_columns),
        )
        .route("/import/{id}/problems", get(pages::import::problems))
        .route(
            "/import/{id}/check",
            get(pages::import::check).post(pages::import::confirm),
        )
        .route("/import/{id}/done", get(pages::import::done))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

/// Whether writes are accepted, how many events there are, and the root hash of their tree.
async fn health(State(site): State<Shared>) -> Result<Response, Oops> {
    blocking(move || {
        let log = site.app.log();
        let stopped = site.app.health().stopped;
        let status = match stopped {
            Some(_) => StatusCode::SERVICE_UNAVAILABLE,
            None => StatusCode::OK,
        };
        let told = serde_json::json!({
            "accepting": stopped.is_none(),
            "stopped": stopped,
            "size": log.size(),
            "root": hex::encode(log.root()),
        });
        Ok((status, Json(told)).into_response())
    })
    .await
}

fn wrong_method() -> Response {
    told(
        StatusCode::METHOD_NOT_ALLOWED,
        "This cannot be done here",
        "The address is right, but what was asked of it is not. Start from the home page.",
    )
}

fn broke_down(_: Box<dyn Any + Send>) -> Response {
    Oops::Fault("a page broke down".to_owned()).into_response()
}

fn from_elsewhere(_: ProtectionError) -> Response {
    told(
        StatusCode::FORBIDDEN,
        "This form was sent from another site",
        "Nothing was recorded. Open the form in Golden Thread itself and send it from there.",
    )
}

/// Gives up on a request that takes too long, however slowly its body comes.
async fn in_time(State(most): State<Duration>, request: Request, next: Next) -> Response {
    if let Ok(response) = tokio::time::timeout(most, next.run(request)).await {
        return response;
    }
    let mut response = told(
        StatusCode::REQUEST_TIMEOUT,
        "This took too long",
        &format!(
            "It was not received whole within {} seconds. Check what was recorded, then try again.",
            most.as_secs_f32()
        ),
    );
    response
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Until there is sign-in, only names of this machine are answered: another site's name that
/// points here would otherwise count as the same site.
async fn of_this_machine(request: Request, next: Next) -> Response {
    let named = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().to_owned());
    let host = request.headers().get(header::HOST);
    let host = named.or_else(|| host.map(|host| String::from_utf8_lossy(host.as_bytes()).into()));
    if host.is_none_or(|host| is_loopback(&host)) {
        return next.run(request).await;
    }
    told(
        StatusCode::MISDIRECTED_REQUEST,
        "This name is not answered here",
        "Until there is sign-in, Golden Thread is only reached by the name of its own machine, \
         such as localhost.",
    )
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Answers a body that says it is too large only after reading it, so that the answer arrives.
async fn not_too_large(request: Request, next: Next) -> Response {
    let size = request.body().size_hint().lower();
    if size <= UPLOAD_BYTES_MAX as u64 {
        return next.run(request).await;
    }
    if size <= DRAINED_BYTES_MAX {
        drain(request.into_body()).await;
    }
    told(
        StatusCode::PAYLOAD_TOO_LARGE,
        "The file is too large",
        &format!(
            "It takes {} MB, and at most {} MB can be sent at once. Make the file smaller, such \
             as by removing pictures, or send it in parts. Go back in your browser: what you typed \
             is still there.",
            size / (1024 * 1024),
            UPLOAD_BYTES_MAX / (1024 * 1024)
        ),
    )
}

async fn drain(mut body: Body) {
    use std::future::poll_fn;
    use std::pin::Pin;
    while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {}
}

/// What the server's own log says of a request: never its query, nor anything in its body.
fn span(request: &Request) -> tracing::Span {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok());
    tracing::info_span!(
        "request",
        method = %request.method(),
        path = request.uri().path(),
        id = id.unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::{is_loopback, routes};

    #[test]
    fn no_address_is_answered_by_two_pages() {
        // Making the table stops with the address when two pages claim one.
        assert!(routes().has_routes());
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in [
            "localhost",
            "LOCALHOST:8420",
            "127.0.0.1:1",
            "127.0.0.2",
            "[::1]:8420",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:80",
            "10.0.0.1",
            "[2001:db8::1]:1",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
