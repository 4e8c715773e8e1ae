//! Every refusal of an audit: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    audit_already_commissioned(""):
        "an audit was already commissioned under this id",
        "open that one, or commission the new one under an id of its own";
    audit_not_commissioned(""):
        "no audit was commissioned under this id",
        "commission the audit first, or check the address";
    audit_closed(""):
        "the audit is closed, and a closed audit is not changed",
        "commission a repeat of it";
    audit_abandoned(""):
        "the audit was given up",
        "commission a new one";
    audit_report_approved(""):
        "the report is approved, and what it rests on is not changed",
        "correct a finding with a reason, or commission a repeat";
    audit_report_not_approved(""):
        "the report is not approved",
        "have the report approved first";

    audit_reference_taken("reference"):
        "another audit already has this reference",
        "give it one that no other audit has";
    theme_unknown("theme"):
        "the theme is not among the partnership's themes",
        "choose one of them";
    agencies_missing("agencies"):
        "an audit looks at the practice of at least one agency",
        "name the agencies";
    agencies_too_few("agencies"):
        "a multi-agency audit looks at the practice of at least two agencies",
        "name the others, or choose another kind";
    agency_unknown("agencies"):
        "an agency is not an agency of the partnership",
        "add the agency first, or choose another";
    agency_left("agencies"):
        "an agency has left the partnership, and is not audited with it",
        "leave it out";
    agency_repeated("agencies"):
        "an agency is named twice",
        "name each agency once";
    sample_planned_missing("sample_planned"):
        "an audit looks at one case at the least",
        "say how many cases are to be looked at";
    audit_dates_out_of_order("fieldwork_due"):
        "fieldwork ends on or after the first day, and the report is due on or after that",
        "check the three days";
    programme_entry_unknown("scheduled"):
        "the programme has no such audit, or it was dropped",
        "choose one of the programme's audits, or leave it empty";
    programme_entry_closed("scheduled"):
        "the programme's year is closed",
        "choose an audit of a programme that is open";
    programme_entry_taken("scheduled"):
        "another audit was commissioned for this entry of the programme",
        "go on with that one, or abandon it with a reason first";
    repeat_without_baseline("repeat_of"):
        "a repeat audit needs the earlier audit it is compared with",
        "name the earlier audit, or choose another kind";
    baseline_unknown("repeat_of"):
        "there is no such earlier audit",
        "choose one of the partnership's audits";
    baseline_not_reported("repeat_of"):
        "the earlier audit has no approved report to compare with",
        "choose an audit whose report is approved";
    no_grading_scale(""):
        "no grading scale is in force on this day",
        "have the partnership adopt one first";

    tool_after_fieldwork(""):
        "fieldwork has begun, and its questions are not changed half-way",
        "finish the audit with the questions it began with";
    questions_missing("questions"):
        "an audit tool asks at least one question",
        "write the questions";
    question_repeated("questions"):
        "two questions have the same key",
        "give every question a key of its own";
    grade_described_twice("descriptors"):
        "a grade is described twice",
        "describe each grade once";
    grade_not_in_scale("descriptors"):
        "a grade is not one of the audit's grading scale",
        "use the grades of the scale that was in force when the audit was commissioned";

    sample_not_drawn(""):
        "the sample is not frozen",
        "draw the cases and freeze the sample first";
    sample_already_drawn(""):
        "the sample is frozen",
        "exclude a case with a reason, where it should not be in it";
    sample_empty("cases"):
        "a sample has at least one case",
        "draw the cases first";
    sample_case_unknown("cases"):
        "a case was not drawn for this audit",
        "draw it first, or leave it out";
    sample_case_repeated("cases"):
        "a case is named twice",
        "name each case once";
    sample_case_left_out("cases"):
        "a case that was drawn for this audit is left out",
        "name every case; exclude one with a reason, where it should not be in it";

    moderated_in_the_future("on"):
        "a meeting that was held cannot lie in the future",
        "give the day it met";
    moderated_by_one_agency("attendance"):
        "grades are moderated by at least two agencies",
        "have another agency look at them too";
    attending_agency_unknown("attendance"):
        "an agency is not an agency of the partnership",
        "choose one of the partnership's agencies";
    attending_agency_repeated("attendance"):
        "an agency is named twice",
        "name each agency once";

    finding_already_recorded("finding"):
        "a finding was already recorded under this id",
        "correct that one, or record the new one under an id of its own";
    finding_unknown("finding"):
        "the audit has no such finding",
        "choose one of its findings";
    percentage_without_n("statement"):
        "a percentage without its numbers hides how few cases it speaks of",
        "write the numbers beside it, such as 9 of 12";
    nothing_corrected(""):
        "nothing was changed, and the finding counts the sample as it is",
        "change the kind, the statement, the count, the theme or the reason";
    earlier_missing("earlier_findings"):
        "nothing earlier is named",
        "choose an earlier finding or recommendation";
    earlier_finding_unknown("earlier_findings"):
        "an earlier finding is not one of another audit of this partnership",
        "choose findings of earlier audits";
    earlier_recommendation_unknown("earlier_recommendations"):
        "there is no such earlier recommendation",
        "choose one of the partnership's recommendations";
    strength_needs_no_recommendation("finding"):
        "a strength asks for no recommendation, so none has to be justified",
        "there is nothing to do";
    no_recommendation_already_justified("finding"):
        "somebody already said why no recommendation is made of it",
        "there is nothing to do";

    sample_all_excluded(""):
        "every case was excluded, so there is nothing to report",
        "abandon the audit with a reason";
    no_moderation_meeting(""):
        "no moderation meeting was held",
        "record the meeting and who was there first";
    case_ungraded(""):
        "a case of the sample has no grade",
        "have it graded, or exclude it with a reason";
    case_not_moderated(""):
        "a case of the sample has no moderated grade",
        "moderate it, or exclude it with a reason";
    return_outstanding(""):
        "an agency has not returned what it was asked for",
        "wait for the return, or say why the report goes on without it";
    finding_counts_stale(""):
        "a finding counts another number of cases than the sample less the exclusions",
        "correct the finding, so that it is counted again";
    presented_in_unknown_meeting("meeting"):
        "no meeting with this id was held",
        "record the meeting first, or choose one from the list";
    repeat_in_the_past("by"):
        "the day by which it is to be made again is past",
        "give a day to come";

    no_baseline(""):
        "the audit repeats no earlier one, so there is nothing to compare with",
        "commission a repeat audit";
    counted_none("now"):
        "a measure counts at least one case on each side, and never more than there are",
        "check the four numbers";
    beyond_the_sample("now"):
        "more cases are counted than are left in the sample of that audit",
        "check the numbers against the two samples";
    too_small_to_conclude("judgement"):
        "the numbers are too small to conclude: fewer than ten cases on a side, or a difference \
         that chance may explain",
        "judge it as too small to conclude";
    judgement_against_the_numbers("judgement"):
        "the numbers say the opposite",
        "check the direction in which the measure gets better, and the four numbers";

    finding_without_recommendation(""):
        "a finding that asks for change has no recommendation",
        "make a recommendation of it, or say with a reason why there is none";
    concern_unconfirmed(""):
        "a child was found unsafe, and nobody confirmed what was done",
        "have the corrective action confirmed first";
    not_disseminated(""):
        "what was learned has not reached anybody",
        "record to whom and how it was passed on";
}

/// A finding counts more cases than the `n` there are.
pub(super) fn x_beyond_n(n: u32) -> Refusal {
    Refusal::new(
        "x_beyond_n",
        "x",
        format!("it was seen in more cases than the {n} there are"),
        format!("count again: at most {n}, the sample less the exclusions"),
    )
}

/// A finding counts another number of cases than the `n` there are.
pub(super) fn n_is_not_the_sample(n: u32) -> Refusal {
    Refusal::new(
        "n_is_not_the_sample",
        "n",
        format!("the sample less the exclusions is {n} cases, and not so many"),
        "leave it out, and it is counted; or exclude a case with a reason",
    )
}
