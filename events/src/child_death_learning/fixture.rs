//! A year as tests need it.

use super::{Band, Command, Factor, Period};
use crate::given_when_then::{begun, day, id, on_from};
use crate::ids::{ChildDeathLearningId, StreamId};
use crate::world::World;

/// The year of a test.
pub(crate) fn year() -> StreamId {
    id::<ChildDeathLearningId>(1).into()
}

/// A period.
pub(crate) fn period(from: &str, to: &str) -> Period {
    Period {
        from: day(from),
        to: day(to),
    }
}

/// Opens the year 2025 to 2026.
pub(crate) fn open() -> Command {
    Command::OpenChildDeathYear {
        title: "2025 to 2026".to_owned(),
        year: period("2025-04-01", "2026-03-31"),
        panel: "Anyshire child death overview panel".to_owned(),
    }
}

/// Learning from the first half of the year, in these words.
pub(crate) fn learn(words: &str) -> Command {
    Command::ReceiveCdopLearning {
        period: period("2025-04-01", "2025-09-30"),
        factor: Factor::SaferSleep,
        deaths_band: Band::FewerThanFive,
        learning: words.into(),
    }
}

/// A year that is open.
pub(crate) fn opened() -> World {
    on_from(begun(), vec![(year(), open().into())])
}
