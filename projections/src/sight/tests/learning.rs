//! What an agency reaches of what spreads learning.

use super::{OTHER, OWN, lead, touches};
use crate::generate::Generator;
use crate::given::{Log, day, id, words};
use events::briefing::{Event as Told, Source, SourceKind};
use events::envelope::Role;
use events::event::Event;
use events::everywhere::Sight;
use events::ids::{
    BriefingId, ChildDeathLearningId, LearningActivityId, RecommendationId, StreamId,
};
use events::learning_activity::{ActivityKind, Event as Act};

fn briefing() -> StreamId {
    id::<BriefingId>(1).into()
}

fn drafted() -> Log {
    let mut log = Log::new();
    let event = Told::BriefingDrafted {
        reference: "B1".to_owned(),
        title: "Seeing babies".to_owned(),
        theme: None,
        sources: vec![Source {
            kind: SourceKind::Recommendation,
            id: Some(id::<RecommendationId>(1).0),
            title: "Recommendation 3.1".to_owned(),
        }],
        parts: Vec::new(),
    };
    log.add(briefing(), Event::Briefing(event));
    log
}

fn published() -> Log {
    let mut log = drafted();
    let audience = "everybody".to_owned();
    let event = Told::BriefingPublished { audience };
    log.add(briefing(), Event::Briefing(event));
    log
}

#[test]
fn an_agency_reaches_a_briefing_once_it_is_published_and_still_when_it_is_withdrawn() {
    assert!(!touches(&drafted().models.reached(&lead(OWN)), briefing()));
    let mut log = published();
    assert!(touches(&log.models.reached(&lead(OWN)), briefing()));
    log.add(briefing(), Event::Briefing(Told::BriefingWithdrawn {}));
    assert!(touches(&log.models.reached(&lead(OTHER)), briefing()));
    let nobody = Sight::of(Role::AgencyLead, None);
    assert!(!touches(&log.models.reached(&nobody), briefing()));
}

#[test]
fn an_agency_is_shown_its_own_passing_on_and_no_other_agencys() {
    let log = published();
    let shows = |event: Told| {
        let mut recorded = Generator::usual(1).next().unwrap();
        recorded.envelope.stream = briefing();
        recorded.event = Event::Briefing(event);
        log.models.reached(&lead(OWN)).shows(&recorded)
    };
    let confirmed = |agency: u128| Told::CascadeConfirmed {
        agency: id(agency),
        teams: Vec::new(),
        reached: 7,
        how: words(),
    };
    let asked = |agency: u128| Told::CascadeRequested {
        agency: id(agency),
        due: day("2026-06-01"),
    };
    let chased = |agency: u128| Told::CascadeOverdue {
        agency: id(agency),
        due: day("2026-06-01"),
    };
    assert!(shows(confirmed(OWN)) && shows(asked(OWN)) && shows(chased(OWN)));
    assert!(!shows(confirmed(OTHER)) && !shows(asked(OTHER)) && !shows(chased(OTHER)));
    assert!(shows(Told::BriefingCleared {}) && shows(Told::BriefingWithdrawn {}));
}

#[test]
fn an_agency_reaches_neither_activities_nor_learning_from_child_deaths() {
    let mut log = Log::new();
    let activity: StreamId = id::<LearningActivityId>(1).into();
    let event = Act::ActivityScheduled {
        kind: ActivityKind::Forum,
        reference: "F1".to_owned(),
        title: "Forum".to_owned(),
        theme: None,
        on: day("2026-06-01"),
        places: None,
        briefings: Vec::new(),
        look_after_months: None,
    };
    log.add(activity, Event::LearningActivity(event));
    let year: StreamId = id::<ChildDeathLearningId>(1).into();
    let reached = log.models.reached(&lead(OWN));
    assert!(!touches(&reached, activity) && !touches(&reached, year));
    let team = log.models.reached(&Sight::of(Role::CsprCoordinator, None));
    assert!(touches(&team, activity) && touches(&team, year));
}

#[test]
fn an_inspectors_request_for_a_recommendation_is_one_for_the_briefings_that_spread_it() {
    let log = published();
    let named: StreamId = id::<RecommendationId>(1).into();
    let sight = Sight::of(Role::Inspector, None).within([named]);
    assert!(touches(&log.models.reached(&sight), briefing()));
    let other: StreamId = id::<RecommendationId>(2).into();
    let sight = Sight::of(Role::Inspector, None).within([other]);
    assert!(!touches(&log.models.reached(&sight), briefing()));
}
