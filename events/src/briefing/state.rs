//! What the rules ask about a briefing.

use super::{Event, Part, Passage};
use crate::envelope::Envelope;
use crate::ids::AgencyId;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How far a briefing has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was drafted under this id.
    #[default]
    NotDrafted,
    /// Drafted, and not cleared as it stands.
    Draft,
    /// Cleared as it stands.
    Cleared,
    /// Published.
    Published,
    /// Taken back.
    Withdrawn,
}

/// An agency that was asked to pass a briefing on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The day it was asked.
    pub on: NaiveDate,
    /// By when its lead confirms.
    pub due: NaiveDate,
    /// The day it was confirmed, where it was.
    pub confirmed: Option<NaiveDate>,
    /// The day it was chased last, where it was.
    pub chased: Option<NaiveDate>,
}

/// A briefing after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// Its title.
    pub title: String,
    /// Who wrote it, or part of it.
    pub drafters: BTreeSet<String>,
    /// The headings with words.
    pub parts: BTreeSet<Part>,
    /// The day of the last step: nothing that follows it happened earlier.
    pub since: Option<NaiveDate>,
    /// The agencies that were asked.
    pub asked: BTreeMap<AgencyId, Asked>,
}

impl State {
    /// The agencies asked that have not confirmed; none where it was withdrawn.
    pub fn outstanding(&self) -> impl Iterator<Item = (AgencyId, &Asked)> {
        let published = self.phase == Phase::Published;
        let asked = self.asked.iter().filter(move |_| published);
        asked
            .filter(|(_, asked)| asked.confirmed.is_none())
            .map(|(agency, asked)| (*agency, asked))
    }

    fn written(&mut self, title: &str, parts: &[Passage], envelope: &Envelope) {
        self.phase = Phase::Draft;
        title.clone_into(&mut self.title);
        self.parts = parts.iter().map(|passage| passage.part).collect();
        self.since = Some(envelope.occurred_on);
        if let Some(user) = envelope.actor.user() {
            self.drafters.insert(user.to_owned());
        }
    }

    fn moves_to(&mut self, phase: Phase, envelope: &Envelope) {
        self.phase = phase;
        self.since = Some(envelope.occurred_on);
    }
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::BriefingDrafted { title, parts, .. }
        | Event::BriefingRedrafted { title, parts, .. } => state.written(title, parts, envelope),
        Event::BriefingCleared {} => state.moves_to(Phase::Cleared, envelope),
        Event::BriefingPublished { .. } => state.moves_to(Phase::Published, envelope),
        Event::BriefingWithdrawn {} => state.moves_to(Phase::Withdrawn, envelope),
        Event::CascadeRequested { agency, due } => {
            let asked = Asked {
                on: envelope.occurred_on,
                due: *due,
                confirmed: None,
                chased: None,
            };
            state.asked.insert(*agency, asked);
        }
        Event::CascadeConfirmed { agency, .. } => {
            if let Some(asked) = state.asked.get_mut(agency) {
                asked.confirmed = Some(envelope.occurred_on);
            }
        }
        Event::CascadeOverdue { agency, .. } => {
            if let Some(asked) = state.asked.get_mut(agency) {
                asked.chased = Some(envelope.occurred_on);
            }
        }
    }
}
