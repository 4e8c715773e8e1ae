//! How long every main page and every read of the API takes, with a long history loaded.
//!
//! `cargo bench --bench pages [-- EVENTS …]`, by default 100,000, or `-- audits` for five years of
//! audits, forty of them, with twenty cases and eight agencies each; `REQUESTS` sets how many requests
//! a row is made of (300). `-- register` measures the register of recommendations with 5,000 of them
//! and 20,000 actions, and `-- past EVENTS` past moments alone. For each number of events: a folder
//! is filled through the log; another process of this program starts the real router over it on a
//! loopback port; this one asks for each address, alone and with eight clients at once. The time in
//! the server is taken around the whole router and told in the header `server-timing`; the time at
//! the client includes the network, the client and waiting for a processor, of which both processes
//! share what there is.
#![allow(
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measuring program that meets what it did not expect has nothing to say"
)]

mod generated;
mod measure;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::{self, Next};
use axum::response::Response;
use golden_thread::app::{App, Start};
use golden_thread::clock::Clock;
use golden_thread::web::router;
use golden_thread::web::visit::Site;
use measure::{Table, millis, percentile, timed};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

const CLIENTS: usize = 8;

fn main() {
    if let [word, folder] = measure::arguments().as_slice()
        && word == "serve"
    {
        return serve(Path::new(folder));
    }
    println!("pages on {}\n", measure::machine());
    if measure::arguments() == ["audits"] {
        return audits();
    }
    if measure::arguments() == ["register"] {
        return register();
    }
    if let [word, events] = measure::arguments().as_slice()
        && word == "past"
    {
        return past_moments(events.parse().expect("a number"));
    }
    for events in measure::sizes(100_000) {
        let folder = tempfile::tempdir().expect("a folder");
        let filled = generated::fill(folder.path(), events);
        let recorded = filled.took.as_secs_f64();
        println!(
            "{events} events until {}, recorded in {recorded:.1} s",
            filled.last_day
        );
        // The first start after filling may have an index to finish; the second is a usual one.
        let first = Server::start(folder.path());
        first.told("start-up");
        first.stop();
        let mut server = Server::start(folder.path());
        server.told("start-up again");
        let addresses = addresses(&server);
        println!("\n{}", latencies(&server, &addresses));
        println!("{}", past(&server, &filled));
        for role in [
            "business_manager",
            "pqa_member",
            "agency_lead",
            "agency_contributor",
        ] {
            println!("{}", in_role(&mut server, role));
        }
        println!(
            "memory with all of that: {} MiB, at its highest {} MiB\n",
            server.memory().0,
            server.memory().1
        );
        server.stop();
    }
}

/// The pages of the audit year.
fn audits() {
    let folder = tempfile::tempdir().expect("a folder");
    let filled = generated::fill_with_audits(folder.path());
    println!("{} events until {}", filled.events, filled.last_day);
    let mut server = Server::start(folder.path());
    server.told("start-up");
    let addresses = audit_addresses(&server);
    println!("\n{}", latencies(&server, &addresses));
    server.acting = format!("agency_lead@{}", agency_asked(&server));
    println!("{}\n{}", server.acting, latencies(&server, &addresses));
    let (now, highest) = server.memory();
    println!("memory with all of that: {now} MiB, at its highest {highest} MiB");
    server.stop();
}

fn register() {
    let folder = tempfile::tempdir().expect("a folder");
    let filled = generated::fill_with_register(folder.path());
    println!("{} events until {}", filled.events, filled.last_day);
    let mut server = Server::start(folder.path());
    server.told("start-up");
    let recommendation = one_of(&server, "recommendations", "/id");
    let templates = [
        "/",
        "/recommendations",
        "/recommendations?state=accepted",
        "/recommendations?overdue=yes",
        "/recommendations?page=50",
        "/recommendation/{recommendation}",
        "/actions",
        "/actions?overdue=yes",
        "/gaps",
        "/deadlines",
        "/api/v1/recommendations",
        "/api/v1/recommendations/{recommendation}",
        "/api/v1/status",
    ];
    let filled = templates.iter().map(|template| {
        let path = template.replace("{recommendation}", &recommendation);
        ((*template).to_owned(), path)
    });
    let addresses: Vec<_> = filled.collect();
    println!("\n{}", latencies(&server, &addresses));
    let (now, highest) = server.memory();
    println!("memory with all of that: {now} MiB, at its highest {highest} MiB");
    server.stop();
}

// The server, in a process of its own.

fn serve(folder: &Path) {
    let start = Start {
        data: folder.to_owned(),
        master_key: generated::MASTER_KEY,
        clock: Clock::System,
    };
    let (took, app) = timed(|| App::start(start).expect("the folder opens"));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let site = Arc::new(Site::of(Arc::new(app), false));
    let routes = router::router(site).layer(middleware::from_fn(with_time));
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(async move { axum::serve(listener, routes).await });
    println!("{address} {}", took.wall.as_millis());
    for line in std::io::stdin().lock().lines() {
        if line.is_ok() {
            let (now, highest) = measure::memory();
            println!("{now} {highest}");
        }
    }
}

async fn with_time(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let mut response = next.run(request).await;
    let told = begun.elapsed().as_nanos().to_string();
    if let Ok(told) = HeaderValue::from_str(&told) {
        response.headers_mut().insert("server-timing", told);
    }
    response
}

struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<std::process::ChildStdout>,
    address: String,
    /// Whom the client acts as.
    acting: String,
    started: Duration,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let this = std::env::current_exe().expect("this program");
        let mut process = Command::new(this)
            .arg("serve")
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = process.stdin.take().expect("its input");
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let mut line = String::new();
        output.read_line(&mut line).expect("its address");
        let (address, millis) = line.trim().split_once(' ').expect("an address and a time");
        let started = Duration::from_millis(millis.parse().expect("milliseconds"));
        Self {
            address: address.to_owned(),
            acting: "business_manager".to_owned(),
            process,
            input,
            output,
            started,
        }
    }

    fn memory(&mut self) -> (u64, u64) {
        writeln!(self.input, "memory").expect("the server listens");
        let mut line = String::new();
        self.output
            .read_line(&mut line)
            .expect("the server answers");
        let (now, highest) = line.trim().split_once(' ').expect("two numbers");
        (now.parse().expect("MiB"), highest.parse().expect("MiB"))
    }

    fn told(&self, what: &str) {
        println!("{what}: {} ms", self.started.as_millis());
    }

    fn stop(self) {
        let Self {
            mut process, input, ..
        } = self;
        drop(input);
        process.wait().expect("the server ends");
    }
}

// The clients.

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into()
}

struct Answer {
    status: u16,
    bytes: Vec<u8>,
    in_server: Duration,
    at_client: Duration,
}

fn get(agent: &ureq::Agent, server: &Server, path: &str) -> Answer {
    let begun = Instant::now();
    let mut response = agent
        .get(format!("http://{}{path}", server.address))
        .header("accept-encoding", "identity")
        .header("golden-thread-acting-as", &server.acting)
        .header(
            "cookie",
            format!("golden-thread-acting-as={}", server.acting),
        )
        .call()
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    let told = response
        .headers()
        .get("server-timing")
        .and_then(|told| told.to_str().ok());
    let nanos = told.and_then(|told| told.parse().ok()).unwrap_or(0);
    let status = response.status().as_u16();
    let bytes = response
        .body_mut()
        .with_config()
        .limit(1 << 30)
        .read_to_vec();
    let bytes = bytes.unwrap_or_else(|error| panic!("{path}: {error}"));
    let at_client = begun.elapsed();
    Answer {
        status,
        bytes,
        in_server: Duration::from_nanos(nanos),
        at_client,
    }
}

/// An id out of the middle of a list of the API.
fn one_of(server: &Server, list: &str, pointer: &str) -> String {
    let answer = get(&agent(), server, &format!("/api/v1/{list}"));
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
    let items = told.get("rows").and_then(|rows| rows.as_array()).cloned();
    let items = items.unwrap_or_default();
    let one = items
        .get(items.len() / 2)
        .and_then(|item| item.pointer(pointer));
    let id = one.and_then(|id| id.as_str());
    id.unwrap_or_else(|| panic!("no {pointer} in /api/v1/{list}: {}", answer.status))
        .to_owned()
}

/// What to ask for: every main page, then every read of the API.
fn addresses(server: &Server) -> Vec<(String, String)> {
    let plan = one_of(server, "plans", "/id");
    let priority = one_of(server, &format!("plans/{plan}/priorities"), "/priority/id");
    let action = one_of(server, "actions", "/id");
    let recommendation = one_of(server, "recommendations", "/id");
    let meeting = one_of(server, "meetings", "/id");
    let templates = [
        "/",
        "/plan",
        "/plan/{plan}",
        "/plan/{plan}/priority/{priority}",
        "/actions",
        "/actions?overdue=yes",
        "/actions?plan={plan}",
        "/action/{action}",
        "/rag-round",
        "/recommendations",
        "/recommendation/{recommendation}",
        "/deadlines",
        "/gaps",
        "/trail",
        "/trail?stream=improvement_action/{action}",
        "/trail/5000",
        "/settings",
        "/settings/meetings",
        "/meeting/{meeting}",
        "/import",
        "/record/improvement_action/{action}/report_progress",
        "/record/improvement_action/{action}/rate_action",
        "/health",
        "/api/v1/status",
        "/api/v1/deadlines",
        "/api/v1/gaps",
        "/api/v1/partnership",
        "/api/v1/plans",
        "/api/v1/plans/{plan}",
        "/api/v1/plans/{plan}/priorities",
        "/api/v1/actions",
        "/api/v1/actions?overdue=yes",
        "/api/v1/actions/{action}",
        "/api/v1/recommendations",
        "/api/v1/recommendations/{recommendation}",
        "/api/v1/meetings",
        "/api/v1/meetings/{meeting}",
        "/api/v1/trail",
        "/api/v1/trail/5000",
        "/api/v1/threads/improvement_action/{action}",
        "/api/v1/checkpoints",
        "/api/v1/health",
        "/api/v1/openapi.json",
    ];
    let filled = templates.iter().map(|template| {
        let path = template
            .replace("{plan}", &plan)
            .replace("{priority}", &priority)
            .replace("{action}", &action)
            .replace("{recommendation}", &recommendation)
            .replace("{meeting}", &meeting);
        ((*template).to_owned(), path)
    });
    filled.collect()
}

/// An agency that an audit looks at.
fn agency_asked(server: &Server) -> String {
    let audit = one_of(server, "audits", "/id");
    let answer = get(&agent(), server, &format!("/api/v1/audits/{audit}"));
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
    let agency = told
        .pointer("/audit/agencies/0")
        .and_then(|one| one.as_str());
    agency.expect("an audit looks at an agency").to_owned()
}

/// What the pages of the audit year are asked for.
fn audit_addresses(server: &Server) -> Vec<(String, String)> {
    let programme = one_of(server, "programmes", "/id");
    let audit = one_of(server, "audits", "/id");
    let campaign = one_of(server, "self-assessments", "/id");
    let told = |path: String, pointer: &str| {
        let answer = get(&agent(), server, &path);
        let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
        let id = told.pointer(pointer).and_then(|id| id.as_str());
        id.unwrap_or_else(|| panic!("no {pointer} in {path}"))
            .to_owned()
    };
    let whole = format!("/api/v1/audits/{audit}");
    let (finding, case) = (
        told(whole.clone(), "/findings/0/finding/id"),
        told(whole, "/cases/0/id"),
    );
    let round = format!("/api/v1/self-assessments/{campaign}");
    let returned = told(round, "/returns/0/return/id");
    let templates = [
        "/",
        "/audits",
        "/audits?theme=neglect",
        "/programmes",
        "/programme/{programme}",
        "/returns-to-chase",
        "/audit/{audit}",
        "/audit/{audit}/report",
        "/thread/audit/{audit}",
        "/case/{case}",
        "/finding/{finding}",
        "/audits/on-theme?theme=neglect",
        "/return/{return}",
        "/self-assessments",
        "/self-assessment/{campaign}",
        "/self-assessment/{campaign}/heat-map",
        "/recommendations",
        "/deadlines",
        "/gaps",
        "/trail",
        "/trail?stream=audit/{audit}",
        "/record/audit/{audit}/record_finding",
        "/api/v1/status",
        "/api/v1/gaps",
        "/api/v1/deadlines",
        "/api/v1/programmes",
        "/api/v1/programmes/{programme}",
        "/api/v1/audits",
        "/api/v1/audits/{audit}",
        "/api/v1/returns-to-chase",
        "/api/v1/self-assessments",
        "/api/v1/self-assessments/{campaign}",
    ];
    let filled = templates.iter().map(|template| {
        let path = template
            .replace("{programme}", &programme)
            .replace("{audit}", &audit)
            .replace("{case}", &case)
            .replace("{finding}", &finding)
            .replace("{return}", &returned)
            .replace("{campaign}", &campaign);
        ((*template).to_owned(), path)
    });
    filled.collect()
}

/// How many requests a row is made of.
fn requests() -> usize {
    let asked = std::env::var("REQUESTS").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(300)
}

/// The main pages of somebody in a role, for the agency of an action where the role is an
/// agency's: warm; and for the first time after something was recorded elsewhere, and in what they
/// see.
fn in_role(server: &mut Server, role: &str) -> Table {
    let manager = "business_manager".to_owned();
    server.acting.clone_from(&manager);
    let agency = one_of(server, "actions", "/owners/0/agency");
    let own = one_of(server, &format!("actions?agency={agency}&open=yes"), "/id");
    let other = one_of(server, "actions?open=yes", "/id");
    let acting = match role {
        "agency_lead" | "agency_contributor" => format!("{role}@{agency}"),
        role => role.to_owned(),
    };
    let mut table = Table::new([
        role,
        "answer",
        "kB",
        "server p50",
        "p99",
        "after a write elsewhere",
        "after one of theirs",
    ]);
    for path in [
        "/",
        "/actions",
        &format!("/action/{own}"),
        "/deadlines",
        "/gaps",
        "/trail",
    ] {
        let mut cold = Vec::new();
        for action in [&other, &own] {
            server.acting.clone_from(&manager);
            report(server, action);
            server.acting.clone_from(&acting);
            cold.push(get(&agent(), server, path).in_server);
        }
        let first = get(&agent(), server, path);
        let warm = sampled(server, path, 1, requests());
        table.row([
            path.replace(&own, "{action}"),
            first.status.to_string(),
            (first.bytes.len() / 1_000).to_string(),
            millis(percentile(&warm.server, 50)),
            millis(percentile(&warm.server, 99)),
            millis(cold[0]),
            millis(cold[1]),
        ]);
    }
    server.acting = manager;
    table
}

/// Somebody says how far an action is.
fn report(server: &Server, action: &str) {
    let path = format!("/api/v1/improvement_action/{action}/report_progress");
    let answer = agent()
        .post(format!("http://{}{path}", server.address))
        .header("golden-thread-acting-as", &server.acting)
        .header("content-type", "application/json")
        .send(r#"{ "data": { "text": "Half the schools have answered" } }"#)
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(answer.status().as_u16(), 200, "{path}");
}

fn latencies(server: &Server, addresses: &[(String, String)]) -> Table {
    let requests = requests();
    let mut table = Table::new([
        "GET",
        "answer",
        "kB",
        "server p50",
        "p99",
        "client p50",
        "p99",
        "8 clients: server p50",
        "p99",
        "client p50",
        "p99",
        "requests/s",
    ]);
    for (template, path) in addresses {
        let first = get(&agent(), server, path);
        let alone = sampled(server, path, 1, requests);
        let together = sampled(server, path, CLIENTS, requests);
        table.row([
            template.clone(),
            first.status.to_string(),
            (first.bytes.len() / 1_000).to_string(),
            millis(percentile(&alone.server, 50)),
            millis(percentile(&alone.server, 99)),
            millis(percentile(&alone.client, 50)),
            millis(percentile(&alone.client, 99)),
            millis(percentile(&together.server, 50)),
            millis(percentile(&together.server, 99)),
            millis(percentile(&together.client, 50)),
            millis(percentile(&together.client, 99)),
            format!(
                "{:.0}",
                together.client.len() as f64 / together.took.as_secs_f64()
            ),
        ]);
    }
    table
}

/// Sorted times of many requests.
struct Samples {
    server: Vec<Duration>,
    client: Vec<Duration>,
    took: Duration,
}

fn sampled(server: &Server, path: &str, clients: usize, requests: usize) -> Samples {
    let begun = Instant::now();
    let of_one = || {
        let agent = agent();
        // The first connects.
        get(&agent, server, path);
        let each = (0..requests.div_ceil(clients)).map(|_| get(&agent, server, path));
        each.map(|answer| (answer.in_server, answer.at_client))
            .collect::<Vec<_>>()
    };
    let times: Vec<(Duration, Duration)> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..clients).map(|_| scope.spawn(of_one)).collect();
        running
            .into_iter()
            .flat_map(|one| one.join().expect("a client ends"))
            .collect()
    });
    let took = begun.elapsed();
    let (mut server, mut client): (Vec<_>, Vec<_>) = times.into_iter().unzip();
    server.sort_unstable();
    client.sort_unstable();
    Samples {
        server,
        client,
        took,
    }
}

/// Pages as at past moments, each asked for the first time at a moment of its own, and again.
fn past(server: &Server, filled: &generated::Filled) -> Table {
    let mut table = Table::new([
        "page",
        "as at",
        "answer",
        "first, server ms",
        "again, server p50",
        "p99",
    ]);
    let pages = [
        "/",
        "/plan",
        "/actions",
        "/recommendations",
        "/gaps",
        "/trail",
    ];
    let middle = generated::middle(filled);
    let half = filled.last_day - middle.date_naive();
    for (nth, page) in (-6_i32..).zip(pages.iter().cycle().take(12)) {
        let moment = middle + half / 7 * nth;
        let path = format!("{page}?as_at={}", moment.format("%Y-%m-%dT%H:%M"));
        let first = get(&agent(), server, &path);
        let again = sampled(server, &path, 1, 100);
        table.row([
            (*page).to_owned(),
            moment.date_naive().to_string(),
            first.status.to_string(),
            millis(first.in_server),
            millis(percentile(&again.server, 50)),
            millis(percentile(&again.server, 99)),
        ]);
    }
    table
}

/// Past moments alone: for whoever sees everything, and for whoever sees a part.
fn past_moments(events: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let filled = generated::fill(folder.path(), events);
    println!("{events} events until {}", filled.last_day);
    let first = Server::start(folder.path());
    first.stop();
    let mut server = Server::start(folder.path());
    server.told("start-up");
    println!("memory: {} MiB", server.memory().0);
    println!("\n{}", past(&server, &filled));
    let agency = one_of(&server, "actions", "/owners/0/agency");
    for role in ["pqa_member", "agency_lead"] {
        role.clone_into(&mut server.acting);
        if role == "agency_lead" {
            server.acting = format!("agency_lead@{agency}");
        }
        let now = get(&agent(), &server, "/");
        println!("{role}, now, first: {} ms", millis(now.in_server));
        println!("\n{}", past(&server, &filled));
    }
    let (now, highest) = server.memory();
    println!("memory with all of that: {now} MiB, at its highest {highest} MiB");
    server.stop();
}
