//! Every refusal of an improvement action: the rule's name, why, and what to do next.

use crate::refusal::Refusal;
use chrono::NaiveDate;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        $(#[$doc])*
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    action_already_agreed(""):
        "an action was already agreed under this id",
        "open that action, or agree the new one under an id of its own";
    action_not_agreed(""):
        "no action was agreed under this id",
        "agree the action first, or check the address";
    action_closed(""):
        "the action is closed, and a closed action is not changed",
        "reopen it with a reason first";
    action_discontinued(""):
        "the action was discontinued, and a discontinued action is not changed",
        "reopen it with a reason first";
    action_still_open(""):
        "only a closed or discontinued action can be reopened, and this one is open",
        "go on with it as it is";

    plan_unknown("plan"):
        "there is no such plan",
        "choose one of the partnership's plans";
    plan_closed("plan"):
        "the plan is closed and takes no new actions",
        "choose a plan that is not closed";
    priority_not_of_plan("priority"):
        "the priority does not belong to the plan",
        "choose one of the plan's priorities";
    priority_ended("priority"):
        "the priority was retired or carried forward and takes no new actions",
        "choose a priority that is still worked on";
    parent_unknown("parent"):
        "what the action is there for does not exist",
        "choose a recommendation of this partnership, or an outcome or priority of the plan";
    parent_gone_on("parent"):
        "the recommendation was merged, split or superseded",
        "choose the recommendation it goes on as";
    reference_taken("reference"):
        "another action of the plan already has this reference",
        "give it one that no other action of the plan has";
    due_before_start("due"):
        "the due date lies before the start date",
        "give a due date on or after the start date";
    measure_repeated("measures"):
        "the same measure is given twice",
        "give every measure an id of its own";

    accepted_by_no_owner("agency"):
        "only an owning agency can accept the action",
        "accept it for one of its owners, or make that agency an owner first";
    accepted_for_the_team("agency"):
        "an agency does not accept for the partnership's own team",
        "say for which agency";
    no_open_query("answer"):
        "no owner's question waits for an answer",
        "report progress or reword the action instead";
    owners_missing("to"):
        "an action cannot be reassigned to nobody",
        "name at least one owner: a post and its agency";
    owners_unchanged("to"):
        "these are already the action's owners",
        "name the owners as they should be from now on";
    measure_exists("measure"):
        "the action already has this measure",
        "give the new measure an id of its own";
    reminded_no_owner("to"):
        "only an owner of the action can be reminded of it",
        "choose one of its owners";
    not_overdue(""):
        "the action is not overdue: its due date is not past, or its completion is verified",
        "remind the owner instead";

    milestone_exists("milestone"):
        "the action already has a milestone with this id",
        "give the new milestone an id of its own, or reschedule the old one";
    milestone_unknown("milestone"):
        "the action has no such milestone",
        "choose one of the action's milestones";
    milestone_already_met("milestone"):
        "the milestone was already met",
        "set a new milestone for what is still to do";
    milestone_already_missed("milestone"):
        "the milestone was already recorded as missed",
        "meet it late, or reschedule it with a reason";
    milestone_date_unchanged("to"):
        "the milestone already has this date",
        "give another date";

    depends_on_itself("on"):
        "an action cannot wait for itself",
        "choose another action";
    depends_on_unknown("on"):
        "there is no such action",
        "choose one of the partnership's actions";
    depends_in_a_circle("on"):
        "the other action already waits, directly or by way of others, for this one",
        "decide which of the two comes first";
    depends_already("on"):
        "the action already waits for that one",
        "choose another action";

    due_date_already_set("to"):
        "the action already has a due date, and a due date is not edited",
        "extend it with a reason and the meeting that approved it";
    due_date_missing("to"):
        "the action has no due date that could be extended",
        "set its first due date";
    extension_not_approved("decided_in"):
        "more time needs the meeting that approved it, and a decision named must stand",
        "name the meeting, or ask it for the extension first";
    extension_not_requested(""):
        "nobody asks for more time",
        "there is nothing to refuse";

    rating_not_in_key("code"):
        "the code is not in the plan's RAG key",
        "use one of the letters of the plan's key";
    rating_of_a_future_day("as_at"):
        "a rating cannot speak of a day after today",
        "give today or an earlier day";
    rating_without_commentary("commentary"):
        "this colour must be explained",
        "say what holds the action up and what will be done about it";
    green_past_due("code"):
        "the due date is past and completion is not verified, so the action is not on track",
        "claim completion with evidence, ask for an extension, or rate it Amber or Red";
    white_after_start("code"):
        "the start date is past, so the action is no longer scheduled for later",
        "rate how far it is";
    purple_without_cause("external_cause"):
        "this colour says that something outside changed",
        "say what changed: a budget, a law, guidance, a government review";
    purple_without_decision("decided_in"):
        "giving an action up needs the decision of a meeting, and that decision must stand",
        "name the meeting and its decision";
    not_yet_rated("to"):
        "there is no rating to moderate",
        "rate the action first";
    rating_unchanged("to"):
        "the action already has this rating",
        "choose another letter, or leave the rating as it is";

    already_claimed(""):
        "completion was already claimed",
        "wait until the claim is verified or refused";
    already_verified(""):
        "completion was already verified",
        "close the action, or judge its impact";
    claim_without_evidence("evidence"):
        "completion needs evidence",
        "attach at least one piece of evidence that shows it";
    not_claimed(""):
        "nobody claims that the action is complete",
        "ask an owner to claim completion with evidence first";
    nothing_to_refuse(""):
        "there is no claim or verification of completion to refuse",
        "challenge the rating, or remind the owner";
    claimed_evidence_fell(""):
        "none of the evidence of the claim stands any more: it was rejected or superseded",
        "refuse the claim, so that the owner can claim it again with other evidence";
    verifies_own_claim(""):
        "nobody verifies their own claim",
        "ask somebody who did not make the claim";
    verifies_own_agency(""):
        "an agency does not verify its own action",
        "ask another agency, the independent chair or the PQA coordinator";
    verified_by_nobody(""):
        "completion is verified by a person",
        "sign in and verify it yourself";

    closed_unverified(""):
        "an action is closed only after its completion was verified",
        "claim completion with evidence and have it verified, or discontinue the action";
    milestone_planned(""):
        "a milestone is neither met nor missed",
        "record each milestone as met or missed first";
    milestone_missed(""):
        "a milestone was missed",
        "meet it late, reschedule it, or close with a reason and the decision of a meeting";
}

/// An owner of an agency that is not known.
pub(super) fn owner_agency_unknown(field: &'static str) -> Refusal {
    Refusal::new(
        "owner_agency_unknown",
        field,
        "an owner's agency is not known",
        "add the agency to the partnership first, or leave the agency empty",
    )
}

/// A milestone after the plan's last day.
pub(super) fn milestone_beyond_plan(field: &'static str, plan_ends: NaiveDate) -> Refusal {
    Refusal::new(
        "milestone_beyond_plan",
        field,
        format!("the milestone lies after the plan's last day, {plan_ends}"),
        "give an earlier date, or confirm that it lies beyond the plan",
    )
}

/// A milestone missed before its day.
pub(super) fn milestone_not_yet_due(due: NaiveDate) -> Refusal {
    Refusal::new(
        "milestone_not_yet_due",
        "milestone",
        format!("the milestone is due on {due} and cannot be missed before"),
        "wait until then, or reschedule it with a reason",
    )
}

/// More time that is less.
pub(super) fn extension_not_later(due: NaiveDate) -> Refusal {
    Refusal::new(
        "extension_not_later",
        "to",
        format!("an extension is later than the due date, {due}"),
        "give a later date",
    )
}

/// A first due date before the start.
pub(super) fn due_set_before_start(start: NaiveDate) -> Refusal {
    Refusal::new(
        "due_before_start",
        "to",
        format!("the due date lies before the start date, {start}"),
        "give a date on or after the start date",
    )
}
