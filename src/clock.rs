//! The only place that asks what time it is.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::London;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where the time comes from: the machine, or (for the demo's history and for tests) a hand that
/// is set.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A hand that stands still until it is set, in microseconds since 1970.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` until it is set.
    pub fn set_to(at: DateTime<Utc>) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    /// Now, in UTC.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => system_now(),
            Self::Set(micros) => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// Moves a set clock; the machine's clock is left alone.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Self::Set(micros) = self {
            micros.store(at.timestamp_micros(), Ordering::SeqCst);
        }
    }

    /// Moves a set clock on.
    pub fn advance(&self, by: TimeDelta) {
        self.set(self.now() + by);
    }

    /// Today in England.
    pub fn today(&self) -> NaiveDate {
        day_in_england(self.now())
    }
}

/// The day it is in England at a moment.
pub fn day_in_england(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&London).date_naive()
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place with a clock"
)]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}
