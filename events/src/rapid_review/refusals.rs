//! Every refusal of a rapid review: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    rapid_review_already_open(""):
        "a rapid review was already opened under this id",
        "open that one";
    rapid_review_not_open(""):
        "no rapid review was opened under this id",
        "open the review first, or check the address";
    rapid_review_closed(""):
        "the rapid review is closed",
        "record what comes after it where it belongs: in a practice review or an action";
    incident_unknown("incident"):
        "there is no such incident",
        "record the referral first";
    incident_not_notified("incident"):
        "the Panel was not notified of this incident, and there is no rapid review without that",
        "record the decision to notify and the notification first";
    incident_withdrawn("incident"):
        "the notification of this incident was withdrawn",
        "there is nothing to review";
    incident_already_reviewed("incident"):
        "a rapid review of this incident was already opened",
        "open that one";
    no_rule_set_in_force("incident"):
        "no set of statutory clocks was in force when the review's clock started",
        "have a rule set adopted that was";
    lead_area_unchanged("area"):
        "this area already leads the review",
        "there is nothing to do";
    secured_missing("agencies"):
        "at least one agency secured its records",
        "name the agencies";
    agencies_unknown("agencies"):
        "an agency is not an agency of the partnership",
        "choose among the partnership's agencies";
    on_in_the_future("on"):
        "what has happened cannot be dated after today",
        "give today or an earlier day";
    day_plan_out_of_order("summaries"):
        "each step of the plan ends on or after the day it begins, and a later step does not end before an earlier one",
        "put the days in order: summaries, meeting, executive";
    day_plan_too_long("executive"):
        "the plan goes past the last working day of the statutory clock",
        "plan every step within the clock; it does not move";
    agency_unknown("agency"):
        "the agency is not a member of the partnership",
        "choose one of the partnership's agencies";
    summary_already_requested("agency"):
        "the agency was already asked for a summary",
        "wait for it, chase it, or give it back";
    summary_not_requested("agency"):
        "the agency was not asked for a summary",
        "ask for it first";
    summary_already_received("agency"):
        "the agency's summary came in",
        "have it given back with a reason first";
    summary_not_received("agency"):
        "there is no summary to give back",
        "wait until it comes in";
    summary_empty("words"):
        "there is neither a summary nor a document",
        "write what the summary says, or name the document it came as";
    summary_document_unusable("evidence"):
        "a document is not among the evidence, or was rejected or superseded",
        "choose a document that stands";
    earlier_unknown("matches"):
        "one of the things learned earlier is not in the record",
        "choose among those the page shows";
    earlier_repeated("matches"):
        "something learned earlier is named twice",
        "name each once";
    earlier_is_own("matches"):
        "a learning point of this review was not learned before it",
        "take it out";
    no_summary_requested(""):
        "no agency was asked for a summary, so there is nothing to meet about",
        "ask agencies for their summaries first";
    meeting_already_held(""):
        "the review meeting is already recorded",
        "there is nothing to do";
    present_missing("present"):
        "a review meeting has at least two agencies",
        "name the agencies that were there";
    present_unknown("present"):
        "an agency is not an agency of the partnership",
        "choose among the partnership's agencies";
    held_before_trigger("on"):
        "the meeting cannot be held before the clock started",
        "check the day";
    meeting_not_held(""):
        "the review meeting was not held",
        "record the meeting first";
    point_already_recorded("point"):
        "a learning point was already recorded under this id",
        "record the new one under an id of its own";
    point_unknown("point"):
        "the review recorded no such learning point",
        "choose one of its learning points";
    theme_unknown("theme"):
        "the theme is not one of the partnership's",
        "choose a theme of the taxonomy in force";
    decided_before_meeting(""):
        "the partners decide about what the review meeting looked at",
        "check the day: it is the meeting's or later";
    already_decided(""):
        "the partners have decided",
        "record that they reconsidered, after the Panel's answer";
    criterion_repeated("criteria"):
        "a criterion is named twice",
        "name each criterion once";
    criteria_missing("criteria"):
        "a decision for a local review names at least one of the matters it rests on",
        "choose at least one";
    partners_not_designated("positions"):
        "fewer than three safeguarding partners are designated",
        "record the local authority, the integrated care board and the police under Settings first";
    position_of_non_partner("positions"):
        "a position is given for an agency that is no safeguarding partner",
        "give the positions of the safeguarding partners only";
    position_missing("positions"):
        "a safeguarding partner's position is missing",
        "give each partner's own position";
    position_repeated("positions"):
        "a safeguarding partner's position is given twice",
        "give each partner's position once";
    dissent_unexplained("positions"):
        "a partner thinks otherwise and does not say why",
        "write why the partner thinks otherwise";
    not_decided(""):
        "the partners have not decided",
        "record the decision first";
    summary_unexplained(""):
        "a summary that was asked for is missing, and nobody said why",
        "record the summary, or say why it is missing";
    submitted_before_decision("on"):
        "the review cannot be sent before the partners decided",
        "check the day";
    already_submitted(""):
        "the review was already sent to the Panel",
        "record the Panel's answer";
    not_submitted(""):
        "the review was not sent to the Panel",
        "send it first";
    review_not_late(""):
        "the review is not late, so there is no delay to explain",
        "there is nothing to do";
    answered_before_submitted("on"):
        "the Panel cannot answer before the review was sent",
        "check the day";
    panel_already_answered(""):
        "the Panel's answer is already recorded",
        "record a reconsidered decision, or close the review";
    panel_not_answered(""):
        "the Panel has not answered",
        "record its answer, or that it is waited for no longer";
    safety_action_unconfirmed(""):
        "something that had to be done at once so that a child is safe is not confirmed",
        "have it confirmed that it was done";
}
