//! The safeguarding partners' decision.

use super::*;

/// A decision with these positions.
fn positions(positions: Vec<Position>) -> (crate::ids::StreamId, Command, Given) {
    let mut command = deciding_on(&[]);
    if let Command::DecideReview {
        positions: given, ..
    } = &mut command
    {
        *given = positions;
    }
    when(command, by(Role::Chair, None))
}

fn agrees(agency: u128) -> Position {
    position(agency, Outcome::PracticeReview, None)
}

#[test]
fn every_safeguarding_partner_states_its_own_position() {
    let world = met();
    accepted(&world, positions(vec![agrees(1), agrees(2), agrees(3)]));
    refused(
        &world,
        positions(vec![agrees(1), agrees(2)]),
        &["position_missing"],
    );
    refused(&world, positions(vec![]), &["position_missing"]);
    let four = vec![agrees(1), agrees(2), agrees(3), agrees(4)];
    refused(&world, positions(four), &["position_of_non_partner"]);
    let twice = vec![agrees(1), agrees(2), agrees(3), agrees(3)];
    refused(&world, positions(twice), &["position_repeated"]);
}

#[test]
fn the_partners_decide_about_what_the_meeting_looked_at() {
    let on = |written: &str| {
        let (stream, command, mut given) = positions(vec![agrees(1), agrees(2), agrees(3)]);
        given.occurred_on = day(written);
        (stream, command, given)
    };
    accepted(&met(), on("2026-06-10"));
    refused(&met(), on("2026-06-09"), &["decided_before_meeting"]);
}

#[test]
fn a_fourth_partner_that_is_designated_states_its_position_too() {
    let fourth = (
        crate::given_when_then::partnership(),
        designate(4, "2026-01-01").into(),
    );
    let world = on_from(met(), vec![fourth]);
    let three = || vec![agrees(1), agrees(2), agrees(3)];
    refused(&world, positions(three()), &["position_missing"]);
    let mut four = three();
    four.push(agrees(4));
    accepted(&world, positions(four));
    let later = (
        crate::given_when_then::partnership(),
        designate(4, "2027-01-01").into(),
    );
    accepted(&on_from(met(), vec![later]), positions(three()));
}

#[test]
fn fewer_than_three_partners_decide_nothing() {
    let mut world = met();
    world
        .partnership
        .safeguarding_partners
        .retain(|(agency, _), _| *agency != id(3));
    let two = positions(vec![agrees(1), agrees(2)]);
    refused(&world, two, &["partners_not_designated"]);
}

#[test]
fn a_partner_that_thinks_otherwise_says_why() {
    let otherwise = |why| position(3, Outcome::NoReview, why);
    let silent = vec![agrees(1), agrees(2), otherwise(None)];
    refused(&met(), positions(silent), &["dissent_unexplained"]);
    let told = vec![agrees(1), agrees(2), otherwise(Some("Nothing new"))];
    accepted(&met(), positions(told));
}

#[test]
fn a_decision_for_a_review_names_what_it_rests_on_once() {
    let with = |outcome, criteria: Vec<ReviewCriterion>| {
        let positions = [1, 2, 3].map(|one| position(one, outcome, None));
        let command = Command::DecideReview {
            outcome,
            criteria,
            positions: positions.to_vec(),
            rationale: "Because".into(),
        };
        when(command, given())
    };
    refused(
        &met(),
        with(Outcome::PracticeReview, vec![]),
        &["criteria_missing"],
    );
    accepted(&met(), with(Outcome::NoReview, vec![]));
    let twice = vec![ReviewCriterion::RecurrentThemes; 2];
    refused(
        &met(),
        with(Outcome::PracticeReview, twice),
        &["criterion_repeated"],
    );
}

#[test]
fn the_partners_decide_after_the_meeting_and_once() {
    let all = || deciding_on(&[1, 2, 3]);
    for world in [opened(), super::super::fixture::gathering()] {
        refused(&world, when(all(), given()), &["meeting_not_held"]);
    }
    refused(&decided(), when(all(), given()), &["already_decided"]);
    let member = by(Role::ReviewGroupMember, None);
    refused(&met(), when(all(), member), &["role_may_not"]);
}

#[test]
fn the_partners_reconsider_after_the_panels_answer_with_a_reason() {
    let reconsider = || {
        let positions = [1, 2, 3].map(|one| position(one, Outcome::NoReview, None));
        Command::ReconsiderDecision {
            outcome: Outcome::NoReview,
            criteria: vec![],
            positions: positions.to_vec(),
            rationale: "The Panel is right".into(),
        }
    };
    refused(
        &decided(),
        when(reconsider(), because()),
        &["not_submitted"],
    );
    refused(
        &submitted(),
        when(reconsider(), because()),
        &["panel_not_answered"],
    );
    refused(
        &responded(),
        when(reconsider(), given()),
        &["reason_required"],
    );
    accepted(&responded(), when(reconsider(), because()));
    let world = then(responded(), vec![reconsider()]);
    assert_eq!(
        world.rapid_reviews[&id(REVIEW)].outcome,
        Some(Outcome::NoReview)
    );
}
