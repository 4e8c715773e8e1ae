//! The proposal of a plan, put together.

use std::collections::BTreeMap;

use super::accounting::unaccounted;
use super::checks;
use super::columns::Column;
use super::document::Document;
use super::drafts::{Drafted, Drafting};
use super::entries::{Gathered, gather};
use super::matching::{Matching, TableUse};
use super::proposal::{
    ActionDraft, PriorityDraft, Problem, ProblemCode, Proposal, RecommendationDraft, Severity,
    Unplaced,
};
use super::sections::{Entry, Section, number, sections};
use super::spans::{Period, find_period};
use super::wording::{one_line, plain, squeeze};

/// Proposes a plan from a document read by a matching. `period` is the period of the plan where it
/// is known; else it is guessed from the document.
///
/// Nothing is lost: text that finds no place in the plan is in [`Proposal::unplaced`].
pub fn propose(document: &Document, matching: &Matching, period: Option<Period>) -> Proposal {
    let mut gathered = gather(document, matching);
    let period_guess = period.or_else(|| guess_period(document, &gathered));
    let mut problems = Vec::new();
    let fallback = fallback_title(document, matching, &gathered);
    let mut parts = sections(&mut gathered, &fallback);
    silent_rows(&mut parts, &mut gathered, &mut problems);
    number(&mut parts, &mut problems);
    let numbers: Vec<String> = parts.iter().map(|part| part.number.clone()).collect();
    let mut drafting = Drafting {
        period: period_guess,
        problems: &mut problems,
    };
    let priorities = parts
        .iter()
        .map(|part| priority(part, &numbers, &mut drafting))
        .collect();
    let (title_guess, title_at) = gathered.title.take().unzip();
    let mut proposal = Proposal {
        title_guess: title_guess.map(|title| one_line(&title)),
        title_at,
        period_guess,
        priorities,
        headings: gathered.headings,
        problems,
        unplaced: gathered.unplaced,
    };
    checks::link_dependencies(&mut proposal);
    let slipped = unaccounted(document, &proposal);
    proposal.unplaced.extend(slipped);
    checks::whole_document(&mut proposal, gathered.has_rows);
    proposal
}

/// The period: from the title, else the file's name, the sheets' names or any text above a table.
fn guess_period(document: &Document, gathered: &Gathered) -> Option<Period> {
    let title = gathered.title.iter().map(|(title, _)| title.as_str());
    let sheets = document
        .tables
        .iter()
        .filter_map(|table| table.sheet.as_deref());
    let loose = document
        .loose
        .iter()
        .take(20)
        .map(|loose| loose.text.as_str());
    let named = std::iter::once(document.name.as_str());
    title
        .chain(named)
        .chain(sheets)
        .chain(loose)
        .find_map(find_period)
}

/// What a made priority is called: the sheet, the title of the document, or "Actions".
fn fallback_title(document: &Document, matching: &Matching, gathered: &Gathered) -> String {
    let plan = matching
        .tables
        .iter()
        .find(|table| table.usage == TableUse::Plan);
    let sheet = plan
        .and_then(|t| document.tables.get(t.table))
        .and_then(|t| t.sheet.as_ref());
    let sheet = sheet.filter(|name| !plain(name).starts_with("sheet"));
    let title = gathered.title.as_ref().map(|(title, _)| title);
    title
        .or(sheet)
        .map_or_else(|| "Actions".to_owned(), |name| one_line(name))
}

fn priority(part: &Section, numbers: &[String], drafting: &mut Drafting<'_>) -> PriorityDraft {
    let mut statement = part
        .heading
        .statement
        .clone()
        .into_iter()
        .collect::<Vec<_>>();
    statement.extend(part.notes.iter().cloned());
    let title = if part.heading.title.is_empty() {
        format!("Priority {}", part.number)
    } else {
        part.heading.title.clone()
    };
    let mut draft = PriorityDraft {
        number: part.number.clone(),
        title,
        statement: (!statement.is_empty()).then(|| statement.join("\n")),
        parent_number: parent(&part.number, numbers),
        heading: part.text.clone(),
        at: part.at.clone(),
        ..PriorityDraft::default()
    };
    let mut known = BTreeMap::new();
    for entry in &part.entries {
        let drafted = drafting.draft(entry);
        place(entry, drafted, &mut draft, &mut known, drafting);
    }
    for outcome in draft.actions.iter().flat_map(|action| &action.outcomes) {
        if !outcome.statement.is_empty() && !draft.outcomes.contains(outcome) {
            draft.outcomes.push(outcome.clone());
        }
    }
    draft
}

/// "3a" is a part of "3", where there is a 3.
fn parent(number: &str, numbers: &[String]) -> Option<String> {
    let parent = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let part = parent.len() < number.len() && numbers.iter().any(|other| other == parent);
    part.then(|| parent.to_owned())
}

/// Puts what a row gives into its priority: an action, a recommendation, or both, linked.
fn place(
    entry: &Entry,
    drafted: Drafted,
    draft: &mut PriorityDraft,
    known: &mut BTreeMap<String, usize>,
    drafting: &mut Drafting<'_>,
) {
    let Drafted {
        mut action,
        recommendation,
        fills_down,
    } = drafted;
    if action.text.is_empty() && !recommendation.is_empty() {
        let at = action.at.clone();
        draft.recommendations.push(RecommendationDraft {
            reference: action.reference.clone(),
            source_reference: action.source_reference.clone(),
            text: recommendation,
            theme: action.theme.clone(),
            actions: Vec::new(),
            details: Some(Box::new(action)),
            at,
        });
        return;
    }
    if action.text.is_empty() {
        action.text = action
            .outcomes
            .iter()
            .map(|o| o.text.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        if action.text.is_empty() {
            action.text = action.measures.join("\n");
        }
        drafting.problems.push(text_missing(entry));
    }
    link(&mut action, recommendation, fills_down, draft, known);
    drafting.check_due(entry, &action);
    draft.actions.push(action);
}

/// Links an action to the recommendation of its row: a new one, one met before, or in a blank cell
/// the one above. `known` finds recommendations by their words.
fn link(
    action: &mut ActionDraft,
    recommendation: String,
    fills_down: bool,
    draft: &mut PriorityDraft,
    known: &mut BTreeMap<String, usize>,
) {
    let place = if recommendation.is_empty() {
        let last = draft
            .recommendations
            .len()
            .checked_sub(1)
            .filter(|_| fills_down);
        last.filter(|last| {
            draft
                .recommendations
                .get(*last)
                .is_some_and(|r| !r.actions.is_empty())
        })
    } else {
        known.get(&squeeze(&recommendation)).copied()
    };
    if let Some(above) = place.and_then(|place| draft.recommendations.get_mut(place)) {
        above.actions.push(action.reference.clone());
        if !recommendation.is_empty() {
            above.at.extend(action.at.iter().cloned());
        }
        action.recommendation = Some(above.reference.clone());
    } else if !recommendation.is_empty() {
        let reference = format!("R{}", action.reference);
        known.insert(squeeze(&recommendation), draft.recommendations.len());
        action.recommendation = Some(reference.clone());
        draft.recommendations.push(RecommendationDraft {
            reference,
            source_reference: None,
            text: recommendation,
            theme: action.theme.clone(),
            actions: vec![action.reference.clone()],
            details: None,
            at: action.at.clone(),
        });
    }
}

/// What says what a row is about.
const SAYS: [Column; 5] = [
    Column::Action,
    Column::Recommendation,
    Column::RecommendationOrOutcome,
    Column::Outcome,
    Column::Measure,
];

/// Rows that say nothing about what will be done ("Signed by", a number alone) are no actions:
/// their cells are listed as unplaced.
fn silent_rows(parts: &mut Vec<Section>, gathered: &mut Gathered, problems: &mut Vec<Problem>) {
    let says = |entry: &Entry| {
        let mut fields = entry.lines.iter().flat_map(|line| &line.fields);
        fields.any(|field| SAYS.contains(&field.means))
    };
    for part in parts.iter_mut() {
        let (kept, silent) = std::mem::take(&mut part.entries)
            .into_iter()
            .partition(says);
        part.entries = kept;
        let silent: Vec<Entry> = silent;
        for entry in silent {
            problems.push(Problem {
                message: "the row says nothing about what will be done; its cells are listed as \
                          unplaced"
                    .to_owned(),
                reference: None,
                ..text_missing(&entry)
            });
            for field in entry.lines.into_iter().flat_map(|line| line.fields) {
                gathered.unplaced.push(Unplaced {
                    at: field.at,
                    text: field.text,
                    reason: SILENT.to_owned(),
                });
            }
        }
    }
    parts.retain(|part| part.named || !part.entries.is_empty());
}

/// Why the cells of such a row found no place.
const SILENT: &str = "its row says nothing about what will be done";

fn text_missing(entry: &Entry) -> Problem {
    let first = entry.lines.first();
    Problem {
        at: first
            .map(|line| line.at(Column::Action))
            .unwrap_or_default(),
        field: Column::Action.label().to_owned(),
        code: ProblemCode::ActionTextMissing,
        message: "the row says nothing about what will be done; write the action".to_owned(),
        severity: Severity::Warning,
        reference: Some(entry.reference.clone()),
    }
}
