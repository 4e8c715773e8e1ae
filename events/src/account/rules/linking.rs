//! Rules of whose account it is, and which roles its person holds.

use super::credentials::is_within;
use super::refusals;
use crate::account::InspectionAccess;
use crate::envelope::Role;
use crate::ids::{AgencyId, HoldingId};
use crate::refusal::Refusals;
use crate::world::World;
use chrono::NaiveDate;

/// How many days ahead an inspector's access can last.
pub const ACCESS_DAYS_MAX: u64 = 366;

pub(super) fn agency(agency: Option<AgencyId>, world: &World, broken: &mut Refusals) {
    let unknown = agency.is_some_and(|agency| world.partnership.agency(agency).is_none());
    broken.when(unknown, refusals::agency_unknown);
}

pub(super) fn holding(
    holding: HoldingId,
    access: Option<&InspectionAccess>,
    today: NaiveDate,
    world: &World,
    broken: &mut Refusals,
) {
    let Some(held) = world.partnership.holdings.get(&holding) else {
        return broken.push(refusals::holding_unknown());
    };
    let mut accounts = world.accounts.values();
    let linked = accounts.any(|account| account.holdings.contains_key(&holding));
    broken.when(linked, refusals::holding_already_linked);
    let ended = held.ended.is_some_and(|last| last < today);
    broken.when(ended, refusals::holding_ended);
    match (held.role == Role::Inspector, access) {
        (true, None) => broken.push(refusals::access_missing()),
        (true, Some(access)) => check_access(access, today, world, broken),
        (false, Some(_)) => broken.push(refusals::access_not_for_this_role()),
        (false, None) => {}
    }
}

/// An inspector reads under a named request, for a time, and only what there is.
fn check_access(access: &InspectionAccess, today: NaiveDate, world: &World, broken: &mut Refusals) {
    let unnamed = access.request.trim().is_empty();
    broken.when(unnamed, refusals::request_unnamed);
    let in_time = is_within(access.until, today, ACCESS_DAYS_MAX);
    broken.when(!in_time, refusals::access_too_long);
    for (index, stream) in access.scope.iter().enumerate() {
        let unknown = !world.exists(*stream);
        broken.when(unknown, || refusals::scope_unknown(index));
    }
}
