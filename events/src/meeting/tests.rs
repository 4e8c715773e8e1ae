//! The rules of a meeting.

use super::{Attendance, Command, Dissent, Event, Presence};
use crate::evidence::{self, FileRef};
use crate::given_when_then::{
    accepted, because, begun, day, decided_in, given, held, id, moment, on_from, refused,
};
use crate::ids::{DecisionId, EvidenceId, MeetingId, StreamId};
use crate::world::{Given, World};

fn stream(number: u128) -> StreamId {
    id::<MeetingId>(number).into()
}

fn decide(number: u128, subject_to_ratification: bool) -> Command {
    Command::MakeDecision {
        decision: id(number),
        text: "agreed".into(),
        rationale: "because".into(),
        dissent: Vec::new(),
        subject_to_ratification,
    }
}

fn freeze(paper: u128, title: &str, as_at: &str) -> Command {
    Command::FreezePaper {
        paper: id(paper),
        title: title.to_owned(),
        as_at: moment(as_at),
        file: file(3),
    }
}

fn file(size_bytes: u64) -> FileRef {
    FileRef {
        sha256: "ab".repeat(32).as_str().into(),
        name: "Position.pdf".into(),
        size_bytes,
        media_type: "application/pdf".to_owned(),
        kept: None,
    }
}

fn ratify(number: u128) -> Command {
    Command::RatifyDecision {
        decision: id(number),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a test wants one kind")]
fn quorate(world: &World, command: Command) -> bool {
    match &accepted(world, (stream(1), command, given()))[0] {
        crate::event::Event::Meeting(Event::MeetingHeld { quorate, .. }) => *quorate,
        other => panic!("{other:?}"),
    }
}

/// Meeting 1 without and meeting 2 with a quorum, 1 deciding decision 1 for ratification, 2
/// deciding decision 2.
fn two_meetings() -> World {
    on_from(
        begun(),
        vec![
            (stream(1), held("2026-05-01", &[1]).into()),
            (stream(1), decide(1, true).into()),
            (stream(2), held("2026-06-01", &[1, 2]).into()),
            (stream(2), decide(2, false).into()),
        ],
    )
}

#[test]
fn whether_a_meeting_was_quorate_follows_from_the_members_there() {
    assert!(quorate(&begun(), held("2026-06-01", &[1, 2])));
    assert!(!quorate(&begun(), held("2026-06-01", &[1])));
    let mixed = |presence| Command::HoldMeeting {
        group: id(1),
        on: day("2026-06-01"),
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
    assert!(quorate(&begun(), mixed(Presence::Deputy)));
    assert!(!quorate(&begun(), mixed(Presence::Apologies)));
    assert!(!quorate(&begun(), mixed(Presence::Absent)));
}

#[test]
fn a_meeting_is_recorded_once_of_a_known_group_with_who_was_there() {
    let when = |command| (stream(1), command, given());
    refused(
        &begun(),
        when(held("2026-06-16", &[1])),
        &["held_in_the_future"],
    );
    refused(
        &begun(),
        when(held("2026-06-01", &[9])),
        &["agency_unknown"],
    );
    refused(
        &begun(),
        when(held("2026-06-01", &[1, 1])),
        &["agency_repeated"],
    );
    refused(&begun(), when(held("2026-06-01", &[])), &["no_attendance"]);
    let before = Given {
        occurred_on: day("2026-05-31"),
        ..given()
    };
    let early = (stream(1), held("2026-06-01", &[1]), before);
    refused(&begun(), early, &["held_after_recorded_day"]);
    let elsewhere = Command::HoldMeeting {
        group: id(9),
        on: day("2026-06-01"),
        attendance: vec![Attendance {
            agency: id(1),
            presence: Presence::Present,
        }],
    };
    refused(&begun(), when(elsewhere), &["group_unknown"]);
    refused(
        &two_meetings(),
        when(held("2026-06-01", &[1])),
        &["already_recorded"],
    );
}

#[test]
fn a_meeting_is_cancelled_for_a_reason_and_decides_nothing() {
    let cancel = || Command::CancelMeeting {
        group: id(1),
        on: day("2026-07-01"),
    };
    refused(
        &begun(),
        (stream(1), cancel(), given()),
        &["reason_required"],
    );
    refused(
        &two_meetings(),
        (stream(1), cancel(), because()),
        &["already_recorded"],
    );
    let world = on_from(begun(), vec![(stream(1), cancel().into())]);
    refused(
        &world,
        (stream(1), decide(1, false), given()),
        &["not_held"],
    );
    let nowhere = Command::CancelMeeting {
        group: id(9),
        on: day("2026-07-01"),
    };
    refused(
        &begun(),
        (stream(1), nowhere, because()),
        &["group_unknown"],
    );
}

#[test]
fn without_a_quorum_a_decision_is_only_made_subject_to_ratification() {
    let world = two_meetings();
    accepted(&world, (stream(1), decide(3, true), given()));
    refused(
        &world,
        (stream(1), decide(3, false), given()),
        &["not_quorate"],
    );
    accepted(&world, (stream(2), decide(3, false), given()));
    refused(
        &world,
        (stream(2), decide(3, true), given()),
        &["ratification_not_needed"],
    );
}

#[test]
fn a_decision_is_made_once_not_before_its_meeting_and_dissent_is_an_agencys() {
    let world = two_meetings();
    refused(
        &world,
        (stream(2), decide(1, false), given()),
        &["decision_already_made"],
    );
    let before = Given {
        occurred_on: day("2026-05-31"),
        ..given()
    };
    refused(
        &world,
        (stream(2), decide(3, false), before),
        &["decision_before_meeting"],
    );
    refused(
        &world,
        (stream(9), decide(3, false), given()),
        &["not_held"],
    );
    let dissent = |agency| Command::MakeDecision {
        decision: id(3),
        text: "agreed".into(),
        rationale: "because".into(),
        dissent: vec![Dissent {
            agency: id(agency),
            position: "too soon".into(),
        }],
        subject_to_ratification: false,
    };
    accepted(&world, (stream(2), dissent(2), given()));
    refused(
        &world,
        (stream(2), dissent(9), given()),
        &["agency_unknown"],
    );
}

#[test]
fn a_later_quorate_meeting_of_the_same_group_ratifies_by_a_decision() {
    let world = two_meetings();
    let decision: DecisionId = id(1);
    assert!(!world.meetings[&id(1)].decision_stands(decision));
    let when = |given| (stream(1), ratify(1), given);
    let events = accepted(&world, when(decided_in(id(2), Some(id(2)))));
    let mut moved = world.clone();
    let on = given().occurred_on;
    moved.evolve_parts(&crate::given_when_then::envelope(stream(1), on), &events[0]);
    assert!(moved.meetings[&id(1)].decision_stands(decision));
    refused(&world, when(given()), &["ratified_without_decision"]);
    refused(
        &world,
        when(decided_in(id(2), None)),
        &["ratified_without_decision"],
    );
    let again = (stream(1), ratify(1), decided_in(id(2), Some(id(2))));
    refused(&moved, again, &["decision_not_waiting"]);
    let unknown = (stream(1), ratify(9), decided_in(id(2), Some(id(2))));
    refused(&world, unknown, &["decision_unknown"]);
}

#[test]
fn a_meeting_without_a_quorum_or_not_later_ratifies_nothing() {
    let world = on_from(
        two_meetings(),
        vec![
            (stream(3), held("2026-06-02", &[2]).into()),
            (stream(3), decide(3, true).into()),
            (stream(4), held("2026-04-01", &[1, 2]).into()),
            (stream(4), decide(4, false).into()),
        ],
    );
    let when = |given| (stream(1), ratify(1), given);
    let inquorate = decided_in(id(3), Some(id(3)));
    let rules = ["ratified_without_quorum", "decision_does_not_stand"];
    refused(&world, when(inquorate), &rules);
    let earlier = decided_in(id(4), Some(id(4)));
    refused(&world, when(earlier), &["ratified_not_later"]);
}

#[test]
fn another_groups_meeting_ratifies_nothing() {
    let group = crate::partnership::Command::ConstituteSubGroup {
        group: id(2),
        name: "Audit group".to_owned(),
        terms_of_reference: None,
        quorum: 1,
        meetings_per_year: 4,
        members: Vec::new(),
        joint_with: None,
    };
    let meeting = Command::HoldMeeting {
        group: id(2),
        on: day("2026-06-03"),
        attendance: vec![Attendance {
            agency: id(1),
            presence: Presence::Present,
        }],
    };
    let world = on_from(
        two_meetings(),
        vec![
            (crate::given_when_then::partnership(), group.into()),
            (stream(5), meeting.into()),
            (stream(5), decide(5, false).into()),
        ],
    );
    let when = (stream(1), ratify(1), decided_in(id(5), Some(id(5))));
    refused(&world, when, &["ratified_in_other_group"]);
}

#[test]
fn a_decision_is_rescinded_once_for_a_reason() {
    let rescind = |number| Command::RescindDecision {
        decision: id(number),
    };
    let world = two_meetings();
    refused(
        &world,
        (stream(2), rescind(2), given()),
        &["reason_required"],
    );
    refused(
        &world,
        (stream(2), rescind(9), because()),
        &["decision_unknown"],
    );
    let fallen = on_from(world, vec![(stream(2), rescind(2).into())]);
    assert!(!fallen.meetings[&id(2)].decision_stands(id(2)));
    refused(
        &fallen,
        (stream(2), rescind(2), because()),
        &["decision_already_rescinded"],
    );
}

#[test]
fn minutes_are_approved_once_and_only_of_a_meeting_that_was_held() {
    let approve = || Command::ApproveMinutes {};
    refused(&begun(), (stream(1), approve(), given()), &["not_held"]);
    let world = on_from(two_meetings(), vec![(stream(1), approve().into())]);
    refused(
        &world,
        (stream(1), approve(), given()),
        &["minutes_already_approved"],
    );
}

#[test]
fn a_paper_is_frozen_for_a_meeting_that_was_held() {
    let freeze = || freeze(1, "The position", "2026-06-01T09:00:00Z");
    accepted(&two_meetings(), (stream(1), freeze(), given()));
    refused(
        &two_meetings(),
        (stream(9), freeze(), given()),
        &["not_held"],
    );
    let cancel = Command::CancelMeeting {
        group: id(1),
        on: day("2026-07-01"),
    };
    let world = on_from(begun(), vec![(stream(3), cancel.into())]);
    refused(&world, (stream(3), freeze(), given()), &["not_held"]);
}

#[test]
fn a_paper_tells_what_was_recorded_by_a_moment_that_has_been() {
    let world = two_meetings();
    let when = |as_at| (stream(1), freeze(1, "The position", as_at), given());
    accepted(&world, when("2026-06-15T12:00:00Z"));
    let rules = ["as_at_in_the_future"];
    refused(&world, when("2026-06-15T12:00:00.000001Z"), &rules);
}

#[test]
fn a_frozen_paper_is_not_frozen_again_its_new_version_has_a_title_of_its_own() {
    let first = freeze(1, "The position", "2026-06-01T09:00:00Z");
    let world = on_from(two_meetings(), vec![(stream(1), first.into())]);
    let again = |number, paper, title| {
        let frozen = freeze(paper, title, "2026-06-02T09:00:00Z");
        (stream(number), frozen, given())
    };
    accepted(&world, again(1, 2, "The position, second version"));
    accepted(&world, again(2, 2, "The position"));
    let rules = ["paper_already_frozen"];
    refused(&world, again(1, 2, "The position"), &rules);
    refused(&world, again(1, 2, " the POSITION "), &rules);
    refused(&world, again(2, 1, "Another paper"), &["paper_known"]);
    let told = world
        .decide(stream(1), again(1, 2, "The position").1.into(), &given())
        .unwrap_err();
    assert!(told[0].message.contains("on 15 June 2026"), "{told:?}");
}

#[test]
fn the_id_of_a_paper_is_no_evidences() {
    let lodge = evidence::Command::LodgeEvidence {
        file: None,
        reference: Some("the office".into()),
        evidence_date: day("2026-06-01"),
        source: None,
        describes: "minutes".into(),
    };
    let piece = id::<EvidenceId>(7).into();
    let world = on_from(two_meetings(), vec![(piece, lodge.into())]);
    let frozen = |paper| freeze(paper, "The position", "2026-06-01T09:00:00Z");
    accepted(&world, (stream(1), frozen(8), given()));
    refused(&world, (stream(1), frozen(7), given()), &["paper_known"]);
}

#[test]
fn the_file_of_a_paper_is_held_to_the_limits_of_evidence() {
    let world = two_meetings();
    let of = |size_bytes, media_type: &str| {
        let frozen = Command::FreezePaper {
            paper: id(1),
            title: "The position".to_owned(),
            as_at: moment("2026-06-01T09:00:00Z"),
            file: FileRef {
                media_type: media_type.to_owned(),
                ..file(size_bytes)
            },
        };
        (stream(1), frozen, given())
    };
    accepted(&world, of(evidence::FILE_BYTES_MAX, "text/plain"));
    refused(&world, of(0, "text/plain"), &["file_empty"]);
    let rules = ["file_too_large"];
    refused(
        &world,
        of(evidence::FILE_BYTES_MAX + 1, "text/plain"),
        &rules,
    );
    refused(&world, of(3, "pdf"), &["media_type_malformed"]);
}
