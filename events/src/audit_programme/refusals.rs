//! Every refusal of an audit programme: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    programme_already_agreed(""):
        "a programme was already agreed under this id",
        "open that one, or agree the new one under an id of its own";
    programme_not_agreed(""):
        "no programme was agreed under this id",
        "agree the programme first, or check the address";
    programme_closed(""):
        "the programme's year is closed",
        "plan the audit in the next year's programme";
    programme_ends_before_start("ends"):
        "the year's last day lies before its first",
        "check the two days";
    programme_below_minimum("scheduled"):
        "fewer audits are planned than the minimum",
        "plan more, or say why there are fewer";
    plan_unknown("plan"):
        "there is no such plan",
        "choose one of the partnership's plans, or leave it empty";
    agreed_by_unknown("agreed_by"):
        "no group of this partnership has this id",
        "choose one of the partnership's groups, or leave it empty";

    scheduled_unknown("scheduled"):
        "the programme has no such audit",
        "choose one of the programme's audits";
    scheduled_dropped("scheduled"):
        "the audit was already taken out of the programme",
        "plan it again as a new entry";
    scheduled_delivered("scheduled"):
        "the audit was made: its report is approved",
        "leave it in the programme";
    scheduled_underway("scheduled"):
        "an audit was commissioned for this entry and is not ended",
        "abandon that audit with a reason first, or finish it";
    quarter_unchanged("to"):
        "the audit is already planned for this quarter",
        "choose another quarter";

    no_shortfall(""):
        "as many audits were made as the minimum asks for",
        "there is nothing to acknowledge";
    scheduled_open(""):
        "an audit of the programme is neither reported nor dropped",
        "have its report approved, or drop it with a reason";
    shortfall_not_acknowledged(""):
        "fewer audits have an approved report than the minimum",
        "acknowledge the shortfall with a reason first";
}

/// A rule broken by one of the audits of a list, or by the one that was given.
fn of(rule: &'static str, place: &str, field: &str, told: (&str, &str)) -> Refusal {
    let field = if place.is_empty() {
        field.to_owned()
    } else {
        format!("{place}/{field}")
    };
    Refusal::new(rule, field, told.0, told.1)
}

pub(super) fn scheduled_already(place: &str) -> Refusal {
    let told = (
        "an audit was already planned under this id",
        "give every planned audit an id of its own",
    );
    of("scheduled_already", place, "scheduled", told)
}

pub(super) fn theme_unknown(place: &str) -> Refusal {
    let told = (
        "the theme is not among the partnership's themes",
        "choose one of them",
    );
    of("theme_unknown", place, "theme", told)
}

pub(super) fn quarter_out_of_range(place: &str, field: &str) -> Refusal {
    let told = ("a year has four quarters", "give a quarter from 1 to 4");
    of("quarter_out_of_range", place, field, told)
}

pub(super) fn lead_unknown(place: &str) -> Refusal {
    let told = (
        "the lead's agency is not an agency of the partnership",
        "add the agency first, or choose another",
    );
    of("lead_unknown", place, "lead", told)
}

pub(super) fn priority_unknown(place: &str) -> Refusal {
    let told = (
        "the priority does not belong to the plan the programme serves",
        "choose one of that plan's priorities, or leave it empty",
    );
    of("priority_unknown", place, "priority", told)
}
