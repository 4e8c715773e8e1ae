//! The configuration from the terminal: flags, and `config check`.

use super::{Folder, Output};
use crate::config::{Config, Origin, PublicUrl, Refused, Sources, keys};
use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// What `serve` may be told by flags. They win over the environment and the file.
#[derive(Debug, Clone, Args)]
pub(super) struct Flags {
    #[command(flatten)]
    pub(super) folder: Folder,
    /// The address to listen on; port 0 chooses a free one [default: 127.0.0.1:8420]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// How people reach it, such as <https://learning.example.org>
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// The certificate and its chain, PEM
    #[arg(long, value_name = "FILE")]
    tls_certificate: Option<String>,
    /// The key of the certificate, PEM
    #[arg(long, value_name = "FILE")]
    tls_key: Option<String>,
    /// A network of proxies whose word on the true peer is taken; may be given again
    #[arg(long = "trusted-proxy", value_name = "NETWORK")]
    trusted_proxies: Vec<String>,
    /// Answer other machines without TLS: whoever is between can read and change everything
    #[arg(long)]
    insecure_http: bool,
    /// The address that gives metrics
    #[arg(long, value_name = "ADDRESS")]
    metrics_listen: Option<String>,
    /// How lines of the server's own log are written: text or json
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    /// How much it says: error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
}

impl Flags {
    /// Reads and judges everything that was given.
    pub(super) fn load(&self, file: Option<PathBuf>) -> Result<Config, Refused> {
        let mut sources = Sources {
            file,
            environment: environment(),
            flags: self.said(),
        };
        let config = Config::load(&sources)?;
        let folder = &self.folder;
        if config.data == folder.data && config.master_key_file == folder.master_key_file {
            return Ok(config);
        }
        // Only a flag can have said another.
        let text = |path: &PathBuf| path.to_string_lossy().into_owned();
        sources.flags.push(("data", "--data", text(&folder.data)));
        let key = folder.master_key_file.as_ref().map(text);
        sources
            .flags
            .extend(key.map(|key| ("master_key_file", "--master-key-file", key)));
        Config::load(&sources)
    }

    fn said(&self) -> Vec<(&'static str, &'static str, String)> {
        let one = |path, flag, value: &Option<String>| {
            value.as_ref().map(|value| (path, flag, value.clone()))
        };
        let proxies = (!self.trusted_proxies.is_empty()).then(|| self.trusted_proxies.join(","));
        let insecure = self.insecure_http.then(|| "true".to_owned());
        [
            one("server.listen", "--listen", &self.listen),
            one("server.public_url", "--public-url", &self.public_url),
            one(
                "server.tls_certificate",
                "--tls-certificate",
                &self.tls_certificate,
            ),
            one("server.tls_key", "--tls-key", &self.tls_key),
            one("server.trusted_proxies", "--trusted-proxy", &proxies),
            one("server.insecure_http", "--insecure-http", &insecure),
            one(
                "server.metrics_listen",
                "--metrics-listen",
                &self.metrics_listen,
            ),
            one("log.format", "--log-format", &self.log_format),
            one("log.level", "--log-level", &self.log_level),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The variables of the environment that are text.
pub(super) fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

#[derive(Debug, Subcommand)]
pub(super) enum Settings {
    /// Read and judge the configuration, and print what is in effect; secrets are never shown
    Check(Check),
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    flags: Flags,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

impl Settings {
    pub(super) fn run(self, file: Option<PathBuf>, output: &mut Output<'_>) -> Result<ExitCode> {
        let Self::Check(check) = self;
        let loaded = check.flags.load(file);
        match (&loaded, check.json) {
            (Ok(config), true) => {
                let told = json!({ "ok": true, "configuration": tree(config) });
                writeln!(output.out, "{told}")?;
            }
            (Ok(config), false) => listed(config, output)?,
            (Err(refused), true) => {
                let told = json!({ "ok": false, "problems": refused.problems });
                writeln!(output.out, "{told}")?;
            }
            (Err(refused), false) => {
                for problem in &refused.problems {
                    writeln!(output.out, "Problem: {problem}")?;
                }
            }
        }
        Ok(match loaded {
            Ok(_) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        })
    }
}

/// What is in effect, as a file would say it, with who said it.
fn listed(config: &Config, output: &mut Output<'_>) -> Result<()> {
    let mut table = "";
    for (path, value, origin) in config.told() {
        let (its, name) = path.split_once('.').unwrap_or(("", path));
        let place = keys::TABLES.iter().find(|(table, _)| *table == its);
        let its = place.map_or("", |(table, _)| *table);
        if its != table {
            writeln!(output.out, "\n[{its}]")?;
            table = its;
        }
        writeln!(output.out, "{name} = {value}  # {}", said_by(origin))?;
    }
    if !config.providers_shown().is_empty() {
        let providers = toml::Value::from(config.providers_shown().to_vec());
        let whole = toml::Table::from_iter([(keys::PROVIDERS.to_owned(), providers)]);
        writeln!(output.out, "\n{whole}")?;
    }
    Ok(())
}

fn said_by(origin: &Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::File(_) | Origin::Environment(_) | Origin::Flag(_) => format!("from {origin}"),
    }
}

fn tree(config: &Config) -> Value {
    let mut whole = Map::new();
    for (path, value, _) in config.told() {
        let value = serde_json::to_value(value).unwrap_or_default();
        match path.split_once('.') {
            None => drop(whole.insert(path.clone(), value)),
            Some((table, name)) => {
                let table = whole.entry(table).or_insert_with(|| json!({}));
                if let Some(table) = table.as_object_mut() {
                    table.insert(name.to_owned(), value);
                }
            }
        }
    }
    let providers = serde_json::to_value(config.providers_shown()).unwrap_or_default();
    whole.insert(keys::PROVIDERS.to_owned(), providers);
    let url = config.server.public_url.as_ref().map(PublicUrl::to_string);
    whole.insert("reached_at".to_owned(), json!(url));
    Value::Object(whole)
}
