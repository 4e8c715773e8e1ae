//! What the child death overview panel passed on, year by year. Bands and general words only.

use crate::reference::{Stamp, TextRef};
use crate::small_numbers::SHOWN_FROM;
use events::child_death_learning::{Band, Event, Factor, Period};
use events::envelope::Envelope;
use events::ids::{AgencyId, ChildDeathLearningId, EvidenceId, RecommendationId};
use serde::Serialize;
use std::collections::BTreeMap;

// A count that is not shown anywhere else lies in the lowest band, and in no other.
const _: () = assert!(Band::FiveToNine.least() == SHOWN_FROM);

/// What several deaths had in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learned {
    /// When it was received.
    pub at: Stamp,
    /// In which period the deaths were reviewed.
    pub period: Period,
    /// What they had in common.
    pub factor: Factor,
    /// In how many it was seen.
    pub deaths_band: Band,
    /// What is to be learned.
    pub learning: TextRef,
}

/// What the panel recommended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommended {
    /// When it was received.
    pub at: Stamp,
    /// What it asks for.
    pub words: TextRef,
    /// Of whom.
    pub addressees: Vec<AgencyId>,
    /// The partnership's own recommendation made of it.
    pub recommendation: Option<RecommendationId>,
}

/// Deaths referred for safeguarding consideration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Referred {
    /// When it was recorded.
    pub at: Stamp,
    /// In which period.
    pub period: Period,
    /// How many.
    pub band: Band,
    /// What became of it in general.
    pub considered: TextRef,
}

/// The panel's yearly report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// When it was received.
    pub at: Stamp,
    /// What it is called.
    pub title: String,
    /// How many deaths were reviewed.
    pub reviewed_band: Band,
    /// In how many of them something could have been changed.
    pub modifiable_band: Band,
    /// What it says to the partnership.
    pub says: TextRef,
    /// The report itself.
    pub evidence: Option<EvidenceId>,
}

/// A year of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeathYear {
    /// Which.
    pub id: ChildDeathLearningId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was opened.
    pub opened: Stamp,
    /// What it is called.
    pub title: String,
    /// The year.
    pub year: Period,
    /// What the panel is called.
    pub panel: String,
    /// What several deaths had in common, as it was received.
    pub learned: Vec<Learned>,
    /// What the panel recommended, as it was received.
    pub recommended: Vec<Recommended>,
    /// Deaths referred for safeguarding consideration, as it was recorded.
    pub referred: Vec<Referred>,
    /// The yearly report.
    pub report: Option<Report>,
    /// Its last event.
    pub last: Stamp,
}

/// Every year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChildDeaths {
    all: BTreeMap<ChildDeathLearningId, Box<DeathYear>>,
}

impl DeathYear {
    fn opened(id: ChildDeathLearningId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::ChildDeathYearOpened { title, year, panel } = event else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            opened: at,
            title: title.clone(),
            year: *year,
            panel: panel.clone(),
            learned: Vec::new(),
            recommended: Vec::new(),
            referred: Vec::new(),
            report: None,
            last: at,
        })
    }

    fn apply(&mut self, event: &Event, at: Stamp) {
        let words = |field| TextRef::new(at.position, field);
        match event {
            Event::ChildDeathYearOpened { .. } => {}
            Event::CdopLearningReceived {
                period,
                factor,
                deaths_band,
                ..
            } => self.learned.push(Learned {
                at,
                period: *period,
                factor: *factor,
                deaths_band: *deaths_band,
                learning: words("/data/learning"),
            }),
            Event::CdopRecommendationReceived {
                addressees,
                recommendation,
                ..
            } => self.recommended.push(Recommended {
                at,
                words: words("/data/words"),
                addressees: addressees.clone(),
                recommendation: *recommendation,
            }),
            Event::DeathReferredForSafeguardingConsideration {
                period,
                referred_band,
                ..
            } => self.referred.push(Referred {
                at,
                period: *period,
                band: *referred_band,
                considered: words("/data/considered"),
            }),
            Event::CdopAnnualReportReceived {
                title,
                reviewed_band,
                modifiable_band,
                evidence,
                ..
            } => {
                self.report = Some(Report {
                    at,
                    title: title.clone(),
                    reviewed_band: *reviewed_band,
                    modifiable_band: *modifiable_band,
                    says: words("/data/says"),
                    evidence: *evidence,
                });
            }
        }
    }
}

impl ChildDeaths {
    /// One year.
    pub fn get(&self, id: ChildDeathLearningId) -> Option<&DeathYear> {
        self.all.get(&id).map(Box::as_ref)
    }

    /// Every year, the latest first.
    pub fn latest_first(&self) -> Vec<&DeathYear> {
        let mut all: Vec<_> = self.all.values().map(Box::as_ref).collect();
        all.sort_by_key(|one| std::cmp::Reverse((one.year.from, one.id)));
        all
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = ChildDeathLearningId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = DeathYear::opened(id, event, at) {
            self.all.insert(id, Box::new(new));
        }
        if let Some(known) = self.all.get_mut(&id) {
            (known.version, known.last) = (envelope.version, at);
            known.apply(event, at);
        }
    }
}
