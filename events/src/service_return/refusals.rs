//! Every refusal of an agency's return: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    return_not_invited(""):
        "no agency was asked for a return under this id",
        "invite the agency in the campaign first, or check the address";
    return_already_started(""):
        "the return was already started",
        "go on with it";
    return_given_up(""):
        "the return was reported as not returned, and nobody waits for it",
        "let the agency start it again first";
    return_not_started(""):
        "the return was not started",
        "start it first";
    return_already_submitted(""):
        "the return was handed in, and its answers are changed only by a clarification",
        "ask the PQA coordinator to request a clarification of the standard";
    return_not_submitted(""):
        "the return was not handed in",
        "wait until the agency submits it";
    return_already_accepted(""):
        "the return was accepted",
        "agree what the agency does about it, or close it";
    return_not_accepted(""):
        "the return was not accepted",
        "accept it first";
    return_closed(""):
        "the return is closed",
        "take it up in the next campaign";
    campaign_not_yet_open(""):
        "the campaign has not begun",
        "come back on its first day";
    agency_left(""):
        "the agency is no longer a member of the partnership",
        "report that it did not return, with that as the reason";
    standard_unknown("standard"):
        "the campaign's set has no such standard",
        "choose one of the set's standards";
    score_not_in_scale("score"):
        "the campaign's scale has no such score",
        "choose one of the scale's scores";
    moderated_score_not_in_scale("to"):
        "the campaign's scale has no such score",
        "choose one of the scale's scores";
    met_without_evidence("evidence"):
        "the score says that the standard is met, and nothing that stands shows it",
        "name the evidence, or choose a score that does not count as met";
    carried_met_without_evidence("standard"):
        "the answer says that the standard is met, and none of its evidence stands any more",
        "assess the standard afresh with evidence, or with another score";
    moderated_met_without_evidence("to"):
        "the score says that the standard is met, and the answer has no evidence that stands",
        "ask the agency for evidence by a clarification first";
    earlier_return_unknown("from"):
        "the earlier return does not exist or was not handed in",
        "choose a return the agency submitted";
    earlier_return_of_other_agency("from"):
        "the earlier return is another agency's",
        "choose one of the agency's own";
    earlier_return_to_other_standards("from"):
        "the earlier return answers other standards",
        "choose one that answers a set of the same code";
    earlier_return_not_earlier("from"):
        "the other return belongs to a campaign that did not open earlier",
        "choose a return of an earlier campaign";
    nothing_to_carry_forward("from"):
        "no answer of the earlier return is to a standard that is still unanswered here",
        "answer the standards afresh";
    answer_not_carried_forward("standard"):
        "the standard has no answer that was carried forward and waits to be re-affirmed",
        "assess the standard";
    already_signed_off(""):
        "the return is signed off as it stands",
        "submit it, or change an answer first";
    signed_off_by_compiler(""):
        "whoever gave or re-affirmed an answer does not sign the return off",
        "ask a senior officer who compiled none of it";
    signed_off_by_nobody(""):
        "a return is signed off by a person",
        "sign in and sign it off yourself";
    return_not_signed_off(""):
        "no senior officer stands up for the answers as they are now",
        "have an agency lead who compiled none of it sign it off";
    submitted_after_close("late"):
        "the campaign is closed",
        "flag the return as late and say why";
    standard_unanswered_here("standard"):
        "the agency has not answered the standard",
        "choose a standard the return answers";
    clarification_already_requested("standard"):
        "an explanation of this answer is already waited for",
        "wait for the agency's answer";
    clarification_not_requested("standard"):
        "nobody asked about this answer",
        "leave it as it is, or ask the PQA coordinator to request a clarification";
    clarification_open(""):
        "an answer still waits for the agency's explanation",
        "wait for the explanation first";
    panel_missing("panel"):
        "nobody sat on the panel",
        "name the posts that did";
    challenge_in_the_future("on"):
        "a challenge that was held has a day that has been",
        "give today or an earlier day";
    challenge_before_submission("on"):
        "the return was not yet handed in on that day",
        "give a day on or after the day it was submitted";
    moderation_unchanged("to"):
        "the partnership's view of this answer is already this score",
        "there is nothing to do";
    judges_own_return(""):
        "nobody judges what they or their agency wrote",
        "ask somebody from another agency or the partnership's own team";
    action_unknown("action"):
        "no improvement action was agreed under this id",
        "agree the action in a plan first, or write it out here";
    action_not_the_agencys("action"):
        "the improvement action is not owned by the agency",
        "choose one the agency owns, or write out a new one";
    action_already_agreed("action"):
        "the improvement action was already agreed about this return",
        "there is nothing to do";
    action_due_in_the_past("action"):
        "the action would be due on a day that is past",
        "give today or a later day";
    agency_action_unknown("number"):
        "nothing was agreed under this number",
        "choose one of the return's own actions";
    agency_action_followed_elsewhere("number"):
        "this is an improvement action of a plan",
        "claim its completion there";
    agency_action_already_done("number"):
        "the agency already said that this is done",
        "there is nothing to do";
    done_without_evidence("evidence"):
        "nothing shows that the action is done",
        "name the evidence";
    agency_actions_open(""):
        "something agreed about the return is not done",
        "have each action reported done with evidence, or verified in its plan, first";
    already_shared("partnership"):
        "the return was already shared with this partnership",
        "there is nothing to do";
}

/// Standards without an answer, named by their keys.
pub(super) fn standards_unanswered(keys: &[&str]) -> Refusal {
    Refusal::new(
        "standards_unanswered",
        "",
        format!("these standards are not answered: {}", keys.join(", ")),
        "answer every standard of the set",
    )
}

/// Answers that were carried forward and wait, named by their keys.
pub(super) fn answers_not_reaffirmed(keys: &[&str]) -> Refusal {
    let keys = keys.join(", ");
    Refusal::new(
        "answers_not_reaffirmed",
        "",
        format!("these answers were carried forward and not re-affirmed: {keys}"),
        "re-affirm each one, or assess its standard afresh",
    )
}

/// Answers that count as met and whose evidence fell, named by their keys.
pub(super) fn met_evidence_fell(keys: &[&str]) -> Refusal {
    let keys = keys.join(", ");
    Refusal::new(
        "met_evidence_fell",
        "",
        format!("these standards count as met, and none of their evidence stands: {keys}"),
        "show other evidence, or choose a score that does not count as met",
    )
}
