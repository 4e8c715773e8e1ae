//! A server that is asked to end: what it accepted is answered and recorded, nobody is waited for
//! beyond the time that is set, and the folder is whole.

use super::cli::run;
use super::office::Programs;
use super::running::Running;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const BODY: &str =
    "{\"data\":{\"title\":\"A plan\",\"from\":\"2021-04-01\",\"to\":\"2022-03-31\"}}";

/// A write of which the server has read the head and asked for the body.
fn in_flight(server: &Running, programs: &Programs) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).unwrap();
    let [(_, bearer), _] = programs.next();
    let head = format!(
        "POST /api/v1/plan/draft_plan HTTP/1.1\r\nHost: localhost\r\n\
         Authorization: {bearer}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        BODY.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut told = [0; 25];
    stream.read_exact(&mut told).unwrap();
    assert!(told.starts_with(b"HTTP/1.1 100 "));
    stream
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let beside = tempfile::tempdir().unwrap();
    let data = beside.path().join("data");
    (beside, data)
}

fn events(folder: &Path) -> String {
    let output = run(folder, &["trail", "--json"]);
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_write_in_flight_is_answered_and_recorded_and_the_exit_code_is_0() {
    let (_beside, data) = folder();
    let programs = Programs::of(&data, 1);
    let server = Running::start(&data, &[]);
    let mut stream = in_flight(&server, &programs);
    server.signal("TERM");
    server.says("stopping");
    while TcpStream::connect(server.address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(BODY.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let (status, said) = server.ended();
    assert!(status.success(), "{said:?}");
    assert_eq!(said.last().map(String::as_str), Some("Stopped."));
    assert!(events(&data).contains("plan_drafted"));
    assert!(run(&data, &["verify"]).status.success());
}

#[test]
fn whoever_dawdles_is_waited_for_only_so_long() {
    let (beside, data) = folder();
    let file = beside.path().join("gt.toml");
    std::fs::write(&file, "[server]\nshutdown_seconds = 1\n").unwrap();
    let programs = Programs::of(&data, 1);
    let server = Running::start(&data, &["--config", file.to_str().unwrap()]);
    let stream = in_flight(&server, &programs);
    let begun = Instant::now();
    server.signal("TERM");
    let (status, said) = server.ended();
    assert!(status.success(), "{said:?}");
    // A request may take half a minute; this one was cut long before.
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
    assert!(said.iter().any(|line| line.contains("are cut")), "{said:?}");
    drop(stream);
    assert!(!events(&data).contains("plan_drafted"));
}

#[test]
fn an_interrupt_ends_it_just_as_well() {
    let (_beside, data) = folder();
    let server = Running::start(&data, &[]);
    server.signal("INT");
    let (status, said) = server.ended();
    assert!(status.success(), "{said:?}");
    assert!(run(&data, &["verify"]).status.success());
}
