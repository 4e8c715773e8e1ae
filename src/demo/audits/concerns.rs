//! Children who were found unsafe while their records were read.

use super::super::cast::{Body, PEER, PQA, Who, case, concern};
use super::super::dates::{MON, THU, TUE, WED, When, on};
use super::super::story::Story;
use events::audit_case::{Command, Told};

struct Raised {
    name: &'static str,
    case: (&'static str, usize),
    when: When,
    who: Who,
    words: &'static str,
    agencies: &'static [Body],
    told: (&'static str, Body),
    later: (When, &'static str, Body),
    confirmed: Option<(When, &'static str)>,
}

const RAISED: [Raised; 2] = [
    Raised {
        name: "domestic abuse",
        case: ("domestic-abuse", 4),
        when: on(48, TUE, 10),
        who: PQA,
        words: "The returns read together show that the person who causes harm is back in the \
                home at night, and that no agency knows it of the others.",
        agencies: &[Body::Council, Body::Police],
        told: ("duty manager, referral unit", Body::Council),
        later: (on(48, TUE, 12), "detective inspector on duty", Body::Police),
        confirmed: Some((
            on(49, MON, 10),
            "A strategy discussion was held the same afternoon. The children stay with relatives, \
             the person was arrested, and the social worker saw both children on two days.",
        )),
    },
    Raised {
        name: "front door",
        case: ("front-door", 3),
        when: on(76, WED, 10),
        who: PEER,
        words: "A second referral about bruises was closed as a repeat of the first. The nursery \
                has not seen the child for eight days, and nobody has been to the home.",
        agencies: &[Body::Council, Body::Police],
        told: ("head of the front door", Body::Council),
        later: (on(76, THU, 10), "sergeant, referral unit", Body::Police),
        confirmed: None,
    },
];

pub(super) fn tell(story: &mut Story) {
    for raised in &RAISED {
        let stream = case(raised.case.0, raised.case.1);
        let told = |(who, body): (&str, Body), when: When| Told {
            who: who.into(),
            agency: Some(body.id()),
            on: story.dates.day(when),
        };
        let (when, who, body) = raised.later;
        let first = told(raised.told, raised.when);
        let later = told((who, body), when);
        let raise = Command::RaiseImmediateConcern {
            concern: concern(raised.name),
            words: raised.words.into(),
            agencies: raised.agencies.iter().map(|body| body.id()).collect(),
            told: vec![first],
        };
        story.step(raised.when, raised.who, stream, raise);
        let tell = Command::TellOfConcern {
            concern: concern(raised.name),
            told: later,
        };
        story.step(when, raised.who, stream, tell);
        if let Some((when, words)) = raised.confirmed {
            let confirm = Command::ConfirmCorrectiveAction {
                concern: concern(raised.name),
                words: words.into(),
            };
            story.step(when, PQA, stream, confirm);
        }
    }
}
