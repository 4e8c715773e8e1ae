//! What is left of somebody's work, and what is somebody else's by now.

use super::{LeftKind, Tie};
use crate::given::{Log, day, id, owner, words};
use events::account;
use events::action::{self, Owner};
use events::envelope::{Actor, Role};
use events::event::Event as Any;
use events::ids::{AccountId, HoldingId};
use events::partnership;
use events::recommendation;

const ANN: u128 = 1;
const BOB: u128 = 2;
const EARLY_HELP: &str = "Head of Early Help";

fn account(log: &mut Log, number: u128, holding: u128, (role, post): (Role, &str)) {
    log.partnership(partnership::Event::RoleHolderAppointed {
        holding: id(holding),
        role,
        post: post.to_owned(),
        agency: Some(id(1)),
        holder: words(),
        from: day("2026-01-01"),
    });
    let opened = account::Event::AccountOpened {
        name: words(),
        sign_in: None,
        agency: Some(id(1)),
    };
    let holding: HoldingId = id(holding);
    let access = None;
    let linked = account::Event::HoldingLinked { holding, access };
    for event in [opened, linked] {
        log.add(id::<AccountId>(number).into(), Any::Account(event));
    }
}

fn made(log: &mut Log, number: u128) {
    let event = recommendation::Event::RecommendationMade {
        reference: number.to_string(),
        plan: None,
        priority: None,
        theme: None,
        sources: Vec::new(),
        text: words(),
        addressees: vec![id(1)],
        outcome: None,
        measure: None,
        level: recommendation::Level::default(),
        due: None,
    };
    log.recommendation(number, event);
}

fn ended(log: &mut Log, holding: u128, on: &str) {
    let (holding, on) = (id(holding), day(on));
    log.partnership(partnership::Event::RoleHolderEnded { holding, on });
}

fn left(log: &Log, account: u128) -> Vec<(LeftKind, Tie, Option<&'static str>)> {
    let all = log.models.left_by(id(account), day("2026-06-15"));
    all.iter()
        .map(|one| {
            let due = one.due.map(|due| {
                let words: &'static str = due.to_string().leak();
                words
            });
            (one.kind, one.tie, due)
        })
        .collect()
}

fn leavers(log: &Log) -> Vec<AccountId> {
    let all = log.models.leavers(day("2026-06-15"));
    all.into_iter().map(|(account, _)| account).collect()
}

#[test]
fn a_leaver_leaves_the_open_actions_of_their_post_by_due_date() {
    let mut log = Log::new();
    account(&mut log, ANN, 1, (Role::AgencyLead, " head of early help "));
    log.agreed(1, None);
    log.agreed(2, Some("2026-09-30"));
    log.agreed(3, Some("2026-07-31"));
    log.agreed(4, Some("2026-08-31"));
    log.action(4, action::Event::ActionClosed {});
    assert_eq!(leavers(&log), []);
    ended(&mut log, 1, "2026-05-31");
    assert_eq!(leavers(&log), [id(ANN)]);
    assert_eq!(
        left(&log, ANN),
        [
            (LeftKind::Action, Tie::Post, Some("2026-07-31")),
            (LeftKind::Action, Tie::Post, Some("2026-09-30")),
            (LeftKind::Action, Tie::Post, None),
        ]
    );
}

#[test]
fn somebody_whose_role_ends_later_has_not_left_yet() {
    let mut log = Log::new();
    account(&mut log, ANN, 1, (Role::AgencyLead, EARLY_HELP));
    log.agreed(1, None);
    ended(&mut log, 1, "2026-06-15");
    assert_eq!(leavers(&log), []);
    assert_eq!(left(&log, ANN).len(), 1);
}

#[test]
fn what_a_successor_holds_the_post_of_is_not_left() {
    let mut log = Log::new();
    account(&mut log, ANN, 1, (Role::AgencyLead, EARLY_HELP));
    log.agreed(1, None);
    ended(&mut log, 1, "2026-05-31");
    account(&mut log, BOB, 2, (Role::AgencyLead, EARLY_HELP));
    assert_eq!(left(&log, ANN), []);
    assert_eq!(leavers(&log), []);
}

#[test]
fn a_claim_waits_for_verification() {
    let mut log = Log::new();
    account(&mut log, ANN, 1, (Role::AgencyLead, EARLY_HELP));
    log.agreed(1, None);
    log.action(
        1,
        action::Event::CompletionClaimed {
            statement: words(),
            evidence: Vec::new(),
        },
    );
    assert_eq!(left(&log, ANN), [(LeftKind::Claim, Tie::Post, None)]);
}

#[test]
fn what_they_recorded_on_for_the_agency_is_left_unless_somebody_holds_its_post() {
    let mut log = Log::new();
    account(&mut log, ANN, 1, (Role::AgencyContributor, "Officer"));
    log.agreed(1, None);
    assert_eq!(left(&log, ANN), []);
    let role = Role::AgencyContributor;
    log.actor = Some(Actor::of_account(id(ANN), role, Some(id(1))));
    log.rated(1, "R", true);
    assert_eq!(left(&log, ANN), [(LeftKind::Action, Tie::Recorded, None)]);
    log.actor = None;
    account(&mut log, BOB, 2, (Role::AgencyLead, EARLY_HELP));
    assert_eq!(left(&log, ANN), []);
}

#[test]
fn what_the_team_recorded_on_an_agencys_action_is_not_the_teams_to_hand_over() {
    let mut log = Log::new();
    account(&mut log, ANN, 1, (Role::AgencyContributor, "Officer"));
    log.actor = Some(Actor::of_account(id(ANN), Role::BusinessManager, None));
    log.agreed(1, None);
    log.rated(1, "R", true);
    assert_eq!(left(&log, ANN), []);
}

#[test]
fn an_action_given_to_another_post_that_somebody_holds_is_no_longer_left() {
    let mut log = Log::new();
    account(&mut log, ANN, 1, (Role::AgencyLead, EARLY_HELP));
    account(
        &mut log,
        BOB,
        2,
        (Role::AgencyContributor, "Head of Schools"),
    );
    log.agreed(1, None);
    ended(&mut log, 1, "2026-05-31");
    assert_eq!(left(&log, ANN).len(), 1);
    let to = Owner {
        role: "Head of Schools".to_owned(),
        agency: Some(id(1)),
    };
    log.action(
        1,
        action::Event::ActionReassigned {
            from: vec![owner()],
            to: vec![to],
        },
    );
    assert_eq!(left(&log, ANN), []);
}

#[test]
fn an_unanswered_recommendation_is_left_while_nobody_else_answers_for_the_agency() {
    let mut log = Log::new();
    account(&mut log, ANN, 1, (Role::AgencyLead, EARLY_HELP));
    made(&mut log, 1);
    made(&mut log, 2);
    let agency = id(1);
    log.recommendation(2, recommendation::Event::RecommendationAccepted { agency });
    let one = (LeftKind::Recommendation, Tie::Post, None);
    assert_eq!(left(&log, ANN), [one]);
    account(&mut log, BOB, 2, (Role::AgencyLead, "Another post"));
    assert_eq!(left(&log, ANN), []);
}
