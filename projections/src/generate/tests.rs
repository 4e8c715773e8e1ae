//! What must hold of the models for any log.

use super::Generator;
use crate::Models;
use crate::actions::{ActionFilter, ActionSort, GridFilter};
use crate::deadlines::DeadlineFilter;
use crate::recommendations::RecommendationFilter;
use crate::reference::PageOf;
use crate::status::StatusQuery;
use crate::trail::{TrailFilter, TrailPage};
use events::event::Recorded;
use events::ids::StreamKind;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use std::collections::BTreeSet;

fn log(seed: u64, wild: bool, length: usize) -> (Vec<Recorded>, chrono::NaiveDate) {
    let mut generator = if wild {
        Generator::wild(seed)
    } else {
        Generator::usual(seed)
    };
    let events = generator.by_ref().take(length).collect();
    (events, generator.today())
}

#[test]
fn both_kinds_of_log_reach_every_stream() {
    for wild in [false, true] {
        let (events, _) = log(1, wild, 3_000);
        let kinds = events.iter().map(|e| e.envelope.stream.kind);
        assert_eq!(kinds.collect::<BTreeSet<_>>().len(), StreamKind::ALL.len());
        let types: BTreeSet<_> = events.iter().map(|e| &e.envelope.type_name).collect();
        assert!(types.len() > 55, "{}", types.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_page_of_a_list_is_that_part_of_the_whole_list(
        seed in any::<u64>(), wild in any::<bool>(), offset in 0_usize..40, limit in 1_usize..20,
    ) {
        let (events, today) = log(seed, wild, 800);
        let models: Models = events.iter().collect();
        let page = PageOf { offset, limit };
        let (filter, sort) = (ActionFilter::default(), ActionSort::Reference);
        let all = models.list_actions(&filter, sort, PageOf::ALL, today);
        let mut sorted: Vec<_> = models.actions.all().collect();
        sorted.sort_by_key(|a| (a.plan, crate::plans::number_order(&a.reference), a.id));
        prop_assert!(all.rows.iter().map(|row| row.id).eq(sorted.iter().map(|a| a.id)));
        let part = models.list_actions(&filter, sort, page, today);
        prop_assert!(part.rows.iter().eq(all.rows.iter().skip(offset).take(limit)));
        let filter = RecommendationFilter::default();
        let all = models.list_recommendations(&filter, PageOf::ALL, today);
        let part = models.list_recommendations(&filter, page, today);
        prop_assert!(part.rows.iter().eq(all.rows.iter().skip(offset).take(limit)));
    }

    #[test]
    fn any_log_folds_and_every_question_has_an_answer(
        seed in any::<u64>(), wild in any::<bool>(), length in 0_usize..1_200,
    ) {
        let (events, today) = log(seed, wild, length);
        let models: Models = events.iter().collect();
        prop_assert_eq!(models.trail.len(), length);
        for gap in models.gaps(today) {
            prop_assert!(!gap.rests_on.is_empty() && !gap.name.is_empty());
        }
        models.deadlines(&DeadlineFilter::default(), today);
        models.rag_grid(GridFilter::default(), PageOf::ALL, today);
        let filter = RecommendationFilter::default();
        models.list_recommendations(&filter, PageOf::ALL, today);
        models.trail_part(&TrailFilter::default(), TrailPage::default());
        for plan in models.plans.all() {
            let mut nodes = plan.tree();
            let mut count = 0;
            while let Some(node) = nodes.pop() {
                count += 1;
                nodes.extend(node.parts);
            }
            prop_assert_eq!(count, plan.priorities.len(), "a priority was lost or doubled");
        }
        for action in models.actions.all() {
            prop_assert!(models.action(action.id, today).is_some());
        }
        let streams: BTreeSet<_> = events.iter().map(|e| e.envelope.stream).collect();
        for stream in streams {
            let thread = models.thread(stream);
            let known = |number: usize| number < thread.knots.len();
            prop_assert!(thread.links.iter().all(|link| known(link.from) && known(link.to)));
            prop_assert!(thread.breaks.iter().all(|found| known(found.at)));
        }
    }

    #[test]
    fn a_rebuild_is_what_grew_and_as_at_is_what_stood(
        seed in any::<u64>(), wild in any::<bool>(), length in 1_usize..800, cut in any::<u64>(),
    ) {
        let (events, _) = log(seed, wild, length);
        let cut = usize::try_from(cut).unwrap_or(0) % length;
        let mut grown = Models::default();
        let mut then = None;
        for (index, recorded) in events.iter().enumerate() {
            grown.apply(recorded);
            if index == cut {
                then = Some(grown.clone());
            }
        }
        prop_assert_eq!(&events.iter().collect::<Models>(), &grown);
        let moment = events[cut].envelope.recorded_at;
        prop_assert_eq!(Some(Models::as_at(events, moment)), then);
    }

    #[test]
    fn every_count_is_what_a_plain_count_gives(
        seed in any::<u64>(), wild in any::<bool>(), length in 0_usize..1_500,
    ) {
        let (events, today) = log(seed, wild, length);
        let models: Models = events.iter().collect();
        let status = models.status(StatusQuery { today, since: None, plan: None });
        let total = models.actions.all().count() as u64;
        prop_assert_eq!(status.by_date.values().sum::<u64>(), total);
        prop_assert_eq!(status.phases.values().sum::<u64>(), total);
        prop_assert_eq!(status.verified.values().sum::<u64>(), total);
        let claimed: u64 = status.claimed.iter().map(|row| row.count).sum();
        prop_assert_eq!(claimed + status.unrated, total);
        let gaps: u64 = status.gaps.iter().map(|row| row.found).sum();
        prop_assert_eq!(gaps, models.gaps(today).len() as u64);
        let overdue = ActionFilter { overdue: true, ..ActionFilter::default() };
        let sort = ActionSort::default();
        let overdue = models.list_actions(&overdue, sort, PageOf::ALL, today).total;
        prop_assert_eq!(status.overdue, overdue as u64);
        for agency in models.people.agencies.keys() {
            let plain = models.actions.all().filter(|a| a.is_owned_by(*agency)).count();
            prop_assert_eq!(models.actions.of_agency(Some(*agency)).count(), plain);
        }
        for plan in models.plans.all() {
            let plain = models.actions.all().filter(|a| a.plan == plan.id).count();
            prop_assert_eq!(models.actions.of_plan(plan.id).count(), plain);
            let all = models.recommendations.all();
            let plain = all.filter(|r| r.plan == Some(plan.id)).count();
            prop_assert_eq!(models.recommendations.of_plan(plan.id).count(), plain);
        }
    }
}
