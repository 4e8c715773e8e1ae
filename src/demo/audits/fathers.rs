//! Fathers and partners before a birth: the audit of last year, and the one whose grades have just
//! been agreed.

use super::super::audit_programme::Year;
use super::super::cast::Body;
use super::{Asked, Audit, Earlier, Ended, Found, Heard, Moderated, Sample};
use events::audit::{AuditKind, FindingKind, Worked};
use events::audit_case::FamilyVoice;

const TOOL: [Asked; 3] = [
    Asked {
        words: "Who is the father or partner, and who has spoken with him?",
        well: "He was met twice, once without the mother. What he wants for the baby is written.",
        badly: "His first name is in the booking notes. Nobody has asked where he lives.",
    },
    Asked {
        words: "What is known about risk from him, and about what he can give?",
        well: "Police and probation were asked in time; his own mother helps and is in the plan.",
        badly: "Checks were asked for after the baby was born.",
    },
    Asked {
        words: "Does the plan name him, and does he know it?",
        well: "He signed the plan and has a copy.",
        badly: "The plan speaks of the parents and means the mother.",
    },
];

const AGENCIES: [Body; 3] = [Body::Trust, Body::Council, Body::Icb];

pub(super) const BEFORE: Audit = Audit {
    name: "fathers",
    year: Year::Last,
    number: 3,
    kind: AuditKind::Thematic,
    title: "Pre-birth plans: where are the fathers?",
    question: "Are fathers and partners found, spoken to and assessed before the birth?",
    cohort: "Unborn babies with a plan before birth in the last half-year.",
    theme: "infants",
    method: "Midwives, social workers and health visitors read the same plan together.",
    agencies: &AGENCIES,
    planned: 6,
    repeat_of: None,
    commissioned: 24,
    due: 30,
    report: 36,
    tool: &TOOL,
    sample: Sample {
        prefix: "F",
        how: "All plans of the half-year in which a partner is mentioned anywhere.",
        cases: "
            unborn ?   white home cp   : WHCT RI WC RI ICB G : RI RI
            unborn ?   black home need : WHCT G WC G ICB G : G G
            unborn ?   white home cp   : WHCT I WC RI : I I
            unborn ?   asian kin  need : WHCT RI WC RI ICB RI : RI RI
            unborn ?   mixed home need : WHCT G WC G : G G
            0      not white home cp   : WHCT RI WC RI ICB RI : RI RI
        ",
        drawn: 25,
        frozen: Some(25),
        asked: Some(26),
        excluded: &[],
        given_back: &[],
    },
    heard: &[Heard::Family(
        2,
        FamilyVoice::Parent,
        "I came to every appointment. The letters still went to her only.",
    )],
    moderated: Some(Moderated {
        week: 33,
        there: &[Body::Trust, Body::Council],
        away: &[Body::Icb],
        moved: &[],
    }),
    found: Some(34),
    findings: &[
        Found {
            kind: FindingKind::Strength,
            statement: "The mother had one midwife throughout, who knew the plan.",
            x: 5,
            theme: "infants",
            why: None,
            earlier: None,
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Improvement,
            statement: "Nobody had spoken with the father or partner before the birth.",
            x: 4,
            theme: "infants",
            why: Some("Notes have no place for him, and visits are booked with her."),
            earlier: Some(Earlier {
                findings: &[],
                recommendations: &["LR2"],
                done: "The council and the trust accepted it; the pathway it needs is late.",
                worked: Worked::NotKnown,
            }),
            no_recommendation: Some(
                "Recommendation LR2 asks for exactly this, and its action is under way.",
            ),
        },
    ],
    compared: &[],
    ended: Ended {
        approved: Some((35, None)),
        presented: None,
        told: &[(
            36,
            "Community midwives and the unborn baby team",
            "Two plans with names taken out, read together at the team day.",
        )],
        closed: Some(37),
    },
};

pub(super) const ASSESSED: Audit = Audit {
    name: "fathers-assessed",
    year: Year::This,
    number: 6,
    kind: AuditKind::Thematic,
    title: "Fathers and partners in assessments before birth",
    question: "Where a father or partner was found, did the assessment change because of him?",
    cohort: "Unborn babies with an assessment before birth in the last two quarters.",
    theme: "infants",
    method: "Midwives, social workers and health visitors read the same assessment together.",
    agencies: &AGENCIES,
    planned: 7,
    repeat_of: None,
    commissioned: 66,
    due: 72,
    report: 79,
    tool: &TOOL,
    sample: Sample {
        prefix: "B",
        how: "Every third assessment of the two quarters.",
        cases: "
            unborn ?   white home cp   : WHCT G WC G ICB G : G G
            unborn ?   mixed home need : WHCT RI WC G ICB RI : RI G
            unborn ?   black home cp   : WHCT RI WC RI : RI RI
            unborn ?   white kin  need : WHCT G WC G ICB G : G G
            unborn ?   asian home need : WHCT G WC RI : G RI
            0      not white home cp   : WHCT RI WC RI ICB G : RI RI
            unborn ?   other home need : WHCT G WC G : - -
        ",
        drawn: 67,
        frozen: Some(67),
        asked: Some(68),
        excluded: &[(
            7,
            74,
            "The mother moved to another area in the fourth month; the assessment was never \
             finished here.",
        )],
        given_back: &[],
    },
    heard: &[
        Heard::Practitioner(
            3,
            Body::Trust,
            "I would have asked him if the form had asked me.",
        ),
        Heard::Family(
            4,
            FamilyVoice::Parent,
            "They asked what my own father was like. I had not thought of that.",
        ),
    ],
    moderated: Some(Moderated {
        week: 76,
        there: &[Body::Trust, Body::Council, Body::Icb],
        away: &[],
        moved: &[
            (
                2,
                "The trust and the health visitor graded what they had written, not what they \
                 did: he was seen four times, and the plan is his as much as hers.",
            ),
            (
                5,
                "He is in the assessment and not in the plan. The council had seen that itself.",
            ),
        ],
    }),
    found: None,
    findings: &[],
    compared: &[],
    ended: Ended::NOT_YET,
};
