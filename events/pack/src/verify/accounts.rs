//! What became of each text and file of each leaf.

use super::erasures::Erasures;
use crate::entry_reader::{EntryReader, Line};
use crate::leaf::{Field, Fields, Kind};
use crate::lines::{Account, Became};
use crate::manifest::{Manifest, Outcomes};
use crate::names;
use crate::report::{Closed, Code, ITEMS_MAX, Report, Withheld};
use proof::{Hash, SALT_BYTES, commitment};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

/// Reads the disclosures along with the leaves.
pub(super) struct Accounts<'m> {
    reader: EntryReader,
    manifest: &'m Manifest,
    files: BTreeMap<String, File>,
    withheld: BTreeMap<String, Withheld>,
    before: Before,
    /// Memory for which fields of the next leaf had their line.
    spare: Vec<bool>,
}

/// The leaf before: its position, and which of its fields had their line.
#[derive(Default)]
struct Before {
    position: u64,
    fields: Vec<String>,
    taken: Vec<bool>,
}

/// An entry under `files/`.
struct File {
    sha256: Hash,
    named: bool,
}

/// What of one leaf is to be held against each other when all its lines are read.
#[derive(Default)]
struct Open {
    /// Entry and the field of its hash.
    files: Vec<(String, String)>,
    /// Fields that may tell the hash of a file, and what they say.
    hashes: Vec<(String, String)>,
}

const LINES: &str = names::DISCLOSURES;

impl<'m> Accounts<'m> {
    pub(super) fn new(
        reader: EntryReader,
        manifest: &'m Manifest,
        files: impl Iterator<Item = (String, Hash)>,
    ) -> Self {
        let file = |(name, sha256)| {
            let named = false;
            (name, File { sha256, named })
        };
        Self {
            reader,
            manifest,
            files: files.map(file).collect(),
            withheld: BTreeMap::new(),
            before: Before::default(),
            spare: Vec::new(),
        }
    }

    /// Reads the lines of one leaf.
    pub(super) fn leaf<R: Read + Seek>(
        &mut self,
        position: u64,
        (all, items): (&Fields, &[Field]),
        pack: &mut R,
        report: &mut Report,
        erasures: &mut Erasures,
    ) -> io::Result<()> {
        let mut taken = std::mem::take(&mut self.spare);
        taken.clear();
        taken.resize(items.len(), false);
        let mut open = Open::default();
        let mut next = 0;
        while next < items.len() {
            let line = match self.reader.line(pack)? {
                Line::Text(line) => line,
                Line::Broken(why) => {
                    report.say(Code::AccountForm, LINES, Some(position), why);
                    continue;
                }
                Line::End => break,
            };
            let Some(account) = Account::read(line) else {
                report.say(Code::AccountForm, LINES, Some(position), NO_LINE);
                continue;
            };
            if account.position > position {
                self.reader.back();
                break;
            }
            let rest = items.get(next..).unwrap_or_default();
            let named = |item: &Field| all.pointer(item) == account.field;
            let found = rest.iter().position(named);
            let (Some(skipped), true) = (found, account.position == position) else {
                let here = (items.iter().map(|item| all.pointer(item))).zip(&taken);
                let twice = account.position == position && had(here, &account);
                stray(&account, twice || self.before.had(&account), report);
                continue;
            };
            missing((all, rest.get(..skipped)), position, report);
            next += skipped;
            if let (Some(item), Some(taken)) = (items.get(next), taken.get_mut(next)) {
                *taken = true;
                let mut judge = Judge {
                    manifest: self.manifest,
                    withheld: &mut self.withheld,
                    report,
                    erasures,
                    open: &mut open,
                };
                judge.line(item.kind, account);
            }
            next += 1;
        }
        missing((all, items.get(next..)), position, report);
        self.files(&open, position, report);
        let fields = items.iter().map(|item| all.pointer(item));
        self.spare = self.before.is(position, fields, taken);
        Ok(())
    }

    /// Holds the files of one leaf against what the leaf says of them.
    fn files(&mut self, open: &Open, position: u64, report: &mut Report) {
        for (entry, field) in &open.files {
            let mut say = |code, message: &str| report.say(code, entry, Some(position), message);
            let Some(file) = self.files.get_mut(entry) else {
                say(Code::FileMissing, "this file is not in the pack");
                continue;
            };
            file.named = true;
            match open.hashes.iter().find(|(named, _)| named == field) {
                None => say(
                    Code::FileUnproved,
                    "the field that would tell its hash is not open",
                ),
                Some((_, hash)) if *hash == hex::encode(file.sha256) => {}
                Some(_) => say(Code::FileDiffers, "this is not the file that was recorded"),
            }
        }
    }

    /// Reads what is left: no leaf needs it.
    pub(super) fn end<R: Read + Seek>(
        mut self,
        pack: &mut R,
        report: &mut Report,
    ) -> io::Result<EntryReader> {
        loop {
            match self.reader.line(pack)? {
                Line::Text(line) => match Account::read(line) {
                    Some(account) => stray(&account, self.before.had(&account), report),
                    None => report.say(Code::AccountForm, LINES, None, NO_LINE),
                },
                Line::Broken(why) => report.say(Code::AccountForm, LINES, None, why),
                Line::End => break,
            }
        }
        for (name, file) in &self.files {
            if !file.named {
                let message = "no line of the disclosures names this file";
                report.say(Code::FileUnnamed, name, None, message);
            }
        }
        report.withheld = self.withheld.into_values().collect();
        Ok(self.reader)
    }
}

impl Before {
    /// The leaf before is now this one. Gives back the memory of the one it was.
    fn is<'f>(
        &mut self,
        position: u64,
        fields: impl Iterator<Item = &'f str>,
        taken: Vec<bool>,
    ) -> Vec<bool> {
        self.position = position;
        self.fields.resize_with(taken.len(), String::new);
        for (kept, field) in self.fields.iter_mut().zip(fields) {
            kept.clear();
            kept.push_str(field);
        }
        std::mem::replace(&mut self.taken, taken)
    }

    /// Whether it had its line for this field.
    fn had(&self, account: &Account<'_>) -> bool {
        let fields = self.fields.iter().map(String::as_str);
        account.position == self.position && had(fields.zip(&self.taken), account)
    }
}

const NO_LINE: &str = "a line says nothing of a text or file";

fn had<'f>(mut fields: impl Iterator<Item = (&'f str, &'f bool)>, account: &Account<'_>) -> bool {
    fields.any(|(field, had)| *had && field == account.field)
}

fn stray(account: &Account<'_>, twice: bool, report: &mut Report) {
    let (code, message) = if twice {
        (Code::AccountTwice, "a second line for the same field")
    } else {
        let message = "a line for a field that is not in the pack, or out of its order";
        (Code::AccountExtra, message)
    };
    report.say(code, LINES, Some(account.position), message);
}

fn missing((all, items): (&Fields, Option<&[Field]>), position: u64, report: &mut Report) {
    for item in items.unwrap_or_default() {
        let message = format!("nothing says what became of `{}`", all.pointer(item));
        report.say(Code::AccountMissing, LINES, Some(position), message);
    }
}

/// Judges lines that belong to a text or file.
struct Judge<'a> {
    manifest: &'a Manifest,
    withheld: &'a mut BTreeMap<String, Withheld>,
    report: &'a mut Report,
    erasures: &'a mut Erasures,
    open: &'a mut Open,
}

impl Judge<'_> {
    fn line(&mut self, kind: Kind, account: Account<'_>) {
        let is_file = matches!(kind, Kind::File(_));
        match account.became {
            Became::Words {
                ref salt,
                ref value,
            } => match kind {
                Kind::Text(held) => self.words(&account, held, salt, value),
                Kind::File(_) => self.kind(&account),
            },
            Became::File {
                ref entry,
                ref hash,
            } => {
                if is_file {
                    self.report.counts.files.disclosed += 1;
                    let pair = (entry.clone().into_owned(), hash.clone().into_owned());
                    self.open.files.push(pair);
                } else {
                    self.kind(&account);
                }
            }
            Became::Withheld(ref code) => {
                self.outcomes(is_file).withheld += 1;
                self.withhold(&account, code, is_file);
            }
            Became::Erased(by) => {
                self.outcomes(is_file).erased += 1;
                if by.is_some_and(|by| by <= account.position) {
                    let message = "it is said to have been erased before it was recorded";
                    let at = Some(account.position);
                    self.report.say(Code::ErasureUnknown, LINES, at, message);
                } else {
                    self.erasures.count(by, is_file);
                }
                self.close(&account, None, by);
            }
        }
    }

    fn kind(&mut self, account: &Account<'_>) {
        let message = "words for a file, or a file for a text";
        let at = Some(account.position);
        self.report.say(Code::AccountKind, LINES, at, message);
    }

    fn outcomes(&mut self, is_file: bool) -> &mut Outcomes {
        if is_file {
            &mut self.report.counts.files
        } else {
            &mut self.report.counts.words
        }
    }

    fn words(&mut self, account: &Account<'_>, held: Hash, salt: &[u8; SALT_BYTES], value: &str) {
        self.report.counts.words.disclosed += 1;
        self.report.hashed += (SALT_BYTES + value.len()) as u64;
        if commitment(salt, value) != held {
            let message = format!("the words of `{}` are not those recorded", account.field);
            let at = Some(account.position);
            self.report.say(Code::WordsDiffer, LINES, at, message);
            return;
        }
        if account.field.ends_with("/sha256") {
            let pair = (account.field.clone().into_owned(), value.to_owned());
            self.open.hashes.push(pair);
        }
        if self.erasures.erases(account.position) {
            self.erasures.words(account.position, &account.field, value);
        }
    }

    fn withhold(&mut self, account: &Account<'_>, code: &str, is_file: bool) {
        let Some(words) = self.manifest.reason(code) else {
            let message = "it is withheld for none of the reasons that the manifest lists";
            let at = Some(account.position);
            self.report.say(Code::ReasonUnknown, LINES, at, message);
            return;
        };
        if !self.withheld.contains_key(code) {
            let fresh = Withheld {
                code: code.to_owned(),
                words: words.to_owned(),
                texts: 0,
                files: 0,
            };
            self.withheld.insert(code.to_owned(), fresh);
        }
        if let Some(withheld) = self.withheld.get_mut(code) {
            withheld.files += u64::from(is_file);
            withheld.texts += u64::from(!is_file);
        }
        self.close(account, Some(code), None);
    }

    fn close(&mut self, account: &Account<'_>, withheld: Option<&str>, erased: Option<u64>) {
        if self.report.closed.len() < ITEMS_MAX {
            self.report.closed.push(Closed {
                position: account.position,
                field: account.field.clone().into_owned(),
                withheld: withheld.map(str::to_owned),
                erased,
            });
        }
    }
}
