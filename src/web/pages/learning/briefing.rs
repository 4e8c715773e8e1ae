//! One briefing: what it says and rests on, and which agencies passed it on.

use super::super::audits::{is_of_agency, theme_link, theme_name};
use super::super::thread::thing_name;
use super::super::{link_into, next_steps, recorded_banner, shown, thing_link, thing_path, trail};
use super::{PLACE, navigation, phase_tag, steps};
use crate::web::components::dates::date;
use crate::web::components::{Cell, SummaryList, SummaryRow, Table, Tag, TagColour, WarningText};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::briefing::{Part, Source, SourceKind};
use events::everywhere::Area;
use events::ids::{AuditId, BriefingId, ChildDeathLearningId, FindingId, LearningPointId};
use events::ids::{PracticeReviewId, RapidReviewId, RecommendationId, ReviewFindingId};
use events::ids::{StreamId, StreamKind};
use maud::{Markup, html};
use projections::briefings::{Briefing, BriefingPhase, Cascade};

/// One briefing.
///
/// # Errors
/// When there is no such briefing, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: BriefingId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let one = view.briefings.get(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let body = html! { (recorded_banner(&visit)) (body(&reading, one, &story)) };
        let title = format!("Briefing {}", one.reference);
        let frame = Frame::new(&title, PLACE)
            .below("Learning", "/learning")
            .below("Briefings", "/briefings");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, one: &Briefing, story: &Markup) -> Markup {
    let seven = reading.href(&format!("/briefing/{}/seven-minute", one.id));
    html! {
        span class="govuk-caption-l" { "Briefing " (one.reference) }
        h1 class="govuk-heading-l" { (one.title) }
        (navigation(reading, ""))
        (withdrawn(reading, one))
        p class="govuk-body" { (phase_tag(one.phase())) }
        (next_steps::show(&steps::of_briefing(reading, one)))
        p class="govuk-body gt-no-print" {
            a class="govuk-link" href=(seven) { "Seven-minute briefing to print" }
        }
        (facts(reading, one))
        (rests_on(reading, one))
        h2 class="govuk-heading-m" id="words" { "What it says" }
        (parts(reading, one, Heading::Third))
        h2 class="govuk-heading-m" id="cascade" { "Passed on" }
        (cascade(reading, one))
        @if !is_of_agency(reading) { (activities(reading, one)) }
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

/// That it was taken back, and why.
pub(super) fn withdrawn(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let Some((at, why)) = &one.withdrawn else {
        return html! {};
    };
    let words = html! {
        "Withdrawn " (shown::stamp(at)) ". "
        (shown::words(reading, why.as_ref()))
    };
    html! { (WarningText::new(words)) }
}

fn facts(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let or_not = |at: Option<&projections::Stamp>, none: &'static str| {
        html! { @match at { Some(at) => (shown::stamp(at)), None => (none) } }
    };
    let mut rows = vec![
        SummaryRow::new("Written", shown::stamp(&one.written)),
        SummaryRow::new(
            "Cleared",
            or_not(one.cleared.as_ref(), "Not cleared as it stands"),
        ),
        SummaryRow::new("Published", or_not(one.published.as_ref(), "Not published")),
    ];
    if let Some(audience) = &one.audience {
        rows.push(SummaryRow::new("For whom", audience.as_str()));
    }
    if let Some(theme) = &one.theme {
        let shown = if is_of_agency(reading) {
            html! { (theme_name(reading, theme)) }
        } else {
            theme_link(reading, theme)
        };
        rows.push(SummaryRow::new("Theme", shown));
    }
    html! { (SummaryList::new(rows)) }
}

fn rests_on(reading: &Reading<'_>, one: &Briefing) -> Markup {
    html! {
        h2 class="govuk-heading-m" id="sources" { "What it rests on" }
        ul class="govuk-list govuk-list--bullet" {
            @for source in &one.sources { li { (source_line(reading, source)) } }
        }
    }
}

/// A source: its kind and title, as a link where the reader reaches it. Of a thing of this record
/// that the reader does not reach only the kind is said: its title tells which review it was.
pub(crate) fn source_line(reading: &Reading<'_>, source: &Source) -> Markup {
    let kind = source.kind.title();
    let Some(id) = source.id else {
        return html! { (kind) ": " (source.title) };
    };
    match source_path(reading, source.kind, id) {
        None => html! { (kind) },
        Some(path) => html! {
            (kind) ": " (link_into(reading, Area::Work, &path, &source.title))
        },
    }
}

/// The page of a source, where the reader reaches it.
fn source_path(reading: &Reading<'_>, kind: SourceKind, id: uuid::Uuid) -> Option<String> {
    let view = reading.view;
    let thing = |reached: bool, stream: StreamId| reached.then(|| thing_path(stream));
    match kind {
        SourceKind::Finding | SourceKind::LearningPoint => said_path(reading, id),
        SourceKind::Recommendation => {
            let id = RecommendationId(id);
            thing(view.recommendations.get(id).is_some(), id.into())
        }
        SourceKind::Audit => {
            let id = AuditId(id);
            thing(view.audits.audit(id).is_some(), id.into())
        }
        SourceKind::RapidReview => {
            let id = RapidReviewId(id);
            thing(view.rapid_reviews.review(id).is_some(), id.into())
        }
        SourceKind::PracticeReview => {
            let id = PracticeReviewId(id);
            thing(view.practice_reviews.get(id).is_some(), id.into())
        }
        SourceKind::ChildDeathLearning => {
            let id = ChildDeathLearningId(id);
            thing(view.child_deaths.get(id).is_some(), id.into())
        }
        SourceKind::Elsewhere => None,
    }
}

/// Where what an audit or a review found or learned stands. An agency is shown that only beside
/// the recommendation made of it.
fn said_path(reading: &Reading<'_>, id: uuid::Uuid) -> Option<String> {
    if is_of_agency(reading) {
        return None;
    }
    let view = reading.view;
    if view.audits.finding(FindingId(id)).is_some() {
        return Some(format!("/finding/{id}"));
    }
    if let Some((review, _)) = view.rapid_reviews.point(LearningPointId(id)) {
        return Some(format!("{}#points", thing_path(review.id.into())));
    }
    let (review, _) = view.practice_reviews.finding(ReviewFindingId(id))?;
    Some(format!("{}#finding-{id}", thing_path(review.id.into())))
}

/// How far down the headings of its words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// Right below the page's own.
    Second,
    /// Below a part of the page.
    Third,
}

/// Its words by heading; headings without words are named.
pub(super) fn parts(reading: &Reading<'_>, one: &Briefing, heading: Heading) -> Markup {
    html! {
        @for part in Part::ALL {
            @match heading {
                Heading::Second => h2 class="govuk-heading-s" { (part.title()) },
                Heading::Third => h3 class="govuk-heading-s" { (part.title()) },
            }
            @match one.parts.get(&part) {
                Some(words) => p class="govuk-body gt-words" { (reading.words(words)) },
                None => p class="govuk-body govuk-hint" { "Nothing is written here." },
            }
        }
    }
}

fn cascade(reading: &Reading<'_>, one: &Briefing) -> Markup {
    if one.cascades.is_empty() {
        let words = if is_of_agency(reading) {
            "Your agency was not asked to pass it on."
        } else if one.was_published() {
            "No agency was asked to pass it on yet."
        } else {
            "It can be passed on once it is published."
        };
        return shown::empty(words, None);
    }
    html! {
        (coverage(reading, one))
        (table(reading, one))
        (not_asked(reading, one))
        (take_away(reading, one))
    }
}

/// How many agencies passed it on, of how many asked, and how many people that reached.
fn coverage(reading: &Reading<'_>, one: &Briefing) -> Markup {
    if is_of_agency(reading) {
        return html! {
            p class="govuk-body" { "You see your own agency’s part, and no other’s." }
        };
    }
    let coverage = one.coverage(reading.today);
    let counted = |count: u32, one, several| {
        shown::count(usize::try_from(count).unwrap_or(usize::MAX), one, several)
    };
    html! {
        p class="govuk-body-l" {
            a class="govuk-link" href="#by-agency" {
                (coverage.confirmed) " of " (counted(coverage.asked, "agency", "agencies"))
                " asked confirmed it"
            } ", "
            a class="govuk-link" href="#by-agency" {
                (counted(coverage.people, "person", "people")) " reached in "
                (counted(coverage.teams, "team", "teams"))
            } ", "
            a class="govuk-link" href="#by-agency" { (coverage.overdue) " overdue" } "."
        }
    }
}

fn table(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let heads = [
        "Agency",
        "Standing",
        "Due",
        "Teams",
        "People reached",
        "How",
        "Chased",
    ];
    let mut table = Table::new("by-agency", "Passed on, by agency", heads);
    table.caption_classes = "govuk-visually-hidden";
    table.classes = "gt-table--dense";
    let name = |cascade: &&Cascade| reading.view.people.agency_name(cascade.agency);
    let mut all: Vec<&Cascade> = one.cascades.values().collect();
    all.sort_by_key(|cascade| name(cascade));
    for cascade in all {
        table.rows.push(row(reading, one, cascade));
    }
    html! { (table) }
}

fn row<'a>(reading: &Reading<'a>, one: &Briefing, cascade: &Cascade) -> Vec<Cell<'a>> {
    let confirmed = cascade.confirmed.as_ref();
    let teams = confirmed.map_or_else(String::new, |known| known.teams.join(", "));
    let reached = html! {
        @match confirmed { Some(known) => (known.reached), None => "–" }
    };
    let how = html! { @if let Some(known) = confirmed { (reading.words(&known.how)) } };
    let chased = html! {
        @for (place, at) in cascade.chased.iter().enumerate() {
            @if place > 0 { ", " }
            (date(at.occurred_on))
        }
        @if steps::may_chase(reading, cascade)
            && one.phase() == BriefingPhase::Published
            && reading.may(StreamKind::Briefing, "chase_cascade")
        {
            @if !cascade.chased.is_empty() { br; }
            a class="govuk-link gt-no-print"
                href=(format!("{}?agency={}", command_path(one.id, "chase_cascade"), cascade.agency))
            {
                "Record a chase"
                span class="govuk-visually-hidden" {
                    " of " (reading.view.people.agency_name(cascade.agency))
                }
            }
        }
    };
    vec![
        reading.view.people.agency_name(cascade.agency).into(),
        standing(reading, one, cascade).into(),
        date(cascade.due).into(),
        teams.into(),
        Cell::number(reached),
        how.into(),
        chased.into(),
    ]
}

/// Whether an agency confirmed, is waited for, or is late.
pub(super) fn standing(reading: &Reading<'_>, one: &Briefing, cascade: &Cascade) -> Markup {
    if let Some(known) = &cascade.confirmed {
        return html! {
            (Tag::new("Confirmed", TagColour::Green)) " " (date(known.at.occurred_on))
        };
    }
    if one.phase() == BriefingPhase::Withdrawn {
        return html! { (Tag::new("No longer asked", TagColour::Grey)) };
    }
    let late = (reading.today - cascade.due).num_days();
    html! {
        @if late > 0 {
            (Tag::new("Overdue", TagColour::Red)) " "
            (shown::missing(&shown::days_left(-late)))
        } @else { (Tag::new("Waited for", TagColour::Blue)) }
    }
}

/// The members that were not asked, so that nobody has to look for who is missing.
fn not_asked(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let members = reading.view.people.agencies.iter();
    let left = members
        .filter(|(id, agency)| agency.is_member(reading.today) && !one.cascades.contains_key(id));
    let mut names: Vec<&str> = left.map(|(_, agency)| agency.name.as_str()).collect();
    names.sort_unstable();
    html! {
        @if !names.is_empty() && !is_of_agency(reading) {
            p class="govuk-body" { "Not asked: " (names.join(", ")) "." }
        }
    }
}

fn take_away(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let path =
        |ending: &str| reading.href(&format!("/briefing/{}/cascade/export.{ending}", one.id));
    html! {
        p class="govuk-body gt-no-print" {
            "Download this table: "
            a class="govuk-link" href=(path("xlsx")) { "Excel (.xlsx)" } " or "
            a class="govuk-link" href=(path("csv")) { "CSV" }
        }
    }
}

fn activities(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let mut all = reading.view.activities.spreading(one.id).peekable();
    html! {
        @if all.peek().is_some() {
            h2 class="govuk-heading-m" id="activities" { "Activities that spread it" }
            ul class="govuk-list govuk-list--bullet" {
                @for activity in all {
                    @let name = thing_name(reading, activity.id.into());
                    li { (thing_link(reading, activity.id.into(), &shown::capitalised(&name))) }
                }
            }
        }
    }
}
