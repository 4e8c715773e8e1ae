//! What people read in the terminal.

use crate::importing::Ready;
use crate::web::components::dates::{date_text, moment_text};
use events::log::Stored;
use projections::status::Status;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// What is lost with the master key, and what stays.
pub(super) const LOST_WITH_THE_KEY: &str = "\
  Without the master key, and without a recovery key, nobody can ever read the words in this record
  again: what people wrote, names, and the evidence files. No supplier can open it, and no backup
  helps, for a backup holds no master key. What stays is who recorded what kind of thing and when,
  dates, ratings and counts, and the proof that nothing was changed.";

/// What whoever makes the first start must hear before anything is written.
pub(super) fn new_master_key(file: &Path, data: &Path) -> String {
    format!(
        "  A new master key was written to {file}.\n\n{LOST_WITH_THE_KEY}\n\n  \
         No copy exists yet. Before anybody works with this record:\n  \
         1. Keep a copy of that file somewhere safe, apart from the data folder and its backups.\n  \
         2. Make a recovery key, and give it on paper to somebody else:\n     \
         golden-thread key recovery --data {data}\n",
        file = file.display(),
        data = data.display(),
    )
}

/// An import, before or after it was recorded.
pub(super) fn import(ready: &Ready) -> String {
    let mut out = String::new();
    let prepared = &ready.prepared;
    let _ = writeln!(out, "{}", ready.title);
    let (from, to) = (date_text(ready.period.start), date_text(ready.period.end));
    let assumed = if ready.period_assumed {
        " (assumed: say --from and --to)"
    } else {
        ""
    };
    let _ = writeln!(out, "  {from} to {to}{assumed}");
    let _ = writeln!(
        out,
        "  {} priorities, {} actions, {} recommendations",
        prepared.priorities, prepared.actions, prepared.recommendations
    );
    if !prepared.problems.is_empty() {
        let _ = writeln!(out, "  {} problems:", prepared.problems.len());
    }
    for problem in &prepared.problems {
        let _ = writeln!(out, "    {}: {}", problem.place, problem.message);
    }
    if !prepared.unplaced.is_empty() {
        let _ = writeln!(
            out,
            "  {} texts with no place in the plan:",
            prepared.unplaced.len()
        );
    }
    for (place, words) in &prepared.unplaced {
        let short: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(
            out,
            "    {place}: {}",
            short.chars().take(70).collect::<String>()
        );
    }
    out
}

/// The position, as a chair would want it read out.
pub(super) fn status(status: &Status) -> String {
    let mut out = String::new();
    let name = if status.partnership.is_empty() {
        "Partnership"
    } else {
        &status.partnership
    };
    let _ = writeln!(out, "{name}: the position on {}", date_text(status.today));
    if let Some(last) = status.last {
        let when = moment_text(last.recorded_at.utc());
        let _ = writeln!(out, "  last recorded: position {}, {when}", last.position);
    }
    let _ = writeln!(
        out,
        "  {} actions, {} overdue, {} due soon",
        status.actions, status.overdue, status.due_soon
    );
    for claimed in &status.claimed {
        let _ = writeln!(
            out,
            "    claimed {} ({}): {}",
            claimed.word, claimed.code, claimed.count
        );
    }
    if status.unrated > 0 {
        let _ = writeln!(out, "    never rated: {}", status.unrated);
    }
    let _ = writeln!(
        out,
        "  claimed better than the dates say: {}",
        status.differs
    );
    let by_date = status.by_date.iter().chain(&status.verified);
    for (word, count) in by_date.filter(|(_, count)| **count > 0) {
        let _ = writeln!(out, "    {}: {count}", word.replace('_', " "));
    }
    for (word, count) in status
        .recommendations
        .iter()
        .filter(|(_, count)| **count > 0)
    {
        let _ = writeln!(out, "  recommendations {}: {count}", word.replace('_', " "));
    }
    let closed = &status.closed;
    let with = closed.actions_with_impact + closed.recommendations_with_impact;
    let without = closed.actions_without_impact + closed.recommendations_without_impact;
    let _ = writeln!(
        out,
        "  closed with impact shown: {with}, without: {without}"
    );
    for gap in status.gaps.iter().filter(|gap| gap.found > 0) {
        let _ = writeln!(
            out,
            "  gap {} {}: {} found, {} open",
            gap.rule, gap.title, gap.found, gap.open
        );
    }
    out
}

/// One event of a trail: both dates, who, what, and the words that can be read.
pub(super) fn event(stored: &Stored, line: &Value) -> String {
    let envelope = &stored.envelope;
    let mut out = String::new();
    let who = match (envelope.actor.role(), envelope.actor.user()) {
        (Some(role), Some(user)) => format!("{} ({user})", role.title()),
        (_, _) => "the product itself".to_owned(),
    };
    let _ = writeln!(
        out,
        "{:>6}  {}  {}",
        envelope.position,
        envelope.type_name.replace('_', " "),
        envelope.stream
    );
    let late = if envelope.late { ", a late entry" } else { "" };
    let _ = writeln!(
        out,
        "        happened {}, recorded {}{late}, by {who}",
        date_text(envelope.occurred_on),
        moment_text(envelope.recorded_at.utc())
    );
    for (field, words) in line
        .get("text")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let name = field
            .trim_start_matches("/data")
            .trim_start_matches('/')
            .replace('_', " ");
        let words = words.as_str().unwrap_or("(cannot be read)");
        let _ = writeln!(
            out,
            "        {name}: {}",
            words.replace('\n', "\n          ")
        );
    }
    out
}
