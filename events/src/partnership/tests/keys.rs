//! Years, keys, scales, clocks and themes: what is in force, and from when.

use super::*;

#[test]
fn reporting_years_of_one_kind_never_overlap_and_freeze_once_over() {
    let set = |label: &str, kind, start: &str, end: &str| Command::SetReportingYear {
        label: label.to_owned(),
        kind,
        start: day(start),
        end: day(end),
    };
    let plan = ReportingYearKind::Plan;
    let world = then(begun(), set("2025", plan, "2025-04-01", "2026-03-31"));
    ok(&world, set("2026", plan, "2026-04-01", "2027-03-31"));
    ok(
        &world,
        set(
            "2025",
            ReportingYearKind::School,
            "2025-04-01",
            "2026-03-31",
        ),
    );
    no(
        &world,
        set("2026", plan, "2026-03-31", "2027-03-30"),
        &["years_overlap"],
    );
    no(
        &world,
        set("2025", plan, "2027-04-01", "2028-03-31"),
        &["year_label_taken"],
    );
    no(
        &world,
        set("2027", plan, "2027-04-01", "2027-03-31"),
        &["year_ends_before_start"],
    );
    no(
        &world,
        set("2027", plan, "2027-04-01", "2030-03-31"),
        &["year_too_long"],
    );
    let freeze = |label: &str| Command::FreezeReportingYear {
        kind: plan,
        label: label.to_owned(),
    };
    let frozen = then(world.clone(), freeze("2025"));
    no(&frozen, freeze("2025"), &["year_already_frozen"]);
    no(&world, freeze("1999"), &["reporting_year_unknown"]);
    let running = then(world, set("2026", plan, "2026-04-01", "2027-03-31"));
    no(&running, freeze("2026"), &["year_not_over"]);
}

fn scheme(from: &str, change: impl FnOnce(&mut Vec<super::super::RagCode>)) -> Command {
    let Some(Command::AdoptRagScheme { mut codes, .. }) =
        defaults(day("2026-06-15")).into_iter().next()
    else {
        panic!("the defaults begin with a RAG key");
    };
    change(&mut codes);
    Command::AdoptRagScheme {
        codes,
        from: day(from),
    }
}

#[test]
fn a_rag_key_takes_the_next_number_and_never_colours_what_went_before() {
    let event = ok(&begun(), scheme("2026-04-01", |_| {}));
    assert!(matches!(event, Event::RagSchemeAdopted { version: 2, .. }));
    no(
        &begun(),
        scheme("2004-11-15", |_| {}),
        &["two_rag_schemes_in_force"],
    );
    no(
        &planned(),
        scheme("2026-06-14", |_| {}),
        &["recolours_history"],
    );
    let world = then(planned(), scheme("2026-06-15", |_| {}));
    let state: &State = &world.partnership;
    assert_eq!(state.rag_scheme_on(day("2026-06-14")).unwrap().version, 1);
    assert_eq!(state.rag_scheme_on(day("2026-06-15")).unwrap().version, 2);
    assert_eq!(world.plans.values().next().unwrap().rag_scheme, 1);
}

#[test]
fn a_later_rag_key_may_drop_a_letter_and_earlier_plans_keep_it() {
    let world = then(
        planned(),
        scheme("2026-07-01", |codes| drop(codes.remove(0))),
    );
    assert!(world.partnership.rag_scheme(1).unwrap().code("w").is_some());
    assert!(world.partnership.rag_scheme(2).unwrap().code("w").is_none());
}

#[test]
fn a_rag_key_can_be_read_without_doubt() {
    let change = |change: fn(&mut Vec<super::super::RagCode>)| scheme("2026-07-01", change);
    no(
        &begun(),
        change(|codes| codes.truncate(1)),
        &["codes_count", "rag_meanings_missing"],
    );
    no(
        &begun(),
        change(|codes| codes[1].letter = "w".to_owned()),
        &["code_repeated"],
    );
    no(
        &begun(),
        change(|codes| codes[1].word = "white".to_owned()),
        &["code_repeated"],
    );
    no(
        &begun(),
        change(|codes| codes[1].letter = "R!".to_owned()),
        &["rag_letter"],
    );
    no(
        &begun(),
        change(|codes| codes[1].letter = "ABCD".to_owned()),
        &["rag_letter"],
    );
    let bare = change(|codes| codes[1].commentary_required = false);
    no(&begun(), bare, &["rag_needs_commentary"]);
    let no_green = change(|codes| codes.retain(|one| one.meaning != RagMeaning::OnTrack));
    no(&begun(), no_green, &["rag_meanings_missing"]);
}

#[test]
fn a_grading_scale_takes_the_next_number_from_a_later_day() {
    let scale = |from: &str, words: &[&str]| Command::AdoptGradingScale {
        name: "Ours".to_owned(),
        grades: words
            .iter()
            .map(|word| Grade {
                code: (*word).to_owned(),
                word: (*word).to_owned(),
                descriptor: "as it says".to_owned(),
            })
            .collect(),
        from: day(from),
    };
    let event = ok(&begun(), scale("2026-01-01", &["good", "poor"]));
    assert!(matches!(
        event,
        Event::GradingScaleAdopted { version: 2, .. }
    ));
    no(&begun(), scale("2026-01-01", &["good"]), &["codes_count"]);
    no(
        &begun(),
        scale("2026-01-01", &["good", "Good"]),
        &["code_repeated"],
    );
    let early = scale("2004-11-15", &["good", "poor"]);
    no(&begun(), early, &["two_grading_scales_in_force"]);
}

#[test]
fn a_set_of_clocks_is_sound_and_corrected_for_a_reason() {
    let shipped = rule_set::shipped()[0].clone();
    let adopt = |rule_set| Command::AdoptStatutoryRuleSet { rule_set };
    no(&begun(), adopt(shipped.clone()), &["reason_required"]);
    accepted(&begun(), (partnership(), adopt(shipped.clone()), because()));
    let mut own = shipped.clone();
    own.edition = "ours".to_owned();
    ok(&begun(), adopt(own.clone()));
    own.clocks.clear();
    no(&begun(), adopt(own.clone()), &["rule_set_unsound"]);
    own = shipped;
    own.edition = " ".to_owned();
    no(&begun(), adopt(own), &["rule_set_unsound", "blank"]);
}

#[test]
fn bank_holidays_are_sound_and_never_shrink() {
    let load = |holidays| Command::LoadBankHolidayCalendar {
        source: "royal proclamation".to_owned(),
        holidays,
    };
    let more = BankHolidays::england()
        .clone()
        .with_days([(day("2027-06-15"), "Extra day".to_owned())]);
    let world = then(begun(), load(more.unwrap()));
    assert!(
        world
            .partnership
            .bank_holidays()
            .holiday(day("2027-06-15"))
            .is_some()
    );
    let fewer = BankHolidays::new(2020, 2027, []).unwrap();
    no(&begun(), load(fewer), &["bank_holidays_shrink"]);
    let unsound = serde_json::from_value(serde_json::json!({
        "from": "2012-01-01", "to": "2028-12-31", "days": { "2030-01-01": "New Year" }
    }));
    no(&begun(), load(unsound.unwrap()), &["bank_holidays_unsound"]);
    assert_eq!(State::default().bank_holidays(), BankHolidays::england());
}

#[test]
fn a_theme_left_out_is_mapped_to_one_that_stays() {
    let theme = |code: &str| Theme {
        code: code.to_owned(),
        name: code.to_owned(),
    };
    let revise = |codes: &[&str], mapped: &[(&str, &str)]| Command::ReviseThemeTaxonomy {
        themes: codes.iter().map(|code| theme(code)).collect(),
        mapped: mapped
            .iter()
            .map(|(from, to)| ThemeMapping {
                from: (*from).to_owned(),
                to: (*to).to_owned(),
            })
            .collect(),
    };
    let world = then(World::default(), revise(&["a", "b"], &[]));
    ok(&world, revise(&["a", "b", "c"], &[]));
    let merged = then(world.clone(), revise(&["a"], &[("b", "a")]));
    assert_eq!(merged.partnership.theme_today("b"), "a");
    assert_eq!(merged.partnership.taxonomy, 2);
    no(&world, revise(&["a"], &[]), &["theme_not_mapped"]);
    no(&world, revise(&["a"], &[("b", "z")]), &["theme_mapping_to"]);
    no(
        &world,
        revise(&["a", "b"], &[("z", "a")]),
        &["theme_mapping_from"],
    );
    no(&world, revise(&["a", "b", "C"], &[]), &["theme_code"]);
    no(&world, revise(&["a", "b", "b"], &[]), &["code_repeated"]);
    no(&World::default(), revise(&[], &[]), &["themes_count"]);
}

#[test]
fn the_shipped_defaults_answer_every_question_a_rule_asks() {
    let state = begun().partnership;
    assert!(
        state
            .rag_scheme_on(day("2016-04-01"))
            .unwrap()
            .code_by_word("purple")
            .is_some()
    );
    assert!(state.grading_scale_on(day("2016-04-01")).is_some());
    assert!(state.rule_set_on(day("2026-06-15")).is_some());
    assert!(state.theme("neglect").is_some() && state.themes.len() >= 15);
}
