//! The dates of spreading what was learned: by when agencies confirm that they passed a briefing
//! on, and by when the effect of an activity on practice is looked at.

use super::{Dated, DeadlineKind, Due, Part};
use crate::Models;
use crate::activities::Activity;
use crate::briefings::{Briefing, BriefingPhase};
use events::ids::{AgencyId, BriefingId, LearningActivityId, StreamId};

/// What has a date.
#[derive(Debug, Clone, Copy)]
pub(super) enum OfLearning<'a> {
    /// A briefing that one agency passes on.
    Cascade(&'a Briefing, AgencyId),
    /// Practice looked at months after an activity.
    LaterLook(&'a Activity),
}

impl OfLearning<'_> {
    pub(super) const fn kind(self) -> DeadlineKind {
        match self {
            Self::Cascade(..) => DeadlineKind::Cascade,
            Self::LaterLook(_) => DeadlineKind::LaterLook,
        }
    }

    pub(super) fn stream(self) -> StreamId {
        match self {
            Self::Cascade(briefing, _) => briefing.id.into(),
            Self::LaterLook(activity) => activity.id.into(),
        }
    }

    pub(super) const fn part(self) -> Part {
        match self {
            Self::Cascade(_, agency) => Part::Agency(agency),
            Self::LaterLook(_) => Part::Whole,
        }
    }

    pub(super) fn addressees(self) -> Vec<AgencyId> {
        match self {
            Self::Cascade(_, agency) => vec![agency],
            Self::LaterLook(_) => Vec::new(),
        }
    }
}

impl Models {
    /// Every date of briefings and activities.
    pub(super) fn dates_of_learning(&self, all: &mut Vec<Due>) {
        for briefing in self.briefings.all() {
            let over = briefing.phase() == BriefingPhase::Withdrawn;
            for (agency, cascade) in &briefing.cascades {
                let of = OfLearning::Cascade(briefing, *agency);
                let mut due = Due::of(cascade.due, Dated::Learning(of));
                let confirmed = cascade.confirmed.as_ref();
                due.actual = confirmed.map(|known| known.at.occurred_on);
                due.stopped = over && due.actual.is_none();
                all.push(due);
            }
        }
        for activity in self.activities.all() {
            if let Some(by) = activity.later_look_by() {
                let mut due = Due::of(by, Dated::Learning(OfLearning::LaterLook(activity)));
                due.actual = activity.later.first().map(|look| look.at.occurred_on);
                all.push(due);
            }
        }
    }

    /// The thing a date of a briefing or of an activity is of.
    pub(super) fn dated_learning(&self, due: &Due) -> Option<Dated<'_>> {
        if due.kind == DeadlineKind::LaterLook {
            let activity: &Activity = self.activities.get(LearningActivityId(due.id))?;
            return Some(Dated::Learning(OfLearning::LaterLook(activity)));
        }
        let briefing = self.briefings.get(BriefingId(due.id))?;
        let Part::Agency(agency) = due.part else {
            return None;
        };
        Some(Dated::Learning(OfLearning::Cascade(briefing, agency)))
    }
}
