//! How what was learned is spread, and whether it changed practice.
//!
//! Routes: `GET /learning` → [`show`], `GET /briefings` → [`briefings`], `GET /briefing/{id}` →
//! [`briefing`], `GET /briefing/{id}/seven-minute` → [`seven_minute`],
//! `GET /cascades-to-confirm` → [`cascades`], `GET /learning-activities` → [`activities`],
//! `GET /learning-activity/{id}` → [`activity`], `GET /child-death-learning` and
//! `GET /child-death-learning/{id}` → [`child_deaths`].

pub mod activities;
pub mod activity;
pub mod briefing;
pub mod briefings;
pub mod cascades;
pub mod child_deaths;
pub mod seven_minute;
mod steps;

pub(crate) use briefing::source_line;

use super::audits::is_of_agency;
use super::{recorded_banner, thing_path};
use crate::web::components::{SubNavigation, SubNavigationItem, Tag, TagColour};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::{BriefingId, StreamKind};
use maud::{Markup, html};
use projections::PageOf;
use projections::activities::{ActivityFilter, ActivityPhase};
use projections::briefings::{Briefing, BriefingFilter, BriefingPhase};

/// Where the pages about spreading learning stand among the sections.
const PLACE: Place = Place::Inside(Section::Learning);

/// How learning is spread, in numbers that lead to what they count.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Learning", Place::FirstOf(Section::Learning));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The pages of the section, the one that is shown marked. An agency sees what was published and
/// what it passes on itself.
fn navigation(reading: &Reading<'_>, current: &str) -> Markup {
    let of_agency = is_of_agency(reading);
    let pages = [
        ("/learning", "Overview", true),
        ("/briefings", "Briefings", true),
        ("/cascades-to-confirm", cascades::title(reading), true),
        ("/learning-activities", "Learning activities", !of_agency),
        (
            "/child-death-learning",
            "Learning from child deaths",
            !of_agency,
        ),
    ];
    let offered = pages.into_iter().filter(|(_, _, offered)| *offered);
    let hrefs: Vec<(String, &str, bool)> = offered
        .map(|(path, text, _)| (reading.href(path), text, path == current))
        .collect();
    let items = hrefs
        .iter()
        .map(|(href, text, is_current)| SubNavigationItem {
            text,
            href,
            is_current: *is_current,
        });
    let navigation = SubNavigation {
        label: "Learning",
        items: items.collect(),
    };
    html! { div class="gt-no-print" { (navigation) } }
}

/// A number that leads to what it counts.
struct Counted {
    count: usize,
    words: &'static str,
    path: String,
}

fn body(reading: &Reading<'_>) -> Markup {
    html! {
        h1 class="govuk-heading-l" { "Learning" }
        (navigation(reading, "/learning"))
        p class="govuk-body" {
            "What was learned reaches people through briefings that agencies pass on to their "
            "teams, and through forums, learning events, newsletters and courses. Publishing is "
            "not spreading, and a good day’s training is not yet a change in practice."
        }
        (counts(reading, "Briefings", &of_briefings(reading)))
        (counts(reading, cascades::title(reading), &of_cascades(reading)))
        @if !is_of_agency(reading) {
            (counts(reading, "Learning activities", &of_activities(reading)))
            (counts(reading, "Learning from child deaths", &of_child_deaths(reading)))
        }
    }
}

fn counts(reading: &Reading<'_>, heading: &str, all: &[Counted]) -> Markup {
    html! {
        h2 class="govuk-heading-m" { (heading) }
        ul class="govuk-list gt-columns" {
            @for one in all {
                li {
                    a class="govuk-link" href=(reading.href(&one.path)) {
                        (one.count) " " (one.words)
                    }
                }
            }
        }
    }
}

fn of_briefings(reading: &Reading<'_>) -> Vec<Counted> {
    let words = |phase| match phase {
        BriefingPhase::Draft => "in draft, to be cleared",
        BriefingPhase::Cleared => "cleared, to be published",
        BriefingPhase::Published => "published",
        BriefingPhase::Withdrawn => "withdrawn",
    };
    let own = is_of_agency(reading);
    let shown = BriefingPhase::ALL.into_iter();
    let shown = shown.filter(|phase| !own || *phase >= BriefingPhase::Published);
    let each = shown.map(|phase| {
        let filter = BriefingFilter {
            phases: vec![phase],
            ..BriefingFilter::default()
        };
        let found = reading
            .view
            .list_briefings(&filter, PageOf::ALL, reading.today);
        Counted {
            count: found.total,
            words: words(phase),
            path: format!("/briefings?phase={}", phase.key()),
        }
    });
    each.collect()
}

fn of_cascades(reading: &Reading<'_>) -> Vec<Counted> {
    let waited = reading.view.cascades_outstanding(None, reading.today);
    let late = waited.iter().filter(|one| one.days_late > 0).count();
    vec![
        Counted {
            count: waited.len(),
            words: "waited for",
            path: "/cascades-to-confirm".to_owned(),
        },
        Counted {
            count: late,
            words: "overdue",
            path: "/cascades-to-confirm?overdue=yes".to_owned(),
        },
    ]
}

fn of_activities(reading: &Reading<'_>) -> Vec<Counted> {
    let count = |filter: &ActivityFilter| {
        let found = reading
            .view
            .list_activities(filter, PageOf::ALL, reading.today);
        found.total
    };
    let words = |phase| match phase {
        ActivityPhase::Scheduled => "scheduled",
        ActivityPhase::Held => "held or issued",
        ActivityPhase::Cancelled => "called off",
    };
    let mut all: Vec<Counted> = ActivityPhase::ALL
        .into_iter()
        .map(|phase| Counted {
            count: count(&ActivityFilter {
                phases: vec![phase],
                ..ActivityFilter::default()
            }),
            words: words(phase),
            path: format!("/learning-activities?phase={}", phase.key()),
        })
        .collect();
    all.push(Counted {
        count: count(&ActivityFilter {
            unlooked: true,
            ..ActivityFilter::default()
        }),
        words: "whose effect on practice should have been looked at",
        path: "/learning-activities?unlooked=yes".to_owned(),
    });
    all
}

fn of_child_deaths(reading: &Reading<'_>) -> Vec<Counted> {
    let years = reading.view.child_deaths.latest_first();
    vec![Counted {
        count: years.len(),
        words: if years.len() == 1 { "year" } else { "years" },
        path: "/child-death-learning".to_owned(),
    }]
}

/// How far a briefing has come, as a word in colour.
fn phase_tag(phase: BriefingPhase) -> Markup {
    let colour = match phase {
        BriefingPhase::Draft => TagColour::Grey,
        BriefingPhase::Cleared => TagColour::Blue,
        BriefingPhase::Published => TagColour::Green,
        BriefingPhase::Withdrawn => TagColour::Orange,
    };
    html! { (Tag::new(phase.word(), colour)) }
}

/// How far an activity has come, as a word in colour.
fn activity_tag(phase: ActivityPhase) -> Markup {
    let colour = match phase {
        ActivityPhase::Scheduled => TagColour::Blue,
        ActivityPhase::Held => TagColour::Green,
        ActivityPhase::Cancelled => TagColour::Orange,
    };
    html! { (Tag::new(phase.word(), colour)) }
}

/// A briefing by its reference and title, as a link.
fn briefing_link(reading: &Reading<'_>, one: &Briefing) -> Markup {
    let href = reading.href(&thing_path(one.id.into()));
    html! {
        a class="govuk-link" href=(href) {
            span class="govuk-visually-hidden" { "Briefing " } (one.reference) " " (one.title)
        }
    }
}

/// A briefing as a link; none where the reader does not reach it.
fn briefing_named(reading: &Reading<'_>, id: BriefingId) -> Markup {
    let known = reading.view.briefings.get(id);
    known.map_or_else(
        || html! { "Another briefing" },
        |one| briefing_link(reading, one),
    )
}

/// What drafts a briefing from a thing, where the reader may.
pub(crate) fn draft_from(reading: &Reading<'_>, source: uuid::Uuid) -> Markup {
    let may = reading.may(StreamKind::Briefing, "draft_briefing");
    let href = format!("/record/briefing/new/draft_briefing?source={source}");
    html! {
        @if may {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(href) { "Draft a briefing from it" }
            }
        }
    }
}

/// The briefings that spread a thing, for the page of that thing; nothing where there is none.
pub(crate) fn spreading(reading: &Reading<'_>, source: uuid::Uuid) -> Markup {
    spreading_any(reading, &[source])
}

/// The briefings that spread any of some things.
pub(crate) fn spreading_any(reading: &Reading<'_>, sources: &[uuid::Uuid]) -> Markup {
    let all = reading.view.briefings.all();
    let all: Vec<&Briefing> = all
        .filter(|one| sources.iter().any(|source| one.rests_on(*source)))
        .collect();
    if all.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" id="briefings" { "Briefings that spread it" }
        ul class="govuk-list govuk-list--bullet" {
            @for one in all {
                li { (briefing_link(reading, one)) " " (phase_tag(one.phase())) }
            }
        }
    }
}
