//! The report, and how an audit ends.

use super::super::{Event, refusals as refused, sample};
use super::{Case, Verdict};
use crate::ids::MeetingId;
use crate::meeting;
use crate::refusal::Refusals;

pub(super) fn approve(case: Case<'_>) -> Verdict {
    let (id, world) = (case.id, case.world);
    let mut broken = Refusals::default();
    let none_left = sample::left_in_sample(id, world) == 0;
    broken.when(none_left, refused::sample_all_excluded);
    let unmet = case.state.moderation_meetings == 0;
    broken.when(unmet, refused::no_moderation_meeting);
    broken.when(sample::ungraded(id, world) > 0, refused::case_ungraded);
    let unmoderated = sample::unmoderated(id, world) > 0;
    broken.when(unmoderated, refused::case_not_moderated);
    let outstanding = sample::returns_outstanding(id, case.given.today, world) > 0;
    let unexplained = outstanding && !case.given.has_reason();
    broken.when(unexplained, refused::return_outstanding);
    let stale = sample::has_stale_finding(case.state, id, world);
    broken.when(stale, refused::finding_counts_stale);
    broken.or(|| vec![Event::AuditReportApproved {}])
}

pub(super) fn present(case: Case<'_>, meeting: MeetingId) -> Verdict {
    let mut broken = Refusals::default();
    let known = case.world.meetings.get(&meeting);
    let held = known.is_some_and(meeting::State::was_held);
    broken.when(!held, refused::presented_in_unknown_meeting);
    broken.or(|| vec![Event::AuditPresentedToBoard { meeting }])
}

pub(super) fn close(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    let orphan = sample::orphans(case.state, case.world).next().is_some();
    broken.when(orphan, refused::finding_without_recommendation);
    let unsafe_child = sample::has_unconfirmed_concern(case.id, case.world);
    broken.when(unsafe_child, refused::concern_unconfirmed);
    broken.when(!case.state.disseminated, refused::not_disseminated);
    broken.or(|| vec![Event::AuditClosed {}])
}

/// Giving an audit up makes no child safe: an immediate concern is confirmed first here too.
pub(super) fn abandon(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "giving an audit up");
    let unsafe_child = sample::has_unconfirmed_concern(case.id, case.world);
    broken.when(unsafe_child, refused::concern_unconfirmed);
    broken.or(|| vec![Event::AuditAbandoned {}])
}
