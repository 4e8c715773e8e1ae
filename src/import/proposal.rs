//! What an import proposes: nothing here is decided yet.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dates::Precision;
use super::spans::Period;

/// Everything read out of a document, for a person to check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The document's title, where it has one.
    pub title_guess: Option<String>,
    /// Where the title stands.
    pub title_at: Option<String>,
    /// The period the plan covers: as given, else as guessed from the title, name or headings.
    pub period_guess: Option<Period>,
    /// The priorities in the order of the document.
    pub priorities: Vec<PriorityDraft>,
    /// The rows of column headings that were used.
    pub headings: Vec<HeadingRow>,
    /// What is wrong or doubtful.
    pub problems: Vec<Problem>,
    /// Text that found no place in the plan.
    pub unplaced: Vec<Unplaced>,
}

impl Proposal {
    /// All actions with the number of their priority, in order.
    pub fn actions(&self) -> impl Iterator<Item = (&PriorityDraft, &ActionDraft)> {
        self.priorities
            .iter()
            .flat_map(|p| p.actions.iter().map(move |action| (p, action)))
    }

    /// All recommendations with their priority, in order.
    pub fn recommendations(&self) -> impl Iterator<Item = (&PriorityDraft, &RecommendationDraft)> {
        self.priorities
            .iter()
            .flat_map(|p| p.recommendations.iter().map(move |one| (p, one)))
    }
}

/// A row of column headings, with the cells' places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadingRow {
    /// Place and text of each cell.
    pub cells: Vec<(String, String)>,
}

/// A priority of the plan, or a part of one ("3a").
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorityDraft {
    /// Its number, unique in the plan: "3", "3a". Made by order where the document has none.
    pub number: String,
    /// Its short title.
    pub title: String,
    /// What the partnership wants to be assured of, where the heading says more than a title.
    pub statement: Option<String>,
    /// The number of the priority it is a part of.
    pub parent_number: Option<String>,
    /// Its actions.
    pub actions: Vec<ActionDraft>,
    /// Its recommendations.
    pub recommendations: Vec<RecommendationDraft>,
    /// Its outcomes: those of its actions, each once.
    pub outcomes: Vec<OutcomeDraft>,
    /// The heading as written, in full; empty where it was made.
    pub heading: String,
    /// The cells and paragraphs it was read from.
    #[serde(rename = "where")]
    pub at: Vec<String>,
}

/// What should be different, and by when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeDraft {
    /// The words as written, with the horizon.
    pub text: String,
    /// The words without the horizon; empty where there is nothing else.
    pub statement: String,
    /// "Within 6 months" is 6, "Within 2 years" is 24.
    pub horizon_months: Option<u32>,
}

/// An improvement action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionDraft {
    /// Its reference, unique in the plan: "1.2", "3a.1".
    pub reference: String,
    /// The reference as the document has it.
    pub source_reference: Option<String>,
    /// What somebody will do.
    pub text: String,
    /// What it should lead to.
    pub outcomes: Vec<OutcomeDraft>,
    /// Theme, where a column names one besides the priority.
    pub theme: Option<String>,
    /// The reference of the recommendation it carries out.
    pub recommendation: Option<String>,
    /// With what.
    pub resources: Option<String>,
    /// Who leads.
    pub owners: Vec<OwnerDraft>,
    /// The lead cells as written.
    pub owner_text: String,
    /// When it begins, as written.
    pub start_text: Option<String>,
    /// When it begins.
    pub start: Option<NaiveDate>,
    /// The timescale cells as written.
    pub timescale: String,
    /// Milestones with their own words; none where the timescale is one bare date.
    pub milestones: Vec<MilestoneDraft>,
    /// The latest date in the timescale.
    pub due: Option<NaiveDate>,
    /// How exact that date was written.
    pub due_precision: Option<Precision>,
    /// The longest horizon in months of its outcomes and timescale, where it has one.
    pub horizon_months: Option<u32>,
    /// How success is measured, one for each bullet or line.
    pub measures: Vec<String>,
    /// The rating.
    pub rag: Option<RagRead>,
    /// Remarks, and what the rating's cell says besides the colour.
    pub commentary: Option<String>,
    /// What has been done.
    pub progress: Option<String>,
    /// What shows it.
    pub evidence: Option<String>,
    /// The difference made.
    pub impact: Option<String>,
    /// References of the actions it waits for ("see 6.2").
    pub depends_on: Vec<String>,
    /// The cells it was read from.
    #[serde(rename = "where")]
    pub at: Vec<String>,
}

/// A recommendation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationDraft {
    /// Its reference, unique among recommendations.
    pub reference: String,
    /// The reference as the document has it.
    pub source_reference: Option<String>,
    /// What should change.
    pub text: String,
    /// Theme, where a column names one besides the priority.
    pub theme: Option<String>,
    /// References of the actions that carry it out.
    pub actions: Vec<String>,
    /// Where the row has no action: everything else the row says (owners, dates, ratings …), as an
    /// action would have it. Its `text` is empty.
    pub details: Option<Box<ActionDraft>>,
    /// The cells it was read from.
    #[serde(rename = "where")]
    pub at: Vec<String>,
}

/// Who leads an action: role and agency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerDraft {
    /// As written.
    pub text: String,
    /// The role.
    pub role: String,
    /// The agency, where it is named.
    pub agency: Option<String>,
    /// The timescale that stands beside this owner, where several owners have one each.
    pub milestone_text: Option<String>,
}

/// A step with its own words and perhaps a date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneDraft {
    /// The words, with the date in them.
    pub text: String,
    /// The date.
    pub due: Option<NaiveDate>,
    /// How exact it was written.
    pub precision: Option<Precision>,
    /// "Within 3 months of …" is 3.
    pub horizon_months: Option<u32>,
    /// Index into the action's owners, where it is one owner's.
    pub owner: Option<usize>,
}

/// The colours boards rate with (the partnership's own key may have fewer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RagWord {
    /// Not started, scheduled for later.
    White,
    /// Little or no progress, or late.
    Red,
    /// Begun, at risk.
    Amber,
    /// On track or done.
    Green,
    /// No longer appropriate or achievable.
    Purple,
    /// Completed, in keys that tell it from on track.
    Blue,
}

impl RagWord {
    /// The colour's English word.
    pub fn word(self) -> &'static str {
        match self {
            Self::White => "White",
            Self::Red => "Red",
            Self::Amber => "Amber",
            Self::Green => "Green",
            Self::Purple => "Purple",
            Self::Blue => "Blue",
        }
    }
}

/// A rating as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RagRead {
    /// The colour.
    pub word: RagWord,
    /// The cell as written.
    pub text: String,
    /// Where the cell stands.
    #[serde(rename = "where", default)]
    pub at: String,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Should be put right before the plan is approved.
    Warning,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// A milestone or due date after the last day of the plan.
    AfterPlanEnd,
    /// A due date before the first day of the plan.
    BeforePlanStart,
    /// An action with no date.
    ActionWithoutDate,
    /// No lead.
    OwnerMissing,
    /// A lead that is not decided ("tbc").
    OwnerToBeConfirmed,
    /// Words that look like a date but name none.
    DateNotRead,
    /// More than one date in one cell: a milestone was made of each.
    SeveralDates,
    /// "See 6.2" where there is no 6.2.
    ReferenceNotFound,
    /// The same reference twice: another was made for the second.
    DuplicateReference,
    /// A reference was made because the document has none, or restarts under each priority.
    ReferenceMade,
    /// A rating that is no colour of the key.
    UnknownRag,
    /// A rating read from the shading of its cell, because no word says it.
    RagFromShading,
    /// A priority that the document does not name was made to hold the rows.
    PriorityMade,
    /// A row without the text of an action: its outcome was taken.
    ActionTextMissing,
    /// Text outside the plan: listed as unplaced.
    TextOutsidePlan,
    /// No table could be read as a plan.
    NoPlanFound,
    /// The period the plan covers is not known, so dates were not held against it.
    PeriodUnknown,
}

/// A problem, by place and field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The cell, row or paragraph.
    #[serde(rename = "where")]
    pub at: String,
    /// The field, in the words of [`super::Column::label`].
    pub field: String,
    /// What is wrong.
    pub code: ProblemCode,
    /// In words, with what can be done.
    pub message: String,
    /// How much it matters.
    pub severity: Severity,
    /// The reference of the action or recommendation, where it is about one.
    pub reference: Option<String>,
}

/// Text that found no place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplaced {
    /// Where it stands.
    #[serde(rename = "where")]
    pub at: String,
    /// The text as written.
    pub text: String,
    /// Why it found no place.
    pub reason: String,
}
