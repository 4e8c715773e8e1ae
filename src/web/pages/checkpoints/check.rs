//! Checking what somebody kept: a code from minutes, a signed note, or a file with either.
//!
//! What is pasted is sent by `POST`, checked, shown again, and kept nowhere.

use super::PLACE;
use crate::checkpoints::checking::{self, Cause, Stands, Verdict};
use crate::checkpoints::held::{self, size_of};
use crate::web::components::dates::moment_text;
use crate::web::components::{
    Button, ErrorItem, ErrorSummary, FileUpload, Input, Textarea, WarningText,
};
use crate::web::posted::Posted;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use crate::words::count;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

/// How many answers are shown one by one; of a file with more, those that do not stand come first.
const SHOWN_MAX: usize = 50;

/// What was sent.
#[derive(Default)]
struct Sent {
    kept: String,
    size: String,
    file: Option<String>,
}

/// What is wrong with what was sent.
#[derive(Default)]
struct Wrong {
    kept: Option<&'static str>,
    size: Option<&'static str>,
}

/// The page on which it is pasted.
///
/// # Errors
/// When the record cannot be read.
pub async fn ask(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || page(&visit, &Sent::default(), &Wrong::default(), &html! {})).await
}

/// What was found of what was sent.
///
/// # Errors
/// When the record cannot be read.
pub async fn look(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    blocking(move || {
        let file = posted.file.filter(|file| !file.bytes.is_empty());
        let sent = Sent {
            kept: posted.answers.get("kept").unwrap_or_default(),
            size: posted.answers.get("size").unwrap_or_default(),
            file: file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()),
        };
        let size = size_of(&sent.size);
        let text = sent.file.as_deref().filter(|_| sent.kept.trim().is_empty());
        let all = held::find(text.unwrap_or(&sent.kept), size);
        let wrong = Wrong {
            kept: all.is_empty().then_some(
                "Paste a code such as ABCD-EFGH-JKMN-PQRS-TVWX-YZ01 or a whole signed note, or \
                 choose a file with either",
            ),
            size: (size.is_none() && !sent.size.trim().is_empty())
                .then_some("Enter the number of events in digits, such as 341"),
        };
        if wrong.kept.is_some() || wrong.size.is_some() {
            let page = page(&visit, &sent, &wrong, &html! {})?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        let verdicts = checking::check_all(visit.app().log(), &all)?;
        let found = answers(&visit, &verdicts)?;
        Ok(page(&visit, &sent, &wrong, &found)?.into_response())
    })
    .await
}

fn page(visit: &Visit, sent: &Sent, wrong: &Wrong, found: &Markup) -> Result<Html<String>, Oops> {
    let view = visit.seen().view(None)?;
    let errors: Vec<ErrorItem<'_>> = [("#kept", wrong.kept), ("#size", wrong.size)]
        .into_iter()
        .filter_map(|(href, error)| {
            let content = error?.into();
            let href = Some(href);
            Some(ErrorItem { content, href })
        })
        .collect();
    let failed = !errors.is_empty();
    let body = html! {
        @if failed { (ErrorSummary::new(errors)) }
        h1 class="govuk-heading-l" { "Check what somebody kept" }
        (found)
        (form(sent, wrong))
    };
    let frame = Frame::new("Check what somebody kept", PLACE)
        .below("Trail", "/trail")
        .below("Checkpoints", "/checkpoints")
        .failed(failed)
        .past("/checkpoints");
    Ok(visit.page(&view, &frame, &body))
}

fn form(sent: &Sent, wrong: &Wrong) -> Markup {
    let hint = "A code, a line of minutes, or a whole signed note. Nothing of it is kept.";
    html! {
        form method="post" action="/checkpoints/check" enctype="multipart/form-data" novalidate {
            (Textarea {
                rows: 8, value: &sent.kept, hint: Some(hint.into()),
                error: wrong.kept.map(Into::into), spellcheck: Some(false),
                autocomplete: Some("off"), ..Textarea::new("kept", "What was kept")
            })
            (Input {
                value: Some(&sent.size), error: wrong.size.map(Into::into),
                hint: Some("Only where a code was kept without it".into()),
                inputmode: Some("numeric"), autocomplete: Some("off"),
                classes: "govuk-input--width-10",
                ..Input::new("size", "How many events there were")
            })
            (FileUpload {
                accept: Some(".txt,text/plain"),
                hint: Some("A text file with signed notes or codes, up to 64 MB".into()),
                ..FileUpload::new("file", "Or a file of it")
            })
            (Button::new("Check"))
        }
    }
}

/// Every answer, those first that somebody has to do something about.
fn answers(visit: &Visit, verdicts: &[Verdict]) -> Result<Markup, Oops> {
    let view = visit.seen().view(None)?;
    let reading = Reading::of(visit, &view);
    let standing = verdicts.iter().filter(|one| stands(one)).count();
    let mut sorted: Vec<&Verdict> = verdicts.iter().collect();
    sorted.sort_by_key(|verdict| stands(verdict));
    Ok(html! {
        section role="status" class="govuk-!-margin-bottom-6" aria-label="What was found" {
            @if verdicts.len() > 1 {
                p class="govuk-body" {
                    (count(verdicts.len(), "checkpoint was found", "checkpoints were found"))
                    " in it: " strong { (standing) " of " (verdicts.len()) } " still stand."
                }
            }
            @for verdict in sorted.iter().take(SHOWN_MAX) {
                @match verdict {
                    Verdict::Stands(stands) => { (good(&reading, stands)) }
                    Verdict::Fails(cause) => { (bad(cause)) }
                    Verdict::SizeNeeded { code } => { (size_needed(code)) }
                }
            }
            @if sorted.len() > SHOWN_MAX {
                p class="govuk-body" {
                    "The first " (SHOWN_MAX) " are shown, those first that do not stand."
                }
            }
        }
    })
}

const fn stands(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Stands(_))
}

fn good(reading: &Reading<'_>, stands: &Stands) -> Markup {
    let size = stands.size;
    let later = usize::try_from(stands.now - size).unwrap_or(usize::MAX);
    let proof = format!("/checkpoints/{size}/proof.txt");
    html! {
        div class="gt-answer gt-answer--stands" {
            h2 class="govuk-heading-m" { "It still stands" }
            p class="govuk-body" {
                "The history up to event " (size)
                @if let Some(made) = stands.made_at { ", as it was on " (moment_text(made.utc())) "," }
                " still stands: what was kept is the beginning of what is here. Its code is "
                strong { (stands.code) } "."
            }
            p class="govuk-body" {
                @if stands.made_at.is_none() {
                    "No checkpoint was made here at " (size) " events; its code was worked out "
                    "anew from the stored tree. "
                }
                @if later == 0 { "Nothing was recorded since." }
                @else {
                    a class="govuk-link"
                        href=(reading.href(&format!("/trail?order=oldest&after={size}"))) {
                        (count(later, "event was", "events were")) " recorded since" }
                    "."
                }
            }
            p class="govuk-body gt-no-print" {
                @if let Some(to) = stands.proved_to {
                    a class="govuk-link" href=(proof) {
                        "Download the proof, from " (size) " to " (to) " events" }
                    ", which other programs can check."
                } @else if size > 0 {
                    "No checkpoint covers it yet, so there is no proof to take away: "
                    a class="govuk-link" href="/checkpoints" { "make one first" } "."
                }
            }
        }
    }
}

fn bad(cause: &Cause) -> Markup {
    html! {
        div class="gt-answer gt-answer--fails" {
            h2 class="govuk-heading-m" { "It does not stand" }
            (WarningText::new(cause.told()))
            p class="govuk-body" { (cause.means()) }
            @if let Cause::Forked { held, here, .. } = cause {
                p class="govuk-body" {
                    "Root it signed: " code class="gt-hash" { (hex::encode(held)) }
                    br;
                    "Root here: " code class="gt-hash" { (hex::encode(here)) }
                }
            }
        }
    }
}

fn size_needed(code: &str) -> Markup {
    html! {
        div class="gt-answer" {
            h2 class="govuk-heading-m" { "How many events was it made at?" }
            p class="govuk-body" {
                "The code " strong { (code) } " is of none of the checkpoints kept here, and a code "
                "does not say its size. The minutes say it: enter it below, and the code of this "
                "record at that size is worked out and compared."
            }
        }
    }
}
