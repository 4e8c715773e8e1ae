//! Immediate concerns, and what people said.

use super::*;

fn tell(concern: u128, on: &str, agency: Option<u128>) -> Command {
    Command::TellOfConcern {
        concern: id(concern),
        told: Told {
            who: "Duty manager".into(),
            agency: agency.map(id),
            on: day(on),
        },
    }
}

#[test]
fn a_concern_is_raised_by_whoever_sees_it_as_long_as_the_audit_is_open() {
    for world in [drawn(), sampled(), moderated(), approved()] {
        accepted(&world, when(raise(31), by(Role::PqaMember, None)));
        accepted(&world, when(raise(31), lead(2)));
    }
    refused(&closed(), when(raise(31), given()), &["audit_not_open"]);
}

#[test]
fn a_concern_has_an_id_of_its_own_and_agencies_that_act() {
    let world = then(sampled(), vec![raise(31)]);
    let elsewhere = (case(CASES[1]), raise(31), given());
    refused(&world, elsewhere, &["concern_already_raised"]);
    let of = |agencies: &[u128]| Command::RaiseImmediateConcern {
        concern: id(32),
        words: "Alone at night".into(),
        agencies: agencies.iter().map(|one| id(*one)).collect(),
        told: Vec::new(),
    };
    refused(
        &world,
        when(of(&[]), given()),
        &["concern_agencies_missing"],
    );
    refused(&world, when(of(&[9]), given()), &["concern_agency_unknown"]);
    accepted(&world, when(of(&[1, 2]), given()));
}

#[test]
fn who_was_told_is_recorded_with_the_day() {
    let world = then(sampled(), vec![raise(31)]);
    accepted(&world, when(tell(31, "2026-06-15", Some(1)), given()));
    let future = when(tell(31, "2026-06-16", Some(1)), given());
    refused(&world, future, &["told_in_the_future"]);
    let stranger = when(tell(31, "2026-06-15", Some(9)), given());
    refused(&world, stranger, &["told_agency_unknown"]);
    let unknown = when(tell(32, "2026-06-15", None), given());
    refused(&world, unknown, &["concern_unknown"]);
    let told = then(world, vec![tell(31, "2026-06-15", None)]);
    assert_eq!(told.cases[&id(CASE)].concerns[&id(31)].told, 1);
}

#[test]
fn an_agency_does_not_confirm_its_own_corrective_action() {
    let world = then(sampled(), vec![raise(31)]);
    let own = when(confirm(31), by(Role::PqaMember, Some(1)));
    refused(&world, own, &["confirms_own_agency"]);
    accepted(&world, when(confirm(31), by(Role::PqaMember, Some(2))));
    accepted(&world, when(confirm(31), by(Role::Chair, None)));
    refused(&world, when(confirm(31), lead(2)), &["role_may_not"]);
}

#[test]
fn whoever_raised_a_concern_may_confirm_it_once() {
    let world = then(sampled(), vec![raise(31)]);
    accepted(&world, when(confirm(31), given()));
    refused(&world, when(confirm(32), given()), &["concern_unknown"]);
    let world = then(world, vec![confirm(31)]);
    assert!(!world.cases[&id(CASE)].has_unconfirmed_concern());
    let again = when(confirm(31), given());
    refused(&world, again, &["concern_already_confirmed"]);
}

#[test]
fn practitioners_are_heard_for_their_own_agency_and_families_by_the_sub_group() {
    let reflect = |agency: u128| Command::CapturePractitionerReflection {
        agency: id(agency),
        words: "I had too many cases to see the pattern".into(),
    };
    let world = sampled();
    accepted(&world, when(reflect(1), lead(1)));
    accepted(&world, when(reflect(1), given()));
    refused(&world, when(reflect(2), lead(1)), &["not_your_agency"]);
    refused(&world, when(reflect(9), given()), &["agency_not_involved"]);
    let view = || Command::CaptureFamilyView {
        who: FamilyVoice::Child,
        words: "Nobody asked me".into(),
    };
    accepted(&world, when(view(), given()));
    refused(&world, when(view(), lead(1)), &["role_may_not"]);
}

#[test]
fn people_of_an_agency_read_its_own_return_and_what_it_has_to_do_for_the_child() {
    let own = Event::CaseSelfGraded {
        agency: id(1),
        grade: "G".to_owned(),
        evidence: Vec::new(),
    };
    assert!(own.is_for(id(1)) && !own.is_for(id(2)));
    let raised = Event::ImmediateConcernRaised {
        concern: id(31),
        words: "Alone at night".into(),
        agencies: vec![id(1)],
        told: Vec::new(),
    };
    assert!(raised.is_for(id(1)) && !raised.is_for(id(2)));
    let moderated = Event::CaseGradeModerated {
        from: "G".to_owned(),
        to: "RI".to_owned(),
    };
    assert!(!moderated.is_for(id(1)));
}

#[test]
fn commands_are_described_for_the_api() {
    crate::action::fixture::is_described::<Command>();
    crate::action::fixture::is_described::<crate::audit::Command>();
    crate::action::fixture::is_described::<crate::audit_programme::Command>();
}
