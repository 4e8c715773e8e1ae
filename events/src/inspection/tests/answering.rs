//! What the inspectorates ask for, and what they are given.

use super::*;
use crate::ids::StreamId;

#[test]
fn a_request_has_an_id_and_a_number_of_its_own() {
    yes(&asked(), ask(153, None));
    let again = ask(REQUEST, None);
    no(
        &asked(),
        again,
        &["request_already_received", "request_number_taken"],
    );
    let mut numbered = ask(153, None);
    if let Command::ReceiveInformationRequest { number, .. } = &mut numbered {
        *number = REQUEST.to_string();
    }
    no(&asked(), numbered, &["request_number_taken"]);
    let other = then_other(asked());
    let elsewhere = (inspection(142), ask(REQUEST, None), given());
    refused(&other, elsewhere, &["request_already_received"]);
}

fn then_other(world: World) -> World {
    let notify = notify_as(InspectionKind::AreaSend, "SEND 2026");
    on_from(world, vec![(inspection(142), notify.into())])
}

#[test]
fn a_request_comes_from_an_inspectorate_of_the_inspection() {
    let asked_by = |who| {
        let mut command = ask(REQUEST, None);
        if let Command::ReceiveInformationRequest { inspectorate, .. } = &mut command {
            *inspectorate = who;
        }
        command
    };
    yes(&notified(), asked_by(Inspectorate::Hmicfrs));
    let stranger = asked_by(Inspectorate::Cqc);
    no(&notified(), stranger, &["inspectorate_not_inspecting"]);
}

#[test]
fn a_request_is_to_an_agency_of_the_partnership_or_to_the_partnership() {
    yes(&notified(), ask(REQUEST, None));
    yes(&notified(), ask(REQUEST, Some(4)));
    no(&notified(), ask(REQUEST, Some(9)), &["agency_unknown"]);
}

#[test]
fn the_days_of_a_request_are_in_order() {
    let dated = |received, due| {
        let mut command = ask(REQUEST, None);
        if let Command::ReceiveInformationRequest {
            received_on,
            due_on,
            ..
        } = &mut command
        {
            *received_on = day(received);
            *due_on = day(due);
        }
        command
    };
    let world = notified();
    yes(&world, dated("2026-01-05", "2026-01-05"));
    yes(&world, dated("2026-06-15", "2026-07-01"));
    no(
        &world,
        dated("2026-01-04", "2026-01-05"),
        &["received_before_notified"],
    );
    no(
        &world,
        dated("2026-06-16", "2026-06-20"),
        &["received_in_the_future"],
    );
    no(
        &world,
        dated("2026-01-06", "2026-01-05"),
        &["due_before_received"],
    );
}

#[test]
fn a_request_is_answered_once_after_it_came() {
    let world = asked();
    yes(&world, answer(REQUEST, "2026-01-06"));
    no(&world, answer(159, "2026-01-06"), &["request_unknown"]);
    no(
        &world,
        answer(REQUEST, "2026-01-05"),
        &["answered_before_received"],
    );
    no(
        &world,
        answer(REQUEST, "2026-06-16"),
        &["answered_in_the_future"],
    );
    let answered = then(world, vec![answer(REQUEST, "2026-01-06")]);
    no(
        &answered,
        answer(REQUEST, "2026-01-07"),
        &["request_already_answered"],
    );
}

#[test]
fn an_answer_names_what_is_there() {
    let showing = |things: Vec<StreamId>, evidence: &[u128], packs: &[u128]| {
        let mut command = answer(REQUEST, "2026-01-08");
        if let Command::AnswerInformationRequest {
            things: shown,
            evidence: given,
            packs: packed,
            ..
        } = &mut command
        {
            *shown = things;
            *given = evidence.iter().map(|one| id(*one)).collect();
            *packed = packs.iter().map(|one| id(*one)).collect();
        }
        command
    };
    let world = asked();
    let itself = inspection(INSPECTION);
    yes(&world, showing(vec![itself], &[], &[]));
    no(
        &world,
        showing(vec![inspection(149)], &[], &[]),
        &["thing_unknown"],
    );
    no(
        &world,
        showing(vec![itself, itself], &[], &[]),
        &["thing_repeated"],
    );
    no(
        &world,
        showing(Vec::new(), &[1], &[]),
        &["document_unusable"],
    );
    no(&world, showing(Vec::new(), &[], &[1]), &["pack_unknown"]);
}

#[test]
fn a_request_is_withdrawn_with_a_reason_while_it_is_open() {
    let withdraw = || Command::WithdrawInformationRequest {
        request: id(REQUEST),
    };
    no(&asked(), withdraw(), &["reason_required"]);
    yes_given(&asked(), withdraw(), because());
    let gone = then(asked(), vec![withdraw()]);
    no_given(&gone, withdraw(), because(), &["request_withdrawn"]);
    no(&gone, answer(REQUEST, "2026-01-08"), &["request_withdrawn"]);
    let done = reported();
    no_given(&done, withdraw(), because(), &["request_already_answered"]);
}

#[test]
fn a_late_answer_is_explained_once_it_is_late() {
    let explain = |number: u128| Command::ExplainLateAnswer {
        request: id(number),
        words: "The file was with the court".into(),
        told: "The lead inspector".into(),
        on: day("2026-01-09"),
    };
    // Due on 8 January.
    let world = asked();
    let mut early = on("2026-01-09");
    yes_given(&world, explain(REQUEST), early.clone());
    early.today = day("2026-01-08");
    early.occurred_on = early.today;
    no_given(
        &world,
        explain(REQUEST),
        early,
        &["request_not_late", "told_in_the_future"],
    );
    // Answered in time, and a day late.
    no(&reported(), explain(REQUEST), &["request_not_late"]);
    yes(&reported(), explain(OF_POLICE));
    no(&world, explain(159), &["request_unknown"]);
}

#[test]
fn an_agency_answers_only_what_was_asked_of_it() {
    let answered = |number, agency| {
        let command = answer(number, "2026-01-08");
        (
            inspection(INSPECTION),
            command,
            by(Role::AgencyLead, Some(agency)),
        )
    };
    accepted(&asked(), answered(OF_POLICE, 2));
    refused(&asked(), answered(OF_POLICE, 1), &["not_your_agency"]);
    // What was asked of the partnership is answered by its own team.
    refused(&asked(), answered(REQUEST, 2), &["not_your_agency"]);
    let contributor = (
        inspection(INSPECTION),
        answer(OF_POLICE, "2026-01-08"),
        by(Role::AgencyContributor, Some(2)),
    );
    refused(&asked(), contributor, &["role_may_not"]);
}
