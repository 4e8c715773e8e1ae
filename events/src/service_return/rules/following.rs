//! What follows an accepted return: the agency's actions, sharing, closing.

use super::super::{AgencyAction, AgreedAction, Event, refusals};
use super::{Case, Verdict};
use crate::action;
use crate::evidence;
use crate::ids::{ActionId, EvidenceId};
use crate::partnership::same_words;
use crate::refusal::Refusals;
use crate::text::Text;

pub(super) fn agree(case: Case<'_>, action: AgencyAction) -> Verdict {
    let mut broken = Refusals::default();
    match &action {
        AgencyAction::Existing { action } => existing(case, *action, &mut broken),
        AgencyAction::New { due, .. } => {
            let past = *due < case.given.today;
            broken.when(past, refusals::action_due_in_the_past);
        }
    }
    let last = case.state.actions.last_key_value().map(|(last, _)| *last);
    let number = last.unwrap_or(0).saturating_add(1);
    broken.or(|| vec![Event::AgencyActionAgreed { number, action }])
}

fn existing(case: Case<'_>, action: ActionId, broken: &mut Refusals) {
    let known = case.world.actions.get(&action);
    broken.when(known.is_none(), refusals::action_unknown);
    let foreign = known.is_some_and(|known| !known.is_owned_by(case.state.agency));
    broken.when(foreign, refusals::action_not_the_agencys);
    let mut agreed = case.state.actions.values();
    let twice = agreed.any(|agreed| *agreed == AgreedAction::Existing(action));
    broken.when(twice, refusals::action_already_agreed);
}

pub(super) fn report_done(
    case: Case<'_>,
    number: u32,
    words: Text,
    shows: Vec<EvidenceId>,
) -> Verdict {
    let mut broken = Refusals::default();
    case.need_member(&mut broken);
    match case.state.actions.get(&number) {
        None => broken.push(refusals::agency_action_unknown()),
        Some(AgreedAction::Existing(_)) => {
            broken.push(refusals::agency_action_followed_elsewhere());
        }
        Some(AgreedAction::Own { done_with, .. }) => {
            let done = evidence::any_stands(done_with, case.world);
            broken.when(done, refusals::agency_action_already_done);
        }
    }
    broken.when(shows.is_empty(), refusals::done_without_evidence);
    for refusal in evidence::unusable(&shows, "evidence", case.world) {
        broken.push(refusal);
    }
    broken.or(|| {
        vec![Event::AgencyActionReportedDone {
            number,
            words,
            evidence: evidence::each_once(shows),
        }]
    })
}

/// Agencies that work in several partnerships answer once, and each partnership says with whom it
/// shared what it was given.
pub(super) fn share(case: Case<'_>, partnership: String) -> Verdict {
    let mut broken = Refusals::default();
    let mut shared = case.state.shared_with.iter();
    let twice = shared.any(|one| same_words(one, &partnership));
    broken.when(twice, refusals::already_shared);
    broken.or(|| vec![Event::ReturnSharedWith { partnership }])
}

pub(super) fn close(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    let mut actions = case.state.actions.values();
    let open = actions.any(|agreed| !is_done(case, agreed));
    broken.when(open, refusals::agency_actions_open);
    broken.or(|| vec![Event::ReturnClosed {}])
}

/// An improvement action is done where its plan says so; one of the agency's own, once the agency
/// showed it.
fn is_done(case: Case<'_>, agreed: &AgreedAction) -> bool {
    match agreed {
        AgreedAction::Existing(action) => case.world.actions.get(action).is_some_and(|action| {
            action.is_verified() || action.phase == action::Phase::Discontinued
        }),
        AgreedAction::Own { done_with, .. } => evidence::any_stands(done_with, case.world),
    }
}
