//! The register: what it leaves out, how it is ordered, and what it counts.

use super::{Ageing, RecommendationFilter, RecommendationSort, RecommendationState};
use crate::given::{Log, day, id, words};
use crate::reference::PageOf;
use events::ids::{AgencyId, RecommendationId};
use events::recommendation::{Event as Rec, Level, Source, SourceKind};
use std::collections::BTreeSet;

const TODAY: &str = "2026-06-15";

fn made(reference: &str, plan: Option<u128>, agency: u128, due: Option<&str>) -> Rec {
    Rec::RecommendationMade {
        reference: reference.to_owned(),
        plan: plan.map(id),
        priority: None,
        theme: Some("neglect".to_owned()),
        sources: vec![Source {
            kind: SourceKind::Inspection,
            id: None,
            title: "Inspection 2026".to_owned(),
        }],
        text: words(),
        addressees: vec![id(agency)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due: due.map(day),
    }
}

/// Two in the plan of 2026, one in a later plan and two in none, the first made on the first of
/// January and each a month after the one before.
fn story() -> Log {
    let mut log = Log::new();
    log.recommendation(1, made("7", None, 1, Some("2026-06-14")));
    log.on("2026-02-01");
    log.recommendation(2, made("R10", Some(1), 2, Some("2026-05-01")));
    log.on("2026-03-01");
    log.recommendation(3, made("R2", Some(1), 1, None));
    log.on("2026-04-01");
    log.recommendation(4, made("R1", Some(2), 1, Some("2026-06-15")));
    log.on("2026-05-01");
    log.recommendation(5, made("6", None, 2, Some("2026-06-14")));
    log
}

fn listed(log: &Log, filter: &RecommendationFilter, sort: RecommendationSort) -> Vec<String> {
    let page = (log.models).list_recommendations(filter, sort, PageOf::ALL, day(TODAY));
    assert_eq!(page.total, page.rows.len());
    let rows = page.rows.into_iter();
    rows.map(|one| one.reference.clone()).collect()
}

fn all(log: &Log, sort: RecommendationSort) -> Vec<String> {
    listed(log, &RecommendationFilter::default(), sort)
}

#[test]
fn the_register_goes_plan_by_plan_and_what_has_none_comes_last() {
    let mut log = story();
    let order = RecommendationSort::Reference;
    assert_eq!(all(&log, order), ["R2", "R10", "R1", "6", "7"]);
    log.recommendation(5, Rec::RecommendationCarriedForward { to: id(1) });
    assert_eq!(all(&log, order), ["R2", "R10", "6", "R1", "7"]);
}

#[test]
fn other_orders_go_by_age_date_and_making() {
    let log = story();
    let by_age = ["7", "R10", "R2", "R1", "6"];
    assert_eq!(all(&log, RecommendationSort::Age), by_age);
    assert_eq!(all(&log, RecommendationSort::Made), by_age);
    assert_eq!(
        all(&log, RecommendationSort::Due),
        ["R10", "7", "6", "R1", "R2"]
    );
}

#[test]
fn each_filter_keeps_what_it_names_and_leaves_out_the_rest() {
    let mut log = story();
    log.recommendation(2, Rec::RecommendationClosed {});
    let amended = Rec::RecommendationAmended {
        text: None,
        addressees: Some(vec![id(3)]),
        outcome: None,
        measure: None,
        due: None,
    };
    log.recommendation(4, amended);
    let kept = |change: fn(&mut RecommendationFilter)| {
        let mut filter = RecommendationFilter::default();
        change(&mut filter);
        listed(&log, &filter, RecommendationSort::Reference)
    };
    assert_eq!(kept(|f| f.plan = Some(id(1))), ["R2", "R10"]);
    assert_eq!(kept(|f| f.addressee = Some(id(1))), ["R2", "7"]);
    assert_eq!(kept(|f| f.addressee = Some(id(3))), ["R1"]);
    assert!(kept(|f| f.addressee = Some(id(4))).is_empty());
    assert_eq!(kept(|f| f.overdue = true), ["6", "7"]);
    assert_eq!(kept(|f| f.open = true), ["R2", "R1", "6", "7"]);
    assert_eq!(kept(|f| f.source = Some(SourceKind::Inspection)).len(), 5);
    assert!(kept(|f| f.source = Some(SourceKind::Finding)).is_empty());
    assert_eq!(kept(|f| f.theme = Some("neglect".to_owned())).len(), 5);
    assert!(kept(|f| f.theme = Some("exploitation".to_owned())).is_empty());
    let closed = kept(|f| f.states = vec![RecommendationState::Closed]);
    assert_eq!(closed, ["R10"]);
    let both = kept(|f| (f.plan, f.addressee, f.open) = (Some(id(1)), Some(id(2)), true));
    assert!(both.is_empty());
}

#[test]
fn age_runs_until_it_is_settled_and_on_again_when_it_is_reopened() {
    let mut log = story();
    let age = |log: &Log, number| {
        let one = log.models.recommendations.get(id(number)).unwrap();
        (one.age_in_days(day(TODAY)), one.settled_on())
    };
    assert_eq!(age(&log, 1), (165, None));
    log.on("2026-01-11");
    log.recommendation(1, Rec::RecommendationDeclined { agency: id(1) });
    assert_eq!(age(&log, 1), (10, Some(day("2026-01-11"))));
    let old = RecommendationFilter {
        older_than_days: Some(100),
        ..RecommendationFilter::default()
    };
    // What is shown, asked for and sorted by is the same age.
    assert_eq!(listed(&log, &old, RecommendationSort::Age), ["R10", "R2"]);
    let oldest_first = ["R10", "R2", "R1", "6", "7"];
    assert_eq!(all(&log, RecommendationSort::Age), oldest_first);
    log.on("2026-06-01");
    log.recommendation(1, Rec::RecommendationReopened {});
    assert_eq!(age(&log, 1), (165, None));
    assert_eq!(
        listed(&log, &old, RecommendationSort::Age),
        ["7", "R10", "R2"]
    );
    let before_it_was_made = day("2025-12-01");
    let one = log.models.recommendations.get(id(1)).unwrap();
    assert_eq!(one.age_in_days(before_it_was_made), 0);
}

#[test]
fn ageing_counts_what_is_open_for_everybody_and_for_one_agency() {
    let mut log = story();
    let ageing = |log: &Log, agency: Option<u128>| {
        let agency = agency.map(id::<AgencyId>);
        log.models.recommendations.ageing(agency, day(TODAY))
    };
    let every = Ageing {
        open: 5,
        longest_open: 165,
        overdue: 3,
        longest_overdue: 45,
    };
    assert_eq!(ageing(&log, None), every);
    let of_one = Ageing {
        open: 3,
        longest_open: 165,
        overdue: 1,
        longest_overdue: 1,
    };
    assert_eq!(ageing(&log, Some(1)), of_one);
    assert_eq!(ageing(&log, Some(3)), Ageing::default());
    log.recommendation(2, Rec::RecommendationSuperseded { by: id(3) });
    log.recommendation(1, Rec::RecommendationClosed {});
    let left = Ageing {
        open: 3,
        longest_open: 106,
        overdue: 1,
        longest_overdue: 1,
    };
    assert_eq!(ageing(&log, None), left);
}

#[test]
fn counts_follow_addressees_sources_and_what_is_said_again() {
    let mut log = story();
    let to = |log: &Log, agency: u128| log.models.recommendations.count_to(id(agency));
    assert_eq!((to(&log, 1), to(&log, 2), to(&log, 3)), (3, 2, 0));
    let amended = Rec::RecommendationAmended {
        text: None,
        addressees: Some(vec![id(2), id(3), id(3)]),
        outcome: None,
        measure: None,
        due: None,
    };
    log.recommendation(1, amended);
    assert_eq!((to(&log, 1), to(&log, 2), to(&log, 3)), (2, 3, 1));
    log.recommendation(5, Rec::RecommendationRepeatsEarlier { earlier: id(1) });
    let all = &log.models.recommendations;
    assert_eq!(all.count(), 5);
    assert_eq!(all.count_from(SourceKind::Inspection), 5);
    assert_eq!(all.count_from(SourceKind::Finding), 0);
    let again: Vec<_> = all.repeating(id(1)).map(|one| one.id).collect();
    assert_eq!(again, [id::<RecommendationId>(5)]);
    assert_eq!(all.repeating(id(5)).count(), 0);
}

#[test]
fn pages_hold_each_recommendation_once_in_every_order() {
    let mut log = Log::new();
    // The same reference, the same day and the same date, so that only the id tells them apart.
    for number in 1..=23 {
        let plan = (number % 3 > 0).then_some(number % 3);
        log.recommendation(number, made("1", plan, 1, Some("2026-05-01")));
    }
    let open = RecommendationFilter {
        open: true,
        ..RecommendationFilter::default()
    };
    for filter in [RecommendationFilter::default(), open] {
        for sort in [
            RecommendationSort::Reference,
            RecommendationSort::Age,
            RecommendationSort::Due,
            RecommendationSort::Made,
        ] {
            let part = |offset| {
                let wanted = PageOf { offset, limit: 5 };
                let models = &log.models;
                let page = models.list_recommendations(&filter, sort, wanted, day(TODAY));
                assert_eq!((page.total, page.offset), (23, offset));
                page.rows.into_iter().map(|one| one.id).collect::<Vec<_>>()
            };
            let pages: Vec<_> = [0, 5, 10, 15, 20].into_iter().flat_map(part).collect();
            assert_eq!(pages.len(), 23, "{sort:?}");
            assert_eq!(pages.iter().collect::<BTreeSet<_>>().len(), 23, "{sort:?}");
            assert!(part(25).is_empty());
        }
    }
}
