//! From commands to a commit: naming its events, judging them, sealing files into them.

use super::instruction::{Broken, ExecuteError, Instruction, Meta};
use super::lodging;
use crate::clock::Clock;
use events::event::{Event, SCHEMA};
use events::evidence::KeptFile;
use events::ids::{EventId, StreamId};
use events::log::{Commit, Expected, KeyScope, NewEvent, Retry, SealedFile};
use events::refusal::Refusal;
use events::world::{Given, World};
use std::collections::HashMap;
use uuid::Uuid;

/// How the events of a commit get their ids.
pub(super) enum Naming {
    /// Fresh ids.
    Fresh { correlation: Uuid },
    /// Ids made from the client's key, so that a second sending is recognised.
    Keyed { space: Uuid, fingerprint: Vec<u8> },
}

impl Naming {
    pub(super) fn retry(&self) -> Option<Retry> {
        match self {
            Self::Fresh { .. } => None,
            Self::Keyed { space, fingerprint } => Some(Retry {
                first: EventId(Uuid::new_v5(space, b"0")),
                fingerprint: fingerprint.clone(),
            }),
        }
    }

    fn id(&self, index: usize, clock: &Clock) -> Result<Uuid, ExecuteError> {
        match self {
            Self::Fresh { .. } => events::ids::fresh(clock.now())
                .map_err(|error| ExecuteError::Fault(error.to_string())),
            Self::Keyed { space, .. } => Ok(Uuid::new_v5(space, index.to_string().as_bytes())),
        }
    }

    fn correlation(&self) -> Uuid {
        match self {
            Self::Fresh { correlation } => *correlation,
            Self::Keyed { space, .. } => *space,
        }
    }
}

/// What stands around a decision on the writer thread.
pub(super) struct Deciding<'a> {
    pub(super) meta: &'a Meta,
    pub(super) given: &'a Given,
    pub(super) naming: &'a Naming,
    pub(super) clock: &'a Clock,
}

impl Deciding<'_> {
    /// Judges the commands against everything accepted before them. `kept` are the files that were
    /// encrypted and kept for what is about to be recorded.
    pub(super) fn decide(
        &self,
        world: &World,
        instructions: &[Instruction],
        kept: &mut HashMap<Uuid, SealedFile>,
    ) -> Result<Commit, ExecuteError> {
        let commands = instructions
            .iter()
            .map(|one| (one.stream, one.command.clone()))
            .collect();
        let decided = world.decide_all(commands, self.given).map_err(|broken| {
            let broken = broken
                .into_iter()
                .map(|(index, refusal)| Broken { index, refusal });
            ExecuteError::Refused(broken.collect())
        })?;
        let mut commit = Commit {
            streams: expectations(instructions),
            ..Commit::default()
        };
        for (index, (stream, event)) in decided.into_iter().enumerate() {
            commit
                .events
                .push(self.new_event(index, stream, event, kept)?);
        }
        if let Naming::Keyed { fingerprint, .. } = self.naming {
            commit.fingerprint = Some(fingerprint.clone());
        }
        Ok(commit)
    }

    fn new_event(
        &self,
        index: usize,
        stream: StreamId,
        mut event: Event,
        kept: &mut HashMap<Uuid, SealedFile>,
    ) -> Result<NewEvent, ExecuteError> {
        let scopes = attach(stream, &mut event, kept)?;
        let identifiers = events::everywhere::confirmed_in(&event, self.given);
        let (type_name, data) = event
            .to_stored()
            .map_err(|error| ExecuteError::Fault(error.to_string()))?;
        Ok(NewEvent {
            id: EventId(self.naming.id(index, self.clock)?),
            stream,
            type_name,
            schema: SCHEMA,
            occurred_on: self.given.occurred_on,
            actor: self.meta.actor.clone(),
            reason: self.meta.reason.clone(),
            decided_in: self.meta.decided_in,
            correlation: Some(self.naming.correlation()),
            causation: None,
            classification: events::everywhere::classified(stream.kind, self.meta.classification),
            late: self.meta.late,
            identifiers,
            data,
            scopes,
        })
    }
}

/// What is expected of each stream, as the first command to it says.
fn expectations(instructions: &[Instruction]) -> Vec<(StreamId, Expected)> {
    let mut streams: Vec<(StreamId, Expected)> = Vec::new();
    for one in instructions {
        let expected = one.expected.map_or(Expected::Any, Expected::Exactly);
        match streams.iter_mut().find(|(stream, _)| *stream == one.stream) {
            Some((_, before)) if *before == Expected::Any => *before = expected,
            Some(_) => {}
            None => streams.push((one.stream, expected)),
        }
    }
    streams
}

/// Says in an event where the file it names is kept, and seals what is said of the file under the
/// file's own key, so that both are erased together.
fn attach(
    stream: StreamId,
    event: &mut Event,
    kept: &mut HashMap<Uuid, SealedFile>,
) -> Result<Vec<(String, KeyScope)>, ExecuteError> {
    let Some((id, file)) = lodging::named_in(stream, event) else {
        return Ok(Vec::new());
    };
    let same = |sealed: &SealedFile| file.sha256.as_plain() == Some(sealed.sha256.as_str());
    let Some(sealed) = kept.remove(&id).filter(same) else {
        let refusal = Refusal::new(
            "file_not_kept",
            "file",
            "the file itself was not sent with it",
            "send the file; its hash alone proves nothing",
        );
        return Err(ExecuteError::Refused(vec![Broken { index: 0, refusal }]));
    };
    file.kept = Some(KeptFile {
        file: sealed.file,
        sealed_sha256: sealed.sealed_sha256,
    });
    Ok(vec![("/data/file".to_owned(), sealed.scope)])
}
