//! Evidence: a file or a reference, the day it speaks of, how strong it is and what it supports.

mod event;

mod command;
mod state;

mod file;
mod usable;

mod rules;

mod evolve;

pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub(crate) use file::broken as broken_file;
pub use file::{FILE_BYTES_MAX, file_matches};
pub use rules::decide;
pub use state::{Standing, State};
pub(crate) use usable::{any_stands, each_once, unusable};

#[cfg(test)]
mod tests;
