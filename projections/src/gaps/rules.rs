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

/// Every rule that today's facts can show, by number.
pub const RULES: [Rule; 25] = [
    rule(17, "green_past_due", "Green although the date has passed"),
    rule(
        18,
        "rating_unexplained",
        "Rating without the commentary its key asks for",
    ),
    rule(
        19,
        "white_after_start",
        "White although the start has passed",
    ),
    rule(
        20,
        "purple_without_decision",
        "Discontinued without a decision",
    ),
    rule(
        21,
        "stale_at_meeting",
        "Rating not renewed before the last meeting",
    ),
    rule(
        22,
        "better_without_event",
        "Colour improved with nothing reported",
    ),
    rule(
        23,
        "extended_often_or_late",
        "Extended twice or more, or after the date",
    ),
    rule(
        24,
        "milestone_beyond_plan",
        "Milestone after the plan's end",
    ),
    rule(
        25,
        "updates_in_a_rush",
        "Most updates made in the five working days before a meeting",
    ),
    rule(27, "dependency_late", "Waits for an action that is late"),
    rule(
        53,
        "decision_without_action",
        "Decision from which nothing came",
    ),
    rule(
        55,
        "absent_twice",
        "Agency absent from two meetings running",
    ),
    rule(59, "totals_do_not_add", "Totals that do not add up"),
    rule(
        60,
        "identifier_in_text",
        "Text that looks like an identifier, confirmed",
    ),
    rule(
        101,
        "recommendation_without_action",
        "Recommendation with no action",
    ),
    rule(
        102,
        "completion_without_evidence",
        "Completion with no evidence that stands",
    ),
    rule(
        103,
        "closed_without_impact",
        "Closed with no judgement of impact",
    ),
    rule(104, "undated_action", "Action with no date"),
    rule(105, "unowned_action", "Action nobody owns"),
    rule(
        106,
        "recommendation_without_addressee",
        "Recommendation to nobody",
    ),
    rule(
        107,
        "evidence_older_than_action",
        "Evidence older than the action it supports",
    ),
    rule(
        108,
        "claim_unchecked",
        "Claim of completion nobody has checked for thirty days",
    ),
    rule(
        109,
        "overdue_unexplained",
        "Overdue and nothing said since the date",
    ),
    rule(110, "chair_vacant", "Group without a chair"),
    rule(
        111,
        "impact_without_evidence",
        "Impact claimed on no evidence that stands",
    ),
];

/// The stable name of a rule; empty for a number no rule has.
pub fn rule_name(number: u16) -> &'static str {
    let found = RULES.iter().find(|rule| rule.number == number);
    found.map_or("", |rule| rule.name)
}
