//! Uploaded files are scanned where a scanner is configured, and refused when it cannot be asked.

use super::sample::PLAN_CSV;
use super::server::{MANAGER, Server};
use golden_thread::scan::Scanner;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

/// What a file holds in which the scanner of these tests finds something.
pub(super) const INFECTED: &str = "an invented infection";

/// A `clamd` that goes on as long as the tests do.
pub(super) fn clamd() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.and_then(scan);
        }
    });
    address
}

fn scan(mut stream: TcpStream) -> std::io::Result<()> {
    let mut command = [0; 10];
    stream.read_exact(&mut command)?;
    let mut file = Vec::new();
    loop {
        let mut length = [0; 4];
        stream.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length) as usize;
        if length == 0 {
            break;
        }
        let from = file.len();
        file.resize(from + length, 0);
        stream.read_exact(&mut file[from..])?;
    }
    let infected = file
        .windows(INFECTED.len())
        .any(|part| part == INFECTED.as_bytes());
    stream.write_all(if infected {
        b"stream: Test.Invented-1 FOUND\0"
    } else {
        b"stream: OK\0"
    })
}

fn kept(server: &Server) -> usize {
    let files = server.folder().join("files");
    std::fs::read_dir(files).map_or(0, Iterator::count)
}

/// Every way in for a file: two of the interface, two pages.
fn sent(server: &Server, file: &[u8]) -> [super::server::Answer; 4] {
    let (acting, site) = (
        [("Golden-Thread-Acting-As", MANAGER)],
        [("Sec-Fetch-Site", "same-origin")],
    );
    let fields = [("describes", "The plan"), ("evidence_date", "2021-05-01")];
    let typed = [
        ("describes", "The plan"),
        ("evidence_date-day", "1"),
        ("evidence_date-month", "5"),
        ("evidence_date-year", "2021"),
        ("occurred_on-day", "1"),
        ("occurred_on-month", "6"),
        ("occurred_on-year", "2021"),
    ];
    let file = Some(("plan.csv", file));
    [
        server.multipart("/api/v1/evidence/files", &acting, &fields, file),
        server.multipart("/api/v1/imports", &acting, &[("confirm", "yes")], file),
        server.multipart("/import", &site, &[], file),
        server.multipart("/record/evidence/new/lodge_evidence", &site, &typed, file),
    ]
}

#[test]
fn what_the_scanner_finds_something_in_is_kept_by_no_way_in() {
    let server = Server::with_scanner(Scanner::new(&clamd().to_string()).unwrap());
    let [evidence, import, import_page, evidence_page] =
        sent(&server, format!("{PLAN_CSV}{INFECTED}").as_bytes());
    for answer in [evidence, import] {
        assert_eq!(answer.rules(422), ["file_infected"]);
    }
    for page in [import_page, evidence_page] {
        let page = page.is(422).text();
        assert!(page.contains("Test.Invented-1"), "{page}");
    }
    assert_eq!(kept(&server), 0);
    let [evidence, import, import_page, evidence_page] = sent(&server, PLAN_CSV.as_bytes());
    evidence.is(201);
    import.is(201);
    import_page.is(303);
    evidence_page.is(303);
    assert_eq!(kept(&server), 3);
}

#[test]
fn without_an_answer_of_the_scanner_nothing_is_kept_and_the_remedy_is_told() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = nobody.local_addr().unwrap().to_string();
    drop(nobody);
    let server = Server::with_scanner(Scanner::new(&address).unwrap());
    let before = server.read("/health").json()["events"].clone();
    let [evidence, import, import_page, evidence_page] = sent(&server, PLAN_CSV.as_bytes());
    for answer in [evidence, import] {
        let told = answer.is(503).json();
        assert_eq!(told["type"], "/api/v1/problems/not-scanned");
        assert!(
            told["detail"]
                .as_str()
                .unwrap()
                .contains("send the file again")
        );
    }
    for page in [import_page, evidence_page] {
        let page = page.is(422).text();
        assert!(
            page.contains("end the file again in some minutes"),
            "{page}"
        );
    }
    assert_eq!(kept(&server), 0);
    assert_eq!(server.read("/health").json()["events"], before);
}
