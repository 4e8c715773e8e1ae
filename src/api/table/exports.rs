//! The plans and lists that can be taken away as files.

use super::super::answer::Answer;
use super::super::ask::{Ask, Param};
use super::super::problem::Problem;
use super::super::schemas::Shape;
use super::super::{audits, exports, history, lists};
use super::{AGENCY, AS_AT, ID, LIST, OVERDUE, Operation, ask};

/// A list, filtered as where it is read, in both formats.
pub(super) fn all() -> Vec<Operation> {
    let plan = file("/plans/{id}", "Plan", "Plans", &[ID, AS_AT], exports::plan);
    let listed = [
        file(
            "/actions",
            "Actions",
            "Actions",
            &lists::action_params(),
            exports::actions,
        ),
        file(
            "/recommendations",
            "Recommendations",
            "Recommendations",
            &lists::recommendation_params(),
            exports::recommendations,
        ),
        file(
            "/deadlines",
            "Deadlines",
            "Position",
            &lists::deadline_params(),
            exports::deadlines,
        ),
        file(
            "/gaps",
            "Gaps",
            "Position",
            &lists::gap_params(),
            exports::gaps,
        ),
        file(
            "/audits",
            "Audits",
            "Audits",
            &audits::audit_params(),
            exports::audits,
        ),
        file(
            "/returns-to-chase",
            "ReturnsToChase",
            "Audits",
            &[AGENCY, audits::OF_AUDIT, OVERDUE, AS_AT],
            exports::to_chase,
        ),
    ];
    let mut all: Vec<Operation> = std::iter::once(plan).chain(listed).flatten().collect();
    all.push(Operation {
        answers: vec![(200, "The file, to be saved.", Shape::File)],
        ..ask(
            "/trail/export.ndjson",
            "exportTrailNdjson",
            "Trail",
            "Every event that is asked for, oldest first, one a line as JSON: its leaf as it \
             stands in the log, and the words that can be read. However long it is; a file that \
             breaks off is not whole.",
            &history::trail_file_params(),
            Shape::File,
            history::trail_lines,
        )
    });
    all
}

fn file(
    path: &str,
    id: &str,
    tag: &'static str,
    params: &[Param],
    run: fn(&Ask) -> Result<Answer, Problem>,
) -> [Operation; 2] {
    // A file holds the whole list: it has no pages, and its words stand in its cells.
    let paging = LIST.map(|param| param.name);
    let kept: Vec<Param> = params
        .iter()
        .filter(|param| param.name == AS_AT.name || !paging.contains(&param.name))
        .copied()
        .collect();
    [
        ("xlsx", "Xlsx", "an Excel sheet"),
        ("csv", "Csv", "text with commas, in UTF-8"),
    ]
    .map(|(ending, word, told)| Operation {
        answers: vec![(200, "The file, to be saved.", Shape::File)],
        ..ask(
            &format!("{path}/export.{ending}"),
            &format!("export{id}{word}"),
            tag,
            &format!("The whole list as {told}, in the columns boards use."),
            &kept,
            Shape::File,
            run,
        )
    })
}
