//! How long it is kept who looked at what: whole months at the beginning are removed, and the log
//! says so in a line of its own, so that nobody has to wonder where they went.

use super::backwards::Backwards;
use super::line::Line;
use super::segments::{self, Segment};
use crate::app::App;
use chrono::{Months, NaiveDate};
use events::envelope::Moment;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

/// The least that is kept: an inspection asks about the year before it.
pub const MONTHS_MIN: u32 = 12;

/// How often it is looked whether a month is kept no longer.
const LOOKS_EVERY: Duration = Duration::from_hours(1);

/// Months that are kept no longer.
pub(super) struct Older {
    segments: Vec<Segment>,
    /// The number of the last line in them.
    pub(super) last: u64,
}

/// The months before one, but for the newest of all; none where there is nothing to remove.
pub(super) fn older(folder: &Path, from: NaiveDate) -> io::Result<Option<Older>> {
    let mut segments = segments::all(folder)?;
    segments.pop();
    segments.retain(|segment| segment.month < from);
    let mut last = 0;
    for segment in segments.iter().rev() {
        if let Some(number) = last_number(segment)? {
            last = number;
            break;
        }
    }
    Ok((!segments.is_empty()).then_some(Older { segments, last }))
}

/// The number of the last line of a file that can be read.
fn last_number(segment: &Segment) -> io::Result<Option<u64>> {
    let mut lines = Backwards::of(&segment.path)?;
    while let Some(bytes) = lines.next_line()? {
        if let Ok(line) = Line::read(&bytes) {
            return Ok(Some(line.entry().number()));
        }
    }
    Ok(None)
}

impl Older {
    /// Removes them, the oldest first, so that a crash in between leaves no hole.
    pub(super) fn remove(&self, folder: &Path) -> io::Result<()> {
        for segment in &self.segments {
            fs::remove_file(&segment.path)?;
        }
        File::open(folder)?.sync_all()
    }
}

/// The first month that is kept: the present one and so many whole ones before it. Never fewer
/// than [`MONTHS_MIN`].
pub fn kept_from(today: NaiveDate, months: u32) -> NaiveDate {
    let present = segments::month_of_day(today);
    let months = Months::new(months.max(MONTHS_MIN));
    present.checked_sub_months(months).unwrap_or(NaiveDate::MIN)
}

/// Removes what is kept no longer, at once and whenever a month has passed, until `stop` comes.
pub async fn retained(app: &App, months: u32, stop: impl Future<Output = ()>) {
    let mut tick = tokio::time::interval(LOOKS_EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = &mut stop => return,
        }
        let now = Moment::new(app.clock().now());
        app.access_log().retain(now, months).await;
    }
}
