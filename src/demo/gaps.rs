//! What somebody said about gaps the product found, and what was corrected because of them.

use super::cast::{CHAIR, MANAGER, PQA, Who, action, gap, meeting};
use super::dates::{FRI, MON, THU, TUE, When, on};
use super::story::Story;
use events::gap::{Command, Disposition};
use events::ids::StreamId;

struct Said {
    when: When,
    who: Who,
    rule: u16,
    about: StreamId,
    disposition: Disposition,
    escalated_to: Option<&'static str>,
    reason: &'static str,
}

pub(super) fn tell(story: &mut Story) {
    for said in said() {
        let stream = gap(said.rule, said.about);
        let disposed = Command::DisposeOfGap {
            rule: said.rule,
            about: said.about,
            disposition: said.disposition,
            escalated_to: said.escalated_to.map(str::to_owned),
        };
        story
            .step(said.when, said.who, stream, disposed)
            .because(said.reason);
    }
    let stream = gap(23, action("3.1").into());
    let step = story.step(on(77, MON, 9), PQA, stream, Command::ReopenGap {});
    step.because("The second hospital is behind again; the new date needs to be looked at early.");
}

fn said() -> [Said; 7] {
    let of = |reference: &str| StreamId::from(action(reference));
    [
        Said {
            when: on(17, MON, 11),
            who: MANAGER,
            rule: 24,
            about: of("5.5"),
            disposition: Disposition::Accepted,
            escalated_to: None,
            reason: "A full year of use can only be looked at after the plan has ended; the \
                     next plan takes the milestone over.",
        },
        Said {
            when: on(61, MON, 11),
            who: MANAGER,
            rule: 23,
            about: of("1.4"),
            disposition: Disposition::Accepted,
            escalated_to: None,
            reason: "The executive saw both reasons and set the date as the last one.",
        },
        Said {
            when: on(61, MON, 12),
            who: MANAGER,
            rule: 23,
            about: of("3.1"),
            disposition: Disposition::Accepted,
            escalated_to: None,
            reason: "The executive noted that it was asked too late and gave the time all the \
                     same.",
        },
        Said {
            when: on(61, TUE, 15),
            who: PQA,
            rule: 25,
            about: meeting("executive-5").into(),
            disposition: Disposition::Accepted,
            escalated_to: None,
            reason: "Nearly all updates came in the last days before the executive. The round \
                     opens a week earlier next time.",
        },
        Said {
            when: on(63, MON, 15),
            who: MANAGER,
            rule: 27,
            about: of("2b.3"),
            disposition: Disposition::Escalated,
            escalated_to: Some("Director of Children's Services"),
            reason: "The mapping it waits for is late, and nobody below the directors can sign.",
        },
        Said {
            when: on(74, THU, 11),
            who: CHAIR,
            rule: 27,
            about: of("5.6"),
            disposition: Disposition::Escalated,
            escalated_to: Some("Safeguarding Partners' Executive"),
            reason: "The choice of a tool has fallen from the agenda twice.",
        },
        Said {
            when: on(75, FRI, 10),
            who: MANAGER,
            rule: 53,
            about: meeting("quality-5").into(),
            disposition: Disposition::Fixed,
            escalated_to: None,
            reason: "The repeat audit stands in this year's programme; it is not an action of \
                     the plan.",
        },
    ]
}
