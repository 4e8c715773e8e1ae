//! The reads of briefings, learning activities and learning from child deaths.

use super::super::learning;
use super::super::schemas::Shape;
use super::{AS_AT, Operation, TEXTS, ask, one};

/// The reads of what spreads learning.
pub(super) fn all() -> Vec<Operation> {
    vec![
        ask(
            "/briefings",
            "listBriefings",
            "Learning",
            "Every briefing in numbers, the one that was drafted last first.",
            &[AS_AT, TEXTS],
            Shape::Rows("BriefingRow"),
            learning::briefings,
        ),
        one(
            "/briefings/{id}",
            "getBriefing",
            "Learning",
            "One briefing: what it rests on and says, and which agencies passed it on.",
            "Briefing",
            learning::briefing,
        ),
        ask(
            "/learning-activities",
            "listLearningActivities",
            "Learning",
            "Every forum, learning event, newsletter and course in numbers, the latest day first.",
            &[AS_AT, TEXTS],
            Shape::Rows("LearningActivityRow"),
            learning::activities,
        ),
        one(
            "/learning-activities/{id}",
            "getLearningActivity",
            "Learning",
            "One activity: who came, what they said straight away, and what changed in practice \
             later.",
            "LearningActivity",
            learning::activity,
        ),
        ask(
            "/child-death-learning",
            "listChildDeathLearning",
            "Learning",
            "Every year of learning from child deaths, the latest first.",
            &[AS_AT, TEXTS],
            Shape::Rows("ChildDeathLearningRow"),
            learning::years,
        ),
        one(
            "/child-death-learning/{id}",
            "getChildDeathLearning",
            "Learning",
            "One year: what deaths had in common, what was recommended, and the report. Bands \
             only.",
            "ChildDeathLearning",
            learning::year,
        ),
    ]
}
