//! What can happen to a serious incident.

use crate::ids::AgencyId;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What happened to the child, as it is notified and counted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// A child died.
    Death,
    /// A child was seriously harmed physically.
    PhysicalHarm,
    /// A child was seriously harmed sexually.
    SexualHarm,
    /// A child was seriously neglected.
    Neglect,
    /// A child was seriously harmed emotionally.
    EmotionalHarm,
    /// A child was seriously harmed in another way.
    OtherHarm,
}

impl Nature {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 6] = [
        Self::Death,
        Self::PhysicalHarm,
        Self::SexualHarm,
        Self::Neglect,
        Self::EmotionalHarm,
        Self::OtherHarm,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Death => "Death",
            Self::PhysicalHarm => "Serious physical harm",
            Self::SexualHarm => "Serious sexual harm",
            Self::Neglect => "Serious neglect",
            Self::EmotionalHarm => "Serious emotional harm",
            Self::OtherHarm => "Other serious harm",
        }
    }
}

/// Whether the harm came from inside the family or from outside it.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum HarmFrom {
    /// Inside the family.
    IntraFamilial,
    /// Outside the family, such as exploitation or violence between young people.
    ExtraFamilial,
    /// Both.
    Both,
    /// Not known.
    #[default]
    Unknown,
}

impl HarmFrom {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 4] = [
        Self::IntraFamilial,
        Self::ExtraFamilial,
        Self::Both,
        Self::Unknown,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::IntraFamilial => "Intra-familial",
            Self::ExtraFamilial => "Extra-familial",
            Self::Both => "Both",
            Self::Unknown => "Not known",
        }
    }
}

/// What the duty to notify rests on: Children Act 2004 section 16C(1).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum NotifyCriterion {
    /// Abuse or neglect of the child is known or suspected.
    AbuseOrNeglect,
    /// The child died.
    ChildDied,
    /// The child was seriously harmed.
    SeriouslyHarmed,
    /// It happened in the area, or outside England to a child who normally lives in the area.
    InArea,
}

impl NotifyCriterion {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 4] = [
        Self::AbuseOrNeglect,
        Self::ChildDied,
        Self::SeriouslyHarmed,
        Self::InArea,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AbuseOrNeglect => "Abuse or neglect of the child is known or suspected",
            Self::ChildDied => "The child died",
            Self::SeriouslyHarmed => "The child was seriously harmed",
            Self::InArea => {
                "It happened in the area, or outside England to a child who normally lives here"
            }
        }
    }
}

/// Why Ofsted and the Department for Education are told of a death, whether or not abuse or
/// neglect is suspected.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum InformedBecause {
    /// The child was looked after by the local authority.
    LookedAfter,
    /// The young person was a care leaver up to and including the age of 24.
    CareLeaver,
}

impl InformedBecause {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 2] = [Self::LookedAfter, Self::CareLeaver];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::LookedAfter => "A looked-after child died",
            Self::CareLeaver => "A care leaver died",
        }
    }
}

/// A partner who sees it otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dissent {
    /// Which agency.
    pub agency: AgencyId,
    /// What it thinks, and why.
    pub words: Text,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was referred.
    IncidentReferred {
        /// What it is called here, such as `SI-07`.
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
        /// What is known so far.
        words: Text,
    },
    /// What happened is described otherwise. The reason is on the event.
    IncidentCorrected {
        /// What happened to the child.
        nature: Nature,
        /// Where the harm came from.
        harm_from: HarmFrom,
    },
    /// The local authority became aware: the clock of the notification starts.
    LocalAuthorityBecameAware {
        /// The day.
        on: NaiveDate,
        /// The edition of the guidance the notification is judged by: the one in force that day.
        rule_set: String,
    },
    /// The local authority decided whether the Panel is notified. A second decision has its
    /// reason on the event.
    NotificationDecided {
        /// Whether it is.
        notify: bool,
        /// The criteria that are met.
        criteria: Vec<NotifyCriterion>,
        /// Why.
        rationale: Text,
        /// The agencies consulted.
        consulted: Vec<AgencyId>,
        /// Those that see it otherwise.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        dissent: Vec<Dissent>,
    },
    /// The national Panel was notified.
    PanelNotified {
        /// The reference the Panel gave.
        reference: String,
        /// The day.
        on: NaiveDate,
        /// What was notified.
        nature: Nature,
    },
    /// Somebody said why the notification is late.
    LateNotificationExplained {
        /// Why.
        words: Text,
    },
    /// The safeguarding partners and others were told of the notification.
    PartnersInformed {
        /// Whom.
        agencies: Vec<AgencyId>,
        /// The day.
        on: NaiveDate,
    },
    /// Ofsted and the Department for Education were told of a death.
    OfstedDfeInformed {
        /// Why they have to be told.
        because: InformedBecause,
        /// The day.
        on: NaiveDate,
    },
    /// The notification was withdrawn. The reason is on the event.
    NotificationWithdrawn {
        /// The day.
        on: NaiveDate,
    },
}
