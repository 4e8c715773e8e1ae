//! A server on a folder of its own, and a client that follows nothing by itself.

use chrono::{DateTime, Utc};
use events::log::{Disk, RealDisk};
use golden_thread::app::{App, Start};
use golden_thread::clock::Clock;
use golden_thread::scan::Scanner;
use golden_thread::web::peer::Front;
use golden_thread::web::server::Limits;
use golden_thread::web::visit::Site;
use golden_thread::web::{self, router};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// The role most tests act in.
pub(super) const MANAGER: &str = "business_manager";

/// The key every test folder is sealed under.
pub(super) const MASTER_KEY: [u8; 32] = [7; 32];

/// When the clock of a test stands, until it is moved on.
pub(super) fn start_of_time() -> DateTime<Utc> {
    "2021-06-01T09:00:00Z".parse().unwrap()
}

/// A server that stops when it is dropped.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    pub(super) clock: Clock,
    folder: Option<TempDir>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// A server on a new folder, at the start of time.
    pub(super) fn new() -> Self {
        Self::on(tempfile::tempdir().unwrap(), Clock::set_to(start_of_time()))
    }

    /// A server on a folder that may hold something.
    pub(super) fn on(folder: TempDir, clock: Clock) -> Self {
        Self::within(folder, clock, Limits::default())
    }

    /// A server that waits for its clients only so long.
    pub(super) fn within(folder: TempDir, clock: Clock, limits: Limits) -> Self {
        Self::on_disk(folder, clock, limits, Arc::new(RealDisk))
    }

    /// A server on a disk that may fail.
    pub(super) fn on_disk(
        folder: TempDir,
        clock: Clock,
        limits: Limits,
        disk: Arc<dyn Disk>,
    ) -> Self {
        Self::made(folder, clock, limits, disk, |site| site)
    }

    /// A server on a new folder, with something before it.
    pub(super) fn behind(front: Front) -> Self {
        Self::with(|site| Site { front, ..site })
    }

    /// A server that has every uploaded file scanned.
    pub(super) fn with_scanner(scanner: Scanner) -> Self {
        Self::with(|site| Site {
            scanner: Some(scanner),
            ..site
        })
    }

    /// A server on a new folder whose site is not the plainest.
    pub(super) fn with(furnish: impl FnOnce(Site) -> Site) -> Self {
        let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::set_to(start_of_time()));
        let (limits, disk) = (Limits::default(), Arc::new(RealDisk));
        Self::made(folder, clock, limits, disk, furnish)
    }

    /// A server on a folder that may hold something, whose site is not the plainest.
    pub(super) fn furnished(
        folder: TempDir,
        clock: Clock,
        furnish: impl FnOnce(Site) -> Site,
    ) -> Self {
        let (limits, disk) = (Limits::default(), Arc::new(RealDisk));
        Self::made(folder, clock, limits, disk, furnish)
    }

    fn made(
        folder: TempDir,
        clock: Clock,
        limits: Limits,
        disk: Arc<dyn Disk>,
        furnish: impl FnOnce(Site) -> Site,
    ) -> Self {
        let start = Start {
            data: folder.path().to_owned(),
            master_key: MASTER_KEY,
            clock: clock.clone(),
        };
        let app = App::start_on(start, disk).unwrap();
        let site = Arc::new(furnish(Site::of(Arc::new(app), false)));
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell, told) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                let router = router::router_within(site, limits.request);
                let stop = async {
                    let _ = stopped.await;
                };
                web::server::serve(listener, router, limits, stop)
                    .await
                    .unwrap();
            });
            runtime.shutdown_timeout(Duration::from_secs(5));
        });
        let address = told.recv().unwrap();
        Self {
            address,
            clock,
            folder: Some(folder),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// The data folder.
    pub(super) fn folder(&self) -> &std::path::Path {
        self.folder.as_ref().unwrap().path()
    }

    /// Stops it and starts another on the same folder.
    pub(super) fn restarted(mut self) -> Self {
        self.stop();
        let folder = self.folder.take().unwrap();
        Self::on(folder, self.clock.clone())
    }

    /// Stops it and gives the folder back.
    pub(super) fn stopped(mut self) -> TempDir {
        self.stop();
        self.folder.take().unwrap()
    }

    fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }

    /// Asks for an address of the interface.
    pub(super) fn read(&self, path: &str) -> Answer {
        self.send("GET", &format!("/api/v1{path}"), &[], &[])
    }

    /// How many events were recorded.
    #[track_caller]
    pub(super) fn recorded(&self) -> u64 {
        let trail = self.read("/trail").is(200).json();
        trail["size"].as_u64().unwrap()
    }

    /// Records a command as the business manager.
    pub(super) fn write(&self, path: &str, body: &Value) -> Answer {
        self.write_as(MANAGER, path, body, &[])
    }

    /// Records a command in a role, with more headers.
    pub(super) fn write_as(
        &self,
        acting: &str,
        path: &str,
        body: &Value,
        more: &[(&str, &str)],
    ) -> Answer {
        let mut headers = vec![
            ("Content-Type", "application/json"),
            ("Golden-Thread-Acting-As", acting),
        ];
        headers.extend(more);
        let path = format!("/api/v1{path}");
        self.send("POST", &path, &headers, body.to_string().as_bytes())
    }

    /// Asks for a page.
    pub(super) fn page(&self, path: &str) -> Answer {
        self.send("GET", path, &[], &[])
    }

    /// Sends a form, as a browser on this very site would.
    pub(super) fn form(&self, path: &str, answers: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(answers).unwrap();
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        self.send("POST", path, &headers, body.as_bytes())
    }

    /// Sends parts with a file.
    pub(super) fn multipart(
        &self,
        path: &str,
        more: &[(&str, &str)],
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Answer {
        let (kind, body) = parts(fields, file);
        let mut headers = vec![("Content-Type", kind)];
        headers.extend(more);
        self.send("POST", path, &headers, &body)
    }

    /// Sends anything.
    pub(super) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        send(self.address, method, path, headers, body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Sends a request and takes whatever comes back.
pub(super) fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    try_send(address, method, path, headers, body).unwrap()
}

/// The same, where the server may go away.
pub(super) fn try_send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Answer, ureq::Error> {
    asked(address).try_send(method, path, headers, body)
}

/// A server that is asked again and again over the same connection.
pub(super) struct Asked {
    agent: ureq::Agent,
    address: SocketAddr,
}

/// Asks a server again and again.
pub(super) fn asked(address: SocketAddr) -> Asked {
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .allow_non_standard_methods(true)
        .timeout_global(Some(Duration::from_mins(1)))
        .build()
        .into();
    Asked { agent, address }
}

impl Asked {
    /// Asks for something and takes whatever comes back. A connection that the server had closed
    /// meanwhile, as it may after an answer to a body it did not read, is opened again.
    pub(super) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let first = self.try_send(method, path, headers, body);
        let again = |_| self.try_send(method, path, headers, body);
        first.or_else(again).or_else(again).unwrap()
    }

    /// Sends a request once.
    fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, ureq::Error> {
        told(&self.agent, self.address, method, path, headers, body)
    }
}

fn told(
    agent: &ureq::Agent,
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Answer, ureq::Error> {
    let mut request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("http://{address}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = if body.is_empty() && method != "POST" {
        agent.run(request.body(()).unwrap())?
    } else {
        agent.run(request.body(body).unwrap())?
    };
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        })
        .collect();
    let status = response.status().as_u16();
    let body = response
        .body_mut()
        .with_config()
        .limit(64 * 1024 * 1024)
        .read_to_vec()?;
    Ok(Answer {
        status,
        headers,
        body,
    })
}

const BOUNDARY: &str = "----part-of-a-form-7f3a";

pub(super) fn parts(
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> (&'static str, Vec<u8>) {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .as_bytes(),
        );
    }
    if let Some((name, bytes)) = file {
        body.extend_from_slice(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; \
                 filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            )
            .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    (
        "multipart/form-data; boundary=----part-of-a-form-7f3a",
        body,
    )
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The same, after looking at the status.
    #[track_caller]
    pub(super) fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The body as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// A header; empty when it is not there.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The names of the rules that a problem tells, after looking at its status.
    #[track_caller]
    pub(super) fn rules(self, status: u16) -> Vec<String> {
        let answer = self.is(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|fault| fault["rule"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The positions a write was given.
    #[track_caller]
    pub(super) fn positions(&self) -> Vec<u64> {
        let json = self.json();
        let positions = json["positions"]
            .as_array()
            .unwrap_or_else(|| panic!("{json}"));
        positions
            .iter()
            .map(|position| position.as_u64().unwrap())
            .collect()
    }
}
