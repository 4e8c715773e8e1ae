//! Tests of rules read as: given what happened, when this is asked, then that.

use crate::envelope::{Actor, Classification, DecidedIn, Envelope, Moment, Role};
use crate::event::Event;
use crate::ids::{AgencyId, DecisionId, EventId, GroupId, LogId, MeetingId, PlanId, StreamId};
use crate::text::Text;
use crate::world::{Command, Given, World};
use crate::{meeting, partnership, plan};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A day, written `2026-06-15`.
pub(crate) fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

/// The same small id every time.
pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

/// The partnership's stream.
pub(crate) fn partnership() -> StreamId {
    id::<LogId>(1).into()
}

/// A moment, as an event tells it.
pub(crate) fn moment(text: &str) -> Moment {
    Moment::new(text.parse().unwrap())
}

/// The business manager, today.
pub(crate) fn given() -> Given {
    Given {
        actor: actor(Role::BusinessManager, None),
        occurred_on: day("2026-06-15"),
        today: day("2026-06-15"),
        now: moment("2026-06-15T12:00:00Z"),
        reason: None,
        decided_in: None,
        late: false,
        identifiers_confirmed: false,
    }
}

/// Somebody in a role.
pub(crate) fn actor(role: Role, agency: Option<AgencyId>) -> Actor {
    Actor::Person {
        user: "somebody".to_owned(),
        role,
        agency,
    }
}

/// The business manager, with a reason.
pub(crate) fn because() -> Given {
    Given {
        reason: Some(Text::plain("it was wrong")),
        ..given()
    }
}

/// Decided in a meeting.
pub(crate) fn decided_in(meeting: MeetingId, decision: Option<DecisionId>) -> Given {
    Given {
        decided_in: Some(DecidedIn { meeting, decision }),
        ..given()
    }
}

/// The envelope of an event of a test.
pub(crate) fn envelope(stream: StreamId, on: NaiveDate) -> Envelope {
    Envelope {
        actor: actor(Role::BusinessManager, None),
        causation: None,
        classification: Classification::Official,
        correlation: None,
        decided_in: None,
        id: EventId(Uuid::nil()),
        identifiers: Vec::new(),
        late: false,
        occurred_on: on,
        position: 1,
        reason: None,
        recorded_at: Moment::new(on.and_time(chrono::NaiveTime::MIN).and_utc()),
        schema: 1,
        stream,
        type_name: String::new(),
        version: 1,
    }
}

/// The world after commands that were all accepted, each by the business manager with a reason.
pub(crate) fn after(history: Vec<(StreamId, Command)>) -> World {
    on_from(World::default(), history)
}

/// A world moved on by commands that were all accepted.
pub(crate) fn on_from(mut world: World, history: Vec<(StreamId, Command)>) -> World {
    for (stream, command) in history {
        let told = format!("{command:?}");
        let events = world.decide(stream, command, &because());
        let events = events.unwrap_or_else(|refusals| panic!("{told}: {refusals:?}"));
        for event in events {
            world.evolve_parts(&envelope(stream, given().occurred_on), &event);
        }
    }
    world
}

/// Then it is accepted and leads to these events.
pub(crate) fn accepted(world: &World, when: (StreamId, impl Into<Command>, Given)) -> Vec<Event> {
    let (stream, command, given) = when;
    world.decide(stream, command.into(), &given).unwrap()
}

/// Then exactly these rules refuse it, each with a field that makes sense and a remedy.
pub(crate) fn refused(world: &World, when: (StreamId, impl Into<Command>, Given), rules: &[&str]) {
    let (stream, command, given) = when;
    let refusals = world.decide(stream, command.into(), &given).unwrap_err();
    let told: BTreeSet<&str> = refusals.iter().map(|one| one.rule).collect();
    let expected: BTreeSet<&str> = rules.iter().copied().collect();
    assert_eq!(told, expected, "{refusals:?}");
    for refusal in refusals {
        assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty());
        assert!(!refusal.field.starts_with('/'), "{refusal:?}");
    }
}

/// A partnership with the shipped defaults, two agencies (1, 2) and a board (1) of both whose
/// quorum is two.
pub(crate) fn begun() -> World {
    let mut history: Vec<(StreamId, Command)> = partnership::defaults(given().today)
        .into_iter()
        .map(|command| (partnership(), command.into()))
        .collect();
    let establish = partnership::Command::EstablishPartnership {
        name: "Anyshire partnership".to_owned(),
        area: "Anyshire".to_owned(),
        predecessor: None,
        from: day("2019-09-29"),
    };
    history.push((partnership(), establish.into()));
    for (number, name, short) in [(1, "Anyshire Council", "AC"), (2, "Anyshire Police", "AP")] {
        let add = partnership::Command::AddRelevantAgency {
            agency: id(number),
            name: name.to_owned(),
            also_known_as: vec![short.to_owned()],
            kind: partnership::AgencyKind::LocalAuthority,
            from: day("2019-09-29"),
        };
        history.push((partnership(), add.into()));
    }
    let board = partnership::Command::ConstituteSubGroup {
        group: id(1),
        name: "Board".to_owned(),
        terms_of_reference: None,
        quorum: 2,
        meetings_per_year: 4,
        members: vec![id(1), id(2)],
        joint_with: None,
    };
    history.push((partnership(), board.into()));
    after(history)
}

/// A plan (1) for the year with one priority (1, number 1), drafted on top of [`begun`].
pub(crate) fn planned() -> World {
    let plan: PlanId = id(1);
    let draft = plan::Command::DraftPlan {
        title: "Business plan".to_owned(),
        from: day("2026-04-01"),
        to: day("2027-03-31"),
        joint_with: Vec::new(),
    };
    let adopt = plan::Command::AdoptPriority {
        priority: id(1),
        number: "1".to_owned(),
        title: "Neglect".into(),
        statement: None,
        parent: None,
        joint_with: None,
    };
    on_from(
        begun(),
        vec![(plan.into(), draft.into()), (plan.into(), adopt.into())],
    )
}

/// A meeting of the board on a day, attended by these agencies.
pub(crate) fn held(on: &str, agencies: &[u128]) -> meeting::Command {
    let attendance = agencies.iter().map(|number| meeting::Attendance {
        agency: id(*number),
        presence: meeting::Presence::Present,
    });
    meeting::Command::HoldMeeting {
        group: id::<GroupId>(1),
        on: day(on),
        attendance: attendance.collect(),
    }
}
