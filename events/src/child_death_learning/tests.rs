//! The rules of a year's learning from child deaths, each with what it refuses and what it allows.

use super::fixture::{learn, open, opened, period, year};
use super::*;
use crate::given_when_then::{accepted, begun, day, given, id, on_from, refused};
use crate::text::Text;
use crate::world::{Given, World};

const GENERAL: &str = "Babies slept beside a parent who had been drinking.";

fn recommend(words: &str) -> Command {
    Command::ReceiveCdopRecommendation {
        words: words.into(),
        addressees: vec![id(1)],
        recommendation: None,
    }
}

fn refer(period: Period, words: &str) -> Command {
    Command::RecordDeathsReferred {
        period,
        referred_band: Band::FewerThanFive,
        considered: words.into(),
    }
}

fn report(reviewed: Band, modifiable: Band) -> Command {
    Command::ReceiveCdopAnnualReport {
        title: "Report of the panel".to_owned(),
        reviewed_band: reviewed,
        modifiable_band: modifiable,
        says: GENERAL.into(),
        evidence: None,
    }
}

fn half() -> Period {
    period("2025-04-01", "2025-09-30")
}

fn no(world: &World, command: Command, rules: &[&str]) {
    refused(world, (year(), command, given()), rules);
}

fn yes(world: &World, command: Command) {
    assert_eq!(accepted(world, (year(), command, given())).len(), 1);
}

#[test]
fn a_year_is_opened_once_and_before_anything_else() {
    no(&opened(), open(), &["child_death_year_already_open"]);
    no(&begun(), learn(GENERAL), &["child_death_year_not_open"]);
    for (from, to) in [("2025-04-01", "2025-09-30"), ("2025-04-01", "2027-03-31")] {
        let strange = Command::OpenChildDeathYear {
            title: "2025".to_owned(),
            year: period(from, to),
            panel: "The panel".to_owned(),
        };
        no(&begun(), strange, &["child_death_year_too_short"]);
    }
    yes(&begun(), open());
}

#[test]
fn words_about_one_child_or_one_death_are_refused_wherever_they_stand() {
    let one = "The child was known to services.";
    let world = opened();
    for command in [learn(one), recommend(one), refer(half(), one)] {
        no(&world, command, &["individual_death"]);
    }
    let titled = Command::ReceiveCdopAnnualReport {
        title: "Report on Child A".to_owned(),
        reviewed_band: Band::FiveToNine,
        modifiable_band: Band::FewerThanFive,
        says: GENERAL.into(),
        evidence: None,
    };
    no(&world, titled, &["individual_death"]);
    let because = Given {
        reason: Some(Text::plain("a baby died on 4 March")),
        ..given()
    };
    refused(
        &world,
        (year(), learn(GENERAL), because),
        &["individual_death"],
    );
    for command in [learn(GENERAL), recommend(GENERAL), refer(half(), GENERAL)] {
        yes(&world, command);
    }
}

#[test]
fn a_period_lies_in_the_year_is_over_and_is_too_long_to_date_a_death() {
    let world = opened();
    let of = |from, to| refer(period(from, to), GENERAL);
    no(
        &world,
        of("2025-01-01", "2025-06-30"),
        &["period_outside_year"],
    );
    no(
        &world,
        of("2025-04-01", "2025-05-31"),
        &["period_too_short"],
    );
    yes(&world, of("2026-01-01", "2026-03-31"));
    let early = Given {
        occurred_on: day("2026-06-15"),
        ..given()
    };
    let now = Command::OpenChildDeathYear {
        title: "2026 to 2027".to_owned(),
        year: period("2026-04-01", "2027-03-31"),
        panel: "The panel".to_owned(),
    };
    let world = on_from(begun(), vec![(year(), now.into())]);
    refused(
        &world,
        (year(), of("2026-04-01", "2026-06-30"), early),
        &["period_not_over"],
    );
}

#[test]
fn of_a_period_each_thing_is_received_once() {
    let history = [learn(GENERAL), refer(half(), GENERAL)];
    let history = history.into_iter().map(|one| (year(), one.into()));
    let world = on_from(opened(), history.collect());
    no(&world, learn(GENERAL), &["learning_already_received"]);
    no(
        &world,
        refer(half(), GENERAL),
        &["referrals_already_recorded"],
    );
    let other = Command::ReceiveCdopLearning {
        period: half(),
        factor: Factor::Smoking,
        deaths_band: Band::FiveToNine,
        learning: GENERAL.into(),
    };
    yes(&world, other);
}

#[test]
fn the_yearly_report_comes_once_and_its_bands_agree() {
    let world = opened();
    let over = report(Band::FiveToNine, Band::TenToNineteen);
    no(&world, over, &["modifiable_over_reviewed"]);
    let good = || report(Band::TwentyOrMore, Band::FiveToNine);
    yes(&world, good());
    let reported = on_from(world, vec![(year(), good().into())]);
    no(&reported, good(), &["annual_report_already_received"]);
}

#[test]
fn what_is_named_is_in_the_record() {
    let world = opened();
    let stranger = Command::ReceiveCdopRecommendation {
        words: GENERAL.into(),
        addressees: vec![id(9)],
        recommendation: Some(id(9)),
    };
    let rules = ["cdop_addressee_unknown", "cdop_recommendation_unknown"];
    no(&world, stranger, &rules);
    let lost = Command::ReceiveCdopAnnualReport {
        title: "Report".to_owned(),
        reviewed_band: Band::FiveToNine,
        modifiable_band: Band::FiveToNine,
        says: GENERAL.into(),
        evidence: Some(id(9)),
    };
    no(&world, lost, &["cdop_evidence_unknown"]);
}

#[test]
fn nothing_is_received_before_the_year_was_opened() {
    let early = Given {
        occurred_on: day("2026-06-14"),
        ..given()
    };
    refused(
        &opened(),
        (year(), recommend(GENERAL), early),
        &["received_before_opening"],
    );
}

#[test]
fn bands_follow_on_each_other() {
    let least: Vec<u32> = Band::ALL.into_iter().map(Band::least).collect();
    assert!(least.is_sorted() && least[0] == 0);
}
