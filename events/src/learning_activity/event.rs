//! What can happen to a learning activity.

use crate::ids::{AgencyId, BriefingId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of activity.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// Practitioners meet and talk about practice.
    Forum,
    /// Learning from one review or audit is presented.
    LearningEvent,
    /// Learning is written to everybody who takes it.
    Newsletter,
    /// A course of the training offer.
    Course,
}

impl ActivityKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 4] = [
        Self::Forum,
        Self::LearningEvent,
        Self::Newsletter,
        Self::Course,
    ];

    /// The kind as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Forum => "Forum",
            Self::LearningEvent => "Learning event",
            Self::Newsletter => "Newsletter",
            Self::Course => "Course",
        }
    }

    /// Whether people come to it, so that they are counted and asked.
    pub const fn is_attended(self) -> bool {
        match self {
            Self::Forum | Self::LearningEvent | Self::Course => true,
            Self::Newsletter => false,
        }
    }
}

/// Who came from one agency.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// The agency.
    pub agency: AgencyId,
    /// How many had booked.
    pub booked: u32,
    /// How many came without having booked.
    pub walk_ins: u32,
    /// How many attended.
    pub attended: u32,
}

/// How practice was looked at months later.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LaterMethod {
    /// Those who attended were asked again.
    Survey,
    /// Their managers were asked, or supervision was looked at.
    Supervision,
    /// Cases they worked on were looked at.
    CaseAudit,
    /// Practice was watched.
    Observation,
    /// Children and families were asked.
    Families,
    /// Figures were compared.
    Data,
}

impl LaterMethod {
    /// Every method, in the order a form offers them.
    pub const ALL: [Self; 6] = [
        Self::Survey,
        Self::Supervision,
        Self::CaseAudit,
        Self::Observation,
        Self::Families,
        Self::Data,
    ];

    /// The method as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Survey => "Those who attended were asked again",
            Self::Supervision => "Managers were asked, or supervision looked at",
            Self::CaseAudit => "Cases were looked at",
            Self::Observation => "Practice was watched",
            Self::Families => "Children and families were asked",
            Self::Data => "Figures were compared",
        }
    }
}

/// What a later look says of practice.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Practice is as it was.
    None,
    /// Too few were looked at, or they do not agree.
    CannotTell,
    /// Practice changed in part.
    Some,
    /// Practice changed, and it lasted.
    Sustained,
}

impl Effect {
    /// Every judgement, in the order a form offers them.
    pub const ALL: [Self; 4] = [Self::None, Self::CannotTell, Self::Some, Self::Sustained];

    /// The judgement as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::None => "No effect seen",
            Self::CannotTell => "Cannot tell",
            Self::Some => "Some effect",
            Self::Sustained => "Sustained effect",
        }
    }
}

/// Whether a course is as good as the partnership asks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// It is.
    Met,
    /// In part.
    MetInPart,
    /// It is not.
    NotMet,
}

impl Standard {
    /// Every answer, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::Met, Self::MetInPart, Self::NotMet];

    /// The answer as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::MetInPart => "Met in part",
            Self::NotMet => "Not met",
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was planned.
    ActivityScheduled {
        /// What kind.
        kind: ActivityKind,
        /// Its reference, such as `C2 2026`.
        reference: String,
        /// What it is called.
        title: String,
        /// The code of its theme.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theme: Option<String>,
        /// The day it is held or issued.
        on: NaiveDate,
        /// How many can come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        places: Option<u32>,
        /// The briefings it spreads.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        briefings: Vec<BriefingId>,
        /// After how many months practice is looked at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        look_after_months: Option<u32>,
    },
    /// It will not take place. The reason is on the event.
    ActivityCancelled {},
    /// What people need to learn was looked at, and this course answers it.
    TrainingNeedsAnalysed {
        /// How.
        how: Text,
        /// What is needed.
        needs: Text,
    },
    /// The forum was held.
    ForumHeld {
        /// Who came.
        attendance: Vec<Attendance>,
    },
    /// The learning event was held.
    LearningEventHeld {
        /// Who came.
        attendance: Vec<Attendance>,
    },
    /// The newsletter was issued.
    NewsletterIssued {
        /// To how many it was sent.
        sent_to: u32,
    },
    /// The course was delivered. Where more had booked than there are places, why is on the event.
    CourseDelivered {
        /// Who came.
        attendance: Vec<Attendance>,
    },
    /// Those who came were asked straight away.
    ActivityEvaluated {
        /// How many answered.
        answered: u32,
        /// Of how many who attended.
        attended: u32,
        /// How many of those who answered found it useful.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        useful: Option<u32>,
        /// What they said.
        said: Text,
    },
    /// Practice was looked at months later.
    PracticeImpactEvaluated {
        /// After how many whole months.
        after_months: u32,
        /// How.
        method: LaterMethod,
        /// How many people, cases or answers were looked at.
        n: u32,
        /// What was seen.
        seen: Text,
    },
    /// Whether practice changed was judged from what was seen later.
    EffectOnPracticeJudged {
        /// What that says.
        effect: Effect,
        /// Why.
        because: Text,
    },
    /// The course was looked at for its quality.
    CourseQualityAssured {
        /// Whether it is as good as the partnership asks.
        standard: Standard,
        /// What was looked at, and what was seen.
        seen: Text,
    },
    /// The course will be given again.
    CourseRecommissioned {
        /// Why, and what changes.
        because: Text,
    },
}
