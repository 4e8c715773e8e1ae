//! Clarifying, challenging, moderating, accepting.

use super::super::Rescored;
use super::*;

/// The agency was asked about its leadership.
fn questioned() -> World {
    then(submitted(), vec![step(question(), coordinator())])
}

fn accept() -> Command {
    Command::AcceptReturn {}
}

#[test]
fn nothing_is_judged_before_it_is_submitted() {
    for command in [
        question(),
        explain(None, &[]),
        challenge("2026-06-15", &["Chair"]),
        moderate(VOICE, "not_met"),
        accept(),
    ] {
        let by = if matches!(command, Command::ProvideClarification { .. }) {
            contributor()
        } else {
            coordinator()
        };
        refused(&signed_off(), step(command, by), &["return_not_submitted"]);
    }
}

#[test]
fn a_self_score_changes_after_submission_only_by_a_clarification() {
    let overwrite = step(assess(LEADERSHIP, "not_met", &[]), contributor());
    refused(&submitted(), overwrite, &["return_already_submitted"]);
    let unasked = step(explain(Some("not_met"), &[]), contributor());
    refused(&submitted(), unasked, &["clarification_not_requested"]);
    let events = accepted(
        &questioned(),
        step(explain(Some("not_met"), &[]), contributor()),
    );
    let expected = Event::ClarificationProvided {
        standard: LEADERSHIP.to_owned(),
        words: "The director reports to the board".into(),
        rescored: Some(Rescored {
            from: "met".to_owned(),
            to: "not_met".to_owned(),
        }),
        evidence: Vec::new(),
    };
    assert_eq!(told(events), [expected]);
}

#[test]
fn a_question_is_asked_once_and_about_an_answer() {
    let world = questioned();
    assert_eq!(state(&world).phase, Phase::Clarification);
    let again = step(question(), coordinator());
    refused(&world, again, &["clarification_already_requested"]);
    let ask = |standard: &str| Command::RequestClarification {
        standard: standard.to_owned(),
        question: "Which?".into(),
    };
    accepted(&world, step(ask(VOICE), pqa_member(None)));
    let unknown = step(ask("weather"), coordinator());
    refused(&world, unknown, &["standard_unknown"]);
    let mut wider = submitted();
    wider
        .returns
        .get_mut(&id::<ReturnId>(RETURN))
        .unwrap()
        .answers
        .remove(VOICE);
    let unanswered = step(ask(VOICE), coordinator());
    refused(&wider, unanswered, &["standard_unanswered_here"]);
}

#[test]
fn an_explanation_is_to_what_was_asked_and_held_to_the_same_rules() {
    let world = questioned();
    accepted(&world, step(explain(None, &[]), contributor()));
    refused(
        &world,
        step(explain(Some("excellent"), &[]), contributor()),
        &["score_not_in_scale"],
    );
    refused(
        &world,
        step(explain(None, &[REJECTED]), contributor()),
        &["evidence_rejected"],
    );
    let other = Command::ProvideClarification {
        standard: VOICE.to_owned(),
        words: "We ask them".into(),
        score: None,
        evidence: Vec::new(),
    };
    refused(
        &world,
        step(other, contributor()),
        &["clarification_not_requested"],
    );
    let foreign = step(explain(None, &[]), other_lead());
    refused(&world, foreign, &["not_your_agency"]);
}

#[test]
fn a_score_raised_to_met_in_a_clarification_needs_evidence() {
    let ask = Command::RequestClarification {
        standard: VOICE.to_owned(),
        question: "Is it not better than that?".into(),
    };
    let world = then(submitted(), vec![step(ask, coordinator())]);
    let raise = |evidence: &[u128]| Command::ProvideClarification {
        standard: VOICE.to_owned(),
        words: "It is".into(),
        score: Some("met".to_owned()),
        evidence: evidence.iter().map(|number| id(*number)).collect(),
    };
    let bare = step(raise(&[]), contributor());
    refused(&world, bare, &["met_without_evidence"]);
    accepted(&world, step(raise(&[EVIDENCE]), contributor()));
}

#[test]
fn a_return_goes_back_from_clarification_to_where_it_was() {
    let plain = vec![step(explain(None, &[EVIDENCE]), contributor())];
    let world = then(questioned(), plain.clone());
    assert_eq!(state(&world).phase, Phase::Submitted);
    assert!(state(&world).sign_off.is_some());
    let asked = vec![step(question(), coordinator())];
    let world = then(then(challenged(), asked), plain);
    assert_eq!(state(&world).phase, Phase::Challenged);
}

#[test]
fn while_an_explanation_is_waited_for_nothing_is_judged() {
    let world = questioned();
    for command in [
        challenge("2026-06-15", &["Chair"]),
        moderate(VOICE, "not_met"),
        accept(),
    ] {
        let when = step(command, with_reason(coordinator()));
        refused(&world, when, &["clarification_open"]);
    }
}

#[test]
fn a_changed_answer_is_signed_off_again_by_somebody_who_did_not_compile() {
    let steps = vec![step(explain(Some("partly_met"), &[]), lead())];
    let world = then(questioned(), steps);
    let unsigned = step(accept(), with_reason(coordinator()));
    refused(&world, unsigned, &["return_not_signed_off"]);
    let compiler = step(sign_off(), lead());
    refused(&world, compiler, &["signed_off_by_compiler"]);
    let world = then(world, vec![step(sign_off(), second_lead())]);
    assert_eq!(state(&world).phase, Phase::Submitted);
    accepted(&world, step(accept(), with_reason(coordinator())));
}

#[test]
fn a_challenge_has_a_panel_and_a_day_that_has_been() {
    let on = |day| challenge(day, &["Independent chair", "Lay member"]);
    let world = submitted();
    accepted(&world, step(on("2026-06-15"), coordinator()));
    let ahead = step(on("2026-06-16"), coordinator());
    refused(&world, ahead, &["challenge_in_the_future"]);
    let before = step(on("2026-06-14"), coordinator());
    refused(&world, before, &["challenge_before_submission"]);
    let nobody = step(challenge("2026-06-15", &[]), coordinator());
    refused(&world, nobody, &["panel_missing"]);
    let member = step(on("2026-06-15"), pqa_member(None));
    refused(&world, member, &["role_may_not"]);
}

#[test]
fn a_moderated_score_stands_beside_the_self_score_and_says_why() {
    let world = submitted();
    let unexplained = step(moderate(LEADERSHIP, "partly_met"), pqa_member(None));
    refused(&world, unexplained, &["reason_required"]);
    let explained = || {
        step(
            moderate(LEADERSHIP, "partly_met"),
            with_reason(pqa_member(None)),
        )
    };
    let expected = Event::StandardModerated {
        standard: LEADERSHIP.to_owned(),
        from: "met".to_owned(),
        to: "partly_met".to_owned(),
    };
    assert_eq!(told(accepted(&world, explained())), [expected]);
    let world = then(world, vec![explained()]);
    assert_eq!(answer(&world, LEADERSHIP).score, "met");
    let in_force = state(&world).score_in_force(LEADERSHIP);
    assert_eq!(in_force, Some("partly_met"));
    refused(&world, explained(), &["moderation_unchanged"]);
    // A score that is confirmed needs no reason.
    let confirmed = step(moderate(VOICE, "not_met"), coordinator());
    accepted(&world, confirmed);
}

#[test]
fn a_moderated_score_is_of_the_scale_and_met_is_shown() {
    let world = submitted();
    let by = || with_reason(coordinator());
    let unscaled = step(moderate(VOICE, "excellent"), by());
    refused(&world, unscaled, &["moderated_score_not_in_scale"]);
    let unknown = step(moderate("weather", "met"), by());
    refused(&world, unknown, &["standard_unknown"]);
    let unshown = step(moderate(VOICE, "met"), by());
    refused(&world, unshown, &["moderated_met_without_evidence"]);
    accepted(&world, step(moderate(LEADERSHIP, "met"), by()));
}

#[test]
fn what_was_thought_of_an_answer_falls_when_the_answer_changes() {
    let steps = vec![
        step(
            moderate(LEADERSHIP, "partly_met"),
            with_reason(coordinator()),
        ),
        step(question(), coordinator()),
        step(explain(Some("not_met"), &[]), contributor()),
    ];
    let world = then(submitted(), steps);
    let in_force = state(&world).score_in_force(LEADERSHIP);
    assert_eq!(in_force, Some("not_met"));
}

#[test]
fn nobody_judges_their_own_return() {
    let own = with_reason(pqa_member(Some(AGENCY)));
    let judged = || moderate(LEADERSHIP, "partly_met");
    refused(&submitted(), step(judged(), own), &["judges_own_return"]);
    accepted(
        &submitted(),
        step(judged(), with_reason(pqa_member(Some(OTHER_AGENCY)))),
    );
    // Somebody who signed off and now acts in another role is still the same.
    let mut turned = coordinator();
    turned.actor = crate::envelope::Actor::Person {
        user: "lead".to_owned(),
        role: crate::envelope::Role::PqaCoordinator,
        agency: None,
    };
    let when = step(accept(), turned);
    refused(&challenged(), when, &["judges_own_return"]);
}

#[test]
fn a_return_is_accepted_after_a_challenge_or_with_a_reason() {
    accepted(&challenged(), step(accept(), coordinator()));
    accepted(&challenged(), step(accept(), manager()));
    refused(
        &submitted(),
        step(accept(), coordinator()),
        &["reason_required"],
    );
    accepted(&submitted(), step(accept(), with_reason(coordinator())));
    let member = step(accept(), pqa_member(None));
    refused(&challenged(), member, &["role_may_not"]);
    let again = step(accept(), coordinator());
    refused(&accepted_return(), again, &["return_already_accepted"]);
}

#[test]
fn a_return_whose_evidence_fell_is_not_accepted_as_met() {
    let world = then(challenged(), vec![reject(EVIDENCE)]);
    refused(
        &world,
        step(accept(), coordinator()),
        &["met_evidence_fell"],
    );
    // Moderated down, it no longer counts as met.
    let lower = step(
        moderate(LEADERSHIP, "partly_met"),
        with_reason(coordinator()),
    );
    let world = then(world, vec![lower]);
    accepted(&world, step(accept(), coordinator()));
}
