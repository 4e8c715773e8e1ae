//! What several pages ask of incidents and rapid reviews together.

use super::{Incident, RapidReviews, SafetyAction, Subject};
use crate::Models;
use events::ids::{AgencyId, IncidentId, RapidReviewId, ReviewSubjectId, SafetyActionId};

/// Something to be done at once that nobody confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSafetyAction<'a> {
    /// The child.
    pub subject: &'a Subject,
    /// Which action.
    pub id: SafetyActionId,
    /// What has to be done, and by whom.
    pub action: &'a SafetyAction,
}

/// What has to be done at once for some of the children and nobody confirmed, the oldest first.
pub fn unconfirmed<'a>(of: impl IntoIterator<Item = &'a Subject>) -> Vec<OpenSafetyAction<'a>> {
    let each = of.into_iter().flat_map(|subject| {
        let open = subject.actions.iter();
        open.filter(|(_, action)| action.confirmed.is_none())
            .map(move |(id, action)| OpenSafetyAction {
                subject,
                id: *id,
                action,
            })
    });
    let mut all: Vec<_> = each.collect();
    all.sort_by_key(|one| one.action.recorded.position);
    all
}

impl RapidReviews {
    /// What has to be done at once and nobody confirmed, the oldest first.
    pub fn open_safety_actions(&self) -> Vec<OpenSafetyAction<'_>> {
        unconfirmed(self.subjects())
    }

    /// Those of one incident.
    pub fn open_safety_actions_of(&self, incident: IncidentId) -> Vec<OpenSafetyAction<'_>> {
        unconfirmed(self.subjects_of(incident))
    }

    /// The rapid reviews that asked an agency for a summary.
    pub fn asked_of(&self, agency: AgencyId) -> impl Iterator<Item = RapidReviewId> + '_ {
        let asked = self.reviews();
        asked
            .filter(move |one| one.summaries.contains_key(&agency))
            .map(|one| one.id)
    }

    /// The children something has to be done for at once by an agency, or had to be.
    pub fn kept_safe_by(&self, agency: AgencyId) -> impl Iterator<Item = ReviewSubjectId> + '_ {
        let acts = move |one: &&Subject| {
            let mut actions = one.actions.values();
            actions.any(|action| action.agencies.contains(&agency))
        };
        self.subjects().filter(acts).map(|one| one.id)
    }

    /// The safety actions of an agency.
    pub fn safety_actions_of(&self, agency: AgencyId) -> impl Iterator<Item = SafetyActionId> + '_ {
        let all = self.subjects().flat_map(|one| &one.actions);
        all.filter(move |(_, action)| action.agencies.contains(&agency))
            .map(|(id, _)| *id)
    }
}

impl Models {
    /// Every incident, the one referred last first.
    pub fn incidents_latest_first(&self) -> Vec<&Incident> {
        let mut all: Vec<_> = self.rapid_reviews.incidents().collect();
        all.sort_by_key(|one| std::cmp::Reverse((one.referred_on, one.referred.position)));
        all
    }
}
