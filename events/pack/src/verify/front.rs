//! Manifest, stamp and checkpoint.

use super::Check;
use crate::entry_reader::EntryReader;
use crate::manifest::{MANIFEST_MAX, Manifest, Unreadable};
use crate::names;
use crate::report::Code;
use crate::stamp::{NOTE_MAX, Stamp};
use proof::{Checkpoint, NoteError, Verifier, note_parts};
use std::io::{self, Read, Seek};

/// What the rest of a pack is held against.
pub(super) struct Front {
    pub(super) manifest: Manifest,
    pub(super) key: Verifier,
}

impl<R: Read + Seek> Check<'_, R> {
    /// Reads manifest and stamp. Nothing when it cannot be known what the pack is.
    pub(super) fn front(&mut self) -> io::Result<Option<Front>> {
        let entry = self.entry(names::MANIFEST)?;
        let mut reader = EntryReader::new(entry);
        let read = match reader.whole(self.pack, MANIFEST_MAX)? {
            None => Err(Unreadable::Form("it is too large".to_owned())),
            Some(bytes) => Manifest::read(bytes),
        };
        let found = self.finish(entry, reader)?;
        let manifest = match read {
            Ok(manifest) => manifest,
            Err(error) => {
                let code = match error {
                    Unreadable::Format(_) => Code::FormatUnknown,
                    Unreadable::Form(_) => Code::ManifestForm,
                };
                self.report
                    .say(code, names::MANIFEST, None, error.to_string());
                return Ok(None);
            }
        };
        let key: Option<Verifier> = manifest.key.parse().ok();
        let Some(key) = key.filter(|key| key.name() == manifest.origin) else {
            let message = "the manifest's key is not a public key of the log that it names";
            self.report
                .say(Code::KeyForm, names::MANIFEST, None, message);
            return Ok(None);
        };
        let front = Front { manifest, key };
        self.stamp(&front, &hex::encode(found.sha256))?;
        Ok(Some(front))
    }

    fn note(&mut self, name: &str) -> io::Result<Option<String>> {
        let entry = self.entry(name)?;
        let mut reader = EntryReader::new(entry);
        let bytes = reader.whole(self.pack, NOTE_MAX)?;
        let text = bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
        self.finish(entry, reader)?;
        Ok(text)
    }

    fn stamp(&mut self, front: &Front, manifest: &str) -> io::Result<()> {
        let note = self.note(names::STAMP)?;
        let say = |check: &mut Self, code, message: &str| {
            check.report.say(code, names::STAMP, None, message);
        };
        let form = "this is not the stamp of this pack";
        let text = note.as_deref().and_then(|note| note_parts(note).ok());
        let stamp = text.and_then(|(text, _)| Stamp::read(text));
        let (Some(note), Some(stamp)) = (&note, stamp) else {
            say(self, Code::StampForm, form);
            return Ok(());
        };
        // One signature: a note has one way of ending its lines.
        let signatures = note.get(stamp.text().len()..).unwrap_or_default();
        let one = signatures.matches('\n').count() == 2;
        if !one || stamp.pack != front.manifest.pack {
            say(self, Code::StampForm, form);
        }
        match front.key.open_text(note) {
            Ok(_) => {}
            Err(NoteError::OtherSigner) => say(
                self,
                Code::StampSignature,
                "it is not signed by the key that the manifest names",
            ),
            Err(_) => say(self, Code::StampSignature, "its signature does not fit"),
        }
        if stamp.manifest == manifest {
            self.report.assembled = Some(stamp.assembled);
        } else {
            say(
                self,
                Code::StampManifest,
                "it was signed for another manifest",
            );
        }
        Ok(())
    }

    /// Reads the checkpoint that the leaves lead to. It is given even if its signature is wrong,
    /// so that the rest can be judged.
    pub(super) fn checkpoint(&mut self, front: &Front) -> io::Result<Option<Checkpoint>> {
        let note = self.note(names::CHECKPOINT)?;
        let say = |check: &mut Self, code, message: &str| {
            check.report.say(code, names::CHECKPOINT, None, message);
        };
        let text = note.as_deref().and_then(|note| note_parts(note).ok());
        let read = text.and_then(|(text, _)| Checkpoint::from_text(text).ok());
        let (Some(note), Some(checkpoint)) = (note, read) else {
            say(
                self,
                Code::CheckpointForm,
                "this is not a signed checkpoint",
            );
            return Ok(None);
        };
        match front.key.open(&note) {
            Ok(_) if checkpoint.origin == front.manifest.origin => {}
            Ok(_) => say(self, Code::CheckpointSignature, "it is of another log"),
            Err(NoteError::OtherSigner) => say(
                self,
                Code::CheckpointSignature,
                "it is not signed by the key that the manifest names",
            ),
            Err(_) => say(
                self,
                Code::CheckpointSignature,
                "its signature does not fit",
            ),
        }
        if checkpoint.size != front.manifest.size {
            let message = format!(
                "it is of {} events, and the pack of {}",
                checkpoint.size, front.manifest.size
            );
            say(self, Code::CheckpointSize, &message);
        }
        self.report.code = Some(checkpoint.short_code());
        self.report.root = Some(hex::encode(checkpoint.root));
        Ok(Some(checkpoint))
    }
}
