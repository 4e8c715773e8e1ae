//! Earlier checkpoints and their proofs.

use super::Check;
use super::front::Front;
use super::relation::Watch;
use crate::entry_reader::{EntryReader, Line};
use crate::lines::Kept;
use crate::names;
use crate::report::{Code, Report};
use proof::{Checkpoint, note_parts, verify_consistency};
use std::io::{self, Read, Seek};

impl<R: Read + Seek> Check<'_, R> {
    pub(super) fn kept(
        &mut self,
        front: &Front,
        now: Option<&Checkpoint>,
        watch: &mut Watch,
    ) -> io::Result<()> {
        let entry = self.entry(names::KEPT)?;
        let mut reader = EntryReader::new(entry);
        let mut before = 0;
        loop {
            match reader.line(self.pack)? {
                Line::Text(line) => {
                    self.report.counts.checkpoints += 1;
                    one(line, front, now, &mut before, watch, &mut self.report);
                }
                Line::Broken(why) => {
                    self.report.counts.checkpoints += 1;
                    self.report.say(Code::KeptForm, names::KEPT, None, why);
                }
                Line::End => break,
            }
        }
        self.finish(entry, reader).map(drop)
    }
}

fn one(
    line: &str,
    front: &Front,
    now: Option<&Checkpoint>,
    before: &mut u64,
    watch: &mut Watch,
    report: &mut Report,
) {
    let nth = report.counts.checkpoints;
    let mut say = |code, what: &str| {
        report.say(code, names::KEPT, None, format!("line {nth}: {what}"));
    };
    let read = Kept::read(line).and_then(|(kept, proof)| {
        let (text, _) = note_parts(&kept.note).ok()?;
        let checkpoint = Checkpoint::from_text(text).ok()?;
        Some((kept, proof, checkpoint))
    });
    let Some((kept, proof, checkpoint)) = read else {
        say(Code::KeptForm, "this is not an earlier checkpoint");
        return;
    };
    let signed = front.key.open(&kept.note).is_ok() && checkpoint.origin == front.manifest.origin;
    if !signed {
        say(Code::KeptSignature, "it is not signed by this log");
    }
    if checkpoint.size <= *before || checkpoint.size >= front.manifest.size {
        say(
            Code::KeptOrder,
            "it is not after the one before it, or not before the pack's",
        );
    }
    *before = checkpoint.size.max(*before);
    let Some(now) = now else {
        return;
    };
    let (size, root) = (checkpoint.size, &checkpoint.root);
    if verify_consistency(size, root, now.size, &now.root, &proof).is_err() {
        say(
            Code::KeptProof,
            "its proof does not show that the pack's checkpoint holds it",
        );
    } else if signed {
        watch.see(&checkpoint);
    }
}
