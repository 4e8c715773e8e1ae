//! What can be asked of an audit programme.

use crate::action::Owner;
use crate::audit::AuditKind;
use crate::ids::{GroupId, PlanId, PriorityId, ScheduledId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An audit that is planned for a quarter of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedAudit {
    /// This entry of the programme.
    pub scheduled: ScheduledId,
    /// What kind of audit.
    pub kind: AuditKind,
    /// The code of its theme.
    pub theme: String,
    /// What it will look at.
    pub title: Text,
    /// The quarter of the programme's year, 1 to 4.
    pub quarter: u8,
    /// Who leads it: a post and an agency.
    pub lead: Owner,
    /// The plan's priority it serves.
    #[serde(default)]
    pub priority: Option<PriorityId>,
}

/// A command to an audit programme. A reason and the meeting that decided travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Agree the year's programme. With fewer audits than the minimum it needs a reason.
    AgreeProgramme {
        /// What the year is called, such as `2026 to 2027`.
        title: String,
        /// First day.
        starts: NaiveDate,
        /// Last day.
        ends: NaiveDate,
        /// How many audits there have to be at the least.
        minimum: u32,
        /// The plan it serves.
        #[serde(default)]
        plan: Option<PlanId>,
        /// The group that agreed it.
        #[serde(default)]
        agreed_by: Option<GroupId>,
        /// The audits planned from the start.
        #[serde(default)]
        scheduled: Vec<PlannedAudit>,
    },
    /// Plan one more audit.
    ScheduleAudit {
        /// This entry of the programme.
        scheduled: ScheduledId,
        /// What kind of audit.
        kind: AuditKind,
        /// The code of its theme.
        theme: String,
        /// What it will look at.
        title: Text,
        /// The quarter of the programme's year, 1 to 4.
        quarter: u8,
        /// Who leads it: a post and an agency.
        lead: Owner,
        /// The plan's priority it serves.
        #[serde(default)]
        priority: Option<PriorityId>,
    },
    /// Move a planned audit to another quarter. Needs a reason.
    RescheduleAudit {
        /// Which entry.
        scheduled: ScheduledId,
        /// The quarter from now on, 1 to 4.
        to: u8,
    },
    /// Take a planned audit out of the programme. Needs a reason.
    DropAudit {
        /// Which entry.
        scheduled: ScheduledId,
    },
    /// Record that the group knows that fewer audits were made than the minimum. How many were
    /// planned and made is counted, not typed. Needs a reason.
    AcknowledgeShortfall {},
    /// Close the year, once every entry has an approved report or was dropped, and the minimum
    /// was reached or the shortfall acknowledged.
    CloseProgramme {},
}
