//! Whether what somebody kept of a checkpoint still stands: what they hold is the beginning of what
//! is here. Every way in which it does not is named.

use super::held::Held;
use events::envelope::Moment;
use events::log::{self, Log, Model, ReadError, SignedCheckpoint};
use proof::{Checkpoint, Hash, NoteError, Verifier};
use std::collections::BTreeMap;

/// A log whose past can be proved: the open one, or one read from its journal alone.
pub trait History {
    /// The key that checks the log's checkpoints.
    fn verifier(&self) -> &Verifier;
    /// How many events there are.
    fn size(&self) -> u64;
    /// Every checkpoint that was made, oldest first.
    fn kept(&self) -> Vec<SignedCheckpoint>;
    /// The root hash over the first `size` events.
    ///
    /// # Errors
    /// When there are not so many, or the tree cannot be read.
    fn root_at(&self, size: u64) -> Result<Hash, ReadError>;
    /// Proves that the log as it was at `size` begins with the log as it was at `earlier`.
    ///
    /// # Errors
    /// When it does not, or the tree cannot be read.
    fn consistency(&self, earlier: u64, size: u64) -> Result<Vec<Hash>, ReadError>;
}

impl<M: Model> History for Log<M> {
    fn verifier(&self) -> &Verifier {
        Self::verifier(self)
    }
    fn size(&self) -> u64 {
        Self::size(self)
    }
    fn kept(&self) -> Vec<SignedCheckpoint> {
        self.checkpoints()
    }
    fn root_at(&self, size: u64) -> Result<Hash, ReadError> {
        Self::root_at(self, size)
    }
    fn consistency(&self, earlier: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        Self::consistency(self, earlier, size)
    }
}

impl History for log::History {
    fn verifier(&self) -> &Verifier {
        Self::verifier(self)
    }
    fn size(&self) -> u64 {
        Self::size(self)
    }
    fn kept(&self) -> Vec<SignedCheckpoint> {
        self.checkpoints().to_vec()
    }
    fn root_at(&self, size: u64) -> Result<Hash, ReadError> {
        Self::root_at(self, size)
    }
    fn consistency(&self, earlier: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        Self::consistency(self, earlier, size)
    }
}

/// What was found of something kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The history up to there still stands.
    Stands(Stands),
    /// It does not.
    Fails(Cause),
    /// A code says nothing of its size, and is of none of the checkpoints kept here: whoever asks
    /// has to name the size.
    SizeNeeded {
        /// The code.
        code: String,
    },
}

/// A history that still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// Up to how many events.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The code of that checkpoint.
    pub code: String,
    /// When the checkpoint was made, where it is one of those kept here.
    pub made_at: Option<Moment>,
    /// How many events there are now.
    pub now: u64,
    /// The size of the newest checkpoint that holds it, to which a proof can be given.
    pub proved_to: Option<u64>,
}

/// Why something kept does not stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It is a note, and no checkpoint.
    NoCheckpoint,
    /// It is of another log.
    OtherLog {
        /// The name of that log, as the note says.
        origin: String,
        /// The name of this one.
        here: String,
    },
    /// It names this log, and was signed with another key.
    OtherKey,
    /// It was changed after it was signed, or never signed by this log's key.
    Forged,
    /// It is genuine, and of more events than are here: the end of the log is missing.
    Beyond {
        /// How many events it is of.
        size: u64,
        /// How many are here.
        now: u64,
        /// Whether this log signed it; a code is signed by nobody.
        signed: bool,
    },
    /// It is genuine, and the log here has another past.
    Forked {
        /// How many events it is of.
        size: u64,
        /// Their root, as it was signed.
        held: Hash,
        /// Their root here.
        here: Hash,
    },
    /// At that size the code is another one.
    OtherCode {
        /// The size that was named.
        size: u64,
        /// The code of this log at that size.
        here: String,
    },
}

impl Cause {
    /// A word for programs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoCheckpoint => "no_checkpoint",
            Self::OtherLog { .. } => "other_log",
            Self::OtherKey => "other_key",
            Self::Forged => "forged",
            Self::Beyond { .. } => "beyond",
            Self::Forked { .. } => "forked",
            Self::OtherCode { .. } => "other_code",
        }
    }
}

/// Checks something that was kept against a log.
///
/// # Errors
/// When the tree of the log cannot be read.
pub fn check(history: &impl History, held: &Held) -> Result<Verdict, ReadError> {
    Checking::of(history).check(held)
}

/// Checks everything that was kept against a log, in the same order.
///
/// # Errors
/// When the tree of the log cannot be read.
pub fn check_all(history: &impl History, all: &[Held]) -> Result<Vec<Verdict>, ReadError> {
    let checking = Checking::of(history);
    all.iter().map(|held| checking.check(held)).collect()
}

/// A log, and its checkpoints by size and by code.
struct Checking<'a, H> {
    history: &'a H,
    by_size: BTreeMap<u64, SignedCheckpoint>,
    by_code: BTreeMap<String, u64>,
}

impl<'a, H: History> Checking<'a, H> {
    fn of(history: &'a H) -> Self {
        let kept = history.kept();
        let codes = kept.iter().map(|one| &one.checkpoint);
        Self {
            history,
            by_code: codes.map(|one| (one.short_code(), one.size)).collect(),
            by_size: kept
                .into_iter()
                .map(|one| (one.checkpoint.size, one))
                .collect(),
        }
    }

    fn check(&self, held: &Held) -> Result<Verdict, ReadError> {
        match held {
            Held::Note(note) => self.note(note),
            Held::Code {
                code,
                size: Some(size),
            } => self.code(code, *size),
            Held::Code { code, size: None } => match self.by_code.get(code) {
                // What is kept was signed once; whether it still stands is asked of the tree.
                Some(size) => self.code(code, *size),
                None => Ok(Verdict::SizeNeeded { code: code.clone() }),
            },
        }
    }

    fn note(&self, note: &str) -> Result<Verdict, ReadError> {
        let verifier = self.history.verifier();
        let checkpoint = match verifier.open(note) {
            Ok(checkpoint) if checkpoint.origin == verifier.name() => checkpoint,
            Ok(other) => return Ok(Verdict::Fails(other_log(verifier, other))),
            Err(error) => return Ok(Verdict::Fails(refused(verifier, note, error))),
        };
        let (size, now) = (checkpoint.size, self.history.size());
        if size > now {
            let signed = true;
            return Ok(Verdict::Fails(Cause::Beyond { size, now, signed }));
        }
        let here = self.history.root_at(size)?;
        if here != checkpoint.root {
            let held = checkpoint.root;
            return Ok(Verdict::Fails(Cause::Forked { size, held, here }));
        }
        Ok(Verdict::Stands(self.stands(&checkpoint)))
    }

    fn code(&self, code: &str, size: u64) -> Result<Verdict, ReadError> {
        let now = self.history.size();
        if size > now {
            let signed = false;
            return Ok(Verdict::Fails(Cause::Beyond { size, now, signed }));
        }
        let checkpoint = Checkpoint {
            origin: self.history.verifier().name().to_owned(),
            size,
            root: self.history.root_at(size)?,
        };
        let here = checkpoint.short_code();
        if here == code {
            Ok(Verdict::Stands(self.stands(&checkpoint)))
        } else {
            Ok(Verdict::Fails(Cause::OtherCode { size, here }))
        }
    }

    fn stands(&self, checkpoint: &Checkpoint) -> Stands {
        let size = checkpoint.size;
        let kept = self.by_size.get(&size);
        let same = kept.filter(|kept| kept.checkpoint == *checkpoint);
        let newest = self.by_size.last_key_value().map(|(newest, _)| *newest);
        Stands {
            size,
            root: checkpoint.root,
            code: checkpoint.short_code(),
            made_at: same.map(|same| same.made_at),
            now: self.history.size(),
            proved_to: newest.filter(|newest| *newest >= size && size > 0),
        }
    }
}

fn other_log(verifier: &Verifier, other: Checkpoint) -> Cause {
    Cause::OtherLog {
        origin: other.origin,
        here: verifier.name().to_owned(),
    }
}

/// Why a note was refused, in what it says of itself.
fn refused(verifier: &Verifier, note: &str, error: NoteError) -> Cause {
    let Ok(claimed) = Checkpoint::claimed(note) else {
        return Cause::NoCheckpoint;
    };
    if claimed.origin != verifier.name() {
        return other_log(verifier, claimed);
    }
    match error {
        NoteError::OtherSigner => Cause::OtherKey,
        NoteError::Forged => Cause::Forged,
        NoteError::Shape | NoteError::Key | NoteError::Name => Cause::NoCheckpoint,
    }
}

/// The newest checkpoint, and the proof that its log begins with the log at `earlier` events; none
/// where no checkpoint is of so many, or `earlier` is nought.
///
/// # Errors
/// When the tree of the log cannot be read.
pub fn proved(
    history: &impl History,
    earlier: u64,
) -> Result<Option<(Vec<Hash>, SignedCheckpoint)>, ReadError> {
    let kept = history.kept().pop();
    let Some(later) = kept.filter(|kept| earlier > 0 && kept.checkpoint.size >= earlier) else {
        return Ok(None);
    };
    let proof = history.consistency(earlier, later.checkpoint.size)?;
    Ok(Some((proof, later)))
}

impl Cause {
    /// What is so, in a sentence.
    pub fn told(&self) -> String {
        match self {
            Self::NoCheckpoint => "This is no whole checkpoint.".to_owned(),
            Self::OtherLog { origin, here } => {
                format!("It is a checkpoint of another log, {origin}. The log here is {here}.")
            }
            Self::OtherKey => "It names this log, and was signed with another key.".to_owned(),
            Self::Forged => {
                "Its signature does not fit what it says: it was changed after it was signed."
                    .to_owned()
            }
            Self::Beyond { size, now, .. } => {
                format!("It is of {size} events, and there are only {now} here.")
            }
            Self::Forked { size, .. } => format!(
                "This log signed it, and the first {size} events here are not those it signed."
            ),
            Self::OtherCode { size, here } => {
                format!("At {size} events the code of this log is {here}.")
            }
        }
    }

    /// What that means, and what to do.
    pub fn means(&self) -> String {
        match self {
            Self::NoCheckpoint => "Take the whole note, from the name of the log to the line that \
                                   begins with a dash."
                .to_owned(),
            Self::OtherLog { .. } => "Check it where that log is kept.".to_owned(),
            Self::OtherKey => "Somebody made it who does not have this log\u{2019}s key, or the \
                               record here was begun anew. Compare the fingerprint of the public \
                               key with the one you were told."
                .to_owned(),
            Self::Forged => {
                "Compare it with another copy. A line that was broken or joined on its \
                             way, as e-mail programs do, is a change too."
                    .to_owned()
            }
            Self::Beyond {
                now, signed: true, ..
            } => format!(
                "This log signed it, so what was recorded after event {now} is missing here: the \
                 end was cut off, or an older backup was restored. Keep what you hold, and ask \
                 whoever keeps the server."
            ),
            Self::Beyond { signed: false, .. } => "Check the number against the minutes. If it is \
                                                   right, the end of the record is missing here."
                .to_owned(),
            Self::Forked { size, .. } => format!(
                "There are two histories signed with the same key. Something up to event {size} \
                 was changed, taken out or put in. Keep what you hold, leave the data folder as it \
                 is, and compare it with a backup."
            ),
            Self::OtherCode { size, .. } => format!(
                "Check the letters and the number against the minutes. If both are right, what is \
                 recorded up to event {size} is not what was here when the code was written down."
            ),
        }
    }
}
