//! What proves the past of a log, read from its journal alone: the hash of every event, the
//! checkpoints, and the key that checks them. Takes no lock, needs no master key.

use super::journal;
use super::reader::{ReaderError, failed};
use super::scan::{Item, scan};
use super::shared::{ReadError, SignedCheckpoint};
use proof::{Hash, ProofError, Tree, Verifier};
use std::path::Path;

/// The hashes and checkpoints of a log as its journal holds them: 32 bytes an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    verifier: Verifier,
    leaves: Vec<Hash>,
    checkpoints: Vec<SignedCheckpoint>,
}

impl History {
    /// Reads the journal of a data folder, and hashes every event in it.
    ///
    /// # Errors
    /// When there is no log, or its journal is damaged: a checkpoint that is not this log's own is.
    pub fn read(folder: &Path) -> Result<Self, ReaderError> {
        let mut verifier: Option<Verifier> = None;
        let mut leaves = Vec::new();
        let mut checkpoints = Vec::new();
        let journal = folder.join(journal::FOLDER);
        let scanned = scan(&journal, 1, &mut |item, place| {
            let size = leaves.len() as u64;
            let damaged = |message: String| ReaderError::Damaged(place.damage(size, message));
            match item {
                Item::Header(header) if verifier.is_none() => {
                    let key = header.key.parse();
                    let key: Verifier = key.map_err(|error| damaged(format!("{error}")))?;
                    verifier = Some(key);
                }
                Item::Header(_) => {}
                Item::Event(event) => leaves.push(event.leaf_hash()),
                Item::Checkpoint(line) => {
                    let opened = verifier.as_ref().map(|verifier| verifier.open(&line.note));
                    let checkpoint = match opened {
                        Some(Ok(checkpoint)) => checkpoint,
                        Some(Err(error)) => return Err(damaged(error.to_string())),
                        None => return Err(damaged("it stands before any header".to_owned())),
                    };
                    checkpoints.push(SignedCheckpoint {
                        made_at: line.made_at,
                        checkpoint,
                        note: line.note,
                    });
                }
            }
            Ok(())
        });
        scanned.map_err(failed)?;
        let verifier = verifier.ok_or_else(|| ReaderError::NoLog(folder.to_owned()))?;
        Ok(Self {
            verifier,
            leaves,
            checkpoints,
        })
    }

    /// How many events there are.
    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// The key that checks the log's checkpoints.
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Every checkpoint, oldest first.
    pub fn checkpoints(&self) -> &[SignedCheckpoint] {
        &self.checkpoints
    }

    /// The root hash over the first `size` events.
    ///
    /// # Errors
    /// When there are not so many.
    pub fn root_at(&self, size: u64) -> Result<Hash, ReadError> {
        self.within(size)?;
        proof::root_at(size, |level, index| self.node(level, index))
    }

    /// Proves that the log as it was at `size` begins with the log as it was at `earlier`.
    ///
    /// # Errors
    /// When it does not.
    pub fn consistency(&self, earlier: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        self.within(size)?;
        proof::consistency_proof(earlier, size, |level, index| self.node(level, index))
    }

    fn within(&self, size: u64) -> Result<(), ReadError> {
        let asked = size;
        let size = self.size();
        let within = asked <= size;
        within
            .then_some(())
            .ok_or(ReadError::Proof(ProofError::OutOfRange { asked, size }))
    }

    /// The root of a whole subtree.
    fn node(&self, level: u32, index: u64) -> Result<Hash, ReadError> {
        let (start, count) = (index << level, 1_u64 << level);
        let range = usize::try_from(start).ok().zip(usize::try_from(count).ok());
        let leaves = range.and_then(|(start, count)| {
            let end = start.checked_add(count)?;
            self.leaves.get(start..end)
        });
        let outside = ProofError::OutOfRange {
            asked: start,
            size: self.size(),
        };
        let mut tree = Tree::new();
        for leaf in leaves.ok_or(outside)? {
            tree.append(*leaf);
        }
        Ok(tree.root())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{folder_with, open};
    use super::*;

    #[test]
    fn the_journal_alone_tells_every_root_and_proof_as_the_open_log_does() {
        // More than one tile of the tree, so that both sides have to put subtrees together.
        let folder = folder_with(600);
        let log = open(folder.path());
        let made = log.checkpoint().unwrap();
        let history = History::read(folder.path()).unwrap();
        assert_eq!(history.size(), log.size());
        assert_eq!(history.verifier(), log.verifier());
        assert_eq!(history.checkpoints(), [made]);
        for size in [0, 1, 2, 255, 256, 257, 300, 512, 599, 600] {
            assert_eq!(history.root_at(size), log.root_at(size), "{size}");
            assert_eq!(history.consistency(size, 600), log.consistency(size, 600));
        }
        assert_eq!(log.root_at(600), Ok(log.root()));
        assert!(log.root_at(601).is_err() && history.root_at(601).is_err());
    }

    #[test]
    fn a_folder_without_a_journal_has_no_history() {
        let folder = tempfile::tempdir().unwrap();
        let none = History::read(folder.path());
        assert!(matches!(
            none,
            Err(ReaderError::Disk { .. } | ReaderError::NoLog(_))
        ));
    }
}
