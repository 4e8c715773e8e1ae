//! What was erased, and the events that did it.

use crate::names;
use crate::report::{Code, Erased, ITEMS_MAX, Report};
use std::collections::BTreeMap;

/// What is known of erasures so far. An event that erased something stands after what it erased.
#[derive(Default)]
pub(super) struct Erasures {
    by: BTreeMap<u64, Erasing>,
    /// Erased without an event that says so.
    unsaid: Erased,
}

#[derive(Default)]
struct Erasing {
    erased: Erased,
    /// Whether the event is in the pack.
    seen: bool,
}

impl Erasures {
    /// Counts a text or file that was erased.
    pub(super) fn count(&mut self, by: Option<u64>, file: bool) {
        let erased = match by {
            None => &mut self.unsaid,
            Some(position) => &mut self.by.entry(position).or_default().erased,
        };
        erased.position = by;
        erased.files += u64::from(file);
        erased.texts += u64::from(!file);
    }

    /// Whether the event at a position erased something of the pack.
    pub(super) fn erases(&self, position: u64) -> bool {
        self.by.contains_key(&position)
    }

    /// Keeps the event if it erased something of the pack.
    pub(super) fn leaf<'l>(&mut self, position: u64, leaf: impl FnOnce() -> &'l str) {
        // Its rank bounds how many events are held in memory.
        let rank = self.by.range(..position).take(ITEMS_MAX).count();
        if let Some(erasing) = self.by.get_mut(&position) {
            erasing.seen = true;
            if rank < ITEMS_MAX {
                erasing.erased.leaf = serde_json::from_str(leaf()).ok();
            }
        }
    }

    /// Keeps words of an event that erased something.
    pub(super) fn words(&mut self, position: u64, field: &str, value: &str) {
        let erasing = self.by.get_mut(&position);
        if let Some(erasing) = erasing.filter(|erasing| erasing.erased.leaf.is_some()) {
            let words = &mut erasing.erased.words;
            words.insert(field.to_owned(), value.to_owned());
        }
    }

    /// Tells what was erased, and which events are not in the pack.
    pub(super) fn end(self, report: &mut Report) {
        for (position, erasing) in self.by {
            if !erasing.seen {
                let message = "an event that is not in the pack is said to have erased something";
                let at = Some(position);
                report.say(Code::ErasureUnknown, names::DISCLOSURES, at, message);
            }
            if report.erased.len() < ITEMS_MAX {
                report.erased.push(erasing.erased);
            }
        }
        if self.unsaid != Erased::default() {
            report.erased.push(self.unsaid);
        }
    }
}
