//! The append contract: expectations, resent ids, several streams, limits.

use crate::support::{add, commit, event, id, key, open, stream};
use events::log::{
    AppendError, Appended, Commit, Disclosed, Expected, Known, Reader, Retry, SubmitError,
};
use serde_json::json;
use tempfile::tempdir;

const A: u128 = 1;
const B: u128 = 2;
const C: u128 = 3;

#[expect(clippy::unnecessary_wraps, reason = "it is compared with a result")]
fn already(positions: &[u64]) -> Result<Appended, AppendError> {
    Ok(Appended {
        positions: positions.to_vec(),
        versions: positions.to_vec(),
        already: true,
    })
}

fn conflict(expected: Expected, actual: u64) -> Result<Appended, AppendError> {
    Err(AppendError::Conflict {
        stream: stream(1),
        expected,
        actual,
    })
}

#[test]
fn positions_and_versions_count_from_one() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let first = add(&log, stream(1), Expected::NoStream, [A, B]).unwrap();
    assert_eq!(
        (first.positions, first.versions, first.already),
        (vec![1, 2], vec![1, 2], false)
    );
    let second = add(&log, stream(2), Expected::NoStream, [C]).unwrap();
    assert_eq!((second.positions, second.versions), (vec![3], vec![1]));
    assert_eq!(log.size(), 3);
}

/// A stream holds six events, written one by one. What is sent again is answered with where it
/// stands, whatever is expected; what is new must meet its expectation.
#[test]
fn a_resent_event_keeps_its_place_and_a_new_one_must_meet_its_expectation() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    for n in 1..=6 {
        add(&log, stream(1), Expected::Exactly(n - 1), [u128::from(n)]).unwrap();
    }
    let send = |expected, numbers: &[u128]| add(&log, stream(1), expected, numbers.to_vec());
    let expectations = [
        Expected::NoStream,
        Expected::StreamExists,
        Expected::Any,
        Expected::Exactly(0),
        Expected::Exactly(4),
        Expected::Exactly(5),
        Expected::Exactly(6),
        Expected::Exactly(7),
    ];
    for expected in expectations {
        assert_eq!(send(expected, &[A]), already(&[1]));
        assert_eq!(send(expected, &[A, B, C]), already(&[1, 2, 3]));
        assert_eq!(send(expected, &[6]), already(&[6]));
        assert_eq!(send(expected, &[6, A]), already(&[6, 1]));
        let partly = AppendError::PartlyRecorded {
            known: id(A),
            new: id(7),
        };
        assert_eq!(send(expected, &[A, 7]), Err(partly));
        let partly = AppendError::PartlyRecorded {
            known: id(6),
            new: id(7),
        };
        assert_eq!(send(expected, &[7, 6]), Err(partly));
    }
    for stale in [
        Expected::NoStream,
        Expected::Exactly(0),
        Expected::Exactly(5),
        Expected::Exactly(7),
    ] {
        assert_eq!(send(stale, &[7]), conflict(stale, 6));
    }
    assert_eq!(log.size(), 6);
    for (n, expected) in [
        (7, Expected::Exactly(6)),
        (8, Expected::Any),
        (9, Expected::StreamExists),
    ] {
        assert_eq!(
            send(expected, &[n]).unwrap().positions,
            [u64::try_from(n).unwrap()]
        );
    }
}

#[test]
fn a_batch_is_resent_whole_or_in_part_but_never_changed() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let batch = || 1..=10;
    add(&log, stream(1), Expected::NoStream, batch()).unwrap();
    let all: Vec<u64> = (1..=10).collect();
    for expected in [
        Expected::NoStream,
        Expected::Any,
        Expected::Exactly(9),
        Expected::Exactly(10),
    ] {
        assert_eq!(add(&log, stream(1), expected, batch()), already(&all));
    }
    for changed in 0..10 {
        let mut batch = commit(stream(1), Expected::Any, batch());
        batch.events[changed].data["number"] = json!(99);
        let (id, position) = (batch.events[changed].id, changed as u64 + 1);
        assert_eq!(
            log.append(batch),
            Err(AppendError::OtherContent { id, position })
        );
    }
    for other in 0..10 {
        let mut batch = commit(stream(1), Expected::Any, batch());
        batch.events[other].id = id(50);
        let refused = log.append(batch);
        assert!(
            matches!(refused, Err(AppendError::PartlyRecorded { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(log.size(), 10);
}

#[test]
fn an_id_is_taken_in_every_stream() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::NoStream, [A]).unwrap();
    let other = add(&log, stream(2), Expected::Any, [A]);
    assert_eq!(
        other,
        Err(AppendError::OtherContent {
            id: id(A),
            position: 1
        })
    );
}

#[test]
fn every_word_and_every_field_counts_when_an_event_is_resent() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let mut sent = commit(stream(1), Expected::NoStream, [A]);
    sent.events[0].reason = Some("because".into());
    log.append(sent.clone()).unwrap();
    assert_eq!(log.append(sent.clone()), already(&[1]));
    let changed = |change: &dyn Fn(&mut events::log::NewEvent)| {
        let mut commit = sent.clone();
        change(&mut commit.events[0]);
        log.append(commit)
    };
    let refused = Err(AppendError::OtherContent {
        id: id(A),
        position: 1,
    });
    assert_eq!(
        changed(&|event| event.data["words"]["plain"] = json!("other words")),
        refused
    );
    assert_eq!(
        changed(&|event| event.reason = Some("otherwise".into())),
        refused
    );
    assert_eq!(changed(&|event| event.reason = None), refused);
    assert_eq!(changed(&|event| event.late = true), refused);
    assert_eq!(changed(&|event| event.schema = 2), refused);
    assert_eq!(
        changed(&|event| event.type_name = "other".to_owned()),
        refused
    );
    assert_eq!(
        changed(&|event| event.occurred_on = event.occurred_on.pred_opt().unwrap()),
        refused
    );
}

#[test]
fn a_resent_event_is_known_after_reopening() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::NoStream, [A, B]).unwrap();
    log.close();
    let log = open(folder.path());
    assert_eq!(
        add(&log, stream(1), Expected::NoStream, [A, B]),
        already(&[1, 2])
    );
    let mut changed = commit(stream(1), Expected::Any, [A]);
    changed.events[0].data["words"]["plain"] = json!("other words");
    assert_eq!(
        log.append(changed),
        Err(AppendError::OtherContent {
            id: id(A),
            position: 1
        })
    );
}

#[test]
fn a_commit_over_several_streams_is_all_or_nothing() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(2), Expected::NoStream, [A]).unwrap();
    let both = |first, second| Commit {
        streams: vec![(stream(1), first), (stream(2), second)],
        events: vec![
            event(10, stream(1)),
            event(11, stream(2)),
            event(12, stream(1)),
        ],
        fingerprint: None,
    };
    let refused = log.append(both(Expected::NoStream, Expected::NoStream));
    let expected = Expected::NoStream;
    assert_eq!(
        refused,
        Err(AppendError::Conflict {
            stream: stream(2),
            expected,
            actual: 1
        })
    );
    assert_eq!(log.size(), 1);
    let done = log
        .append(both(Expected::NoStream, Expected::Exactly(1)))
        .unwrap();
    assert_eq!(
        (done.positions, done.versions),
        (vec![2, 3, 4], vec![1, 2, 2])
    );
    assert_eq!(log.stream(stream(1), 1).unwrap(), [2, 4]);
    assert_eq!(log.stream(stream(2), 1).unwrap(), [1, 3]);
    assert_eq!(log.stream(stream(2), 2).unwrap(), [3]);
}

#[test]
fn a_stream_may_be_expected_without_being_written() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let resting = |expected| Commit {
        streams: vec![(stream(1), Expected::Any), (stream(2), expected)],
        events: vec![event(A, stream(1))],
        fingerprint: None,
    };
    let refused = log.append(resting(Expected::StreamExists));
    assert!(matches!(
        refused,
        Err(AppendError::Conflict { actual: 0, .. })
    ));
    assert_eq!(
        log.append(resting(Expected::NoStream)).unwrap().positions,
        [1]
    );
}

#[test]
fn an_existing_stream_can_be_asked_for() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let missing = add(&log, stream(1), Expected::StreamExists, [A]);
    assert_eq!(missing, conflict(Expected::StreamExists, 0));
    add(&log, stream(1), Expected::Any, [A]).unwrap();
    assert!(add(&log, stream(1), Expected::StreamExists, [B]).is_ok());
}

#[test]
fn a_stale_expectation_is_refused_though_what_came_between_expected_nothing() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::NoStream, [A]).unwrap();
    add(&log, stream(1), Expected::Any, [B]).unwrap();
    let stale = Expected::Exactly(1);
    assert_eq!(add(&log, stream(1), stale, [C]), conflict(stale, 2));
    assert!(add(&log, stream(1), Expected::Exactly(2), [C]).is_ok());
    assert_eq!(log.size(), 3);
}

#[test]
fn an_empty_commit_is_well_and_writes_nothing() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    assert_eq!(log.append(Commit::default()), Ok(Appended::default()));
    assert_eq!(
        add(&log, stream(1), Expected::Any, []),
        Ok(Appended::default())
    );
    assert_eq!(
        add(&log, stream(1), Expected::Exactly(3), []),
        conflict(Expected::Exactly(3), 0)
    );
    assert_eq!(log.size(), 0);
}

#[test]
fn a_commit_that_contradicts_itself_is_refused() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    assert_eq!(
        add(&log, stream(1), Expected::Any, [A, A]),
        Err(AppendError::SameIdTwice(id(A)))
    );
    let unnamed = Commit {
        events: vec![event(A, stream(1))],
        ..Commit::default()
    };
    assert_eq!(
        log.append(unnamed),
        Err(AppendError::NoExpectation(stream(1)))
    );
    let mut twice = commit(stream(1), Expected::Any, [A]);
    twice.streams.push((stream(1), Expected::NoStream));
    assert_eq!(log.append(twice), Err(AppendError::StreamTwice(stream(1))));
    assert_eq!(log.size(), 0);
}

#[test]
fn what_is_too_large_or_has_no_canonical_form_is_refused_whole() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let with = |data| {
        let mut commit = commit(stream(1), Expected::Any, [A, B]);
        commit.events[1].data = data;
        log.append(commit)
    };
    let text_of = |bytes: usize| json!({ "words": { "plain": "x".repeat(bytes) } });
    assert!(matches!(
        with(text_of(16 * 1024 + 1)),
        Err(AppendError::TooLarge { what: "a text", .. })
    ));
    let large = json!({ "code": "x".repeat(64 * 1024) });
    assert!(matches!(
        with(large),
        Err(AppendError::TooLarge {
            what: "an event",
            ..
        })
    ));
    assert!(matches!(
        with(json!({ "share": 0.5 })),
        Err(AppendError::Unwritable { .. })
    ));
    assert!(matches!(
        with(json!([1])),
        Err(AppendError::Unwritable { .. })
    ));
    let bare = json!({ "words": { "commitment": "00".repeat(32) } });
    assert!(matches!(with(bare), Err(AppendError::Unwritable { .. })));
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let refused = with(json!({ "deep": deep }));
    assert!(matches!(refused, Err(AppendError::Unwritable { .. })));
    let many = add(&log, stream(1), Expected::Any, 1..=10_001);
    assert!(matches!(
        many,
        Err(AppendError::TooLarge {
            what: "a commit",
            ..
        })
    ));
    assert_eq!(log.size(), 0);
    assert!(with(text_of(16 * 1024)).is_ok());
}

#[test]
fn a_decision_sees_every_commit_before_it() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [A]).unwrap();
    let decided = log.submit(|seen: &crate::support::Seen, _| {
        assert_eq!(*seen.staged.lock().unwrap(), [1]);
        Ok::<_, ()>(commit(stream(1), Expected::Exactly(1), [B]))
    });
    assert_eq!(decided.unwrap().positions, [2]);
    let refused = log.submit(|_, _| Err::<Commit, _>("the rules say no"));
    assert!(matches!(
        refused,
        Err(SubmitError::Refused("the rules say no"))
    ));
    assert_eq!(log.size(), 2);
}

#[test]
fn a_decision_that_breaks_down_harms_nobody_else() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let broken = log.submit(|_: &crate::support::Seen, _| -> Result<Commit, ()> {
        std::panic::panic_any("a rule broke down");
    });
    assert!(matches!(broken, Err(SubmitError::BrokeDown)));
    assert!(add(&log, stream(1), Expected::NoStream, [A]).is_ok());
}

#[test]
fn a_command_sent_again_is_not_decided_again() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let retry = |words: &str| Retry {
        first: id(A),
        fingerprint: words.as_bytes().to_vec(),
    };
    assert_eq!(log.known(&retry("close it")), Ok(Known::New));
    let first = log.submit_once(retry("close it"), |_, _| {
        Ok::<_, ()>(commit(stream(1), Expected::NoStream, [A, B]))
    });
    assert_eq!(first.unwrap().positions, [1, 2]);
    let again = log.submit_once(retry("close it"), |_, _| Err("it is closed already"));
    assert_eq!(again.unwrap(), already(&[1, 2]).unwrap());
    let other = log.submit_once(retry("open it"), |_, _| Err(()));
    let refused = AppendError::OtherContent {
        id: id(A),
        position: 1,
    };
    assert!(matches!(other, Err(SubmitError::Append(error)) if error == refused));
    assert_eq!(
        log.known(&retry("close it")),
        Ok(Known::Same(already(&[1, 2]).unwrap()))
    );
    assert_eq!(log.known(&retry("open it")), Ok(Known::Other(1)));
}

#[test]
fn words_are_sealed_and_told_only_with_the_master_key() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let mut sent = commit(stream(1), Expected::Any, [A]);
    sent.events[0].reason = Some("so that \"nobody\" waits".into());
    sent.events[0].data = json!({
        "list": [{ "a/b": { "plain": "in a list" } }],
        "words": { "plain": "Kind words" },
    });
    log.append(sent).unwrap();
    let event = log.event(1).unwrap();
    assert_eq!(
        event.fields().unwrap(),
        ["/data/list/0/a~1b", "/data/words", "/reason"]
    );
    assert!(!event.leaf().contains("Kind"));
    let words = |field: &str| log.text(1, field).unwrap();
    assert_eq!(
        words("/data/words"),
        Disclosed::Words("Kind words".to_owned())
    );
    assert_eq!(
        words("/data/list/0/a~1b"),
        Disclosed::Words("in a list".to_owned())
    );
    assert_eq!(
        words("/reason"),
        Disclosed::Words("so that \"nobody\" waits".to_owned())
    );
    assert!(log.text(1, "/data/none").is_err());
    assert!(log.text(2, "/data/words").is_err());
    for field in event.fields().unwrap() {
        let disclosure = log.disclosure(&event, &field).unwrap().unwrap();
        assert_eq!(proof::check_disclosure(event.leaf(), &disclosure), Ok(()));
    }
    let reader = Reader::open(folder.path(), None).unwrap();
    reader
        .each(1, |event| {
            assert_eq!(
                reader.text_of(&event, "/reason").unwrap(),
                Disclosed::Sealed
            );
            Ok(())
        })
        .unwrap();
    let reader = Reader::open(folder.path(), Some(key())).unwrap();
    let told = reader.disclosure(&event, "/data/words").unwrap().unwrap();
    assert_eq!(told.value, "Kind words");
}

#[test]
fn a_leaf_is_what_a_general_canonicaliser_writes() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let mut sent = commit(stream(1), Expected::Any, [A, B]);
    let all = &mut sent.events[1];
    all.actor = events::envelope::Actor::Import {
        user: "a \u{1f600} \"user\"".to_owned(),
        role: events::envelope::Role::BusinessManager,
        agency: Some(uuid::Uuid::from_u128(5).into()),
    };
    all.reason = Some("why".into());
    all.causation = Some(id(A));
    all.correlation = Some(uuid::Uuid::from_u128(6));
    all.decided_in = Some(events::envelope::DecidedIn {
        meeting: uuid::Uuid::from_u128(7).into(),
        decision: Some(uuid::Uuid::from_u128(8).into()),
    });
    all.late = true;
    all.identifiers = vec![events::envelope::ConfirmedIdentifier {
        field: "/reason".to_owned(),
        kind: events::identifiers::IdentifierKind::NhsNumber,
    }];
    all.data = json!({ "z": 1, "a": { "\u{e000}": [], "\u{1f600}": null }, "é": true });
    let mut third = event(C, stream(1));
    third.actor = events::envelope::Actor::System;
    sent.events.push(third);
    log.append(sent).unwrap();
    for event in log.read(1, 10).unwrap() {
        let value: serde_json::Value = serde_json::from_str(event.leaf()).unwrap();
        assert_eq!(
            serde_json_canonicalizer::to_string(&value).unwrap(),
            event.leaf()
        );
        assert_eq!(proof::to_canonical(&value).unwrap(), event.leaf());
        let envelope: events::envelope::Envelope = serde_json::from_str(event.leaf()).unwrap();
        assert_eq!(envelope, event.envelope);
        let line = event.leaf_hash();
        assert_eq!(line, proof::leaf_hash(event.leaf().as_bytes()));
    }
    log.close();
    let log = open(folder.path());
    let read = log.event(2).unwrap();
    assert_eq!(read.envelope.actor.user(), Some("a \u{1f600} \"user\""));
    assert_eq!(
        read.data(),
        "{\"a\":{\"\u{1f600}\":null,\"\u{e000}\":[]},\"z\":1,\"é\":true}"
    );
}

#[test]
fn recorded_time_never_goes_back() {
    let folder = tempdir().unwrap();
    let mut options = crate::support::options(folder.path());
    let hours = std::sync::atomic::AtomicI64::new(10);
    let start: chrono::DateTime<chrono::Utc> = "2026-01-05T00:00:00Z".parse().unwrap();
    options.clock = std::sync::Arc::new(move || {
        start + chrono::TimeDelta::hours(hours.fetch_sub(1, std::sync::atomic::Ordering::Relaxed))
    });
    let (log, _) = events::log::Log::open(options, crate::support::Seen::default()).unwrap();
    for n in 1..=5 {
        add(&log, stream(1), Expected::Any, [n]).unwrap();
    }
    let moments = log.read(1, 9).unwrap();
    assert!(moments.is_sorted_by_key(|event| event.envelope.recorded_at));
}
