//! The papers of a meeting, as they were frozen: what each is, the checkpoint that covers it, its
//! file to take away, and whether a file that somebody holds is one of them.
//!
//! Routes: `GET /meeting/{id}/paper/{paper}/file` → [`file()`], `GET` and `POST`
//! `/meeting/{id}/check-paper` → [`ask`], [`look`].

use super::{PLACE, below_settings};
use crate::app::Told;
use crate::checkpoints::{covering, minute};
use crate::web::components::dates::{moment, moment_field};
use crate::web::components::{
    Button, ErrorItem, ErrorSummary, FileUpload, SummaryList, SummaryRow, WarningText,
};
use crate::web::form::command_path;
use crate::web::forms::meeting_name;
use crate::web::pages::{files, shown, thread};
use crate::web::posted::{Posted, SentFile};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use events::everywhere::Area;
use events::evidence::file_matches;
use events::ids::{MeetingId, PaperId, StreamKind};
use events::log::SignedCheckpoint;
use maud::{Markup, html};
use projections::Models;
use projections::meetings::{Meeting, Paper};
use sha2::{Digest, Sha256};

/// What a file that was sent turned out to be.
enum Answer<'m> {
    /// It is this paper.
    Is(&'m Paper),
    /// It is none of those that can be compared.
    IsNot,
}

/// The papers of a meeting, as its page lists them.
pub(super) fn section(visit: &Visit, reading: &Reading<'_>, meeting: &Meeting) -> Markup {
    let made = (!meeting.papers.is_empty()).then(|| checkpoints(visit));
    let made = made.unwrap_or_default();
    let may = meeting.cancelled.is_none() && reading.may(StreamKind::Meeting, "freeze_paper");
    let freeze = command_path(meeting.id, "freeze_paper");
    html! {
        h2 class="govuk-heading-m" id="papers" { "Papers" }
        @if meeting.papers.is_empty() {
            p class="govuk-body" {
                "No paper is frozen. A frozen paper stays as the meeting read it, and a checkpoint "
                "proves that."
            }
        }
        @for paper in &meeting.papers { (one(reading, meeting, paper, &made)) }
        @if may {
            div class="govuk-button-group gt-no-print" {
                (Button { href: Some(&freeze), ..Button::secondary("Freeze a paper") })
            }
        }
        @if !meeting.papers.is_empty() && reading.is_now {
            h3 class="govuk-heading-s gt-no-print" { "Check a file" }
            (form(meeting.id, None))
        }
    }
}

fn one(
    reading: &Reading<'_>,
    meeting: &Meeting,
    paper: &Paper,
    made: &[SignedCheckpoint],
) -> Markup {
    let as_at = paper.as_at.utc();
    let then = format!("/?as_at={}", moment_field(as_at).replace(':', "%3A"));
    let href = format!("/meeting/{}/paper/{}/file", meeting.id, paper.id);
    let row = reading.view.trail_row(paper.frozen.position);
    let rows = vec![
        SummaryRow::new(
            "As at",
            html! {
                (moment(as_at)) " · "
                a class="govuk-link" href=(then) { "The position as at then" }
            },
        ),
        SummaryRow::new(
            "Frozen",
            html! {
                (shown::stamp(&paper.frozen))
                @if let Some(row) = row { ", by " (thread::actor_name(reading, &row.actor)) }
            },
        ),
        SummaryRow::new(
            "File",
            html! {
                a class="govuk-link" href=(reading.href(&href)) {
                    "Download " (reading.plain(&paper.file.name)) }
                " (" (shown::size(paper.file.size_bytes)) ", " (paper.file.media_type) ")"
            },
        ),
        SummaryRow::new(
            "SHA-256 of the file",
            html! { span class="gt-prose" { (reading.words(&paper.file.sha256)) } },
        ),
        SummaryRow::new("For the minutes", covered(reading, paper, made)),
    ];
    html! {
        h3 class="govuk-heading-s" id={ "paper-" (paper.id) } { (paper.title) }
        (SummaryList::new(rows))
    }
}

/// The line of the first checkpoint that covers a paper.
fn covered(reading: &Reading<'_>, paper: &Paper, made: &[SignedCheckpoint]) -> Markup {
    let covering = covering(made, paper.frozen.position);
    html! {
        @if let Some(signed) = covering {
            @if reading.enters(Area::Proofs) {
                a class="govuk-link" href={ "/checkpoints/" (signed.checkpoint.size) } {
                    (minute(signed)) }
            } @else { (minute(signed)) }
        } @else { "No checkpoint covers it yet: the next one will." }
    }
}

/// The checkpoints that had been made at the moment the page shows.
fn checkpoints(visit: &Visit) -> Vec<SignedCheckpoint> {
    let mut all = visit.app().log().checkpoints();
    if let Some(at) = visit.as_at {
        all.retain(|signed| signed.made_at.utc() <= at);
    }
    all
}

fn form(meeting: MeetingId, error: Option<&'static str>) -> Markup {
    html! {
        form method="post" action={ "/meeting/" (meeting) "/check-paper" }
            enctype="multipart/form-data" novalidate class="gt-no-print"
        {
            (FileUpload {
                error: error.map(Into::into),
                hint: Some("It is compared with the papers as frozen, and not kept.".into()),
                ..FileUpload::new("file", "A file that is said to be one of these papers")
            })
            (Button::secondary("Check the file"))
        }
    }
}

/// The page on which a file is sent to be checked.
///
/// # Errors
/// When there is no such meeting.
pub async fn ask(visit: Visit, Path(id): Path<MeetingId>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.seen().view(None)?;
        let meeting = view.meetings.get(id).ok_or(Oops::NotFound)?;
        Ok(page(&visit, &view, meeting, None, &html! {}))
    })
    .await
}

/// Whether a file that was sent is one of the papers as frozen.
///
/// # Errors
/// When there is no such meeting, or the record cannot be read.
pub async fn look(
    visit: Visit,
    Path(id): Path<MeetingId>,
    posted: Posted,
) -> Result<Response, Oops> {
    blocking(move || {
        let view = visit.seen().view(None)?;
        let meeting = view.meetings.get(id).ok_or(Oops::NotFound)?;
        let sent = posted.file.filter(|file| !file.bytes.is_empty());
        let Some(sent) = sent else {
            let wrong = Some("Choose the file to check");
            let page = page(&visit, &view, meeting, wrong, &html! {});
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        };
        let found = found(&visit, &view, meeting, &sent)?;
        Ok(page(&visit, &view, meeting, None, &found).into_response())
    })
    .await
}

fn page(
    visit: &Visit,
    view: &Models,
    meeting: &Meeting,
    wrong: Option<&'static str>,
    found: &Markup,
) -> Html<String> {
    let reading = Reading::of(visit, view);
    let name = meeting_name(view, meeting);
    let path = format!("/meeting/{}", meeting.id);
    let errors = wrong.map(|wrong| ErrorItem {
        content: wrong.into(),
        href: Some("#file"),
    });
    let body = html! {
        @if wrong.is_some() { (ErrorSummary::new(errors.into_iter().collect::<Vec<_>>())) }
        span class="govuk-caption-l" { (name) }
        h1 class="govuk-heading-l" { "Check a file" }
        (found)
        @if meeting.papers.is_empty() {
            p class="govuk-body" { "No paper of this meeting is frozen." }
        } @else { (form(meeting.id, wrong)) }
    };
    let frame = below_settings(&reading, Frame::new("Check a file", PLACE));
    let frame = frame.below("Meetings", "/settings/meetings");
    let frame = frame.below(&name, &path).failed(wrong.is_some());
    visit.page(view, &frame.past(&path), &body)
}

fn found(visit: &Visit, view: &Models, meeting: &Meeting, sent: &SentFile) -> Result<Markup, Oops> {
    let reading = Reading::of(visit, view);
    let (mut answer, mut unknown) = (Answer::IsNot, 0);
    for paper in &meeting.papers {
        match visit.seen().text(&paper.file.sha256)? {
            Told::Words(hash) if file_matches(&hash, paper.file.size_bytes, &sent.bytes) => {
                answer = Answer::Is(paper);
            }
            Told::Words(_) => {}
            Told::Erased | Told::Sealed | Told::Withheld => unknown += 1,
        }
    }
    let hash = hex::encode(Sha256::digest(&sent.bytes));
    Ok(html! {
        section role="status" class="govuk-!-margin-bottom-6" aria-label="What was found" {
            @match answer {
                Answer::Is(paper) => {
                    div class="gt-answer gt-answer--stands" {
                        h2 class="govuk-heading-m" { "It is the paper that was frozen" }
                        p class="govuk-body" {
                            "The file is “" (paper.title) "”, byte for byte, as it was frozen "
                            (shown::stamp(&paper.frozen)) "."
                        }
                        p class="govuk-body" {
                            "For the minutes: "
                            (covered(&reading, paper, &checkpoints(visit)))
                        }
                    }
                }
                Answer::IsNot => {
                    div class="gt-answer gt-answer--fails" {
                        h2 class="govuk-heading-m" { "It is not a paper that was frozen" }
                        (WarningText::new(
                            "The file differs from every paper that was frozen for this meeting."
                        ))
                        @if unknown > 0 {
                            p class="govuk-body" {
                                (unknown) " of them could not be compared: erased, or for other "
                                "roles."
                            }
                        }
                    }
                }
            }
            p class="govuk-body" {
                "SHA-256 of the file that was sent: " code class="gt-hash" { (hash) }
            }
        }
    })
}

/// The file of a paper, as an attachment.
///
/// # Errors
/// When there is no such meeting, or it has no such paper.
pub async fn file(
    visit: Visit,
    Path((id, paper)): Path<(MeetingId, PaperId)>,
) -> Result<Response, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let paper = view.meetings.paper(id, paper).ok_or(Oops::NotFound)?;
        let name = visit.plain(&paper.file.name);
        let bytes = visit.seen().paper(id, paper);
        let back = (format!("/meeting/{id}"), "Back to the meeting");
        files::handed_out(&visit, &view, &name, bytes, &back)
    })
    .await
}
