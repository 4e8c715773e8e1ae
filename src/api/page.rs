//! A page for people about the interface: every operation, without a script.

use super::PREFIX;
use super::ask::Param;
use super::table::{self, Operation};
use crate::web::layout::{self, Page, Place};
use crate::web::visit::Shared;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use maud::{Markup, html};

const TITLE: &str = "The interface for programs";

/// The page at the interface's address with a slash at its end, which nesting leaves out.
pub fn at_its_slash() -> Router<Shared> {
    let methods = get(|| async { page() }).fallback(super::wrong_method);
    Router::new().route(&format!("{PREFIX}/"), methods)
}

/// Every operation on one page.
pub(super) fn page() -> Html<String> {
    let mut tags: Vec<&str> = Vec::new();
    for operation in table::all() {
        if !tags.contains(&operation.tag) {
            tags.push(operation.tag);
        }
    }
    let body = html! {
        h1 class="govuk-heading-l" { (TITLE) }
        p class="govuk-body" {
            "Programs can do everything that people can do on the pages. Every operation is \
             described for programs in "
            a class="govuk-link" href=(format!("{PREFIX}/openapi.json")) { "openapi.json" } "."
        }
        p class="govuk-body" {
            "Every request says whose it is: "
            code { "Authorization: Bearer" } " and a token, which its owner makes among the pages of \
             their own account. In the demo it is the "
            code { "Golden-Thread-Acting-As" } " header instead."
        }
        p class="govuk-body" {
            "Nothing is ever edited or deleted. A write is a command in JSON, sent with POST, and is \
             answered once it is safe against a power cut. What cannot be recorded is answered with \
             every fault at once."
        }
        @for tag in tags {
            section {
                h2 class="govuk-heading-m" { (tag) }
                dl class="govuk-summary-list" {
                    @for operation in table::all().iter().filter(|one| one.tag == tag) {
                        (row(operation))
                    }
                }
            }
        }
    };
    Html(layout::page(&Page::new(TITLE, "", Place::Nowhere), &body).into_string())
}

fn row(operation: &Operation) -> Markup {
    let method = operation.method().to_uppercase();
    html! {
        div class="govuk-summary-list__row" id=(operation.id) {
            dt class="govuk-summary-list__key" {
                code { (method) " " (PREFIX) (operation.path) }
            }
            dd class="govuk-summary-list__value" {
                p class="govuk-body" { (operation.summary) }
                @let query: Vec<&Param> =
                    operation.params.iter().filter(|param| !param.in_path).collect();
                @if !query.is_empty() {
                    ul class="govuk-list govuk-body-s" {
                        @for param in query {
                            li { code { (param.name) } ": " (param.about) }
                        }
                    }
                }
            }
        }
    }
}
