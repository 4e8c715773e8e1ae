//! Proof that no text went missing between a document and its proposal.

use std::collections::BTreeMap;

use super::document::Document;
use super::proposal::{ActionDraft, PriorityDraft, Proposal, RecommendationDraft, Unplaced};
use super::prose::labelled;
use super::wording::squeeze;

/// The cells and paragraphs whose text is nowhere in the proposal: neither in a field of a draft
/// that was read from that place, nor in the title, the headings or the unplaced text. White space
/// and list marks do not count. Empty for every proposal that [`super::propose`] gives.
pub fn unaccounted(document: &Document, proposal: &Proposal) -> Vec<Unplaced> {
    let held = Held::of(proposal);
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
        .filter(|(at, text)| !held.holds(at, text))
        .map(|(at, text)| Unplaced {
            at: at.to_owned(),
            text: text.to_owned(),
            reason: "no part of the plan has taken it up".to_owned(),
        })
        .collect()
}

/// What a proposal holds, by place.
#[derive(Default)]
struct Held<'a> {
    /// Texts without white space and list marks, one list for each thing that was read.
    texts: Vec<Vec<String>>,
    /// Place → indexes into `texts`.
    places: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Held<'a> {
    fn of(proposal: &'a Proposal) -> Self {
        let mut held = Self::default();
        for priority in &proposal.priorities {
            held.add(&priority.at, priority_texts(priority));
            for action in &priority.actions {
                held.add(&action.at, action_texts(action));
            }
            for one in &priority.recommendations {
                held.add(&one.at, recommendation_texts(one));
            }
        }
        for (at, text) in proposal.headings.iter().flat_map(|row| &row.cells) {
            held.add([at], vec![text.clone()]);
        }
        for unplaced in &proposal.unplaced {
            held.add([&unplaced.at], vec![unplaced.text.clone()]);
        }
        if let (Some(at), Some(title)) = (&proposal.title_at, &proposal.title_guess) {
            held.add([at], vec![title.clone()]);
        }
        held
    }

    fn add(&mut self, ats: impl IntoIterator<Item = &'a String>, texts: Vec<String>) {
        let index = self.texts.len();
        self.texts
            .push(texts.iter().map(|text| squeeze(text)).collect());
        for at in ats {
            self.places.entry(at.as_str()).or_default().push(index);
        }
    }

    fn holds(&self, at: &str, text: &str) -> bool {
        let value = labelled(text).map(|(_, value)| squeeze(value));
        let text = squeeze(text);
        let held = |wanted: &str| {
            let indexes = self.places.get(at).into_iter().flatten();
            let mut texts = indexes.filter_map(|index| self.texts.get(*index)).flatten();
            texts.any(|held| held.contains(wanted))
        };
        text.is_empty() || held(&text) || value.is_some_and(|value| held(&value))
    }
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
