//! A log carried to another folder: the same leaves, the same root.

use crate::support::{add, commit, event, key, open, stream};
use events::log::{
    Disclosed, Expected, KeyScope, MasterKey, TransferError, export, import_log, verify,
};
use serde_json::json;
use std::path::Path;
use tempfile::tempdir;
use uuid::Uuid;

fn exported(folder: &Path, key: Option<MasterKey>) -> Vec<u8> {
    let mut lines = Vec::new();
    export(folder, key, &mut lines).unwrap();
    lines
}

#[test]
fn an_export_read_into_an_empty_folder_has_the_same_root() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=5).unwrap();
    log.checkpoint().unwrap();
    let sealed = log
        .seal_file(stream(2), Uuid::from_u128(9), b"a report")
        .unwrap();
    let mut named = event(6, stream(2));
    named.data = json!({
        "file": sealed.file, "sealed_sha256": sealed.sealed_sha256,
        "sha256": { "plain": sealed.sha256 },
    });
    named.scopes = vec![("/data/sha256".to_owned(), sealed.scope)];
    let mut sent = commit(stream(2), Expected::Any, []);
    sent.events.push(named);
    log.append(sent).unwrap();
    add(&log, stream(3), Expected::Any, 7..=8).unwrap();
    log.destroy_key(log.key_of(stream(3), &KeyScope::Stream).unwrap())
        .unwrap();
    let lines = exported(folder.path(), Some(key()));
    let target = tempdir().unwrap();
    let other = MasterKey::new([9; 32]);
    assert_eq!(
        import_log(&mut lines.as_slice(), target.path(), &other).unwrap(),
        8
    );
    assert!(verify(target.path()).ok());
    let mut options = crate::support::options(target.path());
    options.master_key = other.clone();
    let (copy, _) = events::log::Log::open(options, crate::support::Seen::default()).unwrap();
    assert_eq!((copy.root(), copy.id()), (log.root(), log.id()));
    for position in 1..=8 {
        assert_eq!(
            copy.event(position).unwrap().leaf(),
            log.event(position).unwrap().leaf()
        );
        assert_eq!(
            copy.event(position).unwrap().commit(),
            log.event(position).unwrap().commit()
        );
    }
    let words = |position| copy.text(position, "/data/words").unwrap();
    assert_eq!(words(5), Disclosed::Words("words of event 5".to_owned()));
    assert_eq!(words(7), Disclosed::Erased);
    assert_eq!(
        copy.open_file(stream(2), Uuid::from_u128(9))
            .unwrap()
            .as_slice(),
        b"a report"
    );
    // What was recorded there is known here by its ids.
    assert_eq!(
        add(&copy, stream(1), Expected::NoStream, [2])
            .unwrap()
            .positions,
        [2]
    );
    assert_eq!(
        add(&copy, stream(1), Expected::Exactly(5), [20])
            .unwrap()
            .positions,
        [9]
    );
    copy.close();
    assert!(verify(target.path()).ok());
}

#[test]
fn a_log_carried_twice_still_has_the_same_leaves() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=3).unwrap();
    log.destroy_key(log.key_of(stream(1), &KeyScope::Stream).unwrap())
        .unwrap();
    add(&log, stream(2), Expected::Any, 4..=5).unwrap();
    let (first, second) = (tempdir().unwrap(), tempdir().unwrap());
    let lines = exported(folder.path(), Some(key()));
    import_log(&mut lines.as_slice(), first.path(), &key()).unwrap();
    let lines = exported(first.path(), Some(key()));
    import_log(&mut lines.as_slice(), second.path(), &key()).unwrap();
    let copy = open(second.path());
    assert_eq!(copy.root(), log.root());
    assert_eq!(copy.text(1, "/data/words").unwrap(), Disclosed::Erased);
    assert_eq!(
        copy.text(4, "/data/words").unwrap(),
        Disclosed::Words("words of event 4".to_owned())
    );
}

#[test]
fn an_export_without_the_master_key_holds_no_words() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=2).unwrap();
    let lines = exported(folder.path(), None);
    assert!(
        !String::from_utf8(lines.clone())
            .unwrap()
            .contains("words of")
    );
    let target = tempdir().unwrap();
    import_log(&mut lines.as_slice(), target.path(), &key()).unwrap();
    let copy = open(target.path());
    assert_eq!((copy.root(), copy.size()), (log.root(), 2));
    assert_eq!(copy.text(1, "/data/words").unwrap(), Disclosed::Erased);
}

#[test]
fn a_changed_export_is_refused_and_leaves_nothing_behind() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=3).unwrap();
    log.checkpoint().unwrap();
    let lines = String::from_utf8(exported(folder.path(), Some(key()))).unwrap();
    let all: Vec<&str> = lines.lines().collect();
    let without = |nth: usize| {
        let mut rest = all.clone();
        rest.remove(nth);
        rest.join("\n")
    };
    let changed = [
        lines.replace("\"number\":2", "\"number\":4"),
        lines.replace("words of event 2", "words of event x"),
        lines.replace("\"number\":2", "\"number\": 2"),
        without(0),
        without(1),
        without(2),
        without(3),
        [all[0], all[2], all[1], all[3], all[4]].join("\n"),
        format!("{lines}nonsense\n"),
        String::new(),
    ];
    let parent = tempdir().unwrap();
    let target = parent.path().join("data");
    for (nth, changed) in changed.iter().enumerate() {
        let refused = import_log(&mut changed.as_bytes(), &target, &key());
        assert!(refused.is_err(), "{nth}: {refused:?}");
        assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 0);
    }
    let refused = import_log(&mut lines.as_bytes(), folder.path(), &key());
    assert!(matches!(refused, Err(TransferError::NotEmpty(_))));
    assert!(import_log(&mut lines.as_bytes(), &target, &key()).is_ok());
}
