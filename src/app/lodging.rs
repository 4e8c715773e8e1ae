//! What is looked at before a file is kept: whether the rules would take what it is lodged with,
//! so that no file is kept that nothing speaks of.

use super::{Broken, ExecuteError, Instruction, Meta, Seen};
use events::ids::StreamId;
use events::world::{Command, Given};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A file as a command speaks of it.
pub fn reference(name: &str, media_type: &str, bytes: &[u8]) -> Value {
    json!({
        "sha256": hex::encode(Sha256::digest(bytes)),
        "name": name,
        "size_bytes": bytes.len(),
        "media_type": media_type,
    })
}

impl Seen<'_> {
    /// Whether commands would be recorded if they were sent now. Nothing is.
    ///
    /// # Errors
    /// Those of [`Seen::execute`].
    pub fn would_take(self, instructions: &[Instruction], meta: &Meta) -> Result<(), ExecuteError> {
        self.admits(instructions, meta)?;
        let given = meta.given(self.app().clock().today());
        let commands = instructions
            .iter()
            .map(|one| (one.stream, one.command.clone()));
        self.judged(commands.collect(), &given)
    }

    /// What the rules say of commands, with nothing recorded.
    ///
    /// # Errors
    /// Every rule they break, or that the rules cannot be asked.
    pub(super) fn judged(
        self,
        commands: Vec<(StreamId, Command)>,
        given: &Given,
    ) -> Result<(), ExecuteError> {
        let decided = self.app().world()?.decide_all(commands, given);
        decided.map(|_| ()).map_err(|broken| {
            let broken = broken
                .into_iter()
                .map(|(index, refusal)| Broken { index, refusal });
            ExecuteError::Refused(broken.collect())
        })
    }
}
