//! The business plan: five priorities, one in two parts and one shared with the adults board, what
//! will be different by when, and how that is seen.

use super::cast::{
    Body, CHAIR, EXECUTIVE, MANAGER, PQA_GROUP, Post, action, group, measure, outcome, plan_id,
    priority,
};
use super::dates::{FRI, MON, THU, TUE, WED, on};
use super::story::{Ruling, Story};
use chrono::Datelike;
use events::plan::{Command, Lacking, Waiver};
use events::text::Text;

/// The board that shares a priority.
const ADULTS_BOARD: &str = "Wrenmoor Safeguarding Adults Board";

struct Priority {
    number: &'static str,
    title: &'static str,
    statement: &'static str,
    parent: Option<&'static str>,
    joint_with: Option<&'static str>,
    lead: Post,
}

const PRIORITIES: [Priority; 7] = [
    Priority {
        number: "1",
        title: "Neglect is seen early and answered together",
        statement: "Children who live with neglect are recognised by whoever sees them first, and \
                    one plan brings the agencies around them together.",
        parent: None,
        joint_with: None,
        lead: Post("Head of Early Help", Body::Council),
    },
    Priority {
        number: "2",
        title: "Children are safer outside the home",
        statement: "Young people at risk from exploitation are treated as children first, and the \
                    places and people who harm them are disrupted.",
        parent: None,
        joint_with: None,
        lead: Post("Detective Superintendent, Public Protection", Body::Police),
    },
    Priority {
        number: "2a",
        title: "Criminal exploitation and missing children",
        statement: "We know which children go missing, why, and what pulls them away.",
        parent: Some("2"),
        joint_with: None,
        lead: Post("Youth Justice Manager", Body::YouthJustice),
    },
    Priority {
        number: "2b",
        title: "Sexual exploitation and harm online",
        statement: "Children can tell a trusted adult what happens to them online, early.",
        parent: Some("2"),
        joint_with: None,
        lead: Post(
            "Chair, Designated Safeguarding Leads Network",
            Body::Schools,
        ),
    },
    Priority {
        number: "3",
        title: "Babies are protected before and after birth",
        statement: "Unborn babies at risk have a plan in time, and both parents are part of it.",
        parent: None,
        joint_with: None,
        lead: Post("Head of Midwifery", Body::Trust),
    },
    Priority {
        number: "4",
        title: "Domestic abuse: what the child lives through",
        statement: "Plans rest on what the child sees and hears, not only on what adults report.",
        parent: None,
        joint_with: Some(ADULTS_BOARD),
        lead: Post("Forum Coordinator", Body::Voluntary),
    },
    Priority {
        number: "5",
        title: "A partnership that learns",
        statement: "Audit, supervision and the voice of children change practice, and we can show \
                    how.",
        parent: None,
        joint_with: None,
        lead: Post("Partnership Business Manager", Body::Team),
    },
];

/// Name, priority, months, what will be different, how it is seen.
type Outcome = (&'static str, &'static str, u16, &'static str, &'static str);

const OUTCOMES: [Outcome; 13] = [
    (
        "1/6",
        "1",
        6,
        "Practitioners in every agency use the same tool and the same words for neglect.",
        "Tool found on file in a dip sample of referrals.",
    ),
    (
        "1/12",
        "1",
        12,
        "Fewer children wait more than six months between a first concern and a plan.",
        "Months between first recorded concern and plan, by quarter.",
    ),
    (
        "1/24",
        "1",
        24,
        "Children who had a neglect plan say that home is better.",
        "What children say in closing visits, collected twice a year.",
    ),
    (
        "2a/12",
        "2a",
        12,
        "Every child who goes missing is offered a conversation within three working days.",
        "Return conversations offered and held in time, by month.",
    ),
    (
        "2a/24",
        "2a",
        24,
        "Fewer children are arrested who were known to be exploited.",
        "Arrests of children with an exploitation flag, by half-year.",
    ),
    (
        "2b/6",
        "2b",
        6,
        "Pupils in years 5 to 9 know whom to tell about harm online.",
        "School survey, autumn and summer.",
    ),
    (
        "2b/24",
        "2b",
        24,
        "Sexual harm online is reported earlier.",
        "Days between the first incident and the first report, by half-year.",
    ),
    (
        "3/12",
        "3",
        12,
        "Pre-birth assessments begin before the twenty-first week.",
        "Week of pregnancy at the start of assessment.",
    ),
    (
        "3/24",
        "3",
        24,
        "Fathers and partners are part of every pre-birth plan, or it says why not.",
        "Audit of pre-birth plans, once a year.",
    ),
    (
        "4/6",
        "4",
        6,
        "The child's own account stands in every risk conference record.",
        "Dip sample of conference records.",
    ),
    (
        "4/24",
        "4",
        24,
        "Fewer children live through repeat incidents.",
        "Repeat incidents with a child at home, by quarter.",
    ),
    (
        "5/6",
        "5",
        6,
        "Learning from audits reaches teams within a month.",
        "Team confirmations of each briefing.",
    ),
    (
        "5/12",
        "5",
        12,
        "Young advisers tell the executive twice a year what should change, and hear back.",
        "Minutes, and the advisers' own scoring of whether they were heard.",
    ),
];

pub(super) fn tell(story: &mut Story) {
    draft(story);
    outcomes(story);
    road_to_publication(story);
    reviews(story);
    self_ratings(story);
}

fn draft(story: &mut Story) {
    let (from, to) = story.dates.plan_period();
    let drafted = Command::DraftPlan {
        title: format!("Business plan {} to {}", from.year(), to.year()),
        from,
        to,
        joint_with: Vec::new(),
    };
    story.step(on(2, TUE, 9), MANAGER, plan_id(), drafted);
    for one in PRIORITIES {
        let adopted = Command::AdoptPriority {
            priority: priority(one.number),
            number: one.number.to_owned(),
            title: one.title.into(),
            statement: Some(one.statement.into()),
            parent: one.parent.map(priority),
            joint_with: one.joint_with.map(str::to_owned),
        };
        let lead = Command::NamePriorityLead {
            priority: priority(one.number),
            lead: one.lead.into(),
        };
        story
            .step(on(2, TUE, 10), MANAGER, plan_id(), adopted)
            .and(plan_id(), lead);
    }
}

fn outcomes(story: &mut Story) {
    for (name, of, months, text, seen) in OUTCOMES {
        let set = Command::SetOutcome {
            outcome: outcome(name),
            priority: priority(of),
            horizon_months: Some(months),
            text: text.into(),
        };
        let measured = Command::SetSuccessMeasure {
            measure: measure(name),
            priority: priority(of),
            outcome: Some(outcome(name)),
            text: seen.into(),
        };
        story
            .step(on(2, WED, 10), MANAGER, plan_id(), set)
            .and(plan_id(), measured);
    }
}

fn road_to_publication(story: &mut Story) {
    let reviewed = Command::ReviewPlan {
        group: group(PQA_GROUP),
        comments: Some(
            "The group asked for fewer actions that end in training, and for a measure beside \
             every action that a child would notice."
                .into(),
        ),
    };
    story
        .step(on(6, WED, 14), MANAGER, plan_id(), reviewed)
        .ruled(Ruling("quality-1", None));
    let approved = Command::ApprovePlan {
        group: group(EXECUTIVE),
        waivers: vec![Waiver {
            action: action("5.4"),
            lacking: Lacking::Date,
            reason: "Young advisers are recruited first and set the date themselves.".into(),
        }],
    };
    let step = story.step(on(8, THU, 14), CHAIR, plan_id(), approved);
    step.ruled(Ruling("executive-1", Some("approve plan")));
    let joint = Command::AdoptPlanJointly {
        board: ADULTS_BOARD.to_owned(),
    };
    story.step(on(9, TUE, 11), MANAGER, plan_id(), joint);
    let published = Command::PublishPlan {
        published_at: Some("The partnership's website, under Our plan".to_owned()),
    };
    story.step(on(9, FRI, 11), MANAGER, plan_id(), published);
    let reworded = Command::RewordPriority {
        priority: priority("3"),
        title: "Babies are protected before birth and in their first year".into(),
        statement: Some(
            "Unborn babies at risk have a plan in time, and both parents are part of it.".into(),
        ),
    };
    let step = story.step(on(13, MON, 11), MANAGER, plan_id(), reworded);
    step.because("Health partners pointed out that the first year was meant, not the first weeks.");
    let revised = Command::RevisePlan {
        summary: "Action 5.7 was added after the executive's decision on family feedback; action \
                  2a.2 was given up when its national funding ended."
            .into(),
    };
    story.step(on(49, TUE, 10), MANAGER, plan_id(), revised);
}

fn reviews(story: &mut Story) {
    let text = |words: &str| Text::plain(words);
    let neglect = Command::AssessPriority {
        priority: priority("1"),
        worked_well: text(
            "One tool is used by four of five agencies. Health visitors and schools describe the \
             same child in the same words.",
        ),
        not_so_well: text("Figures from case systems still cannot be put side by side."),
        barriers: Some(text(
            "Two case systems and no shared identifier for a family's plan.",
        )),
        services: Some(text("Early help panels meet weekly instead of monthly.")),
        outcomes: Some(text(
            "Children wait less long for a plan; whether home is better is not \
                             known yet.",
        )),
    };
    story.step(on(61, TUE, 10), MANAGER, plan_id(), neglect);
    let babies = Command::AssessPriority {
        priority: priority("3"),
        worked_well: text("Safer sleep is talked about at every contact, and it was observed."),
        not_so_well: text("The pre-birth pathway is late, and fathers are still left out."),
        barriers: Some(text("Midwifery vacancies; records of two trusts.")),
        services: None,
        outcomes: None,
    };
    story.step(on(61, TUE, 11), MANAGER, plan_id(), babies);
    let little = Command::DeclareLittleOrNoProgress {
        priority: priority("2a"),
        explanation: text(
            "Mapping of missing education and exploitation stands where it stood a year ago: the \
             agreement to share data was never signed, and the work that waits for it has not \
             begun.",
        ),
        remedy: text(
            "The Director of Children's Services and the Assistant Chief Constable sign the \
             agreement before the next executive, or say there why not.",
        ),
    };
    story.step(on(74, TUE, 10), MANAGER, plan_id(), little);
}

fn self_ratings(story: &mut Story) {
    let rounds = [
        (on(34, THU, 15), [None, Some("1")], [5, 6]),
        (on(60, THU, 15), [None, Some("1")], [6, 7]),
    ];
    for (when, of, scores) in rounds {
        for (number, score) in of.into_iter().zip(scores) {
            let rated = Command::RateSelf {
                priority: number.map(priority),
                score,
                out_of: 10,
                group: group(EXECUTIVE),
            };
            story.step(when, MANAGER, plan_id(), rated);
        }
    }
    let third = Command::RateSelf {
        priority: Some(priority("2a")),
        score: 3,
        out_of: 10,
        group: group(EXECUTIVE),
    };
    story.step(on(73, MON, 9), MANAGER, plan_id(), third);
}
