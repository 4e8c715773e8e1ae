//! The dates of practice reviews: the law's, what is planned back from them, monitoring, how long
//! a report stays public, and what was asked for.

use super::{Dated, DeadlineKind, Due, Part};
use crate::Models;
use crate::practice_reviews::{RequestLine, Review};
use crate::reference::TextRef;
use chrono::NaiveDate;
use events::action::Owner;
use events::ids::{AgencyId, PracticeReviewId};
use events::practice_review::planning::Step;
use std::collections::BTreeSet;

/// The post that runs reviews.
const COORDINATOR: &str = "Practice review coordinator";

/// Something of a review that has a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfReview<'a> {
    pub(super) review: &'a Review,
    pub(super) what: What<'a>,
}

/// What it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum What<'a> {
    /// A step towards publication.
    Step(Step),
    /// It is looked at again.
    Monitoring,
    /// It stays public.
    Public,
    /// A request in writing.
    Request(&'a RequestLine),
    /// Whether the draft is accurate.
    Accuracy(AgencyId),
}

impl Models {
    /// Every date of practice reviews. Of a partial view only what the agency was asked.
    pub(super) fn dates_of_reviews(&self, all: &mut Vec<Due>, today: NaiveDate) {
        let partners = self.safeguarding_partners(today);
        for review in self.practice_reviews.latest_first() {
            asked(all, review);
            if !self.is_partial() {
                self.of_review(all, review, &partners, today);
            }
        }
    }

    fn of_review(
        &self,
        all: &mut Vec<Due>,
        review: &Review,
        partners: &BTreeSet<AgencyId>,
        today: NaiveDate,
    ) {
        let ended = review.phase().is_ended();
        for one in self.review_milestones(review, partners) {
            let what = What::Step(one.step);
            let mut due = Due::of(one.by, Dated::OfReview(OfReview { review, what }));
            due.actual = one.done;
            due.stopped = ended && one.done.is_none();
            all.push(due);
        }
        if let Some(by) = review.monitoring_due() {
            let what = What::Monitoring;
            all.push(Due::of(by, Dated::OfReview(OfReview { review, what })));
        }
        if let Some(published) = &review.published {
            let what = What::Public;
            let until = published.available_until;
            let mut due = Due::of(until, Dated::OfReview(OfReview { review, what }));
            let down = published.taken_down.as_ref().map(|(on, _)| *on);
            let early = down.is_some_and(|on| on < until);
            due.actual = (today >= until && !early).then_some(until);
            due.stopped = early;
            all.push(due);
        }
    }

    /// The thing a date of a review is of.
    pub(super) fn dated_review(&self, due: &Due) -> Option<Dated<'_>> {
        let review = self.practice_reviews.get(PracticeReviewId(due.id))?;
        let what = match due.part {
            Part::Step(step) => What::Step(step),
            Part::Again => What::Monitoring,
            Part::Whole => What::Public,
            Part::Agency(agency) => What::Accuracy(agency),
            Part::Number(number) => {
                let mut requests = review.requests.iter();
                What::Request(requests.find(|one| one.number == number)?)
            }
            Part::Milestone(_)
            | Part::Entry(_)
            | Part::PlanStep(_)
            | Part::Safety(_)
            | Part::Request(_) => {
                return None;
            }
        };
        Some(Dated::OfReview(OfReview { review, what }))
    }
}

fn asked(all: &mut Vec<Due>, review: &Review) {
    let ended = review.phase().is_ended();
    for request in &review.requests {
        let what = What::Request(request);
        let mut due = Due::of(request.due, Dated::OfReview(OfReview { review, what }));
        let came = request.answered.as_ref();
        due.actual = came.map(|(at, ..)| at.occurred_on);
        due.stopped = ended && came.is_none();
        all.push(due);
    }
    for one in review.draft().iter().flat_map(|draft| &draft.accuracy) {
        let what = What::Accuracy(one.agency);
        let mut due = Due::of(one.due, Dated::OfReview(OfReview { review, what }));
        due.actual = one.answered.as_ref().map(|(at, ..)| at.occurred_on);
        due.stopped = ended && due.actual.is_none();
        all.push(due);
    }
}

impl<'a> OfReview<'a> {
    pub(super) const fn kind(self) -> DeadlineKind {
        match self.what {
            What::Step(Step::Published) => DeadlineKind::ReviewPublished,
            What::Step(Step::PanelCopy) => DeadlineKind::PanelCopy,
            What::Step(Step::Scoped | Step::Drafted | Step::Accurate | Step::Signed) => {
                DeadlineKind::ReviewStep
            }
            What::Monitoring => DeadlineKind::ReviewMonitoring,
            What::Public => DeadlineKind::ReportPublic,
            What::Request(_) | What::Accuracy(_) => DeadlineKind::ReviewRequest,
        }
    }

    pub(super) fn part(self) -> Part {
        match self.what {
            What::Step(step) => Part::Step(step),
            What::Monitoring => Part::Again,
            What::Public => Part::Whole,
            What::Request(request) => Part::Number(request.number),
            What::Accuracy(agency) => Part::Agency(agency),
        }
    }

    /// Whose it is: the coordinator's, but for what an agency was asked.
    pub(super) fn owners(self) -> Vec<Owner> {
        if self.addressees().is_empty() {
            vec![Owner {
                role: COORDINATOR.to_owned(),
                agency: None,
            }]
        } else {
            Vec::new()
        }
    }

    pub(super) fn addressees(self) -> Vec<AgencyId> {
        match self.what {
            What::Request(request) => request.agency.into_iter().collect(),
            What::Accuracy(agency) => vec![agency],
            What::Step(_) | What::Monitoring | What::Public => Vec::new(),
        }
    }

    /// What has to be done, where it has words of its own.
    pub(super) fn text(self) -> Option<&'a TextRef> {
        match self.what {
            What::Request(request) => Some(&request.what),
            What::Step(_) | What::Monitoring | What::Public | What::Accuracy(_) => None,
        }
    }

    /// What it is, behind the review's name.
    pub(super) const fn told(self) -> &'static str {
        match self.what {
            What::Step(step) => step.title(),
            What::Monitoring => "Time and quality monitored",
            What::Public => "Report stays public",
            What::Request(_) => "Information asked for in writing",
            What::Accuracy(_) => "Accuracy of the draft checked",
        }
    }
}
