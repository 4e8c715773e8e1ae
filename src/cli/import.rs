//! `import plan` and `import log`.

use super::by::By;
use super::{Folder, Output, verify, words};
use crate::acting::Acting;
use crate::clock::Clock;
use crate::import::{Period, read_document};
use crate::importing::{self, Ready, Wish};
use crate::master_key;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use events::log::{MasterKey, import_log};
use serde_json::json;
use std::io::{BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Read in a business plan from Word (.docx), Excel (.xlsx) or .csv
    Plan(Plan),
    /// Make a data folder from an exported log, with the same root
    Log(WholeLog),
}

#[derive(Debug, Args)]
struct Plan {
    /// The document
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
    /// Record it; without this it is only shown, and nothing is written
    #[arg(long)]
    yes: bool,
    /// The plan's title; the document's own when not said
    #[arg(long)]
    title: Option<String>,
    /// The plan's first day, such as 2026-04-01; read from the document when not said
    #[arg(long, requires = "to")]
    from: Option<NaiveDate>,
    /// The plan's last day
    #[arg(long, requires = "from")]
    to: Option<NaiveDate>,
    /// Why text that looks like it identifies somebody has to be recorded
    #[arg(long, value_name = "REASON")]
    confirm_identifiers: Option<String>,
    /// The role and agency that import, while nobody has an account [default: `business_manager`]
    #[arg(long, value_name = "ROLE", conflicts_with = "account")]
    acting: Option<Acting>,
    #[command(flatten)]
    by: By,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct WholeLog {
    /// The exported log, as NDJSON
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        match self.what {
            What::Plan(plan) => plan.run(clock, output),
            What::Log(log) => log.run(output),
        }
    }
}

impl Plan {
    fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let bytes = read(&self.file)?;
        let name = self
            .file
            .file_name()
            .unwrap_or(self.file.as_os_str())
            .to_string_lossy();
        let document = read_document(&name, &bytes)
            .with_context(|| format!("{} cannot be imported", self.file.display()))?;
        let app = Arc::new(verify::open(&self.folder, clock, output)?);
        let acting = self.by.acting(self.acting, &app)?;
        let wish = Wish {
            title: self.title,
            period: self
                .from
                .zip(self.to)
                .map(|(start, end)| Period { start, end }),
            identifiers: self.confirm_identifiers,
        };
        let matching = importing::matching(&document, &app.live());
        let ready = importing::ready(&app, &document, &bytes, &matching, &wish, acting)?;
        if !ready.refused.is_empty() {
            for refusal in &ready.refused {
                writeln!(output.told, "Refused: {refusal}")?;
            }
            if self.json {
                writeln!(output.out, "{}", importing::told(&ready, None))?;
            }
            bail!("nothing was written");
        }
        let confirmed = self.yes || (!self.json && confirmed(&ready, output)?);
        let position = if confirmed {
            let done = importing::record(&app, &document, &bytes, &ready, &wish, acting)?;
            done.positions.last().copied()
        } else {
            None
        };
        if self.json {
            writeln!(output.out, "{}", importing::told(&ready, position))?;
        } else {
            write!(output.out, "{}", words::import(&ready))?;
        }
        if !confirmed {
            writeln!(output.told, "Nothing was written. Add --yes to record it.")?;
        }
        if let Some(app) = Arc::into_inner(app) {
            app.close();
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Asks somebody at a terminal; a script has to say --yes.
fn confirmed(ready: &Ready, output: &mut Output<'_>) -> Result<bool> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Ok(false);
    }
    write!(output.told, "{}", words::import(ready))?;
    write!(output.told, "Record this? Type yes: ")?;
    output.told.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

/// The document, unless it is larger than any plan.
fn read(file: &Path) -> Result<Vec<u8>> {
    let told = || format!("the file {}", file.display());
    let size = std::fs::metadata(file).with_context(told)?.len();
    let limit = crate::import::FILE_SIZE_BYTES_MAX as u64;
    if size > limit {
        bail!(
            "{} has {} MB, and at most {} MB can be imported: save the plan's table alone",
            file.display(),
            size / (1024 * 1024),
            limit / (1024 * 1024)
        );
    }
    std::fs::read(file).with_context(told)
}

impl WholeLog {
    fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let file = std::fs::File::open(&self.file)
            .with_context(|| format!("the file {}", self.file.display()))?;
        let data = &self.folder.data;
        let found = master_key::find_or_make(data, self.folder.master_key_file.as_deref())?;
        if let Some(made) = &found.made {
            writeln!(output.told, "\n{}", words::new_master_key(made, data))?;
        }
        let key = MasterKey::new(found.key);
        let events = import_log(&mut BufReader::new(file), data, &key)?;
        let report = events::log::verify(data);
        let root = hex::encode(report.root);
        if self.json {
            writeln!(
                output.out,
                "{}",
                json!({ "ok": report.ok(), "events": events, "root": root })
            )?;
        } else {
            writeln!(output.out, "Imported {events} events. Root: {root}")?;
        }
        Ok(if report.ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
