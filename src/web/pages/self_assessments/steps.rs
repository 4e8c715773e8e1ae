//! What the reader may do with a round or a return: only what the role may give and the rules
//! would not refuse.

use super::super::next_steps::{Step, Steps};
use crate::web::reading::Reading;
use events::ids::StreamKind;
use projections::campaigns::{AgreedWhat, Campaign, CampaignView, Return, ReturnPhase, ReturnView};

/// What may be done with a round, the likeliest first.
pub(super) fn of_campaign(reading: &Reading<'_>, round: &CampaignView<'_>) -> Vec<Step> {
    let one = round.campaign;
    let open = one.closed.is_none();
    let settled = round.returns.iter().all(|view| view.one.is_settled());
    let asked = |agency| round.returns.iter().any(|view| view.one.agency == agency);
    let mut agencies = reading.view.people.agencies.iter();
    let some_left = agencies.any(|(id, agency)| agency.is_member(reading.today) && !asked(*id));
    let late = round.counts.overdue > 0;
    let mut steps = Steps::of(reading, one.id);
    let label = "Ask an agency for its return";
    steps.add(open && some_left, "invite_return", label);
    let label = "Record that somebody was told of a late return";
    steps.add(open && late, "escalate_overdue_return", label);
    let gone = round.returns.iter().any(|view| {
        let given_up = view.one.phase == ReturnPhase::NonReturn;
        !given_up && !view.one.phase.is_accepted() && !is_member(reading, view.one)
    });
    let label = "Report that an agency did not return";
    steps.add(open && (late || gone), "report_non_return", label);
    let unreported = one.report.is_none() && settled;
    let label = "Approve the report of all returns";
    steps.add(unreported, "approve_composite_report", label);
    steps.add(open && settled, "close_campaign", "Close the round");
    steps.found
}

fn is_compiling(phase: ReturnPhase) -> bool {
    matches!(phase, ReturnPhase::InProgress | ReturnPhase::SignedOff)
}

fn is_member(reading: &Reading<'_>, one: &Return) -> bool {
    let known = reading.view.people.agencies.get(&one.agency);
    known.is_some_and(|agency| agency.is_member(reading.today))
}

/// Whether the reader may give answers in a return now.
pub(super) fn may_compile(reading: &Reading<'_>, one: &Return) -> bool {
    is_compiling(one.phase)
        && is_member(reading, one)
        && reading.may(StreamKind::ServiceReturn, "assess_standard")
}

/// Nobody judges what they, or their agency, wrote of themselves.
fn is_independent(reading: &Reading<'_>, one: &Return) -> bool {
    let actor = reading.acting.actor();
    let signs = |user: &str| {
        let signed = one.sign_off.as_ref();
        signed.is_some_and(|signed| signed.user.as_deref() == Some(user))
    };
    let wrote = |user: &str| one.compilers.contains(user) || signs(user);
    actor.agency() != Some(one.agency) && !actor.user().is_some_and(wrote)
}

/// Whether every standard is answered for today, and what counts as met is shown.
fn is_whole(view: &ReturnView<'_>) -> bool {
    let mut cells = view.scores.cells.iter();
    view.unanswered.is_empty()
        && view.not_reaffirmed.is_empty()
        && !cells.any(|cell| cell.met && cell.evidence == 0)
}

/// What may be done with a return, the likeliest first.
pub(super) fn of_return(
    reading: &Reading<'_>,
    round: &Campaign,
    view: &ReturnView<'_>,
) -> Vec<Step> {
    let mut steps = Steps::of(reading, view.one.id);
    if is_member(reading, view.one) {
        agencys(&mut steps, round, view);
    }
    partnerships(&mut steps, view);
    steps.found
}

fn agencys(steps: &mut Steps<'_>, round: &Campaign, view: &ReturnView<'_>) {
    let (reading, one) = (steps.reading, view.one);
    let phase = one.phase;
    let asked = matches!(phase, ReturnPhase::Invited | ReturnPhase::NonReturn);
    let begun = round.opens <= reading.today;
    steps.add(asked && begun, "start_return", "Start the return");
    let compiling = is_compiling(phase);
    let whole = is_whole(view);
    let signed = one.sign_off.is_some();
    let submits = compiling && whole && signed;
    steps.add(submits, "submit_return", "Hand the return in");
    let actor = reading.acting.actor();
    let wrote = actor.user().is_none_or(|user| one.compilers.contains(user));
    let before = compiling || (phase.is_submitted() && !phase.is_accepted());
    let signs = before && whole && !signed && !wrote;
    steps.add(signs, "sign_off_return", "Sign the return off");
    let mut earlier = reading.view.campaigns.earlier_of(one);
    let carries = compiling
        && earlier.any(|other| {
            view.unanswered
                .iter()
                .any(|key| other.answers.contains_key(*key))
        });
    let label = "Take over the answers of an earlier return";
    steps.add(carries, "carry_answers_forward", label);
    if let Some(asked) = one.unclear().next() {
        let query = format!("?standard={}", asked.standard);
        let open = phase == ReturnPhase::Clarification;
        let label = "Explain the answer that was asked about";
        steps.add_with(open, "provide_clarification", &query, label);
    }
    let own = |what: &AgreedWhat| matches!(what, AgreedWhat::Own { done: None, .. });
    let undone = one.actions.iter().find(|(_, agreed)| own(&agreed.what));
    if let Some((number, _)) = undone {
        let open = phase == ReturnPhase::ActionsOpen;
        let query = format!("?number={number}");
        let label = "Say that an agreed action is done";
        steps.add_with(open, "report_agency_action_done", &query, label);
    }
}

fn partnerships(steps: &mut Steps<'_>, view: &ReturnView<'_>) {
    let (reading, one) = (steps.reading, view.one);
    let phase = one.phase;
    let awaited = phase == ReturnPhase::Invited || is_compiling(phase);
    let reminds = awaited && is_member(reading, one);
    steps.add(reminds, "send_return_reminder", "Record a reminder");
    let judging = matches!(phase, ReturnPhase::Submitted | ReturnPhase::Challenged);
    let label = "Record a challenge panel";
    steps.add(judging, "hold_challenge", label);
    let accepts =
        judging && is_independent(reading, one) && one.sign_off.is_some() && is_whole(view);
    steps.add(accepts, "accept_return", "Accept the return");
    let follows = matches!(phase, ReturnPhase::Accepted | ReturnPhase::ActionsOpen);
    let label = "Agree an action with the agency";
    steps.add(follows, "agree_agency_action", label);
    let done = follows && view.actions_open == 0;
    steps.add(done, "close_return", "Close the return");
    let handed_in = phase.is_submitted();
    let label = "Share it with another partnership";
    steps.add(handed_in, "share_return", label);
}

/// What may be done with one standard of a return.
pub(super) fn of_standard(reading: &Reading<'_>, view: &ReturnView<'_>, key: &str) -> Vec<Step> {
    let one = view.one;
    let phase = one.phase;
    let mut steps = Steps::of(reading, one.id);
    let query = format!("?standard={key}");
    let cell = view.scores.cells.iter().find(|cell| cell.standard == key);
    let answered = cell.is_some_and(|cell| cell.own.is_some());
    let compiles = may_compile(reading, one);
    let waits = cell.is_some_and(|cell| cell.not_reaffirmed && !cell.met_without_evidence);
    let holds = "It still holds";
    steps.add_with(compiles && waits, "reaffirm_answer", &query, holds);
    let label = if answered {
        "Change the answer"
    } else {
        "Answer"
    };
    steps.add_with(compiles, "assess_standard", &query, label);
    let judging = matches!(phase, ReturnPhase::Submitted | ReturnPhase::Challenged);
    let moderates = judging && answered && is_independent(reading, one);
    steps.add_with(moderates, "moderate_standard", &query, "Moderate the score");
    let asked = one.unclear().any(|asked| asked.standard == key);
    let asks = (judging || phase == ReturnPhase::Clarification) && answered && !asked;
    let label = "Ask for a clarification";
    steps.add_with(asks, "request_clarification", &query, label);
    let explains = phase == ReturnPhase::Clarification && asked && is_member(reading, one);
    let label = "Explain this answer";
    steps.add_with(explains, "provide_clarification", &query, label);
    steps.found
}
