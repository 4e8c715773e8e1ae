//! Golden Thread, from the terminal.

use clap::Parser;
use golden_thread::cli;
use std::io::{stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(cli::Arguments::parse(), &mut stdout(), &mut stderr())
}
