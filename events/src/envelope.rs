//! What stands on every event: who, when it happened, when it was recorded, and why.

use crate::identifiers::IdentifierKind;
use crate::ids::{AccountId, AgencyId, DecisionId, EventId, MeetingId, StreamId};
use crate::text::Text;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use uuid::Uuid;

/// A moment of recorded time: UTC, in whole microseconds, never decreasing along the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// The moment, cut to whole microseconds.
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(6))
    }

    /// The moment as a date and time in UTC.
    pub const fn utc(self) -> DateTime<Utc> {
        self.0
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%S%.6fZ"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DateTime::<Utc>::deserialize(deserializer).map(Self::new)
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// What somebody may do, at the time they did it. The roles of the product, not job titles.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps the settings; sees no case content.
    Administrator,
    /// Runs the plan and the RAG round.
    BusinessManager,
    /// Independent chair or scrutineer.
    Chair,
    /// Runs the audit programme.
    PqaCoordinator,
    /// Member of the performance and quality assurance sub-group.
    PqaMember,
    /// Runs rapid reviews and practice reviews.
    CsprCoordinator,
    /// Member of the practice review group.
    ReviewGroupMember,
    /// Answers for an agency's actions and returns.
    AgencyLead,
    /// Updates an agency's actions for its lead.
    AgencyContributor,
    /// Reads under a named request; changes nothing.
    Inspector,
    /// Checks the log; reads no narrative.
    LogAuditor,
}

impl Role {
    /// Every role, in the order a settings page lists them.
    pub const ALL: [Self; 11] = [
        Self::Administrator,
        Self::BusinessManager,
        Self::Chair,
        Self::PqaCoordinator,
        Self::PqaMember,
        Self::CsprCoordinator,
        Self::ReviewGroupMember,
        Self::AgencyLead,
        Self::AgencyContributor,
        Self::Inspector,
        Self::LogAuditor,
    ];

    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::BusinessManager => "business_manager",
            Self::Chair => "chair",
            Self::PqaCoordinator => "pqa_coordinator",
            Self::PqaMember => "pqa_member",
            Self::CsprCoordinator => "cspr_coordinator",
            Self::ReviewGroupMember => "review_group_member",
            Self::AgencyLead => "agency_lead",
            Self::AgencyContributor => "agency_contributor",
            Self::Inspector => "inspector",
            Self::LogAuditor => "log_auditor",
        }
    }

    /// The role as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::BusinessManager => "Business manager",
            Self::Chair => "Independent chair",
            Self::PqaCoordinator => "PQA coordinator",
            Self::PqaMember => "PQA sub-group member",
            Self::CsprCoordinator => "CSPR coordinator",
            Self::ReviewGroupMember => "Practice review group member",
            Self::AgencyLead => "Agency lead",
            Self::AgencyContributor => "Agency contributor",
            Self::Inspector => "Inspector",
            Self::LogAuditor => "Auditor of the log",
        }
    }

    /// The role with this stored word, if there is one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// Who did it.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Actor {
    /// Somebody, in a role, for an agency.
    Person {
        /// The account, never a name.
        user: String,
        /// The role at the time.
        role: Role,
        /// The agency they acted for; none for the partnership's own team.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
    },
    /// A document was read in by somebody.
    Import {
        /// The account that confirmed the import.
        user: String,
        /// The role at the time.
        role: Role,
        /// The agency they acted for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
    },
    /// The product itself, such as at first start.
    System,
}

impl Actor {
    /// The role at the time, for a person or an import.
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Person { role, .. } | Self::Import { role, .. } => Some(*role),
            Self::System => None,
        }
    }

    /// The agency acted for.
    pub fn agency(&self) -> Option<AgencyId> {
        match self {
            Self::Person { agency, .. } | Self::Import { agency, .. } => *agency,
            Self::System => None,
        }
    }

    /// The account.
    pub fn user(&self) -> Option<&str> {
        match self {
            Self::Person { user, .. } | Self::Import { user, .. } => Some(user),
            Self::System => None,
        }
    }

    /// Somebody who signed in, in one of their roles.
    pub fn of_account(account: AccountId, role: Role, agency: Option<AgencyId>) -> Self {
        Self::Person {
            user: format!("{ACCOUNT}{account}"),
            role,
            agency,
        }
    }

    /// Somebody at the terminal, who has the folder and the master key.
    pub fn terminal() -> Self {
        Self::Person {
            user: TERMINAL.to_owned(),
            role: Role::Administrator,
            agency: None,
        }
    }

    /// A provider that says which groups somebody who signed in with it is in.
    pub fn provider(name: &str, agency: Option<AgencyId>) -> Self {
        Self::Person {
            user: format!("{PROVIDER}{name}"),
            role: Role::Administrator,
            agency,
        }
    }

    /// Where the actor comes from; none for the product itself.
    pub fn origin(&self) -> Option<Origin<'_>> {
        let user = self.user()?;
        if user == TERMINAL {
            return Some(Origin::Terminal);
        }
        if let Some(account) = user.strip_prefix(ACCOUNT) {
            let account = account.parse().map(Origin::Account);
            return Some(account.unwrap_or(Origin::Other));
        }
        if let Some(name) = user.strip_prefix(PROVIDER) {
            return Some(Origin::Provider(name));
        }
        let acting = user.starts_with(ACTING_AS);
        Some(if acting {
            Origin::ActingAs
        } else {
            Origin::Other
        })
    }

    /// The account of somebody who signed in.
    pub fn account(&self) -> Option<AccountId> {
        match self.origin()? {
            Origin::Account(account) => Some(account),
            Origin::Terminal | Origin::Provider(_) | Origin::ActingAs | Origin::Other => None,
        }
    }
}

/// Stands before the id of an account in an actor's user.
const ACCOUNT: &str = "account:";

/// The user of whoever is at the terminal.
const TERMINAL: &str = "terminal";

/// Stands before the name of a provider in an actor's user.
const PROVIDER: &str = "provider:";

/// Stands before the role somebody chose, where nobody signs in.
pub const ACTING_AS: &str = "acting-as:";

/// Where an actor comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// Somebody who signed in with this account.
    Account(AccountId),
    /// Somebody at the terminal, who has the folder and the master key.
    Terminal,
    /// A provider of this name, by what it says of somebody's groups.
    Provider(&'a str),
    /// Somebody who chose a role, where nobody signs in.
    ActingAs,
    /// Anybody else, such as whoever recorded before there were accounts.
    Other,
}

/// How openly an event may be shown.
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
pub enum Classification {
    /// May be published.
    Publishable,
    /// For the partnership.
    #[default]
    Official,
    /// For named roles.
    OfficialSensitive,
}

/// The meeting, and where known the decision, that something rests on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct DecidedIn {
    /// The meeting.
    pub meeting: MeetingId,
    /// The decision recorded in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
}

/// A text that looks like it identifies somebody and was confirmed, with a reason, all the same.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct ConfirmedIdentifier {
    /// The field, as a JSON pointer into the leaf.
    pub field: String,
    /// What it looks like.
    pub kind: IdentifierKind,
}

/// Everything about an event but its data.
///
/// Fields stand in the alphabetical order of a canonical leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Who did it, in which role.
    pub actor: Actor,
    /// The event that led to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causation: Option<EventId>,
    /// How openly it may be shown.
    pub classification: Classification,
    /// What one request or journey wrote together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation: Option<Uuid>,
    /// The meeting it was decided in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_in: Option<DecidedIn>,
    /// The event's own id.
    pub id: EventId,
    /// Texts that look like identifiers and were confirmed with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<ConfirmedIdentifier>,
    /// Entered into a reporting year that was already frozen, or a campaign already closed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// The day it happened; never after the day it was recorded.
    pub occurred_on: NaiveDate,
    /// Its place in the log, from 1, without holes.
    pub position: u64,
    /// Why; required for corrections, reversals and overrides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// The shape of `data`, from 1; older shapes are read for ever.
    pub schema: u16,
    /// The thing it is about.
    pub stream: StreamId,
    /// What happened.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Its place in the stream, from 1.
    pub version: u64,
}
