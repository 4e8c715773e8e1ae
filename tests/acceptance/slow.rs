//! Clients that dawdle: each is cut by a limit, and everybody else is served meanwhile.

use super::server::{Server, start_of_time};
use golden_thread::clock::Clock;
use golden_thread::web::server::Limits;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Limits that a test need not wait for.
fn strict() -> Limits {
    Limits {
        head: Duration::from_millis(300),
        request: Duration::from_millis(600),
        answer: Duration::from_millis(300),
        connections: 64,
    }
}

fn server(limits: Limits) -> Server {
    let clock = Clock::set_to(start_of_time());
    Server::within(tempfile::tempdir().unwrap(), clock, limits)
}

/// Sends the bytes one at a time for as long as the other side listens, and gives back what it
/// answered before it hung up.
fn dribble(mut stream: TcpStream, bytes: impl Iterator<Item = u8>) -> Vec<u8> {
    let pace = Duration::from_millis(20);
    stream.set_read_timeout(Some(pace)).unwrap();
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    for byte in bytes {
        // After the answer the other side may not listen any more; what it said is read on.
        let _ = stream.write_all(&[byte]);
        match stream.read(&mut part) {
            Ok(0) => return answer,
            Ok(count) => answer.extend_from_slice(&part[..count]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => return answer,
        }
    }
    panic!("it was listened to until the end");
}

fn long_enough() -> impl Iterator<Item = u8> {
    std::iter::repeat_n(b'a', 1000)
}

#[test]
fn a_client_that_sends_its_head_slowly_is_cut() {
    let server = server(strict());
    let stream = TcpStream::connect(server.address).unwrap();
    let head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: "
        .iter()
        .copied();
    let slow = std::thread::spawn(move || dribble(stream, head.chain(long_enough())));
    while !slow.is_finished() {
        server.read("/health").is(200);
    }
    assert!(slow.join().unwrap().is_empty());
}

#[test]
fn a_client_that_says_nothing_is_cut() {
    let server = server(strict());
    let mut silent = TcpStream::connect(server.address).unwrap();
    assert_eq!(silent.read(&mut [0; 16]).unwrap(), 0);
    // One that has been served and keeps its connection is idle only so long.
    let mut kept = TcpStream::connect(server.address).unwrap();
    kept.write_all(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    kept.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));
}

#[test]
fn a_client_that_sends_its_body_slowly_is_told_so_and_cut() {
    let server = server(strict());
    let before = server.read("/health").json()["events"].clone();
    for path in ["/api/v1/plan/draft_plan", "/acting-as", "/import"] {
        let kind = match path {
            "/acting-as" => "application/x-www-form-urlencoded",
            "/import" => "multipart/form-data; boundary=x",
            _ => "application/json",
        };
        let mut stream = TcpStream::connect(server.address).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
             Golden-Thread-Acting-As: chair\r\nContent-Type: {kind}\r\n\
             Content-Length: 1000\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let slow = std::thread::spawn(move || dribble(stream, long_enough()));
        while !slow.is_finished() {
            server.read("/health").is(200);
        }
        let answer = String::from_utf8_lossy(&slow.join().unwrap()).into_owned();
        assert!(answer.starts_with("HTTP/1.1 408"), "{path}: {answer}");
        let head = answer.split("\r\n\r\n").next().unwrap().to_lowercase();
        assert!(head.contains("\r\nconnection: close"), "{path}: {head}");
    }
    assert_eq!(server.read("/health").json()["events"], before);
}

/// Asks for the largest answer again and again without taking any.
fn asks_and_takes_nothing(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).unwrap();
    let ask = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(ask.repeat(100).as_bytes()).unwrap();
    stream
}

#[test]
fn a_client_that_takes_its_answer_slowly_is_cut() {
    let server = server(strict());
    let whole = server.page("/api/v1/openapi.json").is(200).body.len();
    let mut stream = asks_and_takes_nothing(&server);
    let begun = Instant::now();
    let mut taken = 0;
    let mut part = [0; 1024];
    // A thousand bytes between two answers to others: far too slow.
    loop {
        server.read("/health").is(200);
        match stream.read(&mut part) {
            Ok(0) | Err(_) => break,
            Ok(count) => taken += count,
        }
        if begun.elapsed() > strict().answer * 8 {
            // What was sent before it was cut is in the kernel's buffers, and is taken at once now.
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest);
            taken += rest.len();
            break;
        }
    }
    assert!(taken < whole * 100, "{taken} bytes were taken");
}

#[test]
fn a_client_that_takes_much_at_a_fair_rate_is_not_cut() {
    let mut limits = strict();
    limits.head = Duration::from_secs(10);
    let server = server(limits);
    let whole = server.page("/api/v1/openapi.json").is(200).body.len();
    let mut stream = asks_and_takes_nothing(&server);
    let mut taken = 0;
    let mut part = vec![0; 256 * 1024];
    while taken < whole * 100 {
        server.read("/health").is(200);
        let count = stream.read(&mut part).unwrap();
        assert_ne!(count, 0, "cut after {taken} bytes");
        taken += count;
    }
}

#[test]
fn connections_beyond_the_limit_wait_their_turn() {
    let mut limits = strict();
    limits.connections = 4;
    let server = server(limits);
    let idle: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(server.address).unwrap())
        .collect();
    // They are cut four by four, and then it is this one's turn.
    server.read("/health").is(200);
    for mut stream in idle {
        assert_eq!(stream.read(&mut [0; 16]).unwrap(), 0);
    }
}

#[test]
fn stopping_answers_what_was_accepted_and_waits_for_nobody_who_dawdles() {
    let server = server(strict());
    let address = server.address;
    let idle = TcpStream::connect(address).unwrap();
    let dawdling = asks_and_takes_nothing(&server);
    let mut asking = TcpStream::connect(address).unwrap();
    let head = "POST /api/v1/plan/draft_plan HTTP/1.1\r\nHost: localhost\r\n\
                Golden-Thread-Acting-As: chair\r\nContent-Type: application/json\r\n\
                Content-Length: 70\r\nExpect: 100-continue\r\n\r\n";
    asking.write_all(head.as_bytes()).unwrap();
    // It is being answered: its head was read and its body is asked for.
    let mut told = [0; 25];
    asking.read_exact(&mut told).unwrap();
    assert!(told.starts_with(b"HTTP/1.1 100 "));
    let stopping = std::thread::spawn(move || server.stopped());
    while TcpStream::connect(address).is_ok() {
        std::thread::yield_now();
    }
    let body = "{\"data\":{\"title\":\"A plan\",\"from\":\"2021-04-01\",\"to\":\"2022-03-31\"}}";
    asking.write_all(format!("{body:70}").as_bytes()).unwrap();
    let mut answer = Vec::new();
    asking.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 201"), "it was accepted");
    let folder = stopping.join().unwrap();
    drop((idle, dawdling));
    let server = Server::on(folder, Clock::set_to(start_of_time()));
    assert_eq!(server.read("/plans").json()["rows"][0]["title"], "A plan");
}
