//! The papers of a meeting: frozen with their file, and taken away again.

use super::answer::Answer;
use super::ask::Ask;
use super::body::{self, Sender};
use super::files::{form, keep, meta_of, take, with_file};
use super::history::checkpoint_row;
use super::problem::Problem;
use super::serving::blocking;
use super::write::Written;
use crate::app::{App, Instruction, Told};
use crate::checkpoints;
use crate::web::visit::Shared;
use axum::extract::Request;
use events::envelope::Moment;
use events::ids::{MeetingId, PaperId, StreamId, StreamKind};
use projections::meetings::Meeting;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Freezes a paper of a meeting with its file, and makes the checkpoint that covers it.
///
/// # Errors
/// Every fault of the request at once, or every rule it breaks at once; nothing is recorded then.
pub async fn freeze(site: Shared, id: Option<Uuid>, request: Request) -> Result<Answer, Problem> {
    let stream: StreamId = id.map(MeetingId).ok_or_else(Problem::not_found)?.into();
    let sender = Sender::of(&request)?;
    let (mut fields, file) = form(request).await?;
    let mut faults = Vec::new();
    let mut meta = sender.meta();
    meta_of(&mut fields, &mut meta, &mut faults);
    let mut data = Map::new();
    for name in ["title", "as_at"] {
        if let Some(words) = take(&mut fields, name) {
            data.insert(name.to_owned(), Value::String(words));
        }
    }
    body::nothing_left(&fields, &["file", "title", "as_at"], &mut faults);
    let paper = paper_id(&site.app, stream, sender.key.as_deref())?;
    data.insert("paper".to_owned(), json!(paper));
    let freeze = (StreamKind::Meeting, "freeze_paper");
    let (file, command) = with_file(freeze, data, file, faults)?;
    blocking(move || {
        site.admit(&file.bytes)?;
        let seen = site.app.seen(&sender.sight);
        let instructions = vec![Instruction {
            stream,
            command,
            expected: sender.expected,
        }];
        keep(seen, &file, &instructions, &meta)?;
        let done = seen.execute(instructions, &meta)?;
        checkpoints::cover_paper(&site.app);
        Written {
            stream,
            begun: false,
            done,
        }
        .try_into()
    })
    .await
}

/// The id of a paper: the same for the same request sent again under its key.
fn paper_id(app: &App, meeting: StreamId, key: Option<&str>) -> Result<PaperId, Problem> {
    Ok(PaperId(match key {
        Some(key) => Uuid::new_v5(&meeting.id, format!("paper {key}").as_bytes()),
        None => app.fresh_id()?,
    }))
}

/// The file of a paper, to be saved.
///
/// # Errors
/// 404 when there is none, 410 when it was erased.
pub fn file(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let meeting = ask.id::<MeetingId>()?;
    let paper = ask.read::<Uuid>("paper").map(PaperId);
    let paper = paper.and_then(|paper| view.meetings.paper(meeting, paper));
    let paper = paper.ok_or_else(Problem::not_found)?;
    let bytes = ask.seen().paper(meeting, paper)?;
    let bytes = bytes.ok_or_else(Problem::withheld)?;
    let name = match ask.seen().text(&paper.file.name)? {
        Told::Words(name) => name,
        Told::Erased | Told::Sealed | Told::Withheld => paper.id.to_string(),
    };
    let media_type = paper.file.media_type.clone();
    Ok(Answer::file(name, media_type, bytes.to_vec()))
}

/// The papers of a meeting, each with the first checkpoint that covers it.
///
/// # Errors
/// When one cannot be written, which is a fault of ours.
pub(super) fn told(app: &App, meeting: &Meeting, as_at: Option<Moment>) -> Result<Value, Problem> {
    let mut made = app.log().checkpoints();
    if let Some(as_at) = as_at {
        made.retain(|one| one.made_at <= as_at);
    }
    let papers = meeting.papers.iter().map(|paper| {
        let mut told = serde_json::to_value(paper).map_err(|error| Problem::fault(&error))?;
        if let Some(fields) = told.as_object_mut() {
            let covering = checkpoints::covering(&made, paper.frozen.position);
            fields.insert("checkpoint".to_owned(), covering.map(checkpoint_row).into());
        }
        Ok(told)
    });
    papers.collect::<Result<Vec<_>, Problem>>().map(Value::from)
}
