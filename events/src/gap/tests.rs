//! The rules of a gap.

use super::{Command, Disposition, GAP_RULES, gap_id};
use crate::given_when_then::{accepted, because, given, id, on_from, planned, refused};
use crate::ids::{PlanId, StreamId, StreamKind};

fn plan() -> StreamId {
    id::<PlanId>(1).into()
}

fn stream() -> StreamId {
    StreamId::new(StreamKind::Gap, gap_id(17, plan()))
}

fn dispose(disposition: Disposition, escalated_to: Option<&str>) -> Command {
    Command::DisposeOfGap {
        rule: 17,
        about: plan(),
        disposition,
        escalated_to: escalated_to.map(str::to_owned),
    }
}

#[test]
fn a_gap_has_the_same_id_for_the_same_rule_and_thing() {
    assert_eq!(gap_id(17, plan()), gap_id(17, plan()));
    assert_ne!(gap_id(17, plan()), gap_id(18, plan()));
    assert_ne!(gap_id(17, plan()), gap_id(17, id::<PlanId>(2).into()));
    assert_eq!(gap_id(17, plan()).get_version_num(), 5);
}

#[test]
fn what_becomes_of_a_gap_is_said_with_a_reason() {
    let world = planned();
    accepted(
        &world,
        (stream(), dispose(Disposition::Accepted, None), because()),
    );
    let bare = (stream(), dispose(Disposition::Accepted, None), given());
    refused(&world, bare, &["reason_required"]);
}

#[test]
fn an_escalated_gap_names_to_whom_and_no_other_does() {
    let world = planned();
    let when = |disposition, to| (stream(), dispose(disposition, to), because());
    accepted(&world, when(Disposition::Escalated, Some("the chair")));
    refused(
        &world,
        when(Disposition::Escalated, None),
        &["escalated_to_nobody"],
    );
    refused(
        &world,
        when(Disposition::Fixed, Some("the chair")),
        &["not_escalated"],
    );
}

#[test]
fn a_gap_is_about_something_there_is_by_a_rule_there_is() {
    let world = planned();
    let about = |rule, about: StreamId| {
        let stream = StreamId::new(StreamKind::Gap, gap_id(rule, about));
        let command = Command::DisposeOfGap {
            rule,
            about,
            disposition: Disposition::Fixed,
            escalated_to: None,
        };
        (stream, command, because())
    };
    accepted(&world, about(*GAP_RULES.end(), plan()));
    refused(
        &world,
        about(GAP_RULES.end() + 1, plan()),
        &["gap_rule_unknown"],
    );
    refused(
        &world,
        about(17, id::<PlanId>(9).into()),
        &["gap_about_unknown"],
    );
    let other = StreamId::new(StreamKind::Gap, gap_id(18, plan()));
    let mixed = (other, dispose(Disposition::Fixed, None), because());
    refused(&world, mixed, &["gap_id_mismatch"]);
}

#[test]
fn a_settled_gap_is_opened_again_first_and_an_escalated_one_may_be_settled() {
    let escalated = on_from(
        planned(),
        vec![(
            stream(),
            dispose(Disposition::Escalated, Some("the chair")).into(),
        )],
    );
    let settle = || dispose(Disposition::Fixed, None);
    let settled = on_from(escalated, vec![(stream(), settle().into())]);
    refused(
        &settled,
        (stream(), settle(), because()),
        &["gap_already_disposed"],
    );
    let reopen = || Command::ReopenGap {};
    refused(
        &settled,
        (stream(), reopen(), given()),
        &["reason_required"],
    );
    let open = on_from(settled, vec![(stream(), reopen().into())]);
    refused(
        &open,
        (stream(), reopen(), because()),
        &["gap_already_open"],
    );
    accepted(&open, (stream(), settle(), because()));
}
