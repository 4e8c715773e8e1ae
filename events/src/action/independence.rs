//! Whether somebody is independent enough to verify a piece of work.
//!
//! Nobody verifies what they said themselves, and no agency verifies its own work. The
//! partnership's own team is the exception: somebody has to check its work too, so its independent
//! chair and its PQA coordinator may, as long as they did not claim it.

use crate::envelope::{Actor, Role};
use crate::ids::AgencyId;
use crate::partnership::AgencyKind;
use crate::world::World;
use std::collections::BTreeSet;

/// Work that somebody says is done.
pub(crate) struct Work<'a> {
    /// Who said so.
    pub(crate) claimants: Vec<&'a Actor>,
    /// Whose work it is; none stands for the partnership's own team.
    pub(crate) agencies: BTreeSet<Option<AgencyId>>,
}

/// Why somebody is not independent of a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    /// They said themselves that it is done.
    OwnClaim,
    /// They act for an agency whose work it is.
    OwnAgency,
    /// They are nobody: the product itself.
    Nobody,
}

impl Work<'_> {
    /// What ties somebody to the work, if anything does.
    pub(crate) fn tie(&self, actor: &Actor, world: &World) -> Option<Tie> {
        let Some(user) = actor.user() else {
            return Some(Tie::Nobody);
        };
        if self.claimants.iter().any(|one| one.user() == Some(user)) {
            return Some(Tie::OwnClaim);
        }
        let agency = actor.agency();
        let owns = if is_team(agency, world) {
            self.agencies.iter().any(|owner| is_team(*owner, world)) && !may_check_the_team(actor)
        } else {
            self.agencies.contains(&agency)
        };
        owns.then_some(Tie::OwnAgency)
    }
}

/// Whether an agency, or none, is the partnership's own team.
pub(crate) fn is_team(agency: Option<AgencyId>, world: &World) -> bool {
    agency.is_none_or(|agency| {
        world
            .partnership
            .agency(agency)
            .is_some_and(|agency| agency.kind == AgencyKind::PartnershipTeam)
    })
}

fn may_check_the_team(actor: &Actor) -> bool {
    matches!(actor.role(), Some(Role::Chair | Role::PqaCoordinator))
}
