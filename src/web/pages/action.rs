//! One improvement action: what, why, who, by when, how it stands three ways, and its story.
//!
//! Route: `GET /action/{id}` → [`show`].

mod history;
mod standing;

use super::{next_steps, recorded_banner, shown, thread, trail};
use crate::web::components::{SummaryList, SummaryRow, WarningText};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::ActionId;
use maud::{Markup, html};
use projections::actions::ActionView;

/// One action.
///
/// # Errors
/// When there is no such action, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: ActionId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let action = view.action(id, reading.today).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Action {}", action.action.reference);
        let body = html! { (recorded_banner(&visit)) (body(&reading, &action, &story)) };
        let plan = action.action.plan;
        let frame = Frame::new(&title, Place::Inside(Section::Actions))
            .below("Actions", "/actions")
            .below(action.plan_label.name.clone(), format!("/plan/{plan}"));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The page of an action, with its story as a timeline.
pub fn body(reading: &Reading<'_>, action: &ActionView<'_>, story: &Markup) -> Markup {
    let steps = next_steps::for_action(reading, action.action);
    html! {
        span class="govuk-caption-l" {
            "Action " span class="gt-reference" { (action.action.reference) }
            " of " (action.plan_label.name)
        }
        h1 class="govuk-heading-l" { (reading.words(&action.action.text)) }
        (waiting(reading, action))
        (standing::three_ways(reading, action))
        (next_steps::show(&steps))
        h2 class="govuk-heading-m" { "What, why and who" }
        (facts(reading, action))
        h2 class="govuk-heading-m" { "Dates" }
        (history::dates(reading, action.action))
        (history::milestones(reading, action.action))
        (standing::ratings(reading, action.action))
        h2 class="govuk-heading-m" { "Progress" }
        (history::progress(reading, action.action))
        h2 class="govuk-heading-m" id="evidence" { "Evidence" }
        (standing::evidence(reading, action))
        h2 class="govuk-heading-m" { "Completion and impact" }
        (history::completion(reading, action.action))
        (history::impact(reading, action.action))
        (standing::needs(reading, action))
        (history::corrections(reading, action.action))
        h2 class="govuk-heading-m" { "The thread" }
        (thread::of_action(reading, action.action))
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

/// What waits for somebody, before anything else.
fn waiting(reading: &Reading<'_>, action: &ActionView<'_>) -> Markup {
    let one = action.action;
    html! {
        @for query in one.queries.iter().filter(|query| query.answered.is_none()) {
            (WarningText::new(html! {
                "An owner asked on " (shown::stamp(&query.asked)) ": "
                (reading.words(&query.question))
            }))
        }
        @if let Some(asked) = one.extensions_asked.last().filter(|asked| asked.refused.is_none()) {
            (WarningText::new(html! {
                "An owner asks for more time until "
                (crate::web::components::dates::date(asked.to)) ": "
                (shown::words(reading, asked.reason.as_ref()))
            }))
        }
    }
}

fn facts(reading: &Reading<'_>, view: &ActionView<'_>) -> Markup {
    let action = view.action;
    let priority = reading.view.plans.priority(action.priority);
    let mut rows = vec![SummaryRow::new(
        "What it is there for",
        shown::parent(reading, action.parent),
    )];
    if let Some((plan, priority)) = priority {
        let href = reading.href(&format!("/plan/{}/priority/{}", plan.id, priority.id));
        let link = html! {
            a class="govuk-link" href=(href) {
                (priority.number) ". " (reading.words(&priority.title))
            }
        };
        rows.push(SummaryRow::new("Priority", link));
    }
    rows.push(SummaryRow::new(
        "Owners",
        shown::owners(reading, &action.owners),
    ));
    rows.push(SummaryRow::new("Taken on", accepted(reading, view)));
    if let Some(start) = action.start {
        rows.push(SummaryRow::new(
            "Starts",
            crate::web::components::dates::date(start),
        ));
    }
    rows.push(SummaryRow::new(
        "How success is seen",
        measures(reading, view),
    ));
    let more = [
        ("Where things stood at the start", &action.baseline),
        ("What it needs", &action.resources),
        ("Timescale in the board’s words", &action.timescale),
    ];
    for (key, text) in more {
        if let Some(text) = text {
            rows.push(SummaryRow::new(key, reading.words(text)));
        }
    }
    rows.push(SummaryRow::new("Agreed", shown::stamp(&action.agreed)));
    html! { (SummaryList::new(rows)) }
}

fn accepted(reading: &Reading<'_>, view: &ActionView<'_>) -> Markup {
    if view.action.accepted.is_empty() {
        return html! { "No owner has accepted it yet" };
    }
    html! {
        ul class="govuk-list govuk-!-margin-bottom-0" {
            @for (at, agency) in &view.action.accepted {
                li {
                    (agency.map_or("The partnership’s own team", |agency| {
                        reading.view.people.agency_name(agency)
                    }))
                    ", " (shown::stamp(at))
                }
            }
        }
    }
}

fn measures(reading: &Reading<'_>, view: &ActionView<'_>) -> Markup {
    if view.action.measures.is_empty() {
        return shown::missing("No measure");
    }
    html! {
        ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0" {
            @for (_, measure) in &view.action.measures { li { (reading.words(measure)) } }
        }
    }
}
