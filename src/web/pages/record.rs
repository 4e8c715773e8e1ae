//! The form of any command: shown, sent, refused with everything that was typed, or recorded.

use super::acting::{self, Chosen};
use super::entry::held::SHOW_AGAIN;
use super::refused::{Failed, not_taken, whole};
use crate::app::lodging::{self, FilePlace};
use crate::app::{Instruction, Meta};
use crate::checkpoints;
use crate::web::components::{NotificationBanner, WarningText};
use crate::web::form::{self, Answers, Carried, Choice, CommandForm, Kind, Wrong};
use crate::web::forms;
use crate::web::layout::{Place, Section};
use crate::web::posted::{Posted, SentFile};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use events::everywhere::roles_of;
use events::ids::{StreamId, StreamKind};
use events::world::Command;
use maud::{Markup, html};
use projections::Models;
use serde_json::Value;
use uuid::Uuid;

/// Shows the form of a command. `new` for the id makes a new thing.
///
/// # Errors
/// When there is no such form.
pub async fn form(
    visit: Visit,
    Path((kind, id, command)): Path<(String, String, String)>,
) -> Result<Response, Oops> {
    blocking(move || {
        let stream = stream(&visit, &kind, &id)?;
        let view = visit.view()?;
        let form = forms::form(&visit, &view, stream, &command).ok_or(Oops::NotFound)?;
        if !visit.is_now() {
            // Nothing can be recorded in the past: what it is about is shown as it stood.
            let path = visit.href(&past(&view, &form));
            return Ok(Redirect::to(&path).into_response());
        }
        let carried = Carried {
            version: visit.seen().version(stream),
            key: visit.app().fresh_id()?,
        };
        let page = written(
            &visit,
            &view,
            &form,
            &Sent::default(),
            &[],
            carried,
            &html! {},
        );
        Ok(page.into_response())
    })
    .await
}

/// Records a command, or shows the form again with everything that is wrong.
///
/// # Errors
/// When there is no such form.
pub async fn submit(
    visit: Visit,
    Path((kind, id, command)): Path<(String, String, String)>,
    posted: Posted,
) -> Result<Response, Oops> {
    blocking(move || {
        let stream = stream(&visit, &kind, &id)?;
        if posted.answers.ticked(SHOW_AGAIN) {
            return shown_again(&visit, stream, &command, posted);
        }
        if let Some(chosen) = acting::changed(&visit, &posted.answers)? {
            return as_somebody_else(visit, &chosen, stream, &command, posted);
        }
        let form = {
            let view = visit.view()?;
            forms::form(&visit, &view, stream, &command).ok_or(Oops::NotFound)?
        };
        let sent = Sent {
            answers: posted.answers,
            file: posted.file,
        };
        match record(&visit, &form, &sent) {
            Ok(()) => Ok(Redirect::to(&done(&form)).into_response()),
            Err(failed) => again(&visit, &form, &sent, failed),
        }
    })
    .await
}

/// The form again, with everything that was typed, for whom one chose to act as.
fn as_somebody_else(
    mut visit: Visit,
    chosen: &Chosen,
    stream: StreamId,
    command: &str,
    posted: Posted,
) -> Result<Response, Oops> {
    visit.acts_as(chosen);
    let page = shown_again(&visit, stream, command, posted)?;
    acting::remembered(&visit, chosen, page)
}

/// The form again, with everything that was typed, and nothing recorded.
fn shown_again(
    visit: &Visit,
    stream: StreamId,
    command: &str,
    posted: Posted,
) -> Result<Response, Oops> {
    let view = visit.view()?;
    let form = forms::form(visit, &view, stream, command).ok_or(Oops::NotFound)?;
    let sent = Sent {
        answers: posted.answers,
        file: posted.file,
    };
    let carried = match sent.carried() {
        Some(carried) => carried,
        None => Carried {
            version: visit.seen().version(stream),
            key: visit.app().fresh_id()?,
        },
    };
    let banner = html! {
        @if sent.file.is_some() {
            (NotificationBanner::new(html! {
                p class="govuk-notification-banner__heading" {
                    "Choose the file again: a browser does not keep it when a form comes back."
                }
            }))
        }
    };
    let page = written(visit, &view, &form, &sent, &[], carried, &banner);
    Ok(page.into_response())
}

/// What a form sent.
#[derive(Default)]
struct Sent {
    answers: Answers,
    file: Option<SentFile>,
}

impl Sent {
    fn carried(&self) -> Option<Carried> {
        let version = self.answers.filled("version")?.parse().ok()?;
        let key = self.answers.filled("key")?.parse().ok()?;
        Some(Carried { version, key })
    }
}

fn stream(visit: &Visit, kind: &str, id: &str) -> Result<StreamId, Oops> {
    let kind = StreamKind::from_word(kind).ok_or(Oops::NotFound)?;
    let id = match (kind, id) {
        (StreamKind::Partnership, _) => return Ok(visit.app().partnership()),
        (_, "new") => visit.app().fresh_id()?,
        (_, id) => id.parse().map_err(|_| Oops::NotFound)?,
    };
    Ok(StreamId { kind, id })
}

/// Where the reader goes afterwards, with a word that it was recorded.
fn done(form: &CommandForm) -> String {
    let back = form.back.replace("{id}", &form.stream.id.to_string());
    let (path, fragment) = back.split_once('#').unwrap_or((&back, ""));
    let joint = if path.contains('?') { '&' } else { '?' };
    let fragment = if fragment.is_empty() {
        String::new()
    } else {
        format!("#{fragment}")
    };
    format!("{path}{joint}recorded=yes{fragment}")
}

fn record(visit: &Visit, form: &CommandForm, sent: &Sent) -> Result<(), Failed> {
    let app = visit.app();
    // Ids made for the command come from the form's own key, so that sending the form twice gives
    // the same command and is answered as the first time.
    let key = sent
        .carried()
        .map_or_else(|| app.fresh_id(), |carried| Ok(carried.key));
    let key = key.map_err(|error| Failed::Oops(error.into()))?;
    let mut made = 0_u32;
    let mut fresh = || {
        made += 1;
        Uuid::new_v5(&key, format!("id {made}").as_bytes())
    };
    let read = form::read(form, &sent.answers, &mut fresh).map_err(Failed::Wrong)?;
    let mut body = read.body;
    attach(visit, form, sent, &mut body)?;
    let file = sent.file.as_ref().filter(|_| asks_for_file(form));
    let command = Command::from_parts(form.stream.kind, form.command, body)
        .map_err(|error| whole("unreadable", super::shown::sentences(&error.to_string())))?;
    let carried = sent.carried();
    let meta = Meta {
        occurred_on: read.occurred_on,
        reason: read.reason,
        decided_in: read.decided_in,
        late: sent.answers.ticked("late"),
        identifiers_confirmed: sent.answers.ticked("identifiers"),
        idempotency_key: carried.map(|carried| carried.key.to_string()),
        ..Meta::by(visit.acting.actor())
    };
    let expected = carried.map(|carried| carried.version);
    let instruction = Instruction {
        stream: form.stream,
        command,
        expected,
    };
    let instructions = vec![instruction];
    if let Some(file) = file {
        keep(visit, file, &instructions, &meta)?;
    }
    let freezes = checkpoints::freezes_paper(&instructions);
    visit.seen().execute(instructions, &meta)?;
    if freezes {
        checkpoints::cover_paper(app);
    }
    Ok(())
}

/// Whether a form takes a file.
fn asks_for_file(form: &CommandForm) -> bool {
    let mut questions = form.questions.iter();
    questions.any(|question| question.kind == Kind::File)
}

/// Keeps a file that came with the form, once the rules would take what it is lodged with: a file
/// that nothing speaks of is not kept.
fn keep(
    visit: &Visit,
    file: &SentFile,
    instructions: &[Instruction],
    meta: &Meta,
) -> Result<(), Failed> {
    let mut places = instructions.iter();
    let Some(place) = places.find_map(|one| FilePlace::of(one.stream, &one.command)) else {
        return Ok(());
    };
    if place.is_named(&visit.app().live()) {
        // It was sent before.
        return Ok(());
    }
    visit.seen().would_take(instructions, meta)?;
    let kept = visit
        .app()
        .keep_file(place, &file.name, &file.media_type, &file.bytes);
    kept.map(|_| ()).map_err(|error| {
        Failed::Wrong(vec![Wrong {
            field: "file".to_owned(),
            rule: "file_refused".to_owned(),
            message: super::shown::sentences(&error.to_string()),
        }])
    })
}

/// Puts the reference of a file that came with the form into the command, once it is looked at.
fn attach(visit: &Visit, form: &CommandForm, sent: &Sent, body: &mut Value) -> Result<(), Failed> {
    let asked = form
        .questions
        .iter()
        .find(|question| question.kind == Kind::File);
    let (Some(question), Some(fields)) = (asked, body.as_object_mut()) else {
        return Ok(());
    };
    fields.remove(question.name);
    let Some(file) = &sent.file else {
        return Ok(());
    };
    let wrong = |rule: &str, why: String| {
        Failed::Wrong(vec![Wrong {
            field: question.name.to_owned(),
            rule: rule.to_owned(),
            message: super::shown::sentences(&why),
        }])
    };
    let admitted = visit.site.admit(&file.bytes);
    admitted.map_err(|refused| wrong(refused.rule(), refused.to_string()))?;
    let reference = lodging::reference(&file.name, &file.media_type, &file.bytes);
    fields.insert(question.name.to_owned(), reference);
    Ok(())
}

/// The form again, with everything that was typed.
fn again(visit: &Visit, form: &CommandForm, sent: &Sent, failed: Failed) -> Result<Response, Oops> {
    let view = visit.view()?;
    let unknown = matches!(failed, Failed::Unknown(_));
    let (status, wrong, banner) = match failed {
        Failed::Oops(oops) => return Err(oops),
        Failed::Wrong(wrong) => (StatusCode::UNPROCESSABLE_ENTITY, wrong, html! {}),
        Failed::Conflict => (
            StatusCode::CONFLICT,
            Vec::new(),
            changed(visit, &view, form, sent),
        ),
        Failed::Stopped(why) => (
            StatusCode::SERVICE_UNAVAILABLE,
            Vec::new(),
            not_taken("Nothing was recorded.", &why),
        ),
        Failed::Unknown(why) => (
            StatusCode::SERVICE_UNAVAILABLE,
            Vec::new(),
            not_taken("Whether this was recorded is not known.", &why),
        ),
    };
    let carried = Carried {
        // Only somebody who was told what changed has seen the newest version.
        version: match sent.carried() {
            Some(carried) if status != StatusCode::CONFLICT => carried.version,
            Some(_) | None => visit.seen().version(form.stream),
        },
        // The same key once more where the outcome is unknown: sent again after a restart, it is
        // recorded once.
        key: match sent.carried() {
            Some(carried) if unknown => carried.key,
            Some(_) | None => visit.app().fresh_id()?,
        },
    };
    let page = written(visit, &view, form, sent, &wrong, carried, &banner);
    Ok((status, page).into_response())
}

/// Somebody changed it: what they recorded since this form was made.
fn changed(visit: &Visit, view: &Models, form: &CommandForm, sent: &Sent) -> Markup {
    let seen = sent.carried().map_or(0, |carried| carried.version);
    let words = html! {
        p class="govuk-notification-banner__heading" {
            "Somebody changed this while you were writing. Nothing of yours was recorded yet."
        }
        p class="govuk-body" { "What they recorded:" }
        (super::trail::since(visit, view, form.stream, seen))
        p class="govuk-body" {
            "What you typed is kept below. Look at it again, then save it if it still holds."
        }
    };
    html! { (NotificationBanner::new(words)) }
}

fn written(
    visit: &Visit,
    view: &Models,
    form: &CommandForm,
    sent: &Sent,
    wrong: &[Wrong],
    carried: Carried,
    banner: &Markup,
) -> axum::response::Html<String> {
    let meetings = meetings(view);
    let body = html! {
        (banner)
        div class="govuk-grid-row" {
            div class="govuk-grid-column-two-thirds" {
                (not_yours(visit, form))
                (form::show(form, &sent.answers, wrong, carried, &meetings))
                p class="govuk-body-s" {
                    "It is recorded as said by: " (super::trail::who(view, visit)) "."
                }
            }
            (beside(visit, view, form, sent))
        }
    };
    let frame = Frame::new(&form.title, Place::Inside(section(form.stream.kind)))
        .failed(!wrong.is_empty())
        .with_form(Some(form::FORM_ID))
        .past(past(view, form));
    visit.step(view, &frame, &visit.href(&form.cancel_href()), &body)
}

/// What helps with the answers, beside the form: for an audit, what was seen before on its theme.
fn beside(visit: &Visit, view: &Models, form: &CommandForm, sent: &Sent) -> Markup {
    if (form.stream.kind, form.command) != (StreamKind::Audit, "commission_audit") {
        return html! {};
    }
    let known = form.questions.iter().find(|one| one.name == "theme");
    let known = known.and_then(|question| question.before.first());
    let known = known.map(|(_, theme)| theme.clone());
    let theme = sent.answers.filled("theme").or(known);
    let reading = Reading::of(visit, view);
    html! {
        div class="govuk-grid-column-one-third" {
            (super::audits::on_theme::beside(&reading, theme.as_deref()))
        }
    }
}

/// Who may record this, where it is somebody else.
fn not_yours(visit: &Visit, form: &CommandForm) -> Markup {
    let roles = roles_of(form.stream.kind, form.command).unwrap_or_default();
    html! {
        @if !roles.is_empty() && !roles.contains(&visit.acting.role) {
            (WarningText::new(format!(
                "This is recorded by: {}. As {} it will be refused: change “Acting as” at the top \
                 of the page, which keeps what you typed.",
                roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", "),
                visit.acting.role.title(),
            )))
        }
    }
}

/// The page that shows what a form is about: the thing itself, or the list of such things while it
/// is not there yet.
fn past(view: &Models, form: &CommandForm) -> String {
    if view.trail.versions(form.stream) > 0 {
        return super::thing_path(form.stream);
    }
    let href = form.cancel_href();
    href.split(['?', '#']).next().unwrap_or("/").to_owned()
}

fn section(kind: StreamKind) -> Section {
    match kind {
        StreamKind::Partnership
        | StreamKind::Meeting
        | StreamKind::Account
        | StreamKind::Erasure
        | StreamKind::LegalHold => Section::Settings,
        StreamKind::Plan => Section::Plan,
        StreamKind::Recommendation => Section::Recommendations,
        StreamKind::ImprovementAction | StreamKind::Evidence => Section::Actions,
        StreamKind::Gap => Section::Gaps,
        StreamKind::SeriousIncident | StreamKind::RapidReview | StreamKind::ReviewSubject => {
            Section::Reviews
        }
        StreamKind::PracticeReview | StreamKind::Inspection => Section::Reviews,
        StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::AuditCase => Section::Audits,
        StreamKind::EvidencePack => Section::Trail,
        StreamKind::Briefing | StreamKind::LearningActivity | StreamKind::ChildDeathLearning => {
            Section::Learning
        }
    }
}

/// The meetings and decisions that something may rest on, newest first.
fn meetings(view: &Models) -> Vec<Choice> {
    let mut choices = Vec::new();
    for meeting in view.meetings.latest_first() {
        choices.extend(forms::meeting_choices(view, meeting));
    }
    choices
}
