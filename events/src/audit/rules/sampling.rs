//! Freezing the sample, and the meetings that moderate its grades.

use super::super::{Event, refusals as refused};
use super::{Case, Verdict};
use crate::ids::{AgencyId, CaseId};
use crate::meeting::{Attendance, Presence};
use crate::refusal::Refusals;
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) fn draw(case: Case<'_>, method: Text, cases: Vec<CaseId>) -> Verdict {
    let mut broken = Refusals::default();
    let named: BTreeSet<CaseId> = cases.iter().copied().collect();
    broken.when(named.len() < cases.len(), refused::sample_case_repeated);
    broken.when(named.is_empty(), refused::sample_empty);
    let drawn = case.world.cases_of_audit.get(&case.id);
    let drawn = drawn.cloned().unwrap_or_default();
    broken.when(!named.is_subset(&drawn), refused::sample_case_unknown);
    broken.when(!drawn.is_subset(&named), refused::sample_case_left_out);
    let n = u32::try_from(cases.len()).unwrap_or(u32::MAX);
    broken.or(|| vec![Event::SampleDrawn { method, cases, n }])
}

pub(super) fn moderate(case: Case<'_>, on: NaiveDate, attendance: Vec<Attendance>) -> Verdict {
    let mut broken = Refusals::default();
    broken.when(on > case.given.today, refused::moderated_in_the_future);
    let agencies: BTreeSet<_> = attendance.iter().map(|one| one.agency).collect();
    let repeated = agencies.len() < attendance.len();
    broken.when(repeated, refused::attending_agency_repeated);
    let known = |agency: &AgencyId| case.world.partnership.agency(*agency).is_some();
    let unknown = !agencies.iter().all(known);
    broken.when(unknown, refused::attending_agency_unknown);
    let there = attendance.iter().filter(|one| match one.presence {
        Presence::Present | Presence::Deputy => true,
        Presence::Apologies | Presence::Absent => false,
    });
    let there: BTreeSet<_> = there.map(|one| one.agency).collect();
    broken.when(there.len() < 2, refused::moderated_by_one_agency);
    broken.or(|| vec![Event::ModerationMeetingHeld { on, attendance }])
}
