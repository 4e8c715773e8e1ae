//! The rules of a case of an audit, each with what it refuses and what it allows.

use super::*;
use crate::audit::fixture::*;
use crate::envelope::Role;
use crate::given_when_then::{accepted, because, day, given, id, on_from, refused};
use crate::world::{Given, World};

/// The first case of the sample.
const CASE: u128 = CASES[0];

fn when(command: Command, given: Given) -> (crate::ids::StreamId, Command, Given) {
    (case(CASE), command, given)
}

/// The lead of an agency.
fn lead(agency: u128) -> Given {
    by(Role::AgencyLead, Some(agency))
}

fn answers(keys: &[&str]) -> Vec<Answer> {
    let answer = |key: &&str| Answer {
        question: (*key).to_owned(),
        words: "Yes, at every visit".into(),
    };
    keys.iter().map(answer).collect()
}

fn receive(agency: u128) -> Command {
    Command::ReceiveReturn {
        agency: id(agency),
        tool: 1,
        answers: Vec::new(),
    }
}

fn grade_own(agency: u128, grade: &str) -> Command {
    Command::GradeOwnCase {
        agency: id(agency),
        grade: grade.to_owned(),
        evidence: Vec::new(),
    }
}

/// A world after commands to the first case.
fn then(world: World, commands: Vec<Command>) -> World {
    let history = commands.into_iter().map(|one| (case(CASE), one.into()));
    on_from(world, history.collect())
}

/// A world in which the police have left the partnership.
fn police_left(mut world: World) -> World {
    let police = world.partnership.agencies.get_mut(&id(2)).unwrap();
    police.withdrawn = Some(day("2026-06-10"));
    world
}

mod concerns;
mod drawing;
mod grading;
mod returns;
