//! How long what is closed is kept, and what is due for a review.

use super::Reviewed;
use crate::Models;
use crate::reference::Stamp;
use chrono::{Days, Months, NaiveDate};
use events::ids::{StreamId, StreamKind};
use events::partnership::RecordClass;
use serde::Serialize;
use uuid::Uuid;

/// What ends within so many days is due soon.
pub const DUE_SOON_DAYS: u64 = 90;

/// Where a record is in its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its period is over, and nobody reviewed it since.
    Past,
    /// Its period ends within 90 days.
    Soon,
}

/// A closed record and its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The record.
    pub thing: StreamId,
    /// The rule's class of record.
    pub class: String,
    /// The day from which it is counted.
    pub closed_on: NaiveDate,
    /// Until when it is kept: the end of its period, or what a review decided.
    pub until: NaiveDate,
    /// Whether a review moved that day.
    pub was_kept: bool,
    /// Where it is.
    pub standing: Standing,
}

/// A closed record that a rule covers, wherever it is in its period.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Retained<'a> {
    pub(crate) thing: StreamId,
    class: &'a str,
    /// When it was closed.
    pub(crate) closed: Stamp,
    /// The end of its period.
    pub(crate) end: NaiveDate,
    /// Until when it is kept.
    pub(crate) until: NaiveDate,
    /// The review that keeps it for longer than its period.
    pub(crate) kept: Option<&'a Reviewed>,
    /// The day it was asked to be erased, or was.
    pub(crate) decided_on: Option<NaiveDate>,
}

/// The class a kind of thing is kept under; none for what is not closed by itself.
const fn class_of(kind: StreamKind) -> Option<RecordClass> {
    match kind {
        StreamKind::Plan => Some(RecordClass::Plans),
        StreamKind::Account => Some(RecordClass::Accounts),
        StreamKind::SelfAssessment => Some(RecordClass::SelfAssessments),
        StreamKind::RapidReview => Some(RecordClass::RapidReviews),
        StreamKind::PracticeReview => Some(RecordClass::PracticeReviews),
        StreamKind::Audit => Some(RecordClass::Audits),
        StreamKind::Partnership
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::ServiceReturn
        | StreamKind::SeriousIncident
        | StreamKind::ReviewSubject
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::AuditCase
        | StreamKind::Inspection
        | StreamKind::EvidencePack
        | StreamKind::Erasure
        | StreamKind::LegalHold => None,
    }
}

impl Models {
    /// What is past its period or will be within 90 days, the longest past first. What is erased,
    /// or was asked to be, is not among it.
    pub fn retention_due(&self, today: NaiveDate) -> Vec<Period> {
        let closed = self.records.closed.iter();
        let each = closed.filter_map(|(thing, on)| self.period(*thing, *on, today));
        let mut due: Vec<Period> = each.collect();
        due.sort_by_key(|one| (one.until, one.thing));
        due
    }

    fn period(&self, thing: StreamId, closed: Stamp, today: NaiveDate) -> Option<Period> {
        let one = self.retained(thing, closed)?;
        let soon = today.checked_add_days(Days::new(DUE_SOON_DAYS))?;
        if one.until > soon || one.decided_on.is_some() {
            return None;
        }
        Some(Period {
            thing,
            class: one.class.to_owned(),
            closed_on: one.closed.occurred_on,
            until: one.until,
            was_kept: one.kept.is_some(),
            standing: if one.until <= today {
                Standing::Past
            } else {
                Standing::Soon
            },
        })
    }

    /// Every closed record that a rule covers, wherever it is in its period.
    pub(crate) fn every_retained(&self) -> impl Iterator<Item = Retained<'_>> {
        let closed = self.records.closed.iter();
        closed.filter_map(|(thing, closed)| self.retained(*thing, *closed))
    }

    /// The closed record with an id, where a rule covers it.
    pub(crate) fn retained_by(&self, id: Uuid) -> Option<Retained<'_>> {
        let mut things = StreamKind::ALL
            .map(|kind| StreamId { kind, id })
            .into_iter();
        things.find_map(|thing| self.retained(thing, *self.records.closed.get(&thing)?))
    }

    fn retained(&self, thing: StreamId, closed: Stamp) -> Option<Retained<'_>> {
        let class = class_of(thing.kind)?;
        let mut rules = self.people.retention.iter();
        let (name, rule) = rules.find(|(_, rule)| rule.covers == Some(class))?;
        let months = Months::new(rule.period_months);
        let end = closed.occurred_on.checked_add_months(months)?;
        let review = self.records.review_of(thing);
        let review = review.and_then(|one| one.reviewed.as_ref());
        let kept = review.and_then(|review| Some((review, review.keep_until?)));
        let kept = kept.filter(|(_, until)| *until > end);
        let erased = self.records.erased(thing).map(|(_, erased)| erased.at);
        let asked = self.records.waiting(thing);
        let asked = asked
            .and_then(|one| one.requested.as_ref())
            .map(|one| one.at);
        Some(Retained {
            thing,
            class: name,
            closed,
            end,
            until: kept.map_or(end, |(_, until)| until),
            kept: kept.map(|(review, _)| review),
            decided_on: erased.or(asked).map(|at| at.occurred_on),
        })
    }
}
