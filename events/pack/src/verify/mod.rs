//! Checking a pack: one pass over its bytes, in the memory of a few lines.

mod accounts;
mod erasures;
mod front;
mod growing;
mod kept;
mod pass;
mod relation;

use crate::apart::Found;
use crate::container::{self, Entry, Unread};
use crate::entry_reader::EntryReader;
use crate::held::Held;
use crate::manifest::{Listed, Manifest};
use crate::names;
use crate::report::{Code, KeyRelation, Report};
use front::Front;
pub(crate) use growing::due;
use relation::Watch;
use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

/// Checks a pack, and how it stands to what the reader holds.
///
/// # Errors
/// When the pack cannot be read; whatever is wrong with it is in the report.
pub fn verify(mut pack: impl Read + Seek, held: &Held) -> io::Result<Report> {
    let mut report = Report::default();
    let entries = match container::entries(&mut pack) {
        Ok(entries) => entries,
        Err(Unread::Io(error)) => return Err(error),
        Err(Unread::Wrong(problem)) => {
            report.add(problem);
            return Ok(report);
        }
    };
    let mut check = Check {
        pack: &mut pack,
        entries: &entries,
        found: BTreeMap::new(),
        report,
    };
    if let Some(front) = check.front()? {
        check.body(&front, held)?;
        check.report.manifest = Some(front.manifest);
    }
    let mut report = check.report;
    report.genuine = report.problems.is_empty();
    Ok(report)
}

/// What a check carries along.
struct Check<'p, R> {
    pack: &'p mut R,
    entries: &'p [Entry],
    /// What each entry that was read turned out to be.
    found: BTreeMap<&'p str, Found>,
    report: Report,
}

impl<'p, R: Read + Seek> Check<'p, R> {
    fn entry(&self, name: &str) -> io::Result<&'p Entry> {
        let found = self.entries.iter().find(|entry| entry.name == name);
        // The container was refused if it is not there.
        found.ok_or_else(|| io::Error::other("an entry that is always there is not"))
    }

    /// Reads an entry to its end and judges its CRC.
    fn finish(&mut self, entry: &'p Entry, reader: EntryReader) -> io::Result<Found> {
        let found = reader.finish(self.pack)?;
        self.report.hashed += u64::from(entry.size);
        if found.crc != entry.crc {
            let message = "its bytes do not fit its CRC";
            self.report.say(Code::EntryCrc, &entry.name, None, message);
        }
        self.found.insert(&entry.name, found);
        Ok(found)
    }

    /// Everything behind manifest and stamp.
    fn body(&mut self, front: &Front, held: &Held) -> io::Result<()> {
        self.key(front, held);
        let mut watch = Watch::new(front, held, &mut self.report);
        let checkpoint = self.checkpoint(front)?;
        if let Some(checkpoint) = &checkpoint {
            watch.see(checkpoint);
        }
        self.kept(front, checkpoint.as_ref(), &mut watch)?;
        for entry in self.entries {
            let plain = entry.name.starts_with(names::FILES)
                || entry.name.starts_with(names::READ)
                || entry.name == names::HOW_TO;
            if plain {
                self.finish(entry, EntryReader::new(entry))?;
            }
        }
        self.pass(front, checkpoint.as_ref(), &mut watch)?;
        self.listed(&front.manifest);
        watch.tell(front, checkpoint.as_ref(), &mut self.report);
        if self.report.counts != front.manifest.counts {
            let message = "it counts something else than there is";
            self.report
                .say(Code::Counts, names::MANIFEST, None, message);
        }
        Ok(())
    }

    fn key(&mut self, front: &Front, held: &Held) {
        self.report.fingerprint = Some(front.key.fingerprint());
        self.report.key = match &held.key {
            None => KeyRelation::NoneHeld,
            Some(key) if key.is(&front.key) => KeyRelation::Same,
            Some(_) => {
                let message = "the pack is signed by another key than the one you hold";
                self.report.say(Code::OtherKey, names::STAMP, None, message);
                KeyRelation::Other
            }
        };
    }

    /// Holds the entries against the manifest.
    fn listed(&mut self, manifest: &Manifest) {
        let signed = |entry: &&Entry| entry.name != names::MANIFEST && entry.name != names::STAMP;
        let signed: Vec<&Entry> = self.entries.iter().filter(signed).collect();
        let places: BTreeMap<&str, usize> = (signed.iter().enumerate())
            .map(|(place, entry)| (entry.name.as_str(), place))
            .collect();
        let mut named = vec![false; signed.len()];
        // The place behind the last entry that was named.
        let mut behind = 0;
        for listed in &manifest.entries {
            let place = places.get(listed.name.as_str()).copied();
            if place.is_none_or(|place| place < behind) {
                let message = "the manifest names this entry, and it is not there";
                let name = &listed.name;
                self.report.say(Code::EntryAbsent, name, None, message);
            }
            let Some(place) = place else { continue };
            behind = behind.max(place + 1);
            if let (Some(named), Some(entry)) = (named.get_mut(place), signed.get(place))
                && !std::mem::replace(named, true)
            {
                self.same(entry, listed);
            }
        }
        for (entry, named) in signed.iter().zip(named) {
            if !named {
                let (name, message) = (&entry.name, "the manifest does not name this entry");
                self.report.say(Code::EntryUnlisted, name, None, message);
            }
        }
    }

    /// Holds one entry against what the manifest says of it.
    fn same(&mut self, entry: &Entry, listed: &Listed) {
        let name = entry.name.as_str();
        if listed.size != u64::from(entry.size) {
            let message = "it is not of the size that the manifest names";
            self.report.say(Code::EntrySize, name, None, message);
        }
        let found = self.found.get(name);
        if found.is_some_and(|found| listed.sha256 != hex::encode(found.sha256)) {
            let message = "its bytes are not those that the manifest names";
            self.report.say(Code::EntryHash, name, None, message);
        }
    }
}
