//! A learning activity: a forum, a learning event, a newsletter or a course.
//!
//! What people said when they left the room and what changed in practice months later are kept
//! apart. Whether practice changed is judged only from the later look, with its method and its n.

mod event;

mod command;
mod state;

mod refusals;

mod rules;

pub use command::Command;
pub use event::{ActivityKind, Attendance, Effect, Event, LaterMethod, Standard};
pub use rules::decide;
pub use state::{Phase, State, evolve, later_look_due, months_between};

#[cfg(test)]
pub(crate) mod fixture;

#[cfg(test)]
mod tests;
