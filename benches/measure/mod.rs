//! What every measurement needs: percentiles, memory, and a table to paste.

#![allow(dead_code, reason = "each bench uses a part of it")]

use std::path::Path;
use std::time::{Duration, Instant};

/// The arguments after `--`, without what Cargo adds.
pub(crate) fn arguments() -> Vec<String> {
    std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect()
}

/// Event counts given as arguments, or the usual one.
pub(crate) fn sizes(usual: u64) -> Vec<u64> {
    let given: Vec<u64> = arguments()
        .iter()
        .filter_map(|word| word.parse().ok())
        .collect();
    if given.is_empty() { vec![usual] } else { given }
}

/// What this machine is and how busy it was at the start, so that a reader can judge the numbers.
pub(crate) fn machine() -> String {
    let cpus = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let memory = field(&read("/proc/meminfo"), "MemTotal:") / (1024 * 1024);
    let load = read("/proc/loadavg");
    let load: Vec<&str> = load.split_whitespace().take(3).collect();
    format!(
        "{cpus} CPUs, {memory} GiB, load {} before the run",
        load.join(" ")
    )
}

/// Memory of this process: now and at its highest, in MiB.
pub(crate) fn memory() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    (
        field(&status, "VmRSS:") / 1024,
        field(&status, "VmHWM:") / 1024,
    )
}

/// A number of kB in a file of the proc file system.
fn field(text: &str, name: &str) -> u64 {
    let line = text
        .lines()
        .find(|line| line.starts_with(name))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(0)
}

/// Bytes of a file, or of every file in a folder.
pub(crate) fn bytes_of(path: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(path) else {
        return path.metadata().map_or(0, |found| found.len());
    };
    entries.flatten().map(|entry| bytes_of(&entry.path())).sum()
}

/// How long something took by the clock, and how long this thread was on a processor for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Took {
    /// On a processor: other work on the machine counts for less.
    pub(crate) busy: Duration,
    /// By the clock.
    pub(crate) wall: Duration,
}

/// How long something takes, and what it gave.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Took, T) {
    let (begun, busy) = (Instant::now(), on_processor());
    let given = work();
    let busy = on_processor().saturating_sub(busy);
    (
        Took {
            busy,
            wall: begun.elapsed(),
        },
        given,
    )
}

/// How long this thread has been on a processor. The kernel brings it up to date at every tick and
/// switch, so it is good to some milliseconds.
fn on_processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = told
        .split_whitespace()
        .next()
        .and_then(|word| word.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
}

/// The duration below which `percent` of a hundred lie; of sorted durations.
pub(crate) fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

/// Milliseconds, with two places.
pub(crate) fn millis(duration: Duration) -> String {
    format!("{:.2}", duration.as_secs_f64() * 1_000.0)
}

/// So many a second, in thousands.
pub(crate) fn thousands(count: u64, took: Duration) -> String {
    #[allow(clippy::cast_precision_loss, reason = "a rate is told to three places")]
    let rate = count as f64 / took.as_secs_f64() / 1_000.0;
    format!("{rate:.0} k")
}

/// A table in Markdown.
pub(crate) struct Table(Vec<Vec<String>>);

impl Table {
    pub(crate) fn new<const N: usize>(headings: [&str; N]) -> Self {
        Self(vec![headings.iter().map(ToString::to_string).collect()])
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.0.push(cells.into());
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (number, row) in self.0.iter().enumerate() {
            writeln!(f, "| {} |", row.join(" | "))?;
            if number == 0 {
                writeln!(f, "|{}", " --- |".repeat(row.len()))?;
            }
        }
        Ok(())
    }
}
