//! The trail: everything that happened, with both dates, who did it, and why.

mod asked;
mod one;
pub(crate) mod told;
mod words;

pub(crate) use asked::{agencies, as_at, filter};
pub use one::event;

use super::access::of_thing;
use super::listing::Address;
use super::{recorded_banner, thing_link};
use crate::web::components::dates::{date, moment, moment_text};
use crate::web::components::{
    InsetText, PageLink, Pagination, Table, Tag, TagColour, Timeline, TimelineItem,
};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::everywhere::Area;
use events::ids::{StreamId, StreamKind};
use maud::{Markup, html};
use projections::Models;
use projections::trail::{TrailFilter, TrailOrder, TrailPage, TrailPart, TrailRow};

/// How many events stand on a page.
const ROWS_SHOWN: usize = 50;

/// How many events of one thing somebody is told of who wrote from an older version.
const TOLD_MAX: usize = 200;

/// How many events of one thing its own page tells.
const LATEST_SHOWN: usize = 10;

/// Everything that happened, or what the filters leave of it.
///
/// # Errors
/// When the record cannot be read.
pub async fn trail(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let now = visit.seen().view(None)?.trail.len() as u64;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let filter = filter(&reading);
        let order = order(&reading, &filter);
        let page = TrailPage {
            order,
            after: reading.asked_for("after"),
            limit: ROWS_SHOWN,
        };
        let part = view.trail_part(&filter, page);
        let title = match filter.stream {
            Some(stream) => {
                let name = lowered(&told::thing(stream.kind, &view.label(stream).name));
                let parts = filter.parts && view.has_parts(stream);
                let with = if parts {
                    " with what belongs to it"
                } else {
                    ""
                };
                format!("Trail of {name}{with}")
            }
            None => "Trail".to_owned(),
        };
        let body = html! {
            (recorded_banner(&visit))
            h1 class="govuk-heading-l" { (title) }
            (since_then(&visit, &view, now))
            (proved(&reading))
            (list(&reading, &filter, order, &part))
            @if reading.enters(Area::Work) {
                p class="govuk-body gt-no-print" {
                    a class="govuk-link" href=(reading.href("/evidence-packs")) {
                        "Evidence packs, for somebody outside" }
                }
            }
        };
        let place = match filter.stream {
            Some(_) => Place::Inside(Section::Trail),
            None => Place::FirstOf(Section::Trail),
        };
        Ok(visit.page(&view, &Frame::new(&title, place), &body))
    })
    .await
}

/// The way to what proves that nothing of it was changed afterwards.
fn proved(reading: &Reading<'_>) -> Markup {
    html! {
        @if reading.enters(Area::Proofs) {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(reading.href("/checkpoints")) { "Checkpoints" }
                " prove that nothing of it was changed afterwards."
                @if reading.enters(Area::Accesses) {
                    " "
                    a class="govuk-link" href="/accounts/access" { "Who looked at what" }
                    " is noted beside it."
                }
            }
        }
    }
}

/// The first letter small, as within a sentence; a name such as "RAG" stays as it is.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// The story of one thing is told from its beginning; everything else with the newest first.
fn order(reading: &Reading<'_>, filter: &TrailFilter) -> TrailOrder {
    match (reading.asked("order"), filter.stream) {
        (Some("oldest"), _) | (None, Some(_)) => TrailOrder::OldestFirst,
        (Some(_) | None, _) => TrailOrder::NewestFirst,
    }
}

/// For a past moment: how much was recorded since.
fn since_then(visit: &Visit, view: &Models, now: u64) -> Markup {
    let Some(moment) = visit.as_at else {
        return html! {};
    };
    let then = view.trail.len() as u64;
    let later = now.saturating_sub(then);
    html! {
        (InsetText::new(html! {
            (then) " events had been recorded by " (moment_text(moment)) ". "
            @match later {
                0 => "Nothing has been recorded since.",
                1 => { "One event has been recorded since: " }
                later => { (later) " events have been recorded since: " }
            }
            @if later > 0 {
                a class="govuk-link" href={ "/trail?order=oldest&after=" (then) } { "see them as at now" } "."
            }
        }))
    }
}

fn list(
    reading: &Reading<'_>,
    filter: &TrailFilter,
    order: TrailOrder,
    part: &TrailPart,
) -> Markup {
    let address = Address::of(reading, "/trail").without("after");
    let next = part
        .next
        .map(|next| address.with("after", next.to_string()).href(reading));
    let first = address.href(reading);
    let (other, words) = match order {
        TrailOrder::OldestFirst => ("newest", "Show the newest first"),
        TrailOrder::NewestFirst => ("oldest", "Show the oldest first"),
    };
    html! {
        (asked::form(reading, filter, &address))
        @if part.rows.is_empty() {
            p class="govuk-body" {
                "Nothing is recorded that fits. "
                a class="govuk-link" href=(reading.href("/trail")) { "Clear the filters" }
                "."
            }
        } @else {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(address.with("order", other).href(reading)) {
                    (words) }
                " · Take it away as "
                @for (place, (kind, name)) in
                    [("xlsx", "Excel"), ("csv", "CSV"), ("ndjson", "NDJSON")]
                        .into_iter().enumerate()
                {
                    @if place > 0 { ", " }
                    a class="govuk-link" href=(export_href(reading, &first, kind)) { (name) }
                }
            }
            (table(reading, &part.rows))
            @if reading.asked("after").is_some() || next.is_some() {
                (Pagination {
                    previous: reading.asked("after").map(|_| PageLink {
                        content: Some("Start of the list".into()),
                        ..PageLink::from(first.as_str())
                    }),
                    next: next.as_deref().map(PageLink::from),
                    ..Pagination::default()
                })
            }
        }
    }
}

/// The same list to be taken away.
fn export_href(reading: &Reading<'_>, href: &str, kind: &str) -> String {
    let query = href.split_once('?').map(|(_, query)| query);
    let path = format!("/trail/export.{kind}");
    match query {
        Some(query) => format!("{path}?{query}"),
        None => reading.href(&path),
    }
}

fn table(reading: &Reading<'_>, rows: &[TrailRow]) -> Markup {
    let mut table = Table::new(
        "trail",
        "What happened",
        [
            "What happened",
            "About",
            "Happened",
            "Recorded",
            "By",
            "Why",
        ],
    );
    table.classes = "gt-table--dense";
    for row in rows {
        let href = reading.href(&format!("/trail/{}", row.position));
        let what = html! {
            a class="govuk-link" href=(href) { (told::happened(&row.type_name)) }
            @if row.late { " " (Tag::new("Late entry", TagColour::Orange)) }
        };
        let name = told::thing(row.thing.stream.kind, &row.thing.name);
        let thing = thing_link(reading, row.thing.stream, &name);
        let why = html! { @if let Some(reason) = &row.reason { (reading.words(reason)) } };
        table.rows.push(vec![
            what.into(),
            thing.into(),
            date(row.occurred_on).into(),
            moment(row.recorded_at.utc()).into(),
            told::who(reading.view, &row.actor).into(),
            why.into(),
        ]);
    }
    html! { (table) }
}

/// Whom the reader acts as: role and agency.
pub(super) fn who(view: &Models, visit: &Visit) -> String {
    told::who(view, &visit.acting.actor())
}

/// The newest events of one thing.
fn newest(view: &Models, stream: StreamId, limit: usize) -> TrailPart {
    let filter = TrailFilter {
        stream: Some(stream),
        ..TrailFilter::default()
    };
    let newest = TrailPage {
        order: TrailOrder::NewestFirst,
        after: None,
        limit,
    };
    view.trail_part(&filter, newest)
}

/// What happened to one thing last, as a timeline with the newest first, and the way to the rest.
pub fn latest(visit: &Visit, view: &Models, stream: StreamId) -> Markup {
    let part = newest(view, stream, LATEST_SHOWN);
    let all = visit.href(&format!("/trail?stream={stream}"));
    let total = view.trail.versions(stream);
    html! {
        (timeline(visit, view, &part.rows.iter().collect::<Vec<_>>()))
        @if part.next.is_some() {
            p class="govuk-body" {
                "These are the last " (part.rows.len()) " of " (total) " events. "
                a class="govuk-link" href=(all) { "The whole trail, from the beginning" }
            }
        }
        @if view.has_parts(stream) {
            p class="govuk-body" {
                a class="govuk-link" href={ (all) "&parts=yes" } { (with_parts(stream.kind)) }
            }
        }
        (of_thing(visit, stream))
        (super::packs::put_into(&Reading::of(visit, view), stream))
    }
}

/// What a trail is told with.
const fn with_parts(kind: StreamKind) -> &'static str {
    match kind {
        StreamKind::AuditProgramme => "The trail of the year with its audits",
        StreamKind::Audit => "The trail of the audit with its cases",
        StreamKind::SelfAssessment => "The trail of the round with its returns",
        StreamKind::SeriousIncident | StreamKind::RapidReview => {
            "The trail of the incident with its rapid review and its children"
        }
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::Account
        | StreamKind::ServiceReturn
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditCase
        | StreamKind::EvidencePack
        | StreamKind::Inspection
        | StreamKind::Erasure
        | StreamKind::LegalHold => "The trail with what belongs to it",
    }
}

fn timeline(visit: &Visit, view: &Models, rows: &[&TrailRow]) -> Markup {
    let days: Vec<String> = rows.iter().map(|row| row.occurred_on.to_string()).collect();
    let items = rows
        .iter()
        .zip(&days)
        .map(|(row, day)| item(visit, view, row, day))
        .collect();
    html! { (Timeline::new(items)) }
}

/// What was recorded of one thing after a version, as a timeline; from the beginning after 0.
pub fn since(visit: &Visit, view: &Models, stream: StreamId, version: u64) -> Markup {
    let part = newest(view, stream, TOLD_MAX);
    let mut rows: Vec<&TrailRow> = part
        .rows
        .iter()
        .filter(|row| row.version > version)
        .collect();
    rows.reverse();
    if rows.is_empty() {
        return html! { p class="govuk-body" { "Nothing has been recorded." } };
    }
    let all = visit.href(&format!("/trail?stream={stream}"));
    html! {
        @if part.next.is_some() {
            p class="govuk-body" {
                "The last " (TOLD_MAX) " events. "
                a class="govuk-link" href=(all) { "See the whole trail" } "."
            }
        }
        (timeline(visit, view, &rows))
    }
}

fn item<'a>(visit: &Visit, view: &Models, row: &TrailRow, day: &'a str) -> TimelineItem<'a> {
    let href = visit.href(&format!("/trail/{}", row.position));
    let told = match visit.seen().event(view, row.position) {
        Ok(stored) => told::fields(visit, view, &stored),
        Err(_) => Vec::new(),
    };
    let when = super::shown::both_dates(row.occurred_on, row.recorded_at.utc());
    let content = html! {
        @if row.late { p class="govuk-body" { (Tag::new("Late entry", TagColour::Orange)) } }
        @if let Some(reason) = &row.reason {
            p class="govuk-body" { strong { "Reason: " } (visit.words(reason)) }
        }
        @if !told.is_empty() {
            dl class="gt-told" {
                @for (name, words) in &told { div { dt { (name) } dd { (words) } } }
            }
        }
        @if let Some(meeting) = row.decided_in.and_then(|one| view.meetings.get(one.meeting)) {
            @let reading = Reading::of(visit, view);
            p class="govuk-body" {
                (thing_link(&reading, meeting.id.into(), "The meeting that decided it")) }
        }
    };
    TimelineItem {
        title: html! { a class="govuk-link" href=(href) { (told::happened(&row.type_name)) } }
            .into(),
        byline: told::who(view, &row.actor).into(),
        when: when.into(),
        datetime: day,
        content: content.into(),
        id: None,
    }
}
