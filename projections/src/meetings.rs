//! Meetings: who was there, what was decided, and what came of it.

use crate::evidence::File;
use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::envelope::{Classification, DecidedIn, Envelope, Moment};
use events::ids::{AgencyId, DecisionId, GroupId, MeetingId, PaperId, StreamId};
use events::meeting::{Attendance, Event};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every meeting, and what was decided in which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meetings {
    pub(crate) all: BTreeMap<MeetingId, Meeting>,
    pub(crate) decisions: BTreeMap<DecisionId, MeetingId>,
    pub(crate) outcomes: BTreeMap<MeetingId, Arc<Vec<Decided>>>,
}

/// An event elsewhere that says it was decided in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Decided {
    /// The thing that changed.
    pub stream: StreamId,
    /// The event's place in the log.
    pub position: u64,
    /// Which decision, where it is named.
    pub decision: Option<DecisionId>,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meeting {
    /// Which.
    pub id: MeetingId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// The group.
    pub group: GroupId,
    /// The day it met, or should have met.
    pub on: NaiveDate,
    /// Whether enough agencies were there.
    pub quorate: bool,
    /// Who was there.
    pub attendance: Vec<Attendance>,
    /// Why it was not held.
    pub cancelled: Option<(Stamp, Option<TextRef>)>,
    /// Its decisions, in the order made.
    pub decisions: Vec<Decision>,
    /// The papers it read, as they were frozen, in the order frozen.
    pub papers: Vec<Paper>,
    /// When its minutes were agreed.
    pub minutes_approved: Option<Stamp>,
    /// Its first event.
    pub recorded: Stamp,
    /// Its last event.
    pub last: Stamp,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Which.
    pub id: DecisionId,
    /// When.
    pub at: Stamp,
    /// What was decided.
    pub text: TextRef,
    /// Why.
    pub rationale: TextRef,
    /// Who did not agree, and what they said.
    pub dissent: Vec<(AgencyId, TextRef)>,
    /// Whether a later meeting has to ratify it.
    pub subject_to_ratification: bool,
    /// When it was ratified, and in which meeting.
    pub ratified: Option<(Stamp, Option<DecidedIn>)>,
    /// When it was rescinded, and why.
    pub rescinded: Option<(Stamp, Option<TextRef>)>,
}

/// A paper, frozen as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// Which.
    pub id: PaperId,
    /// Its title.
    pub title: String,
    /// What it tells had been recorded by this moment.
    pub as_at: Moment,
    /// When it was frozen, and by whom.
    pub frozen: Stamp,
    /// How openly its file may be shown.
    #[serde(skip)]
    pub frozen_as: Classification,
    /// The file kept beside the log.
    pub file: File,
}

impl Decision {
    /// Whether it stands: made, ratified where it had to be, and not rescinded.
    pub fn stands(&self) -> bool {
        self.rescinded.is_none() && (!self.subject_to_ratification || self.ratified.is_some())
    }
}

impl Meetings {
    /// One meeting.
    pub fn get(&self, id: MeetingId) -> Option<&Meeting> {
        self.all.get(&id)
    }

    /// Every meeting, the latest day first.
    pub fn latest_first(&self) -> Vec<&Meeting> {
        let mut all: Vec<_> = self.all.values().collect();
        all.sort_by_key(|meeting| std::cmp::Reverse((meeting.on, meeting.id)));
        all
    }

    /// A decision and its meeting.
    pub fn decision(&self, id: DecisionId) -> Option<(&Meeting, &Decision)> {
        let meeting = self.all.get(self.decisions.get(&id)?)?;
        let decision = meeting.decisions.iter().find(|known| known.id == id)?;
        Some((meeting, decision))
    }

    /// What was recorded elsewhere as decided in a meeting, oldest first.
    pub fn came_of(&self, id: MeetingId) -> &[Decided] {
        self.outcomes.get(&id).map_or(&[], |known| known)
    }

    /// A paper of a meeting.
    pub fn paper(&self, meeting: MeetingId, id: PaperId) -> Option<&Paper> {
        let papers = &self.all.get(&meeting)?.papers;
        papers.iter().find(|paper| paper.id == id)
    }

    pub(crate) fn note(&mut self, envelope: &Envelope) {
        if let Some(decided_in) = envelope.decided_in {
            let known = self.outcomes.entry(decided_in.meeting).or_default();
            Arc::make_mut(known).push(Decided {
                stream: envelope.stream,
                position: envelope.position,
                decision: decided_in.decision,
            });
        }
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = MeetingId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Event::MeetingHeld { group, on, .. } | Event::MeetingCancelled { group, on } = event
        {
            let new = || Meeting::new(id, *group, *on, at);
            let meeting = self.all.entry(id).or_insert_with(new);
            (meeting.group, meeting.on) = (*group, *on);
        }
        if let Event::DecisionMade { decision, .. } = event {
            self.decisions.insert(*decision, id);
        }
        if let Some(meeting) = self.all.get_mut(&id) {
            (meeting.version, meeting.last) = (envelope.version, at);
            meeting.apply(event, envelope, at);
        }
        if let Event::DecisionRatified { decision } = event {
            self.change(*decision, |d| d.ratified = Some((at, envelope.decided_in)));
        } else if let Event::DecisionRescinded { decision } = event {
            let reason = TextRef::reason_of(envelope);
            self.change(*decision, |d| d.rescinded = Some((at, reason)));
        }
    }

    /// A decision may be ratified or rescinded by an event of another meeting's stream.
    fn change(&mut self, decision: DecisionId, change: impl FnOnce(&mut Decision)) {
        let meeting = self.decisions.get(&decision);
        let meeting = meeting.and_then(|id| self.all.get_mut(id));
        let known = meeting.and_then(|m| m.decisions.iter_mut().find(|d| d.id == decision));
        if let Some(known) = known {
            change(known);
        }
    }
}

impl Meeting {
    fn new(id: MeetingId, group: GroupId, on: NaiveDate, at: Stamp) -> Self {
        Self {
            id,
            version: 0,
            group,
            on,
            quorate: false,
            attendance: Vec::new(),
            cancelled: None,
            decisions: Vec::new(),
            papers: Vec::new(),
            minutes_approved: None,
            recorded: at,
            last: at,
        }
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::MeetingHeld {
                quorate,
                attendance,
                ..
            } => {
                self.quorate = *quorate;
                self.attendance.clone_from(attendance);
            }
            Event::MeetingCancelled { .. } => {
                self.cancelled = Some((at, TextRef::reason_of(envelope)));
            }
            Event::DecisionMade {
                decision,
                text: _,
                rationale: _,
                dissent,
                subject_to_ratification,
            } => {
                let said = |(n, dissent): (usize, &events::meeting::Dissent)| {
                    let said = TextRef::element(at.position, "dissent", n, "position");
                    (dissent.agency, said)
                };
                self.decisions.push(Decision {
                    id: *decision,
                    at,
                    text: TextRef::new(at.position, "/data/text"),
                    rationale: TextRef::new(at.position, "/data/rationale"),
                    dissent: dissent.iter().enumerate().map(said).collect(),
                    subject_to_ratification: *subject_to_ratification,
                    ratified: None,
                    rescinded: None,
                });
            }
            Event::DecisionRatified { .. } | Event::DecisionRescinded { .. } => {}
            Event::PaperFrozen {
                paper,
                title,
                as_at,
                file,
            } => self.papers.push(Paper {
                id: *paper,
                title: title.clone(),
                as_at: *as_at,
                frozen: at,
                frozen_as: envelope.classification,
                file: File::named_at(at.position, file),
            }),
            Event::MinutesApproved {} => self.minutes_approved = Some(at),
        }
    }
}
