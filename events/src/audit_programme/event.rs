//! What can happen to an audit programme.

use crate::action::Owner;
use crate::audit::AuditKind;
use crate::ids::{GroupId, PlanId, PriorityId, ScheduledId};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The year's programme was agreed. Where fewer audits were planned than the minimum, the
    /// reason is on the event.
    ProgrammeAgreed {
        /// What the year is called, such as `2026 to 2027`.
        title: String,
        /// First day.
        starts: NaiveDate,
        /// Last day.
        ends: NaiveDate,
        /// How many audits there have to be at the least.
        minimum: u32,
        /// The plan it serves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<PlanId>,
        /// The group that agreed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agreed_by: Option<GroupId>,
    },
    /// An audit was planned for a quarter.
    AuditScheduled {
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<PriorityId>,
    },
    /// A planned audit moves to another quarter. The reason is on the event.
    AuditRescheduled {
        /// Which entry.
        scheduled: ScheduledId,
        /// The quarter before.
        from: u8,
        /// The quarter now.
        to: u8,
    },
    /// A planned audit will not be made. The reason is on the event.
    AuditDroppedFromProgramme {
        /// Which entry.
        scheduled: ScheduledId,
    },
    /// The group knows that fewer audits were made than the minimum. The reason is on the event.
    ProgrammeShortfallAcknowledged {
        /// How many audits stood in the programme then.
        planned: u32,
        /// How many of them had an approved report then.
        delivered: u32,
    },
    /// The year is over.
    ProgrammeClosed {},
}
