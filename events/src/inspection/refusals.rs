//! Every refusal of an inspection: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    inspection_already_notified(""):
        "an inspection was already notified under this id",
        "open that one, or record the new one under an id of its own";
    inspection_not_notified(""):
        "no inspection was notified under this id",
        "record that it was notified first, or check the address";
    inspection_closed(""):
        "the inspection is closed, and a closed inspection is not changed",
        "follow what it led to: its recommendations and their actions";

    inspection_reference_taken("reference"):
        "another inspection already has this reference",
        "give it one that no other inspection has";
    inspectorates_missing("inspectorates"):
        "an inspection is carried out by somebody",
        "choose at least one inspectorate";
    inspectorate_repeated("inspectorates"):
        "an inspectorate is named twice",
        "name each once";
    notified_in_the_future("on"):
        "what has happened cannot be dated after today",
        "give today or an earlier day";
    fieldwork_out_of_order("fieldwork"):
        "the inspectors are here from a day to the same or a later one, and not before the inspection was notified",
        "put the days in order";
    fieldwork_unchanged("fieldwork"):
        "these are the days already recorded",
        "there is nothing to do";
    fieldwork_over(""):
        "the letter came, so the inspectors' days are not moved any more",
        "check which inspection is meant";

    request_already_received("request"):
        "a request was already recorded under this id",
        "record the new one under an id of its own";
    request_number_taken("number"):
        "another request of this inspection has this number",
        "check the number, or add a letter to it";
    inspectorate_not_inspecting("inspectorate"):
        "this inspectorate does not take part in the inspection",
        "choose one of the inspectorates of this inspection";
    received_before_notified("received_on"):
        "a request cannot come before the inspection was notified",
        "check the day";
    received_in_the_future("received_on"):
        "what has happened cannot be dated after today",
        "give today or an earlier day";
    due_before_received("due_on"):
        "a request cannot be due before it came",
        "check the days";
    agency_unknown("agency"):
        "the agency is not an agency of the partnership",
        "choose one of the partnership's agencies, or none";
    request_unknown("request"):
        "the inspection has no such request",
        "record that the request came first, or choose one of the inspection's";
    request_already_answered("request"):
        "the request was already answered",
        "record what else is asked as a request of its own";
    request_withdrawn("request"):
        "the inspectorate no longer asks for this",
        "there is nothing to do";
    answered_before_received("on"):
        "a request cannot be answered before it came",
        "check the day";
    answered_in_the_future("on"):
        "what has happened cannot be dated after today",
        "give today or an earlier day";
    thing_unknown("things"):
        "something that is named is not in the record",
        "choose things of the record";
    thing_repeated("things"):
        "something is named twice",
        "name each once";
    document_unusable("evidence"):
        "a document is not among the evidence, or was rejected or superseded",
        "choose documents that stand";
    pack_unknown("packs"):
        "a pack that is named was never assembled here",
        "assemble the pack first, or leave it out";
    request_not_late("request"):
        "the request was answered in time, or its day is not past",
        "there is nothing to explain";

    letter_already_received(""):
        "the letter of this inspection is already recorded",
        "record what it says as findings";
    letter_not_received(""):
        "the letter of this inspection has not come",
        "record the letter first";
    letter_in_the_future("on"):
        "what has happened cannot be dated after today",
        "give today or an earlier day";
    letter_before_fieldwork("on"):
        "a letter comes after the inspection was notified and the inspectors were here",
        "check the day, or the days of the fieldwork";
    no_rule_set("on"):
        "no rule set was in force on the day the letter came, so the plan's clock cannot be worked out",
        "have the partnership adopt the edition of the guidance that was in force then";

    finding_already_received("finding"):
        "a finding was already recorded under this id",
        "record the new one under an id of its own";
    finding_unknown("finding"):
        "the letter of this inspection says no such thing",
        "choose one of its findings";
    theme_unknown("theme"):
        "the theme is not one of the partnership's",
        "choose a theme of the taxonomy in force";
    agencies_unknown("agencies"):
        "an agency is not an agency of the partnership",
        "choose among the partnership's agencies";
    agency_repeated("agencies"):
        "an agency is named twice",
        "name each once";
    strength_needs_no_recommendation("finding"):
        "a strength asks for no recommendation",
        "there is nothing to do";
    no_recommendation_already_justified("finding"):
        "somebody already said why no recommendation is made of it",
        "there is nothing to do";
    finding_has_recommendation("finding"):
        "a recommendation is made of this finding",
        "follow that one";

    plan_already_submitted(""):
        "the plan that answers this inspection was already sent",
        "record what changed in it in the plan itself";
    submitted_before_letter("on"):
        "the plan answers the letter, so it cannot be sent before it came",
        "check the day";
    submitted_in_the_future("on"):
        "what has happened cannot be dated after today",
        "give today or an earlier day";
    plan_unknown("plan"):
        "there is no such plan in the record",
        "choose one of the plans, or none";
    plan_document_unusable("document"):
        "the document is not among the evidence, or was rejected or superseded",
        "choose a document that stands, or none";
    no_plan_clock(""):
        "no statutory clock is kept for the plan after this inspection",
        "there is nothing to explain";
    plan_not_late(""):
        "the plan was sent in time, or its day is not past",
        "there is nothing to explain";
    told_in_the_future("on"):
        "what has happened cannot be dated after today",
        "give today or an earlier day";

    request_unanswered(""):
        "a request for information waits for its answer",
        "record the answer, or that the inspectorate no longer asks";
    priority_finding_without_recommendation(""):
        "an area for priority action led to no recommendation, and nobody said why not",
        "make a recommendation of it, or say why none is made";
    plan_not_submitted(""):
        "the plan that answers the inspection was not sent",
        "send the plan first";
}
