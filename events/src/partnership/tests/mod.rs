//! The rules of the partnership.

mod keys;
mod members;
mod records;

use super::{
    AgencyKind, Command, Contribution, Event, Grade, PartnerCapacity, RagMeaning,
    ReportingYearKind, State, Theme, ThemeMapping, defaults,
};
use crate::calendar::BankHolidays;
use crate::envelope::Role;
use crate::given_when_then::{
    accepted, because, begun, day, given, id, on_from, partnership, planned, refused,
};
use crate::rule_set;
use crate::world::World;

#[expect(clippy::wildcard_enum_match_arm, reason = "a test wants one kind")]
fn ok(world: &World, command: Command) -> Event {
    match accepted(world, (partnership(), command, given())).remove(0) {
        crate::event::Event::Partnership(event) => event,
        other => panic!("{other:?}"),
    }
}

fn no(world: &World, command: Command, rules: &[&str]) {
    refused(world, (partnership(), command, given()), rules);
}

fn then(world: World, command: Command) -> World {
    on_from(world, vec![(partnership(), command.into())])
}

fn add(agency: u128, name: &str, short: &[&str]) -> Command {
    Command::AddRelevantAgency {
        agency: id(agency),
        name: name.to_owned(),
        also_known_as: short.iter().map(|one| (*one).to_owned()).collect(),
        kind: AgencyKind::Health,
        from: day("2020-01-01"),
    }
}

fn withdraw(agency: u128, from: &str) -> Command {
    Command::WithdrawRelevantAgency {
        agency: id(agency),
        from: day(from),
    }
}

fn chair(agency: Option<u128>) -> Command {
    Command::AppointChair {
        group: id(1),
        vice: false,
        post: "Chief officer".to_owned(),
        agency: agency.map(id),
        from: day("2026-01-01"),
    }
}
