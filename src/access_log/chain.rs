//! Checking the chain: whether every line is as it was written, and follows the one before it.

use super::line::{Hash, Line, NOTHING_BEFORE, hash_of};
use super::segments;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many lines there are.
    pub lines: u64,
    /// The number of the first line; more than 1 where earlier months were taken away.
    pub first: Option<u64>,
    /// The hash of the last line, which stands for all before it.
    pub head: Option<[u8; 32]>,
    /// Where the chain is broken.
    pub broken: Vec<Broken>,
    /// How many bytes stand behind the last line, torn by a crash or being written just now.
    pub torn_bytes: u64,
}

/// A place where the chain is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub why: String,
}

impl Report {
    /// What `verify` says of it, a sentence a finding.
    pub fn notes(&self) -> Vec<String> {
        let broken = self.broken.iter().map(|broken| {
            let file = broken.file.display();
            format!("access log: {file}, line {}: {}", broken.line, broken.why)
        });
        let mut notes: Vec<String> = broken.collect();
        if self.torn_bytes > 0 {
            notes.push(format!(
                "access log: {} bytes behind its last line, half written; they are cut at the \
                 next start",
                self.torn_bytes
            ));
        }
        if let Some(first) = self.first.filter(|first| *first > 1) {
            notes.push(format!(
                "access log: it begins at number {first}; what came before was taken away"
            ));
        }
        notes
    }
}

/// Checks every line of the access log in a folder; nothing is wrong with a folder that is not
/// there.
///
/// # Errors
/// When a file cannot be read.
pub fn verify(folder: &Path) -> io::Result<Report> {
    let mut report = Report::default();
    let mut walk = Walk::default();
    for segment in segments::all(folder)? {
        if report.torn_bytes > 0 {
            let why = "lines follow a half written one".to_owned();
            report.broke(&segment.path, 1, why);
            report.torn_bytes = 0;
        }
        report.read(&segment.path, &mut walk)?;
    }
    report.head = walk.expected.map(|(hash, _)| hash);
    Ok(report)
}

impl Report {
    fn read(&mut self, path: &Path, walk: &mut Walk) -> io::Result<()> {
        let mut file = BufReader::new(File::open(path)?);
        let mut bytes = Vec::new();
        for number in 1.. {
            bytes.clear();
            if file.read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            if bytes.pop() != Some(b'\n') {
                self.torn_bytes = bytes.len() as u64 + 1;
                break;
            }
            self.lines += 1;
            match walk.next(&bytes) {
                Ok(found) => self.first = self.first.or(Some(found)),
                Err(why) => self.broke(path, number, why),
            }
        }
        Ok(())
    }

    fn broke(&mut self, path: &Path, line: u64, why: String) {
        self.broken.push(Broken {
            file: path.to_owned(),
            line,
            why,
        });
    }
}

/// How far somebody has walked along the chain.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Walk {
    /// What the next line has to name as the hash before it, and its number where that is known.
    pub(super) expected: Option<(Hash, Option<u64>)>,
}

impl Walk {
    /// Goes on by one line, and says its number, or why it is not what was written there.
    pub(super) fn next(&mut self, bytes: &[u8]) -> Result<u64, String> {
        let before = self.expected;
        let line = match Line::read(bytes) {
            Ok(line) => line,
            Err(why) => {
                let number = before.and_then(|(_, number)| number);
                self.expected = Some((hash_of(bytes), number.map(|number| number + 1)));
                return Err(why.to_string());
            }
        };
        let number = line.entry().number();
        self.expected = Some((line.hash(), Some(number + 1)));
        let follows = match before {
            Some((hash, expected)) => {
                line.before() == hash && expected.is_none_or(|expected| expected == number)
            }
            None => number > 1 || line.before() == NOTHING_BEFORE,
        };
        if follows {
            return Ok(number);
        }
        Err(format!(
            "number {number} does not follow the line before it: a line was changed, taken out, \
             put in or moved"
        ))
    }
}
