//! Every refusal of an erasure: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    retention_already_reviewed(""):
        "something was already reviewed or asked for under this id",
        "open that one, or record the new review under an id of its own";
    keep_until_missing("keep_until"):
        "a record that is kept for longer is kept until a day, and none is given",
        "say until when it is kept; it is looked at again then";
    keep_until_passed("keep_until"):
        "the day until which it is kept is not after today",
        "give a later day, or have it erased";
    keep_until_of_erased("keep_until"):
        "a record to be erased is not kept until a day",
        "leave the day out, or keep the record";
    erasure_already_requested(""):
        "an erasure was already asked for under this id",
        "open that one, or record the new request under an id of its own";
    kept_after_review(""):
        "the review decided that the record is kept",
        "review it again under a new id, or record what somebody else asked for";
    reviewed_thing_left_out("things"):
        "the record that was reviewed is not among what is to be erased",
        "name it, with what belongs to it";
    retention_not_reviewed("asked_by"):
        "no review of records past their period decided that this is erased",
        "review the record first, and say that its words are to be erased";
    erasure_of_nothing("things"):
        "nothing to erase is named",
        "name every thing whose words are to go";
    too_many_things("things"):
        "more things are named than one erasure takes",
        "ask for them in parts of at most 150";
    thing_named_twice("things"):
        "the same thing is named more than once",
        "name each thing once";
    erasure_not_requested(""):
        "nothing was asked for under this id",
        "record the request first, or check the address";
    erasure_already_decided(""):
        "it was already decided whether this is erased",
        "there is nothing to do; record a new request where there is one";
    decides_own_request(""):
        "nobody decides a request they recorded themselves",
        "ask the independent chair or another business manager to decide";
    under_legal_hold(""):
        "a legal hold stands on what was to be erased, or on what it belongs to",
        "wait until the hold is lifted, or refuse the request with the exemption that applies";
    before_its_cause("occurred_on"):
        "it cannot have happened before what it follows from",
        "check the day it happened";
}

macro_rules! of_a_thing {
    ($($name:ident: $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name(field: &str) -> Refusal {
            Refusal::new(stringify!($name), field, $message, $remedy)
        }
    )*};
}

of_a_thing! {
    thing_unknown:
        "nothing of this kind has this id",
        "choose a thing that is in this record";
    not_erasable:
        "the partnership's settings, gaps, erasures and legal holds stay: they hold no child's words",
        "correct what is wrong there; name the thing that holds the words";
    account_in_use:
        "the account is still in use, and its person could not sign in any more",
        "suspend the account first, and hand its work over";
    thing_already_erased:
        "the words of this were erased, and nothing was recorded of it since",
        "leave it out";
    thing_already_asked_for:
        "another request for the words of this is not decided",
        "decide that one first";
}
