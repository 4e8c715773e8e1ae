//! Making a recommendation, checking its quality, amending it.

use super::super::{Command, Event, QualityAnswer, Source, SourceKind, refusals};
use super::{Case, Verdict};
use crate::envelope::Actor;
use crate::ids::{AgencyId, EvidenceId, FindingId, LearningPointId, MeetingId, PlanId, PriorityId};
use crate::ids::{InspectionFindingId, InspectionId, PracticeReviewId, ReviewFindingId};
use crate::refusal::{Refusal, verdict};
use crate::world::World;
use std::collections::BTreeSet;

/// Makes a recommendation. Anything but [`Command::MakeRecommendation`] leads to nothing.
pub(super) fn make(case: Case<'_>, command: Command) -> Verdict {
    let Command::MakeRecommendation {
        reference,
        plan,
        priority,
        theme,
        sources,
        text,
        addressees,
        outcome,
        measure,
        level,
        due,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = case.place_broken(plan, priority);
    broken.extend(case.reference_broken(&reference, plan));
    broken.extend(case.theme_broken(theme.as_deref()));
    broken.extend(sources_broken(&sources, case.world));
    broken.extend(case.addressees_broken(&addressees));
    let made = Event::RecommendationMade {
        reference,
        plan,
        priority,
        theme,
        sources,
        text,
        addressees,
        outcome,
        measure,
        level,
        due,
    };
    verdict(broken, vec![made])
}

pub(super) fn check_quality(answers: Vec<QualityAnswer>) -> Verdict {
    let mut broken = Vec::new();
    let questions: BTreeSet<_> = answers.iter().map(|answer| answer.question).collect();
    if answers.is_empty() {
        broken.push(refusals::answers_missing());
    }
    if questions.len() < answers.len() {
        broken.push(refusals::answers_repeated());
    }
    let checked = Event::RecommendationQualityChecked { answers };
    verdict(broken, vec![checked])
}

/// Judges an amendment, given as the event it leads to.
pub(super) fn amend(case: Case<'_>, amended: Event) -> Verdict {
    let mut broken: Vec<Refusal> = case.reason_broken("an amendment").into_iter().collect();
    if let Event::RecommendationAmended {
        text,
        addressees,
        outcome,
        measure,
        due,
    } = &amended
    {
        let words = [text, outcome, measure];
        if words.iter().all(|words| words.is_none()) && addressees.is_none() && due.is_none() {
            broken.push(refusals::nothing_amended());
        }
        if let Some(addressees) = addressees {
            broken.extend(case.addressees_broken(addressees));
        }
    }
    verdict(broken, vec![amended])
}

impl Case<'_> {
    fn place_broken(self, plan: Option<PlanId>, priority: Option<PriorityId>) -> Vec<Refusal> {
        let Some(plan) = plan else {
            let broken = priority.map(|_| refusals::priority_without_plan());
            return broken.into_iter().collect();
        };
        let Some(found) = self.world.plans.get(&plan) else {
            return vec![refusals::plan_unknown()];
        };
        let mut broken = Vec::new();
        if !found.is_open() {
            broken.push(refusals::plan_closed());
        }
        if priority.is_some_and(|priority| !found.has_priority(priority)) {
            broken.push(refusals::priority_not_of_plan());
        }
        broken
    }

    fn reference_broken(self, reference: &str, plan: Option<PlanId>) -> Option<Refusal> {
        plan.is_some_and(|plan| self.reference_taken(reference, plan))
            .then(refusals::reference_taken)
    }

    fn theme_broken(self, theme: Option<&str>) -> Option<Refusal> {
        theme
            .is_some_and(|theme| self.world.partnership.theme(theme).is_none())
            .then(refusals::theme_unknown)
    }

    /// A document may leave open who should change something; then that shows as a gap.
    fn addressees_broken(self, addressees: &[AgencyId]) -> Vec<Refusal> {
        let mut broken = Vec::new();
        let read_in = matches!(self.given.actor, Actor::Import { .. });
        if addressees.is_empty() && !read_in {
            broken.push(refusals::addressee_missing());
        }
        if addressees.iter().any(|agency| !self.known(*agency)) {
            broken.push(refusals::addressee_unknown());
        }
        broken
    }
}

fn sources_broken(sources: &[Source], world: &World) -> Vec<Refusal> {
    let mut broken = Vec::new();
    if sources.is_empty() {
        broken.push(refusals::source_missing());
    }
    if !sources.iter().all(|source| source_exists(source, world)) {
        broken.push(refusals::source_unknown());
    }
    broken
}

/// A source without an id lies outside this log. The report of an audit, a review or an inspection
/// made elsewhere may be evidence.
fn source_exists(source: &Source, world: &World) -> bool {
    let Some(id) = source.id else {
        return true;
    };
    let is_document = world.evidence.contains_key(&EvidenceId(id));
    match source.kind {
        SourceKind::Meeting => world.meetings.contains_key(&MeetingId(id)),
        SourceKind::Document => is_document || world.plans.contains_key(&PlanId(id)),
        SourceKind::Finding => is_document || world.audit_of_finding.contains_key(&FindingId(id)),
        SourceKind::LearningPoint => {
            is_document
                || world.review_of_point.contains_key(&LearningPointId(id))
                || world.review_of_finding.contains_key(&ReviewFindingId(id))
        }
        SourceKind::PracticeReview => {
            is_document
                || world.practice_reviews.contains_key(&PracticeReviewId(id))
                || world.review_of_finding.contains_key(&ReviewFindingId(id))
        }
        SourceKind::Inspection => {
            is_document
                || world.inspections.contains_key(&InspectionId(id))
                || world
                    .inspection_of_finding
                    .contains_key(&InspectionFindingId(id))
        }
        SourceKind::NationalReview | SourceKind::AnnualReport => is_document,
    }
}
