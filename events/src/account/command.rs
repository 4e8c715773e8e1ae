//! What can be asked of an account.

use super::{DigestFrequency, InspectionAccess, TokenScope};
use crate::ids::{AgencyId, HoldingId, TokenId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be asked. Each command leads to the event of the same name and fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Open an account for somebody.
    OpenAccount {
        /// The person's name.
        name: Text,
        /// The e-mail address they sign in with; none where only a provider signs them in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign_in: Option<Text>,
        /// The agency they work for; none for the partnership's own team.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
    },
    /// Correct the name, sign-in address or agency of an account. Needs a reason.
    CorrectAccountDetails {
        /// The name from now on.
        name: Text,
        /// The sign-in address from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign_in: Option<Text>,
        /// The agency from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
    },
    /// Say that a role is held by the person of this account.
    LinkHolding {
        /// The holding of the role.
        holding: HoldingId,
        /// What an inspector may see and until when; for the role of inspector only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        access: Option<InspectionAccess>,
    },
    /// Invite the person to choose a password, by a link that is shown once.
    IssueInvitation {
        /// The SHA-256 of the link's secret, in 64 lower-case hexadecimal digits.
        digest: String,
        /// The last day the link can be used: at most 14 days ahead.
        expires_on: NaiveDate,
    },
    /// Set the password.
    SetPassword {
        /// What a password is checked against.
        verifier: Text,
        /// The digest of the invitation that is used up by this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        invitation: Option<String>,
    },
    /// Set up the second step of signing in.
    SetSecondStep {
        /// The secret shared with the person's authenticator.
        secret: Text,
        /// The digests of the recovery codes.
        recovery_codes: Text,
    },
    /// Use a recovery code up.
    UseRecoveryCode {
        /// Its place in the list of codes, from 0.
        code: u16,
    },
    /// Replace the recovery codes by new ones.
    ReplaceRecoveryCodes {
        /// The digests of the new codes.
        recovery_codes: Text,
    },
    /// Take the second step away, such as for a lost telephone. Needs a reason.
    RemoveSecondStep {},
    /// Link the account to an identity that a provider vouches for.
    LinkExternalIdentity {
        /// The provider's name.
        provider: String,
        /// Who the person is to the provider.
        subject: Text,
    },
    /// Take the link to a provider's identity away. Needs a reason.
    UnlinkExternalIdentity {
        /// The provider's name.
        provider: String,
    },
    /// Suspend the account: nobody signs in with it. Needs a reason.
    SuspendAccount {},
    /// Restore a suspended account. Needs a reason.
    RestoreAccount {},
    /// Issue a token for the interface, shown once.
    IssueToken {
        /// The token.
        token: TokenId,
        /// What it is for, in at most 100 characters.
        label: String,
        /// The SHA-256 of the token's secret, in 64 lower-case hexadecimal digits.
        digest: String,
        /// The role it acts in.
        holding: HoldingId,
        /// Whether it may change anything.
        scope: TokenScope,
        /// The last day it can be used: at most 366 days ahead.
        expires_on: NaiveDate,
    },
    /// Revoke a token.
    RevokeToken {
        /// Which token.
        token: TokenId,
    },
    /// Issue the address of a calendar of deadlines; an earlier address stops working.
    IssueCalendarFeed {
        /// The SHA-256 of the address's secret, in 64 lower-case hexadecimal digits.
        digest: String,
    },
    /// Make the address of the calendar stop working.
    RevokeCalendarFeed {},
    /// Choose how often a summary comes by e-mail.
    ChooseDigest {
        /// How often.
        frequency: DigestFrequency,
    },
}
