//! What an account recorded on.

use super::Trail;
use events::ids::{AccountId, AgencyId, StreamId};
use std::collections::{BTreeMap, BTreeSet};

impl Trail {
    /// The things an account recorded something on, with the agencies it acted for there; none for
    /// the partnership's own team.
    pub fn recorded_on_by(&self, account: AccountId) -> BTreeSet<(StreamId, Option<AgencyId>)> {
        let actors = (0..).zip(&self.actors.values);
        let theirs: BTreeMap<u32, Option<AgencyId>> = actors
            .filter(|(_, actor)| actor.account() == Some(account))
            .map(|(number, actor)| (number, actor.agency()))
            .collect();
        if theirs.is_empty() {
            return BTreeSet::new();
        }
        let rows = self.rows.iter();
        rows.filter_map(|row| {
            let agency = theirs.get(&row.actor)?;
            Some((*self.streams.value(row.stream)?, *agency))
        })
        .collect()
    }
}
