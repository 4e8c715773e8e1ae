//! What the rules ask about a piece of evidence.

use super::{Claim, Strength};
use crate::ids::{AgencyId, EvidenceId};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Whether a piece of evidence may be rested on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing was lodged under this id.
    #[default]
    Unlodged,
    /// Lodged, and not rejected or superseded since.
    Stands,
    /// It does not show what it was said to show.
    Rejected,
    /// A later piece takes its place.
    Superseded {
        /// The later piece.
        by: EvidenceId,
    },
}

/// What the rules of any stream ask about one piece of evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Whether it may be rested on.
    pub standing: Standing,
    /// The day it speaks of.
    pub evidence_date: Option<NaiveDate>,
    /// The agency it comes from; none for the partnership's own team.
    pub source: Option<AgencyId>,
    /// Whether a file is kept, rather than a reference.
    pub has_file: bool,
    /// How strong it was judged to be.
    pub strength: Option<Strength>,
    /// What it supports.
    pub supports: BTreeSet<Claim>,
    /// Copies with names removed.
    pub redacted_copies: BTreeSet<EvidenceId>,
}

impl State {
    /// Whether it may be rested on: lodged, and neither rejected nor superseded.
    pub fn stands(&self) -> bool {
        self.standing == Standing::Stands
    }
}
