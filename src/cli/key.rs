//! `key`: the master key changed for another, and the recovery key that opens it.
//!
//! A key is shown on the terminal or written to a file of its own; it is never an argument, for
//! every process of the machine can read those.

use super::{Folder, FolderOnly, Output, words};
use crate::clock::Clock;
use crate::master_key;
use crate::web::components::dates::moment_text;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use events::envelope::Moment;
use events::log::{
    KeyError, KeyStatus, MasterKey, RealDisk, RecoveryKey, key_status, make_recovery_key,
    recover_master_key, rotate_master_key,
};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use serde_json::json;
use std::io::{BufRead, IsTerminal, Stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use zeroize::Zeroizing;

/// How many letters and digits a recovery key has.
const RECOVERY_LETTERS: usize = 65;

/// The most that is read of what is given as a recovery key, in bytes.
const RECOVERY_BYTES_MAX: usize = 4096;

#[derive(Debug, Args)]
pub(super) struct Key {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Say where the key was found, whether there is a recovery key, and what hangs on them
    Status(Status),
    /// Put another master key in the place of the present one; the server must be stopped
    Rotate(Rotate),
    /// Make a recovery key, which replaces the earlier one; the server must be stopped
    Recovery(Recovery),
    /// Write the master key again from the recovery key, which is asked for
    Recover(Recover),
}

impl Key {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        match self.what {
            What::Status(status) => status.run(output),
            What::Rotate(rotate) => rotate.run(clock, output),
            What::Recovery(recovery) => recovery.run(clock, output),
            What::Recover(recover) => recover.run(output),
        }
    }
}

#[derive(Debug, Args)]
struct Status {
    #[command(flatten)]
    folder: Folder,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

impl Status {
    fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let data = &self.folder.data;
        let status = key_status(data, None)?;
        let named = self.folder.master_key_file.as_deref();
        let found = master_key::find_present(data, named);
        let opens = match &found {
            Ok(found) => match key_status(data, Some(&MasterKey::new(found.key))) {
                Ok(_) => true,
                Err(KeyError::WrongMasterKey) => false,
                Err(error) => return Err(error.into()),
            },
            Err(_) => false,
        };
        if self.json {
            let line = json!({
                "ok": opens,
                "log": status.log,
                "master_key": found.as_ref().ok().map(|found| found.place.to_string()),
                "opens": opens,
                "recovery_made_at": status.recovery_made_at,
                "rotated_at": status.rotated_at,
                "keys": status.keys,
                "destroyed": status.destroyed,
            });
            writeln!(output.out, "{line}")?;
        } else {
            write!(output.out, "{}", told(&status, &found, opens))?;
        }
        Ok(if opens {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

fn told(status: &KeyStatus, found: &Result<master_key::Found>, opens: bool) -> String {
    let at = |moment: Moment| moment_text(moment.utc());
    let master = match found {
        Ok(found) if opens => format!("{}; it opens this record", found.place),
        Ok(found) => format!("{}; IT DOES NOT OPEN THIS RECORD", found.place),
        Err(why) => format!("NONE THAT CAN BE USED: {why:#}"),
    };
    let recovery = status.recovery_made_at.map_or_else(
        || "none; make one with golden-thread key recovery".to_owned(),
        |made| {
            format!(
                "made {}; whoever keeps it can open the master key",
                at(made)
            )
        },
    );
    let rotated = status.rotated_at.map_or_else(|| "never".to_owned(), at);
    format!(
        "Master key: {master}\nRecovery key: {recovery}\nMaster key last changed: {rotated}\n\
         Data keys: {}, and {} destroyed, so that what they sealed is erased\n\n{}\n\n  \
         Whoever has the master key and a copy of the key file can read everything. If a copy of \
         the\n  key may be in wrong hands: golden-thread key rotate.\n",
        status.keys,
        status.destroyed,
        words::LOST_WITH_THE_KEY
    )
}

#[derive(Debug, Args)]
struct Rotate {
    #[command(flatten)]
    folder: Folder,
    /// The file with the new master key, made if it is not there; without it the key is taken from
    /// the environment variable `GOLDEN_THREAD_NEW_MASTER_KEY`
    #[arg(long)]
    new_key_file: Option<PathBuf>,
    /// Print a new recovery key although standard output is no terminal
    #[arg(long)]
    yes_print: bool,
}

impl Rotate {
    fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let data = &self.folder.data;
        let named = self.folder.master_key_file.as_deref();
        let old = master_key::find_present(data, named)?;
        let old_key = MasterKey::new(old.key);
        let status = match key_status(data, Some(&old_key)) {
            Err(KeyError::WrongMasterKey) if self.is_done()? => {
                writeln!(
                    output.told,
                    "The new master key is in its place already: nothing was changed. If no \
                     recovery key was shown then, make one: golden-thread key recovery"
                )?;
                return Ok(ExitCode::SUCCESS);
            }
            status => status?,
        };
        if status.recovery_made_at.is_some() {
            for_the_terminal(self.yes_print)?;
        }
        // Made and safe on disk before the key file is touched.
        let new = master_key::find_or_make_new(self.new_key_file.as_deref())?;
        let now = Moment::new(clock.now());
        let new_key = MasterKey::new(new.key);
        let rotated = rotate_master_key(data, &old_key, &new_key, now, Arc::new(RealDisk));
        let recovery = rotated.with_context(|| {
            let now_opens = match key_status(data, Some(&new_key)) {
                Ok(_) => &new.place,
                Err(_) => &old.place,
            };
            format!("the master key was not changed in good order; {now_opens} opens the record")
        })?;
        writeln!(
            output.told,
            "The master key was changed. {} opens the record now: name it with \
             --master-key-file, or put it where the old one was.\n\
             The old one ({}) opens no more than old copies of the key file. Still to be done:\n  \
             1. Keep a copy of the new master key, apart from the data folder and its backups.\n  \
             2. Replace every backup of the key file (golden-thread backup), and destroy the old \
             ones.\n  \
             3. Then destroy the old master key and every copy of it.",
            new.place, old.place
        )?;
        if let Some(recovery) = recovery {
            writeln!(
                output.told,
                "  4. Destroy the old recovery key: it opens nothing any more."
            )?;
            show(&recovery, output)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Whether the new key, where it is there, opens the folder already: a rotation was made and
    /// is asked for again.
    fn is_done(&self) -> Result<bool> {
        if self
            .new_key_file
            .as_ref()
            .is_some_and(|file| !file.exists())
        {
            return Ok(false);
        }
        let new = master_key::find_or_make_new(self.new_key_file.as_deref())?;
        Ok(key_status(&self.folder.data, Some(&MasterKey::new(new.key))).is_ok())
    }
}

#[derive(Debug, Args)]
struct Recovery {
    #[command(flatten)]
    folder: Folder,
    /// Print it although standard output is no terminal
    #[arg(long)]
    yes_print: bool,
}

impl Recovery {
    fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        for_the_terminal(self.yes_print)?;
        let data = &self.folder.data;
        let found = master_key::find_present(data, self.folder.master_key_file.as_deref())?;
        let before = key_status(data, None)?.recovery_made_at;
        let master = MasterKey::new(found.key);
        let recovery = make_recovery_key(data, &master, Moment::new(clock.now()))?;
        if before.is_some() {
            writeln!(
                output.told,
                "The earlier recovery key opens nothing any more: destroy it."
            )?;
        }
        show(&recovery, output)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A key that is printed into a file or a pipe lies there afterwards.
fn for_the_terminal(yes_print: bool) -> Result<()> {
    if !yes_print && !std::io::stdout().is_terminal() {
        bail!(
            "a recovery key is shown on a terminal only, for what is written to a file or a pipe \
             stays there: run this on a terminal, or add --yes-print"
        );
    }
    Ok(())
}

fn show(recovery: &RecoveryKey, output: &mut Output<'_>) -> Result<()> {
    writeln!(
        output.told,
        "\nThe recovery key. It is shown once and kept nowhere. Write it down on paper, and give it \
         to\nsomebody who has neither the master key nor the backups.\n"
    )?;
    writeln!(output.out, "{}", *recovery.printed())?;
    output.out.flush()?;
    Ok(())
}

#[derive(Debug, Args)]
struct Recover {
    #[command(flatten)]
    folder: FolderOnly,
    /// The file to write the master key to; it must not be there
    #[arg(long)]
    out: PathBuf,
}

impl Recover {
    fn run(self, output: &mut Output<'_>) -> Result<ExitCode> {
        let data = &self.folder.data;
        if key_status(data, None)?.recovery_made_at.is_none() {
            return Err(KeyError::NoRecovery.into());
        }
        if self.out.exists() {
            bail!(
                "{} is there already: choose another file",
                self.out.display()
            );
        }
        outside(data, &self.out)?;
        let typed = typed(output)?;
        let recovery = RecoveryKey::parse(&typed)?;
        let master = recover_master_key(data, &recovery)?;
        master_key::write(&self.out, master.bytes())?;
        writeln!(
            output.told,
            "The master key was written to {}. Keep copies of it, apart from the data folder and \
             its backups.",
            self.out.display()
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A master key in the data folder would go into every copy of it.
fn outside(data: &Path, out: &Path) -> Result<()> {
    let folder = std::path::absolute(data)?;
    if std::path::absolute(out)?.starts_with(folder) {
        bail!(
            "{} lies in the data folder, and the master key must not: choose a file elsewhere",
            out.display()
        );
    }
    Ok(())
}

/// What is typed on the terminal, unseen, or given on standard input.
fn typed(output: &mut Output<'_>) -> Result<Zeroizing<String>> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return lines(&mut stdin.lock());
    }
    writeln!(
        output.told,
        "Type the recovery key; it is not shown. Line ends, spaces and capitals do not matter."
    )?;
    let unseen = Unseen::on(&stdin)?;
    let typed = lines(&mut stdin.lock());
    drop(unseen);
    writeln!(output.told)?;
    typed
}

/// Lines until the key is whole, or an empty one.
fn lines(from: &mut dyn BufRead) -> Result<Zeroizing<String>> {
    let mut typed = Zeroizing::new(String::with_capacity(RECOVERY_BYTES_MAX));
    loop {
        let before = typed.len();
        let read = std::io::Read::take(&mut *from, RECOVERY_BYTES_MAX as u64).read_line(&mut typed);
        read.context("the recovery key could not be read")?;
        let line = typed.get(before..).unwrap_or_default();
        let letters = typed.chars().filter(char::is_ascii_alphanumeric).count();
        let whole = letters >= RECOVERY_LETTERS || typed.len() >= RECOVERY_BYTES_MAX;
        if whole || line.trim().is_empty() {
            return Ok(typed);
        }
    }
}

/// The terminal shows nothing of what is typed until this is dropped.
struct Unseen<'a>(&'a Stdin, Termios);

impl<'a> Unseen<'a> {
    fn on(stdin: &'a Stdin) -> Result<Self> {
        let before = tcgetattr(stdin).context("the terminal")?;
        let mut unseen = before.clone();
        unseen.local_modes.remove(LocalModes::ECHO);
        tcsetattr(stdin, OptionalActions::Flush, &unseen).context("the terminal")?;
        Ok(Self(stdin, before))
    }
}

impl Drop for Unseen<'_> {
    fn drop(&mut self) {
        // A terminal that cannot be put right is the person's to reset.
        let _ = tcsetattr(self.0, OptionalActions::Now, &self.1);
    }
}
