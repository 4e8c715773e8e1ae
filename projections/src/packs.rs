//! Evidence packs: what was put together, for whom, and to whom it was handed over.

use crate::Models;
use crate::reference::{Stamp, TextRef};
use events::envelope::{Envelope, Moment};
use events::evidence_pack::{Chosen, Delivery, Event, Held, Withholding};
use events::ids::{EvidencePackId, InformationRequestId};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A pack that was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Released {
    /// When.
    pub at: Stamp,
    /// To whom.
    pub to: TextRef,
    /// How.
    pub how: Delivery,
}

/// One evidence pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// Which.
    pub id: EvidencePackId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// How many packs had been put together with it: its number.
    pub number: u64,
    /// When it was put together.
    pub assembled: Stamp,
    /// Whom it is for.
    pub recipient: TextRef,
    /// Under which request.
    pub request: TextRef,
    /// What it is for.
    pub purpose: TextRef,
    /// The information request of an inspection that it answers.
    pub information_request: Option<Uuid>,
    /// It shows what had been recorded by then.
    pub as_at: Moment,
    /// What of the record was chosen.
    pub chosen: Chosen,
    /// What was left out of it.
    pub withholding: Withholding,
    /// What it holds.
    pub held: Held,
    /// To whom it was handed over, oldest first.
    pub released: Vec<Released>,
    /// Its last event.
    pub last: Stamp,
}

impl Pack {
    /// What it is called.
    pub fn name(&self) -> String {
        format!("EP{}", self.number)
    }
}

/// Every evidence pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packs {
    all: BTreeMap<EvidencePackId, Box<Pack>>,
    in_order: Vec<EvidencePackId>,
}

impl Packs {
    /// One pack.
    pub fn get(&self, id: EvidencePackId) -> Option<&Pack> {
        self.all.get(&id).map(Box::as_ref)
    }

    /// Every pack, the latest first.
    pub fn latest_first(&self) -> impl Iterator<Item = &Pack> {
        self.in_order.iter().rev().filter_map(|id| self.get(*id))
    }

    /// The packs that answer an information request, the one put together first first.
    pub fn answering(&self, request: InformationRequestId) -> impl Iterator<Item = &Pack> {
        let all = self.in_order.iter().filter_map(|id| self.get(*id));
        all.filter(move |pack| pack.information_request == Some(request.0))
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.in_order.len()
    }

    /// Moves on by one event. Total: a fact cannot be refused.
    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let (id, at) = (EvidencePackId(envelope.stream.id), Stamp::of(envelope));
        match event {
            Event::EvidencePackAssembled {
                information_request,
                as_at,
                chosen,
                withholding,
                held,
                ..
            } => {
                if self.all.contains_key(&id) {
                    return;
                }
                self.in_order.push(id);
                let text = |field| TextRef::new(at.position, field);
                let pack = Pack {
                    id,
                    version: envelope.version,
                    number: self.in_order.len() as u64,
                    assembled: at,
                    recipient: text("/data/recipient"),
                    request: text("/data/request"),
                    purpose: text("/data/purpose"),
                    information_request: *information_request,
                    as_at: *as_at,
                    chosen: chosen.clone(),
                    withholding: withholding.clone(),
                    held: held.clone(),
                    released: Vec::new(),
                    last: at,
                };
                self.all.insert(id, Box::new(pack));
            }
            Event::PackReleased { how, .. } => {
                if let Some(pack) = self.all.get_mut(&id) {
                    pack.released.push(Released {
                        at,
                        to: TextRef::new(at.position, "/data/to"),
                        how: *how,
                    });
                    (pack.version, pack.last) = (envelope.version, at);
                }
            }
        }
    }
}

impl Models {
    /// What a pack is called.
    pub(crate) fn pack_name(&self, id: Uuid) -> String {
        let pack = self.packs.get(EvidencePackId(id));
        pack.map(Pack::name).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::{Log, id, words};
    use events::event::Event as Recorded;

    fn assembled() -> Event {
        Event::EvidencePackAssembled {
            recipient: words(),
            request: words(),
            purpose: words(),
            information_request: None,
            as_at: Moment::new("2026-05-01T09:00:00Z".parse().unwrap()),
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

    #[test]
    fn packs_are_numbered_as_they_were_put_together_and_remember_who_had_them() {
        let mut log = Log::new();
        for number in [7, 3] {
            let stream = id::<EvidencePackId>(number).into();
            log.add(stream, Recorded::EvidencePack(assembled()));
        }
        let released = Event::PackReleased {
            to: words(),
            how: Delivery::Portal,
        };
        let stream = id::<EvidencePackId>(7).into();
        let at = log.add(stream, Recorded::EvidencePack(released));
        let packs = &log.models.packs;
        let names: Vec<_> = packs.latest_first().map(Pack::name).collect();
        assert_eq!(names, ["EP2", "EP1"]);
        let first = packs.get(id(7)).unwrap();
        assert_eq!(first.released.first().unwrap().to.position, at);
        assert_eq!(log.models.label(stream).name, "EP1");
    }
}
