//! The rules of an audit programme.

use super::state::audits_of;
use super::{Command, Event, Phase, PlannedAudit, State, refusals as refused};
use crate::audit;
use crate::ids::{PlanId, ProgrammeId, ScheduledId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use std::collections::BTreeSet;

/// How many quarters a year has.
pub const QUARTERS: u8 = 4;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the programme's life is refused
/// for that alone.
pub fn decide(
    state: &State,
    id: ProgrammeId,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    in_time(state, &command).map_err(|refusal| vec![refusal])?;
    let mut broken = Refusals::default();
    match command {
        Command::AgreeProgramme { .. } => agree(command, given, world),
        Command::ScheduleAudit {
            scheduled,
            kind,
            theme,
            title,
            quarter,
            lead,
            priority,
        } => {
            let planned = PlannedAudit {
                scheduled,
                kind,
                theme,
                title,
                quarter,
                lead,
                priority,
            };
            let taken = state.entries.contains_key(&scheduled);
            broken.when(taken, || refused::scheduled_already(""));
            plannable(&planned, "", state.plan, world, &mut broken);
            broken.or(|| vec![entered(planned)])
        }
        Command::RescheduleAudit { scheduled, to } => {
            broken.need_reason(given, "moving a planned audit");
            reschedule(state, (id, scheduled), to, world, broken)
        }
        Command::DropAudit { scheduled } => {
            broken.need_reason(given, "dropping a planned audit");
            let mut audits = audits_of(id, scheduled, world);
            let underway = audits.any(|audit| audit.is_open() && !audit.is_reported());
            broken.when(underway, refused::scheduled_underway);
            entry(state, (id, scheduled), world, &mut broken);
            broken.or(|| vec![Event::AuditDroppedFromProgramme { scheduled }])
        }
        Command::AcknowledgeShortfall {} => {
            broken.need_reason(given, "a shortfall of audits");
            let delivered = state.delivered(id, world);
            broken.when(delivered >= state.minimum, refused::no_shortfall);
            let planned = state.planned();
            let known = Event::ProgrammeShortfallAcknowledged { planned, delivered };
            broken.or(|| vec![known])
        }
        Command::CloseProgramme {} => {
            let open = state.outstanding(id, world).next().is_some();
            broken.when(open, refused::scheduled_open);
            let short = !is_accounted_for(state, state.delivered(id, world));
            broken.when(short, refused::shortfall_not_acknowledged);
            broken.or(|| vec![Event::ProgrammeClosed {}])
        }
    }
}

fn in_time(state: &State, command: &Command) -> Result<(), Refusal> {
    let agrees = matches!(command, Command::AgreeProgramme { .. });
    match (state.phase, agrees) {
        (Phase::NotAgreed, true) | (Phase::Agreed, false) => Ok(()),
        (Phase::NotAgreed, false) => Err(refused::programme_not_agreed()),
        (Phase::Agreed | Phase::Closed, true) => Err(refused::programme_already_agreed()),
        (Phase::Closed, false) => Err(refused::programme_closed()),
    }
}

/// Whether the minimum was reached, or the group knows of a shortfall at least as large.
fn is_accounted_for(state: &State, delivered: u32) -> bool {
    let known = state.shortfall.map(|known| known.delivered);
    delivered >= state.minimum || known.is_some_and(|known| known <= delivered)
}

/// Agrees a programme. Anything but [`Command::AgreeProgramme`] leads to nothing.
fn agree(command: Command, given: &Given, world: &World) -> Result<Vec<Event>, Vec<Refusal>> {
    let Command::AgreeProgramme {
        title,
        starts,
        ends,
        minimum,
        plan,
        agreed_by,
        scheduled,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    broken.when(ends < starts, refused::programme_ends_before_start);
    let unknown_plan = plan.is_some_and(|plan| !world.plans.contains_key(&plan));
    broken.when(unknown_plan, refused::plan_unknown);
    let unknown_group = agreed_by.is_some_and(|group| world.partnership.group(group).is_none());
    broken.when(unknown_group, refused::agreed_by_unknown);
    let planned = u32::try_from(scheduled.len()).unwrap_or(u32::MAX);
    let short = planned < minimum && !given.has_reason();
    broken.when(short, refused::programme_below_minimum);
    let mut seen = BTreeSet::new();
    for (index, one) in scheduled.iter().enumerate() {
        let place = format!("scheduled/{index}");
        let twice = !seen.insert(one.scheduled);
        broken.when(twice, || refused::scheduled_already(&place));
        plannable(one, &place, plan, world, &mut broken);
    }
    let agreed = Event::ProgrammeAgreed {
        title,
        starts,
        ends,
        minimum,
        plan,
        agreed_by,
    };
    let entries = scheduled.into_iter().map(entered);
    broken.or(|| std::iter::once(agreed).chain(entries).collect())
}

fn plannable(
    planned: &PlannedAudit,
    place: &str,
    plan: Option<PlanId>,
    world: &World,
    broken: &mut Refusals,
) {
    let theme = world.partnership.theme(&planned.theme);
    broken.when(theme.is_none(), || refused::theme_unknown(place));
    let in_year = (1..=QUARTERS).contains(&planned.quarter);
    broken.when(!in_year, || refused::quarter_out_of_range(place, "quarter"));
    let lead = planned.lead.agency;
    let stranger = lead.is_some_and(|agency| world.partnership.agency(agency).is_none());
    broken.when(stranger, || refused::lead_unknown(place));
    let of_plan = |priority| {
        let plan = plan.and_then(|plan| world.plans.get(&plan));
        plan.is_some_and(|plan| plan.has_priority(priority))
    };
    let elsewhere = planned.priority.is_some_and(|one| !of_plan(one));
    broken.when(elsewhere, || refused::priority_unknown(place));
}

fn entered(planned: PlannedAudit) -> Event {
    Event::AuditScheduled {
        scheduled: planned.scheduled,
        kind: planned.kind,
        theme: planned.theme,
        title: planned.title,
        quarter: planned.quarter,
        lead: planned.lead,
        priority: planned.priority,
    }
}

fn reschedule(
    state: &State,
    which: (ProgrammeId, ScheduledId),
    to: u8,
    world: &World,
    mut broken: Refusals,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let from = entry(state, which, world, &mut broken);
    let in_year = (1..=QUARTERS).contains(&to);
    broken.when(!in_year, || refused::quarter_out_of_range("", "to"));
    broken.when(from == Some(to), refused::quarter_unchanged);
    let moved = Event::AuditRescheduled {
        scheduled: which.1,
        from: from.unwrap_or_default(),
        to,
    };
    broken.or(|| vec![moved])
}

/// The quarter of an entry that can still be changed.
fn entry(
    state: &State,
    (id, scheduled): (ProgrammeId, ScheduledId),
    world: &World,
    broken: &mut Refusals,
) -> Option<u8> {
    let Some(entry) = state.entries.get(&scheduled) else {
        broken.push(refused::scheduled_unknown());
        return None;
    };
    broken.when(entry.dropped, refused::scheduled_dropped);
    let delivered = audits_of(id, scheduled, world).any(audit::State::is_reported);
    broken.when(delivered, refused::scheduled_delivered);
    Some(entry.quarter)
}
