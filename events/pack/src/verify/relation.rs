//! How the pack stands to the checkpoint that the reader holds.

use super::front::Front;
use crate::held::{Held, HeldCheckpoint};
use crate::report::{Code, Problem, Relation, Report};
use proof::{Checkpoint, Hash, NoteError, note_parts, verify_consistency};

/// What is looked for while the pack is read.
pub(super) struct Watch {
    wanted: Wanted,
    /// Whether what was signed at that size is what is held.
    told: Option<(u64, bool)>,
    /// The same, as the tree alone says it.
    told_by_tree: Option<(u64, bool)>,
}

enum Wanted {
    /// Nothing is held.
    Nothing,
    /// What is held was refused.
    Refused,
    Checkpoint {
        checkpoint: Checkpoint,
        bridge: Option<Vec<Hash>>,
    },
    Code {
        size: Option<u64>,
        code: String,
    },
}

/// A problem of what the reader holds.
fn held(code: Code, message: impl Into<String>) -> Problem {
    Problem {
        code,
        entry: None,
        position: None,
        message: message.into(),
    }
}

impl Watch {
    pub(super) fn new(front: &Front, given: &Held, report: &mut Report) -> Self {
        let wanted = match &given.checkpoint {
            None => Wanted::Nothing,
            Some(HeldCheckpoint::Code { size, code }) => Wanted::Code {
                size: *size,
                code: code.clone(),
            },
            Some(HeldCheckpoint::Note(note)) => opened(note, None, front, report),
            Some(HeldCheckpoint::Bridge { note, proof }) => {
                opened(note, Some(proof.clone()), front, report)
            }
        };
        Self {
            wanted,
            told: None,
            told_by_tree: None,
        }
    }

    /// Whether the root at this size would tell.
    pub(super) fn waits_for(&self, at: u64) -> bool {
        match &self.wanted {
            Wanted::Nothing | Wanted::Refused => false,
            Wanted::Checkpoint { checkpoint, .. } => checkpoint.size == at,
            Wanted::Code { size, .. } => *size == Some(at),
        }
    }

    fn compared(&self, seen: &Checkpoint) -> Option<(u64, bool)> {
        let same = match &self.wanted {
            Wanted::Nothing | Wanted::Refused => return None,
            Wanted::Checkpoint { checkpoint, .. } => {
                (checkpoint.size == seen.size).then_some(checkpoint.root == seen.root)
            }
            Wanted::Code { size, code } => {
                let same = seen.short_code() == *code;
                match size {
                    Some(size) => (*size == seen.size).then_some(same),
                    None => same.then_some(true),
                }
            }
        };
        same.map(|same| (seen.size, same))
    }

    /// A checkpoint that the log signed and the pack proves.
    pub(super) fn see(&mut self, seen: &Checkpoint) {
        self.told = self.told.or_else(|| self.compared(seen));
    }

    /// What the tree was at some size, if its root turns out to be right.
    pub(super) fn see_in_tree(&mut self, seen: &Checkpoint) {
        self.told_by_tree = self.compared(seen);
    }

    /// Says how the pack stands to what is held.
    pub(super) fn tell(self, front: &Front, now: Option<&Checkpoint>, report: &mut Report) {
        let size = front.manifest.size;
        let rooted = !report.has(Code::CheckpointRoot)
            && !report.has(Code::CheckpointSignature)
            && now.is_some();
        // What the tree alone says counts only where nothing at all is wrong with the pack.
        let by_tree = self.told_by_tree.filter(|_| report.problems.is_empty());
        let told = self.told.or(by_tree).filter(|_| rooted);
        report.relation = match (&self.wanted, told) {
            (Wanted::Nothing, _) => Relation::NoneHeld,
            (Wanted::Refused, _) => Relation::CannotTell,
            (_, Some((_, false))) => Relation::Forked,
            (_, Some((at, true))) if at == size => Relation::Same,
            (_, Some((_, true))) => Relation::Later,
            (Wanted::Checkpoint { checkpoint, bridge }, None) => {
                let proof = bridge.as_deref().zip(now).filter(|_| rooted);
                proof.map_or(Relation::CannotTell, |(proof, now)| {
                    bridged(checkpoint, now, proof)
                })
            }
            (Wanted::Code { .. }, None) => Relation::CannotTell,
        };
        match report.relation {
            Relation::Forked => report.add(held(
                Code::Forked,
                "the log that made this pack is not the log that made the checkpoint you hold, or \
                 it was changed since",
            )),
            Relation::CannotTell if rooted => report.would_tell = self.would_tell(size),
            Relation::CannotTell => {
                report.would_tell = Some("a pack that is whole: this one is not".to_owned());
            }
            Relation::NoneHeld | Relation::Same | Relation::Later | Relation::Earlier => {}
        }
    }

    fn would_tell(&self, size: u64) -> Option<String> {
        let held = match &self.wanted {
            Wanted::Nothing | Wanted::Refused => return None,
            Wanted::Checkpoint { checkpoint, .. } => Some(checkpoint.size),
            Wanted::Code { size, .. } => *size,
        };
        Some(match held {
            None => "the size that belongs to the short code, or the signed checkpoint itself: \
                     this pack holds no checkpoint with that code"
                .to_owned(),
            Some(held) => format!(
                "a bridge between {held} and {size} events that the log makes, or another pack \
                 that holds the checkpoint at {held}: this pack says nothing of that size"
            ),
        })
    }
}

fn bridged(held: &Checkpoint, now: &Checkpoint, proof: &[Hash]) -> Relation {
    let (first, second, relation) = if held.size < now.size {
        (held, now, Relation::Later)
    } else {
        (now, held, Relation::Earlier)
    };
    match verify_consistency(first.size, &first.root, second.size, &second.root, proof) {
        Ok(()) => relation,
        Err(_) => Relation::CannotTell,
    }
}

/// Opens a note that the reader holds with the pack's key.
fn opened(note: &str, bridge: Option<Vec<Hash>>, front: &Front, report: &mut Report) -> Wanted {
    let text = note_parts(note).ok();
    let Some(checkpoint) = text.and_then(|(text, _)| Checkpoint::from_text(text).ok()) else {
        report.add(held(
            Code::HeldSignature,
            "what you hold is not a signed checkpoint",
        ));
        return Wanted::Refused;
    };
    if checkpoint.origin != front.manifest.origin {
        report.add(held(
            Code::OtherLog,
            "the checkpoint you hold is of another log",
        ));
        return Wanted::Refused;
    }
    match front.key.open(note) {
        Ok(checkpoint) => Wanted::Checkpoint { checkpoint, bridge },
        Err(NoteError::OtherSigner) => {
            report.add(held(
                Code::OtherKey,
                "the checkpoint you hold is signed by another key than the pack",
            ));
            Wanted::Refused
        }
        Err(_) => {
            report.add(held(
                Code::HeldSignature,
                "the checkpoint you hold was changed: its signature does not fit",
            ));
            Wanted::Refused
        }
    }
}
