//! What a reader reaches: which things, and which events of the things around them.
//!
//! The rules are in [`events::everywhere::Sight`]; here they are walked through the record. What
//! a reader does not reach is left out before anything is folded, so that no list, count, gap,
//! deadline, export or label can speak of it.

use crate::Models;
use events::action::Parent;
use events::audit::ScheduledRef;
use events::envelope::Classification;
use events::event::Recorded;
use events::everywhere::{Reach, Sight};
use events::evidence::Claim;
use events::ids::{
    ActionId, AgencyId, AuditId, CampaignId, DecisionId, FindingId, MeetingId, PracticeReviewId,
    ProgrammeId, RecommendationId, ReviewFindingId, StreamId, StreamKind,
};
use events::ids::{IncidentId, LearningPointId, RapidReviewId};
use events::ids::{InspectionFindingId, InspectionId};
use events::recommendation::Source;
use events::review_subject::SubjectOf;
use std::collections::BTreeSet;

mod only;

use only::OfPartnership;
pub use only::Only;

/// What a reader reaches at the moment it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// Everything but these things, which began as too sensitive for the reader.
    AllBut(BTreeSet<StreamId>),
    /// Nothing but these.
    Only(Box<Only>),
}

impl Models {
    /// What a reader reaches now.
    pub fn reached(&self, sight: &Sight) -> Reached {
        let mut only = match sight.reach() {
            Reach::Everything => return Reached::AllBut(self.too_sensitive_for(sight)),
            Reach::Settings => {
                return Reached::Only(Box::new(Only {
                    whole: self
                        .accounts
                        .all
                        .keys()
                        .map(|id| StreamId::from(*id))
                        .collect(),
                    partnership: OfPartnership::Everything,
                    ..Only::default()
                }));
            }
            Reach::Nothing => Only::default(),
            Reach::Agency(agency) => self.of_agency(agency),
            Reach::Request(things) => self.of_request(&things),
        };
        let hidden = self.too_sensitive_for(sight);
        only.whole.retain(|thing| !hidden.contains(thing));
        let of_request = matches!(sight.reach(), Reach::Request(_));
        self.around(&mut only, of_request);
        self.leave_out(&hidden, &mut only);
        Reached::Only(Box::new(only))
    }

    /// Takes away what is too sensitive for the reader among what is around the things reached.
    fn leave_out(&self, hidden: &BTreeSet<StreamId>, only: &mut Only) {
        let shown = |thing: StreamId| !hidden.contains(&thing);
        only.whole.retain(|thing| shown(*thing));
        only.around.retain(|plan| shown((*plan).into()));
        only.meetings.retain(|meeting| shown((*meeting).into()));
        only.campaigns.retain(|campaign| shown((*campaign).into()));
        only.audits.retain(|audit| shown((*audit).into()));
        only.learned_in.retain(|review| shown((*review).into()));
        only.rapid_reviews.retain(|review| shown((*review).into()));
        only.subjects.retain(|subject| shown((*subject).into()));
        only.reviews.retain(|review| shown((*review).into()));
        only.inspections.retain(|one| shown((*one).into()));
        only.briefings.retain(|briefing| shown((*briefing).into()));
        only.decisions.retain(|decision| {
            let of = self.meetings.decision(*decision);
            of.is_none_or(|(meeting, _)| shown(meeting.id.into()))
        });
    }

    /// Things that began as more sensitive than the reader is cleared for. An auditor of the log
    /// reads no words at all, and is shown that every event is there.
    fn too_sensitive_for(&self, sight: &Sight) -> BTreeSet<StreamId> {
        if sight.clearance().is_none() || sight.cleared_for(Classification::OfficialSensitive) {
            return BTreeSet::new();
        }
        let sensitive = Classification::OfficialSensitive;
        let hidden = self.sensitive.iter().copied();
        hidden
            .filter(|thing| !sight.cleared_in(thing.kind, sensitive))
            .collect()
    }

    /// An agency's own work: its actions, what they are there for, recommendations addressed to
    /// it, the evidence it lodged or that supports them, its returns with the outline of the
    /// campaigns that asked for them, the audits of its practice, of their cases what concerns it,
    /// of rapid and practice reviews and inspections what it was asked, of a child what it has to do at once, and
    /// the briefings that were published.
    fn of_agency(&self, agency: AgencyId) -> Only {
        let mut only = Only::default();
        for action in self.actions.of_agency(Some(agency)) {
            only.whole.insert(action.id.into());
            if let Parent::Recommendation(parent) = action.parent {
                only.whole.insert(parent.into());
            }
        }
        let addressed = self.recommendations.all();
        let addressed = addressed.filter(|one| one.addressees.contains(&agency));
        only.whole
            .extend(addressed.map(|one| StreamId::from(one.id)));
        let lodged = self.evidence.all();
        let lodged = lodged.filter(|piece| piece.source == Some(agency));
        only.whole
            .extend(lodged.map(|piece| StreamId::from(piece.id)));
        only.whole
            .extend(self.audits.of_agency(agency).map(StreamId::from));
        only.agency = Some(agency);
        let published = self.briefings.all().filter(|one| one.was_published());
        only.briefings.extend(published.map(|one| one.id));
        for (service_return, campaign) in self.campaigns.of_agency(agency) {
            only.whole.insert(service_return.into());
            only.campaigns.insert(campaign);
        }
        only.cases.extend(self.audits.cases_of_agency(agency));
        let mut partners = self.people.partners.iter();
        let is_partner = partners.any(|one| one.agency == agency);
        let asking = self.practice_reviews.asking(agency, is_partner);
        only.reviews.extend(asking);
        only.is_partner = is_partner;
        only.concerns.extend(self.audits.concerns_of_agency(agency));
        only.rapid_reviews
            .extend(self.rapid_reviews.asked_of(agency));
        self.inspected_of(agency, &mut only);
        only.subjects
            .extend(self.rapid_reviews.kept_safe_by(agency));
        only.safety
            .extend(self.rapid_reviews.safety_actions_of(agency));
        only
    }

    /// The inspections in which an agency was asked something, or that found something about it.
    fn inspected_of(&self, agency: AgencyId, only: &mut Only) {
        only.inspections.extend(self.inspections.asking(agency));
        for (inspection, finding) in self.inspections.naming(agency) {
            only.inspections.insert(inspection);
            only.inspection_findings.insert(finding);
        }
    }

    /// What a request names with what belongs to it, and the threads it hangs in.
    fn of_request(&self, things: &BTreeSet<StreamId>) -> Only {
        let mut only = Only {
            partnership: OfPartnership::Everything,
            ..Only::default()
        };
        let mut named = things.clone();
        named.extend(things.iter().flat_map(|thing| self.belonging_to(*thing)));
        for thing in &named {
            only.whole.insert(*thing);
            let (recommendations, actions) = self.hangs_in(*thing);
            only.whole
                .extend(recommendations.into_iter().map(StreamId::from));
            only.whole.extend(actions.into_iter().map(StreamId::from));
        }
        // What is spread of them is asked for with them.
        let asked_for: BTreeSet<_> = only.whole.iter().map(|thing| thing.id).collect();
        let spreading = self.briefings.all().filter(|one| {
            let mut named = one.sources.iter().filter_map(|source| source.id);
            named.any(|id| asked_for.contains(&id))
        });
        only.whole
            .extend(spreading.map(|one| StreamId::from(one.id)));
        only
    }

    /// What is looked at with a thing: the audits of a year, the cases of an audit, the returns of
    /// a campaign, and the children and family of an incident or a practice review.
    pub(crate) fn belonging_to(&self, thing: StreamId) -> BTreeSet<StreamId> {
        match thing.kind {
            StreamKind::AuditProgramme => {
                let year = ProgrammeId(thing.id);
                let of_year = |of: ScheduledRef| of.programme == year;
                let audits = self.audits.all();
                let audits = audits.filter(|one| one.scheduled.is_some_and(of_year));
                audits.flat_map(|one| self.with_cases(one.id)).collect()
            }
            StreamKind::Audit => self.with_cases(AuditId(thing.id)),
            StreamKind::SeriousIncident => self.with_review(IncidentId(thing.id)),
            StreamKind::RapidReview => {
                let review = self.rapid_reviews.review(RapidReviewId(thing.id));
                review.map_or_else(BTreeSet::new, |one| self.with_review(one.incident))
            }
            StreamKind::PracticeReview => {
                let of = SubjectOf::PracticeReview(PracticeReviewId(thing.id));
                let subjects = self.rapid_reviews.subjects_at(of).into_iter();
                let mut all: BTreeSet<_> = subjects.map(|one| one.id.into()).collect();
                all.insert(thing);
                all
            }
            StreamKind::SelfAssessment => {
                let returns = self.campaigns.returns_of(CampaignId(thing.id));
                returns.map(|one| one.id.into()).collect()
            }
            StreamKind::Partnership
            | StreamKind::Plan
            | StreamKind::Recommendation
            | StreamKind::ImprovementAction
            | StreamKind::Evidence
            | StreamKind::Meeting
            | StreamKind::Gap
            | StreamKind::Account
            | StreamKind::ServiceReturn
            | StreamKind::ReviewSubject
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::AuditCase
            | StreamKind::EvidencePack
            | StreamKind::Inspection
            | StreamKind::Erasure
            | StreamKind::LegalHold => BTreeSet::new(),
        }
    }

    /// An incident with its rapid review and the children and family of both.
    fn with_review(&self, incident: IncidentId) -> BTreeSet<StreamId> {
        let subjects = self.rapid_reviews.subjects_of(incident).into_iter();
        let mut all: BTreeSet<StreamId> = subjects.map(|one| one.id.into()).collect();
        all.insert(incident.into());
        let review = self.rapid_reviews.review_of(incident);
        all.extend(review.map(|one| StreamId::from(one.id)));
        all
    }

    fn with_cases(&self, audit: AuditId) -> BTreeSet<StreamId> {
        let drawn = self.audits.drawn(audit).into_iter();
        let mut all: BTreeSet<StreamId> = drawn.map(|case| case.id.into()).collect();
        all.insert(audit.into());
        all
    }

    /// Adds what is around the things reached: the evidence that supports them, the plans they
    /// stand in, the meetings they rest on, and what was said of their gaps. A request reaches
    /// sensitive evidence, too; an agency only what it lodged itself.
    fn around(&self, only: &mut Only, of_request: bool) {
        for thing in only.whole.clone() {
            match thing.kind {
                StreamKind::ImprovementAction => {
                    let id = ActionId(thing.id);
                    self.supported(only, Claim::Action(id), of_request);
                    only.around.extend(self.actions.get(id).map(|one| one.plan));
                }
                StreamKind::Recommendation => {
                    let id = RecommendationId(thing.id);
                    self.supported(only, Claim::Recommendation(id), of_request);
                    if let Some(one) = self.recommendations.get(id) {
                        only.around.extend(one.plan);
                        for source in &one.sources {
                            self.came_from(only, source);
                        }
                    }
                }
                StreamKind::Partnership
                | StreamKind::Plan
                | StreamKind::Evidence
                | StreamKind::Meeting
                | StreamKind::Gap
                | StreamKind::Account
                | StreamKind::SelfAssessment
                | StreamKind::ServiceReturn
                | StreamKind::SeriousIncident
                | StreamKind::RapidReview
                | StreamKind::ReviewSubject
                | StreamKind::PracticeReview
                | StreamKind::Briefing
                | StreamKind::LearningActivity
                | StreamKind::ChildDeathLearning
                | StreamKind::AuditProgramme
                | StreamKind::Audit
                | StreamKind::AuditCase
                | StreamKind::EvidencePack
                | StreamKind::Inspection
                | StreamKind::Erasure
                | StreamKind::LegalHold => {}
            }
        }
        for thing in &only.whole {
            for decided_in in self.trail.rests_on(*thing) {
                only.meetings.insert(decided_in.meeting);
                only.decisions.extend(decided_in.decision);
            }
        }
        let disposed = self.dispositions.all();
        let of_these = disposed.filter(|(_, about, _)| only.whole.contains(about));
        let gaps = of_these.map(|(rule, about, _)| {
            StreamId::new(StreamKind::Gap, events::gap::gap_id(rule, about))
        });
        let gaps: Vec<StreamId> = gaps.collect();
        only.whole.extend(gaps);
    }

    /// A recommendation may come from a finding of an audit, from a learning point of a rapid
    /// review, from a practice review or an inspection or something either says, from a meeting, or from one decision of
    /// it. Whoever has to act on it is told why it exists.
    fn came_from(&self, only: &mut Only, source: &Source) {
        let Some(id) = source.id else { return };
        if self.meetings.get(MeetingId(id)).is_some() {
            only.meetings.insert(MeetingId(id));
        } else if let Some((meeting, decision)) = self.meetings.decision(DecisionId(id)) {
            only.meetings.insert(meeting.id);
            only.decisions.insert(decision.id);
        } else if let Some((audit, finding)) = self.audits.finding(FindingId(id)) {
            only.audits.insert(audit.id);
            only.findings.insert(finding.id);
        } else if let Some((review, point)) = self.rapid_reviews.point(LearningPointId(id)) {
            only.learned_in.insert(review.id);
            only.points.insert(point.id);
        } else if let Some((review, finding)) = self.practice_reviews.finding(ReviewFindingId(id)) {
            only.reviews.insert(review.id);
            only.review_findings.insert(finding.id);
        } else if let Some(review) = self.practice_reviews.get(PracticeReviewId(id)) {
            only.reviews.insert(review.id);
        } else if let Some((of, finding)) = self.inspections.finding(InspectionFindingId(id)) {
            only.inspections.insert(of.id);
            only.inspection_findings.insert(finding.id);
        } else if let Some(inspection) = self.inspections.get(InspectionId(id)) {
            only.inspections.insert(inspection.id);
        }
    }

    fn supported(&self, only: &mut Only, claim: Claim, sensitive_too: bool) {
        let pieces = self.evidence.supporting(claim);
        let open =
            pieces.filter(|piece| sensitive_too || !self.sensitive.contains(&piece.id.into()));
        only.whole
            .extend(open.map(|piece| StreamId::from(piece.id)));
    }
}

impl Reached {
    /// Whether everything is reached, so that nothing has to be left out.
    pub fn is_everything(&self) -> bool {
        match self {
            Self::AllBut(hidden) => hidden.is_empty(),
            Self::Only(_) => false,
        }
    }

    /// Whether any event of a thing is shown.
    pub fn touches(&self, thing: StreamId) -> bool {
        match self {
            Self::AllBut(hidden) => !hidden.contains(&thing),
            Self::Only(only) => only.touches(thing),
        }
    }

    /// Whether one event is shown.
    pub fn shows(&self, recorded: &Recorded) -> bool {
        match self {
            Self::AllBut(hidden) => !hidden.contains(&recorded.envelope.stream),
            Self::Only(only) => only.shows(recorded),
        }
    }

    /// Whether a decision of a meeting is shown.
    pub fn shows_decision(&self, meeting: MeetingId, decision: DecisionId) -> bool {
        match self {
            Self::AllBut(hidden) => !hidden.contains(&meeting.into()),
            Self::Only(only) => {
                only.whole.contains(&meeting.into()) || only.decisions.contains(&decision)
            }
        }
    }

    /// Whether this reaches what the other did and, beyond it, only things that `began` says have
    /// begun since: then what was folded for the other can be folded on.
    pub fn grew_from(&self, before: &Self, began: impl Fn(StreamId) -> bool) -> bool {
        match (self, before) {
            (Self::AllBut(now), Self::AllBut(then)) => {
                then.is_subset(now) && now.difference(then).all(|thing| began(*thing))
            }
            (Self::Only(now), Self::Only(then)) => now.grew_from(then, began),
            (Self::AllBut(_), Self::Only(_)) | (Self::Only(_), Self::AllBut(_)) => false,
        }
    }
}

#[cfg(test)]
mod tests;
