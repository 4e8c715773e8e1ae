//! What a column means, guessed from its heading.

use serde::{Deserialize, Serialize};

use super::wording::plain;

/// What the cells of a column say about a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Number of the row: "Ref", "No.".
    Reference,
    /// The priority the row belongs to.
    Priority,
    /// A theme; groups rows into priorities where nothing else does.
    Theme,
    /// What should be different, often with a horizon.
    Outcome,
    /// What should change.
    Recommendation,
    /// Boards' exports: an outcome if it names a horizon, else a recommendation.
    RecommendationOrOutcome,
    /// What somebody will do.
    Action,
    /// With what.
    Resources,
    /// Who leads: role and agency.
    Owner,
    /// The lead's agency, in a column of its own.
    Agency,
    /// When it begins.
    Start,
    /// Timescale, milestones, target date.
    Due,
    /// What has been done.
    Progress,
    /// Remarks.
    Commentary,
    /// How success is measured.
    Measure,
    /// What shows it.
    Evidence,
    /// The difference made for children.
    Impact,
    /// Rating by colour, perhaps with commentary.
    Rag,
    /// Not part of the plan: its cells are listed as unplaced.
    Ignore,
}

impl Column {
    /// Every meaning, in the order a person choosing one would look for it.
    pub const ALL: [Self; 19] = [
        Self::Reference,
        Self::Priority,
        Self::Theme,
        Self::Outcome,
        Self::Recommendation,
        Self::RecommendationOrOutcome,
        Self::Action,
        Self::Resources,
        Self::Owner,
        Self::Agency,
        Self::Start,
        Self::Due,
        Self::Progress,
        Self::Commentary,
        Self::Measure,
        Self::Evidence,
        Self::Impact,
        Self::Rag,
        Self::Ignore,
    ];

    /// The name shown to a person, and used as the `field` of a problem.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Priority => "priority",
            Self::Theme => "theme",
            Self::Outcome => "outcome",
            Self::Recommendation => "recommendation",
            Self::RecommendationOrOutcome => "recommendation or outcome",
            Self::Action => "action",
            Self::Resources => "resources",
            Self::Owner => "lead",
            Self::Agency => "agency",
            Self::Start => "start",
            Self::Due => "timescale and milestones",
            Self::Progress => "progress",
            Self::Commentary => "commentary",
            Self::Measure => "measure",
            Self::Evidence => "evidence",
            Self::Impact => "impact",
            Self::Rag => "RAG rating",
            Self::Ignore => "not part of the plan",
        }
    }
}

/// Longest heading, in words; longer text is a sentence of the plan.
const HEADING_WORDS_MAX: usize = 14;

/// Headings that mean what they say.
const EXACT: [(Column, &[&str]); 17] = [
    (
        Column::Reference,
        &[
            "ref",
            "ref no",
            "reference",
            "no",
            "number",
            "id",
            "item",
            "item no",
            "action no",
            "action number",
            "action ref",
            "rec no",
            "rec",
            "recommendation no",
            "recommendation number",
            "ref number",
            "reference number",
            "nr",
            "sn",
            "s no",
        ],
    ),
    (
        Column::Priority,
        &[
            "priority",
            "priority area",
            "strategic priority",
            "board priority",
            "partnership priority",
            "strategic objective",
            "objective",
            "strategic aim",
            "workstream",
            "work stream",
            "business priority",
            "strand",
        ],
    ),
    (
        Column::Theme,
        &[
            "theme",
            "themes",
            "area",
            "topic",
            "category",
            "area of focus",
            "key theme",
            "focus area",
            "subject",
            "area of work",
            "work area",
        ],
    ),
    (
        Column::Outcome,
        &[
            "outcome",
            "outcomes",
            "intended outcome",
            "desired outcome",
            "aim",
            "goal",
            "what we want to achieve",
            "what do we want to achieve",
            "expected outcome",
            "ambition",
            "outcome required",
            "what we want to see",
            "what will be different",
            "what are we aiming for",
            "why",
        ],
    ),
    (
        Column::Recommendation,
        &[
            "recommendation",
            "recommendations",
            "what should change",
            "learning",
            "learning point",
            "finding and recommendation",
            "finding",
            "findings",
            "issue",
            "issues",
            "issue identified",
            "area for improvement",
            "area for development",
            "learning identified",
        ],
    ),
    (
        Column::RecommendationOrOutcome,
        &[
            "recommendation or outcome",
            "recommendation outcome",
            "outcome or recommendation",
            "recommendation and outcome",
        ],
    ),
    (
        Column::Action,
        &[
            "action",
            "actions",
            "specific actions",
            "specific action",
            "key activities",
            "key activity",
            "activity",
            "activities",
            "what we will do",
            "what will we do",
            "task",
            "tasks",
            "key actions",
            "action required",
            "actions required",
            "agreed action",
            "what",
            "how",
            "how we will do it",
            "how will we do it",
            "what we are going to do",
            "step",
            "steps",
            "what needs to happen",
            "what will be done",
            "planned action",
            "to do",
            "next step",
            "next steps",
            "what are we going to do",
            "how will we achieve this",
            "how will we get there",
        ],
    ),
    (
        Column::Resources,
        &[
            "resource",
            "resources",
            "input",
            "inputs",
            "input resources",
            "support",
            "resources required",
            "resource required",
            "budget",
        ],
    ),
    (
        Column::Owner,
        &[
            "lead",
            "leads",
            "lead officer",
            "lead person",
            "owner",
            "owners",
            "by whom",
            "who",
            "responsible",
            "person responsible",
            "responsibility",
            "responsible person",
            "action owner",
            "accountable",
            "named lead",
            "who will do it",
            "lead professional",
            "lead and agency",
            "lead role",
            "responsible lead",
            "who is responsible",
            "who by",
            "by who",
            "contact",
            "assigned to",
            "named person",
        ],
    ),
    (
        Column::Agency,
        &[
            "agency",
            "lead agency",
            "organisation",
            "partner",
            "lead organisation",
            "responsible agency",
            "agencies",
        ],
    ),
    (
        Column::Start,
        &[
            "start",
            "start date",
            "from",
            "date started",
            "begins",
            "begin",
            "commences",
        ],
    ),
    (
        Column::Due,
        &[
            "due",
            "due date",
            "by when",
            "when",
            "timescale",
            "timescales",
            "target date",
            "deadline",
            "date",
            "timeframe",
            "time frame",
            "completion date",
            "milestones",
            "milestone",
            "timing",
            "target",
            "date due",
            "by",
            "timeline",
            "review date",
            "when by",
            "end",
            "end date",
            "finish",
            "finish date",
            "when will it be done",
        ],
    ),
    (
        Column::Progress,
        &[
            "progress",
            "update",
            "progress update",
            "progress to date",
            "status",
            "updates",
            "current position",
            "what we have done",
            "latest update",
            "position",
            "where are we now",
            "what have we done",
            "progress so far",
            "complete",
            "completed",
            "date completed",
            "date closed",
            "closed",
        ],
    ),
    (
        Column::Commentary,
        &[
            "comment",
            "comments",
            "notes",
            "commentary",
            "note",
            "remarks",
        ],
    ),
    (
        Column::Measure,
        &[
            "measure",
            "measures",
            "output",
            "outputs",
            "output measures",
            "kpi",
            "kpis",
            "success measure",
            "success measures",
            "success criteria",
            "performance measure",
            "how will we know",
            "indicator",
            "indicators",
            "what will success look like",
        ],
    ),
    (
        Column::Evidence,
        &[
            "evidence",
            "assurance",
            "source of evidence",
            "evidence of completion",
        ],
    ),
    (
        Column::Impact,
        &[
            "impact",
            "difference made",
            "evidence of impact",
            "so what",
            "what difference",
            "what difference has it made",
            "impact on children",
            "impact for children",
        ],
    ),
];

/// Words that decide where nothing matches exactly; the first that occurs wins.
const PARTS: [(Column, &[&str]); 16] = [
    (
        Column::Rag,
        &["rag", "brag", "rating", "colour", "traffic light"],
    ),
    (
        Column::RecommendationOrOutcome,
        &["recommendation or outcome"],
    ),
    (
        Column::Measure,
        &[
            "measure",
            "success",
            "how will we know",
            "how we will know",
            "kpi",
            "indicator",
            "performance",
            "output",
        ],
    ),
    (
        Column::Due,
        &[
            "timescale",
            "time scale",
            "timeframe",
            "target date",
            "by when",
            "deadline",
            "due date",
            "completion date",
            "milestone",
            "timeline",
            "date for completion",
            "when will",
        ],
    ),
    (
        Column::Owner,
        &[
            "lead",
            "responsible",
            "by whom",
            "owner",
            "responsibility",
            "accountable",
        ],
    ),
    (Column::Impact, &["impact", "difference"]),
    (Column::Evidence, &["evidence", "assurance"]),
    (
        Column::Progress,
        &["progress", "update", "current position"],
    ),
    (Column::Commentary, &["comment", "notes"]),
    (Column::Recommendation, &["recommendation"]),
    (
        Column::Resources,
        &["resource", "input", "cost", "budget", "funding"],
    ),
    (
        Column::Action,
        &[
            "action",
            "activit",
            "we will do",
            "task",
            "what will we",
            "what we will",
            "how will we",
            "how we will",
            "how are we going",
            "what are we going",
        ],
    ),
    (
        Column::Outcome,
        &["outcome", "want to achieve", "aim", "goal"],
    ),
    (Column::Priority, &["priority", "objective"]),
    (Column::Theme, &["theme"]),
    (Column::Agency, &["agency", "agencies", "organisation"]),
];

/// Guesses what a heading means. `None` where it says nothing we know, or is no heading.
pub(super) fn heading_means(heading: &str) -> Option<Column> {
    let plain = plain(heading);
    let words = plain.split(' ').count();
    if plain.is_empty() || words > HEADING_WORDS_MAX {
        return None;
    }
    if matches!(
        plain.as_str(),
        "rag" | "brag" | "rating" | "rag status" | "rag rating"
    ) {
        return Some(Column::Rag);
    }
    let exact = EXACT
        .iter()
        .find(|(_, names)| names.contains(&plain.as_str()));
    if let Some((column, _)) = exact {
        return Some(*column);
    }
    let padded = format!(" {plain} ");
    let holds = |part: &&&str| {
        let at_word = format!(" {part}");
        padded.contains(&at_word) && (part.len() > 4 || padded.contains(&format!(" {part} ")))
    };
    PARTS
        .iter()
        .find(|(_, parts)| parts.iter().any(|part| holds(&part)))
        .map(|(column, _)| *column)
}

/// A stable name for a row of headings: the same headings in the same order have the same
/// signature, whatever their case, punctuation and white space. A correction of a matching is
/// remembered under it.
pub fn heading_signature(headings: &[String]) -> String {
    headings
        .iter()
        .map(|heading| plain(heading))
        .collect::<Vec<_>>()
        .join("|")
}
