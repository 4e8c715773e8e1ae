//! Strategy discussions: the dip sample of last year, and the same look this year, which found
//! practice no better.

use super::super::audit_programme::Year;
use super::super::cast::Body;
use super::{Asked, Audit, Compared, Earlier, Ended, Found, Heard, Moderated, Sample};
use events::audit::{AuditKind, FindingKind, Judgement, Worked};

const TOOL: [Asked; 3] = [
    Asked {
        words: "Who took part, and did each of them know the child?",
        well: "All three were there. The health visitor who knows the child was on the line.",
        badly: "Health was asked an hour before and sent somebody who had not met the child.",
    },
    Asked {
        words: "What was decided, and what did it rest on?",
        well: "The decision names what each agency knew and what is still not known.",
        badly: "The decision is one sentence. What it rests on is not written down.",
    },
    Asked {
        words: "Who was told of the decision, and when?",
        well: "Everybody was told the same day, the school in time for the end of lessons.",
        badly: "The school heard of it three days later from the parent.",
    },
];

const AGENCIES: [Body; 3] = [Body::Police, Body::Council, Body::Icb];

pub(super) const BEFORE: Audit = Audit {
    name: "discussions",
    year: Year::Last,
    number: 2,
    kind: AuditKind::DipSample,
    title: "Strategy discussions: who was there, and who heard of it?",
    question: "Do strategy discussions rest on what all agencies know of the child?",
    cohort: "Children for whom a strategy discussion was held in the last quarter.",
    theme: "information_sharing",
    method: "The record of each discussion is read by two readers from different agencies.",
    agencies: &AGENCIES,
    planned: 10,
    repeat_of: None,
    commissioned: 20,
    due: 26,
    report: 32,
    tool: &TOOL,
    sample: Sample {
        prefix: "S",
        how: "The first ten discussions of the quarter that were held on a weekday.",
        cases: "
            0     not      white home   cp           : Police RI WC RI ICB RI : RI RI
            0     not      black home   need         : Police G WC G ICB G : G G
            1-4   not      white home   cp           : Police RI WC G ICB RI : RI RI
            1-4   disabled white foster looked-after : Police G WC G ICB G : G G
            5-9   not      mixed home   need         : Police RI WC RI ICB I : I RI
            5-9   not      white home   cp           : Police G WC G : RI RI
            5-9   ?        asian home   need         : Police G WC G ICB G : G G
            10-15 not      white home   cp           : Police RI WC RI ICB RI : RI RI
            10-15 not      white kin    need         : Police G WC RI : RI RI
            16+   not      other alone  leaver       : Police RI WC G ICB G : G G
        ",
        drawn: 21,
        frozen: Some(21),
        asked: Some(22),
        excluded: &[],
        given_back: &[],
    },
    heard: &[Heard::Practitioner(
        5,
        Body::Icb,
        "I was told when and where after it was over. I had seen the child the day before.",
    )],
    moderated: Some(Moderated {
        week: 29,
        there: &[Body::Police, Body::Council, Body::Icb],
        away: &[],
        moved: &[(
            5,
            "Health graded itself inadequate because it was not there. It was not asked; the \
             child was seen and safe the same evening.",
        )],
    }),
    found: Some(30),
    findings: &[
        Found {
            kind: FindingKind::Improvement,
            statement: "Nobody from health who knows the child took part in the discussion.",
            x: 6,
            theme: "information_sharing",
            why: Some(
                "Invitations go to a shared mailbox, which is read twice a day; discussions are \
                 called within hours.",
            ),
            earlier: Some(Earlier {
                findings: &[],
                recommendations: &["IN1"],
                done: "The unit sends its invitations earlier in the day where it can.",
                worked: Worked::No,
            }),
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Strength,
            statement: "The discussion was held on the day of the referral or the day after.",
            x: 9,
            theme: "information_sharing",
            why: None,
            earlier: None,
            no_recommendation: None,
        },
    ],
    compared: &[],
    ended: Ended {
        approved: Some((31, None)),
        presented: Some((32, "quality-3")),
        told: &[(
            33,
            "The referral unit, duty teams and safeguarding nurses",
            "The readers showed two discussions, one good and one not, at the duty handover.",
        )],
        closed: Some(37),
    },
};

pub(super) const AGAIN: Audit = Audit {
    name: "discussions-repeat",
    year: Year::This,
    number: 2,
    kind: AuditKind::Repeat,
    title: "Strategy discussions, looked at again",
    question: "Does somebody from health who knows the child take part now?",
    cohort: "Children for whom a strategy discussion was held in the last quarter.",
    theme: "information_sharing",
    method: "The record of each discussion is read by two readers from different agencies, as \
             before.",
    agencies: &AGENCIES,
    planned: 10,
    repeat_of: Some("discussions"),
    commissioned: 57,
    due: 62,
    report: 67,
    tool: &TOOL,
    sample: Sample {
        prefix: "T",
        how: "The first ten discussions of the quarter that were held on a weekday.",
        cases: "
            0     not      white home   cp           : Police RI WC RI ICB RI : RI RI
            1-4   not      asian home   need         : Police G WC G ICB G : G G
            1-4   disabled white home   cp           : Police G WC RI ICB RI : RI RI
            5-9   not      white home   cp           : Police G WC G ICB G : G G
            5-9   not      black foster looked-after : Police G WC RI ICB RI : G RI
            5-9   not      white home   need         : Police RI WC RI : RI RI
            10-15 not      white home   cp           : Police G WC G ICB G : G G
            10-15 disabled mixed home   need         : Police RI WC RI ICB I : RI RI
            10-15 not      white kin    cp           : Police G WC G ICB G : RI G
            16+   ?        white home   need         : Police G WC RI ICB ask : RI RI
        ",
        drawn: 58,
        frozen: Some(58),
        asked: Some(58),
        excluded: &[],
        given_back: &[],
    },
    heard: &[
        Heard::Practitioner(
            8,
            Body::Police,
            "I ring the mailbox number and nobody answers. I write that I tried and go on.",
        ),
        Heard::Practitioner(
            4,
            Body::Council,
            "When the school nurse was there, we stopped guessing.",
        ),
    ],
    moderated: Some(Moderated {
        week: 64,
        there: &[Body::Police, Body::Council],
        away: &[Body::Icb],
        moved: &[
            (
                5,
                "The record is tidy, but the carer, who knew most, was not asked by anybody.",
            ),
            (
                9,
                "The discussion was short because everything was known and written down. The \
                 peer had not seen the second page.",
            ),
        ],
    }),
    found: Some(65),
    findings: &[
        Found {
            kind: FindingKind::Improvement,
            statement: "Nobody from health who knows the child took part in the discussion.",
            x: 6,
            theme: "information_sharing",
            why: Some(
                "The mailbox is still the only way in. Somebody from health is there more often, \
                 but it is whoever is on duty.",
            ),
            earlier: Some(Earlier {
                findings: &[("discussions", 1)],
                recommendations: &["AU2"],
                done: "A duty list of safeguarding nurses was made, and closed as done.",
                worked: Worked::No,
            }),
            no_recommendation: Some(
                "Recommendation AU2 asked for this and was closed too early. It is opened again \
                 instead of being made twice.",
            ),
        },
        Found {
            kind: FindingKind::Strength,
            statement: "The decision names what is not known and who finds it out.",
            x: 7,
            theme: "information_sharing",
            why: Some("The form has a line for it since last year."),
            earlier: None,
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Development,
            statement: "The school heard of the decision later than the next morning.",
            x: 3,
            theme: "information_sharing",
            why: Some("Decisions made after four o'clock wait for the next day's post round."),
            earlier: None,
            no_recommendation: None,
        },
    ],
    compared: &[
        Compared {
            measure: "Somebody from health who knows the child took part",
            before: (4, 10),
            now: (4, 10),
            judgement: Judgement::NotImproved,
        },
        Compared {
            measure: "The school heard of the decision by the next morning",
            before: (5, 10),
            now: (7, 10),
            judgement: Judgement::TooSmallToConclude,
        },
    ],
    ended: Ended {
        approved: Some((
            67,
            Some(
                "One return of health did not come. The discussion it speaks of was one without \
                 health, so it would change no figure.",
            ),
        )),
        presented: Some((71, "quality-6")),
        told: &[],
        closed: None,
    },
};
