//! The timescale of an action as a board's table has it: one cell for each owner, in words that an
//! import reads back as the same dates and milestones.

use super::Look;
use super::sheet::Cell;
use crate::import::find_dates;
use chrono::NaiveDate;
use events::action::{DatePrecision, Owner};
use projections::actions::{Action, Milestone};

/// The owners of one row of the table, and their timescale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnersRow {
    pub(super) owners: Vec<Owner>,
    pub(super) due: Cell,
}

/// A day in words, or its month.
fn words_of(day: NaiveDate, precision: DatePrecision) -> String {
    match precision {
        DatePrecision::Day => day.format("%-d %B %Y").to_string(),
        DatePrecision::Month => day.format("%B %Y").to_string(),
        DatePrecision::Quarter => format!("Quarter to {}", day.format("%B %Y")),
        DatePrecision::Year => format!("Year to {}", day.format("%-d %B %Y")),
    }
}

/// The rows of an action: the first, and one for each further owner with milestones of its own.
pub(super) fn rows(action: &Action, waits_for: &[String], look: &Look<'_>) -> Vec<OwnersRow> {
    let timescale = action.timescale.as_ref().map(look).unwrap_or_default();
    if action.milestones.is_empty() {
        let board_s_own = !timescale.is_empty() && action.extensions.is_empty();
        let due = match (action.due, action.due_precision) {
            (Some(_), DatePrecision::Month | DatePrecision::Quarter | DatePrecision::Year)
                if board_s_own =>
            {
                Cell::words(with_waits(timescale, waits_for))
            }
            (Some(due), DatePrecision::Day) if waits_for.is_empty() => Cell::Day(due),
            (Some(due), precision) => Cell::words(with_waits(words_of(due, precision), waits_for)),
            (None, _) => Cell::words(with_waits(timescale, waits_for)),
        };
        return vec![OwnersRow {
            owners: action.owners.clone(),
            due,
        }];
    }
    let groups = groups(action);
    let said = said(&groups, &timescale, look);
    let mut rows: Vec<OwnersRow> = groups
        .into_iter()
        .zip(said)
        .map(|((owners, _), words)| OwnersRow {
            owners,
            due: Cell::words(words),
        })
        .collect();
    if let Some(last) = rows.last_mut()
        && let Cell::Words(words) = &mut last.due
    {
        *words = with_waits(std::mem::take(words), waits_for);
    }
    rows
}

/// Owners and the milestones that are theirs, in the order of the owners. Milestones of nobody in
/// particular stand with the owners who have none of their own.
fn groups(action: &Action) -> Vec<(Vec<Owner>, Vec<&Milestone>)> {
    let of = |owner: Option<&Owner>| -> Vec<&Milestone> {
        action
            .milestones
            .iter()
            .filter(|m| m.owner.as_ref() == owner)
            .collect()
    };
    let known = |m: &&Milestone| m.owner.as_ref().is_some_and(|o| action.owners.contains(o));
    let mut shared: Vec<&Milestone> = action.milestones.iter().filter(|m| !known(m)).collect();
    let mut groups: Vec<(Vec<Owner>, Vec<&Milestone>)> = Vec::new();
    for owner in &action.owners {
        let own = of(Some(owner));
        let together = own.is_empty() && !shared.is_empty();
        match groups.first_mut() {
            _ if !together => groups.push((vec![owner.clone()], own)),
            Some((owners, _)) if shared.len() == 1 && owners.is_empty() => {
                owners.push(owner.clone());
            }
            Some(_) | None => groups.push((vec![owner.clone()], std::mem::take(&mut shared))),
        }
    }
    if !shared.is_empty() {
        match groups.first_mut() {
            Some((_, own)) if action.owners.len() == 1 => {
                shared.append(own);
                *own = shared;
            }
            Some(_) | None => groups.push((Vec::new(), shared)),
        }
    }
    groups
}

/// The words of each group: the board's own where nothing has changed since, else the milestones.
fn said(groups: &[(Vec<Owner>, Vec<&Milestone>)], timescale: &str, look: &Look<'_>) -> Vec<String> {
    let changed = groups
        .iter()
        .flat_map(|(_, own)| own)
        .any(|m| !m.moved.is_empty());
    let texts: Vec<Vec<String>> = groups
        .iter()
        .map(|(_, own)| own.iter().map(|m| look(&m.text)).collect())
        .collect();
    let lengths: Vec<usize> = texts
        .iter()
        .map(|own| own.iter().map(|words| weight(words)).sum())
        .collect();
    if !changed && lengths.iter().sum::<usize>() == weight(timescale) {
        return cut(timescale, &lengths);
    }
    groups
        .iter()
        .zip(texts)
        .map(|((_, own), texts)| {
            let lines: Vec<String> = own
                .iter()
                .zip(texts)
                .map(|(m, words)| with_date(m, words))
                .collect();
            lines.join("\n")
        })
        .collect()
}

/// A milestone's words with the date it has now.
fn with_date(milestone: &Milestone, words: String) -> String {
    let Some(due) = milestone.due else {
        return words;
    };
    let now = words_of(due, milestone.due_precision);
    let dates = find_dates(&words, None);
    match dates.iter().find(|found| found.date.is_some()) {
        Some(found) if found.date == Some(due) => words,
        Some(found) => {
            let before = words.get(..found.range.start).unwrap_or_default();
            let after = words.get(found.range.end..).unwrap_or_default();
            format!("{before}{now}{after}")
        }
        None => format!("{} by {now}", words.trim_end_matches('.')),
    }
}

/// The actions it waits for, where its words do not name them.
fn with_waits(words: String, waits_for: &[String]) -> String {
    let missing: Vec<&str> = waits_for
        .iter()
        .map(String::as_str)
        .filter(|reference| !names(&words, reference))
        .collect();
    if missing.is_empty() {
        return words;
    }
    let lines: Vec<String> = missing
        .iter()
        .map(|reference| format!("See {reference}"))
        .collect();
    if words.is_empty() {
        lines.join("\n")
    } else {
        format!("{words}\n{}", lines.join("\n"))
    }
}

fn names(words: &str, reference: &str) -> bool {
    let bounds = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '–');
    words
        .split(bounds)
        .any(|word| word.trim_matches(['.', ':']) == reference)
}

/// How many letters and figures: what white space and list marks do not change.
fn weight(words: &str) -> usize {
    words.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Cuts words where each group's letters and figures end, with the marks that belong to them.
fn cut(words: &str, lengths: &[usize]) -> Vec<String> {
    let mut rest = words;
    let mut parts = Vec::new();
    for (place, length) in lengths.iter().enumerate() {
        let last = place + 1 == lengths.len();
        let at = if last {
            rest.len()
        } else {
            end_of(rest, *length)
        };
        let (part, more) = rest.split_at(at);
        parts.push(part.trim().to_owned());
        rest = more;
    }
    parts
}

fn end_of(words: &str, length: usize) -> usize {
    let mut seen = 0;
    for (at, letter) in words.char_indices() {
        if letter.is_alphanumeric() {
            if seen == length {
                return words.get(..at).map_or(at, |before| {
                    before
                        .rfind(char::is_whitespace)
                        .map_or(at, |space| space.min(at))
                });
            }
            seen += 1;
        }
    }
    words.len()
}
