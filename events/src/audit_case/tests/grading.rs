//! Grades before and after moderation.

use super::*;
use crate::evidence;
use crate::ids::EvidenceId;

/// Agencies met to moderate.
fn met(world: World) -> World {
    on_from(world, vec![(audit(AUDIT), meeting(&[1, 2]).into())])
}

fn changed(world: &World, to: &str, given: Given) -> (String, String) {
    let events = accepted(world, when(moderate(to), given));
    match events.as_slice() {
        [crate::event::Event::AuditCase(Event::CaseGradeModerated { from, to })] => {
            (from.clone(), to.clone())
        }
        other => panic!("{other:?}"),
    }
}

fn pair(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

#[test]
fn an_agency_grades_its_own_practice_and_no_other() {
    let world = sampled();
    accepted(&world, when(grade_own(1, "RI"), lead(1)));
    accepted(&world, when(grade_own(1, "RI"), given()));
    let other = when(grade_own(2, "RI"), lead(1));
    refused(&world, other, &["not_your_agency"]);
    let stranger = when(grade_own(9, "RI"), given());
    refused(&world, stranger, &["agency_not_involved"]);
    let contributor = by(Role::AgencyContributor, Some(1));
    refused(
        &world,
        when(grade_own(1, "RI"), contributor),
        &["role_may_not"],
    );
}

#[test]
fn a_grade_is_one_of_the_scale_the_audit_began_with() {
    let world = met(graded());
    for command in [grade_own(1, "A+"), grade_as_peer("good")] {
        refused(&world, when(command, because()), &["grade_not_in_scale"]);
    }
    refused(
        &world,
        when(moderate("5"), because()),
        &["grade_not_in_scale"],
    );
}

#[test]
fn an_agency_grades_with_evidence_that_stands() {
    let lodged = evidence::Command::LodgeEvidence {
        file: None,
        reference: Some("The shared drive".into()),
        evidence_date: day("2026-06-01"),
        source: Some(id(1)),
        describes: "Supervision notes".into(),
    };
    let world = on_from(
        sampled(),
        vec![(id::<EvidenceId>(50).into(), lodged.into())],
    );
    let resting = |evidence: u128| Command::GradeOwnCase {
        agency: id(1),
        grade: "G".to_owned(),
        evidence: vec![id(evidence)],
    };
    accepted(&world, when(resting(50), lead(1)));
    refused(&world, when(resting(51), lead(1)), &["evidence_unknown"]);
}

#[test]
fn another_grade_of_ones_own_practice_says_why() {
    let world = then(sampled(), vec![grade_own(1, "G")]);
    refused(
        &world,
        when(grade_own(1, "RI"), lead(1)),
        &["reason_required"],
    );
    accepted(&world, when(grade_own(1, "RI"), saying_why(lead(1))));
    accepted(&world, when(grade_own(1, "G"), lead(1)));
}

#[test]
fn another_grade_as_a_peer_says_why_and_peers_stand_side_by_side() {
    let world = then(sampled(), vec![grade_as_peer("G")]);
    refused(
        &world,
        when(grade_as_peer("I"), given()),
        &["reason_required"],
    );
    accepted(&world, when(grade_as_peer("I"), because()));
    let member = Given {
        actor: crate::envelope::Actor::Person {
            user: "another".to_owned(),
            role: Role::PqaMember,
            agency: Some(id(2)),
        },
        ..given()
    };
    accepted(&world, when(grade_as_peer("I"), member));
}

#[test]
fn nobody_grades_as_a_peer_what_they_graded_as_their_own_practice() {
    let world = then(sampled(), vec![grade_own(1, "G")]);
    let own = when(grade_as_peer("G"), by(Role::PqaMember, Some(1)));
    refused(&world, own, &["peer_graded_own_practice"]);
    let lead_as_peer = when(grade_as_peer("G"), lead(1));
    refused(&sampled(), lead_as_peer, &["role_may_not"]);
    accepted(
        &sampled(),
        when(grade_as_peer("G"), by(Role::PqaMember, Some(1))),
    );
}

#[test]
fn a_case_is_moderated_when_agencies_met_and_somebody_graded_it() {
    let graded = then(sampled(), vec![grade_as_peer("G")]);
    refused(
        &graded,
        when(moderate("G"), given()),
        &["moderated_without_meeting"],
    );
    refused(
        &met(sampled()),
        when(moderate("G"), given()),
        &["moderated_ungraded"],
    );
    accepted(&met(graded), when(moderate("G"), by(Role::PqaMember, None)));
}

#[test]
fn a_changed_grade_says_why_and_from_what() {
    let world = met(then(sampled(), vec![grade_as_peer("G")]));
    assert_eq!(changed(&world, "G", given()), pair("G", "G"));
    refused(&world, when(moderate("RI"), given()), &["reason_required"]);
    assert_eq!(changed(&world, "RI", because()), pair("G", "RI"));
}

#[test]
fn without_a_peer_a_case_stands_at_the_lowest_of_the_agencies_own_grades() {
    let world = met(then(sampled(), vec![grade_own(1, "RI"), grade_own(2, "O")]));
    assert_eq!(changed(&world, "G", because()), pair("RI", "G"));
}

#[test]
fn a_second_moderation_says_why_and_from_which_grade() {
    let world = moderated();
    refused(&world, when(moderate("I"), given()), &["reason_required"]);
    assert_eq!(changed(&world, "I", because()), pair("RI", "I"));
    refused(
        &world,
        when(moderate("RI"), because()),
        &["grade_unchanged"],
    );
}

#[test]
fn grades_given_before_a_moderation_are_not_changed_after_it() {
    let world = moderated();
    for command in [grade_own(1, "G"), grade_as_peer("O")] {
        refused(
            &world,
            when(command, because()),
            &["case_already_moderated"],
        );
    }
}
