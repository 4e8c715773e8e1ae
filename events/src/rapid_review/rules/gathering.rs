//! Agencies' summaries, and the meeting about them.

use super::super::{Event, SummaryPhase, refusals as refused};
use super::{Case, Verdict};
use crate::evidence;
use crate::ids::{AgencyId, EvidenceId};
use crate::refusal::Refusals;
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The fewest agencies of a meeting that reviews how they worked together.
const PRESENT_MIN: usize = 2;

pub(super) fn request(case: Case<'_>, agency: AgencyId) -> Verdict {
    let mut broken = Refusals::default();
    let known = case.world.partnership.agency(agency);
    let member = known.is_some_and(|known| known.is_member_on(case.given.today));
    broken.when(!member, refused::agency_unknown);
    let asked = case.state.summaries.contains_key(&agency);
    broken.when(asked, refused::summary_already_requested);
    broken.or(|| vec![Event::AgencySummaryRequested { agency }])
}

pub(super) fn receive(
    case: Case<'_>,
    agency: AgencyId,
    words: Option<Text>,
    evidence: Vec<EvidenceId>,
) -> Verdict {
    let mut broken = Refusals::default();
    case.awaited(agency, &mut broken);
    let empty = words.is_none() && evidence.is_empty();
    broken.when(empty, refused::summary_empty);
    let stands = |piece: &EvidenceId| evidence::any_stands(&[*piece], case.world);
    let usable = evidence.iter().all(stands);
    broken.when(!usable, refused::summary_document_unusable);
    let received = Event::AgencySummaryReceived {
        agency,
        words,
        evidence,
    };
    broken.or(|| vec![received])
}

pub(super) fn give_back(case: Case<'_>, agency: AgencyId) -> Verdict {
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "giving a summary back");
    let known = case.state.summaries.get(&agency).map(|one| one.phase);
    let came_in = known == Some(SummaryPhase::Received);
    broken.when(!came_in, refused::summary_not_received);
    broken.or(|| vec![Event::AgencySummaryReturnedForQuality { agency }])
}

/// Something is said of a summary that is waited for.
pub(super) fn about_missing(case: Case<'_>, agency: AgencyId, said: Event) -> Verdict {
    let mut broken = Refusals::default();
    case.awaited(agency, &mut broken);
    broken.or(|| vec![said])
}

pub(super) fn meet(case: Case<'_>, on: NaiveDate, present: Vec<AgencyId>) -> Verdict {
    let mut broken = Refusals::default();
    case.happened(on, &mut broken);
    let early = case.state.trigger.is_some_and(|(_, trigger)| on < trigger);
    broken.when(early, refused::held_before_trigger);
    let each: BTreeSet<AgencyId> = present.iter().copied().collect();
    broken.when(each.len() < PRESENT_MIN, refused::present_missing);
    let known = each.iter().all(|agency| case.is_agency(*agency));
    broken.when(!known, refused::present_unknown);
    broken.or(|| vec![Event::RapidReviewMeetingHeld { on, present }])
}

impl Case<'_> {
    /// Notes where no summary is waited for of an agency.
    pub(super) fn awaited(self, agency: AgencyId, broken: &mut Refusals) {
        match self.state.summaries.get(&agency).map(|one| one.phase) {
            None => broken.push(refused::summary_not_requested()),
            Some(SummaryPhase::Received) => broken.push(refused::summary_already_received()),
            Some(SummaryPhase::Requested | SummaryPhase::Returned) => {}
        }
    }
}
