//! The rules by number and name. Numbers up to 60 are the field's list; those from 101 up are the
//! places where the thread breaks.

use serde::Serialize;

/// A rule that finds gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its number.
    pub number: u16,
    /// Its stable name.
    pub name: &'static str,
    /// What a page calls it.
    pub title: &'static str,
}

const fn rule(number: u16, name: &'static str, title: &'static str) -> Rule {
    Rule {
        number,
        name,
        title,
    }
}

pub(super) const ORPHAN_FINDING: u16 = 1;
pub(super) const QUALITY_UNCHECKED: u16 = 3;
pub(super) const GREEN_PAST_DUE: u16 = 17;
pub(super) const RATING_UNEXPLAINED: u16 = 18;
pub(super) const WHITE_AFTER_START: u16 = 19;
pub(super) const PURPLE_WITHOUT_DECISION: u16 = 20;
pub(super) const STALE_AT_MEETING: u16 = 21;
pub(super) const BETTER_WITHOUT_EVENT: u16 = 22;
pub(super) const EXTENDED: u16 = 23;
pub(super) const MILESTONE_BEYOND_PLAN: u16 = 24;
pub(super) const RUSH: u16 = 25;
pub(super) const DEPENDENCY_LATE: u16 = 27;
pub(super) const BELOW_PACE: u16 = 28;
pub(super) const NO_DISABLED_CHILD: u16 = 29;
pub(super) const SAMPLE_CHANGED: u16 = 30;
pub(super) const NOT_MODERATED: u16 = 31;
pub(super) const CONCERN_UNCONFIRMED: u16 = 32;
pub(super) const NOT_DISSEMINATED: u16 = 33;
pub(super) const NOT_REPEATED: u16 = 34;
pub(super) const NOT_BETTER: u16 = 35;
pub(super) const SELF_ASSESSMENT: u16 = 36;
pub(super) const NOTIFIED_LATE: u16 = 37;
pub(super) const RAPID_REVIEW_LATE: u16 = 38;
pub(super) const SUMMARY_MISSING: u16 = 39;
pub(super) const POSITION_MISSING: u16 = 40;
pub(super) const PANEL_UNANSWERED: u16 = 41;
pub(super) const REVIEW_LATE_UNEXPLAINED: u16 = 42;
pub(super) const MONITORING_SILENT: u16 = 43;
pub(super) const PANEL_COPY_LATE: u16 = 44;
pub(super) const TAKEN_DOWN_EARLY: u16 = 45;
pub(super) const ANONYMISATION_UNCHECKED: u16 = 46;
pub(super) const FOUND_BEFORE: u16 = 47;
pub(super) const NOT_PASSED_ON: u16 = 48;
pub(super) const NO_LATER_LOOK: u16 = 49;
pub(super) const DECISION_WITHOUT_ACTION: u16 = 53;
pub(super) const ABSENT_TWICE: u16 = 55;
pub(super) const TOTALS: u16 = 59;
pub(super) const IDENTIFIER: u16 = 60;
pub(super) const NO_ACTION: u16 = 101;
pub(super) const NO_EVIDENCE: u16 = 102;
pub(super) const NO_IMPACT: u16 = 103;
pub(super) const UNDATED: u16 = 104;
pub(super) const UNOWNED: u16 = 105;
pub(super) const NO_ADDRESSEE: u16 = 106;
pub(super) const OLD_EVIDENCE: u16 = 107;
pub(super) const CLAIM_UNCHECKED: u16 = 108;
pub(super) const OVERDUE_UNEXPLAINED: u16 = 109;
pub(super) const CHAIR_VACANT: u16 = 110;
pub(super) const IMPACT_WITHOUT_EVIDENCE: u16 = 111;
pub(super) const UNMEASURED: u16 = 112;
pub(super) const REQUEST_UNANSWERED: u16 = 113;
pub(super) const PLAN_LATE: u16 = 114;
/// The field's list has it under 60, beside identifiers. It has a number of its own, so that who
/// accepts the one about a thing does not accept the other.
pub const RETENTION_DUE: u16 = 115;

/// Every rule that today's facts can show, by number.
pub const RULES: [Rule; 53] = [
    rule(
        ORPHAN_FINDING,
        "finding_without_recommendation",
        "Finding that asks for change and led to no recommendation",
    ),
    rule(
        QUALITY_UNCHECKED,
        "recommendation_quality_unchecked",
        "Recommendation from a finding whose quality was not checked, or fell short",
    ),
    rule(
        GREEN_PAST_DUE,
        "green_past_due",
        "Green although the date has passed",
    ),
    rule(
        RATING_UNEXPLAINED,
        "rating_unexplained",
        "Rating without the commentary its key asks for",
    ),
    rule(
        WHITE_AFTER_START,
        "white_after_start",
        "White although the start has passed",
    ),
    rule(
        PURPLE_WITHOUT_DECISION,
        "purple_without_decision",
        "Discontinued without a decision",
    ),
    rule(
        STALE_AT_MEETING,
        "stale_at_meeting",
        "Rating more than three months old at the last meeting",
    ),
    rule(
        BETTER_WITHOUT_EVENT,
        "better_without_event",
        "Colour improved with nothing else recorded",
    ),
    rule(
        EXTENDED,
        "extended_often_or_late",
        "Extended twice or more, or after the date",
    ),
    rule(
        MILESTONE_BEYOND_PLAN,
        "milestone_beyond_plan",
        "Milestone after the plan's end",
    ),
    rule(
        RUSH,
        "updates_in_a_rush",
        "Most ratings given in the five working days before a meeting",
    ),
    rule(
        DEPENDENCY_LATE,
        "dependency_late",
        "Waits for an action that is late",
    ),
    rule(
        BELOW_PACE,
        "audits_below_pace",
        "Fewer audits reported than the year asks for by now",
    ),
    rule(
        NO_DISABLED_CHILD,
        "no_disabled_child",
        "Audit whose sample holds no disabled child",
    ),
    rule(
        SAMPLE_CHANGED,
        "sample_short_or_changed",
        "Sample smaller than planned, or changed after grading",
    ),
    rule(
        NOT_MODERATED,
        "not_moderated",
        "Audit not moderated in time, or in which no grade ever moved",
    ),
    rule(
        CONCERN_UNCONFIRMED,
        "concern_unconfirmed",
        "Child found unsafe, corrective action not confirmed",
    ),
    rule(
        NOT_DISSEMINATED,
        "not_disseminated",
        "Audit whose learning reached nobody",
    ),
    rule(
        NOT_REPEATED,
        "not_repeated",
        "Audit that asked for change and is not made again",
    ),
    rule(
        NOT_BETTER,
        "repeat_not_better",
        "Repeat audit in which practice is no better",
    ),
    rule(
        SELF_ASSESSMENT,
        "self_assessment_gap",
        "Self-assessment not returned, not evidenced, or moderated down with no action",
    ),
    rule(
        NOTIFIED_LATE,
        "notified_late",
        "Panel notified after five working days, or not yet",
    ),
    rule(
        RAPID_REVIEW_LATE,
        "rapid_review_late",
        "Rapid review sent after fifteen working days, or not yet",
    ),
    rule(
        SUMMARY_MISSING,
        "summary_missing",
        "Agency’s summary missing and not explained",
    ),
    rule(
        POSITION_MISSING,
        "position_missing",
        "Decision without the position of a safeguarding partner",
    ),
    rule(
        PANEL_UNANSWERED,
        "panel_unanswered",
        "Panel that does not agree, with no decision since",
    ),
    rule(
        REVIEW_LATE_UNEXPLAINED,
        "review_late_unexplained",
        "Practice review past six months with no notice of delay",
    ),
    rule(
        MONITORING_SILENT,
        "review_monitoring_silent",
        "Practice review whose time and quality nobody looked at when it was due",
    ),
    rule(
        PANEL_COPY_LATE,
        "panel_copy_late",
        "Report not with the Panel seven working days before publication",
    ),
    rule(
        TAKEN_DOWN_EARLY,
        "report_taken_down_early",
        "Published report taken down before its time",
    ),
    rule(
        ANONYMISATION_UNCHECKED,
        "anonymisation_unchecked",
        "Report signed off and not checked for anonymity",
    ),
    rule(
        FOUND_BEFORE,
        "found_before",
        "Found again on the same theme within three years",
    ),
    rule(
        NOT_PASSED_ON,
        "briefing_not_passed_on",
        "Briefing that an agency asked did not pass on, or that nobody was asked to",
    ),
    rule(
        NO_LATER_LOOK,
        "training_without_later_look",
        "Training whose effect on practice nobody looked at",
    ),
    rule(
        DECISION_WITHOUT_ACTION,
        "decision_without_action",
        "Decision from which nothing came",
    ),
    rule(
        ABSENT_TWICE,
        "absent_twice",
        "Agency not represented at two meetings running",
    ),
    rule(TOTALS, "totals_do_not_add", "Totals that do not add up"),
    rule(
        IDENTIFIER,
        "identifier_in_text",
        "Text that looks like an identifier, confirmed",
    ),
    rule(
        NO_ACTION,
        "recommendation_without_action",
        "Recommendation with no action",
    ),
    rule(
        NO_EVIDENCE,
        "completion_without_evidence",
        "Completion with no evidence that stands",
    ),
    rule(
        NO_IMPACT,
        "closed_without_impact",
        "Closed with no judgement of impact",
    ),
    rule(UNDATED, "undated_action", "Action with no date"),
    rule(UNOWNED, "unowned_action", "Action nobody owns"),
    rule(
        NO_ADDRESSEE,
        "recommendation_without_addressee",
        "Recommendation to nobody",
    ),
    rule(
        OLD_EVIDENCE,
        "evidence_older_than_action",
        "Evidence older than the action it supports",
    ),
    rule(
        CLAIM_UNCHECKED,
        "claim_unchecked",
        "Claim of completion unchecked for thirty days",
    ),
    rule(
        OVERDUE_UNEXPLAINED,
        "overdue_unexplained",
        "Overdue and nothing said since the date",
    ),
    rule(CHAIR_VACANT, "chair_vacant", "Group without a chair"),
    rule(
        IMPACT_WITHOUT_EVIDENCE,
        "impact_without_evidence",
        "Difference claimed on no evidence that stands",
    ),
    rule(
        UNMEASURED,
        "unmeasured_action",
        "Action with no measure of success",
    ),
    rule(
        REQUEST_UNANSWERED,
        "information_request_unanswered",
        "Request of an inspectorate past its day and not answered",
    ),
    rule(
        PLAN_LATE,
        "inspection_plan_late_unexplained",
        "Plan after an inspection late, and nobody said why",
    ),
    rule(
        RETENTION_DUE,
        "retention_review_due",
        "Record past its period, and nobody reviewed it",
    ),
];

/// What a page calls a rule; empty for a number no rule has.
pub fn rule_title(number: u16) -> &'static str {
    let found = RULES.iter().find(|rule| rule.number == number);
    found.map_or("", |rule| rule.title)
}

/// The stable name of a rule; empty for a number no rule has.
pub fn rule_name(number: u16) -> &'static str {
    let found = RULES.iter().find(|rule| rule.number == number);
    found.map_or("", |rule| rule.name)
}
