//! The lines of a pack: what became of a text or file, a block of the tree, an earlier checkpoint.
//!
//! Each is written in one way only, so reading them goes along the letters and refuses whatever
//! stands otherwise.

use crate::manifest::is_moment;
use crate::scan::{Fault, Scanner, unescaped, unhex};
use proof::{Hash, SALT_BYTES, write_string};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Write as _;

/// What became of a text or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became<'t> {
    /// The words are in the pack.
    Words {
        /// The salt.
        salt: [u8; SALT_BYTES],
        /// The words.
        value: Cow<'t, str>,
    },
    /// The file is in the pack.
    File {
        /// The name of its entry, with `files/`.
        entry: Cow<'t, str>,
        /// The field of the text that tells the hash of the file.
        hash: Cow<'t, str>,
    },
    /// It was left out for the reason with this code.
    Withheld(Cow<'t, str>),
    /// Nobody can read it any more; the event at this position erased it.
    Erased(Option<u64>),
}

/// A line of the disclosures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account<'t> {
    /// The position of the leaf.
    pub position: u64,
    /// The JSON pointer into the leaf.
    pub field: Cow<'t, str>,
    /// What became of it.
    pub became: Became<'t>,
}

impl<'t> Account<'t> {
    /// Reads a line.
    pub(crate) fn read(line: &'t str) -> Option<Self> {
        let mut scanner = Scanner::new(line);
        let read = match line.as_bytes().get(2)? {
            b'f' => words_or_withheld(&mut scanner),
            b'e' if line.starts_with("{\"entry\"") => file(&mut scanner),
            _ => erased(&mut scanner),
        };
        read.ok().filter(|_| scanner.ended())
    }

    /// The line without its line feed.
    pub fn write(&self, out: &mut String) {
        let place = |out: &mut String| {
            out.push_str("\"field\":");
            write_string(&self.field, out);
        };
        out.push('{');
        match &self.became {
            Became::Words { salt, value } => {
                place(out);
                number(out, ",\"position\":", self.position);
                let _ = write!(out, ",\"salt\":\"{}\",\"value\":", hex::encode(salt));
                write_string(value, out);
            }
            Became::Withheld(code) => {
                place(out);
                number(out, ",\"position\":", self.position);
                out.push_str(",\"withheld\":");
                write_string(code, out);
            }
            Became::File { entry, hash } => {
                out.push_str("\"entry\":");
                write_string(entry, out);
                out.push(',');
                place(out);
                out.push_str(",\"hash\":");
                write_string(hash, out);
                number(out, ",\"position\":", self.position);
            }
            Became::Erased(by) => {
                match by {
                    Some(position) => number(out, "\"erased\":", *position),
                    None => out.push_str("\"erased\":null"),
                }
                out.push(',');
                place(out);
                number(out, ",\"position\":", self.position);
            }
        }
        out.push('}');
    }
}

/// Writing to a string cannot fail.
fn number(out: &mut String, name: &str, number: u64) {
    let _ = write!(out, "{name}{number}");
}

fn words_or_withheld<'t>(scanner: &mut Scanner<'t>) -> Result<Account<'t>, Fault> {
    scanner.exactly("{\"field\":")?;
    let field = unescaped(scanner.string()?);
    scanner.exactly(",\"position\":")?;
    let position = scanner.count()?;
    let became = if scanner.exactly(",\"salt\":").is_ok() {
        let salt = unhex(scanner.string()?).ok_or(Fault)?;
        scanner.exactly(",\"value\":")?;
        let value = unescaped(scanner.string()?);
        Became::Words { salt, value }
    } else {
        scanner.exactly(",\"withheld\":")?;
        Became::Withheld(unescaped(scanner.string()?))
    };
    scanner.exactly("}")?;
    Ok(Account {
        position,
        field,
        became,
    })
}

fn file<'t>(scanner: &mut Scanner<'t>) -> Result<Account<'t>, Fault> {
    scanner.exactly("{\"entry\":")?;
    let entry = unescaped(scanner.string()?);
    scanner.exactly(",\"field\":")?;
    let field = unescaped(scanner.string()?);
    scanner.exactly(",\"hash\":")?;
    let hash = unescaped(scanner.string()?);
    scanner.exactly(",\"position\":")?;
    let position = scanner.count()?;
    scanner.exactly("}")?;
    Ok(Account {
        position,
        field,
        became: Became::File { entry, hash },
    })
}

fn erased<'t>(scanner: &mut Scanner<'t>) -> Result<Account<'t>, Fault> {
    scanner.exactly("{\"erased\":")?;
    let by = if scanner.peek() == Some(b'n') {
        scanner.word()?;
        None
    } else {
        Some(scanner.count()?)
    };
    scanner.exactly(",\"field\":")?;
    let field = unescaped(scanner.string()?);
    scanner.exactly(",\"position\":")?;
    let position = scanner.count()?;
    scanner.exactly("}")?;
    Ok(Account {
        position,
        field,
        became: Became::Erased(by),
    })
}

/// A line of the tree: the hash of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) level: u32,
    pub(crate) index: u64,
    pub(crate) hash: Hash,
}

impl Block {
    pub(crate) fn read(line: &str) -> Option<Self> {
        let mut scanner = Scanner::new(line);
        let read = block(&mut scanner).ok()?;
        scanner.ended().then_some(read)
    }

    pub(crate) fn write(&self, out: &mut String) {
        let hash = hex::encode(self.hash);
        let (index, level) = (self.index, self.level);
        let _ = write!(
            out,
            "{{\"hash\":\"{hash}\",\"index\":{index},\"level\":{level}}}"
        );
    }

    /// The indices of its first leaf and of the leaf behind its last.
    pub(crate) fn range(&self) -> (u64, u64) {
        let first = self.index << self.level;
        (first, first + (1 << self.level))
    }
}

fn block(scanner: &mut Scanner<'_>) -> Result<Block, Fault> {
    scanner.exactly("{\"hash\":")?;
    let hash = unhex(scanner.string()?).ok_or(Fault)?;
    scanner.exactly(",\"index\":")?;
    let index = scanner.count()?;
    scanner.exactly(",\"level\":")?;
    let level = u32::try_from(scanner.count()?).map_err(|_| Fault)?;
    scanner.exactly("}")?;
    // Positions are below 2^53, and so is every block.
    let within = level < 53 && index < 1 << (53 - level);
    within.then_some(Block { level, index, hash }).ok_or(Fault)
}

/// An earlier checkpoint with the proof that a later one holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    pub(crate) made_at: String,
    pub(crate) note: String,
    pub(crate) proof: Vec<String>,
}

impl Kept {
    /// Reads a line, with the hashes of its proof.
    pub(crate) fn read(line: &str) -> Option<(Self, Vec<Hash>)> {
        let read: Self = serde_json::from_str(line).ok()?;
        if read.line()? != line || !is_moment(&read.made_at) {
            return None;
        }
        let proof = hashes(&read.proof)?;
        Some((read, proof))
    }

    /// The line without its line feed.
    pub(crate) fn line(&self) -> Option<String> {
        let value = serde_json::to_value(self).ok()?;
        proof::to_canonical(&value).ok()
    }
}

/// Hashes written in hex.
pub(crate) fn hashes(written: &[String]) -> Option<Vec<Hash>> {
    written.iter().map(|text| unhex(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts() -> Vec<Account<'static>> {
        let all = [
            Became::Words {
                salt: [7; SALT_BYTES],
                value: "words \"and\"\nmore \u{1}é".into(),
            },
            Became::Words {
                salt: [0; SALT_BYTES],
                value: "".into(),
            },
            Became::File {
                entry: "files/7.pdf".into(),
                hash: "/data/file/sha256".into(),
            },
            Became::Withheld("third_party".into()),
            Became::Erased(Some(12)),
            Became::Erased(None),
        ];
        let account = |became| Account {
            position: 7,
            field: "/data/a \"b\"".into(),
            became,
        };
        all.map(account).to_vec()
    }

    #[test]
    fn a_line_is_canonical_and_reads_back() {
        for account in accounts() {
            let mut line = String::new();
            account.write(&mut line);
            let value: serde_json::Value = serde_json::from_str(&line).unwrap();
            assert_eq!(proof::to_canonical(&value).unwrap(), line);
            assert_eq!(Account::read(&line), Some(account));
        }
    }

    #[test]
    fn a_line_that_stands_otherwise_is_refused() {
        for account in accounts() {
            let mut line = String::new();
            account.write(&mut line);
            for (from, to) in [
                ("}", "} "),
                ("}", ",\"x\":1}"),
                ("{", "{ "),
                ("\"position\":7", "\"position\":07"),
                ("\"position\":7", "\"position\":-7"),
                ("\"position\":7", "\"position\":\"7\""),
            ] {
                let wrong = line.replacen(from, to, 1);
                assert_eq!(Account::read(&wrong), None, "{wrong}");
            }
            for cut in 0..line.len() {
                if let Some(part) = line.get(..cut) {
                    assert_eq!(Account::read(part), None);
                }
            }
        }
        let capital = format!(
            "{{\"field\":\"/a\",\"position\":1,\"salt\":\"{}\",\"value\":\"\"}}",
            "A".repeat(64)
        );
        assert_eq!(Account::read(&capital), None);
    }

    #[test]
    fn a_block_reads_back_and_lies_below_two_to_the_fifty_third() {
        let block = Block {
            level: 3,
            index: 5,
            hash: [9; 32],
        };
        let mut line = String::new();
        block.write(&mut line);
        assert_eq!(Block::read(&line), Some(block));
        assert_eq!(block.range(), (40, 48));
        let wrong = line.replacen("\"level\":3", "\"level\":60", 1);
        assert_eq!(Block::read(&wrong), None);
    }

    #[test]
    fn an_earlier_checkpoint_reads_back_and_only_in_canonical_form() {
        let kept = Kept {
            made_at: "2026-01-05T09:00:00.000000Z".into(),
            note: "a\n\n— b c\n".into(),
            proof: vec!["a".repeat(64)],
        };
        let line = kept.line().unwrap();
        assert_eq!(Kept::read(&line), Some((kept, vec![[0xaa; 32]])));
        assert_eq!(Kept::read(&line.replacen('{', "{ ", 1)), None);
        assert_eq!(Kept::read(&line.replacen("aa", "AA", 1)), None);
    }
}
