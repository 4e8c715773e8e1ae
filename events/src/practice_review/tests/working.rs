//! Practitioners, parallel proceedings, monitoring and requests in writing.

use super::*;
use crate::envelope::Role;

fn register() -> Command {
    Command::RegisterParallelProceeding {
        kind: Proceeding::Criminal,
        words: "The police investigate; nothing is published before the trial ends".into(),
    }
}

fn conclude(number: u32) -> Command {
    Command::ConcludeParallelProceeding {
        number,
        words: "Nobody was charged".into(),
    }
}

fn ask(agency: Option<u128>, due: &str) -> Command {
    Command::RequestInformation {
        agency: agency.map(id),
        what: "The chronology of the last year".into(),
        due: day(due),
    }
}

fn answer(number: u32) -> Command {
    Command::ProvideInformation {
        number,
        words: "Attached in full".into(),
        document: None,
    }
}

#[test]
fn a_parallel_proceeding_is_concluded_once_and_moves_no_clock() {
    let world = then(underway(), vec![register()]);
    assert_eq!(state(&world).due, state(&underway()).due);
    yes(&world, conclude(1));
    no(&world, conclude(2), &["proceeding_unknown"]);
    let over = then(world, vec![conclude(1)]);
    no(&over, conclude(1), &["proceeding_concluded"]);
}

#[test]
fn practitioners_come_together_once_the_terms_are_agreed() {
    let held = |on: &str, attended: u32| Command::HoldPractitionerEvent {
        on: day(on),
        attended,
        agencies: vec![id(1)],
        words: "Time, and who holds the risk".into(),
    };
    yes(&underway(), held("2026-06-15", 14));
    no(
        &commissioned(),
        held("2026-06-15", 14),
        &["terms_not_agreed"],
    );
    no(&underway(), held("2026-06-16", 14), &["held_in_the_future"]);
    no(&underway(), held("2026-06-15", 0), &["nobody_attended"]);
}

#[test]
fn a_review_is_monitored_by_the_group_until_it_is_published() {
    let monitor = || Command::MonitorReviewProgress {
        time: Timeliness::AtRisk,
        quality: Quality::Satisfactory,
        words: "The interviews begin late".into(),
    };
    yes_given(&underway(), monitor(), by(Role::ReviewGroupMember, None));
    no(&published(), monitor(), &["review_ended"]);
}

#[test]
fn information_is_asked_for_in_writing_and_comes_once() {
    yes(&underway(), ask(Some(1), "2026-06-15"));
    no(
        &underway(),
        ask(Some(1), "2026-06-14"),
        &["request_due_past"],
    );
    no(&underway(), ask(Some(9), "2026-07-01"), &["agency_unknown"]);
    yes(&underway(), ask(None, "2026-07-01"));
    no(
        &commissioned(),
        ask(None, "2026-07-01"),
        &["reviewer_missing"],
    );
    let world = then(underway(), vec![ask(Some(1), "2026-07-01")]);
    no(&world, answer(2), &["request_unknown"]);
    let with = |document: u128| Command::ProvideInformation {
        number: 1,
        words: "Attached".into(),
        document: Some(id(document)),
    };
    no(&world, with(5), &["evidence_unknown"]);
    let world = then(world, vec![answer(1)]);
    no(&world, answer(1), &["request_answered"]);
}

#[test]
fn an_agencys_lead_answers_only_what_its_own_agency_was_asked() {
    let world = then(
        underway(),
        vec![ask(Some(1), "2026-07-01"), ask(None, "2026-07-01")],
    );
    yes_given(&world, answer(1), by(Role::AgencyLead, Some(1)));
    let other = by(Role::AgencyLead, Some(2));
    no_given(&world, answer(1), other, &["not_your_agency"]);
    // What the reviewer was asked is answered by no agency.
    let own = by(Role::AgencyLead, Some(1));
    no_given(&world, answer(2), own, &["not_your_agency"]);
    let own = by(Role::AgencyLead, Some(1));
    no_given(&world, ask(Some(1), "2026-07-01"), own, &["role_may_not"]);
}

#[test]
fn what_cannot_wait_is_told_once_it_is_agreed_what_is_looked_at() {
    let release = || Command::ReleaseEarlyLearning {
        audience: "Every midwife".into(),
        words: "Ask about the father at booking".into(),
    };
    yes(&underway(), release());
    no(&commissioned(), release(), &["terms_not_agreed"]);
}
