//! `verify`, and how a folder is opened for writing.

use super::{Folder, FolderOnly, Output, verify_pack, words};
use crate::access_log;
use crate::app::{App, Start};
use crate::clock::Clock;
use crate::master_key;
use crate::web::verifier;
use anyhow::{Context as _, Result};
use clap::Args;
use events::log::verify;
use serde_json::json;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// An evidence pack to check; without one, the data folder is
    pack: Option<PathBuf>,
    /// A checkpoint that was kept: a file with it, or its size and short code
    #[arg(long, requires = "pack", value_name = "FILE-OR-CODE")]
    checkpoint: Option<String>,
    /// The log's public key, or its fingerprint
    #[arg(long, requires = "pack")]
    key: Option<String>,
    /// Print the proof that the pack's log held the event at this position (C2SP tlog-proof)
    #[arg(
        long,
        requires = "pack",
        value_name = "POSITION",
        conflicts_with = "json"
    )]
    proof_of: Option<u64>,
    /// Write the page that checks packs in a browser without a network to this file, and do no more
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pack", "json"])]
    page: Option<PathBuf>,
    #[command(flatten)]
    folder: FolderOnly,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

/// Writes the page to a new file.
fn write_page(file: &Path, output: &mut Output<'_>) -> Result<ExitCode> {
    let shown = file.display();
    let page = verifier::page().context("this program was built without the page")?;
    let mut new = File::create_new(file)
        .with_context(|| format!("{shown} cannot be written, or is there already"))?;
    new.write_all(page)
        .with_context(|| format!("{shown} cannot be written"))?;
    writeln!(output.out, "Written: {shown}. Open it in a browser.")?;
    Ok(ExitCode::SUCCESS)
}

impl Verify {
    pub(super) fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        if let Some(file) = &self.page {
            return write_page(file, output);
        }
        match self.pack {
            Some(file) => verify_pack::Asked {
                file,
                checkpoint: self.checkpoint,
                key: self.key,
                proof_of: self.proof_of,
                json: self.json,
            }
            .run(output),
            None => self.run_folder(output),
        }
    }

    fn run_folder(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let mut report = verify(&self.folder.data);
        match access_log::verify(&self.folder.data.join(access_log::FOLDER)) {
            Ok(found) => report.notes.extend(found.notes()),
            Err(error) => report
                .notes
                .push(format!("access log: it cannot be read: {error}")),
        }
        if self.json {
            let problems: Vec<_> = report
                .problems
                .iter()
                .map(|problem| {
                    json!({
                        "position": problem.position,
                        "file": problem.file.display().to_string(),
                        "message": problem.message,
                    })
                })
                .collect();
            let line = json!({
                "ok": report.ok(),
                "events": report.events,
                "root": hex::encode(report.root),
                "problems": problems,
                "notes": report.notes,
            });
            writeln!(output.out, "{line}")?;
        } else {
            let word = if report.ok() {
                "All is as it was recorded"
            } else {
                "Something is wrong"
            };
            writeln!(output.out, "{word}.")?;
            writeln!(output.out, "Events: {}", report.events)?;
            writeln!(output.out, "Root: {}", hex::encode(report.root))?;
            for problem in &report.problems {
                let position = problem
                    .position
                    .map(|at| format!("position {at}, "))
                    .unwrap_or_default();
                let file = problem.file.display();
                writeln!(output.out, "Problem: {position}{file}: {}", problem.message)?;
            }
            for note in &report.notes {
                writeln!(output.told, "Note: {note}")?;
            }
        }
        Ok(if report.ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// Opens a folder for writing, and says loudly where a new master key was put.
pub(super) fn open(folder: &Folder, clock: &Clock, output: &mut Output<'_>) -> Result<App> {
    let found = master_key::find_or_make(&folder.data, folder.master_key_file.as_deref())?;
    if let Some(file) = &found.made {
        writeln!(
            output.told,
            "\n{}",
            words::new_master_key(file, &folder.data)
        )?;
    }
    let app = App::start(Start {
        data: folder.data.clone(),
        master_key: found.key,
        clock: clock.clone(),
    })?;
    let recovery = app.recovery();
    if recovery.cut_bytes > 0 {
        writeln!(
            output.told,
            "The last write was never finished and never acknowledged: {} bytes of it were cut.",
            recovery.cut_bytes
        )?;
    }
    if recovery.keys_destroyed > 0 {
        writeln!(
            output.told,
            "An erasure was recorded and not finished, or the key file is older than it: {} data \
             keys were destroyed now. The words sealed under them are gone.",
            recovery.keys_destroyed
        )?;
    }
    if let Some(why) = &recovery.index_rebuilt {
        writeln!(output.told, "The index was rebuilt from the journal: {why}")?;
    }
    Ok(app)
}
