//! What can be asked of a piece of evidence.

use super::{Claim, FileRef, Strength};
use crate::ids::{AgencyId, EvidenceId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a piece of evidence. A reason travels beside it.
#[expect(clippy::large_enum_variant, reason = "commands come one at a time")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Lodge it: either a file, or a reference to where it can be found.
    LodgeEvidence {
        /// The file, of at most 25 MB. Give this or `reference`, not both.
        #[serde(default)]
        file: Option<FileRef>,
        /// Where it can be found, when it is not kept here. Give this or `file`, not both.
        #[serde(default)]
        reference: Option<Text>,
        /// The day the evidence speaks of; not after today.
        evidence_date: NaiveDate,
        /// The agency it comes from; none for the partnership's own team.
        #[serde(default)]
        source: Option<AgencyId>,
        /// What it is and what it shows.
        describes: Text,
    },
    /// Link it to something it supports.
    LinkEvidence {
        /// What it supports.
        claim: Claim,
    },
    /// Judge its strength.
    GradeEvidence {
        /// How strong.
        strength: Strength,
    },
    /// Say that it does not show what it is said to show. Needs a reason.
    RejectEvidence {},
    /// Let a later piece take its place.
    SupersedeEvidence {
        /// The later piece.
        by: EvidenceId,
    },
    /// Record that a copy with names removed was made.
    RecordRedactedCopy {
        /// The copy, lodged as evidence of its own.
        copy: EvidenceId,
    },
}
