//! The JSON interface under `/api/v1`: everything the pages can do, by the same
//! [`App::execute`](crate::app::App::execute) and the same models.
//!
//! [`table`] is the one list of routes. The router, the interface's document and its page are all
//! made from it, so none can say what another does not. A read is checked by [`ask`], answered by
//! a function in [`read`], [`lists`] or [`history`], and written by [`answer`]; a write is read by
//! [`body`] and recorded by [`write`](mod@write) or [`files`]; [`search`] takes its words in a body,
//! too, and records nothing. Whatever goes wrong is a [`problem`].

pub mod answer;
pub mod ask;
pub mod audits;
pub mod body;
mod clocks;
pub mod comparison;
mod examples;
pub mod exports;
pub mod files;
pub mod history;
pub mod inspections;
pub mod learning;
pub mod lists;
pub mod openapi;
pub mod packs;
pub mod page;
pub mod papers;
pub mod practice_reviews;
pub mod problem;
pub mod rapid_reviews;
pub mod read;
pub mod records;
pub mod schemas;
pub mod search;
pub mod self_assessments;
pub mod serving;
pub mod table;
pub mod write;

use crate::web::visit::Shared;
use axum::http::{Method, Uri};
use axum::{Router, middleware};
use problem::Problem;

/// Where the interface stands.
pub const PREFIX: &str = "/api/v1";

/// The whole interface, to be nested at [`PREFIX`].
pub fn router() -> Router<Shared> {
    let mut router = Router::new();
    for operation in table::all() {
        router = router.route(&operation.path, serving::route(operation));
    }
    router
        .method_not_allowed_fallback(wrong_method)
        .fallback(nothing_here)
        .layer(middleware::from_fn(problem::problems_only))
}

/// Nothing stands at this address.
async fn nothing_here(method: Method, uri: Uri) -> Problem {
    write::no_such_command(&method, uri.path()).unwrap_or_else(Problem::not_found)
}

/// Something stands at this address, and does not take this method.
async fn wrong_method(method: Method) -> Problem {
    Problem::wrong_method(&method)
}
