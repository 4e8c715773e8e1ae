//! `compare`: what changed between two moments, read from the journal.

use super::export::{Words, write_sheet};
use super::{Folder, Output, read};
use crate::clock::Clock;
use crate::export::compare::comparison_sheet;
use crate::export::sheet::{Cell, Sheet};
use crate::web::components::dates::moment_text;
use anyhow::{Result, bail};
use clap::Args;
use events::envelope::Moment;
use events::ids::PlanId;
use projections::TextRef;
use projections::comparison::{Between, ChangeKind, ChangedThing, Compared};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Compare {
    #[command(flatten)]
    folder: Folder,
    /// The earlier moment, such as 2026-03-03 or 2026-03-03T09:00:00Z
    #[arg(long, value_parser = read::moment)]
    from: Moment,
    /// The later moment [default: now]
    #[arg(long, value_parser = read::moment)]
    to: Option<Moment>,
    /// Only of this plan
    #[arg(long)]
    plan: Option<PlanId>,
    /// Only things of this sort: plan, recommendations or actions
    #[arg(long, value_parser = sort)]
    what: Option<Compared>,
    /// Only things that changed in this way, such as slipped; unchanged and silent too
    #[arg(long, value_parser = kind)]
    change: Option<ChangeKind>,
    /// Write it to this file instead; its ending says how (.xlsx, .csv)
    #[arg(long, conflicts_with = "json")]
    out: Option<PathBuf>,
    /// Print one JSON object a line, one for each thing
    #[arg(long)]
    json: bool,
}

fn sort(words: &str) -> Result<Compared, String> {
    let known = Compared::ALL.map(Compared::key).join(", ");
    Compared::from_key(words).ok_or_else(|| format!("give one of {known}"))
}

fn kind(words: &str) -> Result<ChangeKind, String> {
    let known = ChangeKind::ALL.map(ChangeKind::key).join(", ");
    ChangeKind::from_key(words).ok_or_else(|| format!("give one of {known}"))
}

/// Things of one sort that were asked for.
type Found = (Compared, Vec<ChangedThing>);

impl Compare {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let now = Moment::new(clock.now());
        let to = self.to.unwrap_or(now);
        if to > now || self.from > to {
            bail!("--from has to come before --to, and --to cannot lie in the future");
        }
        let reader = read::reader(&self.folder)?;
        let before = read::models(&reader, Some(self.from))?;
        let after = read::models(&reader, Some(to))?;
        let between = Between {
            before: &before,
            after: &after,
        };
        let found = self.found(between);
        let words = Words::gather(&reader)?;
        let look = |text: &TextRef| words.get(text);
        if self.json {
            for (sort, things) in &found {
                for thing in things {
                    writeln!(output.out, "{}", line(*sort, thing, &look)?)?;
                }
            }
            return Ok(ExitCode::SUCCESS);
        }
        let (from, until) = (moment_text(self.from.utc()), moment_text(to.utc()));
        let note = format!("{from} to {until}");
        let sheet = comparison_sheet(&after, &found, note, &look);
        if let Some(out) = &self.out {
            write_sheet(&sheet, out, output)?;
        } else {
            write!(output.out, "{}", told(&sheet))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn found(&self, between: Between<'_>) -> Vec<Found> {
        let wanted = |sort: &Compared| self.what.is_none_or(|what| what == *sort);
        let sorts = Compared::ALL.into_iter().filter(wanted);
        let found = sorts.map(|sort| {
            let mut things = between.things(sort, self.plan);
            things.retain(|thing| match self.change {
                Some(kind) => thing.is(kind),
                None => !thing.is_unchanged(),
            });
            (sort, things)
        });
        found.collect()
    }
}

/// One thing, with the words that can be read beside every place that points at some.
fn line(
    sort: Compared,
    thing: &ChangedThing,
    look: &dyn Fn(&TextRef) -> String,
) -> Result<Value, serde_json::Error> {
    let mut line = serde_json::to_value(thing)?;
    with_words(&mut line, look);
    if let Some(fields) = line.as_object_mut() {
        fields.insert("what".to_owned(), sort.key().into());
    }
    Ok(line)
}

fn with_words(value: &mut Value, look: &dyn Fn(&TextRef) -> String) {
    match value {
        Value::Object(fields) => {
            let position = fields.get("position").and_then(Value::as_u64);
            let field = fields.get("field").and_then(Value::as_str);
            if let (Some(position), Some(field)) = (position, field) {
                let words = look(&TextRef {
                    position,
                    field: field.to_owned().into(),
                });
                fields.insert("words".to_owned(), words.into());
                return;
            }
            for field in fields.values_mut() {
                with_words(field, look);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| with_words(item, look)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The comparison as people read it in a terminal: a line for each change.
fn told(sheet: &Sheet) -> String {
    let mut out = format!("{}\n", sheet.note);
    if sheet.rows.is_empty() {
        out.push_str("  Nothing changed.\n");
    }
    let mut last = String::new();
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        let [sort, _, reference, what, how, part, then, now] = cells.as_slice() else {
            continue;
        };
        let thing = format!("{sort}: {reference} {what}");
        if thing != last {
            let _ = writeln!(out, "  {}", thing.trim_end());
            last = thing;
        }
        let mut line = how.clone();
        if !part.is_empty() {
            let _ = write!(line, ": {part}");
        }
        if !(then.is_empty() && now.is_empty()) {
            let stood = |words: &str| if words.is_empty() { "nothing" } else { words }.to_owned();
            let _ = write!(line, ", from {} to {}", stood(then), stood(now));
        }
        let _ = writeln!(out, "    {line}");
    }
    out
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Words(words) => words.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Count(count) => count.to_string(),
    }
}
