//! The meetings: who came, what was decided, and where somebody did not agree.

use super::cast::{
    Body, CHAIR, CSPR, EXECUTIVE, MANAGER, PQA, PQA_GROUP, REVIEW_GROUP, TRAINING_GROUP, Who,
    decision, group, meeting, paper as paper_id,
};
use super::dates::{MON, THU, TUE, WED, When, moment, on};
use super::files;
use super::lodged::Kept;
use super::story::{Ruling, Story};
use events::envelope::Moment;
use events::meeting::{Attendance, Command, Dissent, Presence};

use Presence::{Absent, Apologies, Deputy, Present};

struct Met {
    name: &'static str,
    group: &'static str,
    when: When,
    there: &'static [(Body, Presence)],
}

/// Executive attendance, in the order of its members.
macro_rules! board {
    ($council:ident $icb:ident $police:ident $trust:ident $schools:ident $probation:ident
     $youth:ident $voluntary:ident $housing:ident) => {
        &[
            (Body::Council, $council),
            (Body::Icb, $icb),
            (Body::Police, $police),
            (Body::Trust, $trust),
            (Body::Schools, $schools),
            (Body::Probation, $probation),
            (Body::YouthJustice, $youth),
            (Body::Voluntary, $voluntary),
            (Body::Housing, $housing),
        ]
    };
}

/// Attendance of the quality group, in the order of its members.
macro_rules! quality {
    ($council:ident $icb:ident $police:ident $trust:ident $schools:ident $youth:ident
     $voluntary:ident) => {
        &[
            (Body::Council, $council),
            (Body::Icb, $icb),
            (Body::Police, $police),
            (Body::Trust, $trust),
            (Body::Schools, $schools),
            (Body::YouthJustice, $youth),
            (Body::Voluntary, $voluntary),
        ]
    };
}

/// Attendance of the review group, in the order of its members.
macro_rules! review {
    ($council:ident $icb:ident $police:ident $trust:ident $probation:ident $schools:ident) => {
        &[
            (Body::Council, $council),
            (Body::Icb, $icb),
            (Body::Police, $police),
            (Body::Trust, $trust),
            (Body::Probation, $probation),
            (Body::Schools, $schools),
        ]
    };
}

/// Attendance of the training group, in the order of its members.
macro_rules! training {
    ($council:ident $icb:ident $schools:ident $voluntary:ident $housing:ident $team:ident) => {
        &[
            (Body::Council, $council),
            (Body::Icb, $icb),
            (Body::Schools, $schools),
            (Body::Voluntary, $voluntary),
            (Body::Housing, $housing),
            (Body::Team, $team),
        ]
    };
}

const fn met(
    name: &'static str,
    group: &'static str,
    when: When,
    there: &'static [(Body, Presence)],
) -> Met {
    Met {
        name,
        group,
        when,
        there,
    }
}

/// The executive needs five agencies: its third meeting had four. Probation is absent twice
/// running without a word.
const MET: [Met; 18] = [
    met(
        "quality-1",
        PQA_GROUP,
        on(6, WED, 12),
        quality!(Present Present Present Deputy Present Present Apologies),
    ),
    met(
        "executive-1",
        EXECUTIVE,
        on(8, THU, 12),
        board!(Present Present Present Present Present Deputy Present Present Apologies),
    ),
    met(
        "review-1",
        REVIEW_GROUP,
        on(10, TUE, 12),
        review!(Present Present Present Present Apologies Deputy),
    ),
    met(
        "training-1",
        TRAINING_GROUP,
        on(15, THU, 12),
        training!(Present Deputy Present Present Present Present),
    ),
    met(
        "quality-2",
        PQA_GROUP,
        on(19, WED, 12),
        quality!(Present Present Apologies Present Present Present Present),
    ),
    met(
        "executive-2",
        EXECUTIVE,
        on(21, THU, 12),
        board!(Present Present Present Deputy Present Present Present Apologies Present),
    ),
    met(
        "quality-3",
        PQA_GROUP,
        on(32, WED, 12),
        quality!(Present Present Deputy Present Apologies Present Present),
    ),
    met(
        "executive-3",
        EXECUTIVE,
        on(34, THU, 12),
        board!(Present Deputy Apologies Apologies Present Apologies Apologies Present Apologies),
    ),
    met(
        "review-2",
        REVIEW_GROUP,
        on(36, TUE, 12),
        review!(Present Present Present Deputy Absent Present),
    ),
    met(
        "training-2",
        TRAINING_GROUP,
        on(41, THU, 12),
        training!(Deputy Present Present Present Present Present),
    ),
    met(
        "quality-4",
        PQA_GROUP,
        on(45, WED, 12),
        quality!(Present Present Present Present Deputy Absent Present),
    ),
    met(
        "executive-4",
        EXECUTIVE,
        on(47, THU, 12),
        board!(Present Present Present Present Present Absent Present Present Present),
    ),
    met(
        "quality-5",
        PQA_GROUP,
        on(58, WED, 12),
        quality!(Present Present Apologies Present Present Present Deputy),
    ),
    met(
        "executive-5",
        EXECUTIVE,
        on(60, THU, 12),
        board!(Present Present Deputy Present Present Absent Present Apologies Present),
    ),
    met(
        "review-3",
        REVIEW_GROUP,
        on(62, TUE, 12),
        review!(Present Present Present Apologies Absent Present),
    ),
    met(
        "training-3",
        TRAINING_GROUP,
        on(67, THU, 12),
        training!(Present Present Deputy Present Apologies Present),
    ),
    met(
        "quality-6",
        PQA_GROUP,
        on(71, WED, 12),
        quality!(Present Present Present Deputy Present Present Present),
    ),
    met(
        "executive-6",
        EXECUTIVE,
        on(73, THU, 12),
        board!(Present Present Present Present Deputy Apologies Present Present Apologies),
    ),
];

struct Decided {
    at: &'static str,
    name: &'static str,
    text: &'static str,
    rationale: &'static str,
    dissent: &'static [(Body, &'static str)],
}

const DECIDED: [Decided; 15] = [
    Decided {
        at: "executive-1",
        name: "approve plan",
        text: "The plan is approved, with a waiver for the missing date of action 5.4.",
        rationale: "Every other action has a lead, a date and a measure a child would notice.",
        dissent: &[],
    },
    Decided {
        at: "executive-2",
        name: "one tool",
        text: "The neglect tool tested by early help becomes the tool of all agencies.",
        rationale: "Two teams tried it for ten weeks; it was quicker than three forms and its \
                    words were understood by parents.",
        dissent: &[(
            Body::Trust,
            "The trust would have kept its own tool on wards until the new one is in its record \
             system; it will use both until then.",
        )],
    },
    Decided {
        at: "executive-3",
        name: "champions",
        text: "Neglect champions count as named when the head teacher has confirmed them in \
               writing.",
        rationale: "The list kept by the network had names of people who had left.",
        dissent: &[],
    },
    Decided {
        at: "executive-4",
        name: "ratify champions",
        text: "The decision of the last meeting on neglect champions is ratified.",
        rationale: "The last meeting had four agencies and needed five.",
        dissent: &[],
    },
    Decided {
        at: "executive-4",
        name: "figures first extension",
        text: "Action 1.4 has more time until the council's new case system is in.",
        rationale: "Figures from the old system would be thrown away within months.",
        dissent: &[(
            Body::Schools,
            "Schools can send their figures now and see no reason to wait for the council.",
        )],
    },
    Decided {
        at: "executive-4",
        name: "end disruption team",
        text: "Action 2a.2 is given up. What it learned goes to action 2a.1.",
        rationale: "The national pilot that paid for it ends early, and no agency can carry four \
                    posts.",
        dissent: &[],
    },
    Decided {
        at: "executive-4",
        name: "hear families",
        text: "A new action reports back to families and young advisers what was changed.",
        rationale: "The advisers told the executive that they never heard what became of it.",
        dissent: &[],
    },
    Decided {
        at: "executive-4",
        name: "close neglect tool",
        text: "Action 1.1 is closed.",
        rationale: "Completion is verified and the repeat audit shows a difference.",
        dissent: &[],
    },
    Decided {
        at: "executive-5",
        name: "figures second extension",
        text: "Action 1.4 has more time once more, for the last time.",
        rationale: "The case system is in, and its first report was wrong.",
        dissent: &[],
    },
    Decided {
        at: "executive-5",
        name: "pathway extension",
        text: "Action 3.1 has more time although its date has passed.",
        rationale: "Midwifery vacancies are filled from next month. The executive notes that it \
                    was asked too late.",
        dissent: &[],
    },
    Decided {
        at: "executive-5",
        name: "close missed appointments",
        text: "Recommendation AU1 is closed without evidence of impact.",
        rationale: "It is done and verified; the audit that would show the difference was \
                    dropped. The executive says so openly in the yearly report.",
        dissent: &[(
            Body::Voluntary,
            "Sent with apologies: the forum would have kept it open until parents were asked.",
        )],
    },
    Decided {
        at: "quality-5",
        name: "repeat neglect audit",
        text: "The audit of neglect is repeated in the next quarter with the same questions.",
        rationale: "The difference found so far rests on a small sample.",
        dissent: &[],
    },
    Decided {
        at: "executive-6",
        name: "data agreement",
        text: "Council and police sign the agreement to share data on missing education before \
               the next meeting.",
        rationale: "The mapping has stood still for a year and two actions wait for it.",
        dissent: &[],
    },
    Decided {
        at: "executive-6",
        name: "write to probation",
        text: "The chair writes to the regional director of probation about attendance.",
        rationale: "No representative since the post changed hands, and action 4.3 is silent.",
        dissent: &[],
    },
    Decided {
        at: "review-3",
        name: "share alder learning",
        text: "The learning of rapid review Alder is told at every midwifery handover for a month.",
        rationale: "The repeat of earlier learning shows that a procedure alone does not travel.",
        dissent: &[],
    },
];

pub(super) fn tell(story: &mut Story) {
    for one in &MET {
        hold(story, one);
    }
    for one in &DECIDED {
        decide(story, one);
    }
    cancelled(story);
    let ratified = Command::RatifyDecision {
        decision: decision("champions"),
    };
    let step = story.step(on(47, THU, 14), MANAGER, meeting("executive-3"), ratified);
    step.ruled(Ruling("executive-4", Some("ratify champions")));
    minutes(story);
    paper(story);
}

/// The paper on the position that the last executive read, frozen as it was.
fn paper(story: &mut Story) {
    let met = meeting("executive-6");
    let id = paper_id("executive-6 position");
    let words = "Where the plan stands. Rated by the agencies, by date, and verified. What was \
                 late and why. What the executive is asked to decide.";
    let kept = Kept::Document("Position.docx", words);
    let Some(file) = files::made((met, id), kept) else {
        return;
    };
    let frozen = Command::FreezePaper {
        paper: id,
        title: "Position for the executive".to_owned(),
        as_at: Moment::new(moment(story.dates.day(on(73, MON, 9)), 9)),
        file: files::reference_to(&file),
    };
    story.step(on(73, THU, 13), MANAGER, met, frozen).with(file);
}

fn secretary(group: &str) -> Who {
    match group {
        PQA_GROUP => PQA,
        REVIEW_GROUP => CSPR,
        _ => MANAGER,
    }
}

fn hold(story: &mut Story, one: &Met) {
    let attendance = one
        .there
        .iter()
        .map(|(body, presence)| Attendance {
            agency: body.id(),
            presence: *presence,
        })
        .collect();
    let held = Command::HoldMeeting {
        group: group(one.group),
        on: story.dates.day(one.when),
        attendance,
    };
    story.step(one.when, secretary(one.group), meeting(one.name), held);
}

fn decide(story: &mut Story, one: &Decided) {
    let Some(met) = MET.iter().find(|met| met.name == one.at) else {
        return;
    };
    let dissent = one
        .dissent
        .iter()
        .map(|(body, position)| Dissent {
            agency: body.id(),
            position: (*position).into(),
        })
        .collect();
    let command = Command::MakeDecision {
        decision: decision(one.name),
        text: one.text.into(),
        rationale: one.rationale.into(),
        dissent,
        subject_to_ratification: one.at == "executive-3",
    };
    let when = met.when.at_hour(13);
    story.step(when, secretary(met.group), meeting(one.at), command);
}

fn cancelled(story: &mut Story) {
    let day = on(28, TUE, 12);
    let command = Command::CancelMeeting {
        group: group(REVIEW_GROUP),
        on: story.dates.day(day),
    };
    let step = story.step(on(28, TUE, 9), CSPR, meeting("review-cancelled"), command);
    step.because("Three members were called to a rapid review on the same day.");
}

/// Minutes are approved at the group's next meeting; the last ones wait for it.
fn minutes(story: &mut Story) {
    for name in [EXECUTIVE, PQA_GROUP, REVIEW_GROUP, TRAINING_GROUP] {
        let of_group: Vec<&Met> = MET.iter().filter(|met| met.group == name).collect();
        for pair in of_group.windows(2) {
            let [earlier, later] = pair else { continue };
            let who = if name == EXECUTIVE {
                CHAIR
            } else {
                secretary(name)
            };
            let when = later.when.at_hour(14);
            let step = story.step(when, who, meeting(earlier.name), Command::ApproveMinutes {});
            step.ruled(Ruling(later.name, None));
        }
    }
}
