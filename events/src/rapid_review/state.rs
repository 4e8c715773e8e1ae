//! What the rules ask about a rapid review.

use super::{DayPlan, Outcome, PanelView};
use crate::ids::{AgencyId, IncidentId, LearningPointId};
use crate::rule_set::Trigger;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How far a rapid review has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nothing was recorded.
    #[default]
    Unopened,
    /// Open; no agency was asked for a summary.
    Open,
    /// Agencies were asked for summaries.
    Gathering,
    /// The review meeting was held.
    Met,
    /// The partners decided.
    Decided,
    /// It was sent to the Panel.
    Submitted,
    /// The Panel answered, or is waited for no longer.
    Responded,
    /// It is closed.
    Closed,
}

/// How far an agency's summary has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SummaryPhase {
    /// Asked for.
    Requested,
    /// Came in.
    Received,
    /// Given back because it is not good enough.
    Returned,
}

/// An agency's summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// How far it has come.
    pub phase: SummaryPhase,
    /// Whether somebody said why it is missing.
    pub explained: bool,
}

impl Summary {
    /// Whether it is missing and nobody said why.
    pub const fn is_unexplained(self) -> bool {
        match self.phase {
            SummaryPhase::Received => false,
            SummaryPhase::Requested | SummaryPhase::Returned => !self.explained,
        }
    }
}

/// What the Panel said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// It answered.
    Answered(PanelView),
    /// It did not, and is waited for no longer.
    Lapsed,
}

/// A rapid review after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// The incident; none before it is opened.
    pub incident: Option<IncidentId>,
    /// The edition it is pinned to.
    pub rule_set: String,
    /// What its clock runs from, and the day of that.
    pub trigger: Option<(Trigger, NaiveDate)>,
    /// The area that leads.
    pub lead_area: Option<String>,
    /// The plan of the working days.
    pub plan: DayPlan,
    /// The agencies that secured their records.
    pub secured: BTreeSet<AgencyId>,
    /// The summaries asked for.
    pub summaries: BTreeMap<AgencyId, Summary>,
    /// The day of the meeting.
    pub met_on: Option<NaiveDate>,
    /// The learning points.
    pub points: BTreeSet<LearningPointId>,
    /// The day the partners decided first.
    pub decided_on: Option<NaiveDate>,
    /// What the partners decided last.
    pub outcome: Option<Outcome>,
    /// The day it was sent to the Panel.
    pub submitted_on: Option<NaiveDate>,
    /// What the Panel said.
    pub panel: Option<Panel>,
}
