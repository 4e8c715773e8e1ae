//! What can be asked of the partnership.

use super::{
    AgencyKind, Contribution, Grade, PartnerCapacity, RagCode, RecordClass, ReportingYearKind,
    Theme, ThemeMapping,
};
use crate::calendar::BankHolidays;
use crate::envelope::Role;
use crate::ids::{AgencyId, GroupId, HoldingId};
use crate::rule_set::RuleSet;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be asked. Each command leads to the event of the same name and fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Begin the partnership. Once only.
    EstablishPartnership {
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
    /// Correct the partnership's name or area. Needs a reason.
    CorrectPartnershipDetails {
        /// The name from now on.
        name: String,
        /// The area from now on.
        area: String,
    },
    /// Name a body as safeguarding partner.
    DesignateSafeguardingPartner {
        /// The body.
        agency: AgencyId,
        /// Lead or delegated.
        capacity: PartnerCapacity,
        /// The post that acts, such as "Director of Children's Services".
        post: String,
        /// From when.
        from: NaiveDate,
    },
    /// Add a member agency.
    AddRelevantAgency {
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
    /// Correct an agency's name, short names or sort. Needs a reason.
    CorrectAgencyDetails {
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
    /// Record that an agency left.
    WithdrawRelevantAgency {
        /// The agency.
        agency: AgencyId,
        /// From when.
        from: NaiveDate,
    },
    /// Set up a group or sub-group.
    ConstituteSubGroup {
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
    /// Change which agencies are in a group.
    ReviseGroupMembership {
        /// The group.
        group: GroupId,
        /// The members from now on.
        members: Vec<AgencyId>,
    },
    /// Appoint a chair or vice chair.
    AppointChair {
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
    /// Record that a chair or vice chair left the post.
    StandDownChair {
        /// The group.
        group: GroupId,
        /// Vice chair rather than chair.
        vice: bool,
        /// The last day.
        on: NaiveDate,
    },
    /// Record that nobody chairs.
    DeclareChairVacant {
        /// The group.
        group: GroupId,
        /// Vice chair rather than chair.
        vice: bool,
        /// From when.
        from: NaiveDate,
    },
    /// Give somebody a role.
    AppointRoleHolder {
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
    /// Record that somebody left a role.
    EndRoleHolder {
        /// Which holding.
        holding: HoldingId,
        /// The last day.
        on: NaiveDate,
    },
    /// Set a reporting year.
    SetReportingYear {
        /// Its label, such as `2026 to 2027`.
        label: String,
        /// What it is counted for.
        kind: ReportingYearKind,
        /// First day.
        start: NaiveDate,
        /// Last day.
        end: NaiveDate,
    },
    /// Freeze a reporting year: later entries into it must be flagged late.
    FreezeReportingYear {
        /// Which kind of year.
        kind: ReportingYearKind,
        /// Its label.
        label: String,
    },
    /// Adopt a RAG key for plans drafted from a day on. It is given the next number.
    AdoptRagScheme {
        /// Its colours, worst last or first as the partnership lists them.
        codes: Vec<RagCode>,
        /// From when; for plans drafted on or after this day.
        from: NaiveDate,
    },
    /// Adopt a grading scale. It is given the next number.
    AdoptGradingScale {
        /// Its name.
        name: String,
        /// Its grades, best first.
        grades: Vec<Grade>,
        /// From when.
        from: NaiveDate,
    },
    /// Adopt a set of statutory clocks.
    AdoptStatutoryRuleSet {
        /// The rule set, in full.
        rule_set: RuleSet,
    },
    /// Load the bank holidays, or add one-off days to them.
    LoadBankHolidayCalendar {
        /// Where they come from.
        source: String,
        /// The days.
        holidays: BankHolidays,
    },
    /// Set or change the themes. A theme left out must be mapped to one that stays.
    ReviseThemeTaxonomy {
        /// The themes from now on.
        themes: Vec<Theme>,
        /// Old codes and the codes that stand for them now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mapped: Vec<ThemeMapping>,
    },
    /// Say how long a class of record is kept.
    AdoptRetentionRule {
        /// The class of record.
        class: String,
        /// How long, in months.
        period_months: u32,
        /// From which event it is counted, such as "closure".
        counted_from: String,
        /// On what basis.
        basis: String,
        /// Which closed records it is for, where it is for some that the product closes.
        #[serde(default)]
        covers: Option<RecordClass>,
    },
    /// Agree the year's budget.
    AgreeBudget {
        /// Which reporting year.
        year: String,
        /// Who contributes what.
        contributions: Vec<Contribution>,
        /// The stated total, in pence.
        total_pence: u64,
    },
    /// Record a contribution that arrived.
    RecordContribution {
        /// Which reporting year.
        year: String,
        /// What arrived.
        contribution: Contribution,
    },
    /// Record money that was spent.
    RecordExpenditure {
        /// Which reporting year.
        year: String,
        /// On what.
        heading: String,
        /// How much, in pence.
        amount_pence: u64,
    },
    /// Report the year's money at its end.
    ReportYearEndPosition {
        /// Which reporting year.
        year: String,
        /// All income, in pence.
        income_pence: u64,
        /// All spending, in pence.
        expenditure_pence: u64,
    },
    /// Remember how a document's columns are read, for the next one with the same headings.
    RememberColumnMatching {
        /// The headings, as one signature.
        headings: String,
        /// What each column is, in the words of the import.
        columns: Vec<String>,
    },
}
