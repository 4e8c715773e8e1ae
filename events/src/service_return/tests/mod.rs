//! The rules of an agency's return, each with what it refuses and what it allows.

use super::fixture::*;
use super::{Affirmation, AgencyAction, Answer, Command, Event, Phase, State};
use crate::event::Event as Any;
use crate::given_when_then::{accepted, day, id, refused};
use crate::ids::ReturnId;
use crate::world::World;

mod compiling;
mod following;
mod judging;
mod properties;
mod submitting;

fn state(world: &World) -> &State {
    &world.returns[&id::<ReturnId>(RETURN)]
}

fn answer<'a>(world: &'a World, standard: &str) -> &'a Answer {
    &state(world).answers[standard]
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a test wants one kind")]
fn told(events: Vec<Any>) -> Vec<Event> {
    let own = |event| match event {
        Any::ServiceReturn(event) => Some(event),
        _ => None,
    };
    events.into_iter().filter_map(own).collect()
}
