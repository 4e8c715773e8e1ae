//! Rules of the partnership's beginning and its agencies.

use crate::ids::AgencyId;
use crate::partnership::state::{State, same_words};
use crate::refusal::{Refusal, Refusals};
use crate::world::Given;
use chrono::NaiveDate;

pub(super) fn establish(state: &State, broken: &mut Refusals) {
    broken.when(state.established.is_some(), already_established);
}

pub(super) fn correct(state: &State, given: &Given, broken: &mut Refusals) {
    broken.need_reason(given, "a correction");
    broken.when(state.established.is_none(), not_established);
}

pub(super) fn add(
    state: &State,
    agency: AgencyId,
    name: &str,
    short: &[String],
    broken: &mut Refusals,
) {
    broken.when(state.agencies.contains_key(&agency), agency_known);
    check_names(state, agency, name, short, broken);
}

pub(super) fn correct_agency(
    state: &State,
    agency: AgencyId,
    name: &str,
    short: &[String],
    broken: &mut Refusals,
) {
    broken.when(state.agency(agency).is_none(), || agency_unknown("agency"));
    check_names(state, agency, name, short, broken);
}

pub(super) fn withdraw(state: &State, agency: AgencyId, from: NaiveDate, broken: &mut Refusals) {
    let Some(known) = state.agency(agency) else {
        return broken.push(agency_unknown("agency"));
    };
    broken.when(known.withdrawn.is_some(), agency_already_withdrawn);
    broken.when(from < known.from, || withdrawn_before_joining(known.from));
    let chairs = state.groups.values().any(|group| {
        let sitting = [&group.chair, &group.vice_chair];
        sitting
            .into_iter()
            .flatten()
            .any(|sitting| sitting.agency == Some(agency))
    });
    broken.when(chairs, agency_still_chairs);
}

/// Notes a refusal unless the agency is known and a member on that day.
pub(super) fn must_be_member(
    state: &State,
    agency: AgencyId,
    day: NaiveDate,
    field: &str,
    broken: &mut Refusals,
) {
    match state.agency(agency) {
        None => broken.push(agency_unknown(field)),
        Some(known) => broken.when(!known.is_member_on(day), || agency_withdrawn(field)),
    }
}

/// Two members must never be told apart by nothing: an import finds an agency by any of its names.
fn check_names(
    state: &State,
    agency: AgencyId,
    name: &str,
    short: &[String],
    broken: &mut Refusals,
) {
    let taken = |wanted: &str| {
        state.agencies.iter().any(|(id, other)| {
            *id != agency
                && other.withdrawn.is_none()
                && other.names().any(|known| same_words(known, wanted))
        })
    };
    broken.when(taken(name), || agency_name_taken("name".to_owned()));
    for (index, one) in short.iter().enumerate() {
        let field = format!("also_known_as/{index}");
        broken.when(taken(one), || agency_name_taken(field.clone()));
        let before = short.iter().take(index).map(String::as_str);
        let repeated = before
            .chain(std::iter::once(name))
            .any(|other| same_words(other, one));
        broken.when(repeated, || short_name_repeated(field));
    }
}

fn already_established() -> Refusal {
    Refusal::new(
        "already_established",
        "",
        "the partnership is already established",
        "correct its name or area instead",
    )
}

fn not_established() -> Refusal {
    Refusal::new(
        "not_established",
        "",
        "the partnership is not established yet",
        "establish it first",
    )
}

fn agency_known() -> Refusal {
    Refusal::new(
        "agency_already_added",
        "agency",
        "an agency with this id was already added",
        "correct its details, or add the new agency under a new id",
    )
}

/// An agency nobody added.
pub(super) fn agency_unknown(field: &str) -> Refusal {
    Refusal::new(
        "agency_unknown",
        field,
        "no agency of this partnership has this id",
        "add the agency first, or choose one from the list",
    )
}

fn agency_withdrawn(field: &str) -> Refusal {
    Refusal::new(
        "agency_withdrawn",
        field,
        "the agency is no longer a member on that day",
        "choose a member, or add the agency again",
    )
}

fn agency_already_withdrawn() -> Refusal {
    Refusal::new(
        "agency_already_withdrawn",
        "agency",
        "the agency already left",
        "nothing is left to record",
    )
}

fn withdrawn_before_joining(joined: NaiveDate) -> Refusal {
    Refusal::new(
        "withdrawn_before_joining",
        "from",
        format!("the agency is a member only from {joined}"),
        "give a day on or after it",
    )
}

fn agency_still_chairs() -> Refusal {
    Refusal::new(
        "agency_still_chairs",
        "agency",
        "somebody from the agency still chairs a group, and a chair must be a member",
        "record first that they stood down",
    )
}

fn agency_name_taken(field: String) -> Refusal {
    Refusal::new(
        "agency_name_taken",
        field,
        "another agency already goes by this name or short name",
        "give a name that only this agency has",
    )
}

fn short_name_repeated(field: String) -> Refusal {
    Refusal::new(
        "short_name_repeated",
        field,
        "the agency's own names repeat each other",
        "leave the repeated one out",
    )
}
