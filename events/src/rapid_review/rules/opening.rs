//! Opening a rapid review and setting it up.

use super::super::{DayPlan, Event, due, refusals as refused};
use super::{Case, Verdict};
use crate::ids::{AgencyId, IncidentId};
use crate::refusal::Refusals;
use crate::rule_set::{ClockName, Unit, pinned};
use crate::serious_incident::{Phase, rapid_review_clock};
use chrono::NaiveDate;

/// The longest plan where the edition counts in another unit than working days.
const PLAN_WORKING_DAYS_MAX: u32 = 15;

pub(super) fn open(case: Case<'_>, incident: IncidentId) -> Verdict {
    let known = case.world.incidents.get(&incident);
    let known = known.ok_or_else(|| vec![refused::incident_unknown()])?;
    match known.phase {
        Phase::Notified => {}
        Phase::Withdrawn => return Err(vec![refused::incident_withdrawn()]),
        Phase::Unreferred | Phase::Referred | Phase::NotNotifiable | Phase::ToNotify => {
            return Err(vec![refused::incident_not_notified()]);
        }
    }
    let (Some(aware), Some(notified)) = (known.aware_on, &known.notified) else {
        return Err(vec![refused::incident_not_notified()]);
    };
    if case.world.rapid_review_of.contains_key(&incident) {
        return Err(vec![refused::incident_already_reviewed()]);
    }
    let partnership = &case.world.partnership;
    let clock = rapid_review_clock(&partnership.rule_sets, aware, notified.on);
    let (set, trigger, trigger_on) = clock.ok_or_else(|| vec![refused::no_rule_set_in_force()])?;
    let (sets, holidays) = (&partnership.rule_sets, partnership.bank_holidays());
    let due = due(sets, &set.edition, trigger, trigger_on, holidays);
    Ok(vec![Event::RapidReviewOpened {
        incident,
        reference: known.reference.clone(),
        rule_set: set.edition.clone(),
        trigger,
        trigger_on,
        due: due.and_then(Result::ok).map(|due| due.on),
    }])
}

pub(super) fn agree_lead_area(case: Case<'_>, area: String) -> Verdict {
    let mut broken = Refusals::default();
    let agreed = case.state.lead_area.as_ref();
    broken.when(agreed == Some(&area), refused::lead_area_unchanged);
    if agreed.is_some() {
        broken.need_reason(case.given, "another area that leads");
    }
    broken.or(|| vec![Event::LeadAreaAgreed { area }])
}

pub(super) fn secure(case: Case<'_>, agencies: Vec<AgencyId>, on: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    broken.when(agencies.is_empty(), refused::secured_missing);
    let known = agencies.iter().all(|agency| case.is_agency(*agency));
    broken.when(!known, refused::agencies_unknown);
    case.happened(on, &mut broken);
    broken.or(|| vec![Event::RecordsSecured { agencies, on }])
}

/// The plan is the partnership's own; the statutory day stands, and no step is planned after it.
pub(super) fn set_day_plan(case: Case<'_>, plan: DayPlan) -> Verdict {
    let mut broken = Refusals::default();
    let steps = [plan.summaries, plan.meeting, plan.executive];
    let ordered = steps.iter().all(|step| step.from <= step.to)
        && plan.summaries.to <= plan.meeting.to
        && plan.meeting.to <= plan.executive.to;
    broken.when(!ordered, refused::day_plan_out_of_order);
    let most = case.length();
    let long = steps.iter().any(|step| step.to > most || step.from > most);
    broken.when(long, refused::day_plan_too_long);
    broken.or(|| vec![Event::DayPlanSet { plan }])
}

impl Case<'_> {
    /// How many working days the clock has.
    fn length(self) -> u32 {
        let set = pinned(&self.world.partnership.rule_sets, &self.state.rule_set);
        let clock = set.and_then(|set| set.clock(ClockName::RapidReviewToPanel));
        let counted = clock.filter(|clock| clock.unit == Unit::WorkingDays);
        counted.map_or(PLAN_WORKING_DAYS_MAX, |clock| clock.length)
    }
}
