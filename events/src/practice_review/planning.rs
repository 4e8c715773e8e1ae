//! The dates of a review, worked out from its rule set: when it has to be published, when the
//! Panel has to have it, from when it may be published, until when it stays public, and what has
//! to be done by when so that it can be.
//!
//! Clocks are the rule set's, and never pause. What lies between them is planned back from them in
//! working days as a convention of this product, so that a coordinator sees early that it gets
//! tight: no law sets those days.

use crate::calendar::{self, BankHolidays};
use crate::rule_set::{ClockDue, ClockName, RuleSet};
use chrono::{Days, NaiveDate};

/// How far ahead an earliest day is looked for, in days. The longest bank holiday gap and the
/// notice the regulations ask for are days, and not months.
const SOUGHT_DAYS: u64 = 120;

/// Working days from the decision in which what the review looks at is agreed.
const SCOPED_AFTER: u32 = 20;

/// Working days before the Panel's copy by which the partners have signed the report.
const SIGNED_BEFORE: u32 = 5;

/// Working days before the Panel's copy by which agencies have said whether it is accurate.
const ACCURATE_BEFORE: u32 = 15;

/// Working days before the Panel's copy by which the first draft is there.
const DRAFTED_BEFORE: u32 = 35;

/// Something that has to be done by a day, so that the report is published in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What it looks at is agreed, and a reviewer appointed.
    Scoped,
    /// The first draft is there.
    Drafted,
    /// Agencies have said whether it is accurate.
    Accurate,
    /// The partners have signed it.
    Signed,
    /// The Panel and the Secretary of State have it.
    PanelCopy,
    /// It is published.
    Published,
}

impl Step {
    /// The step as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Scoped => "Terms of reference agreed and reviewer appointed",
            Self::Drafted => "First draft of the report",
            Self::Accurate => "Accuracy checked by the agencies",
            Self::Signed => "Report signed off by the safeguarding partners",
            Self::PanelCopy => "Copy to the Panel and the Secretary of State",
            Self::Published => "Report published",
        }
    }

    /// Whether law sets its day; the others are planned back from those.
    pub const fn is_statutory(self) -> bool {
        match self {
            Self::PanelCopy | Self::Published => true,
            Self::Scoped | Self::Drafted | Self::Accurate | Self::Signed => false,
        }
    }
}

/// A step and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestone {
    /// What.
    pub step: Step,
    /// The last day.
    pub by: NaiveDate,
}

/// The clocks of one review.
#[derive(Debug, Clone, Copy)]
pub struct Clocks<'a> {
    /// The rule set it is pinned to.
    pub set: &'a RuleSet,
    /// England's bank holidays.
    pub holidays: &'a BankHolidays,
}

impl<'a> Clocks<'a> {
    /// The clocks of the edition a review is pinned to, as it stands corrected.
    pub fn of(sets: &'a [RuleSet], edition: &str, holidays: &'a BankHolidays) -> Option<Self> {
        let set = sets.iter().rev().find(|set| set.edition == edition)?;
        Some(Self { set, holidays })
    }

    /// A day a clock ends on; none where the rule set lacks it or the table of bank holidays ends.
    pub fn ends(self, name: ClockName, trigger_on: NaiveDate) -> Option<ClockDue> {
        self.set.clock(name)?.due(trigger_on, self.holidays).ok()
    }

    /// The last day on which a report is published in time.
    pub fn due(self, decided_on: NaiveDate) -> Option<ClockDue> {
        self.ends(ClockName::PracticeReviewPublished, decided_on)
    }

    /// The last day on which the Panel has its copy of a report published on a day.
    pub fn latest_copy(self, published_on: NaiveDate) -> Option<ClockDue> {
        self.ends(ClockName::ReportCopyBeforePublication, published_on)
    }

    /// The first day on which a report may be published whose copy the Panel has since a day.
    pub fn earliest_publication(self, copy_on: NaiveDate) -> Option<NaiveDate> {
        (0..=SOUGHT_DAYS).find_map(|ahead| {
            let day = copy_on.checked_add_days(Days::new(ahead))?;
            let latest = self.latest_copy(day)?;
            (latest.on >= copy_on).then_some(day)
        })
    }

    /// Until when what is published on a day can be read by anybody, at the least.
    pub fn public_until(self, published_on: NaiveDate) -> Option<NaiveDate> {
        let due = self.ends(ClockName::ReportStaysPublic, published_on)?;
        Some(due.on)
    }

    /// What has to be done by when, so that a review decided upon on a day is published in time.
    pub fn milestones(self, decided_on: NaiveDate) -> Vec<Milestone> {
        let Some(published) = self.due(decided_on) else {
            return Vec::new();
        };
        let after = |days| calendar::due(decided_on, days, self.holidays).ok();
        let mut all: Vec<Milestone> = Vec::new();
        let mut plan = |step, by: Option<NaiveDate>| {
            all.extend(by.map(|by| Milestone { step, by }));
        };
        plan(Step::Scoped, after(SCOPED_AFTER).map(|due| due.on));
        let copy = self.latest_copy(published.on).map(|due| due.on);
        let before = |days| {
            let day = calendar::due_before(copy?, days, self.holidays).ok()?;
            Some(day.on)
        };
        plan(Step::Drafted, before(DRAFTED_BEFORE));
        plan(Step::Accurate, before(ACCURATE_BEFORE));
        plan(Step::Signed, before(SIGNED_BEFORE));
        plan(Step::PanelCopy, copy);
        plan(Step::Published, Some(published.on));
        all
    }
}

/// The last day on which a review is looked at again, counted from the last time.
pub fn monitoring_due(last: NaiveDate, every_weeks: u32) -> Option<NaiveDate> {
    calendar::calendar_days_after(last, every_weeks.checked_mul(7)?)
}
