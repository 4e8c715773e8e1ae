//! What the rules ask about a serious incident.

use super::{HarmFrom, Nature, NotifyCriterion};
use crate::ids::AgencyId;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How far an incident has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was recorded.
    #[default]
    Unreferred,
    /// Referred; nobody decided whether the Panel is notified.
    Referred,
    /// It was decided not to notify.
    NotNotifiable,
    /// It was decided to notify, which is not done.
    ToNotify,
    /// The Panel was notified.
    Notified,
    /// The notification was withdrawn.
    Withdrawn,
}

/// When the Panel was notified, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notified {
    /// The day.
    pub on: NaiveDate,
    /// What was notified.
    pub nature: Nature,
}

/// An incident after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// What it is called.
    pub reference: String,
    /// The agency that referred it.
    pub agency: Option<AgencyId>,
    /// The day of the referral.
    pub referred_on: Option<NaiveDate>,
    /// What happened to the child.
    pub nature: Option<Nature>,
    /// Where the harm came from.
    pub harm_from: HarmFrom,
    /// The day the local authority became aware.
    pub aware_on: Option<NaiveDate>,
    /// The edition of the guidance the notification is judged by.
    pub rule_set: Option<String>,
    /// The criteria met, as last decided.
    pub criteria: BTreeSet<NotifyCriterion>,
    /// When the Panel was notified.
    pub notified: Option<Notified>,
    /// Whether Ofsted and the Department for Education were told.
    pub ofsted_informed: bool,
}
