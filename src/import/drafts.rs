//! From a whole row to an action or a recommendation.

use chrono::{Datelike, Months, NaiveDate};

use super::columns::Column;
use super::dates::{FoundDate, Precision, find_dates};
use super::entries::Line;
use super::milestones::{is_bare_date, split_milestones};
use super::owners::add_owners;
use super::proposal::{
    ActionDraft, MilestoneDraft, OutcomeDraft, OwnerDraft, Problem, ProblemCode, RagRead, RagWord,
    Severity,
};
use super::sections::Entry;
use super::spans::{Period, find_horizons, is_ongoing};
use super::wording::{
    begins_lower, breaks_off, items, join_cut, one_line, plain, squeeze, tidy, undecided,
};

/// What a row gives: the action as far as it has one, and the text of its recommendation.
pub(super) struct Drafted {
    pub(super) action: ActionDraft,
    pub(super) recommendation: String,
    /// Whether the recommendation column goes on from row to row where it is blank.
    pub(super) fills_down: bool,
}

/// The timescale of one owner, or of all.
struct Chunk {
    text: String,
    owner: Option<usize>,
    at: String,
}

/// Reads rows with the period of the plan, noting problems.
pub(super) struct Drafting<'a> {
    pub(super) period: Option<Period>,
    pub(super) problems: &'a mut Vec<Problem>,
}

/// The cells of one meaning, one under the other.
fn joined(lines: &[Line], means: Column) -> String {
    let mut text = String::new();
    let mut above = String::new();
    for line in lines {
        let below = line.text(means);
        // A cell repeated on the next page is the same cell.
        if !below.is_empty() && squeeze(&above) != squeeze(&below) {
            join_cut(&mut text, &below);
            above = below;
        }
    }
    text
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Where the first cell with this meaning stands in the row.
fn place(lines: &[Line], means: Column) -> String {
    let found = lines
        .iter()
        .find(|l| l.fields.iter().any(|f| f.means == means));
    found
        .or_else(|| lines.first())
        .map(|line| line.at(means))
        .unwrap_or_default()
}

impl Drafting<'_> {
    fn problem(&mut self, entry: &Entry, means: Column, code: ProblemCode, message: String) {
        let known = matches!(
            code,
            ProblemCode::SeveralDates | ProblemCode::UnknownRag | ProblemCode::RagFromShading
        );
        let severity = if known {
            Severity::Info
        } else {
            Severity::Warning
        };
        self.problem_of(entry, means, code, message, severity);
    }

    fn problem_of(
        &mut self,
        entry: &Entry,
        means: Column,
        code: ProblemCode,
        message: String,
        severity: Severity,
    ) {
        let at = place(&entry.lines, means);
        let field = means.label().to_owned();
        let reference = Some(entry.reference.clone());
        self.problems.push(Problem {
            at,
            field,
            code,
            message,
            severity,
            reference,
        });
    }

    /// Reads a row.
    pub(super) fn draft(&mut self, entry: &Entry) -> Drafted {
        let lines = &entry.lines;
        let text_of = |means| joined(lines, means);
        let (either, mut outcome) = (
            text_of(Column::RecommendationOrOutcome),
            text_of(Column::Outcome),
        );
        let mut recommendation = text_of(Column::Recommendation);
        if is_outcome(&either) {
            join_cut(&mut outcome, &either);
        } else {
            join_cut(&mut recommendation, &either);
        }
        let fills_down = lines
            .iter()
            .all(|l| l.text(Column::RecommendationOrOutcome).is_empty());
        let mut action = ActionDraft {
            reference: entry.reference.clone(),
            source_reference: entry.source_reference.clone(),
            text: text_of(Column::Action),
            outcomes: split_outcomes(&outcome),
            theme: some(text_of(Column::Theme)),
            resources: some(text_of(Column::Resources)),
            measures: items(&text_of(Column::Measure)),
            progress: some(text_of(Column::Progress)),
            evidence: some(text_of(Column::Evidence)),
            impact: some(text_of(Column::Impact)),
            commentary: some(text_of(Column::Commentary)),
            start_text: some(text_of(Column::Start)),
            at: lines
                .iter()
                .flat_map(|l| l.fields.iter().map(|f| f.at.clone()))
                .collect(),
            ..ActionDraft::default()
        };
        self.rating(entry, &mut action);
        self.owners_and_times(entry, &mut action);
        if let Some(start) = &action.start_text {
            action.start = find_dates(start, self.period).iter().find_map(first_day);
            if action.start.is_none() {
                let message = format!("the start \"{start}\" could not be read as a date");
                self.problem(entry, Column::Start, ProblemCode::DateNotRead, message);
            }
        }
        let stated = action
            .outcomes
            .iter()
            .filter_map(|o| o.horizon_months)
            .max();
        let timed = action
            .milestones
            .iter()
            .filter_map(|m| m.horizon_months)
            .max();
        action.horizon_months = stated.or(timed.filter(|_| action.due.is_none()));
        Drafted {
            action,
            recommendation,
            fills_down,
        }
    }

    fn rating(&mut self, entry: &Entry, action: &mut ActionDraft) {
        let text = joined(&entry.lines, Column::Rag);
        if text.is_empty() {
            return;
        }
        if let Some((word, rest)) = read_colour(&text) {
            if let Some(rest) = some(rest) {
                add_text(&mut action.commentary, &rest);
            }
            let at = place(&entry.lines, Column::Rag);
            action.rag = Some(RagRead { word, text, at });
            if entry.lines.iter().any(|line| line.shaded) {
                let message = format!(
                    "the rating {} was read from the colour of the cell, which no word says; \
                     check it",
                    word.word()
                );
                self.problem(entry, Column::Rag, ProblemCode::RagFromShading, message);
            }
        } else {
            let message = format!(
                "\"{}\" is no colour of the key (white, red, amber, green, purple, blue); it was \
                 kept as commentary",
                shortened(&text)
            );
            add_text(&mut action.commentary, &text);
            self.problem(entry, Column::Rag, ProblemCode::UnknownRag, message);
        }
    }

    fn owners_and_times(&mut self, entry: &Entry, action: &mut ActionDraft) {
        let mut chunks: Vec<Chunk> = Vec::new();
        for line in &entry.lines {
            let mut named = Vec::new();
            for means in [Column::Owner, Column::Agency] {
                let text = line.text(means);
                if text.is_empty() {
                    continue;
                }
                join_cut(&mut action.owner_text, &text);
                if means == Column::Agency && !action.owners.is_empty() {
                    add_agency(&mut action.owners, &named, &text);
                } else {
                    named.extend(add_owners(&mut action.owners, &text));
                }
            }
            let due = line.text(Column::Due);
            if due.is_empty() {
                continue;
            }
            let owner = match named.as_slice() {
                [only] => Some(*only),
                _ => None,
            };
            match chunks.last_mut() {
                Some(above) if begins_lower(&due) || breaks_off(&above.text) => {
                    join_cut(&mut above.text, &due);
                }
                _ => chunks.push(Chunk {
                    text: due,
                    owner,
                    at: line.at(Column::Due),
                }),
            }
        }
        self.times(entry, action, &chunks);
        self.check_owners(entry, action);
    }

    fn times(&mut self, entry: &Entry, action: &mut ActionDraft, chunks: &[Chunk]) {
        let shared = chunks.len() > 1;
        let timed = |found: &[MilestoneDraft]| {
            let mut all = found.iter();
            all.any(|m| m.due.is_some() || m.horizon_months.is_some())
        };
        let any_timed = shared
            && chunks
                .iter()
                .any(|chunk| timed(&split_milestones(&chunk.text, self.period)));
        for Chunk { text, owner, at } in chunks {
            join_cut(&mut action.timescale, text);
            let found = split_milestones(text, self.period);
            self.check_dates(entry, text, at);
            let latest = found
                .iter()
                .filter_map(|m| m.due.zip(m.precision))
                .max_by_key(|(d, _)| *d);
            if let Some((date, precision)) = latest
                && action.due.is_none_or(|due| due < date)
            {
                action.due = Some(date);
                action.due_precision = Some(precision);
            }
            let owner = owner.or((action.owners.len() == 1).then_some(0));
            if shared && let Some(owner) = owner.and_then(|index| action.owners.get_mut(index)) {
                add_text(&mut owner.milestone_text, text);
            }
            // Of several timescales each is somebody's own, even where it is only a date.
            let own = if shared {
                any_timed
            } else {
                timed(&found) && !is_bare_date(text, &found)
            };
            if own {
                let own = found.into_iter().map(|m| MilestoneDraft { owner, ..m });
                action.milestones.extend(own);
            }
        }
    }

    fn check_dates(&mut self, entry: &Entry, text: &str, at: &str) {
        let first = self.problems.len();
        let dates = find_dates(text, self.period);
        for date in dates.iter().filter(|date| date.date.is_none()) {
            let words = text.get(date.range.clone()).unwrap_or_default();
            let message =
                format!("\"{words}\" could not be read as a date; write it as 31 March 2017");
            self.problem(entry, Column::Due, ProblemCode::DateNotRead, message);
        }
        let read: Vec<NaiveDate> = dates.iter().filter_map(|d| d.date).collect();
        if read.len() > 1 {
            let message = format!(
                "one cell holds {} dates; a milestone was made of each",
                read.len()
            );
            self.problem(entry, Column::Due, ProblemCode::SeveralDates, message);
        }
        let period = self.period;
        for date in &read {
            let Some(period) = period else { break };
            if *date > period.end {
                let message = format!(
                    "{} is after the plan's last day, {}",
                    words_of(*date),
                    words_of(period.end)
                );
                self.problem(entry, Column::Due, ProblemCode::AfterPlanEnd, message);
            } else if *date < period.start {
                let message = format!(
                    "{} is before the plan's first day, {}",
                    words_of(*date),
                    words_of(period.start)
                );
                self.problem(entry, Column::Due, ProblemCode::BeforePlanStart, message);
            }
        }
        // The row may go on over several cells: each problem names the one it is in.
        for problem in self.problems.iter_mut().skip(first) {
            at.clone_into(&mut problem.at);
        }
    }

    fn check_owners(&mut self, entry: &Entry, action: &ActionDraft) {
        let open = action.owner_text.split(['\n', ';', '/']).any(|part| {
            !part.trim().is_empty()
                && (undecided(part) || plain(part).split(' ').any(|w| matches!(w, "tbc" | "tba")))
        });
        let open = open || (!action.owner_text.is_empty() && undecided(&action.owner_text));
        if open {
            let message = format!(
                "the lead is given as \"{}\"; name a role and agency",
                shortened(&action.owner_text)
            );
            self.problem(
                entry,
                Column::Owner,
                ProblemCode::OwnerToBeConfirmed,
                message,
            );
        } else if action.owners.is_empty() && !action.text.is_empty() {
            let message = "no lead is named; name a role and agency".to_owned();
            self.problem(entry, Column::Owner, ProblemCode::OwnerMissing, message);
        }
    }

    /// Notes an action that has no date.
    pub(super) fn check_due(&mut self, entry: &Entry, action: &ActionDraft) {
        if action.due.is_some() {
            return;
        }
        let says = match (action.horizon_months, action.timescale.as_str()) {
            (Some(months), _) => format!("only a horizon of {months} months"),
            (None, "") => "no timescale".to_owned(),
            (None, text) if is_ongoing(text) => format!("only \"{}\"", shortened(text)),
            (None, text) => format!("no day it is due in \"{}\"", shortened(text)),
        };
        let severity = if action.horizon_months.is_some() {
            Severity::Info
        } else {
            Severity::Warning
        };
        let message = format!("the action has {says}; give it a due date");
        self.problem_of(
            entry,
            Column::Due,
            ProblemCode::ActionWithoutDate,
            message,
            severity,
        );
    }
}

/// The first day of what was written: work begins on the first of a month, not on its last.
fn first_day(found: &FoundDate) -> Option<NaiveDate> {
    let last = found.date?;
    let months = match found.precision {
        Precision::Day => return Some(last),
        Precision::Month => 0,
        Precision::Quarter => 2,
        Precision::Year => 11,
    };
    last.with_day(1)?.checked_sub_months(Months::new(months))
}

fn words_of(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

fn shortened(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(80) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default().trim_end()),
        None => line,
    }
}

fn add_text(place: &mut Option<String>, text: &str) {
    match place {
        Some(there) => {
            there.push('\n');
            there.push_str(text);
        }
        None => *place = Some(text.to_owned()),
    }
}

fn add_agency(owners: &mut [OwnerDraft], named: &[usize], text: &str) {
    let agency = one_line(text);
    for (index, owner) in owners.iter_mut().enumerate() {
        if named.contains(&index) && owner.agency.is_none() && !undecided(&agency) {
            owner.agency = Some(agency.clone());
        }
    }
}

/// Whether a cell of "Recommendation or Outcome" is an outcome.
fn is_outcome(text: &str) -> bool {
    let begins = find_horizons(text)
        .first()
        .is_some_and(|h| h.range.start == 0);
    begins || plain(text).starts_with("outcome ")
}

/// Cuts the outcomes of a cell at their horizons.
fn split_outcomes(text: &str) -> Vec<OutcomeDraft> {
    let horizons = find_horizons(text);
    let begins = |at: usize| {
        let capital = text
            .get(at..)
            .is_some_and(|t| t.starts_with(char::is_uppercase));
        capital
            || text
                .get(..at)
                .is_some_and(|t| t.is_empty() || t.ends_with('\n'))
    };
    let heads: Vec<_> = horizons.iter().filter(|h| begins(h.range.start)).collect();
    let mut cuts: Vec<usize> = heads.iter().skip(1).map(|h| h.range.start).collect();
    cuts.push(text.len());
    let mut start = 0;
    let mut found = Vec::new();
    for end in cuts {
        let part = text.get(start..end).unwrap_or_default();
        let head = heads.iter().find(|h| (start..end).contains(&h.range.start));
        let inside = horizons
            .iter()
            .find(|h| (start..end).contains(&h.range.start));
        let statement = match head {
            Some(head) => {
                let before = text.get(start..head.range.start).unwrap_or_default();
                let after = text.get(head.range.end..end).unwrap_or_default();
                let after = after.trim_start_matches([':', ',', '.', '-', '–', ' ']);
                tidy(&format!("{before} {after}"))
            }
            None => tidy(part),
        };
        if !part.trim().is_empty() {
            let horizon_months = inside.map(|h| h.months);
            found.push(OutcomeDraft {
                text: part.trim().to_owned(),
                statement,
                horizon_months,
            });
        }
        start = end;
    }
    found
}

/// Reads a colour at the head of a cell: "Grade: White", "AMBER – slipping", "G". Gives the colour
/// and what is said besides.
pub(super) fn read_colour(text: &str) -> Option<(RagWord, String)> {
    let mut words = text.char_indices().peekable();
    for _ in 0..4 {
        while words.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let start = words.peek().map(|(start, _)| *start)?;
        while words.next_if(|(_, c)| c.is_alphanumeric()).is_some() {}
        let end = words.peek().map_or(text.len(), |(end, _)| *end);
        let word = text.get(start..end)?.to_lowercase();
        if let Some(colour) = colour_named(&word, text) {
            let rest = text.get(end..)?;
            let rest = rest.trim_start_matches(|c: char| {
                !c.is_alphanumeric() && !matches!(c, '(' | '•' | '"' | '£')
            });
            return Some((colour, rest.trim().to_owned()));
        }
        let leads = matches!(
            word.as_str(),
            "grade"
                | "rag"
                | "brag"
                | "rating"
                | "status"
                | "rated"
                | "overall"
                | "current"
                | "colour"
                | "is"
                | "light"
                | "dark"
        );
        if !leads {
            return None;
        }
    }
    None
}

fn colour_named(word: &str, whole: &str) -> Option<RagWord> {
    // "A" alone, or "A – two of twelve done"; never the word "A" of a sentence.
    let mut letters = whole.trim().chars();
    let first = letters.next().filter(char::is_ascii_uppercase);
    let marks = ['-', '–', '—', ':', '(', '\n'];
    let marked = letters.as_str().trim_start_matches(' ').starts_with(marks);
    let letter = plain(whole).chars().count() == 1 || (first.is_some() && marked);
    let colour = match word {
        "white" => RagWord::White,
        "red" => RagWord::Red,
        "amber" => RagWord::Amber,
        "green" => RagWord::Green,
        "purple" => RagWord::Purple,
        "blue" => RagWord::Blue,
        "w" if letter => RagWord::White,
        "r" if letter => RagWord::Red,
        "a" if letter => RagWord::Amber,
        "g" if letter => RagWord::Green,
        "p" if letter => RagWord::Purple,
        "b" if letter => RagWord::Blue,
        _ => return None,
    };
    Some(colour)
}
