//! Golden Thread, from the terminal.

use golden_thread::cli;
use std::io::{stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = cli::arguments(std::env::args_os().collect());
    cli::run(arguments, &mut stdout(), &mut stderr())
}
