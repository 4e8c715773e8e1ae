//! The invented bodies, who acts, and the ids of everything in the demo, which never change.

use events::action::Owner;
use events::envelope::Role;
use events::ids::{
    ActionId, AgencyId, AuditId, CampaignId, CaseId, ConcernId, DecisionId, EvidenceId, FindingId,
    GroupId, HoldingId, MeasureId, MeetingId, MilestoneId, OutcomeId, PaperId, PlanId,
    PracticeReviewId, PriorityId, ProgrammeId, RecommendationId, ReturnId, ReviewFindingId,
    ScheduledId, StreamId, StreamKind,
};
use events::ids::{BriefingId, ChildDeathLearningId, LearningActivityId};
use events::ids::{ErasureId, EvidencePackId, LegalHoldId};
use events::ids::{IncidentId, LearningPointId, RapidReviewId, ReviewSubjectId, SafetyActionId};
use events::ids::{InformationRequestId, InspectionFindingId, InspectionId};
use uuid::Uuid;

/// The namespace under which every id of the demo is made from its name (UUID version 5).
const NAMESPACE: Uuid = Uuid::from_u128(0x8d0c_61e6_5c1a_5a0e_9a53_70d1_2b6e_d3f0);

fn id(kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}/{name}").as_bytes())
}

/// A member agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Body {
    Council,
    Icb,
    Trust,
    Police,
    Schools,
    Probation,
    YouthJustice,
    Voluntary,
    Housing,
    Team,
    Leisure,
}

impl Body {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Council => "Wrenmoor Council",
            Self::Icb => "Fenwold and Wrenmoor Integrated Care Board",
            Self::Trust => "Wrenmoor Hospitals and Community Trust",
            Self::Police => "Fenwold Constabulary",
            Self::Schools => "Wrenmoor Schools' Alliance",
            Self::Probation => "Fenwold Probation Delivery Unit",
            Self::YouthJustice => "Wrenmoor Youth Justice Service",
            Self::Voluntary => "Wrenmoor Voluntary Sector Forum",
            Self::Housing => "Moorside Homes",
            Self::Team => "Wrenmoor Partnership Team",
            Self::Leisure => "Wrenmoor Leisure Trust",
        }
    }

    pub(super) const fn short(self) -> &'static str {
        match self {
            Self::Council => "WC",
            Self::Icb => "ICB",
            Self::Trust => "WHCT",
            Self::Police => "Police",
            Self::Schools => "WSA",
            Self::Probation => "PDU",
            Self::YouthJustice => "YJS",
            Self::Voluntary => "VSF",
            Self::Housing => "MH",
            Self::Team => "WSCP team",
            Self::Leisure => "WLT",
        }
    }

    pub(super) fn id(self) -> AgencyId {
        AgencyId(id("agency", self.short()))
    }

    /// The body with this short name.
    pub(super) fn called(short: &str) -> Option<Self> {
        let all = [
            Self::Council,
            Self::Icb,
            Self::Trust,
            Self::Police,
            Self::Schools,
            Self::Probation,
            Self::YouthJustice,
            Self::Voluntary,
            Self::Housing,
        ];
        all.into_iter().find(|body| body.short() == short)
    }
}

/// Somebody who acts: a role and, for an agency, which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Who(pub(super) Role, pub(super) Option<Body>);

pub(super) const MANAGER: Who = Who(Role::BusinessManager, None);
pub(super) const CHAIR: Who = Who(Role::Chair, None);
pub(super) const PQA: Who = Who(Role::PqaCoordinator, None);
pub(super) const CSPR: Who = Who(Role::CsprCoordinator, None);
pub(super) const ADMIN: Who = Who(Role::Administrator, None);

/// A member of the quality group who grades what others returned.
pub(super) const PEER: Who = Who(Role::PqaMember, Some(Body::Icb));

/// The lead of an agency.
pub(super) const fn lead(body: Body) -> Who {
    Who(Role::AgencyLead, Some(body))
}

/// Somebody who updates for the lead of an agency.
pub(super) const fn contributor(body: Body) -> Who {
    Who(Role::AgencyContributor, Some(body))
}

/// A post and its agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Post(pub(super) &'static str, pub(super) Body);

impl From<Post> for Owner {
    fn from(post: Post) -> Self {
        Self {
            role: post.0.to_owned(),
            agency: Some(post.1.id()),
        }
    }
}

pub(super) const EXECUTIVE: &str = "Safeguarding Partners' Executive";
pub(super) const PQA_GROUP: &str = "Performance and Quality Assurance Group";
pub(super) const REVIEW_GROUP: &str = "Practice Review Group";
pub(super) const TRAINING_GROUP: &str = "Learning and Development Group";

/// The plan.
pub fn plan_id() -> PlanId {
    PlanId(id("plan", "business plan"))
}

/// The group of this name.
pub fn group(name: &str) -> GroupId {
    GroupId(id("group", name))
}

/// The priority with this number, such as `2a`.
pub fn priority(number: &str) -> PriorityId {
    PriorityId(id("priority", number))
}

/// The action with this reference, such as `1.2`.
pub fn action(reference: &str) -> ActionId {
    ActionId(id("action", reference))
}

/// The recommendation with this reference, such as `LR1`.
pub fn recommendation(reference: &str) -> RecommendationId {
    RecommendationId(id("recommendation", reference))
}

/// The evidence with this name, such as `neglect-audit`.
pub fn evidence(name: &str) -> EvidenceId {
    EvidenceId(id("evidence", name))
}

/// The meeting with this name, such as `executive-3`.
pub fn meeting(name: &str) -> MeetingId {
    MeetingId(id("meeting", name))
}

/// The gap a rule finds about a thing.
pub fn gap(rule: u16, about: StreamId) -> StreamId {
    StreamId::new(StreamKind::Gap, events::gap::gap_id(rule, about))
}

/// The audit programme with this name: `last year` or `this year`.
pub fn programme(name: &str) -> ProgrammeId {
    ProgrammeId(id("programme", name))
}

/// The audit with this name, such as `neglect`.
pub fn audit(name: &str) -> AuditId {
    AuditId(id("audit", name))
}

/// The inspection with this name, such as `jtai`.
pub(super) fn inspection(name: &str) -> InspectionId {
    InspectionId(id("inspection", name))
}

/// What an inspectorate asked for, by a name such as `jtai-1`.
pub(super) fn information_request(name: &str) -> InformationRequestId {
    InformationRequestId(id("information request", name))
}

/// The evidence pack with this name.
pub(super) fn evidence_pack(name: &str) -> EvidencePackId {
    EvidencePackId(id("evidence pack", name))
}

/// What a letter finds, by the reference of the recommendation made of it, or a name.
pub(super) fn inspection_finding(name: &str) -> InspectionFindingId {
    InspectionFindingId(id("inspection finding", name))
}

/// The case of an audit with this number, from 1.
pub fn case(audit: &str, number: usize) -> CaseId {
    CaseId(id("case", &format!("{audit}/{number}")))
}

/// The finding of an audit with this number, from 1.
pub fn finding(audit: &str, number: usize) -> FindingId {
    FindingId(id("finding", &format!("{audit}/{number}")))
}

/// The round of self-assessments with this name: `last year` or `this year`.
pub fn campaign(name: &str) -> CampaignId {
    CampaignId(id("campaign", name))
}

/// The practice review with this name, such as `willow`.
pub fn practice_review(name: &str) -> PracticeReviewId {
    PracticeReviewId(id("practice review", name))
}

/// What a practice review says, by number, from 1.
pub(super) fn review_finding(review: &str, number: usize) -> ReviewFindingId {
    ReviewFindingId(id("review finding", &format!("{review}/{number}")))
}

/// The briefing with this name, such as `neglect`.
pub fn briefing(name: &str) -> BriefingId {
    BriefingId(id("briefing", name))
}

/// The learning activity with this name, such as `neglect course`.
pub fn activity(name: &str) -> LearningActivityId {
    LearningActivityId(id("activity", name))
}

/// The year of learning from child deaths with this name.
pub fn child_death_year(name: &str) -> ChildDeathLearningId {
    ChildDeathLearningId(id("child deaths", name))
}

/// What an agency returned in a round.
pub(super) fn service_return(round: &str, body: Body) -> ReturnId {
    ReturnId(id("return", &format!("{round}/{}", body.short())))
}

/// The request for erasure with this name.
pub fn erasure(name: &str) -> ErasureId {
    ErasureId(id("erasure", name))
}

/// The legal hold with this name.
pub fn legal_hold(name: &str) -> LegalHoldId {
    LegalHoldId(id("legal hold", name))
}

/// The serious incident with this reference, such as `SI-01`.
pub fn incident(reference: &str) -> IncidentId {
    IncidentId(id("incident", reference))
}

/// The rapid review of the incident with this reference.
pub fn rapid_review(reference: &str) -> RapidReviewId {
    RapidReviewId(id("rapid-review", reference))
}

/// The child or family member of an incident with this number, from 1.
pub fn subject(reference: &str, number: usize) -> ReviewSubjectId {
    ReviewSubjectId(id("review-subject", &format!("{reference}/{number}")))
}

/// The learning point of the rapid review of an incident.
pub(super) fn point(reference: &str) -> LearningPointId {
    LearningPointId(id("learning-point", reference))
}

pub(super) fn safety_action(name: &str) -> SafetyActionId {
    SafetyActionId(id("safety-action", name))
}

pub(super) fn scheduled(name: &str) -> ScheduledId {
    ScheduledId(id("scheduled", name))
}

pub(super) fn concern(name: &str) -> ConcernId {
    ConcernId(id("concern", name))
}

pub(super) fn decision(name: &str) -> DecisionId {
    DecisionId(id("decision", name))
}

pub(super) fn paper(name: &str) -> PaperId {
    PaperId(id("paper", name))
}

pub(super) fn outcome(name: &str) -> OutcomeId {
    OutcomeId(id("outcome", name))
}

pub(super) fn measure(name: &str) -> MeasureId {
    MeasureId(id("measure", name))
}

pub(super) fn holding(name: &str) -> HoldingId {
    HoldingId(id("holding", name))
}

/// The milestone of an action with this number, from 1.
pub(super) fn milestone(reference: &str, number: usize) -> MilestoneId {
    MilestoneId(id("milestone", &format!("{reference}/{number}")))
}
