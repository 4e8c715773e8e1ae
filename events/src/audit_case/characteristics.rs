//! What a board counts a sample by: broad groups only, each with *not known*, so that no child can be
//! told by them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The child's age, in the bands the Department for Education reports by.
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
pub enum AgeBand {
    /// Not born yet.
    Unborn,
    /// Under 1.
    UnderOne,
    /// 1 to 4.
    OneToFour,
    /// 5 to 9.
    FiveToNine,
    /// 10 to 15.
    TenToFifteen,
    /// 16 and over.
    SixteenAndOver,
    /// Not known.
    #[default]
    Unknown,
}

impl AgeBand {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 7] = [
        Self::Unborn,
        Self::UnderOne,
        Self::OneToFour,
        Self::FiveToNine,
        Self::TenToFifteen,
        Self::SixteenAndOver,
        Self::Unknown,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Unborn => "Unborn",
            Self::UnderOne => "Under 1",
            Self::OneToFour => "1 to 4",
            Self::FiveToNine => "5 to 9",
            Self::TenToFifteen => "10 to 15",
            Self::SixteenAndOver => "16 and over",
            Self::Unknown => "Not known",
        }
    }
}

/// Whether the child is disabled.
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
pub enum Disability {
    /// Disabled.
    Disabled,
    /// Not disabled.
    NotDisabled,
    /// Not known.
    #[default]
    Unknown,
}

impl Disability {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::Disabled, Self::NotDisabled, Self::Unknown];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Disabled => "Disabled",
            Self::NotDisabled => "Not disabled",
            Self::Unknown => "Not known",
        }
    }
}

/// The child's ethnic group, in the broad groups of the census of England and Wales.
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
pub enum Ethnicity {
    /// Asian or Asian British.
    Asian,
    /// Black, Black British, Caribbean or African.
    Black,
    /// Mixed or multiple ethnic groups.
    Mixed,
    /// White.
    White,
    /// Another ethnic group.
    Other,
    /// Not known, or not said.
    #[default]
    Unknown,
}

impl Ethnicity {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 6] = [
        Self::Asian,
        Self::Black,
        Self::Mixed,
        Self::White,
        Self::Other,
        Self::Unknown,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Asian => "Asian or Asian British",
            Self::Black => "Black, Black British, Caribbean or African",
            Self::Mixed => "Mixed or multiple ethnic groups",
            Self::White => "White",
            Self::Other => "Another ethnic group",
            Self::Unknown => "Not known",
        }
    }
}

/// Where the child lives.
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
pub enum Placement {
    /// With a parent.
    AtHome,
    /// With relatives or friends.
    WithRelatives,
    /// With foster carers.
    FosterCare,
    /// In a children's home, a school or a hospital.
    ResidentialCare,
    /// Alone or in supported lodgings.
    Independent,
    /// In custody.
    Custody,
    /// Elsewhere.
    Other,
    /// Not known.
    #[default]
    Unknown,
}

impl Placement {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 8] = [
        Self::AtHome,
        Self::WithRelatives,
        Self::FosterCare,
        Self::ResidentialCare,
        Self::Independent,
        Self::Custody,
        Self::Other,
        Self::Unknown,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AtHome => "With a parent",
            Self::WithRelatives => "With relatives or friends",
            Self::FosterCare => "With foster carers",
            Self::ResidentialCare => "In residential care",
            Self::Independent => "Alone or in supported lodgings",
            Self::Custody => "In custody",
            Self::Other => "Elsewhere",
            Self::Unknown => "Not known",
        }
    }
}

/// The plan that stands for the child.
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
pub enum PlanType {
    /// None.
    NoPlan,
    /// Early help.
    EarlyHelp,
    /// Child in need (Children Act 1989, section 17).
    ChildInNeed,
    /// Child protection (Children Act 1989, section 47).
    ChildProtection,
    /// Looked after by the local authority (Children Act 1989, section 22).
    LookedAfter,
    /// Care leaver.
    CareLeaver,
    /// Not known.
    #[default]
    Unknown,
}

impl PlanType {
    /// Every one, in the order a form offers them.
    pub const ALL: [Self; 7] = [
        Self::NoPlan,
        Self::EarlyHelp,
        Self::ChildInNeed,
        Self::ChildProtection,
        Self::LookedAfter,
        Self::CareLeaver,
        Self::Unknown,
    ];

    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NoPlan => "No plan",
            Self::EarlyHelp => "Early help",
            Self::ChildInNeed => "Child in need",
            Self::ChildProtection => "Child protection",
            Self::LookedAfter => "Looked after",
            Self::CareLeaver => "Care leaver",
            Self::Unknown => "Not known",
        }
    }
}
