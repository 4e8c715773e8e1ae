//! What the reader may do with an inspection: only what the role may give and the rules would not
//! refuse.

use super::super::next_steps::{Step, Steps};
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::inspection::FindingKind;
use projections::inspections::{InspectionView, RequestLine};

/// What an agency may do: answer what it was asked, and say why it is late.
pub(super) fn of_agency(reading: &Reading<'_>, view: &InspectionView<'_>) -> Vec<Step> {
    let Some(agency) = speaks_for(reading) else {
        return Vec::new();
    };
    let mut steps = Steps::of(reading, view.inspection.id);
    if view.inspection.closed.is_some() {
        return steps.found;
    }
    let mut own = view.inspection.requests.iter();
    let open = own.find(|one| one.is_open() && one.agency == Some(agency));
    if let Some(one) = open {
        let query = format!("?request={}", one.id);
        let label = "Answer what was asked";
        steps.add_with(true, "answer_information_request", &query, label);
    }
    let mut own = view.inspection.requests.iter();
    let late = own.any(|one| one.agency == Some(agency) && is_unexplained(reading, one));
    steps.add(late, "explain_late_answer", "Say why an answer is late");
    steps.found
}

fn is_unexplained(reading: &Reading<'_>, one: &RequestLine) -> bool {
    one.days_late(reading.today) > 0 && one.late_because.is_empty()
}

/// What may be done with an inspection, the likeliest first.
pub(super) fn of_inspection(reading: &Reading<'_>, view: &InspectionView<'_>) -> Vec<Step> {
    let one = view.inspection;
    let mut steps = Steps::of(reading, one.id);
    if one.closed.is_some() {
        return steps.found;
    }
    let waiting = view.counts.waiting() > 0;
    let lettered = one.letter.is_some();
    let sent = one.submitted.is_some();
    let label = "Answer a request";
    steps.add(waiting, "answer_information_request", label);
    let label = "Record a request for information";
    steps.add(!lettered, "receive_information_request", label);
    let label = "Record what the letter finds";
    steps.add(lettered && !sent, "receive_inspection_finding", label);
    let label = "Record that the plan was sent";
    steps.add(lettered && !sent, "submit_post_inspection_plan", label);
    closing(&mut steps, view);
    let label = "Record the letter or report";
    steps.add(!lettered, "receive_inspection_letter", label);
    let label = "Record when the inspectors are here";
    steps.add(!lettered, "change_inspection_dates", label);
    let label = "Record another request for information";
    steps.add(lettered, "receive_information_request", label);
    let label = "Record another finding";
    steps.add(lettered && sent, "receive_inspection_finding", label);
    let late = one.requests.iter().any(|one| is_unexplained(reading, one));
    steps.add(late, "explain_late_answer", "Say why an answer is late");
    let late = view.clock.as_ref().is_some_and(|clock| clock.days_late > 0);
    steps.add(late, "explain_late_plan", "Say why the plan is late");
    let label = "Record that a request is no longer asked";
    steps.add(waiting, "withdraw_information_request", label);
    let orphan = view.findings.iter().any(|one| one.is_orphan);
    let label = "Say why no recommendation is made";
    steps.add(orphan, "justify_no_recommendation", label);
    let label = "Correct what the letter finds";
    let found = !view.findings.is_empty();
    steps.add(found, "correct_inspection_finding", label);
    steps.found
}

/// Only once nothing is owed.
fn closing(steps: &mut Steps<'_>, view: &InspectionView<'_>) {
    let one = view.inspection;
    let mut findings = view.findings.iter();
    let priority =
        findings.any(|one| one.is_orphan && one.finding.kind == FindingKind::PriorityAction);
    let owed = one.plan_due().is_some() && one.submitted.is_none();
    let over = one.letter.is_some() && !owed && !priority && view.counts.waiting() == 0;
    steps.add(over, "close_inspection", "Close the inspection");
}
