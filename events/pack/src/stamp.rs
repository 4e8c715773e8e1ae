//! The signature over a pack's manifest.
//!
//! It is a note of four lines of which the first has spaces and the second is no number, so that
//! no program can take it for a checkpoint, nor a checkpoint for it.

use crate::manifest::{is_hex, is_moment};

/// The line that every stamp begins with.
const FIRST: &str = "golden-thread evidence pack, format 1";

/// How large `stamp.txt` and `checkpoint.txt` may be.
pub(crate) const NOTE_MAX: u64 = 64 << 10;

/// What is signed for a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The pack's id.
    pub pack: String,
    /// The SHA-256 of the manifest, in hex.
    pub manifest: String,
    /// When it was assembled.
    pub assembled: String,
}

impl Stamp {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!(
            "{FIRST}\npack {}\nmanifest {}\nassembled {}\n",
            self.pack, self.manifest, self.assembled
        )
    }

    /// Reads the text; nothing when it is not that of a stamp.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != FIRST {
            return None;
        }
        let read = Self {
            pack: lines.next()?.strip_prefix("pack ")?.to_owned(),
            manifest: lines.next()?.strip_prefix("manifest ")?.to_owned(),
            assembled: lines.next()?.strip_prefix("assembled ")?.to_owned(),
        };
        let proper = is_hex(&read.manifest) && is_moment(&read.assembled) && read.text() == text;
        proper.then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proof::{Checkpoint, NoteError, Signer};

    fn stamp() -> Stamp {
        Stamp {
            pack: "0198f000-0000-7000-8000-000000000001".into(),
            manifest: "5".repeat(64),
            assembled: "2026-03-04T10:15:00.000000Z".into(),
        }
    }

    #[test]
    fn a_stamp_reads_back_and_anything_else_does_not() {
        let text = stamp().text();
        assert_eq!(Stamp::read(&text), Some(stamp()));
        for (from, to) in [
            ("format 1", "format 2"),
            ("manifest 5", "manifest x"),
            ("000000Z\n", "000000Z"),
            ("000000Z\n", "000000Z\nmore\n"),
            ("pack 0", "packs 0"),
            ("\npack", "\r\npack"),
        ] {
            assert_eq!(Stamp::read(&text.replacen(from, to, 1)), None, "{to}");
        }
    }

    #[test]
    fn neither_a_stamp_is_a_checkpoint_nor_a_checkpoint_a_stamp() {
        let signer = Signer::new("golden-thread.test", &[7; 32]).unwrap();
        let note = signer.sign_text(&stamp().text()).unwrap();
        assert_eq!(signer.verifier().open(&note), Err(NoteError::Shape));
        assert_eq!(
            Checkpoint::from_text(&stamp().text()),
            Err(NoteError::Shape)
        );
        let checkpoint = Checkpoint {
            origin: FIRST.to_owned(),
            size: 5,
            root: [0; 32],
        };
        assert_eq!(Stamp::read(&checkpoint.text()), None);
    }
}
