//! How a route of the table is served: reads away from the threads that take requests, writes
//! answered only once they are safe.

use super::answer::Answer;
use super::ask::Ask;
use super::problem::Problem;
use super::table::{Operation, Run};
use super::{body, files, openapi, page, papers, search, write};
use crate::web::entrance::{Visitor, guard};
use crate::web::visit::Shared;
use axum::Extension;
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, OriginalUri, RawPathParams, RawQuery, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use chrono::NaiveDate;
use events::everywhere::Sight;
use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use uuid::Uuid;

/// How much of a body that is too large is read and thrown away, in bytes.
const DRAINED_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// Serves one operation.
pub fn route(operation: &'static Operation) -> MethodRouter<Shared> {
    let limit = match operation.run {
        Run::EvidenceFile | Run::PaperFile | Run::Import => files::UPLOAD_BYTES_MAX,
        Run::Read(_)
        | Run::Document
        | Run::Page
        | Run::Command { .. }
        | Run::Batch
        | Run::Checkpoint
        | Run::Search => body::JSON_BYTES_MAX,
    };
    handler(operation)
        .layer(DefaultBodyLimit::max(limit))
        .layer(middleware::from_fn(move |request, next| {
            not_too_large(limit, request, next)
        }))
        .layer(middleware::from_fn_with_state(operation.needs, guard))
}

/// Answers a body that says it is too large only after reading it, so that the answer arrives.
async fn not_too_large(limit: usize, request: Request, next: Next) -> Response {
    let size = request.body().size_hint().lower();
    if size <= limit as u64 {
        return next.run(request).await;
    }
    if size <= DRAINED_BYTES_MAX {
        let mut body = request.into_body();
        while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {}
    }
    Problem::too_large(limit).into_response()
}

fn handler(operation: &'static Operation) -> MethodRouter<Shared> {
    match operation.run {
        Run::Read(run) => get(
            move |State(site): State<Shared>,
                  Extension(visitor): Extension<Visitor>,
                  path: RawPathParams,
                  RawQuery(query): RawQuery,
                  OriginalUri(uri): OriginalUri,
                  headers: HeaderMap| async move {
                let have = headers.get(header::IF_NONE_MATCH);
                let have = have
                    .and_then(|value| value.to_str().ok())
                    .map(ToOwned::to_owned);
                let in_path: Vec<(String, String)> = path
                    .iter()
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect();
                let path = uri.path().to_owned();
                let params = &operation.params;
                let asked = Ask::new(
                    (site, visitor),
                    params,
                    path,
                    &in_path,
                    query.as_deref(),
                    have,
                );
                answered(asked.map(|ask| move || reading(&ask, run))).await
            },
        ),
        Run::Document => get(|| async { openapi::served() }),
        Run::Page => get(|| async { page::page() }),
        Run::Command { kind, word } => post(
            move |State(site): State<Shared>, path: RawPathParams, request: Request| async move {
                match id_in(&path) {
                    Ok(id) => write::command(site, kind, word, id, request)
                        .await
                        .into_response(),
                    Err(problem) => problem.into_response(),
                }
            },
        ),
        Run::Batch => post(|State(site): State<Shared>, request: Request| async move {
            write::batch(site, request).await.into_response()
        }),
        Run::Checkpoint => post(|State(site): State<Shared>, request: Request| async move {
            write::checkpoint(site, request).await.into_response()
        }),
        Run::Search => post(|State(site): State<Shared>, request: Request| async move {
            match search::search(site, request).await {
                Ok((answer, sought)) => (Extension(sought), answer).into_response(),
                Err(problem) => problem.into_response(),
            }
        }),
        Run::EvidenceFile => post(|State(site): State<Shared>, request: Request| async move {
            files::lodge(site, request).await.into_response()
        }),
        Run::PaperFile => post(
            |State(site): State<Shared>, path: RawPathParams, request: Request| async move {
                match id_in(&path) {
                    Ok(id) => papers::freeze(site, id, request).await.into_response(),
                    Err(problem) => problem.into_response(),
                }
            },
        ),
        Run::Import => post(|State(site): State<Shared>, request: Request| async move {
            files::import(site, request).await.into_response()
        }),
    }
}

/// The id in the path, when there is one.
fn id_in(path: &RawPathParams) -> Result<Option<Uuid>, Problem> {
    let id = path
        .iter()
        .find(|(name, _)| *name == "id")
        .map(|(_, id)| id.parse::<Uuid>());
    id.transpose().map_err(|_| Problem::not_found())
}

async fn answered<F>(work: Result<F, Problem>) -> Response
where
    F: FnOnce() -> Result<Answer, Problem> + Send + 'static,
{
    match work {
        Ok(work) => blocking(work).await.into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// Runs what reads the log or waits for the disk away from the threads that serve requests.
///
/// # Errors
/// What the work itself says; or a fault when it broke down.
pub async fn blocking<T, F>(work: F) -> Result<T, Problem>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Problem> + Send + 'static,
{
    match crate::web::telling::away(work).await {
        Ok(done) => done,
        Err(error) => Err(Problem::fault(&error)),
    }
}

/// Answers a read, with its tag; not at all when the client has it already.
fn reading(ask: &Ask, run: fn(&Ask) -> Result<Answer, Problem>) -> Result<Answer, Problem> {
    // Taken before the answer is made: what is recorded in between makes the tag an older one,
    // which costs a second read and never an old answer.
    let size = ask.site.app.log().size();
    let answer = run(ask)?;
    let tag = tag(
        answer.about_version(),
        size,
        ask.today(),
        &ask.visitor.sight,
    );
    if ask.have.as_deref().is_some_and(|have| has(have, &tag)) {
        return Ok(Answer::unchanged().header(header::ETAG, &tag));
    }
    let answer = answer.header(header::ETAG, &tag);
    if ask.flag("texts") {
        answer.with_texts(ask.seen())
    } else {
        Ok(answer)
    }
}

/// The tag of an answer: the version of the one stream it is about, for `If-Match`, and behind it
/// what else it depends on: how much is recorded, the day that dates are held against, and what
/// whoever asks may see.
fn tag(version: Option<u64>, size: u64, today: NaiveDate, sight: &Sight) -> String {
    let day = today.format("%Y%m%d");
    let mut whose = DefaultHasher::new();
    sight.hash(&mut whose);
    let whose = whose.finish();
    match version {
        Some(version) => format!("\"v{version}.{size}.{day}.{whose:x}\""),
        None => format!("\"{size}.{day}.{whose:x}\""),
    }
}

/// Whether a list of tags has this one, by the weak comparison of If-None-Match.
fn has(list: &str, tag: &str) -> bool {
    let mut tags = list
        .split(',')
        .map(|one| one.trim().trim_start_matches("W/"));
    tags.any(|one| one == "*" || one == tag)
}
