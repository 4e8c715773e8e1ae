//! Gaps the product finds by itself, and what was decided about each.

use crate::reference::{Label, Stamp, TextRef};
use chrono::NaiveDate;
use events::action::Owner;
use events::envelope::Envelope;
use events::gap::{Disposition, Event};
use events::ids::{AgencyId, StreamId};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

mod find;
mod found_before;
mod of_actions;
mod of_audits;
mod of_inspections;
mod of_learning;
mod of_others;
mod of_rapid_reviews;
mod of_records;
mod of_returns;
mod of_reviews;
mod rules;

#[cfg(test)]
mod tests;

pub(crate) use find::Held;
pub use rules::{RETENTION_DUE, RULES, Rule, rule_name, rule_title};

/// What was decided about gaps: by rule and thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dispositions {
    decided: BTreeMap<(u16, StreamId), Disposed>,
    streams: BTreeMap<Uuid, (u16, StreamId)>,
}

/// What was decided about one gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disposed {
    /// When.
    pub at: Stamp,
    /// What became of it.
    pub disposition: Disposition,
    /// To whom it was taken.
    pub escalated_to: Option<String>,
    /// Why.
    pub reason: Option<TextRef>,
    /// When it was opened again, and why.
    pub reopened: Option<(Stamp, Option<TextRef>)>,
    /// The gap's own stream.
    pub stream: StreamId,
    /// That stream's version, for `If-Match`.
    pub version: u64,
}

/// How a gap stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapStanding {
    /// Nobody has decided anything, or it was opened again.
    Open,
    /// Somebody said it was put right, and it is still found.
    StillThere,
    /// It was taken to somebody higher.
    Escalated,
    /// It is accepted.
    Accepted,
}

impl GapStanding {
    /// Every standing, the most pressing first.
    pub const ALL: [Self; 4] = [
        Self::Open,
        Self::StillThere,
        Self::Escalated,
        Self::Accepted,
    ];

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::StillThere => "Still there",
            Self::Escalated => "Escalated",
            Self::Accepted => "Accepted",
        }
    }
}

/// One gap. There is at most one for a rule and a thing; several causes stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Its own stream, in which what becomes of it is recorded.
    pub stream: StreamId,
    /// The rule's number.
    pub rule: u16,
    /// The rule's stable name.
    pub name: &'static str,
    /// What it is about.
    pub about: Label,
    /// Who is to do something about it; empty for the partnership's own team.
    pub owners: Vec<Owner>,
    /// Agencies it concerns beside the owners.
    pub agencies: Vec<AgencyId>,
    /// Since when it is so.
    pub since: NaiveDate,
    /// The events it rests on, in order.
    pub rests_on: Vec<u64>,
    /// What was decided about it.
    pub disposed: Option<Disposed>,
    /// How it stands.
    pub standing: GapStanding,
}

/// Which gaps are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GapFilter {
    /// Of these rules; all where empty.
    pub rules: Vec<u16>,
    /// About this thing.
    pub about: Option<StreamId>,
    /// Owned by, or concerning, this agency.
    pub agency: Option<AgencyId>,
    /// Owned by a post whose name has these words in it, whatever their case.
    pub owner: Option<String>,
    /// Standing so; all where empty.
    pub standings: Vec<GapStanding>,
}

impl Dispositions {
    /// What was decided about a gap.
    pub fn get(&self, rule: u16, about: StreamId) -> Option<&Disposed> {
        self.decided.get(&(rule, about))
    }

    /// The rule and thing of a gap's own stream.
    pub fn about(&self, gap: Uuid) -> Option<(u16, StreamId)> {
        self.streams.get(&gap).copied()
    }

    /// Everything that was decided, by rule and thing: gaps no longer found stand here too.
    pub fn all(&self) -> impl Iterator<Item = (u16, StreamId, &Disposed)> {
        let decided = self.decided.iter();
        decided.map(|((rule, about), disposed)| (*rule, *about, disposed))
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let at = Stamp::of(envelope);
        let reason = TextRef::reason_of(envelope);
        match event {
            Event::GapDisposed {
                rule,
                about,
                disposition,
                escalated_to,
            } => {
                let disposed = Disposed {
                    at,
                    disposition: *disposition,
                    escalated_to: escalated_to.clone(),
                    reason,
                    reopened: None,
                    stream: envelope.stream,
                    version: envelope.version,
                };
                self.decided.insert((*rule, *about), disposed);
                self.streams.insert(envelope.stream.id, (*rule, *about));
            }
            Event::GapReopened {} => {
                let key = self.streams.get(&envelope.stream.id);
                if let Some(disposed) = key.and_then(|key| self.decided.get_mut(key)) {
                    disposed.reopened = Some((at, reason));
                    disposed.version = envelope.version;
                }
            }
        }
    }
}

impl Disposed {
    /// How a gap that is still found stands.
    pub fn standing(&self) -> GapStanding {
        if self.reopened.is_some() {
            return GapStanding::Open;
        }
        match self.disposition {
            Disposition::Fixed => GapStanding::StillThere,
            Disposition::Accepted => GapStanding::Accepted,
            Disposition::Escalated => GapStanding::Escalated,
        }
    }
}
