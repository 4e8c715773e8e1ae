//! When the words of things were erased and under what, for a page that comes upon them.
//!
//! Kept apart from the models: a page of a past moment shows the words of that moment, and those
//! are gone whenever the page is of.

use chrono::NaiveDate;
use events::erasure::{self, Authority};
use events::event::{Event, Recorded};
use events::ids::StreamId;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// What was erased.
#[derive(Debug, Default)]
pub struct Gone {
    last: RwLock<HashMap<StreamId, (NaiveDate, Authority)>>,
}

impl Gone {
    /// Notes an erasure; any other event is passed over.
    pub(super) fn note(&self, recorded: &Recorded) {
        let Event::Erasure(erasure::Event::PersonalDataErased {
            things, authority, ..
        }) = &recorded.event
        else {
            return;
        };
        let on = recorded.envelope.occurred_on;
        let mut last = self.last.write().unwrap_or_else(PoisonError::into_inner);
        last.extend(things.iter().map(|thing| (*thing, (on, *authority))));
    }

    /// When the words of a thing were erased last, and under what.
    pub fn of(&self, thing: StreamId) -> Option<(NaiveDate, Authority)> {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        last.get(&thing).copied()
    }
}
