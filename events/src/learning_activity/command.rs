//! What can be asked of a learning activity.

use super::{ActivityKind, Attendance, Effect, LaterMethod, Standard};
use crate::ids::BriefingId;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a learning activity. A reason and the meeting that decided travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Plan a forum, a learning event, a newsletter or a course.
    ScheduleActivity {
        /// What kind.
        kind: ActivityKind,
        /// Its reference, such as `C2 2026`.
        reference: String,
        /// What it is called.
        title: String,
        /// The code of its theme.
        #[serde(default)]
        theme: Option<String>,
        /// The day it is held or issued.
        on: NaiveDate,
        /// How many can come.
        #[serde(default)]
        places: Option<u32>,
        /// The briefings it spreads.
        #[serde(default)]
        briefings: Vec<BriefingId>,
        /// After how many months practice is looked at. A course needs it.
        #[serde(default)]
        look_after_months: Option<u32>,
    },
    /// Call it off. Needs a reason.
    CancelActivity {},
    /// Record what people need to learn, which the course answers.
    AnalyseTrainingNeeds {
        /// How it was looked at.
        how: Text,
        /// What is needed.
        needs: Text,
    },
    /// Record that the forum, learning event or course was held, and who came.
    HoldActivity {
        /// Who came, a row an agency.
        attendance: Vec<Attendance>,
    },
    /// Record that the newsletter was issued.
    IssueNewsletter {
        /// To how many it was sent.
        sent_to: u32,
    },
    /// Record what those who came said straight away.
    EvaluateActivity {
        /// How many answered.
        answered: u32,
        /// How many of those who answered found it useful.
        #[serde(default)]
        useful: Option<u32>,
        /// What they said.
        said: Text,
    },
    /// Record that practice was looked at months later. After how many is counted, not typed.
    EvaluatePracticeImpact {
        /// How.
        method: LaterMethod,
        /// How many people, cases or answers were looked at.
        n: u32,
        /// What was seen.
        seen: Text,
    },
    /// Judge from what was seen later whether practice changed.
    JudgeEffectOnPractice {
        /// What that says.
        effect: Effect,
        /// Why.
        because: Text,
    },
    /// Record that the course was looked at for its quality.
    AssureCourseQuality {
        /// Whether it is as good as the partnership asks.
        standard: Standard,
        /// What was looked at, and what was seen.
        seen: Text,
    },
    /// Have the course given again.
    RecommissionCourse {
        /// Why, and what changes.
        because: Text,
    },
}
