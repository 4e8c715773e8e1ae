//! Everything the page of a practice review shows.

use super::{FindingLine, Review};
use crate::Models;
use crate::rapid_reviews::{RapidReview, Subject};
use crate::recommendations::Recommendation;
use chrono::NaiveDate;
use events::ids::{AgencyId, PracticeReviewId, ReviewFindingId};
use events::practice_review::gates::{Gate, GateState, gates};
use events::practice_review::planning::{Clocks, Step};
use events::practice_review::{Phase, ReviewKind, Way};
use events::review_subject::SubjectOf;
use events::rule_set::ClockDue;
use serde::Serialize;
use std::collections::BTreeSet;

/// A step towards publication, and whether it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewMilestone {
    /// What.
    pub step: Step,
    /// The last day.
    pub by: NaiveDate,
    /// The day it was done.
    pub done: Option<NaiveDate>,
}

/// When a review may and must be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculator {
    /// The last day in time, by the six months.
    pub due: Option<ClockDue>,
    /// The last day on which the Panel has its copy, for a report published on that day.
    pub latest_copy: Option<ClockDue>,
    /// The day the copy went.
    pub copy_sent: Option<NaiveDate>,
    /// The first day on which the report may be published, from the copy sent.
    pub earliest: Option<NaiveDate>,
    /// The first day, had the copy gone today.
    pub earliest_if_sent_today: Option<NaiveDate>,
    /// Until when it is public, from the first day it may be published.
    pub public_until: Option<NaiveDate>,
}

/// Something a review says, and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewFindingView<'a> {
    /// The finding.
    pub finding: &'a FindingLine,
    /// The recommendations that name it as their source.
    #[serde(skip)]
    pub recommendations: Vec<&'a Recommendation>,
    /// It asks for change, led to nothing, and nobody said why.
    pub is_orphan: bool,
}

/// Everything the page of a practice review shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewView<'a> {
    /// The review.
    pub review: &'a Review,
    /// How far it has come.
    pub phase: Phase,
    /// It is past the last day.
    pub late: bool,
    /// A notice of delay covers the day, late already or not.
    pub delayed: bool,
    /// The safeguarding partners today.
    pub partners: BTreeSet<AgencyId>,
    /// What stands in the way of publishing it today.
    pub gates: Vec<GateState>,
    /// The dates.
    pub calculator: Calculator,
    /// What has to be done by when.
    pub milestones: Vec<ReviewMilestone>,
    /// What it says.
    pub findings: Vec<ReviewFindingView<'a>>,
    /// The recommendations that name the review itself as their source.
    pub recommendations: Vec<&'a Recommendation>,
    /// The rapid review it comes from, where the reader reaches it.
    pub rapid_review: Option<&'a RapidReview>,
    /// Its children and family: its own, and those of the incident behind it, by alias.
    pub people: Vec<&'a Subject>,
}

impl ReviewView<'_> {
    /// The gates that are shut.
    pub fn shut(&self) -> impl Iterator<Item = Gate> + '_ {
        let shut = self.gates.iter().filter(|gate| !gate.open);
        shut.map(|gate| gate.gate)
    }
}

impl Models {
    /// Everything the page of a practice review shows.
    pub fn practice_review(
        &self,
        id: PracticeReviewId,
        today: NaiveDate,
    ) -> Option<ReviewView<'_>> {
        let review = self.practice_reviews.get(id)?;
        let partners = self.safeguarding_partners(today);
        let clocks = self.clocks_of(review);
        let way = if review.rules.non_publication {
            Way::Improvements
        } else {
            Way::Report
        };
        let gates = gates(&review.rules, way, today, &partners, clocks);
        let findings = review.findings.iter();
        let findings = findings
            .map(|finding| self.review_finding(finding))
            .collect();
        Some(ReviewView {
            review,
            phase: review.phase(),
            late: review.is_late(today),
            delayed: review.is_delayed(today),
            gates,
            calculator: calculator(review, clocks, today),
            milestones: self.review_milestones(review, &partners),
            partners,
            findings,
            recommendations: self.recommendations.from_source(id.0).collect(),
            rapid_review: self.rapid_review_behind(review),
            people: self.people_of_review(review),
        })
    }

    /// The rapid review a practice review comes from.
    pub fn rapid_review_behind(&self, review: &Review) -> Option<&RapidReview> {
        self.rapid_reviews.review(review.rapid_review?)
    }

    /// The kind of review the partners decided for at the end of a rapid review, while none of that
    /// sort was commissioned.
    pub fn review_decided_for(&self, rapid_review: &RapidReview) -> Option<ReviewKind> {
        let decided = rapid_review.decisions.last()?.outcome;
        let mut made = self.practice_reviews.made_of(rapid_review.id);
        if made.any(|one| one.kind.decided_by() == decided) {
            return None;
        }
        let mut kinds = ReviewKind::ALL.into_iter();
        kinds.find(|kind| kind.decided_by() == decided)
    }

    /// The children and family of a practice review and of the incident behind it, by alias.
    pub fn people_of_review(&self, review: &Review) -> Vec<&Subject> {
        let own = SubjectOf::PracticeReview(review.id);
        let mut all = self.rapid_reviews.subjects_at(own);
        if let Some(rapid_review) = self.rapid_review_behind(review) {
            all.extend(self.rapid_reviews.subjects_of(rapid_review.incident));
        }
        all.sort_by_key(|one| (one.alias.to_lowercase(), one.id));
        all
    }

    /// What has to be done by when, so that a review is published in time.
    pub(crate) fn review_milestones(
        &self,
        review: &Review,
        partners: &BTreeSet<AgencyId>,
    ) -> Vec<ReviewMilestone> {
        let clocks = self.clocks_of(review).filter(|_| review.is_statutory());
        let planned = clocks.map(|clocks| clocks.milestones(review.decided_on));
        let planned = planned.into_iter().flatten();
        planned
            .map(|one| ReviewMilestone {
                step: one.step,
                by: one.by,
                done: done(review, one.step, partners),
            })
            .collect()
    }

    /// The clocks a review keeps.
    pub(crate) fn clocks_of(&self, review: &Review) -> Option<Clocks<'_>> {
        let holidays = self.people.bank_holidays();
        Clocks::of(&self.people.rule_sets, &review.rule_set, holidays)
    }

    fn review_finding<'a>(&'a self, finding: &'a FindingLine) -> ReviewFindingView<'a> {
        let made: Vec<_> = self.recommendations.from_source(finding.id.0).collect();
        let asks = finding.kind.asks_for_change() && finding.justified.is_none();
        ReviewFindingView {
            finding,
            recommendations: made,
            is_orphan: asks && !self.review_finding_is_answered(finding.id),
        }
    }

    /// Whether what a review says led to a recommendation that stands, or to one that goes on as
    /// another that does.
    pub(crate) fn review_finding_is_answered(&self, finding: ReviewFindingId) -> bool {
        self.leads_to_one_that_stands(finding.0)
    }
}

fn calculator(review: &Review, clocks: Option<Clocks<'_>>, today: NaiveDate) -> Calculator {
    let copy_sent = review.rules.draft.panel;
    let statutory = clocks.filter(|_| review.is_statutory());
    let due = statutory.and_then(|clocks| clocks.due(review.decided_on));
    let latest_copy = due.as_ref().zip(statutory);
    let latest_copy = latest_copy.and_then(|(due, clocks)| clocks.latest_copy(due.on));
    let first_after = |sent: NaiveDate| statutory.and_then(|one| one.earliest_publication(sent));
    let earliest = copy_sent.and_then(first_after);
    let earliest_if_sent_today = first_after(today);
    let published = review.published.as_ref().map(|one| one.on);
    let from = published.or(earliest).or(earliest_if_sent_today);
    let public_until = clocks.zip(from);
    Calculator {
        due,
        latest_copy,
        copy_sent,
        earliest,
        earliest_if_sent_today,
        public_until: public_until.and_then(|(clocks, from)| clocks.public_until(from)),
    }
}

/// The day a step was done; of a report that was drafted again, with the draft that counts.
pub(super) fn done(
    review: &Review,
    step: Step,
    partners: &BTreeSet<AgencyId>,
) -> Option<NaiveDate> {
    let draft = review.draft();
    match step {
        Step::Scoped => {
            let terms = review.terms.first()?.at.occurred_on;
            let appointed = review.reviewers.first()?.appointed.occurred_on;
            Some(terms.max(appointed))
        }
        Step::Drafted => Some(review.drafts.first()?.received.occurred_on),
        Step::Accurate => {
            let asked = &draft?.accuracy;
            let answers = asked.iter().map(|one| one.answered.as_ref());
            let days = answers.map(|one| one.map(|(at, ..)| at.occurred_on));
            days.collect::<Option<Vec<_>>>()?.into_iter().max()
        }
        Step::Signed => {
            let signed = &draft?.signed;
            let all = partners
                .iter()
                .all(|one| signed.iter().any(|(by, _)| by == one));
            let last = signed.iter().map(|(_, at)| at.occurred_on).max();
            last.filter(|_| all)
        }
        Step::PanelCopy => draft?.panel.map(|(on, _)| on),
        Step::Published => review.published.as_ref().map(|one| one.on),
    }
}
