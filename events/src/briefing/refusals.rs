//! Every refusal of a briefing: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    briefing_already_drafted(""):
        "a briefing was already drafted under this id",
        "open that one, or draft the new one under an id of its own";
    briefing_not_drafted(""):
        "no briefing was drafted under this id",
        "draft it first, or check the address";
    briefing_without_source("sources"):
        "a briefing rests on something that was learned, and none is named",
        "name the finding, learning point, recommendation or review it spreads";
    source_named_twice("sources"):
        "the same source is named more than once",
        "name each source once";
    briefing_without_words("parts"):
        "the briefing has no words",
        "write something under at least one heading";
    heading_twice("parts"):
        "a heading has words more than once",
        "put the words under one heading together";
    briefing_theme_unknown("theme"):
        "the theme is not among the partnership's themes",
        "choose one of them, or leave it empty";
    briefing_already_published(""):
        "the briefing is published as it stands",
        "withdraw it with a reason and draft a new one";
    briefing_withdrawn(""):
        "the briefing was withdrawn",
        "draft a new one; what was withdrawn is not passed on";
    briefing_already_cleared(""):
        "the briefing is cleared as it stands",
        "publish it, or redraft it first";
    clears_own_draft(""):
        "nobody clears a briefing they wrote themselves",
        "ask somebody else whose role may clear it";
    publish_uncleared(""):
        "the briefing is not cleared as it stands",
        "have somebody who did not write it clear it first";
    learning_missing("parts"):
        "nothing stands under what we learned, or under what we ask you to do",
        "redraft it with words under both headings, then have it cleared again";
    cascade_before_publication(""):
        "the briefing is not published, so it cannot be passed on",
        "publish it first";
    cascade_of_nobody("agencies"):
        "no agency is named",
        "name the agencies that pass it on";
    cascade_agency_unknown("agencies"):
        "an agency is not a member of the partnership",
        "choose member agencies";
    cascade_already_asked("agencies"):
        "an agency named was already asked, or is named twice",
        "leave it out; chase it if it is late";
    cascade_due_passed("due"):
        "the day by which agencies confirm lies before the day they are asked",
        "give a later day";
    cascade_not_asked("agency"):
        "the agency was not asked to pass this briefing on",
        "ask it first, with a day by which it confirms";
    cascade_already_confirmed("agency"):
        "the agency has already confirmed that it passed the briefing on",
        "there is nothing left to confirm or to chase";
    cascade_without_team("teams"):
        "people were reached and no team is named",
        "name the teams the briefing reached";
    cascade_reached_nobody("reached"):
        "nobody was reached, so nothing was passed on",
        "confirm once it has reached people";
    team_named_twice("teams"):
        "a team is named more than once",
        "name each team once";
    cascade_not_overdue("agency"):
        "the day by which the agency confirms has not passed",
        "wait for it to pass";
    cascade_chased_today("agency"):
        "the agency was already chased on this day",
        "give it a day to answer";
    before_its_cause("occurred_on"):
        "it cannot have happened before what it follows from",
        "check the day it happened";
}

/// The source at a place of the list is not in this log.
pub(super) fn source_unknown(index: usize) -> Refusal {
    Refusal::new(
        "source_unknown",
        format!("sources/{index}/id"),
        "nothing of this kind has this id",
        "choose one from the list, or name it without an id",
    )
}

/// Only what came from elsewhere is named without an id.
pub(super) fn source_not_chosen(index: usize) -> Refusal {
    Refusal::new(
        "source_not_chosen",
        format!("sources/{index}/id"),
        "a source of this kind is in this record and has to be chosen",
        "choose it from the list, or say that it comes from elsewhere",
    )
}
