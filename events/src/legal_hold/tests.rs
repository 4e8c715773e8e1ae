//! The rules of a legal hold, each with what it refuses and what it allows.

use super::*;
use crate::envelope::Role;
use crate::given_when_then::{accepted, actor, day, given, id, on_from, refused};
use crate::ids::{LegalHoldId, LogId, ReviewSubjectId, StreamId};
use crate::serious_incident::fixture::{CHILD, INCIDENT, incident, subject, with_children};
use crate::world::Given;

fn child() -> StreamId {
    subject(CHILD)
}

fn hold(number: u128) -> StreamId {
    id::<LegalHoldId>(number).into()
}

fn place(things: Vec<StreamId>) -> Command {
    Command::PlaceHold {
        things,
        held_for: HeldFor::Inquiry,
        words: "the inquiry asked that nothing be destroyed".into(),
    }
}

fn lift() -> Command {
    Command::LiftHold {
        words: "the inquiry has reported".into(),
    }
}

fn placed() -> crate::world::World {
    on_from(
        with_children(),
        vec![(hold(1), place(vec![child()]).into())],
    )
}

#[test]
fn a_hold_names_things_that_are_there_each_once_and_that_hold_words() {
    let world = with_children();
    let no = |things: Vec<StreamId>, rules: &[&str]| {
        refused(&world, (hold(1), place(things), given()), rules);
    };
    no(vec![], &["hold_of_nothing"]);
    no(vec![child(), child()], &["thing_named_twice"]);
    no(vec![id::<ReviewSubjectId>(77).into()], &["thing_unknown"]);
    no(vec![id::<LogId>(1).into()], &["not_erasable"]);
    let many = (0..=crate::erasure::THINGS_MAX as u128).map(|n| id::<ReviewSubjectId>(n).into());
    no(many.collect(), &["too_many_things"]);
    accepted(
        &world,
        (hold(1), place(vec![incident(INCIDENT), child()]), given()),
    );
    let mut erased = world.clone();
    erased.erased.insert(child());
    let when = (hold(1), place(vec![child()]), given());
    refused(&erased, when, &["thing_already_erased"]);
}

#[test]
fn a_hold_is_placed_once_and_lifted_once() {
    let world = placed();
    let again = (hold(1), place(vec![child()]), given());
    refused(&world, again, &["hold_already_placed"]);
    assert!(world.is_held(child()));
    accepted(&world, (hold(1), lift(), given()));
    let lifted = on_from(world, vec![(hold(1), lift().into())]);
    assert!(!lifted.is_held(child()));
    refused(
        &lifted,
        (hold(1), lift(), given()),
        &["hold_already_lifted"],
    );
    let never = (hold(2), lift(), given());
    refused(&lifted, never, &["hold_not_placed"]);
}

#[test]
fn a_hold_is_not_lifted_before_it_was_placed() {
    let early = Given {
        occurred_on: day("2026-06-01"),
        ..given()
    };
    refused(&placed(), (hold(1), lift(), early), &["before_its_cause"]);
}

#[test]
fn a_coordinator_places_a_hold_and_only_the_board_lifts_it() {
    let coordinator = || Given {
        actor: actor(Role::CsprCoordinator, None),
        ..given()
    };
    let world = with_children();
    accepted(&world, (hold(1), place(vec![child()]), coordinator()));
    refused(
        &placed(),
        (hold(1), lift(), coordinator()),
        &["role_may_not"],
    );
}
