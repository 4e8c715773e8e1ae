//! The rules of a rapid review, each with what it refuses and what it allows.

use super::fixture::*;
use super::*;
use crate::envelope::Role;
use crate::given_when_then::{accepted, because, day, given, id, on_from, refused};
use crate::serious_incident::fixture::{
    BROTHER, INCIDENT, by, coordinator, designate, incident, not_notifiable, notified, notify,
    referred, subject, three_partners, to_notify,
};
use crate::world::Given;

fn when(command: Command, given: Given) -> (crate::ids::StreamId, Command, Given) {
    (review(REVIEW), command, given)
}

mod deciding;
mod gathering;
mod properties;
mod submitting;

#[test]
fn there_is_no_rapid_review_without_a_notification() {
    let open = || when(open(), coordinator());
    refused(&three_partners(), open(), &["incident_unknown"]);
    for world in [referred(), not_notifiable(), to_notify()] {
        refused(&world, open(), &["incident_not_notified"]);
    }
    accepted(&notified(), open());
    let withdrawn = crate::serious_incident::Command::WithdrawNotification {
        on: day("2026-05-27"),
    };
    let history = vec![(incident(INCIDENT), withdrawn.into())];
    refused(
        &on_from(notified(), history),
        open(),
        &["incident_withdrawn"],
    );
}

#[test]
fn an_incident_has_one_rapid_review() {
    refused(
        &opened(),
        when(open(), given()),
        &["rapid_review_already_open"],
    );
    refused(
        &opened(),
        (review(62), open(), given()),
        &["incident_already_reviewed"],
    );
    refused(
        &notified(),
        when(request(2), given()),
        &["rapid_review_not_open"],
    );
}

#[test]
fn the_review_is_pinned_and_its_day_is_worked_out() {
    let events = accepted(&notified(), when(open(), given()));
    let opened = Event::RapidReviewOpened {
        incident: id(INCIDENT),
        reference: "SI-07".to_owned(),
        rule_set: "wt2026".to_owned(),
        trigger: crate::rule_set::Trigger::Notified,
        trigger_on: day("2026-05-22"),
        due: Some(day("2026-06-15")),
    };
    assert_eq!(events, [crate::event::Event::RapidReview(opened)]);
}

#[test]
fn past_the_table_of_bank_holidays_the_review_has_no_day_and_is_still_opened() {
    let mut late = given();
    late.today = day("2028-12-22");
    late.occurred_on = late.today;
    let mut world = to_notify();
    let telling = crate::world::Command::SeriousIncident(notify("2028-12-22"));
    let events = world.decide(incident(INCIDENT), telling, &late).unwrap();
    world.imagine(incident(INCIDENT), &events, &late);
    let events = accepted(&world, when(open(), late));
    assert!(matches!(
        events.as_slice(),
        [crate::event::Event::RapidReview(Event::RapidReviewOpened {
            due: None,
            ..
        })]
    ));
}

#[test]
fn the_lead_area_changes_with_a_reason() {
    let lead = |area: &str| Command::AgreeLeadArea {
        area: area.to_owned(),
    };
    let world = then(opened(), vec![lead("Anyshire")]);
    refused(
        &world,
        when(lead("Anyshire"), because()),
        &["lead_area_unchanged"],
    );
    refused(
        &world,
        when(lead("Othershire"), given()),
        &["reason_required"],
    );
    accepted(&world, when(lead("Othershire"), because()));
}

#[test]
fn records_are_secured_by_agencies() {
    let secure = |agencies: &[u128], on: &str| {
        let agencies = agencies.iter().map(|one| id(*one)).collect();
        when(
            Command::SecureRecords {
                agencies,
                on: day(on),
            },
            given(),
        )
    };
    accepted(&opened(), secure(&[1, 2], "2026-05-26"));
    refused(&opened(), secure(&[], "2026-05-26"), &["secured_missing"]);
    refused(&opened(), secure(&[9], "2026-05-26"), &["agencies_unknown"]);
    refused(&opened(), secure(&[1], "2026-06-16"), &["on_in_the_future"]);
}

#[test]
fn the_day_plan_stays_in_order_and_within_the_clock() {
    let days = |from, to| Days { from, to };
    let plan = |summaries, meeting, executive| {
        let command = Command::SetDayPlan {
            summaries,
            meeting,
            executive,
        };
        when(command, given())
    };
    let world = opened();
    accepted(&world, plan(days(1, 8), days(9, 11), days(12, 15)));
    let backwards = plan(days(8, 1), days(9, 11), days(12, 15));
    refused(&world, backwards, &["day_plan_out_of_order"]);
    let crossed = plan(days(1, 12), days(9, 11), days(12, 15));
    refused(&world, crossed, &["day_plan_out_of_order"]);
    let long = plan(days(1, 8), days(9, 11), days(12, 16));
    refused(&world, long, &["day_plan_too_long"]);
}
