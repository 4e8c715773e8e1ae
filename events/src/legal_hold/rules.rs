//! The rules of a legal hold.

use super::{Command, Event, State, refusals as refused};
use crate::erasure::{THINGS_MAX, is_erasable};
use crate::ids::StreamId;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use std::collections::BTreeSet;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    state: &State,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    match command {
        Command::PlaceHold {
            things,
            held_for,
            words,
        } => {
            if state.placed_on.is_some() {
                return Err(vec![refused::hold_already_placed()]);
            }
            let mut broken = Refusals::default();
            every_thing(&things, world, &mut broken);
            let placed = Event::LegalHoldPlaced {
                things,
                held_for,
                words,
            };
            broken.or(|| vec![placed])
        }
        Command::LiftHold { words } => {
            let Some(placed_on) = state.placed_on else {
                return Err(vec![refused::hold_not_placed()]);
            };
            let mut broken = Refusals::default();
            let lifted = state.lifted_on.is_some();
            broken.when(lifted, refused::hold_already_lifted);
            let early = given.occurred_on < placed_on;
            broken.when(early, refused::before_its_cause);
            broken.or(|| vec![Event::LegalHoldLifted { words }])
        }
    }
}

fn every_thing(things: &[StreamId], world: &World, broken: &mut Refusals) {
    broken.when(things.is_empty(), refused::hold_of_nothing);
    if things.len() > THINGS_MAX {
        return broken.push(refused::too_many_things());
    }
    let each: BTreeSet<&StreamId> = things.iter().collect();
    broken.when(each.len() < things.len(), refused::thing_named_twice);
    for (index, thing) in things.iter().enumerate() {
        if !is_erasable(thing.kind) {
            broken.push(refused::not_erasable(index));
        } else if !world.exists(*thing) {
            broken.push(refused::thing_unknown(index));
        } else if world.erased.contains(thing) {
            broken.push(refused::thing_already_erased(index));
        }
    }
}
