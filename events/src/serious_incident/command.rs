//! What can be asked of a serious incident.

use super::{Dissent, HarmFrom, InformedBecause, Nature, NotifyCriterion};
use crate::ids::AgencyId;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a serious incident. A reason travels beside it. No command takes the day by which
/// something is due: that is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Record that an incident was referred.
    ReferIncident {
        /// What it is called here, such as `SI-07`. Never a name or initials.
        reference: String,
        /// The agency that referred it.
        agency: AgencyId,
        /// The day of the referral.
        on: NaiveDate,
        /// What happened to the child.
        nature: Nature,
        /// Where the harm came from.
        #[serde(default)]
        harm_from: HarmFrom,
        /// What is known so far, without names.
        words: Text,
    },
    /// Correct what happened and where the harm came from. Needs a reason.
    CorrectIncident {
        /// What happened to the child.
        nature: Nature,
        /// Where the harm came from.
        harm_from: HarmFrom,
    },
    /// Record when the local authority became aware: the clock of the notification starts.
    BecomeAware {
        /// The day.
        on: NaiveDate,
    },
    /// Record whether the Panel is to be notified. A decision before the Panel is notified may be
    /// made anew, with a reason.
    DecideNotification {
        /// Whether it is.
        notify: bool,
        /// The criteria that are met.
        #[serde(default)]
        criteria: Vec<NotifyCriterion>,
        /// Why.
        rationale: Text,
        /// The agencies consulted.
        #[serde(default)]
        consulted: Vec<AgencyId>,
        /// Those that see it otherwise.
        #[serde(default)]
        dissent: Vec<Dissent>,
    },
    /// Record that the national Panel was notified.
    NotifyPanel {
        /// The reference the Panel gave.
        reference: String,
        /// The day.
        on: NaiveDate,
        /// What was notified.
        nature: Nature,
    },
    /// Say why the notification is late. The clock goes on.
    ExplainLateNotification {
        /// Why.
        words: Text,
    },
    /// Record who was told of the notification.
    InformPartners {
        /// Whom.
        agencies: Vec<AgencyId>,
        /// The day.
        on: NaiveDate,
    },
    /// Record that Ofsted and the Department for Education were told of a death.
    InformOfstedAndDfe {
        /// Why they have to be told.
        because: InformedBecause,
        /// The day.
        on: NaiveDate,
    },
    /// Withdraw the notification. Needs a reason.
    WithdrawNotification {
        /// The day.
        on: NaiveDate,
    },
}
