//! The date arithmetic, lists, the RAG round, and one action in full.

use super::{ActionFilter, ActionPhase, ActionSort, ByDate, Dates, GridFilter, Verified};
use super::{differs, reckon};
use crate::given::{Log, day, id, owner, words};
use crate::reference::PageOf;
use events::action::{DatePrecision, Event as Act, Owner};
use events::ids::ActionId;
use events::partnership::RagMeaning;

fn dates(start: &str, due: &str) -> Dates {
    Dates {
        start: (!start.is_empty()).then(|| day(start)),
        due: (!due.is_empty()).then(|| day(due)),
        ..Dates::default()
    }
}

#[test]
fn the_dates_alone_say_where_an_action_stands() {
    let today = day("2026-06-15");
    let is = |dates: Dates, then| assert_eq!(reckon(&dates, today), then, "{dates:?}");
    is(dates("2026-06-16", "2026-06-20"), ByDate::NotStarted);
    is(dates("2026-06-15", "2026-07-15"), ByDate::DueSoon);
    is(dates("2026-06-15", "2026-07-16"), ByDate::OnTrack);
    is(dates("2026-01-01", "2026-06-15"), ByDate::DueSoon);
    is(dates("2026-01-01", "2026-06-14"), ByDate::Overdue);
    is(dates("2026-07-01", "2026-06-14"), ByDate::Overdue);
    is(dates("2026-01-01", ""), ByDate::Undated);
    is(dates("2026-07-01", ""), ByDate::NotStarted);
    let past = dates("", "2026-06-14");
    is(Dates { done: true, ..past }, ByDate::Done);
    let stopped = true;
    is(
        Dates {
            stopped,
            done: true,
            ..past
        },
        ByDate::Stopped,
    );
    let later = dates("", "2026-12-31");
    let next_milestone = Some(day("2026-06-14"));
    is(
        Dates {
            next_milestone,
            ..later
        },
        ByDate::Overdue,
    );
    let milestone_missed = true;
    is(
        Dates {
            milestone_missed,
            ..later
        },
        ByDate::Overdue,
    );
}

#[test]
fn a_claim_differs_only_where_it_says_better_than_the_dates() {
    let today = day("2026-06-15");
    let past = dates("2026-01-01", "2026-06-14");
    let ahead = dates("2026-01-01", "2026-12-31");
    let unbegun = dates("2026-06-15", "2026-12-31");
    let done = Dates { done: true, ..past };
    for (claim, dates, then) in [
        (RagMeaning::OnTrack, past, true),
        (RagMeaning::OnTrack, ahead, false),
        (RagMeaning::AtRisk, past, true),
        (RagMeaning::OffTrack, past, false),
        (RagMeaning::NotStarted, ahead, true),
        (RagMeaning::NotStarted, unbegun, false),
        (RagMeaning::Complete, ahead, true),
        (RagMeaning::Complete, done, false),
        (RagMeaning::Discontinued, past, false),
    ] {
        assert_eq!(differs(claim, &dates, today), then, "{claim:?} {dates:?}");
    }
}

fn story() -> Log {
    let mut log = Log::new();
    log.agreed(10, Some("2026-05-01"));
    log.agreed(2, Some("2026-07-01"));
    log.agreed(3, None);
    log.on("2026-06-01").rated(10, "G", false);
    log.rated(2, "A", true);
    log
}

fn references(log: &Log, filter: &ActionFilter, sort: ActionSort) -> Vec<String> {
    let page = log
        .models
        .list_actions(filter, sort, PageOf::ALL, day("2026-06-15"));
    assert_eq!(page.total, page.rows.len());
    page.rows.into_iter().map(|row| row.reference).collect()
}

#[test]
fn lists_are_sorted_as_people_number() {
    let log = story();
    let all = ActionFilter::default();
    assert_eq!(
        references(&log, &all, ActionSort::Reference),
        ["1.2", "1.3", "1.10"]
    );
    assert_eq!(
        references(&log, &all, ActionSort::Due),
        ["1.10", "1.2", "1.3"]
    );
    assert_eq!(
        references(&log, &all, ActionSort::LastUpdate),
        ["1.2", "1.10", "1.3"]
    );
    assert_eq!(
        references(&log, &all, ActionSort::Concern),
        ["1.10", "1.2", "1.3"]
    );
}

#[test]
fn each_filter_keeps_what_it_names() {
    let log = story();
    let kept = |change: fn(&mut ActionFilter)| {
        let mut filter = ActionFilter::default();
        change(&mut filter);
        references(&log, &filter, ActionSort::Reference)
    };
    assert_eq!(kept(|f| f.overdue = true), ["1.10"]);
    assert_eq!(kept(|f| f.differs = true), ["1.10"]);
    assert_eq!(kept(|f| f.letters = vec!["A".to_owned()]), ["1.2"]);
    assert_eq!(kept(|f| f.letters = vec![String::new()]), ["1.3"]);
    assert_eq!(kept(|f| f.by_date = vec![ByDate::Undated]), ["1.3"]);
    assert_eq!(kept(|f| f.phases = vec![ActionPhase::Agreed]), ["1.3"]);
    assert_eq!(kept(|f| f.due_from = Some(day("2026-05-02"))), ["1.2"]);
    assert_eq!(kept(|f| f.due_to = Some(day("2026-05-01"))), ["1.10"]);
    assert_eq!(
        kept(|f| f.owner_role = Some("early HELP".to_owned())).len(),
        3
    );
    assert!(kept(|f| f.owner_role = Some("nurse".to_owned())).is_empty());
    assert_eq!(kept(|f| f.agency = Some(id(1))).len(), 3);
    assert!(kept(|f| f.agency = Some(id(2))).is_empty());
    assert!(kept(|f| f.plan = Some(id(2))).is_empty());
    assert!(kept(|f| f.unowned = true).is_empty());
    assert_eq!(kept(|f| f.reference = Some("1.1".to_owned())), ["1.10"]);
}

#[test]
fn a_page_is_cut_from_the_whole_and_says_how_long_that_is() {
    let page = PageOf {
        offset: 1,
        limit: 1,
    };
    let filter = ActionFilter::default();
    let log = story();
    let page = log
        .models
        .list_actions(&filter, ActionSort::Reference, page, day("2026-06-15"));
    assert_eq!((page.total, page.offset, page.rows.len()), (3, 1, 1));
    assert_eq!(page.rows[0].reference, "1.3");
}

#[test]
fn a_new_owner_takes_the_action_into_his_agencys_list() {
    let mut log = story();
    let to = vec![Owner {
        role: "Designated Nurse".to_owned(),
        agency: Some(id(2)),
    }];
    let from = vec![owner()];
    log.action(3, Act::ActionReassigned { from, to });
    let of = |number| log.models.actions.of_agency(Some(id(number))).count();
    assert_eq!((of(1), of(2)), (2, 1));
    assert_eq!(
        log.models.actions.get(id(3)).unwrap().former_owners.len(),
        1
    );
}

#[test]
fn the_round_shows_the_last_four_ratings_each_in_its_own_key() {
    let mut log = story();
    for letter in ["W", "R", "A", "G"] {
        log.rated(2, letter, true);
    }
    let today = day("2026-06-15");
    let grid = log
        .models
        .rag_grid(GridFilter::default(), PageOf::ALL, today);
    let row = &grid.rows[0];
    let letters: Vec<_> = row.ratings.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(letters, ["W", "R", "A", "G"]);
    assert_eq!(row.ratings[0].meaning, Some(RagMeaning::NotStarted));
    assert!(row.ratings.iter().all(|rating| rating.scheme == 1));
    let filter = GridFilter {
        differs: true,
        ..GridFilter::default()
    };
    let differing = log.models.rag_grid(filter, PageOf::ALL, today);
    assert_eq!(differing.rows.len(), 1);
    assert!(differing.rows[0].shown.differs);
}

#[test]
fn a_moderated_letter_keeps_the_one_it_replaced_and_the_reason() {
    let mut log = story();
    log.reason = true;
    let (from, to, scheme) = ("G".to_owned(), "R".to_owned(), 1);
    log.action(10, Act::RagModerated { from, to, scheme });
    let rating = log.models.actions.get(id(10)).unwrap().rating().unwrap();
    assert_eq!(rating.code.as_str(), "R");
    assert_eq!(rating.moderated_from.as_ref().unwrap().as_str(), "G");
    assert_eq!(rating.commentary().unwrap().field, "/reason");
    assert_eq!(rating.as_at, day("2026-06-01"));
}

#[test]
fn an_action_shows_what_it_waits_for_and_what_waits_for_it() {
    let mut log = story();
    log.action(2, Act::ActionDependsOn { on: id(10) });
    log.lodged(1, "2026-03-01");
    log.linked(1, 2);
    let today = day("2026-06-15");
    let view = log.models.action(id(2), today).unwrap();
    assert_eq!(view.needs[0].label.name, "1.10");
    assert_eq!(view.needs[0].by_date, Some(ByDate::Overdue));
    assert_eq!((view.evidence.len(), view.days_left), (1, Some(16)));
    let other = log.models.action(id(10), today).unwrap();
    assert_eq!(other.needed_by[0].label.name, "1.2");
    assert!(log.models.action(id(99), today).is_none());
}

#[test]
fn completion_goes_from_claimed_to_refused_to_verified_and_back_on_reopening() {
    let mut log = story();
    let phase = |log: &Log| {
        let action = log.models.actions.get(id::<ActionId>(2)).unwrap();
        (action.phase(), action.verified())
    };
    let claim = || Act::CompletionClaimed {
        statement: words(),
        evidence: vec![id(1)],
    };
    log.action(2, claim());
    assert_eq!(phase(&log), (ActionPhase::Claimed, Verified::Claimed));
    log.action(2, Act::CompletionRefused {});
    assert_eq!(phase(&log), (ActionPhase::Refused, Verified::Refused));
    log.action(2, Act::ProgressReported { text: words() });
    assert_eq!(phase(&log).0, ActionPhase::Underway);
    log.action(2, claim());
    log.action(2, Act::CompletionVerified { how: words() });
    assert_eq!(phase(&log), (ActionPhase::Verified, Verified::Verified));
    log.rated(2, "G", false);
    assert_eq!(phase(&log).0, ActionPhase::Verified);
    log.action(2, Act::ActionClosed {});
    log.action(2, Act::ActionReopened {});
    assert_eq!(phase(&log), (ActionPhase::Reopened, Verified::NotClaimed));
    let steps = log.models.actions.get(id(2)).unwrap().completion.len();
    assert_eq!(
        steps, 4,
        "what was claimed and checked before stays in the history"
    );
}

#[test]
fn a_milestone_in_a_month_is_late_only_when_the_month_is_over() {
    let mut log = story();
    let set = Act::MilestoneSet {
        milestone: id(1),
        text: words(),
        owner: None,
        due: Some(day("2026-06-30")),
        due_precision: DatePrecision::Month,
        beyond_plan: false,
    };
    log.action(3, set);
    let action = log.models.actions.get(id(3)).unwrap();
    assert_eq!(action.by_date(day("2026-06-30")), ByDate::DueSoon);
    assert_eq!(action.by_date(day("2026-07-01")), ByDate::Overdue);
    log.action(3, Act::MilestoneMet { milestone: id(1) });
    let action = log.models.actions.get(id(3)).unwrap();
    assert_eq!(action.by_date(day("2026-07-01")), ByDate::Undated);
}
