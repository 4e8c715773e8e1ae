//! "What next" on an incident, on its rapid review, and on a child of either.

use super::{Step, Steps};
use crate::web::forms::{speaks_for, word_value};
use crate::web::reading::Reading;
use events::ids::StreamKind;
use events::serious_incident::Nature;
use projections::rapid_reviews::{Incident, IncidentStage, RapidReview, ReviewStage, Subject};

/// What may be done with an incident, the likeliest first.
pub fn for_incident(reading: &Reading<'_>, incident: &Incident) -> Vec<Step> {
    let mut steps = Steps::of(reading, incident.id);
    let stage = incident.stage();
    if stage == IncidentStage::Withdrawn {
        return Vec::new();
    }
    let aware = incident.aware.is_some();
    let review = reading.view.rapid_reviews.review_of(incident.id);
    let notified = stage == IncidentStage::Notified;
    let query = format!("?incident={}", incident.id);
    steps.add(
        !aware,
        "become_aware",
        "Record when the local authority became aware",
    );
    steps.add(
        aware && stage == IncidentStage::Referred,
        "decide_notification",
        "Decide whether the Panel is notified",
    );
    steps.add(
        stage == IncidentStage::ToNotify,
        "notify_panel",
        "Record the notification",
    );
    steps.begin(
        notified && review.is_none(),
        StreamKind::RapidReview,
        "open_rapid_review",
        &query,
        "Open the rapid review",
    );
    let add = "Add a child or family member";
    steps.begin(true, StreamKind::ReviewSubject, "add_subject", &query, add);
    let clock = reading.view.notify_clock(incident, reading.today);
    let late = clock.is_some_and(|clock| clock.days_late > 0);
    steps.add(
        late,
        "explain_late_notification",
        "Say why the notification is late",
    );
    steps.add(notified, "inform_partners", "Record who was told");
    let died = incident.nature == Nature::Death && incident.ofsted.is_none();
    steps.add(
        aware && died,
        "inform_ofsted_and_dfe",
        "Record that Ofsted and the Department for Education were told",
    );
    let undone = matches!(
        stage,
        IncidentStage::NotNotifiable | IncidentStage::ToNotify
    );
    steps.add(undone, "decide_notification", "Record another decision");
    steps.add(true, "correct_incident", "Correct what happened");
    let sent = review.is_some_and(|one| one.submitted.is_some());
    steps.add(
        notified && !sent,
        "withdraw_notification",
        "Withdraw the notification",
    );
    steps.found
}

/// What may be done with a rapid review, the likeliest first.
pub fn for_rapid_review(reading: &Reading<'_>, review: &RapidReview) -> Vec<Step> {
    let mut steps = Steps::of(reading, review.id);
    let stage = review.stage();
    commissioning(&mut steps, review);
    if stage == ReviewStage::Closed {
        return steps.found;
    }
    if let Some(own) = speaks_for(reading) {
        let waited = review.summaries.get(&own);
        let waited = waited.is_some_and(|one| one.received.is_empty() || one.state.is_missing());
        let open = waited && review.submitted.is_none();
        let query = format!("?agency={own}");
        steps.add_with(open, "send_summary", &query, "Send your agency’s summary");
        return steps.found;
    }
    let met = stage >= ReviewStage::Met;
    let gathered = stage == ReviewStage::Gathering;
    let unexplained = review.missing().next().is_some();
    deciding(&mut steps, review, stage, unexplained);
    steps.add(
        gathered && !unexplained,
        "hold_review_meeting",
        "Record the review meeting",
    );
    let unsent = stage < ReviewStage::Submitted;
    steps.add(unsent, "request_summary", "Ask an agency for its summary");
    steps.add(
        gathered && unexplained,
        "hold_review_meeting",
        "Record the review meeting",
    );
    steps.add(
        review.checks.is_empty(),
        "check_previous_learning",
        "Say whether this was learned before",
    );
    steps.add(met, "record_learning_point", "Record a learning point");
    let clock = reading.view.review_clock(review, reading.today);
    let late = clock.is_some_and(|clock| clock.days_late > 0 || clock.due.is_none());
    steps.add(late, "record_delay_reason", "Say why it is late");
    let lead = if review.lead_area.is_some() {
        "Record another lead area"
    } else {
        "Record which area leads"
    };
    steps.add(unsent, "agree_lead_area", lead);
    steps.add(unsent, "secure_records", "Record that records were secured");
    steps.add(unsent, "set_day_plan", "Plan the working days");
    let looked = !review.checks.is_empty();
    steps.add(
        looked,
        "check_previous_learning",
        "Look again whether this was learned before",
    );
    steps.found
}

/// The review the partners decided for, until it is commissioned.
fn commissioning(steps: &mut Steps<'_>, review: &RapidReview) {
    let Some(kind) = steps.reading.view.review_decided_for(review) else {
        return;
    };
    let kind = word_value(&kind);
    let query = format!("?rapid_review={}&kind={kind}", review.id);
    let label = "Commission the review decided for";
    steps.begin(
        true,
        StreamKind::PracticeReview,
        "commission_review",
        &query,
        label,
    );
}

/// What the partners and the Panel do, each in its turn.
fn deciding(steps: &mut Steps<'_>, review: &RapidReview, stage: ReviewStage, unexplained: bool) {
    steps.add(
        stage == ReviewStage::Met,
        "decide_review",
        "Record the partners’ decision",
    );
    steps.add(
        stage == ReviewStage::Decided && !unexplained,
        "submit_rapid_review",
        "Record that it was sent to the Panel",
    );
    let sent = stage == ReviewStage::Submitted;
    steps.add(sent, "receive_panel_response", "Record the Panel’s answer");
    steps.add(
        sent,
        "record_panel_lapse",
        "Record that the Panel did not answer",
    );
    let answered = stage == ReviewStage::Responded;
    let open = steps
        .reading
        .view
        .rapid_reviews
        .open_safety_actions_of(review.incident);
    steps.add(
        answered && open.is_empty(),
        "close_rapid_review",
        "Close the review",
    );
    steps.add(
        answered,
        "reconsider_decision",
        "Record that the partners decided again",
    );
}

/// What may be done with a child or family member, the likeliest first.
pub fn for_subject(reading: &Reading<'_>, subject: &Subject) -> Vec<Step> {
    let mut steps = Steps::of(reading, subject.id);
    let open = subject.actions.values();
    let mut open = open.filter(|one| one.confirmed.is_none());
    let own = reading.acting.agency;
    let confirms = open.any(|one| own.is_none_or(|own| !one.agencies.contains(&own)));
    steps.add(confirms, "confirm_safety_action", "Confirm what was done");
    let child = subject.kind.is_child();
    steps.add(child, "judge_safety", "Say whether the child is safe now");
    steps.add(
        child,
        "record_safety_action",
        "Record what has to be done at once",
    );
    steps.add(true, "record_circumstances", "Record what life was like");
    steps.add(
        true,
        "capture_subject_view",
        "Record what the child or the family said",
    );
    steps.add(true, "correct_subject", "Correct what is counted");
    steps.found
}
