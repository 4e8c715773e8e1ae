//! What can be asked of a practice review.

use super::kinds::{
    AnonymityAnswer, FindingKind, PatternsFound, Proceeding, Quality, ReviewKind, Timeliness, Told,
};
use crate::ids::{AgencyId, EvidenceId, RapidReviewId, ReviewFindingId, ReviewSubjectId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a practice review. A reason travels beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Commission it. The last day to publish is worked out from the day of the decision.
    CommissionReview {
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
        /// The rapid review it comes from, which decided for a review of this kind.
        #[serde(default)]
        rapid_review: Option<RapidReviewId>,
        /// Every how many weeks its time and quality are looked at.
        monitored_every_weeks: u32,
    },
    /// Appoint somebody to write it.
    AppointReviewer {
        /// Who.
        who: Text,
        /// The member agency that employs them, if one does.
        #[serde(default)]
        employed_by: Option<AgencyId>,
        /// Whether they had any part in the case.
        had_part_in_case: bool,
        /// How their independence was looked at.
        independence: Text,
    },
    /// Remove a reviewer, with a reason.
    RemoveReviewer {
        /// Their number.
        number: u32,
    },
    /// Agree what the review looks at.
    AgreeTermsOfReference {
        /// The terms.
        words: Text,
        /// Whose work is looked at.
        agencies: Vec<AgencyId>,
    },
    /// Change it, with a reason.
    ReviseTermsOfReference {
        /// The terms as they are now.
        words: Text,
        /// Whose work is looked at now.
        agencies: Vec<AgencyId>,
    },
    /// Register what goes on beside the review. No clock pauses for it.
    RegisterParallelProceeding {
        /// What kind.
        kind: Proceeding,
        /// What it is, and what has to be agreed with whom.
        words: Text,
    },
    /// Record that it came to an end.
    ConcludeParallelProceeding {
        /// Its number.
        number: u32,
        /// What came of it.
        words: Text,
    },
    /// Ask somebody of the family to take part.
    InviteFamily {
        /// The child or family member, of this review or of the incident behind its rapid review.
        subject: ReviewSubjectId,
        /// How they were asked: by which way and by whom, and nothing of what they said.
        how: Text,
    },
    /// Record that they took part.
    RecordFamilyContribution {
        /// Their number.
        number: u32,
        /// What they said, where they have no record of their own: a child or family member has
        /// one, and it is recorded there.
        #[serde(default)]
        words: Option<Text>,
    },
    /// Record that they would rather not.
    RecordFamilyDeclined {
        /// Their number.
        number: u32,
        /// What they said about it, where they have no record of their own.
        #[serde(default)]
        words: Option<Text>,
    },
    /// Record that those who worked with the family came together.
    HoldPractitionerEvent {
        /// On which day.
        on: NaiveDate,
        /// How many came.
        attended: u32,
        /// From which agencies.
        agencies: Vec<AgencyId>,
        /// What they said.
        words: Text,
    },
    /// Look at the review's time and quality.
    MonitorReviewProgress {
        /// Whether it will be done in time.
        time: Timeliness,
        /// How good it is so far.
        quality: Quality,
        /// What was seen, and what follows.
        words: Text,
    },
    /// Ask the reviewer, or an agency, for information in writing.
    RequestInformation {
        /// The agency asked; none for the reviewer.
        #[serde(default)]
        agency: Option<AgencyId>,
        /// What is asked.
        what: Text,
        /// By when.
        due: NaiveDate,
    },
    /// Answer such a request, or record the answer.
    ProvideInformation {
        /// The request's number.
        number: u32,
        /// The answer.
        words: Text,
        /// The document that came with it.
        #[serde(default)]
        document: Option<EvidenceId>,
    },
    /// Record that a draft of the report came. What was signed, checked and sent of the one before
    /// it counts no longer.
    ReceiveDraftReport {
        /// The number of the reviewer who stands for it; none for a review without one.
        #[serde(default)]
        reviewer: Option<u32>,
        /// What is new in it.
        words: Text,
        /// The draft itself.
        #[serde(default)]
        document: Option<EvidenceId>,
    },
    /// Ask agencies whether what the draft says of their work is accurate.
    RequestAccuracyCheck {
        /// The agencies.
        agencies: Vec<AgencyId>,
        /// By when.
        due: NaiveDate,
    },
    /// Say whether what the draft says of an agency's work is accurate.
    CheckAccuracy {
        /// The agency.
        agency: AgencyId,
        /// Whether everything is accurate.
        accurate: bool,
        /// What is not.
        #[serde(default)]
        words: Option<Text>,
    },
    /// Record something the review says.
    RecordReviewFinding {
        /// A fresh id.
        finding: ReviewFindingId,
        /// What kind.
        kind: FindingKind,
        /// What it says.
        statement: Text,
        /// The code of its theme.
        theme: String,
        /// Why it came to that.
        #[serde(default)]
        underlying_reason: Option<Text>,
    },
    /// Correct it, with a reason.
    CorrectReviewFinding {
        /// Which.
        finding: ReviewFindingId,
        /// What kind it is, where that changes.
        #[serde(default)]
        kind: Option<FindingKind>,
        /// What it says, where that changes.
        #[serde(default)]
        statement: Option<Text>,
        /// The code of its theme, where that changes.
        #[serde(default)]
        theme: Option<String>,
    },
    /// Say with a reason why no recommendation is made of a finding.
    JustifyNoRecommendation {
        /// Which.
        finding: ReviewFindingId,
    },
    /// Tell what cannot wait for the report.
    ReleaseEarlyLearning {
        /// To whom.
        audience: Text,
        /// What.
        words: Text,
    },
    /// Stand for the report as a safeguarding partner.
    SignOffReport {
        /// The partner.
        agency: AgencyId,
    },
    /// Think through what publishing does to the family and to practitioners.
    AssessPublicationImpact {
        /// To the family, and what is done about it.
        family: Text,
        /// To practitioners, and what is done about it.
        practitioners: Text,
    },
    /// Record that somebody looked whether anybody can be told from the report.
    CheckAnonymisation {
        /// The post that looked.
        by: String,
        /// The answers of the checklist, one for each question.
        answers: Vec<AnonymityAnswer>,
        /// What the product found in the text.
        #[serde(default)]
        patterns: Vec<PatternsFound>,
        /// What risk is left.
        residual_risk: Text,
    },
    /// Record that the full report went to the Panel and to the Secretary of State.
    SendReportToPanel {
        /// The day.
        on: NaiveDate,
    },
    /// Record that it went to Ofsted.
    SendReportToOfsted {
        /// The day.
        on: NaiveDate,
    },
    /// Record what the Panel thinks of it.
    RecordPanelComment {
        /// The day.
        on: NaiveDate,
        /// What it said.
        words: Text,
    },
    /// Record that it will not be published in time, why, and who was told.
    DelayPublication {
        /// Why.
        why: Text,
        /// The day it is expected now.
        expected: NaiveDate,
        /// The day the Panel and the Secretary of State were told.
        told_panel_on: NaiveDate,
        /// Who else was told, and when.
        #[serde(default)]
        told: Vec<Told>,
    },
    /// Decide that publishing the report is inappropriate.
    DecideNonPublication {
        /// Why.
        justification: Text,
    },
    /// Record that the report was published.
    PublishReport {
        /// The day.
        on: NaiveDate,
        /// Where.
        place: String,
        /// Until when it can be read, where that is longer than it must.
        #[serde(default)]
        available_until: Option<NaiveDate>,
    },
    /// Record that only what should get better was published.
    PublishImprovements {
        /// The day.
        on: NaiveDate,
        /// Where.
        place: String,
        /// Until when it can be read, where that is longer than it must.
        #[serde(default)]
        available_until: Option<NaiveDate>,
        /// What should get better.
        words: Text,
    },
    /// Record that what was published can no longer be read. Before its time only with a reason.
    TakeReportDown {
        /// The day.
        on: NaiveDate,
    },
    /// Close the review.
    CloseReview {},
}
