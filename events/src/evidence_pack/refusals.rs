//! Every refusal of an evidence pack: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    pack_already_assembled(""):
        "this pack was put together already",
        "put another together: one that was handed over stays what it was";
    pack_not_assembled(""):
        "no pack was put together under this id",
        "put it together first, or check the address";
    pack_without_manifest("held/manifest"):
        "a pack has a manifest, whose SHA-256 is 64 hexadecimal digits",
        "let the product put the pack together";
    pack_empty("chosen"):
        "nothing was recorded of what was chosen, by that moment and in that period",
        "choose other things, a later moment or a longer period";
    pack_thing_unknown("chosen/things"):
        "one of the things chosen is not in the record",
        "choose things that are";
    pack_period_turned_round("chosen/to"):
        "the period ends before it begins",
        "check the two days";
    pack_request_unknown("information_request"):
        "no inspection has the request for information that the pack is to answer",
        "record the request first, or put the pack together without it";
    released_before_assembled("occurred_on"):
        "it was not handed over before it was put together",
        "check the day it happened";
}
