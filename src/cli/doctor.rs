//! `doctor`: what is wrong with a folder, what it means, what can be rebuilt.

use super::{FolderOnly, Output};
use anyhow::Result;
use clap::Args;
use events::log::doctor;
use serde_json::json;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    folder: FolderOnly,
    /// Do what can be done; without this nothing is changed
    #[arg(long)]
    repair: bool,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let report = doctor(&self.folder.data, self.repair)?;
        let ok = report.verified.ok();
        if self.json {
            let line = json!({
                "ok": ok,
                "repaired": report.repaired,
                "findings": report.findings,
                "remedies": report.remedies,
            });
            writeln!(output.out, "{line}")?;
        } else {
            for finding in &report.findings {
                writeln!(output.out, "Found: {finding}")?;
            }
            for remedy in &report.remedies {
                let word = if report.repaired {
                    "Done"
                } else {
                    "Can be done"
                };
                writeln!(output.out, "{word}: {remedy}")?;
            }
            if report.findings.is_empty() && ok {
                writeln!(output.out, "Nothing is wrong with this folder.")?;
            } else if !self.repair && !report.remedies.is_empty() {
                writeln!(output.told, "Nothing was changed. Add --repair to do it.")?;
            }
        }
        Ok(if ok {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
