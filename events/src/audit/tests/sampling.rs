//! Freezing the sample, and the meetings that moderate.

use super::*;
use crate::meeting::{Attendance, Presence};

#[test]
fn a_sample_is_frozen_once_with_every_case_that_was_drawn() {
    let world = drawn();
    let when = |cases: &[u128]| (audit(AUDIT), draw_sample(cases), given());
    refused(&world, when(&[11, 12]), &["sample_case_left_out"]);
    refused(&world, when(&[11, 12, 13, 14]), &["sample_case_unknown"]);
    refused(&world, when(&[11, 12, 13, 11]), &["sample_case_repeated"]);
    let nothing = (audit(AUDIT), draw_sample(&[]), given());
    refused(&commissioned(), nothing, &["sample_empty"]);
    let events = accepted(&world, when(&[13, 12, 11]));
    let counts = |event: &crate::event::Event| {
        matches!(
            event,
            crate::event::Event::Audit(Event::SampleDrawn { n: 3, .. })
        )
    };
    assert!(events.iter().all(counts));
    refused(&sampled(), when(&CASES), &["sample_already_drawn"]);
    refused(&approved(), when(&CASES), &["audit_report_approved"]);
}

#[test]
fn grades_are_moderated_by_at_least_two_agencies_that_were_there() {
    let world = sampled();
    let when = |command| (audit(AUDIT), command, given());
    accepted(&world, when(meeting(&[1, 2])));
    refused(&world, when(meeting(&[1])), &["moderated_by_one_agency"]);
    refused(
        &world,
        when(meeting(&[1, 1])),
        &["attending_agency_repeated", "moderated_by_one_agency"],
    );
    refused(
        &world,
        when(meeting(&[1, 9])),
        &["attending_agency_unknown"],
    );
    let attend = |presence| Command::RecordModerationMeeting {
        on: day("2026-06-14"),
        attendance: vec![
            Attendance {
                agency: id(1),
                presence: Presence::Present,
            },
            Attendance {
                agency: id(2),
                presence,
            },
        ],
    };
    accepted(&world, when(attend(Presence::Deputy)));
    refused(
        &world,
        when(attend(Presence::Apologies)),
        &["moderated_by_one_agency"],
    );
}

#[test]
fn a_moderation_meeting_has_been_and_comes_after_the_sample() {
    let mut tomorrow = meeting(&[1, 2]);
    if let Command::RecordModerationMeeting { on, .. } = &mut tomorrow {
        *on = day("2026-06-16");
    }
    refused(
        &sampled(),
        (audit(AUDIT), tomorrow, given()),
        &["moderated_in_the_future"],
    );
    refused(
        &drawn(),
        (audit(AUDIT), meeting(&[1, 2]), given()),
        &["sample_not_drawn"],
    );
}

#[test]
fn how_far_an_audit_has_come_follows_from_its_events_and_its_cases() {
    let stage_of = |world: &crate::world::World| {
        let state = world.audits.get(&id(AUDIT)).cloned().unwrap_or_default();
        stage(&state, id(AUDIT), world)
    };
    assert_eq!(stage_of(&begun()), Stage::Proposed);
    assert_eq!(stage_of(&drawn()), Stage::Commissioned);
    assert_eq!(stage_of(&sampled()), Stage::Sampled);
    assert_eq!(stage_of(&asked()), Stage::Fieldwork);
    assert_eq!(stage_of(&graded()), Stage::Fieldwork);
    assert_eq!(stage_of(&moderated()), Stage::Moderated);
    assert_eq!(stage_of(&found()), Stage::Reported);
    assert_eq!(stage_of(&approved()), Stage::Approved);
    assert_eq!(stage_of(&closable()), Stage::Disseminated);
    assert_eq!(stage_of(&closed()), Stage::Closed);
    let abandoned = vec![(audit(AUDIT), Command::AbandonAudit {}.into())];
    assert_eq!(stage_of(&on_from(asked(), abandoned)), Stage::Abandoned);
}
