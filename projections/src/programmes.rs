//! Audit programmes: what a year set out to look at, what became of each entry, and whether the
//! year keeps its pace.

use crate::Models;
use crate::audits::{Audit, AuditStage};
use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::action::Owner;
use events::audit::{AuditKind, ScheduledRef};
use events::audit_programme::Event;
use events::envelope::Envelope;
use events::ids::{GroupId, PlanId, PriorityId, ProgrammeId, ScheduledId};
use serde::Serialize;
use std::collections::BTreeMap;

#[cfg(test)]
mod tests;

/// Every year's programme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Programmes {
    all: BTreeMap<ProgrammeId, Programme>,
}

/// A planned audit that went to another quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// When.
    pub at: Stamp,
    /// The quarter before.
    pub from: u8,
    /// The quarter after.
    pub to: u8,
    /// Why.
    pub reason: Option<TextRef>,
}

/// One planned audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Which.
    pub id: ScheduledId,
    /// When it was planned.
    pub at: Stamp,
    /// What kind of audit.
    pub kind: AuditKind,
    /// The code of its theme.
    pub theme: String,
    /// What it will look at.
    pub title: TextRef,
    /// The quarter it stands in now, 1 to 4.
    pub quarter: u8,
    /// How it moved, oldest first.
    pub moves: Vec<Move>,
    /// Who leads it.
    pub lead: Owner,
    /// The plan's priority it serves.
    pub priority: Option<PriorityId>,
    /// When it was dropped, and why.
    pub dropped: Option<(Stamp, Option<TextRef>)>,
}

/// A shortfall the group knows of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shortfall {
    /// When it was acknowledged.
    pub at: Stamp,
    /// How many audits stood in the programme then.
    pub planned: u32,
    /// How many of them had an approved report then.
    pub delivered: u32,
    /// Why.
    pub reason: Option<TextRef>,
}

/// One year's programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// Which.
    pub id: ProgrammeId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was agreed.
    pub agreed: Stamp,
    /// What the year is called.
    pub title: String,
    /// First day.
    pub starts: NaiveDate,
    /// Last day.
    pub ends: NaiveDate,
    /// How many audits there have to be at the least.
    pub minimum: u32,
    /// Why fewer were planned than that, where the agreement gave a reason.
    pub reason: Option<TextRef>,
    /// The plan it serves.
    pub plan: Option<PlanId>,
    /// The group that agreed it.
    pub agreed_by: Option<GroupId>,
    /// Its entries in the order they were planned, those that were dropped too.
    pub entries: Vec<Entry>,
    /// The shortfall that was acknowledged last.
    pub shortfall: Option<Shortfall>,
    /// When the year was closed.
    pub closed: Option<Stamp>,
    /// Its last event.
    pub last: Stamp,
}

impl Programmes {
    /// One year's programme.
    pub fn get(&self, id: ProgrammeId) -> Option<&Programme> {
        self.all.get(&id)
    }

    /// Every programme, the latest year first.
    pub fn latest_first(&self) -> Vec<&Programme> {
        let mut all: Vec<_> = self.all.values().collect();
        all.sort_by_key(|one| std::cmp::Reverse((one.starts, one.id)));
        all
    }

    /// The programme whose year a day falls in; the one agreed last where several do.
    pub fn on(&self, day: NaiveDate) -> Option<&Programme> {
        let running = self.all.values();
        let running = running.filter(|one| one.starts <= day && day <= one.ends);
        running.max_by_key(|one| one.agreed.position)
    }

    /// Moves on by one event. Total: a fact cannot be refused.
    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = ProgrammeId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Event::ProgrammeAgreed { starts, ends, .. } = event {
            let new = || Programme::new(id, *starts, *ends, at);
            self.all.entry(id).or_insert_with(new);
        }
        if let Some(one) = self.all.get_mut(&id) {
            (one.version, one.last) = (envelope.version, at);
            one.apply(event, envelope, at);
        }
    }
}

impl Programme {
    const fn new(id: ProgrammeId, starts: NaiveDate, ends: NaiveDate, at: Stamp) -> Self {
        Self {
            id,
            version: 0,
            agreed: at,
            title: String::new(),
            starts,
            ends,
            minimum: 0,
            reason: None,
            plan: None,
            agreed_by: None,
            entries: Vec::new(),
            shortfall: None,
            closed: None,
            last: at,
        }
    }

    /// One entry.
    pub fn entry(&self, id: ScheduledId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// How many audits should have been reported by a day: the minimum times the share of the
    /// year that is over, in whole audits, rounded down. A day counts once it is over, so nothing
    /// is expected on the first day, and the whole minimum from the day after the last one.
    pub fn expected_by(&self, day: NaiveDate) -> u32 {
        let year = (self.ends - self.starts)
            .num_days()
            .saturating_add(1)
            .max(1);
        let over = (day - self.starts).num_days().clamp(0, year);
        let expected = i64::from(self.minimum).saturating_mul(over) / year;
        u32::try_from(expected).unwrap_or(self.minimum)
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let reason = || TextRef::reason_of(envelope);
        match event {
            Event::ProgrammeAgreed {
                title,
                starts,
                ends,
                minimum,
                plan,
                agreed_by,
            } => {
                self.title.clone_from(title);
                (self.starts, self.ends, self.minimum) = (*starts, *ends, *minimum);
                (self.plan, self.agreed_by, self.reason) = (*plan, *agreed_by, reason());
            }
            Event::AuditScheduled { scheduled, .. } => {
                self.entries.retain(|entry| entry.id != *scheduled);
                self.entries.extend(Entry::of(event, at));
            }
            Event::AuditRescheduled {
                scheduled,
                from,
                to,
            } => {
                let (from, to, reason) = (*from, *to, reason());
                self.change(*scheduled, |entry| {
                    entry.quarter = to;
                    let moved = Move {
                        at,
                        from,
                        to,
                        reason,
                    };
                    entry.moves.push(moved);
                });
            }
            Event::AuditDroppedFromProgramme { scheduled } => {
                let reason = reason();
                self.change(*scheduled, |entry| entry.dropped = Some((at, reason)));
            }
            Event::ProgrammeShortfallAcknowledged { planned, delivered } => {
                self.shortfall = Some(Shortfall {
                    at,
                    planned: *planned,
                    delivered: *delivered,
                    reason: reason(),
                });
            }
            Event::ProgrammeClosed {} => self.closed = Some(at),
        }
    }

    fn change(&mut self, id: ScheduledId, change: impl FnOnce(&mut Entry)) {
        let known = self.entries.iter_mut().find(|entry| entry.id == id);
        if let Some(entry) = known {
            change(entry);
        }
    }
}

impl Entry {
    fn of(event: &Event, at: Stamp) -> Option<Self> {
        let Event::AuditScheduled {
            scheduled,
            kind,
            theme,
            title: _,
            quarter,
            lead,
            priority,
        } = event
        else {
            return None;
        };
        Some(Self {
            id: *scheduled,
            at,
            kind: *kind,
            theme: theme.clone(),
            title: TextRef::new(at.position, "/data/title"),
            quarter: *quarter,
            moves: Vec::new(),
            lead: lead.clone(),
            priority: *priority,
            dropped: None,
        })
    }
}

/// An entry, and the audit that was commissioned for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryView<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The audit commissioned for it last that was not given up, or else the last one.
    pub audit: Option<&'a Audit>,
    /// How far that audit is.
    pub stage: Option<AuditStage>,
}

/// A programme in numbers. All are counted from the entries that were not dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ProgrammeCounts {
    /// How many audits there have to be at the least.
    pub minimum: u32,
    /// How many stand in the programme.
    pub planned: u32,
    /// How many entries were dropped.
    pub dropped: u32,
    /// For how many an audit was commissioned that was not given up.
    pub commissioned: u32,
    /// How many have an approved report.
    pub reported: u32,
}

/// Whether the year keeps its pace on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// The day.
    pub on: NaiveDate,
    /// How many audits should have been reported: see [`Programme::expected_by`].
    pub expected: u32,
    /// How many were.
    pub reported: u32,
}

impl Pace {
    /// By how many audits the year is behind.
    pub const fn behind(self) -> u32 {
        self.expected.saturating_sub(self.reported)
    }
}

/// Everything the page of a year shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeView<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Its entries by quarter, and within one in the order they were planned.
    pub entries: Vec<EntryView<'a>>,
    /// It in numbers.
    pub counts: ProgrammeCounts,
    /// Its pace.
    pub pace: Pace,
}

impl EntryView<'_> {
    /// Whether its audit has an approved report.
    pub fn is_reported(&self) -> bool {
        self.stage.is_some_and(AuditStage::is_reported)
    }

    /// Whether an audit is commissioned for it that was not given up.
    pub fn is_commissioned(&self) -> bool {
        self.stage.is_some_and(|at| at != AuditStage::Abandoned)
    }

    /// Whether its audit is being made.
    pub fn is_under_way(&self) -> bool {
        self.stage.is_some_and(AuditStage::is_under_way)
    }

    /// Whether it stands in the programme and waits for an approved report.
    pub fn is_outstanding(&self) -> bool {
        self.entry.dropped.is_none() && !self.is_reported()
    }
}

impl ProgrammeView<'_> {
    /// The entries that wait for an approved report.
    pub fn outstanding(&self) -> impl Iterator<Item = &EntryView<'_>> {
        self.entries.iter().filter(|view| view.is_outstanding())
    }

    /// How many reports are missing to the minimum.
    pub const fn short(&self) -> u32 {
        self.counts.minimum.saturating_sub(self.counts.reported)
    }

    /// Whether the minimum was reached, or a shortfall at least as large is acknowledged.
    pub fn is_accounted_for(&self) -> bool {
        let known = self.programme.shortfall.as_ref();
        let known = known.is_some_and(|known| known.delivered <= self.counts.reported);
        self.short() == 0 || known
    }

    /// Whether the year can be closed.
    pub fn can_close(&self) -> bool {
        let open = self.programme.closed.is_none();
        open && self.is_accounted_for() && self.outstanding().next().is_none()
    }
}

impl Models {
    /// Everything the page of a year shows on a day.
    pub fn programme(&self, id: ProgrammeId, today: NaiveDate) -> Option<ProgrammeView<'_>> {
        let programme = self.programmes.get(id)?;
        let view = |entry| self.entry_view(id, entry);
        let mut entries: Vec<_> = programme.entries.iter().map(view).collect();
        entries.sort_by_key(|view| view.entry.quarter);
        let counts = ProgrammeCounts::of(programme, &entries);
        let pace = Pace {
            on: today,
            expected: programme.expected_by(today),
            reported: counts.reported,
        };
        Some(ProgrammeView {
            programme,
            entries,
            counts,
            pace,
        })
    }

    fn entry_view<'a>(&'a self, programme: ProgrammeId, entry: &'a Entry) -> EntryView<'a> {
        let scheduled = entry.id;
        let of = ScheduledRef {
            programme,
            scheduled,
        };
        let audits = self.audits.of_entry(of);
        let audit = audits.max_by_key(|one| (one.abandoned.is_none(), one.commissioned.position));
        EntryView {
            entry,
            audit,
            stage: audit.and_then(|audit| self.audits.stage(audit.id)),
        }
    }
}

impl ProgrammeCounts {
    fn of(programme: &Programme, entries: &[EntryView<'_>]) -> Self {
        let mut counts = Self {
            minimum: programme.minimum,
            ..Self::default()
        };
        for view in entries {
            if view.entry.dropped.is_some() {
                counts.dropped += 1;
                continue;
            }
            counts.planned += 1;
            counts.commissioned += u32::from(view.is_commissioned());
            counts.reported += u32::from(view.is_reported());
        }
        counts
    }
}
