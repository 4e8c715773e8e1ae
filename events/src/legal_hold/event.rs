//! What can happen to a legal hold.

use crate::ids::StreamId;
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// For what things are held.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum HeldFor {
    /// A public inquiry asked that nothing be destroyed (Inquiries Act 2005 section 35).
    Inquiry,
    /// The police or the Crown Prosecution Service.
    Criminal,
    /// Proceedings in a family or civil court.
    Court,
    /// A coroner's investigation (Coroners and Justice Act 2009).
    Coroner,
    /// An inspection.
    Inspection,
    /// A complaint or a claim that is expected.
    Claim,
}

impl HeldFor {
    /// All of them, as a form offers them.
    pub const ALL: [Self; 6] = [
        Self::Inquiry,
        Self::Criminal,
        Self::Court,
        Self::Coroner,
        Self::Inspection,
        Self::Claim,
    ];

    /// Its stable name, as it is written in answers and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::Criminal => "criminal",
            Self::Court => "court",
            Self::Coroner => "coroner",
            Self::Inspection => "inspection",
            Self::Claim => "claim",
        }
    }

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inquiry => "A public inquiry (Inquiries Act 2005)",
            Self::Criminal => "A criminal investigation or prosecution",
            Self::Court => "Proceedings in a family or civil court",
            Self::Coroner => "A coroner’s investigation (Coroners and Justice Act 2009)",
            Self::Inspection => "An inspection",
            Self::Claim => "A complaint or a claim that is expected",
        }
    }
}

/// What happened. From when a hold stands is the day it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Things are held.
    LegalHoldPlaced {
        /// Which: what is part of them is held with them.
        things: Vec<StreamId>,
        /// For what.
        held_for: HeldFor,
        /// Why, and who asked.
        words: Text,
    },
    /// They are held no longer.
    LegalHoldLifted {
        /// Why.
        words: Text,
    },
}
