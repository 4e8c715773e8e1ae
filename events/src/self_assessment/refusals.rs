//! Every refusal of a round of self-assessments: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    campaign_already_opened(""):
        "a campaign was already opened under this id",
        "go on with that one, or open the new one under an id of its own";
    campaign_not_opened(""):
        "no campaign was opened under this id",
        "open the campaign first, or check the address";
    campaign_closed(""):
        "the campaign is closed",
        "open a new campaign; a late return is still submitted, flagged late and with a reason";
    due_before_opening("due"):
        "the campaign would be due before it opens",
        "give a due day on or after the first day";
    standards_version_changed("standards"):
        "this number of the set is in use with other words, and a set is never edited",
        "give the changed set the next number";
    agency_unknown("agency"):
        "there is no such agency",
        "choose one of the partnership's agencies";
    agency_not_member("agency"):
        "the agency is no longer a member of the partnership",
        "invite only agencies that are members today";
    agency_already_invited("agency"):
        "the agency was already asked for its return in this campaign",
        "go on with the return it has";
    return_already_invited("service_return"):
        "another return already has this id",
        "give the return an id of its own";
    return_due_before_opening("due"):
        "the return would be due before the campaign opens",
        "give a due day on or after the campaign's first day";
    agency_not_invited("agency"):
        "the agency was not asked for a return in this campaign",
        "choose an agency that was invited";
    return_not_overdue("agency"):
        "the return is not overdue: its due day is not past, or it was submitted or given up",
        "wait for the due day, or go on with the return";
    return_not_missing("agency"):
        "the agency submitted its return",
        "accept it, or ask for clarification";
    non_return_already_reported("agency"):
        "it was already reported that the agency did not return",
        "there is nothing to do";
    return_not_yet_due("agency"):
        "the agency still has time to return",
        "wait until the due day is past; an agency that left need not be waited for";
    returns_unsettled(""):
        "a return is neither accepted nor reported as not returned",
        "accept each return, or report with a reason that it did not come";
    report_already_approved(""):
        "the report of all returns was already approved",
        "there is nothing to do";
    report_approved_by_no_meeting("decided_in"):
        "the report of all returns is approved in a meeting that was held",
        "name the meeting";
}

pub(super) fn standards_unsound(fault: &str) -> Refusal {
    Refusal::new(
        "standards_unsound",
        "standards",
        fault,
        "correct the set, or open the campaign with the one that is shipped",
    )
}
