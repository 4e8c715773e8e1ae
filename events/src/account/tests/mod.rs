//! The rules of an account, each with what it refuses and what it allows.

mod credentials;
mod opening;
mod origin;
mod secrecy;
mod standing;

use super::*;
use crate::envelope::{Actor, Role};
use crate::given_when_then::{begun, day, given, id, partnership, refused};
use crate::ids::{AccountId, AgencyId, PlanId, StreamId};
use crate::text::Text;
use crate::world::{Command as Any, Given, World};
use crate::{partnership as settings, plan};

/// The accounts of [`peopled`], by what their person is.
const ADMINISTRATOR: u128 = 1;
const LEAD: u128 = 2;
const NEW: u128 = 9;

fn stream(number: u128) -> StreamId {
    id::<AccountId>(number).into()
}

fn terminal() -> Given {
    Given {
        actor: Actor::terminal(),
        ..given()
    }
}

fn because(given: Given) -> Given {
    Given {
        reason: Some("it has to be".into()),
        ..given
    }
}

fn by(account: u128, role: Role, agency: Option<u128>) -> Given {
    Given {
        actor: Actor::of_account(id(account), role, agency.map(id)),
        ..given()
    }
}

fn administrator() -> Given {
    by(ADMINISTRATOR, Role::Administrator, None)
}

fn lead() -> Given {
    by(LEAD, Role::AgencyLead, Some(1))
}

fn provider() -> Given {
    Given {
        actor: Actor::provider("exshire", None),
        ..given()
    }
}

fn digest(letter: char) -> String {
    letter.to_string().repeat(64)
}

fn open() -> Command {
    Command::OpenAccount {
        name: "Ann Example".into(),
        sign_in: Some("ann@example.org".into()),
        agency: Some(id(1)),
    }
}

fn appoint(holding: u128, role: Role, agency: Option<u128>) -> settings::Command {
    settings::Command::AppointRoleHolder {
        holding: id(holding),
        role,
        post: "Head of Early Help".to_owned(),
        agency: agency.map(id),
        holder: "Ann Example".into(),
        from: day("2026-01-01"),
    }
}

fn end(holding: u128, on: &str) -> settings::Command {
    settings::Command::EndRoleHolder {
        holding: id(holding),
        on: day(on),
    }
}

fn link(holding: u128, access: Option<InspectionAccess>) -> Command {
    Command::LinkHolding {
        holding: id(holding),
        access,
    }
}

fn access(until: &str, scope: Vec<StreamId>) -> InspectionAccess {
    InspectionAccess {
        request: "Request 7".to_owned(),
        until: day(until),
        scope,
    }
}

fn password(invitation: Option<String>) -> Command {
    Command::SetPassword {
        verifier: "a verifier".into(),
        invitation,
    }
}

fn second_step() -> Command {
    Command::SetSecondStep {
        secret: "a secret".into(),
        recovery_codes: "their digests".into(),
    }
}

fn token(number: u128, holding: u128, expires_on: &str) -> Command {
    Command::IssueToken {
        token: id(number),
        label: "Monthly figures".to_owned(),
        digest: digest('a'),
        holding: id(holding),
        scope: TokenScope::Read,
        expires_on: day(expires_on),
    }
}

/// The world after one more command that was accepted.
fn then(mut world: World, to: StreamId, command: impl Into<Any>, given: &Given) -> World {
    let command = command.into();
    let told = format!("{command:?}");
    let events = world.decide(to, command, given);
    let events = events.unwrap_or_else(|refusals| panic!("{told}: {refusals:?}"));
    world.imagine(to, &events, given);
    world
}

/// An administrator (1) by holding 1, and a lead of agency 1 (2) by holding 2.
fn peopled() -> World {
    let mut world = begun();
    for (holding, role, agency) in [
        (1, Role::Administrator, None),
        (2, Role::AgencyLead, Some(1)),
    ] {
        let appointed = appoint(holding, role, agency);
        world = then(world, partnership(), appointed, &terminal());
        world = then(world, stream(holding), open(), &terminal());
        world = then(world, stream(holding), link(holding, None), &terminal());
    }
    world
}

fn yes(world: &World, number: u128, command: Command, given: &Given) -> World {
    then(world.clone(), stream(number), command, given)
}

fn no(world: &World, number: u128, command: Command, given: Given, rule: &str) {
    refused(world, (stream(number), command, given), &[rule]);
}
