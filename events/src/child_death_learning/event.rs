//! What can happen in a year's learning from child deaths.

use crate::ids::{AgencyId, EvidenceId, RecommendationId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many deaths, as a band. Its lowest holds nought and every count that might point to
/// somebody, so that even the band tells of nobody.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// None to four.
    FewerThanFive,
    /// Five to nine.
    FiveToNine,
    /// Ten to nineteen.
    TenToNineteen,
    /// Twenty and more.
    TwentyOrMore,
}

impl Band {
    /// Every band, lowest first.
    pub const ALL: [Self; 4] = [
        Self::FewerThanFive,
        Self::FiveToNine,
        Self::TenToNineteen,
        Self::TwentyOrMore,
    ];

    /// The band as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::FewerThanFive => "fewer than 5",
            Self::FiveToNine => "5 to 9",
            Self::TenToNineteen => "10 to 19",
            Self::TwentyOrMore => "20 or more",
        }
    }

    /// The smallest count the band holds.
    pub const fn least(self) -> u32 {
        match self {
            Self::FewerThanFive => 0,
            Self::FiveToNine => 5,
            Self::TenToNineteen => 10,
            Self::TwentyOrMore => 20,
        }
    }
}

/// What was seen in several deaths and could be changed. A closed list, so that no heading can
/// tell of one child.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// Where and how babies sleep.
    SaferSleep,
    /// Smoking in pregnancy or at home.
    Smoking,
    /// Alcohol or drugs in the household.
    AlcoholOrDrugs,
    /// The mental health of parents or carers.
    ParentalMentalHealth,
    /// The mental health of children, self-harm and suicide.
    ChildrensMentalHealth,
    /// Domestic abuse.
    DomesticAbuse,
    /// Neglect.
    Neglect,
    /// Care of long-term conditions such as asthma or epilepsy.
    LongTermConditions,
    /// Housing and poverty.
    HousingOrPoverty,
    /// Roads and travel.
    Roads,
    /// Water, heights and other dangers outside and at home.
    Accidents,
    /// Violence outside the home.
    ViolenceOutsideHome,
    /// How services worked together or could be reached.
    Services,
    /// Something else.
    Other,
}

impl Factor {
    /// Every factor, in the order a form offers them.
    pub const ALL: [Self; 14] = [
        Self::SaferSleep,
        Self::Smoking,
        Self::AlcoholOrDrugs,
        Self::ParentalMentalHealth,
        Self::ChildrensMentalHealth,
        Self::DomesticAbuse,
        Self::Neglect,
        Self::LongTermConditions,
        Self::HousingOrPoverty,
        Self::Roads,
        Self::Accidents,
        Self::ViolenceOutsideHome,
        Self::Services,
        Self::Other,
    ];

    /// The factor as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::SaferSleep => "Where and how babies sleep",
            Self::Smoking => "Smoking in pregnancy or at home",
            Self::AlcoholOrDrugs => "Alcohol or drugs in the household",
            Self::ParentalMentalHealth => "Mental health of parents or carers",
            Self::ChildrensMentalHealth => "Mental health of children, self-harm and suicide",
            Self::DomesticAbuse => "Domestic abuse",
            Self::Neglect => "Neglect",
            Self::LongTermConditions => "Care of long-term conditions",
            Self::HousingOrPoverty => "Housing and poverty",
            Self::Roads => "Roads and travel",
            Self::Accidents => "Dangers outside and at home",
            Self::ViolenceOutsideHome => "Violence outside the home",
            Self::Services => "How services worked together or could be reached",
            Self::Other => "Something else",
        }
    }
}

/// A period that deaths were reviewed in: never so short that it dates one of them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The record of a panel's year was opened.
    ChildDeathYearOpened {
        /// What the year is called, such as `2025 to 2026`.
        title: String,
        /// The year.
        year: Period,
        /// What the panel is called.
        panel: String,
    },
    /// The panel passed on what several deaths had in common.
    CdopLearningReceived {
        /// In which period the deaths were reviewed.
        period: Period,
        /// What they had in common.
        factor: Factor,
        /// In how many it was seen, as a band.
        deaths_band: Band,
        /// What is to be learned.
        learning: Text,
    },
    /// The panel recommended something.
    CdopRecommendationReceived {
        /// What it asks for.
        words: Text,
        /// Of whom.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        addressees: Vec<AgencyId>,
        /// The partnership's own recommendation made of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recommendation: Option<RecommendationId>,
    },
    /// The panel referred deaths so that the partnership considers whether one of them is a serious
    /// incident (Children Act 2004 s16C). Each is looked at under an id and a clock of its own; here
    /// stands only that there were some, as a band.
    DeathReferredForSafeguardingConsideration {
        /// In which period.
        period: Period,
        /// How many, as a band.
        referred_band: Band,
        /// What became of it in general, such as how they were considered.
        considered: Text,
    },
    /// The panel's yearly report came.
    CdopAnnualReportReceived {
        /// What it is called.
        title: String,
        /// How many deaths were reviewed, as a band.
        reviewed_band: Band,
        /// In how many of them something could have been changed, as a band.
        modifiable_band: Band,
        /// What it says to the partnership.
        says: Text,
        /// The report, where it was lodged as evidence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<EvidenceId>,
    },
}
