//! A serious incident as it now stands.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::ids::{AgencyId, IncidentId};
use events::serious_incident::{HarmFrom, InformedBecause, Nature, NotifyCriterion};
use serde::Serialize;

/// How far an incident has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentStage {
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

impl IncidentStage {
    /// Every stage.
    pub const ALL: [Self; 5] = [
        Self::Referred,
        Self::NotNotifiable,
        Self::ToNotify,
        Self::Notified,
        Self::Withdrawn,
    ];

    /// Its stable name, as it is written in answers and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Referred => "referred",
            Self::NotNotifiable => "not_notifiable",
            Self::ToNotify => "to_notify",
            Self::Notified => "notified",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Referred => "Referred, not decided",
            Self::NotNotifiable => "Decided not to notify",
            Self::ToNotify => "To be notified",
            Self::Notified => "Notified",
            Self::Withdrawn => "Notification withdrawn",
        }
    }
}

/// When the local authority became aware.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aware {
    /// When that was recorded.
    pub at: Stamp,
    /// The day.
    pub on: NaiveDate,
    /// The edition of the guidance the notification is judged by.
    pub rule_set: String,
}

/// A decision whether the Panel is notified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotifyDecision {
    /// When.
    pub at: Stamp,
    /// Whether it is.
    pub notify: bool,
    /// The criteria that are met.
    pub criteria: Vec<NotifyCriterion>,
    /// Why.
    pub rationale: TextRef,
    /// The agencies consulted.
    pub consulted: Vec<AgencyId>,
    /// Those that see it otherwise, and what they say.
    pub dissent: Vec<(AgencyId, TextRef)>,
    /// Why it was decided again.
    pub reason: Option<TextRef>,
}

/// The notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotifiedPanel {
    /// When it was recorded.
    pub at: Stamp,
    /// The reference the Panel gave.
    pub reference: String,
    /// The day.
    pub on: NaiveDate,
    /// What was notified.
    pub nature: Nature,
}

/// Who was told of the notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Informed {
    /// When it was recorded.
    pub at: Stamp,
    /// Whom.
    pub agencies: Vec<AgencyId>,
    /// The day.
    pub on: NaiveDate,
}

/// That Ofsted and the Department for Education were told of a death.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfstedInformed {
    /// When it was recorded.
    pub at: Stamp,
    /// Why they have to be told.
    pub because: InformedBecause,
    /// The day.
    pub on: NaiveDate,
}

/// A serious incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Incident {
    /// Which.
    pub id: IncidentId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was recorded.
    pub referred: Stamp,
    /// What it is called here.
    pub reference: String,
    /// The agency that referred it.
    pub agency: AgencyId,
    /// The day of the referral.
    pub referred_on: NaiveDate,
    /// What happened to the child.
    pub nature: Nature,
    /// Where the harm came from.
    pub harm_from: HarmFrom,
    /// What is known.
    pub words: TextRef,
    /// Corrections of what happened: when, and why.
    pub corrected: Vec<(Stamp, Option<TextRef>)>,
    /// When the local authority became aware.
    pub aware: Option<Aware>,
    /// Whether the Panel is notified, the last decision last.
    pub decisions: Vec<NotifyDecision>,
    /// The notification.
    pub notified: Option<NotifiedPanel>,
    /// Why the notification is late.
    pub late_because: Vec<(Stamp, TextRef)>,
    /// Who was told.
    pub informed: Vec<Informed>,
    /// That Ofsted and the Department for Education were told of a death.
    pub ofsted: Option<OfstedInformed>,
    /// When the notification was withdrawn: the day, and why.
    pub withdrawn: Option<(Stamp, NaiveDate, Option<TextRef>)>,
    /// Its last event.
    pub last: Stamp,
}

impl Incident {
    /// How far it has come.
    pub fn stage(&self) -> IncidentStage {
        let decided = self.decisions.last().map(|one| one.notify);
        match (&self.withdrawn, &self.notified, decided) {
            (Some(_), _, _) => IncidentStage::Withdrawn,
            (None, Some(_), _) => IncidentStage::Notified,
            (None, None, Some(true)) => IncidentStage::ToNotify,
            (None, None, Some(false)) => IncidentStage::NotNotifiable,
            (None, None, None) => IncidentStage::Referred,
        }
    }

    /// Whether the notification is still waited for.
    pub fn waits_for_notification(&self) -> bool {
        match self.stage() {
            IncidentStage::Referred | IncidentStage::ToNotify => self.aware.is_some(),
            IncidentStage::NotNotifiable | IncidentStage::Notified | IncidentStage::Withdrawn => {
                false
            }
        }
    }
}
