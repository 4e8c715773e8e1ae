//! The trail: order, paging, and every filter against a plain search.

use super::{TrailFilter, TrailOrder, TrailPage, TrailRow};
use crate::Models;
use crate::generate::Generator;
use crate::given::{Log, day, id};
use events::envelope::{Moment, Role};
use events::event::Recorded;
use events::ids::{ActionId, AgencyId, StreamId, StreamKind};

const EVENTS: usize = 20_000;

fn log() -> (Vec<Recorded>, Models) {
    let events: Vec<_> = Generator::usual(3).take(EVENTS).collect();
    let models = events.iter().collect();
    (events, models)
}

fn all(models: &Models, filter: &TrailFilter, order: TrailOrder) -> Vec<TrailRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let limit = 997;
        let page = TrailPage {
            order,
            after,
            limit,
        };
        let part = models.trail_part(filter, page);
        rows.extend(part.rows);
        after = part.next;
        if after.is_none() {
            return rows;
        }
    }
}

fn agrees(filter: &TrailFilter, wanted: impl Fn(&Recorded) -> bool) {
    let (events, models) = log();
    let expected = events
        .iter()
        .filter(|e| wanted(e))
        .map(|e| e.envelope.position);
    let mut expected: Vec<_> = expected.collect();
    assert!(!expected.is_empty() && expected.len() < EVENTS);
    let oldest = all(&models, filter, TrailOrder::OldestFirst);
    assert!(
        oldest
            .iter()
            .map(|row| row.position)
            .eq(expected.iter().copied())
    );
    assert_eq!(models.trail_positions(filter), expected);
    expected.reverse();
    let newest = all(&models, filter, TrailOrder::NewestFirst);
    assert!(newest.iter().map(|row| row.position).eq(expected));
}

#[test]
fn the_whole_trail_is_every_event_with_all_that_stands_on_it() {
    let (events, models) = log();
    let rows = all(&models, &TrailFilter::default(), TrailOrder::OldestFirst);
    assert_eq!(rows.len(), EVENTS);
    for (row, recorded) in rows.iter().zip(&events) {
        let envelope = &recorded.envelope;
        assert_eq!(row.id, envelope.id);
        assert_eq!(row.thing.stream, envelope.stream);
        assert_eq!(
            (row.position, row.version),
            (envelope.position, envelope.version)
        );
        assert_eq!(
            (&row.type_name, &row.actor),
            (&envelope.type_name, &envelope.actor)
        );
        assert_eq!(row.recorded_at, envelope.recorded_at);
        assert_eq!(row.occurred_on, envelope.occurred_on);
        assert_eq!(
            (row.late, row.decided_in),
            (envelope.late, envelope.decided_in)
        );
        assert_eq!(row.correlation, envelope.correlation);
        assert_eq!(row.reason.is_some(), envelope.reason.is_some());
    }
}

#[test]
fn the_trail_of_one_thing_is_its_own_events() {
    let stream = StreamId::new(
        StreamKind::ImprovementAction,
        uuid::Uuid::from_u64_pair(10, 3),
    );
    let filter = TrailFilter {
        stream: Some(stream),
        ..TrailFilter::default()
    };
    agrees(&filter, |e| e.envelope.stream == stream);
}

#[test]
fn each_filter_finds_what_a_plain_search_finds() {
    let filter = TrailFilter {
        kinds: vec![StreamKind::Evidence, StreamKind::Plan],
        ..TrailFilter::default()
    };
    agrees(&filter, |e| {
        matches!(
            e.envelope.stream.kind,
            StreamKind::Evidence | StreamKind::Plan
        )
    });
    let filter = TrailFilter {
        types: vec!["rag_rated".to_owned()],
        late: true,
        ..TrailFilter::default()
    };
    agrees(&filter, |e| {
        e.envelope.type_name == "rag_rated" && e.envelope.late
    });
    let agency = AgencyId(uuid::Uuid::from_u64_pair(2, 5));
    let filter = TrailFilter {
        role: Some(Role::AgencyLead),
        agency: Some(agency),
        ..TrailFilter::default()
    };
    agrees(&filter, |e| e.envelope.actor.agency() == Some(agency));
}

#[test]
fn recorded_and_occurred_time_cut_the_trail_at_both_ends() {
    let (events, _) = log();
    let at = |n: usize| events[n].envelope.recorded_at;
    let (from, to) = (at(4_000), at(15_000));
    let filter = TrailFilter {
        recorded_from: Some(from),
        recorded_to: Some(to),
        ..TrailFilter::default()
    };
    agrees(&filter, |e| (from..=to).contains(&e.envelope.recorded_at));
    let (first, last) = (day("2023-11-16"), day("2023-11-18"));
    let filter = TrailFilter {
        occurred_from: Some(first),
        occurred_to: Some(last),
        ..TrailFilter::default()
    };
    agrees(&filter, |e| {
        (first..=last).contains(&e.envelope.occurred_on)
    });
}

#[test]
fn what_one_request_wrote_is_found_by_its_number_and_an_unknown_number_finds_nothing() {
    let (events, models) = log();
    let correlation = events[9_000].envelope.correlation;
    let filter = TrailFilter {
        correlation,
        ..TrailFilter::default()
    };
    agrees(&filter, |e| e.envelope.correlation == correlation);
    let filter = TrailFilter {
        correlation: Some(uuid::Uuid::max()),
        ..TrailFilter::default()
    };
    assert!(
        models
            .trail_part(&filter, TrailPage::default())
            .rows
            .is_empty()
    );
}

#[test]
fn a_thing_nobody_knows_has_no_trail_and_a_row_names_what_it_is_about() {
    let mut log = Log::new();
    log.agreed(4, None);
    let filter = |number| TrailFilter {
        stream: Some(id::<ActionId>(number).into()),
        ..TrailFilter::default()
    };
    let part = log.models.trail_part(&filter(4), TrailPage::default());
    assert_eq!((part.rows[0].thing.name.as_str(), part.next), ("1.4", None));
    let part = log.models.trail_part(&filter(5), TrailPage::default());
    assert!(part.rows.is_empty());
    let later = Moment::new(day("2030-01-01").and_time(chrono::NaiveTime::MIN).and_utc());
    let filter = TrailFilter {
        recorded_from: Some(later),
        ..TrailFilter::default()
    };
    assert!(
        log.models
            .trail_part(&filter, TrailPage::default())
            .rows
            .is_empty()
    );
    assert_eq!(
        log.models.trail_row(log.position).unwrap().position,
        log.position
    );
    assert!(log.models.trail_row(log.position + 1).is_none());
}

#[test]
fn the_trail_of_an_audit_is_told_with_its_cases_where_that_is_asked_for() {
    let mut log = crate::given::Log::new();
    log.sampled();
    let audit: StreamId = crate::given::id::<events::ids::AuditId>(1).into();
    let told = |parts| {
        let filter = TrailFilter {
            stream: Some(audit),
            parts,
            ..TrailFilter::default()
        };
        let rows = log.models.trail_part(&filter, TrailPage::default()).rows;
        rows.iter()
            .map(|row| row.type_name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(told(false), ["audit_commissioned", "sample_drawn"]);
    let whole = [
        "audit_commissioned",
        "case_drawn",
        "case_drawn",
        "sample_drawn",
    ];
    assert_eq!(told(true), whole, "in the order in which it happened");
    assert!(log.models.has_parts(audit));
    let case: StreamId = crate::given::id::<events::ids::CaseId>(1).into();
    assert!(!log.models.has_parts(case));
}
