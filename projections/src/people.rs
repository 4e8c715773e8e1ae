//! The partnership: who belongs to it, who holds which role when, and the keys it works by.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::calendar::BankHolidays;
use events::envelope::{Envelope, Role};
use events::ids::{AgencyId, GroupId, HoldingId, StreamId};
use events::partnership::RecordClass;
use events::partnership::{
    AgencyKind, Event, Grade, PartnerCapacity, RagCode, RagMeaning, ReportingYearKind, Theme,
    ThemeMapping,
};
use events::rule_set::{self, RuleSet};
use serde::Serialize;
use std::collections::BTreeMap;

mod fold;

/// The partnership as a settings page and every label need it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct People {
    /// The partnership's own stream, once it is established.
    pub stream: Option<StreamId>,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// Its name.
    pub name: String,
    /// The area it covers.
    pub area: String,
    /// What it took over from.
    pub predecessor: Option<String>,
    /// Since when it exists.
    pub from: Option<NaiveDate>,
    /// The safeguarding partners, in the order they were designated.
    pub partners: Vec<Partner>,
    /// Member agencies, past ones too.
    pub agencies: BTreeMap<AgencyId, Agency>,
    /// Groups and sub-groups.
    pub groups: BTreeMap<GroupId, Group>,
    /// Who held which role when.
    pub holdings: BTreeMap<HoldingId, Holding>,
    /// Reporting years, in the order they were set.
    pub years: Vec<ReportingYear>,
    /// RAG keys by number; ratings keep the key they were given in.
    pub rag_keys: BTreeMap<u32, RagKey>,
    /// Grading scales by number.
    pub scales: BTreeMap<u32, Scale>,
    /// The themes as they stand now.
    pub themes: Vec<Theme>,
    /// The taxonomy's number; 0 before there is one.
    pub themes_version: u32,
    /// Old theme codes and those that stand for them now, oldest mapping first.
    pub theme_mappings: Vec<ThemeMapping>,
    /// The statutory rule sets adopted, in that order.
    pub rule_sets: Vec<RuleSet>,
    /// The bank holidays last loaded, and from where; the shipped table before that.
    pub holidays: Option<Holidays>,
    /// How long each class of record is kept.
    pub retention: BTreeMap<String, Retention>,
    /// Money by reporting year.
    pub money: BTreeMap<String, Money>,
    /// Column matchings a person corrected, by the signature of the headings.
    pub matchings: BTreeMap<String, Vec<String>>,
}

/// A safeguarding partner (Children Act 2004 s16E).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partner {
    /// The body.
    pub agency: AgencyId,
    /// Lead or delegated.
    pub capacity: PartnerCapacity,
    /// The post that acts.
    pub post: String,
    /// From when.
    pub from: NaiveDate,
}

/// A member organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// Short names it goes by in documents.
    pub also_known_as: Vec<String>,
    /// What sort it is.
    pub kind: AgencyKind,
    /// Since when it is a member.
    pub from: NaiveDate,
    /// From when it is no longer one.
    pub withdrawn: Option<NaiveDate>,
}

impl Agency {
    /// Whether it is a member on a day.
    pub fn is_member(&self, on: NaiveDate) -> bool {
        self.from <= on && self.withdrawn.is_none_or(|from| on < from)
    }
}

/// A group or sub-group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its terms of reference.
    pub terms_of_reference: Option<TextRef>,
    /// How many agencies make it quorate.
    pub quorum: u16,
    /// How often it meets, in meetings a year.
    pub meetings_per_year: u16,
    /// Members.
    pub members: Vec<AgencyId>,
    /// Another board it is held jointly with.
    pub joint_with: Option<String>,
    /// Chairs and vice chairs over time, oldest first; a vacancy is an entry without a post.
    pub chairs: Vec<Chair>,
    /// The last event about it.
    pub last: Stamp,
}

impl Group {
    /// Who chairs (or vice chairs) on a day; none where the post is vacant or nobody was named.
    pub fn chair(&self, vice: bool, on: NaiveDate) -> Option<&Chair> {
        self.chairs
            .iter()
            .rev()
            .find(|chair| chair.vice == vice && chair.from <= on)
            .filter(|chair| chair.post.is_some() && chair.until.is_none_or(|last| on <= last))
    }
}

/// One holding of a group's chair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chair {
    /// Vice chair rather than chair.
    pub vice: bool,
    /// The post; none for a vacancy.
    pub post: Option<String>,
    /// The member agency; none for an independent chair.
    pub agency: Option<AgencyId>,
    /// From when.
    pub from: NaiveDate,
    /// The last day, once known.
    pub until: Option<NaiveDate>,
}

/// One person's holding of one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// What the holder may do in the product.
    pub role: Role,
    /// The post.
    pub post: String,
    /// The agency; none for the partnership's own team.
    pub agency: Option<AgencyId>,
    /// The person's name.
    pub holder: TextRef,
    /// From when.
    pub from: NaiveDate,
    /// The last day, once known.
    pub until: Option<NaiveDate>,
}

impl Holding {
    /// Whether the role is held on a day.
    pub fn is_held(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until.is_none_or(|last| on <= last)
    }
}

/// A reporting year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportingYear {
    /// Its label.
    pub label: String,
    /// What it is counted for.
    pub kind: ReportingYearKind,
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
    /// When it was frozen.
    pub frozen: Option<Stamp>,
}

/// A RAG key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RagKey {
    /// From when.
    pub from: NaiveDate,
    /// Its colours.
    pub codes: Vec<RagCode>,
}

impl RagKey {
    /// The colour with this letter.
    pub fn code(&self, letter: &str) -> Option<&RagCode> {
        self.codes.iter().find(|code| code.letter == letter)
    }
}

/// A grading scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scale {
    /// Its name.
    pub name: String,
    /// Its grades, best first.
    pub grades: Vec<Grade>,
    /// From when.
    pub from: NaiveDate,
}

/// A table of bank holidays and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holidays {
    /// Where it comes from.
    pub source: String,
    /// The days.
    pub days: BankHolidays,
}

/// How long a class of record is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// How long, in months.
    pub period_months: u32,
    /// From which event it is counted.
    pub counted_from: String,
    /// On what basis.
    pub basis: String,
    /// Which closed records it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covers: Option<RecordClass>,
}

/// The money of one reporting year, all in pence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Money {
    /// The total stated when the budget was agreed.
    pub stated_total_pence: Option<u64>,
    /// What each agency agreed to pay.
    pub agreed: Vec<(AgencyId, u64)>,
    /// What arrived.
    pub received: Vec<(AgencyId, u64)>,
    /// What was spent, by heading, in the order recorded.
    pub spent: Vec<(String, u64)>,
    /// The year end as reported: income and spending.
    pub year_end: Option<(u64, u64)>,
    /// When the budget was last agreed.
    pub agreed_by: Option<Stamp>,
    /// When the year end was reported.
    pub year_end_by: Option<Stamp>,
}

fn sum(amounts: &[(impl Sized, u64)]) -> u64 {
    amounts
        .iter()
        .fold(0, |total, (_, pence)| total.saturating_add(*pence))
}

impl Money {
    /// The agreed contributions added up.
    pub fn agreed_pence(&self) -> u64 {
        sum(&self.agreed)
    }

    /// The contributions received, added up.
    pub fn received_pence(&self) -> u64 {
        sum(&self.received)
    }

    /// The spending added up.
    pub fn spent_pence(&self) -> u64 {
        sum(&self.spent)
    }
}

impl People {
    /// What a letter of a numbered RAG key stands for; none where the key or letter is unknown.
    pub fn meaning(&self, scheme: u32, letter: &str) -> Option<RagMeaning> {
        self.rag_code(scheme, letter).map(|code| code.meaning)
    }

    /// A colour of a numbered RAG key.
    pub fn rag_code(&self, scheme: u32, letter: &str) -> Option<&RagCode> {
        self.rag_keys.get(&scheme)?.code(letter)
    }

    /// The RAG key for a plan drafted on a day: the latest in force. A tie goes to the later key.
    pub fn rag_key_on(&self, on: NaiveDate) -> Option<(u32, &RagKey)> {
        self.rag_keys
            .iter()
            .filter(|(_, key)| key.from <= on)
            .max_by_key(|(version, key)| (key.from, **version))
            .map(|(version, key)| (*version, key))
    }

    /// The bank holidays in use: those last loaded, or the table shipped with the product.
    pub fn bank_holidays(&self) -> &BankHolidays {
        self.holidays
            .as_ref()
            .map_or_else(|| BankHolidays::england(), |loaded| &loaded.days)
    }

    /// The statutory rule set in force on a day, among those the partnership adopted.
    pub fn rule_set_on(&self, on: NaiveDate) -> Option<&RuleSet> {
        rule_set::in_force(&self.rule_sets, on)
    }

    /// An agency's name; empty where it is not known.
    pub fn agency_name(&self, agency: AgencyId) -> &str {
        self.agencies.get(&agency).map_or("", |known| &known.name)
    }

    /// A group's name; empty where it is not known.
    pub fn group_name(&self, group: GroupId) -> &str {
        self.groups.get(&group).map_or("", |known| &known.name)
    }

    /// The roles held on a day, in the order of their ids.
    pub fn held_on(&self, on: NaiveDate) -> impl Iterator<Item = (HoldingId, &Holding)> {
        self.holdings
            .iter()
            .filter(move |(_, holding)| holding.is_held(on))
            .map(|(id, holding)| (*id, holding))
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        self.stream = Some(envelope.stream);
        self.version = envelope.version;
        match event {
            Event::PartnershipEstablished {
                name,
                area,
                predecessor,
                from,
            } => {
                self.name.clone_from(name);
                self.area.clone_from(area);
                self.predecessor.clone_from(predecessor);
                self.from = Some(*from);
            }
            Event::PartnershipDetailsCorrected { name, area } => {
                self.name.clone_from(name);
                self.area.clone_from(area);
            }
            Event::SafeguardingPartnerDesignated {
                agency,
                capacity,
                post,
                from,
            } => self.partners.push(Partner {
                agency: *agency,
                capacity: *capacity,
                post: post.clone(),
                from: *from,
            }),
            Event::RelevantAgencyAdded { .. }
            | Event::AgencyDetailsCorrected { .. }
            | Event::RelevantAgencyWithdrawn { .. } => self.apply_agency(event),
            Event::SubGroupConstituted { .. }
            | Event::GroupMembershipRevised { .. }
            | Event::ChairAppointed { .. }
            | Event::ChairStoodDown { .. }
            | Event::ChairVacant { .. } => self.apply_group(event, envelope),
            Event::RoleHolderAppointed { .. } | Event::RoleHolderEnded { .. } => {
                self.apply_role(event, envelope);
            }
            Event::ReportingYearSet { .. } | Event::ReportingYearFrozen { .. } => {
                self.apply_year(event, envelope);
            }
            Event::RagSchemeAdopted { .. }
            | Event::GradingScaleAdopted { .. }
            | Event::StatutoryRuleSetAdopted { .. }
            | Event::BankHolidayCalendarLoaded { .. }
            | Event::ThemeTaxonomyRevised { .. }
            | Event::RetentionRuleAdopted { .. }
            | Event::ColumnMatchingRemembered { .. } => self.apply_setting(event),
            Event::BudgetAgreed { .. }
            | Event::ContributionRecorded { .. }
            | Event::ExpenditureRecorded { .. }
            | Event::YearEndPositionReported { .. } => self.apply_money(event, envelope),
        }
    }
}
