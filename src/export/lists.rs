//! Lists in the columns boards use.

use super::Look;
use super::plan::impact_word;
use super::sheet::{Cell, Sheet, heading};
use chrono::NaiveDate;
use events::action::Owner;
use events::ids::AgencyId;
use events::log::Stored;
use projections::actions::{ActionFilter, ActionRow, ActionSort};
use projections::deadlines::{Deadline, DeadlineState, Explained, Whom};
use projections::gaps::{Gap, RULES};
use projections::recommendations::{Recommendation, RecommendationFilter, RecommendationSort};
use projections::{Models, PageOf};

/// A day in words.
pub(super) fn day_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

pub(super) fn owners(models: &Models, owners: &[Owner]) -> String {
    let line = |owner: &Owner| match owner.agency.map(|id| models.people.agency_name(id)) {
        None | Some("") => owner.role.clone(),
        Some(agency) => format!("{}, {agency}", owner.role),
    };
    owners.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn agencies(models: &Models, agencies: &[AgencyId]) -> String {
    let names: Vec<&str> = agencies
        .iter()
        .map(|id| models.people.agency_name(*id))
        .collect();
    names.join("\n")
}

fn count(number: usize) -> Cell {
    Cell::Count(u64::try_from(number).unwrap_or(u64::MAX))
}

/// Every action.
pub fn actions_sheet(models: &Models, today: NaiveDate, look: &Look<'_>) -> Sheet {
    actions_wanted(models, &ActionFilter::default(), today, look)
}

/// The actions a filter leaves, by plan and reference.
pub fn actions_wanted(
    models: &Models,
    filter: &ActionFilter,
    today: NaiveDate,
    look: &Look<'_>,
) -> Sheet {
    let page = models.list_actions(filter, ActionSort::Reference, PageOf::ALL, today);
    Sheet {
        title: "Improvement actions".to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Ref", 10),
            heading("Plan", 26),
            heading("Priority", 12),
            heading("Recommendation or outcome", 32),
            heading("Action", 44),
            heading("Lead", 28),
            heading("Due", 18),
            heading("First due", 18),
            heading("Extended", 10),
            heading("Progress", 36),
            heading("Evidence", 10),
            heading("Impact", 18),
            heading("RAG", 12),
            heading("Commentary", 36),
            heading("By date", 14),
            heading("Completion", 20),
        ],
        rows: page
            .rows
            .iter()
            .map(|row| action(models, row, look))
            .collect(),
    }
}

fn action(models: &Models, row: &ActionRow, look: &Look<'_>) -> Vec<Cell> {
    let parent = models.parent_label(row.parent);
    let shown = &row.shown;
    let rating = shown
        .claimed
        .as_ref()
        .zip(shown.scheme)
        .map(|(letter, scheme)| {
            let code = models.people.rag_code(scheme, letter.as_str());
            code.map_or_else(|| letter.to_string(), |code| code.word.clone())
        });
    vec![
        Cell::words(&row.reference),
        Cell::words(models.label(row.plan.into()).name),
        Cell::words(&row.priority.name),
        Cell::words(parent.words.as_ref().map(look).unwrap_or_default()),
        Cell::words(look(&row.text)),
        Cell::words(owners(models, &row.owners)),
        Cell::day(row.due),
        Cell::day(row.original_due),
        count(row.extensions),
        Cell::words(row.progress.as_ref().map(look).unwrap_or_default()),
        count(row.evidence),
        Cell::words(row.impact.map_or("", impact_word)),
        Cell::words(rating.unwrap_or_default()),
        Cell::words(row.commentary.as_ref().map(look).unwrap_or_default()),
        Cell::words(shown.by_date.word()),
        Cell::words(shown.verified.word()),
    ]
}

/// Every recommendation.
pub fn recommendations_sheet(models: &Models, today: NaiveDate, look: &Look<'_>) -> Sheet {
    let (filter, sort) = (
        RecommendationFilter::default(),
        RecommendationSort::default(),
    );
    recommendations_wanted(models, &filter, sort, today, look)
}

/// The recommendations a filter leaves, in the order of the register.
pub fn recommendations_wanted(
    models: &Models,
    filter: &RecommendationFilter,
    sort: RecommendationSort,
    today: NaiveDate,
    look: &Look<'_>,
) -> Sheet {
    let page = models.list_recommendations(filter, sort, PageOf::ALL, today);
    Sheet {
        title: "Recommendations".to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Ref", 10),
            heading("Plan", 26),
            heading("Recommendation", 48),
            heading("Source", 30),
            heading("Addressed to", 26),
            heading("Made", 18),
            heading("Due", 18),
            heading("Days open", 10),
            heading("Outcome", 32),
            heading("Measure of success", 32),
            heading("Actions", 14),
            heading("State", 16),
            heading("Impact", 36),
        ],
        rows: page
            .rows
            .into_iter()
            .map(|one| recommendation(models, one, today, look))
            .collect(),
    }
}

fn recommendation(
    models: &Models,
    one: &Recommendation,
    today: NaiveDate,
    look: &Look<'_>,
) -> Vec<Cell> {
    let sources: Vec<&str> = one
        .sources
        .iter()
        .map(|source| source.title.as_str())
        .collect();
    let plan = one.plan.map(|plan| models.label(plan.into()).name);
    let parent = events::action::Parent::Recommendation(one.id);
    let actions: Vec<&str> = models
        .actions
        .for_parent(parent)
        .map(|action| action.reference.as_str())
        .collect();
    let impact = one.impact.last().map(|judged| {
        format!(
            "{}: {}",
            impact_word(judged.judgement),
            look(&judged.explanation)
        )
    });
    vec![
        Cell::words(&one.reference),
        Cell::words(plan.unwrap_or_default()),
        Cell::words(look(&one.text)),
        Cell::words(sources.join("\n")),
        Cell::words(agencies(models, &one.addressees)),
        Cell::Day(one.made.occurred_on),
        Cell::day(one.due),
        Cell::Count(u64::try_from(one.age_in_days(today)).unwrap_or(0)),
        Cell::words(one.outcome.as_ref().map(look).unwrap_or_default()),
        Cell::words(one.measure.as_ref().map(look).unwrap_or_default()),
        Cell::words(actions.join(", ")),
        Cell::words(one.state().word()),
        Cell::words(impact.unwrap_or_default()),
    ]
}

/// How a date stands, in words.
pub const fn deadline_state(state: DeadlineState) -> &'static str {
    match state {
        DeadlineState::Overdue => "Overdue",
        DeadlineState::Ahead => "Ahead",
        DeadlineState::Met => "Met",
        DeadlineState::MetLate => "Met late",
        DeadlineState::Stopped => "No longer expected",
    }
}

/// Dates to be kept: due, actual, days late, and why they moved.
pub fn deadlines_sheet(
    models: &Models,
    deadlines: &[Deadline],
    today: NaiveDate,
    look: &Look<'_>,
) -> Sheet {
    let row = |one: &Deadline| {
        let moved = one.moved.iter().map(|(_, to, reason)| {
            let why = reason.as_ref().map(look).unwrap_or_default();
            format!("To {}: {why}", day_words(*to))
        });
        let explained = one.explained.iter().map(|one| explained(one, look));
        let reasons: Vec<String> = moved.chain(explained).collect();
        let mut whose = owners(models, &one.owners);
        if whose.is_empty() {
            whose = agencies(models, &one.addressees);
        }
        vec![
            Cell::words(one.kind.word()),
            Cell::words(&one.about.name),
            Cell::words(one.text.as_ref().map(look).unwrap_or_default()),
            Cell::words(whose),
            Cell::Day(one.original_due),
            Cell::Day(one.due),
            Cell::day(one.actual),
            Cell::Count(u64::try_from(one.days_late).unwrap_or(0)),
            Cell::words(deadline_state(one.state)),
            Cell::words(reasons.join("\n")),
        ]
    };
    Sheet {
        title: "Deadlines".to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Kind", 16),
            heading("Ref", 10),
            heading("What", 44),
            heading("Whose", 28),
            heading("First due", 18),
            heading("Due", 18),
            heading("Actual", 18),
            heading("Days late", 10),
            heading("Standing", 16),
            heading("Moved or late, why, and who was told", 44),
        ],
        rows: deadlines.iter().map(row).collect(),
    }
}

/// Why something is late, and who was told when.
fn explained(one: &Explained, look: &Look<'_>) -> String {
    let why = format!("Late: {}", look(&one.why));
    let told = one.told.iter().map(|(whom, on)| {
        let who = match whom {
            Whom::Panel => "the Panel and the Secretary of State".to_owned(),
            Whom::Words(words) => look(words),
            Whom::Post(who) => who.clone(),
        };
        format!("Told on {}: {who}.", day_words(*on))
    });
    std::iter::once(why)
        .chain(told)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Gaps, with what was decided about each.
pub fn gaps_sheet(models: &Models, gaps: &[Gap], today: NaiveDate, look: &Look<'_>) -> Sheet {
    let row = |gap: &Gap| {
        let title = RULES
            .iter()
            .find(|rule| rule.number == gap.rule)
            .map_or("", |r| r.title);
        let mut whose = owners(models, &gap.owners);
        if whose.is_empty() {
            whose = agencies(models, &gap.agencies);
        }
        let reason = gap
            .disposed
            .as_ref()
            .and_then(|disposed| disposed.reason.as_ref());
        let rests: Vec<String> = gap.rests_on.iter().map(ToString::to_string).collect();
        vec![
            Cell::Count(u64::from(gap.rule)),
            Cell::words(title),
            Cell::words(&gap.about.name),
            Cell::words(gap.about.words.as_ref().map(look).unwrap_or_default()),
            Cell::words(whose),
            Cell::Day(gap.since),
            Cell::words(rests.join(", ")),
            Cell::words(gap.standing.word()),
            Cell::words(reason.map(look).unwrap_or_default()),
        ]
    };
    Sheet {
        title: "Gaps".to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Rule", 8),
            heading("Gap", 36),
            heading("Ref", 12),
            heading("About", 44),
            heading("Whose", 28),
            heading("Since", 18),
            heading("Rests on events", 20),
            heading("Standing", 14),
            heading("Why", 44),
        ],
        rows: gaps.iter().map(row).collect(),
    }
}

/// One event of the trail, as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place in the log.
    pub position: u64,
    /// What happened.
    pub happened: String,
    /// What it is about.
    pub about: String,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// When it was recorded, in words.
    pub recorded: String,
    /// Who did it.
    pub who: String,
    /// Why.
    pub reason: String,
    /// Whether it was entered late into a frozen year.
    pub late: bool,
    /// The hash of its leaf.
    pub hash: String,
}

/// The hash of an event's leaf, as the trail shows it.
pub fn leaf_hash(stored: &Stored) -> String {
    hex::encode(stored.leaf_hash())
}

/// A part of the trail.
pub fn trail_sheet(rows: &[Told], note: String) -> Sheet {
    let row = |one: &Told| {
        vec![
            Cell::Count(one.position),
            Cell::words(&one.happened),
            Cell::words(&one.about),
            Cell::Day(one.occurred_on),
            Cell::words(&one.recorded),
            Cell::words(&one.who),
            Cell::words(&one.reason),
            Cell::words(if one.late { "Late entry" } else { "" }),
            Cell::words(&one.hash),
        ]
    };
    Sheet {
        title: "Trail".to_owned(),
        note,
        headings: vec![
            heading("Event", 8),
            heading("What happened", 30),
            heading("About", 30),
            heading("Happened", 18),
            heading("Recorded", 26),
            heading("By", 30),
            heading("Why", 44),
            heading("Late", 12),
            heading("Hash of the leaf", 66),
        ],
        rows: rows.iter().map(row).collect(),
    }
}
