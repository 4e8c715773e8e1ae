//! `verify PACK`: an evidence pack, on a machine with nothing else.

use super::Output;
use anyhow::{Context as _, Result, bail};
use pack::{
    CANNOT_PROVE, Erased, Held, HeldCheckpoint, HeldKey, KeyRelation, Manifest, Relation, Report,
};
use serde::Serialize;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Genuine, but it could not be told how it stands to the checkpoint that was given.
const CANNOT_TELL: u8 = 3;

/// What was asked of a pack.
pub(super) struct Asked {
    pub(super) file: PathBuf,
    pub(super) checkpoint: Option<String>,
    pub(super) key: Option<String>,
    pub(super) proof_of: Option<u64>,
    pub(super) json: bool,
}

#[derive(Serialize)]
struct Line<'r> {
    ok: bool,
    #[serde(flatten)]
    report: &'r Report,
}

impl Asked {
    pub(super) fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let held = Held {
            checkpoint: self.checkpoint.as_deref().map(checkpoint).transpose()?,
            key: self.key.as_deref().map(HeldKey::read).transpose()?,
        };
        let shown = self.file.display();
        let open = || File::open(&self.file).with_context(|| format!("{shown} cannot be opened"));
        let report =
            pack::verify(open()?, &held).with_context(|| format!("{shown} cannot be read"))?;
        if let Some(position) = self.proof_of {
            if !report.genuine {
                tell(&report, output.told)?;
                bail!("the pack is not genuine, so it proves nothing");
            }
            let inclusion = pack::inclusion(open()?, position)?;
            write!(output.out, "{}", inclusion.to_text())?;
        } else if self.json {
            let line = Line {
                ok: report.genuine,
                report: &report,
            };
            writeln!(output.out, "{}", serde_json::to_string(&line)?)?;
        } else {
            tell(&report, output.out)?;
            for limit in CANNOT_PROVE {
                writeln!(output.told, "Note: {limit}")?;
            }
        }
        Ok(match (report.genuine, report.relation) {
            (false, _) => ExitCode::FAILURE,
            (true, Relation::CannotTell) => ExitCode::from(CANNOT_TELL),
            (true, _) => ExitCode::SUCCESS,
        })
    }
}

/// A checkpoint as it was given: what stands in a file of that name, or the code itself.
fn checkpoint(given: &str) -> Result<HeldCheckpoint> {
    let path = Path::new(given);
    let text = if path.is_file() {
        let read = std::fs::read_to_string(path);
        read.with_context(|| format!("{given} cannot be read"))?
    } else {
        given.to_owned()
    };
    Ok(HeldCheckpoint::read(&text)?)
}

fn tell(report: &Report, out: &mut dyn Write) -> Result<()> {
    let word = if report.genuine {
        "This evidence pack is genuine"
    } else {
        "This evidence pack is NOT genuine"
    };
    writeln!(out, "{word}.")?;
    for problem in &report.problems {
        let place = [
            problem.entry.clone(),
            problem.position.map(|at| format!("position {at}")),
        ];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let place = if place.is_empty() {
            String::new()
        } else {
            format!("{}: ", place.join(", "))
        };
        let (code, message) = (problem.code.word(), &problem.message);
        writeln!(out, "Problem: {place}{message} [{code}]")?;
    }
    if report.more_problems > 0 {
        writeln!(out, "And {} problems more.", report.more_problems)?;
    }
    if let Some(manifest) = &report.manifest {
        what_it_is(manifest, report, out)?;
    }
    for withheld in &report.withheld {
        let count = counted(withheld.texts, withheld.files);
        let (words, code) = (&withheld.words, &withheld.code);
        writeln!(out, "Withheld: {count}: {words} [{code}]")?;
    }
    for erased in &report.erased {
        writeln!(out, "Erased: {}", erasure(erased))?;
    }
    match report.key {
        KeyRelation::NoneHeld => {}
        KeyRelation::Same => writeln!(out, "Key: the one that you hold.")?,
        KeyRelation::Other => writeln!(out, "Key: NOT the one that you hold.")?,
    }
    if let Some(sentence) = relation(report.relation) {
        writeln!(out, "Checkpoint: {sentence}")?;
    }
    if let Some(what) = &report.would_tell {
        writeln!(out, "What would tell: {what}.")?;
    }
    Ok(())
}

fn what_it_is(manifest: &Manifest, report: &Report, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "For: {}", manifest.recipient)?;
    writeln!(out, "Request: {}", manifest.request)?;
    writeln!(out, "Purpose: {}", manifest.purpose)?;
    writeln!(out, "Chosen: {}", manifest.selection.words)?;
    writeln!(out, "As at: {}", manifest.as_at)?;
    if let Some(assembled) = &report.assembled {
        writeln!(out, "Assembled: {assembled}")?;
    }
    writeln!(out, "Pack: {}", manifest.pack)?;
    writeln!(out, "Log: {}", manifest.origin)?;
    writeln!(out, "Public key: {}", manifest.key)?;
    if let Some(fingerprint) = &report.fingerprint {
        writeln!(out, "Key, to read out: {fingerprint}")?;
    }
    writeln!(out, "Events in the log: {}", manifest.size)?;
    if let Some(code) = &report.code {
        writeln!(out, "Short code: {} {code}", manifest.size)?;
    }
    let counts = &report.counts;
    writeln!(out, "Events in the pack: {}", counts.leaves)?;
    let open = counted(counts.words.disclosed, counts.files.disclosed);
    writeln!(out, "Disclosed: {open}")?;
    Ok(())
}

/// How many texts and files, in words.
fn counted(texts: u64, files: u64) -> String {
    let one = |count: u64, word: &str| {
        let ending = if count == 1 { "" } else { "s" };
        format!("{count} {word}{ending}")
    };
    match (texts, files) {
        (texts, 0) => one(texts, "text"),
        (0, files) => one(files, "file"),
        (texts, files) => format!("{} and {}", one(texts, "text"), one(files, "file")),
    }
}

fn erasure(erased: &Erased) -> String {
    let count = counted(erased.texts, erased.files);
    let Some(position) = erased.position else {
        return format!("{count}; no event of this log says by whom or why");
    };
    let told = |name: &str| {
        let leaf = erased.leaf.as_ref();
        let text = leaf.and_then(|leaf| leaf.pointer(name)?.as_str());
        text.map(str::to_owned)
    };
    let mut line = format!("{count}, by the event at position {position}");
    let parts = [
        ("/type", ""),
        ("/occurred_on", "on "),
        ("/actor/role", "by the role "),
        ("/data/authority", "under "),
    ];
    for (name, before) in parts {
        if let Some(text) = told(name) {
            line = format!("{line}, {before}{text}");
        }
    }
    for (field, words) in &erased.words {
        line = format!("{line}; {field}: {words}");
    }
    line
}

/// How the pack stands to the checkpoint that was given.
const fn relation(relation: Relation) -> Option<&'static str> {
    match relation {
        Relation::NoneHeld => None,
        Relation::Same => Some("the pack is of the same moment of the log as the one you hold."),
        Relation::Later => {
            Some("the pack is later than the one you hold, and the log still begins with it.")
        }
        Relation::Earlier => {
            Some("the pack is earlier than the one you hold, which begins with the same events.")
        }
        Relation::Forked => {
            Some("FORKED: the log is not the one you hold a checkpoint of, or it was changed.")
        }
        Relation::CannotTell => Some("this pack cannot tell how it stands to the one you hold."),
    }
}
