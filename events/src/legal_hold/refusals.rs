//! Every refusal of a legal hold: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    hold_already_placed(""):
        "a hold was already placed under this id",
        "open that one, or place the new one under an id of its own";
    hold_of_nothing("things"):
        "nothing to hold is named",
        "name what must not be erased";
    too_many_things("things"):
        "more things are named than one hold takes",
        "name the wholes they are part of, or place several holds";
    thing_named_twice("things"):
        "the same thing is named more than once",
        "name each thing once";
    hold_not_placed(""):
        "no hold was placed under this id",
        "place it first, or check the address";
    hold_already_lifted(""):
        "the hold was already lifted",
        "there is nothing to do; place a new one where things are to be held again";
    before_its_cause("occurred_on"):
        "it cannot have happened before what it follows from",
        "check the day it happened";
}

macro_rules! of_a_thing {
    ($($name:ident: $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name(index: usize) -> Refusal {
            let field = format!("things/{index}");
            Refusal::new(stringify!($name), field, $message, $remedy)
        }
    )*};
}

of_a_thing! {
    thing_unknown:
        "nothing of this kind has this id",
        "choose a thing that is in this record";
    not_erasable:
        "things of this kind are never erased, so they need no hold",
        "name the thing that holds the words";
    thing_already_erased:
        "the words of this were erased, so there is nothing to hold",
        "leave it out";
}
