//! What can happen to a rapid review.

use crate::ids::{AgencyId, EvidenceId, FindingId, IncidentId, LearningPointId, RecommendationId};
use crate::ids::{InspectionFindingId, ReviewFindingId};
use crate::rule_set::Trigger;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// From which to which working day after the clock's trigger, day 0, a step is meant to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Days {
    /// The first working day.
    pub from: u32,
    /// The last working day.
    pub to: u32,
}

/// The partnership's own plan of the fifteen working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DayPlan {
    /// Agencies send their summaries.
    pub summaries: Days,
    /// The review meeting is held.
    pub meeting: Days,
    /// The safeguarding partners decide.
    pub executive: Days,
}

impl Default for DayPlan {
    fn default() -> Self {
        let days = |from, to| Days { from, to };
        Self {
            summaries: days(2, 10),
            meeting: days(11, 13),
            executive: days(14, 14),
        }
    }
}

/// Something learned earlier that this case is like.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Earlier {
    /// A finding of an audit.
    Finding(FindingId),
    /// A learning point of an earlier rapid review.
    LearningPoint(LearningPointId),
    /// Something a practice review says.
    ReviewFinding(ReviewFindingId),
    /// Something the letter of an inspection says.
    InspectionFinding(InspectionFindingId),
    /// A recommendation.
    Recommendation(RecommendationId),
}

/// What the safeguarding partners decide after a rapid review.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A local child safeguarding practice review is carried out.
    PracticeReview,
    /// No review: nothing more would be learned, or it is learned another way.
    NoReview,
    /// A national review is suggested to the Panel.
    NationalSuggested,
    /// Another learning review is carried out.
    OtherLearning,
}

impl Outcome {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 4] = [
        Self::PracticeReview,
        Self::NoReview,
        Self::NationalSuggested,
        Self::OtherLearning,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::PracticeReview => "Local child safeguarding practice review",
            Self::NoReview => "No review",
            Self::NationalSuggested => "National review suggested",
            Self::OtherLearning => "Other learning review",
        }
    }
}

/// What is considered when the partners decide whether a local review is appropriate: the matters
/// in the regulation on local reviews (SI 2018/789, regulation 11) and in Working Together.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReviewCriterion {
    /// (a) The case shows, or may show, how safeguarding has to get better.
    ImprovementsNeeded,
    /// (b) Themes that come up again.
    RecurrentThemes,
    /// (c) How organisations work together.
    WorkingTogether,
    /// (d) The Panel considered that a local review may be more appropriate.
    PanelConsidered,
}

impl ReviewCriterion {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 4] = [
        Self::ImprovementsNeeded,
        Self::RecurrentThemes,
        Self::WorkingTogether,
        Self::PanelConsidered,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ImprovementsNeeded => {
                "(a) It shows, or may show, what has to get better to keep children safe"
            }
            Self::RecurrentThemes => "(b) It shows, or may show, themes that come up again",
            Self::WorkingTogether => {
                "(c) It shows, or may show, concerns about how organisations work together"
            }
            Self::PanelConsidered => {
                "(d) The Panel considered it, and thinks a local review may be more appropriate"
            }
        }
    }
}

/// What one safeguarding partner thinks should be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Which partner.
    pub agency: AgencyId,
    /// What it thinks should be decided.
    pub outcome: Outcome,
    /// Why; needed where it is another outcome than the one decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Text>,
}

/// What the national Panel thinks of the decision.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PanelView {
    /// It agrees.
    Agrees,
    /// It does not agree.
    Disagrees,
    /// It asks for more.
    AsksForMore,
}

impl PanelView {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::Agrees, Self::Disagrees, Self::AsksForMore];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Agrees => "Agrees with the decision",
            Self::Disagrees => "Does not agree with the decision",
            Self::AsksForMore => "Asks for more information",
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was opened.
    RapidReviewOpened {
        /// For which incident.
        incident: IncidentId,
        /// What it is called, as the incident is.
        reference: String,
        /// The edition of the guidance it is pinned to.
        rule_set: String,
        /// What its clock runs from.
        trigger: Trigger,
        /// The day of that, day 0.
        trigger_on: NaiveDate,
        /// The day it was due, as worked out when it was opened; none past the end of the table of
        /// bank holidays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
    },
    /// It was agreed which area leads it.
    LeadAreaAgreed {
        /// The area.
        area: String,
    },
    /// Agencies secured their records.
    RecordsSecured {
        /// Which agencies.
        agencies: Vec<AgencyId>,
        /// The day.
        on: NaiveDate,
    },
    /// The partnership planned the working days.
    DayPlanSet {
        /// The plan.
        plan: DayPlan,
    },
    /// An agency was asked for a summary of its work with the child and the family.
    AgencySummaryRequested {
        /// Which agency.
        agency: AgencyId,
    },
    /// An agency's summary came in.
    AgencySummaryReceived {
        /// Which agency.
        agency: AgencyId,
        /// What it says; none where it is kept elsewhere, as evidence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Text>,
        /// The document it came as.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceId>,
    },
    /// The summary is not good enough yet. The reason is on the event.
    AgencySummaryReturnedForQuality {
        /// Which agency.
        agency: AgencyId,
    },
    /// An agency was reminded of its summary.
    AgencySummaryChased {
        /// Which agency.
        agency: AgencyId,
        /// Whom there, as a post.
        to: Text,
    },
    /// Somebody said why there is no summary.
    MissingSummaryExplained {
        /// Which agency.
        agency: AgencyId,
        /// Why.
        words: Text,
    },
    /// Somebody looked whether this was learned before.
    PreviousLearningChecked {
        /// What was learned before; empty where nothing was found.
        matches: Vec<Earlier>,
        /// What that says about this case.
        words: Text,
    },
    /// The review meeting was held.
    RapidReviewMeetingHeld {
        /// The day.
        on: NaiveDate,
        /// The agencies that were there.
        present: Vec<AgencyId>,
    },
    /// Something was learned.
    LearningPointRecorded {
        /// Which learning point.
        point: LearningPointId,
        /// What was learned.
        statement: Text,
        /// Its theme.
        theme: String,
    },
    /// A learning point is put otherwise. The reason is on the event.
    LearningPointCorrected {
        /// Which learning point.
        point: LearningPointId,
        /// What was learned.
        statement: Text,
        /// Its theme.
        theme: String,
    },
    /// The safeguarding partners decided.
    ReviewDecisionMade {
        /// What.
        outcome: Outcome,
        /// The matters it rests on.
        criteria: Vec<ReviewCriterion>,
        /// What each partner thinks.
        positions: Vec<Position>,
        /// Why.
        rationale: Text,
    },
    /// It was sent to the Panel.
    RapidReviewSubmitted {
        /// The day.
        on: NaiveDate,
    },
    /// Somebody said why it is late.
    DelayReasonRecorded {
        /// Why.
        words: Text,
        /// Who was told, as a post or body.
        told: Text,
        /// The day they were told.
        on: NaiveDate,
    },
    /// The Panel answered.
    PanelResponseReceived {
        /// What it thinks.
        view: PanelView,
        /// What it says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comments: Option<Text>,
        /// The day.
        on: NaiveDate,
    },
    /// The Panel did not answer, and is waited for no longer. The reason is on the event.
    PanelResponseLapsed {},
    /// The partners decided again after the Panel's answer. The reason is on the event.
    DecisionReconsidered {
        /// What.
        outcome: Outcome,
        /// The matters it rests on.
        criteria: Vec<ReviewCriterion>,
        /// What each partner thinks.
        positions: Vec<Position>,
        /// Why.
        rationale: Text,
    },
    /// It was closed.
    RapidReviewClosed {},
}

impl Event {
    /// The agency whose own summary an event is about. People of other agencies do not see it.
    pub const fn of_agency(&self) -> Option<AgencyId> {
        match self {
            Self::AgencySummaryRequested { agency }
            | Self::AgencySummaryReceived { agency, .. }
            | Self::AgencySummaryReturnedForQuality { agency }
            | Self::AgencySummaryChased { agency, .. }
            | Self::MissingSummaryExplained { agency, .. } => Some(*agency),
            Self::RapidReviewOpened { .. }
            | Self::LeadAreaAgreed { .. }
            | Self::RecordsSecured { .. }
            | Self::DayPlanSet { .. }
            | Self::PreviousLearningChecked { .. }
            | Self::RapidReviewMeetingHeld { .. }
            | Self::LearningPointRecorded { .. }
            | Self::LearningPointCorrected { .. }
            | Self::ReviewDecisionMade { .. }
            | Self::RapidReviewSubmitted { .. }
            | Self::DelayReasonRecorded { .. }
            | Self::PanelResponseReceived { .. }
            | Self::PanelResponseLapsed {}
            | Self::DecisionReconsidered { .. }
            | Self::RapidReviewClosed {} => None,
        }
    }

    /// Whether people of an agency read its words: it is about the agency's own summary.
    pub fn is_for(&self, agency: AgencyId) -> bool {
        self.of_agency() == Some(agency)
    }
}
