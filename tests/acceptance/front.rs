//! Who may be spoken to, by what name and over what: TLS, proxies, and what is refused.

use super::cli::{refused, run};
use super::running::Running;
use super::server::{Answer, Server, send};
use golden_thread::config::PublicUrl;
use golden_thread::web::peer::Front;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

const STRICT: &str = "strict-transport-security";

fn behind(proxies: &[&str], url: Option<&str>) -> Server {
    Server::behind(Front {
        trusted_proxies: proxies.iter().map(|one| one.parse().unwrap()).collect(),
        public_url: url.map(|url| PublicUrl::parse(url).unwrap()),
        ..Front::default()
    })
}

fn get(server: &Server, headers: &[(&str, &str)]) -> Answer {
    server.send("GET", "/ready", headers, &[])
}

/// A proxy that was reached by TLS says so; who comes past it, or whom it let in without TLS, would
/// send a password in the clear.
#[test]
fn where_people_come_by_tls_nobody_else_is_answered_without_it() {
    let server = behind(&["127.0.0.0/8"], Some("https://localhost"));
    let page = |headers: &[(&str, &str)]| server.send("GET", "/", headers, &[]);
    let through = |proto| {
        [
            ("X-Forwarded-For", "203.0.113.9"),
            ("X-Forwarded-Proto", proto),
        ]
    };
    page(&through("https")).is(200);
    for proto in ["http", ""] {
        let told = page(&through(proto)).is(403);
        assert!(told.text().contains("https://localhost"), "{}", told.text());
        assert!(told.text().contains("X-Forwarded-Proto"));
        server.send("GET", "/health", &through(proto), &[]).is(200);
    }
    // Somebody at the machine itself, and where somebody said that it need not be safe.
    page(&[]).is(200);
    let careless = Server::behind(Front {
        insecure_http: true,
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        public_url: PublicUrl::parse("https://localhost"),
        ..Front::default()
    });
    careless.send("GET", "/", &through("http"), &[]).is(200);
}

#[test]
fn only_a_trusted_proxy_can_say_that_the_peer_came_by_tls() {
    let told = [
        ("X-Forwarded-For", "203.0.113.9"),
        ("X-Forwarded-Proto", "https"),
        ("Forwarded", "for=203.0.113.9;proto=https"),
    ];
    let server = behind(&["127.0.0.0/8"], Some("https://learning.example.org"));
    assert_eq!(
        get(&server, &told).is(200).header(STRICT),
        "max-age=31536000"
    );
    let by_http = [told[0], ("X-Forwarded-Proto", "http"), told[2]];
    assert_eq!(get(&server, &by_http).is(200).header(STRICT), "");
    assert_eq!(get(&server, &[]).is(200).header(STRICT), "");
    let garbage = [("X-Forwarded-For", "<script>"), told[1]];
    assert_eq!(get(&server, &garbage).is(200).header(STRICT), "");
    // Somebody who says the same and is no proxy that was named.
    for server in [behind(&["10.0.0.0/8"], None), behind(&[], None)] {
        assert_eq!(get(&server, &told).is(200).header(STRICT), "");
    }
}

#[test]
fn only_a_trusted_proxy_gives_a_request_its_id() {
    let id = "4bf92f3577b34da6a3ce929d0e0e4736";
    let trusting = behind(&["127.0.0.1/32"], Some("https://learning.example.org"));
    let given = |server: &Server, id: &str| {
        let answer = get(server, &[("X-Request-Id", id)]).is(200);
        answer.header("x-request-id").to_owned()
    };
    assert_eq!(given(&trusting, id), id);
    for words in ["Marigoldlantern", "a b c d e f g h", "../../etc"] {
        let new = given(&trusting, words);
        assert!(!new.is_empty() && new != words, "{new}");
    }
    let new = given(&behind(&[], None), id);
    assert!(!new.is_empty() && new != id, "{new}");
}

#[test]
fn its_public_name_and_names_of_this_machine_are_answered_and_no_others() {
    let server = behind(&[], Some("https://learning.example.org"));
    for host in [
        "learning.example.org",
        "LEARNING.example.org:443",
        "localhost",
        "127.0.0.1:1",
    ] {
        get(&server, &[("Host", host)]).is(200);
    }
    for host in [
        "evil.example",
        "learning.example.org.evil.example",
        "10.0.0.1",
    ] {
        let told = get(&server, &[("Host", host)]).is(421).text();
        assert!(told.contains("https://learning.example.org"), "{told}");
    }
    get(&behind(&[], None), &[("Host", "learning.example.org")]).is(421);
}

#[test]
fn others_are_answered_in_one_of_three_ways_only() {
    let beside = tempfile::tempdir().unwrap();
    let data = beside.path().join("data");
    let url = ["--public-url", "https://learning.example.org"];
    let told = refused(&run(
        &data,
        &[&["serve", "--listen", "0.0.0.0:0"], &url[..]].concat(),
    ));
    for way in [
        "tls_certificate",
        "trusted_proxies",
        "--insecure-http",
        "127.0.0.1",
    ] {
        assert!(told.contains(way), "{way}: {told}");
    }
    let told = refused(&run(
        &data,
        &["serve", "--listen", "0.0.0.0:0", "--insecure-http"],
    ));
    assert!(told.contains("server.public_url"), "{told}");
    assert!(!data.exists(), "nothing was begun");
    for way in [&["--insecure-http"][..], &["--trusted-proxy", "10.0.0.0/8"]] {
        let arguments = [&["--listen", "0.0.0.0:0"], &url[..], way].concat();
        let server = Running::start_anywhere(&data, &arguments);
        let address = ([127, 0, 0, 1], server.address.port()).into();
        send(address, "GET", "/ready", &[], &[]).is(200);
    }
}

/// A certificate for `localhost` and its key, in two files.
fn certificate(folder: &Path) -> RootCertStore {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(folder.join("certificate.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    roots
}

fn over_tls(server: &Running, roots: &RootCertStore, ask: &str) -> std::io::Result<String> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots.clone())
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let name = ServerName::try_from("localhost").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(client, TcpStream::connect(server.address)?);
    stream.write_all(ask.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    assert_eq!(stream.conn.alpn_protocol(), Some(&b"http/1.1"[..]));
    Ok(answer)
}

#[test]
fn with_a_certificate_it_speaks_tls_and_nothing_else_and_reads_a_renewed_one() {
    let beside = tempfile::tempdir().unwrap();
    let old = certificate(beside.path());
    let path = |name| beside.path().join(name).to_str().unwrap().to_owned();
    let (pem, key) = (path("certificate.pem"), path("key.pem"));
    let data = beside.path().join("data");
    let arguments = ["--tls-certificate", &pem, "--tls-key", &key];
    let server = Running::start(&data, &arguments);
    let ask = "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answer = over_tls(&server, &old, ask).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains(STRICT), "{answer}");
    // Whoever speaks plain HTTP gets no answer of ours.
    let mut plain = TcpStream::connect(server.address).unwrap();
    plain.write_all(ask.as_bytes()).unwrap();
    let mut got = Vec::new();
    let _ = plain.read_to_end(&mut got);
    assert!(!got.starts_with(b"HTTP"));
    let new = certificate(beside.path());
    assert!(over_tls(&server, &new, ask).is_err(), "it is not read yet");
    server.signal("HUP");
    server.says("were read again");
    over_tls(&server, &new, ask).unwrap();
    // One that went wrong leaves what is there.
    std::fs::write(&pem, "half of it").unwrap();
    server.signal("HUP");
    let said = server.says("stays as it was");
    assert!(said.contains("certificate.pem"), "{said}");
    over_tls(&server, &new, ask).unwrap();
}

#[test]
fn old_tls_is_not_spoken() {
    let beside = tempfile::tempdir().unwrap();
    certificate(beside.path());
    let path = |name| beside.path().join(name).to_str().unwrap().to_owned();
    let (pem, key) = (path("certificate.pem"), path("key.pem"));
    let data = beside.path().join("data");
    let server = Running::start(&data, &["--tls-certificate", &pem, "--tls-key", &key]);
    // A greeting of TLS 1.1, as an old client sends it.
    let mut hello = vec![0x01, 0, 0, 43, 0x03, 0x02];
    hello.extend([7; 32]);
    hello.extend([0, 0, 4, 0xc0, 0x13, 0x00, 0x2f, 1, 0, 0, 0]);
    let length = u8::try_from(hello.len() - 4).unwrap();
    hello[3] = length;
    let mut record = vec![0x16, 0x03, 0x01, 0, u8::try_from(hello.len()).unwrap()];
    record.extend(hello);
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(&record).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    // An alert (21), and it is fatal (2).
    assert_eq!((answer[0], answer[5]), (21, 2), "{answer:?}");
}

#[test]
fn a_certificate_that_cannot_be_used_is_refused_before_anything_is_opened() {
    let beside = tempfile::tempdir().unwrap();
    let data = beside.path().join("data");
    let arguments = [
        "serve",
        "--tls-certificate",
        "/no/such.pem",
        "--tls-key",
        "/no/such.key",
    ];
    let told = refused(&run(&data, &arguments));
    assert!(told.contains("/no/such.pem") && !data.exists(), "{told}");
}

#[test]
fn health_asks_a_running_server_and_says_so_where_there_is_none() {
    let beside = tempfile::tempdir().unwrap();
    let server = Running::start(&beside.path().join("data"), &[]);
    let ask = |url: &str| {
        Command::new(env!("CARGO_BIN_EXE_golden-thread"))
            .args(["health", "--url", url])
            .output()
            .unwrap()
    };
    let url = format!("http://{}", server.address);
    let output = ask(&format!("{url}/ready"));
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "{\"ready\":true}"
    );
    assert!(!ask(&format!("{url}/none")).status.success());
    drop(server);
    assert!(refused(&ask(&format!("{url}/ready"))).contains("does not answer"));
    assert!(refused(&ask("https://localhost/ready")).contains("http://"));
}
