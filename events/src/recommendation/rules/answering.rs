//! What the addressees answer.

use super::super::{Event, refusals};
use super::{Case, Verdict};
use crate::envelope::Role;
use crate::ids::AgencyId;
use crate::refusal::{Refusal, verdict};

pub(super) fn accept(case: Case<'_>, agency: AgencyId) -> Verdict {
    let broken = case.answer_broken(agency);
    verdict(broken, vec![Event::RecommendationAccepted { agency }])
}

pub(super) fn partly_accept(case: Case<'_>, agency: AgencyId) -> Verdict {
    let mut broken = case.answer_broken(agency);
    broken.extend(case.reason_broken());
    verdict(broken, vec![Event::RecommendationPartlyAccepted { agency }])
}

pub(super) fn decline(case: Case<'_>, agency: AgencyId) -> Verdict {
    let mut broken = case.answer_broken(agency);
    broken.extend(case.reason_broken());
    verdict(broken, vec![Event::RecommendationDeclined { agency }])
}

impl Case<'_> {
    /// Why this agency cannot answer, or this person not for it.
    pub(super) fn answer_broken(self, agency: AgencyId) -> Vec<Refusal> {
        let mut broken = Vec::new();
        if !self.state.addressees.contains(&agency) {
            broken.push(refusals::not_an_addressee());
        }
        if !self.may_speak_for(Some(agency)) {
            broken.push(refusals::not_your_agency());
        }
        broken
    }

    /// An agency's people speak for their agency; the partnership's own roles record for any.
    pub(super) fn may_speak_for(self, agency: Option<AgencyId>) -> bool {
        let for_an_agency = matches!(
            self.given.role(),
            Some(Role::AgencyLead | Role::AgencyContributor)
        );
        !for_an_agency || self.given.actor.agency() == agency
    }
}
