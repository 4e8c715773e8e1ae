//! What can happen to a practice review.

use super::kinds::{
    AnonymityAnswer, FindingKind, PatternsFound, Proceeding, Quality, ReviewKind, Timeliness, Told,
};
use crate::ids::{AgencyId, EvidenceId, RapidReviewId, ReviewFindingId, ReviewSubjectId};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The partners decided to carry it out. The clock of six months is worked out from the day,
    /// by the rule set in force on it, and never typed.
    ReviewCommissioned {
        /// What kind.
        kind: ReviewKind,
        /// What it is called, under an alias.
        title: String,
        /// Its reference, such as `LCSPR 2026-1`.
        reference: String,
        /// What it is about.
        about: Text,
        /// The day of the decision.
        decided_on: NaiveDate,
        /// The rapid review it comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rapid_review: Option<RapidReviewId>,
        /// The edition of the guidance whose clocks it keeps.
        rule_set: String,
        /// The last day on which the report is published in time; none where no law sets one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
        /// Every how many weeks its time and quality are looked at.
        monitored_every_weeks: u32,
    },
    /// Somebody was appointed to write it (the regulations of 2018, Part 3).
    ReviewerAppointed {
        /// Their number in the review, from 1.
        number: u32,
        /// Who.
        who: Text,
        /// How their independence was looked at.
        independence: Text,
    },
    /// A reviewer was removed. The reason is on the event.
    ReviewerRemoved {
        /// Which.
        number: u32,
    },
    /// What the review looks at was agreed.
    TermsOfReferenceAgreed {
        /// The terms.
        words: Text,
        /// Whose work is looked at.
        agencies: Vec<AgencyId>,
    },
    /// It was changed. The reason is on the event.
    TermsOfReferenceRevised {
        /// The terms as they are now.
        words: Text,
        /// Whose work is looked at now.
        agencies: Vec<AgencyId>,
    },
    /// Something goes on beside the review. No clock pauses for it.
    ParallelProceedingRegistered {
        /// Its number in the review, from 1.
        number: u32,
        /// What kind.
        kind: Proceeding,
        /// What it is, and what has to be agreed with whom.
        words: Text,
    },
    /// It came to an end.
    ParallelProceedingConcluded {
        /// Which.
        number: u32,
        /// What came of it.
        words: Text,
    },
    /// Somebody of the family was asked to take part.
    FamilyInvited {
        /// Their number in the review, from 1.
        number: u32,
        /// The alias they are known by here.
        alias: String,
        /// The child or family member that stands in the record under it; none for somebody
        /// invited before every one of them did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<ReviewSubjectId>,
        /// How they were asked: by which way and by whom, and nothing of what they said.
        how: Text,
    },
    /// They took part.
    FamilyContributed {
        /// Who.
        number: u32,
        /// What they said; none where they are a child or family member in the record, whose own
        /// stream keeps it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Text>,
    },
    /// They would rather not. The review says so and goes on.
    FamilyDeclined {
        /// Who.
        number: u32,
        /// What they said about it; none where they are a child or family member in the record,
        /// whose own stream keeps it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Text>,
    },
    /// Those who worked with the family came together.
    PractitionerEventHeld {
        /// On which day.
        on: NaiveDate,
        /// How many came.
        attended: u32,
        /// From which agencies.
        agencies: Vec<AgencyId>,
        /// What they said.
        words: Text,
    },
    /// The partners looked at the review's time and quality (the regulations of 2018,
    /// regulation 14).
    ReviewProgressMonitored {
        /// Whether it will be done in time.
        time: Timeliness,
        /// How good it is so far.
        quality: Quality,
        /// What was seen, and what follows.
        words: Text,
    },
    /// The partners asked for information in writing (the regulations of 2018, regulation 14; from
    /// an agency, Children Act 2004 section 16H).
    ReviewerInformationRequestedInWriting {
        /// Its number in the review, from 1.
        number: u32,
        /// The agency asked; none for the reviewer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
        /// What is asked.
        what: Text,
        /// By when.
        due: NaiveDate,
    },
    /// It came.
    ReviewerInformationReceived {
        /// Which request.
        number: u32,
        /// The agency asked; none for the reviewer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
        /// The answer.
        words: Text,
        /// The document that came with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<EvidenceId>,
    },
    /// A draft of the report came. What was signed, checked and sent of the one before it counts
    /// no longer.
    DraftReportReceived {
        /// Its version, from 1.
        version: u32,
        /// The reviewer who stands for it; none for a review without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reviewer: Option<u32>,
        /// What is new in it.
        words: Text,
        /// The draft itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<EvidenceId>,
    },
    /// An agency was asked whether what a draft says of its work is accurate.
    AccuracyCheckRequested {
        /// The version.
        version: u32,
        /// The agency.
        agency: AgencyId,
        /// By when.
        due: NaiveDate,
    },
    /// It answered.
    AccuracyChecked {
        /// The version.
        version: u32,
        /// The agency.
        agency: AgencyId,
        /// Whether everything is accurate.
        accurate: bool,
        /// What is not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Text>,
    },
    /// Something the review says.
    ReviewFindingRecorded {
        /// Its id, by which recommendations name it as their source.
        finding: ReviewFindingId,
        /// What kind.
        kind: FindingKind,
        /// What it says.
        statement: Text,
        /// The code of its theme.
        theme: String,
        /// Why it came to that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        underlying_reason: Option<Text>,
    },
    /// It was recorded wrongly. The reason is on the event.
    ReviewFindingCorrected {
        /// Which.
        finding: ReviewFindingId,
        /// What kind it is.
        kind: FindingKind,
        /// What it says, where that changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statement: Option<Text>,
        /// The code of its theme.
        theme: String,
    },
    /// No recommendation is made of it. The reason is on the event.
    NoRecommendationJustified {
        /// Which.
        finding: ReviewFindingId,
    },
    /// What could not wait for the report was told.
    EarlyLearningReleased {
        /// To whom.
        audience: Text,
        /// What.
        words: Text,
    },
    /// A safeguarding partner stands for the report.
    ReportSignedOff {
        /// The version.
        version: u32,
        /// The partner.
        agency: AgencyId,
        /// With it every safeguarding partner had signed this version.
        complete: bool,
    },
    /// What publishing does to the family and to those who worked with them was thought through.
    PublicationImpactAssessed {
        /// To the family, and what is done about it.
        family: Text,
        /// To practitioners, and what is done about it.
        practitioners: Text,
    },
    /// Whether somebody can be told from the report was looked at.
    AnonymisationChecked {
        /// The version.
        version: u32,
        /// The post that looked.
        by: String,
        /// The answers of the checklist.
        answers: Vec<AnonymityAnswer>,
        /// What the product found in the text.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        patterns: Vec<PatternsFound>,
        /// What risk is left.
        residual_risk: Text,
    },
    /// The full report went to the Panel and to the Secretary of State (the regulations of 2018,
    /// regulation 15).
    ReportSentToPanelAndSecretaryOfState {
        /// The version.
        version: u32,
        /// The day.
        on: NaiveDate,
    },
    /// It went to Ofsted.
    ReportSentToOfsted {
        /// The version.
        version: u32,
        /// The day.
        on: NaiveDate,
    },
    /// The Panel said what it thinks of it.
    PanelCommentReceived {
        /// The day.
        on: NaiveDate,
        /// What it said.
        words: Text,
    },
    /// It will not be published in time, or on the day named last.
    PublicationDelayed {
        /// Why.
        why: Text,
        /// The day it is expected now.
        expected: NaiveDate,
        /// The day the Panel and the Secretary of State were told.
        told_panel_on: NaiveDate,
        /// Who else was told, and when.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        told: Vec<Told>,
    },
    /// The partners find it inappropriate to publish the report (Children Act 2004 section 16F).
    NonPublicationDecided {
        /// Why.
        justification: Text,
    },
    /// It was published.
    ReportPublished {
        /// The version.
        version: u32,
        /// The day.
        on: NaiveDate,
        /// Until when it can be read by anybody, at the least.
        available_until: NaiveDate,
        /// Where.
        place: String,
    },
    /// Only what should get better was published (Children Act 2004 section 16F).
    ImprovementsPublished {
        /// The day.
        on: NaiveDate,
        /// Until when it can be read by anybody, at the least.
        available_until: NaiveDate,
        /// Where.
        place: String,
        /// What should get better.
        words: Text,
    },
    /// What was published can no longer be read. The reason for taking it down early is on the
    /// event.
    ReportTakenDown {
        /// The day.
        on: NaiveDate,
    },
    /// The review is at its end. What it recommended goes on.
    ReviewClosed {},
}

impl Event {
    /// The agency the event concerns alone: one that was asked something, or answered it.
    pub const fn agency(&self) -> Option<AgencyId> {
        match self {
            Self::ReviewerInformationRequestedInWriting { agency, .. }
            | Self::ReviewerInformationReceived { agency, .. } => *agency,
            Self::AccuracyCheckRequested { agency, .. }
            | Self::AccuracyChecked { agency, .. }
            | Self::ReportSignedOff { agency, .. } => Some(*agency),
            Self::ReviewCommissioned { .. }
            | Self::ReviewerAppointed { .. }
            | Self::ReviewerRemoved { .. }
            | Self::TermsOfReferenceAgreed { .. }
            | Self::TermsOfReferenceRevised { .. }
            | Self::ParallelProceedingRegistered { .. }
            | Self::ParallelProceedingConcluded { .. }
            | Self::FamilyInvited { .. }
            | Self::FamilyContributed { .. }
            | Self::FamilyDeclined { .. }
            | Self::PractitionerEventHeld { .. }
            | Self::ReviewProgressMonitored { .. }
            | Self::DraftReportReceived { .. }
            | Self::ReviewFindingRecorded { .. }
            | Self::ReviewFindingCorrected { .. }
            | Self::NoRecommendationJustified { .. }
            | Self::EarlyLearningReleased { .. }
            | Self::PublicationImpactAssessed { .. }
            | Self::AnonymisationChecked { .. }
            | Self::ReportSentToPanelAndSecretaryOfState { .. }
            | Self::ReportSentToOfsted { .. }
            | Self::PanelCommentReceived { .. }
            | Self::PublicationDelayed { .. }
            | Self::NonPublicationDecided { .. }
            | Self::ReportPublished { .. }
            | Self::ImprovementsPublished { .. }
            | Self::ReportTakenDown { .. }
            | Self::ReviewClosed {} => None,
        }
    }

    /// Whether an agency that was asked something reads the event's words: those of what it was
    /// asked and answered, and of a finding that led to a recommendation to it.
    pub fn is_shown_to(&self, agency: AgencyId) -> bool {
        let of_finding = matches!(
            self,
            Self::ReviewFindingRecorded { .. } | Self::ReviewFindingCorrected { .. }
        );
        of_finding || self.agency() == Some(agency)
    }
}
