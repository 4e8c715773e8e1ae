//! Commissioning an audit and giving out its questions.

use super::*;
use crate::audit_programme::{self, PlannedAudit};
use crate::ids::{ProgrammeId, ScheduledId};
use crate::world::World;

#[test]
fn an_audit_is_commissioned_once_with_the_scale_in_force() {
    let events = accepted(&begun(), (audit(AUDIT), commission(), given()));
    assert_eq!(events.len(), 1);
    let world = commissioned();
    assert_eq!(world.audits[&id(AUDIT)].grading_scale, 1);
    let again = (audit(AUDIT), commission(), given());
    refused(&world, again, &["audit_already_commissioned"]);
}

#[test]
fn nothing_happens_to_an_audit_nobody_commissioned() {
    let world = begun();
    for command in [
        tool(),
        draw_sample(&CASES),
        meeting(&[1, 2]),
        finding(FINDING, 1),
        Command::ApproveAuditReport {},
        Command::CloseAudit {},
        Command::AbandonAudit {},
    ] {
        let when = (audit(AUDIT), command, because());
        refused(&world, when, &["audit_not_commissioned"]);
    }
}

#[test]
fn no_two_audits_have_the_same_reference() {
    let taken = commission_with!(reference: " A1 2026".to_owned());
    let world = commissioned();
    refused(
        &world,
        (audit(3), taken, given()),
        &["audit_reference_taken"],
    );
    let other = commission_with!(reference: "A2 2026".to_owned());
    accepted(&world, (audit(3), other, given()));
}

#[test]
fn an_audit_has_a_theme_a_sample_and_days_in_their_order() {
    let world = begun();
    let unknown = commission_with!(theme: "weather".to_owned());
    refused(&world, (audit(AUDIT), unknown, given()), &["theme_unknown"]);
    let nothing = commission_with!(sample_planned: 0);
    refused(
        &world,
        (audit(AUDIT), nothing, given()),
        &["sample_planned_missing"],
    );
    for command in [
        commission_with!(starts: day("2026-08-01")),
        commission_with!(report_due: day("2026-07-30")),
    ] {
        let when = (audit(AUDIT), command, given());
        refused(&world, when, &["audit_dates_out_of_order"]);
    }
    let one_day = commission_with!(
        starts: day("2026-07-31"), report_due: day("2026-07-31")
    );
    accepted(&world, (audit(AUDIT), one_day, given()));
}

#[test]
fn an_audit_looks_at_member_agencies_and_a_multi_agency_one_at_two() {
    let world = begun();
    let when = |command| (audit(AUDIT), command, given());
    refused(
        &world,
        when(commission_with!(agencies: vec![])),
        &["agencies_missing"],
    );
    refused(
        &world,
        when(commission_with!(agencies: vec![id(1)])),
        &["agencies_too_few"],
    );
    let single = commission_with!(kind: AuditKind::SingleAgency, agencies: vec![id(1)]);
    accepted(&world, when(single));
    refused(
        &world,
        when(commission_with!(agencies: vec![id(1), id(2), id(1)])),
        &["agency_repeated"],
    );
    refused(
        &world,
        when(commission_with!(agencies: vec![id(1), id(9)])),
        &["agency_unknown"],
    );
    refused(&police_left(world), when(commission()), &["agency_left"]);
}

/// The police left the partnership today.
fn police_left(mut world: World) -> World {
    let police = world.partnership.agencies.get_mut(&id(2)).unwrap();
    police.withdrawn = Some(day("2026-06-15"));
    world
}

#[test]
fn grades_need_a_scale_in_force() {
    let mut world = begun();
    world.partnership.grading_scales.clear();
    let when = (audit(AUDIT), commission(), given());
    refused(&world, when, &["no_grading_scale"]);
}

fn programme() -> (World, ScheduledRef) {
    let planned = |number: u128| PlannedAudit {
        scheduled: id(number),
        kind: AuditKind::MultiAgency,
        theme: "neglect".to_owned(),
        title: "Neglect".into(),
        quarter: 1,
        lead: crate::action::Owner {
            role: "Head of Quality".to_owned(),
            agency: Some(id(1)),
        },
        priority: None,
    };
    let agree = audit_programme::Command::AgreeProgramme {
        title: "2026 to 2027".to_owned(),
        starts: day("2026-04-01"),
        ends: day("2027-03-31"),
        minimum: 1,
        plan: None,
        agreed_by: None,
        scheduled: vec![planned(1), planned(2)],
    };
    let programme: ProgrammeId = id(1);
    let drop = audit_programme::Command::DropAudit { scheduled: id(2) };
    let history = vec![
        (programme.into(), agree.into()),
        (programme.into(), drop.into()),
    ];
    let entry = ScheduledRef {
        programme,
        scheduled: id(1),
    };
    (on_from(begun(), history), entry)
}

#[test]
fn an_entry_of_the_programme_is_made_once_unless_its_audit_was_given_up() {
    let (world, entry) = programme();
    let of = |entry| commission_with!(scheduled: Some(entry), reference: "X".to_owned());
    let commissioned = (audit(AUDIT), of(entry).into());
    let world = on_from(world, vec![commissioned]);
    let second = commission_with!(scheduled: Some(entry));
    refused(
        &world,
        (audit(3), second.clone(), given()),
        &["programme_entry_taken"],
    );
    let abandoned = (audit(AUDIT), Command::AbandonAudit {}.into());
    let world = on_from(world, vec![abandoned]);
    accepted(&world, (audit(3), second, given()));
}

#[test]
fn an_audit_is_made_for_an_entry_that_stands_in_an_open_programme() {
    let (world, entry) = programme();
    let of = |programme: u128, scheduled: u128| {
        let entry = Some(ScheduledRef {
            programme: id(programme),
            scheduled: id::<ScheduledId>(scheduled),
        });
        (audit(AUDIT), commission_with!(scheduled: entry), given())
    };
    for unknown in [of(9, 1), of(1, 9), of(1, 2)] {
        refused(&world, unknown, &["programme_entry_unknown"]);
    }
    accepted(&world, of(1, 1));
    let end = vec![
        audit_programme::Command::DropAudit {
            scheduled: entry.scheduled,
        },
        audit_programme::Command::AcknowledgeShortfall {},
        audit_programme::Command::CloseProgramme {},
    ];
    let end = end
        .into_iter()
        .map(|one| (entry.programme.into(), one.into()));
    let world = on_from(world, end.collect());
    refused(
        &world,
        of(1, 1),
        &["programme_entry_closed", "programme_entry_unknown"],
    );
}

#[test]
fn a_repeat_has_an_earlier_audit_with_an_approved_report() {
    let repeat = |of: Option<u128>| {
        let command = commission_with!(
            kind: AuditKind::Repeat, repeat_of: of.map(id), reference: "A2".to_owned()
        );
        (audit(3), command, given())
    };
    refused(&begun(), repeat(None), &["repeat_without_baseline"]);
    refused(&begun(), repeat(Some(AUDIT)), &["baseline_unknown"]);
    refused(&found(), repeat(Some(AUDIT)), &["baseline_not_reported"]);
    accepted(&approved(), repeat(Some(AUDIT)));
    accepted(&closed(), repeat(Some(AUDIT)));
}

#[test]
fn a_tool_asks_each_question_once_and_describes_grades_of_the_scale() {
    let world = on_from(begun(), vec![(audit(AUDIT), commission().into())]);
    let question = |key: &str| Question {
        key: key.to_owned(),
        words: "Was the child seen?".into(),
    };
    let describe = |grade: &str| GradeDescriptor {
        grade: grade.to_owned(),
        words: "Seen weekly".into(),
    };
    let issue = |questions, descriptors| {
        let command = Command::IssueAuditTool {
            questions,
            descriptors,
        };
        (audit(AUDIT), command, given())
    };
    accepted(&world, issue(vec![question("1")], vec![]));
    refused(&world, issue(vec![], vec![]), &["questions_missing"]);
    refused(
        &world,
        issue(vec![question("1"), question(" 1")], vec![]),
        &["question_repeated"],
    );
    let twice = vec![describe("G"), describe("G")];
    refused(
        &world,
        issue(vec![question("1")], twice),
        &["grade_described_twice"],
    );
    refused(
        &world,
        issue(vec![question("1")], vec![describe("A+")]),
        &["grade_not_in_scale"],
    );
}

#[test]
fn a_tool_is_not_changed_once_fieldwork_began() {
    let issued = accepted(&sampled(), (audit(AUDIT), tool(), given()));
    let again = |event: &crate::event::Event| {
        matches!(
            event,
            crate::event::Event::Audit(Event::AuditToolIssued { version: 2, .. })
        )
    };
    assert!(issued.iter().all(again));
    for world in [asked(), graded()] {
        let when = (audit(AUDIT), tool(), because());
        refused(&world, when, &["tool_after_fieldwork"]);
    }
    let when = (audit(AUDIT), tool(), because());
    refused(&approved(), when, &["audit_report_approved"]);
}
