//! Whether somebody is left who can let others in.

use crate::account::State;
use crate::envelope::Role;
use crate::ids::HoldingId;
use crate::world::World;
use chrono::NaiveDate;

/// Whether suspending an account would leave nobody who is an administrator today.
pub(super) fn would_leave_nobody(world: &World, account: &State, today: NaiveDate) -> bool {
    let is_administrator = |known: &State| administers(world, known, today, |_| true);
    let mut others = world.accounts.values().filter(|other| *other != account);
    is_administrator(account) && !others.any(is_administrator)
}

/// Whether ending a holding would leave no administrator who stays one.
pub(crate) fn would_leave_no_administrator(
    world: &World,
    holding: HoldingId,
    today: NaiveDate,
) -> bool {
    let mut accounts = world.accounts.values();
    let is_one = accounts.any(|known| administers(world, known, today, |one| one == holding));
    let ends = |one: HoldingId| {
        let held = world.partnership.holdings.get(&one);
        one == holding || held.is_none_or(|held| held.ended.is_some())
    };
    let mut accounts = world.accounts.values();
    is_one && !accounts.any(|known| administers(world, known, today, |one| !ends(one)))
}

/// Whether an account may act as administrator on a day, by one of these holdings.
fn administers(
    world: &World,
    account: &State,
    day: NaiveDate,
    counts: impl Fn(HoldingId) -> bool,
) -> bool {
    let is_administrator = |holding: &HoldingId| {
        let held = world.partnership.holdings.get(holding);
        held.is_some_and(|held| held.role == Role::Administrator && held.is_held_on(day))
    };
    let mut holdings = account.holdings.keys();
    account.is_active() && holdings.any(|one| counts(*one) && is_administrator(one))
}
