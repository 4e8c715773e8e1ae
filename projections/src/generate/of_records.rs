//! Events of evidence packs, erasures and legal holds.

use super::{Generator, sort, stream, text};
use chrono::DateTime;
use events::envelope::Moment;
use events::erasure::{AskedBy, Authority, DestroyedKey, Event as Erasing, Exemption, Outcome};
use events::event::Event;
use events::evidence_pack::{Chosen, Delivery, Event as Packing, Held, Withholding};
use events::ids::{KeyId, StreamId, StreamKind};
use events::legal_hold::{Event as Holding, HeldFor};
use uuid::Uuid;

/// A pack of the whole record.
fn assembled() -> Packing {
    Packing::EvidencePackAssembled {
        recipient: text(69),
        request: text(70),
        purpose: text(71),
        information_request: None,
        as_at: Moment::new(DateTime::UNIX_EPOCH),
        chosen: Chosen::default(),
        withholding: Withholding::default(),
        held: Held {
            size: 12,
            manifest: "0f".repeat(32),
            events: 12,
            disclosed: 3,
            withheld: 0,
            erased: 0,
            files: 0,
        },
    }
}

impl Generator {
    /// A hold on an incident, a request about its child, and a pack.
    pub(super) fn first_records() -> Vec<(StreamId, Event)> {
        let placed = Holding::LegalHoldPlaced {
            things: vec![stream(StreamKind::SeriousIncident, sort::INCIDENT, 0)],
            held_for: HeldFor::Coroner,
            words: text(67),
        };
        let requested = Erasing::ErasureRequested {
            things: vec![stream(StreamKind::ReviewSubject, sort::SUBJECT, 0)],
            asked_by: AskedBy::Person,
            authority: Authority::Article17,
            words: text(68),
        };
        vec![
            (
                stream(StreamKind::LegalHold, sort::LEGAL_HOLD, 0),
                Event::LegalHold(placed),
            ),
            (
                stream(StreamKind::Erasure, sort::ERASURE, 0),
                Event::Erasure(requested),
            ),
            (
                stream(StreamKind::EvidencePack, sort::PACK, 0),
                Event::EvidencePack(assembled()),
            ),
        ]
    }

    pub(super) fn any_record(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(4);
        if self.dice.one_in(4) {
            let event = if self.dice.one_in(2) {
                assembled()
            } else {
                Packing::PackReleased {
                    to: text(72),
                    how: Delivery::Portal,
                }
            };
            let stream = stream(StreamKind::EvidencePack, sort::PACK, number);
            return (stream, Event::EvidencePack(event));
        }
        if self.dice.one_in(3) {
            let event = self.about_a_hold();
            let stream = stream(StreamKind::LegalHold, sort::LEGAL_HOLD, number);
            return (stream, Event::LegalHold(event));
        }
        let event = self.about_an_erasure();
        let stream = stream(StreamKind::Erasure, sort::ERASURE, number);
        (stream, Event::Erasure(event))
    }

    fn something(&mut self) -> StreamId {
        let number = self.dice.below(3);
        match self.dice.below(4) {
            0 => stream(StreamKind::ReviewSubject, sort::SUBJECT, number),
            1 => stream(StreamKind::AuditCase, sort::CASE, number),
            2 => stream(StreamKind::Audit, sort::AUDIT, number),
            _ => stream(StreamKind::SeriousIncident, sort::INCIDENT, number),
        }
    }

    fn about_an_erasure(&mut self) -> Erasing {
        let things = vec![self.something()];
        match self.dice.below(6) {
            0 => Erasing::RetentionReviewed {
                of: self.something(),
                outcome: Outcome::Keep,
                keep_until: Some(self.near(0, 60)),
                words: text(61),
            },
            1 => Erasing::RetentionReviewed {
                of: self.something(),
                outcome: Outcome::Erase,
                keep_until: None,
                words: text(62),
            },
            2 | 3 => Erasing::ErasureRequested {
                things,
                asked_by: AskedBy::Parent,
                authority: Authority::Article17,
                words: text(63),
            },
            4 => Erasing::ErasureRequestRefused {
                exemption: Exemption::LegalClaims,
                words: text(64),
            },
            _ => {
                let key = DestroyedKey {
                    key: KeyId(Uuid::from_u64_pair(98, self.dice.below(50))),
                    stream: self.something(),
                    scope: "stream".to_owned(),
                };
                Erasing::PersonalDataErased {
                    things,
                    authority: Authority::Article17,
                    keys_destroyed: vec![key],
                }
            }
        }
    }

    fn about_a_hold(&mut self) -> Holding {
        if self.dice.one_in(3) {
            return Holding::LegalHoldLifted { words: text(65) };
        }
        Holding::LegalHoldPlaced {
            things: vec![self.something()],
            held_for: HeldFor::Inquiry,
            words: text(66),
        }
    }
}
