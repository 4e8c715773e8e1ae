//! The rules of an inspection, each with what it refuses and what it allows.

use super::fixture::*;
use super::*;
use crate::envelope::Role;
use crate::given_when_then::{accepted, because, day, given, id, on_from, refused};
use crate::serious_incident::fixture::{by, three_partners};
use crate::world::{Given, World};

mod answering;
mod ending;
mod notifying;
mod properties;
mod reporting;

fn yes(world: &World, command: Command) {
    accepted(world, (inspection(INSPECTION), command, given()));
}

fn yes_given(world: &World, command: Command, given: Given) {
    accepted(world, (inspection(INSPECTION), command, given));
}

fn no(world: &World, command: Command, rules: &[&str]) {
    no_given(world, command, given(), rules);
}

fn no_given(world: &World, command: Command, given: Given, rules: &[&str]) {
    refused(world, (inspection(INSPECTION), command, given), rules);
}

/// A day on which something is recorded.
fn on(today: &str) -> Given {
    Given {
        today: day(today),
        occurred_on: day(today),
        ..given()
    }
}
