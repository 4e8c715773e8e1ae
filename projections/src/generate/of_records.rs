//! Events of erasures and legal holds.

use super::{Generator, sort, stream, text};
use events::erasure::{AskedBy, Authority, DestroyedKey, Event as Erasing, Exemption, Outcome};
use events::event::Event;
use events::ids::{KeyId, StreamId, StreamKind};
use events::legal_hold::{Event as Holding, HeldFor};
use uuid::Uuid;

impl Generator {
    /// A hold on an incident, and a request about its child.
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
        ]
    }

    pub(super) fn any_record(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(4);
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
