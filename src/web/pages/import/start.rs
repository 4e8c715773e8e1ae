//! The first page of an import.

use crate::web::components::{Button, ErrorItem, ErrorSummary, FileUpload, InsetText, WarningText};
use crate::web::visit::Visit;
use events::everywhere::roles_of;
use events::ids::StreamKind;
use maud::{Markup, html};

pub(super) fn page(visit: &Visit, refused: Option<&str>) -> Markup {
    let may = roles_of(StreamKind::Plan, "record_import")
        .is_some_and(|roles| roles.contains(&visit.acting.role));
    html! {
        @if let Some(why) = refused {
            (ErrorSummary::new(vec![ErrorItem { content: why.into(), href: Some("#file") }]))
        }
        h1 class="govuk-heading-l" { "Import a plan" }
        div class="govuk-grid-row" {
            div class="govuk-grid-column-two-thirds" {
                p class="govuk-body" {
                    "Golden Thread reads the business plan or action plan you already have: a Word \
                     document with tables (.docx), an Excel workbook (.xlsx) or a text file \
                     (.csv)."
                }
                ol class="govuk-list govuk-list--number" {
                    li { "Upload the document." }
                    li { "Choose which of its tables are the plan." }
                    li { "Check what each column means." }
                    li { "Look at what was noticed, by row and cell." }
                    li { "Check everything, and confirm." }
                }
                (InsetText::new("Nothing is recorded before you confirm. The document itself is \
                                 kept as evidence, and every word of it is either in the plan or \
                                 in the list of what found no place."))
                @if !visit.is_now() {
                    p class="govuk-body" {
                        "This page shows the past. " a class="govuk-link" href="/import" {
                            "Return to now" } " to import a plan."
                    }
                } @else {
                    @if !may {
                        (WarningText::new("Only the business manager may import a plan. Change \
                                           “Acting as” at the top of the page first."))
                    }
                    form method="post" action="/import" enctype="multipart/form-data" novalidate {
                        (FileUpload {
                            hint: Some("At most 20 MB, without a password.".into()),
                            error: refused.map(Into::into),
                            accept: Some(".docx,.xlsx,.csv,.txt"),
                            ..FileUpload::new("file", "Document")
                        })
                        (Button::new("Upload"))
                    }
                    p class="govuk-body" {
                        "No document? "
                        a class="govuk-link" href="/record/plan/new/draft_plan" { "Draft a plan" }
                        " instead."
                    }
                }
            }
        }
    }
}
