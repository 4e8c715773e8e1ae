//! The real program serving a folder, as an administrator starts it.

use super::office::{BEHIND_A_PROXY, Programs};
use super::server::{Answer, try_send};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A program that serves, and is killed when it is dropped.
pub(super) struct Running {
    pub(super) child: Child,
    pub(super) address: SocketAddr,
    /// What it says on standard error.
    said: Arc<Mutex<Vec<String>>>,
    /// What it prints on standard output after where it listens.
    printed: Arc<Mutex<Vec<String>>>,
    listening: Option<JoinHandle<()>>,
}

impl Running {
    /// Serves a folder on a free port, with more arguments.
    pub(super) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let arguments = [&["--listen", "127.0.0.1:0"], arguments].concat();
        Self::start_anywhere(folder, &arguments)
    }

    /// Serves a folder where the arguments say.
    pub(super) fn start_anywhere(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_golden-thread"))
            .args(["serve", "--data"])
            .arg(folder)
            .args(arguments)
            .env_remove("GOLDEN_THREAD_MASTER_KEY_FILE")
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let (said, listening) = heard(errors);
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let address = line.trim().rsplit('/').next().unwrap().parse();
        let address = address.unwrap_or_else(|_| panic!("{line}: {:?}", said.lock().unwrap()));
        let (printed, _) = heard(output);
        Self {
            child,
            address,
            said,
            printed,
            listening: Some(listening),
        }
    }

    /// The first line on standard error that holds the words; it is waited for.
    pub(super) fn says(&self, words: &str) -> String {
        waited_for(&self.said, words)
    }

    /// The first line on standard output, after where it listens, that holds the words; it is
    /// waited for.
    pub(super) fn prints(&self, words: &str) -> String {
        waited_for(&self.printed, words)
    }

    /// Every line on standard output, after where it listens, so far.
    pub(super) fn printed(&self) -> Vec<String> {
        self.printed.lock().unwrap().clone()
    }

    pub(super) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        try_send(self.address, method, path, headers, body).unwrap()
    }

    /// Sends a signal by its name.
    pub(super) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let mut kill = Command::new("kill");
        kill.args([&format!("-{name}"), &id]);
        assert!(kill.status().unwrap().success());
    }

    /// Waits until it ends by itself, and gives all it said on standard error.
    pub(super) fn ended(mut self) -> (ExitStatus, Vec<String>) {
        let status = self.child.wait().unwrap();
        self.listening.take().unwrap().join().unwrap();
        let said = self.said.lock().unwrap().clone();
        (status, said)
    }
}

/// Every line of a stream, as it comes.
fn heard(from: impl BufRead + Send + 'static) -> (Arc<Mutex<Vec<String>>>, JoinHandle<()>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&heard);
    let listening = std::thread::spawn(move || {
        for line in from.lines().map_while(Result::ok) {
            lines.lock().unwrap().push(line);
        }
    });
    (heard, listening)
}

fn waited_for(lines: &Mutex<Vec<String>>, words: &str) -> String {
    for _ in 0..1500 {
        let so_far = lines.lock().unwrap();
        if let Some(line) = so_far.iter().find(|line| line.contains(words)) {
            return line.clone();
        }
        drop(so_far);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("it never said {words}: {:?}", lines.lock().unwrap());
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A served folder that programs with tokens write to and read, killed when it is dropped.
pub(super) struct Served<'a> {
    running: Running,
    programs: &'a Programs,
}

impl<'a> Served<'a> {
    pub(super) fn start(folder: &Path, programs: &'a Programs) -> Self {
        Self {
            running: Running::start(folder, &BEHIND_A_PROXY),
            programs,
        }
    }

    pub(super) fn write(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        self.send("POST", path, body.to_string().as_bytes())
    }

    pub(super) fn read(&self, path: &str) -> Value {
        self.send("GET", path, &[]).unwrap().json()
    }

    /// Sends the interface a request by the next of the programs.
    pub(super) fn send(
        &self,
        method: &str,
        path: &str,
        body: &[u8],
    ) -> Result<Answer, ureq::Error> {
        let path = format!("/api/v1{path}");
        let who = self.programs.next();
        let mut headers = vec![("Content-Type", "application/json")];
        headers.extend(who.iter().map(|(name, value)| (*name, value.as_str())));
        try_send(self.running.address, method, &path, &headers, body)
    }

    /// The id of its process.
    pub(super) fn process(&self) -> u32 {
        self.running.child.id()
    }

    /// `kill -9`.
    pub(super) fn kill(&mut self) {
        let _ = self.running.child.kill();
        let _ = self.running.child.wait();
    }
}
