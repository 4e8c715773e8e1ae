//! What the reader may do with a briefing, an activity or a year of learning from child deaths:
//! only what the role may give and the rules would not refuse.

use super::super::next_steps::{Step, Steps};
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::briefing::Part;
use events::learning_activity::ActivityKind;
use projections::activities::{Activity, ActivityPhase};
use projections::briefings::{Briefing, BriefingPhase, Cascade};
use projections::child_deaths::DeathYear;

/// What may be done with a briefing, the likeliest first.
pub(super) fn of_briefing(reading: &Reading<'_>, one: &Briefing) -> Vec<Step> {
    let phase = one.phase();
    let open = matches!(phase, BriefingPhase::Draft | BriefingPhase::Cleared);
    let mut steps = Steps::of(reading, one.id);
    let actor = reading.acting.actor();
    let wrote = actor.user().is_none_or(|user| one.drafters.contains(user));
    let clears = phase == BriefingPhase::Draft && !wrote;
    steps.add(clears, "clear_briefing", "Clear it");
    let has = |part: Part| one.parts.contains_key(&part);
    let whole = has(Part::Learned) && has(Part::ToDo);
    let ready = phase == BriefingPhase::Cleared && whole;
    steps.add(ready, "publish_briefing", "Publish it");
    let published = phase == BriefingPhase::Published;
    if let Some(agency) = speaks_for(reading) {
        let asked = one.outstanding().any(|cascade| cascade.agency == agency);
        let label = "Confirm that it was passed on";
        steps.add(asked, "confirm_cascade", label);
        return steps.found;
    }
    let mut members = reading.view.people.agencies.iter();
    let some_left = members
        .any(|(id, agency)| agency.is_member(reading.today) && !one.cascades.contains_key(id));
    let label = "Ask agencies to pass it on";
    steps.add(published && some_left, "request_cascade", label);
    let late = one.outstanding().any(|cascade| may_chase(reading, cascade));
    let label = "Record that an agency was chased";
    steps.add(published && late, "chase_cascade", label);
    steps.add(open, "redraft_briefing", "Write the draft anew");
    let stands = phase != BriefingPhase::Withdrawn;
    steps.add(stands, "withdraw_briefing", "Withdraw it");
    steps.found
}

/// Whether an agency is late and was not chased today.
pub(super) fn may_chase(reading: &Reading<'_>, cascade: &Cascade) -> bool {
    let today = reading.today;
    let last = cascade.chased.last();
    let chased = last.is_some_and(|at| today <= at.occurred_on);
    cascade.confirmed.is_none() && cascade.due < today && !chased
}

/// What may be done with an activity, the likeliest first.
pub(super) fn of_activity(reading: &Reading<'_>, one: &Activity) -> Vec<Step> {
    let (phase, today) = (one.phase(), reading.today);
    let attended = one.kind.is_attended();
    let planned = phase == ActivityPhase::Scheduled;
    let held = phase == ActivityPhase::Held;
    let course = one.kind == ActivityKind::Course;
    let mut steps = Steps::of(reading, one.id);
    let label = "Record that it was held, and who came";
    steps.add(planned && attended, "hold_activity", label);
    let label = "Record that it was issued";
    steps.add(planned && !attended, "issue_newsletter", label);
    let label = "Record what people said straight away";
    let unasked = held && attended && one.immediate.is_none();
    steps.add(unasked, "evaluate_activity", label);
    let due = one.later_look_from().is_some_and(|from| from <= today);
    let label = "Record a later look at practice";
    steps.add(held && due, "evaluate_practice_impact", label);
    let seen = held && !one.later.is_empty();
    let label = "Judge the effect on practice";
    steps.add(seen, "judge_effect_on_practice", label);
    let alive = phase != ActivityPhase::Cancelled;
    let label = "Record what people need to learn";
    steps.add(course && alive, "analyse_training_needs", label);
    let label = "Record a look at the course’s quality";
    steps.add(course && alive, "assure_course_quality", label);
    let again = course && held && one.recommissioned.is_none();
    let label = "Have the course given again";
    steps.add(again, "recommission_course", label);
    steps.add(planned, "cancel_activity", "Call it off");
    steps.found
}

/// What may be recorded of a year, the likeliest first.
pub(super) fn of_year(reading: &Reading<'_>, one: &DeathYear) -> Vec<Step> {
    let mut steps = Steps::of(reading, one.id);
    let label = "Record what the panel passed on";
    steps.add(true, "receive_cdop_learning", label);
    let label = "Record a recommendation of the panel";
    steps.add(true, "receive_cdop_recommendation", label);
    let label = "Record deaths referred for safeguarding consideration";
    steps.add(true, "record_deaths_referred", label);
    let unreported = one.report.is_none();
    let label = "Record the panel’s annual report";
    steps.add(unreported, "receive_cdop_annual_report", label);
    steps.found
}
