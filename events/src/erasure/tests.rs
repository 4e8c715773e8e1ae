//! The rules of an erasure, each with what it refuses and what it allows.

use super::*;
use crate::envelope::{Actor, Role};
use crate::given_when_then::{accepted, actor, because, day, given, id, on_from, refused};
use crate::ids::{AccountId, ErasureId, LegalHoldId, LogId, ReviewSubjectId, StreamId};
use crate::legal_hold::{self, HeldFor};
use crate::serious_incident::fixture::{
    BROTHER, CHILD, INCIDENT, incident, subject, with_children,
};
use crate::text::Text;
use crate::world::{Given, World};

fn child() -> StreamId {
    subject(CHILD)
}

fn erasure(number: u128) -> StreamId {
    id::<ErasureId>(number).into()
}

fn words() -> Text {
    "the family asked by letter".into()
}

fn keep(until: Option<&str>) -> Command {
    Command::ReviewRetention {
        of: child(),
        outcome: Outcome::Keep,
        keep_until: until.map(day),
        words: words(),
    }
}

fn to_erase(of: StreamId) -> Command {
    Command::ReviewRetention {
        of,
        outcome: Outcome::Erase,
        keep_until: None,
        words: words(),
    }
}

fn ask_as(asked_by: AskedBy, things: Vec<StreamId>) -> Command {
    Command::RequestErasure {
        things,
        asked_by,
        authority: Authority::Article17,
        words: words(),
    }
}

fn ask(things: Vec<StreamId>) -> Command {
    ask_as(AskedBy::Parent, things)
}

fn refuse() -> Command {
    Command::RefuseErasure {
        exemption: Exemption::LegalClaims,
        words: words(),
    }
}

/// The independent chair, who did not ask.
fn chair() -> Given {
    let mut given = given();
    given.actor = actor(Role::Chair, None);
    if let Actor::Person { user, .. } = &mut given.actor {
        "the chair".clone_into(user);
    }
    given
}

fn earlier(mut given: Given) -> Given {
    given.occurred_on = day("2026-06-01");
    given
}

fn asked() -> World {
    on_from(
        with_children(),
        vec![(erasure(1), ask(vec![child()]).into())],
    )
}

/// What a command leads to.
fn step(world: &mut World, stream: StreamId, command: crate::world::Command, given: &Given) {
    let events = world.decide(stream, command, given).unwrap();
    for event in events {
        let mut happened = crate::given_when_then::envelope(stream, given.occurred_on);
        happened.actor = given.actor.clone();
        world.evolve_parts(&happened, &event);
    }
}

fn erased() -> World {
    let mut world = asked();
    step(
        &mut world,
        erasure(1),
        Command::EraseData {}.into(),
        &chair(),
    );
    world
}

fn hold(world: &mut World, things: Vec<StreamId>) -> StreamId {
    let stream = id::<LegalHoldId>(1).into();
    let place = legal_hold::Command::PlaceHold {
        things,
        held_for: HeldFor::Coroner,
        words: words(),
    };
    step(world, stream, place.into(), &given());
    stream
}

fn lift(world: &mut World, stream: StreamId) {
    let lift = legal_hold::Command::LiftHold { words: words() };
    step(world, stream, lift.into(), &given());
}

#[test]
fn what_was_asked_for_is_erased_by_somebody_who_did_not_ask() {
    let world = asked();
    let events = accepted(&world, (erasure(1), Command::EraseData {}, chair()));
    let expected = Event::PersonalDataErased {
        things: vec![child()],
        authority: Authority::Article17,
        keys_destroyed: Vec::new(),
    };
    assert_eq!(events, [crate::event::Event::Erasure(expected)]);
    let own = (erasure(1), Command::EraseData {}, given());
    refused(&world, own, &["decides_own_request"]);
    refused(
        &world,
        (erasure(1), refuse(), given()),
        &["decides_own_request"],
    );
    accepted(&world, (erasure(1), refuse(), chair()));
}

#[test]
fn nothing_is_erased_or_refused_without_a_request_and_nothing_twice() {
    let world = with_children();
    for command in [Command::EraseData {}, refuse()] {
        let when = (erasure(1), command.clone(), chair());
        refused(&world, when, &["erasure_not_requested"]);
        let again = (erasure(1), command, chair());
        refused(&erased(), again, &["erasure_already_decided"]);
    }
    let again = (erasure(1), ask(vec![child()]), given());
    let rules = ["erasure_already_requested", "thing_already_erased"];
    refused(&erased(), again, &rules);
    let other = (erasure(2), ask(vec![child()]), given());
    refused(&erased(), other, &["thing_already_erased"]);
}

#[test]
fn what_goes_on_after_an_erasure_has_words_that_can_be_erased_again() {
    let mut world = erased();
    let record = crate::review_subject::Command::RecordCircumstances { words: words() };
    step(&mut world, child(), record.into(), &given());
    accepted(&world, (erasure(2), ask(vec![child()]), given()));
}

#[test]
fn nothing_under_a_legal_hold_is_erased_until_the_hold_is_lifted() {
    for held in [child(), incident(INCIDENT)] {
        let mut world = asked();
        let hold = hold(&mut world, vec![held]);
        let erase = || (erasure(1), Command::EraseData {}, chair());
        refused(&world, erase(), &["under_legal_hold"]);
        accepted(&world, (erasure(1), refuse(), chair()));
        lift(&mut world, hold);
        accepted(&world, erase());
    }
}

#[test]
fn a_hold_on_something_else_holds_nothing() {
    let mut world = asked();
    hold(&mut world, vec![subject(BROTHER)]);
    accepted(&world, (erasure(1), Command::EraseData {}, chair()));
}

#[test]
fn a_request_names_things_that_are_there_each_once_and_that_hold_words() {
    let world = with_children();
    let no = |things: Vec<StreamId>, rules: &[&str]| {
        refused(&world, (erasure(1), ask(things), given()), rules);
    };
    no(vec![], &["erasure_of_nothing"]);
    no(vec![child(), child()], &["thing_named_twice"]);
    no(vec![id::<ReviewSubjectId>(77).into()], &["thing_unknown"]);
    no(vec![id::<LogId>(1).into()], &["not_erasable"]);
    let many = (0..=THINGS_MAX as u128).map(|n| id::<ReviewSubjectId>(n).into());
    no(many.collect(), &["too_many_things"]);
    accepted(&world, (erasure(1), ask(vec![child()]), given()));
}

#[test]
fn what_another_request_names_waits_for_that_one() {
    let world = asked();
    let other = (erasure(2), ask(vec![child()]), given());
    refused(&world, other.clone(), &["thing_already_asked_for"]);
    let mut world = world;
    step(&mut world, erasure(1), refuse().into(), &chair());
    accepted(&world, other);
}

#[test]
fn an_account_in_use_is_suspended_before_it_is_erased() {
    let mut world = with_children();
    let account: StreamId = id::<AccountId>(1).into();
    world
        .accounts
        .entry(AccountId(account.id))
        .or_default()
        .standing = crate::account::Standing::Active;
    let told = |world: &World| {
        let asked = world.decide(erasure(1), ask(vec![account]).into(), &given());
        let refusals = asked.unwrap_err();
        refusals.iter().map(|one| one.rule).collect::<Vec<_>>()
    };
    // Once there are accounts, nobody acts without one: that rule speaks too.
    assert_eq!(told(&world), ["sign_in_required", "account_in_use"]);
    let standing = &mut world
        .accounts
        .entry(AccountId(account.id))
        .or_default()
        .standing;
    *standing = crate::account::Standing::Suspended;
    assert_eq!(told(&world), ["sign_in_required"]);
}

#[test]
fn a_record_past_its_period_is_kept_until_a_day_that_comes() {
    let world = with_children();
    let review = |until| (erasure(1), keep(until), given());
    accepted(&world, review(Some("2030-01-01")));
    refused(&world, review(None), &["keep_until_missing"]);
    refused(&world, review(Some("2026-06-15")), &["keep_until_passed"]);
    let until = Command::ReviewRetention {
        of: child(),
        outcome: Outcome::Erase,
        keep_until: Some(day("2030-01-01")),
        words: words(),
    };
    refused(
        &world,
        (erasure(1), until, given()),
        &["keep_until_of_erased"],
    );
    accepted(&world, (erasure(1), to_erase(child()), given()));
    let unknown = to_erase(id::<ReviewSubjectId>(77).into());
    refused(&world, (erasure(1), unknown, given()), &["thing_unknown"]);
    let settings = to_erase(id::<LogId>(1).into());
    refused(&world, (erasure(1), settings, given()), &["not_erasable"]);
    let again = (erasure(2), to_erase(child()), given());
    refused(&erased(), again, &["thing_already_erased"]);
}

#[test]
fn a_review_is_recorded_once_and_decides_what_may_follow() {
    let kept = on_from(
        with_children(),
        vec![(erasure(1), keep(Some("2030-01-01")).into())],
    );
    let again = (erasure(1), keep(Some("2031-01-01")), given());
    refused(&kept, again, &["retention_already_reviewed"]);
    let follow = ask_as(AskedBy::RetentionReview, vec![child()]);
    let when = (erasure(1), follow.clone(), given());
    refused(&kept, when, &["kept_after_review"]);
    let unreviewed = (erasure(2), follow.clone(), given());
    refused(&kept, unreviewed, &["retention_not_reviewed"]);
    let reviewed = on_from(
        with_children(),
        vec![(erasure(1), to_erase(child()).into())],
    );
    accepted(&reviewed, (erasure(1), follow.clone(), given()));
    let early = (erasure(1), follow, earlier(given()));
    refused(&reviewed, early, &["before_its_cause"]);
    let other = ask_as(AskedBy::RetentionReview, vec![incident(INCIDENT)]);
    refused(
        &reviewed,
        (erasure(1), other, given()),
        &["reviewed_thing_left_out"],
    );
}

#[test]
fn nothing_is_decided_before_it_was_asked() {
    let early = earlier(chair());
    let when = (erasure(1), Command::EraseData {}, early.clone());
    refused(&asked(), when, &["before_its_cause"]);
    refused(
        &asked(),
        (erasure(1), refuse(), early),
        &["before_its_cause"],
    );
}

#[test]
fn a_child_is_part_of_its_incident_and_goes_with_it() {
    let world = with_children();
    assert!(whole_of(child(), &world).contains(&incident(INCIDENT)));
    assert!(parts_of(incident(INCIDENT), &world).contains(&child()));
    assert!(parts_of(child(), &world).is_empty());
}

#[test]
fn coordinators_ask_and_only_the_board_decides() {
    let as_role = |role| Given {
        actor: actor(role, None),
        ..because()
    };
    let world = with_children();
    let ask = || (erasure(1), ask(vec![child()]));
    let (stream, command) = ask();
    accepted(&world, (stream, command, as_role(Role::CsprCoordinator)));
    let (stream, command) = ask();
    let member = (stream, command, as_role(Role::PqaMember));
    refused(&world, member, &["role_may_not"]);
    let mut coordinator = chair();
    if let Actor::Person { role, .. } = &mut coordinator.actor {
        *role = Role::CsprCoordinator;
    }
    let when = (erasure(1), Command::EraseData {}, coordinator);
    refused(&asked(), when, &["role_may_not"]);
}
