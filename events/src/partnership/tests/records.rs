//! What is kept and for how long, money, and what an import remembers.

use super::*;

#[test]
fn records_are_kept_for_a_time_that_can_be_counted() {
    let keep = |period_months| Command::AdoptRetentionRule {
        class: "audit".to_owned(),
        period_months,
        counted_from: "closure".to_owned(),
        covers: None,
        basis: "local agreement".to_owned(),
    };
    ok(&begun(), keep(72));
    no(&begun(), keep(0), &["retention_period"]);
    no(
        &begun(),
        keep(super::super::RETENTION_MONTHS_MAX + 1),
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
