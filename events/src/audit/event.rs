//! What can happen to an audit.

use crate::ids::{
    AgencyId, AuditId, CaseId, FindingId, MeetingId, ProgrammeId, RecommendationId, ScheduledId,
};
use crate::meeting::Attendance;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of audit.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    /// Several agencies look at the same children.
    MultiAgency,
    /// One theme, over many cases.
    Thematic,
    /// Few cases, in depth.
    DeepDive,
    /// A few cases taken out at random, looked at quickly.
    DipSample,
    /// One agency looks at its own practice.
    SingleAgency,
    /// An earlier audit made again, to see whether practice changed.
    Repeat,
    /// Practice looked at because an inspection asked for it.
    InspectionEvaluation,
}

impl AuditKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 7] = [
        Self::MultiAgency,
        Self::Thematic,
        Self::DeepDive,
        Self::DipSample,
        Self::SingleAgency,
        Self::Repeat,
        Self::InspectionEvaluation,
    ];

    /// The kind as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::MultiAgency => "Multi-agency audit",
            Self::Thematic => "Thematic audit",
            Self::DeepDive => "Deep dive",
            Self::DipSample => "Dip sample",
            Self::SingleAgency => "Single-agency audit",
            Self::Repeat => "Repeat audit",
            Self::InspectionEvaluation => "Inspection evaluation",
        }
    }
}

/// The entry of a programme an audit is made for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct ScheduledRef {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its entry.
    pub scheduled: ScheduledId,
}

/// One question of an audit tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Question {
    /// Its key, such as `2a`, under which it is answered.
    pub key: String,
    /// What is asked.
    pub words: Text,
}

/// What a grade looks like in the practice this audit looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeDescriptor {
    /// The grade's code in the audit's scale.
    pub grade: String,
    /// What it looks like.
    pub words: Text,
}

/// What kind of finding.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Practice that is strong.
    Strength,
    /// Practice that should develop.
    Development,
    /// Practice that has to improve.
    Improvement,
}

impl FindingKind {
    /// Whether it asks for a recommendation, or for a reason why there is none.
    pub const fn asks_for_recommendation(self) -> bool {
        match self {
            Self::Strength => false,
            Self::Development | Self::Improvement => true,
        }
    }
}

/// So many of so many.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Count {
    /// In how many cases it was so.
    pub x: u32,
    /// Of how many looked at.
    pub n: u32,
}

/// Whether what was done about an earlier finding worked.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Worked {
    /// Practice changed.
    Yes,
    /// In part, or for a time.
    Partly,
    /// It did not.
    No,
    /// Nobody knows.
    NotKnown,
}

/// In which direction a measure gets better.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More cases are better, such as children seen alone.
    More,
    /// Fewer cases are better, such as visits missed.
    Fewer,
}

/// What a repeat audit says about a measure.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// Practice is better than it was.
    Improved,
    /// Practice is not better than it was.
    NotImproved,
    /// The samples cannot tell.
    TooSmallToConclude,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was commissioned.
    AuditCommissioned {
        /// What kind.
        kind: AuditKind,
        /// What it is called.
        title: String,
        /// Its reference, such as `A3 2026`.
        reference: String,
        /// The question it asks of practice.
        question: Text,
        /// Which children it is about.
        cohort: Text,
        /// The code of its theme.
        theme: String,
        /// How many cases are to be looked at.
        sample_planned: u32,
        /// How they are looked at.
        method: Text,
        /// The agencies whose practice is looked at.
        agencies: Vec<AgencyId>,
        /// First day.
        starts: NaiveDate,
        /// By when agencies return.
        fieldwork_due: NaiveDate,
        /// By when it reports.
        report_due: NaiveDate,
        /// The entry of the programme it is made for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scheduled: Option<ScheduledRef>,
        /// The earlier audit it makes again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        repeat_of: Option<AuditId>,
        /// The number of the grading scale all its grades use.
        grading_scale: u32,
    },
    /// The questions and what each grade looks like were given out.
    AuditToolIssued {
        /// Its number, from 1.
        version: u32,
        /// The questions.
        questions: Vec<Question>,
        /// What the grades look like here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        descriptors: Vec<GradeDescriptor>,
    },
    /// The sample is complete and frozen.
    SampleDrawn {
        /// How the cases were chosen.
        method: Text,
        /// The cases.
        cases: Vec<CaseId>,
        /// How many.
        n: u32,
    },
    /// Agencies met and looked at the grades together.
    ModerationMeetingHeld {
        /// The day.
        on: NaiveDate,
        /// Who was there.
        attendance: Vec<Attendance>,
    },
    /// Something was found.
    FindingRecorded {
        /// The finding.
        finding: FindingId,
        /// What kind.
        kind: FindingKind,
        /// What was found.
        statement: Text,
        /// In how many cases.
        x: u32,
        /// Of how many: the sample less the exclusions.
        n: u32,
        /// The code of its theme.
        theme: String,
        /// Why practice is so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        underlying_reason: Option<Text>,
    },
    /// A finding was wrong, or the sample it counts has changed. The reason is on the event. What
    /// is left out stays as it was.
    FindingCorrected {
        /// Which finding.
        finding: FindingId,
        /// What kind.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<FindingKind>,
        /// What was found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statement: Option<Text>,
        /// In how many cases.
        x: u32,
        /// Of how many: the sample less the exclusions.
        n: u32,
        /// The code of its theme.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theme: Option<String>,
        /// Why practice is so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        underlying_reason: Option<Text>,
    },
    /// Something like it was found, or recommended, before.
    FindingMatchedToEarlier {
        /// Which finding.
        finding: FindingId,
        /// The earlier findings.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        earlier_findings: Vec<FindingId>,
        /// The earlier recommendations.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        earlier_recommendations: Vec<RecommendationId>,
        /// What was done about it then.
        what_was_done: Text,
        /// Whether that worked.
        worked: Worked,
    },
    /// No recommendation is made of a finding. The reason is on the event.
    NoRecommendationJustified {
        /// Which finding.
        finding: FindingId,
    },
    /// The report was approved.
    AuditReportApproved {},
    /// It was presented to a group.
    AuditPresentedToBoard {
        /// In which meeting.
        meeting: MeetingId,
    },
    /// What was learned reached people.
    AuditLearningDisseminated {
        /// Whom.
        audience: Text,
        /// How.
        how: Text,
    },
    /// It is to be made again.
    RepeatAuditScheduled {
        /// By when.
        by: NaiveDate,
    },
    /// One measure was compared with the audit this one repeats.
    ResultComparedWithBaseline {
        /// What is measured.
        measure: Text,
        /// In which direction it gets better.
        better: Better,
        /// Before.
        baseline: Count,
        /// Now.
        now: Count,
        /// What that says.
        judgement: Judgement,
    },
    /// It is closed.
    AuditClosed {},
    /// It will not be finished. The reason is on the event.
    AuditAbandoned {},
}
