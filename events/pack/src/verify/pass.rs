//! The one pass over leaves, tree and disclosures together.

use super::Check;
use super::accounts::Accounts;
use super::erasures::Erasures;
use super::front::Front;
use super::growing::Growing;
use super::relation::Watch;
use crate::entry_reader::EntryReader;
use crate::leaves::{Batch, LeafLine, Leaves, ReadLeaf};
use crate::names;
use crate::report::{Code, Report};
use proof::Checkpoint;
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
        let mut reading = Leaves::new(leaves, &front.manifest.as_at)?;
        let mut together = Together {
            tree: Growing::new(EntryReader::new(tree), &front.manifest.origin),
            accounts: Accounts::new(EntryReader::new(words), &front.manifest, files),
            erasures: Erasures::default(),
            before: 0,
            size: front.manifest.size,
        };
        while let Some(batch) = reading.batch(self.pack)? {
            for line in &batch.lines {
                together.line(line, &batch, self.pack, &mut self.report, watch)?;
            }
        }
        self.finish(leaves, reading.into_reader())?;
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
}

impl Together<'_> {
    fn line<R: Read + Seek>(
        &mut self,
        line: &LeafLine,
        batch: &Batch,
        pack: &mut R,
        report: &mut Report,
        watch: &mut Watch,
    ) -> io::Result<()> {
        report.counts.leaves += 1;
        let leaf = match line {
            LeafLine::Leaf(leaf) => leaf,
            LeafLine::Wrong(error) => {
                let message = format!("line {}: {error}", report.counts.leaves);
                self.no_leaf(message, report);
                return Ok(());
            }
            LeafLine::Broken(why) => {
                self.no_leaf(*why, report);
                return Ok(());
            }
        };
        let position = leaf.position;
        if !self.in_place(position, report) {
            return Ok(());
        }
        self.before = position;
        self.tree.fill(position - 1, pack, report, watch)?;
        self.tree.leaf(leaf.hash, watch);
        report.hashed += leaf.size as u64;
        self.moment(leaf, report);
        self.erasures.leaf(position, || batch.text(leaf));
        let erasures = &mut self.erasures;
        let fields = (&batch.fields, batch.fields.of(&leaf.fields));
        (self.accounts).leaf(position, fields, pack, report, erasures)
    }

    fn no_leaf(&mut self, why: impl Into<String>, report: &mut Report) {
        report.say(Code::LeafForm, names::LEAVES, None, why);
        self.tree.lost = true;
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

    fn moment(&self, leaf: &ReadLeaf, report: &mut Report) {
        if leaf.after && !self.erasures.erases(leaf.position) {
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
