//! Audits that are under way or were given up: one in the middle of fieldwork, one with its sample
//! frozen, one whose sample is being drawn, and the one that nobody was free for.

use super::super::audit_programme::Year;
use super::super::cast::{Body, PQA, audit};
use super::super::dates::{MON, on};
use super::super::story::Story;
use super::{Asked, Audit, Ended, Heard, Sample};
use events::audit::{AuditKind, Command};
use events::audit_case::FamilyVoice;

pub(super) const CUSTODY: Audit = Audit {
    name: "custody",
    year: Year::Last,
    number: 4,
    kind: AuditKind::DipSample,
    title: "Children in custody overnight",
    question: "Was somebody looked for with whom the child could stay?",
    cohort: "Children who were kept at a police station overnight in the last quarter.",
    theme: "exploitation",
    method: "Custody records are read beside those of the youth justice service.",
    agencies: &[Body::Police, Body::YouthJustice],
    planned: 6,
    repeat_of: None,
    commissioned: 28,
    due: 34,
    report: 38,
    tool: &[Asked {
        words: "Who was asked to take the child in?",
        well: "",
        badly: "",
    }],
    sample: Sample {
        prefix: "C",
        how: "",
        cases: "
            10-15 ?   white home need           : Police none YJS none : - -
            16+   not black home none           : Police none YJS none : - -
            16+   ?   white home none           : Police none YJS none : - -
            10-15 not mixed foster looked-after : Police none YJS none : - -
        ",
        drawn: 29,
        frozen: None,
        asked: None,
        excluded: &[],
        given_back: &[],
    },
    heard: &[],
    moderated: None,
    found: None,
    findings: &[],
    compared: &[],
    ended: Ended::NOT_YET,
};

pub(super) fn given_up(story: &mut Story) {
    let step = story.step(
        on(36, MON, 10),
        PQA,
        audit("custody"),
        Command::AbandonAudit {},
    );
    step.because(
        "The force had no reader free before the year's end, and records older than a quarter \
         are archived elsewhere.",
    );
}

pub(super) const FRONT_DOOR: Audit = Audit {
    name: "front-door",
    year: Year::This,
    number: 7,
    kind: AuditKind::InspectionEvaluation,
    title: "Decisions at the front door after the joint inspection",
    question: "Do decisions rest on what all agencies know, as the inspection asked?",
    cohort: "Children referred to the front door in one week of the last quarter.",
    theme: "early_help",
    method: "The inspection's own questions, asked again of new referrals.",
    agencies: &[Body::Council, Body::Police, Body::Trust, Body::Schools],
    planned: 8,
    repeat_of: None,
    commissioned: 69,
    due: 75,
    report: 82,
    tool: &[
        Asked {
            words: "What did your agency know of the child on the day of the referral?",
            well: "All of it was in one place and was read before the decision.",
            badly: "Half of it was in a system that the front door cannot open.",
        },
        Asked {
            words: "What of that reached the person who decided?",
            well: "It was rung through within the hour and is quoted in the decision.",
            badly: "It was sent to a mailbox and read two days later.",
        },
        Asked {
            words: "Was the decision right, as you see it now?",
            well: "Yes, and the family was told the same day by somebody it knows.",
            badly: "The threshold was read too high; help came with the second referral.",
        },
    ],
    sample: Sample {
        prefix: "FD",
        how: "Every sixth referral of the week, with each agency among those who referred.",
        cases: "
            0     not      white home need : WC G Police G WHCT RI : - -
            1-4   disabled white home help : WC G WHCT G WSA later : - -
            1-4   not      black home need : WC RI Police ask WHCT ask : - -
            5-9   not      asian home cp   : WC draft Police RI WSA draft : - -
            5-9   ?        white home none : WC G WSA G : - -
            10-15 not      mixed home need : WC G Police ask WSA ask : - -
            10-15 not      white kin  cp   : WC later Police later WHCT later WSA later : - -
            16+   not      white alone need : WC none Police none : - -
        ",
        drawn: 70,
        frozen: Some(70),
        asked: Some(71),
        excluded: &[(
            8,
            71,
            "The young person turned eighteen in the week of the referral and is an adult's case.",
        )],
        given_back: &[(
            1,
            Body::Trust,
            "The second answer speaks of a sister. Please answer for the baby in the sample.",
        )],
    },
    heard: &[
        Heard::Practitioner(
            3,
            Body::Council,
            "I had four referrals open on two screens and knew one of the families.",
        ),
        Heard::Family(
            5,
            FamilyVoice::Parent,
            "They rang me back the same evening, which I did not expect.",
        ),
    ],
    moderated: None,
    found: None,
    findings: &[],
    compared: &[],
    ended: Ended::NOT_YET,
};

pub(super) const SUPERVISION: Audit = Audit {
    name: "supervision",
    year: Year::This,
    number: 8,
    kind: AuditKind::SingleAgency,
    title: "Supervision on wards and in community teams",
    question: "Does supervision change what is done for the child it speaks of?",
    cohort: "Children spoken of in safeguarding supervision in the last quarter.",
    theme: "supervision",
    method: "The trust reads its own supervision records; the named nurse of another area sits \
             beside.",
    agencies: &[Body::Trust],
    planned: 6,
    repeat_of: None,
    commissioned: 75,
    due: 83,
    report: 88,
    tool: &[
        Asked {
            words: "What was decided in supervision, and by when?",
            well: "",
            badly: "",
        },
        Asked {
            words: "What was done because of it, as the child's record shows?",
            well: "",
            badly: "",
        },
    ],
    sample: Sample {
        prefix: "V",
        how: "Two children from each of three teams, the first of the month.",
        cases: "
            0     not      white home        cp           : WHCT none : - -
            1-4   disabled white residential looked-after : WHCT none : - -
            5-9   not      black home        need         : WHCT none : - -
            10-15 not      mixed home        none         : WHCT none : - -
            10-15 ?        white foster      looked-after : WHCT none : - -
            16+   not      asian home        help         : WHCT none : - -
        ",
        drawn: 76,
        frozen: Some(76),
        asked: None,
        excluded: &[],
        given_back: &[],
    },
    heard: &[],
    moderated: None,
    found: None,
    findings: &[],
    compared: &[],
    ended: Ended::NOT_YET,
};

pub(super) const CONVERSATIONS: Audit = Audit {
    name: "return-conversations",
    year: Year::This,
    number: 9,
    kind: AuditKind::DipSample,
    title: "Conversations after a child was missing",
    question: "Was the child asked where it had been and why, and did a plan change because of it?",
    cohort: "Children who were missing at least twice in the last quarter.",
    theme: "missing",
    method: "The record of each conversation is read beside the plan that followed.",
    agencies: &[Body::Council, Body::Police, Body::Voluntary],
    planned: 6,
    repeat_of: None,
    commissioned: 75,
    due: 84,
    report: 89,
    tool: &[Asked {
        words: "What did the child say, and where in the plan is it?",
        well: "",
        badly: "",
    }],
    sample: Sample {
        prefix: "M",
        how: "",
        cases: "
            10-15 not      white residential looked-after : WC none Police none VSF none : - -
            10-15 disabled black foster      looked-after : WC none Police none : - -
            16+   not      white home        need         : WC none Police none VSF none : - -
        ",
        drawn: 76,
        frozen: None,
        asked: None,
        excluded: &[],
        given_back: &[],
    },
    heard: &[],
    moderated: None,
    found: None,
    findings: &[],
    compared: &[],
    ended: Ended::NOT_YET,
};
