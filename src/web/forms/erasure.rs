//! The forms on the way to an erasure.

use super::choices;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use crate::web::pages::records::named;
use crate::web::reading::Reading;
use events::erasure::{AskedBy, Authority, Exemption, State, parts_of};
use events::ids::{ErasureId, StreamId};
use events::world::World;
use serde_json::json;

/// The form of a command to an erasure. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = ErasureId(stream.id);
    let state = world.erasures.get(&id);
    match command {
        "review_retention" => Some(review(reading, id)),
        "request_erasure" => Some(request(reading, world, state, id)),
        "refuse_erasure" => state.map(|state| refuse(reading, state, id)),
        "erase_data" => state.map(|state| erase(reading, state, id)),
        _ => None,
    }
}

/// The thing the address names, where the reader reaches it.
pub(super) fn asked_thing(reading: &Reading<'_>) -> Option<StreamId> {
    let thing: StreamId = reading.asked_for("thing")?;
    reading.view.has_begun(thing).then_some(thing)
}

/// A thing as one choice.
pub(super) fn choice(reading: &Reading<'_>, thing: StreamId) -> Choice {
    (choices::json_value(&thing), named(reading, thing))
}

/// A thing and what belongs to it, as choices.
pub(super) fn with_parts(reading: &Reading<'_>, world: &World, thing: StreamId) -> Vec<Choice> {
    let parts = parts_of(thing, world).into_iter();
    let parts = parts.filter(|part| reading.view.has_begun(*part));
    let all = std::iter::once(thing).chain(parts);
    all.map(|one| choice(reading, one)).collect()
}

/// The things whose records may be named where the address names none: those that are closed and
/// due, or were named before.
fn due(reading: &Reading<'_>) -> Vec<Choice> {
    let due = reading.view.retention_due(reading.today);
    due.iter().map(|one| choice(reading, one.thing)).collect()
}

fn review(reading: &Reading<'_>, id: ErasureId) -> CommandForm {
    let thing = asked_thing(reading);
    let of = match thing {
        Some(thing) => Question::new("of", "Which record", Kind::Fixed(json!(thing))),
        None => Question::new("of", "Which record", Kind::Select(due(reading))),
    };
    let outcome = vec![
        ("keep".to_owned(), "Keep it until a day".to_owned()),
        (
            "erase".to_owned(),
            "Have its words erased: somebody asks for it next, and somebody else decides"
                .to_owned(),
        ),
    ];
    let page = choices::page_of(id);
    let form = CommandForm::new(id, "review_retention", "Review how long it is kept", page)
        .cancel("/records")
        .ask(of)
        .ask(Question::new(
            "outcome",
            "What was decided?",
            Kind::Radios(outcome),
        ))
        .ask(
            Question::new("keep_until", "Keep it until", Kind::Day)
                .hint("Only where it is kept. It is looked at again then.")
                .optional(),
        )
        .ask(Question::new("words", "Why", Kind::Words).hint("Without a name"))
        .meeting(Asked::Optional)
        .button("Record the review");
    match thing {
        Some(thing) => form.about(named(reading, thing)),
        None => form,
    }
}

fn options<T: Copy>(
    all: &[T],
    key: impl Fn(T) -> &'static str,
    word: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    let each = all.iter().copied();
    each.map(|one| (key(one).to_owned(), word(one).to_owned()))
        .collect()
}

fn request(
    reading: &Reading<'_>,
    world: &World,
    state: Option<&State>,
    id: ErasureId,
) -> CommandForm {
    let reviewed = state.and_then(|state| state.of);
    let thing = reviewed.or_else(|| asked_thing(reading));
    let offered = match thing {
        Some(thing) => with_parts(reading, world, thing),
        None => due(reading),
    };
    let ticked: Vec<String> = match thing {
        Some(_) => offered.iter().map(|(value, _)| value.clone()).collect(),
        None => Vec::new(),
    };
    let things = Question::new(
        "things",
        "Whose words are to be erased?",
        Kind::Several(offered),
    )
    .hint(
        "Every thing by itself: leave out what is to stay. Files go with the evidence they \
               were lodged as.",
    )
    .all_of(ticked);
    let asked_by = options(AskedBy::ALL, AskedBy::key, AskedBy::word);
    let review = reviewed.map(|_| AskedBy::RetentionReview.key());
    let ended = reviewed.map(|_| Authority::RetentionEnded.key());
    let authority = options(Authority::ALL, Authority::key, Authority::word);
    let page = choices::page_of(id);
    let form = CommandForm::new(id, "request_erasure", "Ask for words to be erased", page)
        .lead(
            "Nothing is erased yet. Somebody else decides, and sees first what would go and \
               what would stay.",
        )
        .cancel("/records")
        .ask(things)
        .ask(
            Question::new("asked_by", "Who asks?", Kind::Radios(asked_by))
                .hint("By kind: the record needs no name for it")
                .answered_where(review),
        )
        .ask(
            Question::new("authority", "Under what?", Kind::Radios(authority))
                .answered_where(ended),
        )
        .ask(Question::new("words", "What is asked, and why", Kind::Words).hint("Without a name"))
        .meeting(Asked::Optional)
        .button("Record the request");
    match thing {
        Some(thing) => form.about(named(reading, thing)),
        None => form,
    }
}

/// What a request is about, in a line.
fn about(reading: &Reading<'_>, state: &State) -> String {
    let first = state.things.first().map(|thing| named(reading, *thing));
    let more = state.things.len().saturating_sub(1);
    match (first, more) {
        (None, _) => String::new(),
        (Some(first), 0) => first,
        (Some(first), more) => format!("{first} and {more} more"),
    }
}

fn refuse(reading: &Reading<'_>, state: &State, id: ErasureId) -> CommandForm {
    let exemptions = options(Exemption::ALL, Exemption::key, Exemption::word);
    let page = choices::page_of(id);
    CommandForm::new(id, "refuse_erasure", "Refuse the request", page)
        .about(about(reading, state))
        .ask(Question::new(
            "exemption",
            "Under which exemption?",
            Kind::Radios(exemptions),
        ))
        .ask(Question::new("words", "Why it applies", Kind::Words).hint("Without a name"))
        .meeting(Asked::Optional)
        .button("Refuse it")
}

fn erase(reading: &Reading<'_>, state: &State, id: ErasureId) -> CommandForm {
    let page = choices::page_of(id);
    CommandForm::new(id, "erase_data", "Erase it for good", page)
        .about(about(reading, state))
        .lead(
            "The words are gone as soon as this is recorded: here, in the search, and in every \
               copy of the log. Nobody can bring them back. Afterwards, make a new backup of the \
               key file and destroy the old ones.",
        )
        .meeting(Asked::Optional)
        .button("Erase the words")
}
