//! One child or family member of a serious incident or review, under an alias.
//!
//! A subject is a stream of its own because a stream has one data key: destroying it erases every
//! word said of one child and no other's. What stays in the leaves is the alias and the broad
//! characteristics the yearly figures count by, never a name, a birthday or an address. Whether the
//! child is safe now, and what is done at once so that it is, stands here too.

mod event;

mod characteristics;
mod command;
mod state;

mod refusals;
mod rules;

mod evolve;

pub use characteristics::{Characteristics, LookedAfter, Safety, Sex, SubjectKind};
pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub use state::{SafetyAction, State};

#[cfg(test)]
mod tests;
