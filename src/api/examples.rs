//! What the main requests and answers look like, for the interface's own document.

use super::schemas::Shape;
use super::table::{Operation, Run};
use serde_json::{Value, json};

const ACTION: &str = "0198f0c2-7a3b-7c41-8d52-0242ac120003";
const PLAN: &str = "0198f0c2-7a3b-7c41-8d52-0242ac120004";

/// A request as a client would send it, where there is one to show.
pub(super) fn request(operation: &Operation) -> Option<Value> {
    match operation.run {
        Run::Command { word, .. } => command(word),
        Run::Batch => Some(json!({
            "commands": [
                {
                    "stream": format!("improvement_action/{ACTION}"),
                    "command": "report_progress",
                    "data": { "text": "Half the schools have answered" },
                    "expected": 7,
                },
            ],
            "occurred_on": "2026-06-01",
        })),
        Run::Search => Some(json!({
            "words": "chronology \"voice of the child\" -draft",
            "kinds": ["finding", "recommendation"],
            "from": "2025-06-01",
        })),
        Run::Read(_)
        | Run::Document
        | Run::Page
        | Run::EvidenceFile
        | Run::PaperFile
        | Run::Import
        | Run::Checkpoint => None,
    }
}

fn command(word: &str) -> Option<Value> {
    let data = match word {
        "rate_action" => json!({
            "code": "A",
            "commentary": "Half the schools have answered",
            "as_at": "2026-06-01",
        }),
        "report_progress" => json!({ "text": "Half the schools have answered" }),
        "draft_plan" => json!({
            "title": "Plan 2026 to 2027",
            "from": "2026-04-01",
            "to": "2027-03-31",
            "joint_with": [],
        }),
        _ => return None,
    };
    Some(json!({ "data": data, "occurred_on": "2026-06-01" }))
}

/// An answer as a client would get it, where there is one to show.
pub(super) fn answer(shape: Shape) -> Option<Value> {
    let Shape::Object(name) = shape else {
        return None;
    };
    match name {
        "Recorded" => Some(json!({
            "positions": [341],
            "versions": { (format!("improvement_action/{ACTION}")): 8 },
            "already": false,
            "stream": format!("improvement_action/{ACTION}"),
            "id": ACTION,
        })),
        "Imported" => Some(json!({
            "title": "Plan 2026 to 2027",
            "period": { "from": "2026-04-01", "to": "2027-03-31", "assumed": false },
            "priorities": 1,
            "actions": 2,
            "recommendations": 0,
            "problems": [{
                "where": "table 1, row 3, column 4",
                "field": "timescale and milestones",
                "code": "action_without_date",
                "message": "the action has no day it is due in \"Spring\"; give it a due date",
            }],
            "unplaced": [{ "where": "paragraph 3", "text": "Approved by the executive" }],
            "tables": [{
                "table": 0,
                "name": "table 1",
                "rows": 3,
                "use": "plan",
                "header_row": 1,
                "columns": [{ "column": 1, "heading": "Action", "means": "action" }],
            }],
            "columns": [{
                "where": "table 1, row 1, column 1",
                "heading": "Action",
                "meaning": "action",
            }],
            "plan": PLAN,
            "position": null,
            "already": false,
        })),
        _ => None,
    }
}
