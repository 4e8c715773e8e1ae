//! A course with a later look at practice and one without, a forum, a learning event, a newsletter
//! and a course to come.

use super::super::cast::{Body, CHAIR, PQA, activity, briefing};
use super::super::dates::{FRI, MON, THU, TUE, WED, on};
use super::super::story::Story;
use events::learning_activity::{ActivityKind, Attendance, Command, Effect, LaterMethod, Standard};

/// Agency, booked, came without booking, attended.
type Row = (Body, u32, u32, u32);

struct Told {
    name: &'static str,
    kind: ActivityKind,
    reference: &'static str,
    title: &'static str,
    theme: &'static str,
    scheduled: u16,
    held: u16,
    places: Option<u32>,
    briefings: &'static [&'static str],
    months: Option<u32>,
    came: &'static [Row],
    crowded: Option<&'static str>,
    said: Option<(u32, u32, &'static str)>,
}

const NEGLECT: Told = Told {
    name: "neglect course",
    kind: ActivityKind::Course,
    reference: "C1",
    title: "Recognising neglect together",
    theme: "neglect",
    scheduled: 26,
    held: 38,
    places: Some(30),
    briefings: &[],
    months: Some(3),
    came: &[
        (Body::Council, 11, 1, 10),
        (Body::Trust, 8, 0, 6),
        (Body::Schools, 7, 2, 8),
        (Body::Police, 3, 0, 1),
    ],
    crowded: None,
    said: Some((
        21,
        19,
        "The shared list of what was missed was called the most useful part. Several asked for \
         more time to practise with it.",
    )),
};

const FATHERS: Told = Told {
    name: "fathers course",
    kind: ActivityKind::Course,
    reference: "C2",
    title: "Working with fathers",
    theme: "infants",
    scheduled: 40,
    held: 49,
    places: Some(20),
    briefings: &["fathers"],
    months: Some(3),
    came: &[
        (Body::Council, 9, 0, 8),
        (Body::YouthJustice, 4, 0, 4),
        (Body::Voluntary, 3, 1, 2),
    ],
    crowded: None,
    said: Some((12, 12, "Everybody who answered would recommend it.")),
};

const FORUM: Told = Told {
    name: "forum",
    kind: ActivityKind::Forum,
    reference: "F1",
    title: "Practitioners’ forum: what gets in the way",
    theme: "information_sharing",
    scheduled: 42,
    held: 45,
    places: None,
    briefings: &["neglect"],
    months: None,
    came: &[
        (Body::Council, 6, 2, 7),
        (Body::Trust, 4, 1, 4),
        (Body::Probation, 2, 0, 2),
        (Body::Housing, 0, 3, 3),
    ],
    crowded: None,
    said: Some((
        9,
        8,
        "People valued meeting those they only know by telephone.",
    )),
};

const EVENT: Told = Told {
    name: "learning event",
    kind: ActivityKind::LearningEvent,
    reference: "L1",
    title: "Safer sleep: what the national review asks of us",
    theme: "neglect",
    scheduled: 62,
    held: 66,
    places: Some(25),
    briefings: &["babies"],
    months: Some(2),
    came: &[
        (Body::Council, 8, 0, 7),
        (Body::Trust, 14, 0, 13),
        (Body::Police, 6, 0, 4),
    ],
    crowded: Some("The room held more than the booking page said; nobody was turned away."),
    said: None,
};

const LETTER: Told = Told {
    name: "newsletter",
    kind: ActivityKind::Newsletter,
    reference: "N1",
    title: "Learning letter, spring",
    theme: "neglect",
    scheduled: 50,
    held: 51,
    places: None,
    briefings: &["neglect", "babies"],
    months: None,
    came: &[],
    crowded: None,
    said: None,
};

const NEXT: Told = Told {
    name: "next course",
    kind: ActivityKind::Course,
    reference: "C3",
    title: "Recognising neglect together, second run",
    theme: "neglect",
    scheduled: 74,
    held: 84,
    places: Some(30),
    briefings: &["neglect", "learning review"],
    months: Some(3),
    came: &[],
    crowded: None,
    said: None,
};

pub(super) fn tell(story: &mut Story) {
    for told in [&NEGLECT, &FATHERS, &FORUM, &EVENT, &LETTER, &NEXT] {
        one(story, told);
    }
    neglect(story);
}

fn one(story: &mut Story, told: &Told) {
    let stream = activity(told.name);
    let schedule = Command::ScheduleActivity {
        kind: told.kind,
        reference: told.reference.to_owned(),
        title: told.title.to_owned(),
        theme: Some(told.theme.to_owned()),
        on: story.dates.day(on(told.held, WED, 10)),
        places: told.places,
        briefings: told.briefings.iter().map(|name| briefing(name)).collect(),
        look_after_months: told.months,
    };
    story.step(on(told.scheduled, MON, 11), PQA, stream, schedule);
    if told.kind == ActivityKind::Newsletter {
        let issue = Command::IssueNewsletter { sent_to: 1240 };
        story.step(on(told.held, WED, 12), PQA, stream, issue);
    }
    if !told.came.is_empty() {
        let rows = told.came.iter();
        let attendance = rows.map(|(body, booked, walk_ins, attended)| Attendance {
            agency: body.id(),
            booked: *booked,
            walk_ins: *walk_ins,
            attended: *attended,
        });
        let hold = Command::HoldActivity {
            attendance: attendance.collect(),
        };
        let step = story.step(on(told.held, WED, 15), PQA, stream, hold);
        if let Some(why) = told.crowded {
            step.because(why);
        }
    }
    if let Some((answered, useful, said)) = told.said {
        let evaluate = Command::EvaluateActivity {
            answered,
            useful: Some(useful),
            said: said.into(),
        };
        story.step(on(told.held, FRI, 11), PQA, stream, evaluate);
    }
}

/// The course on neglect is followed to what changed in practice.
fn neglect(story: &mut Story) {
    let stream = activity(NEGLECT.name);
    let needs = Command::AnalyseTrainingNeeds {
        how: "Asked of team managers in four agencies, and read from the audit of neglect.".into(),
        needs: "People know the signs and do not know how to put them together with others.".into(),
    };
    story.step(on(27, TUE, 13), PQA, stream, needs);
    let assure = Command::AssureCourseQuality {
        standard: Standard::MetInPart,
        seen: "The content is right and local. Too little time is left to practise.".into(),
    };
    story.step(on(39, THU, 10), CHAIR, stream, assure);
    let look = Command::EvaluatePracticeImpact {
        method: LaterMethod::CaseAudit,
        n: 14,
        seen: "Fourteen records of people who attended were read. In nine the shared list was \
               used, in five it was not."
            .into(),
    };
    story.step(on(54, TUE, 10), PQA, stream, look);
    let judge = Command::JudgeEffectOnPractice {
        effect: Effect::Some,
        because: "Most use the list. Where the manager had not attended, it was dropped again."
            .into(),
    };
    story.step(on(55, THU, 13), CHAIR, stream, judge);
    let again = Command::RecommissionCourse {
        because: "It changed what people do. Managers are to attend with their teams.".into(),
    };
    story.step(on(56, MON, 10), PQA, stream, again);
}
