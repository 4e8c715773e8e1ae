//! Every refusal of a recommendation: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    recommendation_already_made(""):
        "a recommendation was already made under this id",
        "open that one, or make the new one under an id of its own";
    recommendation_not_made(""):
        "no recommendation was made under this id",
        "make the recommendation first, or check the address";
    recommendation_closed(""):
        "the recommendation is closed, and a closed recommendation is not changed",
        "reopen it with a reason first";
    recommendation_declined(""):
        "every addressee declined the recommendation",
        "have an addressee accept it, or name other addressees with a reason";
    recommendation_gone_on(""):
        "the recommendation was merged, split or superseded",
        "go on with the recommendation it became";
    recommendation_still_open(""):
        "only a closed recommendation can be reopened, and this one is not closed",
        "go on with it as it is";
    reference_taken("reference"):
        "another recommendation of the plan already has this reference",
        "give it one that no other recommendation of the plan has";
    plan_unknown("plan"):
        "there is no such plan",
        "choose one of the partnership's plans";
    plan_closed("plan"):
        "the plan is closed and takes no new recommendations",
        "choose a plan that is not closed";
    priority_without_plan("priority"):
        "a priority is given without its plan",
        "name the plan too";
    priority_not_of_plan("priority"):
        "the priority does not belong to the plan",
        "choose one of the plan's priorities";
    theme_unknown("theme"):
        "the theme is not among the partnership's themes",
        "choose one of them, or leave the theme empty";
    source_missing("sources"):
        "a recommendation needs at least one source",
        "say where it comes from: an audit, a review, an inspection, a meeting";
    source_unknown("sources"):
        "a source is not in this log",
        "choose one that is, or give only its title";
    addressee_missing("addressees"):
        "a recommendation needs somebody who should change something",
        "name at least one agency";
    addressee_unknown("addressees"):
        "an addressee is not an agency of the partnership",
        "add the agency first, or choose another";

    answers_missing("answers"):
        "a quality check has at least one answer",
        "answer at least one of the questions";
    answers_repeated("answers"):
        "a question of the quality check is answered twice",
        "answer each question once";
    not_an_addressee("agency"):
        "only an addressee can answer or report on the recommendation",
        "choose one of its addressees, or amend the addressees first";
    reported_for_the_team("agency"):
        "an agency does not report for the partnership's own team",
        "say for which agency";
    nothing_amended(""):
        "nothing was changed",
        "change the text, the addressees, the outcome, the measure or the date";

    merged_into_itself("into"):
        "a recommendation cannot go on as itself",
        "choose another recommendation";
    merged_into_unknown("into"):
        "there is no such recommendation",
        "choose one of the partnership's recommendations";
    merged_into_ended("into"):
        "the other recommendation is closed, or goes on as another itself",
        "choose one that is open";
    split_into_too_few("into"):
        "a recommendation is split into at least two different others",
        "make the others first and name each of them once";
    superseded_by_itself("by"):
        "a recommendation cannot take its own place",
        "choose the later recommendation";
    superseded_by_unknown("by"):
        "there is no such recommendation",
        "make the later recommendation first";
    superseded_by_ended("by"):
        "the later recommendation is closed, or goes on as another itself",
        "choose one that is open";
    carried_to_unknown_plan("to"):
        "there is no such plan",
        "draft the later plan first";
    carried_to_closed_plan("to"):
        "the later plan is closed",
        "choose a plan that is not closed";
    carried_to_same_plan("to"):
        "the recommendation is already in this plan",
        "choose a later plan";
    carried_reference_taken("to"):
        "another recommendation of the later plan has the same reference",
        "merge this one into it, or make it again there under another reference";
    repeats_itself("earlier"):
        "a recommendation cannot repeat itself",
        "choose an earlier recommendation";
    repeats_unknown("earlier"):
        "there is no such recommendation",
        "choose one of the partnership's recommendations";
    repeats_already("earlier"):
        "it is already recorded that this repeats the earlier one",
        "there is nothing to do";
    repeats_in_a_circle("earlier"):
        "the other recommendation repeats, directly or by way of others, this one",
        "decide which of the two came first";

    already_verified(""):
        "the implementation was already verified",
        "judge its impact, or close the recommendation";
    not_implemented(""):
        "nobody reports that the recommendation is implemented",
        "have an addressee report it first";
    verifies_own_report(""):
        "nobody verifies their own report",
        "ask somebody who did not report it";
    verifies_own_agency(""):
        "the implementing team does not verify its own work",
        "ask another agency, the independent chair or the PQA coordinator";
    verified_by_nobody(""):
        "an implementation is verified by a person",
        "sign in and verify it yourself";

    actions_open(""):
        "an action of the recommendation is still open",
        "close, discontinue or verify its actions first";
    closed_unverified(""):
        "the implementation was not verified",
        "have it reported and verified, or close it by a decision without impact evidence";
    impact_not_judged(""):
        "nobody judged what difference it made",
        "judge its impact, or close it by a decision without impact evidence";
    closing_undecided("decided_in"):
        "closing without impact evidence needs a decision of a meeting, and it must stand",
        "name the meeting and its decision";
}
