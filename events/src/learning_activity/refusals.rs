//! Every refusal of a learning activity: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    activity_already_scheduled(""):
        "an activity was already planned under this id",
        "open that one, or plan the new one under an id of its own";
    activity_not_scheduled(""):
        "no activity was planned under this id",
        "plan it first, or check the address";
    activity_cancelled(""):
        "the activity was called off",
        "plan a new one";
    activity_already_held(""):
        "the activity has already taken place",
        "record what follows from it";
    activity_not_held(""):
        "the activity has not taken place, so nothing follows from it yet",
        "record that it was held first";
    activity_theme_unknown("theme"):
        "the theme is not among the partnership's themes",
        "choose one of them, or leave it empty";
    no_places("places"):
        "there are no places",
        "say how many can come, or leave it empty";
    newsletter_with_places("places"):
        "nobody comes to a newsletter, so it has no places",
        "leave it empty";
    course_without_later_look("look_after_months"):
        "for a course it is settled beforehand when its effect on practice is looked at",
        "say after how many months, such as 3";
    later_look_too_early("look_after_months"):
        "an effect on practice shows after a month at the earliest, and is looked at within three years",
        "give a number of months from 1 to 36";
    newsletter_is_issued(""):
        "a newsletter is issued, and nobody attends it",
        "record that it was issued";
    only_newsletters_are_issued(""):
        "only a newsletter is issued",
        "record that it was held, and who came";
    sent_to_nobody("sent_to"):
        "the newsletter was sent to nobody",
        "say to how many it was sent";
    nobody_attended("attendance"):
        "nobody attended, so it was not held",
        "call it off with a reason";
    booked_over_places("attendance"):
        "more people had booked than there are places",
        "check the numbers, or say why there were more";
    held_before_scheduled("occurred_on"):
        "it cannot have been held before it was planned",
        "check the day it happened";
    newsletter_not_evaluated(""):
        "nobody attends a newsletter, so nobody is asked as they leave",
        "ask its readers in a survey of their own";
    already_evaluated(""):
        "what those who came said straight away is already recorded",
        "what is seen in practice later is recorded apart";
    answered_over_attended("answered"):
        "more people answered than attended",
        "check both numbers";
    nobody_answered("answered"):
        "nobody answered, so there is no evaluation",
        "ask those who came, or record nothing";
    useful_over_answered("useful"):
        "more people found it useful than answered",
        "check both numbers";
    later_look_not_set(""):
        "it was not settled after how many months practice is looked at",
        "plan the next one with a number of months";
    later_look_too_soon("occurred_on"):
        "fewer months have passed than were set before the effect on practice can be seen",
        "wait until then; what people say straight away is an immediate evaluation";
    nobody_looked_at("n"):
        "nobody and nothing was looked at",
        "say how many people, cases or answers were looked at";
    effect_from_immediate_evaluation(""):
        "whether practice changed is not judged from what people say as they leave",
        "look at practice after the months that were set, with a method and an n, and judge then";
    judged_before_look("occurred_on"):
        "it cannot be judged before practice was looked at",
        "check the day it happened";
    not_a_course(""):
        "only a course is analysed, quality assured and recommissioned",
        "record it on the course";
    already_recommissioned(""):
        "the course was already asked for again",
        "plan the next one";
    before_its_cause("occurred_on"):
        "it cannot have happened before what it follows from",
        "check the day it happened";
}

/// A rule broken by one row of the attendance.
pub(super) fn row(rule: &'static str, index: usize, field: &str) -> Refusal {
    let (message, remedy) = match rule {
        "attended_over_booked" => (
            "more people attended than had booked or walked in",
            "count those who came without booking as walk-ins",
        ),
        "attendance_agency_twice" => (
            "the agency has a row already",
            "put its numbers into one row",
        ),
        _ => (
            "the agency is not one of the partnership's",
            "choose one of its agencies",
        ),
    };
    Refusal::new(rule, format!("attendance/{index}/{field}"), message, remedy)
}

/// A briefing named is not published.
pub(super) fn briefing_not_published(index: usize) -> Refusal {
    Refusal::new(
        "briefing_not_published",
        format!("briefings/{index}"),
        "no published briefing has this id",
        "choose one that is published and was not withdrawn",
    )
}
