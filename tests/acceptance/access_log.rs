//! Who looked at what: noted before an inspector sees it, kept through a stop and a crash, told to
//! those who keep the accounts and to oneself, and never with words.

use super::office::Programs;
use super::running::Served;
use super::sample::{action, imported};
use super::server::{Answer, MANAGER, Server, start_of_time};
use events::envelope::Role;
use golden_thread::access_log::{Access, AccessLog, Entry, Filter, verify};
use golden_thread::clock::Clock;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A word that stands nowhere in the product.
const MARK: &str = "Marigoldlantern";

/// Asks for a page as whom one chose to act as.
fn page_as(server: &Server, acting: &str, path: &str) -> Answer {
    let cookie = format!("golden-thread-acting-as={acting}");
    server.send("GET", path, &[("Cookie", &cookie)], &[])
}

/// Asks for an answer of the interface in a role.
fn read_as(server: &Server, acting: &str, path: &str) -> Answer {
    let headers = [("Golden-Thread-Acting-As", acting)];
    server.send("GET", &format!("/api/v1{path}"), &headers, &[])
}

/// What stands in the files of the access log at this moment.
fn noted(data: &Path) -> Vec<Access> {
    let mut files: Vec<_> = std::fs::read_dir(data.join("access"))
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            if let Ok(Entry::Access(access)) = serde_json::from_value(line["entry"].clone()) {
                found.push(access);
            }
        }
    }
    found
}

fn of_request<'a>(all: &'a [Access], answer: &Answer) -> Option<&'a Access> {
    let id = answer.header("x-request-id");
    all.iter().find(|access| access.request == id)
}

#[test]
fn what_an_inspector_reads_is_noted_before_it_is_shown() {
    let server = Server::new();
    let plan = imported(&server);
    let id = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    let pages = [
        ("/".to_owned(), "/", None),
        (
            format!("/plan/{plan}"),
            "/plan/{id}",
            Some(format!("plan/{plan}")),
        ),
        (
            format!("/action/{id}?as_at=2021-05-01T10:00"),
            "/action/{id}",
            Some(format!("improvement_action/{id}")),
        ),
        (
            format!("/thread/improvement_action/{id}"),
            "/thread/{kind}/{id}",
            Some(format!("improvement_action/{id}")),
        ),
        (
            "/trail/2".to_owned(),
            "/trail/{position}",
            Some("event/2".to_owned()),
        ),
        (
            "/actions/export.csv".to_owned(),
            "/actions/export.csv",
            None,
        ),
    ];
    for (path, route, thing) in pages {
        let answer = page_as(&server, "inspector", &path);
        let all = noted(server.folder());
        let access = of_request(&all, &answer).unwrap_or_else(|| panic!("{path} is not noted"));
        assert_eq!(access.route, route);
        assert_eq!(access.thing, thing, "{path}");
        assert_eq!(access.status, answer.status);
        assert_eq!(access.user, "acting-as:inspector");
        assert_eq!(access.as_at.is_some(), path.contains("as_at"), "{path}");
    }
    for (path, route) in [
        ("/actions".to_owned(), "/api/v1/actions"),
        (format!("/actions/{id}"), "/api/v1/actions/{id}"),
    ] {
        let answer = read_as(&server, "inspector", &path).is(200);
        let all = noted(server.folder());
        let access = of_request(&all, &answer).unwrap_or_else(|| panic!("{path} is not noted"));
        assert_eq!(access.route, route);
    }
}

#[test]
fn nothing_is_shown_to_an_inspector_that_cannot_be_noted_and_others_go_on() {
    let server = Server::new();
    // Where the file of this month should lie is something else.
    std::fs::create_dir_all(server.folder().join("access/2021-06.ndjson")).unwrap();
    let refused = page_as(&server, "inspector", "/actions").is(503);
    assert!(refused.text().contains("noted before it is shown"));
    let refused = read_as(&server, "inspector", "/plans").is(503);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    page_as(&server, "chair", "/actions").is(200);
    std::fs::remove_dir(server.folder().join("access/2021-06.ndjson")).unwrap();
    let shown = page_as(&server, "inspector", "/actions").is(200);
    let all = noted(server.folder());
    assert!(of_request(&all, &shown).is_some());
    // What others saw meanwhile was kept for later.
    let chair = all.iter().filter(|access| access.user == "acting-as:chair");
    assert_eq!(chair.count(), 1);
    let inspector = all
        .iter()
        .filter(|access| access.user == "acting-as:inspector");
    assert_eq!(
        inspector.count(),
        1,
        "what was not shown is not noted as seen"
    );
}

#[test]
fn nothing_is_lost_when_the_server_is_stopped() {
    let server = Server::new();
    let answers: Vec<Answer> = (0..40)
        .map(|_| page_as(&server, "chair", "/deadlines").is(200))
        .collect();
    let folder = server.stopped();
    let all = noted(folder.path());
    for answer in &answers {
        assert!(of_request(&all, answer).is_some());
    }
    assert!(
        verify(&folder.path().join("access"))
            .unwrap()
            .notes()
            .is_empty()
    );
}

#[test]
fn a_refusal_and_what_is_not_there_are_noted_and_what_tells_nothing_is_not() {
    let server = Server::new();
    let refused = page_as(&server, "administrator", "/plan").is(403);
    let missing = page_as(
        &server,
        "chair",
        "/plan/0198f0c2-7a3b-7c41-8d52-0242ac120002",
    )
    .is(404);
    let health = page_as(&server, "chair", "/health").is(200);
    let folder = server.stopped();
    let all = noted(folder.path());
    assert_eq!(of_request(&all, &refused).unwrap().status, 403);
    assert_eq!(of_request(&all, &missing).unwrap().status, 404);
    assert_eq!(of_request(&all, &health), None);
}

#[test]
fn no_words_that_somebody_typed_stand_in_the_access_log() {
    let server = Server::new();
    for path in [
        format!("/actions?q={MARK}&as_at={MARK}"),
        format!("/plan/{MARK}"),
        format!("/thread/{MARK}/{MARK}"),
        format!("/trail/{MARK}"),
        format!("/{MARK}"),
        format!("/api/v1/{MARK}"),
        format!("/api/v1/actions/{MARK}"),
    ] {
        page_as(&server, "chair", &path);
        let headers = [
            ("Cookie", "golden-thread-acting-as=inspector"),
            ("X-Request-Id", MARK),
            ("User-Agent", MARK),
        ];
        server.send("GET", &path, &headers, &[]);
        server.send(MARK, &path, &headers, &[]);
    }
    let folder = server.stopped();
    let mut read = 0;
    for entry in std::fs::read_dir(folder.path().join("access")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(MARK), "{text}");
        read += text.lines().count();
    }
    assert!(read >= 7, "{read}");
}

#[test]
fn those_who_answer_for_the_partnership_see_everything_and_everybody_sees_their_own() {
    let server = Server::new();
    page_as(&server, "chair", "/deadlines").is(200);
    page_as(&server, "inspector", "/gaps").is(200);
    for path in ["/accounts/access", "/accounts/access/export.csv"] {
        for role in ["inspector", "pqa_coordinator", "log_auditor", "agency_lead"] {
            page_as(&server, role, path).is(403);
        }
    }
    for role in ["business_manager", "chair"] {
        let page = page_as(&server, role, "/accounts/access").is(200).text();
        let body = page.split("<tbody").nth(1).unwrap();
        assert!(
            body.contains("Gaps") && body.contains("Inspector"),
            "{body}"
        );
    }
    let all = page_as(&server, "administrator", "/accounts/access")
        .is(200)
        .text();
    assert!(all.contains("Deadlines") && all.contains("Gaps"), "{all}");
    assert!(!all.contains("was changed"));
    let one = page_as(&server, "administrator", "/accounts/access?role=inspector").text();
    let body = one.split("<tbody").nth(1).unwrap();
    assert!(
        body.contains("Gaps") && !body.contains("Deadlines"),
        "{body}"
    );
    let own = page_as(&server, "chair", "/account/access?role=inspector&account=x").is(200);
    let own = own.text();
    let body = own.split("<tbody").nth(1).unwrap();
    assert!(
        body.contains("Deadlines") && !body.contains(">Gaps<"),
        "{body}"
    );
    let csv = page_as(&server, "administrator", "/accounts/access/export.csv").is(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.header("content-disposition").starts_with("attachment"));
    let text = csv.text();
    assert!(
        text.lines()
            .next()
            .unwrap()
            .contains("Number,When,Who,Role"),
        "{text}"
    );
    assert!(
        text.contains(",Inspector,") && text.contains(",Gaps,"),
        "{text}"
    );
    let own = page_as(&server, "chair", "/account/access/export.csv")
        .is(200)
        .text();
    assert!(!own.contains(",Inspector,"), "{own}");
}

#[test]
fn a_changed_line_is_told_by_the_page_and_by_verify_which_still_passes_the_record() {
    let server = Server::new();
    for path in ["/deadlines", "/gaps", "/plan"] {
        page_as(&server, "inspector", path).is(200);
    }
    let file = server.folder().join("access/2021-06.ndjson");
    let text = std::fs::read_to_string(&file).unwrap();
    let changed = text.replacen("acting-as:inspector", "acting-as:inspectos", 1);
    assert_ne!(text, changed);
    std::fs::write(&file, changed).unwrap();
    let told = page_as(&server, "administrator", "/accounts/access")
        .is(200)
        .text();
    assert!(told.contains("The access log was changed"), "{told}");
    let folder = server.stopped();
    let out = Command::new(env!("CARGO_BIN_EXE_golden-thread"))
        .args(["verify", "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{told}");
    assert!(
        told.contains("Note: access log: ") && told.contains("line 1"),
        "{told}"
    );
}

/// What stands in the table of a page.
fn rows(page: &Answer) -> String {
    let page = page.text();
    page.split("<tbody").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_thing_leads_to_who_looked_at_it_for_those_who_may_see_that() {
    let server = Server::new();
    let plan = imported(&server);
    let id = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    let thing = format!("improvement_action/{id}");
    let position = server.read(&format!("/trail?stream={thing}")).json();
    let position = position["rows"][0]["position"].as_u64().unwrap();
    let link = format!("/accounts/access?thing={thing}");
    for path in [
        format!("/action/{id}"),
        format!("/thread/improvement_action/{id}"),
        format!("/trail/{position}"),
        format!("/plan/{plan}"),
        "/actions".to_owned(),
    ] {
        let page = page_as(&server, "inspector", &path).is(200).text();
        assert!(!page.contains("Who looked at this"), "{path}");
    }
    for role in ["chair", "business_manager"] {
        let page = page_as(&server, role, &format!("/action/{id}")).text();
        assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
    }
    let by_inspector = format!("{link}&role=inspector");
    let page = page_as(&server, "chair", &by_inspector).is(200);
    let told = rows(&page);
    assert_eq!(told.matches("<tr").count(), 3, "{told}");
    for what in ["An action", "One event", "Event "] {
        assert!(told.contains(what), "{what}: {told}");
    }
    // A plan's page leads there too.
    let page = page_as(&server, "chair", &format!("/plan/{plan}")).text();
    assert!(page.contains(&format!("/accounts/access?thing=plan/{plan}")));
    let csv = by_inspector.replace("/accounts/access?", "/accounts/access/export.csv?");
    let csv = page_as(&server, "chair", &csv).is(200).text();
    assert_eq!(csv.lines().count(), 4, "{csv}");
    // One's own accesses are not widened by asking for a thing.
    let own = page_as(&server, "chair", &link.replace("accounts", "account")).is(200);
    assert!(!rows(&own).contains("Inspector"));
}

#[test]
fn accesses_are_told_and_narrowed_by_kind() {
    let server = Server::new();
    page_as(&server, "chair", "/actions").is(200);
    page_as(&server, "chair", "/actions/export.csv").is(200);
    page_as(&server, "chair", "/search").is(200);
    read_as(&server, "chair", "/actions").is(200);
    for (look, title, what) in [
        ("page", "Looked at", "Actions"),
        ("taken_away", "Taken away", "taken away as CSV"),
        ("search", "Searched", "Search"),
        ("program", "By program", "By program: "),
    ] {
        let path = format!("/accounts/access?look={look}&role=chair");
        let told = rows(&page_as(&server, "administrator", &path).is(200));
        assert_eq!(told.matches("<tr").count(), 1, "{look}: {told}");
        assert!(
            told.contains(title) && told.contains(what),
            "{look}: {told}"
        );
    }
    let packs = page_as(&server, "administrator", "/accounts/access?look=pack").text();
    assert!(packs.contains("Nothing is noted that fits"), "{packs}");
}

#[test]
fn what_is_kept_no_longer_is_removed_and_told_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::set_to(start_of_time());
    let server = Server::on(folder, clock.clone());
    page_as(&server, "inspector", "/gaps").is(200);
    page_as(&server, "inspector", "/plan").is(200);
    clock.set("2023-01-10T09:00:00Z".parse().unwrap());
    page_as(&server, "inspector", "/deadlines").is(200);
    let folder = server.stopped();
    let disk = std::sync::Arc::new(events::log::RealDisk);
    let log = AccessLog::open(folder.path().join("access"), disk).unwrap();
    let now = events::envelope::Moment::new(clock.now());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    assert!(runtime.block_on(log.retain(now, 12)));
    drop(log);
    let server = Server::on(folder, clock);
    let told = rows(&page_as(&server, "chair", "/accounts/access").is(200));
    assert!(
        !told.contains("Gaps") && told.contains("Deadlines"),
        "{told}"
    );
    assert!(told.contains("Lines up to number 2 were removed"), "{told}");
    let notes = verify(&server.folder().join("access")).unwrap().notes();
    assert!(notes[0].contains("begins at number 3"), "{notes:?}");
}

/// How many programs an inspector has, so that none of them asks too often.
const PROGRAMS: usize = 40;

/// The id of a request that was answered; none once the server is gone.
fn read_by(served: &Served<'_>) -> Option<String> {
    let answer = served.send("GET", "/plans", &[]).ok()?;
    assert_eq!(answer.status, 200, "{}", answer.text());
    Some(answer.header("x-request-id").to_owned())
}

#[test]
fn what_an_inspector_was_shown_is_noted_after_the_server_is_killed() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    let programs = Programs::working_as(Role::Inspector, &folder, PROGRAMS);
    let mut shown = Vec::new();
    for _ in 0..3 {
        let served = Served::start(&folder, &programs);
        let process = served.process().to_string();
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..3)
                .map(|_| {
                    scope.spawn(|| std::iter::from_fn(|| read_by(&served)).collect::<Vec<_>>())
                })
                .collect();
            // Lines are being written at that moment, whichever it is.
            for _ in 0..20 {
                shown.push(read_by(&served).unwrap());
            }
            let killed = Command::new("kill").args(["-9", &process]).status();
            assert!(killed.unwrap().success());
            for reader in readers {
                shown.extend(reader.join().unwrap());
            }
        });
    }
    // Opening it cuts what was torn.
    drop(Served::start(&folder, &programs));
    let all = noted(&folder);
    for id in &shown {
        let noted = all.iter().find(|access| access.request == *id);
        let noted = noted.unwrap_or_else(|| panic!("{id} is not noted"));
        assert_eq!(noted.role, Role::Inspector);
        assert!(noted.user.starts_with("account:"), "{noted:?}");
    }
    let report = verify(&folder.join("access")).unwrap();
    assert!(
        report.broken.is_empty() && report.torn_bytes == 0,
        "{report:?}"
    );
    assert!(report.lines >= shown.len() as u64);
}

#[test]
fn a_restarted_server_goes_on_where_the_access_log_ended() {
    let server = Server::on(tempfile::tempdir().unwrap(), Clock::set_to(start_of_time()));
    page_as(&server, "inspector", "/gaps").is(200);
    let server = server.restarted();
    page_as(&server, MANAGER, "/gaps").is(200);
    let folder = server.stopped();
    let disk = std::sync::Arc::new(events::log::RealDisk);
    let log = AccessLog::open(folder.path().join("access"), disk).unwrap();
    let part = log.entries(&Filter::default(), None, 50).unwrap();
    let numbers: Vec<u64> = part.rows.iter().map(Entry::number).collect();
    assert_eq!((numbers, part.broken), (vec![2, 1], 0));
}
