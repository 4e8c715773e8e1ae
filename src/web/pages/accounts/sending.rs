//! The forms of accounts: shown, sent to an address of their own, and shown again with everything
//! that is wrong.

use crate::app::{App, Instruction, Meta};
use crate::web::form::{self, Answers, Carried, CommandForm, Read, Wrong};
use crate::web::layout::{Place, Section};
use crate::web::pages::refused::{Failed, not_taken};
use crate::web::visit::{Frame, Oops, Visit};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use events::ids::StreamId;
use events::world::Command;
use maud::{Markup, html};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

/// Fields of commands and the questions that ask for them, where they are not of one name.
const ASKED_AS: [(&str, &str); 5] = [
    ("access/request", "request"),
    ("access/until", "until"),
    ("access/scope", "things"),
    ("access", "request"),
    ("holder", "name"),
];

/// A form, what it is about, and what stands before and after it.
pub(in crate::web::pages) struct Sheet {
    /// The form.
    pub(in crate::web::pages) form: CommandForm,
    /// Words before it.
    pub(in crate::web::pages) before: Markup,
}

impl From<CommandForm> for Sheet {
    fn from(form: CommandForm) -> Self {
        let before = html! {};
        Self { form, before }
    }
}

/// The form before anything was typed.
///
/// # Errors
/// When the record cannot be read, or there is no randomness.
pub(in crate::web::pages) fn shown(visit: &Visit, sheet: &Sheet) -> Result<Response, Oops> {
    if !visit.is_now() {
        // Nothing can be recorded in the past: what it is about is shown as it stood.
        let path = visit.href(&sheet.form.cancel_href());
        return Ok(Redirect::to(&path).into_response());
    }
    let carried = Carried {
        version: version(visit.app(), sheet.form.stream),
        key: visit.app().fresh_id()?,
    };
    let empty = Answers::default();
    page(visit, sheet, (&empty, &[]), carried, &html! {}).map(IntoResponse::into_response)
}

/// The form again, with everything that was typed and all that is wrong.
///
/// # Errors
/// When the record cannot be read, or it was a fault of ours.
pub(in crate::web::pages) fn again(
    visit: &Visit,
    sheet: &Sheet,
    answers: &Answers,
    failed: Failed,
) -> Result<Response, Oops> {
    let unknown = matches!(failed, Failed::Unknown(_));
    let conflict = matches!(failed, Failed::Conflict);
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    let (status, wrong, banner) = match failed {
        Failed::Oops(oops) => return Err(oops),
        Failed::Wrong(wrong) => (StatusCode::UNPROCESSABLE_ENTITY, wrong, html! {}),
        Failed::Conflict => (StatusCode::CONFLICT, vec![changed()], html! {}),
        Failed::Stopped(why) => {
            let banner = not_taken("Nothing was recorded.", &why);
            (unavailable, Vec::new(), banner)
        }
        Failed::Unknown(why) => {
            let banner = not_taken("Whether this was recorded is not known.", &why);
            (unavailable, Vec::new(), banner)
        }
    };
    let sent = carried(answers);
    let carried = Carried {
        version: match sent {
            Some(sent) if !conflict => sent.version,
            Some(_) | None => version(visit.app(), sheet.form.stream),
        },
        // The same key once more where the outcome is unknown: sent again, it is recorded once.
        key: match sent {
            Some(sent) if unknown => sent.key,
            Some(_) | None => visit.app().fresh_id()?,
        },
    };
    let wrong = beside_their_questions(&sheet.form, wrong);
    let page = page(visit, sheet, (answers, &wrong), carried, &banner)?;
    Ok((status, page).into_response())
}

/// Somebody changed it: it is told, and what was typed can be sent again.
fn changed() -> Wrong {
    Wrong {
        field: String::new(),
        rule: "changed".to_owned(),
        message: "Somebody changed this account while you were writing, and nothing of yours was \
                  recorded. What you typed is kept: look at the account, then send it again if it \
                  still holds."
            .to_owned(),
    }
}

fn page(
    visit: &Visit,
    sheet: &Sheet,
    (answers, wrong): (&Answers, &[Wrong]),
    carried: Carried,
    banner: &Markup,
) -> Result<axum::response::Html<String>, Oops> {
    let view = visit.view()?;
    let body = html! {
        (banner)
        div class="govuk-grid-row" {
            div class="govuk-grid-column-two-thirds" {
                (sheet.before)
                (form::show(&sheet.form, answers, wrong, carried, &[]))
            }
        }
    };
    let cancel = sheet.form.cancel_href();
    let frame = Frame::new(&sheet.form.title, Place::Inside(Section::Accounts))
        .failed(!wrong.is_empty())
        .with_form(Some(form::FORM_ID))
        .past(cancel.clone());
    Ok(visit.step(&view, &frame, &cancel, &body))
}

fn version(app: &App, stream: StreamId) -> u64 {
    app.live().trail.versions(stream) as u64
}

/// What a form carried unseen.
pub(in crate::web::pages) fn carried(answers: &Answers) -> Option<Carried> {
    let version = answers.filled("version")?.parse().ok()?;
    let key = answers.filled("key")?.parse().ok()?;
    Some(Carried { version, key })
}

/// The key a form was sent with; a new one where it carried none.
///
/// # Errors
/// When there is no randomness.
pub(in crate::web::pages) fn key(visit: &Visit, answers: &Answers) -> Result<Uuid, Oops> {
    match carried(answers) {
        Some(carried) => Ok(carried.key),
        None => Ok(visit.app().fresh_id()?),
    }
}

/// An id made for a form from its key, so that sending it twice gives the same command.
pub(in crate::web::pages) fn made(key: Uuid, what: &str) -> Uuid {
    Uuid::new_v5(&key, what.as_bytes())
}

/// What the form says, as far as it can be read, with what else is wrong with it.
///
/// # Errors
/// Everything that is wrong, in the order of the questions.
pub(in crate::web::pages) fn read(
    form: &CommandForm,
    answers: &Answers,
    mut wrong: Vec<Wrong>,
) -> Result<Read, Failed> {
    let mut fresh = Uuid::nil;
    match form::read(form, answers, &mut fresh) {
        Ok(read) if wrong.is_empty() => Ok(read),
        Ok(_) => Err(Failed::Wrong(in_order(form, wrong))),
        Err(unreadable) => {
            let known = |one: &Wrong| unreadable.iter().any(|other| other.field == one.field);
            wrong.retain(|one| !known(one));
            wrong.extend(unreadable);
            Err(Failed::Wrong(in_order(form, wrong)))
        }
    }
}

fn in_order(form: &CommandForm, mut wrong: Vec<Wrong>) -> Vec<Wrong> {
    let place = |one: &Wrong| {
        form.questions
            .iter()
            .position(|asked| asked.name == one.field)
    };
    wrong.sort_by_key(|one| place(one).unwrap_or(usize::MAX));
    wrong
}

/// Puts a refusal beside the question it is about; what no question asks is about the whole.
fn beside_their_questions(form: &CommandForm, wrong: Vec<Wrong>) -> Vec<Wrong> {
    let asked = |name: &str| {
        ["reason", "occurred_on"].contains(&name)
            || form.questions.iter().any(|question| question.name == name)
    };
    let mut wrong = wrong;
    for one in &mut wrong {
        let field = one.field.as_str();
        let renamed = ASKED_AS.iter().find(|(known, _)| field.starts_with(known));
        let root = field.split(['.', '[', '/']).next().unwrap_or(field);
        let name = renamed.filter(|(_, name)| asked(name));
        one.field = name.map_or(root, |(_, name)| name).to_owned();
        if !asked(&one.field) {
            one.field.clear();
        }
    }
    in_order(form, wrong)
}

/// One answer of a form that was read.
pub(in crate::web::pages) fn answer<T: DeserializeOwned>(read: &Read, name: &str) -> Option<T> {
    let value: &Value = read.body.get(name)?;
    serde_json::from_value(value.clone()).ok()
}

/// Something wrong with one question.
pub(in crate::web::pages) fn wrong(field: &str, message: impl Into<String>) -> Wrong {
    Wrong {
        field: field.to_owned(),
        rule: "unreadable".to_owned(),
        message: message.into(),
    }
}

/// What stands around the commands of a form.
pub(in crate::web::pages) fn meta(
    visit: &Visit,
    read: &Read,
    answers: &Answers,
    key: Uuid,
) -> Meta {
    Meta {
        occurred_on: read.occurred_on,
        reason: read.reason.clone(),
        late: answers.ticked("late"),
        identifiers_confirmed: answers.ticked("identifiers"),
        idempotency_key: Some(key.to_string()),
        ..Meta::by(visit.acting.actor())
    }
}

/// A command, as it is given to its stream.
pub(in crate::web::pages) fn instruction(
    stream: impl Into<StreamId>,
    command: Command,
    expected: Option<u64>,
) -> Instruction {
    Instruction {
        stream: stream.into(),
        command,
        expected,
    }
}
