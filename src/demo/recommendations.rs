//! The recommendations: where they come from, who answered what, and how far they came.

use super::cast::{
    Body, CHAIR, CSPR, MANAGER, PQA, Who, evidence, inspection_finding, lead, plan_id, priority,
    recommendation,
};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::{Ruling, Story};
use events::action::Impact;
use events::recommendation::{Command, Level, QualityAnswer, QualityQuestion, Source, SourceKind};
use events::text::Text;

struct Made {
    reference: &'static str,
    priority: &'static str,
    theme: &'static str,
    sources: &'static [(SourceKind, &'static str)],
    text: &'static str,
    outcome: Option<&'static str>,
    measure: Option<&'static str>,
    to: &'static [Body],
    level: Level,
    due: Option<u16>,
    when: When,
}

const LARCH: (SourceKind, &str) = (SourceKind::PracticeReview, "Local review Larch");
const INSPECTION: (SourceKind, &str) = (SourceKind::Inspection, "JTAI of the front door");

const MADE: [Made; 10] = [
    Made {
        reference: "LR1",
        priority: "1",
        theme: "neglect",
        sources: &[
            LARCH,
            (SourceKind::Finding, "Multi-agency audit of neglect"),
        ],
        text: "All agencies use one tool to describe neglect, and share what it says at every \
               multi-agency meeting.",
        outcome: Some("Children who live with neglect get one plan, sooner."),
        measure: Some("The tool is on file in nine of ten referrals for neglect."),
        to: &[Body::Council, Body::Icb, Body::Schools],
        level: Level::Local,
        due: Some(44),
        when: on(1, TUE, 10),
    },
    Made {
        reference: "LR2",
        priority: "3",
        theme: "infants",
        sources: &[LARCH],
        text: "Fathers and partners are found, spoken to and assessed whenever a baby may be at \
               risk, whether or not they live in the home.",
        outcome: Some("No plan for a baby rests on one parent's account alone."),
        measure: Some("Yearly audit of pre-birth plans."),
        to: &[Body::Council, Body::Trust, Body::Probation],
        level: Level::Local,
        due: Some(62),
        when: on(1, TUE, 10),
    },
    Made {
        reference: "LR3",
        priority: "5",
        theme: "supervision",
        sources: &[LARCH],
        text: "Practitioners who work with long-standing neglect have reflective supervision \
               every month.",
        outcome: Some("Drift is noticed by somebody who is not in the middle of it."),
        measure: None,
        to: &[Body::Council, Body::Icb],
        level: Level::Local,
        due: None,
        when: on(1, TUE, 10),
    },
    Made {
        reference: "AU1",
        priority: "1",
        theme: "neglect",
        sources: &[(SourceKind::Finding, "Multi-agency audit of neglect")],
        text: "A child who is not brought to an appointment is followed up as a child who may be \
               neglected, not discharged.",
        outcome: Some("Missed care is noticed as a sign."),
        measure: Some("Discharges after missed appointments without a call to another agency."),
        to: &[Body::Icb, Body::Trust],
        level: Level::Local,
        due: Some(44),
        when: on(1, WED, 11),
    },
    Made {
        reference: "IN1",
        priority: "5",
        theme: "information_sharing",
        sources: &[INSPECTION],
        text: "Strategy discussions include health every time, and their decisions reach every \
               agency the same day.",
        outcome: Some("Decisions rest on what all agencies know."),
        measure: Some("Dip sample of twenty discussions each quarter."),
        to: &[Body::Police, Body::Council, Body::Icb],
        level: Level::Local,
        due: Some(49),
        when: on(1, WED, 14),
    },
    Made {
        reference: "IN2",
        priority: "2a",
        theme: "missing",
        sources: &[INSPECTION],
        text: "Conversations after a child returns from being missing are held in time and used.",
        outcome: Some("What children say about where they were changes their plan."),
        measure: None,
        to: &[Body::Council, Body::Police],
        level: Level::Local,
        due: Some(49),
        when: on(1, WED, 14),
    },
    Made {
        reference: "NR1",
        priority: "2a",
        theme: "exploitation",
        sources: &[(
            SourceKind::NationalReview,
            "National review of criminal exploitation",
        )],
        text: "Children at risk from exploitation are screened with one tool, at first contact, \
               and relationships are kept when plans change.",
        outcome: Some("Children are seen as children who are harmed before they are arrested."),
        measure: Some("Screening on file within five working days of first contact."),
        to: &[Body::Police, Body::Council, Body::YouthJustice],
        level: Level::National,
        due: Some(62),
        when: on(1, THU, 10),
    },
    Made {
        reference: "SR4",
        priority: "3",
        theme: "infants",
        sources: &[(
            SourceKind::PracticeReview,
            "Earlier serious case review Hazel",
        )],
        text: "Midwives refer unborn babies at risk by the sixteenth week.",
        outcome: None,
        measure: None,
        to: &[Body::Trust],
        level: Level::Local,
        due: None,
        when: on(1, THU, 14),
    },
    Made {
        reference: "RR1",
        priority: "3",
        theme: "infants",
        sources: &[(SourceKind::LearningPoint, "Rapid review Alder")],
        text: "Unborn babies at risk are referred and assessed early enough for a plan before \
               they are born.",
        outcome: Some("No baby leaves hospital without a plan that was agreed before birth."),
        measure: Some("Week of pregnancy at the start of assessment."),
        to: &[Body::Trust, Body::Council, Body::Icb],
        level: Level::Local,
        due: Some(75),
        when: on(3, MON, 10),
    },
    Made {
        reference: "AR1",
        priority: "4",
        theme: "domestic_abuse",
        sources: &[(SourceKind::AnnualReport, "Yearly report of the partnership")],
        text: "What children live through is written into risk conference records in their own \
               words.",
        outcome: Some("Safety plans name the child and what the child asked for."),
        measure: Some("Dip sample of conference records."),
        to: &[Body::Police, Body::Voluntary],
        level: Level::Local,
        due: Some(49),
        when: on(3, MON, 11),
    },
];

pub(super) fn tell(story: &mut Story) {
    for made in &MADE {
        make(story, made);
    }
    quality(story);
    answers(story);
    lineage(story);
    earlier(story);
    neglect_tool(story);
    missed_appointments(story);
    strategy_discussions(story);
}

fn make(story: &mut Story, made: &Made) {
    let source = |(kind, title): &(SourceKind, &str)| Source {
        kind: *kind,
        // What an inspection of this record found has its own id.
        id: (*kind == SourceKind::Inspection).then(|| inspection_finding(made.reference).0),
        title: (*title).into(),
    };
    let command = Command::MakeRecommendation {
        reference: made.reference.to_owned(),
        plan: Some(plan_id()),
        priority: Some(priority(made.priority)),
        theme: Some(made.theme.to_owned()),
        sources: made.sources.iter().map(source).collect(),
        text: made.text.into(),
        addressees: made.to.iter().map(|body| body.id()).collect(),
        outcome: made.outcome.map(Text::from),
        measure: made.measure.map(Text::from),
        level: made.level,
        due: made.due.map(|week| story.dates.month_end(week)),
    };
    let stream = recommendation(made.reference);
    // The plan has to be there first, so what was known before it is entered as it is drafted.
    let week = if made.when < on(2, WED, 12) {
        on(2, THU, made.when.hour())
    } else {
        made.when
    };
    let happened = story.dates.day(made.when);
    let step = story.step(week, MANAGER, stream, command);
    if week != made.when {
        step.happened(happened);
    }
}

fn quality(story: &mut Story) {
    use QualityQuestion::{Addressee, Cause, Date, MoreThanTrainingOrProcedure, Outcome};
    let checked = [
        ("LR1", [true, true, true, true, true]),
        ("LR2", [true, true, true, true, true]),
        ("LR3", [true, false, true, true, true]),
        ("AU1", [true, true, true, false, true]),
        ("IN1", [true, true, true, false, true]),
        ("RR1", [true, true, true, false, false]),
    ];
    for (reference, holds) in checked {
        let questions = [Addressee, Date, Outcome, Cause, MoreThanTrainingOrProcedure];
        let answers = questions
            .into_iter()
            .zip(holds)
            .map(|(question, holds)| QualityAnswer { question, holds })
            .collect();
        let check = Command::CheckRecommendationQuality { answers };
        story.step(on(4, TUE, 11), PQA, recommendation(reference), check);
    }
}

fn answers(story: &mut Story) {
    let accepted: [(&str, &[Body]); 8] = [
        ("LR1", &[Body::Council, Body::Icb, Body::Schools]),
        ("LR2", &[Body::Council, Body::Trust]),
        ("LR3", &[Body::Council, Body::Icb]),
        ("AU1", &[Body::Icb, Body::Trust]),
        ("IN1", &[Body::Police, Body::Council, Body::Icb]),
        ("NR1", &[Body::Council, Body::YouthJustice]),
        ("RR1", &[Body::Trust, Body::Council]),
        ("AR1", &[Body::Police, Body::Voluntary]),
    ];
    for ((reference, by), day) in accepted
        .into_iter()
        .zip([MON, TUE, WED, THU].into_iter().cycle())
    {
        for body in by {
            let accepts = Command::AcceptRecommendation { agency: body.id() };
            story.step(
                on(5, day, 11),
                lead(*body),
                recommendation(reference),
                accepts,
            );
        }
    }
    let partly = Command::PartlyAcceptRecommendation {
        agency: Body::Police.id(),
    };
    let step = story.step(
        on(5, THU, 14),
        lead(Body::Police),
        recommendation("NR1"),
        partly,
    );
    step.because(
        "The force accepts one screening tool at first contact. It cannot promise that the same \
         officer stays with a child when posts rotate each year.",
    );
    let declined = Command::DeclineRecommendation {
        agency: Body::Probation.id(),
    };
    let step = story.step(
        on(5, FRI, 10),
        lead(Body::Probation),
        recommendation("LR2"),
        declined,
    );
    step.because(
        "Probation shares what it knows about fathers on request. It holds no contact with \
         families before sentence and cannot assess them.",
    );
}

fn lineage(story: &mut Story) {
    let repeats = Command::LinkEarlierRecommendation {
        earlier: recommendation("SR4"),
    };
    let step = story.step(on(4, WED, 10), CSPR, recommendation("RR1"), repeats);
    step.because("The rapid review found the same late referrals as the review six years before.");
    let merged = Command::MergeRecommendation {
        into: recommendation("NR1"),
    };
    let step = story.step(on(7, MON, 11), MANAGER, recommendation("IN2"), merged);
    step.because("Both ask for the same conversations with the same children.");
    let amended = Command::AmendRecommendation {
        text: None,
        addressees: None,
        outcome: None,
        measure: Some("Share of assessments begun before the twenty-first week.".into()),
        due: None,
    };
    let step = story.step(on(22, TUE, 10), CSPR, recommendation("RR1"), amended);
    step.because("The count of weeks said nothing about those that came late.");
}

/// What became of the recommendation that a later one repeats: it was closed years before, and
/// entered for the lineage only.
fn earlier(story: &mut Story) {
    let stream = recommendation("SR4");
    let accepts = Command::AcceptRecommendation {
        agency: Body::Trust.id(),
    };
    story.step(on(3, TUE, 9), lead(Body::Trust), stream, accepts);
    let reported = Command::ReportImplementation {
        agency: Some(Body::Trust.id()),
        report: "Procedure rewritten and sixty midwives trained, as the old board's minutes have \
                 it."
        .into(),
    };
    story.step(on(3, TUE, 10), lead(Body::Trust), stream, reported);
    let verified = Command::VerifyImplementation {
        how: "Read in the minutes of the old board.".into(),
    };
    story.step(on(3, TUE, 11), CSPR, stream, verified);
    let judged = Command::JudgeRecommendationImpact {
        judgement: Impact::None,
        evidence: Vec::new(),
        explanation: "Training was counted; whether referrals came earlier was never looked at."
            .into(),
    };
    story
        .step(on(3, TUE, 14), CSPR, stream, judged)
        .and(stream, Command::CloseRecommendation {});
}

fn neglect_tool(story: &mut Story) {
    let stream = recommendation("LR1");
    let reports: [(Body, &str); 3] = [
        (
            Body::Council,
            "The tool is part of every early help assessment and every referral.",
        ),
        (
            Body::Icb,
            "Health visitors and school nurses record it at each review.",
        ),
        (
            Body::Schools,
            "Eleven of twelve schools in the sample use it before they refer.",
        ),
    ];
    for (body, report) in reports {
        let reported = Command::ReportImplementation {
            agency: Some(body.id()),
            report: report.into(),
        };
        story.step(on(49, WED, 10), lead(body), stream, reported);
    }
    let verified = Command::VerifyImplementation {
        how: "Twenty referrals drawn by the quality assurance coordinator: the tool was on file \
              in eighteen."
            .into(),
    };
    story.step(on(51, TUE, 11), PQA, stream, verified);
    let judged = Command::JudgeRecommendationImpact {
        judgement: Impact::Some,
        evidence: vec![
            evidence("neglect-repeat-audit"),
            evidence("neglect-children"),
        ],
        explanation: "Plans come two months sooner than at the start. Children say that people \
                      now ask about home; three of nine say it got better."
            .into(),
    };
    story
        .step(on(58, WED, 14), PQA, stream, judged)
        .ruled(Ruling("quality-5", None));
    story.step(
        on(61, TUE, 14),
        PQA,
        stream,
        Command::CloseRecommendation {},
    );
}

fn missed_appointments(story: &mut Story) {
    let stream = recommendation("AU1");
    for body in [Body::Icb, Body::Trust] {
        let reported = Command::ReportImplementation {
            agency: Some(body.id()),
            report: "The follow-up rule is in the contract and in the booking system.".into(),
        };
        story.step(on(53, MON, 14), lead(body), stream, reported);
    }
    let verified = Command::VerifyImplementation {
        how: "Booking system seen at two clinics; the rule cannot be skipped.".into(),
    };
    story.step(on(55, TUE, 10), PQA, stream, verified);
    let closed = Command::CloseWithoutImpactEvidence {};
    let step = story.step(on(60, THU, 15), CHAIR, stream, closed);
    step.ruled(Ruling("executive-5", Some("close missed appointments")));
    step.because(
        "The audit that would show the difference was dropped from this year's programme. The \
         executive closes the recommendation knowing that impact is not shown.",
    );
}

fn strategy_discussions(story: &mut Story) {
    let stream = recommendation("IN1");
    let who: Who = lead(Body::Police);
    let reported = Command::ReportImplementation {
        agency: Some(Body::Police.id()),
        report: "Health is invited to each discussion by the referral unit's own system.".into(),
    };
    story.step(on(57, THU, 11), who, stream, reported);
}
