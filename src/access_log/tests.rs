use super::segments::Segment;
use super::*;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use events::envelope::{Moment, Role};
use events::log::RealDisk;
use std::fs::{self, File};
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

/// A disk that fails when it is told to.
#[derive(Default)]
struct Failing(AtomicBool);

impl Disk for Failing {
    fn allocate(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        RealDisk.allocate(file, offset, length)
    }
    fn reserve(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        RealDisk.reserve(file, offset, length)
    }
    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        if self.0.load(Ordering::SeqCst) {
            // Half of it stands there, as when a disk runs full.
            let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
            RealDisk.write(file, half, offset)?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        RealDisk.write(file, bytes, offset)
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        RealDisk.sync(file)
    }
    fn free(&self, folder: &Path) -> io::Result<u64> {
        RealDisk.free(folder)
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn access(moment: DateTime<Utc>, role: Role, request: &str) -> Access {
    Access {
        found: None,
        kinds: Vec::new(),
        agency: None,
        as_at: None,
        at: Moment::new(moment),
        holding: None,
        method: "GET".to_owned(),
        number: 0,
        request: request.to_owned(),
        role,
        route: "/plan/{id}".to_owned(),
        status: 200,
        thing: None,
        user: format!("acting-as:{}", role.word()),
    }
}

fn open(folder: &TempDir) -> AccessLog {
    AccessLog::open(folder.path().join(FOLDER), Arc::new(RealDisk)).unwrap()
}

fn check(folder: &TempDir) -> Report {
    verify(&folder.path().join(FOLDER)).unwrap()
}

fn file(folder: &TempDir, month: &str) -> PathBuf {
    let month: NaiveDate = format!("{month}-01").parse().unwrap();
    Segment::of(&folder.path().join(FOLDER), month).path
}

/// A log of five accesses in one month.
async fn five() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let log = open(&folder);
    for number in 0..5 {
        let moment = at("2026-11-04T09:00:00Z") + TimeDelta::minutes(number);
        log.note(access(moment, Role::Chair, &format!("r{number}")))
            .await;
    }
    drop(log);
    let path = file(&folder, "2026-11");
    (folder, path)
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(ToOwned::to_owned).collect()
}

fn put(path: &Path, lines: &[String]) {
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

fn requests(part: &Part) -> Vec<&str> {
    let mut found = Vec::new();
    for entry in &part.rows {
        if let Entry::Access(access) = entry {
            found.push(access.request.as_str());
        }
    }
    found
}

#[tokio::test]
async fn what_was_handed_over_is_there_after_the_log_is_closed_and_the_chain_holds() {
    let (folder, path) = five().await;
    let report = check(&folder);
    assert_eq!((report.lines, report.first), (5, Some(1)));
    assert!(report.notes().is_empty(), "{:?}", report.notes());
    assert_eq!(lines(&path).len(), 5);
}

#[tokio::test]
async fn a_line_is_canonical_json_and_its_hash_is_over_the_hash_before_and_the_entry() {
    use sha2::Digest as _;
    let (_folder, path) = five().await;
    let mut before = [0_u8; 32];
    for line in lines(&path) {
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        let canonical = serde_json_canonicalizer::to_string(&value).unwrap();
        assert_eq!(line, canonical);
        let entry = serde_json_canonicalizer::to_string(&value["entry"]).unwrap();
        let hash: [u8; 32] =
            sha2::Sha256::digest([before.as_slice(), entry.as_bytes()].concat()).into();
        assert_eq!(value["before"], hex::encode(before));
        assert_eq!(value["hash"], hex::encode(hash));
        before = hash;
    }
}

#[tokio::test]
async fn a_flipped_bit_breaks_the_chain_wherever_it_is() {
    let (folder, path) = five().await;
    let whole = fs::read(&path).unwrap();
    for place in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        fs::write(&path, &changed).unwrap();
        let report = check(&folder);
        assert!(
            !report.broken.is_empty() || report.torn_bytes > 0,
            "byte {place} was changed unseen"
        );
    }
    fs::write(&path, &whole).unwrap();
    assert!(check(&folder).notes().is_empty());
}

#[tokio::test]
async fn a_line_taken_out_put_in_or_moved_breaks_the_chain() {
    let (folder, path) = five().await;
    let whole = lines(&path);
    let mut dropped = whole.clone();
    dropped.remove(2);
    let mut swapped = whole.clone();
    swapped.swap(1, 2);
    let mut twice = whole.clone();
    twice.insert(3, whole[2].clone());
    let mut headless = whole.clone();
    headless.remove(0);
    headless[0] = headless[0].replace("\"number\":2", "\"number\":1");
    for (what, changed) in [
        ("dropped", dropped),
        ("swapped", swapped),
        ("twice", twice),
        ("headless", headless),
    ] {
        put(&path, &changed);
        let report = check(&folder);
        assert!(!report.broken.is_empty(), "{what}");
        assert!(report.notes()[0].starts_with("access log: "), "{what}");
    }
}

#[tokio::test]
async fn an_entry_written_anew_with_its_own_hash_breaks_the_chain_at_the_next_line() {
    let (folder, path) = five().await;
    let mut all = lines(&path);
    let (earlier, line) = (
        Line::read(all[1].as_bytes()).unwrap(),
        Line::read(all[2].as_bytes()).unwrap(),
    );
    let mut entry = line.entry().clone();
    if let Entry::Access(access) = &mut entry {
        "acting-as:inspector".clone_into(&mut access.user);
    }
    all[2] = Line::write(earlier.hash(), entry).unwrap().0;
    put(&path, &all);
    let broken = check(&folder).broken;
    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0].line, 4);
    let page = open(&folder).entries(&Filter::default(), None, 50).unwrap();
    assert_eq!((page.rows.len(), page.broken), (5, 1));
}

#[tokio::test]
async fn a_torn_end_is_cut_at_the_next_start_and_the_log_says_so() {
    let (folder, path) = five().await;
    let whole = fs::read(&path).unwrap();
    let last = whole[..whole.len() - 1]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .unwrap();
    for cut in [last + 2, last + 40, whole.len() - 1] {
        fs::write(&path, &whole[..cut]).unwrap();
        assert_eq!(check(&folder).torn_bytes, (cut - last - 1) as u64);
        let log = open(&folder);
        log.note(access(at("2026-11-05T09:00:00Z"), Role::Chair, "after"))
            .await;
        drop(log);
        let report = check(&folder);
        assert!(report.notes().is_empty(), "{:?}", report.notes());
        // Four whole lines, what the log says of itself, and the one after.
        assert_eq!(report.lines, 6);
        let part = open(&folder).entries(&Filter::default(), None, 50).unwrap();
        let Entry::Note(note) = &part.rows[1] else {
            panic!("the cut is told: {:?}", part.rows);
        };
        assert_eq!(note.cut_bytes, (cut - last - 1) as u64);
    }
}

#[tokio::test]
async fn the_chain_goes_on_behind_a_broken_line_and_from_month_to_month() {
    let (folder, path) = five().await;
    let mut all = lines(&path);
    all[4] = "not a line".to_owned();
    put(&path, &all);
    let log = open(&folder);
    for (moment, request) in [
        ("2026-11-30T23:59:59Z", "november"),
        ("2026-12-01T00:00:00Z", "december"),
    ] {
        log.note(access(at(moment), Role::Chair, request)).await;
    }
    drop(log);
    let report = check(&folder);
    assert_eq!(report.broken.len(), 1, "{:?}", report.broken);
    assert_eq!((report.broken[0].line, report.lines), (5, 7));
    assert_eq!(lines(&file(&folder, "2026-12")).len(), 1);
    // A partnership may take away whole months: the rest stays provable, and says so.
    fs::remove_file(&path).unwrap();
    let report = check(&folder);
    assert!(report.broken.is_empty());
    assert_eq!(report.first, Some(7));
    assert_eq!(report.notes().len(), 1);
}

#[tokio::test]
async fn a_clock_that_is_set_back_puts_no_line_into_an_earlier_month() {
    let folder = tempfile::tempdir().unwrap();
    let log = open(&folder);
    for moment in ["2026-12-01T00:00:00Z", "2026-11-30T23:00:00Z"] {
        log.note(access(at(moment), Role::Chair, moment)).await;
    }
    drop(log);
    assert!(check(&folder).notes().is_empty());
    assert_eq!(lines(&file(&folder, "2026-12")).len(), 2);
    assert!(!file(&folder, "2026-11").exists());
}

/// A crash leaves the file of a new month empty; what stands in the month before stays when the
/// clock is found to be early.
#[tokio::test]
async fn an_empty_file_of_a_later_month_costs_no_line_of_an_earlier_one() {
    let (folder, november) = five().await;
    File::create(file(&folder, "2026-12")).unwrap();
    let log = open(&folder);
    let late = at("2026-11-30T23:59:59Z");
    log.note(access(late, Role::Chair, "late")).await;
    drop(log);
    assert_eq!(lines(&november).len(), 6);
    let report = check(&folder);
    assert!(report.broken.is_empty(), "{:?}", report.broken);
    assert_eq!(report.lines, 6);
}

#[tokio::test]
async fn entries_come_newest_first_in_parts_as_the_filter_leaves_them() {
    let folder = tempfile::tempdir().unwrap();
    let log = open(&folder);
    for number in 0..700_i64 {
        let role = if number % 7 == 0 {
            Role::Inspector
        } else {
            Role::Chair
        };
        let moment = at("2026-10-20T12:00:00Z") + TimeDelta::hours(number);
        log.note(access(moment, role, &number.to_string())).await;
    }
    log.settled().await;
    let inspector = Filter {
        role: Some(Role::Inspector),
        ..Filter::default()
    };
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let part = log.entries(&inspector, before, 30).unwrap();
        assert_eq!(part.broken, 0);
        found.extend(requests(&part).into_iter().map(ToOwned::to_owned));
        before = part.next;
        if before.is_none() {
            break;
        }
    }
    let expected: Vec<String> = (0..700)
        .rev()
        .filter(|number| number % 7 == 0)
        .map(|number| number.to_string())
        .collect();
    assert_eq!(found, expected);
    let day = "2026-11-03".parse().ok();
    let one_day = Filter {
        from: day,
        to: day,
        ..Filter::default()
    };
    assert_eq!(log.entries(&one_day, None, 100).unwrap().rows.len(), 24);
    let nobody = Filter {
        user: Some("account:nobody".to_owned()),
        ..Filter::default()
    };
    assert_eq!(log.entries(&nobody, None, 100).unwrap().rows, []);
}

#[tokio::test]
async fn nobody_is_told_that_an_access_is_noted_when_it_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(Failing::default());
    let log = AccessLog::open(folder.path().join(FOLDER), disk.clone()).unwrap();
    let moment = at("2026-11-04T09:00:00Z");
    let first = |request| log.note_first(access(moment, Role::Inspector, request));
    assert_eq!(first("before").await, Ok(()));
    disk.0.store(true, Ordering::SeqCst);
    log.note(access(moment, Role::Chair, "kept")).await;
    log.settled().await;
    assert_eq!(first("refused").await, Err(NotNoted));
    disk.0.store(false, Ordering::SeqCst);
    assert_eq!(first("after").await, Ok(()));
    let part = log.entries(&Filter::default(), None, 50).unwrap();
    assert_eq!(requests(&part), ["after", "kept", "before"]);
    drop(log);
    assert!(check(&folder).notes().is_empty());
}

/// A log of one access in each month from November 2024 to November 2026.
async fn two_years() -> (TempDir, AccessLog) {
    let folder = tempfile::tempdir().unwrap();
    let log = open(&folder);
    for month in 0..25_u32 {
        let (year, month) = (2024 + (month + 10) / 12, (month + 10) % 12 + 1);
        let moment = at(&format!("{year}-{month:02}-15T09:00:00Z"));
        log.note(access(moment, Role::Chair, &format!("{year}-{month:02}")))
            .await;
    }
    log.settled().await;
    (folder, log)
}

#[tokio::test]
async fn whole_months_that_are_kept_no_longer_are_removed_and_a_line_says_so() {
    let (folder, log) = two_years().await;
    let now = Moment::new(at("2026-11-28T10:00:00Z"));
    assert!(log.retain(now, 18).await);
    assert!(!file(&folder, "2025-04").exists() && file(&folder, "2025-05").exists());
    let part = log.entries(&Filter::default(), None, 100).unwrap();
    assert_eq!((part.broken, part.rows.len()), (0, 20));
    let Some(Entry::Note(note)) = part.rows.first() else {
        panic!("{:?}", part.rows.first())
    };
    assert_eq!((note.removed_to, note.kept_months), (6, 18));
    // What is left is whole, and says where it begins.
    let report = check(&folder);
    assert!(report.broken.is_empty(), "{:?}", report.broken);
    assert_eq!((report.first, report.lines), (Some(7), 20));
    assert!(report.notes()[0].contains("begins at number 7"));
    // Nothing more is to be removed, and nothing more is said.
    assert!(log.retain(now, 18).await);
    assert_eq!(check(&folder).lines, 20);
    // The chain goes on.
    log.note(access(now.utc(), Role::Chair, "after")).await;
    drop(log);
    let log = open(&folder);
    log.settled().await;
    assert!(check(&folder).broken.is_empty());
    assert_eq!(check(&folder).lines, 21);
}

#[tokio::test]
async fn never_less_than_a_year_is_kept_nor_is_the_newest_month_removed() {
    let (folder, log) = two_years().await;
    assert!(log.retain(Moment::new(at("2026-11-28T10:00:00Z")), 1).await);
    assert!(!file(&folder, "2025-10").exists() && file(&folder, "2025-11").exists());
    // Nobody looked at anything for years.
    assert!(
        log.retain(Moment::new(at("2036-11-28T10:00:00Z")), 12)
            .await
    );
    assert!(file(&folder, "2026-11").exists());
    assert!(!file(&folder, "2026-10").exists());
    assert!(check(&folder).broken.is_empty());
    let from = kept_from("2026-11-28".parse().unwrap(), 12);
    assert_eq!(from.to_string(), "2025-11-01");
}

#[tokio::test]
async fn the_accesses_of_some_things_in_a_period_are_given_as_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    let log = open(&folder);
    let of = |thing: &str, moment: &str| Access {
        thing: Some(thing.to_owned()),
        ..access(at(moment), Role::Chair, moment)
    };
    for (thing, moment) in [
        ("plan/1", "2026-10-31T23:30:00Z"),
        ("plan/2", "2026-11-01T09:00:00Z"),
        ("plan/1", "2026-11-02T09:00:00Z"),
        ("event/7", "2026-11-03T09:00:00Z"),
        ("plan/1", "2026-12-01T09:00:00Z"),
    ] {
        log.note(of(thing, moment)).await;
    }
    log.note(access(at("2026-12-01T10:00:00Z"), Role::Chair, "none"))
        .await;
    log.settled().await;
    let things = ["plan/1", "event/7"].map(ToOwned::to_owned).into();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let found = log
        .about(&things, day("2026-11-01"), day("2026-11-30"))
        .unwrap();
    let requests: Vec<&str> = found
        .iter()
        .map(|noted| noted.access.request.as_str())
        .collect();
    assert_eq!(requests, ["2026-11-02T09:00:00Z", "2026-11-03T09:00:00Z"]);
    let stored = lines(&file(&folder, "2026-11"));
    assert_eq!(found[0].line, stored[1]);
    let whole = log
        .about(&things, day("2026-10-31"), day("2026-12-31"))
        .unwrap();
    assert_eq!(whole.len(), 4);
    let nothing = std::collections::BTreeSet::new();
    let none = log.about(&nothing, day("2026-10-01"), day("2026-12-31"));
    assert_eq!(none.unwrap(), []);
}

#[test]
fn every_access_is_of_a_kind_by_its_route() {
    let of = |method: &str, route: &str| {
        let access = access(at("2026-11-04T09:00:00Z"), Role::Chair, "r");
        let (method, route) = (method.to_owned(), route.to_owned());
        Access {
            method,
            route,
            ..access
        }
        .look()
    };
    for (route, look) in [
        ("/plan/{id}", Look::Page),
        ("/search/{id}", Look::Search),
        ("/actions/export.csv", Look::TakenAway),
        ("/trail/export.ndjson", Look::TakenAway),
        ("/evidence/{id}/file", Look::TakenAway),
        ("/meeting/{id}/paper/{paper}/file", Look::TakenAway),
        ("/checkpoints/{size}/note.txt", Look::TakenAway),
        ("/evidence-pack/{id}/pack.zip", Look::Pack),
        ("/evidence-packs", Look::Page),
        ("/record/{kind}/{id}/{command}", Look::Form),
        ("/api/v1/actions", Look::Program),
        ("/api/v1/search", Look::Search),
    ] {
        assert_eq!(of("GET", route), look, "{route}");
    }
    assert_eq!(of("POST", "/checkpoints/check"), Look::Form);
    for look in Look::ALL {
        assert_eq!(Look::from_word(look.word()), Some(look));
    }
}
