//! What an account recorded on.

use super::Trail;
use events::ids::{AccountId, AgencyId, StreamId};
use std::collections::BTreeSet;

impl Trail {
    /// The things an account recorded something on, with the agencies it acted for there; none for
    /// the partnership's own team.
    pub fn recorded_on_by(&self, account: AccountId) -> BTreeSet<(StreamId, Option<AgencyId>)> {
        let actors = self.actors.values.iter();
        let theirs: Vec<Option<Option<AgencyId>>> = actors
            .map(|actor| (actor.account() == Some(account)).then(|| actor.agency()))
            .collect();
        if theirs.iter().all(Option::is_none) {
            return BTreeSet::new();
        }
        let rows = self.blocks.iter().flatten();
        rows.filter_map(|row| {
            let index = usize::try_from(row.actor).ok()?;
            let agency = theirs.get(index).copied().flatten()?;
            Some((*self.streams.value(row.stream)?, agency))
        })
        .collect()
    }
}
