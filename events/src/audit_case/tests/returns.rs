//! What agencies return.

use super::*;

fn request(agency: u128, due: &str) -> Command {
    Command::RequestReturn {
        agency: id(agency),
        due: day(due),
    }
}

fn save(agency: u128, keys: &[&str]) -> Command {
    Command::SaveReturnDraft {
        agency: id(agency),
        answers: answers(keys),
    }
}

fn submit(agency: u128, keys: &[&str]) -> Command {
    Command::SubmitReturn {
        agency: id(agency),
        tool: 1,
        answers: answers(keys),
    }
}

fn rework(agency: u128) -> Command {
    Command::ReturnForRework { agency: id(agency) }
}

#[test]
fn an_agency_that_works_with_the_child_is_asked_once_for_a_day_to_come() {
    let world = sampled();
    accepted(&world, when(request(1, "2026-06-15"), given()));
    let past = when(request(1, "2026-06-14"), given());
    refused(&world, past, &["return_due_in_the_past"]);
    let stranger = when(request(9, "2026-07-01"), given());
    refused(&world, stranger, &["agency_not_involved"]);
    let again = when(request(1, "2026-07-01"), given());
    refused(&asked(), again, &["return_already_requested"]);
    refused(
        &drawn(),
        when(request(1, "2026-07-01"), given()),
        &["sample_not_drawn"],
    );
}

#[test]
fn an_agency_is_reminded_of_a_return_until_it_comes_in_and_again_once_it_was_given_back() {
    let command = || Command::SendReturnReminder { agency: id(1) };
    let remind = || when(command(), given());
    let world = asked();
    accepted(&world, remind());
    accepted(&then(world.clone(), vec![command()]), remind());
    refused(&sampled(), remind(), &["return_not_requested"]);
    let came_in = then(world, vec![receive(1)]);
    refused(&came_in, remind(), &["return_already_received"]);
    accepted(&then(came_in, vec![rework(1)]), remind());
}

#[test]
fn nobody_is_asked_before_there_are_questions() {
    let mut world = sampled();
    world.audits.get_mut(&id(AUDIT)).unwrap().tool = None;
    let early = when(request(1, "2026-07-01"), given());
    refused(&world, early, &["tool_not_issued"]);
}

#[test]
fn a_draft_is_saved_and_gone_on_with_by_the_agencys_own_people() {
    let world = asked();
    accepted(&world, when(save(1, &[]), lead(1)));
    accepted(&world, when(save(1, &["2a"]), lead(1)));
    let contributor = by(Role::AgencyContributor, Some(1));
    accepted(&world, when(save(1, &["1"]), contributor));
    let other = when(save(2, &["1"]), lead(1));
    refused(&world, other, &["not_your_agency"]);
    let manager = when(save(1, &["1"]), given());
    refused(&world, manager, &["role_may_not"]);
}

#[test]
fn a_lead_of_an_agency_that_does_not_work_with_the_child_writes_nothing_of_it() {
    let mut world = asked();
    let known = world.cases.get_mut(&id(CASE)).unwrap();
    known.agencies.remove(&id(2));
    known.returns.remove(&id(2));
    refused(
        &world,
        when(save(2, &["1"]), lead(2)),
        &["not_your_agency", "return_not_requested"],
    );
    refused(&world, when(raise(31), lead(2)), &["not_your_agency"]);
}

#[test]
fn answers_are_to_the_questions_of_the_tool_each_once() {
    let world = asked();
    let unknown = when(save(1, &["7"]), lead(1));
    refused(&world, unknown, &["question_unknown"]);
    let twice = when(save(1, &["1", "1"]), lead(1));
    refused(&world, twice, &["question_answered_twice"]);
}

#[test]
fn a_return_is_signed_by_the_lead_with_every_question_answered() {
    let world = asked();
    accepted(&world, when(submit(1, &["1", "2a"]), lead(1)));
    let unfinished = when(submit(1, &["1"]), lead(1));
    refused(&world, unfinished, &["question_unanswered"]);
    let contributor = by(Role::AgencyContributor, Some(1));
    let unsigned = when(submit(1, &["1", "2a"]), contributor);
    refused(&world, unsigned, &["role_may_not"]);
    let other = when(submit(2, &["1", "2a"]), lead(1));
    refused(&world, other, &["not_your_agency"]);
}

#[test]
fn a_return_answers_the_tool_in_force() {
    let mut old = submit(1, &["1", "2a"]);
    if let Command::SubmitReturn { tool, .. } = &mut old {
        *tool = 2;
    }
    refused(&asked(), when(old, lead(1)), &["tool_out_of_date"]);
}

#[test]
fn a_return_that_came_some_other_way_is_recorded_by_the_coordinator() {
    let world = asked();
    accepted(&world, when(receive(1), by(Role::PqaCoordinator, None)));
    refused(&world, when(receive(1), lead(1)), &["role_may_not"]);
    let unasked = when(receive(1), given());
    refused(&sampled(), unasked, &["return_not_requested"]);
}

#[test]
fn a_return_comes_in_once_unless_it_is_given_back_with_a_reason() {
    let world = then(asked(), vec![receive(1)]);
    for (again, rule) in [
        (receive(1), "return_already_received"),
        (rework(2), "return_not_received"),
    ] {
        refused(&world, when(again, because()), &[rule]);
    }
    let again = when(save(1, &["1"]), lead(1));
    refused(&world, again, &["return_already_received"]);
    refused(&world, when(rework(1), given()), &["reason_required"]);
    let world = then(world, vec![rework(1)]);
    accepted(&world, when(save(1, &["1"]), lead(1)));
    accepted(&world, when(submit(1, &["1", "2a"]), lead(1)));
}

#[test]
fn an_agency_that_left_is_asked_no_more_and_waited_for_no_longer() {
    let world = police_left(asked());
    let known = &world.cases[&id(CASE)];
    let open: Vec<_> = known
        .returns_outstanding(day("2026-06-15"), &world)
        .collect();
    assert_eq!(open, [id(1)]);
    refused(&world, when(receive(2), given()), &["agency_left"]);
    let asked_again = when(request(2, "2026-07-01"), given());
    refused(&police_left(sampled()), asked_again, &["agency_left"]);
    let own = when(save(2, &["1"]), lead(2));
    refused(&world, own, &["actor_agency_unknown", "agency_left"]);
    let back = police_left(then(asked(), vec![receive(2)]));
    refused(&back, when(rework(2), because()), &["agency_left"]);
}
