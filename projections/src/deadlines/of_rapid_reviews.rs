//! The dates of serious incidents and rapid reviews: both statutory clocks, agencies' summaries, the
//! local day plan, and what has to be done at once so that a child is safe.

use super::{Dated, DeadlineKind, Due, Part};
use crate::Models;
use crate::rapid_reviews::{Incident, IncidentStage, PlanStep, RapidReview, Subject};
use crate::reference::TextRef;
use chrono::NaiveDate;
use events::action::Owner;
use events::ids::{AgencyId, IncidentId, RapidReviewId, ReviewSubjectId, SafetyActionId, StreamId};

/// The post that runs reviews.
const COORDINATOR: &str = "Practice review coordinator";

/// Something of an incident or a rapid review that has a date.
#[derive(Debug, Clone, Copy)]
pub(super) enum OfRapid<'a> {
    /// The Panel is notified.
    Notification(&'a Incident),
    /// The review is with the Panel.
    Review(&'a RapidReview),
    /// An agency's summary.
    Summary(&'a RapidReview, AgencyId),
    /// A step of the day plan.
    Step(&'a RapidReview, PlanStep),
    /// Something to be done at once.
    Safety(&'a Subject, SafetyActionId),
}

impl<'a> OfRapid<'a> {
    pub(super) const fn kind(self) -> DeadlineKind {
        match self {
            Self::Notification(_) => DeadlineKind::Notification,
            Self::Review(_) => DeadlineKind::RapidReview,
            Self::Summary(..) => DeadlineKind::AgencySummary,
            Self::Step(..) => DeadlineKind::DayPlan,
            Self::Safety(..) => DeadlineKind::SafetyAction,
        }
    }

    pub(super) fn stream(self) -> StreamId {
        match self {
            Self::Notification(incident) => incident.id.into(),
            Self::Review(review) | Self::Summary(review, _) | Self::Step(review, _) => {
                review.id.into()
            }
            Self::Safety(subject, _) => subject.id.into(),
        }
    }

    pub(super) const fn part(self) -> Part {
        match self {
            Self::Notification(_) | Self::Review(_) => Part::Whole,
            Self::Summary(_, agency) => Part::Agency(agency),
            Self::Step(_, step) => Part::PlanStep(step),
            Self::Safety(_, action) => Part::Safety(action),
        }
    }

    pub(super) fn owners(self) -> Vec<Owner> {
        match self {
            Self::Notification(_) | Self::Review(_) | Self::Step(..) => vec![Owner {
                role: COORDINATOR.to_owned(),
                agency: None,
            }],
            Self::Summary(..) | Self::Safety(..) => Vec::new(),
        }
    }

    pub(super) fn addressees(self) -> Vec<AgencyId> {
        match self {
            Self::Summary(_, agency) => vec![agency],
            Self::Safety(subject, action) => {
                let action = subject.actions.get(&action);
                action.map(|one| one.agencies.clone()).unwrap_or_default()
            }
            Self::Notification(_) | Self::Review(_) | Self::Step(..) => Vec::new(),
        }
    }

    pub(super) fn text(self) -> Option<&'a TextRef> {
        match self {
            Self::Safety(subject, action) => subject.actions.get(&action).map(|one| &one.words),
            Self::Notification(_) | Self::Review(_) | Self::Summary(..) | Self::Step(..) => None,
        }
    }
}

impl Models {
    /// Every date of incidents and rapid reviews. Of a partial view only what is asked of the
    /// agency: the clocks are seen from the whole.
    pub(super) fn dates_of_rapid_reviews(&self, all: &mut Vec<Due>, today: NaiveDate) {
        for subject in self.rapid_reviews.subjects() {
            for (id, action) in &subject.actions {
                let dated = Dated::OfRapid(OfRapid::Safety(subject, *id));
                let mut due = Due::of(action.recorded.occurred_on, dated);
                due.actual = action.confirmed.as_ref().map(|(at, _)| at.occurred_on);
                all.push(due);
            }
        }
        for review in self.rapid_reviews.reviews() {
            self.of_summaries(all, review);
            if !self.is_partial() {
                self.of_rapid_review(all, review, today);
            }
        }
        if self.is_partial() {
            return;
        }
        for incident in self.rapid_reviews.incidents() {
            let clock = self.notify_clock(incident, today);
            let Some(by) = clock.and_then(|clock| clock.due) else {
                continue;
            };
            let dated = Dated::OfRapid(OfRapid::Notification(incident));
            let mut due = Due::of(by, dated);
            due.actual = incident.notified.as_ref().map(|one| one.on);
            due.stopped = due.actual.is_none() && !incident.waits_for_notification();
            all.push(due);
        }
    }

    fn of_summaries(&self, all: &mut Vec<Due>, review: &RapidReview) {
        let Some(by) = self.summaries_due(review) else {
            return;
        };
        for (agency, one) in &review.summaries {
            let dated = Dated::OfRapid(OfRapid::Summary(review, *agency));
            let mut due = Due::of(by, dated);
            let came = one.received.last().map(|last| last.at.occurred_on);
            let received = one.state == crate::rapid_reviews::SummaryState::Received;
            due.actual = came.filter(|_| received);
            let over = review.submitted.is_some() || !one.state.is_missing();
            due.stopped = due.actual.is_none() && over;
            all.push(due);
        }
    }

    fn of_rapid_review(&self, all: &mut Vec<Due>, review: &RapidReview, today: NaiveDate) {
        let incident = self.rapid_reviews.incident(review.incident);
        let withdrawn = incident.is_some_and(|one| one.stage() == IncidentStage::Withdrawn);
        let over = withdrawn || review.closed.is_some();
        let clock = self.review_clock(review, today);
        if let Some(by) = clock.and_then(|clock| clock.due) {
            let mut due = Due::of(by, Dated::OfRapid(OfRapid::Review(review)));
            due.actual = review.submitted.map(|(_, on)| on);
            due.stopped = due.actual.is_none() && over;
            all.push(due);
        }
        for one in self.day_plan(review, today) {
            // Each agency's summary has a date of its own.
            if one.step == PlanStep::Summaries {
                continue;
            }
            let Some(by) = one.to else { continue };
            let mut due = Due::of(by, Dated::OfRapid(OfRapid::Step(review, one.step)));
            due.actual = one.done_on;
            due.stopped = due.actual.is_none() && (over || review.submitted.is_some());
            all.push(due);
        }
    }

    /// The thing a date of an incident or a rapid review is of.
    pub(super) fn dated_rapid_review(&self, due: &Due) -> Option<Dated<'_>> {
        let all = &self.rapid_reviews;
        let of = match due.part {
            Part::Safety(action) => OfRapid::Safety(all.subject(ReviewSubjectId(due.id))?, action),
            Part::Agency(agency) => OfRapid::Summary(all.review(RapidReviewId(due.id))?, agency),
            Part::PlanStep(step) => OfRapid::Step(all.review(RapidReviewId(due.id))?, step),
            Part::Whole if due.kind == DeadlineKind::Notification => {
                OfRapid::Notification(all.incident(IncidentId(due.id))?)
            }
            Part::Whole => OfRapid::Review(all.review(RapidReviewId(due.id))?),
            Part::Milestone(_)
            | Part::Again
            | Part::Entry(_)
            | Part::Number(_)
            | Part::Step(_)
            | Part::Request(_) => {
                return None;
            }
        };
        Some(Dated::OfRapid(of))
    }
}
