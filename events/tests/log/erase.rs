//! Erasing: the key goes, the words are noise, and every hash still holds.

use crate::support::{add, commit, event, id, key, open, stream};
use events::log::{Disclosed, Expected, FileError, KeyScope, Reader, verify};
use serde_json::json;
use tempfile::tempdir;
use uuid::Uuid;

#[test]
fn a_destroyed_key_erases_its_words_and_nothing_else() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [1, 2]).unwrap();
    add(&log, stream(2), Expected::Any, [3]).unwrap();
    let root = log.root();
    let key_id = log.key_of(stream(1), &KeyScope::Stream).unwrap();
    let kept = std::fs::read_to_string(folder.path().join("keys.ndjson")).unwrap();
    let line = kept
        .lines()
        .find(|line| line.contains(&key_id.to_string()))
        .unwrap()
        .to_owned();
    let secret = line
        .split("\"wrapped\":\"")
        .nth(1)
        .unwrap()
        .trim_end_matches("\"}}")
        .to_owned();
    assert!(log.destroy_key(key_id).unwrap());
    assert!(!log.destroy_key(key_id).unwrap());
    let words = |position| log.text(position, "/data/words").unwrap();
    assert_eq!((words(1), words(2)), (Disclosed::Erased, Disclosed::Erased));
    assert_eq!(words(3), Disclosed::Words("words of event 3".to_owned()));
    let after = std::fs::read_to_string(folder.path().join("keys.ndjson")).unwrap();
    assert!(!after.contains(&secret) && after.contains("destroyed"));
    assert_eq!(log.root(), root);
    // What comes later has a key of its own.
    add(&log, stream(1), Expected::Any, [4]).unwrap();
    assert_eq!(
        log.text(4, "/data/words").unwrap(),
        Disclosed::Words("words of event 4".to_owned())
    );
    assert_ne!(log.key_of(stream(1), &KeyScope::Stream), Some(key_id));
    // An erased event sent again is known by its id alone.
    assert_eq!(
        add(&log, stream(1), Expected::Any, [1]).unwrap().positions,
        [1]
    );
    log.close();
    assert!(verify(folder.path()).ok());
    let log = open(folder.path());
    assert_eq!(log.text(1, "/data/words").unwrap(), Disclosed::Erased);
    assert_eq!(
        log.text(4, "/data/words").unwrap(),
        Disclosed::Words("words of event 4".to_owned())
    );
}

#[test]
fn a_field_can_have_a_key_of_its_own() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let child = |name: &str| KeyScope::Named(format!("child/{name}"));
    let mut sent = commit(stream(1), Expected::Any, [1]);
    sent.events[0].data = json!({
        "children": [{ "words": { "plain": "first" } }, { "words": { "plain": "second" } }],
        "words": { "plain": "about the sample" },
    });
    sent.events[0].scopes = vec![
        ("/data/children/0".to_owned(), child("a")),
        ("/data/children/1".to_owned(), child("b")),
    ];
    log.append(sent).unwrap();
    log.destroy_key(log.key_of(stream(1), &child("a")).unwrap())
        .unwrap();
    let words = |field: &str| log.text(1, field).unwrap();
    assert_eq!(words("/data/children/0/words"), Disclosed::Erased);
    assert_eq!(
        words("/data/children/1/words"),
        Disclosed::Words("second".to_owned())
    );
    assert_eq!(
        words("/data/words"),
        Disclosed::Words("about the sample".to_owned())
    );
}

#[test]
fn words_moved_to_another_event_or_field_do_not_open() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let mut sent = commit(stream(1), Expected::Any, [1]);
    sent.events[0].data = json!({ "a": { "plain": "first" }, "b": { "plain": "other" } });
    log.append(sent).unwrap();
    log.close();
    let path = crate::support::segment(folder.path());
    let text = std::fs::read_to_string(&path).unwrap();
    let (header, line) = text.trim_end().split_once('\n').unwrap();
    let swapped = line.replace("\"field\":\"/data/a\"", "\"field\":\"/data/x\"");
    let swapped = swapped.replace("\"field\":\"/data/b\"", "\"field\":\"/data/a\"");
    let swapped = swapped.replace("\"field\":\"/data/x\"", "\"field\":\"/data/b\"");
    let crc = crc32fast::hash(&swapped.as_bytes()[18..]);
    let swapped = format!("{{\"crc\":\"{crc:08x}\",{}", &swapped[18..]);
    std::fs::write(&path, format!("{header}\n{swapped}\n")).unwrap();
    let reader = Reader::open(folder.path(), Some(key())).unwrap();
    reader
        .each(1, |event| {
            assert!(reader.text_of(&event, "/data/a").is_err());
            Ok(())
        })
        .unwrap();
}

#[test]
fn an_evidence_file_is_kept_sealed_checked_and_erased() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let (file, bytes) = (
        Uuid::from_u128(77),
        b"the minutes of the meeting".as_slice(),
    );
    let sealed = log.seal_file(stream(1), file, bytes).unwrap();
    let mut named = event(1, stream(1));
    named.data = json!({
        "file": sealed.file, "sealed_sha256": sealed.sealed_sha256,
        "sha256": { "plain": sealed.sha256 },
    });
    named.scopes = vec![("/data/sha256".to_owned(), sealed.scope.clone())];
    let mut sent = commit(stream(1), Expected::Any, []);
    sent.events.push(named);
    log.append(sent).unwrap();
    assert_eq!(log.open_file(stream(1), file).unwrap().as_slice(), bytes);
    assert_eq!(
        log.text(1, "/data/sha256").unwrap(),
        Disclosed::Words(sealed.sha256)
    );
    let missing = log.open_file(stream(1), Uuid::from_u128(78));
    assert!(matches!(missing, Err(FileError::Missing(_))));
    let large = log.seal_file(stream(1), file, &vec![0; 25 * 1024 * 1024 + 1]);
    assert!(matches!(large, Err(FileError::TooLarge { .. })));
    let path = folder.path().join("files").join(&sealed.sealed_sha256);
    let kept = std::fs::read(&path).unwrap();
    assert!(!kept.windows(7).any(|window| window == b"minutes"));
    let problems = || {
        let report = verify(folder.path());
        report
            .problems
            .into_iter()
            .map(|p| (p.position, p.file))
            .collect::<Vec<_>>()
    };
    assert_eq!(problems(), []);
    for at in [0, 10, 30, kept.len() - 1] {
        let mut flipped = kept.clone();
        flipped[at] ^= 1;
        std::fs::write(&path, flipped).unwrap();
        assert_eq!(problems(), [(Some(1), path.clone())]);
        let opened = log.open_file(stream(1), file);
        assert!(
            matches!(opened, Err(FileError::Damaged(_) | FileError::Erased(_))),
            "{opened:?}"
        );
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(problems(), [(Some(1), path.clone())]);
    std::fs::write(&path, &kept).unwrap();
    log.destroy_key(sealed.key).unwrap();
    assert!(matches!(
        log.open_file(stream(1), file),
        Err(FileError::Erased(_))
    ));
    assert_eq!(log.text(1, "/data/sha256").unwrap(), Disclosed::Erased);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(problems(), []);
    assert_eq!(log.position(id(1)).unwrap(), Some(1));
}

#[test]
fn files_are_kept_under_their_hash_and_found_under_their_id_where_they_were_kept_so() {
    let (folder, carried) = (tempdir().unwrap(), tempdir().unwrap());
    let log = open(folder.path());
    let file = Uuid::from_u128(77);
    let sealed = log.seal_file(stream(1), file, b"the minutes").unwrap();
    let mut named = event(1, stream(1));
    named.data = json!({ "file": file, "sealed_sha256": sealed.sealed_sha256 });
    let mut sent = commit(stream(1), Expected::Any, []);
    sent.events.push(named);
    log.append(sent).unwrap();
    // Sealed again, as when a form is sent twice, it takes nothing's place.
    let again = log.seal_file(stream(1), file, b"the minutes").unwrap();
    assert_ne!(again.sealed_sha256, sealed.sealed_sha256);
    let opened = || log.open_file(stream(1), file).map(|bytes| bytes.to_vec());
    assert_eq!(opened().unwrap(), b"the minutes");
    let files = folder.path().join("files");
    let listed = |files: &std::path::Path| -> Vec<String> {
        let entries = std::fs::read_dir(files).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert_eq!(listed(&files).len(), 2);
    log.discard_file(&again).unwrap();
    log.discard_file(&again).unwrap();
    assert_eq!(listed(&files), [sealed.sealed_sha256.as_str()]);
    // As an earlier version kept it.
    let older = files.join(file.to_string());
    std::fs::rename(files.join(&sealed.sealed_sha256), &older).unwrap();
    assert_eq!(opened().unwrap(), b"the minutes");
    assert!(verify(folder.path()).ok());
    let mut lines = Vec::new();
    events::log::export(folder.path(), Some(key()), &mut lines).unwrap();
    events::log::import_log(&mut lines.as_slice(), carried.path(), &key()).unwrap();
    assert_eq!(
        listed(&carried.path().join("files")),
        [sealed.sealed_sha256.as_str()]
    );
    assert!(verify(carried.path()).ok());
    let mut damaged = std::fs::read(&older).unwrap();
    damaged.push(0);
    std::fs::write(&older, damaged).unwrap();
    assert!(matches!(opened(), Err(FileError::Damaged(_))));
    assert_eq!(verify(folder.path()).problems[0].file, older);
    log.destroy_key(sealed.key).unwrap();
    std::fs::remove_file(&older).unwrap();
    assert!(verify(folder.path()).ok());
}

#[test]
fn a_name_that_is_no_hash_leads_to_no_file_elsewhere() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    std::fs::write(folder.path().join("secret"), b"GTFILE1\n").unwrap();
    let file = Uuid::from_u128(78);
    let mut named = event(1, stream(1));
    named.data = json!({ "file": file, "sealed_sha256": "../secret" });
    let mut sent = commit(stream(1), Expected::Any, []);
    sent.events.push(named);
    log.append(sent).unwrap();
    let opened = log.open_file(stream(1), file);
    assert!(matches!(opened, Err(FileError::Missing(_))));
}
