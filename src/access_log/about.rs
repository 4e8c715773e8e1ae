//! The accesses of some things in a period, as an evidence pack takes them.

use super::entry::{Access, Entry, Filter};
use super::line::Line;
use super::{AccessLog, segments};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader};

/// A line of the access log, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What it says.
    pub access: Access,
    /// The line itself, without its line feed: its hash, and the hash of the line before it, can
    /// be checked by anybody.
    pub line: String,
}

/// Those of some lines, each without its line feed, that are about any of the things in the period,
/// both days included and told by England's calendar. A thing is named as [`Access::thing`] names
/// it. What cannot be read is no access: `verify` tells of it.
pub fn among(
    lines: impl IntoIterator<Item = String>,
    things: &BTreeSet<String>,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Noted> {
    let filter = Filter {
        things: Some(things.clone()),
        from: Some(from),
        to: Some(to),
        ..Filter::default()
    };
    let noted = lines.into_iter().filter_map(|line| {
        let read = Line::read(line.as_bytes()).ok()?;
        match read.entry() {
            Entry::Access(access) if filter.wants(read.entry()) => Some(Noted {
                access: access.clone(),
                line,
            }),
            Entry::Access(_) | Entry::Note(_) => None,
        }
    });
    noted.collect()
}

impl AccessLog {
    /// The accesses of some things in a period, the oldest first. Blocks; what was handed over just
    /// now may still be missing, unless [`AccessLog::settled`] was waited for.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn about(
        &self,
        things: &BTreeSet<String>,
        from: NaiveDate,
        to: NaiveDate,
    ) -> io::Result<Vec<Noted>> {
        let filter = Filter {
            from: Some(from),
            ..Filter::default()
        };
        let mut found = Vec::new();
        for segment in segments::all(self.folder())? {
            if filter.is_before(segment.month) {
                continue;
            }
            let file = BufReader::new(File::open(&segment.path)?);
            let mut failed = None;
            let lines = file.lines().map_while(|line| match line {
                Ok(line) => Some(line),
                // A line that is no text was changed; what follows it cannot be told apart.
                Err(error) if error.kind() == io::ErrorKind::InvalidData => Some(String::new()),
                Err(error) => {
                    failed = Some(error);
                    None
                }
            });
            found.extend(among(lines, things, from, to));
            if let Some(error) = failed {
                return Err(error);
            }
        }
        Ok(found)
    }
}
