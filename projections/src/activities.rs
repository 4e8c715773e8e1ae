//! Learning activities: who came, what they said straight away, and, apart from it, what changed
//! in practice months later.

use crate::Models;
use crate::reference::{Page, PageOf, Stamp, TextRef};
use chrono::NaiveDate;
use events::envelope::Envelope;
use events::ids::{BriefingId, LearningActivityId};
use events::learning_activity::{
    ActivityKind, Attendance, Effect, Event, LaterMethod, Standard, later_look_due,
};
use serde::Serialize;
use std::collections::BTreeMap;

#[cfg(test)]
mod tests;

/// How far an activity has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityPhase {
    /// Planned.
    Scheduled,
    /// Held, delivered or issued.
    Held,
    /// Called off.
    Cancelled,
}

impl ActivityPhase {
    /// Every phase, in the order people meet them.
    pub const ALL: [Self; 3] = [Self::Scheduled, Self::Held, Self::Cancelled];

    /// Its stable name, as it is written in answers and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Scheduled => "Scheduled",
            Self::Held => "Held",
            Self::Cancelled => "Called off",
        }
    }
}

/// What people said straight away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Immediate {
    /// When.
    pub at: Stamp,
    /// How many answered.
    pub answered: u32,
    /// Of how many who attended.
    pub attended: u32,
    /// How many of those who answered found it useful.
    pub useful: Option<u32>,
    /// What they said.
    pub said: TextRef,
}

/// A later look at practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaterLook {
    /// When.
    pub at: Stamp,
    /// After how many whole months.
    pub after_months: u32,
    /// How.
    pub method: LaterMethod,
    /// How many people, cases or answers were looked at.
    pub n: u32,
    /// What was seen.
    pub seen: TextRef,
}

/// What was judged of practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// When.
    pub at: Stamp,
    /// What.
    pub effect: Effect,
    /// Why.
    pub because: TextRef,
}

/// What was analysed before a course was planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Needs {
    /// When.
    pub at: Stamp,
    /// How.
    pub how: TextRef,
    /// What is needed.
    pub needs: TextRef,
}

/// How good a course was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assured {
    /// When.
    pub at: Stamp,
    /// Whether it is as good as the partnership asks.
    pub standard: Standard,
    /// What was seen.
    pub seen: TextRef,
}

/// Who came, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// How many had booked.
    pub booked: u32,
    /// How many came without having booked.
    pub walk_ins: u32,
    /// How many attended.
    pub attended: u32,
}

/// A forum, learning event, newsletter or course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// Which.
    pub id: LearningActivityId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was planned.
    pub scheduled: Stamp,
    /// What kind.
    pub kind: ActivityKind,
    /// Its reference, such as `C2 2026`.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// The code of its theme.
    pub theme: Option<String>,
    /// The day it is planned for.
    pub planned_for: NaiveDate,
    /// How many can come.
    pub places: Option<u32>,
    /// The briefings it spreads.
    pub briefings: Vec<BriefingId>,
    /// After how many months practice is looked at.
    pub look_after_months: Option<u32>,
    /// When it was called off, and why.
    pub cancelled: Option<(Stamp, Option<TextRef>)>,
    /// When it was held or issued, and why more had booked than there were places.
    pub held: Option<(Stamp, Option<TextRef>)>,
    /// Who came.
    pub attendance: Vec<Attendance>,
    /// To how many a newsletter was sent.
    pub sent_to: Option<u32>,
    /// What people said straight away.
    pub immediate: Option<Immediate>,
    /// The later looks at practice, oldest first.
    pub later: Vec<LaterLook>,
    /// What was judged of practice, oldest first.
    pub judged: Vec<Judged>,
    /// What people need to learn, oldest first.
    pub needs: Vec<Needs>,
    /// How good it was found, oldest first.
    pub assured: Vec<Assured>,
    /// When the course was asked for again, and why.
    pub recommissioned: Option<(Stamp, TextRef)>,
    /// Its last event.
    pub last: Stamp,
}

/// Every activity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activities {
    all: BTreeMap<LearningActivityId, Box<Activity>>,
}

impl Activity {
    /// How far it has come.
    pub const fn phase(&self) -> ActivityPhase {
        if self.cancelled.is_some() {
            ActivityPhase::Cancelled
        } else if self.held.is_some() {
            ActivityPhase::Held
        } else {
            ActivityPhase::Scheduled
        }
    }

    /// Who came, in all.
    pub fn numbers(&self) -> Numbers {
        let rows = self.attendance.iter();
        rows.fold(Numbers::default(), |all, row| Numbers {
            booked: all.booked.saturating_add(row.booked),
            walk_ins: all.walk_ins.saturating_add(row.walk_ins),
            attended: all.attended.saturating_add(row.attended),
        })
    }

    /// The day it was held or issued, or else is planned for.
    pub fn day(&self) -> NaiveDate {
        let held = self.held.as_ref();
        held.map_or(self.planned_for, |(at, _)| at.occurred_on)
    }

    /// The day from which practice can be looked at, where that was settled and it was held.
    pub fn later_look_from(&self) -> Option<NaiveDate> {
        let (held, _) = self.held.as_ref()?;
        later_look_due(held.occurred_on, self.look_after_months?)
    }

    /// The day by which practice is to be looked at: a month after it can be.
    pub fn later_look_by(&self) -> Option<NaiveDate> {
        later_look_due(self.later_look_from()?, 1)
    }

    /// The day by which practice should have been looked at and was not, where it has passed.
    pub fn later_look_missed(&self, today: NaiveDate) -> Option<NaiveDate> {
        let by = self.later_look_by();
        by.filter(|by| self.later.is_empty() && *by < today)
    }

    fn scheduled(id: LearningActivityId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::ActivityScheduled {
            kind,
            reference,
            title,
            theme,
            on,
            places,
            briefings,
            look_after_months,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            scheduled: at,
            kind: *kind,
            reference: reference.clone(),
            title: title.clone(),
            theme: theme.clone(),
            planned_for: *on,
            places: *places,
            briefings: briefings.clone(),
            look_after_months: *look_after_months,
            cancelled: None,
            held: None,
            attendance: Vec::new(),
            sent_to: None,
            immediate: None,
            later: Vec::new(),
            judged: Vec::new(),
            needs: Vec::new(),
            assured: Vec::new(),
            recommissioned: None,
            last: at,
        })
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let words = |field| TextRef::new(at.position, field);
        match event {
            Event::ActivityScheduled { .. } => {}
            Event::ActivityCancelled {} => {
                self.cancelled = Some((at, TextRef::reason_of(envelope)));
            }
            Event::ForumHeld { attendance }
            | Event::LearningEventHeld { attendance }
            | Event::CourseDelivered { attendance } => {
                self.held = Some((at, TextRef::reason_of(envelope)));
                self.attendance.clone_from(attendance);
            }
            Event::NewsletterIssued { sent_to } => {
                self.held = Some((at, None));
                self.sent_to = Some(*sent_to);
            }
            Event::TrainingNeedsAnalysed { .. } => self.needs.push(Needs {
                at,
                how: words("/data/how"),
                needs: words("/data/needs"),
            }),
            Event::CourseQualityAssured { standard, .. } => self.assured.push(Assured {
                at,
                standard: *standard,
                seen: words("/data/seen"),
            }),
            Event::CourseRecommissioned { .. } => {
                self.recommissioned = Some((at, words("/data/because")));
            }
            Event::ActivityEvaluated { .. }
            | Event::PracticeImpactEvaluated { .. }
            | Event::EffectOnPracticeJudged { .. } => self.evaluated(event, at),
        }
    }

    fn evaluated(&mut self, event: &Event, at: Stamp) {
        let words = |field| TextRef::new(at.position, field);
        if let Event::ActivityEvaluated {
            answered,
            attended,
            useful,
            ..
        } = event
        {
            self.immediate = Some(Immediate {
                at,
                answered: *answered,
                attended: *attended,
                useful: *useful,
                said: words("/data/said"),
            });
        } else if let Event::PracticeImpactEvaluated {
            after_months,
            method,
            n,
            ..
        } = event
        {
            self.later.push(LaterLook {
                at,
                after_months: *after_months,
                method: *method,
                n: *n,
                seen: words("/data/seen"),
            });
        } else if let Event::EffectOnPracticeJudged { effect, .. } = event {
            self.judged.push(Judged {
                at,
                effect: *effect,
                because: words("/data/because"),
            });
        }
    }
}

/// Which activities are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// Of these kinds; all where empty.
    pub kinds: Vec<ActivityKind>,
    /// Standing so; all where empty.
    pub phases: Vec<ActivityPhase>,
    /// On the theme with this code, or one that it stands for now.
    pub theme: Option<String>,
    /// It spreads this briefing.
    pub briefing: Option<BriefingId>,
    /// Practice should have been looked at by now, and was not.
    pub unlooked: bool,
}

impl Models {
    /// The activities wanted, the latest day first.
    pub fn list_activities(
        &self,
        filter: &ActivityFilter,
        page: PageOf,
        today: NaiveDate,
    ) -> Page<&Activity> {
        let mut wanted = self.activities.latest_first();
        wanted.retain(|one| self.wants_activity(filter, one, today));
        Page::cut(wanted, page, |one| one)
    }

    fn wants_activity(&self, filter: &ActivityFilter, one: &Activity, today: NaiveDate) -> bool {
        let on_theme = |code: &String| self.is_on_theme(one.theme.as_deref(), code);
        (filter.kinds.is_empty() || filter.kinds.contains(&one.kind))
            && (filter.phases.is_empty() || filter.phases.contains(&one.phase()))
            && filter.theme.as_ref().is_none_or(on_theme)
            && filter.briefing.is_none_or(|id| one.briefings.contains(&id))
            && (!filter.unlooked || one.later_look_missed(today).is_some())
    }
}

impl Activities {
    /// One activity.
    pub fn get(&self, id: LearningActivityId) -> Option<&Activity> {
        self.all.get(&id).map(Box::as_ref)
    }

    /// Every activity, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Activity> {
        self.all.values().map(Box::as_ref)
    }

    /// Every activity, the latest day first.
    pub fn latest_first(&self) -> Vec<&Activity> {
        let mut all: Vec<_> = self.all().collect();
        all.sort_by_key(|one| std::cmp::Reverse((one.day(), one.id)));
        all
    }

    /// The activities that spread a briefing.
    pub fn spreading(&self, briefing: BriefingId) -> impl Iterator<Item = &Activity> {
        let all = self.all();
        all.filter(move |one| one.briefings.contains(&briefing))
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = LearningActivityId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = Activity::scheduled(id, event, at) {
            self.all.insert(id, Box::new(new));
        }
        if let Some(known) = self.all.get_mut(&id) {
            (known.version, known.last) = (envelope.version, at);
            known.apply(event, envelope, at);
        }
    }
}
