//! What can only be seen once the whole plan is read.

use std::collections::BTreeMap;

use super::columns::Column;
use super::proposal::{ActionDraft, Problem, ProblemCode, Proposal, Severity};
use super::references::{pointed_to, read_reference};

/// Turns "see 6.2" into a dependency on 6.2, or into a problem where there is no 6.2.
pub(super) fn link_dependencies(proposal: &mut Proposal) {
    let known = known_references(proposal);
    let priorities: Vec<String> = proposal
        .priorities
        .iter()
        .map(|p| p.number.clone())
        .collect();
    let mut problems = Vec::new();
    for action in proposal
        .priorities
        .iter_mut()
        .flat_map(|p| p.actions.iter_mut())
    {
        for reference in texts_that_point(action)
            .flat_map(pointed_to)
            .collect::<Vec<_>>()
        {
            match known.get(&reference) {
                Some(found) if *found == action.reference => {}
                Some(found) if action.depends_on.contains(found) => {}
                Some(found) => action.depends_on.push(found.clone()),
                None if priorities.contains(&reference) => {}
                None => problems.push(not_found(action, &reference)),
            }
        }
    }
    proposal.problems.extend(problems);
}

fn texts_that_point(action: &ActionDraft) -> impl Iterator<Item = &str> {
    let texts = [&action.commentary, &action.progress, &action.resources];
    let texts = texts.into_iter().flatten().map(String::as_str);
    [action.timescale.as_str(), action.text.as_str()]
        .into_iter()
        .chain(texts)
}

/// The references of actions: as they are, and as the document has them where that is unique.
fn known_references(proposal: &Proposal) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for (_, action) in proposal.actions() {
        if let Some(source) = action.source_reference.as_deref().and_then(read_reference) {
            known
                .entry(source)
                .or_insert_with(|| action.reference.clone());
        }
    }
    for (_, action) in proposal.actions() {
        known.insert(action.reference.clone(), action.reference.clone());
    }
    known
}

fn not_found(action: &ActionDraft, reference: &str) -> Problem {
    Problem {
        at: action.at.first().cloned().unwrap_or_default(),
        field: Column::Reference.label().to_owned(),
        code: ProblemCode::ReferenceNotFound,
        message: format!("it points to {reference}, and no action has that reference"),
        severity: Severity::Warning,
        reference: Some(action.reference.clone()),
    }
}

/// Notes what concerns the whole document: no plan in it, no period, text left over.
pub(super) fn whole_document(proposal: &mut Proposal, has_rows: bool) {
    let mut note = |at: &str, field: &str, code, message: String, severity| {
        let (at, field) = (at.to_owned(), field.to_owned());
        proposal.problems.push(Problem {
            at,
            field,
            code,
            message,
            severity,
            reference: None,
        });
    };
    if !has_rows {
        let message = "no table or list was found that reads as a plan; choose the table and say \
                       what its columns mean";
        let code = ProblemCode::NoPlanFound;
        note(
            "document",
            "table",
            code,
            message.to_owned(),
            Severity::Warning,
        );
    }
    if proposal.period_guess.is_none() {
        let message = "the period of the plan is not known, so no date was held against it; give \
                       its first and last day";
        let code = ProblemCode::PeriodUnknown;
        note(
            "document",
            "period",
            code,
            message.to_owned(),
            Severity::Info,
        );
    }
    let left = proposal.unplaced.len();
    if left > 0 {
        let at = proposal
            .unplaced
            .first()
            .map(|one| one.at.clone())
            .unwrap_or_default();
        let message = format!("{left} pieces of text found no place in the plan; they are listed");
        note(
            &at,
            "text",
            ProblemCode::TextOutsidePlan,
            message,
            Severity::Info,
        );
    }
}
