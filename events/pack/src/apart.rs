//! Hashing beside reading: what is large is hashed on a thread of its own, a few pieces behind.
//!
//! A thread owns all it works on, and ends when nobody sends it pieces any more. The first one that
//! waits for a full channel is the reader, so that no more than a few pieces are held in memory.

use proof::Hash;
use sha2::{Digest, Sha256};
use std::io::{self, Error};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::{Builder, JoinHandle};

/// Bytes of an entry as they were read at once.
pub(crate) type Piece = Arc<Vec<u8>>;

/// An entry of at least so many bytes is worth a thread.
pub(crate) const LARGE: u64 = 1 << 20;

/// How many pieces wait for a thread at most.
const WAITING: usize = 4;

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

fn ended() -> Error {
    Error::other("a thread that hashes has ended")
}

/// The hashes of the lines of an entry as leaves, in their order.
pub(crate) enum LeafHashes {
    Here,
    /// The hashes of the lines that end in each piece, and what is left of the last of these.
    Apart(Receiver<Vec<Hash>>, std::vec::IntoIter<Hash>),
}

impl LeafHashes {
    /// For an entry with so many bytes; where there is anybody to send its pieces to, each is sent.
    pub(crate) fn new(size: u64) -> io::Result<(Self, Option<SyncSender<Piece>>)> {
        if size < LARGE {
            return Ok((Self::Here, None));
        }
        let (pieces, sent) = sync_channel::<Piece>(WAITING);
        let (hashes, received) = channel();
        let work = move || {
            let mut lines = Lines::new();
            for piece in sent {
                if hashes.send(lines.ended_in(&piece)).is_err() {
                    return;
                }
            }
        };
        Builder::new().name("pack-leaves".to_owned()).spawn(work)?;
        let none = Vec::new().into_iter();
        Ok((Self::Apart(received, none), Some(pieces)))
    }

    /// The hash of the line that comes next, which is this one.
    pub(crate) fn next(&mut self, line: &[u8]) -> io::Result<Hash> {
        let Self::Apart(received, left) = self else {
            return Ok(proof::leaf_hash(line));
        };
        loop {
            if let Some(hash) = left.next() {
                return Ok(hash);
            }
            *left = received.recv().map_err(|_| ended())?.into_iter();
        }
    }
}

/// Hashes the lines of an entry, piece by piece.
struct Lines {
    line: Sha256,
}

impl Lines {
    fn new() -> Self {
        Self { line: begun() }
    }

    fn ended_in(&mut self, piece: &[u8]) -> Vec<Hash> {
        let mut hashes = Vec::with_capacity(piece.len() / 512);
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', piece) {
            self.line.update(piece.get(from..end).unwrap_or_default());
            let line = std::mem::replace(&mut self.line, begun());
            hashes.push(line.finalize().into());
            from = end + 1;
        }
        self.line.update(piece.get(from..).unwrap_or_default());
        hashes
    }
}

/// A leaf is hashed after a byte 0.
fn begun() -> Sha256 {
    Sha256::new().chain_update([0])
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

    #[test]
    fn lines_have_the_hashes_of_leaves_however_the_pieces_are_cut() {
        let lines: Vec<String> = (0..200).map(|n| "x".repeat(n % 130)).collect();
        let bytes = lines.join("\n") + "\n";
        for at_once in [1, 7, 64, 1000, bytes.len()] {
            let (mut hashes, sent) = LeafHashes::new(LARGE).unwrap();
            let sent = sent.unwrap();
            let all: Vec<Piece> = pieces(bytes.as_bytes(), at_once).collect();
            let sending = std::thread::spawn(move || all.into_iter().all(|p| sent.send(p).is_ok()));
            for line in &lines {
                let expected = proof::leaf_hash(line.as_bytes());
                assert_eq!(hashes.next(line.as_bytes()).unwrap(), expected);
            }
            assert!(sending.join().unwrap());
            assert!(hashes.next(b"no line").is_err());
        }
    }

    #[test]
    fn what_is_small_is_hashed_where_it_is_read() {
        let (mut hashes, sent) = LeafHashes::new(LARGE - 1).unwrap();
        assert!(sent.is_none());
        assert_eq!(hashes.next(b"x").unwrap(), proof::leaf_hash(b"x"));
    }
}
