//! What each rule of a plan says when it is broken.

use super::{HORIZON_MONTHS_MAX, IMPORT_NOTES_MAX, PLAN_YEARS_MAX};
use crate::plan::Lacking;
use crate::refusal::Refusal;

pub(super) fn plan_unknown() -> Refusal {
    Refusal::new(
        "plan_unknown",
        "",
        "no plan has this id",
        "draft the plan first",
    )
}

pub(super) fn plan_closed() -> Refusal {
    Refusal::new(
        "plan_closed",
        "",
        "the plan is closed",
        "record it in the plan that follows",
    )
}

pub(super) fn already_drafted() -> Refusal {
    Refusal::new(
        "already_drafted",
        "",
        "a plan with this id was already drafted",
        "draft the new plan under a new id",
    )
}

pub(super) fn ends_before_start() -> Refusal {
    Refusal::new(
        "ends_before_start",
        "to",
        "the plan ends before it starts",
        "give a last day on or after the first",
    )
}

pub(super) fn period_too_long() -> Refusal {
    Refusal::new(
        "period_too_long",
        "to",
        format!("a plan covers less than {PLAN_YEARS_MAX} years"),
        "give an earlier last day",
    )
}

pub(super) fn no_rag_scheme() -> Refusal {
    Refusal::new(
        "no_rag_scheme",
        "",
        "no RAG key is in force on the day the plan was drafted",
        "adopt a RAG key from an earlier day first",
    )
}

pub(super) fn evidence_unknown() -> Refusal {
    Refusal::new(
        "evidence_unknown",
        "source",
        "the document is not kept as evidence",
        "lodge the document as evidence first",
    )
}

pub(super) fn already_imported() -> Refusal {
    Refusal::new(
        "already_imported",
        "",
        "the plan was already read in from another document",
        "import the document as a new plan",
    )
}

pub(super) fn too_many_notes() -> Refusal {
    Refusal::new(
        "too_many_notes",
        "problems",
        format!("an import records at most {IMPORT_NOTES_MAX} problems and unplaced texts"),
        "split the document",
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

pub(super) fn already_joint() -> Refusal {
    Refusal::new(
        "already_joint",
        "board",
        "this board already adopted the plan",
        "nothing is left to record",
    )
}

pub(super) fn already_approved() -> Refusal {
    Refusal::new(
        "already_approved",
        "",
        "the plan is already approved",
        "record a revision before it is approved again",
    )
}

pub(super) fn no_priorities() -> Refusal {
    Refusal::new(
        "no_priorities",
        "",
        "the plan has no priority",
        "adopt at least one priority first",
    )
}

pub(super) fn not_approved() -> Refusal {
    Refusal::new(
        "not_approved",
        "",
        "the plan is not approved",
        "have a group approve it first",
    )
}

pub(super) fn already_published() -> Refusal {
    Refusal::new(
        "already_published",
        "",
        "the plan is already published",
        "record a revision and its approval before it is published again",
    )
}

pub(super) fn revision_not_approved() -> Refusal {
    Refusal::new(
        "revision_not_approved",
        "",
        "the plan was revised after it was approved",
        "have a group approve the revision first",
    )
}

pub(super) fn priority_already_adopted() -> Refusal {
    Refusal::new(
        "priority_already_adopted",
        "priority",
        "a priority with this id was already adopted",
        "adopt the new priority under a new id",
    )
}

pub(super) fn priority_number_taken() -> Refusal {
    Refusal::new(
        "priority_number_taken",
        "number",
        "another priority of this plan has this number",
        "give a number that only this priority has",
    )
}

pub(super) fn priority_unknown() -> Refusal {
    Refusal::new(
        "priority_unknown",
        "priority",
        "the plan has no such priority",
        "adopt the priority first, or choose one from the plan",
    )
}

pub(super) fn priority_ended() -> Refusal {
    Refusal::new(
        "priority_ended",
        "priority",
        "the priority was retired or carried forward",
        "record it in the plan where the work goes on",
    )
}

pub(super) fn parent_unknown() -> Refusal {
    Refusal::new(
        "parent_unknown",
        "parent",
        "the plan works on no such priority",
        "choose one that is neither retired nor carried forward",
    )
}

pub(super) fn parent_is_sub_priority() -> Refusal {
    Refusal::new(
        "parent_is_sub_priority",
        "parent",
        "a sub-priority has no parts of its own",
        "choose the priority above it",
    )
}

pub(super) fn lead_not_a_member() -> Refusal {
    Refusal::new(
        "lead_not_a_member",
        "lead/agency",
        "the lead's agency is not a member of the partnership",
        "add the agency first, or choose a member",
    )
}

pub(super) fn outcome_already_set() -> Refusal {
    Refusal::new(
        "outcome_already_set",
        "outcome",
        "an outcome with this id was already set",
        "set the new outcome under a new id",
    )
}

pub(super) fn outcome_unknown() -> Refusal {
    Refusal::new(
        "outcome_unknown",
        "outcome",
        "the priority has no such outcome",
        "choose an outcome of the same priority",
    )
}

pub(super) fn horizon_out_of_range() -> Refusal {
    Refusal::new(
        "horizon_out_of_range",
        "horizon_months",
        format!("an outcome's horizon is 1 to {HORIZON_MONTHS_MAX} months"),
        "give the months from the plan's first day",
    )
}

pub(super) fn measure_already_set() -> Refusal {
    Refusal::new(
        "measure_already_set",
        "measure",
        "a measure with this id was already set",
        "set the new measure under a new id",
    )
}

pub(super) fn score_above_highest() -> Refusal {
    Refusal::new(
        "score_above_highest",
        "score",
        "the score is above the highest possible one",
        "give a score between 0 and the highest",
    )
}

pub(super) fn carried_to_itself() -> Refusal {
    Refusal::new(
        "carried_to_itself",
        "to",
        "a priority cannot be carried forward into its own plan",
        "choose the plan that follows",
    )
}

pub(super) fn next_plan_unknown() -> Refusal {
    Refusal::new(
        "next_plan_unknown",
        "to",
        "no open plan has this id",
        "draft the plan that follows first",
    )
}

pub(super) fn next_plan_not_later() -> Refusal {
    Refusal::new(
        "next_plan_not_later",
        "to",
        "the plan that follows ends no later than this one",
        "choose a later plan",
    )
}

pub(super) fn retire_with_sub_priorities() -> Refusal {
    Refusal::new(
        "retire_with_sub_priorities",
        "priority",
        "the priority still has sub-priorities",
        "retire or carry them forward first",
    )
}

/// An action without something it needs before its plan is approved.
pub(super) fn action_lacks(reference: &str, lacking: Lacking) -> Refusal {
    let (rule, what) = match lacking {
        Lacking::Lead => ("action_lacks_lead", "lead"),
        Lacking::Date => ("action_lacks_date", "due date"),
        Lacking::Measure => ("action_lacks_measure", "measure of success"),
    };
    Refusal::new(
        rule,
        "waivers",
        format!("action {reference} has no {what}"),
        format!("give it a {what}, or record a waiver that says why it needs none"),
    )
}

pub(super) fn waiver_of_unknown_action(index: usize) -> Refusal {
    Refusal::new(
        "waiver_of_unknown_action",
        format!("waivers/{index}/action"),
        "the plan has no such action",
        "leave the waiver out, or choose an action of the plan",
    )
}

pub(super) fn waiver_not_needed(index: usize) -> Refusal {
    Refusal::new(
        "waiver_not_needed",
        format!("waivers/{index}"),
        "the action does not lack this, or another waiver already says so",
        "leave the waiver out",
    )
}

/// How many references of open actions a message lists.
const LISTED_MAX: usize = 10;

pub(super) fn open_actions(field: &str, rule: &'static str, open: &[&str]) -> Refusal {
    let listed: Vec<&str> = open.iter().copied().take(LISTED_MAX).collect();
    let more = if open.len() > LISTED_MAX {
        " and more"
    } else {
        ""
    };
    Refusal::new(
        rule,
        field,
        format!(
            "{} still open: {}{more}",
            counted(open.len()),
            listed.join(", ")
        ),
        "close or discontinue them first",
    )
}

fn counted(actions: usize) -> String {
    if actions == 1 {
        "1 action is".to_owned()
    } else {
        format!("{actions} actions are")
    }
}
