//! That an inspection was notified, and when the inspectors are here.

use super::super::{Command, Event, Fieldwork, Inspectorate, refusals as refused};
use super::{Case, Verdict};
use crate::ids::InspectionId;
use crate::refusal::Refusals;
use chrono::NaiveDate;
use std::collections::BTreeSet;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules' own table of commands names every one"
)]
pub(super) fn judge(case: Case<'_>, command: Command) -> Verdict {
    match command {
        Command::NotifyInspection { .. } => notify(case, command),
        Command::ChangeInspectionDates { fieldwork } => change(case, fieldwork),
        _ => Ok(Vec::new()),
    }
}

fn notify(case: Case<'_>, command: Command) -> Verdict {
    let Command::NotifyInspection {
        kind,
        reference,
        inspectorates,
        on,
        fieldwork,
        lead,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let taken = is_taken(case, &reference);
    broken.when(taken, refused::inspection_reference_taken);
    broken.when(inspectorates.is_empty(), refused::inspectorates_missing);
    let each: BTreeSet<&Inspectorate> = inspectorates.iter().collect();
    let repeated = each.len() < inspectorates.len();
    broken.when(repeated, refused::inspectorate_repeated);
    broken.when(case.is_ahead(on), refused::notified_in_the_future);
    let odd = fieldwork.is_some_and(|days| !is_in_order(days, Some(on)));
    broken.when(odd, refused::fieldwork_out_of_order);
    let notified = Event::InspectionNotified {
        kind,
        reference,
        inspectorates,
        on,
        fieldwork,
        lead,
    };
    broken.or(|| vec![notified])
}

fn is_taken(case: Case<'_>, reference: &str) -> bool {
    let others = case.world.inspections.iter();
    let mut others = others.filter(|(id, _): &(&InspectionId, _)| **id != case.id);
    others.any(|(_, other)| other.reference == reference)
}

fn is_in_order(days: Fieldwork, notified_on: Option<NaiveDate>) -> bool {
    days.from <= days.to && notified_on.is_none_or(|on| on <= days.from)
}

/// Days that are first agreed need no reason; days that are moved do.
fn change(case: Case<'_>, fieldwork: Fieldwork) -> Verdict {
    let mut broken = Refusals::default();
    if case.state.fieldwork.is_some() {
        broken.need_reason(case.given, "moving the days of an inspection");
    }
    let same = case.state.fieldwork == Some(fieldwork);
    broken.when(same, refused::fieldwork_unchanged);
    let odd = !is_in_order(fieldwork, case.state.notified_on);
    broken.when(odd, refused::fieldwork_out_of_order);
    broken.or(|| vec![Event::InspectionDatesChanged { fieldwork }])
}
