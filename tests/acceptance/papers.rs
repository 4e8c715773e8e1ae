//! Papers of a meeting, frozen over HTTP: kept as they were read, covered by a checkpoint, compared
//! with what somebody holds, erased with the meeting's words, and part of a pack.

use super::document::meeting_and_recommendation;
use super::erasing::{CHAIR, took};
use super::scanning::{INFECTED, clamd};
use super::server::{Answer, MANAGER, Server};
use golden_thread::scan::Scanner;
use pack::Held;
use serde_json::{Value, json};
use std::io::Cursor;
use uuid::Uuid;

const PAPER: &[u8] = b"Where the plan stands, and what is asked of the board";
const AS_AT: &str = "2021-06-01T08:00:00Z";

struct Board {
    server: Server,
    meeting: String,
}

impl Board {
    fn new() -> Self {
        Self::of(Server::new())
    }

    fn of(server: Server) -> Self {
        let (meeting, _) = meeting_and_recommendation(&server);
        Self { server, meeting }
    }

    fn freezes_as(&self, acting: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let path = format!("/api/v1/meetings/{}/papers", self.meeting);
        let acting = [("Golden-Thread-Acting-As", acting)];
        let file = Some(("Position.pdf", file));
        self.server.multipart(&path, &acting, fields, file)
    }

    fn freezes(&self, title: &str, as_at: &str, file: &[u8]) -> Answer {
        self.freezes_as(MANAGER, &[("title", title), ("as_at", as_at)], file)
    }

    fn papers(&self) -> Value {
        let path = format!("/meetings/{}?texts=yes", self.meeting);
        self.server.read(&path).is(200).json()["papers"].clone()
    }

    fn file(&self) -> Answer {
        let id = self.papers()[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/meetings/{}/papers/{id}/file", self.meeting);
        self.server.read(&path)
    }

    fn page(&self) -> String {
        let path = format!("/meeting/{}", self.meeting);
        self.server.page(&path).is(200).text()
    }

    fn checks(&self, file: Option<&[u8]>) -> Answer {
        let path = format!("/meeting/{}/check-paper", self.meeting);
        let site = [("Sec-Fetch-Site", "same-origin")];
        let file = file.map(|bytes| ("said-to-be.pdf", bytes));
        self.server.multipart(&path, &site, &[], file)
    }
}

#[test]
fn a_frozen_paper_is_kept_as_it_was_and_a_checkpoint_covers_it_at_once() {
    let board = Board::new();
    let frozen = board.freezes("Position", AS_AT, PAPER).is(200);
    let position = frozen.positions()[0];
    let paper = board.papers()[0].clone();
    assert_eq!(paper["title"], "Position");
    assert_eq!(paper["as_at"], "2021-06-01T08:00:00.000000Z");
    assert_eq!(paper["checkpoint"]["size"], position);
    assert_eq!(board.file().is(200).body, PAPER);
    let code = paper["checkpoint"]["code"].as_str().unwrap();
    let page = board.page();
    let hash = paper["file"]["sha256"]["words"].as_str().unwrap();
    for part in [
        "Position.pdf",
        hash,
        &format!("At {position} events on 1 June 2021: {code}"),
        "/?as_at=2021-06-01T09%3A00",
        "Business manager",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let id = paper["id"].as_str().unwrap();
    let path = format!("/meeting/{}/paper/{id}/file", board.meeting);
    assert_eq!(board.server.page(&path).is(200).body, PAPER);
    let elsewhere = format!("/meeting/{}/paper/{}/file", board.meeting, Uuid::nil());
    board.server.page(&elsewhere).is(404);
}

#[test]
fn a_paper_is_not_frozen_twice_nor_by_everybody_nor_of_the_future() {
    let board = Board::new();
    let later = board.freezes("Position", "2021-06-02T08:00:00Z", PAPER);
    assert_eq!(later.rules(422), ["as_at_in_the_future"]);
    let fields = [("title", "Position"), ("as_at", AS_AT)];
    let refused = board.freezes_as("pqa_member", &fields, PAPER);
    assert_eq!(refused.rules(422), ["role_may_not"]);
    assert_eq!(board.papers(), json!([]));
    board.freezes("Position", AS_AT, PAPER).is(200);
    let again = board.freezes("Position", AS_AT, b"Something else");
    assert_eq!(again.rules(422), ["paper_already_frozen"]);
    assert_eq!(board.file().is(200).body, PAPER, "it stays as it was");
    let files = board.server.folder().join("files");
    let kept = std::fs::read_dir(files).unwrap().count();
    assert_eq!(kept, 1, "no file is kept that nothing speaks of");
    let missing = board.freezes_as(MANAGER, &[("title", "Other")], PAPER);
    assert_eq!(missing.rules(400).len(), 1);
    let data = json!({ "data": {
        "paper": Uuid::from_u128(5), "title": "Other", "as_at": AS_AT,
        "file": { "sha256": "ab".repeat(32), "name": "x", "size_bytes": 1,
                  "media_type": "text/plain" },
    } });
    let path = format!("/meeting/{}/freeze_paper", board.meeting);
    let alone = board.server.write(&path, &data);
    assert_eq!(alone.rules(422), ["file_not_kept"]);
}

#[test]
fn the_same_request_sent_again_under_its_key_freezes_once() {
    let board = Board::new();
    let path = format!("/api/v1/meetings/{}/papers", board.meeting);
    let headers = [
        ("Golden-Thread-Acting-As", MANAGER),
        ("Idempotency-Key", "the-position"),
    ];
    let fields = [("title", "Position"), ("as_at", AS_AT)];
    let file = Some(("Position.pdf", PAPER));
    let send = || {
        board
            .server
            .multipart(&path, &headers, &fields, file)
            .is(200)
    };
    let (first, again) = (send().json(), send().json());
    assert_eq!(first["positions"], again["positions"]);
    assert_eq!(again["already"], true);
    assert_eq!(board.papers().as_array().unwrap().len(), 1);
}

#[test]
fn a_paper_is_frozen_on_a_page_which_then_shows_the_line_for_the_minutes() {
    let board = Board::new();
    let form = format!("/record/meeting/{}/freeze_paper", board.meeting);
    board.server.page(&form).is(200);
    let site = [("Sec-Fetch-Site", "same-origin")];
    let typed = [
        ("title", "Position"),
        ("as_at", "2021-06-01T08:30"),
        ("occurred_on-day", "1"),
        ("occurred_on-month", "6"),
        ("occurred_on-year", "2021"),
    ];
    let file = Some(("Position.pdf", PAPER));
    let sent = |file| board.server.multipart(&form, &site, &typed, file);
    let page = sent(None).is(422).text();
    assert!(page.contains("Choose a file"), "{page}");
    let done = sent(file).is(303);
    let back = done.header("location").to_owned();
    assert!(back.ends_with("?recorded=yes#papers"), "{back}");
    let paper = board.papers()[0].clone();
    assert_eq!(paper["as_at"], "2021-06-01T07:30:00.000000Z");
    let code = paper["checkpoint"]["code"].as_str().unwrap();
    assert!(board.page().contains(code));
}

#[test]
fn a_file_is_the_paper_that_was_frozen_or_it_is_not() {
    let board = Board::new();
    board.freezes("Position", AS_AT, PAPER).is(200);
    let before = board.server.recorded();
    let same = board.checks(Some(PAPER)).is(200).text();
    assert!(same.contains("It is the paper that was frozen"), "{same}");
    let mut changed = PAPER.to_vec();
    changed[0] ^= 1;
    let other = board.checks(Some(&changed)).is(200).text();
    assert!(
        other.contains("It is not a paper that was frozen"),
        "{other}"
    );
    assert!(!other.contains("It is the paper"), "{other}");
    let none = board.checks(None).is(422).text();
    assert!(none.contains("Choose the file to check"), "{none}");
    assert_eq!(board.server.recorded(), before, "checking records nothing");
}

#[test]
fn a_file_in_which_the_scanner_finds_something_is_not_frozen() {
    let scanner = Scanner::new(&clamd().to_string()).unwrap();
    let board = Board::of(Server::with_scanner(scanner));
    let infected = board.freezes("Position", AS_AT, INFECTED.as_bytes());
    assert_eq!(infected.rules(422), ["file_infected"]);
    assert_eq!(board.papers(), json!([]));
    board.freezes("Position", AS_AT, PAPER).is(200);
}

#[test]
fn the_file_of_a_paper_goes_with_the_words_of_its_meeting() {
    let board = Board::new();
    board.freezes("Position", AS_AT, PAPER).is(200);
    let erasure = Uuid::from_u128(900);
    let asked = json!({ "data": {
        "things": [{ "kind": "meeting", "id": board.meeting }], "asked_by": "parent",
        "authority": "article17", "words": "The family asked by letter",
    } });
    let path = |word: &str| format!("/erasure/{erasure}/{word}");
    took(&board.server.write(&path("request_erasure"), &asked));
    let decided = json!({ "data": {} });
    took(
        &board
            .server
            .write_as(CHAIR, &path("erase_data"), &decided, &[]),
    );
    board.file().is(410);
    let files = board.server.folder().join("files");
    assert_eq!(std::fs::read_dir(files).unwrap().count(), 0);
    let page = board.page();
    assert!(
        page.contains("Position") && page.contains("erased"),
        "{page}"
    );
    assert!(!page.contains("Position.pdf"), "{page}");
    let checked = board.checks(Some(PAPER)).is(200).text();
    assert!(
        checked.contains("1 of them could not be compared"),
        "{checked}"
    );
}

#[test]
fn a_pack_with_the_meeting_holds_the_paper() {
    let board = Board::new();
    board.freezes("Position", AS_AT, PAPER).is(200);
    let (thing, id) = (format!("meeting/{}", board.meeting), Uuid::from_u128(700));
    let typed = [
        ("recipient", "The lead inspector"),
        ("request", "Request 4 of the inspection"),
        ("purpose", "What the board read"),
        ("thing", thing.as_str()),
        ("pack", &id.to_string()),
        ("assemble", "yes"),
    ];
    board.server.form("/evidence-packs/new", &typed).is(303);
    let path = format!("/evidence-pack/{id}/pack.zip");
    let bytes = board.server.page(&path).is(200).body;
    let report = pack::verify(Cursor::new(&bytes), &Held::default()).unwrap();
    assert!(report.genuine, "{:?}", report.problems);
    let holds = |words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
    assert!(holds(PAPER) && holds(b"files/event-0000"));
}
