//! The commands of the terminal. What a script reads goes to standard output; people's words and
//! progress go to standard error. The exit code is 0 only when all is well.

mod backup;
mod by;
mod checkpoint;
mod compare;
mod doctor;
mod entry;
mod export;
mod health;
mod import;
mod keeping;
mod key;
mod read;
mod serve;
mod settings;
mod trace;
mod user;
mod verify;
mod verify_pack;
mod words;

use crate::clock::Clock;
use crate::config::{self, Config, Sources};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// The record of how a local safeguarding children partnership learns.
#[derive(Debug, Parser)]
#[command(name = "golden-thread", version, about, disable_help_subcommand = true)]
pub struct Arguments {
    /// The configuration file, TOML; flags and the environment win over it
    #[arg(long, global = true, env = config::FILE_VARIABLE, value_name = "FILE")]
    config: Option<PathBuf>,
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
    /// Show what changed between two moments
    Compare(compare::Compare),
    /// Show who said what, when it happened, when it was recorded and why
    Trail(read::Trail),
    /// Check every hash, the root, and every checkpoint, of a data folder or an evidence pack
    Verify(verify::Verify),
    /// Sign the log's present size and root, for the minutes, or check what somebody kept
    Checkpoint(checkpoint::Checkpoint),
    /// Explain what is wrong with a data folder and what can be rebuilt
    Doctor(doctor::Doctor),
    /// Copy the log and the key file to a backup folder
    Backup(backup::Backup),
    /// Make a data folder from a backup
    Restore(backup::Restore),
    /// Ask a running server how it is
    Health(health::Health),
    /// Look at the configuration
    #[command(subcommand)]
    Config(settings::Settings),
    /// Look after the master key: change it, or open it with a recovery key
    Key(key::Key),
    /// Look after accounts and their roles; the server must be stopped
    #[command(subcommand)]
    User(user::User),
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

/// Reads the arguments. What the configuration file says of the data folder and the key stands
/// where neither a flag nor the environment says it, for every command alike.
pub fn arguments(given: Vec<OsString>) -> Arguments {
    let first = Arguments::parse_from(given.iter().cloned());
    let Some(file) = &first.config else {
        return first;
    };
    let mut command = Arguments::command();
    for (argument, value) in config::folder_in(file) {
        command = standing(command, argument, &value);
    }
    Arguments::from_arg_matches(&command.get_matches_from(given)).unwrap_or(first)
}

/// A command and those below it, where `value` stands if an argument is not given.
fn standing(mut command: clap::Command, argument: &'static str, value: &str) -> clap::Command {
    let has = |command: &clap::Command| command.get_arguments().any(|one| one.get_id() == argument);
    if has(&command) {
        command = command.mut_arg(argument, |one| one.default_value(value.to_owned()));
    }
    command.mut_subcommands(|below| standing(below, argument, value))
}

/// A file that is named is judged whole, whatever the command needs of it.
fn judge(file: Option<&PathBuf>) -> anyhow::Result<()> {
    if let Some(file) = file {
        Config::load(&Sources {
            file: Some(file.clone()),
            environment: settings::environment(),
            flags: Vec::new(),
        })?;
    }
    Ok(())
}

/// Runs what the arguments ask for.
pub fn run(arguments: Arguments, out: &mut dyn Write, told: &mut dyn Write) -> ExitCode {
    let mut output = Output { out, told };
    let clock = Clock::System;
    let file = arguments.config;
    // These judge it themselves, with their flags, or need none.
    let by_itself = matches!(
        arguments.command,
        Command::Serve(_) | Command::Config(_) | Command::Health(_) | Command::Demo(_)
    );
    if !by_itself && let Err(error) = judge(file.as_ref()) {
        let _ = writeln!(output.told, "golden-thread: {error:#}");
        return ExitCode::FAILURE;
    }
    let done = match arguments.command {
        Command::Serve(serve) => serve.run(file, &clock, &mut output),
        Command::Demo(demo) => demo.run(&mut output),
        Command::Import(import) => import.run(&clock, &mut output),
        Command::Export(export) => export.run(&clock, &mut output),
        Command::Status(status) => status.run(&clock, &mut output),
        Command::Compare(compare) => compare.run(&clock, &mut output),
        Command::Trail(trail) => trail.run(&mut output),
        Command::Verify(verify) => verify.run(&mut output),
        Command::Checkpoint(checkpoint) => checkpoint.run(&clock, &mut output),
        Command::Doctor(doctor) => doctor.run(&mut output),
        Command::Backup(backup) => backup.run(&clock, &mut output),
        Command::Restore(restore) => restore.run(&mut output),
        Command::Health(health) => health.run(&mut output),
        Command::Config(settings) => settings.run(file, &mut output),
        Command::Key(key) => key.run(&clock, &mut output),
        Command::User(user) => user.run(&clock, &mut output),
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
