//! The five RAG rounds: what every agency's lead said about its actions before each executive.

mod early;
mod late;

use super::cast::{Body, MANAGER, Who, action, contributor, lead};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::{Ruling, Story};
use events::action::Command;
use events::text::Text;

/// What was said of one action: reference, who says it, colour, progress, commentary. Words that
/// were not given are empty.
type Said = (&'static str, Body, &'static str, &'static str, &'static str);

/// A round before an executive, which meets on the Thursday of a week.
struct Round {
    executive: u16,
    punctual: bool,
    said: &'static [Said],
}

const ROUNDS: [Round; 5] = [
    Round {
        executive: 21,
        punctual: true,
        said: &early::FIRST,
    },
    Round {
        executive: 34,
        punctual: true,
        said: &early::SECOND,
    },
    Round {
        executive: 47,
        punctual: false,
        said: &early::THIRD,
    },
    Round {
        executive: 60,
        punctual: false,
        said: &late::FOURTH,
    },
    Round {
        executive: 73,
        punctual: false,
        said: &late::FIFTH,
    },
];

pub(super) fn tell(story: &mut Story) {
    for round in &ROUNDS {
        for (number, said) in (0_u8..).zip(round.said) {
            update(story, round, number, said);
        }
    }
    moderated(story);
    given_up(story);
}

/// The first rounds come in over three weeks; later ones in the days before the executive.
fn when(round: &Round, body: Body, number: u8) -> When {
    let (weeks_before, day) = match (round.punctual, body) {
        (true, Body::Council) => (3, TUE),
        (true, Body::Icb) => (3, THU),
        (true, Body::Police) => (2, MON),
        (true, Body::Trust) => (2, WED),
        (true, Body::Schools | Body::YouthJustice) => (2, FRI),
        (true, _) => (1, MON),
        (false, Body::Voluntary) => (2, WED),
        (false, Body::Team | Body::Icb) => (1, FRI),
        (false, Body::Council) => (0, MON),
        (false, Body::Police | Body::Schools) => (0, TUE),
        (false, _) => (0, WED),
    };
    let hour = if body == Body::Team {
        9
    } else {
        10 + number % 2
    };
    on(round.executive - weeks_before, day, hour)
}

fn update(story: &mut Story, round: &Round, number: u8, said: &Said) {
    let (reference, body, code, progress, commentary) = *said;
    let when = when(round, body, number);
    let words = |words: &'static str| (!words.is_empty()).then(|| Text::plain(words));
    let rated = Command::RateAction {
        code: code.to_owned(),
        commentary: words(commentary),
        as_at: story.dates.day(when),
        external_cause: None,
    };
    let stream = action(reference);
    let who = speaker(body, number);
    match words(progress) {
        Some(text) => story
            .step(when, who, stream, Command::ReportProgress { text })
            .and(stream, rated),
        None => story.step(when, who, stream, rated),
    };
}

fn speaker(body: Body, number: u8) -> Who {
    let by_a_colleague = matches!(body, Body::Council | Body::Trust) && number % 3 == 1;
    if body == Body::Team {
        MANAGER
    } else if by_a_colleague {
        contributor(body)
    } else {
        lead(body)
    }
}

fn moderated(story: &mut Story) {
    let all = [
        (
            on(47, WED, 14),
            "2a.1",
            "Screening is on file within five days for 19 of 47 children, and custody does not \
             use the tool yet. That is progress at risk, not on track.",
        ),
        (
            on(73, WED, 14),
            "4.4",
            "Three of the five moves this quarter ended in a change of school; the figure was \
             not part of the update.",
        ),
    ];
    for (when, reference, reason) in all {
        let moderated = Command::ModerateRating { to: "A".to_owned() };
        story
            .step(when, MANAGER, action(reference), moderated)
            .because(reason);
    }
}

/// Purple, with what outside changed and the decision; then the action is given up.
fn given_up(story: &mut Story) {
    let cause = "The national pilot that paid for the four posts ends a year early; the grant \
                 letter was withdrawn.";
    let when = on(48, MON, 11);
    let stream = action("2a.2");
    let purple = Command::RateAction {
        code: "P".to_owned(),
        commentary: Some(
            "One of the two places was worked in. What worked goes on in action 2a.1.".into(),
        ),
        as_at: story.dates.day(when),
        external_cause: Some(cause.into()),
    };
    let ruling = Ruling("executive-4", Some("end disruption team"));
    story.step(when, MANAGER, stream, purple).ruled(ruling);
    let discontinued = Command::DiscontinueAction {
        external_cause: cause.into(),
    };
    let step = story.step(on(48, MON, 12), MANAGER, stream, discontinued);
    step.ruled(ruling)
        .because("Decided by the executive when the grant was withdrawn.");
}
