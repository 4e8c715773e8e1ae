//! The rules of a plan.

use super::{Command, HORIZON_MONTHS_MAX, Lacking, Phase, Waiver};
use crate::action::{self, Owner};
use crate::given_when_then::{accepted, because, begun, day, given, id, on_from, planned, refused};
use crate::ids::{ActionId, EvidenceId, PlanId, PriorityId, StreamId};
use crate::world::{Given, World};
use crate::{evidence, partnership};

fn stream(number: u128) -> StreamId {
    id::<PlanId>(number).into()
}

fn ok(world: &World, command: Command) {
    accepted(world, (stream(1), command, because()));
}

fn no(world: &World, command: Command, rules: &[&str]) {
    refused(world, (stream(1), command, because()), rules);
}

fn then(world: World, commands: Vec<Command>) -> World {
    let history = commands
        .into_iter()
        .map(|command| (stream(1), command.into()));
    on_from(world, history.collect())
}

fn draft(from: &str, to: &str) -> Command {
    Command::DraftPlan {
        title: "Business plan".to_owned(),
        from: day(from),
        to: day(to),
        joint_with: Vec::new(),
    }
}

fn adopt(priority: u128, number: &str, parent: Option<u128>) -> Command {
    Command::AdoptPriority {
        priority: id(priority),
        number: number.to_owned(),
        title: "A priority".into(),
        statement: None,
        parent: parent.map(id),
        joint_with: None,
    }
}

fn approve(waivers: Vec<Waiver>) -> Command {
    Command::ApprovePlan {
        group: id(1),
        waivers,
    }
}

fn retire(priority: u128) -> Command {
    Command::RetirePriority {
        priority: id(priority),
    }
}

fn carry(priority: u128, to: u128) -> Command {
    Command::CarryPriorityForward {
        priority: id(priority),
        to: id(to),
    }
}

fn waive(action: u128, lacking: Lacking) -> Waiver {
    Waiver {
        action: id(action),
        lacking,
        reason: "the owner is being recruited".into(),
    }
}

/// The plan with an open action (1) that lacks everything.
fn with_bare_action() -> World {
    let agree = action::Command::AgreeAction {
        reference: "1.1".to_owned(),
        plan: id(1),
        priority: id(1),
        parent: action::Parent::Priority(id::<PriorityId>(1)),
        text: "Train everybody".into(),
        owners: Vec::new(),
        start: None,
        due: None,
        due_precision: action::DatePrecision::Day,
        timescale: None,
        measures: Vec::new(),
        baseline: None,
        resources: None,
    };
    on_from(planned(), vec![(id::<ActionId>(1).into(), agree.into())])
}

#[test]
fn a_plan_is_drafted_once_for_a_period_of_less_than_ten_years() {
    ok(&begun(), draft("2026-04-01", "2036-03-31"));
    ok(&begun(), draft("2026-04-01", "2026-04-01"));
    no(
        &begun(),
        draft("2026-04-01", "2036-04-01"),
        &["period_too_long"],
    );
    no(
        &begun(),
        draft("2026-04-01", "2026-03-31"),
        &["ends_before_start"],
    );
    no(
        &planned(),
        draft("2026-04-01", "2027-03-31"),
        &["already_drafted"],
    );
}

#[test]
fn a_plan_needs_a_rag_key_in_force_on_the_day_it_is_drafted() {
    no(
        &World::default(),
        draft("2026-04-01", "2027-03-31"),
        &["no_rag_scheme"],
    );
    let early = Given {
        occurred_on: day("2004-11-14"),
        ..because()
    };
    let when = (stream(1), draft("2026-04-01", "2027-03-31"), early);
    refused(&begun(), when, &["no_rag_scheme"]);
}

#[test]
fn nothing_is_asked_of_a_plan_that_is_not_drafted_or_is_closed() {
    no(&begun(), adopt(1, "1", None), &["plan_unknown"]);
    let closed = then(planned(), vec![approve(Vec::new()), Command::ClosePlan {}]);
    no(&closed, adopt(2, "2", None), &["plan_closed"]);
    no(&closed, Command::ClosePlan {}, &["plan_closed"]);
}

#[test]
fn a_plan_is_read_in_from_one_document_kept_as_evidence() {
    let import = |source| Command::RecordImport {
        columns: Vec::new(),
        source: id(source),
        problems: Vec::new(),
        unplaced: Vec::new(),
    };
    no(&planned(), import(1), &["evidence_unknown"]);
    let lodge = || evidence::Command::LodgeEvidence {
        file: None,
        reference: Some("the shared drive".into()),
        evidence_date: day("2026-06-01"),
        source: None,
        describes: "the plan".into(),
    };
    let kept = [1, 2].map(|number| (id::<EvidenceId>(number).into(), lodge().into()));
    let world = then(on_from(planned(), kept.into()), vec![import(1)]);
    ok(&world, import(1));
    no(&world, import(2), &["already_imported"]);
}

#[test]
fn numbers_of_priorities_are_their_own_and_parts_stand_under_a_priority() {
    let world = then(planned(), vec![adopt(2, "1a", Some(1))]);
    ok(&world, adopt(3, "2", None));
    ok(&world, adopt(3, "1b", Some(1)));
    no(&world, adopt(3, "1A", None), &["priority_number_taken"]);
    no(&world, adopt(1, "2", None), &["priority_already_adopted"]);
    no(&world, adopt(3, "2", Some(9)), &["parent_unknown"]);
    no(&world, adopt(3, "2", Some(2)), &["parent_is_sub_priority"]);
    let retired = then(world, vec![retire(2), retire(1)]);
    no(&retired, adopt(3, "1c", Some(1)), &["parent_unknown"]);
}

#[test]
fn a_plan_is_approved_when_every_action_has_a_lead_a_date_and_a_measure_or_a_waiver() {
    ok(&planned(), approve(Vec::new()));
    let world = with_bare_action();
    let all = [
        "action_lacks_lead",
        "action_lacks_date",
        "action_lacks_measure",
    ];
    no(&world, approve(Vec::new()), &all);
    let waivers = [Lacking::Lead, Lacking::Date, Lacking::Measure];
    let mut waivers: Vec<Waiver> = waivers.map(|lacking| waive(1, lacking)).into();
    ok(&world, approve(waivers.clone()));
    waivers.pop();
    no(&world, approve(waivers.clone()), &["action_lacks_measure"]);
    waivers.push(waive(1, Lacking::Measure));
    waivers.push(waive(1, Lacking::Measure));
    no(&world, approve(waivers.clone()), &["waiver_not_needed"]);
    waivers.pop();
    waivers.push(waive(9, Lacking::Lead));
    no(&world, approve(waivers), &["waiver_of_unknown_action"]);
}

#[test]
fn a_plan_without_a_priority_or_by_an_unknown_group_is_not_approved() {
    let empty = then(begun(), vec![draft("2026-04-01", "2027-03-31")]);
    no(&empty, approve(Vec::new()), &["no_priorities"]);
    let by_nobody = Command::ApprovePlan {
        group: id(9),
        waivers: Vec::new(),
    };
    no(&planned(), by_nobody, &["group_unknown"]);
}

#[test]
fn a_plan_is_approved_then_published_and_again_after_a_revision() {
    let publish = || Command::PublishPlan { published_at: None };
    let revise = || Command::RevisePlan {
        summary: "a new date".into(),
    };
    no(&planned(), publish(), &["not_approved"]);
    no(&planned(), revise(), &["not_approved"]);
    let approved = then(planned(), vec![approve(Vec::new())]);
    no(&approved, approve(Vec::new()), &["already_approved"]);
    let published = then(approved, vec![publish()]);
    assert_eq!(published.plans[&id(1)].phase, Phase::Published);
    no(&published, publish(), &["already_published"]);
    let revised = then(published, vec![revise()]);
    no(
        &revised,
        publish(),
        &["already_published", "revision_not_approved"],
    );
    let again = then(revised, vec![approve(Vec::new()), publish()]);
    assert_eq!(again.plans[&id(1)].phase, Phase::Published);
}

#[test]
fn a_plans_title_and_period_are_corrected_with_a_reason() {
    let correct = |from: &str, to: &str| Command::CorrectPlanDetails {
        title: "Business plan 2026 to 2028".to_owned(),
        from: day(from),
        to: day(to),
    };
    ok(&planned(), correct("2026-04-01", "2028-03-31"));
    no(
        &planned(),
        correct("2028-04-01", "2026-03-31"),
        &["ends_before_start"],
    );
    let silent = (stream(1), correct("2026-04-01", "2028-03-31"), given());
    refused(&planned(), silent, &["reason_required"]);
}

#[test]
fn a_board_adopts_a_plan_jointly_once() {
    let joint = || Command::AdoptPlanJointly {
        board: "Adults board".to_owned(),
    };
    let world = then(planned(), vec![joint()]);
    no(&world, joint(), &["already_joint"]);
}

#[test]
fn a_plan_is_reviewed_by_a_known_group() {
    let review = |group| Command::ReviewPlan {
        group: id(group),
        comments: None,
    };
    ok(&planned(), review(1));
    no(&planned(), review(9), &["group_unknown"]);
}

#[test]
fn a_priority_is_reworded_for_a_reason() {
    let reword = |priority| Command::RewordPriority {
        priority: id(priority),
        title: "Neglect, early".into(),
        statement: None,
    };
    ok(&planned(), reword(1));
    refused(
        &planned(),
        (stream(1), reword(1), given()),
        &["reason_required"],
    );
    no(&planned(), reword(9), &["priority_unknown"]);
}

#[test]
fn a_priority_is_led_from_a_member_agency() {
    let lead = |agency: Option<u128>| Command::NamePriorityLead {
        priority: id(1),
        lead: Owner {
            role: "Head of Early Help".to_owned(),
            agency: agency.map(id),
        },
    };
    ok(&planned(), lead(Some(1)));
    ok(&planned(), lead(None));
    no(&planned(), lead(Some(9)), &["lead_not_a_member"]);
    let leave = partnership::Command::WithdrawRelevantAgency {
        agency: id(1),
        from: day("2026-01-01"),
    };
    let history = vec![(crate::given_when_then::partnership(), leave.into())];
    no(
        &on_from(planned(), history),
        lead(Some(1)),
        &["lead_not_a_member"],
    );
}

#[test]
fn outcomes_and_measures_belong_to_their_priority() {
    let outcome = |outcome, priority, horizon_months| Command::SetOutcome {
        outcome: id(outcome),
        priority: id(priority),
        horizon_months,
        text: "children are seen sooner".into(),
    };
    let measure = |measure, priority, outcome: Option<u128>| Command::SetSuccessMeasure {
        measure: id(measure),
        priority: id(priority),
        outcome: outcome.map(id),
        text: "days until seen".into(),
    };
    let world = then(
        planned(),
        vec![
            adopt(2, "2", None),
            outcome(1, 1, Some(12)),
            measure(1, 1, Some(1)),
        ],
    );
    ok(&world, outcome(2, 1, Some(HORIZON_MONTHS_MAX)));
    no(
        &world,
        outcome(2, 1, Some(HORIZON_MONTHS_MAX + 1)),
        &["horizon_out_of_range"],
    );
    no(&world, outcome(2, 1, Some(0)), &["horizon_out_of_range"]);
    no(&world, outcome(1, 1, None), &["outcome_already_set"]);
    no(&world, outcome(2, 9, None), &["priority_unknown"]);
    ok(&world, measure(2, 2, None));
    no(&world, measure(2, 2, Some(1)), &["outcome_unknown"]);
    no(&world, measure(1, 1, None), &["measure_already_set"]);
}

#[test]
fn a_self_rating_is_no_higher_than_the_highest_score() {
    let rate = |priority: Option<u128>, score, out_of| Command::RateSelf {
        priority: priority.map(id),
        score,
        out_of,
        group: id(1),
    };
    ok(&planned(), rate(None, 10, 10));
    ok(&planned(), rate(Some(1), 0, 10));
    no(&planned(), rate(None, 11, 10), &["score_above_highest"]);
    no(&planned(), rate(None, 0, 0), &["score_above_highest"]);
    no(&planned(), rate(Some(9), 1, 10), &["priority_unknown"]);
}

#[test]
fn a_priority_is_carried_forward_into_a_later_open_plan_of_its_own() {
    let next = |number, to| (stream(number), draft("2026-04-01", to).into());
    let world = on_from(
        planned(),
        vec![next(2, "2028-03-31"), next(3, "2027-03-31")],
    );
    ok(&world, carry(1, 2));
    no(&world, carry(1, 1), &["carried_to_itself"]);
    no(&world, carry(1, 9), &["next_plan_unknown"]);
    no(&world, carry(1, 3), &["next_plan_not_later"]);
    let carried = then(world, vec![carry(1, 2)]);
    no(&carried, carry(1, 2), &["priority_ended"]);
    let declare = Command::DeclareLittleOrNoProgress {
        priority: id(1),
        explanation: "no money".into(),
        remedy: "find some".into(),
    };
    no(&carried, declare, &["priority_ended"]);
}

#[test]
fn a_priority_with_open_actions_or_parts_is_not_retired() {
    ok(&planned(), retire(1));
    refused(
        &planned(),
        (stream(1), retire(1), given()),
        &["reason_required"],
    );
    no(
        &with_bare_action(),
        retire(1),
        &["retire_with_open_actions"],
    );
    let parts = then(planned(), vec![adopt(2, "1a", Some(1))]);
    no(&parts, retire(1), &["retire_with_sub_priorities"]);
}

#[test]
fn a_plan_with_open_actions_is_not_closed_and_an_early_close_has_a_reason() {
    let approved = then(planned(), vec![approve(Vec::new())]);
    ok(&approved, Command::ClosePlan {});
    let early = (stream(1), Command::ClosePlan {}, given());
    refused(&approved, early, &["reason_required"]);
    no(&planned(), Command::ClosePlan {}, &["not_approved"]);
    let waivers = [Lacking::Lead, Lacking::Date, Lacking::Measure];
    let waivers = waivers.map(|lacking| waive(1, lacking)).into();
    let working = then(with_bare_action(), vec![approve(waivers)]);
    no(
        &working,
        Command::ClosePlan {},
        &["close_with_open_actions"],
    );
}
