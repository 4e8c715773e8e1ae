//! The position: sums that add up, and movement.

use super::{Status, StatusQuery};
use crate::Models;
use crate::given::{Log, day, found, id, words};
use events::action::{Event as Act, Impact};
use events::audit::FindingKind;
use events::audit_case::Event as Cased;
use events::audit_programme::Event as Year;
use events::envelope::Moment;
use events::ids::EvidenceId;

fn story() -> Log {
    let mut log = Log::new();
    for (number, due) in [(1, "2026-05-01"), (2, "2026-07-01"), (3, "2026-12-01")] {
        log.agreed(number, Some(due));
    }
    log.on("2026-04-01").rated(1, "R", true);
    log.rated(2, "G", false);
    log.on("2026-06-01").rated(1, "G", false);
    log.rated(2, "A", true);
    log.rated(3, "W", false);
    log.agreed(4, None);
    log
}

fn status(models: &Models, since: Option<&str>) -> Status {
    let moment =
        |day: chrono::NaiveDate| Moment::new(day.and_time(chrono::NaiveTime::MIN).and_utc());
    models.status(StatusQuery {
        today: day("2026-06-15"),
        since: since.map(|since| moment(day(since))),
        plan: None,
    })
}

#[test]
fn every_count_adds_up_to_all_actions() {
    let mut log = story();
    log.action(3, Act::ActionClosed {});
    let status = status(&log.models, None);
    let claimed: u64 = status.claimed.iter().map(|row| row.count).sum();
    assert_eq!((status.actions, claimed + status.unrated), (4, 4));
    for counts in [&status.by_date, &status.verified, &status.phases] {
        assert_eq!(counts.values().sum::<u64>(), 4);
    }
    // 1 is Green past its date; 3 is White past its start, but closed.
    assert_eq!((status.differs, status.overdue, status.due_soon), (1, 1, 1));
    assert_eq!(status.by_date.get("undated"), Some(&1));
    assert_eq!(status.closed.actions_without_impact, 1);
    assert_eq!(status.last.map(|at| at.position), Some(log.position));
    assert!(status.movement.is_none());
}

#[test]
fn movement_is_counted_since_a_moment_of_recorded_time() {
    let moved = status(&story().models, Some("2026-05-01"))
        .movement
        .unwrap();
    assert_eq!((moved.better, moved.worse), (vec![id(1)], vec![id(2)]));
    assert_eq!((moved.newly_rated, moved.same), (vec![id(3)], 0));
    assert_eq!(moved.opened, [id(4)]);
    let later = status(&story().models, Some("2026-06-02"))
        .movement
        .unwrap();
    assert_eq!(
        (later.better.len(), later.worse.len(), later.same),
        (0, 0, 3)
    );
    assert!(later.opened.is_empty());
}

#[test]
fn a_closed_a_reopened_and_a_slipped_action_have_moved() {
    let mut log = story();
    log.action(1, Act::ActionClosed {});
    log.on("2026-06-10");
    let (from, to) = (day("2026-07-01"), day("2026-08-01"));
    log.action(2, Act::DueDateExtended { from, to });
    log.action(1, Act::ActionReopened {});
    log.action(3, Act::ActionClosed {});
    let moved = status(&log.models, Some("2026-06-05")).movement.unwrap();
    assert_eq!(moved.reopened, [id(1)]);
    assert_eq!(moved.slipped, [id(2)]);
    assert_eq!(moved.closed, [id(3)]);
}

#[test]
fn a_closed_action_counts_as_with_impact_only_on_evidence() {
    let judged = |evidence: Vec<EvidenceId>| {
        let mut log = story();
        let (judgement, explanation) = (Impact::Some, words());
        let event = Act::ActionImpactJudged {
            judgement,
            evidence,
            explanation,
        };
        log.action(1, event);
        log.action(1, Act::ActionClosed {});
        let closed = status(&log.models, None).closed;
        (closed.actions_with_impact, closed.actions_without_impact)
    };
    assert_eq!(judged(vec![id(1)]), (1, 0));
    assert_eq!(judged(Vec::new()), (0, 1));
}

#[test]
fn a_position_of_one_plan_leaves_the_others_out() {
    let log = story();
    let query = |number| StatusQuery {
        today: day("2026-06-15"),
        since: None,
        plan: Some(id(number)),
    };
    assert_eq!(log.models.status(query(1)).actions, 4);
    let other = log.models.status(query(2));
    assert_eq!((other.actions, other.gaps.len()), (0, 0));
}

#[test]
fn the_written_form_has_the_fields_that_are_documented() {
    let json = serde_json::to_value(status(&story().models, Some("2026-05-01"))).unwrap();
    let documented = include_str!("../../../docs/status-json.md");
    for name in json.as_object().unwrap().keys() {
        assert!(documented.contains(&format!("`{name}`")), "{name}");
    }
    for name in json["practice"].as_object().unwrap().keys() {
        assert!(documented.contains(&format!("`{name}`")), "{name}");
    }
    for name in json["reviews"].as_object().unwrap().keys() {
        assert!(documented.contains(&format!("`{name}`")), "{name}");
    }
    for name in json["movement"].as_object().unwrap().keys() {
        assert!(documented.contains(&format!("`{name}`")), "{name}");
    }
    let empty = serde_json::to_value(status(&Models::default(), None)).unwrap();
    assert_eq!(empty["last"], serde_json::Value::Null);
    assert_eq!(empty["by_date"]["overdue"], 0);
}

#[test]
fn audits_and_self_assessments_are_counted_whatever_plan_is_asked_for() {
    let mut log = Log::new();
    log.programme(
        1,
        Year::ProgrammeAgreed {
            title: "2026".to_owned(),
            starts: day("2026-01-01"),
            ends: day("2026-12-31"),
            minimum: 4,
            plan: None,
            agreed_by: None,
        },
    );
    log.on("2026-02-01").sampled();
    log.audit(1, found(1, FindingKind::Improvement, "neglect"));
    for (agency, due) in [(1, "2026-03-01"), (2, "2026-09-01")] {
        let (agency, due) = (id(agency), day(due));
        log.case(1, Cased::AgencyReturnRequested { agency, due });
    }
    let of = |plan| {
        let query = StatusQuery {
            today: day("2026-06-15"),
            since: None,
            plan,
        };
        log.models.status(query).practice
    };
    let counted = of(None);
    assert_eq!(counted, of(Some(id(1))));
    assert_eq!(
        (
            counted.audits_under_way,
            counted.findings_without_recommendation
        ),
        (1, 1)
    );
    assert_eq!(
        (counted.returns_waited_for, counted.returns_overdue),
        (2, 1)
    );
    assert_eq!(
        (counted.concerns_open, counted.self_assessments_waited_for),
        (0, 0)
    );
    let year = counted.year.unwrap();
    assert_eq!((year.minimum, year.expected, year.reported), (4, 1, 0));
}
