//! How fast a generated log is decoded and folded, how much memory the models take, and how long
//! the pages' questions take then.
//!
//! Times are those this thread was on a processor.
//!
//! `cargo bench -p projections --features generate --bench fold -- 1000000`

use chrono::NaiveDate;
use events::envelope::Envelope;
use events::event::{DecodeError, Event, Recorded};
use projections::actions::{ActionFilter, ActionSort, GridFilter};
use projections::deadlines::DeadlineFilter;
use projections::generate::Generator;
use projections::status::StatusQuery;
use projections::trail::{TrailFilter, TrailOrder, TrailPage};
use projections::{Models, PageOf};
use serde_json::value::RawValue;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// How many events are generated, encoded and measured at a time.
const CHUNK: usize = 1_000;

/// How often each question is asked.
const TIMES: u32 = 20;

type Failed = Box<dyn std::error::Error>;

struct Stored {
    envelope: Box<RawValue>,
    data: Box<RawValue>,
}

fn stored(recorded: &Recorded) -> Result<Stored, serde_json::Error> {
    let (_, data) = recorded.event.to_stored()?;
    Ok(Stored {
        envelope: serde_json::value::to_raw_value(&recorded.envelope)?,
        data: serde_json::value::to_raw_value(&data)?,
    })
}

fn decode(stored: &Stored) -> Result<Recorded, Failed> {
    let envelope: Envelope = serde_json::from_str(stored.envelope.get())?;
    let event: Result<Event, DecodeError> = Event::decode(&envelope, &stored.data);
    let event = event?;
    Ok(Recorded { envelope, event })
}

/// How long this thread has been on a processor: on a shared machine the clock says little. By
/// the clock where the system does not say.
fn busy(begin: Instant) -> Duration {
    let file = std::fs::read_to_string("/proc/thread-self/schedstat");
    let first = file.ok().and_then(|line| {
        let word = line.split_whitespace().next()?;
        word.parse().ok().map(Duration::from_nanos)
    });
    first.unwrap_or_else(|| begin.elapsed())
}

/// The memory the process holds, in bytes; none where the system does not say.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[derive(Default)]
struct Measured {
    models: Models,
    decode: Duration,
    fold: Duration,
    events: u32,
    today: NaiveDate,
}

fn measure(events: usize) -> Result<Measured, Failed> {
    let mut measured = Measured::default();
    let mut generator = Generator::usual(1);
    let begin = Instant::now();
    let mut left = events;
    while left > 0 {
        let count = left.min(CHUNK);
        left -= count;
        let chunk = generator.by_ref().take(count).map(|e| stored(&e));
        let chunk: Vec<_> = chunk.collect::<Result<_, _>>()?;
        let before = busy(begin);
        let decoded: Vec<_> = chunk.iter().map(decode).collect::<Result<_, _>>()?;
        let between = busy(begin);
        for recorded in &decoded {
            measured.models.apply(recorded);
        }
        measured.fold += busy(begin).saturating_sub(between);
        measured.decode += between.saturating_sub(before);
        measured.events += u32::try_from(count)?;
    }
    measured.today = generator.today();
    Ok(measured)
}

fn ask<T>(report: &mut String, name: &str, mut question: impl FnMut() -> T) {
    let mut slowest = Duration::ZERO;
    let begin = Instant::now();
    let first = busy(begin);
    for _ in 0..TIMES {
        let one = busy(begin);
        std::hint::black_box(question());
        slowest = slowest.max(busy(begin).saturating_sub(one));
    }
    let mean = busy(begin).saturating_sub(first) / TIMES;
    let _ = writeln!(
        report,
        "{name:<40} mean {mean:>10.1?}  slowest {slowest:>10.1?}"
    );
}

fn questions(report: &mut String, models: &Models, today: NaiveDate) {
    let page = TrailPage {
        order: TrailOrder::NewestFirst,
        ..TrailPage::default()
    };
    let rare = TrailFilter {
        types: vec!["recommendation_split".to_owned()],
        ..TrailFilter::default()
    };
    let action = models.actions.all().next().map(|action| action.id);
    let of_one = TrailFilter {
        stream: action.map(Into::into),
        ..TrailFilter::default()
    };
    let status = StatusQuery {
        today,
        since: None,
        plan: None,
    };
    let all = ActionFilter::default();
    let sort = ActionSort::default();
    let first = PageOf::default();
    let everything = TrailFilter::default();
    ask(report, "trail, newest page", || {
        models.trail_part(&everything, page)
    });
    ask(report, "trail, of one action", || {
        models.trail_part(&of_one, page)
    });
    ask(report, "trail, a rare type", || {
        models.trail_part(&rare, page)
    });
    ask(report, "actions, first page", || {
        models.list_actions(&all, sort, first, today)
    });
    ask(report, "one action", || {
        action.map(|id| models.action(id, today).is_some())
    });
    ask(report, "RAG round, first page", || {
        models.rag_grid(GridFilter::default(), first, today)
    });
    ask(report, "deadlines, all", || {
        models.deadlines(&DeadlineFilter::default(), today)
    });
    ask(report, "gaps", || models.gaps(today));
    ask(report, "status", || models.status(status));
    ask(report, "a copy of all models", || models.clone());
}

fn main() -> Result<(), Failed> {
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let before = resident_bytes();
    let measured = measure(asked.unwrap_or(1_000_000))?;
    let after = resident_bytes();
    let rate = |time: Duration| f64::from(measured.events) / time.as_secs_f64();
    let mut report = String::new();
    let models = &measured.models;
    let actions = models.actions.all().count();
    writeln!(report, "{} events, {actions} actions", measured.events)?;
    writeln!(report, "decode {:.0} events/s", rate(measured.decode))?;
    writeln!(report, "fold {:.0} events/s", rate(measured.fold))?;
    let both = measured.decode + measured.fold;
    writeln!(report, "decode and fold {:.0} events/s", rate(both))?;
    if let Some(bytes) = after.zip(before).map(|(a, b)| a.saturating_sub(b)) {
        let each = bytes / u64::from(measured.events.max(1));
        writeln!(
            report,
            "memory {} MB, {each} bytes an event",
            bytes / 1_000_000
        )?;
    }
    questions(&mut report, models, measured.today);
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}
