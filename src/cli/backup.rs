//! `backup` and `restore`. A backup has two parts: the log, which only grows, and the key file, of
//! which only the newest is kept, so that what was erased stays erased.

use super::{Output, progress};
use crate::access_log;
use crate::clock::Clock;
use crate::key_backups;
use anyhow::{Context, Result, bail};
use clap::Args;
use events::log::verify;
use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What makes up the log part.
const LOG_PARTS: [&str; 3] = ["journal", "files", access_log::FOLDER];

/// Those that are files of lines, of which the last one still grows.
const LINES: [&str; 2] = ["journal", access_log::FOLDER];

/// The key file.
const KEYS: &str = "keys.ndjson";

#[derive(Debug, Args)]
pub(super) struct Backup {
    #[command(flatten)]
    folder: super::FolderOnly,
    /// The folder that holds the backup; kept up to date when it is there already
    #[arg(long)]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup
    #[arg(long)]
    from: PathBuf,
    /// The data folder to make; it must not be there, or be empty
    #[arg(long, env = "GOLDEN_THREAD_DATA", default_value = "golden-thread-data")]
    data: PathBuf,
}

impl Backup {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let data = &self.folder.data;
        if !data.join("journal").is_dir() {
            bail!("{} holds no log", data.display());
        }
        let (log, keys) = (self.to.join("log"), self.to.join("keys"));
        let copied = copy_log(data, &log)?;
        // The keys last: a key that a copied event needs is then always in the copy.
        fs::create_dir_all(&keys).with_context(|| keys.display().to_string())?;
        replace(&data.join(KEYS), &keys.join(KEYS))?;
        sync_folder(&keys)?;
        if let Err(error) = key_backups::note(data, &keys, clock.now()) {
            writeln!(
                output.told,
                "The backup is complete. That it was made could not be noted beside the record, so \
                 the page of records does not know it: {error}"
            )?;
        }
        writeln!(
            output.told,
            "Copied {copied} files of the log, and the key file."
        )?;
        writeln!(
            output.told,
            "The master key is not in the backup. Keep a copy of it somewhere else."
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    pub(super) fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let taken = fs::read_dir(&self.data).is_ok_and(|mut entries| entries.next().is_some());
        if taken {
            bail!(
                "{} is not empty: choose another folder with --data",
                self.data.display()
            );
        }
        copy_log(&self.from.join("log"), &self.data)?;
        replace(&self.from.join("keys").join(KEYS), &self.data.join(KEYS))?;
        sync_folder(&self.data)?;
        let report = verify(&self.data);
        writeln!(output.told, "Restored {} events.", report.events)?;
        for problem in &report.problems {
            writeln!(
                output.told,
                "Problem: {}: {}",
                problem.file.display(),
                problem.message
            )?;
        }
        Ok(if report.ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// Copies what is new or has grown; closed segments and files never change.
fn copy_log(from: &Path, to: &Path) -> Result<usize> {
    let mut copied = 0;
    for part in LOG_PARTS {
        let (source, target) = (from.join(part), to.join(part));
        if !source.is_dir() {
            continue;
        }
        fs::create_dir_all(&target).with_context(|| target.display().to_string())?;
        let entries: Vec<_> = fs::read_dir(&source)?.collect::<Result<_, _>>()?;
        let bar = progress(entries.len() as u64, "Copying");
        // What a crash left half made, beside the log or in the backup, is no part of it.
        let in_lines = LINES.contains(&part);
        let whole = if in_lines { Some("ndjson") } else { None };
        let mut names: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
        names.retain(|path| path.extension().and_then(OsStr::to_str) == whole);
        names.sort();
        let last = names.last().cloned();
        for path in names {
            bar.inc(1);
            let Some(name) = path.file_name() else {
                continue;
            };
            let goal = target.join(name);
            // A copy made while the segment was the newest one ends with the room reserved in it.
            let open = in_lines && (Some(&path) == last.as_ref() || !ends_a_line(&goal));
            if open || length(&goal) != length(&path) {
                replace(&path, &goal)?;
                copied += 1;
            }
        }
        sync_folder(&target)?;
        bar.finish_and_clear();
    }
    Ok(copied)
}

fn length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|about| about.len())
}

/// Whether a file ends with a line feed, as every closed segment does.
fn ends_a_line(path: &Path) -> bool {
    let last = || -> std::io::Result<u8> {
        let mut file = fs::File::open(path)?;
        file.seek(SeekFrom::End(-1))?;
        let mut byte = [0];
        file.read_exact(&mut byte)?;
        let [byte] = byte;
        Ok(byte)
    };
    last().is_ok_and(|byte| byte == b'\n')
}

/// Makes sure that the names in a folder stay if the power goes.
fn sync_folder(folder: &Path) -> Result<()> {
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(|| folder.display().to_string())
}

/// Copies a file beside its goal, syncs it and puts it in its place at once.
fn replace(from: &Path, to: &Path) -> Result<()> {
    let told = || format!("copying {} to {}", from.display(), to.display());
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).with_context(told)?;
    }
    let part = to.with_extension("part");
    fs::copy(from, &part).with_context(told)?;
    fs::File::open(&part)
        .and_then(|file| file.sync_all())
        .with_context(told)?;
    fs::rename(&part, to).with_context(told)
}
