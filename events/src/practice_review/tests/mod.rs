//! The rules of a practice review, each with what it refuses and what it allows.

use super::fixture::*;
use super::*;
use crate::given_when_then::{accepted, because, day, given, id, on_from, refused};
use crate::ids::PracticeReviewId;
use crate::world::{Given, World};

mod commissioning;
mod dates;
mod drafting;
mod ending;
mod family;
mod properties;
mod working;

fn state(world: &World) -> &State {
    &world.practice_reviews[&id::<PracticeReviewId>(REVIEW)]
}

fn yes(world: &World, command: Command) {
    yes_given(world, command, given());
}

fn yes_given(world: &World, command: Command, given: Given) {
    accepted(world, (review(REVIEW), command, given));
}

fn no(world: &World, command: Command, rules: &[&str]) {
    no_given(world, command, given(), rules);
}

fn no_given(world: &World, command: Command, given: Given, rules: &[&str]) {
    refused(world, (review(REVIEW), command, given), rules);
}
