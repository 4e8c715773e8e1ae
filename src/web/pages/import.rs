//! Importing a plan: upload → choose tables → match columns → problems → check → confirm.
//!
//! Nothing is written before somebody confirms. Every step is a page of its own with an address,
//! so that "back" works and nothing needs a script.

mod check;
mod columns;
mod start;
mod tables;

use super::acting::{self, Chosen};
use super::shown;
use crate::app::ExecuteError;
use crate::import::{Matching, Period, TableUse, read_document};
use crate::importing::{self, ImportError, Ready, Wish};
use crate::web::form::{Answers, Wrong};
use crate::web::layout::{Place, Section};
use crate::web::posted::Posted;
use crate::web::uploads::Upload;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;
use uuid::Uuid;

/// The rule that refuses text which looks like it identifies somebody.
const LOOKS_LIKE_IDENTIFIER: &str = "looks_like_identifier";

/// The id of the form of a step.
const STEP_FORM: &str = "step";

/// The first page: choose a file.
///
/// # Errors
/// When the record cannot be read.
pub async fn start(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let body = start::page(&visit, None);
        let frame = Frame::new("Import a plan", Place::FirstOf(Section::Import));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// Reads the file that was sent, and goes on to its tables.
///
/// # Errors
/// When the record cannot be read.
pub async fn upload(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    blocking(move || {
        let refused = match take(&visit, posted) {
            Ok(id) => return Ok(Redirect::to(&format!("/import/{id}/tables")).into_response()),
            Err(Refused::Because(why)) => why,
            Err(Refused::Oops(oops)) => return Err(oops),
        };
        let view = visit.view()?;
        let body = start::page(&visit, Some(&refused));
        let frame = Frame::new("Import a plan", Place::FirstOf(Section::Import)).failed(true);
        let page = visit.page(&view, &frame, &body);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    })
    .await
}

enum Refused {
    Because(String),
    Oops(Oops),
}

fn take(visit: &Visit, posted: Posted) -> Result<Uuid, Refused> {
    let Some(file) = posted.file else {
        return Err(Refused::Because(
            "Choose the file that holds the plan".to_owned(),
        ));
    };
    let admitted = visit.site.admit(&file.bytes);
    admitted.map_err(|why| Refused::Because(shown::sentences(&why.to_string())))?;
    let document = read_document(&file.name, &file.bytes)
        .map_err(|why| Refused::Because(shown::sentences(&why.to_string())))?;
    let matching = {
        let view = visit.view().map_err(Refused::Oops)?;
        importing::matching(&document, &view)
    };
    let id = visit
        .app()
        .fresh_id()
        .map_err(|error| Refused::Oops(error.into()))?;
    visit.site.uploads.keep(Upload {
        id,
        by: visit.acting,
        file_name: file.name,
        bytes: Arc::new(file.bytes),
        document: Arc::new(document),
        matching,
        plan: None,
    });
    Ok(id)
}

/// Which tables of the document are the plan.
///
/// # Errors
/// When the document does not wait any more.
pub async fn tables(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Oops> {
    blocking(move || {
        let Some(upload) = waiting(&visit, id) else {
            return gone(&visit);
        };
        shown_tables(&visit, &upload, None)
    })
    .await
}

fn shown_tables(visit: &Visit, upload: &Upload, refused: Option<&str>) -> Result<Response, Oops> {
    let holds = match refused {
        Some(_) => Holds::Refused,
        None if upload.document.tables.is_empty() => Holds::NoForm,
        None => Holds::Form,
    };
    let body = tables::page(upload, refused);
    step(visit, "Which tables are the plan?", "/import", holds, &body)
}

/// Keeps which tables are the plan, and goes on to the columns of the first.
///
/// # Errors
/// When the record cannot be read.
pub async fn choose_tables(
    visit: Visit,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Oops> {
    blocking(move || {
        let Some(mut upload) = waiting(&visit, id) else {
            return gone(&visit);
        };
        let chosen = posted.answers.all("tables");
        for table in &mut upload.matching.tables {
            let wanted = chosen.contains(&table.table.to_string());
            table.usage = if wanted {
                TableUse::Plan
            } else {
                TableUse::Leave
            };
        }
        if let Some(chosen) = acting::changed(&visit, &posted.answers)? {
            return handed_over(&visit, upload, &chosen, &format!("/import/{id}/tables"));
        }
        if !upload
            .matching
            .tables
            .iter()
            .any(|table| table.usage == TableUse::Plan)
        {
            let why = "Choose at least one table. A document without any still imports as a plan \
                       with its text listed as unplaced: go straight to the check.";
            return shown_tables(&visit, &upload, Some(why));
        }
        let first = next_table(&upload.matching, None);
        visit.site.uploads.keep(upload);
        Ok(onward(id, first))
    })
    .await
}

/// What each column of a table means.
///
/// # Errors
/// When there is no such table.
pub async fn columns(
    visit: Visit,
    Path((id, table)): Path<(Uuid, usize)>,
) -> Result<Response, Oops> {
    blocking(move || {
        let Some(upload) = waiting(&visit, id) else {
            return gone(&visit);
        };
        let page = columns::page(&upload, table).ok_or(Oops::NotFound)?;
        let back = format!("/import/{id}/tables");
        step(&visit, "Match the columns", &back, Holds::Form, &page)
    })
    .await
}

/// Keeps what each column means, and goes on to the next table or the problems.
///
/// # Errors
/// When there is no such table.
pub async fn match_columns(
    visit: Visit,
    Path((id, table)): Path<(Uuid, usize)>,
    posted: Posted,
) -> Result<Response, Oops> {
    blocking(move || {
        let Some(mut upload) = waiting(&visit, id) else {
            return gone(&visit);
        };
        columns::correct(&mut upload, table, &posted.answers).ok_or(Oops::NotFound)?;
        if let Some(chosen) = acting::changed(&visit, &posted.answers)? {
            let here = format!("/import/{id}/columns/{table}");
            return handed_over(&visit, upload, &chosen, &here);
        }
        let again = posted.answers.filled("do").as_deref() == Some("headings");
        let next = next_table(&upload.matching, Some(table));
        visit.site.uploads.keep(upload);
        if again {
            let here = format!("/import/{id}/columns/{table}");
            return Ok(Redirect::to(&here).into_response());
        }
        Ok(onward(id, next))
    })
    .await
}

/// The next table of the plan that has headings of its own.
fn next_table(matching: &Matching, after: Option<usize>) -> Option<usize> {
    let mut tables = matching
        .tables
        .iter()
        .filter(|table| table.usage == TableUse::Plan);
    let first = tables.clone().next().map(|table| table.table);
    let wanted = tables.find(|table| {
        after.is_none_or(|after| table.table > after)
            && (table.header_row.is_some() || Some(table.table) == first)
    });
    wanted.map(|table| table.table)
}

fn onward(id: Uuid, table: Option<usize>) -> Response {
    let path = match table {
        Some(table) => format!("/import/{id}/columns/{table}"),
        None => format!("/import/{id}/problems"),
    };
    Redirect::to(&path).into_response()
}

/// What was noticed, by row and cell, and what found no place.
///
/// # Errors
/// When the record cannot be read.
pub async fn problems(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Oops> {
    blocking(move || {
        let Some(upload) = waiting(&visit, id) else {
            return gone(&visit);
        };
        let ready = read_as(&visit, &upload, &Wish::default())?;
        let back = format!("/import/{id}/tables");
        let body = check::problems(id, &ready);
        step(&visit, "What was noticed", &back, Holds::NoForm, &body)
    })
    .await
}

/// Everything that will be recorded, to be checked.
///
/// # Errors
/// When the record cannot be read.
pub async fn check(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Oops> {
    blocking(move || {
        let Some(upload) = waiting(&visit, id) else {
            return gone(&visit);
        };
        if let Some(plan) = upload.plan {
            return Ok(Redirect::to(&done_path(id, plan)).into_response());
        }
        let ready = read_as(&visit, &upload, &Wish::default())?;
        let answers = check::answers_of(&ready);
        shown_check(&visit, &upload, &ready, &answers, &[])
    })
    .await
}

/// Records the import, once, or shows what stands in the way.
///
/// # Errors
/// When the document cannot be kept or the record not be read.
pub async fn confirm(visit: Visit, Path(id): Path<Uuid>, posted: Posted) -> Result<Response, Oops> {
    blocking(move || {
        if let Some(chosen) = acting::changed(&visit, &posted.answers)? {
            return checked_as(visit, id, &chosen, &posted.answers);
        }
        let one_at_a_time = visit.site.uploads.confirming();
        let Some(upload) = waiting(&visit, id) else {
            return gone(&visit);
        };
        if let Some(plan) = upload.plan {
            return Ok(Redirect::to(&done_path(id, plan)).into_response());
        }
        let answers = posted.answers;
        let (wish, mut wrong) = wish(&answers);
        let ready = read_as(&visit, &upload, &wish)?;
        wrong.extend(check::refusals(&ready));
        let only_look = answers.filled("do").as_deref() == Some("look");
        if only_look || !wrong.is_empty() {
            return shown_check(&visit, &upload, &ready, &answers, &wrong);
        }
        let recorded = importing::record(
            visit.app(),
            &upload.document,
            &upload.bytes,
            &ready,
            &wish,
            visit.acting,
        );
        match recorded {
            Ok(_) => {}
            Err(ImportError::Execute(ExecuteError::Refused(broken))) => {
                wrong.extend(broken.iter().map(|broken| check::wrong_of(&broken.refusal)));
                return shown_check(&visit, &upload, &ready, &answers, &wrong);
            }
            Err(ImportError::Execute(ExecuteError::Stopped(why))) => {
                wrong.push(whole(format!("Nothing was recorded: {why}")));
                return shown_check(&visit, &upload, &ready, &answers, &wrong);
            }
            Err(ImportError::Execute(ExecuteError::Unknown(why))) => {
                let known = "Whether this was recorded is not known";
                wrong.push(whole(format!("{known}: {why}")));
                return shown_check(&visit, &upload, &ready, &answers, &wrong);
            }
            Err(ImportError::File(error)) => {
                wrong.push(whole(format!("Nothing was recorded: {error}")));
                return shown_check(&visit, &upload, &ready, &answers, &wrong);
            }
            Err(error) => return Err(error.into()),
        }
        let plan = ready.prepared.plan.0;
        visit.site.uploads.keep(Upload {
            plan: Some(plan),
            ..upload.clone()
        });
        drop(one_at_a_time);
        remember(&visit, &upload);
        Ok(Redirect::to(&done_path(id, plan)).into_response())
    })
    .await
}

/// A document goes on with whom its uploader acts as now, with everything chosen so far.
fn handed_over(
    visit: &Visit,
    upload: Upload,
    chosen: &Chosen,
    path: &str,
) -> Result<Response, Oops> {
    visit.site.uploads.keep(Upload {
        by: chosen.acting,
        ..upload
    });
    acting::remembered(visit, chosen, Redirect::to(path).into_response())
}

/// The check again for whom one chose to act as, with everything that was typed.
fn checked_as(
    mut visit: Visit,
    id: Uuid,
    chosen: &Chosen,
    answers: &Answers,
) -> Result<Response, Oops> {
    visit
        .site
        .uploads
        .hand_over(id, visit.acting, chosen.acting);
    visit.acts_as(chosen);
    let Some(upload) = waiting(&visit, id) else {
        return gone(&visit);
    };
    let (wish, _) = wish(answers);
    let ready = read_as(&visit, &upload, &wish)?;
    let page = shown_check(&visit, &upload, &ready, answers, &[])?;
    acting::remembered(&visit, chosen, page)
}

/// A corrected matching is remembered. The import stands without it, so a refusal is no failure.
fn remember(visit: &Visit, upload: &Upload) {
    let guessed = match visit.view() {
        Ok(view) => importing::matching(&upload.document, &view),
        Err(_) => return,
    };
    if guessed.remembered() == upload.matching.remembered() {
        return;
    }
    if let Err(error) = importing::remember(visit.app(), &upload.matching, visit.acting) {
        tracing::warn!(%error, "a corrected matching of columns was not remembered");
    }
}

fn whole(message: String) -> Wrong {
    Wrong {
        field: String::new(),
        rule: "not_recorded".to_owned(),
        message,
    }
}

/// That it was imported, and where to go on.
///
/// # Errors
/// When there is no such plan.
pub async fn done(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Oops> {
    blocking(move || {
        let plan = visit
            .asked("plan")
            .and_then(|plan| plan.parse::<Uuid>().ok());
        let plan = plan
            .or_else(|| visit.site.uploads.get(id)?.plan)
            .ok_or(Oops::NotFound)?;
        let view = visit.view()?;
        let body = check::done(&visit, &view, plan.into()).ok_or(Oops::NotFound)?;
        let frame = Frame::new("Plan imported", Place::Inside(Section::Import));
        Ok(visit.page(&view, &frame, &body).into_response())
    })
    .await
}

fn done_path(id: Uuid, plan: Uuid) -> String {
    format!("/import/{id}/done?plan={plan}")
}

/// What was asked for on the check page.
fn wish(answers: &Answers) -> (Wish, Vec<Wrong>) {
    let mut wrong = Vec::new();
    let mut day = |name: &str, label: &str| match answers.day(name) {
        Ok(Some(day)) => Some(day),
        Ok(None) => {
            wrong.push(field(
                name,
                format!("Enter the {label} of the plan’s period"),
            ));
            None
        }
        Err(why) => {
            wrong.push(field(name, format!("The {label} {why}")));
            None
        }
    };
    let (from, to) = (day("from", "first day"), day("to", "last day"));
    let period = match (from, to) {
        (Some(from), Some(to)) if from <= to => Some(Period {
            start: from,
            end: to,
        }),
        (Some(_), Some(_)) => {
            wrong.push(field(
                "to",
                "The last day must not be before the first".to_owned(),
            ));
            None
        }
        (Some(_) | None, Some(_) | None) => None,
    };
    let title = answers.filled("title");
    if title.is_none() {
        wrong.push(field("title", "Enter a title for the plan".to_owned()));
    }
    let confirmed = answers.ticked("identifiers");
    let identifiers = answers.filled("reason").filter(|_| confirmed);
    if confirmed && identifiers.is_none() {
        wrong.push(field(
            "reason",
            "Enter why the text has to identify somebody".to_owned(),
        ));
    }
    (
        Wish {
            title,
            period,
            identifiers,
        },
        wrong,
    )
}

fn field(name: &str, message: String) -> Wrong {
    Wrong {
        field: name.to_owned(),
        rule: "unreadable".to_owned(),
        message,
    }
}

fn read_as(visit: &Visit, upload: &Upload, wish: &Wish) -> Result<Ready, Oops> {
    let ready = importing::ready(
        visit.app(),
        &upload.document,
        &upload.bytes,
        &upload.matching,
        wish,
        visit.acting,
    );
    Ok(ready?)
}

fn shown_check(
    visit: &Visit,
    upload: &Upload,
    ready: &Ready,
    answers: &Answers,
    wrong: &[Wrong],
) -> Result<Response, Oops> {
    let back = format!("/import/{}/problems", upload.id);
    let holds = if wrong.is_empty() {
        Holds::Form
    } else {
        Holds::Refused
    };
    let body = check::page(upload, ready, answers, wrong);
    step(visit, "Check before importing", &back, holds, &body)
}

/// The document, while it waits.
fn waiting(visit: &Visit, id: Uuid) -> Option<Upload> {
    visit
        .site
        .uploads
        .get(id)
        .filter(|upload| upload.by == visit.acting)
}

/// What a step holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Nothing to fill in.
    NoForm,
    /// A form, which is `STEP_FORM`.
    Form,
    /// A form that was not accepted.
    Refused,
}

/// One step of the journey.
fn step(
    visit: &Visit,
    title: &str,
    back: &str,
    holds: Holds,
    body: &Markup,
) -> Result<Response, Oops> {
    let view = visit.view()?;
    let failed = holds == Holds::Refused;
    let frame = Frame::new(title, Place::Inside(Section::Import))
        .failed(failed)
        .with_form((holds != Holds::NoForm).then_some(STEP_FORM))
        .past("/plan");
    let page = visit.step(&view, &frame, back, body);
    let status = if failed {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, page).into_response())
}

/// The document does not wait any more: the server was started again, or newer ones took its place.
fn gone(visit: &Visit) -> Result<Response, Oops> {
    let view = visit.view()?;
    let body = html! {
        h1 class="govuk-heading-l" { "Upload the document again" }
        p class="govuk-body" {
            "It is not waiting any more: Golden Thread was started again, several other documents \
             were uploaded since, or you act as somebody else now. Nothing was recorded."
        }
        p class="govuk-body" { a class="govuk-link" href="/import" { "Upload a document" } }
    };
    let frame = Frame::new("Upload the document again", Place::Inside(Section::Import));
    Ok((StatusCode::GONE, visit.page(&view, &frame, &body)).into_response())
}
