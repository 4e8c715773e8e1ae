//! The commands of the terminal. What a script reads goes to standard output; people's words and
//! progress go to standard error. The exit code is 0 only when all is well.

mod backup;
mod doctor;
mod export;
mod import;
mod key;
mod read;
mod serve;
mod verify;
mod words;

use crate::clock::Clock;
use clap::{Args, Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// The record of how a local safeguarding children partnership learns.
#[derive(Debug, Parser)]
#[command(name = "golden-thread", version, about, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start Golden Thread on a data folder
    Serve(serve::Serve),
    /// Start it on a temporary folder with an invented partnership
    Demo(serve::Demo),
    /// Read in a business plan, or a whole log
    Import(import::Import),
    /// Write out the log, a plan or a list
    Export(export::Export),
    /// Show the learning-and-improvement position
    Status(read::Status),
    /// Show who said what, when it happened, when it was recorded and why
    Trail(read::Trail),
    /// Check every hash, the root, and every checkpoint
    Verify(verify::Verify),
    /// Sign the log's present size and root, for the minutes
    Checkpoint(verify::Checkpoint),
    /// Explain what is wrong with a data folder and what can be rebuilt
    Doctor(doctor::Doctor),
    /// Copy the log and the key file to a backup folder
    Backup(backup::Backup),
    /// Make a data folder from a backup
    Restore(backup::Restore),
    /// Look after the master key: change it, or open it with a recovery key
    Key(key::Key),
}

/// Which folder, and which key.
#[derive(Debug, Clone, Args)]
pub(crate) struct Folder {
    /// The data folder
    #[arg(long, env = "GOLDEN_THREAD_DATA", default_value = "golden-thread-data")]
    data: PathBuf,
    /// The file with the master key [default: DATA.master-key beside the data folder]
    #[arg(long, env = "GOLDEN_THREAD_MASTER_KEY_FILE")]
    master_key_file: Option<PathBuf>,
}

/// Which folder, for commands that need no key.
#[derive(Debug, Clone, Args)]
pub(crate) struct FolderOnly {
    /// The data folder
    #[arg(long, env = "GOLDEN_THREAD_DATA", default_value = "golden-thread-data")]
    data: PathBuf,
}

/// Where output goes.
pub(crate) struct Output<'a> {
    /// What a script reads.
    pub(crate) out: &'a mut dyn Write,
    /// What a person reads beside it.
    pub(crate) told: &'a mut dyn Write,
}

/// Runs what the arguments ask for.
pub fn run(arguments: Arguments, out: &mut dyn Write, told: &mut dyn Write) -> ExitCode {
    let mut output = Output { out, told };
    let clock = Clock::System;
    let done = match arguments.command {
        Command::Serve(serve) => serve.run(&clock, &mut output),
        Command::Demo(demo) => demo.run(&mut output),
        Command::Import(import) => import.run(&clock, &mut output),
        Command::Export(export) => export.run(&clock, &mut output),
        Command::Status(status) => status.run(&clock, &mut output),
        Command::Trail(trail) => trail.run(&mut output),
        Command::Verify(verify) => verify.run(&mut output),
        Command::Checkpoint(checkpoint) => checkpoint.run(&clock, &mut output),
        Command::Doctor(doctor) => doctor.run(&mut output),
        Command::Backup(backup) => backup.run(&mut output),
        Command::Restore(restore) => restore.run(&mut output),
        Command::Key(key) => key.run(&clock, &mut output),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(output.told, "golden-thread: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A progress bar on standard error, only where that is a terminal.
pub(crate) fn progress(all: u64, what: &'static str) -> indicatif::ProgressBar {
    use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
    let bar = ProgressBar::with_draw_target(Some(all), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what);
    bar
}

/// Structured logs of the server on standard error; `RUST_LOG` says how much.
pub(crate) fn trace() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let made = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second server in one process, as in tests, keeps the first one's logs.
    let _ = made.try_init();
}
