//! The rule about what was found and learned before: by an audit, in a rapid review, in a practice
//! review or in an inspection.

use super::find::Finder;
use super::rules;
use crate::Models;
use crate::earlier::{Learned, MONTHS_BACK};
use events::calendar::months_before;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What was found or learned, and the last events of the actions done about it.
type Known<'a> = (Learned<'a>, Vec<u64>);

impl Models {
    /// Another audit, review or inspection found or learned the same on the theme in the three
    /// years before; where what was agreed then is said to be done, that rests beside it. What a
    /// practice review says again of the case of its own rapid review was not found before.
    ///
    /// It is seen from the whole.
    pub(super) fn gaps_found_before(&self, finder: &mut Finder) {
        if self.is_partial() {
            return;
        }
        let mut by_theme: BTreeMap<&str, Vec<Known<'_>>> = BTreeMap::new();
        for one in self.learned().into_iter().filter(|one| one.asks_for_change) {
            let done = self.done_about(one.of.source());
            let theme = self.theme_now(one.theme);
            by_theme.entry(theme).or_default().push((one, done));
        }
        for on_theme in by_theme.values() {
            for (one, _) in on_theme {
                self.found_before(finder, one, on_theme);
            }
        }
    }

    fn found_before(&self, finder: &mut Finder, one: &Learned<'_>, on_theme: &[Known<'_>]) {
        let (at, about) = (one.recorded, one.of.thing());
        let from = months_before(at.occurred_on, MONTHS_BACK);
        let earlier = on_theme.iter().filter(|(known, _)| {
            known.recorded.position < at.position
                && from.is_none_or(|from| from <= known.recorded.occurred_on)
                && !self.is_of_one_case(known.of.thing(), about)
        });
        for (known, done) in earlier {
            let rests_on = [known.recorded.position, at.position];
            let rests_on = rests_on.into_iter().chain(done.iter().copied());
            finder.add(rules::FOUND_BEFORE, about, at.occurred_on, rests_on);
        }
    }

    /// The last events of the actions done about something that was found or learned.
    fn done_about(&self, source: Uuid) -> Vec<u64> {
        let mut done = Vec::new();
        for one in self.recommendations.from_source(source) {
            let parent = events::action::Parent::Recommendation(one.id);
            let actions = self.actions.for_parent(parent);
            let actions = actions.filter(|action| action.is_done());
            done.extend(actions.map(|action| action.last.position));
        }
        done
    }
}
