//! Milestones.

use super::super::fixture::*;
use super::super::{Command, DatePrecision, Event};
use super::{ACTION, after, agreed, check};
use crate::action::MilestoneStanding;

const MILESTONE: u128 = 1;

fn set(due: Option<&str>, beyond_plan: bool) -> Asked<Command> {
    ask(Command::SetMilestone {
        milestone: id(MILESTONE),
        text: "Half the teams trained".into(),
        owner: Some(owner(COUNCIL)),
        due: due.map(day),
        due_precision: DatePrecision::Day,
        beyond_plan,
    })
}

fn was_set(due: Option<&str>, beyond_plan: bool) -> Event {
    Event::MilestoneSet {
        milestone: id(MILESTONE),
        text: "Half the teams trained".into(),
        owner: Some(owner(COUNCIL)),
        due: due.map(day),
        due_precision: DatePrecision::Day,
        beyond_plan,
    }
}

fn meet() -> Asked<Command> {
    ask(Command::MeetMilestone {
        milestone: id(MILESTONE),
    })
}

fn met() -> Event {
    Event::MilestoneMet {
        milestone: id(MILESTONE),
    }
}

fn miss() -> Asked<Command> {
    ask(Command::MissMilestone {
        milestone: id(MILESTONE),
    })
}

fn missed() -> Event {
    Event::MilestoneMissed {
        milestone: id(MILESTONE),
    }
}

fn reschedule(to: &str, beyond_plan: bool) -> Asked<Command> {
    ask(Command::RescheduleMilestone {
        milestone: id(MILESTONE),
        to: day(to),
        beyond_plan,
    })
}

fn rescheduled(to: &str, beyond_plan: bool) -> Event {
    Event::MilestoneRescheduled {
        milestone: id(MILESTONE),
        from: Some(day("2026-05-01")),
        to: day(to),
        beyond_plan,
    }
}

fn with_milestone() -> Vec<Event> {
    vec![agreed(), was_set(Some("2026-05-01"), false)]
}

#[test]
fn a_milestone_is_set_once() {
    check(
        vec![agreed()],
        set(None, false),
        leads_to(was_set(None, false)),
    );
    check(
        with_milestone(),
        set(None, false),
        breaks(["milestone_exists"]),
    );
}

#[test]
fn a_milestone_beyond_the_plan_is_flagged() {
    let last_day = was_set(Some(PLAN_ENDS), false);
    check(
        vec![agreed()],
        set(Some(PLAN_ENDS), false),
        leads_to(last_day.clone()),
    );
    check(
        vec![agreed()],
        set(Some(PLAN_ENDS), true),
        leads_to(last_day),
    );
    let after = Some("2027-04-01");
    check(
        vec![agreed()],
        set(after, false),
        breaks(["milestone_beyond_plan"]),
    );
    check(
        vec![agreed()],
        set(after, true),
        leads_to(was_set(after, true)),
    );
}

#[test]
fn a_milestone_is_owned_by_a_post_of_a_known_agency() {
    let mut asked = set(None, false);
    if let Command::SetMilestone { owner: of, .. } = &mut asked.command {
        *of = Some(owner(UNKNOWN));
    }
    check(vec![agreed()], asked, breaks(["owner_agency_unknown"]));
}

#[test]
fn only_a_milestone_of_the_action_moves() {
    let broken = || breaks(["milestone_unknown"]);
    check(vec![agreed()], meet(), broken());
    check(vec![agreed()], miss(), broken());
    check(vec![agreed()], reschedule("2026-07-01", false), broken());
}

#[test]
fn a_milestone_is_met_once_be_it_late() {
    check(with_milestone(), meet(), leads_to(met()));
    let mut late = with_milestone();
    late.push(missed());
    check(late, meet(), leads_to(met()));
    let mut twice = with_milestone();
    twice.push(met());
    check(twice.clone(), meet(), breaks(["milestone_already_met"]));
    check(twice, miss(), breaks(["milestone_already_met"]));
}

#[test]
fn a_milestone_is_missed_only_after_its_day() {
    check(with_milestone(), miss(), leads_to(missed()));
    let today = vec![agreed(), was_set(Some(TODAY), false)];
    check(today, miss(), breaks(["milestone_not_yet_due"]));
    let mut twice = with_milestone();
    twice.push(missed());
    check(twice, miss(), breaks(["milestone_already_missed"]));
}

#[test]
fn a_milestone_is_rescheduled_with_a_reason() {
    let later = || reschedule("2026-07-01", false);
    check(with_milestone(), later(), breaks(["reason_required"]));
    let moved = rescheduled("2026-07-01", false);
    check(
        with_milestone(),
        later().because("the trainer was ill"),
        leads_to(moved),
    );
    let same = reschedule("2026-05-01", false).because("a slip");
    check(with_milestone(), same, breaks(["milestone_date_unchanged"]));
    let mut done = with_milestone();
    done.push(met());
    check(
        done,
        later().because("why"),
        breaks(["milestone_already_met"]),
    );
}

#[test]
fn a_milestone_rescheduled_beyond_the_plan_is_flagged() {
    let beyond = |flagged| reschedule("2027-05-01", flagged).because("the grant runs on");
    check(
        with_milestone(),
        beyond(false),
        breaks(["milestone_beyond_plan"]),
    );
    check(
        with_milestone(),
        beyond(true),
        leads_to(rescheduled("2027-05-01", true)),
    );
}

#[test]
fn a_missed_milestone_with_another_date_is_planned_again() {
    let mut given = with_milestone();
    given.extend([missed(), rescheduled("2026-07-01", false)]);
    let scene = after(given);
    let milestone = &scene.world.actions[&id(ACTION)].milestones[&id(MILESTONE)];
    assert_eq!(milestone.standing, MilestoneStanding::Planned);
    assert_eq!(milestone.due, Some(day("2026-07-01")));
}

#[test]
fn an_action_is_not_closed_with_a_milestone_neither_met_nor_missed() {
    let done = |mut given: Vec<Event>| {
        given.extend([super::claimed(), super::verified()]);
        given
    };
    let close = || ask(Command::CloseAction {});
    check(
        done(with_milestone()),
        close(),
        breaks(["milestone_planned"]),
    );
    let mut all_met = with_milestone();
    all_met.push(met());
    check(done(all_met), close(), leads_to(Event::ActionClosed {}));
}

#[test]
fn a_missed_milestone_is_let_go_by_a_decision_with_a_reason() {
    let mut given = with_milestone();
    given.extend([missed(), super::claimed(), super::verified()]);
    let close = || ask(Command::CloseAction {});
    check(given.clone(), close(), breaks(["milestone_missed"]));
    let unreasoned = close().decided_in(decided(MEETING, STANDING));
    check(
        given.clone(),
        unreasoned.clone(),
        breaks(["milestone_missed"]),
    );
    let undecided = close().because("overtaken");
    check(given.clone(), undecided, breaks(["milestone_missed"]));
    let let_go = unreasoned.because("overtaken by the new duty");
    check(given, let_go, leads_to(Event::ActionClosed {}));
}
