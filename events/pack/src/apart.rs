//! Hashing beside reading: what is large is hashed on a thread of its own, a few pieces behind.
//!
//! A thread owns all it works on, and ends when nobody sends it pieces any more. The first one that
//! waits for a full channel is the reader, so that no more than a few pieces are held in memory.

use proof::Hash;
use sha2::{Digest, Sha256};
use std::io::{self, Error};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

/// Bytes of an entry as they were read at once.
pub(crate) type Piece = Arc<Vec<u8>>;

/// An entry of at least so many bytes is worth a thread.
pub(crate) const LARGE: u64 = 1 << 20;

/// How many pieces wait for a thread at most.
pub(crate) const WAITING: usize = 16;

/// What an entry turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) crc: u32,
    pub(crate) sha256: Hash,
}

/// The hashes of an entry's bytes so far.
pub(crate) struct Running {
    crc: crc32fast::Hasher,
    sha: Sha256,
}

impl Running {
    fn new() -> Self {
        Self {
            crc: crc32fast::Hasher::new(),
            sha: Sha256::new(),
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        self.sha.update(bytes);
    }

    fn found(self) -> Found {
        Found {
            crc: self.crc.finalize(),
            sha256: self.sha.finalize().into(),
        }
    }
}

/// What hashes the bytes of one entry.
pub(crate) enum Hashing {
    /// Nothing was read so far.
    Nothing,
    Here(Running),
    Apart(SyncSender<Piece>, JoinHandle<Found>),
}

impl Hashing {
    /// Adds a piece of an entry that has `size` bytes in all.
    pub(crate) fn add(&mut self, piece: &Piece, size: u64) -> io::Result<()> {
        if let Self::Nothing = self {
            *self = if size >= LARGE {
                Self::apart()?
            } else {
                Self::Here(Running::new())
            };
        }
        match self {
            Self::Nothing => Ok(()),
            Self::Here(running) => {
                running.add(piece);
                Ok(())
            }
            Self::Apart(pieces, _) => pieces.send(Arc::clone(piece)).map_err(|_| ended()),
        }
    }

    fn apart() -> io::Result<Self> {
        let (pieces, sent) = sync_channel::<Piece>(WAITING);
        let work = move || {
            let mut running = Running::new();
            for piece in sent {
                running.add(&piece);
            }
            running.found()
        };
        let thread = Builder::new().name("pack-hash".to_owned()).spawn(work)?;
        Ok(Self::Apart(pieces, thread))
    }

    /// What the entry was, when all of it was added.
    pub(crate) fn found(self) -> io::Result<Found> {
        match self {
            Self::Nothing => Ok(Running::new().found()),
            Self::Here(running) => Ok(running.found()),
            Self::Apart(pieces, thread) => {
                drop(pieces);
                thread.join().map_err(|_| ended())
            }
        }
    }
}

pub(crate) fn ended() -> Error {
    Error::other("a thread that checks has ended")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(bytes: &[u8], at_once: usize) -> impl Iterator<Item = Piece> {
        bytes.chunks(at_once).map(|piece| Arc::new(piece.to_vec()))
    }

    #[test]
    fn what_is_hashed_apart_is_what_is_hashed_here() {
        let bytes: Vec<u8> = (0..100_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let hashed = |size: u64| {
            let mut hashing = Hashing::Nothing;
            for piece in pieces(&bytes, 999) {
                hashing.add(&piece, size).unwrap();
            }
            hashing.found().unwrap()
        };
        assert_eq!(hashed(0), hashed(LARGE));
        assert_eq!(hashed(0).sha256, Hash::from(Sha256::digest(&bytes)));
        assert_eq!(hashed(0).crc, crc32fast::hash(&bytes));
    }

    #[test]
    fn nothing_has_the_hash_of_nothing() {
        let found = Hashing::Nothing.found().unwrap();
        assert_eq!(found.sha256, Hash::from(Sha256::digest([])));
        assert_eq!(found.crc, 0);
    }
}
