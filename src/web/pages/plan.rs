//! The plan as the boards' own table.
//!
//! Routes: `GET /plan` → [`list`], `GET /plan/{id}` → [`show`]. The page links to
//! `/plan/{id}/export.xlsx` and `/plan/{id}/export.csv`.

use super::{next_steps, recorded_banner, shown};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Cell, Details, SummaryList, SummaryRow, Table, Tag, TagColour};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::action::Parent;
use events::everywhere::Area;
use events::ids::{ActionId, PlanId, RecommendationId, StreamKind};
use events::plan::Lacking;
use maud::{Markup, html};
use projections::actions::{Action, ActionRow};
use projections::plans::{Outcome, Plan, PlanPhase, Priority, PriorityNode, number_order};
use projections::recommendations::Recommendation;
use std::collections::BTreeSet;

/// The current plan and every other, or what to do first.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (list_body(&reading)) };
        let frame = Frame::new("Plan", Place::FirstOf(Section::Plan));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// One plan.
///
/// # Errors
/// When there is no such plan, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: PlanId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let plan = view.plans.get(id).ok_or(Oops::NotFound)?;
        let body = html! { (recorded_banner(&visit)) (plan_body(&reading, plan)) };
        let frame = Frame::new(&plan.title, Place::Inside(Section::Plan)).below("Plan", "/plan");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// Every plan, the current one first.
pub fn list_body(reading: &Reading<'_>) -> Markup {
    let plans = &reading.view.plans;
    let current = plans.current(reading.today).map(|plan| plan.id);
    let mut all: Vec<&Plan> = plans.all().rev().collect();
    all.sort_by_key(|plan| Some(plan.id) != current);
    let rows = all.iter().map(|plan| {
        let actions = reading.view.actions.of_plan(plan.id).count();
        let href = reading.href(&format!("/plan/{}", plan.id));
        let title = html! { a class="govuk-link" href=(href) { (plan.title) } };
        let period = html! { (date(plan.from)) " to " (date(plan.to)) };
        let listed = reading.href(&format!("/actions?plan={}", plan.id));
        let actions = html! { a class="govuk-link" href=(listed) { (actions) } };
        vec![
            Cell::from(title),
            Cell::from(period),
            Cell::from(phase(plan)),
            Cell::number(plan.priorities.len().to_string()),
            Cell::number(actions),
        ]
    });
    let heads = ["Plan", "Period", "Phase", "Priorities", "Actions"];
    let table = Table {
        rows: rows.collect(),
        ..Table::new("plans", "Plans", heads)
    };
    let draft = "/record/plan/new/draft_plan";
    html! {
        h1 class="govuk-heading-l" { "Plan" }
        @if all.is_empty() {
            p class="govuk-body-l" { "There is no plan yet." }
            p class="govuk-body" {
                "Bring in the business plan you already have as a Word, Excel or CSV file, or \
                 draft a new one and add its priorities."
            }
        } @else { (table) }
        @if reading.may(StreamKind::Plan, "draft_plan") {
            ul class="govuk-list" {
                @if reading.enters(Area::Import) {
                    li { a class="govuk-link" href="/import" { "Import a plan from a document" } }
                }
                li { a class="govuk-link" href=(draft) { "Draft a new plan" } }
            }
        }
    }
}

fn phase(plan: &Plan) -> Markup {
    let colour = match plan.phase {
        PlanPhase::Drafted => TagColour::Yellow,
        PlanPhase::Approved => TagColour::Blue,
        PlanPhase::Published => TagColour::Green,
        PlanPhase::Closed => TagColour::Grey,
    };
    html! { (Tag::new(plan.phase.word(), colour)) }
}

/// One plan: where it stands, its table, and what an import noticed.
pub fn plan_body(reading: &Reading<'_>, plan: &Plan) -> Markup {
    let steps = next_steps::for_plan(reading, plan);
    let tree = plan.tree();
    let loose = unplaced_recommendations(reading, plan);
    html! {
        span class="govuk-caption-xl" {
            "Business plan, " (date_text(plan.from)) " to " (date_text(plan.to))
        }
        h1 class="govuk-heading-l" { (plan.title) }
        (summary(reading, plan))
        (next_steps::show(&steps))
        (imports(reading, plan))
        @if tree.is_empty() {
            (shown::empty("The plan has no priority yet: adopt its first priority.", None))
        }
        @for node in &tree { (section(reading, plan, node, false)) }
        @if !loose.is_empty() {
            h2 class="govuk-heading-l" { "Recommendations under no priority" }
            ul class="govuk-list govuk-list--bullet" {
                @for one in &loose {
                    li {
                        (shown::recommendation_link(reading, one.id)) ": "
                        (reading.words(&one.text))
                    }
                }
            }
        }
    }
}

fn summary(reading: &Reading<'_>, plan: &Plan) -> Markup {
    let key = reading.view.people.rag_keys.get(&plan.rag_scheme);
    let mut rows = vec![SummaryRow::new("Phase", phase(plan)), counts(reading, plan)];
    if !plan.joint_with.is_empty() {
        rows.push(SummaryRow::new(
            "Adopted jointly with",
            plan.joint_with.join("; "),
        ));
    }
    rows.push(SummaryRow::new("Approvals", approvals(reading, plan)));
    if !plan.published.is_empty() {
        let published = html! {
            @for (at, place) in &plan.published {
                p class="govuk-body" {
                    (shown::stamp(at)) @if let Some(place) = place { ": " (place) }
                }
            }
        };
        rows.push(SummaryRow::new("Published", published));
    }
    if !plan.reviews.is_empty() || !plan.revisions.is_empty() {
        rows.push(SummaryRow::new(
            "Reviews and revisions",
            reviews(reading, plan),
        ));
    }
    if !plan.self_ratings.is_empty() {
        let ratings = super::priority::self_ratings(reading, &plan.self_ratings);
        rows.push(SummaryRow::new("The board’s rating of itself", ratings));
    }
    if let Some(key) = key {
        let codes = html! {
            ul class="govuk-list" {
                @for code in &key.codes {
                    li {
                        (shown::rating(reading, plan.rag_scheme, &code.letter)) " "
                        (code.definition)
                    }
                }
            }
        };
        let label = format!("RAG key number {}", plan.rag_scheme);
        let details = html! { (Details::new(label, codes)) };
        rows.push(SummaryRow::new("RAG key", details));
    }
    rows.push(SummaryRow::new("Take away", take_away(reading, plan)));
    html! { (SummaryList::new(rows)) }
}

fn take_away(reading: &Reading<'_>, plan: &Plan) -> Markup {
    let export = |kind: &str| reading.href(&format!("/plan/{}/export.{kind}", plan.id));
    let trail = reading.href(&format!("/trail?stream=plan/{}", plan.id));
    html! {
        ul class="govuk-list govuk-!-margin-bottom-0 gt-no-print" {
            li { a class="govuk-link" href=(export("xlsx")) { "Download as Excel (.xlsx)" } }
            li { a class="govuk-link" href=(export("csv")) { "Download as CSV" } }
            li { a class="govuk-link" href=(trail) { "Everything that happened to this plan" } }
            @if reading.enters(Area::Accesses) {
                li { a class="govuk-link" href=(format!("/accounts/access?thing=plan/{}", plan.id)) {
                    "Who looked at this" } }
            }
        }
    }
}

/// How many priorities and actions there are, and how many lack something.
fn counts<'a>(reading: &Reading<'_>, plan: &Plan) -> SummaryRow<'a> {
    let actions: Vec<&Action> = reading.view.actions.of_plan(plan.id).collect();
    let listed = reading.href(&format!("/actions?plan={}", plan.id));
    let link = |query: &str, words: String| {
        let href = reading.href(&format!("/actions?plan={}&{query}", plan.id));
        html! { li { a class="govuk-link" href=(href) { (words) } } }
    };
    let overdue = actions
        .iter()
        .filter(|a| a.by_date(reading.today) == projections::actions::ByDate::Overdue);
    let overdue = overdue.count();
    let unowned = actions
        .iter()
        .filter(|action| action.owners.is_empty())
        .count();
    let undated = actions
        .iter()
        .filter(|a| a.by_date(reading.today) == projections::actions::ByDate::Undated)
        .count();
    let value = html! {
        ul class="govuk-list govuk-!-margin-bottom-0" {
            li { (shown::count(plan.priorities.len(), "priority", "priorities")) }
            li {
                a class="govuk-link" href=(listed) {
                    (shown::count(actions.len(), "action", "actions"))
                }
            }
            @if overdue > 0 { (link("overdue=yes", format!("{overdue} overdue"))) }
            @if unowned > 0 { (link("unowned=yes", format!("{unowned} without an owner"))) }
            @if undated > 0 { (link("by_date=undated", format!("{undated} without a date"))) }
        }
    };
    SummaryRow::new("In it", value)
}

fn approvals(reading: &Reading<'_>, plan: &Plan) -> Markup {
    if plan.approvals.is_empty() {
        return html! { "Not approved yet" };
    }
    html! {
        @for approval in &plan.approvals {
            p class="govuk-body" {
                (reading.view.people.group_name(approval.group)) ", "
                (shown::stamp(&approval.at))
                @if approval.decided_in.is_some() {
                    ", decided in " (shown::decided_in(reading, approval.decided_in))
                }
            }
            @if !approval.waivers.is_empty() {
                p class="govuk-body" { "Accepted as lacking:" }
                ul class="govuk-list govuk-list--bullet" {
                    @for waiver in &approval.waivers {
                        li {
                            (waived_action(reading, waiver.action)) " has no "
                            (lacking(waiver.lacking)) ": " (reading.words(&waiver.reason))
                        }
                    }
                }
            }
        }
    }
}

fn waived_action(reading: &Reading<'_>, id: ActionId) -> Markup {
    let action = reading.view.actions.get(id);
    let reference = action.map_or("", |action| action.reference.as_str());
    shown::action_link(reading, id, reference)
}

const fn lacking(lacking: Lacking) -> &'static str {
    match lacking {
        Lacking::Lead => "owner",
        Lacking::Date => "due date",
        Lacking::Measure => "measure of success",
    }
}

fn reviews(reading: &Reading<'_>, plan: &Plan) -> Markup {
    html! {
        @for review in &plan.reviews {
            p class="govuk-body" {
                "Reviewed by " (reading.view.people.group_name(review.group)) ", "
                (shown::stamp(&review.at))
                @if let Some(comments) = &review.comments { ": " (reading.words(comments)) }
            }
        }
        @for (at, summary) in &plan.revisions {
            p class="govuk-body" {
                "Revised, " (shown::stamp(at)) ": " (reading.words(summary))
            }
        }
    }
}

/// What reading the document noticed, and the words that have no place in the plan.
fn imports(reading: &Reading<'_>, plan: &Plan) -> Markup {
    html! {
        @for report in &plan.imports {
            @let summary = format!(
                "Read from a document: {}, {}",
                shown::count(report.problems.len(), "problem", "problems"),
                shown::count(report.unplaced.len(), "text has no place", "texts have no place"),
            );
            (Details::new(summary, import_report(reading, report)))
        }
    }
}

fn import_report(reading: &Reading<'_>, report: &projections::plans::ImportReport) -> Markup {
    let problems = report.problems.iter().map(|problem| {
        vec![
            Cell::from(problem.place.as_str()),
            Cell::from(problem.field.as_str()),
            Cell::from(shown::problem_word(&problem.code)),
            Cell::from(shown::words(reading, problem.found.as_ref())),
        ]
    });
    let unplaced = report.unplaced.iter().map(|text| {
        vec![
            Cell::from(text.place.as_str()),
            Cell::from(reading.words(&text.words)),
        ]
    });
    let number = report.at.position;
    let (problems_id, unplaced_id) = (format!("problems-{number}"), format!("unplaced-{number}"));
    let heads = ["Where", "Field", "Problem", "What stood there"];
    let problems = Table {
        rows: problems.collect(),
        ..Table::new(&problems_id, "Problems", heads)
    };
    let caption = "Words that have no place in the plan";
    let heads = ["Where", "Words"];
    let unplaced = Table {
        rows: unplaced.collect(),
        ..Table::new(&unplaced_id, caption, heads)
    };
    let source = reading.href(&format!("/evidence/{}", report.source));
    html! {
        p class="govuk-body" {
            "Read on " (shown::stamp(&report.at)) ". "
            a class="govuk-link" href=(source) { "The document itself" } " is kept as evidence."
        }
        @if !report.problems.is_empty() { (problems) }
        @if !report.unplaced.is_empty() { (unplaced) }
    }
}

/// A priority with its table, and its sub-priorities below it.
fn section(reading: &Reading<'_>, plan: &Plan, node: &PriorityNode<'_>, is_part: bool) -> Markup {
    let priority = node.priority;
    let href = reading.href(&format!("/plan/{}/priority/{}", plan.id, priority.id));
    let title = html! {
        a class="govuk-link" href=(href) {
            (priority.number) ". " (reading.words(&priority.title))
        }
    };
    html! {
        section id=(format!("priority-{}", priority.id)) {
            @if is_part { h3 class="govuk-heading-m" { (title) } }
            @else { h2 class="govuk-heading-l" { (title) } }
            (priority_line(reading, priority))
            (priority_table(reading, plan, priority))
            @for part in &node.parts { (section(reading, plan, part, true)) }
        }
    }
}

fn priority_line(reading: &Reading<'_>, priority: &Priority) -> Markup {
    html! {
        @if let Some(statement) = &priority.statement {
            p class="govuk-body" { (reading.words(statement)) }
        }
        p class="govuk-body" {
            "Lead: "
            @match &priority.lead {
                Some(lead) => (shown::owners(reading, std::slice::from_ref(lead))),
                None => (shown::missing("No lead")),
            }
            @if let Some(board) = &priority.joint_with { ". Shared with " (board) }
            @if let Some((_, to)) = &priority.carried_to {
                @if let Some(next) = reading.view.plans.get(*to) {
                    ". Carried forward into " (next.title)
                }
            }
            @if let Some(at) = &priority.retired { ". Ended " (shown::stamp(at)) }
        }
    }
}

/// The columns of the boards' own table.
const COLUMNS: [&str; 9] = [
    "Ref",
    "Recommendation or outcome",
    "Action",
    "Lead",
    "Due",
    "Progress",
    "Evidence",
    "Impact",
    "RAG, as claimed, by date and verified",
];

/// The rows under one priority: its actions, and what has no action yet.
pub fn priority_table(reading: &Reading<'_>, plan: &Plan, priority: &Priority) -> Markup {
    let mut actions: Vec<&Action> = reading.view.actions.of_priority(priority.id).collect();
    actions.sort_by_cached_key(|action| (number_order(&action.reference), action.id));
    let mut rows: Vec<Vec<Cell<'_>>> = actions
        .iter()
        .map(|action| action_cells(reading, action))
        .collect();
    for outcome in &priority.outcomes {
        if reading
            .view
            .actions
            .for_parent(Parent::Outcome(outcome.id))
            .next()
            .is_none()
        {
            rows.push(without_action(outcome_words(reading, outcome)));
        }
    }
    for one in recommendations_of(reading, plan, priority) {
        let parent = Parent::Recommendation(one.id);
        if reading.view.actions.for_parent(parent).next().is_none() {
            rows.push(without_action(shown::parent(reading, parent)));
        }
    }
    if rows.is_empty() {
        return shown::empty(
            "No outcome, recommendation or action stands here yet.",
            None,
        );
    }
    let id = format!("actions-{}", priority.id);
    let caption = format!("Actions under priority {}", priority.number);
    html! {
        (Table {
            rows,
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new(&id, &caption, COLUMNS)
        })
    }
}

/// Recommendations of the plan that serve the priority and still stand.
pub fn recommendations_of<'a>(
    reading: &Reading<'a>,
    plan: &Plan,
    priority: &Priority,
) -> Vec<&'a Recommendation> {
    let all = reading.view.recommendations.of_plan(plan.id);
    let mut found: Vec<_> = all
        .filter(|one| one.priority == Some(priority.id))
        .collect();
    found.sort_by_cached_key(|one| (number_order(&one.reference), one.id));
    found
}

fn unplaced_recommendations<'a>(reading: &Reading<'a>, plan: &Plan) -> Vec<&'a Recommendation> {
    let all = reading.view.recommendations.of_plan(plan.id);
    let mut seen: BTreeSet<RecommendationId> = BTreeSet::new();
    all.filter(|one| {
        let known = one.priority.is_some_and(|id| plan.priority(id).is_some());
        !known && seen.insert(one.id)
    })
    .collect()
}

fn outcome_words(reading: &Reading<'_>, outcome: &Outcome) -> Markup {
    shown::parent(reading, Parent::Outcome(outcome.id))
}

fn without_action<'a>(what: Markup) -> Vec<Cell<'a>> {
    let rest = Cell {
        colspan: Some(7),
        ..Cell::from(shown::missing("No action yet"))
    };
    vec![Cell::from("–"), Cell::from(what), rest]
}

fn action_cells<'a>(reading: &Reading<'_>, action: &Action) -> Vec<Cell<'a>> {
    let row = reading.view.action_row(action, reading.today);
    let reference = shown::action_link(reading, row.id, &row.reference);
    vec![
        Cell {
            classes: "gt-reference",
            ..Cell::from(reference)
        },
        Cell {
            classes: "gt-words",
            ..Cell::from(shown::parent(reading, row.parent))
        },
        Cell {
            classes: "gt-words",
            ..Cell::from(reading.words(&row.text))
        },
        Cell::from(shown::owners(reading, &row.owners)),
        Cell::from(due_cell(&row)),
        Cell {
            classes: "gt-words",
            ..Cell::from(progress_cell(reading, &row))
        },
        Cell::from(evidence_cell(reading, &row)),
        Cell::from(shown::impact(row.impact)),
        Cell {
            classes: "gt-standing",
            ..Cell::from(three_ways(reading, &row))
        },
    ]
}

/// The rating somebody gave, beside what the dates say and what was checked.
fn three_ways(reading: &Reading<'_>, row: &ActionRow) -> Markup {
    html! {
        (shown::claimed(reading, &row.shown)) (shown::difference_mark(&row.shown))
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            "By date: " (shown::by_date(row.shown.by_date))
        }
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            "Completion: " (shown::verified(row.shown.verified))
        }
    }
}

/// The due date, where it was before, and the milestones.
pub fn due_cell(row: &ActionRow) -> Markup {
    let (milestones, met) = row.milestones;
    html! {
        (shown::due(row.due, row.due_precision))
        (shown::extended(row.original_due, row.due, row.extensions))
        @if milestones > 0 {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                (met) " of " (shown::count(milestones, "milestone", "milestones")) " met"
            }
        }
    }
}

fn progress_cell(reading: &Reading<'_>, row: &ActionRow) -> Markup {
    html! {
        @match (&row.progress, &row.last_update) {
            (Some(text), _) => { (reading.words(text)) },
            (None, _) => { "None reported" },
        }
        @if let Some(at) = &row.last_update {
            p class="govuk-body-s govuk-!-margin-bottom-0" { "Last update " (date(at.occurred_on)) }
        }
    }
}

fn evidence_cell(reading: &Reading<'_>, row: &ActionRow) -> Markup {
    let href = reading.href(&format!("/action/{}#evidence", row.id));
    html! {
        @if row.evidence == 0 { "None" }
        @else {
            a class="govuk-link" href=(href) { (shown::count(row.evidence, "piece", "pieces")) }
        }
    }
}
