//! The dated rule sets: which statutory clocks run under which edition of the guidance.
//!
//! A clock's length and trigger differ between editions of *Working Together to Safeguard
//! Children*, so they are data with a citation on every row, never constants. A case is pinned to
//! the set in force on its trigger date. Three sets are shipped (`wt2018`, `wt2023`, `wt2026`); an
//! administrator adopts a corrected one. Rows marked `confirm` were not settled by the sources at
//! hand: a page should say so until a partnership has confirmed them.
//!
//! Sources: Children Act 2004 sections 16C, 16F and 16G; the Child Safeguarding Practice Review and
//! Relevant Agency (England) Regulations 2018 (SI 2018/789); the Children Act 2004 (Joint Area
//! Reviews) Regulations 2015 (SI 2015/1792) regulation 4; the Education and Inspections Act 2006
//! (Inspection of Local Authorities) Regulations 2007 (SI 2007/462), to be confirmed; the named editions of the guidance.
//!
//! A statutory clock never pauses. It answers with a date; lateness is given a reason elsewhere.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::{self, BankHolidays, BeyondTable, Due};

#[cfg(test)]
mod tests;

/// The clocks of one edition of the guidance, with the day it applies from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleSet {
    /// Short name a case is pinned to, such as `wt2023`.
    pub edition: String,
    /// Full title of the edition.
    pub title: String,
    /// The first day the edition applies to a trigger.
    pub from: NaiveDate,
    /// Whether the first day still has to be confirmed against the published edition.
    #[serde(default)]
    pub confirm_from: bool,
    /// Where the first day comes from, in a sentence.
    #[serde(default)]
    pub from_note: String,
    /// The clocks, in the order a case meets them.
    pub clocks: Vec<Clock>,
}

/// One statutory clock: what is due, how long after (or before) which day, and on whose word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Clock {
    /// Which clock this is.
    pub name: ClockName,
    /// What has to be done, as a page says it.
    pub title: String,
    /// How many of the unit.
    pub length: u32,
    /// What is counted.
    pub unit: Unit,
    /// Whether the count runs forward from the trigger or back from it.
    #[serde(default)]
    pub direction: Direction,
    /// Whether the day reached is the last allowed day or the first.
    #[serde(default)]
    pub bound: Bound,
    /// The day the count starts from (day 0).
    pub trigger: Trigger,
    /// The triggers a partnership may choose between, the one in use among them.
    pub trigger_choices: Vec<Trigger>,
    /// The act, regulations or guidance that set this clock. Never empty.
    pub citations: Vec<Citation>,
    /// Whether the row still has to be confirmed against its source.
    pub confirm: bool,
    /// What must also be done when the clock is missed, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_late: Option<String>,
}

/// The statutory clocks the product knows.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ClockName {
    /// The local authority notifies the national Panel (Children Act 2004 section 16C).
    NotifyPanel,
    /// The partners send the rapid review to the Panel.
    RapidReviewToPanel,
    /// The local child safeguarding practice review is published.
    PracticeReviewPublished,
    /// The Panel and the Secretary of State receive the report ahead of publication.
    ReportCopyBeforePublication,
    /// The published report stays available.
    ReportStaysPublic,
    /// The annual report goes to the Panel and the What Works Centre.
    AnnualReportSent,
    /// The written statement of action after a joint targeted area inspection (SI 2015/1792).
    JtaiActionPlan,
    /// The written statement of action after an inspection of a council's services for children
    /// (SI 2007/462).
    IlacsActionPlan,
}

impl ClockName {
    /// Every clock the product knows; each shipped rule set has all of them.
    pub const ALL: [Self; 8] = [
        Self::NotifyPanel,
        Self::RapidReviewToPanel,
        Self::PracticeReviewPublished,
        Self::ReportCopyBeforePublication,
        Self::ReportStaysPublic,
        Self::AnnualReportSent,
        Self::JtaiActionPlan,
        Self::IlacsActionPlan,
    ];
}

/// What a clock counts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Working days in England (SI 2006/1738).
    WorkingDays,
    /// All days.
    CalendarDays,
    /// Months: the same day of a later month, or its last day where the month is shorter.
    Months,
    /// Years of twelve months.
    Years,
}

/// Which way a clock runs from its trigger.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Forward: due within so many days of the trigger.
    #[default]
    After,
    /// Backward: due at least so many days ahead of the trigger.
    Before,
}

/// How the day a clock reaches is meant.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The last day on which the thing may be done.
    #[default]
    NoLaterThan,
    /// The day up to which a state must last.
    AtLeastUntil,
}

/// The day a clock starts from.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The local authority became aware of the incident.
    BecameAware,
    /// The Panel was notified.
    Notified,
    /// The partners decided to carry out a review.
    ReviewDecided,
    /// The report was, or will be, published.
    Publication,
    /// The inspectorates' letter or report was received.
    LetterReceived,
}

/// The source of a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// The act, regulations or edition of the guidance.
    pub source: String,
    /// The section, regulation or chapter.
    pub clause: String,
    /// The day the clause began, or the edition was published.
    pub dated: NaiveDate,
    /// What it asks, in the product's own words.
    pub rule: String,
}

/// The day a clock ends on, and how it was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClockDue {
    /// Which clock.
    pub clock: ClockName,
    /// The day 0 the count started from.
    pub trigger_on: NaiveDate,
    /// The day reached.
    pub on: NaiveDate,
    /// How the day is meant.
    pub bound: Bound,
    /// The bank holidays a count of working days stepped over, earliest first.
    pub skipped: Vec<(NaiveDate, String)>,
}

/// Why a clock has no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// The count of working days leaves the table of bank holidays.
    #[error(transparent)]
    BeyondTable(#[from] BeyondTable),
    /// The count leaves the dates a calendar can hold.
    #[error("a count of {length} from {trigger_on} leaves the calendar; check the trigger date")]
    BeyondCalendar {
        /// The day 0.
        trigger_on: NaiveDate,
        /// The length asked for, in the clock's unit.
        length: u32,
    },
}

/// A trigger was chosen that the source of the clock does not offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("clock {clock:?} cannot run from {trigger:?}; choose one of the triggers it offers")]
pub struct TriggerNotOffered {
    /// The clock.
    pub clock: ClockName,
    /// The trigger that was chosen.
    pub trigger: Trigger,
}

/// A fault that keeps a rule set from being adopted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleSetFault {
    /// The edition has no short name, so a case could not be pinned to it.
    #[error("the rule set has no edition; give a short name such as wt2023")]
    NoEdition,
    /// There is nothing in the set.
    #[error("rule set {edition} has no clocks; a rule set needs at least one")]
    NoClocks {
        /// The edition.
        edition: String,
    },
    /// A clock appears twice, so its length would be ambiguous.
    #[error("clock {clock:?} appears twice; keep one row for each clock")]
    ClockTwice {
        /// The clock.
        clock: ClockName,
    },
    /// A clock has no length.
    #[error("clock {clock:?} has a length of 0; give at least 1")]
    NoLength {
        /// The clock.
        clock: ClockName,
    },
    /// A clock names no source.
    #[error("clock {clock:?} has no citation; name the act, regulation or guidance and clause")]
    NoCitation {
        /// The clock.
        clock: ClockName,
    },
    /// The trigger in use is not among those offered.
    #[error(transparent)]
    TriggerNotOffered(#[from] TriggerNotOffered),
}

const MONTHS_IN_A_YEAR: u32 = 12;

static SHIPPED: LazyLock<Vec<RuleSet>> = LazyLock::new(|| {
    [
        include_str!("rule_set/wt2018.json"),
        include_str!("rule_set/wt2023.json"),
        include_str!("rule_set/wt2026.json"),
    ]
    .into_iter()
    .map(|text| {
        #[expect(
            clippy::expect_used,
            reason = "the files are part of the binary and \
                      tests::three_rule_sets_are_shipped_without_a_fault parses them"
        )]
        serde_json::from_str(text).expect("the shipped rule sets are valid JSON")
    })
    .collect()
});

/// The rule sets shipped with the product, earliest first.
pub fn shipped() -> &'static [RuleSet] {
    &SHIPPED
}

/// The rule set in force on a day: the one with the latest first day not after it. Of two with the
/// same first day the later in the list counts, so a corrected set is put behind the one it
/// corrects. `None` before the first of them.
pub fn in_force(sets: &[RuleSet], on: NaiveDate) -> Option<&RuleSet> {
    sets.iter()
        .filter(|set| set.from <= on)
        .max_by_key(|set| set.from)
}

/// The rule set of an edition a case is pinned to. Of two sets of one edition the later in the list
/// counts: a partnership adopts a corrected set under the edition it corrects.
pub fn pinned<'a>(sets: &'a [RuleSet], edition: &str) -> Option<&'a RuleSet> {
    sets.iter().rfind(|set| set.edition == edition)
}

impl RuleSet {
    /// The clock of this name, where the set has it.
    pub fn clock(&self, name: ClockName) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.name == name)
    }

    /// Everything that keeps the set from being adopted, all at once. Empty for a sound set.
    pub fn faults(&self) -> Vec<RuleSetFault> {
        let mut faults = Vec::new();
        if self.edition.trim().is_empty() {
            faults.push(RuleSetFault::NoEdition);
        }
        if self.clocks.is_empty() {
            faults.push(RuleSetFault::NoClocks {
                edition: self.edition.clone(),
            });
        }
        let mut seen = BTreeSet::new();
        for clock in &self.clocks {
            if !seen.insert(clock.name) {
                faults.push(RuleSetFault::ClockTwice { clock: clock.name });
            }
            faults.extend(clock.faults());
        }
        faults
    }
}

impl Clock {
    /// The day this clock ends on, counted from the day its trigger happened (day 0).
    ///
    /// The trigger may lie before the rule set's first day: which set applies is
    /// [`in_force`]'s question.
    ///
    /// # Errors
    /// [`ClockError`] where the count leaves the table of bank holidays or the calendar.
    pub fn due(
        &self,
        trigger_on: NaiveDate,
        holidays: &BankHolidays,
    ) -> Result<ClockDue, ClockError> {
        let length = self.length;
        let on = match (self.unit, self.direction) {
            (Unit::WorkingDays, Direction::After) => {
                return Ok(self.reached(trigger_on, calendar::due(trigger_on, length, holidays)?));
            }
            (Unit::WorkingDays, Direction::Before) => {
                let due = calendar::due_before(trigger_on, length, holidays)?;
                return Ok(self.reached(trigger_on, due));
            }
            (Unit::CalendarDays, Direction::After) => {
                calendar::calendar_days_after(trigger_on, length)
            }
            (Unit::CalendarDays, Direction::Before) => {
                calendar::calendar_days_before(trigger_on, length)
            }
            (Unit::Months, Direction::After) => calendar::months_after(trigger_on, length),
            (Unit::Months, Direction::Before) => calendar::months_before(trigger_on, length),
            (Unit::Years, Direction::After) => length
                .checked_mul(MONTHS_IN_A_YEAR)
                .and_then(|months| calendar::months_after(trigger_on, months)),
            (Unit::Years, Direction::Before) => length
                .checked_mul(MONTHS_IN_A_YEAR)
                .and_then(|months| calendar::months_before(trigger_on, months)),
        };
        let on = on.ok_or(ClockError::BeyondCalendar { trigger_on, length })?;
        Ok(self.reached(
            trigger_on,
            Due {
                on,
                skipped: Vec::new(),
            },
        ))
    }

    fn reached(&self, trigger_on: NaiveDate, due: Due) -> ClockDue {
        let Due { on, skipped } = due;
        ClockDue {
            clock: self.name,
            trigger_on,
            on,
            bound: self.bound,
            skipped,
        }
    }

    /// The same clock running from another of the triggers it offers, as a partnership chose.
    ///
    /// # Errors
    /// [`TriggerNotOffered`] where the source offers no such choice.
    pub fn with_trigger(&self, trigger: Trigger) -> Result<Self, TriggerNotOffered> {
        if self.trigger_choices.contains(&trigger) {
            Ok(Self {
                trigger,
                ..self.clone()
            })
        } else {
            Err(TriggerNotOffered {
                clock: self.name,
                trigger,
            })
        }
    }

    fn faults(&self) -> impl Iterator<Item = RuleSetFault> {
        let clock = self.name;
        let no_length = (self.length == 0).then_some(RuleSetFault::NoLength { clock });
        let uncited = self
            .citations
            .iter()
            .all(|citation| citation.source.trim().is_empty() || citation.clause.trim().is_empty());
        let no_citation = uncited.then_some(RuleSetFault::NoCitation { clock });
        let not_offered = self
            .with_trigger(self.trigger)
            .err()
            .map(RuleSetFault::from);
        no_length.into_iter().chain(no_citation).chain(not_offered)
    }
}
