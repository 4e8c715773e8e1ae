//! The rules of a serious incident, each with what it refuses and what it allows.

use super::fixture::*;
use super::*;
use crate::envelope::Role;
use crate::given_when_then::{accepted, because, day, given, id, on_from, refused};
use crate::world::Given;

fn when(command: Command, given: Given) -> (crate::ids::StreamId, Command, Given) {
    (incident(INCIDENT), command, given)
}

mod clocks;
mod notifying;

#[test]
fn an_incident_is_referred_once_under_a_reference_of_its_own() {
    let world = three_partners();
    accepted(&world, when(refer(), coordinator()));
    refused(
        &world,
        when(refer(), by(Role::PqaCoordinator, None)),
        &["role_may_not"],
    );
    let world = referred();
    refused(
        &world,
        when(refer(), given()),
        &["incident_already_referred"],
    );
    refused(
        &world,
        (incident(42), refer(), given()),
        &["reference_taken"],
    );
    let early = when(aware("2026-05-18"), given());
    refused(&three_partners(), early, &["incident_not_referred"]);
}

#[test]
fn an_incident_is_referred_by_an_agency_of_the_partnership_and_not_tomorrow() {
    let with = |agency, on: &str| {
        let mut command = refer();
        if let Command::ReferIncident {
            agency: a, on: o, ..
        } = &mut command
        {
            *a = id(agency);
            *o = day(on);
        }
        command
    };
    let world = three_partners();
    refused(
        &world,
        when(with(9, "2026-05-18"), given()),
        &["incident_agency_unknown"],
    );
    refused(
        &world,
        when(with(2, "2026-06-16"), given()),
        &["on_in_the_future"],
    );
    accepted(&world, when(with(2, "2026-06-15"), given()));
}

#[test]
fn a_correction_says_why() {
    let correct = || Command::CorrectIncident {
        nature: Nature::Death,
        harm_from: HarmFrom::Both,
    };
    let world = referred();
    refused(&world, when(correct(), given()), &["reason_required"]);
    accepted(&world, when(correct(), because()));
}

#[test]
fn the_day_of_becoming_aware_is_recorded_once_with_the_rule_set_in_force() {
    let world = referred();
    let events = accepted(&world, when(aware("2026-05-18"), given()));
    let pinned = Event::LocalAuthorityBecameAware {
        on: day("2026-05-18"),
        rule_set: "wt2026".to_owned(),
    };
    assert_eq!(events, [crate::event::Event::SeriousIncident(pinned)]);
    refused(
        &world,
        when(aware("2026-06-16"), given()),
        &["on_in_the_future"],
    );
    refused(
        &world,
        when(aware("2017-01-09"), given()),
        &["no_rule_set_in_force"],
    );
    refused(
        &known(),
        when(aware("2026-05-19"), given()),
        &["awareness_already_recorded"],
    );
}

#[test]
fn no_command_takes_a_due_date_or_stops_a_clock() {
    use crate::command::{Command as Any, CommandError};
    use crate::ids::StreamKind;
    for (kind, word, body) in [
        (
            StreamKind::SeriousIncident,
            "become_aware",
            r#"{"on":"2026-05-18","due":"2026-12-01"}"#,
        ),
        (
            StreamKind::SeriousIncident,
            "explain_late_notification",
            r#"{"words":"x","pause":true}"#,
        ),
        (
            StreamKind::RapidReview,
            "record_delay_reason",
            r#"{"words":"x","told":"x","on":"2026-05-18","due":"2026-12-01"}"#,
        ),
    ] {
        let body = serde_json::from_str(body).unwrap();
        let fault = Any::from_parts(kind, word, body).unwrap_err();
        assert!(matches!(fault, CommandError::Body { .. }), "{fault}");
    }
    let none = serde_json::json!({});
    let fault = Any::from_parts(StreamKind::RapidReview, "pause_clock", none).unwrap_err();
    assert!(matches!(fault, CommandError::Unknown { .. }), "{fault}");
}

#[test]
fn the_review_group_and_administrators_give_no_commands_of_the_coordinator() {
    for role in [
        Role::ReviewGroupMember,
        Role::AgencyLead,
        Role::Administrator,
    ] {
        let lead = by(role, (role == Role::AgencyLead).then_some(2));
        refused(
            &referred(),
            when(aware("2026-05-18"), lead),
            &["role_may_not"],
        );
    }
    let history = vec![(incident(INCIDENT), aware("2026-05-18").into())];
    assert!(
        on_from(referred(), history).incidents[&id(INCIDENT)]
            .aware_on
            .is_some()
    );
}
