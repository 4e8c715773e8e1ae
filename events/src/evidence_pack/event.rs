//! What can happen to an evidence pack.

use crate::envelope::Moment;
use crate::ids::{StreamId, StreamKind};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What of the record was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// These things; the whole record where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<StreamId>,
    /// With everything their golden threads run through: sources, recommendations, actions,
    /// evidence, and what belongs to them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub threads: bool,
    /// Only things of these kinds; every kind where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<StreamKind>,
    /// Only what happened on this day or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Only what happened on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// With who looked at the things that are named, up to the moment of the pack.
    #[serde(default, skip_serializing_if = "is_false")]
    pub accesses: bool,
}

/// Why a text or file was left out. The words for each stand in the pack.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WithheldFor {
    /// It could tell who a child or somebody of a family is.
    Identifies,
    /// It is about somebody whom the request is not about.
    ThirdParty,
    /// It is advice of lawyers, or belongs to proceedings.
    Legal,
    /// It would prejudice a police investigation or a prosecution.
    Investigation,
    /// It does not bear on the request.
    BeyondRequest,
}

impl WithheldFor {
    /// Every reason, in the order a form offers them.
    pub const ALL: [Self; 5] = [
        Self::Identifies,
        Self::ThirdParty,
        Self::Legal,
        Self::Investigation,
        Self::BeyondRequest,
    ];

    /// The stable word, as it is stored and as a pack has it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identifies => "identifies",
            Self::ThirdParty => "third_party",
            Self::Legal => "legal",
            Self::Investigation => "investigation",
            Self::BeyondRequest => "beyond_request",
        }
    }

    /// The reason with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The reason as the pack's reader is told it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Identifies => "It could tell who a child or a member of a family is",
            Self::ThirdParty => "It is about somebody whom the request is not about",
            Self::Legal => "It is legal advice, or belongs to legal proceedings",
            Self::Investigation => "It could prejudice an investigation or a prosecution",
            Self::BeyondRequest => "It does not bear on the request",
        }
    }
}

/// One text or file that was left out by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The position of its event in the log, from 1.
    pub position: u64,
    /// Its field, as a JSON pointer into the event.
    pub field: String,
    /// Why.
    pub because: WithheldFor,
}

/// What is left out wherever it stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// All words said of a child or somebody of a family under an alias.
    AboutChildren,
    /// All words and files that are official-sensitive.
    OfficialSensitive,
    /// All evidence files.
    Files,
    /// All words and files: dates, ratings and who recorded what remain.
    AllWords,
}

impl Rule {
    /// Every rule, in the order a form offers them.
    pub const ALL: [Self; 4] = [
        Self::AboutChildren,
        Self::OfficialSensitive,
        Self::Files,
        Self::AllWords,
    ];

    /// The stable word, as it is stored and as a pack has it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AboutChildren => "about_children",
            Self::OfficialSensitive => "official_sensitive",
            Self::Files => "files",
            Self::AllWords => "all_words",
        }
    }

    /// The rule with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The rule as the pack's reader is told it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AboutChildren => "It is said of a child or a member of a family under an alias",
            Self::OfficialSensitive => "It is official-sensitive",
            Self::Files => "No evidence files were asked for",
            Self::AllWords => {
                "No words were asked for: dates, ratings and who recorded what are shown"
            }
        }
    }
}

/// What was left out, by rule and one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withholding {
    /// By rule.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub rules: BTreeSet<Rule>,
    /// Single ones, each with its reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub single: Vec<LeftOut>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_false(yes: &bool) -> bool {
    !*yes
}

/// What the pack holds, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// How many events the log had when it was put together: the size of its checkpoint.
    pub size: u64,
    /// The SHA-256 of the pack's manifest, as 64 hexadecimal digits.
    pub manifest: String,
    /// How many events it holds.
    pub events: u64,
    /// How many texts can be read in it.
    pub disclosed: u64,
    /// How many texts and files were left out.
    pub withheld: u64,
    /// How many texts and files were erased before.
    pub erased: u64,
    /// How many evidence files it holds.
    pub files: u64,
}

/// How a pack was handed over.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Put into an inspectorate's or court's own portal.
    Portal,
    /// Sent by encrypted e-mail.
    SecureEmail,
    /// Handed over on an encrypted drive.
    EncryptedDrive,
    /// Shown on the spot and not taken away.
    ShownOnly,
}

impl Delivery {
    /// Every way, in the order a form offers them.
    pub const ALL: [Self; 4] = [
        Self::Portal,
        Self::SecureEmail,
        Self::EncryptedDrive,
        Self::ShownOnly,
    ];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::SecureEmail => "secure_email",
            Self::EncryptedDrive => "encrypted_drive",
            Self::ShownOnly => "shown_only",
        }
    }

    /// The way as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Portal => "Through their own portal",
            Self::SecureEmail => "By encrypted e-mail",
            Self::EncryptedDrive => "On an encrypted drive",
            Self::ShownOnly => "Shown on the spot, not taken away",
        }
    }
}

/// What happened.
#[expect(
    clippy::large_enum_variant,
    reason = "events are decoded one at a time, never kept"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A pack was put together.
    EvidencePackAssembled {
        /// Whom it is for.
        recipient: Text,
        /// Under which request.
        request: Text,
        /// What it is for.
        purpose: Text,
        /// The information request of an inspection that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        information_request: Option<Uuid>,
        /// It shows what had been recorded by this moment.
        as_at: Moment,
        /// What of the record was chosen.
        chosen: Chosen,
        /// What was left out of it.
        withholding: Withholding,
        /// What it holds.
        held: Held,
    },
    /// It was handed over.
    PackReleased {
        /// To whom.
        to: Text,
        /// How.
        how: Delivery,
    },
}
