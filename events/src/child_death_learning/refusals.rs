//! Every refusal of a year's learning from child deaths: the rule's name, why, and what to do next.

use super::individual::Individual;
use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    child_death_year_already_open(""):
        "a year was already opened under this id",
        "open that one";
    child_death_year_not_open(""):
        "no year was opened under this id",
        "open the year first, or check the address";
    child_death_year_too_short("year/to"):
        "a year is between eleven and thirteen months long",
        "check the two days";
    period_outside_year("period"):
        "the period lies outside the year",
        "record it in the year it belongs to";
    period_too_short("period/to"):
        "in a period shorter than a quarter a death could be dated",
        "give a quarter at the least";
    period_not_over("period/to"):
        "the period is not over, so nothing was learned from the whole of it",
        "wait until it is over";
    learning_already_received("factor"):
        "of this period and factor is already recorded what was learned",
        "correct it in the next period, or choose another factor";
    referrals_already_recorded("period"):
        "of this period is already recorded how many deaths were referred",
        "choose another period";
    annual_report_already_received(""):
        "the year's report is already recorded",
        "open the next year";
    modifiable_over_reviewed("modifiable_band"):
        "something could have been changed in no more deaths than were reviewed",
        "check both bands";
    cdop_addressee_unknown("addressees"):
        "an agency is not one of the partnership's",
        "choose its agencies, or leave it empty";
    cdop_recommendation_unknown("recommendation"):
        "there is no such recommendation",
        "choose one of the partnership's, or leave it empty";
    cdop_evidence_unknown("evidence"):
        "there is no such piece of evidence",
        "lodge the report first, or leave it empty";
    received_before_opening("occurred_on"):
        "nothing was received before the year was opened",
        "check the day it happened";
}

/// Words tell of one child or one death.
pub(super) fn individual(field: &str, what: Individual) -> Refusal {
    let message = match what {
        Individual::Single => "the words tell of a single child or a single death",
        Individual::Alias => "the words hold an alias of a child",
        Individual::Date => "the words hold a date, which could be that of a death",
        Individual::Age => "the words hold the age of a child",
        Individual::SmallCount => "the words count fewer than five, which could tell who is meant",
    };
    Refusal::new(
        "individual_death",
        field,
        message,
        "say only what several deaths have in common, and how many as a band",
    )
}
