//! What happens between the rounds: milestones met, missed and moved, reminders, what was taken
//! higher, and what was entered weeks late.

use super::cast::{Body, MANAGER, PQA, Post, Who, action, contributor, lead, milestone};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::Story;
use events::action::{Command, Owner};

/// A milestone met: when, by whom, action, number.
const MET: [(When, Who, &str, usize); 20] = [
    (on(15, TUE, 10), lead(Body::Council), "1.1", 1),
    (on(26, THU, 10), lead(Body::Icb), "1.1", 2),
    (on(33, MON, 14), lead(Body::Council), "1.1", 3),
    (on(25, WED, 10), lead(Body::Schools), "1.2", 1),
    (on(43, MON, 10), contributor(Body::Trust), "1.3", 1),
    (on(31, TUE, 10), PQA, "1.4", 1),
    (on(35, THU, 10), contributor(Body::Council), "2a.1", 2),
    (on(29, FRI, 10), lead(Body::YouthJustice), "2a.1", 3),
    (on(58, THU, 10), lead(Body::Police), "2a.1", 1),
    (on(32, MON, 10), lead(Body::Schools), "2b.1", 1),
    (on(58, FRI, 10), lead(Body::Schools), "2b.1", 2),
    (on(36, FRI, 10), contributor(Body::Trust), "3.1", 1),
    (on(20, THU, 14), lead(Body::Icb), "3.2", 1),
    (on(44, TUE, 10), contributor(Body::Trust), "3.4", 1),
    (on(31, MON, 14), lead(Body::Police), "4.1", 1),
    (on(29, WED, 10), lead(Body::Voluntary), "4.2", 1),
    (on(19, WED, 15), PQA, "5.1", 1),
    (on(45, THU, 10), lead(Body::Police), "5.2", 1),
    (on(29, TUE, 14), lead(Body::Trust), "5.3", 1),
    (on(44, WED, 10), MANAGER, "5.5", 1),
];

pub(super) fn tell(story: &mut Story) {
    for (when, who, reference, number) in MET {
        let met = Command::MeetMilestone {
            milestone: milestone(reference, number),
        };
        story.step(when, who, action(reference), met);
    }
    missed(story);
    reminders(story);
    taken_higher(story);
    entered_late(story);
    lately(story);
}

fn missed(story: &mut Story) {
    for (when, reference, number) in [
        (on(33, THU, 15), "2a.3", 1),
        (on(45, FRI, 10), "4.3", 1),
        (on(57, FRI, 10), "3.1", 2),
    ] {
        let missed = Command::MissMilestone {
            milestone: milestone(reference, number),
        };
        story.step(when, MANAGER, action(reference), missed);
    }
    let rescheduled = Command::RescheduleMilestone {
        milestone: milestone("3.1", 2),
        to: story.dates.month_end(79),
        beyond_plan: false,
    };
    let step = story.step(on(61, FRI, 10), MANAGER, action("3.1"), rescheduled);
    step.because("It moves with the extension the executive gave.");
    let met = Command::MeetMilestone {
        milestone: milestone("5.4", 1),
    };
    let happened = story.dates.day(on(32, FRI, 9));
    let step = story.step(on(36, MON, 11), lead(Body::Voluntary), action("5.4"), met);
    step.happened(happened)
        .because("The forum's coordinator was on leave when it was met.");
}

fn reminders(story: &mut Story) {
    let probation = Post("Deputy Head of Probation Delivery", Body::Probation);
    let inclusion = Post("Head of Inclusion", Body::Council);
    for (when, reference, to) in [
        (on(18, MON, 9), "4.3", probation),
        (on(32, MON, 9), "4.3", probation),
        (on(45, MON, 9), "4.3", probation),
        (on(45, MON, 10), "2a.3", inclusion),
        (on(58, MON, 9), "4.3", probation),
        (on(58, MON, 10), "2a.3", inclusion),
        (on(71, MON, 9), "4.3", probation),
    ] {
        let reminded = Command::SendReminder {
            to: Owner::from(to),
        };
        story.step(when, MANAGER, action(reference), reminded);
    }
}

fn taken_higher(story: &mut Story) {
    for (when, reference, to) in [
        (on(61, MON, 14), "4.3", "Regional Director of Probation"),
        (on(63, MON, 14), "2a.3", "Director of Children's Services"),
        (on(74, THU, 10), "4.3", "Safeguarding Partners' Executive"),
    ] {
        let escalated = Command::EscalateOverdue { to: to.to_owned() };
        story.step(when, MANAGER, action(reference), escalated);
    }
}

/// Both dates matter: what happened weeks before it was recorded shows as such.
fn entered_late(story: &mut Story) {
    let late: [(When, When, Who, &str, &str); 4] = [
        (
            on(30, TUE, 11),
            on(26, TUE, 9),
            lead(Body::Police),
            "4.1",
            "The form was tried in two conferences before the summer.",
        ),
        (
            on(52, MON, 10),
            on(46, MON, 9),
            contributor(Body::Council),
            "4.4",
            "Housing and schools met; notice of a move goes to the school's safeguarding lead.",
        ),
        (
            on(65, THU, 10),
            on(60, MON, 9),
            lead(Body::Housing),
            "4.4",
            "Two families were offered a home in the same school's area.",
        ),
        (
            on(76, WED, 10),
            on(71, TUE, 9),
            lead(Body::Icb),
            "3.1",
            "Health visitors take part in the meeting before birth at both hospitals.",
        ),
    ];
    for (when, happened, who, reference, text) in late {
        let reported = Command::ReportProgress { text: text.into() };
        let day = story.dates.day(happened);
        let step = story.step(when, who, action(reference), reported);
        step.happened(day)
            .because("Sent by e-mail at the time and entered later.");
        if who == lead(Body::Housing) {
            // So few families moved that neighbours would know which.
            step.sensitive();
        }
    }
}

/// The days before the demo begins, so that the newest entries are fresh.
fn lately(story: &mut Story) {
    let texts: [(When, Who, &str, &str); 3] = [
        (
            on(76, THU, 10),
            lead(Body::Council),
            "2a.3",
            "The two directors meet the legal teams together next week.",
        ),
        (
            on(76, THU, 14),
            lead(Body::Voluntary),
            "5.7",
            "The half-yearly letter to families is drafted with two young advisers.",
        ),
        (
            on(76, FRI, 10),
            lead(Body::Schools),
            "1.2",
            "Five of the eight schools have named a new champion and a deputy.",
        ),
    ];
    for (when, who, reference, text) in texts {
        let reported = Command::ReportProgress { text: text.into() };
        story.step(when, who, action(reference), reported);
    }
}
