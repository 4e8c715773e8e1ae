//! Every refusal of a serious incident: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    incident_already_referred(""):
        "an incident was already referred under this id",
        "open that one, or record the new one under an id of its own";
    incident_not_referred(""):
        "no incident was referred under this id",
        "record the referral first, or check the address";
    reference_taken("reference"):
        "another incident already has this reference",
        "give it one that no other incident has";
    incident_agency_unknown("agency"):
        "the agency is not an agency of the partnership",
        "choose one of the partnership's agencies";
    on_in_the_future("on"):
        "what has happened cannot be dated after today",
        "give today or an earlier day";
    awareness_already_recorded(""):
        "it is already recorded when the local authority became aware, and the clock runs from there",
        "give the reason for a late notification instead";
    awareness_not_recorded(""):
        "it is not recorded when the local authority became aware, so no clock runs",
        "record that day first";
    no_rule_set_in_force("on"):
        "no set of statutory clocks was in force on that day",
        "have a rule set adopted that was, or check the day";
    criterion_repeated("criteria"):
        "a criterion is named twice",
        "name each criterion once";
    criteria_not_met("criteria"):
        "the Panel is notified where abuse or neglect is known or suspected and the child died or was seriously harmed, in the area",
        "check the criteria, or decide not to notify";
    criteria_met_not_notified("notify"):
        "the criteria named are those under which the Panel must be notified",
        "decide to notify, or take out the criterion that is not met";
    consulted_unknown("consulted"):
        "an agency consulted is not an agency of the partnership",
        "choose among the partnership's agencies";
    dissent_agency_unknown("dissent"):
        "an agency that sees it otherwise is not an agency of the partnership",
        "choose among the partnership's agencies";
    dissent_repeated("dissent"):
        "an agency's other view is given twice",
        "give each agency's view once";
    notification_not_decided(""):
        "nobody decided whether the Panel is notified",
        "record the decision first";
    not_notifiable(""):
        "it was decided not to notify the Panel",
        "record a new decision with a reason first";
    panel_already_notified(""):
        "the Panel was already notified",
        "withdraw the notification with a reason where it was wrong";
    panel_not_notified(""):
        "the Panel was not notified",
        "there is nothing to do";
    notified_before_aware("on"):
        "the Panel cannot be notified before the local authority became aware",
        "check the day";
    notification_not_late(""):
        "the notification is not late, so there is no lateness to explain",
        "there is nothing to do";
    informed_missing("agencies"):
        "at least one agency was told",
        "name the agencies";
    informed_unknown("agencies"):
        "an agency is not an agency of the partnership",
        "choose among the partnership's agencies";
    not_a_death("because"):
        "Ofsted and the Department for Education are told in this way of a death",
        "correct what happened to the child first, where a child died";
    already_informed(""):
        "it is already recorded that Ofsted and the Department for Education were told",
        "there is nothing to do";
    notification_withdrawn(""):
        "the notification was withdrawn",
        "record a new incident where the Panel has to be notified after all";
    withdrawn_before_notified("on"):
        "a notification cannot be withdrawn before it was made",
        "check the day";
    rapid_review_submitted(""):
        "the rapid review of the incident was sent to the Panel",
        "close the review; what the Panel read is not taken back";
}
