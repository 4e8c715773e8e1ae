//! What the rules ask about an audit programme.

use super::Event;
use crate::envelope::Envelope;
use crate::ids::{PlanId, ProgrammeId, ScheduledId};
use crate::world::World;
use std::collections::BTreeMap;

/// How far a programme has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was agreed under this id.
    #[default]
    NotAgreed,
    /// Agreed; its year goes on.
    Agreed,
    /// Its year is over.
    Closed,
}

/// A planned audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The quarter it is planned for, 1 to 4.
    pub quarter: u8,
    /// Whether it was taken out of the programme.
    pub dropped: bool,
}

/// A shortfall the group knows of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortfall {
    /// How many audits stood in the programme then.
    pub planned: u32,
    /// How many of them had an approved report then.
    pub delivered: u32,
}

/// A programme after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// How many audits there have to be at the least.
    pub minimum: u32,
    /// The plan it serves.
    pub plan: Option<PlanId>,
    /// The planned audits, those that were dropped too.
    pub entries: BTreeMap<ScheduledId, Entry>,
    /// The shortfall that was acknowledged last.
    pub shortfall: Option<Shortfall>,
}

impl State {
    /// Whether it was agreed and its year goes on.
    pub fn is_open(&self) -> bool {
        self.phase == Phase::Agreed
    }

    /// A planned audit that was not dropped.
    pub fn standing(&self, scheduled: ScheduledId) -> Option<&Entry> {
        self.entries.get(&scheduled).filter(|entry| !entry.dropped)
    }

    /// How many audits stand in the programme.
    pub fn planned(&self) -> u32 {
        let standing = self.entries.values().filter(|entry| !entry.dropped);
        u32::try_from(standing.count()).unwrap_or(u32::MAX)
    }

    /// How many audits of the programme have an approved report. An abandoned one does not count.
    pub fn delivered(&self, id: ProgrammeId, world: &World) -> u32 {
        let standing = self.entries.keys().filter(|scheduled| {
            self.standing(**scheduled).is_some() && is_delivered(id, **scheduled, world)
        });
        u32::try_from(standing.count()).unwrap_or(u32::MAX)
    }

    /// The planned audits that are neither dropped nor have an approved report.
    pub fn outstanding<'a>(
        &'a self,
        id: ProgrammeId,
        world: &'a World,
    ) -> impl Iterator<Item = ScheduledId> + 'a {
        let standing = self.entries.iter().filter(|(_, entry)| !entry.dropped);
        standing
            .map(|(scheduled, _)| *scheduled)
            .filter(move |scheduled| !is_delivered(id, *scheduled, world))
    }
}

fn is_delivered(id: ProgrammeId, scheduled: ScheduledId, world: &World) -> bool {
    audits_of(id, scheduled, world).any(crate::audit::State::is_reported)
}

/// The audits that were commissioned for an entry.
pub(super) fn audits_of(
    id: ProgrammeId,
    scheduled: ScheduledId,
    world: &World,
) -> impl Iterator<Item = &crate::audit::State> {
    let audits = world.audits_of_programme.get(&id).into_iter().flatten();
    audits
        .filter_map(|audit| world.audits.get(audit))
        .filter(move |audit| {
            let entry = audit.scheduled.map(|of| of.scheduled);
            entry == Some(scheduled)
        })
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::ProgrammeAgreed { minimum, plan, .. } => {
            state.phase = Phase::Agreed;
            state.minimum = *minimum;
            state.plan = *plan;
        }
        Event::AuditScheduled {
            scheduled, quarter, ..
        } => {
            let entry = Entry {
                quarter: *quarter,
                dropped: false,
            };
            state.entries.insert(*scheduled, entry);
        }
        Event::AuditRescheduled { scheduled, to, .. } => {
            if let Some(entry) = state.entries.get_mut(scheduled) {
                entry.quarter = *to;
            }
        }
        Event::AuditDroppedFromProgramme { scheduled } => {
            if let Some(entry) = state.entries.get_mut(scheduled) {
                entry.dropped = true;
            }
        }
        Event::ProgrammeShortfallAcknowledged { planned, delivered } => {
            state.shortfall = Some(Shortfall {
                planned: *planned,
                delivered: *delivered,
            });
        }
        Event::ProgrammeClosed {} => state.phase = Phase::Closed,
    }
}
