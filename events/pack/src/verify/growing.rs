//! The tree, worked out of the leaves in the pack and the hashes of all others.

use super::relation::Watch;
use crate::entry_reader::{EntryReader, Line};
use crate::lines::Block;
use crate::names;
use crate::report::{Code, Report};
use proof::{Checkpoint, Hash, Tree};
use std::io::{self, Read, Seek};

/// The largest whole block that begins at a leaf and ends before another.
pub(crate) fn due(next: u64, end: u64) -> (u32, u64) {
    let room = end.saturating_sub(next).max(1).ilog2();
    let level = next.trailing_zeros().min(room);
    (level, next >> level)
}

/// A tree that grows along the positions.
pub(super) struct Growing {
    tree: Tree,
    reader: EntryReader,
    origin: String,
    /// Once something is missing there is no telling what the root would be.
    pub(super) lost: bool,
}

impl Growing {
    pub(super) fn new(reader: EntryReader, origin: &str) -> Self {
        Self {
            tree: Tree::new(),
            reader,
            origin: origin.to_owned(),
            lost: false,
        }
    }

    pub(super) fn root(&self) -> Hash {
        self.tree.root()
    }

    pub(super) fn into_reader(self) -> EntryReader {
        self.reader
    }

    /// Adds a leaf of the pack.
    pub(super) fn leaf(&mut self, hash: Hash, watch: &mut Watch) {
        if !self.lost {
            self.tree.append(hash);
            self.grown(watch);
        }
    }

    fn grown(&self, watch: &mut Watch) {
        if watch.waits_for(self.tree.size()) {
            watch.see_in_tree(&Checkpoint {
                origin: self.origin.clone(),
                size: self.tree.size(),
                root: self.tree.root(),
            });
        }
    }

    /// Fills the tree up to the leaf at an index with the blocks that are due.
    pub(super) fn fill<R: Read + Seek>(
        &mut self,
        end: u64,
        pack: &mut R,
        report: &mut Report,
        watch: &mut Watch,
    ) -> io::Result<()> {
        while !self.lost && self.tree.size() < end {
            let next = self.tree.size();
            let due = due(next, end);
            let block = match self.reader.line(pack)? {
                Line::Text(line) => Block::read(line),
                Line::Broken(_) => None,
                Line::End => {
                    self.lose(report, Code::TreeMissing, next + 1, MISSING);
                    return Ok(());
                }
            };
            report.counts.tree += 1;
            let Some(block) = block else {
                self.lose(report, Code::TreeForm, next + 1, NO_BLOCK);
                return Ok(());
            };
            if (block.level, block.index) == due {
                let fits = self.tree.append_block(block.level, block.hash);
                self.lost |= !fits;
                self.grown(watch);
                continue;
            }
            let (start, stop) = block.range();
            let (code, at, message) = if start > next {
                (Code::TreeMissing, next + 1, MISSING)
            } else if start == next && stop <= end {
                (Code::TreeMissing, stop + 1, MISSING)
            } else {
                (Code::TreeExtra, start + 1, EXTRA)
            };
            self.lose(report, code, at, message);
        }
        Ok(())
    }

    fn lose(&mut self, report: &mut Report, code: Code, position: u64, message: &str) {
        self.lost = true;
        report.say(code, names::TREE, Some(position), message);
    }

    /// Reads what is left: nothing more is due.
    pub(super) fn end<R: Read + Seek>(
        &mut self,
        pack: &mut R,
        report: &mut Report,
    ) -> io::Result<()> {
        loop {
            match self.reader.line(pack)? {
                Line::Text(line) => {
                    report.counts.tree += 1;
                    // Where the tree was lost, what follows tells nothing more.
                    if self.lost {
                        continue;
                    }
                    match Block::read(line) {
                        Some(block) => {
                            let at = block.range().0 + 1;
                            report.say(Code::TreeExtra, names::TREE, Some(at), EXTRA);
                        }
                        None => report.say(Code::TreeForm, names::TREE, None, NO_BLOCK),
                    }
                }
                Line::Broken(why) => {
                    report.counts.tree += 1;
                    if !self.lost {
                        report.say(Code::TreeForm, names::TREE, None, why);
                    }
                }
                Line::End => return Ok(()),
            }
        }
    }
}

const MISSING: &str = "a leaf or a hash was left out here";
const EXTRA: &str = "this hash is not due: a leaf or a hash was put in or changed";
const NO_BLOCK: &str = "a line is not the hash of a block";

#[cfg(test)]
mod tests {
    use super::due;

    #[test]
    fn the_block_that_is_due_is_the_largest_that_fits() {
        assert_eq!(due(0, 8), (3, 0));
        assert_eq!(due(0, 7), (2, 0));
        assert_eq!(due(4, 7), (1, 2));
        assert_eq!(due(6, 7), (0, 6));
        assert_eq!(due(1, 1000), (0, 1));
        assert_eq!(due(8, 1000), (3, 1));
        assert_eq!(due(0, 1), (0, 0));
    }

    #[test]
    fn the_blocks_due_cover_every_leaf_once() {
        for start in 0..40_u64 {
            for end in start..80 {
                let mut next = start;
                while next < end {
                    let (level, index) = due(next, end);
                    assert_eq!(index << level, next);
                    next += 1 << level;
                }
                assert_eq!(next, end);
            }
        }
    }
}
