//! Files to take away: a signed note, and a proof that the log only grew since.

use crate::checkpoints::{checking, proof_file};
use crate::web::visit::{Oops, Visit, blocking};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The signed note of a checkpoint that was made.
///
/// # Errors
/// When none was made over so many events.
pub async fn note(visit: Visit, Path(size): Path<u64>) -> Result<Response, Oops> {
    blocking(move || {
        let mut all = visit.app().log().checkpoints().into_iter();
        let signed = all.find(|one| one.checkpoint.size == size);
        let signed = signed.ok_or(Oops::NotFound)?;
        Ok(file(&format!("checkpoint-{size}.txt"), signed.note))
    })
    .await
}

/// The proof that the newest checkpoint holds everything up to an event, whether a checkpoint was
/// made there or not.
///
/// # Errors
/// When no checkpoint is of so many events, or the tree cannot be read.
pub async fn proof(visit: Visit, Path(size): Path<u64>) -> Result<Response, Oops> {
    blocking(move || {
        let proved = checking::proved(visit.app().log(), size)?;
        let (proof, later) = proved.ok_or(Oops::NotFound)?;
        let name = format!("proof-{size}-to-{}.txt", later.checkpoint.size);
        Ok(file(&name, proof_file(size, &proof, &later)))
    })
    .await
}

fn file(name: &str, text: String) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let fallback = HeaderValue::from_static("attachment");
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(fallback));
    response
}
