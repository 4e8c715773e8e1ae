//! The shipped rule sets, which one is in force, and the days their clocks reach.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn set(edition: &str) -> &'static RuleSet {
    shipped().iter().find(|set| set.edition == edition).unwrap()
}

fn due(edition: &str, name: ClockName, trigger: &str) -> ClockDue {
    let clock = set(edition).clock(name).unwrap();
    clock.due(day(trigger), BankHolidays::england()).unwrap()
}

#[test]
fn three_rule_sets_are_shipped_without_a_fault() {
    let editions: Vec<_> = shipped().iter().map(|set| set.edition.as_str()).collect();
    assert_eq!(editions, ["wt2018", "wt2023", "wt2026"]);
    for set in shipped() {
        assert_eq!(set.faults(), [], "{}", set.edition);
        let names: Vec<_> = set.clocks.iter().map(|clock| clock.name).collect();
        assert_eq!(
            names,
            ClockName::ALL,
            "{} has every clock once",
            set.edition
        );
    }
}

#[test]
fn every_citation_is_complete() {
    for clock in shipped().iter().flat_map(|set| &set.clocks) {
        for citation in &clock.citations {
            for text in [&citation.source, &citation.clause, &citation.rule] {
                assert!(!text.trim().is_empty(), "{:?}", clock.name);
            }
        }
    }
}

#[test]
fn rows_that_differ_between_editions_ask_to_be_confirmed() {
    for set in shipped() {
        for name in [
            ClockName::RapidReviewToPanel,
            ClockName::PracticeReviewPublished,
            ClockName::ReportCopyBeforePublication,
            ClockName::ReportStaysPublic,
        ] {
            assert!(set.clock(name).unwrap().confirm, "{} {name:?}", set.edition);
        }
        assert!(
            !set.clock(ClockName::JtaiActionPlan).unwrap().confirm,
            "regulations settle it"
        );
    }
    assert!(set("wt2026").confirm_from);
    assert!(!set("wt2023").confirm_from);
}

#[test]
fn the_rule_set_in_force_is_the_latest_begun_on_the_day() {
    let edition = |on| in_force(shipped(), day(on)).map(|set| set.edition.as_str());
    assert_eq!(edition("2018-07-03"), None);
    assert_eq!(edition("2018-07-04"), Some("wt2018"));
    assert_eq!(edition("2023-12-14"), Some("wt2018"));
    assert_eq!(edition("2023-12-15"), Some("wt2023"));
    assert_eq!(
        in_force(shipped(), NaiveDate::MAX).unwrap().edition,
        "wt2026"
    );
    assert_eq!(in_force(&[], NaiveDate::MAX), None);
}

#[test]
fn a_corrected_rule_set_takes_the_place_of_the_one_it_corrects() {
    let corrected = RuleSet {
        edition: "wt2023a".into(),
        ..set("wt2023").clone()
    };
    let sets = [set("wt2018").clone(), set("wt2023").clone(), corrected];
    assert_eq!(
        in_force(&sets, day("2024-01-02")).unwrap().edition,
        "wt2023a"
    );
}

#[test]
fn the_panel_is_notified_in_five_working_days_and_the_holidays_are_named() {
    let due = due("wt2023", ClockName::NotifyPanel, "2026-12-18");
    assert_eq!(due.on, day("2026-12-29"));
    assert_eq!(due.bound, Bound::NoLaterThan);
    assert_eq!(due.skipped.len(), 2);
}

#[test]
fn a_rapid_review_is_due_in_fifteen_working_days_of_either_trigger() {
    let clock = set("wt2018").clock(ClockName::RapidReviewToPanel).unwrap();
    assert_eq!(clock.trigger, Trigger::Notified);
    let aware = clock.with_trigger(Trigger::BecameAware).unwrap();
    assert_eq!(aware.trigger, Trigger::BecameAware);
    let due = aware
        .due(day("2023-05-04"), BankHolidays::england())
        .unwrap();
    assert_eq!(due.on, day("2023-05-26"));
    let refused = clock.with_trigger(Trigger::Publication).unwrap_err();
    assert!(
        refused.to_string().contains("cannot run from Publication"),
        "{refused}"
    );
}

#[test]
fn a_practice_review_is_published_in_six_months() {
    let due = due("wt2023", ClockName::PracticeReviewPublished, "2025-08-31");
    assert_eq!((due.on, due.skipped), (day("2026-02-28"), vec![]));
}

#[test]
fn the_panel_copy_goes_seven_working_days_before_publication() {
    let due = due(
        "wt2023",
        ClockName::ReportCopyBeforePublication,
        "2026-04-14",
    );
    assert_eq!(due.on, day("2026-04-01"));
    assert!(due.on < due.trigger_on);
}

#[test]
fn a_report_stays_public_for_at_least_a_year() {
    let due = due("wt2018", ClockName::ReportStaysPublic, "2024-02-29");
    assert_eq!(
        (due.on, due.bound),
        (day("2025-02-28"), Bound::AtLeastUntil)
    );
}

#[test]
fn an_annual_report_is_sent_in_seven_calendar_days() {
    assert_eq!(
        due("wt2023", ClockName::AnnualReportSent, "2026-12-22").on,
        day("2026-12-29")
    );
}

#[test]
fn an_inspection_action_plan_is_due_in_seventy_working_days() {
    assert_eq!(
        due("wt2018", ClockName::JtaiActionPlan, "2018-01-30").on,
        day("2018-05-11")
    );
    assert_eq!(
        due("wt2018", ClockName::IlacsActionPlan, "2018-01-30").on,
        day("2018-05-11")
    );
}

#[test]
fn what_no_source_at_hand_confirms_says_so() {
    for set in shipped() {
        assert!(set.clock(ClockName::IlacsActionPlan).unwrap().confirm);
    }
}

#[test]
fn a_clock_past_the_table_of_bank_holidays_says_so() {
    let clock = set("wt2026").clock(ClockName::NotifyPanel).unwrap();
    let refused = clock
        .due(day("2028-12-28"), BankHolidays::england())
        .unwrap_err();
    assert!(refused.to_string().contains("2028-12-31"), "{refused}");
    assert!(matches!(refused, ClockError::BeyondTable(_)));
}

#[test]
fn extreme_triggers_and_lengths_are_refused_without_a_panic() {
    for unit in [
        Unit::WorkingDays,
        Unit::CalendarDays,
        Unit::Months,
        Unit::Years,
    ] {
        for direction in [Direction::After, Direction::Before] {
            let plain = set("wt2018").clock(ClockName::NotifyPanel).unwrap().clone();
            let clock = Clock {
                length: u32::MAX,
                unit,
                direction,
                ..plain
            };
            for trigger in [NaiveDate::MIN, NaiveDate::MAX, day("2020-01-01")] {
                assert!(
                    clock.due(trigger, BankHolidays::england()).is_err(),
                    "{unit:?}"
                );
            }
        }
    }
}

#[test]
fn a_rule_set_with_faults_is_told_all_of_them() {
    let mut broken = set("wt2018").clone();
    broken.edition = " ".into();
    broken.clocks[0].length = 0;
    broken.clocks[1].citations.clear();
    broken.clocks[2].trigger = Trigger::Notified;
    let again = broken.clocks[6].clone();
    broken.clocks.push(again);
    let faults: Vec<_> = broken.faults().iter().map(ToString::to_string).collect();
    assert_eq!(faults.len(), 5, "{faults:?}");
    broken.clocks.clear();
    assert_eq!(broken.faults().len(), 2);
}

#[test]
fn a_rule_set_reads_back_as_it_was_written() {
    for set in shipped() {
        let text = serde_json::to_string(set).unwrap();
        assert_eq!(&serde_json::from_str::<RuleSet>(&text).unwrap(), set);
    }
}

#[test]
fn the_schema_names_the_words_a_rule_set_may_use() {
    let schema = schemars::schema_for!(RuleSet).to_value().to_string();
    for word in [
        "working_days",
        "became_aware",
        "before",
        "at_least_until",
        "jtai_action_plan",
    ] {
        assert!(schema.contains(word), "{word}");
    }
    let table = schemars::schema_for!(BankHolidays).to_value().to_string();
    assert!(table.contains("\"days\""), "{table}");
}
