//! Every refusal of a practice review: the rule's name, why, and what to do next.

use super::Gate;
use crate::refusal::Refusal;

macro_rules! refusals {
    ($($name:ident($field:literal): $message:literal, $remedy:literal;)*) => {$(
        pub(super) fn $name() -> Refusal {
            Refusal::new(stringify!($name), $field, $message, $remedy)
        }
    )*};
}

refusals! {
    review_already_commissioned(""):
        "a review was already commissioned under this id",
        "open that one, or commission the new one under an id of its own";
    review_not_commissioned(""):
        "no review was commissioned under this id",
        "commission the review first, or check the address";
    review_closed(""):
        "the review is closed, and a closed review is not changed",
        "follow its recommendations; a new review looks again";
    review_ended(""):
        "it was published, or that it is not was decided, so its report is not worked on any more",
        "record what happened to what was published, or close the review";
    review_not_ended(""):
        "nothing was published yet, and that nothing is was not decided",
        "publish the report, or decide with a reason that it is not published";

    review_reference_taken("reference"):
        "another review already has this reference",
        "give it one that no other review has";
    decided_in_the_future("decided_on"):
        "a decision that was made cannot lie in the future",
        "give the day the partners decided";
    serious_case_review_after_transition("kind"):
        "serious case reviews were decided upon until 29 September 2019",
        "choose the local child safeguarding practice review";
    rapid_review_unknown("rapid_review"):
        "there is no such rapid review",
        "choose one of the rapid reviews, or none where the review comes from none";
    rapid_review_decided_otherwise("rapid_review"):
        "the rapid review did not decide for a review of this kind",
        "choose the kind it decided for, or the rapid review that decided for this one";
    rapid_review_already_led("rapid_review"):
        "a practice review of this kind already comes from the rapid review",
        "open that one";
    no_rule_set("decided_on"):
        "no rule set was in force on the day of the decision",
        "have the partnership adopt the edition of the guidance that was in force then";
    clock_without_date("decided_on"):
        "the clock of this review has no date: the table of bank holidays ends before it",
        "have a calendar loaded that covers more years";
    monitoring_interval_missing("monitored_every_weeks"):
        "the partners look at a review's time and quality at intervals of one to thirteen weeks",
        "say every how many weeks";

    reviewer_not_independent(""):
        "somebody who had part in the case, or works for a member agency, is not independent of it",
        "appoint somebody else";
    reviewer_unknown("reviewer"):
        "the review has no reviewer with this number",
        "choose one that was appointed";
    reviewer_removed("reviewer"):
        "the reviewer was removed, and stands for nothing any more",
        "choose the reviewer who is in place";
    reviewer_missing("reviewer"):
        "an independent reviewer stands for the report of a review that law asks for",
        "appoint a reviewer, and say that it is theirs";
    terms_already_agreed(""):
        "what the review looks at is agreed",
        "revise it with a reason";
    terms_not_agreed(""):
        "what the review looks at is not agreed yet",
        "agree the terms of reference first";
    agencies_missing("agencies"):
        "at least one agency is named",
        "name the agencies";
    agency_unknown("agencies"):
        "an agency is not an agency of the partnership",
        "choose one of the partnership's agencies";
    agency_repeated("agencies"):
        "an agency is named twice",
        "name each agency once";

    proceeding_unknown("number"):
        "the review has no parallel proceeding with this number",
        "register it first";
    proceeding_concluded("number"):
        "it came to an end already",
        "there is nothing to do";
    subject_unknown("subject"):
        "nobody like that was added to this review, or to the incident behind it",
        "add the child or family member to this review first, then invite them";
    family_already_invited("subject"):
        "that they were invited is recorded already",
        "record whether they took part";
    words_in_own_record("words"):
        "what a child or family member says is kept in their own record, which can be erased alone",
        "leave the words out here, and record them with the child or family member";
    family_member_unknown("number"):
        "nobody of the family was invited under this number",
        "record the invitation first";
    family_already_declined("number"):
        "that they would rather not is recorded already",
        "there is nothing to do";
    held_in_the_future("on"):
        "what was held cannot lie in the future",
        "give the day it was held";
    nobody_attended("attended"):
        "somebody came, or it was not held",
        "say how many came";

    request_due_past("due"):
        "what is asked for can only be due today or later",
        "give a day to come";
    request_unknown("number"):
        "the review has no such request",
        "choose one that was made";
    request_answered("number"):
        "the request is answered already",
        "make another request where something is missing";
    evidence_unknown("document"):
        "there is no such document",
        "lodge it as evidence first";

    no_draft(""):
        "no draft of the report has come",
        "record the draft first";
    accuracy_already_asked("agencies"):
        "an agency was asked already about this draft",
        "leave it out, or wait for its answer";
    accuracy_not_asked("agency"):
        "the agency was not asked about this draft",
        "ask it first";
    accuracy_already_checked("agency"):
        "the agency has answered for this draft",
        "what it says next is of the next draft";
    inaccuracy_missing("words"):
        "what is not accurate is not said",
        "say what has to be corrected";

    finding_already_recorded("finding"):
        "something was already recorded under this id",
        "correct that one, or record the new one under an id of its own";
    finding_unknown("finding"):
        "the review has no such finding or learning point",
        "choose one of the review's";
    theme_unknown("theme"):
        "the theme is not among the partnership's themes",
        "choose one of them";
    nothing_corrected(""):
        "nothing was changed",
        "change the kind, the words or the theme";
    good_practice_needs_no_recommendation("finding"):
        "good practice asks for no recommendation, so none has to be justified",
        "there is nothing to do";
    no_recommendation_already_justified("finding"):
        "somebody already said why no recommendation is made of it",
        "there is nothing to do";

    not_a_safeguarding_partner("agency"):
        "the agency is not one of the safeguarding partners",
        "choose one of them, or have it designated";
    already_signed("agency"):
        "the partner has signed this version",
        "there is nothing to do";
    not_signed_off(""):
        "not every safeguarding partner has signed the latest version",
        "have every partner sign it off first";
    anonymisation_incomplete("answers"):
        "every question of the checklist is answered once, and nobody can be told by any of it",
        "change the report where somebody can be told from it, then check again";
    identifiers_left("patterns"):
        "the text still holds what looks like an identifier",
        "take it out of the report, or say with a reason why what was found identifies nobody";
    sent_in_the_future("on"):
        "what was sent cannot be dated after today",
        "give the day it was sent";
    sent_before_signed("on"):
        "the copy that counts is of the report the partners signed",
        "send the signed report, and give that day";
    already_sent("on"):
        "this version was sent already",
        "there is nothing to do";
    not_sent_to_panel(""):
        "the Panel has no report to say something about",
        "record that the report was sent first";
    comment_before_copy("on"):
        "the Panel cannot say something of a report before it has it, nor after today",
        "check the two days";
    no_statutory_date(""):
        "no law sets a day for this review, so it is not late",
        "monitor its progress instead";
    expected_day_not_ahead("expected"):
        "the day it is expected now lies after the last one allowed, and not before today",
        "give the day it is expected";
    told_in_the_future("told_panel_on"):
        "nobody was told yet on a day to come",
        "tell the Panel, and give that day";

    publication_withheld(""):
        "it was decided that the report is not published",
        "publish what should get better instead";
    published_in_the_future("on"):
        "what was published cannot be dated after today",
        "record it on the day, or check the date";
    not_published(""):
        "nothing was published",
        "publish first";
    available_too_short("available_until"):
        "what is published can be read by anybody for at least the rule set's year",
        "leave the day out, or give a later one";
    already_taken_down(""):
        "it was taken down already",
        "there is nothing to do";
    taken_down_on_another_day("on"):
        "it is taken down after it was published and not after today",
        "check the two days";
    taken_down_too_early("on"):
        "it has to be public for longer",
        "put it back; where it is gone, say in the reason why";
    finding_without_recommendation(""):
        "a finding or learning point has no recommendation that stands",
        "make a recommendation of it, or say with a reason why there is none";
}

/// A gate that still stands in the way of publishing.
pub(super) fn gate_shut(gate: Gate) -> Refusal {
    let (rule, message, remedy) = match gate {
        Gate::Draft => (
            "publish_without_report",
            "there is no report to publish",
            "record the draft first",
        ),
        Gate::Accuracy => (
            "publish_with_accuracy_open",
            "an agency was asked whether the report is accurate and has not answered",
            "wait for the answer, or record it",
        ),
        Gate::SignOffs => (
            "publish_without_sign_offs",
            "not every safeguarding partner has signed the latest version",
            "have every partner sign it off first",
        ),
        Gate::Impact => (
            "publish_without_impact_assessment",
            "what publishing does to the family and to practitioners was not assessed",
            "assess it first",
        ),
        Gate::Anonymisation => (
            "publish_without_anonymisation",
            "whether anybody can be told from the latest version was not checked",
            "check its anonymisation first",
        ),
        Gate::PanelCopy => (
            "publish_before_panel_notice",
            "the Panel and the Secretary of State have not had the report for long enough",
            "send it, and publish no earlier than the calculator says",
        ),
        Gate::DelayNotice => (
            "publish_late_without_notice",
            "the six months are past, and no notice of delay covers the day",
            "record why it is late and when the Panel was told",
        ),
        Gate::Justification => (
            "improvements_without_justification",
            "the report itself is published unless that is inappropriate",
            "decide with a reason that it is not published first",
        ),
    };
    Refusal::new(rule, "", message, remedy)
}
