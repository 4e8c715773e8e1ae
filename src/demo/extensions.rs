//! More time: asked for, refused, given by a meeting; twice for one action, and too late for
//! another.

use super::cast::{Body, CHAIR, MANAGER, action, lead};
use super::dates::{FRI, MON, THU, TUE, When, on};
use super::story::{Ruling, Story};
use events::action::Command;

/// When it was asked for, by whom, which action, until the end of which week's month, why.
type Asked = (When, Body, &'static str, u16, &'static str);

const ASKED: [Asked; 4] = [
    (
        on(46, MON, 9),
        Body::Council,
        "1.4",
        61,
        "The new case system is a month late, and figures from the old one would be thrown away.",
    ),
    (
        on(59, MON, 9),
        Body::Council,
        "1.4",
        75,
        "The first report counted siblings twice and has to be written again.",
    ),
    (
        on(59, TUE, 9),
        Body::Trust,
        "3.1",
        80,
        "Two vacancies stood open for five months. The date has passed; we should have asked \
         before.",
    ),
    (
        on(68, MON, 9),
        Body::Council,
        "2a.3",
        85,
        "The agreement is still with the legal teams.",
    ),
];

/// When, which action, until the end of which week's month, the decision, why.
type Extended = (When, &'static str, u16, Ruling, &'static str);

const EXTENDED: [Extended; 7] = [
    (
        on(32, THU, 15),
        "1.1",
        39,
        Ruling("quality-3", None),
        "The two teams that test the tool asked for one more month before everybody has it.",
    ),
    (
        on(47, THU, 15),
        "1.4",
        61,
        Ruling("executive-4", Some("figures first extension")),
        "The executive accepts the delay of the case system.",
    ),
    (
        on(47, THU, 15),
        "4.1",
        57,
        Ruling("executive-4", None),
        "The police's own record has no place for the account, and its supplier adds one in June.",
    ),
    (
        on(47, THU, 15),
        "4.3",
        56,
        Ruling("executive-4", None),
        "The probation region is between two contracts, and nobody can sign for the new one yet.",
    ),
    (
        on(60, THU, 15),
        "1.4",
        75,
        Ruling("executive-5", Some("figures second extension")),
        "The executive gives more time a second and last time.",
    ),
    (
        on(60, THU, 16),
        "3.1",
        80,
        Ruling("executive-5", Some("pathway extension")),
        "Vacancies are filled from next month. Asked after the date had passed.",
    ),
    (
        on(60, THU, 15),
        "5.2",
        68,
        Ruling("executive-5", None),
        "Health has one post for all strategy discussions, and it is filled from September.",
    ),
];

pub(super) fn tell(story: &mut Story) {
    for (when, body, reference, until, reason) in ASKED {
        let to = story.dates.month_end(until);
        let asked = Command::RequestExtension { to };
        story
            .step(when, lead(body), action(reference), asked)
            .because(reason);
    }
    for (when, reference, until, ruling, reason) in EXTENDED {
        let to = story.dates.month_end(until);
        let extended = Command::ExtendDueDate { to };
        let step = story.step(when, MANAGER, action(reference), extended);
        step.ruled(ruling).because(reason);
    }
    let refused = Command::RefuseExtension {};
    let step = story.step(on(69, FRI, 11), CHAIR, action("2a.3"), refused);
    step.because(
        "More time does not help where two signatures are missing. The action stays Red until \
         the agreement is signed.",
    );
}
