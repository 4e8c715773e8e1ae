//! How the actions of the plan are agreed, accepted and questioned. What they say is in
//! [`super::actions_agreed`].

use super::actions_agreed::{FIRST, SECOND};
use super::cast::{
    Body, MANAGER, Post, action, lead, measure, milestone, outcome, plan_id, priority,
    recommendation,
};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::{Ruling, Story};
use events::action::{Command, DatePrecision, Measure, Parent};
use events::text::Text;

/// What an action is there for.
#[derive(Debug, Clone, Copy)]
pub(super) enum For {
    /// A recommendation.
    Recommendation(&'static str),
    /// An outcome.
    Outcome(&'static str),
    /// The priority as a whole.
    Priority,
}

/// When an action or a milestone is due.
#[derive(Debug, Clone, Copy)]
pub(super) enum Due {
    /// On a day.
    Day(When),
    /// At the end of the month in which a week begins.
    Month(u16),
    /// So many days after the plan's last day.
    AfterPlan(u64),
}

/// A milestone: what, whose, by when.
pub(super) type Stone = (&'static str, Option<Post>, Due);

/// An action as it was agreed.
pub(super) struct Agreed {
    pub(super) reference: &'static str,
    pub(super) priority: &'static str,
    pub(super) parent: For,
    pub(super) text: &'static str,
    pub(super) owners: &'static [Post],
    pub(super) start: u16,
    pub(super) due: Option<Due>,
    pub(super) measure: &'static str,
    pub(super) baseline: Option<&'static str>,
    pub(super) stones: &'static [Stone],
}

impl Due {
    fn day(self, story: &Story) -> (chrono::NaiveDate, DatePrecision) {
        match self {
            Self::Day(when) => (story.dates.day(when), DatePrecision::Day),
            Self::Month(week) => (story.dates.month_end(week), DatePrecision::Month),
            Self::AfterPlan(days) => {
                let (_, end) = story.dates.plan_period();
                (end + chrono::Days::new(days), DatePrecision::Day)
            }
        }
    }
}

/// The action that was added to the approved plan.
const ADDED_LATER: &str = "5.7";

pub(super) fn tell(story: &mut Story) {
    for (number, agreed) in (0_u8..).zip(FIRST.iter().chain(&SECOND)) {
        let when = if agreed.reference == ADDED_LATER {
            on(48, TUE, 10)
        } else if number < 13 {
            on(3, WED, 9 + number / 4)
        } else {
            on(3, THU, 9 + (number - 13) / 4)
        };
        agree(story, agreed, when);
        accept(story, agreed, number);
    }
    dependencies(story);
    questions(story);
    changed(story);
}

pub(super) fn agree(story: &mut Story, agreed: &Agreed, when: When) {
    let due = agreed.due.map(|due| due.day(story));
    let parent = match agreed.parent {
        For::Recommendation(reference) => Parent::Recommendation(recommendation(reference)),
        For::Outcome(name) => Parent::Outcome(outcome(name)),
        For::Priority => Parent::Priority(priority(agreed.priority)),
    };
    let command = Command::AgreeAction {
        reference: agreed.reference.to_owned(),
        plan: plan_id(),
        priority: priority(agreed.priority),
        parent,
        text: agreed.text.into(),
        owners: agreed.owners.iter().map(|post| (*post).into()).collect(),
        start: Some(story.dates.day(on(agreed.start, MON, 9))),
        due: due.map(|(day, _)| day),
        due_precision: due.map_or(DatePrecision::Day, |(_, precision)| precision),
        timescale: None,
        measures: vec![Measure {
            measure: measure(&format!("action {}", agreed.reference)),
            text: agreed.measure.into(),
        }],
        baseline: agreed.baseline.map(Text::from),
        resources: None,
    };
    let stones: Vec<Command> = agreed
        .stones
        .iter()
        .zip(1..)
        .map(|((text, owner, due), number)| {
            let (day, due_precision) = due.day(story);
            Command::SetMilestone {
                milestone: milestone(agreed.reference, number),
                text: (*text).into(),
                owner: owner.map(Into::into),
                due: Some(day),
                due_precision,
                beyond_plan: matches!(due, Due::AfterPlan(_)),
            }
        })
        .collect();
    let stream = action(agreed.reference);
    let step = story.step(when, MANAGER, stream, command);
    if agreed.reference == ADDED_LATER {
        step.ruled(Ruling("executive-4", Some("hear families")));
    }
    for stone in stones {
        step.and(stream, stone);
    }
}

/// Every owner accepts its action within days, but the probation service takes weeks.
fn accept(story: &mut Story, agreed: &Agreed, number: u8) {
    let mut bodies: Vec<Body> = agreed.owners.iter().map(|post| post.1).collect();
    bodies.dedup();
    for body in bodies {
        let when = if body == Body::Probation {
            on(17, FRI, 11)
        } else if agreed.reference == ADDED_LATER {
            on(49, THU, 10)
        } else {
            on(4, TUE + number % 4, 9 + number % 6)
        };
        let who = if body == Body::Team {
            MANAGER
        } else {
            lead(body)
        };
        let accepts = Command::AcceptAction {
            agency: Some(body.id()),
        };
        story.step(when, who, action(agreed.reference), accepts);
    }
}

fn dependencies(story: &mut Story) {
    for (waits, on_what) in [
        ("2b.3", "2a.3"),
        ("5.6", "1.4"),
        ("3.4", "3.1"),
        ("4.4", "4.3"),
    ] {
        let depends = Command::DependOnAction {
            on: action(on_what),
        };
        story.step(on(5, WED, 14), MANAGER, action(waits), depends);
    }
}

fn questions(story: &mut Story) {
    let question = Command::QueryAction {
        question: "Does this mean every school, or those in the alliance? Four schools are not \
                   members and cannot be bound by us."
            .into(),
    };
    story.step(on(5, MON, 10), lead(Body::Schools), action("1.2"), question);
    let answer = Command::AnswerActionQuery {
        answer: "The alliance's schools by the date, the other four by invitation.".into(),
    };
    story.step(on(5, TUE, 14), MANAGER, action("1.2"), answer);
    let question = Command::QueryAction {
        question: "Our records system is replaced next spring. Can the figures begin with the \
                   new one?"
            .into(),
    };
    story.step(on(12, THU, 11), lead(Body::Trust), action("5.3"), question);
    let answer = Command::AnswerActionQuery {
        answer: "No: begin with a count by hand, so that there is a baseline to compare with."
            .into(),
    };
    story.step(on(14, MON, 10), MANAGER, action("5.3"), answer);
}

fn changed(story: &mut Story) {
    let due = Command::SetDueDate {
        to: story.dates.month_end(80),
    };
    let step = story.step(on(23, MON, 11), MANAGER, action("5.4"), due);
    step.because("The young advisers chose the date at their first meeting.");
    let reworded = Command::RewordAction {
        text: "Put every briefing, tool and course on one learning page that any practitioner \
               can open without an account."
            .into(),
    };
    let step = story.step(on(16, WED, 11), MANAGER, action("5.5"), reworded);
    step.because("The first wording promised a learning platform, which was never agreed.");
    let to = vec![
        Post("Tenancy Support Manager", Body::Housing).into(),
        Post("Domestic Abuse Commissioner", Body::Council).into(),
    ];
    let reassigned = Command::ReassignAction { to };
    let step = story.step(on(27, TUE, 10), MANAGER, action("4.4"), reassigned);
    step.because("The post of Housing Options Lead ended; two posts share the work from now on.");
    let accepts = Command::AcceptAction {
        agency: Some(Body::Council.id()),
    };
    story.step(on(27, FRI, 10), lead(Body::Council), action("4.4"), accepts);
    let added = Command::SetActionMeasure {
        measure: Measure {
            measure: measure("action 2a.1 second"),
            text: "Children screened who say they were asked kindly.".into(),
        },
    };
    story.step(on(24, WED, 10), MANAGER, action("2a.1"), added);
}
