//! Completion claimed, verified, refused; impact; closing.

use super::super::fixture::*;
use super::super::{Command, Event, Impact, Owner, Phase};
use super::{ACTION, after, agreed, agreed_bare, check, check_in, claimed, verified};
use crate::envelope::{Actor, Role};
use crate::ids::{ActionId, EvidenceId};

fn claim<const N: usize>(evidence: [u128; N]) -> Asked<Command> {
    ask(Command::ClaimCompletion {
        statement: "Every team uses it".into(),
        evidence: evidence.map(id).to_vec(),
    })
    .by(council_lead())
}

fn verify(actor: Actor) -> Asked<Command> {
    ask(Command::VerifyCompletion {
        how: "Ten cases were read".into(),
    })
    .by(actor)
}

fn close() -> Asked<Command> {
    ask(Command::CloseAction {})
}

/// An action of these owners whose completion somebody claimed.
fn claimed_by(owners: Vec<Owner>, claimant: Actor) -> Scene {
    let mut event = agreed_bare();
    if let Event::ActionAgreed { owners: of, .. } = &mut event {
        *of = owners;
    }
    let mut scene = after(vec![event]);
    let claimed = crate::event::Event::Action(claimed());
    scene.happened(claimant, id::<ActionId>(ACTION), claimed);
    scene
}

#[test]
fn completion_is_claimed_with_evidence_that_stands() {
    check(vec![agreed()], claim([EVIDENCE]), leads_to(claimed()));
    check(
        vec![agreed()],
        claim([EVIDENCE, EVIDENCE]),
        leads_to(claimed()),
    );
    check(
        vec![agreed()],
        claim([]),
        breaks(["claim_without_evidence"]),
    );
    check(
        vec![agreed()],
        claim([UNKNOWN]),
        breaks(["evidence_unknown"]),
    );
    let fallen = claim([EVIDENCE, REJECTED, SUPERSEDED]);
    check(
        vec![agreed()],
        fallen,
        breaks(["evidence_rejected", "evidence_superseded"]),
    );
}

#[test]
fn completion_is_claimed_once_until_it_is_refused() {
    let again = || claim([EVIDENCE]);
    check(
        vec![agreed(), claimed()],
        again(),
        breaks(["already_claimed"]),
    );
    let done = vec![agreed(), claimed(), verified()];
    check(done, again(), breaks(["already_verified"]));
    let refused = vec![agreed(), claimed(), Event::CompletionRefused {}];
    check(refused, again(), leads_to(claimed()));
}

#[test]
fn nobody_verifies_their_own_claim() {
    let scene = claimed_by(vec![owner(COUNCIL)], manager());
    check_in(&scene, verify(manager()), breaks(["verifies_own_claim"]));
    check_in(&scene, verify(chair()), leads_to(verified()));
    let same_account = somebody("manager", Role::Chair, None);
    check_in(&scene, verify(same_account), breaks(["verifies_own_claim"]));
}

#[test]
fn an_agency_does_not_verify_its_own_action() {
    let scene = claimed_by(vec![owner(COUNCIL)], council_lead());
    let colleague = somebody("colleague", Role::AgencyLead, Some(COUNCIL));
    check_in(&scene, verify(colleague), breaks(["verifies_own_agency"]));
    check_in(&scene, verify(health_lead()), leads_to(verified()));
    check_in(&scene, verify(manager()), leads_to(verified()));
}

#[test]
fn an_agency_does_not_verify_what_it_claimed_before_the_action_was_reassigned() {
    let mut scene = claimed_by(vec![owner(COUNCIL)], council_lead());
    let reassigned = Event::ActionReassigned {
        from: vec![owner(COUNCIL)],
        to: vec![owner(HEALTH)],
    };
    super::happened(&mut scene, ACTION, vec![reassigned]);
    let colleague = somebody("colleague", Role::AgencyLead, Some(COUNCIL));
    check_in(&scene, verify(colleague), breaks(["verifies_own_agency"]));
}

#[test]
fn the_chair_and_the_pqa_coordinator_verify_the_teams_own_action() {
    let coordinator = somebody("coordinator", Role::PqaCoordinator, Some(TEAM));
    for owner in [team_owner(), owner(TEAM)] {
        let officer = somebody("officer", Role::BusinessManager, None);
        let scene = claimed_by(vec![owner], officer);
        check_in(&scene, verify(chair()), leads_to(verified()));
        check_in(&scene, verify(coordinator.clone()), leads_to(verified()));
        check_in(&scene, verify(manager()), breaks(["verifies_own_agency"]));
        check_in(&scene, verify(health_lead()), leads_to(verified()));
    }
    let scene = claimed_by(vec![team_owner()], coordinator.clone());
    check_in(&scene, verify(coordinator), breaks(["verifies_own_claim"]));
}

#[test]
fn completion_is_verified_by_a_person() {
    let scene = claimed_by(vec![owner(COUNCIL)], council_lead());
    check_in(
        &scene,
        verify(Actor::System),
        breaks(["verified_by_nobody"]),
    );
}

#[test]
fn only_a_claim_is_verified() {
    check(vec![agreed()], verify(chair()), breaks(["not_claimed"]));
    check(
        vec![agreed(), claimed()],
        verify(chair()),
        leads_to(verified()),
    );
    let twice = vec![agreed(), claimed(), verified()];
    check(twice, verify(chair()), breaks(["not_claimed"]));
}

#[test]
fn a_claim_falls_with_its_evidence() {
    let mut scene = after(vec![agreed(), claimed()]);
    let rejected = crate::event::Event::Evidence(crate::evidence::Event::EvidenceRejected {});
    scene.happened(chair(), id::<EvidenceId>(EVIDENCE), rejected);
    check_in(&scene, verify(chair()), breaks(["claimed_evidence_fell"]));
}

#[test]
fn completion_is_refused_with_a_reason() {
    let refuse = || ask(Command::RefuseCompletion {});
    let refused = || leads_to(Event::CompletionRefused {});
    let reasoned = || refuse().because("two teams are missing");
    check(
        vec![agreed(), claimed()],
        refuse(),
        breaks(["reason_required"]),
    );
    check(vec![agreed(), claimed()], reasoned(), refused());
    check(vec![agreed(), claimed(), verified()], reasoned(), refused());
    check(vec![agreed()], reasoned(), breaks(["nothing_to_refuse"]));
}

#[test]
fn an_action_is_closed_only_when_verified() {
    let closed = || leads_to(Event::ActionClosed {});
    check(vec![agreed()], close(), breaks(["closed_unverified"]));
    check(
        vec![agreed(), claimed()],
        close(),
        breaks(["closed_unverified"]),
    );
    check(vec![agreed(), claimed(), verified()], close(), closed());
    let undone = vec![agreed(), claimed(), verified(), Event::CompletionRefused {}];
    check(undone, close(), breaks(["closed_unverified"]));
}

#[test]
fn a_reopened_action_is_verified_and_judged_anew() {
    let mut given = vec![agreed(), claimed(), verified(), judged(Impact::Sustained)];
    given.extend([Event::ActionClosed {}, Event::ActionReopened {}]);
    check(given.clone(), close(), breaks(["closed_unverified"]));
    check(given.clone(), claim([EVIDENCE]), leads_to(claimed()));
    let scene = after(given);
    let state = &scene.world.actions[&id(ACTION)];
    assert_eq!((state.phase, state.impact), (Phase::Reopened, None));
    assert!(state.is_open() && state.claimed_by.is_none());
}

fn judged(judgement: Impact) -> Event {
    Event::ActionImpactJudged {
        judgement,
        evidence: vec![id(EVIDENCE)],
        explanation: "Children are seen sooner".into(),
    }
}

#[test]
fn impact_is_judged_apart_from_completion_even_after_closing() {
    let judge = |evidence: u128| {
        ask(Command::JudgeActionImpact {
            judgement: Impact::Some,
            evidence: vec![id(evidence)],
            explanation: "Children are seen sooner".into(),
        })
    };
    let closed = || vec![agreed(), claimed(), verified(), Event::ActionClosed {}];
    for given in [
        vec![agreed()],
        closed(),
        vec![agreed(), super::discontinued()],
    ] {
        check(given, judge(EVIDENCE), leads_to(judged(Impact::Some)));
    }
    check(closed(), judge(REJECTED), breaks(["evidence_rejected"]));
    check(closed(), judge(UNKNOWN), breaks(["evidence_unknown"]));
}
