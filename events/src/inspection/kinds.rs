//! The kinds of inspection, who inspects, and what kinds of finding they write.

use crate::rule_set::ClockName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of inspection it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum InspectionKind {
    /// A standard inspection of the council's services for children.
    IlacsStandard,
    /// A short one.
    IlacsShort,
    /// A visit that looks at one part of those services.
    FocusedVisit,
    /// A visit after a judgement of inadequate.
    MonitoringVisit,
    /// Several inspectorates look together at how agencies work together.
    Jtai,
    /// How an area serves children with special educational needs and disabilities.
    AreaSend,
    /// How a police force protects children.
    HmicfrsChildProtection,
    /// Health services for safeguarding and for children looked after.
    CqcReview,
    /// Another one.
    Other,
}

impl InspectionKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 9] = [
        Self::IlacsStandard,
        Self::IlacsShort,
        Self::FocusedVisit,
        Self::MonitoringVisit,
        Self::Jtai,
        Self::AreaSend,
        Self::HmicfrsChildProtection,
        Self::CqcReview,
        Self::Other,
    ];

    /// As an address or a filter writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::IlacsStandard => "ilacs_standard",
            Self::IlacsShort => "ilacs_short",
            Self::FocusedVisit => "focused_visit",
            Self::MonitoringVisit => "monitoring_visit",
            Self::Jtai => "jtai",
            Self::AreaSend => "area_send",
            Self::HmicfrsChildProtection => "hmicfrs_child_protection",
            Self::CqcReview => "cqc_review",
            Self::Other => "other",
        }
    }

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::IlacsStandard => "ILACS standard inspection",
            Self::IlacsShort => "ILACS short inspection",
            Self::FocusedVisit => "ILACS focused visit",
            Self::MonitoringVisit => "ILACS monitoring visit",
            Self::Jtai => "Joint targeted area inspection",
            Self::AreaSend => "Area SEND inspection",
            Self::HmicfrsChildProtection => "HMICFRS child protection inspection",
            Self::CqcReview => "CQC review of health services for children",
            Self::Other => "Other inspection",
        }
    }

    /// The statutory clock of the plan that answers it; none where none is kept for the kind.
    pub const fn plan_clock(self) -> Option<ClockName> {
        match self {
            Self::IlacsStandard | Self::IlacsShort => Some(ClockName::IlacsActionPlan),
            Self::Jtai => Some(ClockName::JtaiActionPlan),
            Self::FocusedVisit
            | Self::MonitoringVisit
            | Self::AreaSend
            | Self::HmicfrsChildProtection
            | Self::CqcReview
            | Self::Other => None,
        }
    }
}

/// Who inspects.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Inspectorate {
    /// Ofsted.
    Ofsted,
    /// The Care Quality Commission.
    Cqc,
    /// His Majesty's Inspectorate of Constabulary and Fire & Rescue Services.
    Hmicfrs,
    /// His Majesty's Inspectorate of Probation.
    HmiProbation,
    /// Another body.
    Other,
}

impl Inspectorate {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 5] = [
        Self::Ofsted,
        Self::Cqc,
        Self::Hmicfrs,
        Self::HmiProbation,
        Self::Other,
    ];

    /// As an address or a form writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ofsted => "ofsted",
            Self::Cqc => "cqc",
            Self::Hmicfrs => "hmicfrs",
            Self::HmiProbation => "hmi_probation",
            Self::Other => "other",
        }
    }

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ofsted => "Ofsted",
            Self::Cqc => "CQC",
            Self::Hmicfrs => "HMICFRS",
            Self::HmiProbation => "HMI Probation",
            Self::Other => "Another body",
        }
    }
}

/// What kind of finding it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Something done well.
    Strength,
    /// Something that has to change first.
    PriorityAction,
    /// Something that has to get better.
    Improvement,
}

impl FindingKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::PriorityAction, Self::Improvement, Self::Strength];

    /// As an address or a filter writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Strength => "strength",
            Self::PriorityAction => "priority_action",
            Self::Improvement => "improvement",
        }
    }

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Strength => "Strength",
            Self::PriorityAction => "Area for priority action",
            Self::Improvement => "Area for improvement",
        }
    }

    /// Whether something has to change because of it.
    pub const fn asks_for_change(self) -> bool {
        match self {
            Self::PriorityAction | Self::Improvement => true,
            Self::Strength => false,
        }
    }
}
