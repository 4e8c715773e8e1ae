//! The rules of an erasure.

use super::{Command, Event, Outcome, Phase, State, is_erasable, refusals as refused};
use crate::account;
use crate::erasure::AskedBy;
use crate::ids::{AccountId, ErasureId, StreamId, StreamKind};
use crate::refusal::{Refusal, Refusals};
use crate::text::Text;
use crate::world::{Given, World};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How many things one erasure or hold names at the most: an event that names them and their keys
/// stays below what the log takes.
pub const THINGS_MAX: usize = 150;

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    state: &State,
    id: ErasureId,
    command: Command,
    given: &Given,
    world: &World,
) -> Verdict {
    match command {
        Command::ReviewRetention {
            of,
            outcome,
            keep_until,
            words,
        } => review(state, of, (outcome, keep_until), words, given, world),
        Command::RequestErasure {
            things,
            asked_by,
            authority,
            words,
        } => {
            let mut broken = Refusals::default();
            may_be_asked(state, &things, asked_by, given, &mut broken);
            every_thing(&things, id, world, &mut broken);
            let requested = Event::ErasureRequested {
                things,
                asked_by,
                authority,
                words,
            };
            broken.or(|| vec![requested])
        }
        Command::RefuseErasure { exemption, words } => {
            let mut broken = Refusals::default();
            may_be_decided(state, given, &mut broken);
            broken.or(|| vec![Event::ErasureRequestRefused { exemption, words }])
        }
        Command::EraseData {} => erase(state, given, world),
    }
}

fn review(
    state: &State,
    of: StreamId,
    (outcome, keep_until): (Outcome, Option<NaiveDate>),
    words: Text,
    given: &Given,
    world: &World,
) -> Verdict {
    if state.phase != Phase::NotBegun {
        return Err(vec![refused::retention_already_reviewed()]);
    }
    let mut broken = Refusals::default();
    if !is_erasable(of.kind) {
        broken.push(refused::not_erasable("of"));
    } else if !world.exists(of) {
        broken.push(refused::thing_unknown("of"));
    }
    let erased = world.erased.contains(&of);
    broken.when(erased, || refused::thing_already_erased("of"));
    match (outcome, keep_until) {
        (Outcome::Keep, None) => broken.push(refused::keep_until_missing()),
        (Outcome::Keep, Some(until)) => {
            broken.when(until <= given.today, refused::keep_until_passed);
        }
        (Outcome::Erase, Some(_)) => broken.push(refused::keep_until_of_erased()),
        (Outcome::Erase, None) => {}
    }
    let reviewed = Event::RetentionReviewed {
        of,
        outcome,
        keep_until,
        words,
    };
    broken.or(|| vec![reviewed])
}

/// Whether anything may be asked for under this id.
fn may_be_asked(
    state: &State,
    things: &[StreamId],
    asked_by: AskedBy,
    given: &Given,
    broken: &mut Refusals,
) {
    match state.phase {
        Phase::NotBegun => {
            let unreviewed = asked_by == AskedBy::RetentionReview;
            broken.when(unreviewed, refused::retention_not_reviewed);
        }
        Phase::ToErase => {
            let named = state.of.is_none_or(|of| things.contains(&of));
            broken.when(!named, refused::reviewed_thing_left_out);
        }
        Phase::Kept => broken.push(refused::kept_after_review()),
        Phase::Requested | Phase::Refused | Phase::Erased => {
            broken.push(refused::erasure_already_requested());
        }
    }
    not_before(state, given, broken);
}

fn not_before(state: &State, given: &Given, broken: &mut Refusals) {
    let early = state.since.is_some_and(|since| given.occurred_on < since);
    broken.when(early, refused::before_its_cause);
}

/// Whether every thing may be erased, each told at its place in the list.
fn every_thing(things: &[StreamId], id: ErasureId, world: &World, broken: &mut Refusals) {
    broken.when(things.is_empty(), refused::erasure_of_nothing);
    if things.len() > THINGS_MAX {
        return broken.push(refused::too_many_things());
    }
    let each: BTreeSet<&StreamId> = things.iter().collect();
    broken.when(each.len() < things.len(), refused::thing_named_twice);
    for (index, thing) in things.iter().enumerate() {
        let field = format!("things/{index}");
        if !is_erasable(thing.kind) {
            broken.push(refused::not_erasable(&field));
        } else if !world.exists(*thing) {
            broken.push(refused::thing_unknown(&field));
        } else if world.erased.contains(thing) {
            broken.push(refused::thing_already_erased(&field));
        } else if asked_for(*thing, id, world) {
            broken.push(refused::thing_already_asked_for(&field));
        } else if is_in_use(*thing, world) {
            broken.push(refused::account_in_use(&field));
        }
    }
}

/// Whether another request names a thing and is not decided.
fn asked_for(thing: StreamId, id: ErasureId, world: &World) -> bool {
    let others = world.erasures.iter().filter(|(other, _)| **other != id);
    let mut open = others.filter(|(_, known)| known.phase == Phase::Requested);
    open.any(|(_, known)| known.things.contains(&thing))
}

/// Whether a thing is an account somebody may sign in with.
fn is_in_use(thing: StreamId, world: &World) -> bool {
    let known = world.accounts.get(&AccountId(thing.id));
    thing.kind == StreamKind::Account && known.is_some_and(account::State::is_active)
}

/// Whether a request is there to decide, and may be decided by whoever does.
fn may_be_decided(state: &State, given: &Given, broken: &mut Refusals) {
    match state.phase {
        Phase::NotBegun | Phase::Kept | Phase::ToErase => {
            return broken.push(refused::erasure_not_requested());
        }
        Phase::Refused | Phase::Erased => {
            return broken.push(refused::erasure_already_decided());
        }
        Phase::Requested => {}
    }
    let decider = given.actor.user();
    let own = decider.is_none() || decider == state.asker.as_deref();
    broken.when(own, refused::decides_own_request);
    not_before(state, given, broken);
}

fn erase(state: &State, given: &Given, world: &World) -> Verdict {
    let mut broken = Refusals::default();
    may_be_decided(state, given, &mut broken);
    if state.phase == Phase::Requested {
        let held = state.things.iter().any(|thing| world.is_held(*thing));
        broken.when(held, refused::under_legal_hold);
        let in_use = state.things.iter().any(|thing| is_in_use(*thing, world));
        broken.when(in_use, || refused::account_in_use(""));
    }
    let (things, authority) = (state.things.clone(), state.authority);
    broken.or(|| {
        let erased = authority.map(|authority| Event::PersonalDataErased {
            things,
            authority,
            keys_destroyed: Vec::new(),
        });
        erased.into_iter().collect()
    })
}
