//! One event: its envelope, its words, and where it stands in the tree.

use super::told;
use crate::web::components::dates::{date_text, moment_text};
use crate::web::components::{PageLink, Pagination, SummaryList, SummaryRow, Tag, TagColour};
use crate::web::layout::{Place, Section};
use crate::web::pages::thing_link;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::envelope::{Classification, Envelope};
use events::ids::EventId;
use events::log::Stored;
use maud::{Markup, html};
use projections::{Models, TextRef};

/// The page of one event.
///
/// # Errors
/// When there is no such event at the moment shown.
pub async fn event(visit: Visit, Path(position): Path<u64>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        if position == 0 || view.trail.recorded_at(position).is_none() {
            return Err(Oops::NotFound);
        }
        let stored = visit.seen().event(&view, position)?;
        let title = told::happened(&stored.envelope.type_name);
        let body = html! {
            span class="govuk-caption-l" { "Event " (position) }
            h1 class="govuk-heading-l" { (title) }
            (envelope(&visit, &view, &stored))
            (said(&visit, &view, &stored))
            (proof(&stored))
            (neighbours(&visit, view.trail.beside(position)))
        };
        let frame = Frame::new(&title, Place::Inside(Section::Trail)).below("Trail", "/trail");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn envelope(visit: &Visit, view: &Models, stored: &Stored) -> Markup {
    let envelope = &stored.envelope;
    let label = view.label(envelope.stream);
    let reading = Reading::of(visit, view);
    let name = told::thing(envelope.stream.kind, &label.name);
    let about = html! {
        (thing_link(&reading, envelope.stream, &name))
        ", its event " (envelope.version) " ("
        a class="govuk-link" href=(visit.href(&format!("/trail?stream={}", envelope.stream))) {
            "whole trail" } ")"
    };
    let mut rows = vec![
        SummaryRow::new("About", about),
        SummaryRow::new("Happened", date_text(envelope.occurred_on)),
        SummaryRow::new("Recorded", moment_text(envelope.recorded_at.utc())),
        SummaryRow::new("By", told::who(view, &envelope.actor)),
    ];
    if envelope.reason.is_some() {
        let reason = TextRef::reason(stored.position());
        rows.push(SummaryRow::new("Reason", visit.words(&reason)));
    }
    if let Some(decided_in) = envelope.decided_in {
        let meeting = view.label(decided_in.meeting.into());
        let link = html! {
            @if view.meetings.get(decided_in.meeting).is_none() { "A meeting" }
            @else { (thing_link(&reading, decided_in.meeting.into(), &meeting.name)) }
        };
        rows.push(SummaryRow::new("Decided in", link));
    }
    if envelope.late {
        let late =
            html! { (Tag::new("Late entry", TagColour::Orange)) " into a frozen reporting year" };
        rows.push(SummaryRow::new("Late", late));
    }
    if !envelope.identifiers.is_empty() {
        let confirmed = format!(
            "Text in {} places looked like it identifies somebody, and was confirmed with the \
             reason above",
            envelope.identifiers.len()
        );
        rows.push(SummaryRow::new("Identifiers", confirmed));
    }
    rows.extend(links(visit, view, envelope));
    rows.push(SummaryRow::new(
        "May be shown",
        classification(envelope.classification),
    ));
    html! { (SummaryList::new(rows)) }
}

fn classification(classification: Classification) -> &'static str {
    match classification {
        Classification::Publishable => "Publicly",
        Classification::Official => "Within the partnership",
        Classification::OfficialSensitive => "To named roles",
    }
}

/// What led to it, and what was recorded together with it.
fn links<'a>(visit: &Visit, view: &Models, envelope: &Envelope) -> Vec<SummaryRow<'a>> {
    let mut rows = Vec::new();
    if let Some(cause) = envelope
        .causation
        .and_then(|cause| position_of(visit, view, cause))
    {
        let href = visit.href(&format!("/trail/{cause}"));
        let link = html! { a class="govuk-link" href=(href) { "Event " (cause) } };
        rows.push(SummaryRow::new("Because of", link));
    }
    if let Some(together) = envelope.correlation {
        let href = visit.href(&format!("/trail?order=oldest&together={together}"));
        let link = html! { a class="govuk-link" href=(href) { "Everything of the same entry" } };
        rows.push(SummaryRow::new("Recorded together with", link));
    }
    rows
}

fn position_of(visit: &Visit, view: &Models, id: EventId) -> Option<u64> {
    let position = visit.app().log().position(id).ok().flatten();
    position.filter(|position| view.trail.recorded_at(*position).is_some())
}

fn said(visit: &Visit, view: &Models, stored: &Stored) -> Markup {
    let told = told::fields(visit, view, stored);
    let rows = told
        .into_iter()
        .map(|(name, words)| SummaryRow::new(name, words))
        .collect::<Vec<_>>();
    html! {
        h2 class="govuk-heading-m" { "What was recorded" }
        @if rows.is_empty() { p class="govuk-body" { "Nothing more than that it happened." } }
        @else { (SummaryList::new(rows)) }
    }
}

fn proof(stored: &Stored) -> Markup {
    let (first, last) = stored.commit();
    let together = if first == last {
        format!("Alone, as event {first}")
    } else {
        format!("Events {first} to {last}, all or none")
    };
    let rows = vec![
        SummaryRow::new("Event id", html! { code { (stored.envelope.id) } }),
        SummaryRow::new(
            "Type and shape",
            html! {
                code { (stored.envelope.type_name) } ", shape " (stored.envelope.schema)
            },
        ),
        SummaryRow::new(
            "Hash of the leaf",
            html! {
                code class="gt-hash" { (hex::encode(stored.leaf_hash())) }
            },
        ),
        SummaryRow::new("Committed", together),
    ];
    html! {
        h2 class="govuk-heading-m" { "How it can be checked" }
        p class="govuk-body" {
            "The hash stands in the tree of everything recorded. If a letter of this event were \
             changed, the hash of the whole record would change too, and "
            code { "golden-thread verify" } " would name this event."
        }
        (SummaryList::new(rows))
    }
}

fn neighbours(visit: &Visit, (before, after): (Option<u64>, Option<u64>)) -> Markup {
    let before = before.map(|before| visit.href(&format!("/trail/{before}")));
    let after = after.map(|after| visit.href(&format!("/trail/{after}")));
    html! {
        (Pagination {
            previous: before.as_deref().map(|href| PageLink {
                content: Some("Event before".into()), ..PageLink::from(href)
            }),
            next: after.as_deref().map(|href| PageLink {
                content: Some("Event after".into()), ..PageLink::from(href)
            }),
            ..Pagination::default()
        })
    }
}
