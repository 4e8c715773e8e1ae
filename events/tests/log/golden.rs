//! Folders recorded by earlier versions: they are read for ever. Files here are only added.
//!
//! `log-v1` holds a header, events of every shape an envelope can have, a checkpoint, a destroyed
//! key, a sealed file, and the key file they belong to; its master key is 32 bytes of 42. `log-v2`
//! holds the same with its file under its hash, and a key file whose master key was changed for
//! that one and which has a recovery key, in `recovery-key.txt`.

use crate::support::{Seen, add, commit, copy, event, id, key, open_reported, options, stream};
use events::envelope::{Actor, Classification, ConfirmedIdentifier, DecidedIn, Role};
use events::identifiers::IdentifierKind;
use events::log::{
    Disclosed, Expected, KeyScope, Log, MasterKey, Reader, RealDisk, RecoveryKey,
    recover_master_key, rotate_master_key, verify,
};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::tempdir;
use uuid::Uuid;

fn recorded(name: &str) -> PathBuf {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/log/golden");
    golden.join(name)
}

/// What `log-v1` was made with.
fn record(log: &Log<Seen>) {
    add(log, stream(1), Expected::NoStream, [1]).unwrap();
    let mut full = event(2, stream(1));
    full.actor = Actor::Import {
        user: "sam".to_owned(),
        role: Role::BusinessManager,
        agency: Some(Uuid::from_u128(5).into()),
    };
    full.reason = Some("the date was read wrongly".into());
    full.causation = Some(id(1));
    full.correlation = Some(Uuid::from_u128(6));
    full.decided_in = Some(DecidedIn {
        meeting: Uuid::from_u128(7).into(),
        decision: Some(Uuid::from_u128(8).into()),
    });
    full.late = true;
    full.classification = Classification::OfficialSensitive;
    full.identifiers = vec![ConfirmedIdentifier {
        field: "/reason".to_owned(),
        kind: IdentifierKind::NhsNumber,
    }];
    full.data = json!({ "list": [{ "words": { "plain": "a child's words" } }], "none": null });
    full.scopes = vec![(
        "/data/list/0".to_owned(),
        KeyScope::Named("child/1".to_owned()),
    )];
    let mut system = event(3, stream(1));
    system.actor = Actor::System;
    system.classification = Classification::Publishable;
    system.data = json!({});
    let mut sent = commit(stream(1), Expected::Exactly(1), []);
    sent.events = vec![full, system];
    sent.fingerprint = Some(b"the command".to_vec());
    log.append(sent).unwrap();
    log.checkpoint().unwrap();
    let sealed = log
        .seal_file(stream(2), Uuid::from_u128(9), b"the minutes")
        .unwrap();
    let mut named = event(4, stream(2));
    named.data = json!({
        "file": sealed.file, "sealed_sha256": sealed.sealed_sha256,
        "sha256": { "plain": sealed.sha256 },
    });
    named.scopes = vec![("/data/sha256".to_owned(), sealed.scope)];
    let mut sent = commit(stream(2), Expected::NoStream, []);
    sent.events = vec![named];
    log.append(sent).unwrap();
    let child = log
        .key_of(stream(1), &KeyScope::Named("child/1".to_owned()))
        .unwrap();
    log.destroy_key(child).unwrap();
}

/// Makes a new folder to be added when a stored shape is added: `GOLDEN_FOLDER=… cargo test`.
#[test]
fn today_a_log_is_recorded_in_the_same_shapes() {
    let folder = tempdir().unwrap();
    let (log, _) = open_reported(folder.path());
    record(&log);
    log.close();
    same_shapes(folder.path(), "log-v1");
    let folder = tempdir().unwrap();
    let first = MasterKey::new([41; 32]);
    let mut opening = options(folder.path());
    opening.master_key = first.clone();
    let (log, _) = Log::open(opening, Seen::default()).unwrap();
    record(&log);
    log.make_recovery_key().unwrap();
    log.close();
    let at = events::envelope::Moment::new("2026-02-01T10:00:00Z".parse().unwrap());
    let rotated = rotate_master_key(folder.path(), &first, &key(), at, Arc::new(RealDisk));
    let recovery = rotated.unwrap().unwrap();
    if let Ok(target) = std::env::var("GOLDEN_FOLDER") {
        for part in ["journal", "files"] {
            copy(&folder.path().join(part), &Path::new(&target).join(part));
        }
        let kept = Path::new(&target).join("keys.ndjson");
        std::fs::copy(folder.path().join("keys.ndjson"), kept).unwrap();
        let paper = Path::new(&target).join("recovery-key.txt");
        std::fs::write(paper, format!("{}\n", *recovery.printed())).unwrap();
    }
    same_shapes(folder.path(), "log-v2");
}

fn same_shapes(folder: &Path, name: &str) {
    for file in ["journal/00000000000000000001.ndjson", "keys.ndjson"] {
        let shapes = |folder: &Path| -> Vec<String> {
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            let mut found: Vec<String> = text.lines().map(shape).collect();
            if file == "keys.ndjson" {
                found.sort();
            }
            found
        };
        assert_eq!(shapes(folder), shapes(&recorded(name)), "{name}/{file}");
    }
}

/// A line with everything that is random in it taken out: its bytes but not its secrets.
fn shape(line: &str) -> String {
    let mut shape = String::new();
    for part in line.split('"') {
        let secret = part.len() >= 8
            && (part.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
                || (part.len() >= 40 && !part.contains(' ') && !part.contains(':'))
                || part.contains("\\n"));
        shape.push_str(if secret { "…" } else { part });
        shape.push('"');
    }
    shape
}

#[test]
fn a_log_recorded_by_version_1_is_read_for_ever() {
    assert_eq!(is_read(&recorded("log-v1")), ROOT);
}

#[test]
fn a_log_with_a_recovery_key_and_files_under_their_hash_is_read_for_ever() {
    let recorded = recorded("log-v2");
    assert_eq!(is_read(&recorded), ROOT_V2);
    let paper = std::fs::read_to_string(recorded.join("recovery-key.txt")).unwrap();
    let recovery = RecoveryKey::parse(&paper).unwrap();
    assert_eq!(recovery.printed().trim(), paper.trim());
    assert_eq!(recover_master_key(&recorded, &recovery).unwrap(), key());
}

/// Reads a recorded folder in every way, and answers its root hash.
fn is_read(recorded: &Path) -> String {
    let folder = tempdir().unwrap();
    copy(recorded, folder.path());
    let reader = Reader::open(folder.path(), Some(key())).unwrap();
    let mut leaves = Vec::new();
    reader
        .each(1, |event| {
            leaves.push(event);
            Ok(())
        })
        .unwrap();
    assert_eq!(leaves.len(), 4);
    let words = |nth: usize, field: &str| reader.text_of(&leaves[nth], field).unwrap();
    assert_eq!(
        words(0, "/data/words"),
        Disclosed::Words("words of event 1".to_owned())
    );
    let reason = Disclosed::Words("the date was read wrongly".to_owned());
    assert_eq!(words(1, "/reason"), reason);
    assert_eq!(words(1, "/data/list/0/words"), Disclosed::Erased);
    let full = &leaves[1].envelope;
    assert_eq!(
        (full.position, full.version, full.schema, full.late),
        (2, 2, 1, true)
    );
    assert_eq!(full.actor.agency(), Some(Uuid::from_u128(5).into()));
    assert_eq!(full.causation, Some(id(1)));
    assert_eq!(full.recorded_at, leaves[2].envelope.recorded_at);
    assert_eq!(leaves[1].commit(), (2, 3));
    let report = verify(folder.path());
    assert!(report.ok(), "{report:?}");
    let (log, recovery) = open_reported(folder.path());
    assert_eq!((recovery.events, recovery.indexed), (4, 4));
    assert_eq!(log.checkpoints().len(), 1);
    assert_eq!(
        log.open_file(stream(2), Uuid::from_u128(9))
            .unwrap()
            .as_slice(),
        b"the minutes"
    );
    // What is sent again is still known for what it is.
    let mut sent = commit(stream(1), Expected::Any, [2, 3]);
    sent.fingerprint = Some(b"the command".to_vec());
    assert_eq!(log.append(sent).unwrap().positions, [2, 3]);
    assert_eq!(
        add(&log, stream(1), Expected::Any, [1]).unwrap().positions,
        [1]
    );
    assert_eq!(
        add(&log, stream(1), Expected::Exactly(3), [5])
            .unwrap()
            .positions,
        [5]
    );
    hex::encode(report.root)
}

/// The root hash over the leaves of `log-v1`.
const ROOT: &str = "c84cefd7da68b1222095566c148507e58c608bb60240ea501826ea811e3708ac";

/// The root hash over the leaves of `log-v2`.
const ROOT_V2: &str = "6822b55e46cb43c07562467891a96a31b4f8904b2acb0bb73ef17920b3f6eeef";
