//! The recommendations made of findings, and what is done about them in the plan.

use super::super::actions::{self, Agreed, Due, For};
use super::super::cast::{
    Body, PQA, Post, action, finding, lead, plan_id, priority, recommendation,
};
use super::super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::super::story::Story;
use events::action::{Command as OfAction, Impact};
use events::recommendation::{Command, Level, QualityAnswer, QualityQuestion, Source, SourceKind};
use events::text::Text;

struct Made {
    reference: &'static str,
    priority: &'static str,
    theme: &'static str,
    finding: (&'static str, usize, &'static str),
    text: &'static str,
    outcome: Option<&'static str>,
    measure: &'static str,
    to: &'static [Body],
    due: u16,
    week: u16,
    /// Whether it names somebody, a date, an outcome, addresses the cause, and is more than
    /// training or a procedure.
    quality: [bool; 5],
    accepted: bool,
}

const MADE: [Made; 7] = [
    Made {
        reference: "AN1",
        priority: "1",
        theme: "voice_of_the_child",
        finding: ("neglect", 2, "Audit of neglect: the child's own words"),
        text: "Visits are planned for hours in which the child is at home, and what the child \
               says stands in the plan.",
        outcome: Some("Children who live with neglect can read their own words in their plan."),
        measure: "Plans with the child's own words, in the repeat of the audit.",
        to: &[Body::Council, Body::Icb],
        due: 70,
        week: 28,
        quality: [true; 5],
        accepted: true,
    },
    Made {
        reference: "AU2",
        priority: "5",
        theme: "information_sharing",
        finding: (
            "discussions",
            1,
            "Dip sample of strategy discussions: nobody who knows the child",
        ),
        text: "A practitioner from health who knows the child takes part in each strategy \
               discussion, or the record says who was asked and why nobody could.",
        outcome: Some("Decisions rest on what is known of this child."),
        measure: "Discussions with somebody from health who knows the child, of ten.",
        to: &[Body::Police, Body::Council, Body::Icb],
        due: 52,
        week: 32,
        quality: [true, true, true, true, false],
        accepted: true,
    },
    Made {
        reference: "DA1",
        priority: "4",
        theme: "voice_of_the_child",
        finding: (
            "domestic-abuse",
            2,
            "Audit of domestic abuse: the child's own account",
        ),
        text: "Nobody agrees a safety plan before somebody the child knows has asked the child.",
        outcome: Some("Safety plans hold what the child asked for."),
        measure: "Safety plans with the child's own account, of eight.",
        to: &[Body::Council, Body::Voluntary],
        due: 83,
        week: 55,
        quality: [true; 5],
        accepted: true,
    },
    Made {
        reference: "DA2",
        priority: "4",
        theme: "information_sharing",
        finding: (
            "domestic-abuse",
            3,
            "Audit of domestic abuse: the school was told late",
        ),
        text: "Schools are told before the next school day begins, whoever is away.",
        outcome: Some("A child who had a bad night is met by somebody who knows."),
        measure: "Notices sent before the bell, each month.",
        to: &[Body::Police, Body::Schools],
        due: 79,
        week: 55,
        quality: [true, true, true, true, false],
        accepted: true,
    },
    Made {
        reference: "SD1",
        priority: "5",
        theme: "information_sharing",
        finding: (
            "discussions-repeat",
            3,
            "Repeat of strategy discussions: the school heard late",
        ),
        text: "Decisions made after four o'clock reach the school the same evening.",
        outcome: None,
        measure: "Decisions that reached the school by the next morning, of ten.",
        to: &[Body::Council, Body::Police],
        due: 83,
        week: 66,
        quality: [true, true, false, true, false],
        accepted: true,
    },
    Made {
        reference: "NB1",
        priority: "1",
        theme: "voice_of_the_child",
        finding: (
            "neglect-repeat",
            2,
            "Repeat of neglect: the child's own words",
        ),
        text: "Young people over ten are asked by somebody they choose, more than once.",
        outcome: Some("Older children who live with neglect are heard as often as younger ones."),
        measure: "Plans of over-tens with their own words, of those read each quarter.",
        to: &[Body::Council, Body::Icb, Body::Schools],
        due: 92,
        week: 70,
        quality: [true; 5],
        accepted: true,
    },
    Made {
        reference: "EX1",
        priority: "2a",
        theme: "exploitation",
        finding: ("outside-home", 1, "Deep dive: the screening tool came late"),
        text: "Whoever sees the first sign can fill in the screening tool: patrol officers and \
               schools as well as social workers.",
        outcome: Some("Children are seen as harmed months earlier."),
        measure: "Days between the first sign and the screening.",
        to: &[Body::Police, Body::Schools],
        due: 96,
        week: 75,
        quality: [true, true, true, true, false],
        accepted: false,
    },
];

const EARLY_HELP: Post = Post("Head of Early Help", Body::Council);
const FORUM: Post = Post("Forum Coordinator", Body::Voluntary);
const PROTECTION: Post = Post("Detective Superintendent, Public Protection", Body::Police);
const NURSE: Post = Post("Designated Nurse Safeguarding Children", Body::Icb);

/// What is done about them, and in which week it was agreed.
const DONE: [(u16, Agreed); 4] = [
    (
        36,
        Agreed {
            reference: "1.6",
            priority: "1",
            parent: For::Recommendation("AN1"),
            text: "Plan one visit a month after school hours for every child with a neglect plan.",
            owners: &[EARLY_HELP],
            start: 37,
            due: Some(Due::Month(84)),
            measure: "Children seen after school hours, of those with a plan.",
            baseline: Some("2 of 10 plans with the child's own words."),
            stones: &[("Two of three areas plan such visits", None, Due::Month(58))],
        },
    ),
    (
        57,
        Agreed {
            reference: "4.5",
            priority: "4",
            parent: For::Recommendation("DA1"),
            text: "Ask each child who it wants to be asked by, and hold the plan until it was.",
            owners: &[EARLY_HELP, FORUM],
            start: 58,
            due: Some(Due::Month(83)),
            measure: "Safety plans with the child's own account.",
            baseline: Some("3 of 8 plans."),
            stones: &[],
        },
    ),
    (
        57,
        Agreed {
            reference: "4.6",
            priority: "4",
            parent: For::Recommendation("DA2"),
            text: "Send notices to schools by the safeguarding desk's rota, seven days a week.",
            owners: &[PROTECTION],
            start: 59,
            due: Some(Due::Month(82)),
            measure: "Notices sent before the bell.",
            baseline: Some("5 of 8 children."),
            stones: &[],
        },
    ),
    (
        74,
        Agreed {
            reference: "5.8",
            priority: "5",
            parent: For::Recommendation("AU2"),
            text: "Replace the shared mailbox by a call to the practitioner the child's record \
                   names.",
            owners: &[PROTECTION, NURSE],
            start: 75,
            due: Some(Due::Month(94)),
            measure: "Discussions with somebody from health who knows the child, of ten.",
            baseline: Some("4 of 10 discussions, as a year before."),
            stones: &[],
        },
    ),
];

/// What owners said of them before an executive: when, action, who, colour, progress, commentary.
const RATED: [(When, &str, Body, &str, &str, &str); 7] = [
    (
        on(46, TUE, 10),
        "1.6",
        Body::Council,
        "G",
        "Visits are planned so in one area.",
        "",
    ),
    (
        on(59, TUE, 10),
        "1.6",
        Body::Council,
        "A",
        "Two of three areas plan such visits.",
        "The third area has no cover after four o'clock until two posts are filled.",
    ),
    (
        on(72, TUE, 10),
        "1.6",
        Body::Council,
        "A",
        "Posts are filled; visits begin next month.",
        "Older children are still asked once. Recommendation NB1 speaks of them.",
    ),
    (
        on(59, WED, 10),
        "4.5",
        Body::Council,
        "G",
        "The question is part of the first call.",
        "",
    ),
    (
        on(72, WED, 10),
        "4.5",
        Body::Voluntary,
        "G",
        "Nineteen of 24 children named somebody; all were asked by that person.",
        "",
    ),
    (
        on(59, THU, 10),
        "4.6",
        Body::Police,
        "G",
        "The rota begins next week.",
        "",
    ),
    (
        on(72, THU, 10),
        "4.6",
        Body::Police,
        "A",
        "Notices go out on six days.",
        "Sundays wait for the new shift plan, and Monday's bell is when it matters most.",
    ),
];

pub(super) fn tell(story: &mut Story) {
    for made in &MADE {
        make(story, made);
    }
    for (week, agreed) in &DONE {
        actions::agree(story, agreed, on(*week, TUE, 13));
        for post in agreed.owners {
            let accepts = OfAction::AcceptAction {
                agency: Some(post.1.id()),
            };
            let stream = action(agreed.reference);
            story.step(on(*week, FRI, 10), lead(post.1), stream, accepts);
        }
    }
    for said in RATED {
        rate(story, said);
    }
    discussions(story);
}

fn make(story: &mut Story, made: &Made) {
    let (audit, number, title) = made.finding;
    let stream = recommendation(made.reference);
    let command = Command::MakeRecommendation {
        reference: made.reference.to_owned(),
        plan: Some(plan_id()),
        priority: Some(priority(made.priority)),
        theme: Some(made.theme.to_owned()),
        sources: vec![Source {
            kind: SourceKind::Finding,
            id: Some(finding(audit, number).0),
            title: title.into(),
        }],
        text: made.text.into(),
        addressees: made.to.iter().map(|body| body.id()).collect(),
        outcome: made.outcome.map(Text::from),
        measure: Some(made.measure.into()),
        level: Level::Local,
        due: Some(story.dates.month_end(made.due)),
    };
    let questions = [
        QualityQuestion::Addressee,
        QualityQuestion::Date,
        QualityQuestion::Outcome,
        QualityQuestion::Cause,
        QualityQuestion::MoreThanTrainingOrProcedure,
    ];
    let answers = questions
        .into_iter()
        .zip(made.quality)
        .map(|(question, holds)| QualityAnswer { question, holds })
        .collect();
    let checked = Command::CheckRecommendationQuality { answers };
    story
        .step(on(made.week, THU, 10), PQA, stream, command)
        .and(stream, checked);
    if made.accepted {
        for (body, day) in made.to.iter().zip(MON..) {
            let accepts = Command::AcceptRecommendation { agency: body.id() };
            story.step(on(made.week + 1, day, 13), lead(*body), stream, accepts);
        }
    }
}

fn rate(story: &mut Story, said: (When, &str, Body, &str, &str, &str)) {
    let (when, reference, body, code, progress, commentary) = said;
    let stream = action(reference);
    let reported = OfAction::ReportProgress {
        text: progress.into(),
    };
    let rated = OfAction::RateAction {
        code: code.to_owned(),
        commentary: (!commentary.is_empty()).then(|| commentary.into()),
        as_at: story.dates.day(when),
        external_cause: None,
    };
    story
        .step(when, lead(body), stream, reported)
        .and(stream, rated);
}

/// Closed as done, and opened again when the same was found a year later.
fn discussions(story: &mut Story) {
    let stream = recommendation("AU2");
    let reported = Command::ReportImplementation {
        agency: Some(Body::Icb.id()),
        report: "A duty list of safeguarding nurses is with the referral unit.".into(),
    };
    story.step(on(46, MON, 10), lead(Body::Icb), stream, reported);
    let verified = Command::VerifyImplementation {
        how: "The list was seen at the unit, with a nurse on it for every day of the month.".into(),
    };
    story.step(on(48, MON, 10), PQA, stream, verified);
    let judged = Command::JudgeRecommendationImpact {
        judgement: Impact::Some,
        evidence: Vec::new(),
        explanation: "Officers say that they reach somebody from health more often. Whether that \
                      person knows the child was not looked at."
            .into(),
    };
    story
        .step(on(54, WED, 10), PQA, stream, judged)
        .and(stream, Command::CloseRecommendation {});
    story
        .step(
            on(66, MON, 11),
            PQA,
            stream,
            Command::ReopenRecommendation {},
        )
        .because(
            "The repeat audit found it in 4 of 10 discussions, as a year before. The list was \
             done; practice is no better.",
        );
}
