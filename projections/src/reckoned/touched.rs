//! Which plans an event may change the reckoning of.

use super::Group;
use crate::Models;
use events::action::Parent;
use events::event::{Event, Recorded};
use events::evidence::{self, Claim};
use events::ids::{ActionId, EvidenceId, PlanId, RecommendationId};
use std::collections::BTreeSet;

/// What an event touches. Accounts, campaigns, audits, meetings and dispositions touch no plan: the
/// last meeting is part of what a reckoning is known by, and what was decided about a gap is looked
/// up when it is shown.
#[derive(Debug)]
pub(crate) enum Touched {
    /// The partnership's own rules, such as its keys.
    Everything,
    /// These plans, and every plan whose gaps lean on a piece of evidence.
    These {
        /// The plans.
        groups: BTreeSet<Group>,
        /// The piece.
        evidence: Option<EvidenceId>,
    },
}

impl Models {
    /// What an event touches, as things stand. It is asked before the event is folded and after,
    /// since an event may move a thing from one plan to another.
    pub(crate) fn touched(&self, recorded: &Recorded) -> Touched {
        let id = recorded.envelope.stream.id;
        let (mut groups, mut evidence) = (BTreeSet::new(), None);
        match &recorded.event {
            Event::Partnership(_) => return Touched::Everything,
            Event::Plan(_) => {
                groups.insert(Some(PlanId(id)));
            }
            Event::Recommendation(_) => self.with_recommendation(RecommendationId(id), &mut groups),
            Event::Action(_) => self.with_action(ActionId(id), &mut groups),
            Event::Evidence(event) => {
                evidence = Some(EvidenceId(id));
                if let evidence::Event::EvidenceLinked { claim } = event {
                    match claim {
                        Claim::Action(action) => self.with_action(*action, &mut groups),
                        Claim::Recommendation(one) => self.with_recommendation(*one, &mut groups),
                        Claim::Plan(_) | Claim::Priority(_) | Claim::Meeting(_) => {}
                    }
                }
            }
            Event::Meeting(_)
            | Event::Gap(_)
            | Event::Account(_)
            | Event::SelfAssessment(_)
            | Event::ServiceReturn(_)
            | Event::SeriousIncident(_)
            | Event::RapidReview(_)
            | Event::ReviewSubject(_)
            | Event::PracticeReview(_)
            | Event::Briefing(_)
            | Event::LearningActivity(_)
            | Event::ChildDeathLearning(_)
            | Event::AuditProgramme(_)
            | Event::Audit(_)
            | Event::AuditCase(_)
            | Event::EvidencePack(_)
            | Event::Inspection(_)
            | Event::Erasure(_)
            | Event::LegalHold(_) => {}
        }
        Touched::These { groups, evidence }
    }

    fn with_recommendation(&self, id: RecommendationId, groups: &mut BTreeSet<Group>) {
        if let Some(one) = self.recommendations.get(id) {
            groups.insert(one.plan);
        }
    }

    /// An action's own plan, the plans of those that wait for it, and that of the recommendation
    /// it is there for.
    fn with_action(&self, id: ActionId, groups: &mut BTreeSet<Group>) {
        let Some(action) = self.actions.get(id) else {
            return;
        };
        groups.insert(Some(action.plan));
        let waiting = self.actions.waiting_for(id);
        groups.extend(waiting.map(|waiting| Some(waiting.plan)));
        if let Parent::Recommendation(one) = action.parent {
            self.with_recommendation(one, groups);
        }
    }
}
