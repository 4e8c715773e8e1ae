//! `status` and `trail`: read from the journal, also while a server owns the folder.

use super::{Folder, Output};
use crate::app::decode;
use crate::clock::Clock;
use crate::master_key;
use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use clap::Args;
use events::account::SECRET_FIELDS;
use events::envelope::Moment;
use events::ids::StreamId;
use events::log::{Disclosed, MasterKey, Reader, Stored};
use projections::Models;
use projections::status::StatusQuery;
use serde_json::{Map, Value};
use std::process::ExitCode;

/// Opens a folder's journal for reading; without a key, words stay sealed.
pub(super) fn reader(folder: &Folder) -> Result<Reader> {
    let found = master_key::find(&folder.data, folder.master_key_file.as_deref())?;
    let key = found.map(|found| MasterKey::new(found.key));
    Reader::open(&folder.data, key)
        .with_context(|| format!("the data folder {}", folder.data.display()))
}

/// The models as at a moment of recorded time, folded from the journal.
pub(super) fn models(reader: &Reader, as_at: Option<Moment>) -> Result<Models> {
    let mut models = Models::default();
    reader.each(1, |stored| {
        if as_at.is_none_or(|moment| stored.envelope.recorded_at <= moment) {
            models.apply(&decode(&stored).map_err(|fault| fault.to_string())?);
        }
        Ok(())
    })?;
    Ok(models)
}

/// A moment as a person or a script writes it: `2026-03-03T09:00:00Z`, `2026-03-03T09:00` or
/// `2026-03-03` (its end), London time where no zone is said.
pub(super) fn moment(words: &str) -> Result<Moment, String> {
    if let Ok(at) = DateTime::parse_from_rfc3339(words) {
        return Ok(Moment::new(at.with_timezone(&Utc)));
    }
    crate::web::components::dates::parse_moment_field(words)
        .map(Moment::new)
        .map_err(|problem| format!("{problem}: write 2026-03-03 or 2026-03-03T09:00:00Z"))
}

#[derive(Debug, Args)]
pub(super) struct Status {
    #[command(flatten)]
    folder: Folder,
    /// The position as it was recorded at this moment, such as 2026-03-03 or 2026-03-03T09:00:00Z
    #[arg(long, value_parser = moment)]
    as_at: Option<Moment>,
    /// Movement since this moment
    #[arg(long, value_parser = moment)]
    since: Option<Moment>,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

impl Status {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let reader = reader(&self.folder)?;
        let models = models(&reader, self.as_at)?;
        let today = self.as_at.map_or_else(
            || clock.today(),
            |moment| crate::clock::day_in_england(moment.utc()),
        );
        let status = models.status(StatusQuery {
            today,
            since: self.since,
            plan: None,
        });
        if self.json {
            serde_json::to_writer(&mut *output.out, &status)?;
            writeln!(output.out)?;
        } else {
            write!(output.out, "{}", super::words::status(&status))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Debug, Args)]
pub(super) struct Trail {
    /// One thing, as kind/id (such as `improvement_action/0198…`), or the reference of an action
    stream: Option<String>,
    #[command(flatten)]
    folder: Folder,
    /// Only what was recorded up to this moment
    #[arg(long, value_parser = moment)]
    as_at: Option<Moment>,
    /// Print one JSON object a line: envelope, data, and text where it can be read
    #[arg(long)]
    json: bool,
}

impl Trail {
    pub(super) fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let reader = reader(&self.folder)?;
        let wanted = self
            .stream
            .as_deref()
            .map(|words| streams(&reader, words))
            .transpose()?;
        let mut shown = 0_u64;
        let mut failed = None;
        reader.each(1, |stored| {
            let envelope = &stored.envelope;
            let of_it = wanted
                .as_ref()
                .is_none_or(|these| these.contains(&envelope.stream));
            let by_then = self
                .as_at
                .is_none_or(|moment| envelope.recorded_at <= moment);
            if !of_it || !by_then || failed.is_some() {
                return Ok(());
            }
            let line = line(&reader, &stored)?;
            let written = if self.json {
                writeln!(output.out, "{line}")
            } else {
                write!(output.out, "{}", super::words::event(&stored, &line))
            };
            failed = written.err();
            shown += 1;
            Ok(())
        })?;
        match failed {
            // Whoever was reading has seen enough, as `head` has.
            Some(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
            Some(error) => return Err(error.into()),
            None => {}
        }
        if shown == 0 && self.stream.is_some() {
            bail!("nothing is recorded of this; `golden-thread trail` shows everything");
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The streams a word stands for: one by its name, or the actions with that reference.
fn streams(reader: &Reader, words: &str) -> Result<Vec<StreamId>> {
    match words.parse::<StreamId>() {
        Ok(stream) => Ok(vec![stream]),
        Err(not_a_stream) => {
            let models = models(reader, None)?;
            let named = models
                .actions
                .all()
                .filter(|action| action.reference == words);
            let found: Vec<StreamId> = named.map(|action| action.id.into()).collect();
            if found.is_empty() {
                bail!("{not_a_stream}, or give the reference of an action");
            }
            Ok(found)
        }
    }
}

/// One event as the leaf holds it, with the words that can be read.
pub(super) fn line(reader: &Reader, stored: &Stored) -> Result<Value, String> {
    let mut line: Map<String, Value> =
        serde_json::from_str(stored.leaf()).map_err(|error| error.to_string())?;
    let mut text = Map::new();
    for field in stored.fields().map_err(|error| error.to_string())? {
        // What an account signs in with is shown to nobody.
        if SECRET_FIELDS.contains(&field.as_str()) {
            text.insert(field, Value::Null);
            continue;
        }
        let words = match reader
            .text_of(stored, &field)
            .map_err(|error| error.to_string())?
        {
            Disclosed::Words(words) => Value::String(words),
            Disclosed::Erased | Disclosed::Sealed => Value::Null,
        };
        text.insert(field, words);
    }
    line.insert("text".to_owned(), Value::Object(text));
    Ok(Value::Object(line))
}
