//! Writing a pack, event by event, in the memory of one event.
//!
//! The writer holds what it is given to the rules that a verifier has, so that a pack that was
//! finished is genuine: it knows no way to leave something unsaid.

use crate::how_to;
use crate::leaf::{Item, Kind, LeafError, read_leaf};
use crate::lines::{Account, Became, Block, Kept};
use crate::manifest::{Counts, FORMAT, Manifest, Reason, Selection, is_code, is_moment};
use crate::names;
use crate::stamp::Stamp;
use crate::verify::due;
use crate::zip_writer::ZipWriter;
use proof::{Checkpoint, Hash, NoteError, ProofError, Tree, Verifier, leaf_hash};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Gives the root of the block at a level and index of the log's tree.
pub type Blocks<'b> = &'b mut dyn FnMut(u32, u64) -> Result<Hash, io::Error>;

/// Why a pack cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The disk, or where a file or hash comes from.
    #[error("the pack cannot be written: {0}")]
    Io(#[from] io::Error),
    /// A pack is below 4 GiB.
    #[error("an evidence pack is smaller than 4 GiB: choose less, or make two")]
    TooLarge,
    /// A pack has at most 65,534 entries.
    #[error("an evidence pack has at most 65,534 files and pages: choose less, or make two")]
    TooManyEntries,
    /// Calls in the wrong order.
    #[error("the parts of a pack were given out of turn")]
    OutOfTurn,
    /// The checkpoint is not signed by the key, or not of the size.
    #[error("the checkpoint is not one of this log: {0}")]
    Checkpoint(#[from] NoteError),
    /// An earlier checkpoint is not of this log, or its proof does not hold.
    #[error("an earlier checkpoint cannot be proved: {0}")]
    Kept(#[from] ProofError),
    /// A leaf is not one.
    #[error("the event at {0} cannot be read: {1}")]
    Leaf(u64, LeafError),
    /// A leaf is out of order or beyond the tree.
    #[error("the event at {0} is out of its order")]
    Order(u64),
    /// A text or file has no account, or one that does not fit.
    #[error("at {position}, `{field}`: {what}")]
    Account {
        /// The leaf's position.
        position: u64,
        /// The field.
        field: String,
        /// What is wrong.
        what: &'static str,
    },
    /// A file or page cannot have this name, or is not the one that was named.
    #[error("the entry `{0}`: {1}")]
    Entry(String, &'static str),
    /// Leaves and blocks do not lead to the checkpoint's root.
    #[error("the events do not lead to the root hash of the checkpoint")]
    Root,
    /// What stands in the manifest has no canonical form or is not proper.
    #[error("the manifest cannot be written: {0}")]
    Manifest(&'static str),
}

/// What a pack is to be.
#[derive(Debug, Clone)]
pub struct Request {
    /// The pack's id.
    pub pack: String,
    /// The log's id.
    pub log: String,
    /// The log's public key.
    pub key: Verifier,
    /// The moment that is shown, such as `2026-03-03T09:00:00.000000Z`.
    pub as_at: String,
    /// Under which request, in words.
    pub request: String,
    /// Whom it is for, in words.
    pub recipient: String,
    /// What it is for, in words.
    pub purpose: String,
    /// What was asked for.
    pub selection: Selection,
    /// Why something is withheld. Reasons that nothing is withheld for may be among them.
    pub reasons: Vec<Reason>,
    /// The log's checkpoint, a signed note: its size is the pack's.
    pub checkpoint: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Stage {
    Kept,
    Leaves,
    Files,
    Pages,
}

/// Writes a pack. The calls are made in the order of the methods; what is written to is at its
/// beginning, and holds nothing.
pub struct PackWriter<W, S> {
    zip: ZipWriter<W>,
    request: Request,
    checkpoint: Checkpoint,
    stage: Stage,
    counts: Counts,
    tree: Tree,
    /// The lines of the tree and of the disclosures, until the leaves are all there.
    tree_lines: S,
    account_lines: S,
    /// The hash that each entry under `files/` has to have, and whether it was written.
    files: BTreeMap<String, (String, bool)>,
    /// Events that erased something and are still to come.
    erasing: BTreeSet<u64>,
    line: String,
    last: String,
    kept_size: u64,
}

impl<W: Write + Seek, S: Read + Write + Seek> PackWriter<W, S> {
    /// Begins a pack. `spools` hold the lines of two entries for a while: two empty files, or two
    /// cursors.
    ///
    /// # Errors
    /// When the checkpoint is not the log's, or what is to be said of the pack is not proper.
    pub fn new(out: W, spools: [S; 2], mut request: Request) -> Result<Self, WriteError> {
        request.reasons.sort_by(|a, b| a.code.cmp(&b.code));
        request.reasons.dedup_by(|a, b| a.code == b.code);
        if !request.reasons.iter().all(|reason| is_code(&reason.code)) {
            return Err(WriteError::Manifest("a reason has no proper code"));
        }
        if !is_moment(&request.as_at) {
            return Err(WriteError::Manifest("`as_at` is not a moment"));
        }
        let text = request.key.open_text(&request.checkpoint)?;
        let checkpoint = Checkpoint::from_text(text)?;
        if checkpoint.origin != request.key.name() || checkpoint.size == 0 {
            return Err(NoteError::OtherSigner.into());
        }
        let [tree_lines, account_lines] = spools;
        let mut zip = ZipWriter::new(out);
        let how_to = how_to::text(&request, &checkpoint);
        zip.entry(names::HOW_TO, how_to.as_bytes())?;
        zip.entry(names::CHECKPOINT, request.checkpoint.as_bytes())?;
        zip.begin(names::KEPT)?;
        Ok(Self {
            zip,
            request,
            checkpoint,
            stage: Stage::Kept,
            counts: Counts::default(),
            tree: Tree::new(),
            tree_lines,
            account_lines,
            files: BTreeMap::new(),
            erasing: BTreeSet::new(),
            line: String::new(),
            last: String::new(),
            kept_size: 0,
        })
    }

    /// How many events the pack's tree has.
    pub const fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// Adds an earlier checkpoint with the proof that the pack's checkpoint holds it, ascending.
    ///
    /// # Errors
    /// When it is not of this log, not earlier, or not proved.
    pub fn kept(&mut self, made_at: &str, note: &str, proof: &[Hash]) -> Result<(), WriteError> {
        if self.stage != Stage::Kept || !is_moment(made_at) {
            return Err(WriteError::OutOfTurn);
        }
        let text = self.request.key.open_text(note)?;
        let kept = Checkpoint::from_text(text)?;
        let now = &self.checkpoint;
        if kept.origin != now.origin || kept.size <= self.kept_size || kept.size >= now.size {
            return Err(WriteError::OutOfTurn);
        }
        proof::verify_consistency(kept.size, &kept.root, now.size, &now.root, proof)?;
        let line = Kept {
            made_at: made_at.to_owned(),
            note: note.to_owned(),
            proof: proof.iter().map(hex::encode).collect(),
        };
        let line = line.line().ok_or(WriteError::OutOfTurn)?;
        self.zip.write(line.as_bytes())?;
        self.zip.write(b"\n")?;
        self.kept_size = kept.size;
        self.counts.checkpoints += 1;
        Ok(())
    }

    /// Adds an event, byte for byte, and what became of each of its texts and files, in any order.
    ///
    /// # Errors
    /// When it is out of order, or its texts and files are not all accounted for.
    pub fn leaf(
        &mut self,
        leaf: &str,
        accounts: &[Account<'_>],
        blocks: Blocks<'_>,
    ) -> Result<(), WriteError> {
        if self.stage == Stage::Kept {
            self.zip.begin(names::LEAVES)?;
            self.stage = Stage::Leaves;
        }
        let read = read_leaf(leaf).map_err(|error| WriteError::Leaf(self.tree.size(), error))?;
        let position = read.position;
        let turn = self.stage == Stage::Leaves;
        if !turn || position <= self.tree.size() || position > self.size() {
            return Err(WriteError::Order(position));
        }
        if *read.recorded_at > *self.request.as_at && !self.erasing.contains(&position) {
            return Err(WriteError::Order(position));
        }
        self.fill(position - 1, blocks)?;
        self.tree.append(leaf_hash(leaf.as_bytes()));
        self.counts.leaves += 1;
        self.erasing.remove(&position);
        if accounts.len() != read.items.len() {
            return Err(wrong(
                position,
                "",
                "not exactly one account for each field",
            ));
        }
        for item in &read.items {
            let account = accounts.iter().find(|account| account.field == item.field);
            let account = account.filter(|account| account.position == position);
            let account =
                account.ok_or_else(|| wrong(position, &item.field, "it has no account"))?;
            self.account(item, account, accounts)?;
        }
        self.zip.write(leaf.as_bytes())?;
        self.zip.write(b"\n")
    }

    fn account(
        &mut self,
        item: &Item,
        account: &Account<'_>,
        all: &[Account<'_>],
    ) -> Result<(), WriteError> {
        let wrong = |what| wrong(account.position, &item.field, what);
        let outcomes = match item.kind {
            Kind::Text(_) => &mut self.counts.words,
            Kind::File(_) => &mut self.counts.files,
        };
        match (&account.became, item.kind) {
            (Became::Words { salt, value }, Kind::Text(held)) => {
                if proof::commitment(salt, value) != held {
                    return Err(wrong("the words are not those that were recorded"));
                }
                outcomes.disclosed += 1;
            }
            (Became::File { entry, hash }, Kind::File(_)) => {
                outcomes.disclosed += 1;
                let named = |other: &&Account<'_>| other.field == *hash;
                let Some(Became::Words { value, .. }) =
                    all.iter().find(named).map(|other| &other.became)
                else {
                    return Err(wrong("the hash of the file is not open"));
                };
                let proper = entry.strip_prefix(names::FILES).is_some_and(names::is_name);
                if !proper || !hash.ends_with("/sha256") {
                    return Err(wrong("the file's entry or hash is not properly named"));
                }
                let before = self
                    .files
                    .insert(entry.to_string(), (value.to_string(), false));
                if before.is_some_and(|(before, _)| before != **value) {
                    return Err(wrong("two files have one name"));
                }
            }
            (Became::Withheld(code), _) => {
                outcomes.withheld += 1;
                if !self
                    .request
                    .reasons
                    .iter()
                    .any(|reason| reason.code == **code)
                {
                    return Err(wrong("it is withheld for an unknown reason"));
                }
            }
            (Became::Erased(by), _) => {
                outcomes.erased += 1;
                if by.is_some_and(|by| by <= account.position || by > self.checkpoint.size) {
                    return Err(wrong("what erased it does not come after it"));
                }
                self.erasing.extend(by);
            }
            (Became::Words { .. }, Kind::File(_)) | (Became::File { .. }, Kind::Text(_)) => {
                return Err(wrong("words for a file, or a file for a text"));
            }
        }
        self.line.clear();
        account.write(&mut self.line);
        self.line.push('\n');
        Ok(self.account_lines.write_all(self.line.as_bytes())?)
    }

    fn fill(&mut self, end: u64, blocks: Blocks<'_>) -> Result<(), WriteError> {
        while self.tree.size() < end {
            let (level, index) = due(self.tree.size(), end);
            let hash = blocks(level, index)?;
            let block = Block { level, index, hash };
            self.line.clear();
            block.write(&mut self.line);
            self.line.push('\n');
            self.tree_lines.write_all(self.line.as_bytes())?;
            self.counts.tree += 1;
            if !self.tree.append_block(level, hash) {
                return Err(WriteError::Root);
            }
        }
        Ok(())
    }

    /// Ends the events.
    ///
    /// # Errors
    /// When they do not lead to the root hash, or an event that erased something is not among them.
    pub fn end_leaves(&mut self, blocks: Blocks<'_>) -> Result<(), WriteError> {
        if self.stage == Stage::Kept {
            self.zip.begin(names::LEAVES)?;
            self.stage = Stage::Leaves;
        }
        if self.stage != Stage::Leaves {
            return Err(WriteError::OutOfTurn);
        }
        if let Some(position) = self.erasing.first() {
            return Err(wrong(
                *position,
                "",
                "an event that erased something is missing",
            ));
        }
        self.fill(self.size(), blocks)?;
        if self.tree.root() != self.checkpoint.root {
            return Err(WriteError::Root);
        }
        for (name, lines) in [
            (names::TREE, &mut self.tree_lines),
            (names::DISCLOSURES, &mut self.account_lines),
        ] {
            self.zip.begin(name)?;
            lines.seek(SeekFrom::Start(0))?;
            self.zip.copy(lines)?;
        }
        self.zip.end()?;
        self.stage = Stage::Files;
        Ok(())
    }

    /// Adds an evidence file, in the clear, under the name that an account gave it with `files/`.
    /// Files ascend by name.
    ///
    /// # Errors
    /// When no account names it, it is out of order, or it is not the file that was recorded.
    pub fn file(&mut self, entry: &str, from: &mut impl Read) -> Result<(), WriteError> {
        let wrong = |what| WriteError::Entry(entry.to_owned(), what);
        if self.stage != Stage::Files || *entry <= *self.last {
            return Err(wrong("it is out of its order"));
        }
        let Some((hash, written)) = self.files.get_mut(entry) else {
            return Err(wrong("no account names it"));
        };
        *written = true;
        let hash = hash.clone();
        self.zip.begin(entry)?;
        self.zip.copy(from)?;
        self.zip.end()?;
        entry.clone_into(&mut self.last);
        if self
            .zip
            .listed()
            .last()
            .is_some_and(|listed| listed.sha256 == hash)
        {
            Ok(())
        } else {
            Err(wrong("it is not the file that was recorded"))
        }
    }

    /// Adds a page to read, named without `read/`. Pages ascend by name.
    ///
    /// # Errors
    /// When the name is not proper or out of order.
    pub fn page(&mut self, name: &str, from: &mut impl Read) -> Result<(), WriteError> {
        let wrong = |what| WriteError::Entry(name.to_owned(), what);
        if self.stage == Stage::Files {
            self.stage = Stage::Pages;
            self.last.clear();
        }
        if self.stage != Stage::Pages || *name <= *self.last || !names::is_name(name) {
            return Err(wrong("its name is not proper, or out of its order"));
        }
        name.clone_into(&mut self.last);
        self.zip.begin(&format!("{}{name}", names::READ))?;
        self.zip.copy(from)?;
        self.zip.end()
    }

    /// Ends the pack: `sign` signs the text of the stamp as a note. Gives back what was written to.
    ///
    /// # Errors
    /// When a file that was named is missing, or the stamp is not signed by the log's key.
    pub fn finish(
        mut self,
        assembled: &str,
        sign: impl FnOnce(&str) -> Result<String, NoteError>,
    ) -> Result<W, WriteError> {
        if self.stage < Stage::Files || !is_moment(assembled) {
            return Err(WriteError::OutOfTurn);
        }
        if let Some((name, _)) = self.files.iter().find(|(_, (_, written))| !written) {
            return Err(WriteError::Entry(name.clone(), "it is missing"));
        }
        let manifest = self.manifest();
        let form = |_| WriteError::Manifest("what was asked for has no canonical form");
        let manifest = manifest.to_text().map_err(form)?;
        let stamp = Stamp {
            pack: self.request.pack.clone(),
            manifest: hex::encode(Sha256::digest(manifest.as_bytes())),
            assembled: assembled.to_owned(),
        };
        let note = sign(&stamp.text())?;
        let signed = self.request.key.open_text(&note)?;
        if Stamp::read(signed) != Some(stamp) {
            return Err(NoteError::Shape.into());
        }
        self.zip.entry(names::MANIFEST, manifest.as_bytes())?;
        self.zip.entry(names::STAMP, note.as_bytes())?;
        self.zip.finish()
    }

    fn manifest(&self) -> Manifest {
        let request = &self.request;
        Manifest {
            as_at: request.as_at.clone(),
            counts: self.counts,
            entries: self.zip.listed().to_vec(),
            format: FORMAT,
            key: request.key.to_string(),
            log: request.log.clone(),
            origin: request.key.name().to_owned(),
            pack: request.pack.clone(),
            purpose: request.purpose.clone(),
            reasons: request.reasons.clone(),
            recipient: request.recipient.clone(),
            request: request.request.clone(),
            selection: request.selection.clone(),
            size: self.checkpoint.size,
        }
    }
}

fn wrong(position: u64, field: &str, what: &'static str) -> WriteError {
    let field = field.to_owned();
    WriteError::Account {
        position,
        field,
        what,
    }
}
