//! What the reader may do with a practice review: only what the role may give and the rules would
//! not refuse.

use super::super::next_steps::{Step, Steps};
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use events::practice_review::{Gate, Phase};
use projections::practice_reviews::ReviewView;

/// What an agency may do: answer what it was asked, and sign as a safeguarding partner.
pub(super) fn of_agency(reading: &Reading<'_>, view: &ReviewView<'_>) -> Vec<Step> {
    let Some(agency) = speaks_for(reading) else {
        return Vec::new();
    };
    let review = view.review;
    let open = review.closed.is_none();
    let mut steps = Steps::of(reading, review.id);
    let mut requests = review.requests.iter();
    if let Some(one) = requests.find(|one| one.answered.is_none()) {
        let query = format!("?number={}", one.number);
        let label = "Answer what was asked in writing";
        steps.add_with(open, "provide_information", &query, label);
    }
    let draft = review.draft();
    let unpublished = review.published.is_none();
    let accuracy = draft.into_iter().flat_map(|draft| &draft.accuracy);
    let mut accuracy = accuracy.filter(|one| one.agency == agency);
    let asked = accuracy.any(|one| one.answered.is_none());
    let label = "Say whether the draft is accurate";
    steps.add(unpublished && asked, "check_accuracy", label);
    let signed = draft.is_some_and(|draft| draft.signed.iter().any(|(by, _)| *by == agency));
    let signs = view.partners.contains(&agency) && draft.is_some() && !signed;
    steps.add(
        unpublished && signs,
        "sign_off_report",
        "Sign off the report",
    );
    steps.found
}

/// What may be done with a review, the likeliest first.
pub(super) fn of_review(reading: &Reading<'_>, view: &ReviewView<'_>) -> Vec<Step> {
    let mut steps = Steps::of(reading, view.review.id);
    if view.phase == Phase::Closed {
        taking_down(&mut steps, view);
        return steps.found;
    }
    if view.phase.is_ended() {
        ended(&mut steps, view);
        return steps.found;
    }
    publishing(&mut steps, view);
    reporting(&mut steps, view);
    beginning(&mut steps, view);
    working(&mut steps, view);
    steps.found
}

/// Only once every gate is open.
fn publishing(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let ready = view.shut().next().is_none();
    let label = "Record that the report was published";
    steps.add(ready, "publish_report", label);
    let own = ready && !view.review.is_statutory();
    let label = "Record that only improvements were published";
    steps.add(own, "publish_improvements", label);
}

fn reporting(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let draft = view.review.draft();
    let drafted = view.phase >= Phase::Draft;
    let signed = view.phase >= Phase::SignedOff;
    let shut = |gate: Gate| view.shut().any(|one| one == gate);
    let panel = draft.is_some_and(|draft| draft.panel.is_some());
    let ofsted = draft.is_some_and(|draft| draft.ofsted.is_some());
    let label = "Send it to the Panel and the Secretary of State";
    steps.add(signed && !panel, "send_report_to_panel", label);
    steps.add(
        drafted && shut(Gate::SignOffs),
        "sign_off_report",
        "Sign off the report",
    );
    let unchecked = draft.is_some_and(|draft| draft.anonymised.is_none());
    let label = "Check the anonymisation";
    steps.add(drafted && unchecked, "check_anonymisation", label);
    let label = "Assess the impact of publication";
    steps.add(drafted, "assess_publication_impact", label);
    let mut asked = draft.into_iter().flat_map(|draft| &draft.accuracy);
    let open = asked.any(|one| one.answered.is_none());
    let label = "Record whether the draft is accurate";
    steps.add(drafted && open, "check_accuracy", label);
    let label = "Ask agencies whether the draft is accurate";
    steps.add(drafted, "request_accuracy_check", label);
    steps.add(
        signed && !ofsted,
        "send_report_to_ofsted",
        "Send it to Ofsted",
    );
    steps.add(panel, "record_panel_comment", "Record what the Panel said");
    let due = view.review.due.is_some();
    steps.add(due, "delay_publication", "Record a delay of publication");
    let label = "Decide that the report is not published";
    steps.add(signed, "decide_non_publication", label);
}

fn beginning(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let review = view.review;
    let scoped = !review.terms.is_empty();
    let placed = review.reviewers.iter().any(|one| one.removed.is_none());
    steps.add(
        !scoped,
        "agree_terms_of_reference",
        "Agree the terms of reference",
    );
    steps.add(!placed, "appoint_reviewer", "Appoint a reviewer");
    let staffed = scoped && (placed || !review.is_statutory());
    steps.add(
        staffed,
        "receive_draft_report",
        "Record a draft of the report",
    );
    steps.add(
        scoped,
        "record_review_finding",
        "Record what the review says",
    );
}

fn working(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let review = view.review;
    let scoped = !review.terms.is_empty();
    let placed = review.reviewers.iter().any(|one| one.removed.is_none());
    steps.add(true, "monitor_review_progress", "Monitor time and quality");
    let asked = |id| review.family.iter().any(|one| one.subject == Some(id));
    let uninvited = view.people.iter().any(|one| !asked(one.id));
    steps.add(uninvited, "invite_family", "Invite somebody of the family");
    let query = format!("?practice_review={}", review.id);
    let add = "Add a child or family member";
    steps.begin(true, StreamKind::ReviewSubject, "add_subject", &query, add);
    let label = "Record a practitioner event";
    steps.add(scoped, "hold_practitioner_event", label);
    steps.add(
        true,
        "request_information",
        "Ask for information in writing",
    );
    asked_for(steps, view);
    let label = "Register a parallel proceeding";
    steps.add(true, "register_parallel_proceeding", label);
    steps.add(scoped, "release_early_learning", "Release early learning");
    let label = "Revise the terms of reference";
    steps.add(scoped, "revise_terms_of_reference", label);
    steps.add(placed, "appoint_reviewer", "Appoint another reviewer");
    steps.add(placed, "remove_reviewer", "Remove a reviewer");
    corrections(steps, view);
}

/// What waits for somebody's answer, until the review is closed.
fn asked_for(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let mut requests = view.review.requests.iter();
    let open = requests.any(|one| one.answered.is_none());
    let label = "Record the answer to a request";
    steps.add(open, "provide_information", label);
    let mut proceedings = view.review.proceedings.iter();
    let going_on = proceedings.any(|one| one.concluded.is_none());
    let label = "Record that a parallel proceeding came to an end";
    steps.add(going_on, "conclude_parallel_proceeding", label);
}

fn corrections(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let some = !view.findings.is_empty();
    let label = "Correct what the review says";
    steps.add(some, "correct_review_finding", label);
}

fn ended(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let withheld = view.phase == Phase::Withheld;
    let ready = view.shut().next().is_none();
    let label = "Record that improvements were published";
    steps.add(withheld && ready, "publish_improvements", label);
    let orphans = view.findings.iter().any(|one| one.is_orphan);
    steps.add(!orphans, "close_review", "Close the review");
    if withheld {
        withheld_gates(steps, view);
    }
    let panel = view
        .review
        .draft()
        .is_some_and(|draft| draft.panel.is_some());
    steps.add(panel, "record_panel_comment", "Record what the Panel said");
    asked_for(steps, view);
    corrections(steps, view);
    taking_down(steps, view);
}

/// A report that is not published may still lead to published improvements, by the same gates.
fn withheld_gates(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let draft = view.review.draft();
    let unchecked = draft.is_some_and(|draft| draft.anonymised.is_none());
    steps.add(unchecked, "check_anonymisation", "Check the anonymisation");
    let unassessed = view.review.impact.is_none();
    let label = "Assess the impact of publication";
    steps.add(unassessed, "assess_publication_impact", label);
    let unsent = draft.is_some_and(|draft| draft.panel.is_none());
    let label = "Send it to the Panel and the Secretary of State";
    steps.add(unsent, "send_report_to_panel", label);
}

fn taking_down(steps: &mut Steps<'_>, view: &ReviewView<'_>) {
    let published = view.review.published.as_ref();
    let public = published.is_some_and(|one| one.taken_down.is_none());
    steps.add(public, "take_report_down", "Record that it was taken down");
}
