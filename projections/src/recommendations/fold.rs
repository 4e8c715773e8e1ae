//! How a recommendation's events move its model on.

use super::found::Standing;
use super::{
    Answer, Closure, ImpactJudgement, Recommendation, RecommendationState, Recommendations,
    Replacement,
};
use crate::reference::{Stamp, TextRef};
use crate::sparing::Sparing;
use events::envelope::Envelope;
use events::ids::RecommendationId;
use events::recommendation::{Event, Level};
use std::sync::Arc;

impl Recommendations {
    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = RecommendationId(envelope.stream.id);
        let before = self.get(id).map(Standing::of);
        self.fold(id, event, envelope);
        let after = self.get(id).map(Standing::of);
        if before == after {
            return;
        }
        if let Some(before) = before {
            self.found.take(id, &before);
        }
        if let Some(after) = after {
            self.found.put(id, after);
        }
    }

    fn fold(&mut self, id: RecommendationId, event: &Event, envelope: &Envelope) {
        let at = Stamp::of(envelope);
        if let Event::RecommendationMade { sources, plan, .. } = event {
            let new = || Arc::new(Recommendation::new(id, at));
            let one = Arc::make_mut(self.all.entry(id).or_insert_with(new));
            if let Some(before) = one.plan.take() {
                self.by_plan.take(&before, id);
            }
            for source in sources.iter().filter_map(|source| source.id) {
                self.by_source.put(source, id);
            }
            if let Some(plan) = plan {
                self.by_plan.put(*plan, id);
            }
        }
        let Some(one) = self.all.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        if let Event::RecommendationCarriedForward { to } = event {
            if let Some(before) = one.plan {
                self.by_plan.take(&before, id);
            }
            self.by_plan.put(*to, id);
        }
        (one.version, one.last) = (envelope.version, at);
        one.apply(event, envelope, at);
    }
}

impl Recommendation {
    fn new(id: RecommendationId, made: Stamp) -> Self {
        Self {
            id,
            version: 0,
            made,
            reference: String::new(),
            plan: None,
            priority: None,
            theme: None,
            sources: Vec::new(),
            text: TextRef::new(made.position, "/data/text"),
            addressees: Vec::new(),
            outcome: None,
            measure: None,
            level: Level::default(),
            due: None,
            quality: None,
            answers: std::collections::BTreeMap::new(),
            amended: Vec::new(),
            moved: Vec::new(),
            implemented: Vec::new(),
            verified: None,
            impact: Vec::new(),
            replaced: None,
            carried: Vec::new(),
            repeats: Vec::new(),
            closed: None,
            reopened: Vec::new(),
            states: Vec::new(),
            last: made,
        }
    }

    fn to(&mut self, at: Stamp, state: RecommendationState) {
        if self.states.last().is_none_or(|(_, last)| *last != state) {
            self.states.add((at, state));
        }
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let reason = || TextRef::reason_of(envelope);
        match event {
            Event::RecommendationMade { .. } => self.made(event, at),
            Event::RecommendationQualityChecked { answers } => {
                self.quality = Some((at, answers.clone()));
            }
            Event::RecommendationAccepted { agency } => {
                self.answers.insert(*agency, (at, Answer::Accepted, None));
                self.answered(at);
            }
            Event::RecommendationPartlyAccepted { agency } => {
                self.answers.insert(*agency, (at, Answer::Partly, reason()));
                self.answered(at);
            }
            Event::RecommendationDeclined { agency } => {
                self.answers
                    .insert(*agency, (at, Answer::Declined, reason()));
                self.answered(at);
            }
            Event::RecommendationAmended { .. } => self.amend(event, envelope, at),
            Event::RecommendationMerged { into } => {
                self.replace(at, Replacement::Merged(*into));
            }
            Event::RecommendationSplit { into } => {
                self.replace(at, Replacement::Split(into.clone()));
            }
            Event::RecommendationSuperseded { by } => {
                self.replace(at, Replacement::Superseded(*by));
            }
            Event::RecommendationCarriedForward { to } => {
                self.plan = Some(*to);
                self.carried.add((at, *to));
            }
            Event::RecommendationRepeatsEarlier { earlier } => {
                if !self.repeats.contains(earlier) {
                    self.repeats.add(*earlier);
                }
            }
            Event::ImplementationReported { agency, report: _ } => {
                let report = TextRef::new(at.position, "/data/report");
                self.implemented.add((at, *agency, report));
                self.to(at, RecommendationState::Implemented);
            }
            Event::ImplementationVerified { how: _ } => {
                self.verified = Some((at, TextRef::new(at.position, "/data/how")));
                self.to(at, RecommendationState::Verified);
            }
            Event::RecommendationImpactJudged {
                judgement,
                evidence,
                explanation: _,
            } => {
                self.impact.add(ImpactJudgement {
                    at,
                    judgement: *judgement,
                    evidence: evidence.clone(),
                    explanation: TextRef::new(at.position, "/data/explanation"),
                });
                if !self.state().is_settled() {
                    self.to(at, RecommendationState::ImpactJudged);
                }
            }
            Event::ClosedWithoutImpactEvidence {} => self.close(envelope, at, true),
            Event::RecommendationClosed {} => self.close(envelope, at, false),
            Event::RecommendationReopened {} => {
                self.closed = None;
                self.reopened.add((at, reason()));
                self.to(at, RecommendationState::Reopened);
            }
        }
    }

    fn made(&mut self, event: &Event, at: Stamp) {
        let Event::RecommendationMade {
            reference,
            plan,
            priority,
            theme,
            sources,
            text: _,
            addressees,
            outcome,
            measure,
            level,
            due,
        } = event
        else {
            return;
        };
        let field = |name| TextRef::new(at.position, name);
        self.reference.clone_from(reference);
        (self.plan, self.priority, self.due) = (*plan, *priority, *due);
        self.theme.clone_from(theme);
        self.sources.clone_from(sources);
        self.text = field("/data/text");
        self.addressees.clone_from(addressees);
        self.outcome = outcome.as_ref().map(|_| field("/data/outcome"));
        self.measure = measure.as_ref().map(|_| field("/data/measure"));
        self.level = *level;
        self.to(at, RecommendationState::Made);
    }

    fn amend(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let Event::RecommendationAmended {
            text,
            addressees,
            outcome,
            measure,
            due,
        } = event
        else {
            return;
        };
        let field = |name| TextRef::new(at.position, name);
        if text.is_some() {
            self.text = field("/data/text");
        }
        if let Some(addressees) = addressees {
            self.addressees.clone_from(addressees);
        }
        if outcome.is_some() {
            self.outcome = Some(field("/data/outcome"));
        }
        if measure.is_some() {
            self.measure = Some(field("/data/measure"));
        }
        if let Some(to) = due.filter(|to| self.due != Some(*to)) {
            let why = TextRef::reason_of(envelope);
            self.moved.add((self.due, to, why));
            self.due = Some(to);
        }
        self.amended.add((at, TextRef::reason_of(envelope)));
    }

    /// One addressee that takes it on is enough; it is declined when all that answered declined.
    /// An answer that comes after the work is reported done does not take it back.
    fn answered(&mut self, at: Stamp) {
        use RecommendationState::{Accepted, Declined, Made, Reopened};
        if !matches!(self.state(), Made | Accepted | Declined | Reopened) {
            return;
        }
        let mut answers = self.answers.values();
        let declined = answers.all(|(_, answer, _)| *answer == Answer::Declined);
        let all = self.addressees.iter().all(|a| self.answers.contains_key(a));
        if !declined {
            self.to(at, Accepted);
        } else if all {
            self.to(at, Declined);
        }
    }

    fn replace(&mut self, at: Stamp, how: Replacement) {
        self.replaced = Some((at, how));
        self.to(at, RecommendationState::Replaced);
    }

    fn close(&mut self, envelope: &Envelope, at: Stamp, without_impact_evidence: bool) {
        self.closed = Some(Closure {
            at,
            without_impact_evidence,
            decided_in: envelope.decided_in,
        });
        self.to(at, RecommendationState::Closed);
    }
}
