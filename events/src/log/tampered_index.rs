//! Somebody changes the index: verification notices and names the place, the doctor rebuilds it.

use super::testing::{commit, folder_with, open};
use super::{Expected, doctor, index, verify};
use std::path::Path;

fn sled(folder: &Path) -> sled::Db {
    sled::open(folder.join(index::FOLDER)).unwrap()
}

/// A closed log whose index was made in one step, so that its pages are those of any other.
fn indexed_folder_with(count: u64) -> tempfile::TempDir {
    let folder = folder_with(u128::from(count));
    std::fs::remove_dir_all(folder.path().join(index::FOLDER)).unwrap();
    open(folder.path()).close();
    folder
}

fn pages(folder: &Path) -> Vec<(sled::IVec, sled::IVec)> {
    let tree = sled(folder).open_tree("log").unwrap();
    tree.iter().map(Result::unwrap).collect()
}

/// Changes a tree of the index, and checks what is said and that it can be mended.
fn noticed(change: impl FnOnce(&sled::Db), position: Option<u64>, what: &str) {
    noticed_among(40, change, position, what);
}

fn noticed_among(count: u64, change: impl FnOnce(&sled::Db), position: Option<u64>, what: &str) {
    let folder = indexed_folder_with(count);
    let db = sled(folder.path());
    change(&db);
    db.flush().unwrap();
    drop(db);
    let report = verify(folder.path());
    let problem = report
        .problems
        .first()
        .unwrap_or_else(|| panic!("{what}: nothing found"));
    assert_eq!(problem.position, position, "{what}: {report:?}");
    assert_eq!(problem.file, folder.path().join(index::FOLDER), "{what}");
    assert_eq!(report.events, count, "{what}");
    let told = doctor(folder.path(), false).unwrap();
    assert!(!told.repaired && !told.verified.ok());
    let done = doctor(folder.path(), true).unwrap();
    assert!(done.repaired && done.verified.ok(), "{what}: {done:?}");
    let log = open(folder.path());
    assert_eq!(log.size(), count);
    let next = u128::from(count) + 1;
    assert!(log.append(commit(1, Expected::Any, [next])).is_ok());
}

#[test]
fn flipped_bytes_in_the_index_are_noticed() {
    let folder = indexed_folder_with(40);
    let (key, page) = pages(folder.path()).swap_remove(1);
    let position = u64::from_be_bytes(key.as_ref().try_into().unwrap());
    for at in [0, 20, page.len() / 3] {
        let mut changed = page.to_vec();
        changed[at] ^= 1;
        let before = String::from_utf8_lossy(&changed[..at]);
        let line_breaks = before.matches('\n').count() as u64;
        let key = key.clone();
        let change = move |db: &sled::Db| {
            // The folders are alike, so the page of one stands at the same place in another; its
            // own bytes differ by keys and salts, so the flip is made there.
            let tree = db.open_tree("log").unwrap();
            let mut own = tree.get(&key).unwrap().unwrap().to_vec();
            own[at] ^= 1;
            tree.insert(&key, own).unwrap();
        };
        noticed(change, Some(position + line_breaks), &format!("byte {at}"));
    }
}

#[test]
fn dropped_swapped_inserted_and_truncated_records_in_the_index_are_noticed() {
    let folder = indexed_folder_with(40);
    let keys: Vec<_> = pages(folder.path())
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    assert!(keys.len() >= 3);
    let at = |nth: usize| u64::from_be_bytes(keys[nth].as_ref().try_into().unwrap());
    let drop_page = |db: &sled::Db| {
        db.open_tree("log").unwrap().remove(&keys[1]).unwrap();
    };
    noticed(drop_page, Some(at(1)), "a page dropped");
    let drop_record = |db: &sled::Db| {
        let tree = db.open_tree("log").unwrap();
        let page = tree.get(&keys[0]).unwrap().unwrap();
        let rest = page.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        tree.insert(&keys[0], &page[rest..]).unwrap();
    };
    noticed(drop_record, Some(1), "a record dropped");
    let swap = |db: &sled::Db| {
        let tree = db.open_tree("log").unwrap();
        let (one, two) = (
            tree.get(&keys[0]).unwrap().unwrap(),
            tree.get(&keys[1]).unwrap().unwrap(),
        );
        tree.insert(&keys[0], two).unwrap();
        tree.insert(&keys[1], one).unwrap();
    };
    noticed(swap, Some(1), "two pages swapped");
    let insert = |db: &sled::Db| {
        let tree = db.open_tree("log").unwrap();
        let page = tree.get(&keys[0]).unwrap().unwrap();
        let first = page.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let doubled = [&page[..first], &page[..]].concat();
        tree.insert(&keys[0], doubled).unwrap();
    };
    noticed(insert, Some(2), "a record inserted");
    let truncate = |db: &sled::Db| {
        let tree = db.open_tree("log").unwrap();
        let last = keys.last().unwrap();
        let page = tree.get(last).unwrap().unwrap();
        let kept = page[..page.len() - 1]
            .iter()
            .rposition(|byte| *byte == b'\n');
        let kept = kept.map_or(0, |at| at + 1);
        if kept == 0 {
            tree.remove(last).unwrap();
        } else {
            tree.insert(last, &page[..kept]).unwrap();
        }
    };
    noticed(truncate, Some(40), "the last record cut");
}

#[test]
fn wrong_ids_streams_and_roots_in_the_index_are_noticed() {
    let remove = |name: &'static str| {
        move |db: &sled::Db| {
            let tree = db.open_tree(name).unwrap();
            let (key, _) = tree.iter().next().unwrap().unwrap();
            tree.remove(key).unwrap();
        }
    };
    noticed(remove("ids"), Some(1), "an id dropped");
    noticed(remove("streams"), Some(21), "a stream's event dropped");
    let add = |name: &'static str, key: &'static [u8]| {
        move |db: &sled::Db| {
            db.open_tree(name)
                .unwrap()
                .insert(key, &1_u64.to_be_bytes())
                .unwrap();
        }
    };
    noticed(add("ids", b"an id of no event"), None, "an id added");
    noticed(
        add("streams", b"plan/no such stream"),
        None,
        "a stream added",
    );
    let root = |db: &sled::Db| {
        let tree = db.open_tree("meta").unwrap();
        let mut state = tree.get("applied").unwrap().unwrap().to_vec();
        *state.last_mut().unwrap() ^= 1;
        tree.insert("applied", state).unwrap();
    };
    noticed(root, Some(40), "another root");
    let nonsense = |db: &sled::Db| {
        db.open_tree("meta")
            .unwrap()
            .insert("applied", b"nonsense")
            .unwrap();
    };
    noticed(nonsense, None, "no state");
}

#[test]
fn journal_and_index_that_contradict_each_other_are_left_alone() {
    let folder = folder_with(6);
    let path = folder.path().join("journal/00000000000000000001.ndjson");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.pop();
    let rest = lines[2][18..].replace("\"number\":2", "\"number\":3");
    let changed = format!(
        "{{\"crc\":\"{:08x}\",{rest}",
        crc32fast::hash(rest.as_bytes())
    );
    lines[2] = &changed;
    std::fs::write(&path, format!("{}\n", lines.join("\n"))).unwrap();
    let done = doctor(folder.path(), true).unwrap();
    assert!(!done.repaired && !done.verified.ok());
    assert!(
        done.remedies
            .iter()
            .any(|remedy| remedy.contains("restore a backup")),
        "{done:?}"
    );
}

#[test]
fn another_missing_or_invented_tile_of_the_tree_is_noticed() {
    let tile = [&[0][..], &0_u64.to_be_bytes()].concat();
    let change = |db: &sled::Db| {
        let tree = db.open_tree("tree").unwrap();
        let mut hashes = tree.get(&tile).unwrap().unwrap().to_vec();
        hashes[70] ^= 1;
        tree.insert(&tile, hashes).unwrap();
    };
    noticed_among(300, change, Some(1), "another hash");
    let remove = |db: &sled::Db| {
        db.open_tree("tree").unwrap().remove(&tile).unwrap();
    };
    noticed_among(300, remove, Some(1), "a tile dropped");
    let invent = |db: &sled::Db| {
        let tree = db.open_tree("tree").unwrap();
        tree.insert(b"a tile of nothing", vec![0; 32]).unwrap();
    };
    noticed(invent, None, "a tile added");
}

/// A closed log of five events with a checkpoint over the first two and one over four.
fn folder_with_checkpoints() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = open(folder.path());
    for (numbers, expected) in [(1..=2, Expected::NoStream), (3..=4, Expected::Any)] {
        log.append(commit(1, expected, numbers)).unwrap();
        log.checkpoint().unwrap();
    }
    log.append(commit(1, Expected::Any, [5])).unwrap();
    log.close();
    folder
}

#[test]
fn another_missing_or_invented_checkpoint_in_the_index_is_noticed() {
    type Change = fn(&sled::Tree);
    let changes: [(Change, u64, &str); 3] = [
        (
            |tree| {
                let first = tree.get(2_u64.to_be_bytes()).unwrap().unwrap();
                tree.insert(4_u64.to_be_bytes(), first).unwrap();
            },
            4,
            "another",
        ),
        (
            |tree| {
                tree.remove(2_u64.to_be_bytes()).unwrap();
            },
            2,
            "missing",
        ),
        (
            |tree| {
                let first = tree.get(2_u64.to_be_bytes()).unwrap().unwrap();
                tree.insert(3_u64.to_be_bytes(), first).unwrap();
            },
            3,
            "invented",
        ),
    ];
    for (change, position, what) in changes {
        let folder = folder_with_checkpoints();
        assert!(verify(folder.path()).ok());
        let db = sled(folder.path());
        change(&db.open_tree("checkpoints").unwrap());
        drop(db);
        let report = verify(folder.path());
        let problem = &report.problems[0];
        assert_eq!(problem.position, Some(position), "{what}: {report:?}");
        assert_eq!(problem.file, folder.path().join(index::FOLDER), "{what}");
        let done = doctor(folder.path(), true).unwrap();
        assert!(done.repaired && done.verified.ok(), "{what}: {done:?}");
    }
}

#[test]
fn a_checkpoint_taken_out_of_the_journal_is_noticed_and_put_back_from_the_index() {
    let folder = folder_with_checkpoints();
    let path = folder.path().join("journal/00000000000000000001.ndjson");
    let whole = std::fs::read_to_string(&path).unwrap();
    let kept: Vec<&str> = whole
        .split_inclusive('\n')
        .enumerate()
        .filter(|(nth, line)| *nth != 3 || !line.contains("\"checkpoint\""))
        .map(|(_, line)| line)
        .collect();
    assert_eq!(kept.len() + 1, whole.lines().count());
    std::fs::write(&path, kept.concat()).unwrap();
    let report = verify(folder.path());
    assert_eq!(report.problems.len(), 1, "{report:?}");
    assert_eq!(report.problems[0].position, Some(2));
    assert_eq!(report.problems[0].file, folder.path().join("journal"));
    let done = doctor(folder.path(), true).unwrap();
    assert!(done.repaired && done.verified.ok(), "{done:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole);
}

#[test]
fn an_index_that_somebody_holds_is_waited_for_and_never_set_aside() {
    let folder = folder_with(5);
    let file = std::fs::File::open(folder.path().join("sled/db")).unwrap();
    file.lock().unwrap();
    let at: chrono::DateTime<chrono::Utc> = "2026-01-05T09:00:00Z".parse().unwrap();
    let open_it = || {
        let key = super::MasterKey::new([42; 32]);
        let options = super::OpenOptions::new(folder.path(), key, std::sync::Arc::new(move || at));
        super::Log::open(options, super::testing::Nothing)
    };
    assert!(matches!(open_it(), Err(super::OpenError::InUse(_))));
    // Not even without a journal is it taken for none.
    let journal = folder.path().join("journal");
    let away = folder.path().join("journal.away");
    std::fs::rename(&journal, &away).unwrap();
    assert!(matches!(open_it(), Err(super::OpenError::InUse(_))));
    std::fs::rename(&away, &journal).unwrap();
    let going = std::thread::spawn(move || drop(file));
    let (log, recovery) = open_it().unwrap();
    going.join().unwrap();
    assert_eq!((log.size(), recovery.index_rebuilt), (5, None));
    assert!(!folder.path().join("sled.set-aside-1").exists());
}

#[test]
fn a_journal_lost_beside_an_unreadable_index_is_no_new_log() {
    let folder = folder_with(5);
    std::fs::remove_dir_all(folder.path().join("journal")).unwrap();
    for file in ["conf", "db"] {
        std::fs::write(folder.path().join("sled").join(file), b"nonsense").unwrap();
    }
    let at: chrono::DateTime<chrono::Utc> = "2026-01-05T09:00:00Z".parse().unwrap();
    let key = super::MasterKey::new([42; 32]);
    let options = super::OpenOptions::new(folder.path(), key, std::sync::Arc::new(move || at));
    let opened = super::Log::open(options, super::testing::Nothing);
    assert!(matches!(opened, Err(super::OpenError::Index(_))));
    assert!(!folder.path().join("journal").exists());
}
