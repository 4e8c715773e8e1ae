//! Findings, what was found before, and what a repeat says.

use super::*;
use crate::audit_case;
use crate::ids::RecommendationId;
use crate::world::World;

/// The first case is excluded.
fn one_excluded(world: World) -> World {
    let exclude = audit_case::Command::ExcludeCase {};
    on_from(world, vec![(case(CASES[0]), exclude.into())])
}

fn counted(events: &[crate::event::Event]) -> u32 {
    match events {
        [
            crate::event::Event::Audit(
                Event::FindingRecorded { n, .. } | Event::FindingCorrected { n, .. },
            ),
        ] => *n,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_finding_counts_the_sample_less_the_exclusions() {
    let when = |command| (audit(AUDIT), command, given());
    assert_eq!(counted(&accepted(&sampled(), when(finding(1, 3)))), 3);
    let fewer = one_excluded(sampled());
    assert_eq!(counted(&accepted(&fewer, when(finding(1, 2)))), 2);
    refused(&fewer, when(finding(1, 3)), &["x_beyond_n"]);
    accepted(&fewer, when(finding_with!(n: Some(2))));
    refused(
        &fewer,
        when(finding_with!(n: Some(3))),
        &["n_is_not_the_sample"],
    );
}

#[test]
fn a_finding_is_recorded_once_from_a_frozen_sample_until_the_report_is_approved() {
    let when = |number| (audit(AUDIT), finding(number, 1), given());
    refused(&drawn(), when(FINDING), &["sample_not_drawn"]);
    refused(&found(), when(FINDING), &["finding_already_recorded"]);
    accepted(&found(), when(22));
    refused(&approved(), when(22), &["audit_report_approved"]);
    refused(&closed(), when(22), &["audit_closed"]);
}

#[test]
fn the_sub_group_records_findings_and_agencies_do_not() {
    use crate::envelope::Role;
    let world = sampled();
    let when = |given| (audit(AUDIT), finding(1, 1), given);
    accepted(&world, when(by(Role::PqaMember, Some(1))));
    accepted(&world, when(by(Role::PqaCoordinator, None)));
    refused(
        &world,
        when(by(Role::AgencyLead, Some(1))),
        &["role_may_not"],
    );
}

#[test]
fn a_percentage_stands_beside_its_numbers_and_a_theme_is_known() {
    let world = sampled();
    let when = |command| (audit(AUDIT), command, given());
    let bare = finding_with!(statement: "33% had no chronology".into());
    refused(&world, when(bare), &["percentage_without_n"]);
    let told = finding_with!(statement: "33% (1 of 3) had no chronology".into());
    accepted(&world, when(told));
    let unknown = finding_with!(theme: "weather".to_owned());
    refused(&world, when(unknown), &["theme_unknown"]);
}

#[test]
fn what_identifies_somebody_is_taken_out_of_a_finding() {
    let named = finding_with!(statement: "Mother (0113 496 0000) was not called".into());
    refused(
        &sampled(),
        (audit(AUDIT), named, given()),
        &["looks_like_identifier"],
    );
}

fn correct(x: Option<u32>, statement: Option<&str>) -> Command {
    Command::CorrectFinding {
        finding: id(FINDING),
        kind: None,
        statement: statement.map(Into::into),
        x,
        theme: None,
        underlying_reason: None,
    }
}

#[test]
fn a_finding_is_corrected_with_a_reason_and_within_its_count() {
    let world = found();
    let when = |command, given| (audit(AUDIT), command, given);
    accepted(&world, when(correct(Some(1), None), because()));
    refused(
        &world,
        when(correct(Some(1), None), given()),
        &["reason_required"],
    );
    refused(
        &world,
        when(correct(Some(4), None), because()),
        &["x_beyond_n"],
    );
    refused(
        &world,
        when(correct(None, None), because()),
        &["nothing_corrected"],
    );
    refused(
        &world,
        when(correct(None, Some("Two thirds, 66%")), because()),
        &["percentage_without_n"],
    );
    refused(
        &sampled(),
        when(correct(Some(1), None), because()),
        &["finding_unknown"],
    );
    accepted(&approved(), when(correct(Some(1), None), because()));
    refused(
        &closed(),
        when(correct(Some(1), None), because()),
        &["audit_closed"],
    );
}

#[test]
fn a_finding_is_counted_again_after_an_exclusion() {
    let world = one_excluded(found());
    let events = accepted(&world, (audit(AUDIT), correct(None, None), because()));
    assert_eq!(counted(&events), 2);
}

#[test]
fn a_finding_is_matched_to_earlier_ones_of_other_audits() {
    let world = repeated();
    let record = (audit(AUDIT), finding(FINDING, 1).into());
    let make = (id::<RecommendationId>(1).into(), recommend(2000).into());
    let world = on_from(world, vec![record, make]);
    let when = |finding: u128, earlier: &[u128], recommendations: &[u128]| {
        let command = Command::MatchFindingToEarlier {
            finding: id(finding),
            earlier_findings: earlier.iter().map(|one| id(*one)).collect(),
            earlier_recommendations: recommendations.iter().map(|one| id(*one)).collect(),
            what_was_done: "A template was sent round".into(),
            worked: Worked::No,
        };
        (audit(AUDIT), command, given())
    };
    accepted(&world, when(FINDING, &[2000], &[1]));
    accepted(&world, when(FINDING, &[], &[1]));
    refused(&world, when(FINDING, &[], &[]), &["earlier_missing"]);
    refused(&world, when(9, &[2000], &[]), &["finding_unknown"]);
    for strange in [FINDING, 9] {
        let when = when(FINDING, &[strange], &[]);
        refused(&world, when, &["earlier_finding_unknown"]);
    }
    let unmade = when(FINDING, &[], &[9]);
    refused(&world, unmade, &["earlier_recommendation_unknown"]);
}

#[test]
fn a_missing_recommendation_is_justified_once_with_a_reason() {
    let world = found();
    let justify = |finding: u128, given| {
        let finding = id(finding);
        let command = Command::JustifyNoRecommendation { finding };
        (audit(AUDIT), command, given)
    };
    refused(&world, justify(FINDING, given()), &["reason_required"]);
    refused(&world, justify(9, because()), &["finding_unknown"]);
    accepted(&world, justify(FINDING, because()));
    let justified = (
        audit(AUDIT),
        Command::JustifyNoRecommendation {
            finding: id(FINDING),
        }
        .into(),
    );
    let world = on_from(world, vec![justified]);
    refused(
        &world,
        justify(FINDING, because()),
        &["no_recommendation_already_justified"],
    );
    let mut strength = finding(22, 1);
    if let Command::RecordFinding { kind, .. } = &mut strength {
        *kind = FindingKind::Strength;
    }
    let world = on_from(world, vec![(audit(AUDIT), strength.into())]);
    refused(
        &world,
        justify(22, because()),
        &["strength_needs_no_recommendation"],
    );
}

fn compare(before: (u32, u32), now: (u32, u32), judgement: Judgement) -> Command {
    let count = |(x, n)| Count { x, n };
    Command::CompareWithBaseline {
        measure: "Children seen alone".into(),
        better: Better::More,
        baseline: count(before),
        now: count(now),
        judgement,
    }
}

#[test]
fn only_a_repeat_is_compared_and_only_within_both_samples() {
    let when = |command| (audit(AUDIT), command, given());
    let too_small = Judgement::TooSmallToConclude;
    let fine = compare((6, 12), (8, 12), too_small);
    refused(&sampled(), when(fine.clone()), &["no_baseline"]);
    let world = repeated();
    accepted(&world, when(fine));
    for command in [
        compare((0, 0), (8, 12), too_small),
        compare((6, 12), (13, 12), too_small),
        compare((13, 12), (8, 12), too_small),
    ] {
        refused(&world, when(command), &["counted_none"]);
    }
    for command in [
        compare((6, 12), (8, 13), too_small),
        compare((6, 13), (8, 12), too_small),
    ] {
        refused(&world, when(command), &["beyond_the_sample"]);
    }
}

#[test]
fn a_judgement_says_no_more_than_the_numbers_carry() {
    let world = repeated();
    let when = |command| (audit(AUDIT), command, given());
    for judgement in [Judgement::Improved, Judgement::NotImproved] {
        for (before, now) in [((1, 9), (9, 9)), ((6, 12), (8, 12))] {
            let command = compare(before, now, judgement);
            refused(&world, when(command), &["too_small_to_conclude"]);
        }
    }
    accepted(
        &world,
        when(compare((1, 12), (11, 12), Judgement::Improved)),
    );
    accepted(
        &world,
        when(compare((6, 12), (6, 12), Judgement::NotImproved)),
    );
    accepted(
        &world,
        when(compare((6, 12), (5, 12), Judgement::NotImproved)),
    );
    for (before, now, judgement) in [
        ((1, 12), (11, 12), Judgement::NotImproved),
        ((6, 12), (5, 12), Judgement::Improved),
    ] {
        let command = compare(before, now, judgement);
        refused(&world, when(command), &["judgement_against_the_numbers"]);
    }
}
