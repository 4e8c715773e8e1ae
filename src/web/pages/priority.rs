//! One priority of a plan: what it wants, how it is measured, and how it went.
//!
//! Route: `GET /plan/{id}/priority/{pid}` → [`show`].

use super::{next_steps, plan, recorded_banner, shown};
use crate::web::components::dates::date;
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::{PlanId, PriorityId};
use maud::{Markup, html};
use projections::plans::{Assessment, Plan, Priority, SelfRating};

/// One priority.
///
/// # Errors
/// When there is no such priority in the plan, or the record cannot be read.
pub async fn show(
    visit: Visit,
    Path((id, priority)): Path<(String, String)>,
) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: PlanId = id.parse().map_err(|_| Oops::NotFound)?;
        let priority: PriorityId = priority.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let plan = view.plans.get(id).ok_or(Oops::NotFound)?;
        let priority = plan.priority(priority).ok_or(Oops::NotFound)?;
        let body = html! { (recorded_banner(&visit)) (body(&reading, plan, priority)) };
        let title = format!("Priority {}", priority.number);
        let frame = Frame::new(&title, Place::Inside(Section::Plan))
            .below("Plan", "/plan")
            .below(plan.title.as_str(), format!("/plan/{}", plan.id));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The page of a priority.
pub fn body(reading: &Reading<'_>, plan: &Plan, priority: &Priority) -> Markup {
    let steps = next_steps::for_priority(reading, plan, priority);
    html! {
        span class="govuk-caption-l" { "Priority " (priority.number) " of " (plan.title) }
        h1 class="govuk-heading-l" { (reading.words(&priority.title)) }
        (facts(reading, plan, priority))
        (next_steps::show(&steps))
        h2 class="govuk-heading-m" { "Outcomes" }
        (outcomes(reading, priority))
        h2 class="govuk-heading-m" { "How success is seen" }
        (measures(reading, priority))
        h2 class="govuk-heading-m" { "Actions" }
        (plan::priority_table(reading, plan, priority))
        (recommendations(reading, plan, priority))
        (parts(reading, plan, priority))
        h2 class="govuk-heading-m" { "Assessments" }
        (assessments(reading, priority))
        @if !priority.self_ratings.is_empty() {
            h2 class="govuk-heading-m" { "The board’s rating of itself" }
            (self_ratings(reading, &priority.self_ratings))
        }
    }
}

fn facts(reading: &Reading<'_>, plan: &Plan, priority: &Priority) -> Markup {
    let lead = match &priority.lead {
        Some(lead) => shown::owners(reading, std::slice::from_ref(lead)),
        None => shown::missing("No lead"),
    };
    let mut rows = Vec::new();
    if let Some(statement) = &priority.statement {
        rows.push(SummaryRow::new(
            "The board wants to be assured",
            reading.words(statement),
        ));
    }
    rows.push(SummaryRow::new("Lead", lead));
    if let Some(board) = &priority.joint_with {
        rows.push(SummaryRow::new("Shared with", board.as_str()));
    }
    if let Some(parent) = priority.parent.and_then(|id| plan.priority(id)) {
        let href = reading.href(&format!("/plan/{}/priority/{}", plan.id, parent.id));
        let link = html! { a class="govuk-link" href=(href) { "Priority " (parent.number) } };
        rows.push(SummaryRow::new("Part of", link));
    }
    rows.push(SummaryRow::new("Adopted", shown::stamp(&priority.adopted)));
    if let Some((at, to)) = &priority.carried_to {
        let next = reading
            .view
            .plans
            .get(*to)
            .map_or("a later plan", |plan| &plan.title);
        let value = html! { "Into " (next) ", " (shown::stamp(at)) };
        rows.push(SummaryRow::new("Carried forward", value));
    }
    if let Some(at) = &priority.retired {
        rows.push(SummaryRow::new("Ended", shown::stamp(at)));
    }
    html! { (SummaryList::new(rows)) }
}

fn outcomes(reading: &Reading<'_>, priority: &Priority) -> Markup {
    let mut outcomes: Vec<_> = priority.outcomes.iter().collect();
    outcomes.sort_by_key(|outcome| outcome.horizon_months.unwrap_or(u16::MAX));
    if outcomes.is_empty() {
        return shown::empty(
            "No outcome is set: nothing says yet what will be different.",
            None,
        );
    }
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for outcome in outcomes {
                li {
                    @match (outcome.horizon_months, outcome.by) {
                        (Some(months), Some(by)) => {
                            "Within " (months) " months (by " (date(by)) "): "
                        },
                        _ => {},
                    }
                    (reading.words(&outcome.text))
                    @for measure in priority.measures.iter()
                        .filter(|measure| measure.outcome == Some(outcome.id)) {
                        p class="govuk-body-s" { "Seen by: " (reading.words(&measure.text)) }
                    }
                }
            }
        }
    }
}

fn measures(reading: &Reading<'_>, priority: &Priority) -> Markup {
    let whole: Vec<_> = priority
        .measures
        .iter()
        .filter(|m| m.outcome.is_none())
        .collect();
    if whole.is_empty() {
        let words = "No measure is set for the priority as a whole.";
        return shown::empty(words, None);
    }
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for measure in whole { li { (reading.words(&measure.text)) } }
        }
    }
}

fn recommendations(reading: &Reading<'_>, plan: &Plan, priority: &Priority) -> Markup {
    let found = plan::recommendations_of(reading, plan, priority);
    html! {
        @if !found.is_empty() {
            h2 class="govuk-heading-m" { "Recommendations" }
            ul class="govuk-list govuk-list--bullet" {
                @for one in found {
                    li {
                        (shown::recommendation_link(reading, one.id)) " ("
                        (one.state().word()) "): " (reading.words(&one.text))
                    }
                }
            }
        }
    }
}

fn parts(reading: &Reading<'_>, plan: &Plan, priority: &Priority) -> Markup {
    let parts: Vec<_> = plan
        .priorities
        .iter()
        .filter(|part| part.parent == Some(priority.id))
        .collect();
    html! {
        @if !parts.is_empty() {
            h2 class="govuk-heading-m" { "Parts of this priority" }
            ul class="govuk-list govuk-list--bullet" {
                @for part in parts {
                    @let href = reading.href(&format!("/plan/{}/priority/{}", plan.id, part.id));
                    li {
                        a class="govuk-link" href=(href) {
                            (part.number) ". " (reading.words(&part.title))
                        }
                    }
                }
            }
        }
    }
}

fn assessments(reading: &Reading<'_>, priority: &Priority) -> Markup {
    html! {
        @for (at, why, remedy) in &priority.little_progress {
            div class="govuk-inset-text" {
                p class="govuk-body" {
                    strong { "Little or no progress" } ", said openly on " (shown::stamp(at)) "."
                }
                p class="govuk-body" { "Why: " (reading.words(why)) }
                p class="govuk-body" { "What will be done: " (reading.words(remedy)) }
            }
        }
        @if priority.assessments.is_empty() {
            (shown::empty("It has not been assessed yet.", None))
        }
        @for assessment in priority.assessments.iter().rev() {
            (assessed(reading, assessment))
        }
    }
}

fn assessed(reading: &Reading<'_>, assessment: &Assessment) -> Markup {
    let mut rows = vec![
        SummaryRow::new("Assessed", shown::stamp(&assessment.at)),
        SummaryRow::new("What worked well", reading.words(&assessment.worked_well)),
        SummaryRow::new(
            "What worked not so well",
            reading.words(&assessment.not_so_well),
        ),
    ];
    let more = [
        ("Gaps and barriers", &assessment.barriers),
        ("What changed in services", &assessment.services),
        ("What changed for children", &assessment.outcomes),
    ];
    for (key, text) in more {
        if let Some(text) = text {
            rows.push(SummaryRow::new(key, reading.words(text)));
        }
    }
    html! { (SummaryList::new(rows)) }
}

/// How the board rated itself, the latest first.
pub fn self_ratings(reading: &Reading<'_>, ratings: &[SelfRating]) -> Markup {
    html! {
        ul class="govuk-list govuk-!-margin-bottom-0" {
            @for rating in ratings.iter().rev() {
                li {
                    (rating.score) " of " (rating.out_of) ", "
                    (reading.view.people.group_name(rating.group)) ", "
                    (shown::stamp(&rating.at))
                }
            }
        }
    }
}
