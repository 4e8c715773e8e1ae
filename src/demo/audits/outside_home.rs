//! Children harmed outside the home: four children in depth. Practice was below what the
//! partnership expects of itself; the report waits for approval.

use super::super::audit_programme::Year;
use super::super::cast::Body;
use super::{Asked, Audit, Earlier, Ended, Found, Heard, Moderated, Sample};
use events::audit::{AuditKind, FindingKind, Worked};
use events::audit_case::FamilyVoice;

const TOOL: [Asked; 4] = [
    Asked {
        words: "When was it first known that somebody outside the home harmed the child?",
        well: "In the first month; the tool was used at first contact and again after each change.",
        badly: "A year before anybody wrote it down. The first record is of an arrest.",
    },
    Asked {
        words: "Was the child met as a child, by everybody, also by those who arrest and exclude?",
        well: "The officer rang the worker first, and the school kept a place open.",
        badly: "Each report speaks of choices the child made. Nobody asked who was behind them.",
    },
    Asked {
        words: "How many workers did the child have, and who stayed?",
        well: "Two in two years. The second was introduced by the first.",
        badly: "Seven in two years. The child counted them for us.",
    },
    Asked {
        words: "What was done about the places and people that harm the child?",
        well: "The place was named, watched and closed with the council's licensing team.",
        badly: "It is named in three records and was not told to anybody who could act.",
    },
];

pub(super) const AUDIT: Audit = Audit {
    name: "outside-home",
    year: Year::This,
    number: 5,
    kind: AuditKind::DeepDive,
    title: "Children harmed outside the home: four children over two years",
    question: "What did each child need at each turn, and what did the child get?",
    cohort: "Children known to be exploited, with at least two years of records.",
    theme: "exploitation",
    method: "A timeline of each child from all records, read with those who worked with the child.",
    agencies: &[
        Body::Council,
        Body::Police,
        Body::YouthJustice,
        Body::Schools,
    ],
    planned: 4,
    repeat_of: None,
    commissioned: 63,
    due: 69,
    report: 75,
    tool: &TOOL,
    sample: Sample {
        prefix: "E",
        how: "Chosen by the group, so that two girls and two boys of different ages are there.",
        cases: "
            10-15 not      white foster      looked-after : WC RI Police I YJS RI WSA RI : I I
            10-15 disabled mixed home        cp           : WC RI Police RI YJS G WSA I : RI I
            16+   not      black residential looked-after : WC RI Police RI YJS RI : RI RI
            16+   not      white alone       leaver       : WC I Police RI YJS RI : I RI
        ",
        drawn: 64,
        frozen: Some(64),
        asked: Some(65),
        excluded: &[],
        given_back: &[],
    },
    heard: &[
        Heard::Practitioner(
            2,
            Body::YouthJustice,
            "I was the fifth to ask the same questions. I asked what the others had got wrong.",
        ),
        Heard::Family(
            3,
            FamilyVoice::Child,
            "The one who stayed is the only one I would ring.",
        ),
        Heard::Family(
            1,
            FamilyVoice::Carer,
            "I reported it eleven times. I kept the list.",
        ),
    ],
    moderated: Some(Moderated {
        week: 72,
        there: &[
            Body::Council,
            Body::Police,
            Body::YouthJustice,
            Body::Schools,
        ],
        away: &[],
        moved: &[
            (
                2,
                "The child was excluded from school twice for what was done to it. No agency saw \
                 that at the time, and harm went on.",
            ),
            (
                4,
                "The first year was inadequate. For the second, one worker stayed, and the young \
                 person is safe today.",
            ),
        ],
    }),
    found: Some(74),
    findings: &[
        Found {
            kind: FindingKind::Improvement,
            statement: "The screening tool was used more than six months after the first sign.",
            x: 3,
            theme: "exploitation",
            why: Some(
                "First signs are seen by patrol officers and schools, who do not have the tool.",
            ),
            earlier: Some(Earlier {
                findings: &[],
                recommendations: &["NR1"],
                done: "One tool is in use in three services; custody began late.",
                worked: Worked::Partly,
            }),
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Improvement,
            statement: "The child had more than five workers in two years.",
            x: 3,
            theme: "exploitation",
            why: Some("Each change of plan is a change of team."),
            earlier: None,
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Development,
            statement: "A place where the child was harmed is named in records and nobody acted.",
            x: 2,
            theme: "information_sharing",
            why: Some("No form has a place for a place."),
            earlier: None,
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Strength,
            statement: "The youth justice worker was reached by the child outside office hours.",
            x: 4,
            theme: "exploitation",
            why: Some("Workers share a duty telephone and know each other's children."),
            earlier: None,
            no_recommendation: None,
        },
    ],
    compared: &[],
    ended: Ended::NOT_YET,
};
