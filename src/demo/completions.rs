//! Completion: claimed with evidence, refused, claimed again, verified, its impact judged apart
//! from it, closed, and once opened again.

use super::cast::{Body, CHAIR, MANAGER, PQA, Who, action, evidence, lead};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::{Ruling, Story};
use events::action::{Command, Impact};

/// Who claims what, with which evidence.
type Claimed = (
    When,
    Who,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const CLAIMED: [Claimed; 13] = [
    (
        on(23, TUE, 10),
        PQA,
        "5.1",
        "The programme is published with themes and dates.",
        &["programme"],
    ),
    (
        on(35, TUE, 10),
        lead(Body::Council),
        "1.1",
        "The tool is in every team's guidance.",
        &["neglect-guidance"],
    ),
    (
        on(36, WED, 11),
        lead(Body::Icb),
        "3.2",
        "Safer sleep is talked about at every contact, as observed.",
        &["safer-sleep"],
    ),
    (
        on(37, MON, 10),
        lead(Body::Schools),
        "1.2",
        "Twenty-nine of 31 schools have a champion; two are asked again.",
        &["champions"],
    ),
    (
        on(42, TUE, 10),
        lead(Body::Council),
        "1.1",
        "The tool is on file in eighteen of twenty referrals.",
        &["neglect-dip-sample", "neglect-guidance-2"],
    ),
    (
        on(49, TUE, 10),
        lead(Body::Icb),
        "1.3",
        "The rule is in the contract and cannot be skipped in the booking system.",
        &["booking-rule", "booking-figures"],
    ),
    (
        on(50, MON, 10),
        lead(Body::Police),
        "4.1",
        "The new form is used in every conference.",
        &["conference-form"],
    ),
    (
        on(50, TUE, 10),
        lead(Body::Voluntary),
        "4.2",
        "Six courses were held with the adults board, for 131 practitioners.",
        &["course-feedback"],
    ),
    (
        on(62, MON, 10),
        lead(Body::Police),
        "4.1",
        "Thirteen of fifteen records have the child's own words.",
        &["conference-records"],
    ),
    (
        on(62, TUE, 11),
        lead(Body::Schools),
        "2b.1",
        "The lessons are taught in all schools; 286 of 391 pupils name somebody they would tell.",
        &["lessons-survey", "pupils-said"],
    ),
    (
        on(63, MON, 10),
        lead(Body::Police),
        "5.2",
        "Health is always there and decisions go out the same day.",
        &["discussions-report"],
    ),
    (
        on(75, MON, 10),
        lead(Body::Police),
        "5.2",
        "Health was there in 19 of 20, and decisions reached schools the same day in 18.",
        &["discussions-sample"],
    ),
    (
        on(76, TUE, 10),
        lead(Body::Trust),
        "5.3",
        "All 22 teams have supervision every month.",
        &["supervision-count"],
    ),
];

const REFUSED: [(When, Who, &str, &str); 3] = [
    (
        on(36, MON, 14),
        PQA,
        "1.1",
        "Guidance shows that the tool exists, not that it is used. Eleven of twenty referrals \
         had none. Claim again with a dip sample.",
    ),
    (
        on(51, TUE, 14),
        PQA,
        "4.1",
        "A message from the unit itself is not enough. Show how many records have the child's \
         own words.",
    ),
    (
        on(65, TUE, 11),
        PQA,
        "5.2",
        "The evidence was rejected. Seven of twenty decisions reached schools late in our own \
         sample.",
    ),
];

const VERIFIED: [(When, Who, &str, &str); 8] = [
    (
        on(25, THU, 11),
        CHAIR,
        "5.1",
        "Read, and compared with the minutes of the quality group.",
    ),
    (
        on(38, TUE, 11),
        PQA,
        "3.2",
        "Talked with the observer and read the notes of all twelve visits.",
    ),
    (
        on(39, WED, 11),
        PQA,
        "1.2",
        "Five head teachers rung; all five confirmed their champion.",
    ),
    (
        on(43, THU, 11),
        PQA,
        "1.1",
        "Twenty referrals drawn from three months; the tool was on file in eighteen.",
    ),
    (
        on(51, WED, 11),
        PQA,
        "1.3",
        "Booking system seen at two clinics; figures read with the trust's analyst.",
    ),
    (
        on(52, TUE, 11),
        CHAIR,
        "4.2",
        "Attendance lists read and one course visited.",
    ),
    (
        on(64, WED, 11),
        PQA,
        "2b.1",
        "Survey counted again from the answer sheets of two schools.",
    ),
    (
        on(65, WED, 11),
        PQA,
        "4.1",
        "Fifteen records read; thirteen have the child's own words.",
    ),
];

/// When, action, judgement, evidence, why.
type Judged = (
    When,
    &'static str,
    Impact,
    &'static [&'static str],
    &'static str,
);

const JUDGED: [Judged; 8] = [
    (
        on(45, WED, 14),
        "1.1",
        Impact::TooEarly,
        &["neglect-dip-sample"],
        "The tool is used. Whether children get help sooner is looked at in the repeat audit.",
    ),
    (
        on(48, WED, 14),
        "3.2",
        Impact::Some,
        &["safer-sleep"],
        "Parents showed where the baby sleeps, and three sleeping places were changed on the spot.",
    ),
    (
        on(58, WED, 15),
        "1.1",
        Impact::Some,
        &["neglect-repeat-audit", "neglect-children"],
        "Thirteen of twenty children had a plan within six months; seven had at the start.",
    ),
    (
        on(67, WED, 11),
        "4.2",
        Impact::Some,
        &["course-later"],
        "Twenty-nine practitioners give an example of a conversation they would not have had.",
    ),
    (
        on(67, THU, 10),
        "2b.1",
        Impact::Some,
        &["lessons-survey", "pupils-said"],
        "Twice as many pupils name somebody they would tell; reports to schools came earlier.",
    ),
    (
        on(71, WED, 14),
        "4.1",
        Impact::None,
        &["conference-sample"],
        "The words are on file and change nothing: two of fifteen plans refer to them.",
    ),
    (
        on(71, WED, 15),
        "3.2",
        Impact::Sustained,
        &["safer-sleep-later"],
        "The same visits a year later: twelve of twelve.",
    ),
    (
        on(75, WED, 11),
        "1.5",
        Impact::TooEarly,
        &["neglect-children"],
        "Families are asked now. What was changed because of it is counted from next quarter.",
    ),
];

/// Closed: when, by whom, which, and the decision it rests on.
type Closed = (When, Who, &'static str, Option<Ruling>);

const CLOSED: [Closed; 8] = [
    (on(26, MON, 11), MANAGER, "5.1", None),
    (on(40, THU, 11), MANAGER, "1.2", None),
    (
        on(47, THU, 15),
        CHAIR,
        "1.1",
        Some(Ruling("executive-4", Some("close neglect tool"))),
    ),
    (on(52, WED, 11), MANAGER, "1.3", None),
    (on(53, TUE, 11), MANAGER, "3.2", None),
    (on(67, FRI, 11), MANAGER, "4.2", None),
    (on(68, TUE, 11), MANAGER, "2b.1", None),
    (on(72, MON, 9), MANAGER, "4.1", None),
];

pub(super) fn tell(story: &mut Story) {
    for (when, who, reference, statement, shown_by) in CLAIMED {
        let claimed = Command::ClaimCompletion {
            statement: statement.into(),
            evidence: shown_by.iter().map(|name| evidence(name)).collect(),
        };
        story.step(when, who, action(reference), claimed);
    }
    for (when, who, reference, reason) in REFUSED {
        let refused = Command::RefuseCompletion {};
        story
            .step(when, who, action(reference), refused)
            .because(reason);
    }
    for (when, who, reference, how) in VERIFIED {
        let verified = Command::VerifyCompletion { how: how.into() };
        story.step(when, who, action(reference), verified);
    }
    for (when, reference, judgement, rests_on, explanation) in JUDGED {
        let judged = Command::JudgeActionImpact {
            judgement,
            evidence: rests_on.iter().map(|name| evidence(name)).collect(),
            explanation: explanation.into(),
        };
        story.step(when, PQA, action(reference), judged);
    }
    for (when, who, reference, ruling) in CLOSED {
        let step = story.step(when, who, action(reference), Command::CloseAction {});
        if let Some(ruling) = ruling {
            step.ruled(ruling);
        }
    }
    reopened(story);
}

fn reopened(story: &mut Story) {
    let step = story.step(
        on(63, TUE, 14),
        MANAGER,
        action("1.2"),
        Command::ReopenAction {},
    );
    step.because(
        "Every school was rung: in twelve of 31 the champion has left or nobody knew of one. It \
         was closed too early, and without a judgement of impact.",
    );
    let progress = Command::ReportProgress {
        text: "Head teachers are asked for a deputy champion as well, so that one leaving does \
               not end it."
            .into(),
    };
    story.step(
        on(66, MON, 10),
        lead(Body::Schools),
        action("1.2"),
        progress,
    );
}
