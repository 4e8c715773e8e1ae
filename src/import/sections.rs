//! From the sequence of a document to priorities with their rows, each row whole.

use std::collections::BTreeMap;

use super::columns::Column;
use super::dates::find_horizons;
use super::entries::{Gathered, Item, Line, OUTSIDE};
use super::headings::{Heading, plain_heading, read_heading};
use super::proposal::{Problem, ProblemCode, Severity, Unplaced};
use super::references::{is_plain_number, prefix, read_reference};
use super::wording::{begins_lower, plain, squeeze};

/// A priority with its rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    pub(super) number: String,
    pub(super) heading: Heading,
    /// The heading as written.
    pub(super) text: String,
    pub(super) notes: Vec<String>,
    pub(super) at: Vec<String>,
    pub(super) entries: Vec<Entry>,
    lines: Vec<Line>,
    /// The document names it; otherwise it was made to hold rows.
    named: bool,
}

/// A row of the plan with the rows that go on with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) lines: Vec<Line>,
    pub(super) reference: String,
    pub(super) source_reference: Option<String>,
}

/// Makes sections of what was gathered; notes that belong to none become unplaced.
pub(super) fn sections(gathered: &mut Gathered, fallback: &str) -> Vec<Section> {
    let items = std::mem::take(&mut gathered.items);
    let group = grouping(&items);
    let mut found: Vec<Section> = Vec::new();
    for item in items {
        match item {
            Item::Heading { heading, text, at } => open(&mut found, heading, text, at),
            Item::Line(line) => add_line(&mut found, line, group),
            Item::Note { text, at } => match found.last_mut() {
                Some(section) if section.named && section.lines.is_empty() => {
                    section.notes.push(text);
                    section.at.push(at);
                }
                _ => gathered.unplaced.push(Unplaced {
                    at,
                    text,
                    reason: OUTSIDE.to_owned(),
                }),
            },
        }
    }
    for section in &mut found {
        section.entries = entries(std::mem::take(&mut section.lines));
    }
    name_the_rest(found, fallback)
}

/// The column that names the priority of each row, where one does.
fn grouping(items: &[Item]) -> Option<Column> {
    let has = |means: Column| {
        let mut lines = items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Heading { .. } | Item::Note { .. } => None,
        });
        lines.any(|line| line.fields.iter().any(|f| f.means == means))
    };
    let headed = items
        .iter()
        .any(|item| matches!(item, Item::Heading { .. }));
    if has(Column::Priority) {
        Some(Column::Priority)
    } else {
        (!headed && has(Column::Theme)).then_some(Column::Theme)
    }
}

fn open(found: &mut Vec<Section>, heading: Heading, text: String, at: Vec<String>) {
    // A heading repeated on the next page goes on with the same priority.
    if let Some(last) = found
        .last_mut()
        .filter(|s| s.named && s.heading.number == heading.number)
    {
        let continued = plain(&text).contains("continued") || plain(&text).ends_with("cont");
        let same = plain(&last.heading.title) == plain(&heading.title);
        if continued || same {
            if squeeze(&last.text) != squeeze(&text) {
                last.text = format!("{}\n{text}", last.text);
            }
            last.at.extend(at);
            return;
        }
    }
    found.push(Section {
        heading,
        text,
        at,
        named: true,
        ..Section::default()
    });
}

fn add_line(found: &mut Vec<Section>, mut line: Line, group: Option<Column>) {
    if let Some(group) = group {
        let text = line.text(group);
        if !text.is_empty() {
            let at: Vec<String> = line
                .fields
                .iter()
                .filter(|f| f.means == group)
                .map(|f| f.at.clone())
                .collect();
            line.fields.retain(|f| f.means != group);
            let place = found.iter().position(|s| plain(&s.text) == plain(&text));
            match place.and_then(|place| found.get_mut(place)) {
                Some(section) => {
                    section.at.extend(at);
                    if !line.fields.is_empty() {
                        section.lines.push(line);
                    }
                }
                None => {
                    let heading = read_heading(&text).unwrap_or_else(|| plain_heading(&text));
                    let lines = if line.fields.is_empty() {
                        Vec::new()
                    } else {
                        vec![line]
                    };
                    let named = true;
                    found.push(Section {
                        heading,
                        text,
                        at,
                        lines,
                        named,
                        ..Section::default()
                    });
                }
            }
            return;
        }
    }
    if found.is_empty() {
        found.push(Section::default());
    }
    if let Some(section) = found.last_mut() {
        section.lines.push(line);
    }
}

/// Puts rows that go on with the row above them together with it.
fn entries(lines: Vec<Line>) -> Vec<Entry> {
    let numbered = lines
        .iter()
        .any(|l| read_reference(&l.text(Column::Reference)).is_some());
    let mut found: Vec<Entry> = Vec::new();
    for line in lines {
        match found.last_mut() {
            Some(entry) if !begins_entry(&line, entry, numbered) => entry.lines.push(line),
            _ => found.push(Entry {
                lines: vec![line],
                ..Entry::default()
            }),
        }
    }
    found
}

/// Whether a row is a new one: by its number where rows are numbered, else by its words. A new
/// horizon ("Within 12 months …") begins a new row even without a number.
fn begins_entry(line: &Line, above: &Entry, numbered: bool) -> bool {
    let core = [
        Column::Action,
        Column::Recommendation,
        Column::RecommendationOrOutcome,
    ]
    .map(|means| line.text(means));
    let words = core.iter().find(|text| !text.is_empty());
    let outcome = line.text(Column::Outcome);
    let horizon = |text: &str| {
        find_horizons(text)
            .first()
            .is_some_and(|h| h.range.start == 0)
    };
    let reference = line.text(Column::Reference);
    if !reference.is_empty() {
        let same = above
            .lines
            .first()
            .is_some_and(|l| l.text(Column::Reference) == reference);
        let repeats = words.is_none_or(|text| {
            above.lines.iter().any(|l| {
                [
                    Column::Action,
                    Column::Recommendation,
                    Column::RecommendationOrOutcome,
                ]
                .iter()
                .any(|means| squeeze(&l.text(*means)) == squeeze(text))
            })
        });
        return !(same && repeats);
    }
    if horizon(&outcome) {
        return true;
    }
    if numbered {
        return false;
    }
    match words {
        Some(text) => !begins_lower(text),
        None => {
            let worded = !outcome.is_empty() && !begins_lower(&outcome);
            worded
                && above
                    .lines
                    .iter()
                    .any(|l| !l.text(Column::Outcome).is_empty())
        }
    }
}

/// Gives rows under no heading a priority: by the first part of their references, else one for
/// all of them.
fn name_the_rest(found: Vec<Section>, fallback: &str) -> Vec<Section> {
    let alone = found.len() == 1;
    let mut named = Vec::new();
    for section in found {
        if section.named {
            named.push(section);
            continue;
        }
        let prefixes: Vec<Option<String>> = section.entries.iter().map(prefix_of).collect();
        if alone && !prefixes.is_empty() && prefixes.iter().all(Option::is_some) {
            let mut parts: BTreeMap<usize, Section> = BTreeMap::new();
            let mut order: Vec<String> = Vec::new();
            for (entry, prefix) in section
                .entries
                .into_iter()
                .zip(prefixes.into_iter().flatten())
            {
                let place = order
                    .iter()
                    .position(|p| *p == prefix)
                    .unwrap_or(order.len());
                if place == order.len() {
                    order.push(prefix.clone());
                }
                let part = parts
                    .entry(place)
                    .or_insert_with(|| made(&format!("Priority {prefix}")));
                part.heading.number = Some(prefix);
                part.entries.push(entry);
            }
            named.extend(parts.into_values());
        } else {
            let title = if alone {
                fallback
            } else {
                "Rows before the first priority"
            };
            named.push(Section {
                entries: section.entries,
                ..made(title)
            });
        }
    }
    named
}

fn made(title: &str) -> Section {
    Section {
        heading: plain_heading(title),
        ..Section::default()
    }
}

fn prefix_of(entry: &Entry) -> Option<String> {
    let reference = read_reference(&entry.lines.first()?.text(Column::Reference))?;
    prefix(&reference).map(str::to_owned)
}

/// Gives every priority a number of its own and every row a reference of its own.
pub(super) fn number(sections: &mut [Section], problems: &mut Vec<Problem>) {
    number_priorities(sections, problems);
    let sources: Vec<String> = sections
        .iter()
        .flat_map(|s| s.entries.iter())
        .filter_map(|e| read_reference(&e.lines.first()?.text(Column::Reference)))
        .collect();
    let restarts = sources
        .iter()
        .any(|r| is_plain_number(r) && sources.iter().filter(|other| *other == r).count() > 1);
    let mut taken: Vec<String> = sources
        .iter()
        .filter(|r| !(restarts && is_plain_number(r)))
        .cloned()
        .collect();
    let mut used: Vec<String> = Vec::new();
    let mut made: Option<(String, usize)> = None;
    for section in sections.iter_mut() {
        let number = section.number.clone();
        for (index, entry) in section.entries.iter_mut().enumerate() {
            let Some(first) = entry.lines.first() else {
                continue;
            };
            let source = first.text(Column::Reference);
            let at = first.at(Column::Reference);
            let read = read_reference(&source);
            entry.source_reference = (!source.is_empty()).then_some(source);
            let wanted = match read {
                Some(read) if restarts && is_plain_number(&read) => format!("{number}.{read}"),
                Some(read) if used.contains(&read) => {
                    problems.push(duplicate(&read, &at));
                    format!("{read}-2")
                }
                Some(read) => {
                    used.push(read.clone());
                    entry.reference = read;
                    continue;
                }
                None => format!("{number}.{}", index + 1),
            };
            entry.reference = free(wanted, &number, index, &taken);
            taken.push(entry.reference.clone());
            let count = made.map_or(1, |(_, count)| count + 1);
            made = Some((at, count));
        }
    }
    problems.extend(made.map(|(at, count)| references_made(at, count)));
}

fn free(wanted: String, number: &str, index: usize, taken: &[String]) -> String {
    let mut candidate = wanted;
    let mut next = index + 1;
    while taken.contains(&candidate) {
        next += 1;
        candidate = format!("{number}.{next}");
    }
    candidate
}

fn duplicate(reference: &str, at: &str) -> Problem {
    Problem {
        at: at.to_owned(),
        field: Column::Reference.label().to_owned(),
        code: ProblemCode::DuplicateReference,
        message: format!("the reference {reference} is used twice; another was made for this row"),
        severity: Severity::Warning,
        reference: Some(reference.to_owned()),
    }
}

fn references_made(at: String, count: usize) -> Problem {
    Problem {
        at,
        field: Column::Reference.label().to_owned(),
        code: ProblemCode::ReferenceMade,
        message: format!(
            "{count} references were made, because the document has none there or its numbers \
             start again under each priority"
        ),
        severity: Severity::Info,
        reference: None,
    }
}

fn number_priorities(sections: &mut [Section], problems: &mut Vec<Problem>) {
    let mut taken: Vec<String> = Vec::new();
    for section in sections.iter_mut() {
        let Some(number) = section.heading.number.clone() else {
            continue;
        };
        if taken.contains(&number) {
            let at = section.at.first().cloned().unwrap_or_default();
            problems.push(Problem {
                at,
                field: Column::Priority.label().to_owned(),
                code: ProblemCode::DuplicateReference,
                message: format!("two priorities have the number {number}; this one got another"),
                severity: Severity::Warning,
                reference: None,
            });
        } else {
            taken.push(number.clone());
            section.number = number;
        }
    }
    for section in sections.iter_mut().filter(|s| s.number.is_empty()) {
        let prefixes: Vec<Option<String>> = section.entries.iter().map(prefix_of).collect();
        let shared = match prefixes.first() {
            Some(Some(first)) if prefixes.iter().all(|p| p.as_ref() == Some(first)) => Some(first),
            _ => None,
        };
        let shared = shared.filter(|prefix| !taken.contains(prefix)).cloned();
        let next = || {
            let mut numbers = 1..;
            numbers.find_map(|n: u32| Some(n.to_string()).filter(|n| !taken.contains(n)))
        };
        section.number = shared.or_else(next).unwrap_or_default();
        taken.push(section.number.clone());
        if !section.named {
            problems.push(priority_made(section));
        }
    }
    for section in sections
        .iter()
        .filter(|s| !s.named && s.heading.number.is_some())
    {
        problems.push(priority_made(section));
    }
}

fn priority_made(section: &Section) -> Problem {
    let first = section.entries.first().and_then(|e| e.lines.first());
    Problem {
        at: first
            .map(|line| line.at(Column::Reference))
            .unwrap_or_default(),
        field: Column::Priority.label().to_owned(),
        code: ProblemCode::PriorityMade,
        message: format!(
            "the document names no priority here; \"{}\" was made, give it its title",
            section.heading.title
        ),
        severity: Severity::Warning,
        reference: None,
    }
}
