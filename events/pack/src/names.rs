//! The names of a pack's entries and the order in which they stand.

use std::cmp::Ordering;

/// How to check the pack, for people.
pub const HOW_TO: &str = "HOW-TO-VERIFY.txt";
/// The log's checkpoint at the pack's tree size.
pub const CHECKPOINT: &str = "checkpoint.txt";
/// Earlier checkpoints with their proofs.
pub const KEPT: &str = "checkpoints.ndjson";
/// The events.
pub const LEAVES: &str = "leaves.ndjson";
/// The hashes of what is not in the pack.
pub const TREE: &str = "tree.ndjson";
/// What became of each text and file.
pub const DISCLOSURES: &str = "disclosures.ndjson";
/// Where evidence files stand.
pub const FILES: &str = "files/";
/// Where pages to read stand.
pub const READ: &str = "read/";
/// What the pack is.
pub const MANIFEST: &str = "manifest.json";
/// The signature over the manifest.
pub const STAMP: &str = "stamp.txt";

/// The entries that every pack has, in their order.
pub const ALWAYS: [&str; 8] = [
    HOW_TO,
    CHECKPOINT,
    KEPT,
    LEAVES,
    TREE,
    DISCLOSURES,
    MANIFEST,
    STAMP,
];

/// The longest name behind `files/` or `read/`.
const NAME_MAX: usize = 100;

/// Whether a file or page may have this name, without its folder.
pub fn is_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let first = name.bytes().next().is_some_and(plain);
    let all = name.bytes().all(|b| plain(b) || b"._-".contains(&b));
    first && all && name.len() <= NAME_MAX && !name.ends_with('.')
}

/// The place of a name among the sorts of entries; none when no entry has such a name.
pub(crate) fn rank(name: &str) -> Option<u8> {
    let within = |folder| name.strip_prefix(folder).is_some_and(is_name);
    let rank = match name {
        HOW_TO => 0,
        CHECKPOINT => 1,
        KEPT => 2,
        LEAVES => 3,
        TREE => 4,
        DISCLOSURES => 5,
        _ if within(FILES) => 6,
        _ if within(READ) => 7,
        MANIFEST => 8,
        STAMP => 9,
        _ => return None,
    };
    Some(rank)
}

/// The order of two names that entries may have.
pub(crate) fn order(a: &str, b: &str) -> Ordering {
    rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_of_plain_letters_and_leads_nowhere() {
        for name in ["a", "7-minutes.pdf", "index.html", "a_b-c.d"] {
            assert!(is_name(name), "{name}");
        }
        let long = "a".repeat(NAME_MAX + 1);
        for name in [
            "", ".", "..", ".a", "a.", "A", "a b", "a/b", "a\\b", "é", "-a", &long,
        ] {
            assert!(!is_name(name), "{name}");
        }
        assert!(is_name(&long[1..]));
    }

    #[test]
    fn only_entries_of_a_pack_have_a_place_and_folders_stand_before_the_manifest() {
        for name in ["x", "files/", "files/../x", "/leaves.ndjson", "read/a/b"] {
            assert_eq!(rank(name), None, "{name}");
        }
        let mut names = vec![
            "stamp.txt",
            "read/b",
            "files/z",
            "read/a",
            "HOW-TO-VERIFY.txt",
        ];
        names.sort_by(|a, b| order(a, b));
        assert_eq!(
            names,
            [
                "HOW-TO-VERIFY.txt",
                "files/z",
                "read/a",
                "read/b",
                "stamp.txt"
            ]
        );
    }
}
