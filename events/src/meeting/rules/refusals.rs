//! What each rule of a meeting says when it is broken.

use crate::refusal::Refusal;
use chrono::NaiveDate;

pub(super) fn already_recorded() -> Refusal {
    Refusal::new(
        "already_recorded",
        "",
        "this meeting was already recorded",
        "record the other meeting under a new id",
    )
}

pub(super) fn not_held() -> Refusal {
    Refusal::new(
        "not_held",
        "",
        "no meeting with this id was held",
        "record the meeting first",
    )
}

pub(super) fn group_unknown() -> Refusal {
    Refusal::new(
        "group_unknown",
        "group",
        "no group of this partnership has this id",
        "set the group up first, or choose one from the list",
    )
}

pub(super) fn held_in_the_future() -> Refusal {
    Refusal::new(
        "held_in_the_future",
        "on",
        "a meeting that was held cannot lie in the future",
        "give the day it met",
    )
}

pub(super) fn held_after_recorded_day() -> Refusal {
    Refusal::new(
        "held_after_recorded_day",
        "on",
        "the meeting met after the day it is said to have happened",
        "give the same day for both",
    )
}

pub(super) fn decision_already_made() -> Refusal {
    Refusal::new(
        "decision_already_made",
        "decision",
        "a decision with this id was already made",
        "record the new decision under a new id",
    )
}

pub(super) fn decision_before_meeting() -> Refusal {
    Refusal::new(
        "decision_before_meeting",
        "",
        "a decision cannot be older than its meeting",
        "give the day of the meeting, or a later one",
    )
}

pub(super) fn not_quorate() -> Refusal {
    Refusal::new(
        "not_quorate",
        "subject_to_ratification",
        "not enough agencies were there to decide",
        "record the decision as subject to ratification",
    )
}

pub(super) fn ratification_not_needed() -> Refusal {
    Refusal::new(
        "ratification_not_needed",
        "subject_to_ratification",
        "the meeting was quorate, so its decisions stand",
        "leave the ratification out",
    )
}

pub(super) fn decision_unknown() -> Refusal {
    Refusal::new(
        "decision_unknown",
        "decision",
        "the meeting made no such decision",
        "choose a decision of this meeting",
    )
}

pub(super) fn decision_not_waiting() -> Refusal {
    Refusal::new(
        "decision_not_waiting",
        "decision",
        "the decision does not wait for ratification",
        "nothing is left to record",
    )
}

pub(super) fn decision_already_rescinded() -> Refusal {
    Refusal::new(
        "decision_already_rescinded",
        "decision",
        "the decision was already rescinded",
        "nothing is left to record",
    )
}

pub(super) fn ratified_without_decision() -> Refusal {
    Refusal::new(
        "ratified_without_decision",
        "decided_in",
        "only a decision of a later meeting can ratify this one",
        "give that meeting and its decision",
    )
}

pub(super) fn ratified_in_other_group() -> Refusal {
    Refusal::new(
        "ratified_in_other_group",
        "decided_in",
        "the meeting that ratifies is of another group",
        "give a meeting of the same group",
    )
}

pub(super) fn ratified_not_later() -> Refusal {
    Refusal::new(
        "ratified_not_later",
        "decided_in",
        "the meeting that ratifies is not later than this one",
        "give a later meeting",
    )
}

pub(super) fn ratified_without_quorum() -> Refusal {
    Refusal::new(
        "ratified_without_quorum",
        "decided_in",
        "the meeting that ratifies was not quorate itself",
        "give a quorate meeting",
    )
}

pub(super) fn as_at_in_the_future() -> Refusal {
    Refusal::new(
        "as_at_in_the_future",
        "as_at",
        "a paper cannot tell what will be recorded later",
        "give the moment the paper speaks of, up to now",
    )
}

pub(super) fn paper_known() -> Refusal {
    Refusal::new(
        "paper_known",
        "paper",
        "a paper or a piece of evidence with this id is there already",
        "freeze the new paper under a new id",
    )
}

pub(super) fn paper_already_frozen(on: NaiveDate) -> Refusal {
    let on = on.format("%-d %B %Y");
    Refusal::new(
        "paper_already_frozen",
        "title",
        format!("the paper of this title was frozen on {on} and cannot change"),
        "freeze the new version under its own title",
    )
}

pub(super) fn minutes_already_approved() -> Refusal {
    Refusal::new(
        "minutes_already_approved",
        "",
        "the minutes were already approved",
        "nothing is left to record",
    )
}

pub(super) fn no_attendance() -> Refusal {
    Refusal::new(
        "no_attendance",
        "attendance",
        "nobody is recorded as having been there",
        "say how each agency was represented",
    )
}

pub(super) fn agency_unknown(list: &str, index: usize) -> Refusal {
    Refusal::new(
        "agency_unknown",
        format!("{list}/{index}/agency"),
        "no agency of this partnership has this id",
        "add the agency first, or choose one from the list",
    )
}

pub(super) fn agency_repeated(list: &str, index: usize) -> Refusal {
    Refusal::new(
        "agency_repeated",
        format!("{list}/{index}/agency"),
        "the same agency is listed twice",
        "leave one out",
    )
}
