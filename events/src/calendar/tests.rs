//! Working days: the shipped table, known counts, the table's edges, and properties.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn england() -> &'static BankHolidays {
    BankHolidays::england()
}

/// Trigger, working days, the day it ends on.
const COUNTS: [(&str, u32, &str); 12] = [
    ("2026-04-01", 5, "2026-04-10"),
    ("2026-04-01", 15, "2026-04-24"),
    ("2026-12-18", 5, "2026-12-29"),
    ("2026-12-18", 15, "2027-01-13"),
    ("2018-01-30", 70, "2018-05-11"),
    ("2022-05-26", 5, "2022-06-06"),
    ("2023-05-04", 15, "2023-05-26"),
    ("2020-05-01", 5, "2020-05-11"),
    ("2027-12-23", 15, "2028-01-18"),
    ("2024-03-28", 5, "2024-04-08"),
    ("2025-08-22", 5, "2025-09-01"),
    ("2026-11-20", 1, "2026-11-23"),
];

#[test]
fn known_counts_of_working_days_hold() {
    for (trigger, working_days, expected) in COUNTS {
        let due = due(day(trigger), working_days, england()).unwrap();
        assert_eq!(
            due.on,
            day(expected),
            "{working_days} working days from {trigger}"
        );
    }
}

#[test]
fn the_shared_vectors_hold_where_they_are_present() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/reference/working-day-vectors.csv"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: ../shared/reference/working-day-vectors.csv is absent");
        return;
    };
    let mut rows = 0;
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.trim().split(',').collect();
        let due = due(day(cells[0]), cells[1].parse().unwrap(), england()).unwrap();
        assert_eq!(due.on, day(cells[2]), "{line}");
        rows += 1;
    }
    assert!(rows > 0, "the file of vectors has no rows");
}

#[test]
fn the_shipped_table_is_read_and_complete() {
    let table = england();
    assert_eq!(
        (table.from(), table.to()),
        (day("2012-01-01"), day("2028-12-31"))
    );
    assert_eq!(table.days().len(), 140);
    for year in 2012..=2028 {
        let of_year = table.days().keys().filter(|day| day.year() == year).count();
        let one_off = match year {
            2012 | 2023 => 1,
            2022 => 2,
            _ => 0,
        };
        assert_eq!(of_year, 8 + one_off, "{year}");
    }
    let rebuilt = BankHolidays::new(2012, 2028, table.days().clone()).unwrap();
    assert_eq!(&rebuilt, table);
}

#[test]
fn every_bank_holiday_of_the_shipped_table_is_a_weekday() {
    for (date, title) in england().days() {
        assert!(!is_weekend(*date), "{date} {title}");
        assert_eq!(england().holiday(*date), Some(title.as_str()));
    }
}

#[test]
fn good_friday_and_christmas_day_count_even_where_a_table_leaves_them_out() {
    let bare = BankHolidays::new(2012, 2028, []).unwrap();
    for (date, title) in england()
        .days()
        .iter()
        .filter(|(_, title)| *title == "Good Friday")
    {
        assert_eq!(bare.holiday(*date), Some(title.as_str()));
    }
    for year in 2012..=2028 {
        let fridays = (1..=120).filter_map(|n| NaiveDate::from_yo_opt(year, n));
        assert_eq!(
            fridays.filter(|day| is_good_friday(*day)).count(),
            1,
            "{year}"
        );
    }
    assert_eq!(bare.holiday(day("2026-12-25")), Some("Christmas Day"));
    assert_eq!(
        bare.holiday(day("2026-12-28")),
        None,
        "only a table knows the substitute day"
    );
}

#[test]
fn easter_falls_where_almanacs_say() {
    for expected in [
        "1981-04-19",
        "1954-04-18",
        "2000-04-23",
        "2038-04-25",
        "2285-03-22",
    ] {
        assert_eq!(easter_sunday(day(expected).year()), Some(day(expected)));
    }
}

#[test]
fn a_count_names_the_bank_holidays_it_skipped() {
    let easter = due(day("2026-04-01"), 5, england()).unwrap();
    let names: Vec<_> = easter
        .skipped
        .iter()
        .map(|(on, title)| (on.to_string(), &**title))
        .collect();
    let expected = [
        ("2026-04-03", "Good Friday"),
        ("2026-04-06", "Easter Monday"),
    ];
    assert_eq!(names, expected.map(|(on, title)| (on.to_owned(), title)));
}

#[test]
fn a_weekend_is_skipped_without_being_named() {
    assert_eq!(due(day("2026-11-20"), 1, england()).unwrap().skipped, []);
}

#[test]
fn a_bank_holiday_that_fell_on_a_weekend_is_not_named() {
    let table = BankHolidays::new(2026, 2026, [(day("2026-07-04"), "Fair day".into())]).unwrap();
    assert_eq!(due(day("2026-07-03"), 1, &table).unwrap().skipped, []);
}

#[test]
fn a_trigger_on_a_day_off_is_day_nought_all_the_same() {
    assert_eq!(
        due(day("2026-11-21"), 1, england()).unwrap().on,
        day("2026-11-23")
    );
    assert_eq!(
        due(day("2026-12-25"), 1, england()).unwrap().on,
        day("2026-12-29")
    );
}

#[test]
fn no_working_days_is_the_trigger_or_the_next_working_day() {
    assert_eq!(
        due(day("2026-11-20"), 0, england()).unwrap().on,
        day("2026-11-20")
    );
    let christmas = due(day("2026-12-25"), 0, england()).unwrap();
    assert_eq!(christmas.on, day("2026-12-29"));
    assert_eq!(
        christmas.skipped.len(),
        2,
        "Christmas Day and the substitute Boxing Day"
    );
    assert_eq!(
        due_before(day("2026-11-22"), 0, england()).unwrap().on,
        day("2026-11-20")
    );
}

#[test]
fn seven_working_days_before_publication_are_counted_backwards() {
    let copy = due_before(day("2026-04-14"), 7, england()).unwrap();
    assert_eq!(copy.on, day("2026-04-01"));
    let titles: Vec<_> = copy
        .skipped
        .iter()
        .map(|(_, title)| title.as_str())
        .collect();
    assert_eq!(titles, ["Good Friday", "Easter Monday"]);
}

#[test]
fn past_the_end_of_the_table_a_count_says_so() {
    let refused = due(day("2028-12-29"), 1, england()).unwrap_err();
    assert_eq!(refused.table_ends, day("2028-12-31"));
    assert!(refused.to_string().contains("2028-12-31"), "{refused}");
    assert_eq!(
        due(day("2028-12-28"), 1, england()).unwrap().on,
        day("2028-12-29")
    );
}

#[test]
fn before_the_start_of_the_table_a_count_says_so() {
    assert_eq!(
        due(day("2011-12-31"), 1, england()).unwrap().on,
        day("2012-01-03")
    );
    assert!(due(day("2011-12-30"), 1, england()).is_err());
    assert!(due_before(day("2012-01-03"), 1, england()).is_err());
    assert!(england().is_working_day(day("2011-12-30")).is_err());
}

#[test]
fn extreme_dates_and_counts_are_refused_without_a_panic() {
    for extreme in [NaiveDate::MIN, NaiveDate::MAX] {
        assert!(due(extreme, 0, england()).is_err());
        assert!(due(extreme, u32::MAX, england()).is_err());
        assert!(due_before(extreme, u32::MAX, england()).is_err());
        assert!(working_days_between(extreme, day("2020-01-01"), england()).is_err());
        assert_eq!(working_days_between(extreme, extreme, england()), Ok(0));
        assert_eq!(calendar_days_after(extreme, u32::MAX), None);
        assert_eq!(months_after(extreme, u32::MAX), None);
        assert_eq!(months_before(extreme, u32::MAX), None);
        assert_eq!(calendar_days_before(extreme, u32::MAX), None);
    }
    assert!(due(day("2020-01-01"), u32::MAX, england()).is_err());
    let years = BankHolidays::new(i32::MIN, i32::MAX, []);
    assert_eq!(
        years,
        Err(TableRefused::Years {
            first_year: i32::MIN,
            last_year: i32::MAX
        })
    );
    assert_eq!(
        BankHolidays::new(1900, 2100, []),
        Err(TableRefused::TooLong { years: 201 }),
    );
}

#[test]
fn months_are_clamped_to_the_end_of_a_shorter_month() {
    assert_eq!(months_after(day("2025-08-31"), 6), Some(day("2026-02-28")));
    assert_eq!(months_after(day("2023-08-31"), 6), Some(day("2024-02-29")));
    assert_eq!(months_after(day("2026-03-15"), 6), Some(day("2026-09-15")));
    assert_eq!(months_after(day("2024-02-29"), 12), Some(day("2025-02-28")));
    assert_eq!(months_before(day("2026-03-31"), 1), Some(day("2026-02-28")));
    assert_eq!(
        calendar_days_after(day("2026-12-28"), 7),
        Some(day("2027-01-04"))
    );
    assert_eq!(
        calendar_days_before(day("2027-01-04"), 7),
        Some(day("2026-12-28"))
    );
}

#[test]
fn an_administrator_can_add_a_one_off_bank_holiday() {
    let one_off = (day("2026-06-15"), "Day of thanks".to_owned());
    let table = england().clone().with_days([one_off.clone()]).unwrap();
    let due = due(day("2026-06-12"), 1, &table).unwrap();
    assert_eq!(
        (due.on, due.skipped),
        (day("2026-06-16"), vec![one_off.clone()])
    );
    assert_eq!(
        table.clone().with_days([one_off]).unwrap(),
        table,
        "adding it again is harmless"
    );
}

#[test]
fn a_table_with_a_fault_is_refused_and_the_fault_named() {
    let on = |text: &str, title: &str| (day(text), title.to_owned());
    let refused = |days| BankHolidays::new(2026, 2027, days).unwrap_err().to_string();
    assert!(refused(vec![on("2028-01-03", "New Year")]).contains("outside the table's years"));
    assert!(refused(vec![on("2026-06-15", " ")]).contains("no title"));
    let twice = refused(vec![on("2026-06-15", "A"), on("2026-06-15", "B")]);
    assert!(twice.contains("listed twice"), "{twice}");
    assert!(BankHolidays::new(2027, 2026, []).is_err());
}

#[test]
fn a_table_reads_back_as_it_was_written() {
    let text = serde_json::to_string(england()).unwrap();
    assert_eq!(
        &serde_json::from_str::<BankHolidays>(&text).unwrap(),
        england()
    );
    assert!(text.starts_with(r#"{"from":"2012-01-01","to":"2028-12-31","days":{"2012-01-02":"#));
}

#[test]
fn a_table_from_outside_is_checked_before_it_is_recorded() {
    let read = |text: &str| {
        serde_json::from_str::<BankHolidays>(text)
            .unwrap()
            .checked()
    };
    assert_eq!(england().clone().checked().as_ref(), Ok(england()));
    let part = read(r#"{"from":"2026-01-02","to":"2026-12-31","days":{}}"#).unwrap_err();
    assert!(part.to_string().contains("whole years"), "{part}");
    let backwards = read(r#"{"from":"2026-01-01","to":"2025-12-31","days":{}}"#);
    assert!(matches!(backwards, Err(TableRefused::Years { .. })));
    let endless = read(r#"{"from":"1026-01-01","to":"2025-12-31","days":{}}"#);
    assert_eq!(endless, Err(TableRefused::TooLong { years: 1000 }));
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..5900).prop_map(|n| day("2012-01-01") + Days::new(n))
}

proptest! {
    #[test]
    fn a_due_day_is_always_a_working_day(trigger in any_day(), n in 0u32..150) {
        let ends = due(trigger, n, england()).unwrap().on;
        prop_assert!(england().is_working_day(ends).unwrap());
        prop_assert!(ends >= trigger);
    }

    #[test]
    fn more_working_days_end_later(trigger in any_day(), n in 1u32..150) {
        let sooner = due(trigger, n, england()).unwrap().on;
        prop_assert!(due(trigger, n + 1, england()).unwrap().on > sooner);
    }

    #[test]
    fn a_later_trigger_never_ends_earlier(trigger in any_day(), later in 0u64..30, n in 0u32..99) {
        let first = due(trigger, n, england()).unwrap().on;
        prop_assert!(due(trigger + Days::new(later), n, england()).unwrap().on >= first);
    }

    #[test]
    fn counting_is_the_inverse_of_due(trigger in any_day(), n in 1u32..150) {
        let ends = due(trigger, n, england()).unwrap();
        prop_assert_eq!(working_days_between(trigger, ends.on, england()), Ok(i64::from(n)));
        for (skipped, _) in ends.skipped {
            prop_assert!(trigger < skipped && skipped < ends.on);
        }
    }

    #[test]
    fn counting_back_is_the_inverse_of_due_before(trigger in any_day(), n in 1u32..150) {
        if let Ok(starts) = due_before(trigger, n, england()) {
            prop_assert_eq!(working_days_between(trigger, starts.on, england()), Ok(-i64::from(n)));
            prop_assert!(england().is_working_day(starts.on).unwrap());
        }
    }

    #[test]
    fn no_date_or_count_panics(days in any::<i32>(), n in any::<u32>()) {
        if let Some(trigger) = NaiveDate::from_num_days_from_ce_opt(days) {
            let _ = due(trigger, n, england());
            let _ = due_before(trigger, n, england());
            let _ = working_days_between(trigger, day("2020-01-01"), england());
            let _ = (months_after(trigger, n), calendar_days_after(trigger, n));
            let _ = easter_sunday(trigger.year());
        }
    }
}
