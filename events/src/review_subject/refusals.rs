//! Every refusal of a child or family member of an incident or review.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    subject_already_added(""):
        "somebody was already added under this id",
        "open that one, or add the new one under an id of its own";
    subject_not_added(""):
        "nobody was added under this id",
        "add the child or family member first, or check the address";
    incident_unknown("of"):
        "there is no such incident",
        "record the referral first";
    practice_review_unknown("of"):
        "there is no such practice review",
        "commission the review first";
    practice_review_ended("of"):
        "the review was published, or is not going to be, so nobody is added to it any more",
        "add them to the review that is at work now";
    alias_malformed("alias"):
        "an alias is at most three letters, with or without a hyphen, and then a number",
        "call the person something like C-1";
    alias_taken("alias"):
        "somebody else of the incident or review already has this alias",
        "give one that nobody else there has";
    known_to_unknown("known_to"):
        "an agency is not an agency of the partnership",
        "choose among the partnership's agencies";
    known_to_repeated("known_to"):
        "an agency is named twice",
        "name each agency once";
    not_a_child("safety"):
        "whether somebody is safe now is asked of children",
        "correct who the person is in the incident, where it is a child";
    safety_action_already_recorded("action"):
        "a safety action was already recorded under this id",
        "record the new one under an id of its own";
    safety_action_unknown("action"):
        "no such safety action was recorded for this child",
        "choose one of the child's safety actions";
    safety_agencies_missing("agencies"):
        "a safety action needs an agency that has to act",
        "name at least one";
    safety_agency_unknown("agencies"):
        "an agency is not an agency of the partnership",
        "choose one of the partnership's agencies";
    safety_action_already_confirmed("action"):
        "it was already confirmed that this was done",
        "there is nothing to do; record a new one where the child is unsafe again";
    confirms_own_agency("action"):
        "an agency does not confirm its own safety action",
        "ask the coordinator, the independent chair or another agency to see that it was done";
}
