//! That an inspection was notified, and when the inspectors are here.

use super::*;

#[test]
fn an_inspection_is_notified_once() {
    yes(&three_partners(), notify());
    no(&notified(), notify(), &["inspection_already_notified"]);
    let other = |reference| {
        let command = notify_as(InspectionKind::AreaSend, reference);
        (inspection(142), command, given())
    };
    accepted(&notified(), other("SEND 2026"));
    refused(
        &notified(),
        other("JTAI 2026"),
        &["inspection_reference_taken"],
    );
}

#[test]
fn nothing_is_recorded_of_an_inspection_that_was_not_notified() {
    let world = three_partners();
    for command in [
        ask(REQUEST, None),
        letter("2026-01-30"),
        Command::CloseInspection {},
    ] {
        no(&world, command, &["inspection_not_notified"]);
    }
}

fn by_whom(inspectorates: Vec<Inspectorate>) -> Command {
    let mut command = notify();
    if let Command::NotifyInspection {
        inspectorates: all, ..
    } = &mut command
    {
        *all = inspectorates;
    }
    command
}

#[test]
fn somebody_inspects_and_is_named_once() {
    let world = three_partners();
    yes(&world, by_whom(vec![Inspectorate::Cqc]));
    no(&world, by_whom(Vec::new()), &["inspectorates_missing"]);
    let twice = by_whom(vec![Inspectorate::Cqc, Inspectorate::Cqc]);
    no(&world, twice, &["inspectorate_repeated"]);
}

fn notified_on(on: &str, fieldwork: Option<Fieldwork>) -> Command {
    let mut command = notify();
    if let Command::NotifyInspection {
        on: day_of,
        fieldwork: days,
        ..
    } = &mut command
    {
        *day_of = day(on);
        *days = fieldwork;
    }
    command
}

#[test]
fn the_days_of_an_inspection_are_in_order() {
    let world = three_partners();
    yes(&world, notified_on("2026-06-15", None));
    no(
        &world,
        notified_on("2026-06-16", None),
        &["notified_in_the_future"],
    );
    let here = |from, to| notified_on("2026-06-08", Some(days(from, to)));
    yes(&world, here("2026-06-08", "2026-06-08"));
    no(
        &world,
        here("2026-06-12", "2026-06-11"),
        &["fieldwork_out_of_order"],
    );
    no(
        &world,
        here("2026-06-07", "2026-06-11"),
        &["fieldwork_out_of_order"],
    );
}

#[test]
fn days_that_were_set_are_moved_with_a_reason_until_the_letter_came() {
    let moved = |from, to| Command::ChangeInspectionDates {
        fieldwork: days(from, to),
    };
    let world = notified();
    let later = || moved("2026-01-19", "2026-01-23");
    no(&world, later(), &["reason_required"]);
    yes_given(&world, later(), because());
    let same = moved("2026-01-12", "2026-01-16");
    no_given(&world, same, because(), &["fieldwork_unchanged"]);
    let odd = moved("2026-01-19", "2026-01-18");
    no_given(&world, odd, because(), &["fieldwork_out_of_order"]);
    let over = moved("2026-01-20", "2026-01-23");
    no_given(&reported(), over, because(), &["fieldwork_over"]);
    let open = then(three_partners(), vec![notified_on("2026-01-05", None)]);
    yes(&open, later());
}

#[test]
fn the_partnership_s_team_records_an_inspection_and_nobody_else() {
    let notify = |role, agency| (inspection(INSPECTION), notify(), by(role, agency));
    for role in [
        Role::BusinessManager,
        Role::Chair,
        Role::PqaCoordinator,
        Role::CsprCoordinator,
    ] {
        accepted(&three_partners(), notify(role, None));
    }
    refused(
        &three_partners(),
        notify(Role::Inspector, None),
        &["role_may_not"],
    );
    refused(
        &three_partners(),
        notify(Role::AgencyLead, Some(2)),
        &["role_may_not"],
    );
}
