//! Rules of the partnership's money. Amounts are whole pence.

use super::keys::year_unknown;
use super::members::agency_unknown;
use crate::partnership::event::Contribution;
use crate::partnership::state::State;
use crate::refusal::{Refusal, Refusals};
use crate::world::Given;

/// The stated total is what the contributions add up to; an agreed budget is only replaced for a
/// reason.
pub(super) fn agree(
    state: &State,
    year: &str,
    contributions: &[Contribution],
    total_pence: u64,
    (given, broken): (&Given, &mut Refusals),
) {
    check_open(state, year, broken);
    let agreed = state.budgets.get(year).and_then(|known| known.agreed_pence);
    if agreed.is_some() {
        broken.need_reason(given, "a budget in place of one already agreed");
    }
    for (index, one) in contributions.iter().enumerate() {
        let field = format!("contributions/{index}/agency");
        let unknown = state.agency(one.agency).is_none();
        broken.when(unknown, || agency_unknown(&field));
        let mut before = contributions.iter().take(index);
        let repeated = before.any(|other| other.agency == one.agency);
        broken.when(repeated, || contributor_repeated(field));
    }
    let sum = contributions
        .iter()
        .try_fold(0_u64, |sum, one| sum.checked_add(one.amount_pence));
    broken.when(sum != Some(total_pence), total_does_not_add);
}

pub(super) fn contribution(
    state: &State,
    year: &str,
    contribution: &Contribution,
    broken: &mut Refusals,
) {
    check_open(state, year, broken);
    let unknown = state.agency(contribution.agency).is_none();
    broken.when(unknown, || agency_unknown("contribution/agency"));
    let nothing = contribution.amount_pence == 0;
    broken.when(nothing, || no_amount("contribution/amount_pence"));
}

pub(super) fn expenditure(state: &State, year: &str, amount_pence: u64, broken: &mut Refusals) {
    check_open(state, year, broken);
    broken.when(amount_pence == 0, || no_amount("amount_pence"));
}

pub(super) fn year_end(state: &State, year: &str, given: &Given, broken: &mut Refusals) {
    broken.when(!state.has_reporting_year(year), || year_unknown("year"));
    if is_reported(state, year) {
        broken.need_reason(
            given,
            "a year-end position in place of one already reported",
        );
    }
}

fn check_open(state: &State, year: &str, broken: &mut Refusals) {
    broken.when(!state.has_reporting_year(year), || year_unknown("year"));
    broken.when(is_reported(state, year), money_already_reported);
}

fn is_reported(state: &State, year: &str) -> bool {
    state.budgets.get(year).is_some_and(|known| known.reported)
}

fn contributor_repeated(field: String) -> Refusal {
    Refusal::new(
        "contributor_repeated",
        field,
        "the same agency contributes twice",
        "give one amount for each agency",
    )
}

fn total_does_not_add() -> Refusal {
    Refusal::new(
        "contributions_do_not_add",
        "total_pence",
        "the contributions do not add up to the stated total",
        "correct the total or a contribution",
    )
}

fn no_amount(field: &str) -> Refusal {
    Refusal::new(
        "no_amount",
        field,
        "the amount is nothing",
        "give an amount of at least one penny",
    )
}

fn money_already_reported() -> Refusal {
    Refusal::new(
        "year_already_reported",
        "year",
        "the money of this year was already reported at its end",
        "record it in the next year, or report the year's position again with a reason",
    )
}
