//! Agreeing an action, its owners, and when it may be changed at all.

use super::super::fixture::*;
use super::super::{Command, DatePrecision, Event, Measure, Owner, Parent};
use super::{ACTION, OTHER, agreed, agreed_as, agreed_bare, check, check_in, claimed};
use super::{discontinued, happened, verified};
use crate::envelope::Role;
use crate::ids::RecommendationId;
use crate::recommendation;

/// The command that leads to [`agreed`].
fn agree() -> Command {
    Command::AgreeAction {
        reference: "1.2".into(),
        plan: id(PLAN),
        priority: id(PRIORITY),
        parent: Parent::Priority(id(PRIORITY)),
        text: "Agree one chronology".into(),
        owners: vec![owner(COUNCIL)],
        start: Some(day("2026-01-01")),
        due: Some(day("2026-09-30")),
        due_precision: DatePrecision::Day,
        timescale: None,
        measures: Vec::new(),
        baseline: None,
        resources: None,
    }
}

/// The same command after a change of some of its fields.
macro_rules! agree_with {
    ($($field:ident: $value:expr),*) => {{
        let mut command = agree();
        if let Command::AgreeAction { $($field,)* .. } = &mut command {
            $(*$field = $value;)*
        }
        ask(command)
    }};
}

fn measure(number: u128) -> Measure {
    Measure {
        measure: id(number),
        text: "Nine in ten cases have one".into(),
    }
}

#[test]
fn an_action_is_agreed_once() {
    check(vec![], ask(agree()), leads_to(agreed()));
    check(
        vec![agreed()],
        ask(agree()),
        breaks(["action_already_agreed"]),
    );
}

#[test]
fn an_action_is_agreed_under_an_open_plan() {
    let unknown = agree_with!(plan: id(UNKNOWN));
    check(vec![], unknown, breaks(["plan_unknown"]));
    let closed = agree_with!(plan: id(CLOSED_PLAN));
    let broken = ["plan_closed", "priority_not_of_plan", "parent_unknown"];
    check(vec![], closed, breaks(broken));
}

#[test]
fn an_action_stands_under_a_priority_of_its_plan_that_is_worked_on() {
    let foreign = agree_with!(priority: id(UNKNOWN));
    check(vec![], foreign, breaks(["priority_not_of_plan"]));
    let retired = agree_with!(priority: id(RETIRED_PRIORITY));
    check(vec![], retired, breaks(["priority_ended"]));
}

#[test]
fn what_an_action_is_there_for_exists() {
    let outcome = agree_with!(parent: Parent::Outcome(id(OUTCOME)));
    let mut expected = agreed();
    if let Event::ActionAgreed { parent, .. } = &mut expected {
        *parent = Parent::Outcome(id(OUTCOME));
    }
    check(vec![], outcome, leads_to(expected));
    for what in [
        Parent::Outcome(id(UNKNOWN)),
        Parent::Priority(id(UNKNOWN)),
        Parent::Recommendation(id(UNKNOWN)),
    ] {
        check(
            vec![],
            agree_with!(parent: what),
            breaks(["parent_unknown"]),
        );
    }
}

#[test]
fn an_action_is_not_agreed_for_a_recommendation_that_goes_on_elsewhere() {
    let mut scene = Scene::begin();
    let recommendation: RecommendationId = id(200);
    let made = recommendation::Event::RecommendationMade {
        reference: "3.1".to_owned(),
        plan: None,
        priority: None,
        theme: None,
        sources: vec![],
        text: "Ask every child".into(),
        addressees: vec![id(1)],
        outcome: None,
        measure: None,
        level: recommendation::Level::Local,
        due: None,
    };
    scene.happened(
        manager(),
        recommendation,
        crate::event::Event::Recommendation(made),
    );
    let what = Parent::Recommendation(recommendation);
    let mut expected = agreed();
    if let Event::ActionAgreed {
        parent: for_what, ..
    } = &mut expected
    {
        *for_what = what;
    }
    check_in(&scene, agree_with!(parent: what), leads_to(expected));
    let merged = recommendation::Event::RecommendationMerged { into: id(201) };
    scene.happened(
        manager(),
        recommendation,
        crate::event::Event::Recommendation(merged),
    );
    check_in(
        &scene,
        agree_with!(parent: what),
        breaks(["parent_gone_on"]),
    );
}

#[test]
fn a_reference_is_unique_in_its_plan() {
    let mut scene = Scene::begin();
    happened(&mut scene, OTHER, vec![agreed_as("1.2 ")]);
    check_in(&scene, ask(agree()), breaks(["reference_taken"]));
    let other = agree_with!(reference: "1.3".into());
    check_in(&scene, other, leads_to(agreed_as("1.3")));
}

#[test]
fn an_action_is_not_due_before_it_starts() {
    let early = agree_with!(due: Some(day("2025-12-31")));
    check(vec![], early, breaks(["due_before_start"]));
    let same_day = agree_with!(due: Some(day("2026-01-01")));
    let mut expected = agreed();
    if let Event::ActionAgreed { due, .. } = &mut expected {
        *due = Some(day("2026-01-01"));
    }
    check(vec![], same_day, leads_to(expected));
}

#[test]
fn a_measure_is_given_once() {
    let twice = agree_with!(measures: vec![measure(1), measure(1)]);
    check(vec![], twice, breaks(["measure_repeated"]));
    let set = || {
        ask(Command::SetActionMeasure {
            measure: measure(1),
        })
    };
    let was_set = Event::ActionMeasureSet {
        measure: measure(1),
    };
    check(vec![agreed()], set(), leads_to(was_set.clone()));
    check(vec![agreed(), was_set], set(), breaks(["measure_exists"]));
}

#[test]
fn an_owner_is_of_a_known_agency() {
    let unknown = agree_with!(owners: vec![owner(UNKNOWN)]);
    check(vec![], unknown, breaks(["owner_agency_unknown"]));
    let unowned = agree_with!(owners: vec![], start: None, due: None);
    check(vec![], unowned, leads_to(agreed_bare()));
}

#[test]
fn every_broken_rule_is_answered_at_once() {
    let wrong = agree_with!(
        priority: id(UNKNOWN),
        owners: vec![owner(UNKNOWN), owner(UNKNOWN)],
        due: Some(day("2025-01-01")),
        measures: vec![measure(1), measure(1)]
    );
    let broken = [
        "priority_not_of_plan",
        "owner_agency_unknown",
        "due_before_start",
        "measure_repeated",
    ];
    check(vec![], wrong, breaks(broken));
}

#[test]
fn only_an_owning_agency_accepts() {
    let accept = |agency: u128| {
        ask(Command::AcceptAction {
            agency: Some(id(agency)),
        })
    };
    let accepted = Event::ActionAccepted {
        agency: Some(id(COUNCIL)),
    };
    check(
        vec![agreed()],
        accept(COUNCIL).by(council_lead()),
        leads_to(accepted),
    );
    check(
        vec![agreed()],
        accept(HEALTH),
        breaks(["accepted_by_no_owner"]),
    );
}

#[test]
fn an_agency_does_not_accept_for_the_partnerships_team() {
    let mut shared = agreed();
    if let Event::ActionAgreed { owners, .. } = &mut shared {
        owners.push(team_owner());
    }
    let accept = || ask(Command::AcceptAction { agency: None });
    let accepted = || leads_to(Event::ActionAccepted { agency: None });
    let by_agency = accept().by(council_lead());
    let broken = breaks(["accepted_for_the_team"]);
    check(vec![shared.clone()], by_agency, broken);
    let officer = somebody("officer", Role::AgencyLead, Some(TEAM));
    check(vec![shared.clone()], accept().by(officer), accepted());
    check(vec![shared], accept().by(manager()), accepted());
}

#[test]
fn an_answer_needs_a_question() {
    let question = || Event::ActionQueried {
        question: "Which teams?".into(),
    };
    let answer = || {
        ask(Command::AnswerActionQuery {
            answer: "All".into(),
        })
    };
    let answered = || Event::ActionQueryAnswered {
        answer: "All".into(),
    };
    let query = ask(Command::QueryAction {
        question: "Which teams?".into(),
    });
    check(
        vec![agreed()],
        query.by(council_lead()),
        leads_to(question()),
    );
    check(vec![agreed()], answer(), breaks(["no_open_query"]));
    check(vec![agreed(), question()], answer(), leads_to(answered()));
    check(
        vec![agreed(), question(), answered()],
        answer(),
        breaks(["no_open_query"]),
    );
}

#[test]
fn words_are_corrected_with_a_reason() {
    let reword = || {
        ask(Command::RewordAction {
            text: "Better words".into(),
        })
    };
    check(vec![agreed()], reword(), breaks(["reason_required"]));
    check(
        vec![agreed()],
        reword().because("  "),
        breaks(["reason_required"]),
    );
    let reworded = Event::ActionReworded {
        text: "Better words".into(),
    };
    check(
        vec![agreed()],
        reword().because("a slip"),
        leads_to(reworded),
    );
}

#[test]
fn an_action_is_reassigned_to_other_known_owners() {
    let reassign = |to: Vec<Owner>| ask(Command::ReassignAction { to });
    let reassigned = Event::ActionReassigned {
        from: vec![owner(COUNCIL)],
        to: vec![owner(HEALTH)],
    };
    check(
        vec![agreed()],
        reassign(vec![owner(HEALTH)]),
        leads_to(reassigned),
    );
    check(vec![agreed()], reassign(vec![]), breaks(["owners_missing"]));
    let unchanged = reassign(vec![owner(COUNCIL)]);
    check(vec![agreed()], unchanged, breaks(["owners_unchanged"]));
    let unknown = reassign(vec![owner(UNKNOWN)]);
    check(vec![agreed()], unknown, breaks(["owner_agency_unknown"]));
}

#[test]
fn only_an_owner_is_reminded() {
    let remind = |to: Owner| ask(Command::SendReminder { to });
    let sent = Event::ReminderSent { to: owner(COUNCIL) };
    check(vec![agreed()], remind(owner(COUNCIL)), leads_to(sent));
    check(
        vec![agreed()],
        remind(owner(HEALTH)),
        breaks(["reminded_no_owner"]),
    );
}

#[test]
fn only_an_overdue_action_is_escalated() {
    let escalate = || {
        ask(Command::EscalateOverdue {
            to: "Executive".into(),
        })
    };
    check(vec![agreed()], escalate(), breaks(["not_overdue"]));
    let due = |to: &str| vec![agreed_bare(), Event::DueDateSet { to: day(to) }];
    check(due(TODAY), escalate(), breaks(["not_overdue"]));
    let escalated = Event::OverdueEscalated {
        to: "Executive".into(),
    };
    check(due("2026-05-31"), escalate(), leads_to(escalated));
    let mut done = due("2026-05-31");
    done.extend([claimed(), verified()]);
    check(done, escalate(), breaks(["not_overdue"]));
}

#[test]
fn nothing_is_asked_of_an_action_that_was_not_agreed() {
    let judged = Command::JudgeActionImpact {
        judgement: super::super::Impact::Some,
        evidence: vec![],
        explanation: "Sooner".into(),
    };
    for command in [Command::CloseAction {}, Command::ReopenAction {}, judged] {
        check(vec![], ask(command), breaks(["action_not_agreed"]));
    }
}

#[test]
fn a_closed_or_discontinued_action_is_only_judged_or_reopened() {
    let ended = [
        (
            vec![agreed(), claimed(), verified(), Event::ActionClosed {}],
            "action_closed",
        ),
        (vec![agreed(), discontinued()], "action_discontinued"),
    ];
    for (given, rule) in ended {
        let report = Command::ReportProgress {
            text: "More".into(),
        };
        check(
            given.clone(),
            ask(report).by(council_lead()),
            breaks([rule]),
        );
        let extend = Command::ExtendDueDate {
            to: day("2026-12-31"),
        };
        check(given.clone(), ask(extend), breaks([rule]));
        check(given.clone(), ask(Command::CloseAction {}), breaks([rule]));
        let reopen = || ask(Command::ReopenAction {});
        check(given.clone(), reopen(), breaks(["reason_required"]));
        let reopened = leads_to(Event::ActionReopened {});
        check(
            given,
            reopen().because("the audit says otherwise"),
            reopened,
        );
    }
    let reopen = ask(Command::ReopenAction {}).because("too early");
    check(vec![agreed()], reopen, breaks(["action_still_open"]));
}

#[test]
fn the_state_says_what_an_action_lacks() {
    let scene = super::after(vec![agreed_bare()]);
    let state = &scene.world.actions[&id(ACTION)];
    assert!(state.is_open() && !state.has_lead() && !state.has_due() && !state.has_measure());
    let measured = Event::ActionMeasureSet {
        measure: measure(1),
    };
    let scene = super::after(vec![agreed(), measured]);
    let state = &scene.world.actions[&id(ACTION)];
    assert!(state.has_lead() && state.has_due() && state.has_measure());
    assert!(state.is_owned_by(Some(id(COUNCIL))) && !state.is_owned_by(None));
}

#[test]
fn an_acceptance_falls_with_its_owner() {
    let given = vec![
        agreed(),
        Event::ActionAccepted {
            agency: Some(id(COUNCIL)),
        },
        Event::ActionReassigned {
            from: vec![owner(COUNCIL)],
            to: vec![owner(HEALTH)],
        },
    ];
    let scene = super::after(given);
    assert!(scene.world.actions[&id(ACTION)].accepted_by.is_empty());
}
