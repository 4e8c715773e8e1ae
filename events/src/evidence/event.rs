//! What can happen to a piece of evidence.

use crate::ids::{ActionId, AgencyId, EvidenceId, MeetingId, PlanId, PriorityId, RecommendationId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How strong a piece of evidence is, weakest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Somebody says so.
    SelfReport,
    /// A document shows that something exists.
    Document,
    /// Figures show it.
    Data,
    /// An audit of practice shows it.
    Audit,
    /// Children, families or practitioners say so.
    Feedback,
    /// Somebody saw practice.
    Observation,
}

/// What a piece of evidence supports.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Claim {
    /// An improvement action.
    Action(ActionId),
    /// A recommendation.
    Recommendation(RecommendationId),
    /// A plan, such as the document it was read from.
    Plan(PlanId),
    /// A priority of a plan.
    Priority(PriorityId),
    /// A meeting, such as its minutes.
    Meeting(MeetingId),
}

/// A file kept beside the log, encrypted under a key of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileRef {
    /// The SHA-256 of the file's bytes, in hexadecimal, as a commitment: it can be proved,
    /// withheld or erased like any narrative.
    pub sha256: Text,
    /// The file's name.
    pub name: Text,
    /// The file's size, in bytes.
    pub size_bytes: u64,
    /// What kind of file, such as `application/pdf`.
    pub media_type: String,
    /// Where it is kept, and the hash of what is kept there. The application fills it in when it
    /// has kept the file; nobody sends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(skip)]
    pub kept: Option<KeptFile>,
}

/// A file as it lies beside the log: encrypted, so its hash tells nothing of what is in it, and
/// anybody can check without a key that it is still there and unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeptFile {
    /// The file's name in the folder of files.
    pub file: Uuid,
    /// The SHA-256 of the encrypted file, in hexadecimal.
    pub sealed_sha256: String,
}

/// What happened.
#[expect(
    clippy::large_enum_variant,
    reason = "events are decoded one at a time, never kept"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was lodged: a file, or a reference to where it can be found.
    EvidenceLodged {
        /// The file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<FileRef>,
        /// Where it can be found, when it is not kept here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<Text>,
        /// The day the evidence speaks of.
        evidence_date: NaiveDate,
        /// The agency it comes from; none for the partnership's own team.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<AgencyId>,
        /// What it is and what it shows.
        describes: Text,
    },
    /// It supports something.
    EvidenceLinked {
        /// What.
        claim: Claim,
    },
    /// Its strength was judged.
    EvidenceGraded {
        /// How strong.
        strength: Strength,
    },
    /// It does not show what it is said to show. The reason is on the event.
    EvidenceRejected {},
    /// A later piece takes its place.
    EvidenceSuperseded {
        /// The later piece.
        by: EvidenceId,
    },
    /// A copy with names removed was made.
    RedactedCopyMade {
        /// The copy.
        copy: EvidenceId,
    },
}
