//! The report, and how an audit ends.

use super::*;
use crate::audit_case;
use crate::given_when_then::held;
use crate::ids::{MeetingId, RecommendationId};
use crate::meeting;
use crate::recommendation;
use crate::world::World;

fn approve() -> Command {
    Command::ApproveAuditReport {}
}

fn close() -> Command {
    Command::CloseAudit {}
}

#[test]
fn a_report_is_approved_when_every_case_is_graded_and_moderated() {
    let when = |given| (audit(AUDIT), approve(), given);
    accepted(&moderated(), when(given()));
    refused(&drawn(), when(given()), &["sample_not_drawn"]);
    refused(
        &sampled(),
        when(given()),
        &[
            "no_moderation_meeting",
            "case_ungraded",
            "case_not_moderated",
        ],
    );
    let met = on_from(graded(), vec![(audit(AUDIT), meeting(&[1, 2]).into())]);
    refused(&met, when(given()), &["case_not_moderated"]);
    refused(&approved(), when(given()), &["audit_report_approved"]);
}

#[test]
fn an_excluded_case_holds_no_report_up_but_something_is_left() {
    let met = on_from(sampled(), vec![(audit(AUDIT), meeting(&[1, 2]).into())]);
    let first = vec![
        (case(CASES[0]), grade_as_peer("G").into()),
        (case(CASES[0]), moderate("G").into()),
    ];
    let exclude = |number| (case(number), audit_case::Command::ExcludeCase {}.into());
    let world = on_from(met, first);
    let world = on_from(world, vec![exclude(CASES[1]), exclude(CASES[2])]);
    accepted(&world, (audit(AUDIT), approve(), given()));
    let world = on_from(world, vec![exclude(CASES[0])]);
    refused(
        &world,
        (audit(AUDIT), approve(), given()),
        &["sample_all_excluded"],
    );
}

#[test]
fn a_finding_that_counts_an_older_sample_is_counted_again_first() {
    let exclude = audit_case::Command::ExcludeCase {};
    let world = on_from(found(), vec![(case(CASES[2]), exclude.into())]);
    let when = || (audit(AUDIT), approve(), given());
    refused(&world, when(), &["finding_counts_stale"]);
    let recount = Command::CorrectFinding {
        finding: id(FINDING),
        kind: None,
        statement: None,
        x: None,
        theme: None,
        underlying_reason: None,
    };
    let world = on_from(world, vec![(audit(AUDIT), recount.into())]);
    accepted(&world, when());
}

#[test]
fn a_report_goes_on_without_a_return_only_with_a_reason() {
    let request = audit_case::Command::RequestReturn {
        agency: id(2),
        due: day("2026-07-01"),
    };
    let mut history = vec![(case(CASES[0]), request.into())];
    history.push((audit(AUDIT), meeting(&[1, 2]).into()));
    for number in CASES {
        history.push((case(number), grade_as_peer("G").into()));
        history.push((case(number), moderate("G").into()));
    }
    let world = on_from(sampled(), history);
    let when = |given| (audit(AUDIT), approve(), given);
    refused(&world, when(given()), &["return_outstanding"]);
    accepted(&world, when(because()));
    // An agency that has left is waited for no longer.
    let mut left = world;
    let police = left.partnership.agencies.get_mut(&id(2)).unwrap();
    police.withdrawn = Some(day("2026-06-10"));
    accepted(&left, when(given()));
}

#[test]
fn a_report_is_presented_in_a_meeting_that_was_held() {
    let present = |number: u128| {
        let meeting = id(number);
        (audit(AUDIT), Command::PresentAudit { meeting }, given())
    };
    let cancel = meeting::Command::CancelMeeting {
        group: id(1),
        on: day("2026-06-10"),
    };
    let world = on_from(
        approved(),
        vec![
            (
                id::<MeetingId>(1).into(),
                held("2026-06-12", &[1, 2]).into(),
            ),
            (id::<MeetingId>(2).into(), cancel.into()),
        ],
    );
    accepted(&world, present(1));
    for unheld in [present(2), present(3)] {
        refused(&world, unheld, &["presented_in_unknown_meeting"]);
    }
    refused(&found(), present(1), &["audit_report_not_approved"]);
}

#[test]
fn learning_is_passed_on_from_an_approved_report() {
    let when = || (audit(AUDIT), disseminate(), given());
    accepted(&approved(), when());
    accepted(&closed(), when());
    refused(&found(), when(), &["audit_report_not_approved"]);
}

#[test]
fn a_repeat_lies_ahead() {
    let when = |by: &str| {
        let by = day(by);
        (audit(AUDIT), Command::ScheduleRepeatAudit { by }, given())
    };
    accepted(&approved(), when("2027-03-31"));
    accepted(&closed(), when("2026-06-15"));
    refused(&approved(), when("2026-06-14"), &["repeat_in_the_past"]);
    refused(&found(), when("2027-03-31"), &["audit_report_not_approved"]);
}

#[test]
fn an_audit_closes_when_its_learning_went_on() {
    let when = || (audit(AUDIT), close(), given());
    accepted(&closable(), when());
    refused(&closed(), when(), &["audit_closed"]);
    refused(&found(), when(), &["audit_report_not_approved"]);
    refused(
        &approved(),
        when(),
        &["finding_without_recommendation", "not_disseminated"],
    );
}

/// Disseminated, without a recommendation.
fn orphaned() -> World {
    on_from(approved(), vec![(audit(AUDIT), disseminate().into())])
}

#[test]
fn a_finding_that_asks_for_change_has_a_recommendation_or_a_reason_why_not() {
    let when = || (audit(AUDIT), close(), given());
    refused(&orphaned(), when(), &["finding_without_recommendation"]);
    let justify = Command::JustifyNoRecommendation {
        finding: id(FINDING),
    };
    let justified = on_from(orphaned(), vec![(audit(AUDIT), justify.into())]);
    accepted(&justified, when());
    let softened = Command::CorrectFinding {
        finding: id(FINDING),
        kind: Some(FindingKind::Strength),
        statement: None,
        x: None,
        theme: None,
        underlying_reason: None,
    };
    let strength = on_from(orphaned(), vec![(audit(AUDIT), softened.into())]);
    accepted(&strength, when());
}

#[test]
fn a_declined_recommendation_leaves_its_finding_without_one() {
    let when = || (audit(AUDIT), close(), given());
    let made = |number: u128, command: recommendation::Command| {
        (id::<RecommendationId>(number).into(), command.into())
    };
    let decline = recommendation::Command::DeclineRecommendation { agency: id(1) };
    let world = on_from(
        orphaned(),
        vec![made(1, recommend(FINDING)), made(1, decline.clone())],
    );
    refused(&world, when(), &["finding_without_recommendation"]);
    let world = on_from(world, vec![made(2, recommend(FINDING))]);
    accepted(&world, when());
    // Merged into one that does not come from the finding, it goes on as that one.
    let merge = recommendation::Command::MergeRecommendation { into: id(3) };
    let mut elsewhere = recommend(FINDING);
    if let recommendation::Command::MakeRecommendation { sources, .. } = &mut elsewhere {
        sources[0].id = None;
    }
    let world = on_from(world, vec![made(3, elsewhere), made(2, merge)]);
    accepted(&world, when());
    let world = on_from(world, vec![made(3, decline)]);
    refused(&world, when(), &["finding_without_recommendation"]);
}

#[test]
fn an_audit_neither_closes_nor_is_given_up_while_a_child_is_unsafe() {
    let raised = |world| on_from(world, vec![(case(CASES[1]), raise(31).into())]);
    let when = |command| (audit(AUDIT), command, because());
    let world = raised(closable());
    refused(&world, when(close()), &["concern_unconfirmed"]);
    refused(
        &world,
        when(Command::AbandonAudit {}),
        &["concern_unconfirmed"],
    );
    let world = on_from(world, vec![(case(CASES[1]), confirm(31).into())]);
    accepted(&world, when(close()));
    accepted(&world, when(Command::AbandonAudit {}));
    // A case that is no longer counted is still a child.
    let exclude = audit_case::Command::ExcludeCase {};
    let world = on_from(raised(sampled()), vec![(case(CASES[1]), exclude.into())]);
    refused(
        &world,
        when(Command::AbandonAudit {}),
        &["concern_unconfirmed"],
    );
}

#[test]
fn an_audit_is_given_up_with_a_reason_and_then_takes_nothing_more() {
    let abandon = || Command::AbandonAudit {};
    let when = |command, given| (audit(AUDIT), command, given);
    refused(&sampled(), when(abandon(), given()), &["reason_required"]);
    for world in [commissioned(), sampled(), approved()] {
        accepted(&world, when(abandon(), because()));
    }
    refused(&closed(), when(abandon(), because()), &["audit_closed"]);
    let world = on_from(sampled(), vec![(audit(AUDIT), abandon().into())]);
    for command in [abandon(), tool(), finding(1, 1), disseminate(), close()] {
        refused(&world, when(command, because()), &["audit_abandoned"]);
    }
}
