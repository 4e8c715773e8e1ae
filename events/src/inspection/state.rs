//! What the rules ask about an inspection.

use super::kinds::{FindingKind, InspectionKind, Inspectorate};
use crate::ids::{AgencyId, InformationRequestId, InspectionFindingId};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// When the inspectors are here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fieldwork {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// How far an inspection has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nothing was recorded.
    #[default]
    Unknown,
    /// It was notified.
    Notified,
    /// The letter or report came.
    Reported,
    /// The plan that answers it was sent.
    Planned,
    /// It is closed.
    Closed,
}

impl Phase {
    /// Every phase of an inspection that was notified, in order.
    pub const ALL: [Self; 4] = [Self::Notified, Self::Reported, Self::Planned, Self::Closed];

    /// The phase as an address or a filter writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Notified => "notified",
            Self::Reported => "reported",
            Self::Planned => "planned",
            Self::Closed => "closed",
        }
    }

    /// The phase as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Unknown => "Not notified",
            Self::Notified => "Running",
            Self::Reported => "Letter received",
            Self::Planned => "Plan submitted",
            Self::Closed => "Closed",
        }
    }
}

/// How far a request for information has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestPhase {
    /// It waits for an answer.
    Open,
    /// It was answered, on this day.
    Answered(NaiveDate),
    /// The inspectorate no longer asks.
    Withdrawn,
}

/// A request for information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its number.
    pub number: String,
    /// The agency that answers; none for the partnership.
    pub agency: Option<AgencyId>,
    /// The day it came.
    pub received_on: NaiveDate,
    /// By when it is answered.
    pub due_on: NaiveDate,
    /// How far it has come.
    pub phase: RequestPhase,
}

impl Request {
    /// Whether, on a day, it is or was answered too late.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        match self.phase {
            RequestPhase::Open => today > self.due_on,
            RequestPhase::Answered(on) => on > self.due_on,
            RequestPhase::Withdrawn => false,
        }
    }
}

/// Something the letter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// Its theme.
    pub theme: String,
    /// The agencies it names.
    pub agencies: BTreeSet<AgencyId>,
    /// Somebody said why no recommendation is made of it.
    pub justified: bool,
}

/// An inspection after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// What kind; none before it was notified.
    pub kind: Option<InspectionKind>,
    /// What it is called here.
    pub reference: String,
    /// Who inspects.
    pub inspectorates: BTreeSet<Inspectorate>,
    /// The day it was notified.
    pub notified_on: Option<NaiveDate>,
    /// When they are here.
    pub fieldwork: Option<Fieldwork>,
    /// What was asked for.
    pub requests: BTreeMap<InformationRequestId, Request>,
    /// The day the letter came.
    pub letter_on: Option<NaiveDate>,
    /// The last day to send the plan.
    pub due: Option<NaiveDate>,
    /// What the letter says.
    pub findings: BTreeMap<InspectionFindingId, Finding>,
    /// The day the plan was sent.
    pub submitted_on: Option<NaiveDate>,
}

impl State {
    /// Whether a request waits for an answer.
    pub fn has_open_request(&self) -> bool {
        let mut all = self.requests.values();
        all.any(|one| one.phase == RequestPhase::Open)
    }
}
