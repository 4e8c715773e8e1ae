//! The rules that hold for every command: who may give it, when it happened, what it rests on,
//! and what its words may hold.

mod circumstances;
mod classified;
mod origin;
mod permissions;
mod scope;
mod sight;
mod texts;

#[cfg(test)]
mod tests;

use crate::envelope::ConfirmedIdentifier;
use crate::event::Event;
use crate::ids::StreamId;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Command, Given, World};
use serde_json::Value;

pub use circumstances::{EARLIEST_YEAR, LATEST_YEAR};
pub use classified::classified;
pub use permissions::{may, roles, roles_of};
pub use sight::{Area, Reach, Sight};
pub use texts::{
    DESCRIPTION_CHARACTERS_MAX, IDENTIFIERS_TOLD_MAX, LABEL_CHARACTERS_MAX, REASON_BYTES_MAX,
};

/// Every rule of this kind that the command breaks.
pub fn check(world: &World, stream: StreamId, command: &Command, given: &Given) -> Vec<Refusal> {
    let mut broken = Refusals::default();
    broken.when(stream.kind != command.stream_kind(), wrong_stream);
    scope::check(world, stream, command, given, &mut broken);
    circumstances::check(world, stream, command, given, &mut broken);
    texts::check(&data_of(command), command.stream_kind(), given, &mut broken);
    broken.into_vec()
}

/// What looks like an identifier in a command and was confirmed, with the reason.
///
/// Fields are named as in the event the command leads to, which has them under the same names.
pub fn confirmed(command: &Command, given: &Given) -> Vec<ConfirmedIdentifier> {
    texts::confirmed(&data_of(command), command.stream_kind(), given)
}

/// What looks like an identifier in an event before it is sealed and was confirmed, with the
/// reason. The one to use where a command leads to several events.
pub fn confirmed_in(event: &Event, given: &Given) -> Vec<ConfirmedIdentifier> {
    let data = event.to_stored().map(|(_, data)| data);
    texts::confirmed(&data.unwrap_or_default(), event.stream_kind(), given)
}

/// The command's fields as JSON, plain words in their envelope of `plain`.
fn data_of(command: &Command) -> Value {
    // A command of ours always is an object of one field; nothing is looked at otherwise, and the
    // test that walks every command holds it to that.
    command.to_parts().map(|(_, data)| data).unwrap_or_default()
}

fn wrong_stream() -> Refusal {
    Refusal::new(
        "wrong_stream",
        "",
        "the command is for another kind of thing",
        "send it to a thing of its own kind",
    )
}
