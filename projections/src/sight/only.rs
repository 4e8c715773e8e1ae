//! The things a reader reaches where not everything is theirs to see, and which events of the
//! things around them.

use events::event::{Event, Recorded};
use events::evidence::{self, Claim};
use events::ids::{
    AgencyId, AuditId, BriefingId, CampaignId, CaseId, ConcernId, DecisionId, FindingId, MeetingId,
    PlanId, PracticeReviewId, ReviewFindingId, StreamId, StreamKind,
};
use events::ids::{InspectionFindingId, InspectionId};
use events::ids::{LearningPointId, RapidReviewId, ReviewSubjectId, SafetyActionId};
use events::{
    audit, audit_case, briefing, inspection, meeting, partnership, plan, practice_review,
    self_assessment,
};
use events::{rapid_review, review_subject};
use std::collections::BTreeSet;

/// The things a reader reaches, and what is around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Only {
    /// Things of which everything is shown.
    pub(super) whole: BTreeSet<StreamId>,
    /// Plans of which only the structure is shown: their names, priorities and outcomes.
    pub(super) around: BTreeSet<PlanId>,
    /// Meetings something rests on, of which is shown that they were held.
    pub(super) meetings: BTreeSet<MeetingId>,
    /// Decisions something rests on, of which everything is shown.
    pub(super) decisions: BTreeSet<DecisionId>,
    /// What is shown of the partnership itself.
    pub(super) partnership: OfPartnership,
    /// The agency whose work this is.
    pub(super) agency: Option<AgencyId>,
    /// It is one of the safeguarding partners.
    pub(super) is_partner: bool,
    /// Cases of audits of which only what concerns the agency is shown.
    pub(super) cases: BTreeSet<CaseId>,
    /// Concerns the agency has to act on, or was told of as they were raised: it is shown when
    /// somebody confirmed what was done.
    pub(super) concerns: BTreeSet<ConcernId>,
    /// Findings that recommendations reached come from.
    pub(super) findings: BTreeSet<FindingId>,
    /// Their audits, of which only the outline and those findings are shown.
    pub(super) audits: BTreeSet<AuditId>,
    /// Rapid reviews that asked the agency for a summary, of which only that is shown.
    pub(super) rapid_reviews: BTreeSet<RapidReviewId>,
    /// Learning points that recommendations reached come from.
    pub(super) points: BTreeSet<LearningPointId>,
    /// Their rapid reviews, of which only that they were opened and those points are shown.
    pub(super) learned_in: BTreeSet<RapidReviewId>,
    /// Children the agency has to do something for at once, of whom only that is shown.
    pub(super) subjects: BTreeSet<ReviewSubjectId>,
    /// What the agency has to do at once: it is shown when somebody confirmed that it was done.
    pub(super) safety: BTreeSet<SafetyActionId>,
    /// Findings of practice reviews that recommendations reached come from.
    pub(super) review_findings: BTreeSet<ReviewFindingId>,
    /// Practice reviews that asked the agency something, or that something reached comes from, of
    /// which only the outline, what was asked, and those findings are shown.
    pub(super) reviews: BTreeSet<PracticeReviewId>,
    /// Campaigns that asked the agency, of which only the outline and its own return are shown.
    pub(super) campaigns: BTreeSet<CampaignId>,
    /// Findings of inspections that name the agency, or that recommendations reached come from.
    pub(super) inspection_findings: BTreeSet<InspectionFindingId>,
    /// Their inspections, and those that asked the agency something, of which only the outline,
    /// what was asked, and those findings are shown.
    pub(super) inspections: BTreeSet<InspectionId>,
    /// Published briefings, of which is shown what they say and the agency's own passing on.
    pub(super) briefings: BTreeSet<BriefingId>,
}

/// What is shown of the partnership itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum OfPartnership {
    /// Who its members are, and the keys, scales, years and clocks in force.
    #[default]
    Structure,
    /// Everything.
    Everything,
}

impl Only {
    pub(super) fn touches(&self, thing: StreamId) -> bool {
        match thing.kind {
            StreamKind::Partnership => true,
            StreamKind::Plan => {
                self.whole.contains(&thing) || self.around.contains(&PlanId(thing.id))
            }
            StreamKind::Meeting => {
                self.whole.contains(&thing) || self.meetings.contains(&MeetingId(thing.id))
            }
            StreamKind::Recommendation
            | StreamKind::ImprovementAction
            | StreamKind::Evidence
            | StreamKind::Gap
            | StreamKind::Account
            | StreamKind::ServiceReturn
            | StreamKind::SeriousIncident
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::EvidencePack
            | StreamKind::AuditProgramme
            | StreamKind::Erasure
            | StreamKind::LegalHold => self.whole.contains(&thing),
            StreamKind::RapidReview => {
                let id = RapidReviewId(thing.id);
                let around = self.rapid_reviews.contains(&id) || self.learned_in.contains(&id);
                self.whole.contains(&thing) || around
            }
            StreamKind::ReviewSubject => {
                let id = ReviewSubjectId(thing.id);
                self.whole.contains(&thing) || self.subjects.contains(&id)
            }
            StreamKind::PracticeReview => {
                self.whole.contains(&thing) || self.reviews.contains(&PracticeReviewId(thing.id))
            }
            StreamKind::Audit => {
                self.whole.contains(&thing) || self.audits.contains(&AuditId(thing.id))
            }
            StreamKind::Briefing => {
                self.whole.contains(&thing) || self.briefings.contains(&BriefingId(thing.id))
            }
            StreamKind::SelfAssessment => {
                self.whole.contains(&thing) || self.campaigns.contains(&CampaignId(thing.id))
            }
            StreamKind::Inspection => {
                self.whole.contains(&thing) || self.inspections.contains(&InspectionId(thing.id))
            }
            StreamKind::AuditCase => {
                self.whole.contains(&thing) || self.cases.contains(&CaseId(thing.id))
            }
        }
    }

    pub(super) fn shows(&self, recorded: &Recorded) -> bool {
        let thing = recorded.envelope.stream;
        if !self.touches(thing) {
            return false;
        }
        match &recorded.event {
            Event::Partnership(event) => match self.partnership {
                OfPartnership::Everything => true,
                OfPartnership::Structure => is_structure(event),
            },
            Event::Plan(event) => self.whole.contains(&thing) || is_outline(event),
            Event::Meeting(event) => self.whole.contains(&thing) || self.shows_meeting(event),
            Event::Evidence(evidence::Event::EvidenceLinked { claim }) => match claim {
                Claim::Action(id) => self.whole.contains(&(*id).into()),
                Claim::Recommendation(id) => self.whole.contains(&(*id).into()),
                Claim::Plan(_) | Claim::Priority(_) | Claim::Meeting(_) => true,
            },
            Event::SelfAssessment(event) => {
                self.whole.contains(&thing) || self.shows_campaign(event)
            }
            Event::PracticeReview(event) => self.whole.contains(&thing) || self.shows_review(event),
            Event::Briefing(event) => self.whole.contains(&thing) || self.shows_briefing(event),
            Event::AuditCase(event) => self.whole.contains(&thing) || self.shows_case(event),
            Event::Audit(event) => self.whole.contains(&thing) || self.shows_audit(event),
            Event::RapidReview(event) => {
                let asked = self.rapid_reviews.contains(&RapidReviewId(thing.id));
                self.whole.contains(&thing) || self.shows_rapid_review(event, asked)
            }
            Event::ReviewSubject(event) => self.whole.contains(&thing) || self.shows_subject(event),
            Event::Inspection(event) => self.whole.contains(&thing) || self.shows_inspection(event),
            Event::Recommendation(_)
            | Event::Action(_)
            | Event::Evidence(_)
            | Event::Gap(_)
            | Event::Account(_)
            | Event::ServiceReturn(_)
            | Event::SeriousIncident(_)
            | Event::LearningActivity(_)
            | Event::ChildDeathLearning(_)
            | Event::EvidencePack(_)
            | Event::AuditProgramme(_)
            | Event::Erasure(_)
            | Event::LegalHold(_) => true,
        }
    }

    /// That a campaign was opened, reported on and closed, and what it asked of the agency itself;
    /// not who else was asked, and who is late.
    fn shows_campaign(&self, event: &self_assessment::Event) -> bool {
        use self_assessment::Event as E;
        match event {
            E::CampaignOpened { .. } | E::CompositeReportApproved { .. } | E::CampaignClosed {} => {
                true
            }
            E::ReturnInvited { agency, .. }
            | E::ReturnOverdueEscalated { agency, .. }
            | E::NonReturnReported { agency, .. } => self.agency == Some(*agency),
        }
    }

    /// What a published briefing says, how far it came, and what the agency itself was asked and
    /// confirmed; not how others passed it on.
    fn shows_briefing(&self, event: &briefing::Event) -> bool {
        let about = event.about_agency();
        about.is_none_or(|agency| self.agency == Some(agency))
    }

    /// That an audit was commissioned and why, how far it came, and the findings something reached comes from; not
    /// what else it found, and not how agencies did in it.
    fn shows_audit(&self, event: &audit::Event) -> bool {
        use audit::Event as E;
        match event {
            E::AuditCommissioned { .. }
            | E::SampleDrawn { .. }
            | E::AuditReportApproved {}
            | E::AuditClosed {}
            | E::AuditAbandoned {} => true,
            E::FindingRecorded { finding, .. } | E::FindingCorrected { finding, .. } => {
                self.findings.contains(finding)
            }
            E::AuditToolIssued { .. }
            | E::ModerationMeetingHeld { .. }
            | E::FindingMatchedToEarlier { .. }
            | E::NoRecommendationJustified { .. }
            | E::AuditPresentedToBoard { .. }
            | E::AuditLearningDisseminated { .. }
            | E::RepeatAuditScheduled { .. }
            | E::ResultComparedWithBaseline { .. } => false,
        }
    }

    /// That a review was commissioned, what the agency was asked and answered, the findings
    /// something reached comes from, that it was published and closed, and to a safeguarding
    /// partner, which has to sign it, that a draft came; nothing else: not how the family was
    /// heard, and not what other agencies said.
    fn shows_review(&self, event: &practice_review::Event) -> bool {
        use practice_review::Event as E;
        match event {
            E::ReviewCommissioned { .. }
            | E::ReportPublished { .. }
            | E::ImprovementsPublished { .. }
            | E::ReviewClosed {} => true,
            E::DraftReportReceived { .. } => self.is_partner,
            E::ReviewFindingRecorded { finding, .. }
            | E::ReviewFindingCorrected { finding, .. } => self.review_findings.contains(finding),
            E::ReviewerInformationRequestedInWriting { .. }
            | E::ReviewerInformationReceived { .. }
            | E::AccuracyCheckRequested { .. }
            | E::AccuracyChecked { .. }
            | E::ReportSignedOff { .. } => self.agency.is_some() && event.agency() == self.agency,
            E::ReviewerAppointed { .. }
            | E::ReviewerRemoved { .. }
            | E::TermsOfReferenceAgreed { .. }
            | E::TermsOfReferenceRevised { .. }
            | E::ParallelProceedingRegistered { .. }
            | E::ParallelProceedingConcluded { .. }
            | E::FamilyInvited { .. }
            | E::FamilyContributed { .. }
            | E::FamilyDeclined { .. }
            | E::PractitionerEventHeld { .. }
            | E::ReviewProgressMonitored { .. }
            | E::NoRecommendationJustified { .. }
            | E::EarlyLearningReleased { .. }
            | E::PublicationImpactAssessed { .. }
            | E::AnonymisationChecked { .. }
            | E::ReportSentToPanelAndSecretaryOfState { .. }
            | E::ReportSentToOfsted { .. }
            | E::PanelCommentReceived { .. }
            | E::PublicationDelayed { .. }
            | E::NonPublicationDecided { .. }
            | E::ReportTakenDown { .. } => false,
        }
    }

    /// That an inspection was notified, when the inspectors are here, what the agency was asked and
    /// answered, the findings that name it or that something reached comes from, and that it was
    /// closed; nothing else: not what other agencies were asked, and not what is judged.
    fn shows_inspection(&self, event: &inspection::Event) -> bool {
        use inspection::Event as E;
        match event {
            E::InspectionNotified { .. }
            | E::InspectionDatesChanged { .. }
            | E::InspectionClosed {} => true,
            E::InformationRequestReceived { .. }
            | E::InformationRequestAnswered { .. }
            | E::InformationRequestWithdrawn { .. }
            | E::LateAnswerExplained { .. } => {
                self.agency.is_some_and(|agency| event.is_shown_to(agency))
            }
            E::InspectionFindingReceived { finding, .. }
            | E::InspectionFindingCorrected { finding, .. } => {
                self.inspection_findings.contains(finding)
            }
            E::InspectionLetterReceived { .. }
            | E::NoRecommendationJustified { .. }
            | E::PostInspectionPlanSubmitted { .. }
            | E::LatePlanExplained { .. } => false,
        }
    }

    /// That a case was drawn or excluded, the agency's own return, and the concerns it has to act
    /// on; nothing of what another agency returned, and no grade but its own.
    fn shows_case(&self, event: &audit_case::Event) -> bool {
        use audit_case::Event as E;
        match event {
            E::CaseDrawn { .. } | E::CaseExcluded { .. } => true,
            E::CorrectiveActionConfirmed { concern, .. } => self.concerns.contains(concern),
            E::AgencyReturnRequested { .. }
            | E::AgencyReturnReminderSent { .. }
            | E::AgencyReturnDraftSaved { .. }
            | E::AgencyReturnReceived { .. }
            | E::AgencyReturnReturnedForRework { .. }
            | E::CaseSelfGraded { .. }
            | E::CasePeerGraded { .. }
            | E::ImmediateConcernRaised { .. }
            | E::ConcernTold { .. }
            | E::PractitionerReflectionCaptured { .. }
            | E::FamilyViewCaptured { .. }
            | E::CaseGradeModerated { .. } => {
                self.agency.is_some_and(|agency| event.is_for(agency))
            }
        }
    }

    /// That a rapid review was opened, by when summaries are wanted and until when they are taken,
    /// the agency's own summary, and the learning points something reached comes from; nothing of
    /// what another agency sent, and nothing that was decided.
    fn shows_rapid_review(&self, event: &rapid_review::Event, asked: bool) -> bool {
        use rapid_review::Event as E;
        match event {
            E::RapidReviewOpened { .. } => true,
            E::DayPlanSet { .. } | E::RapidReviewSubmitted { .. } | E::RapidReviewClosed {} => {
                asked
            }
            E::LearningPointRecorded { point, .. } | E::LearningPointCorrected { point, .. } => {
                self.points.contains(point)
            }
            E::LeadAreaAgreed { .. }
            | E::RecordsSecured { .. }
            | E::AgencySummaryRequested { .. }
            | E::AgencySummaryReceived { .. }
            | E::AgencySummaryReturnedForQuality { .. }
            | E::AgencySummaryChased { .. }
            | E::MissingSummaryExplained { .. }
            | E::PreviousLearningChecked { .. }
            | E::RapidReviewMeetingHeld { .. }
            | E::ReviewDecisionMade { .. }
            | E::DelayReasonRecorded { .. }
            | E::PanelResponseReceived { .. }
            | E::PanelResponseLapsed {}
            | E::DecisionReconsidered { .. } => {
                self.agency.is_some_and(|agency| event.is_for(agency))
            }
        }
    }

    /// That there is such a child, and what the agency has to do for it at once.
    fn shows_subject(&self, event: &review_subject::Event) -> bool {
        use review_subject::Event as E;
        match event {
            E::SubjectAdded { .. } => true,
            E::ImmediateSafetyActionConfirmed { action, .. } => self.safety.contains(action),
            E::SubjectCorrected { .. }
            | E::CircumstancesRecorded { .. }
            | E::SubjectViewCaptured { .. }
            | E::SafetyJudged { .. }
            | E::ImmediateSafetyActionRecorded { .. } => {
                self.agency.is_some_and(|agency| event.is_for(agency))
            }
        }
    }

    /// That a meeting was held, and the decisions something reached rests on.
    fn shows_meeting(&self, event: &meeting::Event) -> bool {
        match event {
            meeting::Event::MeetingHeld { .. }
            | meeting::Event::MeetingCancelled { .. }
            | meeting::Event::MinutesApproved {} => true,
            // What a board read is more than what it decided.
            meeting::Event::PaperFrozen { .. } => false,
            meeting::Event::DecisionMade { decision, .. }
            | meeting::Event::DecisionRatified { decision, .. }
            | meeting::Event::DecisionRescinded { decision, .. } => {
                self.decisions.contains(decision)
            }
        }
    }

    pub(super) fn grew_from(&self, before: &Self, began: impl Fn(StreamId) -> bool) -> bool {
        let new_plans = self.around.difference(&before.around);
        let new_meetings = self.meetings.difference(&before.meetings);
        let new_campaigns = self.campaigns.difference(&before.campaigns);
        let new_cases = self.cases.difference(&before.cases);
        let new_reviews = self.rapid_reviews.difference(&before.rapid_reviews);
        let new_subjects = self.subjects.difference(&before.subjects);
        self.partnership == before.partnership
            && self.agency == before.agency
            && self.is_partner == before.is_partner
            && before.cases.is_subset(&self.cases)
            && before.campaigns.is_subset(&self.campaigns)
            && new_campaigns
                .copied()
                .all(|campaign| began(campaign.into()))
            && before.briefings == self.briefings
            && new_cases.copied().all(|case| began(case.into()))
            && before.rapid_reviews.is_subset(&self.rapid_reviews)
            && before.subjects.is_subset(&self.subjects)
            && new_reviews.copied().all(|review| began(review.into()))
            && new_subjects.copied().all(|subject| began(subject.into()))
            && self.points == before.points
            && self.learned_in == before.learned_in
            && self.decisions == before.decisions
            && self.findings == before.findings
            && self.audits == before.audits
            && self.reviews == before.reviews
            && self.review_findings == before.review_findings
            && self.inspections == before.inspections
            && self.inspection_findings == before.inspection_findings
            && before.whole.is_subset(&self.whole)
            && before.around.is_subset(&self.around)
            && before.meetings.is_subset(&self.meetings)
            && self
                .whole
                .difference(&before.whole)
                .all(|thing| began(*thing))
            && new_plans.copied().all(|plan| began(plan.into()))
            && new_meetings.copied().all(|meeting| began(meeting.into()))
    }
}

/// Who the members are and what is in force: what everybody needs to read their own work. Money,
/// and who holds which role elsewhere, are not among it.
fn is_structure(event: &partnership::Event) -> bool {
    use partnership::Event as E;
    match event {
        E::PartnershipEstablished { .. }
        | E::PartnershipDetailsCorrected { .. }
        | E::SafeguardingPartnerDesignated { .. }
        | E::RelevantAgencyAdded { .. }
        | E::AgencyDetailsCorrected { .. }
        | E::RelevantAgencyWithdrawn { .. }
        | E::SubGroupConstituted { .. }
        | E::GroupMembershipRevised { .. }
        | E::ChairAppointed { .. }
        | E::ChairStoodDown { .. }
        | E::ChairVacant { .. }
        | E::ReportingYearSet { .. }
        | E::ReportingYearFrozen { .. }
        | E::RagSchemeAdopted { .. }
        | E::GradingScaleAdopted { .. }
        | E::StatutoryRuleSetAdopted { .. }
        | E::BankHolidayCalendarLoaded { .. }
        | E::ThemeTaxonomyRevised { .. } => true,
        E::RoleHolderAppointed { .. }
        | E::RoleHolderEnded { .. }
        | E::RetentionRuleAdopted { .. }
        | E::BudgetAgreed { .. }
        | E::ContributionRecorded { .. }
        | E::ExpenditureRecorded { .. }
        | E::YearEndPositionReported { .. }
        | E::ColumnMatchingRemembered { .. } => false,
    }
}

/// What a plan is called, what it is divided into and how far it is agreed; not how the
/// partnership judges itself in it.
fn is_outline(event: &plan::Event) -> bool {
    use plan::Event as E;
    match event {
        E::PlanDrafted { .. }
        | E::PlanReviewed { .. }
        | E::PlanApproved { .. }
        | E::PlanAdoptedJointly { .. }
        | E::PlanPublished { .. }
        | E::PlanDetailsCorrected { .. }
        | E::PlanRevised { .. }
        | E::PriorityAdopted { .. }
        | E::PriorityReworded { .. }
        | E::PriorityLeadNamed { .. }
        | E::OutcomeSet { .. }
        | E::SuccessMeasureSet { .. }
        | E::PriorityCarriedForward { .. }
        | E::PriorityRetired { .. }
        | E::PlanClosed {} => true,
        E::PlanImported { .. }
        | E::PriorityAssessed { .. }
        | E::LittleOrNoProgressDeclared { .. }
        | E::SelfRated { .. } => false,
    }
}
