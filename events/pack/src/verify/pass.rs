//! The one pass over leaves, tree and disclosures together.

use super::Check;
use super::accounts::Accounts;
use super::erasures::Erasures;
use super::front::Front;
use super::growing::Growing;
use super::relation::Watch;
use crate::entry_reader::{EntryReader, Line};
use crate::leaf::{Leaf, read_leaf};
use crate::names;
use crate::report::{Code, Report};
use proof::{Checkpoint, Hash};
use std::io::{self, Read, Seek};

impl<R: Read + Seek> Check<'_, R> {
    pub(super) fn pass(
        &mut self,
        front: &Front,
        now: Option<&Checkpoint>,
        watch: &mut Watch,
    ) -> io::Result<()> {
        let (leaves, tree, words) = (
            self.entry(names::LEAVES)?,
            self.entry(names::TREE)?,
            self.entry(names::DISCLOSURES)?,
        );
        let files = self.found.iter().map(|(name, found)| (*name, found.sha256));
        let files = files.filter(|(name, _)| name.starts_with(names::FILES));
        let files = files.map(|(name, sha256)| (name.to_owned(), sha256));
        let (mut reader, mut hashes) = EntryReader::with_leaves(leaves)?;
        let mut together = Together {
            tree: Growing::new(EntryReader::new(tree), &front.manifest.origin),
            accounts: Accounts::new(EntryReader::new(words), &front.manifest, files),
            erasures: Erasures::default(),
            before: 0,
            size: front.manifest.size,
            as_at: &front.manifest.as_at,
        };
        loop {
            match reader.line(self.pack)? {
                Line::Text(line) => {
                    let hash = hashes.next(line.as_bytes())?;
                    together.line(line, hash, self.pack, &mut self.report, watch)?;
                }
                Line::Broken(why) => {
                    self.report.counts.leaves += 1;
                    self.report.say(Code::LeafForm, names::LEAVES, None, why);
                    together.tree.lost = true;
                }
                Line::End => break,
            }
        }
        self.finish(leaves, reader)?;
        let (tree_reader, words_reader) = together.end(self.pack, now, &mut self.report, watch)?;
        self.finish(tree, tree_reader)?;
        self.finish(words, words_reader)?;
        Ok(())
    }
}

/// What goes along the positions together.
struct Together<'m> {
    tree: Growing,
    accounts: Accounts<'m>,
    erasures: Erasures,
    /// The position of the leaf before.
    before: u64,
    size: u64,
    as_at: &'m str,
}

impl Together<'_> {
    fn line<R: Read + Seek>(
        &mut self,
        line: &str,
        hash: Hash,
        pack: &mut R,
        report: &mut Report,
        watch: &mut Watch,
    ) -> io::Result<()> {
        report.counts.leaves += 1;
        let leaf = match read_leaf(line) {
            Ok(leaf) => leaf,
            Err(error) => {
                let message = format!("line {}: {error}", report.counts.leaves);
                report.say(Code::LeafForm, names::LEAVES, None, message);
                self.tree.lost = true;
                return Ok(());
            }
        };
        let position = leaf.position;
        if !self.in_place(position, report) {
            return Ok(());
        }
        self.before = position;
        self.tree.fill(position - 1, pack, report, watch)?;
        self.tree.leaf(hash, watch);
        report.hashed += line.len() as u64 + 1;
        self.moment(&leaf, report);
        self.erasures.leaf(position, line);
        self.accounts.leaf(leaf, pack, report, &mut self.erasures)
    }

    fn in_place(&self, position: u64, report: &mut Report) -> bool {
        let (code, message) = if position > self.size {
            (Code::LeafBeyond, "it is beyond the end of the pack's log")
        } else if position == self.before {
            (Code::LeafTwice, "the same event stands here again")
        } else if position < self.before {
            (Code::LeafOrder, "it stands behind a later event")
        } else {
            return true;
        };
        report.say(code, names::LEAVES, Some(position), message);
        false
    }

    fn moment(&self, leaf: &Leaf<'_>, report: &mut Report) {
        if leaf.recorded_at > self.as_at && !self.erasures.erases(leaf.position) {
            let message = "it was recorded after the moment that the pack shows";
            let at = Some(leaf.position);
            report.say(Code::LeafAfterAsAt, names::LEAVES, at, message);
        }
    }

    fn end<R: Read + Seek>(
        mut self,
        pack: &mut R,
        now: Option<&Checkpoint>,
        report: &mut Report,
        watch: &mut Watch,
    ) -> io::Result<(EntryReader, EntryReader)> {
        self.tree.fill(self.size, pack, report, watch)?;
        self.tree.end(pack, report)?;
        if let Some(now) = now.filter(|_| !self.tree.lost)
            && self.tree.root() != now.root
        {
            let message = "the events do not lead to its root hash: one of them, or a hash of the \
                           others, is not what was recorded";
            report.say(Code::CheckpointRoot, names::CHECKPOINT, None, message);
        }
        let words = self.accounts.end(pack, report)?;
        self.erasures.end(report);
        Ok((self.tree.into_reader(), words))
    }
}
