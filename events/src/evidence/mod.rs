//! Evidence: a file or a reference, the day it speaks of, how strong it is and what it supports.

mod event;

mod command;
mod state;

mod evolve;
mod rules;

pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub use state::{Standing, State};
