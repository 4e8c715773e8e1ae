//! A return taken to another board, and one brought from there.
//!
//! An agency that works in several partnerships answers the same duty to each. It takes its return
//! away as a file, brings the file to the other board, looks at each answer, and records those that
//! hold there. Nothing is recorded before that, and nothing is kept of the file.

mod check;

use super::super::acting::{self, Chosen};
use super::super::files::attachment;
use super::super::refused::{Failed, not_taken};
use super::super::shown;
use super::{PLACE, steps};
use crate::app::{ExecuteError, Instruction, Meta};
use crate::return_file::{self, ReturnFile};
use crate::web::components::{Button, ErrorItem, ErrorSummary, FileUpload, InsetText};
use crate::web::form::{Answers, Wrong};
use crate::web::posted::{Posted, SentFile};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use check::Check;
use events::ids::ReturnId;
use events::text::Text;
use maud::{Markup, html};
use projections::Models;
use projections::campaigns::{Campaign, Return};

/// The id of the form.
const FORM: &str = "form";

/// What the page is called.
const TITLE: &str = "Answer from a return to another board";

/// A return as a file to take to another board.
///
/// # Errors
/// When there is no such return, or the record cannot be read.
pub async fn file(visit: Visit, Path(id): Path<String>) -> Result<Response, Oops> {
    blocking(move || {
        let id: ReturnId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let (round, one) = found(&view, id)?;
        let words = |text: &_| reading.plain(text);
        let file = return_file::of(&view, round, one, reading.today, &words);
        let name = format!("return-{}.json", reading.today.format("%Y-%m-%d"));
        let bytes = file.to_json().map_err(std::io::Error::other)?;
        attachment(&name, "application/json", bytes)
    })
    .await
}

/// Where a file from another board is brought.
///
/// # Errors
/// When there is no such return, or the record cannot be read.
pub async fn start(visit: Visit, Path(id): Path<String>) -> Result<Response, Oops> {
    blocking(move || {
        let id: ReturnId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        brought(&visit, &view, id, None)
    })
    .await
}

/// Looks at the file that was brought, or records what was taken over of it.
///
/// # Errors
/// When there is no such return, or the record cannot be read.
pub async fn look(visit: Visit, Path(id): Path<String>, posted: Posted) -> Result<Response, Oops> {
    blocking(move || {
        let id: ReturnId = id.parse().map_err(|_| Oops::NotFound)?;
        if let Some(chosen) = acting::changed(&visit, &posted.answers)? {
            return as_somebody_else(visit, id, &chosen, &posted.answers);
        }
        // What was typed comes back with whatever the rules say of it, so they are asked first.
        if posted.answers.ticked(check::LOOKED_AT) {
            return confirmed(&visit, id, &posted.answers);
        }
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let (round, one) = found(&view, id)?;
        if !steps::may_compile(&reading, one) {
            return brought(&visit, &view, id, None);
        }
        let file = match taken(&visit, posted.file.as_ref()) {
            Ok(file) => file,
            Err(why) => return brought(&visit, &view, id, Some(&why)),
        };
        let proposal = return_file::propose(&file, &round.standards);
        let answers = check::proposed(&visit, one, round, &file, &proposal)?;
        checked(&visit, &view, id, &answers, &Outcome::default())
    })
    .await
}

fn found(view: &Models, id: ReturnId) -> Result<(&Campaign, &Return), Oops> {
    let one = view.campaigns.service_return(id).ok_or(Oops::NotFound)?;
    let round = view.campaigns.get(one.campaign).ok_or(Oops::NotFound)?;
    Ok((round, one))
}

/// The file as a return, or in words why it is none.
fn taken(visit: &Visit, file: Option<&SentFile>) -> Result<ReturnFile, String> {
    let chosen = file.ok_or("choose the file that the other board’s Golden Thread wrote");
    let file = chosen.map_err(shown::sentences)?;
    let admitted = visit.site.admit(&file.bytes);
    admitted.map_err(|why| shown::sentences(&why.to_string()))?;
    return_file::read(&file.bytes).map_err(|why| shown::sentences(&why.to_string()))
}

/// The page on which a file is chosen.
fn brought(
    visit: &Visit,
    view: &Models,
    id: ReturnId,
    refused: Option<&str>,
) -> Result<Response, Oops> {
    let reading = Reading::of(visit, view);
    let (round, one) = found(view, id)?;
    let here = format!("/return/{id}");
    let body = html! {
        @if let Some(why) = refused {
            (ErrorSummary::new(vec![ErrorItem { content: why.into(), href: Some("#file") }]))
        }
        span class="govuk-caption-l" {
            (view.people.agency_name(one.agency)) ": " (round.title)
        }
        h1 class="govuk-heading-l" { (TITLE) }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            p class="govuk-body" {
                "An agency that works in several partnerships gives the same answers to each. "
                "Bring the file that “Take it to another board” wrote there; the answers come up "
                "beside the standards here, to be looked at, changed and recorded one by one."
            }
            (InsetText::new("Nothing is recorded before you have looked at the answers, and the \
                             file is not kept. An answer that says “met” needs evidence that is \
                             lodged here."))
            @if steps::may_compile(&reading, one) {
                form method="post" action={ (here) "/take-over" } enctype="multipart/form-data"
                    novalidate {
                    (FileUpload {
                        hint: Some("A .json file, at most 1 MB.".into()),
                        error: refused.map(Into::into),
                        accept: Some(".json,application/json"),
                        ..FileUpload::new("file", "Return to another board")
                    })
                    (Button::new("Look at the answers"))
                }
            } @else {
                p class="govuk-body" {
                    "Answers are given by the agency’s own people while it fills the return in. "
                    a class="govuk-link" href=(reading.href(&here)) { "See how far it is" } "."
                }
            }
        } }
    };
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let frame = framed(round, id).failed(refused.is_some());
    Ok((
        status,
        visit.step(view, &frame, &reading.href(&here), &body),
    )
        .into_response())
}

fn framed(round: &Campaign, id: ReturnId) -> Frame<'static> {
    Frame::new(TITLE, PLACE)
        .below("Self-assessments", "/self-assessments")
        .below(
            round.title.clone(),
            format!("/self-assessment/{}", round.id),
        )
        .below("Return", format!("/return/{id}"))
        .past(format!("/return/{id}"))
}

/// What became of sending the form, while it was not recorded.
#[derive(Default)]
struct Outcome {
    status: StatusCode,
    wrong: Vec<Wrong>,
    banner: Option<Markup>,
}

/// The page on which the answers are looked at.
fn checked(
    visit: &Visit,
    view: &Models,
    id: ReturnId,
    answers: &Answers,
    outcome: &Outcome,
) -> Result<Response, Oops> {
    let reading = Reading::of(visit, view);
    let (round, one) = found(view, id)?;
    let check = Check {
        reading: &reading,
        round,
        one,
        answers,
        wrong: &outcome.wrong,
    };
    let body = html! {
        @if let Some(banner) = &outcome.banner { (banner) }
        (check.page())
        p class="govuk-body-s" {
            "It is recorded as said by: " (super::super::trail::who(view, visit)) "."
        }
    };
    let frame = framed(round, id)
        .failed(!outcome.wrong.is_empty())
        .with_form(Some(FORM));
    let back = reading.href(&format!("/return/{id}/take-over"));
    Ok((outcome.status, visit.step(view, &frame, &back, &body)).into_response())
}

/// The same answers for whom one chose to act as.
fn as_somebody_else(
    mut visit: Visit,
    id: ReturnId,
    chosen: &Chosen,
    answers: &Answers,
) -> Result<Response, Oops> {
    visit.acts_as(chosen);
    let view = visit.view()?;
    let page = checked(&visit, &view, id, answers, &Outcome::default())?;
    acting::remembered(&visit, chosen, page)
}

/// Records the answers that were ticked, all or none.
fn confirmed(visit: &Visit, id: ReturnId, answers: &Answers) -> Result<Response, Oops> {
    let failed = match record(visit, id, answers) {
        Ok(()) => {
            let done = format!("/return/{id}?recorded=yes#standards");
            return Ok(Redirect::to(&done).into_response());
        }
        Err(failed) => failed,
    };
    let view = visit.view()?;
    let said = |status, banner| Outcome {
        status,
        wrong: Vec::new(),
        banner: Some(banner),
    };
    let closed = StatusCode::SERVICE_UNAVAILABLE;
    let outcome = match failed {
        Failed::Oops(oops) => return Err(oops),
        Failed::Wrong(wrong) => Outcome {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            wrong,
            banner: None,
        },
        Failed::Conflict => said(StatusCode::CONFLICT, check::changed()),
        Failed::Stopped(why) => said(closed, not_taken("Nothing was recorded.", &why)),
        Failed::Unknown(why) => {
            let known = "Whether this was recorded is not known.";
            said(closed, not_taken(known, &why))
        }
    };
    let answers = check::again(visit, id, answers, outcome.status)?;
    checked(visit, &view, id, &answers, &outcome)
}

fn record(visit: &Visit, id: ReturnId, answers: &Answers) -> Result<(), Failed> {
    let (commands, places) = {
        let view = visit.view()?;
        let (round, _) = found(&view, id)?;
        check::commands(round, answers).map_err(Failed::Wrong)?
    };
    let expected = answers.filled("version").and_then(|seen| seen.parse().ok());
    let instructions = commands.into_iter().map(|command| Instruction {
        stream: id.into(),
        command: command.into(),
        expected,
    });
    let meta = Meta {
        reason: answers.filled("reason").map(Text::plain),
        identifiers_confirmed: answers.ticked("identifiers"),
        idempotency_key: answers.filled("key"),
        ..Meta::by(visit.acting.actor())
    };
    match visit.seen().execute(instructions.collect(), &meta) {
        Ok(_) => Ok(()),
        Err(ExecuteError::Refused(mut broken)) => {
            // A field of one answer is told from the same field of another by the answer's place.
            for one in &mut broken {
                if let Some(place) = places
                    .get(one.index)
                    .filter(|_| one.refusal.field != "reason")
                {
                    one.refusal.field = check::named(&one.refusal.field, *place);
                }
            }
            Err(ExecuteError::Refused(broken).into())
        }
        Err(other) => Err(other.into()),
    }
}
