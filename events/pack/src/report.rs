//! What a verifier answers.

use crate::manifest::{Counts, Manifest};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many problems are listed; further ones are counted.
pub const PROBLEMS_MAX: usize = 100;

/// How many withheld or erased items are listed one by one.
pub const ITEMS_MAX: usize = 1000;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What is wrong. The words stay what they are.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $word)] $name,)*
        }

        impl Code {
            /// Every code, in the order of the format's page.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it is written.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

codes! {
    /// It does not begin as a pack begins.
    NotZip = "not_zip",
    /// It does not end as a pack ends.
    EndMissing = "end_missing",
    /// The end record is not in its form.
    EndRecord = "end_record",
    /// The directory is not in its form.
    Directory = "directory",
    /// An entry has what the format has no use for.
    EntryForm = "entry_form",
    /// A name that no entry of a pack has.
    EntryName = "entry_name",
    /// A name stands twice.
    EntryTwice = "entry_twice",
    /// An entry is not in its place.
    EntryOrder = "entry_order",
    /// An entry that is always there is not.
    EntryMissing = "entry_missing",
    /// A gap between entries, or two that overlap.
    EntryGap = "entry_gap",
    /// A local header differs from the directory.
    EntryHeader = "entry_header",
    /// The manifest is not in its form.
    ManifestForm = "manifest_form",
    /// Another format.
    FormatUnknown = "format_unknown",
    /// The manifest's key is none, or not the log's.
    KeyForm = "key_form",
    /// The stamp is not in its form.
    StampForm = "stamp_form",
    /// The stamp is not signed by the manifest's key.
    StampSignature = "stamp_signature",
    /// The stamp is for another manifest.
    StampManifest = "stamp_manifest",
    /// The manifest counts something else than there is.
    Counts = "counts",
    /// The CRC does not fit.
    EntryCrc = "entry_crc",
    /// In the file and not in the manifest.
    EntryUnlisted = "entry_unlisted",
    /// In the manifest and not in the file.
    EntryAbsent = "entry_absent",
    /// Not of the size in the manifest.
    EntrySize = "entry_size",
    /// Not the bytes that the manifest names.
    EntryHash = "entry_hash",
    /// Not a leaf in canonical JSON.
    LeafForm = "leaf_form",
    /// Before the leaf before it.
    LeafOrder = "leaf_order",
    /// The same position again.
    LeafTwice = "leaf_twice",
    /// Beyond the pack's tree.
    LeafBeyond = "leaf_beyond",
    /// Recorded after the pack's moment.
    LeafAfterAsAt = "leaf_after_as_at",
    /// Not a block in canonical JSON.
    TreeForm = "tree_form",
    /// A leaf or a hash was left out.
    TreeMissing = "tree_missing",
    /// A hash that is not due.
    TreeExtra = "tree_extra",
    /// The checkpoint is not in its form.
    CheckpointForm = "checkpoint_form",
    /// The checkpoint is not signed by the manifest's key.
    CheckpointSignature = "checkpoint_signature",
    /// The checkpoint is of another size.
    CheckpointSize = "checkpoint_size",
    /// Leaves and hashes do not lead to its root.
    CheckpointRoot = "checkpoint_root",
    /// An earlier checkpoint is not in its form.
    KeptForm = "kept_form",
    /// An earlier checkpoint is not signed by the log.
    KeptSignature = "kept_signature",
    /// An earlier checkpoint is out of order.
    KeptOrder = "kept_order",
    /// The proof of an earlier checkpoint does not hold.
    KeptProof = "kept_proof",
    /// Not a line of the disclosures.
    AccountForm = "account_form",
    /// A text or file of a leaf has no line.
    AccountMissing = "account_missing",
    /// A second line for the same field.
    AccountTwice = "account_twice",
    /// A line for what is not there.
    AccountExtra = "account_extra",
    /// Words for a file, or a file for a text.
    AccountKind = "account_kind",
    /// Not the words that were recorded.
    WordsDiffer = "words_differ",
    /// Withheld for no reason of the manifest's.
    ReasonUnknown = "reason_unknown",
    /// Erased by what is not in the pack.
    ErasureUnknown = "erasure_unknown",
    /// The file's entry is not there.
    FileMissing = "file_missing",
    /// Not the file that was recorded.
    FileDiffers = "file_differs",
    /// The file's hash is not told.
    FileUnproved = "file_unproved",
    /// A file that no line names.
    FileUnnamed = "file_unnamed",
    /// Another key than the reader holds.
    OtherKey = "other_key",
    /// Another log than the reader's checkpoint is of.
    OtherLog = "other_log",
    /// The checkpoint that the reader holds was changed.
    HeldSignature = "held_signature",
    /// Not the log that made the reader's checkpoint, or changed since.
    Forked = "forked",
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What.
    pub code: Code,
    /// In which entry, if it concerns one.
    pub entry: Option<String>,
    /// At which position of the log, if it concerns one.
    pub position: Option<u64>,
    /// The same in words.
    pub message: String,
}

/// What was withheld for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withheld {
    /// The reason's code.
    pub code: String,
    /// The reason in words.
    pub words: String,
    /// How many texts.
    pub texts: u64,
    /// How many evidence files.
    pub files: u64,
}

/// What one event erased, and what it says of why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// The event's position; none for what was erased without an event.
    pub position: Option<u64>,
    /// How many texts of this pack it erased.
    pub texts: u64,
    /// How many evidence files.
    pub files: u64,
    /// The event as it was recorded; none when it is not in the pack.
    pub leaf: Option<serde_json::Value>,
    /// The event's own words, by field, as far as they are open.
    pub words: BTreeMap<String, String>,
}

/// One text or file that is not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closed {
    /// The event it belongs to.
    pub position: u64,
    /// Where in the event.
    pub field: String,
    /// The reason's code; none where it was erased.
    pub withheld: Option<String>,
    /// The event that erased it, where that is known.
    pub erased: Option<u64>,
}

/// How the pack stands to the checkpoint that the reader holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The reader holds none.
    #[default]
    NoneHeld,
    /// It is of the same moment of the log.
    Same,
    /// The pack is later, and begins with what is held.
    Later,
    /// The pack is earlier, and what is held begins with it.
    Earlier,
    /// It is not of this log, or the log was changed.
    Forked,
    /// The pack does not say.
    CannotTell,
}

/// How the pack's key stands to the one that the reader holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRelation {
    /// The reader holds none.
    #[default]
    NoneHeld,
    /// It is the same.
    Same,
    /// It is another.
    Other,
}

/// Everything that a verifier has to say of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether nothing at all is wrong.
    pub genuine: bool,
    /// What is wrong, at most [`PROBLEMS_MAX`].
    pub problems: Vec<Problem>,
    /// How many problems more there were.
    pub more_problems: u64,
    /// What the pack says it is, when that can be read.
    pub manifest: Option<Manifest>,
    /// When it was assembled, when the stamp is whole.
    pub assembled: Option<String>,
    /// The fingerprint of the key it is signed with.
    pub fingerprint: Option<String>,
    /// The short code of its checkpoint.
    pub code: Option<String>,
    /// The root hash of its checkpoint, in hex.
    pub root: Option<String>,
    /// What was found in it.
    pub counts: Counts,
    /// What is withheld, by reason.
    pub withheld: Vec<Withheld>,
    /// What was erased, by the event that did.
    pub erased: Vec<Erased>,
    /// What is withheld or erased, one by one, at most [`ITEMS_MAX`].
    pub closed: Vec<Closed>,
    /// How it stands to the key that the reader holds.
    pub key: KeyRelation,
    /// How it stands to the checkpoint that the reader holds.
    pub relation: Relation,
    /// What would tell, where that cannot be told.
    pub would_tell: Option<String>,
    /// How many bytes were hashed.
    pub hashed: u64,
}

impl Report {
    /// Adds a problem.
    pub(crate) fn add(&mut self, problem: Problem) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(problem);
        } else {
            self.more_problems += 1;
        }
    }

    /// Adds a problem of an entry.
    pub(crate) fn say(
        &mut self,
        code: Code,
        entry: &str,
        position: Option<u64>,
        message: impl Into<String>,
    ) {
        self.add(Problem {
            code,
            entry: Some(entry.to_owned()),
            position,
            message: message.into(),
        });
    }

    /// Whether something with this code is wrong.
    pub fn has(&self, code: Code) -> bool {
        self.problems.iter().any(|problem| problem.code == code)
    }
}

/// What no pack can show by itself, to be told with every answer.
pub const CANNOT_PROVE: [&str; 4] = [
    "Alone, a pack shows that it is whole and signed by the key it names. That the key is the \
     log's is shown by a key, a fingerprint or a checkpoint that was kept elsewhere, and by \
     nothing else: a pack made anew as a whole under another key is genuine in itself.",
    "Every event between those in the pack is accounted for by a hash, so none can be put in, \
     taken out or changed. Whether one of them belongs to what was asked for, the log alone knows.",
    "What is withheld is withheld for the reasons of whoever assembled the pack.",
    "The dates are those that the log wrote. A checkpoint kept elsewhere proves that what it holds \
     was recorded before it was kept.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_told_on_the_page_of_the_format() {
        let page = include_str!("../../../docs/pack-format.md");
        for code in Code::ALL {
            assert!(page.contains(&format!("`{}`", code.word())), "{code:?}");
        }
    }

    #[test]
    fn problems_are_listed_up_to_the_limit_and_then_counted() {
        let mut report = Report::default();
        for _ in 0..PROBLEMS_MAX + 3 {
            report.say(Code::Counts, "manifest.json", None, "wrong");
        }
        assert_eq!(report.problems.len(), PROBLEMS_MAX);
        assert_eq!(report.more_problems, 3);
        assert!(report.has(Code::Counts) && !report.has(Code::NotZip));
    }
}
