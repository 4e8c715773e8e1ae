//! The plan that answers an inspection, and its end.

use super::*;

#[test]
fn a_plan_answers_the_letter_and_is_sent_once() {
    no(&asked(), submit("2026-01-30"), &["letter_not_received"]);
    yes(&found(), submit("2026-01-30"));
    no(&found(), submit("2026-01-29"), &["submitted_before_letter"]);
    no(&found(), submit("2026-06-16"), &["submitted_in_the_future"]);
    no(
        &submitted(),
        submit("2026-05-14"),
        &["plan_already_submitted"],
    );
}

#[test]
fn a_plan_that_was_sent_is_one_of_the_record() {
    let sent = |plan: Option<u128>, document: Option<u128>| Command::SubmitPostInspectionPlan {
        to: "Ofsted".into(),
        on: day("2026-05-13"),
        plan: plan.map(id),
        document: document.map(id),
    };
    let draft = crate::plan::Command::DraftPlan {
        title: "After the inspection".to_owned(),
        from: day("2026-05-01"),
        to: day("2027-03-31"),
        joint_with: Vec::new(),
    };
    let plan = id::<crate::ids::PlanId>(1).into();
    let world = on_from(found(), vec![(plan, draft.into())]);
    yes(&world, sent(Some(1), None));
    no(&world, sent(Some(2), None), &["plan_unknown"]);
    no(&world, sent(None, Some(2)), &["plan_document_unusable"]);
}

#[test]
fn why_a_plan_is_late_is_said_once_it_is_late() {
    let explain = || Command::ExplainLatePlan {
        words: "Two partners had not signed".into(),
        told: "The lead inspector".into(),
        on: day("2026-05-13"),
    };
    // Due on 13 May.
    no_given(&found(), explain(), on("2026-05-13"), &["plan_not_late"]);
    yes_given(&found(), explain(), on("2026-05-14"));
    no(&submitted(), explain(), &["plan_not_late"]);
    let late = then(found(), vec![submit("2026-05-14")]);
    yes(&late, explain());
    no_given(&late, explain(), on("2026-05-12"), &["told_in_the_future"]);
    no(&notified(), explain(), &["letter_not_received"]);
    let visit = notify_as(InspectionKind::FocusedVisit, "Visit 2026");
    let visit = then(three_partners(), vec![visit, letter("2026-01-30")]);
    no(&visit, explain(), &["no_plan_clock"]);
}

#[test]
fn an_inspection_is_not_closed_while_somebody_waits_for_an_answer() {
    let close = || Command::CloseInspection {};
    no_given(&asked(), close(), because(), &["request_unanswered"]);
    let steps = vec![ask(153, None)];
    no(&then(submitted(), steps), close(), &["request_unanswered"]);
    yes(&submitted(), close());
}

#[test]
fn an_inspection_is_not_closed_while_nothing_became_of_a_priority() {
    let close = || Command::CloseInspection {};
    let sent = then(found(), vec![submit("2026-05-13")]);
    no(&sent, close(), &["priority_finding_without_recommendation"]);
    yes(&submitted(), close());
    yes(&then(sent, vec![justify(FINDING)]), close());
    let lesser = vec![
        find(FINDING, FindingKind::Improvement),
        submit("2026-05-13"),
    ];
    yes(&then(reported(), lesser), close());
}

#[test]
fn an_inspection_is_not_closed_while_its_plan_is_owed() {
    let close = || Command::CloseInspection {};
    no(&recommended(), close(), &["plan_not_submitted"]);
    let visit = notify_as(InspectionKind::FocusedVisit, "Visit 2026");
    let visit = then(three_partners(), vec![visit, letter("2026-01-30")]);
    yes(&visit, close());
}

#[test]
fn an_inspection_without_a_letter_is_closed_with_a_reason() {
    let close = || Command::CloseInspection {};
    no(&notified(), close(), &["reason_required"]);
    yes_given(&notified(), close(), because());
    yes(&submitted(), close());
    let closed = then(submitted(), vec![close()]);
    no(&closed, close(), &["inspection_closed"]);
    no(&closed, ask(153, None), &["inspection_closed"]);
    let coordinator = (
        inspection(INSPECTION),
        close(),
        by(Role::PqaCoordinator, None),
    );
    refused(&submitted(), coordinator, &["role_may_not"]);
}
