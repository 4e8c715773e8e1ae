//! One recommendation and its thread, from where it comes to the difference it made.
//!
//! Route: `GET /recommendation/{id}` → [`show`].

mod card;

use super::{learning, next_steps, recommendations, recorded_banner, shown, thread, trail};
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::forms::QUALITY;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::action::DatePrecision;
use events::ids::RecommendationId;
use events::recommendation::Level;
use maud::{Markup, html};
use projections::recommendations::{Answer, Recommendation, Replacement};

/// One recommendation.
///
/// # Errors
/// When there is no such recommendation, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: RecommendationId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let one = view.recommendations.get(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Recommendation {}", one.reference);
        let body = html! { (recorded_banner(&visit)) (body(&reading, one, &story)) };
        let frame = Frame::new(&title, Place::Inside(Section::Recommendations))
            .below("Recommendations", "/recommendations");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The page of a recommendation, with its story as a timeline.
pub fn body(reading: &Reading<'_>, one: &Recommendation, story: &Markup) -> Markup {
    let steps = next_steps::for_recommendation(reading, one);
    html! {
        span class="govuk-caption-l" {
            "Recommendation " span class="gt-reference" { (one.reference) }
        }
        h1 class="govuk-heading-l" { (reading.words(&one.text)) }
        (facts(reading, one))
        (next_steps::show(&steps))
        h2 class="govuk-heading-m" id="sources" { "Where it comes from" }
        (card::sources(reading, one))
        h2 class="govuk-heading-m" id="answers" { "Answers of the addressees" }
        (answers(reading, one))
        h2 class="govuk-heading-m" id="actions" { "What agencies do about it" }
        (card::actions(reading, one))
        h2 class="govuk-heading-m" id="evidence" { "What shows it" }
        (card::evidence(reading, one))
        h2 class="govuk-heading-m" id="verification" { "Done, and verified" }
        (card::verification(reading, one))
        h2 class="govuk-heading-m" id="again" { "Looked at again" }
        (card::looked_again(reading, one))
        h2 class="govuk-heading-m" id="impact" { "The difference it made" }
        (card::impact(reading, one))
        (changes(reading, one))
        (card::lineage(reading, one))
        h2 class="govuk-heading-m" { "Quality" }
        (quality(one))
        (learning::spreading(reading, one.id.0))
        (learning::draft_from(reading, one.id.0))
        h2 class="govuk-heading-m" id="thread" { "The thread" }
        (thread::of_recommendation(reading, one))
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

fn facts(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let view = reading.view;
    let due = html! {
        @if one.due.is_some() { (shown::due(one.due, DatePrecision::Day)) }
        @else { (shown::missing("No date")) }
        @if one.is_overdue(reading.today) { " " (shown::missing("Overdue")) }
    };
    let mut rows = vec![
        SummaryRow::new("State", one.state().word()),
        SummaryRow::new("Addressed to", recommendations::addressees(reading, one)),
        SummaryRow::new("Due", due),
        SummaryRow::new("Age", recommendations::age(one, reading.today)),
        SummaryRow::new("Made", shown::stamp(&one.made)),
    ];
    if let Some(plan) = one.plan.and_then(|id| view.plans.get(id)) {
        let href = reading.href(&format!("/plan/{}", plan.id));
        let link = html! { a class="govuk-link" href=(href) { (plan.title) } };
        rows.push(SummaryRow::new("Plan", link));
    }
    if let Some((plan, priority)) = one.priority.and_then(|id| view.plans.priority(id)) {
        let href = reading.href(&format!("/plan/{}/priority/{}", plan.id, priority.id));
        let link = html! {
            a class="govuk-link" href=(href) {
                (priority.number) ". " (reading.words(&priority.title))
            }
        };
        rows.push(SummaryRow::new("Priority", link));
    }
    if let Some(code) = &one.theme {
        let theme = view.people.themes.iter().find(|theme| theme.code == *code);
        let name = theme.map_or_else(|| code.clone(), |theme| theme.name.clone());
        rows.push(SummaryRow::new("Theme", name));
    }
    let outcome = match &one.outcome {
        Some(outcome) => reading.words(outcome),
        None => shown::missing("No outcome"),
    };
    rows.push(SummaryRow::new(
        "What will be different for children",
        outcome,
    ));
    let measure = match &one.measure {
        Some(measure) => reading.words(measure),
        None => shown::missing("No measure"),
    };
    rows.push(SummaryRow::new("How that is seen", measure));
    rows.push(SummaryRow::new("Reach", level(one.level)));
    html! { (SummaryList::new(rows)) }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Local => "This partnership",
        Level::Regional => "Several partnerships",
        Level::National => "Government or national bodies",
    }
}

fn answers(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let rows: Vec<SummaryRow<'_>> = one
        .addressees
        .iter()
        .map(|agency| {
            let value = match one.answers.get(agency) {
                None => html! { "No answer yet" },
                Some((at, answer, why)) => html! {
                    strong { (answer_word(*answer)) } ", " (shown::stamp(at)) ". "
                    (shown::words(reading, why.as_ref()))
                },
            };
            SummaryRow::new(reading.view.people.agency_name(*agency), value)
        })
        .collect();
    html! {
        @if rows.is_empty() { (shown::empty("It is addressed to nobody yet.", None)) }
        @else { (SummaryList::new(rows)) }
    }
}

const fn answer_word(answer: Answer) -> &'static str {
    match answer {
        Answer::Accepted => "Accepted",
        Answer::Partly => "Accepted in part",
        Answer::Declined => "Declined",
    }
}

fn quality(one: &Recommendation) -> Markup {
    let Some((at, answers)) = &one.quality else {
        return shown::empty("Its quality has not been checked.", None);
    };
    let held = |question| answers.iter().find(|answer| answer.question == question);
    html! {
        p class="govuk-body" { "Checked " (shown::stamp(at)) "." }
        ul class="govuk-list govuk-list--bullet" {
            @for (question, words) in QUALITY {
                li {
                    (words) ": "
                    @match held(question) {
                        Some(answer) if answer.holds => "yes",
                        Some(_) => strong { "no" },
                        None => "not looked at",
                    }
                }
            }
        }
    }
}

fn changes(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let mut rows = Vec::new();
    for (at, why) in &one.amended {
        let value = html! { (shown::stamp(at)) ". " (shown::words(reading, why.as_ref())) };
        rows.push(SummaryRow::new("Amended", value));
    }
    for (at, plan) in &one.carried {
        let title = reading
            .view
            .plans
            .get(*plan)
            .map_or("a later plan", |plan| &plan.title);
        let value = html! { "Into " (title) ", " (shown::stamp(at)) };
        rows.push(SummaryRow::new("Carried forward", value));
    }
    if let Some((at, replaced)) = &one.replaced {
        rows.push(SummaryRow::new(
            "Goes on as",
            replacement(reading, at, replaced),
        ));
    }
    if let Some(closed) = &one.closed {
        let value = html! {
            (shown::stamp(&closed.at)) " "
            @if closed.without_impact_evidence {
                (shown::missing("Without evidence of impact")) " "
            }
            (shown::decided_in(reading, closed.decided_in))
        };
        rows.push(SummaryRow::new("Closed", value));
    }
    for (at, why) in &one.reopened {
        let value = html! { (shown::stamp(at)) ". " (shown::words(reading, why.as_ref())) };
        rows.push(SummaryRow::new("Reopened", value));
    }
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "What became of it, and why" }
            (SummaryList::new(rows))
        }
    }
}

fn replacement(
    reading: &Reading<'_>,
    at: &projections::reference::Stamp,
    replaced: &Replacement,
) -> Markup {
    let (how, to) = match replaced {
        Replacement::Merged(into) => ("Merged into", vec![*into]),
        Replacement::Split(into) => ("Split into", into.clone()),
        Replacement::Superseded(by) => ("Superseded by", vec![*by]),
    };
    html! {
        (how) " "
        @for (place, id) in to.into_iter().enumerate() {
            @if place > 0 { ", " }
            (shown::recommendation_link(reading, id))
        }
        ", " (shown::stamp(at))
    }
}
