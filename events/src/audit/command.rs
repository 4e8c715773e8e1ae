//! What can be asked of an audit.

use super::{
    AuditKind, Better, Count, FindingKind, GradeDescriptor, Judgement, Question, ScheduledRef,
    Worked,
};
use crate::ids::{AgencyId, AuditId, CaseId, FindingId, MeetingId, RecommendationId};
use crate::meeting::Attendance;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to an audit. A reason and the meeting that decided travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Commission an audit. All its grades use the grading scale in force on the day.
    CommissionAudit {
        /// What kind.
        kind: AuditKind,
        /// What it is called.
        title: String,
        /// Its reference, such as `A3 2026`. No other audit has it.
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
        #[serde(default)]
        scheduled: Option<ScheduledRef>,
        /// The earlier audit it makes again. A repeat audit needs one.
        #[serde(default)]
        repeat_of: Option<AuditId>,
    },
    /// Give out the questions and what each grade looks like. They are given the next number.
    /// Refused once fieldwork began.
    IssueAuditTool {
        /// The questions, each with a key of its own.
        questions: Vec<Question>,
        /// What the grades look like here, each grade once.
        #[serde(default)]
        descriptors: Vec<GradeDescriptor>,
    },
    /// Freeze the sample: no case is drawn after this.
    DrawSample {
        /// How the cases were chosen.
        method: Text,
        /// The cases that were drawn, every one of them.
        cases: Vec<CaseId>,
    },
    /// Record that agencies met to look at the grades together.
    RecordModerationMeeting {
        /// The day.
        on: NaiveDate,
        /// Who was there: at least two agencies.
        attendance: Vec<Attendance>,
    },
    /// Record a finding with how often it was seen. Of how many is counted: the sample less the
    /// exclusions.
    RecordFinding {
        /// The finding.
        finding: FindingId,
        /// What kind.
        kind: FindingKind,
        /// What was found. A percentage in it stands beside its numbers, such as `9 of 12`.
        statement: Text,
        /// In how many cases.
        x: u32,
        /// Of how many, to have it checked against the sample less the exclusions.
        #[serde(default)]
        n: Option<u32>,
        /// The code of its theme.
        theme: String,
        /// Why practice is so.
        #[serde(default)]
        underlying_reason: Option<Text>,
    },
    /// Correct a finding, or count it again after an exclusion. Needs a reason. What is left out
    /// stays as it is.
    CorrectFinding {
        /// Which finding.
        finding: FindingId,
        /// What kind.
        #[serde(default)]
        kind: Option<FindingKind>,
        /// What was found.
        #[serde(default)]
        statement: Option<Text>,
        /// In how many cases.
        #[serde(default)]
        x: Option<u32>,
        /// The code of its theme.
        #[serde(default)]
        theme: Option<String>,
        /// Why practice is so.
        #[serde(default)]
        underlying_reason: Option<Text>,
    },
    /// Record that something like it was found or recommended before, and what was done then.
    MatchFindingToEarlier {
        /// Which finding.
        finding: FindingId,
        /// Earlier findings, of other audits.
        #[serde(default)]
        earlier_findings: Vec<FindingId>,
        /// Earlier recommendations.
        #[serde(default)]
        earlier_recommendations: Vec<RecommendationId>,
        /// What was done about it then.
        what_was_done: Text,
        /// Whether that worked.
        worked: Worked,
    },
    /// Say why no recommendation is made of a finding. Needs a reason.
    JustifyNoRecommendation {
        /// Which finding.
        finding: FindingId,
    },
    /// Approve the report: every case left in the sample is graded and moderated, and every
    /// finding counts the sample as it is. With a return outstanding it needs a reason.
    ApproveAuditReport {},
    /// Record that it was presented to a group.
    PresentAudit {
        /// The meeting, which was held.
        meeting: MeetingId,
    },
    /// Record how what was learned reached people.
    DisseminateAuditLearning {
        /// Whom.
        audience: Text,
        /// How.
        how: Text,
    },
    /// Say by when it is to be made again.
    ScheduleRepeatAudit {
        /// By when.
        by: NaiveDate,
    },
    /// Compare one measure with the audit this one repeats.
    CompareWithBaseline {
        /// What is measured.
        measure: Text,
        /// In which direction it gets better.
        better: Better,
        /// Before.
        baseline: Count,
        /// Now.
        now: Count,
        /// What that says. With fewer than ten cases on either side nothing can be concluded.
        judgement: Judgement,
    },
    /// Close it: every finding that asks for a recommendation has one or a reason why not, every
    /// immediate concern is confirmed, and what was learned reached people.
    CloseAudit {},
    /// Give it up. Needs a reason.
    AbandonAudit {},
}
