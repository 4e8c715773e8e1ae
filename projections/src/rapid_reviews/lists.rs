//! The lists of incidents and of rapid reviews.

use super::{Incident, IncidentStage, RapidReview, ReviewStage};
use crate::Models;
use crate::reference::{Page, PageOf};
use chrono::NaiveDate;
use events::ids::{AgencyId, IncidentId, RapidReviewId};
use events::rapid_review::Outcome;
use events::serious_incident::{HarmFrom, Nature};
use serde::Serialize;
use std::cmp::Reverse;

/// What is wanted of the incidents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncidentFilter {
    /// At one of these stages; all where empty.
    pub stages: Vec<IncidentStage>,
    /// Of one of these natures; all where empty.
    pub natures: Vec<Nature>,
    /// Referred on this day or later.
    pub from: Option<NaiveDate>,
    /// Referred on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Only those whose notification is late, or was.
    pub late: bool,
}

/// An incident on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IncidentRow<'a> {
    /// Which.
    pub id: IncidentId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// What it is called.
    pub reference: &'a str,
    /// What happened to the child.
    pub nature: Nature,
    /// Where the harm came from.
    pub harm_from: HarmFrom,
    /// The agency that referred it.
    pub agency: AgencyId,
    /// How far it has come.
    pub stage: IncidentStage,
    /// The day of the referral.
    pub referred_on: NaiveDate,
    /// The day the local authority became aware.
    pub aware_on: Option<NaiveDate>,
    /// By when the Panel is to be notified.
    pub notify_by: Option<NaiveDate>,
    /// The day the Panel was notified.
    pub notified_on: Option<NaiveDate>,
    /// For how many days the notification is late, or was.
    pub days_late: i64,
    /// Whether somebody said why.
    pub late_explained: bool,
    /// The rapid review.
    pub review: Option<RapidReviewId>,
    /// How many safety actions nobody confirmed.
    pub open_safety_actions: usize,
}

/// What is wanted of the rapid reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RapidReviewFilter {
    /// At one of these stages; all where empty.
    pub stages: Vec<ReviewStage>,
    /// Decided so; all where empty.
    pub outcomes: Vec<Outcome>,
    /// Opened on this day or later.
    pub from: Option<NaiveDate>,
    /// Opened on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Only those that are late, or were.
    pub late: bool,
    /// Only those that are not closed.
    pub open: bool,
}

/// A rapid review on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RapidReviewRow<'a> {
    /// Which.
    pub id: RapidReviewId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// What it is called.
    pub reference: &'a str,
    /// The incident.
    pub incident: IncidentId,
    /// How far it has come.
    pub stage: ReviewStage,
    /// The day its clock runs from.
    pub trigger_on: NaiveDate,
    /// By when it is with the Panel.
    pub due: Option<NaiveDate>,
    /// The day it was sent.
    pub submitted_on: Option<NaiveDate>,
    /// For how many days it is late, or was.
    pub days_late: i64,
    /// Whether somebody said why.
    pub late_explained: bool,
    /// How many summaries were asked for, of those the reader reaches.
    pub summaries: usize,
    /// How many of them are missing.
    pub missing: usize,
    /// What the partners decided.
    pub outcome: Option<Outcome>,
    /// Whether a partner thinks otherwise.
    pub dissent: bool,
    /// How many learning points there are.
    pub points: usize,
}

fn within(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

impl Models {
    /// The incidents wanted, the one referred last first.
    pub fn list_incidents(
        &self,
        filter: &IncidentFilter,
        page: PageOf,
        today: NaiveDate,
    ) -> Page<IncidentRow<'_>> {
        let all = self.incidents_latest_first().into_iter();
        let rows = all.map(|one| self.incident_row(one, today));
        let wanted = rows.filter(|row| {
            (filter.stages.is_empty() || filter.stages.contains(&row.stage))
                && (filter.natures.is_empty() || filter.natures.contains(&row.nature))
                && within(row.referred_on, filter.from, filter.to)
                && (!filter.late || row.days_late > 0)
        });
        Page::cut(wanted.collect(), page, |row| row)
    }

    /// An incident as a list shows it.
    pub fn incident_row<'a>(&'a self, one: &'a Incident, today: NaiveDate) -> IncidentRow<'a> {
        let clock = self.notify_clock(one, today);
        let review = self.rapid_reviews.review_of(one.id);
        IncidentRow {
            id: one.id,
            version: one.version,
            reference: &one.reference,
            nature: one.nature,
            harm_from: one.harm_from,
            agency: one.agency,
            stage: one.stage(),
            referred_on: one.referred_on,
            aware_on: one.aware.as_ref().map(|aware| aware.on),
            notify_by: clock.as_ref().and_then(|clock| clock.due),
            notified_on: one.notified.as_ref().map(|notified| notified.on),
            days_late: clock.map_or(0, |clock| clock.days_late),
            late_explained: !one.late_because.is_empty(),
            review: review.map(|review| review.id),
            open_safety_actions: self.rapid_reviews.open_safety_actions_of(one.id).len(),
        }
    }

    /// The rapid reviews wanted, the one opened last first.
    pub fn list_rapid_reviews(
        &self,
        filter: &RapidReviewFilter,
        page: PageOf,
        today: NaiveDate,
    ) -> Page<RapidReviewRow<'_>> {
        let mut all: Vec<_> = self.rapid_reviews.reviews().collect();
        all.sort_by_key(|one| Reverse((one.opened.occurred_on, one.opened.position)));
        let wanted = all.into_iter().filter(|one| {
            let opened = one.opened.occurred_on;
            within(opened, filter.from, filter.to)
        });
        let rows = wanted.map(|one| self.rapid_review_row(one, today));
        let wanted = rows.filter(|row| {
            let decided = row
                .outcome
                .is_some_and(|one| filter.outcomes.contains(&one));
            (filter.stages.is_empty() || filter.stages.contains(&row.stage))
                && (filter.outcomes.is_empty() || decided)
                && (!filter.late || row.days_late > 0)
                && (!filter.open || row.stage != ReviewStage::Closed)
        });
        Page::cut(wanted.collect(), page, |row| row)
    }

    /// A rapid review as a list shows it.
    pub fn rapid_review_row<'a>(
        &'a self,
        one: &'a RapidReview,
        today: NaiveDate,
    ) -> RapidReviewRow<'a> {
        let clock = self.review_clock(one, today);
        let decision = one.decision();
        RapidReviewRow {
            id: one.id,
            version: one.version,
            reference: &one.reference,
            incident: one.incident,
            stage: one.stage(),
            trigger_on: one.trigger_on,
            due: clock.as_ref().and_then(|clock| clock.due),
            submitted_on: one.submitted.map(|(_, on)| on),
            days_late: clock.map_or(0, |clock| clock.days_late),
            late_explained: !one.delays.is_empty(),
            summaries: one.summaries.len(),
            missing: one.missing().count(),
            outcome: decision.map(|decision| decision.outcome),
            dissent: decision.is_some_and(|decision| decision.dissent().next().is_some()),
            points: one.points.len(),
        }
    }
}
