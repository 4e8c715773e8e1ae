//! Sending the review to the Panel, its answer, and the end.

use super::super::{Event, PanelView, refusals as refused};
use super::{Case, Verdict};
use crate::refusal::Refusals;
use crate::review_subject::SubjectOf;
use crate::text::Text;
use chrono::NaiveDate;

pub(super) fn submit(case: Case<'_>, on: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    case.happened(on, &mut broken);
    let early = case.state.decided_on.is_some_and(|decided| on < decided);
    broken.when(early, refused::submitted_before_decision);
    let mut summaries = case.state.summaries.values();
    let missing = summaries.any(|one| one.is_unexplained());
    broken.when(missing, refused::summary_unexplained);
    broken.or(|| vec![Event::RapidReviewSubmitted { on }])
}

/// A delay is explained once it is there; the day it is due stands all the same.
pub(super) fn delayed(case: Case<'_>, words: Text, told: Text, on: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    case.happened(on, &mut broken);
    let by = case.state.submitted_on.unwrap_or(case.given.today);
    let in_time = case.due().is_some_and(|due| by <= due);
    broken.when(in_time, refused::review_not_late);
    broken.or(|| vec![Event::DelayReasonRecorded { words, told, on }])
}

pub(super) fn answered(
    case: Case<'_>,
    view: PanelView,
    comments: Option<Text>,
    on: NaiveDate,
) -> Verdict {
    let mut broken = Refusals::default();
    case.happened(on, &mut broken);
    let early = case.state.submitted_on.is_some_and(|sent| on < sent);
    broken.when(early, refused::answered_before_submitted);
    broken.or(|| vec![Event::PanelResponseReceived { view, comments, on }])
}

pub(super) fn lapsed(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "waiting for the Panel no longer");
    broken.or(|| vec![Event::PanelResponseLapsed {}])
}

pub(super) fn close(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    let world = case.world;
    let of = case.state.incident.map(SubjectOf::Incident);
    let subjects = of.and_then(|of| world.subjects_of.get(&of));
    let mut subjects = subjects.into_iter().flatten();
    let open = subjects.any(|id| {
        let known = world.subjects.get(id);
        known.is_some_and(crate::review_subject::State::has_unconfirmed_action)
    });
    broken.when(open, refused::safety_action_unconfirmed);
    broken.or(|| vec![Event::RapidReviewClosed {}])
}
