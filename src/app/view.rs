//! What is read: the models now, or as they stood at a past moment; all of them for the product
//! itself, and as much as a reader reaches for everybody else.

use super::App;
use super::engine::decode;
use super::partial::Key;
use events::envelope::{Envelope, Moment};
use events::event::Recorded;
use events::everywhere::Sight;
use events::ids::{MeetingId, StreamKind};
use events::log::{Disclosed, FileError, ReadError, Stored};
use projections::evidence::Evidence;
use projections::meetings::Paper;
use projections::{Models, TextRef};
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLockReadGuard};
use zeroize::Zeroizing;

/// How many past moments are kept folded for readers.
const PAST_MOMENTS_KEPT: usize = 4;

/// How many events are read from the log at once.
const READ_BATCH: usize = 1024;

/// A moment somebody looks at the record: now, or a past one; all of it, or a part.
pub enum View<'a> {
    /// Everything, now.
    Live(RwLockReadGuard<'a, Models>),
    /// A past moment, or a part, folded into a copy of its own.
    Copy(Arc<Models>),
}

impl Deref for View<'_> {
    type Target = Models;
    fn deref(&self) -> &Models {
        match self {
            Self::Live(models) => models,
            Self::Copy(models) => models,
        }
    }
}

/// The words of a text, as far as one reader may have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The words.
    Words(String),
    /// They were erased by law.
    Erased,
    /// The master key is not here.
    Sealed,
    /// They are for other roles.
    Withheld,
}

impl Told {
    /// The words for a file, which cannot show why they are missing but must say that they are.
    pub fn in_a_file(self) -> String {
        match self {
            Self::Words(words) => words,
            Self::Erased => "[erased by law]".to_owned(),
            Self::Sealed => "[could not be read]".to_owned(),
            Self::Withheld => "[withheld]".to_owned(),
        }
    }
}

impl From<Disclosed> for Told {
    fn from(disclosed: Disclosed) -> Self {
        match disclosed {
            Disclosed::Words(words) => Self::Words(words),
            Disclosed::Erased => Self::Erased,
            Disclosed::Sealed => Self::Sealed,
        }
    }
}

/// The record as one reader sees it. Pages and the interface read through this and nothing else.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub(super) app: &'a App,
    pub(super) sight: &'a Sight,
}

impl<'a> Seen<'a> {
    /// The whole record, for what is not told to the reader.
    pub const fn app(self) -> &'a App {
        self.app
    }

    /// The models now, or as at a past moment of recorded time, with what the reader reaches.
    ///
    /// # Errors
    /// When the log cannot be read back.
    pub fn view(self, as_at: Option<Moment>) -> Result<View<'a>, ReadError> {
        if !self.sight.reaches_everything() {
            let key = Key {
                sight: self.sight.clone(),
                as_at,
            };
            return self.app.part(key);
        }
        self.app.whole(self.app.live(), as_at)
    }

    /// The event at a position, where it is in what the reader sees.
    ///
    /// # Errors
    /// When it is not, or it cannot be read.
    pub fn event(self, seen: &Models, position: u64) -> Result<Arc<Stored>, ReadError> {
        if seen.trail.recorded_at(position).is_none() {
            return Err(ReadError::NoSuchPosition {
                position,
                size: seen.trail.len() as u64,
            });
        }
        self.app.log().event(position)
    }

    /// The words of a text that stands in what the reader sees, as far as they may have them.
    ///
    /// # Errors
    /// When there is no such text, or it cannot be read.
    pub fn text(self, text: &TextRef) -> Result<Told, ReadError> {
        self.text_of(&*self.app.log().event(text.position)?, &text.field)
    }

    /// The words of one field of an event the reader reaches.
    ///
    /// # Errors
    /// When the event has no such field, or the sealed text is damaged.
    pub fn text_of(self, event: &Stored, field: &str) -> Result<Told, ReadError> {
        if !self.may_read(event, field) {
            return Ok(Told::Withheld);
        }
        self.app.log().text_of(event, field).map(Told::from)
    }

    /// The bytes of the file of a piece of evidence that stands in what the reader sees; none where
    /// they are for other roles.
    ///
    /// # Errors
    /// When there is no such file, or it was erased, is missing or damaged.
    pub fn file(self, piece: &Evidence) -> Result<Option<Zeroizing<Vec<u8>>>, FileError> {
        let cleared = self.sight.cleared_for(piece.lodged_as);
        cleared.then(|| self.app.file(piece.id)).transpose()
    }

    /// The bytes of a paper that stands in what the reader sees; none where they are for other
    /// roles.
    ///
    /// # Errors
    /// When there is no such file, or it was erased, is missing or damaged.
    pub fn paper(
        self,
        meeting: MeetingId,
        paper: &Paper,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, FileError> {
        let cleared = self.sight.cleared_for(paper.frozen_as);
        cleared
            .then(|| self.app.file((meeting, paper.id)))
            .transpose()
    }

    /// Whether the reader may have what an event says beside its words: an auditor of the log has
    /// every leaf, as it proves the record and holds no narrative.
    pub fn has_data(self, envelope: &Envelope) -> bool {
        let (kind, classification) = (envelope.stream.kind, envelope.classification);
        self.sight.clearance().is_none() || self.sight.cleared_in(kind, classification)
    }

    /// Whether the reader may have the narrative of an event they reach.
    pub fn may_have_words(self, envelope: &Envelope) -> bool {
        self.sight.reads(envelope, "/data")
            || event_says_whose(envelope.stream.kind)
                && self
                    .app
                    .log()
                    .event(envelope.position)
                    .is_ok_and(|event| self.may_read(&event, "/data"))
    }

    /// Only of a case of an audit, of a practice review and of an inspection does it matter what an
    /// event says: whose return it is, who was asked, and who has to act.
    fn may_read(self, event: &Stored, field: &str) -> bool {
        let envelope = &event.envelope;
        self.sight.reads(envelope, field)
            || event_says_whose(envelope.stream.kind)
                && decode(event)
                    .is_ok_and(|known| self.sight.reads_event(envelope, &known.event, field))
    }
}

/// Whether it takes the event itself to tell whose words they are.
const fn event_says_whose(kind: StreamKind) -> bool {
    matches!(
        kind,
        StreamKind::AuditCase | StreamKind::PracticeReview | StreamKind::Inspection
    )
}

impl App {
    /// The record as one reader sees it.
    pub const fn seen<'a>(&'a self, sight: &'a Sight) -> Seen<'a> {
        Seen { app: self, sight }
    }

    /// Everything, now: for the product itself, never for a page.
    pub fn live(&self) -> RwLockReadGuard<'_, Models> {
        self.models.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything: now, as it is held, or as at a moment.
    pub(super) fn whole<'a>(
        &'a self,
        live: RwLockReadGuard<'a, Models>,
        as_at: Option<Moment>,
    ) -> Result<View<'a>, ReadError> {
        let Some(moment) = as_at else {
            return Ok(View::Live(live));
        };
        drop(live);
        self.past(moment).map(View::Copy)
    }

    /// Everything as at a moment.
    fn past(&self, moment: Moment) -> Result<Arc<Models>, ReadError> {
        let mut kept = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, models)) = kept.iter().find(|(at, _)| *at == moment) {
            return Ok(Arc::clone(models));
        }
        let mut models = self.nearest(&kept, moment);
        let from = models.last().map_or(1, |last| last.position + 1);
        self.each(
            from,
            Some(moment),
            |_| true,
            |recorded| models.apply(recorded),
        )?;
        let models = Arc::new(models);
        // A moment that has not passed yet may still get events, so it is not kept.
        if self.has_passed(moment) {
            if kept.len() >= PAST_MOMENTS_KEPT {
                kept.remove(0);
            }
            kept.push((moment, Arc::clone(&models)));
        }
        Ok(models)
    }

    /// A copy of the latest models that are at hand and have nothing in them recorded after a
    /// moment: of now, of a moment somebody looked at, or of one of the stages.
    ///
    /// Whoever asks may hold the models of now already, so they are looked at only where nobody
    /// has to wait for them.
    fn nearest(&self, kept: &[(Moment, Arc<Models>)], moment: Moment) -> Models {
        let now = self.models.try_read().ok();
        let now = now.filter(|now| now.last().is_none_or(|last| last.recorded_at <= moment));
        if let Some(now) = now {
            return now.clone();
        }
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let stage = stages.before(moment).cloned();
        drop(stages);
        let looked_at = kept.iter().filter(|(at, _)| *at <= moment);
        let known = looked_at.map(|(_, models)| models).chain(&stage);
        let nearest = known.max_by_key(|models| models.last().map(|last| last.position));
        nearest.map_or_else(Models::default, |models| Models::clone(models))
    }

    pub(super) fn has_passed(&self, moment: Moment) -> bool {
        moment.utc() < self.clock.now()
    }

    /// Gives every event from a position on that is `wanted` by its envelope and was recorded up
    /// to a moment, oldest first. Only those are decoded.
    pub(super) fn each(
        &self,
        mut from: u64,
        until: Option<Moment>,
        wanted: impl Fn(&Envelope) -> bool,
        mut visit: impl FnMut(&Recorded),
    ) -> Result<(), ReadError> {
        loop {
            let batch = self.log.read(from, READ_BATCH)?;
            if batch.is_empty() {
                return Ok(());
            }
            for stored in &batch {
                if until.is_some_and(|moment| stored.envelope.recorded_at > moment) {
                    return Ok(());
                }
                from = stored.position() + 1;
                if !wanted(&stored.envelope) {
                    continue;
                }
                let recorded = decode(stored).map_err(|fault| ReadError::Damaged {
                    position: stored.position(),
                    message: fault.to_string(),
                })?;
                visit(&recorded);
            }
        }
    }
}
