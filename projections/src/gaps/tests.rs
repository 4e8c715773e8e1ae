//! Every rule: a log in which it finds something, and one close by in which it does not.

use super::RULES;
use crate::given::{Log, agreed, day, id, words};
use events::action::{DatePrecision, Event as Act, Impact, Measure, Owner, Parent};
use events::envelope::DecidedIn;
use events::gap::gap_id;
use events::ids::AgencyId;
use events::meeting::{Event as Meet, Presence};
use events::partnership::{Contribution, Event as Part};
use events::recommendation::{Event as Rec, Level};
use std::collections::BTreeSet;

mod inspections;
mod learning;
mod practice;
mod rapid_reviews;
mod records;
mod reviews;
mod standing;

type Story = fn(&mut Log);

/// The rules that find something in a story, on 15 June 2026.
fn rules(story: Story) -> BTreeSet<u16> {
    let mut log = Log::new();
    story(&mut log);
    let gaps = log.models.gaps(day("2026-06-15"));
    for gap in &gaps {
        assert!(!gap.rests_on.is_empty() && !gap.name.is_empty(), "{gap:?}");
        assert!(gap.since <= day("2026-06-15"), "{gap:?}");
        assert_eq!(gap.stream.id, gap_id(gap.rule, gap.about.stream));
    }
    gaps.into_iter().map(|gap| gap.rule).collect()
}

const LATER: Option<&str> = Some("2026-09-01");
const PAST: Option<&str> = Some("2026-05-01");

fn claim(log: &mut Log, evidence: u128) {
    let evidence = vec![id(evidence)];
    let statement = words();
    log.action(
        1,
        Act::CompletionClaimed {
            statement,
            evidence,
        },
    );
}

fn lodged(log: &mut Log) {
    log.lodged(1, "2026-03-01");
    log.linked(1, 1);
}

fn judged(log: &mut Log, judgement: Impact) {
    let evidence = vec![id(1)];
    let explanation = words();
    log.action(
        1,
        Act::ActionImpactJudged {
            judgement,
            evidence,
            explanation,
        },
    );
}

fn made(addressees: Vec<AgencyId>) -> Rec {
    Rec::RecommendationMade {
        reference: "3.1".to_owned(),
        plan: Some(id(1)),
        priority: None,
        theme: None,
        sources: Vec::new(),
        text: words(),
        addressees,
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    }
}

fn of_recommendation() -> Act {
    let mut action = agreed(1, LATER);
    if let Act::ActionAgreed { parent, .. } = &mut action {
        *parent = Parent::Recommendation(id(1));
    }
    action
}

fn without(change: fn(&mut Vec<Owner>, &mut Vec<Measure>)) -> Act {
    let mut action = agreed(1, LATER);
    if let Act::ActionAgreed {
        owners, measures, ..
    } = &mut action
    {
        change(owners, measures);
    }
    action
}

fn milestone(due: &str) -> Act {
    Act::MilestoneSet {
        milestone: id(1),
        text: words(),
        owner: None,
        due: Some(day(due)),
        due_precision: DatePrecision::Day,
        beyond_plan: false,
    }
}

fn extend(log: &mut Log, on: &str, from: &str, to: &str) {
    let (from, to) = (day(from), day(to));
    log.on(on).action(1, Act::DueDateExtended { from, to });
}

fn budget(total_pence: u64) -> Part {
    let (agency, amount_pence) = (id(1), 100);
    let contributions = vec![Contribution {
        agency,
        amount_pence,
    }];
    let year = "2026".to_owned();
    Part::BudgetAgreed {
        year,
        contributions,
        total_pence,
    }
}

fn decide(log: &mut Log) {
    log.held(1, Presence::Present);
    let decision = Meet::DecisionMade {
        decision: id(7),
        text: words(),
        rationale: words(),
        dissent: Vec::new(),
        subject_to_ratification: false,
    };
    log.meeting(1, decision);
}

const DATES: &[(u16, Story, Story)] = &[
    (
        17,
        |log| {
            log.agreed(1, PAST);
            log.rated(1, "G", false);
        },
        |log| {
            log.agreed(1, LATER);
            log.rated(1, "G", false);
        },
    ),
    (
        18,
        |log| {
            log.agreed(1, LATER);
            log.rated(1, "R", false);
        },
        |log| {
            log.agreed(1, LATER);
            log.rated(1, "R", true);
        },
    ),
    (
        19,
        |log| {
            log.agreed(1, LATER);
            log.rated(1, "W", false);
        },
        |log| {
            log.agreed(1, LATER);
            log.rated(1, "A", true);
        },
    ),
    (
        20,
        |log| {
            log.agreed(1, LATER);
            log.rated(1, "P", true);
        },
        |log| {
            log.agreed(1, LATER);
            log.decided_in = Some(DecidedIn {
                meeting: id(1),
                decision: None,
            });
            log.rated(1, "P", true);
        },
    ),
    (
        21,
        |log| {
            log.agreed(1, LATER);
            log.on("2026-02-15").rated(1, "G", false);
            log.on("2026-06-01").held(1, Presence::Present);
        },
        |log| {
            log.agreed(1, LATER);
            log.on("2026-05-01").rated(1, "G", false);
            log.on("2026-06-01").held(1, Presence::Present);
        },
    ),
    (
        22,
        |log| {
            log.agreed(1, LATER);
            log.rated(1, "R", true);
            log.on("2026-04-01").rated(1, "G", false);
        },
        |log| {
            log.agreed(1, LATER);
            log.rated(1, "R", true);
            log.action(1, Act::ProgressReported { text: words() });
            log.on("2026-04-01").rated(1, "G", false);
        },
    ),
    (
        23,
        |log| {
            log.agreed(1, PAST);
            extend(log, "2026-05-02", "2026-05-01", "2026-09-01");
        },
        |log| {
            log.agreed(1, PAST);
            extend(log, "2026-05-01", "2026-05-01", "2026-09-01");
        },
    ),
    (
        24,
        |log| {
            log.agreed(1, LATER);
            log.action(1, milestone("2027-01-01"));
        },
        |log| {
            log.agreed(1, LATER);
            log.action(1, milestone("2026-12-31"));
        },
    ),
    (
        25,
        |log| {
            log.agreed(1, LATER);
            log.on("2026-05-29");
            for _ in 0..5 {
                log.rated(1, "G", false);
            }
            log.on("2026-06-01").held(1, Presence::Present);
        },
        |log| {
            log.agreed(1, LATER);
            for on in ["2026-04-01", "2026-05-29"] {
                log.on(on);
                for _ in 0..5 {
                    log.rated(1, "G", false);
                }
            }
            log.on("2026-06-01").held(1, Presence::Present);
        },
    ),
    (
        27,
        |log| {
            log.agreed(1, LATER);
            log.agreed(2, Some("2026-10-01"));
            log.action(1, Act::ActionDependsOn { on: id(2) });
        },
        |log| {
            log.agreed(1, LATER);
            log.agreed(2, LATER);
            log.action(1, Act::ActionDependsOn { on: id(2) });
        },
    ),
];

const GOVERNANCE: &[(u16, Story, Story)] = &[
    (53, decide, |log| {
        decide(log);
        let decision = Some(id(7));
        log.decided_in = Some(DecidedIn {
            meeting: id(1),
            decision,
        });
        log.agreed(1, LATER);
    }),
    (
        55,
        |log| {
            log.on("2026-03-01").held(1, Presence::Absent);
            log.on("2026-06-01").held(2, Presence::Absent);
        },
        |log| {
            log.on("2026-03-01").held(1, Presence::Absent);
            log.on("2026-06-01").held(2, Presence::Deputy);
        },
    ),
    (
        59,
        |log| {
            log.partnership(budget(101));
        },
        |log| {
            log.partnership(budget(100));
        },
    ),
    (
        60,
        |log| {
            log.identifier = true;
            log.agreed(1, LATER);
        },
        |log| {
            log.agreed(1, LATER);
        },
    ),
    (
        110,
        |log| {
            let (group, vice, on) = (id(1), false, day("2026-05-01"));
            log.partnership(Part::ChairStoodDown { group, vice, on });
        },
        |log| {
            let (group, vice, on) = (id(1), false, day("2026-06-15"));
            log.partnership(Part::ChairStoodDown { group, vice, on });
        },
    ),
];

const THREAD: &[(u16, Story, Story)] = &[
    (
        101,
        |log| {
            log.recommendation(1, made(vec![id(1)]));
        },
        |log| {
            log.recommendation(1, made(vec![id(1)]));
            log.action(1, of_recommendation());
        },
    ),
    (
        102,
        |log| {
            log.agreed(1, LATER);
            claim(log, 1);
        },
        |log| {
            log.agreed(1, LATER);
            lodged(log);
            claim(log, 1);
        },
    ),
    (
        103,
        |log| {
            log.agreed(1, LATER);
            log.action(1, Act::ActionClosed {});
        },
        |log| {
            log.agreed(1, LATER);
            judged(log, Impact::TooEarly);
            log.action(1, Act::ActionClosed {});
        },
    ),
    (
        104,
        |log| {
            log.agreed(1, None);
        },
        |log| {
            log.agreed(1, LATER);
        },
    ),
    (
        105,
        |log| {
            log.action(1, without(|owners, _| owners.clear()));
        },
        |log| {
            log.agreed(1, LATER);
        },
    ),
    (
        106,
        |log| {
            log.recommendation(1, made(Vec::new()));
        },
        |log| {
            log.recommendation(1, made(vec![id(1)]));
        },
    ),
    (
        107,
        |log| {
            log.agreed(1, LATER);
            log.lodged(1, "2025-12-31");
            log.linked(1, 1);
        },
        |log| {
            log.agreed(1, LATER);
            log.lodged(1, "2026-01-01");
            log.linked(1, 1);
        },
    ),
    (
        108,
        |log| {
            log.agreed(1, LATER);
            log.on("2026-05-15");
            claim(log, 1);
        },
        |log| {
            log.agreed(1, LATER);
            log.on("2026-05-16");
            claim(log, 1);
        },
    ),
    (
        109,
        |log| {
            log.agreed(1, PAST);
        },
        |log| {
            log.agreed(1, PAST);
            log.on("2026-05-10");
            log.action(1, Act::ProgressReported { text: words() });
        },
    ),
    (
        111,
        |log| {
            log.agreed(1, LATER);
            judged(log, Impact::Some);
        },
        |log| {
            log.agreed(1, LATER);
            lodged(log);
            judged(log, Impact::Some);
        },
    ),
    (
        112,
        |log| {
            log.action(1, without(|_, measures| measures.clear()));
        },
        |log| {
            log.agreed(1, LATER);
        },
    ),
];

fn each(table: &[(u16, Story, Story)]) {
    for (rule, found, not_found) in table {
        assert!(rules(*found).contains(rule), "rule {rule} finds nothing");
        assert!(
            !rules(*not_found).contains(rule),
            "rule {rule} finds too much"
        );
    }
}

#[test]
fn each_rule_about_colours_and_dates_finds_its_gap_and_no_other() {
    each(DATES);
}

#[test]
fn each_rule_about_governance_finds_its_gap_and_no_other() {
    each(GOVERNANCE);
}

#[test]
fn each_break_of_the_thread_is_found_where_it_is_and_nowhere_else() {
    each(THREAD);
}

#[test]
fn each_rule_about_rapid_reviews_finds_its_gap_and_no_other() {
    each(rapid_reviews::RAPID_REVIEWS);
}

#[test]
fn each_rule_about_practice_reviews_finds_its_gap_and_no_other() {
    each(reviews::REVIEWS);
}

#[test]
fn each_rule_about_inspections_finds_its_gap_and_no_other() {
    each(inspections::INSPECTIONS);
    each(records::RECORDS);
}

#[test]
fn every_rule_has_a_story() {
    let tables = [
        DATES,
        GOVERNANCE,
        THREAD,
        practice::PRACTICE,
        rapid_reviews::RAPID_REVIEWS,
        reviews::REVIEWS,
        learning::LEARNING,
        inspections::INSPECTIONS,
        records::RECORDS,
    ]
    .concat();
    let told: BTreeSet<u16> = tables.iter().map(|(rule, ..)| *rule).collect();
    let all: BTreeSet<u16> = RULES.iter().map(|rule| rule.number).collect();
    assert_eq!(all, told);
    assert_eq!(all.len(), RULES.len());
}

#[test]
fn a_plan_with_nothing_wrong_has_no_gaps() {
    let quiet: Story = |log| {
        log.agreed(1, LATER);
        log.on("2026-05-20").rated(1, "G", false);
        log.on("2026-06-01").held(1, Presence::Present);
    };
    assert_eq!(rules(quiet), BTreeSet::new());
}
