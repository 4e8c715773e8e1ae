//! A briefing as other tests need it.

use super::{Command, Part, Passage, Source, SourceKind};
use crate::envelope::Role;
use crate::given_when_then::{actor, day, envelope, given, id};
use crate::ids::{BriefingId, StreamId};
use crate::world::{Given, World};

/// The briefing of a test.
pub(crate) fn briefing(number: u128) -> StreamId {
    id::<BriefingId>(number).into()
}

/// Words under one heading.
pub(crate) fn passage(part: Part) -> Passage {
    Passage {
        part,
        words: "visits were cancelled and nobody asked why".into(),
    }
}

/// A review of others.
pub(crate) fn elsewhere(title: &str) -> Source {
    Source {
        kind: SourceKind::Elsewhere,
        id: None,
        title: title.to_owned(),
    }
}

/// Drafts a briefing on a national review, with words under these headings.
pub(crate) fn draft(parts: &[Part]) -> Command {
    Command::DraftBriefing {
        reference: "B1 2026".to_owned(),
        title: "Babies under one".to_owned(),
        theme: Some("neglect".to_owned()),
        sources: vec![elsewhere("National review of babies")],
        parts: parts.iter().copied().map(passage).collect(),
    }
}

/// Somebody else than whoever gives the other commands.
pub(crate) fn another() -> Given {
    let mut given = given();
    given.actor = actor(Role::Chair, None);
    if let crate::envelope::Actor::Person { user, .. } = &mut given.actor {
        "another".clone_into(user);
    }
    given
}

/// What a command leads to, on a day.
pub(crate) fn step(world: &mut World, command: Command, given: &Given) {
    let told = format!("{command:?}");
    let events = world.decide(briefing(1), command.into(), given);
    for event in events.unwrap_or_else(|refusals| panic!("{told}: {refusals:?}")) {
        let mut happened = envelope(briefing(1), given.occurred_on);
        happened.actor = given.actor.clone();
        world.evolve_parts(&happened, &event);
    }
}

/// A briefing (1) that is published, of which both agencies were asked by 1 July.
pub(crate) fn asked() -> World {
    let mut world = published();
    let request = Command::RequestCascade {
        agencies: vec![id(1), id(2)],
        due: day("2026-07-01"),
    };
    step(&mut world, request, &given());
    world
}

/// A briefing (1) that is published.
pub(crate) fn published() -> World {
    let mut world = crate::given_when_then::begun();
    step(&mut world, draft(&Part::ALL), &given());
    step(&mut world, Command::ClearBriefing {}, &another());
    let publish = Command::PublishBriefing {
        audience: "everybody who visits babies".to_owned(),
    };
    step(&mut world, publish, &given());
    world
}
