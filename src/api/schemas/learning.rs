//! The shapes of what is answered about spreading what was learned.

use super::answered::thing;
use super::{count, day, list, maybe_day, told};
use serde_json::{Value, json};

pub(super) fn things() -> Vec<(&'static str, Value)> {
    let coverage = told(
        "object",
        "Agencies asked, confirmed and overdue; teams and people reached.",
    );
    let numbers = told("object", "Booked, came without booking, attended.");
    vec![
        (
            "BriefingRow",
            thing(json!({
                "reference": told("string", "Its reference."),
                "title": told("string", "What it is called."),
                "phase": told("string", "Draft, cleared, published or withdrawn."),
                "coverage": coverage,
            })),
        ),
        (
            "Briefing",
            thing(json!({
                "briefing": told("object", "What it rests on and says, and each agency's part."),
                "phase": told("string", "Draft, cleared, published or withdrawn."),
                "coverage": coverage,
            })),
        ),
        (
            "LearningActivityRow",
            thing(json!({
                "kind": told("string", "Forum, learning event, newsletter or course."),
                "title": told("string", "What it is called."),
                "phase": told("string", "Scheduled, held or cancelled."),
                "day": day("The day it was held, or is planned for."),
                "numbers": numbers,
                "later_look_by": maybe_day("By when practice is looked at."),
                "later_look_missed": told("boolean", "That day passed, and nobody looked."),
            })),
        ),
        (
            "LearningActivity",
            thing(json!({
                "activity": told("object", "Who came, what they said, and what changed later."),
                "phase": told("string", "Scheduled, held or cancelled."),
                "numbers": numbers,
                "later_look_by": maybe_day("By when practice is looked at."),
            })),
        ),
        (
            "ChildDeathLearningRow",
            thing(json!({
                "title": told("string", "What the year is called."),
                "panel": told("string", "What the panel is called."),
                "learned": count("How many things several deaths had in common."),
                "recommended": count("How many recommendations came."),
                "reported": told("boolean", "The yearly report came."),
            })),
        ),
        (
            "ChildDeathLearning",
            thing(json!({
                "title": told("string", "What the year is called."),
                "learned": list("What several deaths had in common, with bands."),
                "recommended": list("What the panel recommended."),
                "referred": list("Deaths referred for safeguarding consideration, with bands."),
            })),
        ),
    ]
}
