//! The rules of the partnership.

use super::{
    AgencyKind, Command, Contribution, Event, Grade, PartnerCapacity, RagMeaning,
    ReportingYearKind, State, Theme, ThemeMapping, defaults,
};
use crate::calendar::BankHolidays;
use crate::envelope::Role;
use crate::given_when_then::{
    accepted, because, begun, day, given, id, on_from, partnership, planned, refused,
};
use crate::rule_set;
use crate::world::World;

#[expect(clippy::wildcard_enum_match_arm, reason = "a test wants one kind")]
fn ok(world: &World, command: Command) -> Event {
    match accepted(world, (partnership(), command, given())).remove(0) {
        crate::event::Event::Partnership(event) => event,
        other => panic!("{other:?}"),
    }
}

fn no(world: &World, command: Command, rules: &[&str]) {
    refused(world, (partnership(), command, given()), rules);
}

fn then(world: World, command: Command) -> World {
    on_from(world, vec![(partnership(), command.into())])
}

fn add(agency: u128, name: &str, short: &[&str]) -> Command {
    Command::AddRelevantAgency {
        agency: id(agency),
        name: name.to_owned(),
        also_known_as: short.iter().map(|one| (*one).to_owned()).collect(),
        kind: AgencyKind::Health,
        from: day("2020-01-01"),
    }
}

fn withdraw(agency: u128, from: &str) -> Command {
    Command::WithdrawRelevantAgency {
        agency: id(agency),
        from: day(from),
    }
}

fn chair(agency: Option<u128>) -> Command {
    Command::AppointChair {
        group: id(1),
        vice: false,
        post: "Chief officer".to_owned(),
        agency: agency.map(id),
        from: day("2026-01-01"),
    }
}

#[test]
fn a_partnership_is_established_once() {
    let establish = || Command::EstablishPartnership {
        name: "Anyshire".to_owned(),
        area: "Anyshire".to_owned(),
        predecessor: None,
        from: day("2019-09-29"),
    };
    ok(&World::default(), establish());
    no(&begun(), establish(), &["already_established"]);
}

#[test]
fn a_correction_needs_something_to_correct_and_a_reason() {
    let correct = || Command::CorrectPartnershipDetails {
        name: "Anyshire".to_owned(),
        area: "Anyshire".to_owned(),
    };
    no(
        &World::default(),
        correct(),
        &["not_established", "reason_required"],
    );
    accepted(&begun(), (partnership(), correct(), because()));
}

#[test]
fn no_two_members_go_by_the_same_name() {
    let world = begun();
    ok(&world, add(3, "Anyshire Health", &["AH"]));
    no(
        &world,
        add(3, "anyshire  COUNCIL", &[]),
        &["agency_name_taken"],
    );
    no(
        &world,
        add(3, "Anyshire Health", &["ap"]),
        &["agency_name_taken"],
    );
    no(
        &world,
        add(3, "Health", &["H", "h"]),
        &["short_name_repeated"],
    );
    no(&world, add(1, "Health", &[]), &["agency_already_added"]);
    let gone = then(world, withdraw(2, "2026-01-01"));
    ok(&gone, add(3, "Anyshire Police", &["AP"]));
}

#[test]
fn an_agencys_details_are_corrected_for_a_reason_and_keep_apart() {
    let correct = |agency, name: &str| Command::CorrectAgencyDetails {
        agency: id(agency),
        name: name.to_owned(),
        also_known_as: vec!["AC".to_owned()],
        kind: AgencyKind::LocalAuthority,
    };
    accepted(&begun(), (partnership(), correct(1, "Anyshire"), because()));
    no(&begun(), correct(1, "Anyshire"), &["reason_required"]);
    let taken = (partnership(), correct(1, "Anyshire Police"), because());
    refused(&begun(), taken, &["agency_name_taken"]);
    let unknown = (partnership(), correct(9, "Nobody"), because());
    refused(&begun(), unknown, &["agency_unknown", "agency_name_taken"]);
}

#[test]
fn an_agency_leaves_once_and_not_while_it_chairs() {
    ok(&begun(), withdraw(2, "2026-01-01"));
    no(&begun(), withdraw(9, "2026-01-01"), &["agency_unknown"]);
    no(
        &begun(),
        withdraw(2, "2010-01-01"),
        &["withdrawn_before_joining"],
    );
    let gone = then(begun(), withdraw(2, "2026-01-01"));
    no(
        &gone,
        withdraw(2, "2026-01-01"),
        &["agency_already_withdrawn"],
    );
    let chairs = then(begun(), chair(Some(2)));
    no(&chairs, withdraw(2, "2026-05-01"), &["agency_still_chairs"]);
}

#[test]
fn an_agency_that_left_is_not_appointed() {
    let gone = then(begun(), withdraw(2, "2025-12-31"));
    no(&gone, chair(Some(2)), &["agency_withdrawn"]);
    let designate = |agency| Command::DesignateSafeguardingPartner {
        agency: id(agency),
        capacity: PartnerCapacity::Lead,
        post: "Chief constable".to_owned(),
        from: day("2026-01-01"),
    };
    ok(&begun(), designate(2));
    no(&gone, designate(2), &["agency_withdrawn"]);
    no(&gone, designate(9), &["agency_unknown"]);
}

#[test]
fn a_group_has_a_name_a_quorum_and_members_it_can_reach_it_with() {
    let group =
        |number, name: &str, quorum, meetings, members: &[u128]| Command::ConstituteSubGroup {
            group: id(number),
            name: name.to_owned(),
            terms_of_reference: None,
            quorum,
            meetings_per_year: meetings,
            members: members.iter().map(|one| id(*one)).collect(),
            joint_with: None,
        };
    ok(&begun(), group(2, "Audit group", 1, 6, &[1]));
    no(
        &begun(),
        group(1, "Audit group", 1, 6, &[]),
        &["group_already_constituted"],
    );
    no(
        &begun(),
        group(2, "board", 1, 6, &[]),
        &["group_name_taken"],
    );
    no(
        &begun(),
        group(2, "Audit", 0, 6, &[]),
        &["quorum_out_of_range"],
    );
    no(
        &begun(),
        group(2, "Audit", 1, 0, &[]),
        &["meetings_out_of_range"],
    );
    no(
        &begun(),
        group(2, "Audit", 2, 6, &[1]),
        &["quorum_beyond_members"],
    );
    no(
        &begun(),
        group(2, "Audit", 1, 6, &[1, 1]),
        &["member_repeated"],
    );
    no(&begun(), group(2, "Audit", 1, 6, &[9]), &["agency_unknown"]);
}

#[test]
fn a_chair_is_a_member_or_independent_and_one_at_a_time() {
    let world = then(begun(), add(3, "Anyshire Health", &[]));
    ok(&world, chair(Some(1)));
    ok(&world, chair(None));
    no(&world, chair(Some(3)), &["chair_not_a_member"]);
    no(&world, chair(Some(9)), &["agency_unknown"]);
    let sitting = then(world, chair(Some(1)));
    no(&sitting, chair(Some(2)), &["chair_already_appointed"]);
    let revise = |members: &[u128]| Command::ReviseGroupMembership {
        group: id(1),
        members: members.iter().map(|one| id(*one)).collect(),
    };
    ok(&sitting, revise(&[1, 3]));
    no(&sitting, revise(&[2, 3]), &["chair_not_a_member"]);
    let vacant = || Command::DeclareChairVacant {
        group: id(1),
        vice: false,
        from: day("2026-06-01"),
    };
    no(&sitting, vacant(), &["chair_already_appointed"]);
    let down = |on: &str| Command::StandDownChair {
        group: id(1),
        vice: false,
        on: day(on),
    };
    no(&sitting, down("2025-01-01"), &["ends_before_start"]);
    let free = then(sitting, down("2026-06-01"));
    ok(&free, vacant());
    no(&free, down("2026-06-02"), &["nobody_chairs"]);
    let nowhere = Command::StandDownChair {
        group: id(9),
        vice: false,
        on: day("2026-01-01"),
    };
    no(&free, nowhere, &["group_unknown"]);
}

#[test]
fn a_role_is_held_between_two_days_and_an_agencys_role_for_it() {
    let appoint = |holding, role, agency: Option<u128>| Command::AppointRoleHolder {
        holding: id(holding),
        role,
        post: "Head of Early Help".to_owned(),
        agency: agency.map(id),
        holder: "A. N. Other".into(),
        from: day("2026-01-01"),
    };
    let end = |holding, on: &str| Command::EndRoleHolder {
        holding: id(holding),
        on: day(on),
    };
    ok(&begun(), appoint(1, Role::Chair, None));
    no(
        &begun(),
        appoint(1, Role::AgencyLead, None),
        &["role_needs_agency"],
    );
    no(
        &begun(),
        appoint(1, Role::AgencyLead, Some(9)),
        &["agency_unknown"],
    );
    no(&begun(), end(1, "2026-02-01"), &["holding_unknown"]);
    let held = then(begun(), appoint(1, Role::AgencyLead, Some(1)));
    let holders = |world: &World, on: &str| {
        world
            .partnership
            .holders_on(Role::AgencyLead, day(on))
            .count()
    };
    assert_eq!(
        (holders(&held, "2025-12-31"), holders(&held, "2026-01-01")),
        (0, 1)
    );
    no(
        &held,
        appoint(1, Role::Chair, None),
        &["holding_already_recorded"],
    );
    no(&held, end(1, "2025-01-01"), &["ends_before_start"]);
    let ended = then(held, end(1, "2026-02-01"));
    assert_eq!(
        (holders(&ended, "2026-02-01"), holders(&ended, "2026-02-02")),
        (1, 0)
    );
    no(&ended, end(1, "2026-02-01"), &["holding_already_ended"]);
}

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

fn scheme(from: &str, change: impl FnOnce(&mut Vec<super::RagCode>)) -> Command {
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
    let change = |change: fn(&mut Vec<super::RagCode>)| scheme("2026-07-01", change);
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
fn records_are_kept_for_a_time_that_can_be_counted() {
    let keep = |period_months| Command::AdoptRetentionRule {
        class: "audit".to_owned(),
        period_months,
        counted_from: "closure".to_owned(),
        basis: "local agreement".to_owned(),
    };
    ok(&begun(), keep(72));
    no(&begun(), keep(0), &["retention_period"]);
    no(
        &begun(),
        keep(super::RETENTION_MONTHS_MAX + 1),
        &["retention_period"],
    );
}

#[test]
fn contributions_add_up_to_the_stated_total_until_the_year_is_reported() {
    let year = Command::SetReportingYear {
        label: "2026".to_owned(),
        kind: ReportingYearKind::Plan,
        start: day("2026-04-01"),
        end: day("2027-03-31"),
    };
    let pays = |agency, amount_pence| Contribution {
        agency: id(agency),
        amount_pence,
    };
    let agree = |contributions, total_pence| Command::AgreeBudget {
        year: "2026".to_owned(),
        contributions,
        total_pence,
    };
    no(
        &begun(),
        agree(vec![pays(1, 5)], 5),
        &["reporting_year_unknown"],
    );
    let world = then(begun(), year);
    ok(&world, agree(vec![pays(1, 5), pays(2, 6)], 11));
    no(
        &world,
        agree(vec![pays(1, 5), pays(2, 6)], 12),
        &["contributions_do_not_add"],
    );
    no(
        &world,
        agree(vec![pays(1, u64::MAX), pays(2, 1)], 0),
        &["contributions_do_not_add"],
    );
    no(
        &world,
        agree(vec![pays(1, 5), pays(1, 6)], 11),
        &["contributor_repeated"],
    );
    no(&world, agree(vec![pays(9, 5)], 5), &["agency_unknown"]);
    let agreed = then(world, agree(vec![pays(1, 5)], 5));
    no(&agreed, agree(vec![pays(1, 6)], 6), &["reason_required"]);
    let arrived = |amount| Command::RecordContribution {
        year: "2026".to_owned(),
        contribution: pays(1, amount),
    };
    let spent = |amount_pence| Command::RecordExpenditure {
        year: "2026".to_owned(),
        heading: "training".to_owned(),
        amount_pence,
    };
    ok(&agreed, arrived(5));
    ok(&agreed, spent(5));
    no(&agreed, arrived(0), &["no_amount"]);
    no(&agreed, spent(0), &["no_amount"]);
    let report = || Command::ReportYearEndPosition {
        year: "2026".to_owned(),
        income_pence: 5,
        expenditure_pence: 4,
    };
    let reported = then(agreed, report());
    no(&reported, spent(5), &["year_already_reported"]);
    no(&reported, report(), &["reason_required"]);
}

#[test]
fn how_columns_are_read_is_remembered() {
    let remember = |columns: &[&str]| Command::RememberColumnMatching {
        headings: "ref|action".to_owned(),
        columns: columns.iter().map(|one| (*one).to_owned()).collect(),
    };
    let world = then(begun(), remember(&["reference", ""]));
    assert_eq!(
        world
            .partnership
            .column_matching("ref|action")
            .unwrap()
            .len(),
        2
    );
    no(&begun(), remember(&[]), &["no_columns"]);
}

#[test]
fn an_agency_is_found_by_any_of_its_names_and_a_member_before_one_that_left() {
    let world = then(begun(), withdraw(2, "2026-01-01"));
    let world = then(world, add(3, "Anyshire Police", &["AP"]));
    assert_eq!(world.partnership.agency_named(" ap "), Some(id(3)));
    assert_eq!(
        world.partnership.agency_named("anyshire  council"),
        Some(id(1))
    );
    assert_eq!(world.partnership.agency_named("nobody"), None);
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
