//! What can happen to an account.

use crate::ids::{AgencyId, HoldingId, StreamId, TokenId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The sealed fields that are kept for signing in, as JSON pointers into the leaf. They are shown
/// to nobody, whatever their role; no other event has fields of these names.
pub const SECRET_FIELDS: [&str; 4] = [
    "/data/recovery_codes",
    "/data/secret",
    "/data/subject",
    "/data/verifier",
];

/// Whether a token may change anything.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// It reads only.
    Read,
    /// It reads and records.
    Write,
}

/// How often a summary comes by e-mail.
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
pub enum DigestFrequency {
    /// Not at all.
    #[default]
    Never,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
}

/// What an inspector may see, on whose request, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionAccess {
    /// The request it rests on, such as its reference.
    pub request: String,
    /// The last day.
    pub until: NaiveDate,
    /// The things asked for; empty for everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<StreamId>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An account was opened for somebody.
    AccountOpened {
        /// The person's name.
        name: Text,
        /// The e-mail address they sign in with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign_in: Option<Text>,
        /// The agency they work for; none for the partnership's own team.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
    },
    /// The name, sign-in address or agency was corrected. The reason is on the event.
    AccountDetailsCorrected {
        /// The name from now on.
        name: Text,
        /// The sign-in address from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign_in: Option<Text>,
        /// The agency from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
    },
    /// A role is held by the person of this account.
    HoldingLinked {
        /// The holding of the role.
        holding: HoldingId,
        /// What an inspector may see and until when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        access: Option<InspectionAccess>,
    },
    /// The person was invited to choose a password.
    InvitationIssued {
        /// The SHA-256 of the link's secret.
        digest: String,
        /// The last day the link can be used.
        expires_on: NaiveDate,
    },
    /// The password was set.
    PasswordSet {
        /// What a password is checked against.
        verifier: Text,
        /// The digest of the invitation that was used up by this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        invitation: Option<String>,
    },
    /// The second step of signing in was set up.
    SecondStepSet {
        /// The secret shared with the person's authenticator.
        secret: Text,
        /// The digests of the recovery codes.
        recovery_codes: Text,
    },
    /// A recovery code was used up.
    RecoveryCodeUsed {
        /// Its place in the list of codes, from 0.
        code: u16,
    },
    /// The recovery codes were replaced by new ones.
    RecoveryCodesReplaced {
        /// The digests of the new codes.
        recovery_codes: Text,
    },
    /// The second step was taken away. The reason is on the event.
    SecondStepRemoved {},
    /// The account was linked to an identity that a provider vouches for.
    ExternalIdentityLinked {
        /// The provider's name.
        provider: String,
        /// Who the person is to the provider.
        subject: Text,
    },
    /// The link to a provider's identity was taken away. The reason is on the event.
    ExternalIdentityUnlinked {
        /// The provider's name.
        provider: String,
    },
    /// The account was suspended. The reason is on the event.
    AccountSuspended {},
    /// The account was restored. The reason is on the event.
    AccountRestored {},
    /// A token for the interface was issued.
    TokenIssued {
        /// The token.
        token: TokenId,
        /// What it is for.
        label: String,
        /// The SHA-256 of the token's secret.
        digest: String,
        /// The role it acts in.
        holding: HoldingId,
        /// Whether it may change anything.
        scope: TokenScope,
        /// The last day it can be used.
        expires_on: NaiveDate,
    },
    /// A token was revoked.
    TokenRevoked {
        /// Which token.
        token: TokenId,
    },
    /// The address of a calendar of deadlines was issued; an earlier one no longer works.
    CalendarFeedIssued {
        /// The SHA-256 of the address's secret.
        digest: String,
    },
    /// The address of the calendar no longer works.
    CalendarFeedRevoked {},
    /// The person chose how often a summary comes by e-mail.
    DigestChosen {
        /// How often.
        frequency: DigestFrequency,
    },
}
