//! What can happen to the partnership itself.

use crate::calendar::BankHolidays;
use crate::envelope::Role;
use crate::ids::{AgencyId, GroupId, HoldingId};
use crate::rule_set::RuleSet;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// In which capacity an agency is a safeguarding partner (Children Act 2004 s16E; Working
/// Together to Safeguard Children 2023, chapter 2).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PartnerCapacity {
    /// Lead safeguarding partner: the head of the body.
    Lead,
    /// Delegated safeguarding partner: acts for the lead.
    Delegated,
}

/// What sort of organisation an agency is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// The local authority.
    LocalAuthority,
    /// Integrated care board, NHS trust or other health body.
    Health,
    /// Police.
    Police,
    /// Schools, colleges, early years.
    Education,
    /// Probation, youth justice, prisons, courts.
    Justice,
    /// Charities, faith and community groups.
    Voluntary,
    /// The partnership's own team.
    PartnershipTeam,
    /// Any other.
    Other,
}

/// What a colour of the RAG key stands for in the rules, whatever its letter and word.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RagMeaning {
    /// Not started, scheduled for later (White).
    NotStarted,
    /// Off track (Red).
    OffTrack,
    /// At risk (Amber).
    AtRisk,
    /// On track, or completed with the outcome (Green).
    OnTrack,
    /// Completed, where the partnership shows that apart from Green (Blue).
    Complete,
    /// No longer appropriate because something outside changed (Purple).
    Discontinued,
}

/// One colour of a partnership's RAG key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RagCode {
    /// One to three letters, such as `R`.
    pub letter: String,
    /// The word, such as `Red`.
    pub word: String,
    /// What the partnership means by it.
    pub definition: String,
    /// What it stands for in the rules.
    pub meaning: RagMeaning,
    /// Whether a rating must be explained.
    pub commentary_required: bool,
}

/// One grade of a grading scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Grade {
    /// A short code, such as `RI`.
    pub code: String,
    /// The word, such as `Requires improvement`.
    pub word: String,
    /// What it looks like in practice.
    pub descriptor: String,
}

/// One theme by which findings, recommendations and audits are compared over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Theme {
    /// A short code that stays, such as `neglect`.
    pub code: String,
    /// The words shown.
    pub name: String,
}

/// What a reporting year is counted for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReportingYearKind {
    /// The business plan's year.
    Plan,
    /// The yearly report's year (Working Together to Safeguard Children 2023, chapter 2).
    AnnualReport,
    /// A school year.
    School,
}

/// One contribution to the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contribution {
    /// Who pays.
    pub agency: AgencyId,
    /// How much, in pence.
    pub amount_pence: u64,
}

/// The closed records that a rule on how long they are kept is for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RecordClass {
    /// Plans, from when they were closed.
    Plans,
    /// Audits, from when they were closed or abandoned.
    Audits,
    /// Rounds of self-assessment, from when they were closed.
    SelfAssessments,
    /// Rapid reviews, from when they were closed.
    RapidReviews,
    /// Practice reviews, from when they were closed.
    PracticeReviews,
    /// Accounts, from when they were suspended.
    Accounts,
}

impl RecordClass {
    /// All of them, as a form offers them.
    pub const ALL: [Self; 6] = [
        Self::Plans,
        Self::Audits,
        Self::SelfAssessments,
        Self::RapidReviews,
        Self::PracticeReviews,
        Self::Accounts,
    ];

    /// Its stable name, as it is written in answers and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Audits => "audits",
            Self::SelfAssessments => "self_assessments",
            Self::RapidReviews => "rapid_reviews",
            Self::PracticeReviews => "practice_reviews",
            Self::Accounts => "accounts",
        }
    }

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plans => "Plans, from closure",
            Self::Audits => "Audits, from closure",
            Self::SelfAssessments => "Self-assessment campaigns, from closure",
            Self::RapidReviews => "Rapid reviews, from closure",
            Self::PracticeReviews => "Practice reviews, from closure",
            Self::Accounts => "Accounts, from suspension",
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The partnership began.
    PartnershipEstablished {
        /// Its name.
        name: String,
        /// The area it covers.
        area: String,
        /// What it took over from, such as a safeguarding children board.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        predecessor: Option<String>,
        /// From when.
        from: NaiveDate,
    },
    /// The name or area was wrong or has changed.
    PartnershipDetailsCorrected {
        /// The name from now on.
        name: String,
        /// The area from now on.
        area: String,
    },
    /// A body was named as safeguarding partner.
    SafeguardingPartnerDesignated {
        /// The body.
        agency: AgencyId,
        /// Lead or delegated.
        capacity: PartnerCapacity,
        /// The post that acts, such as "Director of Children's Services".
        post: String,
        /// From when.
        from: NaiveDate,
    },
    /// An agency became a member.
    RelevantAgencyAdded {
        /// The agency.
        agency: AgencyId,
        /// Its name.
        name: String,
        /// Short names it goes by in documents, such as `LBR`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also_known_as: Vec<String>,
        /// What sort it is.
        kind: AgencyKind,
        /// From when.
        from: NaiveDate,
    },
    /// An agency's name, short names or sort was wrong or has changed.
    AgencyDetailsCorrected {
        /// The agency.
        agency: AgencyId,
        /// The name from now on.
        name: String,
        /// The short names from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also_known_as: Vec<String>,
        /// The sort from now on.
        kind: AgencyKind,
    },
    /// An agency left.
    RelevantAgencyWithdrawn {
        /// The agency.
        agency: AgencyId,
        /// From when.
        from: NaiveDate,
    },
    /// A group or sub-group was set up.
    SubGroupConstituted {
        /// The group.
        group: GroupId,
        /// Its name.
        name: String,
        /// Its terms of reference.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        terms_of_reference: Option<Text>,
        /// How many agencies make it quorate.
        quorum: u16,
        /// How often it meets, in meetings a year.
        meetings_per_year: u16,
        /// Members: agencies whose people may chair it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        members: Vec<AgencyId>,
        /// Another board it is held jointly with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        joint_with: Option<String>,
    },
    /// The agencies in a group changed.
    GroupMembershipRevised {
        /// The group.
        group: GroupId,
        /// The members from now on.
        members: Vec<AgencyId>,
    },
    /// A chair or vice chair took the post.
    ChairAppointed {
        /// The group.
        group: GroupId,
        /// Vice chair rather than chair.
        vice: bool,
        /// The post of the person, such as "Designated Nurse".
        post: String,
        /// The member agency they come from; none for an independent chair.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
        /// From when.
        from: NaiveDate,
    },
    /// A chair or vice chair left the post.
    ChairStoodDown {
        /// The group.
        group: GroupId,
        /// Vice chair rather than chair.
        vice: bool,
        /// The last day.
        on: NaiveDate,
    },
    /// Nobody chairs.
    ChairVacant {
        /// The group.
        group: GroupId,
        /// Vice chair rather than chair.
        vice: bool,
        /// From when.
        from: NaiveDate,
    },
    /// Somebody took a role.
    RoleHolderAppointed {
        /// This holding.
        holding: HoldingId,
        /// What the holder may do in the product.
        role: Role,
        /// The post, such as "Head of Early Help".
        post: String,
        /// The agency; none for the partnership's own team.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
        /// Who; a person's name, so narrative.
        holder: Text,
        /// From when.
        from: NaiveDate,
    },
    /// Somebody left a role.
    RoleHolderEnded {
        /// Which holding.
        holding: HoldingId,
        /// The last day.
        on: NaiveDate,
    },
    /// A reporting year was set.
    ReportingYearSet {
        /// Its label, such as `2026 to 2027`.
        label: String,
        /// What it is counted for.
        kind: ReportingYearKind,
        /// First day.
        start: NaiveDate,
        /// Last day.
        end: NaiveDate,
    },
    /// A reporting year was frozen: later entries into it are flagged late.
    ReportingYearFrozen {
        /// Which kind of year.
        kind: ReportingYearKind,
        /// Its label.
        label: String,
    },
    /// A RAG key was adopted. Ratings already made keep theirs.
    RagSchemeAdopted {
        /// The key's number, from 1.
        version: u32,
        /// Its colours, worst last or first as the partnership lists them.
        codes: Vec<RagCode>,
        /// From when; for plans drafted on or after this day.
        from: NaiveDate,
    },
    /// A grading scale was adopted.
    GradingScaleAdopted {
        /// The scale's number, from 1.
        version: u32,
        /// Its name.
        name: String,
        /// Its grades, best first.
        grades: Vec<Grade>,
        /// From when.
        from: NaiveDate,
    },
    /// A set of statutory clocks was adopted.
    StatutoryRuleSetAdopted {
        /// The rule set, in full.
        rule_set: RuleSet,
    },
    /// The bank holidays were loaded, or one-off days were added.
    BankHolidayCalendarLoaded {
        /// Where they come from.
        source: String,
        /// The days.
        holidays: BankHolidays,
    },
    /// The themes were set or changed.
    ThemeTaxonomyRevised {
        /// The taxonomy's number, from 1.
        version: u32,
        /// The themes from now on.
        themes: Vec<Theme>,
        /// Old codes and the codes that stand for them now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mapped: Vec<ThemeMapping>,
    },
    /// How long a class of record is kept.
    RetentionRuleAdopted {
        /// The class of record.
        class: String,
        /// How long, in months.
        period_months: u32,
        /// From which event it is counted, such as "closure".
        counted_from: String,
        /// On what basis.
        basis: String,
        /// Which closed records it is for, where it is for some that the product closes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        covers: Option<RecordClass>,
    },
    /// The year's budget was agreed.
    BudgetAgreed {
        /// Which reporting year.
        year: String,
        /// Who contributes what.
        contributions: Vec<Contribution>,
        /// The stated total, in pence.
        total_pence: u64,
    },
    /// A contribution arrived.
    ContributionRecorded {
        /// Which reporting year.
        year: String,
        /// What arrived.
        contribution: Contribution,
    },
    /// Money was spent.
    ExpenditureRecorded {
        /// Which reporting year.
        year: String,
        /// On what.
        heading: String,
        /// How much, in pence.
        amount_pence: u64,
    },
    /// The year's money was closed.
    YearEndPositionReported {
        /// Which reporting year.
        year: String,
        /// All income, in pence.
        income_pence: u64,
        /// All spending, in pence.
        expenditure_pence: u64,
    },
    /// Somebody corrected how a document's columns are read; the same headings are read so again.
    ColumnMatchingRemembered {
        /// The headings, as one signature.
        headings: String,
        /// What each column is, in the words of the import.
        columns: Vec<String>,
    },
}

/// An old theme and the one that stands for it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ThemeMapping {
    /// The code before.
    pub from: String,
    /// The code now.
    pub to: String,
}
