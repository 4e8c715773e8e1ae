//! Rules of groups, their chairs, and the holders of roles.

use super::members::must_be_member;
use crate::envelope::Role;
use crate::ids::{AgencyId, GroupId, HoldingId};
use crate::partnership::state::{Group, State, same_words};
use crate::refusal::{Refusal, Refusals};
use chrono::NaiveDate;

/// The largest quorum, in agencies.
pub const QUORUM_MAX: u16 = 100;

/// The most meetings a group can hold, in meetings a year: one a week.
pub const MEETINGS_PER_YEAR_MAX: u16 = 53;

pub(super) fn constitute(state: &State, group: GroupId, name: &str, broken: &mut Refusals) {
    broken.when(state.groups.contains_key(&group), group_known);
    let taken = state
        .groups
        .values()
        .any(|other| same_words(&other.name, name));
    broken.when(taken, group_name_taken);
}

pub(super) fn check_rhythm(quorum: u16, meetings_per_year: u16, broken: &mut Refusals) {
    broken.when(quorum == 0 || quorum > QUORUM_MAX, quorum_out_of_range);
    let possible = (1..=MEETINGS_PER_YEAR_MAX).contains(&meetings_per_year);
    broken.when(!possible, meetings_out_of_range);
}

/// Members must be agencies, each once, and enough of them for the quorum.
pub(super) fn check_members(
    state: &State,
    quorum: u16,
    members: &[AgencyId],
    day: NaiveDate,
    broken: &mut Refusals,
) {
    for (index, member) in members.iter().enumerate() {
        let field = format!("members/{index}");
        must_be_member(state, *member, day, &field, broken);
        let repeated = members.iter().take(index).any(|other| other == member);
        broken.when(repeated, || member_repeated(field));
    }
    let too_few = !members.is_empty() && members.len() < usize::from(quorum);
    broken.when(too_few, || quorum_beyond_members(quorum));
}

pub(super) fn revise(
    state: &State,
    group: GroupId,
    members: &[AgencyId],
    day: NaiveDate,
    broken: &mut Refusals,
) {
    let Some(known) = known_group(state, group, broken) else {
        return;
    };
    check_members(state, known.quorum, members, day, broken);
    let chair_left_out = [&known.chair, &known.vice_chair]
        .into_iter()
        .flatten()
        .filter_map(|sitting| sitting.agency)
        .any(|agency| !members.is_empty() && !members.contains(&agency));
    broken.when(chair_left_out, || chair_not_a_member("members"));
}

/// A chair comes from a member agency, or from none, being independent.
pub(super) fn appoint_chair(
    state: &State,
    (group, vice): (GroupId, bool),
    agency: Option<AgencyId>,
    from: NaiveDate,
    broken: &mut Refusals,
) {
    if let Some(agency) = agency {
        must_be_member(state, agency, from, "agency", broken);
    }
    let Some(known) = known_group(state, group, broken) else {
        return;
    };
    let outsider = agency
        .filter(|agency| state.agencies.contains_key(agency))
        .is_some_and(|agency| !known.members.contains(&agency));
    broken.when(outsider, || chair_not_a_member("agency"));
    broken.when(known.sitting(vice).is_some(), chair_already_appointed);
}

pub(super) fn stand_down(
    state: &State,
    group: GroupId,
    vice: bool,
    on: NaiveDate,
    broken: &mut Refusals,
) {
    let Some(known) = known_group(state, group, broken) else {
        return;
    };
    match known.sitting(vice) {
        None => broken.push(nobody_chairs()),
        Some(sitting) => broken.when(on < sitting.from, || ends_before_start("on", sitting.from)),
    }
}

pub(super) fn vacant(state: &State, group: GroupId, vice: bool, broken: &mut Refusals) {
    if let Some(known) = known_group(state, group, broken) {
        broken.when(known.sitting(vice).is_some(), chair_already_appointed);
    }
}

pub(super) fn appoint_holder(
    state: &State,
    holding: HoldingId,
    role: Role,
    agency: Option<AgencyId>,
    from: NaiveDate,
    broken: &mut Refusals,
) {
    broken.when(state.holdings.contains_key(&holding), holding_known);
    match agency {
        Some(agency) => must_be_member(state, agency, from, "agency", broken),
        None => broken.when(acts_for_an_agency(role), role_needs_agency),
    }
}

pub(super) fn end_holder(state: &State, holding: HoldingId, on: NaiveDate, broken: &mut Refusals) {
    let Some(held) = state.holdings.get(&holding) else {
        return broken.push(holding_unknown());
    };
    broken.when(held.ended.is_some(), holding_already_ended);
    broken.when(on < held.from, || ends_before_start("on", held.from));
}

fn acts_for_an_agency(role: Role) -> bool {
    match role {
        Role::AgencyLead | Role::AgencyContributor => true,
        Role::Administrator
        | Role::BusinessManager
        | Role::Chair
        | Role::PqaCoordinator
        | Role::PqaMember
        | Role::CsprCoordinator
        | Role::ReviewGroupMember
        | Role::Inspector
        | Role::LogAuditor => false,
    }
}

fn known_group<'a>(state: &'a State, group: GroupId, broken: &mut Refusals) -> Option<&'a Group> {
    let known = state.group(group);
    broken.when(known.is_none(), group_unknown);
    known
}

fn group_known() -> Refusal {
    Refusal::new(
        "group_already_constituted",
        "group",
        "a group with this id was already set up",
        "change its membership, or set the new group up under a new id",
    )
}

fn group_unknown() -> Refusal {
    Refusal::new(
        "group_unknown",
        "group",
        "no group of this partnership has this id",
        "set the group up first, or choose one from the list",
    )
}

fn group_name_taken() -> Refusal {
    Refusal::new(
        "group_name_taken",
        "name",
        "another group already has this name",
        "give a name that only this group has",
    )
}

fn quorum_out_of_range() -> Refusal {
    Refusal::new(
        "quorum_out_of_range",
        "quorum",
        format!("a quorum is 1 to {QUORUM_MAX} agencies"),
        "give how many agencies make a meeting quorate",
    )
}

fn meetings_out_of_range() -> Refusal {
    Refusal::new(
        "meetings_out_of_range",
        "meetings_per_year",
        format!("a group meets 1 to {MEETINGS_PER_YEAR_MAX} times a year"),
        "give how often it meets",
    )
}

fn member_repeated(field: String) -> Refusal {
    Refusal::new(
        "member_repeated",
        field,
        "the same agency is listed twice",
        "leave one out",
    )
}

fn quorum_beyond_members(quorum: u16) -> Refusal {
    Refusal::new(
        "quorum_beyond_members",
        "members",
        format!("the quorum is {quorum} agencies, more than the group would have"),
        "list more members, or lower the quorum",
    )
}

fn chair_not_a_member(field: &str) -> Refusal {
    Refusal::new(
        "chair_not_a_member",
        field,
        "a chair or vice chair must come from an agency that is a member of the group",
        "make the agency a member first, or leave it out for an independent chair",
    )
}

fn chair_already_appointed() -> Refusal {
    Refusal::new(
        "chair_already_appointed",
        "group",
        "somebody already sits in this chair",
        "record first that they stood down",
    )
}

fn nobody_chairs() -> Refusal {
    Refusal::new(
        "nobody_chairs",
        "group",
        "nobody sits in this chair",
        "nothing is left to record",
    )
}

fn ends_before_start(field: &str, start: NaiveDate) -> Refusal {
    Refusal::new(
        "ends_before_start",
        field,
        format!("it is held only from {start}"),
        "give a last day on or after it",
    )
}

fn holding_known() -> Refusal {
    Refusal::new(
        "holding_already_recorded",
        "holding",
        "this holding of a role is already recorded",
        "record a new holding under a new id",
    )
}

fn holding_unknown() -> Refusal {
    Refusal::new(
        "holding_unknown",
        "holding",
        "no holding of a role has this id",
        "choose one from the list",
    )
}

fn holding_already_ended() -> Refusal {
    Refusal::new(
        "holding_already_ended",
        "holding",
        "this holding already ended",
        "nothing is left to record",
    )
}

fn role_needs_agency() -> Refusal {
    Refusal::new(
        "role_needs_agency",
        "agency",
        "this role acts for an agency",
        "say which agency",
    )
}
