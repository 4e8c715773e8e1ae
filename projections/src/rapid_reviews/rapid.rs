//! A rapid review as it now stands.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::ids::{AgencyId, EvidenceId, IncidentId, LearningPointId, RapidReviewId};
use events::rapid_review::{DayPlan, Earlier, Outcome, PanelView, ReviewCriterion};
use events::rule_set::Trigger;
use serde::Serialize;
use std::collections::BTreeMap;

/// How far a rapid review has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStage {
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

impl ReviewStage {
    /// Every stage, in the order a review passes them.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Gathering,
        Self::Met,
        Self::Decided,
        Self::Submitted,
        Self::Responded,
        Self::Closed,
    ];

    /// Its stable name, as it is written in answers and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Gathering => "gathering",
            Self::Met => "met",
            Self::Decided => "decided",
            Self::Submitted => "submitted",
            Self::Responded => "responded",
            Self::Closed => "closed",
        }
    }

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Gathering => "Gathering summaries",
            Self::Met => "Meeting held",
            Self::Decided => "Decided",
            Self::Submitted => "Sent to the Panel",
            Self::Responded => "Panel answered",
            Self::Closed => "Closed",
        }
    }
}

/// How an agency's summary stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SummaryState {
    /// Asked for, and waited for.
    Requested,
    /// Came in.
    Received,
    /// Given back because it was not good enough.
    Returned,
    /// Missing, and somebody said why.
    Explained,
}

impl SummaryState {
    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "Waited for",
            Self::Received => "Received",
            Self::Returned => "Given back",
            Self::Explained => "Missing, explained",
        }
    }

    /// Whether it is still waited for.
    pub const fn is_missing(self) -> bool {
        match self {
            Self::Requested | Self::Returned => true,
            Self::Received | Self::Explained => false,
        }
    }
}

/// A summary as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryReceived {
    /// When.
    pub at: Stamp,
    /// What it says.
    pub words: Option<TextRef>,
    /// The document it came as.
    pub evidence: Vec<EvidenceId>,
}

/// An agency's summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// When it was asked for.
    pub requested: Stamp,
    /// How it stands.
    pub state: SummaryState,
    /// Each time it came in, the last last.
    pub received: Vec<SummaryReceived>,
    /// Each time it was given back, and why.
    pub returned: Vec<(Stamp, Option<TextRef>)>,
    /// Each time the agency was reminded, and whom there.
    pub chased: Vec<(Stamp, TextRef)>,
    /// Why it is missing.
    pub explained: Option<(Stamp, TextRef)>,
}

/// A look back at what was learned before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LearnedCheck {
    /// When.
    pub at: Stamp,
    /// What was learned before.
    pub matches: Vec<Earlier>,
    /// What that says about this case.
    pub words: TextRef,
}

/// The review meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewMeeting {
    /// When it was recorded.
    pub at: Stamp,
    /// The day.
    pub on: NaiveDate,
    /// The agencies that were there.
    pub present: Vec<AgencyId>,
}

/// Something that was learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LearningPoint {
    /// Which.
    pub id: LearningPointId,
    /// When it was recorded.
    pub recorded: Stamp,
    /// What was learned, as it now reads.
    pub statement: TextRef,
    /// Its theme, as it now reads.
    pub theme: String,
    /// Corrections: when, and why.
    pub corrected: Vec<(Stamp, Option<TextRef>)>,
}

/// What a safeguarding partner thinks should be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartnerPosition {
    /// Which partner.
    pub agency: AgencyId,
    /// What it thinks should be decided.
    pub outcome: Outcome,
    /// Why.
    pub words: Option<TextRef>,
}

/// A decision of the safeguarding partners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// When.
    pub at: Stamp,
    /// What.
    pub outcome: Outcome,
    /// The matters it rests on.
    pub criteria: Vec<ReviewCriterion>,
    /// What each partner thinks.
    pub positions: Vec<PartnerPosition>,
    /// Why.
    pub rationale: TextRef,
    /// Why it was decided again; none for the first decision.
    pub reason: Option<TextRef>,
    /// Whether it was made again after the Panel's answer.
    pub reconsidered: bool,
}

impl Decision {
    /// The partners that think otherwise.
    pub fn dissent(&self) -> impl Iterator<Item = &PartnerPosition> {
        let outcome = self.outcome;
        self.positions
            .iter()
            .filter(move |one| one.outcome != outcome)
    }
}

/// Why the review is late, and who was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delay {
    /// When it was recorded.
    pub at: Stamp,
    /// Why.
    pub words: TextRef,
    /// Who was told.
    pub told: TextRef,
    /// The day they were told.
    pub on: NaiveDate,
}

/// What the Panel said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelAnswer {
    /// When it was recorded.
    pub at: Stamp,
    /// What it thinks.
    pub view: PanelView,
    /// What it says.
    pub comments: Option<TextRef>,
    /// The day.
    pub on: NaiveDate,
}

/// A rapid review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RapidReview {
    /// Which.
    pub id: RapidReviewId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was opened.
    pub opened: Stamp,
    /// The incident.
    pub incident: IncidentId,
    /// What it is called, as the incident is.
    pub reference: String,
    /// The edition it is pinned to.
    pub rule_set: String,
    /// What its clock runs from.
    pub trigger: Trigger,
    /// The day of that.
    pub trigger_on: NaiveDate,
    /// The area that leads, and when that was agreed.
    pub lead_area: Option<(Stamp, String)>,
    /// When each agency secured its records.
    pub secured: BTreeMap<AgencyId, NaiveDate>,
    /// The plan of the working days.
    pub plan: DayPlan,
    /// When the partnership set a plan of its own.
    pub planned: Option<Stamp>,
    /// The summaries, by agency.
    pub summaries: BTreeMap<AgencyId, Summary>,
    /// Looks back at what was learned before, oldest first.
    pub checks: Vec<LearnedCheck>,
    /// The meeting.
    pub meeting: Option<ReviewMeeting>,
    /// What was learned, in the order it was recorded.
    pub points: Vec<LearningPoint>,
    /// What the partners decided, oldest first. The last is in force.
    pub decisions: Vec<Decision>,
    /// When it was sent to the Panel: recorded, and the day.
    pub submitted: Option<(Stamp, NaiveDate)>,
    /// Why it is late.
    pub delays: Vec<Delay>,
    /// What the Panel said.
    pub panel: Option<PanelAnswer>,
    /// When the Panel was waited for no longer, and why.
    pub lapsed: Option<(Stamp, Option<TextRef>)>,
    /// When it was closed.
    pub closed: Option<Stamp>,
    /// Its last event.
    pub last: Stamp,
}

impl RapidReview {
    /// How far it has come.
    pub fn stage(&self) -> ReviewStage {
        if self.closed.is_some() {
            ReviewStage::Closed
        } else if self.panel.is_some() || self.lapsed.is_some() {
            ReviewStage::Responded
        } else if self.submitted.is_some() {
            ReviewStage::Submitted
        } else if !self.decisions.is_empty() {
            ReviewStage::Decided
        } else if self.meeting.is_some() {
            ReviewStage::Met
        } else if self.summaries.is_empty() {
            ReviewStage::Open
        } else {
            ReviewStage::Gathering
        }
    }

    /// The decision in force.
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// The agencies whose summary is missing with nobody having said why.
    pub fn missing(&self) -> impl Iterator<Item = AgencyId> + '_ {
        let missing = self.summaries.iter();
        missing
            .filter(|(_, one)| one.state.is_missing())
            .map(|(agency, _)| *agency)
    }

    /// Whether the Panel does not agree, and nothing was said since: no decision made again.
    pub fn disagreement_unanswered(&self) -> Option<&PanelAnswer> {
        let answer = self.panel.as_ref()?;
        let disagrees = answer.view == PanelView::Disagrees;
        let answered = self.decisions.iter().any(|one| one.reconsidered);
        (disagrees && !answered).then_some(answer)
    }
}
