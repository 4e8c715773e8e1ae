//! What can happen to a briefing.

use crate::ids::AgencyId;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What kind of thing a briefing spreads.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A finding of an audit or of a practice review.
    Finding,
    /// A learning point of a rapid or a practice review.
    LearningPoint,
    /// A recommendation.
    Recommendation,
    /// An audit as a whole.
    Audit,
    /// A rapid review as a whole.
    RapidReview,
    /// A practice review as a whole.
    PracticeReview,
    /// A year's learning from child deaths.
    ChildDeathLearning,
    /// A review or report of others, such as a national review.
    Elsewhere,
}

impl SourceKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 8] = [
        Self::Finding,
        Self::LearningPoint,
        Self::Recommendation,
        Self::Audit,
        Self::RapidReview,
        Self::PracticeReview,
        Self::ChildDeathLearning,
        Self::Elsewhere,
    ];

    /// The kind as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Finding => "Finding",
            Self::LearningPoint => "Learning point",
            Self::Recommendation => "Recommendation",
            Self::Audit => "Audit",
            Self::RapidReview => "Rapid review",
            Self::PracticeReview => "Practice review",
            Self::ChildDeathLearning => "Learning from child deaths",
            Self::Elsewhere => "Review or report of others",
        }
    }
}

/// One thing a briefing rests on.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What kind.
    pub kind: SourceKind,
    /// The thing itself, when it is in this log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// What it is called.
    pub title: String,
}

/// One of the seven headings of a seven-minute briefing, about a minute each.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Why people are asked to read it now.
    Why,
    /// What happened, without saying to whom.
    Happened,
    /// What was looked at, and how.
    LookedAt,
    /// What was learned.
    Learned,
    /// What good practice looks like.
    Good,
    /// What is asked of everybody now.
    ToDo,
    /// What a team talks about together.
    Discuss,
}

impl Part {
    /// The seven, in the order they are read.
    pub const ALL: [Self; 7] = [
        Self::Why,
        Self::Happened,
        Self::LookedAt,
        Self::Learned,
        Self::Good,
        Self::ToDo,
        Self::Discuss,
    ];

    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Why => "Why this matters now",
            Self::Happened => "What happened",
            Self::LookedAt => "What we looked at",
            Self::Learned => "What we learned",
            Self::Good => "What good practice looks like",
            Self::ToDo => "What we ask you to do",
            Self::Discuss => "Talk about it in your team",
        }
    }
}

/// The words under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Under which heading.
    pub part: Part,
    /// The words.
    pub words: Text,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was drafted.
    BriefingDrafted {
        /// Its reference, such as `B3 2026`.
        reference: String,
        /// What it is called.
        title: String,
        /// The code of its theme.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theme: Option<String>,
        /// What it rests on.
        sources: Vec<Source>,
        /// Its words, by heading.
        parts: Vec<Passage>,
    },
    /// The draft was written anew. What somebody cleared before is no longer cleared.
    BriefingRedrafted {
        /// What it is called.
        title: String,
        /// What it rests on.
        sources: Vec<Source>,
        /// Its words, by heading.
        parts: Vec<Passage>,
    },
    /// Somebody who did not write it read it and let it go out.
    BriefingCleared {},
    /// It was published.
    BriefingPublished {
        /// For whom.
        audience: String,
    },
    /// It was taken back. The reason is on the event.
    BriefingWithdrawn {},
    /// An agency was asked to pass it on to its teams.
    CascadeRequested {
        /// The agency.
        agency: AgencyId,
        /// By when its lead confirms.
        due: NaiveDate,
    },
    /// An agency's lead confirmed that it reached people.
    CascadeConfirmed {
        /// The agency.
        agency: AgencyId,
        /// Which teams.
        teams: Vec<String>,
        /// How many people.
        reached: u32,
        /// How it reached them.
        how: Text,
    },
    /// The day had passed and nothing was confirmed; the agency was chased.
    CascadeOverdue {
        /// The agency.
        agency: AgencyId,
        /// The day that had passed.
        due: NaiveDate,
    },
}

impl Event {
    /// The agency whose passing on it is about; none for what is about the briefing itself.
    pub const fn about_agency(&self) -> Option<AgencyId> {
        match self {
            Self::CascadeRequested { agency, .. }
            | Self::CascadeConfirmed { agency, .. }
            | Self::CascadeOverdue { agency, .. } => Some(*agency),
            Self::BriefingDrafted { .. }
            | Self::BriefingRedrafted { .. }
            | Self::BriefingCleared {}
            | Self::BriefingPublished { .. }
            | Self::BriefingWithdrawn {} => None,
        }
    }
}
