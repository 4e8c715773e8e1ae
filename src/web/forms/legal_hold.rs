//! The forms of a legal hold.

use super::choices;
use super::erasure::{asked_thing, choice};
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use crate::web::pages::records::named;
use crate::web::reading::Reading;
use events::ids::{LegalHoldId, StreamId};
use events::legal_hold::HeldFor;
use events::world::World;

/// How many wholes are offered where the address names nothing.
const OFFERED_MAX: usize = 100;

/// The form of a command to a hold.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = LegalHoldId(stream.id);
    match command {
        "place_hold" => Some(place(reading, world, id)),
        "lift_hold" => {
            let hold = reading.view.records.hold(id)?;
            let first = hold.things.first().map(|thing| named(reading, *thing));
            Some(lift(first.unwrap_or_default(), id))
        }
        _ => None,
    }
}

/// The wholes somebody holds: incidents, practice reviews and audits.
fn wholes(reading: &Reading<'_>, world: &World) -> Vec<Choice> {
    let incidents = world.incidents.keys().copied().map(StreamId::from);
    let reviews = world.practice_reviews.keys().copied().map(StreamId::from);
    let audits = world.audits.keys().copied().map(StreamId::from);
    let all = incidents.chain(reviews).chain(audits);
    let reached = all.filter(|thing| reading.view.has_begun(*thing));
    reached
        .take(OFFERED_MAX)
        .map(|thing| choice(reading, thing))
        .collect()
}

fn place(reading: &Reading<'_>, world: &World, id: LegalHoldId) -> CommandForm {
    let thing = asked_thing(reading);
    let offered = match thing {
        Some(thing) => vec![choice(reading, thing)],
        None => wholes(reading, world),
    };
    let ticked: Vec<String> = match thing {
        Some(_) => offered.iter().map(|(value, _)| value.clone()).collect(),
        None => Vec::new(),
    };
    let held_for = HeldFor::ALL.map(|one| (one.key().to_owned(), one.word().to_owned()));
    let page = choices::page_of(id);
    CommandForm::new(id, "place_hold", "Place a legal hold", page)
        .lead(
            "Nothing of what is held, and of what is part of it, is erased until the hold is \
               lifted.",
        )
        .cancel("/records")
        .ask(
            Question::new("things", "What must not be erased?", Kind::Several(offered))
                .all_of(ticked),
        )
        .ask(Question::new(
            "held_for",
            "For what?",
            Kind::Radios(held_for.to_vec()),
        ))
        .ask(Question::new("words", "Why, and who asked", Kind::Words).hint("Without a name"))
        .meeting(Asked::Optional)
        .button("Place the hold")
}

fn lift(about: String, id: LegalHoldId) -> CommandForm {
    let page = choices::page_of(id);
    CommandForm::new(id, "lift_hold", "Lift the hold", page)
        .about(about)
        .ask(Question::new("words", "Why it is lifted", Kind::Words).hint("Without a name"))
        .meeting(Asked::Optional)
        .button("Lift the hold")
}
