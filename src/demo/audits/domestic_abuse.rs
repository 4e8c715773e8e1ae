//! Domestic abuse: the first audit of the year that runs, done and closed.

use super::super::audit_programme::Year;
use super::super::cast::Body;
use super::{Asked, Audit, Earlier, Ended, Found, Heard, Moderated, Sample};
use events::audit::{AuditKind, FindingKind, Worked};
use events::audit_case::FamilyVoice;

const TOOL: [Asked; 4] = [
    Asked {
        words: "What does the record say the child sees, hears and does when it happens?",
        well: "It says where the child goes, what it hears and whom it tries to protect.",
        badly: "It says that a child was present and unharmed.",
    },
    Asked {
        words: "Who asked the child, alone, and what became of the answer?",
        well: "A worker the child chose asked twice. The safety plan has the child's own wish.",
        badly: "Nobody asked. The plan was agreed with the parent by telephone.",
    },
    Asked {
        words: "Was the school told in time, and what did it do?",
        well: "The school knew before the bell and gave the child a quiet start.",
        badly: "The school was told after four days, by letter.",
    },
    Asked {
        words: "What was done about the person who causes harm?",
        well: "He was seen within the week, and the plan says what he has to change.",
        badly: "The plan asks the mother to keep him away. He was not spoken to.",
    },
];

pub(super) const AUDIT: Audit = Audit {
    name: "domestic-abuse",
    year: Year::This,
    number: 1,
    kind: AuditKind::MultiAgency,
    title: "Domestic abuse: what does the child live through?",
    question: "Do plans rest on what the child lives through, and not only on what adults report?",
    cohort: "Children at home when police were called at least twice in half a year.",
    theme: "domestic_abuse",
    method: "Each agency reads its own record; a child's returns are then read side by side by \
             two people who know none of the families.",
    agencies: &[
        Body::Council,
        Body::Police,
        Body::Trust,
        Body::Voluntary,
        Body::Schools,
    ],
    planned: 9,
    repeat_of: None,
    commissioned: 45,
    due: 51,
    report: 56,
    tool: &TOOL,
    sample: Sample {
        prefix: "D",
        how: "All households with two calls or more, drawn by lot until each age group was there.",
        cases: "
            0     not      white home cp   : WC RI Police G WHCT RI : RI RI
            1-4   not      black home need : WC G Police G VSF G : G G
            1-4   disabled white home cp   : WC RI Police RI VSF RI : RI RI
            5-9   not      white home cp   : WC I Police RI VSF RI WSA RI : I I
            5-9   not      asian home need : WC G Police G WSA G : RI G
            5-9   not      white home help : WC G Police G WSA RI : G G
            10-15 ?        mixed home cp   : WC RI Police G VSF G WSA G : G RI
            10-15 not      white kin  need : WC G Police G WSA G : G G
            10-15 not      white home help : WC G Police G : G G
        ",
        drawn: 46,
        frozen: Some(46),
        asked: Some(47),
        excluded: &[(
            9,
            47,
            "The second call was about a neighbour's home; there was no abuse in this one.",
        )],
        given_back: &[],
    },
    heard: &[
        Heard::Practitioner(
            4,
            Body::Police,
            "I wrote that the children were asleep. I did not go up to see.",
        ),
        Heard::Practitioner(
            7,
            Body::Schools,
            "He told us more in ten minutes at breakfast club than in the whole plan.",
        ),
        Heard::Family(
            2,
            FamilyVoice::Parent,
            "The worker from the forum sat on the floor with my daughter. That was the first \
             time somebody did.",
        ),
        Heard::Family(
            7,
            FamilyVoice::Child,
            "I know when it will start. Nobody asked me that.",
        ),
    ],
    moderated: Some(Moderated {
        week: 53,
        there: &[
            Body::Council,
            Body::Police,
            Body::Trust,
            Body::Voluntary,
            Body::Schools,
        ],
        away: &[],
        moved: &[
            (
                5,
                "The peer missed that the school's record is part of the plan. With it, the \
                 child was heard and helped.",
            ),
            (
                7,
                "All agencies graded this good. The boy's own account reached none of the plans.",
            ),
        ],
    }),
    found: Some(54),
    findings: &[
        Found {
            kind: FindingKind::Strength,
            statement: "Police officers saw the children and recorded who was at home.",
            x: 6,
            theme: "domestic_abuse",
            why: Some("Body-worn video is read by the safeguarding desk the next morning."),
            earlier: None,
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Improvement,
            statement: "The safety plan does not have the child's own account.",
            x: 5,
            theme: "voice_of_the_child",
            why: Some(
                "Plans are agreed by telephone in the days after the call, when the child is at \
                 school.",
            ),
            earlier: Some(Earlier {
                findings: &[("neglect", 2)],
                recommendations: &["AR1"],
                done: "The conference form asks for the child's words. It is filled in from what \
                       adults say.",
                worked: Worked::Partly,
            }),
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Development,
            statement: "The school was told later than the next school day.",
            x: 3,
            theme: "information_sharing",
            why: Some("Notices are sent by one person, and not while that person is away."),
            earlier: None,
            no_recommendation: None,
        },
        Found {
            kind: FindingKind::Development,
            statement: "The person who causes harm was not spoken to within two weeks.",
            x: 2,
            theme: "domestic_abuse",
            why: Some("Both had left the area, and the other force was asked."),
            earlier: None,
            no_recommendation: Some(
                "In both cases another force had taken it over. The group sees no change of \
                 practice here that would help.",
            ),
        },
    ],
    compared: &[],
    ended: Ended {
        approved: Some((56, None)),
        presented: Some((58, "quality-5")),
        told: &[
            (
                57,
                "Response officers, the referral unit and duty social workers",
                "Read out at three shift handovers with two of the children's own sentences.",
            ),
            (
                59,
                "Designated safeguarding leads in schools",
                "A seven-minute briefing at the network's meeting; teams confirm that it was read.",
            ),
        ],
        closed: Some(62),
    },
};
