//! Checkpoints: made and listed, kept in minutes and notes, checked against the record, and told
//! where they are published.

use super::cli::{refused, run};
use super::keys::recorded;
use super::sample::imported;
use super::server::{Answer, MANAGER, MASTER_KEY, Server, start_of_time};
use chrono::TimeDelta;
use golden_thread::app::{App, Start};
use golden_thread::checkpoints::publish::Publisher;
use golden_thread::clock::Clock;
use golden_thread::config;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// The checkpoint that is made now.
fn made(server: &Server) -> Value {
    server.write("/checkpoints", &json!({})).is(201).json()
}

fn text<'a>(made: &'a Value, name: &str) -> &'a str {
    made[name].as_str().unwrap()
}

fn as_role(server: &Server, role: &str, method: &str, path: &str) -> Answer {
    let cookie = format!("golden-thread-acting-as={role}");
    let headers = [
        ("Cookie", cookie.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    server.send(method, path, &headers, &[])
}

/// Pastes something kept, and perhaps names how many events there were.
fn check(server: &Server, kept: &str, size: &str) -> Answer {
    let fields = [("kept", kept), ("size", size)];
    let site = [("Sec-Fetch-Site", "same-origin")];
    server.multipart("/checkpoints/check", &site, &fields, None)
}

#[track_caller]
fn stands(answer: &Answer) {
    let page = answer.text();
    assert!(page.contains("It still stands"), "{page}");
    assert!(!page.contains("It does not stand"), "{page}");
}

#[track_caller]
fn fails(answer: &Answer, why: &str) {
    let page = answer.text();
    assert!(
        page.contains("It does not stand") && page.contains(why),
        "{page}"
    );
    assert!(!page.contains("It still stands"), "{page}");
}

#[test]
fn a_checkpoint_is_made_from_the_page_once_and_listed_with_its_code_for_the_minutes() {
    let server = Server::new();
    imported(&server);
    let page = server.page("/checkpoints").is(200).text();
    assert!(page.contains("No checkpoint was made yet"), "{page}");
    assert!(page.contains("Make a checkpoint now"), "{page}");
    let sent = as_role(&server, MANAGER, "POST", "/checkpoints/make").is(303);
    let place = sent.header("location").to_owned();
    let size = server.recorded();
    assert_eq!(place, format!("/checkpoints?made={size}"));
    let page = server.page(&place).is(200).text();
    let listed = server.read("/checkpoints").is(200).json();
    let code = text(&listed["rows"][0], "code");
    let minute = format!("At {size} events on 1 June 2021: {code}");
    assert!(page.contains(&minute), "{page}");
    assert!(page.contains("covers everything recorded so far"), "{page}");
    assert!(!page.contains("Make a checkpoint now"), "{page}");
    // Nothing was recorded since: the same one is given.
    let again = as_role(&server, MANAGER, "POST", "/checkpoints/make").is(303);
    assert_eq!(
        again.header("location"),
        format!("/checkpoints?already={size}")
    );
    let rows = server.read("/checkpoints").json()["rows"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 1);
    // The key that checks it, and what was recorded up to it.
    assert!(page.contains("Fingerprint") && page.contains(text(&listed, "verifier")));
    assert!(page.contains("/trail?order=oldest&amp;after=0"), "{page}");
}

#[test]
fn a_checkpoint_has_a_page_to_print_and_a_note_to_take_away() {
    let server = Server::new();
    let one = made(&server);
    let size = &one["size"];
    let page = server.page(&format!("/checkpoints/{size}")).is(200).text();
    assert!(page.contains(text(&one, "code")) && page.contains(text(&one, "root")));
    assert!(page.contains(text(&one, "note").lines().next().unwrap()));
    let note = server
        .page(&format!("/checkpoints/{size}/note.txt"))
        .is(200);
    assert_eq!(note.text(), text(&one, "note"));
    assert_eq!(note.header("content-type"), "text/plain; charset=utf-8");
    let name = format!("attachment; filename=\"checkpoint-{size}.txt\"");
    assert_eq!(note.header("content-disposition"), name);
    server.page("/checkpoints/1").is(404);
    server.page("/checkpoints/1/note.txt").is(404);
}

#[test]
fn who_may_see_proofs_sees_them_and_who_may_sign_makes_them() {
    let server = Server::new();
    for role in ["inspector", "log_auditor", "chair", "cspr_coordinator"] {
        as_role(&server, role, "GET", "/checkpoints").is(200);
        as_role(&server, role, "GET", "/checkpoints/check").is(200);
    }
    for role in ["pqa_member", "agency_lead"] {
        as_role(&server, role, "GET", "/checkpoints").is(403);
        as_role(&server, role, "POST", "/checkpoints/make").is(403);
    }
    let page = as_role(&server, "inspector", "GET", "/checkpoints").text();
    assert!(!page.contains("Make a checkpoint now"), "{page}");
    as_role(&server, "inspector", "POST", "/checkpoints/make").is(403);
    as_role(&server, "log_auditor", "POST", "/checkpoints/make").is(303);
}

#[test]
fn what_was_kept_still_stands_however_it_was_kept_after_more_was_recorded() {
    let server = Server::new();
    let kept = made(&server);
    imported(&server);
    let later = made(&server);
    let (code, size) = (text(&kept, "code"), kept["size"].to_string());
    let minute = format!("At {size} events on 1 June 2021: {code}");
    stands(&check(&server, code, "").is(200));
    stands(&check(&server, code, &size).is(200));
    stands(&check(&server, &minute, "").is(200));
    stands(&check(&server, &code.to_lowercase().replace('-', " "), "").is(200));
    stands(&check(&server, text(&kept, "note"), "").is(200));
    // As a file, and as a file of several.
    let site = [("Sec-Fetch-Site", "same-origin")];
    let several = format!("{}\n{}", text(&kept, "note"), text(&later, "note"));
    let file = Some(("notes.txt", several.as_bytes()));
    let fields = [("kept", ""), ("size", "")];
    let answer = server.multipart("/checkpoints/check", &site, &fields, file);
    stands(&answer);
    let page = answer.text();
    assert!(page.contains("2 of 2"), "{page}");
    // The proof that it gives is one that anybody can check.
    let place = format!("/checkpoints/{size}/proof.txt");
    assert!(page.contains(&place), "{page}");
    let proof = server.page(&place).is(200).text();
    let (hashes, note) = proof.split_once("\n\n").unwrap();
    assert_eq!(note, text(&later, "note"));
    let mut lines = hashes.lines();
    assert_eq!(lines.next(), Some(format!("old {size}").as_str()));
    let hashes: Vec<proof::Hash> = lines.map(decoded).collect();
    let verifier = text(&server.read("/checkpoints").json(), "verifier").to_owned();
    let verifier: proof::Verifier = verifier.parse().unwrap();
    let (old, new) = (
        verifier.open(text(&kept, "note")).unwrap(),
        verifier.open(note).unwrap(),
    );
    let held = proof::verify_consistency(old.size, &old.root, new.size, &new.root, &hashes);
    assert_eq!(held, Ok(()));
}

fn decoded(line: &str) -> proof::Hash {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.decode(line).unwrap().try_into().unwrap()
}

#[test]
fn what_does_not_stand_is_named_and_nothing_typed_is_lost() {
    let server = Server::new();
    let one = made(&server);
    let (code, size) = (text(&one, "code"), one["size"].as_u64().unwrap());
    let note = text(&one, "note");
    fails(
        &check(&server, code, &(size - 1).to_string()),
        "the code of this log is",
    );
    fails(
        &check(&server, code, &(size + 7).to_string()),
        "and there are only",
    );
    let forged = note.replacen(&format!("\n{size}\n"), "\n1\n", 1);
    fails(&check(&server, &forged, ""), "changed after it was signed");
    let name = note.lines().next().unwrap();
    let checkpoint = proof::Checkpoint::claimed(note).unwrap();
    let other_key = proof::Signer::new(name, &[9; 32]).unwrap();
    let resigned = other_key.sign(&checkpoint);
    fails(&check(&server, &resigned, ""), "signed with another key");
    let elsewhere = Server::new();
    let other = made(&elsewhere);
    fails(
        &check(&server, text(&other, "note"), ""),
        "a checkpoint of another log",
    );
    // A code of nothing that is kept, and no size: the page asks for it, and keeps the code.
    let unknown = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01";
    let asked = check(&server, unknown, "").is(200).text();
    assert!(asked.contains("How many events was it made at?"), "{asked}");
    assert_eq!(asked.matches(unknown).count(), 2, "said, and in the box");
    for (kept, size, why) in [
        ("the minutes of June", "12", "Paste a code"),
        (code, "twelve", "in digits"),
    ] {
        let answer = check(&server, kept, size).is(422).text();
        assert!(answer.contains(why), "{answer}");
        assert!(answer.contains(kept), "{answer}");
        assert!(answer.contains(&format!("value=\"{size}\"")), "{answer}");
    }
}

/// Copies a data folder that nobody has open.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_record_that_grew_otherwise_from_a_backup_is_told_as_forked() {
    let server = Server::new();
    let folder = server.stopped();
    let backup = tempfile::tempdir().unwrap();
    copied(folder.path(), backup.path());
    let server = Server::on(folder, Clock::set_to(start_of_time()));
    imported(&server);
    let kept = made(&server);
    let restored = Server::on(backup, Clock::set_to(start_of_time()));
    fails(
        &check(&restored, text(&kept, "note"), ""),
        "and there are only",
    );
    imported(&restored);
    // Ids are drawn anew, so the same plan is another history.
    fails(
        &check(&restored, text(&kept, "note"), ""),
        "are not those it signed",
    );
}

#[test]
fn the_list_can_be_seen_as_at_an_earlier_moment() {
    let server = Server::new();
    let first = made(&server);
    server.clock.advance(TimeDelta::days(2));
    imported(&server);
    let second = made(&server);
    let page = server.page("/checkpoints?as_at=2021-06-02T09:00").is(200);
    let page = page.text();
    assert!(page.contains(text(&first, "code")), "{page}");
    assert!(!page.contains(text(&second, "code")), "{page}");
    assert!(!page.contains("Make a checkpoint now"), "{page}");
}

/// A publisher that adds checkpoints to a file.
fn publisher(app: &App, file: &Path) -> Publisher {
    let wanted = config::Checkpoints {
        file: Some(file.to_owned()),
        ..config::Checkpoints::default()
    };
    Publisher::of(app.data_folder(), &wanted, None).unwrap()
}

#[test]
fn the_page_and_health_say_where_checkpoints_are_published_and_what_fails() {
    let (folder, beside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let clock = Clock::set_to(start_of_time());
    let app = App::start(Start {
        data: folder.path().to_owned(),
        master_key: MASTER_KEY,
        clock: clock.clone(),
    });
    let app = app.unwrap();
    app.log().checkpoint().unwrap();
    let drive = beside.path().join("drive");
    let mut publisher = publisher(&app, &drive.join("notes.txt"));
    publisher.go(&app.log().checkpoints(), clock.now());
    let publication = publisher.publication();
    let size = app.log().size();
    app.close();
    let server = Server::furnished(folder, clock.clone(), |site| {
        golden_thread::web::visit::Site {
            publication: Arc::clone(&publication),
            ..site
        }
    });
    let page = server.page("/checkpoints").is(200).text();
    assert!(page.contains("Failing") && page.contains("Make the folder"));
    let health = server.send("GET", "/health", &[], &[]).is(200).json();
    assert_eq!(health["publication"][0]["to"], "file");
    assert_eq!(health["publication"][0]["why"], "the folder is not there");
    assert!(!health.to_string().contains("notes.txt"), "{health}");
    assert_eq!(health["checkpoint"], size);
    std::fs::create_dir(&drive).unwrap();
    clock.advance(TimeDelta::minutes(5));
    let notes = server.read("/checkpoints").json()["rows"][0]["note"].clone();
    let signed = golden_thread::checkpoints::held::find(notes.as_str().unwrap(), None);
    assert_eq!(signed.len(), 1);
    let folder = server.stopped();
    let app = App::start(Start {
        data: folder.path().to_owned(),
        master_key: MASTER_KEY,
        clock: clock.clone(),
    });
    publisher.go(&app.unwrap().log().checkpoints(), clock.now());
    let published = std::fs::read_to_string(drive.join("notes.txt")).unwrap();
    assert_eq!(published.trim(), notes.as_str().unwrap().trim());
    assert!(publication.states()[0].failure.is_none());
}

#[test]
fn the_terminal_checks_what_was_kept_also_while_the_record_is_served() {
    let server = Server::new();
    let kept = made(&server);
    imported(&server);
    let (code, size) = (text(&kept, "code"), kept["size"].to_string());
    let beside = tempfile::tempdir().unwrap();
    let file = beside.path().join("kept.txt");
    std::fs::write(&file, text(&kept, "note")).unwrap();
    let file = file.to_str().unwrap();
    let told = |arguments: &[&str]| {
        let arguments = [&["checkpoint", "check"], arguments].concat();
        let output = run(server.folder(), &arguments);
        let said = String::from_utf8(output.stdout.clone()).unwrap();
        (output.status.success(), said)
    };
    for arguments in [&[file][..], &[code], &[code, "--size", &size]] {
        let (ok, said) = told(arguments);
        assert!(ok && said.contains("It still stands"), "{said}");
    }
    let (ok, said) = told(&[code, "--json"]);
    let answer: Value = serde_json::from_str(said.trim()).unwrap();
    assert!(ok);
    assert_eq!(answer["ok"], true);
    assert_eq!(answer["checked"][0]["verdict"], "stands");
    assert_eq!(answer["checked"][0]["size"], kept["size"]);
    assert_eq!(answer["checked"][0]["events"], server.recorded());
    let (ok, said) = told(&[code, "--size", "2", "--json"]);
    let answer: Value = serde_json::from_str(said.trim()).unwrap();
    assert!(!ok);
    assert_eq!(answer["checked"][0]["verdict"], "other_code");
    let (ok, said) = told(&["ABCD-EFGH-JKMN-PQRS-TVWX-YZ01"]);
    assert!(!ok && said.contains("--size"), "{said}");
    let nothing = run(server.folder(), &["checkpoint", "check", "nothing"]);
    assert!(refused(&nothing).contains("neither a file"));
    let proof = beside.path().join("proof.txt");
    let proof = proof.to_str().unwrap();
    let (ok, _) = told(&[file, "--proof", proof]);
    assert!(ok);
    let page = server.page(&format!("/checkpoints/{size}/proof.txt"));
    assert_eq!(std::fs::read_to_string(proof).unwrap(), page.is(200).text());
}

#[test]
fn what_the_terminal_prints_of_a_checkpoint_can_be_pasted_as_it_stands() {
    let (_beside, folder, _) = recorded();
    let made = run(&folder, &["checkpoint"]);
    assert!(made.status.success(), "{made:?}");
    let told = String::from_utf8(made.stderr).unwrap();
    let line = |begin: &str| {
        let found = told.lines().find_map(|line| line.strip_prefix(begin));
        found.unwrap_or_else(|| panic!("{begin}: {told}"))
    };
    let minute = line("For the minutes: ");
    let held = line("To compare an evidence pack with it: golden-thread verify PACK --checkpoint ");
    let held = held.trim_matches('"');
    let whole = format!("For the minutes: {minute}");
    for pasted in [minute, held, &whole] {
        let checked = run(&folder, &["checkpoint", "check", pasted]);
        let said = String::from_utf8(checked.stdout).unwrap();
        assert!(said.contains("It still stands"), "{pasted}: {said}");
        let read = pack::HeldCheckpoint::read(pasted).unwrap();
        let pack::HeldCheckpoint::Code { size, code } = read else {
            panic!("{pasted} is read as no code");
        };
        assert!(size.is_some() && held.ends_with(&code), "{pasted}");
    }
}
