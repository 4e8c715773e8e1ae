//! Merged, split, superseded, carried forward, repeated.

use super::*;

fn three() -> Scene {
    let mut scene = after(vec![made()]);
    happened(&mut scene, OTHER, vec![made_as("3.2")]);
    happened(&mut scene, THIRD, vec![made_as("3.3")]);
    scene
}

#[test]
fn a_recommendation_is_merged_into_another_open_one() {
    let mut scene = three();
    let merge = |into: u128| ask(Command::MergeRecommendation { into: id(into) });
    let merged = Event::RecommendationMerged { into: id(OTHER) };
    check_in(&scene, merge(OTHER), leads_to(merged.clone()));
    check_in(
        &scene,
        merge(RECOMMENDATION),
        breaks(["merged_into_itself"]),
    );
    check_in(&scene, merge(UNKNOWN), breaks(["merged_into_unknown"]));
    let back = Event::RecommendationMerged {
        into: id(RECOMMENDATION),
    };
    happened(&mut scene, OTHER, vec![back]);
    check_in(&scene, merge(OTHER), breaks(["merged_into_ended"]));
}

#[test]
fn a_recommendation_is_split_into_at_least_two_others() {
    let scene = three();
    let split = |into: Vec<u128>| {
        let into = into.into_iter().map(id).collect();
        ask(Command::SplitRecommendation { into })
    };
    let was_split = Event::RecommendationSplit {
        into: vec![id(OTHER), id(THIRD)],
    };
    check_in(&scene, split(vec![OTHER, THIRD]), leads_to(was_split));
    check_in(&scene, split(vec![OTHER]), breaks(["split_into_too_few"]));
    check_in(
        &scene,
        split(vec![OTHER, OTHER]),
        breaks(["split_into_too_few"]),
    );
    let itself = split(vec![RECOMMENDATION, OTHER]);
    check_in(&scene, itself, breaks(["merged_into_itself"]));
    check_in(
        &scene,
        split(vec![UNKNOWN, OTHER]),
        breaks(["merged_into_unknown"]),
    );
}

#[test]
fn a_recommendation_is_superseded_by_another_open_one() {
    let mut scene = three();
    let supersede = |by: u128| ask(Command::SupersedeRecommendation { by: id(by) });
    let superseded = Event::RecommendationSuperseded { by: id(OTHER) };
    check_in(&scene, supersede(OTHER), leads_to(superseded));
    check_in(
        &scene,
        supersede(RECOMMENDATION),
        breaks(["superseded_by_itself"]),
    );
    check_in(
        &scene,
        supersede(UNKNOWN),
        breaks(["superseded_by_unknown"]),
    );
    happened(&mut scene, OTHER, vec![Event::RecommendationClosed {}]);
    check_in(&scene, supersede(OTHER), breaks(["superseded_by_ended"]));
}

#[test]
fn a_recommendation_that_goes_on_elsewhere_is_left_alone() {
    let given = vec![made(), Event::RecommendationMerged { into: id(OTHER) }];
    let commands = [
        Command::AcceptRecommendation {
            agency: id(COUNCIL),
        },
        Command::CloseRecommendation {},
        Command::ReopenRecommendation {},
        Command::MergeRecommendation { into: id(THIRD) },
    ];
    for command in commands {
        let asked = ask(command).because("why");
        check(given.clone(), asked, breaks(["recommendation_gone_on"]));
    }
}

#[test]
fn a_recommendation_is_carried_into_another_open_plan() {
    let carry = |to: u128| ask(Command::CarryRecommendationForward { to: id(to) });
    let carried = Event::RecommendationCarriedForward { to: id(LATER_PLAN) };
    check(vec![made()], carry(LATER_PLAN), leads_to(carried));
    check(
        vec![made()],
        carry(UNKNOWN),
        breaks(["carried_to_unknown_plan"]),
    );
    check(
        vec![made()],
        carry(CLOSED_PLAN),
        breaks(["carried_to_closed_plan"]),
    );
    check(vec![made()], carry(PLAN), breaks(["carried_to_same_plan"]));
    let mut scene = after(vec![made()]);
    let there = make_with!(plan: Some(id(LATER_PLAN)), priority: None).1;
    happened(&mut scene, OTHER, vec![there]);
    check_in(
        &scene,
        carry(LATER_PLAN),
        breaks(["carried_reference_taken"]),
    );
}

#[test]
fn a_recommendation_repeats_an_earlier_one_not_itself_and_not_in_a_circle() {
    let mut scene = three();
    let repeat = |earlier: u128| {
        ask(Command::LinkEarlierRecommendation {
            earlier: id(earlier),
        })
    };
    let repeats = |earlier: u128| Event::RecommendationRepeatsEarlier {
        earlier: id(earlier),
    };
    check_in(&scene, repeat(OTHER), leads_to(repeats(OTHER)));
    check_in(&scene, repeat(RECOMMENDATION), breaks(["repeats_itself"]));
    check_in(&scene, repeat(UNKNOWN), breaks(["repeats_unknown"]));
    happened(&mut scene, OTHER, vec![repeats(THIRD)]);
    happened(&mut scene, THIRD, vec![repeats(RECOMMENDATION)]);
    check_in(&scene, repeat(OTHER), breaks(["repeats_in_a_circle"]));
    happened(&mut scene, RECOMMENDATION, vec![repeats(OTHER)]);
    check_in(&scene, repeat(OTHER), breaks(["repeats_already"]));
}
