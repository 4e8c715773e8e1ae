//! The rules of an audit programme, each with what it refuses and what it allows.

use super::*;
use crate::action::Owner;
use crate::audit::fixture::{self, AUDIT, audit, saying_why};
use crate::audit::{self as audits, AuditKind, ScheduledRef};
use crate::envelope::Role;
use crate::given_when_then::{
    accepted, because, begun, day, given, id, on_from, planned as with_plan, refused,
};
use crate::ids::{PlanId, PriorityId, ProgrammeId, StreamId};
use crate::world::{Given, World};

fn programme() -> StreamId {
    id::<ProgrammeId>(1).into()
}

fn planned(number: u128) -> PlannedAudit {
    PlannedAudit {
        scheduled: id(number),
        kind: AuditKind::MultiAgency,
        theme: "neglect".to_owned(),
        title: "Neglect of young children".into(),
        quarter: 2,
        lead: Owner {
            role: "Head of Quality".to_owned(),
            agency: Some(id(1)),
        },
        priority: None,
    }
}

fn agree(minimum: u32, scheduled: Vec<PlannedAudit>) -> Command {
    Command::AgreeProgramme {
        title: "2026 to 2027".to_owned(),
        starts: day("2026-04-01"),
        ends: day("2027-03-31"),
        minimum,
        plan: None,
        agreed_by: Some(id(1)),
        scheduled,
    }
}

fn schedule(planned: PlannedAudit) -> Command {
    Command::ScheduleAudit {
        scheduled: planned.scheduled,
        kind: planned.kind,
        theme: planned.theme,
        title: planned.title,
        quarter: planned.quarter,
        lead: planned.lead,
        priority: planned.priority,
    }
}

fn drop_audit(number: u128) -> Command {
    Command::DropAudit {
        scheduled: id(number),
    }
}

fn acknowledge() -> Command {
    Command::AcknowledgeShortfall {}
}

fn close() -> Command {
    Command::CloseProgramme {}
}

fn then(world: World, commands: Vec<Command>) -> World {
    let history = commands.into_iter().map(|one| (programme(), one.into()));
    on_from(world, history.collect())
}

/// A programme of two audits, with a minimum of two.
fn agreed() -> World {
    then(begun(), vec![agree(2, vec![planned(1), planned(2)])])
}

/// The audit of [`fixture::approved`], made for the programme's first entry.
fn delivered() -> World {
    let programme = then(begun(), vec![agree(2, vec![planned(1), planned(2)])]);
    let mut world = fixture::approved();
    world.programmes = programme.programmes;
    let state = world.audits.get_mut(&id(AUDIT)).unwrap();
    state.scheduled = Some(ScheduledRef {
        programme: id(1),
        scheduled: id(1),
    });
    let of_programme = world.audits_of_programme.entry(id(1)).or_default();
    of_programme.insert(id(AUDIT));
    world
}

fn when(command: Command, given: Given) -> (StreamId, Command, Given) {
    (programme(), command, given)
}

#[test]
fn a_programme_is_agreed_once_with_its_audits() {
    let command = || agree(2, vec![planned(1), planned(2)]);
    assert_eq!(accepted(&begun(), when(command(), given())).len(), 3);
    refused(
        &agreed(),
        when(command(), given()),
        &["programme_already_agreed"],
    );
    let other = (id::<ProgrammeId>(2).into(), close(), given());
    refused(&agreed(), other, &["programme_not_agreed"]);
}

#[test]
fn fewer_audits_than_the_minimum_need_a_reason() {
    let world = begun();
    let short = || agree(2, vec![planned(1)]);
    refused(&world, when(short(), given()), &["programme_below_minimum"]);
    accepted(&world, when(short(), because()));
    accepted(&world, when(agree(0, vec![]), given()));
}

#[test]
fn a_year_ends_after_it_starts_and_its_plan_and_group_are_known() {
    let world = begun();
    let change = |change: fn(&mut Command)| {
        let mut command = agree(0, vec![]);
        change(&mut command);
        when(command, given())
    };
    let backwards = change(|command| {
        if let Command::AgreeProgramme { ends, .. } = command {
            *ends = day("2026-03-31");
        }
    });
    refused(&world, backwards, &["programme_ends_before_start"]);
    let unknown = change(|command| {
        if let Command::AgreeProgramme { plan, .. } = command {
            *plan = Some(id(9));
        }
    });
    refused(&world, unknown, &["plan_unknown"]);
    let nobody = change(|command| {
        if let Command::AgreeProgramme { agreed_by, .. } = command {
            *agreed_by = Some(id(9));
        }
    });
    refused(&world, nobody, &["agreed_by_unknown"]);
}

#[test]
fn a_planned_audit_has_a_theme_a_quarter_and_a_lead_we_know() {
    let mut theme = planned(1);
    "weather".clone_into(&mut theme.theme);
    let mut quarter = planned(1);
    quarter.quarter = 5;
    let mut lead = planned(1);
    lead.lead.agency = Some(id(9));
    let mut priority = planned(1);
    priority.priority = Some(id::<PriorityId>(1));
    for (wrong, rule) in [
        (theme, "theme_unknown"),
        (quarter, "quarter_out_of_range"),
        (lead, "lead_unknown"),
        (priority, "priority_unknown"),
    ] {
        let at_once = when(agree(1, vec![wrong.clone()]), given());
        refused(&begun(), at_once, &[rule]);
        let later = PlannedAudit {
            scheduled: id(3),
            ..wrong
        };
        refused(&agreed(), when(schedule(later), given()), &[rule]);
    }
    let twice = when(agree(1, vec![planned(1), planned(1)]), given());
    refused(&begun(), twice, &["scheduled_already"]);
    let again = when(schedule(planned(1)), given());
    refused(&agreed(), again, &["scheduled_already"]);
    accepted(&agreed(), when(schedule(planned(3)), given()));
}

#[test]
fn an_audit_serves_a_priority_of_the_programmes_plan() {
    let mut command = agree(1, vec![planned(1)]);
    if let Command::AgreeProgramme {
        plan, scheduled, ..
    } = &mut command
    {
        *plan = Some(id::<PlanId>(1));
        scheduled[0].priority = Some(id(1));
    }
    accepted(&with_plan(), when(command, given()));
}

#[test]
fn an_audit_moves_to_another_quarter_with_a_reason() {
    let world = agreed();
    let to = |number: u128, to| Command::RescheduleAudit {
        scheduled: id(number),
        to,
    };
    let events = accepted(&world, when(to(1, 4), because()));
    let moved = Event::AuditRescheduled {
        scheduled: id(1),
        from: 2,
        to: 4,
    };
    assert_eq!(events, [crate::event::Event::AuditProgramme(moved)]);
    refused(&world, when(to(1, 4), given()), &["reason_required"]);
    refused(&world, when(to(1, 2), because()), &["quarter_unchanged"]);
    refused(&world, when(to(1, 0), because()), &["quarter_out_of_range"]);
    refused(&world, when(to(9, 4), because()), &["scheduled_unknown"]);
    let dropped = then(agreed(), vec![drop_audit(1)]);
    refused(&dropped, when(to(1, 4), because()), &["scheduled_dropped"]);
    refused(
        &delivered(),
        when(to(1, 4), because()),
        &["scheduled_delivered"],
    );
}

#[test]
fn an_audit_is_dropped_with_a_reason_unless_it_is_under_way_or_made() {
    let world = agreed();
    accepted(&world, when(drop_audit(1), because()));
    refused(&world, when(drop_audit(1), given()), &["reason_required"]);
    refused(
        &world,
        when(drop_audit(9), because()),
        &["scheduled_unknown"],
    );
    let twice = then(agreed(), vec![drop_audit(1)]);
    refused(
        &twice,
        when(drop_audit(1), because()),
        &["scheduled_dropped"],
    );
    refused(
        &delivered(),
        when(drop_audit(1), because()),
        &["scheduled_delivered"],
    );
    let mut commission = fixture::commission();
    if let audits::Command::CommissionAudit { scheduled, .. } = &mut commission {
        *scheduled = Some(ScheduledRef {
            programme: id(1),
            scheduled: id(1),
        });
    }
    let world = on_from(agreed(), vec![(audit(AUDIT), commission.into())]);
    refused(
        &world,
        when(drop_audit(1), because()),
        &["scheduled_underway"],
    );
    let abandon = audits::Command::AbandonAudit {};
    let world = on_from(world, vec![(audit(AUDIT), abandon.into())]);
    accepted(&world, when(drop_audit(1), because()));
}

#[test]
fn a_shortfall_is_counted_and_acknowledged_with_a_reason() {
    let events = accepted(&delivered(), when(acknowledge(), because()));
    let counted = Event::ProgrammeShortfallAcknowledged {
        planned: 2,
        delivered: 1,
    };
    assert_eq!(events, [crate::event::Event::AuditProgramme(counted)]);
    refused(
        &delivered(),
        when(acknowledge(), given()),
        &["reason_required"],
    );
    let enough = then(begun(), vec![agree(0, vec![])]);
    refused(&enough, when(acknowledge(), because()), &["no_shortfall"]);
}

#[test]
fn a_year_below_its_minimum_closes_only_with_the_shortfall_acknowledged() {
    let dropped = then(delivered(), vec![drop_audit(2)]);
    refused(
        &dropped,
        when(close(), given()),
        &["shortfall_not_acknowledged"],
    );
    let known = then(dropped, vec![acknowledge()]);
    accepted(&known, when(close(), given()));
    // Giving up an audit afterwards makes the shortfall larger than the one that is known.
    let abandon = (audit(AUDIT), audits::Command::AbandonAudit {}.into());
    let fewer = on_from(known, vec![abandon]);
    refused(
        &fewer,
        when(close(), given()),
        &["scheduled_open", "shortfall_not_acknowledged"],
    );
}

#[test]
fn a_year_closes_when_every_audit_was_made_or_dropped() {
    let open = then(delivered(), vec![acknowledge()]);
    refused(&open, when(close(), given()), &["scheduled_open"]);
    let world = then(open, vec![drop_audit(2), close()]);
    let rules: &[&str] = &["programme_closed"];
    refused(&world, when(schedule(planned(3)), given()), rules);
    refused(&world, when(close(), given()), rules);
}

#[test]
fn the_coordinator_and_the_business_manager_run_the_programme() {
    let world = agreed();
    let by = |role| saying_why(fixture::by(role, None));
    accepted(&world, when(drop_audit(1), by(Role::PqaCoordinator)));
    for role in [Role::Chair, Role::PqaMember, Role::CsprCoordinator] {
        refused(&world, when(drop_audit(1), by(role)), &["role_may_not"]);
    }
    let lead = saying_why(fixture::by(Role::AgencyLead, Some(1)));
    refused(&world, when(drop_audit(1), lead), &["role_may_not"]);
}
