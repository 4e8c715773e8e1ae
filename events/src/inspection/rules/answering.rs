//! What the inspectorates ask for, and what they are given.

use super::super::{Command, Event, Request, RequestPhase, refusals as refused};
use super::{Case, Verdict};
use crate::ids::{EvidencePackId, InformationRequestId, StreamId};
use crate::refusal::{Refusal, Refusals};
use crate::text::Text;
use crate::world::World;
use chrono::NaiveDate;
use std::collections::BTreeSet;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules' own table of commands names every one"
)]
pub(super) fn judge(case: Case<'_>, command: Command) -> Verdict {
    match command {
        Command::ReceiveInformationRequest { .. } => receive(case, command),
        Command::AnswerInformationRequest { .. } => answer(case, command),
        Command::WithdrawInformationRequest { request } => {
            let mut broken = Refusals::default();
            broken.need_reason(case.given, "withdrawing a request");
            let known = open(case, request, &mut broken);
            let agency = known.and_then(|one| one.agency);
            broken.or(|| vec![Event::InformationRequestWithdrawn { request, agency }])
        }
        Command::ExplainLateAnswer {
            request,
            words,
            told,
            on,
        } => explain(case, request, (words, told), on),
        _ => Ok(Vec::new()),
    }
}

fn receive(case: Case<'_>, command: Command) -> Verdict {
    let Command::ReceiveInformationRequest {
        request,
        number,
        inspectorate,
        agency,
        what,
        received_on,
        due_on,
    } = command
    else {
        return Ok(Vec::new());
    };
    let state = case.state;
    let mut broken = Refusals::default();
    let again = case.world.inspection_of_request.contains_key(&request);
    broken.when(again, refused::request_already_received);
    let taken = state.requests.values().any(|one| one.number == number);
    broken.when(taken, refused::request_number_taken);
    let stranger = !state.inspectorates.contains(&inspectorate);
    broken.when(stranger, refused::inspectorate_not_inspecting);
    let unknown = agency.is_some_and(|one| case.world.partnership.agency(one).is_none());
    broken.when(unknown, refused::agency_unknown);
    let early = state.notified_on.is_some_and(|on| received_on < on);
    broken.when(early, refused::received_before_notified);
    broken.when(case.is_ahead(received_on), refused::received_in_the_future);
    broken.when(due_on < received_on, refused::due_before_received);
    let received = Event::InformationRequestReceived {
        request,
        number,
        inspectorate,
        agency,
        what,
        received_on,
        due_on,
    };
    broken.or(|| vec![received])
}

/// The request, where it waits for an answer; why it does not otherwise.
fn open<'a>(
    case: Case<'a>,
    request: InformationRequestId,
    broken: &mut Refusals,
) -> Option<&'a Request> {
    let known = case.state.requests.get(&request);
    let refusal: Option<fn() -> Refusal> = match known.map(|one| one.phase) {
        None => Some(refused::request_unknown),
        Some(RequestPhase::Answered(_)) => Some(refused::request_already_answered),
        Some(RequestPhase::Withdrawn) => Some(refused::request_withdrawn),
        Some(RequestPhase::Open) => None,
    };
    if let Some(refusal) = refusal {
        broken.push(refusal());
    }
    known
}

fn answer(case: Case<'_>, command: Command) -> Verdict {
    let Command::AnswerInformationRequest {
        request,
        words,
        on,
        things,
        evidence,
        packs,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let known = open(case, request, &mut broken);
    let early = known.is_some_and(|one| on < one.received_on);
    broken.when(early, refused::answered_before_received);
    broken.when(case.is_ahead(on), refused::answered_in_the_future);
    let there = things.iter().all(|one| case.world.exists(*one));
    broken.when(!there, refused::thing_unknown);
    let distinct: BTreeSet<&StreamId> = things.iter().collect();
    broken.when(distinct.len() < things.len(), refused::thing_repeated);
    let stand = evidence.iter().all(|one| case.stands(one));
    broken.when(!stand, refused::document_unusable);
    let assembled = packs.iter().all(|one| is_assembled(case.world, *one));
    broken.when(!assembled, refused::pack_unknown);
    let answered = Event::InformationRequestAnswered {
        request,
        agency: known.and_then(|one| one.agency),
        words,
        on,
        things,
        evidence,
        packs,
    };
    broken.or(|| vec![answered])
}

/// Whether a pack was put together here.
fn is_assembled(world: &World, pack: EvidencePackId) -> bool {
    world.evidence_packs.contains_key(&pack)
}

fn explain(
    case: Case<'_>,
    request: InformationRequestId,
    (words, told): (Text, Text),
    on: NaiveDate,
) -> Verdict {
    let mut broken = Refusals::default();
    let known = case.state.requests.get(&request);
    match known {
        None => broken.push(refused::request_unknown()),
        Some(one) => {
            let in_time = !one.is_late(case.given.today);
            broken.when(in_time, refused::request_not_late);
        }
    }
    broken.when(case.is_ahead(on), refused::told_in_the_future);
    let explained = Event::LateAnswerExplained {
        request,
        agency: known.and_then(|one| one.agency),
        words,
        told,
        on,
    };
    broken.or(|| vec![explained])
}
