//! Briefings: what they rest on, how far they have come, and which agencies passed them on.

use crate::Models;
use crate::audits::counted;
use crate::reference::{Page, PageOf, Stamp, TextRef};
use chrono::NaiveDate;
use events::briefing::{Event, Part, Passage, Source};
use events::envelope::Envelope;
use events::ids::{AgencyId, BriefingId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[cfg(test)]
mod tests;

/// How far a briefing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BriefingPhase {
    /// Drafted, and not cleared as it stands.
    Draft,
    /// Cleared as it stands.
    Cleared,
    /// Published.
    Published,
    /// Taken back.
    Withdrawn,
}

impl BriefingPhase {
    /// Every phase, in the order people meet them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Cleared, Self::Published, Self::Withdrawn];

    /// Its stable name, as it is written in answers and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Cleared => "cleared",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Cleared => "Cleared",
            Self::Published => "Published",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

/// What an agency's lead confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmed {
    /// When.
    pub at: Stamp,
    /// Which teams were reached.
    pub teams: Vec<String>,
    /// How many people.
    pub reached: u32,
    /// How.
    pub how: TextRef,
}

/// An agency that was asked to pass a briefing on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cascade {
    /// The agency.
    pub agency: AgencyId,
    /// When it was asked.
    pub asked: Stamp,
    /// By when its lead confirms.
    pub due: NaiveDate,
    /// What was confirmed, where it was.
    pub confirmed: Option<Confirmed>,
    /// Each time it was chased, oldest first.
    pub chased: Vec<Stamp>,
}

/// A briefing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Briefing {
    /// Which.
    pub id: BriefingId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was first drafted.
    pub drafted: Stamp,
    /// When it was written as it stands.
    pub written: Stamp,
    /// Everybody who wrote it, or part of it: none of them clears it.
    #[serde(skip)]
    pub drafters: BTreeSet<String>,
    /// Its reference, such as `B3 2026`.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// The code of its theme.
    pub theme: Option<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// Its words, by heading.
    pub parts: BTreeMap<Part, TextRef>,
    /// When it was cleared as it stands.
    pub cleared: Option<Stamp>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// For whom.
    pub audience: Option<String>,
    /// When it was taken back, and why.
    pub withdrawn: Option<(Stamp, Option<TextRef>)>,
    /// Which agencies were asked to pass it on.
    pub cascades: BTreeMap<AgencyId, Cascade>,
    /// Its last event.
    pub last: Stamp,
}

/// How far a briefing reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// How many agencies were asked.
    pub asked: u32,
    /// How many confirmed.
    pub confirmed: u32,
    /// How many did not confirm by their day, and still have not.
    pub overdue: u32,
    /// How many teams were reached.
    pub teams: u32,
    /// How many people were reached.
    pub people: u32,
}

/// An agency that has not confirmed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Outstanding<'a> {
    /// The briefing.
    pub briefing: &'a Briefing,
    /// What was asked.
    pub cascade: &'a Cascade,
    /// How many days past its day; 0 where it is not.
    pub days_late: i64,
}

/// Every briefing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Briefings {
    all: BTreeMap<BriefingId, Box<Briefing>>,
}

impl Briefing {
    /// How far it has come.
    pub const fn phase(&self) -> BriefingPhase {
        if self.withdrawn.is_some() {
            BriefingPhase::Withdrawn
        } else if self.published.is_some() {
            BriefingPhase::Published
        } else if self.cleared.is_some() {
            BriefingPhase::Cleared
        } else {
            BriefingPhase::Draft
        }
    }

    /// Whether it was ever published, withdrawn later or not.
    pub const fn was_published(&self) -> bool {
        self.published.is_some()
    }

    /// Whether it rests on a thing.
    pub fn rests_on(&self, source: Uuid) -> bool {
        self.sources.iter().any(|one| one.id == Some(source))
    }

    /// The agencies asked that have not confirmed; none where it was withdrawn.
    pub fn outstanding(&self) -> impl Iterator<Item = &Cascade> {
        let passed_on = self.phase() == BriefingPhase::Published;
        let all = self.cascades.values();
        all.filter(move |one| passed_on && one.confirmed.is_none())
    }

    /// How far it reached by a day.
    pub fn coverage(&self, today: NaiveDate) -> Coverage {
        let confirmed = || {
            self.cascades
                .values()
                .filter_map(|one| one.confirmed.as_ref())
        };
        let people = confirmed().map(|one| one.reached);
        Coverage {
            asked: counted(self.cascades.values()),
            confirmed: counted(confirmed()),
            overdue: counted(self.outstanding().filter(|one| one.due < today)),
            teams: counted(confirmed().flat_map(|one| &one.teams)),
            people: people.fold(0, u32::saturating_add),
        }
    }

    fn drafted(id: BriefingId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::BriefingDrafted {
            reference,
            title,
            theme,
            sources,
            parts,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            drafted: at,
            written: at,
            drafters: BTreeSet::new(),
            reference: reference.clone(),
            title: title.clone(),
            theme: theme.clone(),
            sources: sources.clone(),
            parts: words(parts, at),
            cleared: None,
            published: None,
            audience: None,
            withdrawn: None,
            cascades: BTreeMap::new(),
            last: at,
        })
    }

    fn wrote(&mut self, event: &Event, envelope: &Envelope) {
        let writes = matches!(
            event,
            Event::BriefingDrafted { .. } | Event::BriefingRedrafted { .. }
        );
        let user = envelope.actor.user().filter(|_| writes);
        self.drafters.extend(user.map(str::to_owned));
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::BriefingDrafted { .. } => {}
            Event::BriefingRedrafted {
                title,
                sources,
                parts,
            } => {
                self.title.clone_from(title);
                self.sources.clone_from(sources);
                self.parts = words(parts, at);
                (self.written, self.cleared) = (at, None);
            }
            Event::BriefingCleared {} => self.cleared = Some(at),
            Event::BriefingPublished { audience } => {
                (self.published, self.audience) = (Some(at), Some(audience.clone()));
            }
            Event::BriefingWithdrawn {} => {
                self.withdrawn = Some((at, TextRef::reason_of(envelope)));
            }
            Event::CascadeRequested { agency, due } => {
                let asked = Cascade {
                    agency: *agency,
                    asked: at,
                    due: *due,
                    confirmed: None,
                    chased: Vec::new(),
                };
                self.cascades.insert(*agency, asked);
            }
            Event::CascadeConfirmed {
                agency,
                teams,
                reached,
                ..
            } => {
                if let Some(cascade) = self.cascades.get_mut(agency) {
                    cascade.confirmed = Some(Confirmed {
                        at,
                        teams: teams.clone(),
                        reached: *reached,
                        how: TextRef::new(at.position, "/data/how"),
                    });
                }
            }
            Event::CascadeOverdue { agency, .. } => {
                if let Some(cascade) = self.cascades.get_mut(agency) {
                    cascade.chased.push(at);
                }
            }
        }
    }
}

fn words(parts: &[Passage], at: Stamp) -> BTreeMap<Part, TextRef> {
    let each = parts.iter().enumerate().map(|(index, passage)| {
        let words = TextRef::element(at.position, "parts", index, "words");
        (passage.part, words)
    });
    each.collect()
}

impl Briefings {
    /// One briefing.
    pub fn get(&self, id: BriefingId) -> Option<&Briefing> {
        self.all.get(&id).map(Box::as_ref)
    }

    /// Every briefing, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Briefing> {
        self.all.values().map(Box::as_ref)
    }

    /// Every briefing, the one that was drafted last first.
    pub fn latest_first(&self) -> Vec<&Briefing> {
        let mut all: Vec<_> = self.all().collect();
        all.sort_by_key(|one| std::cmp::Reverse((one.drafted.occurred_on, one.id)));
        all
    }

    /// The briefings that spread a thing, oldest first.
    pub fn spreading(&self, source: Uuid) -> impl Iterator<Item = &Briefing> {
        self.all().filter(move |one| one.rests_on(source))
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = BriefingId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = Briefing::drafted(id, event, at) {
            self.all.insert(id, Box::new(new));
        }
        if let Some(known) = self.all.get_mut(&id) {
            (known.version, known.last) = (envelope.version, at);
            known.wrote(event, envelope);
            known.apply(event, envelope, at);
        }
    }
}

/// Which briefings are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BriefingFilter {
    /// Standing so; all where empty.
    pub phases: Vec<BriefingPhase>,
    /// On the theme with this code, or one that it stands for now.
    pub theme: Option<String>,
    /// This agency was asked to pass it on.
    pub agency: Option<AgencyId>,
    /// Some agency is late in confirming.
    pub overdue: bool,
}

impl Models {
    /// The briefings wanted, the one that was drafted last first.
    pub fn list_briefings(
        &self,
        filter: &BriefingFilter,
        page: PageOf,
        today: NaiveDate,
    ) -> Page<&Briefing> {
        let mut wanted = self.briefings.latest_first();
        wanted.retain(|one| self.wants_briefing(filter, one, today));
        Page::cut(wanted, page, |one| one)
    }

    fn wants_briefing(&self, filter: &BriefingFilter, one: &Briefing, today: NaiveDate) -> bool {
        let on_theme = |code: &String| self.is_on_theme(one.theme.as_deref(), code);
        (filter.phases.is_empty() || filter.phases.contains(&one.phase()))
            && filter.theme.as_ref().is_none_or(on_theme)
            && filter
                .agency
                .is_none_or(|id| one.cascades.contains_key(&id))
            && (!filter.overdue || one.outstanding().any(|cascade| cascade.due < today))
    }

    /// The agencies that have not confirmed yet, of one agency or of all: the earliest due first.
    pub fn cascades_outstanding(
        &self,
        agency: Option<AgencyId>,
        today: NaiveDate,
    ) -> Vec<Outstanding<'_>> {
        let each = self.briefings.all().flat_map(|briefing| {
            let waited = briefing.outstanding();
            waited.map(move |cascade| Outstanding {
                briefing,
                cascade,
                days_late: (today - cascade.due).num_days().max(0),
            })
        });
        let wanted = each.filter(|one| agency.is_none_or(|known| known == one.cascade.agency));
        let mut all: Vec<_> = wanted.collect();
        all.sort_by_key(|one| (one.cascade.due, one.briefing.id, one.cascade.agency));
        all
    }

    /// What an agency confirmed, the latest first.
    pub fn cascades_confirmed(&self, agency: AgencyId) -> Vec<(&Briefing, &Confirmed)> {
        let each = self.briefings.all().filter_map(|briefing| {
            let cascade = briefing.cascades.get(&agency)?;
            cascade.confirmed.as_ref().map(|known| (briefing, known))
        });
        let mut all: Vec<_> = each.collect();
        all.sort_by_key(|(_, known)| std::cmp::Reverse(known.at.position));
        all
    }
}
