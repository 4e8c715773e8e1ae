//! Whether what was recommended still stands.

use super::Phase;
use crate::ids::RecommendationId;
use crate::world::World;
use std::collections::BTreeSet;

/// Whether one of these recommendations still stands: it was not declined by everybody, and where it
/// was merged, split or superseded, what it became stands.
pub fn one_stands(named: Option<&BTreeSet<RecommendationId>>, world: &World) -> bool {
    let mut to_see: Vec<RecommendationId> = named.into_iter().flatten().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(next) = to_see.pop() {
        let known = world.recommendations.get(&next);
        let Some(known) = known.filter(|_| seen.insert(next)) else {
            continue;
        };
        match known.phase {
            Phase::Unmade | Phase::Declined => {}
            Phase::GoesOnElsewhere => to_see.extend(&known.goes_on_as),
            Phase::Made
            | Phase::Accepted
            | Phase::Implemented
            | Phase::Verified
            | Phase::ImpactJudged
            | Phase::Closed
            | Phase::Reopened => return true,
        }
    }
    false
}
