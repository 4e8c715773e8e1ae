//! Given what spreads learning, when the deadlines are asked, then these.

use super::only;
use crate::deadlines::{DeadlineKind, DeadlineState};
use crate::given::{Log, day, id, words};
use events::briefing::Event as Told;
use events::event::Event;
use events::ids::{BriefingId, LearningActivityId};
use events::learning_activity::{ActivityKind, Event as Act, LaterMethod};

fn briefing(log: &mut Log, event: Told) {
    log.add(id::<BriefingId>(1).into(), Event::Briefing(event));
}

fn asked() -> Log {
    let mut log = Log::new();
    log.on("2026-03-01");
    let drafted = Told::BriefingDrafted {
        reference: "B1".to_owned(),
        title: "Seeing babies".to_owned(),
        theme: None,
        sources: Vec::new(),
        parts: Vec::new(),
    };
    briefing(&mut log, drafted);
    let audience = "everybody".to_owned();
    briefing(&mut log, Told::BriefingPublished { audience });
    let (agency, due) = (id(1), day("2026-04-01"));
    briefing(&mut log, Told::CascadeRequested { agency, due });
    log
}

#[test]
fn an_agency_confirms_by_its_day_and_until_the_briefing_is_withdrawn() {
    let mut log = asked();
    let kind = DeadlineKind::Cascade;
    let due = only(&log, kind, "2026-04-01");
    assert_eq!(due.state, DeadlineState::Ahead);
    assert_eq!(due.addressees, [id(1)]);
    assert_eq!(only(&log, kind, "2026-04-02").state, DeadlineState::Overdue);
    let mut withdrawn = asked();
    briefing(&mut withdrawn, Told::BriefingWithdrawn {});
    let stopped = only(&withdrawn, kind, "2026-04-02");
    assert_eq!(stopped.state, DeadlineState::Stopped);
    log.on("2026-04-03");
    let confirmed = Told::CascadeConfirmed {
        agency: id(1),
        teams: vec!["Duty".to_owned()],
        reached: 7,
        how: words(),
    };
    briefing(&mut log, confirmed);
    let late = only(&log, kind, "2026-05-01");
    assert_eq!((late.state, late.days_late), (DeadlineState::MetLate, 2));
}

#[test]
fn practice_is_looked_at_within_a_month_of_the_months_that_were_set() {
    let mut log = Log::new();
    log.on("2026-02-01");
    let stream = id::<LearningActivityId>(1).into();
    let scheduled = Act::ActivityScheduled {
        kind: ActivityKind::Course,
        reference: "C1".to_owned(),
        title: "Seeing babies".to_owned(),
        theme: None,
        on: day("2026-02-01"),
        places: None,
        briefings: Vec::new(),
        look_after_months: Some(3),
    };
    log.add(stream, Event::LearningActivity(scheduled));
    let attendance = Vec::new();
    let delivered = Act::CourseDelivered { attendance };
    log.add(stream, Event::LearningActivity(delivered));
    let kind = DeadlineKind::LaterLook;
    assert_eq!(only(&log, kind, "2026-06-01").due, day("2026-06-01"));
    assert_eq!(only(&log, kind, "2026-06-02").state, DeadlineState::Overdue);
    log.on("2026-05-20");
    let looked = Act::PracticeImpactEvaluated {
        after_months: 3,
        method: LaterMethod::Survey,
        n: 3,
        seen: words(),
    };
    log.add(stream, Event::LearningActivity(looked));
    assert_eq!(only(&log, kind, "2026-06-02").state, DeadlineState::Met);
}
