//! The files of the log: one a month of UTC, named after it.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::io;
use std::path::{Path, PathBuf};

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// The first day of its month.
    pub(super) month: NaiveDate,
    /// Where it lies.
    pub(super) path: PathBuf,
}

impl Segment {
    /// The file of a month.
    pub(super) fn of(folder: &Path, month: NaiveDate) -> Self {
        Self {
            month,
            path: folder.join(format!("{}.ndjson", month.format("%Y-%m"))),
        }
    }
}

/// The first day of the month of a moment.
pub(super) fn month_of(at: DateTime<Utc>) -> NaiveDate {
    month_of_day(at.date_naive())
}

/// The first day of the month of a day.
pub(super) fn month_of_day(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// Every file, the oldest first; none where the folder is not there.
pub(super) fn all(folder: &Path) -> io::Result<Vec<Segment>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let month = name.and_then(|name| name.strip_suffix(".ndjson"));
        let month = month.and_then(|month| format!("{month}-01").parse().ok());
        found.extend(month.map(|month| Segment { month, path }));
    }
    found.sort_by_key(|segment| segment.month);
    Ok(found)
}
