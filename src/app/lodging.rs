//! What is looked at before a file is kept: whether the rules would take what it is lodged with,
//! so that no file is kept that nothing speaks of.

use super::{Broken, ExecuteError, Instruction, Meta, Seen};
use events::envelope::Moment;
use events::event::Event;
use events::evidence::{self, FileRef};
use events::ids::{EvidenceId, MeetingId, PaperId, StreamId};
use events::meeting;
use events::world::{Command, Given};
use projections::Models;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Where a file beside the log belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePlace {
    /// The thing whose event names it.
    pub thing: StreamId,
    /// Its own id.
    pub file: Uuid,
}

impl FilePlace {
    /// Where the file goes that a command names; none when it takes no file.
    pub fn of(stream: StreamId, command: &Command) -> Option<Self> {
        if let Command::Evidence(evidence::Command::LodgeEvidence { .. }) = command {
            return Some(EvidenceId(stream.id).into());
        }
        if let Command::Meeting(meeting::Command::FreezePaper { paper, .. }) = command {
            return Some((MeetingId(stream.id), *paper).into());
        }
        None
    }

    /// Whether an event of the record names it already.
    pub fn is_named(self, record: &Models) -> bool {
        let paper = record
            .meetings
            .paper(MeetingId(self.thing.id), PaperId(self.file));
        record.evidence.get(EvidenceId(self.file)).is_some() || paper.is_some()
    }
}

impl From<EvidenceId> for FilePlace {
    fn from(id: EvidenceId) -> Self {
        Self {
            thing: id.into(),
            file: id.0,
        }
    }
}

impl From<(MeetingId, PaperId)> for FilePlace {
    fn from((meeting, paper): (MeetingId, PaperId)) -> Self {
        Self {
            thing: meeting.into(),
            file: paper.0,
        }
    }
}

/// The file that an event names, with its id.
pub(super) fn named_in(stream: StreamId, event: &mut Event) -> Option<(Uuid, &mut FileRef)> {
    if let Event::Evidence(evidence::Event::EvidenceLodged { file, .. }) = event {
        return file.as_mut().map(|file| (stream.id, file));
    }
    if let Event::Meeting(meeting::Event::PaperFrozen { paper, file, .. }) = event {
        return Some((paper.0, file));
    }
    None
}

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
        let given = meta.given(Moment::new(self.app().clock().now()));
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
