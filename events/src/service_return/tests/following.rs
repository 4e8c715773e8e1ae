//! What follows an accepted return.

use super::*;
use crate::action;
use crate::ids::ActionId;

fn agree(action: AgencyAction) -> Command {
    Command::AgreeAgencyAction { action }
}

fn existing(number: u128) -> Command {
    agree(AgencyAction::Existing { action: id(number) })
}

fn new(due: &str) -> Command {
    agree(AgencyAction::New {
        words: "Ask young carers what they need".into(),
        owner: "Head of Safeguarding".to_owned(),
        due: day(due),
    })
}

fn done(number: u32, evidence: &[u128]) -> Command {
    Command::ReportAgencyActionDone {
        number,
        words: "Twelve young carers were asked".into(),
        evidence: evidence.iter().map(|number| id(*number)).collect(),
    }
}

fn share(partnership: &str) -> Command {
    Command::ShareReturn {
        partnership: partnership.to_owned(),
    }
}

fn close_it() -> Command {
    Command::CloseReturn {}
}

/// An action of a plan (1) and one of the agency's own (2) were agreed.
fn agreed() -> World {
    let steps = vec![
        step(existing(ACTION), coordinator()),
        step(new("2026-09-30"), coordinator()),
    ];
    then(accepted_return(), steps)
}

#[test]
fn actions_are_agreed_and_numbered_once_the_return_is_accepted() {
    let early = step(new("2026-09-30"), coordinator());
    refused(&challenged(), early, &["return_not_accepted"]);
    let events = accepted(&agreed(), step(new("2026-06-15"), coordinator()));
    let expected = Event::AgencyActionAgreed {
        number: 3,
        action: AgencyAction::New {
            words: "Ask young carers what they need".into(),
            owner: "Head of Safeguarding".to_owned(),
            due: day("2026-06-15"),
        },
    };
    assert_eq!(told(events), [expected]);
    assert_eq!(state(&agreed()).phase, Phase::ActionsOpen);
    let past = step(new("2026-06-14"), coordinator());
    refused(&accepted_return(), past, &["action_due_in_the_past"]);
}

#[test]
fn an_action_of_a_plan_exists_and_is_the_agencys_own() {
    let world = accepted_return();
    accepted(&world, step(existing(ACTION), coordinator()));
    let unknown = step(existing(UNKNOWN), coordinator());
    refused(&world, unknown, &["action_unknown"]);
    let foreign = step(existing(ACTION + 1), coordinator());
    refused(&world, foreign, &["action_not_the_agencys"]);
    let twice = step(existing(ACTION), coordinator());
    refused(&agreed(), twice, &["action_already_agreed"]);
}

#[test]
fn an_action_of_the_agencys_own_is_done_when_that_is_shown() {
    let world = agreed();
    accepted(&world, step(done(2, &[EVIDENCE]), contributor()));
    let bare = step(done(2, &[]), contributor());
    refused(&world, bare, &["done_without_evidence"]);
    let fell = step(done(2, &[REJECTED]), contributor());
    refused(&world, fell, &["evidence_rejected"]);
    let unknown = step(done(9, &[EVIDENCE]), contributor());
    refused(&world, unknown, &["agency_action_unknown"]);
    let elsewhere = step(done(1, &[EVIDENCE]), contributor());
    refused(&world, elsewhere, &["agency_action_followed_elsewhere"]);
    let foreign = step(done(2, &[EVIDENCE]), other_lead());
    refused(&world, foreign, &["not_your_agency"]);
    let world = then(world, vec![step(done(2, &[EVIDENCE]), contributor())]);
    let again = step(done(2, &[EVIDENCE]), contributor());
    refused(&world, again, &["agency_action_already_done"]);
}

#[test]
fn a_return_closes_when_everything_agreed_is_done() {
    accepted(&accepted_return(), step(close_it(), coordinator()));
    let open = step(close_it(), coordinator());
    refused(&agreed(), open, &["agency_actions_open"]);
    let shown = step(done(2, &[EVIDENCE]), contributor());
    let world = then(agreed(), vec![shown]);
    let half = step(close_it(), coordinator());
    refused(&world, half, &["agency_actions_open"]);
    for ended in [
        action::Event::CompletionVerified {
            how: "The register was read".into(),
        },
        action::Event::ActionDiscontinued {
            external_cause: "The service moved".into(),
        },
    ] {
        let mut world = world.clone();
        happened(&mut world, id::<ActionId>(ACTION), Any::Action(ended));
        accepted(&world, step(close_it(), coordinator()));
        let world = then(world, vec![step(close_it(), coordinator())]);
        assert_eq!(state(&world).phase, Phase::Closed);
        let later = step(new("2026-09-30"), coordinator());
        refused(&world, later, &["return_closed"]);
    }
}

#[test]
fn evidence_of_an_action_that_fell_shows_nothing() {
    let own = vec![
        step(new("2026-09-30"), coordinator()),
        step(done(1, &[EVIDENCE]), contributor()),
        reject(EVIDENCE),
    ];
    let world = then(accepted_return(), own);
    let open = step(close_it(), coordinator());
    refused(&world, open, &["agency_actions_open"]);
}

#[test]
fn a_return_is_shared_with_each_partnership_once() {
    let early = step(share("Othershire"), coordinator());
    refused(&signed_off(), early, &["return_not_submitted"]);
    accepted(&submitted(), step(share("Othershire"), coordinator()));
    let closed = then(accepted_return(), vec![step(close_it(), coordinator())]);
    accepted(&closed, step(share("Othershire"), coordinator()));
    let shared = vec![step(share("Othershire"), coordinator())];
    let world = then(submitted(), shared);
    let again = step(share(" othershire"), coordinator());
    refused(&world, again, &["already_shared"]);
    let agency = step(share("Thirdshire"), lead());
    refused(&world, agency, &["role_may_not"]);
}
