//! The groups, their members, and who chairs them.

use super::cast::{
    ADMIN, Body, EXECUTIVE, MANAGER, PQA_GROUP, REVIEW_GROUP, TRAINING_GROUP, group,
};
use super::dates::{FRI, MON, THU, on};
use super::story::Story;
use chrono::NaiveDate;
use events::partnership::Command;

struct Constituted {
    name: &'static str,
    terms: &'static str,
    quorum: u16,
    meetings_per_year: u16,
    members: &'static [Body],
    joint_with: Option<&'static str>,
}

const CONSTITUTED: [Constituted; 4] = [
    Constituted {
        name: EXECUTIVE,
        terms: "Sets the plan, holds every agency to it and decides what is done about risk.",
        quorum: 5,
        meetings_per_year: 4,
        members: &[
            Body::Council,
            Body::Icb,
            Body::Police,
            Body::Trust,
            Body::Schools,
            Body::Probation,
            Body::YouthJustice,
            Body::Voluntary,
            Body::Housing,
        ],
        joint_with: None,
    },
    Constituted {
        name: PQA_GROUP,
        terms: "Agrees the audit programme, verifies what agencies say is done, judges impact.",
        quorum: 4,
        meetings_per_year: 4,
        members: &[
            Body::Council,
            Body::Icb,
            Body::Police,
            Body::Trust,
            Body::Schools,
            Body::YouthJustice,
            Body::Voluntary,
        ],
        joint_with: None,
    },
    Constituted {
        name: REVIEW_GROUP,
        terms: "Rapid reviews, local reviews and the road from their learning to changed practice.",
        quorum: 3,
        meetings_per_year: 3,
        members: &[
            Body::Council,
            Body::Icb,
            Body::Police,
            Body::Trust,
            Body::Probation,
            Body::Schools,
        ],
        joint_with: None,
    },
    Constituted {
        name: TRAINING_GROUP,
        terms: "Plans multi-agency learning and looks at what it changed in practice.",
        quorum: 3,
        meetings_per_year: 2,
        members: &[
            Body::Council,
            Body::Icb,
            Body::Schools,
            Body::Voluntary,
            Body::Housing,
            Body::Team,
        ],
        joint_with: Some("Wrenmoor Safeguarding Adults Board"),
    },
];

pub(super) fn tell(story: &mut Story) {
    for one in &CONSTITUTED {
        let constituted = Command::ConstituteSubGroup {
            group: group(one.name),
            name: one.name.to_owned(),
            terms_of_reference: Some(one.terms.into()),
            quorum: one.quorum,
            meetings_per_year: one.meetings_per_year,
            members: one.members.iter().map(|body| body.id()).collect(),
            joint_with: one.joint_with.map(str::to_owned),
        };
        story.settle(on(0, MON, 11), ADMIN, constituted);
    }
    chairs(story);
}

fn chairs(story: &mut Story) {
    let from = story.dates.april(0);
    let appointed: [(&str, bool, &str, Option<Body>); 6] = [
        (EXECUTIVE, false, "Independent Chair and Scrutineer", None),
        (
            EXECUTIVE,
            true,
            "Assistant Chief Constable",
            Some(Body::Police),
        ),
        (
            PQA_GROUP,
            false,
            "Designated Nurse Safeguarding Children",
            Some(Body::Icb),
        ),
        (
            REVIEW_GROUP,
            false,
            "Assistant Director, Safeguarding",
            Some(Body::Council),
        ),
        (REVIEW_GROUP, true, "Named Doctor", Some(Body::Trust)),
        (
            TRAINING_GROUP,
            false,
            "Forum Coordinator",
            Some(Body::Voluntary),
        ),
    ];
    for (name, vice, post, body) in appointed {
        story.settle(on(0, MON, 13), ADMIN, chair(name, vice, post, body, from));
    }
    for name in [PQA_GROUP, TRAINING_GROUP] {
        let vacant = Command::DeclareChairVacant {
            group: group(name),
            vice: true,
            from,
        };
        story.settle(on(0, MON, 14), ADMIN, vacant);
    }
    let vice = chair(
        TRAINING_GROUP,
        true,
        "Tenancy Support Manager",
        Some(Body::Housing),
        story.dates.day(on(15, THU, 15)),
    );
    story.settle(on(15, THU, 15), MANAGER, vice);
    let left = Command::StandDownChair {
        group: group(REVIEW_GROUP),
        vice: true,
        on: story.dates.day(on(52, FRI, 9)),
    };
    story.settle(on(52, FRI, 14), MANAGER, left);
    let vacant = Command::DeclareChairVacant {
        group: group(REVIEW_GROUP),
        vice: true,
        from: story.dates.day(on(52, FRI, 14)),
    };
    story.settle(on(52, FRI, 15), MANAGER, vacant);
}

fn chair(name: &str, vice: bool, post: &str, body: Option<Body>, from: NaiveDate) -> Command {
    Command::AppointChair {
        group: group(name),
        vice,
        post: post.to_owned(),
        agency: body.map(Body::id),
        from,
    }
}
