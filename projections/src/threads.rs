//! Threads: source → recommendation → action → evidence → verification → impact, both ways, with
//! the places where the thread breaks.

use crate::Models;
use crate::audits::{Audit, Finding};
use crate::reference::{Label, Stamp, TextRef};
use events::action::{Impact, Parent};
use events::audit::Judgement;
use events::evidence::Claim;
use events::ids::{
    ActionId, AuditId, EvidenceId, FindingId, IncidentId, InspectionFindingId, InspectionId,
    LearningPointId, PracticeReviewId, PriorityId, RecommendationId, ReviewFindingId, StreamId,
    StreamKind,
};
use events::recommendation::{Source, SourceKind};
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

mod of_inspections;
mod of_reviews;
mod through;

#[cfg(test)]
mod tests;

/// A place in a thread, in the order it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// What led to what it comes from: a serious incident, its rapid review, a practice review.
    Led,
    /// Where it comes from.
    Source,
    /// What should change; for a plan's own actions, the outcome or priority.
    Recommendation,
    /// What somebody does.
    Action,
    /// What shows it.
    Evidence,
    /// Who checked.
    Verification,
    /// What difference it made.
    Impact,
    /// The audit that looked again. Where something did not get better, the thread goes on.
    LookedAgain,
}

/// One knot of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Knot {
    /// Its number in this thread; links point at it.
    pub number: usize,
    /// Which place.
    pub stage: Stage,
    /// The thing; for a source outside this log its title alone.
    pub label: Label,
    /// Whether the thing is kept in this log, so that its page can be opened.
    pub known: bool,
    /// When: made, agreed, lodged, verified, judged.
    pub at: Option<Stamp>,
    /// What sort of source.
    pub source: Option<SourceKind>,
    /// The judgement, for an impact.
    pub impact: Option<Impact>,
    /// The words of this place: the text, how it was checked, why it was judged so.
    pub words: Option<TextRef>,
}

/// From one knot to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Link {
    /// The earlier knot.
    pub from: usize,
    /// The later knot.
    pub to: usize,
}

/// A place where the thread breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Break {
    /// The knot after which nothing comes; for a missing source, before which.
    pub at: usize,
    /// What is missing.
    pub missing: Stage,
}

/// A thread.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Thread {
    /// Its knots, by stage and then by when they came.
    pub knots: Vec<Knot>,
    /// How they hang together.
    pub links: Vec<Link>,
    /// Where it breaks.
    pub breaks: Vec<Break>,
}

/// Which recommendations and actions a thread runs through.
#[derive(Default)]
struct Reach {
    recommendations: BTreeSet<RecommendationId>,
    actions: BTreeSet<ActionId>,
    /// The audit whose findings are all shown, those too of which nothing came.
    audit: Option<AuditId>,
    /// The practice reviews of which everything they say is shown, that too of which nothing came.
    reviews: BTreeSet<PracticeReviewId>,
    /// The incident whose reviews are all shown.
    incident: Option<IncidentId>,
    /// The inspection of which everything the letter says is shown.
    inspection: Option<InspectionId>,
}

impl Models {
    /// The thread a thing hangs in, walked both ways. From a recommendation: its sources and all
    /// its actions. From an action: what it is there for, and that action only. From evidence: all
    /// it supports. From a plan: everything. From an audit, a practice review or an inspection: every
    /// finding of it, and what came of each. From an incident or its rapid review: what came of the learning
    /// points, and of the practice reviews made of it. Anything else: what rests on it as a source.
    pub fn thread(&self, from: StreamId) -> Thread {
        let reach = self.reach(from);
        let mut thread = Thread::default();
        if let Some(audit) = reach.audit.and_then(|id| self.audits.audit(id)) {
            for finding in &audit.findings {
                self.finding_knot(&mut thread, audit, finding);
            }
        }
        self.led_knots(&mut thread, &reach);
        self.inspection_knots(&mut thread, &reach);
        for id in &reach.recommendations {
            self.recommendation_knot(&mut thread, *id);
        }
        for id in &reach.actions {
            self.action_knot(&mut thread, *id);
        }
        thread.in_order()
    }

    /// The recommendations and actions of the thread a thing hangs in.
    pub(crate) fn hangs_in(
        &self,
        from: StreamId,
    ) -> (BTreeSet<RecommendationId>, BTreeSet<ActionId>) {
        let reach = self.reach(from);
        (reach.recommendations, reach.actions)
    }

    fn reach(&self, from: StreamId) -> Reach {
        let mut reach = Reach::default();
        match from.kind {
            StreamKind::Recommendation => self.reach_all(&mut reach, RecommendationId(from.id)),
            StreamKind::ImprovementAction => self.reach_action(&mut reach, ActionId(from.id)),
            StreamKind::Evidence => {
                let piece = EvidenceId(from.id);
                for (claim, pieces) in self.evidence.by_claim.iter() {
                    if !pieces.contains(&piece) {
                        continue;
                    }
                    match claim {
                        Claim::Action(id) => self.reach_action(&mut reach, *id),
                        Claim::Recommendation(id) => self.reach_all(&mut reach, *id),
                        Claim::Plan(_) | Claim::Priority(_) | Claim::Meeting(_) => {}
                    }
                }
                for one in self.recommendations.from_source(from.id) {
                    self.reach_all(&mut reach, one.id);
                }
            }
            StreamKind::Plan => {
                let plan = events::ids::PlanId(from.id);
                let of = self.recommendations.of_plan(plan).map(|one| one.id);
                reach.recommendations.extend(of);
                reach
                    .actions
                    .extend(self.actions.of_plan(plan).map(|a| a.id));
            }
            StreamKind::Meeting
            | StreamKind::Partnership
            | StreamKind::Gap
            | StreamKind::Account
            | StreamKind::SelfAssessment
            | StreamKind::ServiceReturn
            | StreamKind::ReviewSubject
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::AuditProgramme
            | StreamKind::AuditCase
            | StreamKind::EvidencePack
            | StreamKind::Erasure
            | StreamKind::LegalHold => {
                for one in self.recommendations.from_source(from.id) {
                    self.reach_all(&mut reach, one.id);
                }
            }
            StreamKind::Audit => self.reach_audit(&mut reach, AuditId(from.id)),
            StreamKind::SeriousIncident => {
                let incident = IncidentId(from.id);
                reach.incident = Some(incident);
                if let Some(review) = self.rapid_reviews.review_of(incident) {
                    self.reach_rapid_review(&mut reach, review);
                }
            }
            StreamKind::RapidReview => {
                let id = events::ids::RapidReviewId(from.id);
                if let Some(review) = self.rapid_reviews.review(id) {
                    self.reach_rapid_review(&mut reach, review);
                }
            }
            StreamKind::PracticeReview => {
                self.reach_review(&mut reach, PracticeReviewId(from.id));
            }
            StreamKind::Inspection => self.reach_inspection(&mut reach, InspectionId(from.id)),
        }
        reach
    }

    fn reach_audit(&self, reach: &mut Reach, id: AuditId) {
        let Some(audit) = self.audits.audit(id) else {
            return;
        };
        reach.audit = Some(id);
        for finding in &audit.findings {
            for one in self.recommendations.from_source(finding.id.0) {
                self.reach_all(reach, one.id);
            }
        }
    }

    fn reach_all(&self, reach: &mut Reach, id: RecommendationId) {
        if self.recommendations.get(id).is_some() && reach.recommendations.insert(id) {
            let actions = self.actions.for_parent(Parent::Recommendation(id));
            reach.actions.extend(actions.map(|action| action.id));
        }
    }

    fn reach_action(&self, reach: &mut Reach, id: ActionId) {
        if let Some(action) = self.actions.get(id) {
            reach.actions.insert(id);
            if let Parent::Recommendation(parent) = action.parent
                && self.recommendations.get(parent).is_some()
            {
                reach.recommendations.insert(parent);
            }
        }
    }

    fn recommendation_knot(&self, thread: &mut Thread, id: RecommendationId) {
        let Some(one) = self.recommendations.get(id) else {
            return;
        };
        let label = self.label(id.into());
        let here = thread.knot(Stage::Recommendation, label.clone(), Some(one.made));
        thread.word(here, &one.text);
        for source in &one.sources {
            let from = self.source_knot(thread, id, source, here);
            thread.links.push(Link { from, to: here });
        }
        if one.sources.is_empty() {
            thread.break_at(here, Stage::Source);
        }
        let actions = self.actions.for_parent(Parent::Recommendation(id));
        if actions.count() == 0 && !one.state().is_settled() {
            thread.break_at(here, Stage::Action);
        }
        let pieces = self.evidence_knots(thread, here, Claim::Recommendation(id));
        if let Some((at, how)) = &one.verified {
            let knot = thread.knot(Stage::Verification, label.clone(), Some(*at));
            thread.word(knot, how);
            thread.link_all(&pieces, here, knot);
        }
        if let Some(judged) = one.impact.last() {
            let knot = thread.impact(label, judged);
            thread.link_all(&pieces, here, knot);
        } else if one.closed.is_some() {
            thread.break_at(here, Stage::Impact);
        }
    }

    /// What a recommendation comes from: something an audit, a review or an inspection said, or
    /// else the thing itself or its title.
    fn source_knot(
        &self,
        thread: &mut Thread,
        of: RecommendationId,
        source: &Source,
        here: usize,
    ) -> usize {
        let found = source.id.and_then(|id| self.audits.finding(FindingId(id)));
        if let Some((audit, finding)) = found {
            let knot = self.finding_knot(thread, audit, finding);
            self.looked_again(thread, audit, here);
            return knot;
        }
        let learned = source.id.map(LearningPointId);
        let learned = learned.and_then(|id| self.rapid_reviews.point(id));
        if let Some((review, point)) = learned {
            return self.point_knot(thread, review, point);
        }
        let said = source.id.map(ReviewFindingId);
        let said = said.and_then(|id| self.practice_reviews.finding(id));
        if let Some((review, finding)) = said {
            return self.review_finding_knot(thread, review, finding);
        }
        let written = source.id.map(InspectionFindingId);
        let written = written.and_then(|id| self.inspections.finding(id));
        if let Some((inspection, finding)) = written {
            return self.inspection_finding_knot(thread, inspection, finding);
        }
        let stream = source.id.and_then(|id| self.known_stream(id));
        let unknown = StreamId::new(StreamKind::Recommendation, source.id.unwrap_or(of.0));
        let from = Label {
            stream: stream.unwrap_or(unknown),
            name: source.title.clone(),
            words: None,
        };
        let knot = thread.source(from, source.kind, stream.is_some());
        self.led_to_source(thread, stream, knot);
        knot
    }

    /// A finding as a source: its audit, and what it says. Nothing comes of a finding that asks for
    /// change and led to no recommendation, unless somebody said why not.
    fn finding_knot(&self, thread: &mut Thread, audit: &Audit, finding: &Finding) -> usize {
        let label = Label {
            words: Some(finding.now.statement.clone()),
            ..self.label(audit.id.into())
        };
        if let Some(known) = thread.find(Stage::Source, &label) {
            return known;
        }
        let knot = thread.knot(Stage::Source, label, Some(finding.recorded));
        thread.word(knot, &finding.now.statement);
        if let Some(knot) = thread.knots.get_mut(knot) {
            knot.source = Some(SourceKind::Finding);
        }
        let asks = finding.now.kind.asks_for_recommendation();
        // Whom a recommendation goes to is seen from the whole.
        let answered = finding.no_recommendation.is_some() || self.is_recommended(finding.id);
        if asks && !answered && !self.is_partial() {
            thread.break_at(knot, Stage::Recommendation);
        }
        knot
    }

    /// The audits that made an audit again, hung below what was to change.
    fn looked_again(&self, thread: &mut Thread, audit: &Audit, here: usize) {
        for again in self.audits.repeats_of(audit.id) {
            if again.abandoned.is_some() {
                continue;
            }
            let label = self.label(again.id.into());
            let known = thread.find(Stage::LookedAgain, &label);
            let knot = known.unwrap_or_else(|| {
                let at = Some(again.commissioned);
                let knot = thread.knot(Stage::LookedAgain, label, at);
                let mut compared = again.comparisons.iter();
                if compared.any(|one| one.judgement == Judgement::NotImproved) {
                    thread.break_at(knot, Stage::Impact);
                }
                knot
            });
            thread.links.push(Link {
                from: here,
                to: knot,
            });
        }
    }

    fn action_knot(&self, thread: &mut Thread, id: ActionId) {
        let Some(action) = self.actions.get(id) else {
            return;
        };
        let label = self.label(id.into());
        let here = thread.knot(Stage::Action, label.clone(), Some(action.agreed));
        thread.word(here, &action.text);
        let parent = self.parent_label(action.parent);
        let above = thread.find(Stage::Recommendation, &parent);
        let above = above.unwrap_or_else(|| {
            let words = parent.words.clone();
            let knot = thread.knot(Stage::Recommendation, parent, None);
            if let Some(words) = &words {
                thread.word(knot, words);
            }
            knot
        });
        thread.links.push(Link {
            from: above,
            to: here,
        });
        let pieces = self.evidence_knots(thread, here, Claim::Action(id));
        let claimed = action.last_step();
        let claimed = claimed.filter(|step| step.step != crate::actions::CompletionWord::Refused);
        if claimed.is_some() && pieces.is_empty() {
            thread.break_at(here, Stage::Evidence);
        }
        let verified = claimed.filter(|_| action.verified() == crate::actions::Verified::Verified);
        if let Some(step) = verified {
            let knot = thread.knot(Stage::Verification, label.clone(), Some(step.at));
            if let Some(how) = &step.words {
                thread.word(knot, how);
            }
            thread.link_all(&pieces, here, knot);
        } else if claimed.is_some() {
            thread.break_at(here, Stage::Verification);
        }
        if let Some(judged) = action.impact.last() {
            let knot = thread.impact(label, judged);
            thread.link_all(&pieces, here, knot);
        } else if action.phase() == crate::actions::ActionPhase::Closed {
            thread.break_at(here, Stage::Impact);
        }
    }

    /// The evidence that stands, hung below what it supports.
    fn evidence_knots(&self, thread: &mut Thread, here: usize, claim: Claim) -> Vec<usize> {
        let mut knots = Vec::new();
        for piece in self.evidence.supporting(claim).filter(|e| e.stands()) {
            let label = self.label(piece.id.into());
            let known = thread.find(Stage::Evidence, &label);
            let knot =
                known.unwrap_or_else(|| thread.knot(Stage::Evidence, label, Some(piece.lodged)));
            thread.word(knot, &piece.describes);
            thread.links.push(Link {
                from: here,
                to: knot,
            });
            knots.push(knot);
        }
        knots
    }

    /// The stream a source's id names, where this log has it.
    fn known_stream(&self, id: Uuid) -> Option<StreamId> {
        if self.evidence.get(EvidenceId(id)).is_some() {
            return Some(EvidenceId(id).into());
        }
        if self.meetings.get(events::ids::MeetingId(id)).is_some() {
            return Some(events::ids::MeetingId(id).into());
        }
        if self.recommendations.get(RecommendationId(id)).is_some() {
            return Some(RecommendationId(id).into());
        }
        if self.practice_reviews.get(PracticeReviewId(id)).is_some() {
            return Some(PracticeReviewId(id).into());
        }
        if self.audits.audit(AuditId(id)).is_some() {
            return Some(AuditId(id).into());
        }
        let point = events::ids::LearningPointId(id);
        if let Some((review, _)) = self.rapid_reviews.point(point) {
            return Some(review.id.into());
        }
        if self.inspections.get(InspectionId(id)).is_some() {
            return Some(InspectionId(id).into());
        }
        let plan = events::ids::PlanId(id);
        self.plans.get(plan).map(|_| plan.into())
    }

    /// The actions a priority's thread runs through: those under it.
    pub fn thread_of_priority(&self, priority: PriorityId) -> Thread {
        let mut reach = Reach::default();
        for action in self.actions.of_priority(priority) {
            self.reach_action(&mut reach, action.id);
        }
        let of_priority = self.recommendations.all();
        for one in of_priority.filter(|one| one.priority == Some(priority)) {
            self.reach_all(&mut reach, one.id);
        }
        let mut thread = Thread::default();
        for id in &reach.recommendations {
            self.recommendation_knot(&mut thread, *id);
        }
        for id in &reach.actions {
            self.action_knot(&mut thread, *id);
        }
        thread.in_order()
    }
}

impl Thread {
    fn knot(&mut self, stage: Stage, label: Label, at: Option<Stamp>) -> usize {
        let number = self.knots.len();
        self.knots.push(Knot {
            number,
            stage,
            label,
            known: true,
            at,
            source: None,
            impact: None,
            words: None,
        });
        number
    }

    fn word(&mut self, knot: usize, words: &TextRef) {
        if let Some(knot) = self.knots.get_mut(knot) {
            knot.words = Some(words.clone());
        }
    }

    fn source(&mut self, label: Label, kind: SourceKind, known: bool) -> usize {
        let same = |knot: &&Knot| {
            let thing = !known || knot.label.stream == label.stream;
            knot.stage == Stage::Source && knot.label.name == label.name && thing
        };
        if let Some(found) = self.knots.iter().find(same) {
            return found.number;
        }
        let knot = self.knot(Stage::Source, label, None);
        if let Some(knot) = self.knots.get_mut(knot) {
            (knot.source, knot.known) = (Some(kind), known);
        }
        knot
    }

    fn impact(&mut self, label: Label, judged: &crate::recommendations::ImpactJudgement) -> usize {
        let knot = self.knot(Stage::Impact, label, Some(judged.at));
        if let Some(knot) = self.knots.get_mut(knot) {
            knot.impact = Some(judged.judgement);
            knot.words = Some(judged.explanation.clone());
        }
        knot
    }

    fn find(&self, stage: Stage, label: &Label) -> Option<usize> {
        let same = |knot: &&Knot| {
            knot.stage == stage
                && knot.label.stream == label.stream
                && knot.label.words == label.words
        };
        self.knots.iter().find(same).map(|knot| knot.number)
    }

    /// Hangs a knot below the evidence, or straight below the thing where there is none.
    fn link_all(&mut self, pieces: &[usize], here: usize, to: usize) {
        if pieces.is_empty() {
            self.links.push(Link { from: here, to });
        }
        for from in pieces {
            self.links.push(Link { from: *from, to });
        }
    }

    fn break_at(&mut self, at: usize, missing: Stage) {
        self.breaks.push(Break { at, missing });
    }

    /// Knots by stage and then by when they came, numbered so.
    fn in_order(mut self) -> Self {
        let mut knots = std::mem::take(&mut self.knots);
        knots.sort_by_key(|knot| (knot.stage, knot.at, knot.number));
        let mut new = vec![0; knots.len()];
        for (number, knot) in knots.iter_mut().enumerate() {
            if let Some(place) = new.get_mut(knot.number) {
                *place = number;
            }
            knot.number = number;
        }
        let at = |old: usize| new.get(old).copied().unwrap_or(old);
        self.knots = knots;
        for link in &mut self.links {
            (link.from, link.to) = (at(link.from), at(link.to));
        }
        for found in &mut self.breaks {
            found.at = at(found.at);
        }
        self.links.sort_unstable();
        self.links.dedup();
        self.breaks.sort_unstable();
        self.breaks.dedup();
        self
    }
}
