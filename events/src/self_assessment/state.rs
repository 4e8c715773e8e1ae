//! What the rules ask about a round of self-assessments.

use super::{CampaignKind, StandardsSet};
use crate::ids::{AgencyId, ReturnId};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far a round has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was opened under this id.
    #[default]
    Unopened,
    /// Returns are asked for, filled in and judged.
    Open,
    /// Every return was accepted, or reported as not returned.
    Closed,
}

/// What became of asking one agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// The agency's return.
    pub service_return: ReturnId,
    /// The last day on which it is in time.
    pub due: NaiveDate,
    /// It was reported as not returned.
    pub reported_missing: bool,
}

/// What the rules of any stream ask about one round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// Under which duty, once it was opened.
    pub kind: Option<CampaignKind>,
    /// The first day on which returns are filled in.
    pub opens: Option<NaiveDate>,
    /// The last day on which a return is in time.
    pub due: Option<NaiveDate>,
    /// What agencies assess themselves against. Shared, since states are copied to be judged.
    pub standards: Option<Arc<StandardsSet>>,
    /// Whom it asks.
    pub invited: BTreeMap<AgencyId, Invitation>,
    /// The report made of all returns was approved.
    pub report_approved: bool,
}
