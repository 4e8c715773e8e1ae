//! One serious incident: its referral, the clock, the decision, who was told, and its children.
//!
//! Route: `GET /incident/{id}` → [`show`].

use super::super::audits::agency_names;
use super::super::next_steps;
use super::super::{recorded_banner, shown, thread, trail};
use super::{clock, incident_tag, made_of, review_link, safety, subject_link};
use crate::web::components::dates::date;
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::IncidentId;
use events::serious_incident::NotifyCriterion;
use maud::{Markup, html};
use projections::rapid_reviews::{Incident, NotifyDecision};

/// One incident.
///
/// # Errors
/// When there is no such incident, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: IncidentId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let incident = view.rapid_reviews.incident(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Serious incident {}", incident.reference);
        let body = html! { (recorded_banner(&visit)) (body(&reading, incident, &story)) };
        let frame = Frame::new(&title, super::PLACE)
            .below("Reviews", "/reviews")
            .below("Serious incidents", "/incidents");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, incident: &Incident, story: &Markup) -> Markup {
    html! {
        (safety::banner_of(reading, incident.id))
        span class="govuk-caption-l" { "Serious incident" }
        h1 class="govuk-heading-l" { (incident.reference) }
        (facts(reading, incident))
        (next_steps::show(&next_steps::for_incident(reading, incident)))
        h2 class="govuk-heading-m" id="clock" { "The clock of the notification" }
        (running(reading, incident))
        h2 class="govuk-heading-m" id="decision" { "Whether the Panel is notified" }
        @if incident.decisions.is_empty() { p class="govuk-body" { "Not decided yet." } }
        @for one in incident.decisions.iter().rev() { (decision(reading, one)) }
        h2 class="govuk-heading-m" id="told" { "Notified and told" }
        (told(reading, incident))
        h2 class="govuk-heading-m" id="children" { "Children and family" }
        (people(reading, incident))
        h2 class="govuk-heading-m" id="safe" { "Who is safe now" }
        (safety::who_is_safe(reading, incident.id))
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

fn facts(reading: &Reading<'_>, incident: &Incident) -> Markup {
    let review = reading.view.rapid_reviews.review_of(incident.id);
    let referred = html! {
        (date(incident.referred_on)) ", by "
        (reading.view.people.agency_name(incident.agency))
    };
    let mut rows = vec![
        SummaryRow::new("Stage", incident_tag(incident.stage())),
        SummaryRow::new("Referred", referred),
        SummaryRow::new("What happened", incident.nature.title()),
        SummaryRow::new("Where the harm came from", incident.harm_from.title()),
        SummaryRow::new("What is known", reading.words(&incident.words)),
    ];
    for (at, why) in &incident.corrected {
        let words = html! { (shown::stamp(at)) ": " (shown::words(reading, why.as_ref())) };
        rows.push(SummaryRow::new("Corrected", words));
    }
    if let Some(review) = review {
        rows.push(SummaryRow::new(
            "Rapid review",
            review_link(reading, review.id),
        ));
        rows.extend(made_of(reading, review.id));
    }
    rows.push(thread::fact(reading, incident.id.into(), "What came of it"));
    html! { (SummaryList::new(rows)) }
}

fn running(reading: &Reading<'_>, incident: &Incident) -> Markup {
    let Some(view) = reading.view.notify_clock(incident, reading.today) else {
        let words = "The clock starts when the local authority becomes aware; that day is not \
                     recorded yet.";
        return html! { p class="govuk-body" { (words) } };
    };
    let late = view.days_late > 0;
    html! {
        (clock::strip("notify-clock", &view.title.clone(), std::slice::from_ref(&view), reading.today))
        @for (at, words) in &incident.late_because {
            p class="govuk-body" {
                strong { "Why it is late: " } (reading.words(words)) " (" (shown::stamp(at)) ")"
            }
        }
        @if late && incident.late_because.is_empty() {
            p class="govuk-body" { (shown::missing("Nobody has said yet why it is late")) }
        }
    }
}

/// A decision, with the criteria beside it.
fn decision(reading: &Reading<'_>, one: &NotifyDecision) -> Markup {
    let decided = if one.notify {
        "Notify the Panel"
    } else {
        "Do not notify"
    };
    let criteria = html! {
        ul class="govuk-list govuk-!-margin-bottom-0" {
            @for criterion in NotifyCriterion::ALL {
                li {
                    strong { @if one.criteria.contains(&criterion) { "Met: " } @else { "Not met: " } }
                    (criterion.title())
                }
            }
        }
    };
    let mut rows = vec![
        SummaryRow::new(
            "Decided",
            html! { strong { (decided) } ", " (shown::stamp(&one.at)) },
        ),
        SummaryRow::new("Criteria (section 16C)", criteria),
        SummaryRow::new("Why", reading.words(&one.rationale)),
        SummaryRow::new("Consulted", agency_names(reading, &one.consulted)),
    ];
    for (agency, words) in &one.dissent {
        let words = html! {
            (reading.view.people.agency_name(*agency)) ": " (reading.words(words))
        };
        rows.push(SummaryRow::new("Sees it otherwise", words));
    }
    if one.reason.is_some() {
        let why = shown::words(reading, one.reason.as_ref());
        rows.push(SummaryRow::new("Why it was decided so now", why));
    }
    html! { (SummaryList::new(rows)) }
}

fn told(reading: &Reading<'_>, incident: &Incident) -> Markup {
    let mut rows = Vec::new();
    match &incident.notified {
        Some(one) => rows.push(SummaryRow::new(
            "Panel",
            html! { (date(one.on)) ", reference " (one.reference) ", as " (one.nature.title()) },
        )),
        None => rows.push(SummaryRow::new("Panel", "Not notified")),
    }
    for one in &incident.informed {
        let words = html! { (date(one.on)) ": " (agency_names(reading, &one.agencies)) };
        rows.push(SummaryRow::new("Partners", words));
    }
    if let Some(one) = &incident.ofsted {
        let words = html! { (date(one.on)) ": " (one.because.title()) };
        rows.push(SummaryRow::new(
            "Ofsted and the Department for Education",
            words,
        ));
    }
    if let Some((_, on, why)) = &incident.withdrawn {
        let words = html! { (date(*on)) ": " (shown::words(reading, why.as_ref())) };
        rows.push(SummaryRow::new("Withdrawn", words));
    }
    html! { (SummaryList::new(rows)) }
}

fn people(reading: &Reading<'_>, incident: &Incident) -> Markup {
    let subjects = reading.view.rapid_reviews.subjects_of(incident.id);
    html! {
        @if subjects.is_empty() { p class="govuk-body" { "Nobody added yet." } }
        @else { ul class="govuk-list govuk-list--bullet" {
            @for one in subjects {
                li { (subject_link(reading, one.id, &one.alias)) ", " (one.kind.title()) }
            }
        } }
    }
}
