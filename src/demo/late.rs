//! Dates that were moved, each with its reason, and were not kept afterwards either: by whoever
//! amended a recommendation or planned a milestone again. Of other late dates nobody said why.

use super::cast::{CSPR, MANAGER, PQA, Who, action, milestone, recommendation};
use super::dates::{FRI, MON, WED, When, on};
use super::story::Story;
use events::{action as actions, recommendation as recommendations};

/// When, by whom, which recommendation, until the end of which week's month, why.
type Amended = (When, Who, &'static str, u16, &'static str);

const AMENDED: [Amended; 9] = [
    (
        on(46, WED, 10),
        PQA,
        "LR1",
        58,
        "Schools join after Easter: their network meets once a term.",
    ),
    (
        on(46, WED, 10),
        PQA,
        "AU1",
        55,
        "The trust's letters about missed appointments are printed for a quarter ahead.",
    ),
    (
        on(46, WED, 11),
        CSPR,
        "WR1",
        64,
        "The booking form is changed with the maternity record, and that comes in the summer.",
    ),
    (
        on(50, WED, 10),
        MANAGER,
        "AR1",
        59,
        "It waits for the police record, which the executive gave more time.",
    ),
    (
        on(50, WED, 10),
        MANAGER,
        "IN1",
        68,
        "Health cannot take part every time before its post is filled.",
    ),
    (
        on(54, WED, 10),
        CSPR,
        "WR2",
        64,
        "Probation and the trust have no agreement on sharing release dates yet.",
    ),
    (
        on(58, WED, 10),
        CSPR,
        "WR3",
        72,
        "The list needs a lawful basis for each agency, and the second opinion is not here.",
    ),
    (
        on(63, WED, 10),
        MANAGER,
        "LR2",
        72,
        "The audit of last winter asks for more than was planned, and the new work is added.",
    ),
    (
        on(63, WED, 11),
        MANAGER,
        "NR1",
        72,
        "Two agencies trained half of their people and repeat it with those who were away.",
    ),
];

/// When, which action and milestone, until the end of which week's month, why.
type Planned = (When, &'static str, usize, u16, &'static str);

const PLANNED: [Planned; 3] = [
    (
        on(37, MON, 10),
        "2a.3",
        1,
        46,
        "The agreement lies with the legal teams of the council and of two schools.",
    ),
    (
        on(46, FRI, 10),
        "4.3",
        1,
        55,
        "Three agencies use forms of their own until the new contract is signed.",
    ),
    (
        on(50, FRI, 10),
        "2a.1",
        1,
        57,
        "Custody officers are trained with the summer intake.",
    ),
];

pub(super) fn tell(story: &mut Story) {
    for (when, who, reference, until, why) in AMENDED {
        let amended = recommendations::Command::AmendRecommendation {
            text: None,
            addressees: None,
            outcome: None,
            measure: None,
            due: Some(story.dates.month_end(until)),
        };
        let step = story.step(when, who, recommendation(reference), amended);
        step.because(why);
    }
    for (when, reference, number, until, why) in PLANNED {
        let planned = actions::Command::RescheduleMilestone {
            milestone: milestone(reference, number),
            to: story.dates.month_end(until),
            beyond_plan: false,
        };
        let step = story.step(when, MANAGER, action(reference), planned);
        step.because(why);
    }
}
