//! What is known of the partnership, as far as any rule asks.

use super::{AgencyKind, Grade, PartnerCapacity, RagCode, RagMeaning, ReportingYearKind, Theme};
use crate::calendar::BankHolidays;
use crate::envelope::Role;
use crate::ids::{AgencyId, GroupId, HoldingId};
use crate::rule_set::{self, RuleSet};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The partnership after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Its name and area, once it was established.
    pub established: Option<Established>,
    /// The member agencies, those that left included.
    pub agencies: BTreeMap<AgencyId, Agency>,
    /// The safeguarding partners and the post that acts for each.
    pub safeguarding_partners: BTreeMap<(AgencyId, PartnerCapacity), Designation>,
    /// The groups.
    pub groups: BTreeMap<GroupId, Group>,
    /// Who holds or held which role.
    pub holdings: BTreeMap<HoldingId, Holding>,
    /// The reporting years, by kind and label.
    pub reporting_years: BTreeMap<(ReportingYearKind, String), ReportingYear>,
    /// The RAG keys, by number.
    pub rag_schemes: BTreeMap<u32, RagScheme>,
    /// The grading scales, by number.
    pub grading_scales: BTreeMap<u32, GradingScale>,
    /// The statutory clocks, in the order they were adopted.
    pub rule_sets: Vec<RuleSet>,
    /// The bank holidays that were loaded.
    pub loaded_bank_holidays: Option<BankHolidays>,
    /// The number of the theme taxonomy, from 1; 0 while there is none.
    pub taxonomy: u32,
    /// The themes.
    pub themes: Vec<Theme>,
    /// Themes that no longer stand, and the one that stands for each now.
    pub themes_mapped: BTreeMap<String, String>,
    /// How long each class of record is kept.
    pub retention_rules: BTreeMap<String, RetentionRule>,
    /// The money of each reporting year, by its label.
    pub budgets: BTreeMap<String, Budget>,
    /// How documents' columns are read, by the signature of their headings.
    pub column_matchings: BTreeMap<String, Vec<String>>,
}

/// The partnership's beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Established {
    /// Its name.
    pub name: String,
    /// The area it covers.
    pub area: String,
    /// From when.
    pub from: NaiveDate,
}

/// A member agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// Short names it goes by in documents.
    pub also_known_as: Vec<String>,
    /// What sort it is.
    pub kind: AgencyKind,
    /// From when it is a member.
    pub from: NaiveDate,
    /// From when it is no longer a member.
    pub withdrawn: Option<NaiveDate>,
}

impl Agency {
    /// Whether it is a member on a day.
    pub fn is_member_on(&self, day: NaiveDate) -> bool {
        self.withdrawn.is_none_or(|withdrawn| day < withdrawn)
    }

    /// Every name it goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also_known_as.iter().map(String::as_str))
    }
}

/// In which post a safeguarding partner acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Designation {
    /// The post.
    pub post: String,
    /// From when.
    pub from: NaiveDate,
}

/// A group or sub-group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// How many agencies make it quorate.
    pub quorum: u16,
    /// Its members.
    pub members: BTreeSet<AgencyId>,
    /// Who chairs.
    pub chair: Option<Sitting>,
    /// Who is vice chair.
    pub vice_chair: Option<Sitting>,
}

impl Group {
    /// Who sits as chair, or as vice chair.
    pub fn sitting(&self, vice: bool) -> Option<&Sitting> {
        if vice {
            self.vice_chair.as_ref()
        } else {
            self.chair.as_ref()
        }
    }
}

/// A chair or vice chair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// The post of the person.
    pub post: String,
    /// The agency they come from; none for an independent chair.
    pub agency: Option<AgencyId>,
    /// From when.
    pub from: NaiveDate,
}

/// One person's holding of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// What the holder may do in the product.
    pub role: Role,
    /// The post.
    pub post: String,
    /// The agency; none for the partnership's own team.
    pub agency: Option<AgencyId>,
    /// First day.
    pub from: NaiveDate,
    /// Last day, when it has ended.
    pub ended: Option<NaiveDate>,
}

impl Holding {
    /// Whether the role is held on a day.
    pub fn is_held_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.ended.is_none_or(|ended| day <= ended)
    }
}

/// A reporting year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportingYear {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
    /// Whether later entries must be flagged late.
    pub frozen: bool,
}

/// A RAG key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RagScheme {
    /// Its number, from 1.
    pub version: u32,
    /// Its colours.
    pub codes: Vec<RagCode>,
    /// From when plans are drafted with it.
    pub from: NaiveDate,
}

impl RagScheme {
    /// The colour with this letter, whatever its case.
    pub fn code(&self, letter: &str) -> Option<&RagCode> {
        self.codes
            .iter()
            .find(|code| same_words(&code.letter, letter))
    }

    /// The colour with this letter or word, as documents write it.
    pub fn code_by_word(&self, written: &str) -> Option<&RagCode> {
        self.code(written).or_else(|| {
            self.codes
                .iter()
                .find(|code| same_words(&code.word, written))
        })
    }

    /// The first colour with this meaning.
    pub fn code_meaning(&self, meaning: RagMeaning) -> Option<&RagCode> {
        self.codes.iter().find(|code| code.meaning == meaning)
    }

    /// What a letter stands for in the rules.
    pub fn meaning(&self, letter: &str) -> Option<RagMeaning> {
        self.code(letter).map(|code| code.meaning)
    }
}

/// A grading scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradingScale {
    /// Its number, from 1.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// Its grades, best first.
    pub grades: Vec<Grade>,
    /// From when.
    pub from: NaiveDate,
}

/// How long a class of record is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRule {
    /// How long, in months.
    pub period_months: u32,
    /// From which event it is counted.
    pub counted_from: String,
    /// On what basis.
    pub basis: String,
}

/// The money of one reporting year, in pence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Budget {
    /// The agreed total.
    pub agreed_pence: Option<u64>,
    /// What was agreed with each agency.
    pub contributions_pence: BTreeMap<AgencyId, u64>,
    /// What arrived.
    pub received_pence: u64,
    /// What was spent.
    pub spent_pence: u64,
    /// Whether the year's money was reported at its end.
    pub reported: bool,
}

impl State {
    /// An agency.
    pub fn agency(&self, id: AgencyId) -> Option<&Agency> {
        self.agencies.get(&id)
    }

    /// The agency of this name or short name, whatever its case and spacing; a member before one
    /// that left.
    pub fn agency_named(&self, name: &str) -> Option<AgencyId> {
        let of_name = || {
            self.agencies
                .iter()
                .filter(|(_, agency)| agency.names().any(|known| same_words(known, name)))
        };
        of_name()
            .find(|(_, agency)| agency.withdrawn.is_none())
            .or_else(|| of_name().next())
            .map(|(id, _)| *id)
    }

    /// A group.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(&id)
    }

    /// The group of this name, whatever its case and spacing.
    pub fn group_named(&self, name: &str) -> Option<GroupId> {
        self.groups
            .iter()
            .find(|(_, group)| same_words(&group.name, name))
            .map(|(id, _)| *id)
    }

    /// The RAG key with this number.
    pub fn rag_scheme(&self, version: u32) -> Option<&RagScheme> {
        self.rag_schemes.get(&version)
    }

    /// The RAG key that a plan drafted on this day uses.
    pub fn rag_scheme_on(&self, day: NaiveDate) -> Option<&RagScheme> {
        self.rag_schemes
            .values()
            .filter(|scheme| scheme.from <= day)
            .max_by_key(|scheme| (scheme.from, scheme.version))
    }

    /// The RAG key adopted last.
    pub fn latest_rag_scheme(&self) -> Option<&RagScheme> {
        self.rag_schemes.last_key_value().map(|(_, scheme)| scheme)
    }

    /// The grading scale in force on a day.
    pub fn grading_scale_on(&self, day: NaiveDate) -> Option<&GradingScale> {
        self.grading_scales
            .values()
            .filter(|scale| scale.from <= day)
            .max_by_key(|scale| (scale.from, scale.version))
    }

    /// The agencies that are safeguarding partners on a day: designated as lead or delegated, and
    /// still members.
    pub fn partners_on(&self, day: NaiveDate) -> impl Iterator<Item = AgencyId> + '_ {
        let designated = self.safeguarding_partners.iter();
        let in_force = designated.filter(move |((agency, _), designation)| {
            let known = self.agencies.get(agency);
            designation.from <= day && known.is_some_and(|known| known.is_member_on(day))
        });
        in_force.map(|((agency, _), _)| *agency)
    }

    /// The statutory clocks in force on a trigger date.
    pub fn rule_set_on(&self, day: NaiveDate) -> Option<&RuleSet> {
        rule_set::in_force(&self.rule_sets, day)
    }

    /// The bank holidays: those loaded, or else the table shipped for England.
    pub fn bank_holidays(&self) -> &BankHolidays {
        self.loaded_bank_holidays
            .as_ref()
            .unwrap_or_else(|| BankHolidays::england())
    }

    /// The theme with this code.
    pub fn theme(&self, code: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.code == code)
    }

    /// The code that stands for this one today, following every mapping.
    pub fn theme_today<'a>(&'a self, code: &'a str) -> &'a str {
        let mut now = code;
        // A mapping can be followed at most once each, so a circle ends.
        for _ in 0..self.themes_mapped.len() {
            match self.themes_mapped.get(now) {
                Some(next) if self.theme(now).is_none() => now = next,
                Some(_) | None => break,
            }
        }
        now
    }

    /// Who holds a role on a day.
    pub fn holders_on(
        &self,
        role: Role,
        day: NaiveDate,
    ) -> impl Iterator<Item = (HoldingId, &Holding)> {
        self.holdings
            .iter()
            .filter(move |(_, holding)| holding.role == role && holding.is_held_on(day))
            .map(|(id, holding)| (*id, holding))
    }

    /// The reporting year of one kind that a day lies in, with its label.
    pub fn reporting_year_on(
        &self,
        kind: ReportingYearKind,
        day: NaiveDate,
    ) -> Option<(&str, &ReportingYear)> {
        self.reporting_years
            .iter()
            .find(|((of, _), year)| *of == kind && year.start <= day && day <= year.end)
            .map(|((_, label), year)| (label.as_str(), year))
    }

    /// The label of a frozen reporting year that a day lies in, of whatever kind.
    pub fn frozen_year_on(&self, day: NaiveDate) -> Option<&str> {
        self.reporting_years
            .iter()
            .find(|(_, year)| year.frozen && year.start <= day && day <= year.end)
            .map(|((_, label), _)| label.as_str())
    }

    /// Whether any kind of reporting year has this label.
    pub fn has_reporting_year(&self, label: &str) -> bool {
        self.reporting_years.keys().any(|(_, known)| known == label)
    }

    /// How a document with these headings is read, if somebody settled it before.
    pub fn column_matching(&self, headings: &str) -> Option<&[String]> {
        self.column_matchings.get(headings).map(Vec::as_slice)
    }
}

/// Whether two names are the same but for case and spacing.
pub fn same_words(one: &str, other: &str) -> bool {
    let words = |name: &str| {
        name.split_whitespace()
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
    };
    words(one) == words(other)
}
