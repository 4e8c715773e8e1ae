//! From the sequence of a document to priorities with their rows, each row whole.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Column;
use super::entries::{Field, Gathered, Item, Line, OUTSIDE};
use super::headings::{Heading, plain_heading, read_heading};
use super::proposal::{Problem, ProblemCode, Severity, Unplaced};
use super::references::{is_plain_number, prefix, read_reference};
use super::spans::find_horizons;
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
    pub(super) named: bool,
}

/// A row of the plan with the rows that go on with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) lines: Vec<Line>,
    pub(super) reference: String,
    pub(super) source_reference: Option<String>,
}

/// Most rows that go on with one row; more are no longer one action cut by pages.
const CONTINUED_ROWS_MAX: usize = 100;

/// Most paragraphs taken for the statement of a priority; the rest is unplaced.
const NOTES_MAX: usize = 20;
/// Longest heading, in bytes, put together from its repetitions; the rest is unplaced.
const HEADING_SIZE_BYTES_MAX: usize = 4_000;

/// Makes sections of what was gathered; notes that belong to none become unplaced.
pub(super) fn sections(gathered: &mut Gathered, fallback: &str) -> Vec<Section> {
    let items = std::mem::take(&mut gathered.items);
    let mut sorting = Sorting {
        group: grouping(&items),
        ..Sorting::default()
    };
    for item in items {
        match item {
            Item::Heading { heading, text, at } => sorting.open(heading, text, at),
            Item::Line(line) => sorting.add(line),
            Item::Note { text, at } => match sorting.current() {
                Some(section)
                    if section.named
                        && section.lines.is_empty()
                        && section.notes.len() < NOTES_MAX =>
                {
                    section.notes.push(text);
                    section.at.push(at);
                }
                Some(_) | None => {
                    gathered.unplaced.push(Unplaced {
                        at,
                        text,
                        reason: OUTSIDE.to_owned(),
                    });
                }
            },
        }
    }
    for section in &mut sorting.found {
        section.entries = entries(std::mem::take(&mut section.lines));
    }
    name_the_rest(sorting.found, fallback)
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

/// Sorts rows under their priorities.
#[derive(Default)]
struct Sorting {
    found: Vec<Section>,
    /// Sections by the words of the column that names them.
    by_words: BTreeMap<String, usize>,
    current: usize,
    group: Option<Column>,
}

impl Sorting {
    fn current(&mut self) -> Option<&mut Section> {
        self.found.get_mut(self.current)
    }

    fn push(&mut self, section: Section) {
        self.current = self.found.len();
        self.found.push(section);
    }

    fn open(&mut self, heading: Heading, text: String, at: Vec<String>) {
        // A heading repeated on the next page goes on with the same priority.
        if let Some(last) = self
            .current()
            .filter(|s| s.named && s.heading.number == heading.number)
        {
            let words = plain(&text);
            let continued = words.contains("continued") || words.ends_with("cont");
            if continued || plain(&last.heading.title) == plain(&heading.title) {
                let room = last.text.len() + text.len() <= HEADING_SIZE_BYTES_MAX;
                if room && squeeze(&last.text) != squeeze(&text) {
                    last.text = format!("{}\n{text}", last.text);
                }
                last.at.extend(at);
                return;
            }
        }
        self.push(Section {
            heading,
            text,
            at,
            named: true,
            ..Section::default()
        });
    }

    fn add(&mut self, mut line: Line) {
        if let Some(group) = self.group {
            let text = line.text(group);
            if !text.is_empty() {
                let of_group = |f: &&Field| f.means == group;
                let at = line
                    .fields
                    .iter()
                    .filter(of_group)
                    .map(|f| f.at.clone())
                    .collect();
                line.fields.retain(|f| f.means != group);
                self.open_group(text, at);
            }
        }
        if line.fields.is_empty() {
            return;
        }
        if self.found.is_empty() {
            self.push(Section::default());
        }
        if let Some(section) = self.current() {
            section.lines.push(line);
        }
    }

    fn open_group(&mut self, text: String, at: Vec<String>) {
        let words = squeeze(&text).to_lowercase();
        if let Some(place) = self.by_words.get(&words) {
            self.current = *place;
            if let Some(section) = self.current() {
                section.at.extend(at);
                // Written in another way, it is kept in both.
                let room = section.text.len() + text.len() <= HEADING_SIZE_BYTES_MAX;
                if room && !squeeze(&section.text).contains(&squeeze(&text)) {
                    section.text = format!("{}\n{text}", section.text);
                }
            }
            return;
        }
        self.by_words.insert(words, self.found.len());
        let heading = read_heading(&text).unwrap_or_else(|| plain_heading(&text));
        self.push(Section {
            heading,
            text,
            at,
            named: true,
            ..Section::default()
        });
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
            Some(entry)
                if entry.lines.len() <= CONTINUED_ROWS_MAX
                    && !begins_entry(&line, entry, numbered) =>
            {
                entry.lines.push(line);
            }
            Some(_) | None => found.push(Entry {
                lines: vec![line],
                ..Entry::default()
            }),
        }
    }
    for entry in &mut found {
        merged_down(entry);
    }
    found
}

/// What merged cells above say of a row, where the row says nothing itself.
fn merged_down(entry: &mut Entry) {
    let Some(first) = entry.lines.first_mut() else {
        return;
    };
    let over = std::mem::take(&mut first.over);
    for field in over {
        let said = entry
            .lines
            .iter()
            .any(|line| line.fields.iter().any(|own| own.means == field.means));
        if !said && let Some(first) = entry.lines.first_mut() {
            first.fields.push(field);
        }
    }
}

/// What a row is about, by column.
const CORE: [Column; 3] = [
    Column::Action,
    Column::Recommendation,
    Column::RecommendationOrOutcome,
];

/// Whether a row is a new one: by its number where rows are numbered, else by its words. A new
/// horizon ("Within 12 months …") begins a new row even without a number.
fn begins_entry(line: &Line, above: &Entry, numbered: bool) -> bool {
    let core = CORE.map(|means| line.text(means));
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
        let first = above.lines.first();
        let repeats = words.is_none_or(|text| {
            let known =
                |means: &Column| first.is_some_and(|l| squeeze(&l.text(*means)) == squeeze(text));
            CORE.iter().any(known)
        });
        return !(same && repeats);
    }
    if horizon(&outcome) {
        return true;
    }
    if numbered {
        return false;
    }
    if let Some(text) = words {
        return !begins_lower(text);
    }
    let worded = !outcome.is_empty() && !begins_lower(&outcome);
    worded
        && above
            .lines
            .iter()
            .any(|l| !l.text(Column::Outcome).is_empty())
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
        if alone && prefixes.iter().all(Option::is_some) {
            named.extend(by_prefix(section.entries, prefixes.into_iter().flatten()));
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

/// One section for each first part of a reference, in the order of the rows.
fn by_prefix(entries: Vec<Entry>, prefixes: impl Iterator<Item = String>) -> Vec<Section> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut parts: Vec<Section> = Vec::new();
    for (entry, prefix) in entries.into_iter().zip(prefixes) {
        let place = *places.entry(prefix.clone()).or_insert(parts.len());
        if place == parts.len() {
            let mut part = made(&format!("Priority {prefix}"));
            part.heading.number = Some(prefix);
            parts.push(part);
        }
        if let Some(part) = parts.get_mut(place) {
            part.entries.push(entry);
        }
    }
    parts
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
    let sources = sections
        .iter()
        .flat_map(|s| s.entries.iter())
        .filter_map(|e| read_reference(&e.lines.first()?.text(Column::Reference)));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for source in sources {
        *counts.entry(source).or_default() += 1;
    }
    let restarts = counts
        .iter()
        .any(|(r, count)| *count > 1 && is_plain_number(r));
    let kept = counts
        .into_keys()
        .filter(|r| !(restarts && is_plain_number(r)));
    let mut taken: BTreeSet<String> = kept.collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
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
                    used.insert(read.clone());
                    entry.reference = read;
                    continue;
                }
                None => format!("{number}.{}", index + 1),
            };
            entry.reference = free(wanted, &number, index, &taken);
            taken.insert(entry.reference.clone());
            let count = made.as_ref().map_or(1, |(_, count)| count + 1);
            made = Some((made.map_or(at, |(first, _)| first), count));
        }
    }
    problems.extend(made.map(|(at, count)| references_made(at, count)));
}

fn free(wanted: String, number: &str, index: usize, taken: &BTreeSet<String>) -> String {
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
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut numbers = 1_u32..;
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
            taken.insert(number.clone());
            section.number = number;
        }
    }
    for section in sections.iter_mut().filter(|s| s.number.is_empty()) {
        let prefixes: Vec<Option<String>> = section.entries.iter().map(prefix_of).collect();
        let shared = match prefixes.first() {
            Some(Some(first)) if prefixes.iter().all(|p| p.as_ref() == Some(first)) => Some(first),
            _ => None,
        };
        let shared = shared.filter(|prefix| !taken.contains(*prefix)).cloned();
        let next = || numbers.find_map(|n| Some(n.to_string()).filter(|n| !taken.contains(n)));
        section.number = shared.or_else(next).unwrap_or_default();
        taken.insert(section.number.clone());
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
