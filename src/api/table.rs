//! Every operation of the interface, once: its address, what it takes, what it answers, and what
//! serves it.

mod about;
mod audits;
mod commands;
mod exports;
mod inspections;
mod learning;
mod packs;
mod params;
mod practice_reviews;
mod rapid_reviews;
mod records;
mod search;
mod self_assessments;

pub(super) use params::{AGENCY, AS_AT, FILTERS, LIST, PAGE, PER_PAGE, PLAN, TEXTS};
use params::{ID, OVERDUE, PAPER, POSITION};

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::problem::Problem;
use super::schemas::{self, Shape};
use super::{clocks, comparison, history, lists, papers, read};
use crate::web::entrance::Needs;
use events::command::Command;
use events::everywhere::Area;
use events::ids::StreamKind;
use std::sync::LazyLock;

/// What serves an operation.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// A read.
    Read(fn(&Ask) -> Result<Answer, Problem>),
    /// The interface's own document.
    Document,
    /// The page about the interface.
    Page,
    /// One command to one stream.
    Command {
        /// The kind of stream.
        kind: StreamKind,
        /// The command's word.
        word: &'static str,
    },
    /// Several commands, recorded together.
    Batch,
    /// A file of evidence.
    EvidenceFile,
    /// A paper of a meeting with its file.
    PaperFile,
    /// A document to read a plan from.
    Import,
    /// A signed checkpoint.
    Checkpoint,
    /// A search, whose words stand in a body and in no address.
    Search,
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// The address, below the interface's own.
    pub path: String,
    /// Its name in generated clients.
    pub id: String,
    /// The group it is shown in.
    pub tag: &'static str,
    /// What it does.
    pub summary: String,
    /// What it takes in path and query.
    pub params: Vec<Param>,
    /// What it answers when all is well: the status and the shape.
    pub answers: Vec<(u16, &'static str, Shape)>,
    /// What it takes as its body.
    pub body: Option<Shape>,
    /// What serves it.
    pub run: Run,
    /// What somebody needs to be let through to it.
    pub needs: Needs,
}

impl Operation {
    /// Whether it records something.
    pub fn writes(&self) -> bool {
        !matches!(
            self.run,
            Run::Read(_) | Run::Document | Run::Page | Run::Search
        )
    }

    /// The HTTP method.
    pub fn method(&self) -> &'static str {
        let searches = matches!(self.run, Run::Search);
        if self.writes() || searches {
            "post"
        } else {
            "get"
        }
    }
}

/// Every operation, in the order they are told.
pub fn all() -> &'static [Operation] {
    static ALL: LazyLock<Vec<Operation>> = LazyLock::new(|| {
        let mut all = reads();
        all.push(search::operation());
        all.extend(others());
        all.extend(about::all());
        for doc in Command::catalogue().iter().filter(|doc| doc.offered) {
            all.extend(commands::of(doc));
        }
        all
    });
    &ALL
}

/// The part of the product that the reads of a group belong to; none where the group has no reads
/// whose needs follow from it.
fn area_of(tag: &str) -> Option<Area> {
    Some(match tag {
        "Position" | "Plans" | "Actions" | "Recommendations" | "Evidence" | "Meetings"
        | "Audits" | "Reviews" | "Self-assessments" | "Practice reviews" | "Learning"
        | "Inspections" | "Records" | "Evidence packs" => Area::Work,
        "Partnership" => Area::Partnership,
        "Trail" => Area::Trail,
        "Proof" => Area::Proofs,
        "Accounts" => Area::Accounts,
        _ => return None,
    })
}

/// What a read of a group needs. What stands in no group that is known here is for the
/// administrator alone, who sees no case content; a test names it.
fn needs_of(tag: &str) -> Needs {
    Needs::Area(area_of(tag).unwrap_or(Area::Accounts))
}

fn ask(
    path: &str,
    id: &str,
    tag: &'static str,
    summary: &str,
    params: &[Param],
    shape: Shape,
    run: fn(&Ask) -> Result<Answer, Problem>,
) -> Operation {
    Operation {
        path: path.to_owned(),
        id: id.to_owned(),
        tag,
        summary: summary.to_owned(),
        params: params.to_vec(),
        answers: vec![(200, "What was asked for.", shape)],
        body: None,
        run: Run::Read(run),
        needs: needs_of(tag),
    }
}

fn reads() -> Vec<Operation> {
    let mut all = position();
    all.extend(things());
    all.extend(more_things());
    all.extend(audits::all());
    all.extend(self_assessments::all());
    all.extend(rapid_reviews::all());
    all.extend(practice_reviews::all());
    all.extend(inspections::all());
    all.extend(learning::all());
    all.extend(packs::all());
    all.extend(records::all());
    all.extend(exports::all());
    all.extend(past());
    all
}

/// The position and what is to be done.
fn position() -> Vec<Operation> {
    vec![
        ask(
            "/status",
            "getStatus",
            "Position",
            "The learning-and-improvement position: counts by rating claimed, by date and \
             verified, what is overdue, what moved, and what was closed on which evidence.",
            &[
                AS_AT,
                Param::query("since", Kind::Moment, "Movement since this moment."),
                PLAN,
                TEXTS,
            ],
            Shape::Object("Status"),
            lists::status,
        ),
        ask(
            "/comparison",
            "listChanges",
            "Position",
            "What changed between two moments: plans with their priorities, recommendations and \
             actions, each with what stood there at both.",
            &comparison::PARAMS,
            Shape::Page("ChangedThing"),
            comparison::changes,
        ),
        ask(
            "/deadlines",
            "listDeadlines",
            "Position",
            "Everything that falls due, with the rule that sets the date.",
            &lists::deadline_params(),
            Shape::Page("Deadline"),
            lists::deadlines,
        ),
        ask(
            "/deadlines/calculation",
            "calculateDeadline",
            "Position",
            "The day a statutory clock ends on when it is counted from a day, with the bank \
             holidays it steps over and the source of the clock. Nothing is recorded.",
            &clocks::CALCULATED,
            Shape::Object("Calculated"),
            clocks::calculate,
        ),
        ask(
            "/gaps",
            "listGaps",
            "Position",
            "What is missing from the record, by rule, with what was decided about it.",
            &lists::gap_params(),
            Shape::Page("Gap"),
            lists::gaps,
        ),
    ]
}

fn one(
    path: &str,
    id: &str,
    tag: &'static str,
    summary: &str,
    shape: &'static str,
    run: fn(&Ask) -> Result<Answer, Problem>,
) -> Operation {
    ask(
        path,
        id,
        tag,
        summary,
        &[ID, AS_AT, TEXTS],
        Shape::Object(shape),
        run,
    )
}

/// The things recorded.
fn things() -> Vec<Operation> {
    vec![
        ask(
            "/partnership",
            "getPartnership",
            "Partnership",
            "The partnership: agencies, groups, role holders, reporting years, RAG keys, rule sets.",
            &[AS_AT, TEXTS],
            Shape::Object("Partnership"),
            read::partnership,
        ),
        ask(
            "/plans",
            "listPlans",
            "Plans",
            "Every plan, the newest first.",
            &[AS_AT, TEXTS],
            Shape::Rows("PlanRow"),
            read::plans,
        ),
        one(
            "/plans/{id}",
            "getPlan",
            "Plans",
            "One plan with everything in it.",
            "Plan",
            read::plan,
        ),
        ask(
            "/plans/{id}/priorities",
            "listPriorities",
            "Plans",
            "A plan's priorities in the order of their numbers, each with its parts.",
            &[ID, AS_AT, TEXTS],
            Shape::Rows("PriorityNode"),
            read::priorities,
        ),
        ask(
            "/actions",
            "listActions",
            "Actions",
            "Improvement actions, filtered and sorted as on the page.",
            &lists::action_params(),
            Shape::Page("ActionRow"),
            lists::actions,
        ),
        one(
            "/actions/{id}",
            "getAction",
            "Actions",
            "One improvement action with its whole history and what surrounds it.",
            "Action",
            read::action,
        ),
    ]
}

/// What comes of work, and what it rests on.
fn more_things() -> Vec<Operation> {
    vec![
        ask(
            "/recommendations",
            "listRecommendations",
            "Recommendations",
            "Recommendations, in the order they were made.",
            &lists::recommendation_params(),
            Shape::Page("Recommendation"),
            lists::recommendations,
        ),
        one(
            "/recommendations/{id}",
            "getRecommendation",
            "Recommendations",
            "One recommendation with its whole history.",
            "Recommendation",
            read::recommendation,
        ),
        one(
            "/evidence/{id}",
            "getEvidence",
            "Evidence",
            "One piece of evidence.",
            "Evidence",
            read::evidence,
        ),
        Operation {
            answers: vec![(200, "The file, to be saved.", Shape::File)],
            ..ask(
                "/evidence/{id}/file",
                "getEvidenceFile",
                "Evidence",
                "The file of a piece of evidence, as it was lodged.",
                &[ID],
                Shape::File,
                read::evidence_file,
            )
        },
        ask(
            "/meetings",
            "listMeetings",
            "Meetings",
            "Meetings, the latest first.",
            &lists::meeting_params(),
            Shape::Page("Meeting"),
            lists::meetings,
        ),
        one(
            "/meetings/{id}",
            "getMeeting",
            "Meetings",
            "One meeting with its decisions and what came of them.",
            "Meeting",
            read::meeting,
        ),
        Operation {
            answers: vec![(200, "The file, to be saved.", Shape::File)],
            ..ask(
                "/meetings/{id}/papers/{paper}/file",
                "getPaperFile",
                "Meetings",
                "The file of a paper, as it was frozen.",
                &[ID, PAPER],
                Shape::File,
                papers::file,
            )
        },
    ]
}

/// What happened, and how it is proved.
fn past() -> Vec<Operation> {
    let mut all = happened();
    all.extend(proved());
    all
}

/// What happened.
fn happened() -> Vec<Operation> {
    let kinds = Kind::OneOf(&schemas::KINDS);
    vec![
        ask(
            "/trail",
            "listTrail",
            "Trail",
            "Who said what, when it happened, when it was recorded and why. Paged by position.",
            &history::trail_params(),
            Shape::Object("Trail"),
            history::trail,
        ),
        ask(
            "/trail/{position}",
            "getEvent",
            "Trail",
            "One event, as its leaf stands in the log, with the words that can be read.",
            &[POSITION],
            Shape::Object("Event"),
            history::event,
        ),
        ask(
            "/texts/{position}",
            "getText",
            "Trail",
            "The words of one field of one event.",
            &[
                POSITION,
                Param::query(
                    "field",
                    Kind::Words,
                    "The field, such as /data/text or /reason.",
                )
                .required(),
            ],
            Shape::Object("Text"),
            history::text,
        ),
        Operation {
            needs: Needs::Area(Area::Work),
            ..ask(
                "/threads/{kind}/{id}",
                "getThread",
                "Trail",
                "What led to a thing and what came of it, in both directions.",
                &[
                    Param::path("kind", kinds, "What kind of thing."),
                    ID,
                    AS_AT,
                    TEXTS,
                ],
                Shape::Object("Thread"),
                history::thread,
            )
        },
    ]
}

/// How it is proved.
fn proved() -> Vec<Operation> {
    vec![
        ask(
            "/checkpoints",
            "listCheckpoints",
            "Proof",
            "Every signed checkpoint, the oldest first, and the key that checks them.",
            &[],
            Shape::Object("Checkpoints"),
            history::checkpoints,
        ),
        // Without anybody there is /health beside the pages.
        Operation {
            needs: Needs::Somebody,
            ..ask(
                "/health",
                "getHealth",
                "Proof",
                "Whether the log accepts writes, how many events it holds, and the root over them.",
                &[],
                Shape::Object("Health"),
                history::health,
            )
        },
    ]
}

fn write(
    path: &str,
    id: &str,
    tag: &'static str,
    summary: &str,
    body: Option<Shape>,
    answers: Vec<(u16, &'static str, Shape)>,
    run: Run,
) -> Operation {
    Operation {
        path: path.to_owned(),
        id: id.to_owned(),
        tag,
        summary: summary.to_owned(),
        params: Vec::new(),
        answers,
        body,
        run,
        needs: needs_of(tag),
    }
}

fn others() -> Vec<Operation> {
    let recorded = |status, told| vec![(status, told, Shape::Object("Recorded"))];
    vec![
        // What each command needs is for the rules.
        Operation {
            needs: Needs::Somebody,
            ..write(
                "/commands",
                "recordTogether",
                "Together",
                "Several commands, recorded in one commit or not at all.",
                Some(Shape::Object("Commands")),
                recorded(200, "Recorded, and safe against a power cut."),
                Run::Batch,
            )
        },
        Operation {
            needs: Needs::Somebody,
            ..write(
                "/evidence/files",
                "lodgeEvidenceFile",
                "Evidence",
                "Lodge a piece of evidence with its file, of at most 25 MB.",
                Some(Shape::Form("EvidenceForm")),
                recorded(201, "Lodged, and safe against a power cut."),
                Run::EvidenceFile,
            )
        },
        Operation {
            needs: Needs::Somebody,
            params: vec![ID],
            ..write(
                "/meetings/{id}/papers",
                "freezePaperFile",
                "Meetings",
                "Freeze a paper of a meeting with its file, of at most 25 MB, and make the \
                 checkpoint that covers it. Nothing changes it afterwards.",
                Some(Shape::Form("PaperForm")),
                recorded(200, "Frozen, and safe against a power cut."),
                Run::PaperFile,
            )
        },
        Operation {
            needs: Needs::Area(Area::Import),
            ..write(
                "/imports",
                "importPlan",
                "Plans",
                "Read a plan from a .docx, .xlsx or .csv document. Nothing is written unless `confirm` \
             is `yes`.",
                Some(Shape::Form("ImportForm")),
                vec![
                    (
                        200,
                        "What would be recorded; nothing was written.",
                        Shape::Object("Imported"),
                    ),
                    (
                        201,
                        "Recorded, and safe against a power cut.",
                        Shape::Object("Imported"),
                    ),
                ],
                Run::Import,
            )
        },
    ]
}

/// How many faults are told at once.
pub(super) const FAULTS_MAX: usize = 100;

/// How many rows a page has when not said.
pub(super) const ROWS_ON_A_PAGE: usize = 50;

#[cfg(test)]
mod tests {
    use super::{Run, all, area_of};

    #[test]
    fn every_group_of_reads_and_of_commands_belongs_to_a_part_of_the_product() {
        for one in all() {
            if matches!(one.run, Run::Read(_) | Run::Command { .. } | Run::Search) {
                assert!(area_of(one.tag).is_some(), "{}: {}", one.path, one.tag);
            }
        }
    }
}
