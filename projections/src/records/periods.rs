//! How long what is closed is kept, and what is due for a review.

use crate::Models;
use chrono::{Days, Months, NaiveDate};
use events::ids::{StreamId, StreamKind};
use events::partnership::RecordClass;
use serde::Serialize;

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

    fn period(&self, thing: StreamId, closed_on: NaiveDate, today: NaiveDate) -> Option<Period> {
        let class = class_of(thing.kind)?;
        let mut rules = self.people.retention.iter();
        let (name, rule) = rules.find(|(_, rule)| rule.covers == Some(class))?;
        let end = closed_on.checked_add_months(Months::new(rule.period_months))?;
        let kept = self
            .records
            .review_of(thing)
            .and_then(|one| one.reviewed.as_ref());
        let kept = kept
            .and_then(|review| review.keep_until)
            .filter(|until| *until > end);
        let until = kept.unwrap_or(end);
        let soon = today.checked_add_days(Days::new(DUE_SOON_DAYS))?;
        let gone = self.records.erased(thing).is_some() || self.records.waiting(thing).is_some();
        if until > soon || gone {
            return None;
        }
        Some(Period {
            thing,
            class: name.clone(),
            closed_on,
            until,
            was_kept: kept.is_some(),
            standing: if until <= today {
                Standing::Past
            } else {
                Standing::Soon
            },
        })
    }
}
