//! Neglect: the audit of last year, and the same questions a year later.

use super::super::audit_programme::Year;
use super::super::cast::Body;
use super::{Asked, Audit, Compared, Earlier, Ended, Found, Heard, Moderated, Sample};
use events::audit::{AuditKind, FindingKind, Judgement, Worked};
use events::audit_case::FamilyVoice;

const TOOL: [Asked; 3] = [
    Asked {
        words: "Is the neglect tool on file, and did it shape what was done?",
        well: "The tool is on file from the first visit, and the plan follows what it showed.",
        badly: "The tool was not used before the referral; concerns are spread over the record.",
    },
    Asked {
        words: "What did the child say about home, and where is it written?",
        well: "The child was seen alone twice. The child's own words are quoted in the plan.",
        badly: "The record says how the child looked. It does not say what the child said.",
    },
    Asked {
        words: "What did the agencies around the child do together?",
        well: "Each knew what the others did; the plan was changed when the school asked for it.",
        badly: "Each acted on its own. Nobody put the missed appointments beside the home visits.",
    },
];

const AGENCIES: [Body; 4] = [Body::Council, Body::Icb, Body::Schools, Body::Police];

pub(super) const BEFORE: Audit = Audit {
    name: "neglect",
    year: Year::Last,
    number: 1,
    kind: AuditKind::MultiAgency,
    title: "Neglect: is it recognised, and answered together?",
    question: "When a child lives with neglect, who sees it first, and what do we do together?",
    cohort: "Children referred for neglect in the last two quarters, at home at the time.",
    theme: "neglect",
    method: "Each agency reads its own record with the same questions; the group then reads all \
             returns of a child side by side.",
    agencies: &AGENCIES,
    planned: 11,
    repeat_of: None,
    commissioned: 19,
    due: 24,
    report: 29,
    tool: &TOOL,
    sample: Sample {
        prefix: "N",
        how: "Every fourth referral of the two quarters, counted from a number drawn by lot.",
        cases: "
            0     not      white home cp   : WC RI ICB RI : RI RI
            1-4   not      white home cp   : WC I ICB RI Police G : I I
            1-4   disabled mixed home need : WC RI ICB RI : RI RI
            5-9   not      asian home need : WC G ICB G WSA RI : G RI
            5-9   not      white home cp   : WC RI WSA RI Police RI : RI RI
            5-9   disabled white home need : WC RI ICB RI WSA G : RI RI
            10-15 not      black home need : WC G WSA G : G G
            10-15 not      white home cp   : WC RI WSA I Police RI : I RI
            10-15 ?        other home help : WC G ICB G WSA G : G G
            10-15 not      white kin  need : WC RI WSA RI : RI RI
            1-4   not      white home help : WC G ICB G : G G
        ",
        drawn: 20,
        frozen: Some(20),
        asked: Some(20),
        excluded: &[(
            11,
            25,
            "The family had moved away before the second quarter, and half of the record is with \
             another authority.",
        )],
        given_back: &[],
    },
    heard: &[
        Heard::Practitioner(
            2,
            Body::Icb,
            "I wrote down every missed appointment. I never saw them on one page until now.",
        ),
        Heard::Family(
            7,
            FamilyVoice::Child,
            "They asked my mum about the house. Nobody asked me.",
        ),
        Heard::Family(
            5,
            FamilyVoice::Parent,
            "It got better when one person came, and not three who each asked the same.",
        ),
    ],
    moderated: Some(Moderated {
        week: 26,
        there: &[Body::Council, Body::Icb, Body::Schools, Body::Police],
        away: &[Body::Voluntary],
        moved: &[
            (
                4,
                "The school had written to two agencies and got no answer. Practice at home was \
                 good; the answer to the school was not.",
            ),
            (
                8,
                "The school graded itself low for a late call. The call was made the next day, \
                 and the child was seen.",
            ),
        ],
    }),
    found: Some(27),
    findings: &[
        Found {
            kind: FindingKind::Strength,
            statement: "Conditions at home were seen by a practitioner and described in plain \
                        words.",
            x: 8,
            theme: "neglect",
            why: Some("Visits are made in pairs since the early help teams were joined."),
            earlier: None,
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Improvement,
            statement: "The record does not have the child's own words about home.",
            x: 8,
            theme: "voice_of_the_child",
            why: Some(
                "Forms ask how the child presents. Visits are planned around adults' hours, when \
                 children are at school.",
            ),
            earlier: None,
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Improvement,
            statement: "The neglect tool was not on file when the child was referred.",
            x: 8,
            theme: "neglect",
            why: Some("Three tools were in use, and none of them travelled with the referral."),
            earlier: Some(Earlier {
                findings: &[],
                recommendations: &["LR1"],
                done: "One tool is being tested with two teams; it has not reached the referral \
                       form.",
                worked: Worked::NotKnown,
            }),
            no_recommendation: Some(
                "Recommendation LR1 asks for one tool already, and its actions are under way. \
                 Saying it twice would not bring it sooner.",
            ),
        },
    ],
    compared: &[],
    ended: Ended {
        approved: Some((28, None)),
        presented: Some((32, "quality-3")),
        told: &[(
            30,
            "Team managers of early help, health visiting and schools",
            "A seven-minute briefing, talked through in team meetings.",
        )],
        closed: Some(34),
    },
};

pub(super) const AGAIN: Audit = Audit {
    name: "neglect-repeat",
    year: Year::This,
    number: 4,
    kind: AuditKind::Repeat,
    title: "Neglect, looked at again with the same questions",
    question: "Do children who live with neglect now get one tool, one plan, and a hearing?",
    cohort: "Children referred for neglect in the last two quarters, at home at the time.",
    theme: "neglect",
    method: "The questions, the way of drawing the sample and the grades are those of the audit \
             before.",
    agencies: &AGENCIES,
    planned: 10,
    repeat_of: Some("neglect"),
    commissioned: 60,
    due: 65,
    report: 70,
    tool: &TOOL,
    sample: Sample {
        prefix: "R",
        how: "Every fourth referral of the two quarters, counted from a number drawn by lot.",
        cases: "
            0     not      mixed home cp   : WC G ICB G : G G
            1-4   disabled white home cp   : WC G ICB G Police G : G G
            1-4   not      white home need : WC O ICB G : G O
            5-9   not      black home need : WC G ICB G WSA G : G G
            5-9   not      white home cp   : WC G WSA G Police RI : G G
            5-9   disabled asian home need : WC RI ICB RI WSA RI : RI RI
            10-15 not      white home need : WC G WSA G : G RI
            10-15 not      white kin  cp   : WC RI WSA G Police RI : RI RI
            10-15 not      other home help : WC G ICB G WSA G : G G
            16+   ?        white home need : WC G WSA G : G G
        ",
        drawn: 61,
        frozen: Some(61),
        asked: Some(61),
        excluded: &[],
        given_back: &[],
    },
    heard: &[
        Heard::Practitioner(
            3,
            Body::Council,
            "The tool gave the mother and me the same picture to look at. We argued less.",
        ),
        Heard::Family(
            4,
            FamilyVoice::Child,
            "I drew my room and she put it in the letter.",
        ),
        Heard::Family(
            8,
            FamilyVoice::Carer,
            "The plan says what the boy wants. I had not read that anywhere before.",
        ),
    ],
    moderated: Some(Moderated {
        week: 68,
        there: &[Body::Council, Body::Icb, Body::Schools],
        away: &[Body::Police],
        moved: &[
            (
                3,
                "The plan was built from the child's drawing and changed the family's housing. \
                 The group sees more than sound practice here.",
            ),
            (
                7,
                "The tool is on file, but nobody spoke with the young person after the second \
                 month.",
            ),
        ],
    }),
    found: Some(69),
    findings: &[
        Found {
            kind: FindingKind::Strength,
            statement: "The neglect tool was on file when the child was referred.",
            x: 9,
            theme: "neglect",
            why: Some("The tool is part of the referral form, which cannot be sent without it."),
            earlier: Some(Earlier {
                findings: &[("neglect", 3)],
                recommendations: &["LR1"],
                done: "One tool was chosen, tested and built into the referral form.",
                worked: Worked::Yes,
            }),
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Development,
            statement: "The record does not have the child's own words about home.",
            x: 5,
            theme: "voice_of_the_child",
            why: Some("Younger children are asked with drawings now. Older ones are asked once."),
            earlier: Some(Earlier {
                findings: &[("neglect", 2)],
                recommendations: &["AN1"],
                done: "Visits after school were agreed in two of three areas.",
                worked: Worked::Partly,
            }),
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Development,
            statement: "Fathers who live elsewhere are named in the plan and have no part in it.",
            x: 6,
            theme: "neglect",
            why: Some("Addresses are asked for once, and the mother is asked to tell the father."),
            earlier: None,
            no_recommendation: None,
        },
    ],
    compared: &[
        Compared {
            measure: "Neglect tool on file when the child was referred",
            before: (2, 10),
            now: (9, 10),
            judgement: Judgement::Improved,
        },
        Compared {
            measure: "Child's own words about home on file",
            before: (2, 10),
            now: (5, 10),
            judgement: Judgement::TooSmallToConclude,
        },
    ],
    ended: Ended {
        approved: Some((70, None)),
        presented: Some((71, "quality-6")),
        told: &[(
            72,
            "Everybody who makes or takes referrals for neglect",
            "A page with the two figures side by side, and a lunch hour in each locality.",
        )],
        closed: None,
    },
};
