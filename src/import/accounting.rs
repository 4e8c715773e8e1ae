//! Proof that no text went missing between a document and its proposal.

use std::collections::BTreeMap;

use super::document::Document;
use super::proposal::{ActionDraft, PriorityDraft, Proposal, RecommendationDraft, Unplaced};
use super::prose::labelled;
use super::wording::squeeze;

/// Place → the texts that were read from it, squeezed.
type Places<'a> = BTreeMap<&'a str, Vec<usize>>;

/// The cells and paragraphs whose text is nowhere in the proposal: neither in a field of a draft
/// that was read from that place, nor in the title, the headings or the unplaced text. White space
/// and list marks do not count. Empty for every proposal that [`super::propose`] gives.
pub fn unaccounted(document: &Document, proposal: &Proposal) -> Vec<Unplaced> {
    let mut holdings: Vec<Vec<String>> = Vec::new();
    let mut places: Places<'_> = BTreeMap::new();
    for priority in &proposal.priorities {
        add(
            &mut holdings,
            &mut places,
            priority.at.iter(),
            priority_texts(priority),
        );
        for action in &priority.actions {
            add(
                &mut holdings,
                &mut places,
                action.at.iter(),
                action_texts(action),
            );
        }
        for one in &priority.recommendations {
            add(
                &mut holdings,
                &mut places,
                one.at.iter(),
                recommendation_texts(one),
            );
        }
    }
    for row in &proposal.headings {
        for (at, text) in &row.cells {
            add(
                &mut holdings,
                &mut places,
                std::iter::once(at),
                vec![text.clone()],
            );
        }
    }
    for unplaced in &proposal.unplaced {
        let text = vec![unplaced.text.clone()];
        add(
            &mut holdings,
            &mut places,
            std::iter::once(&unplaced.at),
            text,
        );
    }
    if let (Some(at), Some(title)) = (&proposal.title_at, &proposal.title_guess) {
        add(
            &mut holdings,
            &mut places,
            std::iter::once(at),
            vec![title.clone()],
        );
    }
    let cells = document
        .tables
        .iter()
        .flat_map(|t| &t.rows)
        .flat_map(|r| &r.cells);
    let cells = cells.map(|cell| (cell.at.as_str(), cell.text.as_str()));
    let loose = document
        .loose
        .iter()
        .map(|loose| (loose.at.as_str(), loose.text.as_str()));
    cells
        .chain(loose)
        .filter(|(at, text)| !is_held(at, text, &places, &holdings))
        .map(|(at, text)| Unplaced {
            at: at.to_owned(),
            text: text.to_owned(),
            reason: "no part of the plan has taken it up".to_owned(),
        })
        .collect()
}

fn add<'a>(
    holdings: &mut Vec<Vec<String>>,
    places: &mut Places<'a>,
    ats: impl Iterator<Item = &'a String>,
    texts: Vec<String>,
) {
    let index = holdings.len();
    holdings.push(texts.iter().map(|text| squeeze(text)).collect());
    for at in ats {
        places.entry(at.as_str()).or_default().push(index);
    }
}

fn is_held(at: &str, text: &str, places: &Places<'_>, holdings: &[Vec<String>]) -> bool {
    let value = labelled(text).map(|(_, value)| squeeze(value));
    let text = squeeze(text);
    let held = |wanted: &str| {
        let indexes = places.get(at).into_iter().flatten();
        let mut texts = indexes.filter_map(|index| holdings.get(*index)).flatten();
        texts.any(|held| held.contains(wanted))
    };
    text.is_empty() || held(&text) || value.is_some_and(|value| held(&value))
}

fn priority_texts(priority: &PriorityDraft) -> Vec<String> {
    let statement = priority.statement.clone().unwrap_or_default();
    vec![priority.heading.clone(), statement]
}

fn recommendation_texts(one: &RecommendationDraft) -> Vec<String> {
    let reference = one.source_reference.clone().unwrap_or_default();
    let mut texts = vec![
        one.text.clone(),
        format!("{reference}{}", one.text),
        reference,
    ];
    texts.extend(one.details.iter().flat_map(|details| action_texts(details)));
    texts
}

fn action_texts(action: &ActionDraft) -> Vec<String> {
    let outcomes: Vec<&str> = action.outcomes.iter().map(|o| o.text.as_str()).collect();
    let reference = action.source_reference.clone().unwrap_or_default();
    let mut texts = vec![
        format!("{reference}{}", action.text),
        action.text.clone(),
        reference,
        outcomes.concat(),
        action.owner_text.clone(),
        action.timescale.clone(),
        action.measures.concat(),
    ];
    texts.extend(action.rag.iter().map(|rag| rag.text.clone()));
    let more = [
        &action.theme,
        &action.resources,
        &action.start_text,
        &action.commentary,
        &action.progress,
        &action.evidence,
        &action.impact,
    ];
    texts.extend(more.into_iter().flatten().cloned());
    texts
}
