//! The rules about spreading what was learned: a log in which each finds something, and one close by
//! in which it does not.

use super::Story;
use crate::given::{Log, day, id, words};
use events::briefing::{Event as Told, Part, Passage};
use events::event::Event;
use events::ids::{BriefingId, LearningActivityId};
use events::learning_activity::{ActivityKind, Attendance, Event as Act, LaterMethod};

fn briefing(log: &mut Log, event: Told) {
    log.add(id::<BriefingId>(1).into(), Event::Briefing(event));
}

/// Briefing 1, published on a day.
fn published(log: &mut Log, on: &str) {
    log.on(on);
    let drafted = Told::BriefingDrafted {
        reference: "B1".to_owned(),
        title: "Seeing babies".to_owned(),
        theme: None,
        sources: Vec::new(),
        parts: vec![Passage {
            part: Part::Learned,
            words: words(),
        }],
    };
    briefing(log, drafted);
    briefing(log, Told::BriefingCleared {});
    let audience = "everybody".to_owned();
    briefing(log, Told::BriefingPublished { audience });
}

fn asked(log: &mut Log, due: &str) {
    published(log, "2026-03-01");
    let (agency, due) = (id(1), day(due));
    briefing(log, Told::CascadeRequested { agency, due });
}

fn confirmed(log: &mut Log) {
    let event = Told::CascadeConfirmed {
        agency: id(1),
        teams: vec!["Duty".to_owned()],
        reached: 7,
        how: words(),
    };
    briefing(log, event);
}

fn activity(log: &mut Log, event: Act) {
    let stream = id::<LearningActivityId>(1).into();
    log.add(stream, Event::LearningActivity(event));
}

/// A course held on a day, whose effect is looked at after three months.
fn held(log: &mut Log, on: &str, months: Option<u32>) {
    log.on(on);
    let scheduled = Act::ActivityScheduled {
        kind: ActivityKind::Course,
        reference: "C1".to_owned(),
        title: "Seeing babies".to_owned(),
        theme: None,
        on: day(on),
        places: None,
        briefings: Vec::new(),
        look_after_months: months,
    };
    activity(log, scheduled);
    let attendance = vec![Attendance {
        agency: id(1),
        booked: 3,
        walk_ins: 0,
        attended: 3,
    }];
    activity(log, Act::CourseDelivered { attendance });
}

pub(super) const LEARNING: &[(u16, Story, Story)] = &[
    (
        48,
        |log| asked(log, "2026-04-01"),
        |log| {
            asked(log, "2026-04-01");
            confirmed(log);
        },
    ),
    (
        48,
        |log| asked(log, "2026-06-14"),
        |log| asked(log, "2026-06-15"),
    ),
    (
        48,
        |log| published(log, "2026-05-15"),
        |log| published(log, "2026-05-17"),
    ),
    (
        48,
        |log| published(log, "2026-03-01"),
        |log| {
            published(log, "2026-03-01");
            briefing(log, Told::BriefingWithdrawn {});
        },
    ),
    (
        49,
        |log| held(log, "2026-02-01", Some(3)),
        |log| {
            held(log, "2026-02-01", Some(3));
            let looked = Act::PracticeImpactEvaluated {
                after_months: 3,
                method: LaterMethod::Survey,
                n: 3,
                seen: words(),
            };
            activity(log, looked);
        },
    ),
    (
        49,
        |log| held(log, "2026-02-14", Some(3)),
        |log| held(log, "2026-02-15", Some(3)),
    ),
    (
        49,
        |log| held(log, "2026-02-01", Some(3)),
        |log| held(log, "2026-02-01", None),
    ),
];

#[test]
fn each_rule_about_spreading_learning_finds_its_gap_and_no_other() {
    super::each(LEARNING);
}

#[test]
fn an_agency_is_told_of_the_briefing_it_did_not_pass_on() {
    let mut log = Log::new();
    asked(&mut log, "2026-04-01");
    let gaps = log.models.gaps(day("2026-06-15"));
    let gap = gaps.iter().find(|gap| gap.rule == 48).unwrap();
    assert_eq!(gap.agencies, vec![id(1)]);
    assert_eq!(gap.since, day("2026-04-02"));
}
