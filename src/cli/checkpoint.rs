//! `checkpoint` and `checkpoint check`.

use super::{Folder, FolderOnly, Output, verify};
use crate::checkpoints::checking::{Cause, Stands, Verdict, check_all, proved};
use crate::checkpoints::held::{self, Held};
use crate::checkpoints::{make, minute, proof_file};
use crate::clock::Clock;
use crate::web::components::dates::moment_text;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use events::log::History;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Checkpoint {
    #[command(subcommand)]
    check: Option<What>,
    #[command(flatten)]
    folder: Folder,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Check a code, a signed note or a file that somebody kept, also while the record is served
    Check(Check),
}

#[derive(Debug, Args)]
struct Check {
    /// A code from the minutes, or a file with codes or signed notes; `-` reads standard input
    #[arg(value_name = "FILE-OR-CODE")]
    kept: String,
    /// How many events there were, for a code that was kept without it
    #[arg(long, value_name = "N")]
    size: Option<u64>,
    /// Write the proof that the newest checkpoint holds everything of what was kept
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
    #[command(flatten)]
    folder: FolderOnly,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

impl Checkpoint {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        if let Some(What::Check(check)) = self.check {
            return check.run(output);
        }
        let app = verify::open(&self.folder, clock, output)?;
        let signed = make(&app)?.signed;
        if self.json {
            let line = json!({
                "size": signed.checkpoint.size,
                "root": hex::encode(signed.checkpoint.root),
                "made_at": signed.made_at.to_string(),
                "code": signed.checkpoint.short_code(),
                "note": signed.note,
            });
            writeln!(output.out, "{line}")?;
        } else {
            writeln!(output.out, "{}", signed.note)?;
            writeln!(output.told, "For the minutes: {}", minute(&signed))?;
            let (size, code) = (signed.checkpoint.size, signed.checkpoint.short_code());
            writeln!(
                output.told,
                "To compare an evidence pack with it: golden-thread verify PACK --checkpoint \
                 \"{size} {code}\""
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Check {
    fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let all = self.kept()?;
        let history = History::read(&self.folder.data)?;
        let verdicts = check_all(&history, &all)?;
        let ok = verdicts
            .iter()
            .all(|verdict| matches!(verdict, Verdict::Stands(_)));
        if let Some(file) = &self.proof {
            let [Verdict::Stands(stands)] = &verdicts[..] else {
                bail!("a proof is given of one checkpoint that stands: name one alone");
            };
            let proved = proved(&history, stands.size)?;
            let (proof, later) = proved.context(
                "no checkpoint covers it yet: make one with `golden-thread checkpoint` first",
            )?;
            let text = proof_file(stands.size, &proof, &later);
            fs::write(file, text).with_context(|| file.display().to_string())?;
        }
        if self.json {
            let answers: Vec<Value> = verdicts.iter().map(answer).collect();
            writeln!(output.out, "{}", json!({ "ok": ok, "checked": answers }))?;
        } else {
            for verdict in &verdicts {
                told(verdict, output)?;
            }
        }
        Ok(if ok {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// What was kept: in the file of that name where there is one, else the code itself.
    fn kept(&self) -> Result<Vec<Held>> {
        let text = if self.kept == "-" {
            std::io::read_to_string(std::io::stdin())?
        } else {
            match fs::read(&self.kept) {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(_) => self.kept.clone(),
            }
        };
        let all = held::find(&text, self.size);
        if all.is_empty() {
            bail!(
                "{} is neither a file with a signed note or a code, nor a code such as \
                 ABCD-EFGH-JKMN-PQRS-TVWX-YZ01",
                self.kept
            );
        }
        Ok(all)
    }
}

fn told(verdict: &Verdict, output: &mut Output<'_>) -> Result<()> {
    match verdict {
        Verdict::Stands(stands) => {
            let Stands {
                size, now, code, ..
            } = stands;
            let made = stands.made_at.map_or_else(String::new, |at| {
                format!(", as it was on {},", moment_text(at.utc()))
            });
            writeln!(
                output.out,
                "It still stands: the history up to event {size}{made} is the beginning of the \
                 {now} events here. Its code is {code}."
            )?;
        }
        Verdict::Fails(cause) => {
            writeln!(output.out, "It does not stand. {}", cause.told())?;
            writeln!(output.told, "{}", cause.means())?;
        }
        Verdict::SizeNeeded { code } => {
            writeln!(
                output.out,
                "{code} is of none of the checkpoints kept here: say with --size how many events \
                 there were; the minutes say it."
            )?;
        }
    }
    Ok(())
}

fn answer(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Stands(stands) => json!({
            "verdict": "stands",
            "size": stands.size,
            "root": hex::encode(stands.root),
            "code": stands.code,
            "made_at": stands.made_at,
            "events": stands.now,
        }),
        Verdict::Fails(cause) => {
            let mut answer = Map::new();
            answer.insert("verdict".to_owned(), cause.word().into());
            if let Some(size) = size_of(cause) {
                answer.insert("size".to_owned(), size.into());
            }
            answer.insert("message".to_owned(), cause.told().into());
            answer.insert("remedy".to_owned(), cause.means().into());
            Value::Object(answer)
        }
        Verdict::SizeNeeded { code } => json!({ "verdict": "size_needed", "code": code }),
    }
}

/// How many events something that does not stand is of, where that is known.
const fn size_of(cause: &Cause) -> Option<u64> {
    match cause {
        Cause::Beyond { size, .. } | Cause::Forked { size, .. } | Cause::OtherCode { size, .. } => {
            Some(*size)
        }
        Cause::NoCheckpoint | Cause::OtherLog { .. } | Cause::OtherKey | Cause::Forged => None,
    }
}
