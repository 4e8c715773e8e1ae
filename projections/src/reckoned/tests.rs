//! What is kept says the same as what is worked out afresh.

use super::OfPlan;
use crate::Models;
use crate::deadlines::DeadlineFilter;
use crate::generate::Generator;
use crate::given::{Log, agreed, day, id};
use crate::status::StatusQuery;
use chrono::{NaiveDate, TimeDelta};
use events::action::Event as Act;
use events::envelope::Moment;
use events::evidence;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use std::sync::Arc;

/// Every answer that rests on a reckoning, written out.
fn answers(models: &Models, today: NaiveDate, since: Option<Moment>) -> String {
    let mut plans: Vec<_> = models.plans.all().map(|plan| Some(plan.id)).collect();
    plans.push(None);
    let of_plan = |plan| {
        let query = StatusQuery { today, since, plan };
        let filter = DeadlineFilter {
            plan,
            ..Default::default()
        };
        (models.status(query), models.deadlines(&filter, today))
    };
    let of_plans: Vec<_> = plans.into_iter().map(of_plan).collect();
    serde_json::to_string(&(of_plans, models.gaps(today))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_kept_agrees_with_what_is_reckoned_afresh(
        seed in any::<u64>(),
        wild in any::<bool>(),
        steps in proptest::collection::vec((1_usize..40, -60_i64..400, any::<bool>()), 1..12),
    ) {
        let mut generator = if wild { Generator::wild(seed) } else { Generator::usual(seed) };
        let mut models: Models = generator.by_ref().take(300).collect::<Vec<_>>().iter().collect();
        let mut since = None;
        for (more, days, stay) in steps {
            for recorded in generator.by_ref().take(more) {
                models.apply(&recorded);
            }
            let today = generator.today() + TimeDelta::days(if stay { 0 } else { days });
            // A copy has kept nothing.
            let afresh = answers(&models.clone(), today, since);
            prop_assert_eq!(&answers(&models, today, since), &afresh);
            prop_assert_eq!(answers(&models, today, since), afresh);
            since = models.last().map(|last| last.recorded_at);
        }
    }
}

fn gaps(log: &Log, on: &str) -> usize {
    log.models.gaps(day(on)).len()
}

#[test]
fn a_plan_where_all_is_settled_is_kept_whatever_the_day() {
    let mut log = Log::new();
    log.agreed(1, Some("2026-05-01"));
    log.action(1, Act::ActionClosed {});
    let kept = |log: &Log, on| {
        let plans = log.models.reckoned(day(on)).plans;
        plans
            .into_iter()
            .find(|plan| plan.group == Some(id(1)))
            .unwrap()
    };
    let before = kept(&log, "2026-06-01");
    assert!(Arc::ptr_eq(&before, &kept(&log, "2027-06-01")));
    log.action(1, Act::ActionReopened {});
    let open = kept(&log, "2026-06-01");
    assert!(!Arc::ptr_eq(&before, &open));
    assert!(!Arc::ptr_eq(&open, &kept(&log, "2026-06-02")));
}

#[test]
fn rejected_evidence_opens_the_gap_of_the_action_that_leans_on_it() {
    let mut log = Log::new();
    log.on("2026-03-01").agreed(1, Some("2026-05-01"));
    log.lodged(1, "2026-03-01");
    log.linked(1, 1);
    log.action(1, Act::ActionClosed {});
    let before = gaps(&log, "2026-06-01");
    log.evidence(1, evidence::Event::EvidenceRejected {});
    assert_eq!(gaps(&log, "2026-06-01"), before + 1);
}

#[test]
fn a_change_in_one_plan_leaves_what_is_kept_of_another() {
    let mut log = Log::new();
    log.agreed(1, Some("2026-05-01"));
    let mut other = agreed(2, Some("2026-05-01"));
    if let Act::ActionAgreed { plan, .. } = &mut other {
        *plan = id(2);
    }
    log.action(2, other);
    let before = log.models.reckoned(day("2026-06-01")).plans;
    log.rated(2, "G", false);
    let now = log.models.reckoned(day("2026-06-01")).plans;
    let same = |one: &Arc<OfPlan>| before.iter().any(|before| Arc::ptr_eq(before, one));
    let kept: Vec<_> = now.iter().map(|plan| (plan.group, same(plan))).collect();
    let expected = [(None, true), (Some(id(1)), true), (Some(id(2)), false)];
    assert_eq!(kept, expected);
}
