//! Every refusal of a case of an audit: the rule's name, why, and what to do next.

use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    case_already_drawn(""):
        "a case was already drawn under this id",
        "open that one, or draw the new one under an id of its own";
    case_not_drawn(""):
        "no case was drawn under this id",
        "draw the case first, or check the address";
    case_excluded(""):
        "the case was excluded, and is neither returned nor graded",
        "go on with the cases left in the sample";
    audit_unknown("audit"):
        "there is no such audit",
        "commission the audit first";
    audit_not_open(""):
        "the audit is closed or was given up, and its cases are not changed",
        "act on the child's safety by your local procedures at once; a new audit records it";
    audit_report_approved(""):
        "the audit's report is approved, and what it rests on is not changed",
        "correct a finding of the audit with a reason, or commission a repeat";
    sample_frozen(""):
        "the audit's sample is frozen, and no case is drawn after that",
        "exclude a case with a reason, or commission another audit";
    sample_not_drawn(""):
        "the audit's sample is not frozen",
        "freeze the sample before agencies are asked and cases are graded";

    alias_malformed("alias"):
        "an alias is at most three letters, with or without a hyphen, and then a number",
        "call the case something like A-07";
    alias_taken("alias"):
        "another case of the audit already has this alias",
        "give it one that no other case of the audit has";
    case_agencies_missing("agencies"):
        "at least one agency works with the child",
        "name the agencies";
    case_agency_repeated("agencies"):
        "an agency is named twice",
        "name each agency once";
    agency_not_audited("agencies"):
        "the audit does not look at the practice of one of these agencies",
        "choose among the audit's agencies";

    tool_not_issued(""):
        "there are no questions to answer yet",
        "give out the audit tool first";
    agency_not_involved("agency"):
        "the agency does not work with this child",
        "choose one of the case's agencies";
    agency_left("agency"):
        "the agency has left the partnership; what it has not returned is waited for no longer",
        "go on without its return";
    return_already_requested("agency"):
        "the agency was already asked for its return",
        "wait for it, or give it back to be done again";
    return_not_requested("agency"):
        "the agency was not asked for a return",
        "ask for it first";
    return_already_received("agency"):
        "the agency's return came in",
        "have it given back with a reason first";
    return_not_received("agency"):
        "there is no return to give back",
        "wait until it comes in";
    return_due_in_the_past("due"):
        "the day by which the return is due is past",
        "give today or a later day";
    tool_out_of_date("tool"):
        "these are not the questions in force",
        "answer the tool that was issued last";
    question_unknown("answers"):
        "a question is not one of the audit tool",
        "answer the questions of the tool";
    question_answered_twice("answers"):
        "a question is answered twice",
        "answer each question once";
    question_unanswered("answers"):
        "a question of the audit tool is not answered",
        "answer every question, or save the return to go on later";

    grade_not_in_scale("grade"):
        "the grade is not one of the audit's grading scale",
        "use a grade of the scale that was in force when the audit was commissioned";
    case_already_moderated(""):
        "the case's grade was moderated, and grades given before are not changed",
        "have it moderated again with a reason";
    peer_graded_own_practice(""):
        "nobody grades as a peer what they graded as their own practice",
        "ask somebody else of the sub-group";
    moderated_ungraded(""):
        "nobody graded the case, so there is nothing to moderate",
        "have it graded first";
    moderated_without_meeting(""):
        "no moderation meeting of at least two agencies was held",
        "record the meeting and who was there first";
    grade_unchanged("to"):
        "the case was already moderated to this grade",
        "there is nothing to do";

    concern_already_raised("concern"):
        "a concern was already raised under this id",
        "raise the new one under an id of its own";
    concern_unknown("concern"):
        "no such concern was raised of this case",
        "choose one of the case's concerns";
    concern_agencies_missing("agencies"):
        "a concern needs an agency that has to act",
        "name at least one";
    concern_agency_unknown("agencies"):
        "an agency is not an agency of the partnership",
        "choose one of the partnership's agencies";
    told_in_the_future("told"):
        "nobody was told on a day to come",
        "give the day somebody was told: today or earlier";
    told_agency_unknown("told"):
        "the agency told is not an agency of the partnership",
        "choose one, or leave it empty";
    concern_already_confirmed("concern"):
        "what was done was already confirmed",
        "there is nothing to do; raise a new concern where the child is unsafe again";
    confirms_own_agency("concern"):
        "an agency does not confirm its own corrective action",
        "ask the coordinator, the independent chair or another agency to see that it was done";
}

/// A moderated grade outside the scale, about the field it was given in.
pub(super) fn moderated_not_in_scale() -> Refusal {
    Refusal {
        field: "to".to_owned(),
        ..grade_not_in_scale()
    }
}
