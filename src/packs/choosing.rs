//! What of the record goes into a pack.

use crate::web::components::dates::date_text;
use events::envelope::Moment;
use events::evidence_pack::{Chosen, Rule, Withholding};
use events::ids::{StreamId, StreamKind};
use projections::Models;
use projections::packs::Pack;
use projections::trail::TrailFilter;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use uuid::Uuid;

/// What somebody asked to be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whom it is for.
    pub recipient: String,
    /// Under which request.
    pub request: String,
    /// What it is for.
    pub purpose: String,
    /// The information request of an inspection that it answers.
    pub information_request: Option<Uuid>,
    /// It shows what had been recorded by this moment.
    pub as_at: Moment,
    /// What of the record.
    pub chosen: Chosen,
    /// What is left out of it.
    pub withholding: Withholding,
}

/// The positions of the events that are chosen, ascending. `view` is the record as at the moment.
pub fn positions(view: &Models, chosen: &Chosen) -> Vec<u64> {
    let filter = TrailFilter {
        kinds: chosen.kinds.clone(),
        occurred_from: chosen.from,
        occurred_to: chosen.to,
        ..TrailFilter::default()
    };
    if chosen.things.is_empty() {
        return view.trail_positions(&filter);
    }
    let mut found = BTreeSet::new();
    for thing in things(view, chosen) {
        found.extend(view.trail_positions(&TrailFilter {
            stream: Some(thing),
            parts: true,
            ..filter.clone()
        }));
    }
    found.into_iter().collect()
}

/// The things that are chosen, with those their threads run through where that was asked for.
pub(super) fn things(view: &Models, chosen: &Chosen) -> BTreeSet<StreamId> {
    let mut all: BTreeSet<StreamId> = chosen.things.iter().copied().collect();
    if chosen.threads {
        for thing in &chosen.things {
            let thread = view.thread(*thing);
            let known = thread.knots.iter().filter(|knot| knot.known);
            all.extend(known.map(|knot| knot.label.stream));
        }
    }
    all.retain(|thing| view.trail.versions(*thing) > 0);
    all
}

/// The things of these whose words a pack's rules do not leave out. Single words that were left
/// out, and what its reader did with it, are not asked.
pub fn not_left_out(pack: &Pack, things: &[StreamId]) -> BTreeSet<StreamId> {
    let of_children = |thing: &StreamId| {
        matches!(
            thing.kind,
            StreamKind::ReviewSubject | StreamKind::AuditCase
        )
    };
    let rules = &pack.withholding.rules;
    if rules.contains(&Rule::AllWords) {
        return BTreeSet::new();
    }
    let left_out = rules.contains(&Rule::AboutChildren);
    let shown = |thing: &&StreamId| !(left_out && of_children(thing));
    things.iter().filter(shown).copied().collect()
}

/// Whether one of these things was chosen for a pack. `view` is the record as at the pack's moment.
pub fn holds(view: &Models, pack: &Pack, things: &BTreeSet<StreamId>) -> bool {
    let chosen = positions(view, &pack.chosen).into_iter();
    let chosen = chosen.take_while(|position| *position <= pack.held.size);
    let mut chosen = chosen.filter_map(|position| view.trail.thing_at(position));
    chosen.any(|thing| things.contains(&thing))
}

/// What is chosen, as a sentence for whoever reads the pack.
pub fn chosen_words(view: &Models, chosen: &Chosen) -> String {
    let name = |thing: &StreamId| {
        let label = view.label(*thing).name;
        crate::web::pages::trail::told::thing(thing.kind, &label)
    };
    let mut words = match chosen.things.as_slice() {
        [] => "Everything recorded".to_owned(),
        things => things.iter().map(name).collect::<Vec<_>>().join(", "),
    };
    if chosen.threads && !chosen.things.is_empty() {
        words.push_str(", with everything their golden threads run through");
    }
    if !chosen.kinds.is_empty() {
        let kinds = chosen.kinds.iter();
        let kinds = kinds.map(|kind| crate::web::pages::trail::told::kind_word(*kind));
        let kinds: Vec<_> = kinds.collect();
        let _ = write!(words, "; only {}", kinds.join(", ").to_lowercase());
    }
    if let Some(from) = chosen.from {
        let _ = write!(words, "; what happened from {}", date_text(from));
    }
    if let Some(to) = chosen.to {
        let _ = write!(words, "; what happened up to {}", date_text(to));
    }
    if chosen.accesses {
        words.push_str("; with who looked at these");
    }
    words
}
