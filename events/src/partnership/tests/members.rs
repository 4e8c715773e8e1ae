//! Who the partnership and its members are, and who holds which role.

use super::*;

#[test]
fn a_partnership_is_established_once() {
    let establish = || Command::EstablishPartnership {
        name: "Anyshire".to_owned(),
        area: "Anyshire".to_owned(),
        predecessor: None,
        from: day("2019-09-29"),
    };
    ok(&World::default(), establish());
    no(&begun(), establish(), &["already_established"]);
}

#[test]
fn a_correction_needs_something_to_correct_and_a_reason() {
    let correct = || Command::CorrectPartnershipDetails {
        name: "Anyshire".to_owned(),
        area: "Anyshire".to_owned(),
    };
    no(
        &World::default(),
        correct(),
        &["not_established", "reason_required"],
    );
    accepted(&begun(), (partnership(), correct(), because()));
}

#[test]
fn no_two_members_go_by_the_same_name() {
    let world = begun();
    ok(&world, add(3, "Anyshire Health", &["AH"]));
    no(
        &world,
        add(3, "anyshire  COUNCIL", &[]),
        &["agency_name_taken"],
    );
    no(
        &world,
        add(3, "Anyshire Health", &["ap"]),
        &["agency_name_taken"],
    );
    no(
        &world,
        add(3, "Health", &["H", "h"]),
        &["short_name_repeated"],
    );
    no(&world, add(1, "Health", &[]), &["agency_already_added"]);
    let gone = then(world, withdraw(2, "2026-01-01"));
    ok(&gone, add(3, "Anyshire Police", &["AP"]));
}

#[test]
fn an_agencys_details_are_corrected_for_a_reason_and_keep_apart() {
    let correct = |agency, name: &str| Command::CorrectAgencyDetails {
        agency: id(agency),
        name: name.to_owned(),
        also_known_as: vec!["AC".to_owned()],
        kind: AgencyKind::LocalAuthority,
    };
    accepted(&begun(), (partnership(), correct(1, "Anyshire"), because()));
    no(&begun(), correct(1, "Anyshire"), &["reason_required"]);
    let taken = (partnership(), correct(1, "Anyshire Police"), because());
    refused(&begun(), taken, &["agency_name_taken"]);
    let unknown = (partnership(), correct(9, "Nobody"), because());
    refused(&begun(), unknown, &["agency_unknown", "agency_name_taken"]);
}

#[test]
fn an_agency_leaves_once_and_not_while_it_chairs() {
    ok(&begun(), withdraw(2, "2026-01-01"));
    no(&begun(), withdraw(9, "2026-01-01"), &["agency_unknown"]);
    no(
        &begun(),
        withdraw(2, "2010-01-01"),
        &["withdrawn_before_joining"],
    );
    let gone = then(begun(), withdraw(2, "2026-01-01"));
    no(
        &gone,
        withdraw(2, "2026-01-01"),
        &["agency_already_withdrawn"],
    );
    let chairs = then(begun(), chair(Some(2)));
    no(&chairs, withdraw(2, "2026-05-01"), &["agency_still_chairs"]);
}

#[test]
fn an_agency_that_left_is_not_appointed() {
    let gone = then(begun(), withdraw(2, "2025-12-31"));
    no(&gone, chair(Some(2)), &["agency_withdrawn"]);
    let designate = |agency| Command::DesignateSafeguardingPartner {
        agency: id(agency),
        capacity: PartnerCapacity::Lead,
        post: "Chief constable".to_owned(),
        from: day("2026-01-01"),
    };
    ok(&begun(), designate(2));
    no(&gone, designate(2), &["agency_withdrawn"]);
    no(&gone, designate(9), &["agency_unknown"]);
}

#[test]
fn a_group_has_a_name_a_quorum_and_members_it_can_reach_it_with() {
    let group =
        |number, name: &str, quorum, meetings, members: &[u128]| Command::ConstituteSubGroup {
            group: id(number),
            name: name.to_owned(),
            terms_of_reference: None,
            quorum,
            meetings_per_year: meetings,
            members: members.iter().map(|one| id(*one)).collect(),
            joint_with: None,
        };
    ok(&begun(), group(2, "Audit group", 1, 6, &[1]));
    no(
        &begun(),
        group(1, "Audit group", 1, 6, &[]),
        &["group_already_constituted"],
    );
    no(
        &begun(),
        group(2, "board", 1, 6, &[]),
        &["group_name_taken"],
    );
    no(
        &begun(),
        group(2, "Audit", 0, 6, &[]),
        &["quorum_out_of_range"],
    );
    no(
        &begun(),
        group(2, "Audit", 1, 0, &[]),
        &["meetings_out_of_range"],
    );
    no(
        &begun(),
        group(2, "Audit", 2, 6, &[1]),
        &["quorum_beyond_members"],
    );
    no(
        &begun(),
        group(2, "Audit", 1, 6, &[1, 1]),
        &["member_repeated"],
    );
    no(&begun(), group(2, "Audit", 1, 6, &[9]), &["agency_unknown"]);
}

#[test]
fn a_chair_is_a_member_or_independent_and_one_at_a_time() {
    let world = then(begun(), add(3, "Anyshire Health", &[]));
    ok(&world, chair(Some(1)));
    ok(&world, chair(None));
    no(&world, chair(Some(3)), &["chair_not_a_member"]);
    no(&world, chair(Some(9)), &["agency_unknown"]);
    let sitting = then(world, chair(Some(1)));
    no(&sitting, chair(Some(2)), &["chair_already_appointed"]);
    let revise = |members: &[u128]| Command::ReviseGroupMembership {
        group: id(1),
        members: members.iter().map(|one| id(*one)).collect(),
    };
    ok(&sitting, revise(&[1, 3]));
    no(&sitting, revise(&[2, 3]), &["chair_not_a_member"]);
    let vacant = || Command::DeclareChairVacant {
        group: id(1),
        vice: false,
        from: day("2026-06-01"),
    };
    no(&sitting, vacant(), &["chair_already_appointed"]);
    let down = |on: &str| Command::StandDownChair {
        group: id(1),
        vice: false,
        on: day(on),
    };
    no(&sitting, down("2025-01-01"), &["ends_before_start"]);
    let free = then(sitting, down("2026-06-01"));
    ok(&free, vacant());
    no(&free, down("2026-06-02"), &["nobody_chairs"]);
    let nowhere = Command::StandDownChair {
        group: id(9),
        vice: false,
        on: day("2026-01-01"),
    };
    no(&free, nowhere, &["group_unknown"]);
}

#[test]
fn a_role_is_held_between_two_days_and_an_agencys_role_for_it() {
    let appoint = |holding, role, agency: Option<u128>| Command::AppointRoleHolder {
        holding: id(holding),
        role,
        post: "Head of Early Help".to_owned(),
        agency: agency.map(id),
        holder: "A. N. Other".into(),
        from: day("2026-01-01"),
    };
    let end = |holding, on: &str| Command::EndRoleHolder {
        holding: id(holding),
        on: day(on),
    };
    ok(&begun(), appoint(1, Role::Chair, None));
    no(
        &begun(),
        appoint(1, Role::AgencyLead, None),
        &["role_needs_agency"],
    );
    no(
        &begun(),
        appoint(1, Role::AgencyLead, Some(9)),
        &["agency_unknown"],
    );
    no(&begun(), end(1, "2026-02-01"), &["holding_unknown"]);
    let held = then(begun(), appoint(1, Role::AgencyLead, Some(1)));
    let holders = |world: &World, on: &str| {
        world
            .partnership
            .holders_on(Role::AgencyLead, day(on))
            .count()
    };
    assert_eq!(
        (holders(&held, "2025-12-31"), holders(&held, "2026-01-01")),
        (0, 1)
    );
    no(
        &held,
        appoint(1, Role::Chair, None),
        &["holding_already_recorded"],
    );
    no(&held, end(1, "2025-01-01"), &["ends_before_start"]);
    let ended = then(held, end(1, "2026-02-01"));
    assert_eq!(
        (holders(&ended, "2026-02-01"), holders(&ended, "2026-02-02")),
        (1, 0)
    );
    no(&ended, end(1, "2026-02-01"), &["holding_already_ended"]);
}

#[test]
fn an_agency_is_found_by_any_of_its_names_and_a_member_before_one_that_left() {
    let world = then(begun(), withdraw(2, "2026-01-01"));
    let world = then(world, add(3, "Anyshire Police", &["AP"]));
    assert_eq!(world.partnership.agency_named(" ap "), Some(id(3)));
    assert_eq!(
        world.partnership.agency_named("anyshire  council"),
        Some(id(1))
    );
    assert_eq!(world.partnership.agency_named("nobody"), None);
}
