//! `health`: asks a running server how it is, for what watches it.

use super::Output;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::time::Duration;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest answer that is read, in bytes.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;

#[derive(Debug, Args)]
pub(super) struct Health {
    /// What to ask: plain HTTP, on this machine. Where the server itself speaks TLS, ask the
    /// address for metrics, which answers the same
    #[arg(long, default_value = "http://127.0.0.1:8420/ready")]
    url: String,
}

impl Health {
    pub(super) fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let (status, body) = ask(&self.url)?;
        writeln!(output.out, "{}", body.trim())?;
        if status == 200 {
            return Ok(ExitCode::SUCCESS);
        }
        writeln!(output.told, "{} answered {status}", self.url)?;
        Ok(ExitCode::FAILURE)
    }
}

/// Asks one address, and gives back the status and the body.
fn ask(url: &str) -> Result<(u16, String)> {
    let Some(rest) = url.strip_prefix("http://") else {
        bail!("“{url}” does not begin with http://: ask the address for metrics in plain HTTP");
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let with_port = if host.rsplit_once(':').is_some_and(|(_, p)| !p.contains(']')) {
        host.to_owned()
    } else {
        format!("{host}:80")
    };
    let told = || format!("{url} does not answer");
    let mut addresses = with_port.to_socket_addrs().with_context(told)?;
    let address = addresses
        .next()
        .with_context(|| format!("{host} has no address"))?;
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).with_context(told)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let asked = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).with_context(told)?;
    let mut answer = Vec::new();
    let mut stream = stream.take(ANSWER_BYTES_MAX);
    stream.read_to_end(&mut answer).with_context(told)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.get(..3))
        .and_then(|status| status.parse().ok());
    let status = status.with_context(|| format!("what answers at {url} does not speak HTTP"))?;
    Ok((status, body.to_owned()))
}
