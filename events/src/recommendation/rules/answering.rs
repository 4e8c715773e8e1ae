//! What the addressees answer.

use super::super::{Event, refusals};
use super::{Case, Verdict};
use crate::ids::AgencyId;
use crate::refusal::{Refusal, verdict};

pub(super) fn accept(case: Case<'_>, agency: AgencyId) -> Verdict {
    let broken = case.answer_broken(agency);
    verdict(broken, vec![Event::RecommendationAccepted { agency }])
}

pub(super) fn partly_accept(case: Case<'_>, agency: AgencyId) -> Verdict {
    let mut broken = case.answer_broken(agency);
    broken.extend(case.reason_broken("accepting only part of it"));
    verdict(broken, vec![Event::RecommendationPartlyAccepted { agency }])
}

pub(super) fn decline(case: Case<'_>, agency: AgencyId) -> Verdict {
    let mut broken = case.answer_broken(agency);
    broken.extend(case.reason_broken("declining"));
    verdict(broken, vec![Event::RecommendationDeclined { agency }])
}

impl Case<'_> {
    /// Why this agency cannot answer.
    pub(super) fn answer_broken(self, agency: AgencyId) -> Vec<Refusal> {
        if self.state.addressees.contains(&agency) {
            Vec::new()
        } else {
            vec![refusals::not_an_addressee()]
        }
    }
}
