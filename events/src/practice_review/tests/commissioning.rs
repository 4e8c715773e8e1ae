//! The decision, the reviewer and the terms of reference.

use super::*;

#[test]
fn a_review_is_commissioned_once_and_everything_else_comes_after() {
    yes(&partnered(), commission(ReviewKind::Local, "2026-05-01"));
    let again = commission(ReviewKind::Local, "2026-05-01");
    no(&commissioned(), again, &["review_already_commissioned"]);
    for command in [
        terms(),
        appoint(),
        draft(None),
        sign(1),
        publish("2026-06-15"),
    ] {
        no(&partnered(), command, &["review_not_commissioned"]);
    }
}

#[test]
fn six_months_are_worked_out_from_the_decision_and_pinned_to_the_rule_set() {
    let due = |decided_on: &str| {
        let world = then(partnered(), vec![commission(ReviewKind::Local, decided_on)]);
        (state(&world).due, state(&world).rule_set.clone())
    };
    assert_eq!(due("2026-05-01").0, Some(day("2026-11-01")));
    assert_eq!(
        due("2025-08-31"),
        (Some(day("2026-02-28")), "wt2023".to_owned())
    );
    assert_eq!(
        due("2023-08-31"),
        (Some(day("2024-02-29")), "wt2018".to_owned())
    );
}

#[test]
fn a_decision_lies_in_the_past_and_after_the_first_rule_set() {
    let decided = |on| commission(ReviewKind::Local, on);
    yes(&partnered(), decided("2026-06-15"));
    no(
        &partnered(),
        decided("2026-06-16"),
        &["decided_in_the_future"],
    );
    yes(&partnered(), decided("2018-07-04"));
    no(&partnered(), decided("2018-07-03"), &["no_rule_set"]);
}

#[test]
fn a_clock_beyond_the_calendar_has_no_date() {
    let mut command = commission(ReviewKind::Local, "2026-05-01");
    let mut world = partnered();
    let sets = &mut world.partnership.rule_sets;
    for set in sets.iter_mut() {
        set.clocks.clear();
    }
    no(&world, command.clone(), &["clock_without_date"]);
    if let Command::CommissionReview { kind, .. } = &mut command {
        *kind = ReviewKind::OtherLearning;
    }
    yes(&world, command);
}

#[test]
fn a_serious_case_review_was_decided_upon_until_the_end_of_the_transition() {
    let legacy = |on| commission(ReviewKind::LegacySeriousCase, on);
    yes(&partnered(), legacy("2019-09-29"));
    no(
        &partnered(),
        legacy("2019-09-30"),
        &["serious_case_review_after_transition"],
    );
    yes(&partnered(), commission(ReviewKind::Local, "2019-09-30"));
}

#[test]
fn a_review_nobody_has_to_make_has_no_statutory_day() {
    for kind in [ReviewKind::OtherLearning, ReviewKind::NationalAdopted] {
        let world = then(partnered(), vec![commission(kind, "2026-05-01")]);
        assert_eq!(state(&world).due, None);
    }
}

#[test]
fn a_reference_is_given_once_and_monitoring_has_an_interval() {
    let other = (
        review(2),
        commission(ReviewKind::Local, "2026-05-01"),
        given(),
    );
    refused(&commissioned(), other, &["review_reference_taken"]);
    for (weeks, regular) in [(0, false), (1, true), (13, true), (14, false)] {
        let mut command = commission(ReviewKind::Local, "2026-05-01");
        if let Command::CommissionReview {
            monitored_every_weeks,
            ..
        } = &mut command
        {
            *monitored_every_weeks = weeks;
        }
        if regular {
            yes(&partnered(), command);
        } else {
            no(&partnered(), command, &["monitoring_interval_missing"]);
        }
    }
}

#[test]
fn a_reviewer_is_independent_of_the_case_and_of_the_members() {
    let with = |employer: Option<u128>, part: bool| {
        let mut command = appoint();
        if let Command::AppointReviewer {
            employed_by,
            had_part_in_case,
            ..
        } = &mut command
        {
            *employed_by = employer.map(id);
            *had_part_in_case = part;
        }
        command
    };
    yes(&commissioned(), with(None, false));
    no(
        &commissioned(),
        with(Some(1), false),
        &["reviewer_not_independent"],
    );
    no(
        &commissioned(),
        with(None, true),
        &["reviewer_not_independent"],
    );
    // A review nobody has to make may be written by somebody of a member agency.
    let other = commission(ReviewKind::OtherLearning, "2026-05-01");
    let world = then(partnered(), vec![other]);
    yes(&world, with(Some(1), false));
    no(&world, with(Some(1), true), &["reviewer_not_independent"]);
}

#[test]
fn a_reviewer_is_removed_once_and_with_a_reason() {
    let remove = |number| Command::RemoveReviewer { number };
    no(&underway(), remove(1), &["reason_required"]);
    yes_given(&underway(), remove(1), because());
    no_given(&underway(), remove(2), because(), &["reviewer_unknown"]);
    let world = then(underway(), vec![remove(1)]);
    assert_eq!(state(&world).phase, Phase::Scoped);
    no_given(&world, remove(1), because(), &["reviewer_removed"]);
}

#[test]
fn terms_are_agreed_once_and_revised_with_a_reason() {
    let revise = |agencies: Vec<u128>| Command::ReviseTermsOfReference {
        words: "The same, and the school".into(),
        agencies: agencies.into_iter().map(id).collect(),
    };
    yes(&commissioned(), terms());
    no(&underway(), terms(), &["terms_already_agreed"]);
    no(&underway(), revise(vec![1]), &["reason_required"]);
    yes_given(&underway(), revise(vec![1]), because());
    let early = &["terms_not_agreed"];
    no_given(&commissioned(), revise(vec![1]), because(), early);
    no_given(
        &underway(),
        revise(vec![]),
        because(),
        &["agencies_missing"],
    );
    no_given(
        &underway(),
        revise(vec![1, 1]),
        because(),
        &["agency_repeated"],
    );
    no_given(&underway(), revise(vec![9]), because(), &["agency_unknown"]);
}

#[test]
fn a_review_is_underway_once_its_terms_are_agreed_and_a_reviewer_is_there() {
    let phase = |commands| state(&then(commissioned(), commands)).phase;
    assert_eq!(phase(vec![]), Phase::Commissioned);
    assert_eq!(phase(vec![appoint()]), Phase::Commissioned);
    assert_eq!(phase(vec![terms()]), Phase::Scoped);
    assert_eq!(phase(vec![terms(), appoint()]), Phase::Underway);
    assert_eq!(phase(vec![appoint(), terms()]), Phase::Underway);
}
