//! The clocks of incidents and rapid reviews, and the days of the local plan.

use super::{Incident, IncidentStage, RapidReview};
use crate::Models;
use chrono::NaiveDate;
use events::ids::AgencyId;
use events::rapid_review::{Days, working_day};
use events::rule_set::{Clock, ClockDue, ClockError, ClockName, RuleSet, Trigger, pinned};
use serde::Serialize;

/// A statutory clock of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClockView {
    /// What has to be done.
    pub title: String,
    /// The edition of the guidance it runs under.
    pub edition: String,
    /// That edition's full title.
    pub edition_title: String,
    /// What it counts from.
    pub trigger: Trigger,
    /// The day of that, day 0.
    pub trigger_on: NaiveDate,
    /// How many working days, or what its unit is.
    pub length: u32,
    /// By when; none where the count leaves the table of bank holidays.
    pub due: Option<NaiveDate>,
    /// Why there is no day.
    pub beyond: Option<String>,
    /// The bank holidays that were stepped over.
    pub skipped: Vec<(NaiveDate, String)>,
    /// Whether this is the trigger in use, where there are two.
    pub in_use: bool,
    /// Whether the clock still has to be confirmed against its source.
    pub confirm: bool,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// For how many days it is late, or was; 0 where it is not.
    pub days_late: i64,
    /// Whether what it waits for is still to come.
    pub running: bool,
}

/// A step of the local day plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanStep {
    /// Agencies send their summaries.
    Summaries,
    /// The review meeting is held.
    Meeting,
    /// The safeguarding partners decide.
    Executive,
}

impl PlanStep {
    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Summaries => "Agencies’ summaries",
            Self::Meeting => "Review meeting",
            Self::Executive => "Safeguarding partners decide",
        }
    }
}

/// A step of the local day plan, with its days worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedStep {
    /// Which.
    pub step: PlanStep,
    /// From which to which working day.
    pub days: Days,
    /// The first day; none past the table of bank holidays.
    pub from: Option<NaiveDate>,
    /// The last day; none past the table of bank holidays.
    pub to: Option<NaiveDate>,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// For how many days it is late, or was.
    pub days_late: i64,
}

/// For how many days something is late: until it was done, or until today.
fn late(due: Option<NaiveDate>, done: Option<NaiveDate>, today: NaiveDate, waited: bool) -> i64 {
    let until = done.or_else(|| waited.then_some(today));
    match (due, until) {
        (Some(due), Some(until)) => (until - due).num_days().max(0),
        (None, _) | (_, None) => 0,
    }
}

struct Counted<'a> {
    set: &'a RuleSet,
    clock: &'a Clock,
    trigger: Trigger,
    on: NaiveDate,
    in_use: bool,
}

impl ClockView {
    /// A clock that counts from its own trigger, and whether what it waits for came or is still to
    /// come.
    pub(crate) fn of(
        set: &RuleSet,
        clock: &Clock,
        on: NaiveDate,
        due: Result<ClockDue, ClockError>,
        (done_on, running): (Option<NaiveDate>, bool),
        today: NaiveDate,
    ) -> Self {
        let counted = Counted {
            set,
            clock,
            trigger: clock.trigger,
            on,
            in_use: true,
        };
        counted.view(due, done_on, running, today)
    }
}

impl Counted<'_> {
    fn view(
        self,
        due: Result<ClockDue, ClockError>,
        done_on: Option<NaiveDate>,
        running: bool,
        today: NaiveDate,
    ) -> ClockView {
        let (by, skipped, beyond) = match due {
            Ok(due) => (Some(due.on), due.skipped, None),
            Err(error) => (None, Vec::new(), Some(error.to_string())),
        };
        ClockView {
            title: self.clock.title.clone(),
            edition: self.set.edition.clone(),
            edition_title: self.set.title.clone(),
            trigger: self.trigger,
            trigger_on: self.on,
            length: self.clock.length,
            due: by,
            beyond,
            skipped,
            in_use: self.in_use,
            confirm: self.clock.confirm,
            done_on,
            days_late: late(by, done_on, today, running),
            running,
        }
    }
}

impl Models {
    /// The clock of the notification of an incident; none before the local authority became aware.
    pub fn notify_clock(&self, incident: &Incident, today: NaiveDate) -> Option<ClockView> {
        let aware = incident.aware.as_ref()?;
        let set = pinned(&self.people.rule_sets, &aware.rule_set)?;
        let clock = set.clock(ClockName::NotifyPanel)?;
        let due = clock.due(aware.on, self.people.bank_holidays());
        let counted = Counted {
            set,
            clock,
            trigger: Trigger::BecameAware,
            on: aware.on,
            in_use: true,
        };
        let done = incident.notified.as_ref().map(|one| one.on);
        Some(counted.view(due, done, incident.waits_for_notification(), today))
    }

    /// The clock of a rapid review, from each of the days it may count from: the one in use is
    /// marked, and stands first. Of a partial view only the one in use, since the other day is
    /// the incident's.
    pub fn review_clocks(&self, review: &RapidReview, today: NaiveDate) -> Vec<ClockView> {
        let Some(set) = pinned(&self.people.rule_sets, &review.rule_set) else {
            return Vec::new();
        };
        let Some(clock) = set.clock(ClockName::RapidReviewToPanel) else {
            return Vec::new();
        };
        let incident = self.rapid_reviews.incident(review.incident);
        let stopped = incident.is_some_and(|one| one.stage() == IncidentStage::Withdrawn);
        let done = review.submitted.map(|(_, on)| on);
        let running = done.is_none() && !stopped && review.closed.is_none();
        let aware = incident
            .and_then(|one| one.aware.as_ref())
            .map(|one| one.on);
        let notified = incident
            .and_then(|one| one.notified.as_ref())
            .map(|one| one.on);
        let others = [(Trigger::Notified, notified), (Trigger::BecameAware, aware)];
        let others = others
            .into_iter()
            .filter_map(|(trigger, on)| Some((trigger, on?)));
        let others = others.filter(|(trigger, _)| *trigger != review.trigger);
        let all = std::iter::once((review.trigger, review.trigger_on)).chain(others);
        all.map(|(trigger, on)| {
            let due = clock.due(on, self.people.bank_holidays());
            let counted = Counted {
                set,
                clock,
                trigger,
                on,
                in_use: trigger == review.trigger,
            };
            counted.view(due, done, running, today)
        })
        .collect()
    }

    /// The clock of a rapid review that counts.
    pub fn review_clock(&self, review: &RapidReview, today: NaiveDate) -> Option<ClockView> {
        self.review_clocks(review, today).into_iter().next()
    }

    /// By when agencies' summaries are due: the last day the day plan gives for them.
    pub fn summaries_due(&self, review: &RapidReview) -> Option<NaiveDate> {
        self.plan_day(review, review.plan.summaries.to)
    }

    fn plan_day(&self, review: &RapidReview, number: u32) -> Option<NaiveDate> {
        let holidays = self.people.bank_holidays();
        let day = working_day(review.trigger_on, number, holidays);
        day.ok().map(|due| due.on)
    }

    /// The local day plan with its days.
    pub fn day_plan(&self, review: &RapidReview, today: NaiveDate) -> Vec<PlannedStep> {
        let plan = review.plan;
        let open = review.submitted.is_none() && review.closed.is_none();
        let steps = [
            (PlanStep::Summaries, plan.summaries, review.last_summary()),
            (
                PlanStep::Meeting,
                plan.meeting,
                review.meeting.as_ref().map(|one| one.on),
            ),
            (
                PlanStep::Executive,
                plan.executive,
                review.decisions.first().map(|one| one.at.occurred_on),
            ),
        ];
        let planned = steps.into_iter().map(|(step, days, done_on)| {
            let to = self.plan_day(review, days.to);
            PlannedStep {
                step,
                days,
                from: self.plan_day(review, days.from),
                to,
                done_on,
                days_late: late(to, done_on, today, open),
            }
        });
        planned.collect()
    }

    /// For how many days an agency's summary is late.
    pub fn summary_late(&self, review: &RapidReview, agency: AgencyId, today: NaiveDate) -> i64 {
        let Some(summary) = review.summaries.get(&agency) else {
            return 0;
        };
        let came = summary.received.last().map(|one| one.at.occurred_on);
        let done = came.filter(|_| !summary.state.is_missing());
        let waited = summary.state.is_missing() && review.submitted.is_none();
        late(self.summaries_due(review), done, today, waited)
    }
}

impl RapidReview {
    /// The day the last summary waited for came in; none while one is missing.
    fn last_summary(&self) -> Option<NaiveDate> {
        if self.missing().next().is_some() {
            return None;
        }
        let came = self.summaries.values();
        let came = came.filter_map(|one| one.received.last());
        came.map(|one| one.at.occurred_on).max()
    }
}
