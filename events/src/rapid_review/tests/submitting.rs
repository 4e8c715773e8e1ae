//! Sending the review, the Panel's answer, and the end.

use super::*;
use crate::recommendation::{self, Source, SourceKind};
use crate::review_subject;

#[test]
fn a_review_is_sent_after_the_decision() {
    let send = |on: &str| when(submit(on), given());
    accepted(&decided(), send("2026-06-15"));
    refused(&met(), send("2026-06-15"), &["not_decided"]);
    refused(&submitted(), send("2026-06-15"), &["already_submitted"]);
    refused(
        &decided(),
        send("2026-06-14"),
        &["submitted_before_decision"],
    );
    refused(&decided(), send("2026-06-16"), &["on_in_the_future"]);
    let late = when(request(4), given());
    refused(&submitted(), late, &["already_submitted"]);
}

#[test]
fn a_review_is_not_sent_while_a_summary_is_missing_and_nobody_says_why() {
    let steps = vec![
        received(2),
        meet("2026-06-10", &[1, 2]),
        deciding_on(&[1, 2, 3]),
    ];
    let world = then(super::super::fixture::gathering(), steps);
    refused(
        &world,
        when(submit("2026-06-15"), given()),
        &["summary_unexplained"],
    );
    let explained = then(world, vec![explain(3)]);
    accepted(&explained, when(submit("2026-06-15"), given()));
    let returned = Command::ReturnSummary { agency: id(2) };
    let returned = then(explained, vec![returned]);
    refused(
        &returned,
        when(submit("2026-06-15"), given()),
        &["summary_unexplained"],
    );
}

#[test]
fn a_delay_is_explained_once_it_is_there() {
    let delay = |today: &str| {
        let command = Command::RecordDelayReason {
            words: "The police summary came late".into(),
            told: "The Panel's secretariat".into(),
            on: day("2026-06-15"),
        };
        let mut given = given();
        given.today = day(today);
        when(command, given)
    };
    // Due on 15 June.
    refused(&met(), delay("2026-06-15"), &["review_not_late"]);
    accepted(&met(), delay("2026-06-16"));
    refused(&submitted(), delay("2026-07-16"), &["review_not_late"]);
}

#[test]
fn the_panel_answers_once_after_the_review_was_sent() {
    let answered = |on: &str| when(answer(PanelView::Agrees, on), given());
    accepted(&submitted(), answered("2026-06-15"));
    refused(&decided(), answered("2026-06-15"), &["not_submitted"]);
    refused(
        &submitted(),
        answered("2026-06-11"),
        &["answered_before_submitted"],
    );
    refused(&submitted(), answered("2026-06-16"), &["on_in_the_future"]);
    refused(
        &responded(),
        answered("2026-06-15"),
        &["panel_already_answered"],
    );
}

#[test]
fn a_review_is_closed_after_an_answer_or_a_recorded_lapse() {
    let close = || when(Command::CloseRapidReview {}, given());
    refused(&submitted(), close(), &["panel_not_answered"]);
    refused(&decided(), close(), &["not_submitted"]);
    accepted(&responded(), close());
    let lapse = || Command::RecordPanelLapse {};
    refused(&submitted(), when(lapse(), given()), &["reason_required"]);
    let lapsed = then(submitted(), vec![lapse()]);
    accepted(&lapsed, close());
    let closed = then(lapsed, vec![Command::CloseRapidReview {}]);
    refused(&closed, close(), &["rapid_review_closed"]);
    refused(&closed, when(point(72), given()), &["rapid_review_closed"]);
}

#[test]
fn a_review_is_not_closed_while_a_safety_action_is_unconfirmed() {
    let action = review_subject::Command::RecordSafetyAction {
        action: id(81),
        words: "A strategy discussion today".into(),
        agencies: vec![id(1)],
    };
    let world = on_from(responded(), vec![(subject(BROTHER), action.into())]);
    let close = || when(Command::CloseRapidReview {}, given());
    refused(&world, close(), &["safety_action_unconfirmed"]);
    let confirm = review_subject::Command::ConfirmSafetyAction {
        action: id(81),
        words: "The brother lives with an aunt".into(),
    };
    let world = on_from(world, vec![(subject(BROTHER), confirm.into())]);
    accepted(&world, close());
}

#[test]
fn a_notification_is_not_withdrawn_once_its_review_was_sent() {
    let withdraw = crate::serious_incident::Command::WithdrawNotification {
        on: day("2026-06-13"),
    };
    accepted(
        &decided(),
        (incident(INCIDENT), withdraw.clone(), because()),
    );
    let late = (incident(INCIDENT), withdraw, because());
    refused(&submitted(), late, &["rapid_review_submitted"]);
}

#[test]
fn a_learning_point_is_a_source_of_a_recommendation() {
    let make = |point: u128| {
        let source = Source {
            kind: SourceKind::LearningPoint,
            id: Some(id::<crate::ids::LearningPointId>(point).0),
            title: "Rapid review SI-07".to_owned(),
        };
        let command = recommendation::Command::MakeRecommendation {
            reference: "R9".to_owned(),
            plan: None,
            priority: None,
            theme: None,
            sources: vec![source],
            text: "Share every injury the same day".into(),
            addressees: vec![id(1)],
            outcome: Some("Babies are protected sooner".into()),
            measure: None,
            level: recommendation::Level::Local,
            due: None,
        };
        let stream = id::<crate::ids::RecommendationId>(91).into();
        (stream, command, coordinator())
    };
    accepted(&decided(), make(POINT));
    refused(&decided(), make(72), &["source_unknown"]);
}
