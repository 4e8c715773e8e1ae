//! Records and how long they are kept: what is past its period, what was reviewed, asked for,
//! refused and erased, and what is held.
//!
//! Nothing here holds words. What was erased is known by the event that says so, so that a page of
//! a past moment knows it too: the words are gone from every page, whenever it is of.

mod fold;
mod held;
mod periods;
#[cfg(test)]
mod tests;

pub use held::HeldBy;
pub(crate) use periods::Retained;
pub use periods::{DUE_SOON_DAYS, Period, Standing};

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::envelope::Actor;
use events::erasure::{AskedBy, Authority, DestroyedKey, Exemption, Outcome};
use events::ids::{ErasureId, LegalHoldId, StreamId};
use events::legal_hold::HeldFor;
use serde::Serialize;
use std::collections::BTreeMap;

/// A review of a record past its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reviewed {
    /// When.
    pub at: Stamp,
    /// Of what.
    pub of: StreamId,
    /// What it came to.
    pub outcome: Outcome,
    /// Until when it is kept, where it is.
    pub keep_until: Option<NaiveDate>,
    /// Why.
    pub words: TextRef,
    /// Who reviewed it.
    pub by: Actor,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requested {
    /// When.
    pub at: Stamp,
    /// Whose words.
    pub things: Vec<StreamId>,
    /// Who asked.
    pub asked_by: AskedBy,
    /// Under what.
    pub authority: Authority,
    /// What was asked, and why.
    pub words: TextRef,
    /// Who recorded it.
    pub by: Actor,
}

/// A refusal of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// When.
    pub at: Stamp,
    /// Under which exemption.
    pub exemption: Exemption,
    /// Why it applies.
    pub words: TextRef,
    /// Who decided.
    pub by: Actor,
}

/// An erasure that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// When.
    pub at: Stamp,
    /// Whose words.
    pub things: Vec<StreamId>,
    /// Under what.
    pub authority: Authority,
    /// The keys that are gone.
    pub keys: Vec<DestroyedKey>,
    /// Who decided.
    pub by: Actor,
}

/// How far something has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Asked for, and not decided.
    Requested,
    /// Reviewed, and to be asked for.
    ToErase,
    /// Reviewed, and kept.
    Kept,
    /// Refused.
    Refused,
    /// Erased.
    Erased,
}

impl Phase {
    /// Its stable name, as it is written in answers and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::ToErase => "to_erase",
            Self::Kept => "kept",
            Self::Refused => "refused",
            Self::Erased => "erased",
        }
    }

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "Waits for a decision",
            Self::ToErase => "To be asked for",
            Self::Kept => "Kept",
            Self::Refused => "Refused",
            Self::Erased => "Erased",
        }
    }
}

/// What became of somebody's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// Its id.
    pub id: ErasureId,
    /// Its newest version.
    pub version: u64,
    /// The review it began with, where it did.
    pub reviewed: Option<Reviewed>,
    /// The request.
    pub requested: Option<Requested>,
    /// Its refusal.
    pub refused: Option<Refused>,
    /// That it was done.
    pub erased: Option<Erased>,
}

impl Erasure {
    /// How far it has come.
    pub fn phase(&self) -> Phase {
        if self.erased.is_some() {
            Phase::Erased
        } else if self.refused.is_some() {
            Phase::Refused
        } else if self.requested.is_some() {
            Phase::Requested
        } else if self
            .reviewed
            .as_ref()
            .is_some_and(|one| one.outcome == Outcome::Keep)
        {
            Phase::Kept
        } else {
            Phase::ToErase
        }
    }

    /// The things it is about.
    pub fn things(&self) -> Vec<StreamId> {
        if let Some(erased) = &self.erased {
            return erased.things.clone();
        }
        let requested = self.requested.as_ref().map(|one| one.things.clone());
        let reviewed = || self.reviewed.as_ref().map(|one| vec![one.of]);
        requested.or_else(reviewed).unwrap_or_default()
    }

    /// When something last happened to it.
    pub fn since(&self) -> Option<Stamp> {
        let erased = self.erased.as_ref().map(|one| one.at);
        let refused = self.refused.as_ref().map(|one| one.at);
        let requested = self.requested.as_ref().map(|one| one.at);
        let reviewed = self.reviewed.as_ref().map(|one| one.at);
        erased.or(refused).or(requested).or(reviewed)
    }
}

/// A hold that was placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hold {
    /// Its id.
    pub id: LegalHoldId,
    /// Its newest version.
    pub version: u64,
    /// What is held.
    pub things: Vec<StreamId>,
    /// For what.
    pub held_for: HeldFor,
    /// Why, and who asked.
    pub words: TextRef,
    /// When it was placed.
    pub placed: Stamp,
    /// Who placed it.
    pub by: Actor,
    /// When and why it was lifted, where it was.
    pub lifted: Option<(Stamp, TextRef)>,
}

impl Hold {
    /// Whether it stands.
    pub const fn stands(&self) -> bool {
        self.lifted.is_none()
    }
}

/// Every review, request, erasure and hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    erasures: BTreeMap<ErasureId, Erasure>,
    holds: BTreeMap<LegalHoldId, Hold>,
    /// The newest erasure of each thing.
    erased: BTreeMap<StreamId, ErasureId>,
    /// The newest review of each thing.
    reviewed: BTreeMap<StreamId, ErasureId>,
    /// When what is kept for a time was closed.
    closed: BTreeMap<StreamId, Stamp>,
}

impl Records {
    /// One of them.
    pub fn erasure(&self, id: ErasureId) -> Option<&Erasure> {
        self.erasures.get(&id)
    }

    /// All of them, what happened last first.
    pub fn erasures(&self) -> Vec<&Erasure> {
        let mut all: Vec<&Erasure> = self.erasures.values().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.since().map(|at| at.position)));
        all
    }

    /// A hold.
    pub fn hold(&self, id: LegalHoldId) -> Option<&Hold> {
        self.holds.get(&id)
    }

    /// Every hold, those that stand first, the newest of each first.
    pub fn holds(&self) -> Vec<&Hold> {
        let mut all: Vec<&Hold> = self.holds.values().collect();
        all.sort_by_key(|one| (!one.stands(), std::cmp::Reverse(one.placed.position)));
        all
    }

    /// The newest erasure of a thing's words, where they were erased.
    pub fn erased(&self, thing: StreamId) -> Option<(&Erasure, &Erased)> {
        let one = self.erasures.get(self.erased.get(&thing)?)?;
        Some((one, one.erased.as_ref()?))
    }

    /// The newest review of a thing.
    pub fn review_of(&self, thing: StreamId) -> Option<&Erasure> {
        self.erasures.get(self.reviewed.get(&thing)?)
    }

    /// The request about a thing that waits for a decision.
    pub fn waiting(&self, thing: StreamId) -> Option<&Erasure> {
        let mut all = self.erasures.values();
        all.find(|one| one.phase() == Phase::Requested && one.things().contains(&thing))
    }
}
