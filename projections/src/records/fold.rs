//! How records move on.

use super::{Erased, Erasure, Hold, Records, Refused, Requested, Reviewed};
use crate::reference::{Stamp, TextRef};
use events::envelope::Envelope;
use events::erasure::Event as OfErasure;
use events::event::Event;
use events::ids::{ErasureId, LegalHoldId};
use events::legal_hold::Event as OfHold;
use events::{account, audit, plan, practice_review, rapid_review, self_assessment};

impl Records {
    pub(crate) fn apply_erasure(&mut self, event: &OfErasure, envelope: &Envelope) {
        let id = ErasureId(envelope.stream.id);
        let one = self.erasures.entry(id).or_insert_with(|| Erasure {
            id,
            version: 0,
            reviewed: None,
            requested: None,
            refused: None,
            erased: None,
        });
        one.version = envelope.version;
        let (at, by) = (Stamp::of(envelope), envelope.actor.clone());
        let words = TextRef::new(envelope.position, "/data/words");
        match event {
            OfErasure::RetentionReviewed {
                of,
                outcome,
                keep_until,
                ..
            } => {
                one.reviewed = Some(Reviewed {
                    at,
                    of: *of,
                    outcome: *outcome,
                    keep_until: *keep_until,
                    words,
                    by,
                });
                self.reviewed.insert(*of, id);
            }
            OfErasure::ErasureRequested {
                things,
                asked_by,
                authority,
                ..
            } => {
                one.requested = Some(Requested {
                    at,
                    things: things.clone(),
                    asked_by: *asked_by,
                    authority: *authority,
                    words,
                    by,
                });
            }
            OfErasure::ErasureRequestRefused { exemption, .. } => {
                one.refused = Some(Refused {
                    at,
                    exemption: *exemption,
                    words,
                    by,
                });
            }
            OfErasure::PersonalDataErased {
                things,
                authority,
                keys_destroyed,
            } => {
                self.erased.extend(things.iter().map(|thing| (*thing, id)));
                one.erased = Some(Erased {
                    at,
                    things: things.clone(),
                    authority: *authority,
                    keys: keys_destroyed.clone(),
                    by,
                });
            }
        }
    }

    pub(crate) fn apply_hold(&mut self, event: &OfHold, envelope: &Envelope) {
        let id = LegalHoldId(envelope.stream.id);
        let words = TextRef::new(envelope.position, "/data/words");
        match event {
            OfHold::LegalHoldPlaced {
                things, held_for, ..
            } => {
                let hold = Hold {
                    id,
                    version: envelope.version,
                    things: things.clone(),
                    held_for: *held_for,
                    words,
                    placed: Stamp::of(envelope),
                    by: envelope.actor.clone(),
                    lifted: None,
                };
                self.holds.insert(id, hold);
            }
            OfHold::LegalHoldLifted { .. } => {
                if let Some(hold) = self.holds.get_mut(&id) {
                    hold.version = envelope.version;
                    hold.lifted = Some((Stamp::of(envelope), words));
                }
            }
        }
    }

    /// Notes when something was closed from which it is counted how long it is kept.
    pub(crate) fn note(&mut self, event: &Event, envelope: &Envelope) {
        let closes = matches!(
            event,
            Event::PracticeReview(practice_review::Event::ReviewClosed {})
                | Event::RapidReview(rapid_review::Event::RapidReviewClosed {})
                | Event::Audit(audit::Event::AuditClosed {} | audit::Event::AuditAbandoned {})
                | Event::SelfAssessment(self_assessment::Event::CampaignClosed {})
                | Event::Plan(plan::Event::PlanClosed { .. })
                | Event::Account(account::Event::AccountSuspended { .. })
        );
        let opens = matches!(
            event,
            Event::Account(account::Event::AccountRestored { .. })
                | Event::RapidReview(rapid_review::Event::DecisionReconsidered { .. })
        );
        if closes {
            self.closed.insert(envelope.stream, Stamp::of(envelope));
        } else if opens {
            self.closed.remove(&envelope.stream);
        }
    }
}
