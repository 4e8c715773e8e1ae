//! What must hold of the models for any log.

use super::{Generator, sort};
use crate::Models;
use crate::actions::{ActionFilter, ActionSort, ByDate, GridFilter};
use crate::deadlines::DeadlineFilter;
use crate::recommendations::{Ageing, Recommendation, RecommendationFilter, RecommendationSort};
use crate::reference::PageOf;
use crate::status::StatusQuery;
use crate::trail::{TrailFilter, TrailPage};
use events::event::Recorded;
use events::ids::StreamKind;
use events::recommendation::SourceKind;
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
        for filter in [
            ActionFilter { open: true, ..ActionFilter::default() },
            ActionFilter { overdue: true, ..ActionFilter::default() },
            ActionFilter { agency: Some(Generator::numbered(sort::AGENCY, 1)), ..ActionFilter::default() },
        ] {
            let all = models.list_actions(&filter, sort, PageOf::ALL, today);
            let kept = sorted.iter().filter(|a| {
                (!filter.open || !a.phase().is_settled())
                    && (!filter.overdue || a.by_date(today) == ByDate::Overdue)
                    && filter.agency.is_none_or(|agency| a.is_owned_by(agency))
            });
            prop_assert!(all.rows.iter().map(|row| row.id).eq(kept.map(|a| a.id)));
        }
        for sort in [ActionSort::Due, ActionSort::LastUpdate, ActionSort::Concern] {
            let all = models.list_actions(&ActionFilter::default(), sort, PageOf::ALL, today);
            prop_assert_eq!(all.rows.len(), sorted.len());
            let part = models.list_actions(&ActionFilter::default(), sort, page, today);
            prop_assert!(part.rows.iter().eq(all.rows.iter().skip(offset).take(limit)));
        }
    }

    #[test]
    fn the_register_leaves_out_nothing_and_its_pages_do_not_overlap(
        seed in any::<u64>(), wild in any::<bool>(), offset in 0_usize..40, limit in 1_usize..20,
    ) {
        let (events, today) = log(seed, wild, 800);
        let models: Models = events.iter().collect();
        let page = PageOf { offset, limit };
        let mut sorted: Vec<_> = models.recommendations.all().collect();
        sorted.sort_by_key(|one| {
            let number = crate::plans::number_order(&one.reference);
            (one.plan.is_none(), one.plan, number, one.id)
        });
        let every = RecommendationFilter::default();
        let filters = [
            every.clone(),
            RecommendationFilter { plan: Some(Generator::numbered(sort::PLAN, 1)), ..every.clone() },
            RecommendationFilter { addressee: Some(Generator::numbered(sort::AGENCY, 1)), ..every.clone() },
            RecommendationFilter { open: true, ..every.clone() },
            RecommendationFilter { overdue: true, ..every.clone() },
            RecommendationFilter { source: Some(SourceKind::PracticeReview), ..every },
        ];
        for filter in filters {
            let kept: Vec<_> = sorted.iter().filter(|one| filter.wants(one, today)).collect();
            for sort in [
                RecommendationSort::Reference,
                RecommendationSort::Age,
                RecommendationSort::Due,
                RecommendationSort::Made,
            ] {
                let all = models.list_recommendations(&filter, sort, PageOf::ALL, today);
                let ids: BTreeSet<_> = all.rows.iter().map(|one| one.id).collect();
                prop_assert_eq!(ids.len(), kept.len());
                prop_assert!(kept.iter().all(|one| ids.contains(&one.id)));
                if sort == RecommendationSort::Reference {
                    prop_assert!(all.rows.iter().map(|one| one.id).eq(kept.iter().map(|r| r.id)));
                }
                let part = models.list_recommendations(&filter, sort, page, today);
                prop_assert_eq!(part.total, kept.len());
                prop_assert!(part.rows.iter().eq(all.rows.iter().skip(offset).take(limit)));
            }
        }
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
        let (filter, sort) = (RecommendationFilter::default(), RecommendationSort::Age);
        models.list_recommendations(&filter, sort, PageOf::ALL, today);
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
            let all = &models.recommendations;
            let plain = all.all().filter(|r| r.addressees.contains(agency)).count();
            prop_assert_eq!(all.count_to(*agency), plain);
            let plain = all.all().filter(|r| r.addressees.contains(agency));
            let plain = plain.filter(|r| !r.state().is_settled()).count();
            prop_assert_eq!(all.ageing(Some(*agency), today).open, plain);
        }
        let all = &models.recommendations;
        let open: Vec<_> = all.all().filter(|r| !r.state().is_settled()).collect();
        let late: Vec<_> = all.all().filter(|r| r.is_overdue(today)).collect();
        let since = |day: chrono::NaiveDate| (today - day).num_days().max(0);
        let plain = Ageing {
            open: open.len(),
            longest_open: open.iter().map(|r| r.age_in_days(today)).max().unwrap_or(0),
            overdue: late.len(),
            longest_overdue: late.iter().filter_map(|r| r.due).map(since).max().unwrap_or(0),
        };
        prop_assert_eq!(all.ageing(None, today), plain);
        let from = |r: &&Recommendation| {
            r.sources.iter().any(|source| source.kind == SourceKind::PracticeReview)
        };
        let plain = all.all().filter(from).count();
        prop_assert_eq!(all.count_from(SourceKind::PracticeReview), plain);
        for one in all.all() {
            let plain = all.all().filter(|other| other.repeats.contains(&one.id)).count();
            prop_assert_eq!(all.repeating(one.id).count(), plain);
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
