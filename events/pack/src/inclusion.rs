//! The RFC 9162 inclusion proof of one event, taken out of a pack.

use crate::container::{Entry, Unread, entries};
use crate::entry_reader::{EntryReader, Line};
use crate::leaf::read_leaf;
use crate::lines::Block;
use crate::names;
use crate::stamp::NOTE_MAX;
use proof::{Checkpoint, Hash, Tree, leaf_hash, note_parts, verify_inclusion};
use std::fmt::Write as _;
use std::io::{self, Read, Seek};

/// One event, and the proof that a log held it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    /// The event's position.
    pub position: u64,
    /// How many events the log held.
    pub size: u64,
    /// The event's bytes.
    pub leaf: String,
    /// The hashes, from the leaf's sibling up.
    pub proof: Vec<Hash>,
    /// The log's checkpoint, a signed note.
    pub checkpoint: String,
}

/// Why there is no such proof.
#[derive(Debug, thiserror::Error)]
pub enum NoInclusion {
    /// The pack cannot be read.
    #[error("the pack cannot be read: {0}")]
    Io(#[from] io::Error),
    /// The event is not in the pack.
    #[error("the event at {0} is not in the pack")]
    NotThere(u64),
    /// The pack is not genuine.
    #[error("the pack is not genuine, so it proves nothing")]
    NotGenuine,
}

impl Inclusion {
    /// The proof as C2SP `tlog-proof` writes it.
    pub fn to_text(&self) -> String {
        let mut out = String::from("c2sp.org/tlog-proof@v1\n");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "index {}", self.position.saturating_sub(1));
        for hash in &self.proof {
            out.push_str(&proof::checkpoint::base64(hash));
            out.push('\n');
        }
        out.push('\n');
        out.push_str(&self.checkpoint);
        out
    }
}

/// Takes the proof of the event at a position out of a pack. The signature of its checkpoint is
/// not judged here: [`crate::verify`] does.
///
/// # Errors
/// When the event is not in the pack, or the pack does not prove it.
pub fn inclusion(mut pack: impl Read + Seek, position: u64) -> Result<Inclusion, NoInclusion> {
    let entries = entries(&mut pack).map_err(|unread| match unread {
        Unread::Io(error) => NoInclusion::Io(error),
        Unread::Wrong(_) => NoInclusion::NotGenuine,
    })?;
    let reader = |name| reader(&entries, name);
    let mut note = reader(names::CHECKPOINT)?;
    let note = note
        .whole(&mut pack, NOTE_MAX)?
        .unwrap_or_default()
        .to_vec();
    let note = String::from_utf8(note).map_err(|_| NoInclusion::NotGenuine)?;
    let (text, _) = note_parts(&note).map_err(|_| NoInclusion::NotGenuine)?;
    let checkpoint = Checkpoint::from_text(text).map_err(|_| NoInclusion::NotGenuine)?;
    if position == 0 || position > checkpoint.size {
        return Err(NoInclusion::NotThere(position));
    }
    let mut siblings = Siblings::new(position - 1, checkpoint.size);
    let leaf = siblings.leaves(reader(names::LEAVES)?, &mut pack, position)?;
    siblings.blocks(reader(names::TREE)?, &mut pack)?;
    let leaf = leaf.ok_or(NoInclusion::NotThere(position))?;
    let proof = siblings.proof();
    let hash = leaf_hash(leaf.as_bytes());
    let (size, root) = (checkpoint.size, &checkpoint.root);
    verify_inclusion(&hash, position - 1, size, &proof, root)
        .map_err(|_| NoInclusion::NotGenuine)?;
    Ok(Inclusion {
        position,
        size,
        leaf,
        proof,
        checkpoint: note,
    })
}

fn reader(entries: &[Entry], name: &str) -> Result<EntryReader, NoInclusion> {
    let entry = entries.iter().find(|entry| entry.name == name);
    entry.map(EntryReader::new).ok_or(NoInclusion::NotGenuine)
}

/// The runs of leaves beside the way from the root to a leaf, the highest first.
struct Siblings {
    runs: Vec<Run>,
}

struct Run {
    start: u64,
    end: u64,
    /// What was found of it, by the index at which it stands.
    found: Vec<(u64, u32, Hash)>,
}

impl Siblings {
    fn new(index: u64, size: u64) -> Self {
        let (mut start, mut end) = (0, size);
        let mut runs = Vec::new();
        while end - start > 1 {
            let middle = start + (1 << (end - start - 1).ilog2());
            let (from, to) = if index < middle {
                (middle, std::mem::replace(&mut end, middle))
            } else {
                (std::mem::replace(&mut start, middle), middle)
            };
            let (start, end, found) = (from, to, Vec::new());
            runs.push(Run { start, end, found });
        }
        Self { runs }
    }

    /// Adds a block that lies in one of the runs.
    fn add(&mut self, start: u64, level: u32, hash: Hash) {
        let within = |run: &&mut Run| (run.start..run.end).contains(&start);
        let Some(run) = self.runs.iter_mut().find(within) else {
            return;
        };
        run.found.push((start, level, hash));
    }

    fn leaves<R: Read + Seek>(
        &mut self,
        mut reader: EntryReader,
        pack: &mut R,
        position: u64,
    ) -> Result<Option<String>, NoInclusion> {
        let mut wanted = None;
        loop {
            match reader.line(pack)? {
                Line::Text(line) => {
                    let leaf = read_leaf(line).map_err(|_| NoInclusion::NotGenuine)?;
                    if leaf.position == position {
                        wanted = Some(line.to_owned());
                    } else {
                        self.add(leaf.position - 1, 0, leaf_hash(line.as_bytes()));
                    }
                }
                Line::Broken(_) => return Err(NoInclusion::NotGenuine),
                Line::End => return Ok(wanted),
            }
        }
    }

    fn blocks<R: Read + Seek>(
        &mut self,
        mut reader: EntryReader,
        pack: &mut R,
    ) -> Result<(), NoInclusion> {
        loop {
            match reader.line(pack)? {
                Line::Text(line) => {
                    let block = Block::read(line).ok_or(NoInclusion::NotGenuine)?;
                    self.add(block.range().0, block.level, block.hash);
                }
                Line::Broken(_) => return Err(NoInclusion::NotGenuine),
                Line::End => return Ok(()),
            }
        }
    }

    /// The roots of the runs from the lowest up. A run that is not whole has a root that does not
    /// fit, which the check of the proof finds.
    fn proof(self) -> Vec<Hash> {
        let root = |mut run: Run| {
            run.found.sort_unstable_by_key(|(start, _, _)| *start);
            let mut tree = Tree::new();
            for (_, level, hash) in run.found {
                if !tree.append_block(level, hash) {
                    break;
                }
            }
            tree.root()
        };
        self.runs.into_iter().rev().map(root).collect()
    }
}
