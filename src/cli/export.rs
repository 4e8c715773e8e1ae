//! `export`: the whole log as NDJSON, the plan, or the list of actions.

use super::{Folder, Output, read};
use crate::clock::Clock;
use crate::export::sheet::{self, Sheet};
use crate::export::{lists, plan};
use crate::master_key;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use events::envelope::Moment;
use events::ids::PlanId;
use events::log::{Disclosed, MasterKey, Reader, Stored};
use projections::TextRef;
use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Every event with the words that can be read, as NDJSON; `import log` reads it back
    Log,
    /// The plan in the columns boards use, as .xlsx or .csv
    Plan,
    /// The improvement actions, as .xlsx or .csv
    Actions,
    /// The recommendations, as .xlsx or .csv
    Recommendations,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to write out
    what: What,
    #[command(flatten)]
    folder: Folder,
    /// The file to write; its ending says how (.ndjson, .xlsx, .csv)
    #[arg(long)]
    out: PathBuf,
    /// Which plan, when there are several; the current one when not said
    #[arg(long)]
    plan: Option<PlanId>,
    /// As it was recorded at this moment
    #[arg(long, value_parser = read::moment)]
    as_at: Option<Moment>,
}

impl Export {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        if self.what == What::Log {
            return self.log(output);
        }
        let reader = read::reader(&self.folder)?;
        let models = read::models(&reader, self.as_at)?;
        let words = Words::gather(&reader)?;
        let look = |text: &TextRef| words.get(text);
        let today = clock.today();
        let sheet = match self.what {
            What::Plan => {
                let wanted = self.plan.and_then(|id| models.plans.get(id));
                let current = || {
                    models
                        .plans
                        .current(today)
                        .or_else(|| models.plans.all().next_back())
                };
                let Some(wanted) = wanted.or_else(current) else {
                    bail!("no plan is recorded yet: `golden-thread import plan FILE` reads one in");
                };
                plan::plan_sheet(&models, wanted, today, &look)
            }
            What::Recommendations => lists::recommendations_sheet(&models, today, &look),
            What::Actions | What::Log => lists::actions_sheet(&models, today, &look),
        };
        if self.what == What::Plan && ending(&self.out) == "csv" {
            wrote(&sheet, &self.out, &sheet::to_titled_csv(&sheet)?, output)?;
        } else {
            write_sheet(&sheet, &self.out, output)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn log(&self, output: &mut Output<'_>) -> Result<ExitCode> {
        let found = master_key::find(&self.folder.data, self.folder.master_key_file.as_deref())?;
        let key = found.map(|found| MasterKey::new(found.key));
        let told = || self.out.display().to_string();
        let part = self.out.with_extension("part");
        let file = std::fs::File::create(&part).with_context(told)?;
        let mut out = BufWriter::new(file);
        let events = events::log::export(&self.folder.data, key, &mut out)?;
        out.flush().with_context(told)?;
        out.get_ref().sync_all().with_context(told)?;
        std::fs::rename(&part, &self.out).with_context(told)?;
        writeln!(
            output.told,
            "Wrote {events} events to {}.",
            self.out.display()
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a table in the format that the file's name ends with.
pub(super) fn write_sheet(sheet: &Sheet, out: &Path, output: &mut Output<'_>) -> Result<()> {
    let bytes = match ending(out).as_str() {
        "xlsx" => sheet::to_xlsx(sheet)?,
        "csv" => sheet::to_csv(sheet)?,
        other => bail!("`.{other}` cannot be written: end the file's name with .xlsx or .csv"),
    };
    wrote(sheet, out, &bytes, output)
}

fn wrote(sheet: &Sheet, out: &Path, bytes: &[u8], output: &mut Output<'_>) -> Result<()> {
    write(out, bytes)?;
    let rows = sheet.rows.len();
    writeln!(output.told, "Wrote {rows} rows to {}.", out.display())?;
    Ok(())
}

fn ending(path: &Path) -> String {
    path.extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

/// Writes a file at once: beside its place first, then into it.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let told = || path.display().to_string();
    let part = path.with_extension("part");
    let mut file = std::fs::File::create(&part).with_context(told)?;
    file.write_all(bytes).with_context(told)?;
    file.sync_all().with_context(told)?;
    std::fs::rename(&part, path).with_context(told)
}

/// The events with narrative, so that their words can be looked up without an index.
pub(super) struct Words<'a> {
    reader: &'a Reader,
    events: HashMap<u64, Stored>,
}

impl<'a> Words<'a> {
    pub(super) fn gather(reader: &'a Reader) -> Result<Self> {
        let mut events = HashMap::new();
        reader.each(1, |stored| {
            if !stored
                .fields()
                .map_err(|error| error.to_string())?
                .is_empty()
            {
                events.insert(stored.position(), stored);
            }
            Ok(())
        })?;
        Ok(Self { reader, events })
    }

    pub(super) fn get(&self, text: &TextRef) -> String {
        let Some(stored) = self.events.get(&text.position) else {
            return String::new();
        };
        match self.reader.text_of(stored, &text.field) {
            Ok(Disclosed::Words(words)) => words,
            Ok(Disclosed::Erased) => "[erased]".to_owned(),
            Ok(Disclosed::Sealed) | Err(_) => "[not readable without the master key]".to_owned(),
        }
    }
}
