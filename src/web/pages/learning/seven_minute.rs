//! A briefing on one page for a team meeting: seven headings, about a minute each, for paper.

use super::briefing::{Heading, parts, source_line, withdrawn};
use super::{PLACE, phase_tag};
use crate::web::components::dates::date;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::briefing::SourceKind;
use events::ids::{BriefingId, FindingId};
use maud::{Markup, html};
use projections::TextRef;
use projections::briefings::{Briefing, BriefingPhase};

/// The seven-minute briefing.
///
/// # Errors
/// When there is no such briefing, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: BriefingId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let one = view.briefings.get(id).ok_or(Oops::NotFound)?;
        let title = format!("Seven-minute briefing {}", one.reference);
        let name = format!("Briefing {}", one.reference);
        let frame = Frame::new(&title, PLACE)
            .below("Briefings", "/briefings")
            .below(name, format!("/briefing/{id}"));
        Ok(visit.page(&view, &frame, &body(&reading, one)))
    })
    .await
}

fn body(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let published = one.phase() == BriefingPhase::Published;
    html! {
        span class="govuk-caption-l" { "Seven-minute briefing " (one.reference) }
        h1 class="govuk-heading-l" { (one.title) }
        (withdrawn(reading, one))
        @if !published { p class="govuk-body" { (phase_tag(one.phase())) } }
        p class="govuk-body" {
            @if let Some(audience) = &one.audience { "For: " (audience) ". " }
            @if let Some(at) = &one.published { "Published " (date(at.occurred_on)) "." }
            @else { "Not published: do not pass it on." }
        }
        (parts(reading, one, Heading::Second))
        (learned(reading, one))
        h2 class="govuk-heading-s" { "What it rests on" }
        ul class="govuk-list govuk-list--bullet" {
            @for source in &one.sources { li { (source_line(reading, source)) } }
        }
    }
}

/// The words of the findings it rests on, where the reader reaches them.
fn learned(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let findings = one
        .sources
        .iter()
        .filter(|one| one.kind == SourceKind::Finding);
    let words: Vec<&TextRef> = findings
        .filter_map(|one| reading.view.audits.finding(FindingId(one.id?)))
        .map(|(_, finding)| &finding.now.statement)
        .collect();
    html! {
        @if !words.is_empty() {
            h2 class="govuk-heading-s" { "What was found, in its own words" }
            ul class="govuk-list govuk-list--bullet" {
                @for words in words { li { (reading.words(words)) } }
            }
        }
    }
}
