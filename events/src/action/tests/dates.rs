//! Due dates, extensions, and what an action waits for.

use super::super::fixture::*;
use super::super::{Command, Event};
use super::{
    ACTION, OTHER, THIRD, after, agreed, agreed_as, agreed_bare, check, check_in, happened,
};
use crate::envelope::DecidedIn;

fn extend(to: &str) -> Asked<Command> {
    ask(Command::ExtendDueDate { to: day(to) }).because("staff left")
}

fn extended() -> Event {
    Event::DueDateExtended {
        from: day("2026-09-30"),
        to: day("2026-12-31"),
    }
}

fn approving() -> DecidedIn {
    DecidedIn {
        meeting: id(MEETING),
        decision: None,
    }
}

#[test]
fn the_first_due_date_is_set_and_later_ones_are_extensions() {
    let set = || {
        ask(Command::SetDueDate {
            to: day("2026-12-31"),
        })
    };
    let was_set = Event::DueDateSet {
        to: day("2026-12-31"),
    };
    check(vec![agreed_bare()], set(), leads_to(was_set.clone()));
    check(
        vec![agreed_bare(), was_set],
        set(),
        breaks(["due_date_already_set"]),
    );
    check(vec![agreed()], set(), breaks(["due_date_already_set"]));
}

#[test]
fn the_first_due_date_is_not_before_the_start() {
    let mut started = agreed();
    if let Event::ActionAgreed { due, .. } = &mut started {
        *due = None;
    }
    let set = |to: &str| ask(Command::SetDueDate { to: day(to) });
    check(
        vec![started.clone()],
        set("2025-12-31"),
        breaks(["due_before_start"]),
    );
    let was_set = Event::DueDateSet {
        to: day("2026-01-01"),
    };
    check(vec![started], set("2026-01-01"), leads_to(was_set));
}

#[test]
fn an_extension_needs_the_meeting_that_approved_it() {
    let later = || extend("2026-12-31");
    check(vec![agreed()], later(), breaks(["extension_not_approved"]));
    let approved = later().decided_in(approving());
    check(vec![agreed()], approved, leads_to(extended()));
    let by_decision = later().decided_in(decided(MEETING, STANDING));
    check(vec![agreed()], by_decision, leads_to(extended()));
    for fallen in [
        decided(MEETING, RESCINDED),
        decided(MEETING, UNRATIFIED),
        DecidedIn {
            meeting: id(CANCELLED),
            decision: None,
        },
    ] {
        let asked = later().decided_in(fallen);
        check(vec![agreed()], asked, breaks(["extension_not_approved"]));
    }
}

#[test]
fn an_extension_needs_a_reason_and_a_later_date() {
    let command = Command::ExtendDueDate {
        to: day("2026-12-31"),
    };
    let asked = ask(command).decided_in(approving());
    check(vec![agreed()], asked, breaks(["reason_required"]));
    for to in ["2026-09-30", "2026-06-30"] {
        let asked = extend(to).decided_in(approving());
        check(vec![agreed()], asked, breaks(["extension_not_later"]));
    }
    let undated = extend("2026-12-31").decided_in(approving());
    check(vec![agreed_bare()], undated, breaks(["due_date_missing"]));
}

#[test]
fn extensions_are_counted_and_move_the_due_date() {
    let scene = after(vec![agreed(), extended()]);
    let state = &scene.world.actions[&id(ACTION)];
    assert_eq!((state.due, state.extensions), (Some(day("2026-12-31")), 1));
}

#[test]
fn more_time_is_asked_for_with_a_reason() {
    let request = || {
        ask(Command::RequestExtension {
            to: day("2026-12-31"),
        })
        .by(council_lead())
    };
    check(vec![agreed()], request(), breaks(["reason_required"]));
    let requested = Event::ExtensionRequested {
        to: day("2026-12-31"),
    };
    check(
        vec![agreed()],
        request().because("staff left"),
        leads_to(requested),
    );
    let sooner = ask(Command::RequestExtension {
        to: day("2026-08-31"),
    })
    .because("sooner");
    check(vec![agreed()], sooner, breaks(["extension_not_later"]));
    let broken = breaks(["due_date_missing"]);
    check(
        vec![agreed_bare()],
        request().because("x").by(manager()),
        broken,
    );
}

#[test]
fn only_time_that_was_asked_for_is_refused_and_with_a_reason() {
    let refuse = || ask(Command::RefuseExtension {});
    let requested = || Event::ExtensionRequested {
        to: day("2026-12-31"),
    };
    let asked = refuse().because("it is too late");
    check(
        vec![agreed()],
        asked.clone(),
        breaks(["extension_not_requested"]),
    );
    check(
        vec![agreed(), requested()],
        refuse(),
        breaks(["reason_required"]),
    );
    let refused = Event::ExtensionRefused {
        to: day("2026-12-31"),
    };
    check(
        vec![agreed(), requested()],
        asked.clone(),
        leads_to(refused.clone()),
    );
    let broken = || breaks(["extension_not_requested"]);
    check(
        vec![agreed(), requested(), refused],
        asked.clone(),
        broken(),
    );
    check(vec![agreed(), requested(), extended()], asked, broken());
}

fn depend(on: u128) -> Asked<Command> {
    ask(Command::DependOnAction { on: id(on) })
}

fn depends(on: u128) -> Event {
    Event::ActionDependsOn { on: id(on) }
}

#[test]
fn an_action_waits_for_another_known_one_once() {
    let mut scene = after(vec![agreed()]);
    happened(&mut scene, OTHER, vec![agreed_as("1.3")]);
    check_in(&scene, depend(OTHER), leads_to(depends(OTHER)));
    check_in(&scene, depend(ACTION), breaks(["depends_on_itself"]));
    check_in(&scene, depend(UNKNOWN), breaks(["depends_on_unknown"]));
    happened(&mut scene, ACTION, vec![depends(OTHER)]);
    check_in(&scene, depend(OTHER), breaks(["depends_already"]));
}

#[test]
fn actions_do_not_wait_for_each_other_in_a_circle() {
    let mut scene = after(vec![agreed()]);
    happened(&mut scene, OTHER, vec![agreed_as("1.3")]);
    happened(&mut scene, THIRD, vec![agreed_as("1.4"), depends(OTHER)]);
    check_in(&scene, depend(THIRD), leads_to(depends(THIRD)));
    happened(&mut scene, OTHER, vec![depends(ACTION)]);
    check_in(&scene, depend(OTHER), breaks(["depends_in_a_circle"]));
    check_in(&scene, depend(THIRD), breaks(["depends_in_a_circle"]));
}
