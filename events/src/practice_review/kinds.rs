//! What a practice review chooses between.

use crate::identifiers::IdentifierKind;
use crate::rapid_review::Outcome;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The last day on which a serious case review could be decided upon: the transitional
/// arrangements for local safeguarding children boards ended with it (Working Together:
/// transitional guidance, 2018; Children and Social Work Act 2017).
pub const LEGACY_LAST_DECISION: NaiveDate = match NaiveDate::from_ymd_opt(2019, 9, 29) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What kind of review.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    /// A local child safeguarding practice review of one incident.
    Local,
    /// A local review of several incidents under one theme.
    Thematic,
    /// Another review to learn from, which no law asks for.
    OtherLearning,
    /// A serious case review, decided upon until 29 September 2019.
    LegacySeriousCase,
    /// A national review whose learning is adopted here.
    NationalAdopted,
}

impl ReviewKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 5] = [
        Self::Local,
        Self::Thematic,
        Self::OtherLearning,
        Self::LegacySeriousCase,
        Self::NationalAdopted,
    ];

    /// The kind as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Local => "Local child safeguarding practice review",
            Self::Thematic => "Thematic review",
            Self::OtherLearning => "Other learning review",
            Self::LegacySeriousCase => "Serious case review (legacy)",
            Self::NationalAdopted => "National review adopted locally",
        }
    }

    /// What the safeguarding partners decide at the end of a rapid review so that a review of this
    /// kind is made (the regulations of 2018, regulation 11; Working Together 2018, chapter 4, and
    /// 2023, chapter 5).
    pub const fn decided_by(self) -> Outcome {
        match self {
            Self::Local | Self::Thematic | Self::LegacySeriousCase => Outcome::PracticeReview,
            Self::OtherLearning => Outcome::OtherLearning,
            Self::NationalAdopted => Outcome::NationalSuggested,
        }
    }

    /// Whether law sets its clocks, asks for an independent reviewer and has the Panel and the
    /// Secretary of State see the report first (Children Act 2004 section 16F; the regulations of
    /// 2018, Part 3). A review nobody has to make keeps its own time.
    pub const fn is_statutory(self) -> bool {
        match self {
            Self::Local | Self::Thematic | Self::LegacySeriousCase => true,
            Self::OtherLearning | Self::NationalAdopted => false,
        }
    }
}

/// What goes on beside a review.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Proceeding {
    /// A criminal investigation or trial.
    Criminal,
    /// A coroner's investigation or inquest.
    Inquest,
    /// A case in the family court.
    FamilyCourt,
    /// An agency's own disciplinary or professional process.
    Professional,
    /// Another review or inquiry, such as a domestic homicide review.
    OtherReview,
}

impl Proceeding {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 5] = [
        Self::Criminal,
        Self::Inquest,
        Self::FamilyCourt,
        Self::Professional,
        Self::OtherReview,
    ];

    /// The kind as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Criminal => "Criminal investigation or trial",
            Self::Inquest => "Inquest",
            Self::FamilyCourt => "Family court",
            Self::Professional => "Disciplinary or professional process",
            Self::OtherReview => "Another review or inquiry",
        }
    }
}

/// How the review stands against its time.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// It will be done in time.
    OnTime,
    /// It may not be.
    AtRisk,
    /// It will be late.
    Late,
}

impl Timeliness {
    /// Every answer, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::OnTime, Self::AtRisk, Self::Late];

    /// The answer as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::OnTime => "On time",
            Self::AtRisk => "At risk of being late",
            Self::Late => "Late",
        }
    }
}

/// How good the review is so far.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// As the terms of reference ask.
    Satisfactory,
    /// Something has to get better.
    Concerns,
}

impl Quality {
    /// Every answer, in the order a form offers them.
    pub const ALL: [Self; 2] = [Self::Satisfactory, Self::Concerns];

    /// The answer as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Satisfactory => "Satisfactory",
            Self::Concerns => "Concerns",
        }
    }
}

/// What a review says.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Something found about practice or the system, which asks for change.
    Finding,
    /// Something to be learned from, which asks for change.
    LearningPoint,
    /// Something that was done well.
    GoodPractice,
}

impl FindingKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::Finding, Self::LearningPoint, Self::GoodPractice];

    /// The kind as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Finding => "Finding",
            Self::LearningPoint => "Learning point",
            Self::GoodPractice => "Good practice",
        }
    }

    /// Whether it asks for a recommendation.
    pub const fn asks_for_change(self) -> bool {
        match self {
            Self::Finding | Self::LearningPoint => true,
            Self::GoodPractice => false,
        }
    }
}

/// What is looked at before a report may be read by anybody.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AnonymityQuestion {
    /// No age by which somebody is known.
    Ages,
    /// No date by which somebody is known.
    Dates,
    /// Nothing of siblings by which the family is known.
    Siblings,
    /// No place by which somebody is known.
    Places,
    /// No rare event that was in the news.
    RareEvents,
    /// No name, number, address or other identifier.
    Identifiers,
}

impl AnonymityQuestion {
    /// Every question, in the order a form asks them.
    pub const ALL: [Self; 6] = [
        Self::Ages,
        Self::Dates,
        Self::Siblings,
        Self::Places,
        Self::RareEvents,
        Self::Identifiers,
    ];

    /// The question in a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ages => "Ages",
            Self::Dates => "Dates",
            Self::Siblings => "Siblings",
            Self::Places => "Places",
            Self::RareEvents => "Rare events",
            Self::Identifiers => "Names, numbers and addresses",
        }
    }
}

/// One answer of the anonymisation checklist.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct AnonymityAnswer {
    /// What was looked at.
    pub question: AnonymityQuestion,
    /// Nobody can be told by it.
    pub holds: bool,
}

/// How often the product found what looks like an identifier in the text. Counts only: what was
/// found is not kept.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct PatternsFound {
    /// What it looks like.
    pub kind: IdentifierKind,
    /// In how many places.
    pub places: u32,
}

/// Who was told of a delay, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// Who: a body or a post, such as `The Panel`.
    pub who: String,
    /// The day.
    pub on: NaiveDate,
}
