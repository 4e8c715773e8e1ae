//! Whether this was learned before: what somebody said of it, and what the record holds on the same
//! themes and in words alike, each with how it stands and whether it made a difference.

use super::super::super::audits::theme_link;
use super::super::super::search::worded_alike;
use super::super::super::{learned_link, shown};
use super::learning::standing;
use crate::web::components::dates::date;
use crate::web::components::{Cell, Table};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use crate::web::visit::Visit;
use events::ids::{RecommendationId, StreamKind};
use events::rapid_review::Earlier;
use maud::{Markup, html};
use projections::earlier::{Learned, SeenBeforeQuery};
use projections::rapid_reviews::{LearnedCheck, RapidReview};
use projections::{Models, Stamp, TextRef};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What is worded like the learning points of a review, in what the reader sees.
pub(super) fn alike(visit: &Visit, view: &Models, review: &RapidReview) -> Markup {
    let reading = Reading::of(visit, view);
    let words = review.points.iter();
    let words: Vec<String> = words.map(|one| reading.plain(&one.statement)).collect();
    if words.is_empty() {
        return html! {};
    }
    html! {
        h3 class="govuk-heading-s" id="worded-alike" { "Learned before in words like these" }
        (worded_alike(visit, view, &words.join(" "), Some(review.id.into())))
    }
}

/// Everything that was found or learned, by its own id.
type Everything<'a> = BTreeMap<Uuid, Learned<'a>>;

/// Whether this was learned before.
pub(super) fn show(reading: &Reading<'_>, review: &RapidReview, alike: &Markup) -> Markup {
    let all = reading.view.learned().into_iter();
    let all: Everything<'_> = all.map(|one| (one.of.source(), one)).collect();
    html! {
        @if review.checks.is_empty() {
            p class="govuk-body" { (shown::missing("Nobody has looked yet whether this was learned before")) }
        }
        @for one in review.checks.iter().rev() { (check(reading, &all, one)) }
        (on_themes(reading, &all, review))
        (alike)
    }
}

fn check(reading: &Reading<'_>, all: &Everything<'_>, one: &LearnedCheck) -> Markup {
    html! {
        p class="govuk-body" { (reading.words(&one.words)) }
        p class="govuk-body-s" { "Looked for " (shown::stamp(&one.at)) }
        @if one.matches.is_empty() {
            p class="govuk-body" { "Nothing like it was found." }
        } @else {
            p class="govuk-body" { "The same learning as:" }
            ul class="govuk-list govuk-list--bullet" {
                @for earlier in &one.matches { li { (known(reading, all, *earlier)) } }
            }
        }
    }
}

/// Something learned earlier, how far what came of it is, and whether it made a difference.
fn known(reading: &Reading<'_>, all: &Everything<'_>, earlier: Earlier) -> Markup {
    let (id, kind) = match earlier {
        Earlier::Finding(id) => (id.0, "A finding"),
        Earlier::LearningPoint(id) => (id.0, "A learning point"),
        Earlier::ReviewFinding(id) => (id.0, "Something a practice review says"),
        Earlier::InspectionFinding(id) => (id.0, "Something an inspection found"),
        Earlier::Recommendation(id) => {
            let made = reading.view.recommendations.get(id);
            return html! {
                "Recommendation " (shown::recommendation_link(reading, id))
                @if let Some(made) = made { ", " (date(made.made.occurred_on)) }
                ": " (standing(reading, id))
            };
        }
    };
    match all.get(&id) {
        None => html! { (kind) },
        Some(one) => html! {
            (learned_link(reading, *one)) ", " (date(one.recorded.occurred_on)) ": "
            (reading.words(one.statement)) ". " (came_of(reading, id))
        },
    }
}

/// The recommendations that came of something.
fn came_of(reading: &Reading<'_>, source: Uuid) -> Markup {
    let made: Vec<_> = reading.view.recommendations.from_source(source).collect();
    html! {
        @if made.is_empty() { (shown::missing("No recommendation came of it")) }
        @for (place, one) in made.iter().enumerate() {
            @if place > 0 { "; " }
            "Recommendation " (shown::recommendation_link(reading, one.id)) " "
            (standing(reading, one.id))
        }
    }
}

/// One row: where it stands in the log, what it is, when, what it says, how it stands, and its id.
struct Row<'a> {
    at: Stamp,
    name: Markup,
    words: &'a TextRef,
    stands: Markup,
    id: Uuid,
}

/// What the last three years hold on a theme, the latest first.
fn rows<'a>(
    reading: &Reading<'a>,
    all: &Everything<'a>,
    review: &RapidReview,
    theme: &str,
) -> Vec<Row<'a>> {
    let seen = reading.view.seen_before(SeenBeforeQuery {
        theme,
        day: reading.today,
        asked_by: Some(review.id.into()),
    });
    let findings = seen.findings.iter().map(|one| one.finding.id.0);
    let learned = seen.learned.iter().map(|one| one.learned.of.source());
    let ids: Vec<Uuid> = findings.chain(learned).collect();
    let found = ids.into_iter().filter_map(|id| all.get(&id));
    let mut rows: Vec<Row<'a>> = found
        .map(|one| Row {
            at: one.recorded,
            name: learned_link(reading, *one),
            words: one.statement,
            stands: came_of(reading, one.of.source()),
            id: one.of.source(),
        })
        .collect();
    rows.extend(seen.recommendations.iter().map(|one| Row {
        at: one.made,
        name: html! { "Recommendation " (shown::recommendation_link(reading, one.id)) },
        words: one.text,
        stands: standing(reading, RecommendationId(one.id.0)),
        id: one.id.0,
    }));
    rows.sort_by_key(|one| std::cmp::Reverse(one.at.position));
    rows
}

/// What the last three years hold on the themes of the learning points.
fn on_themes(reading: &Reading<'_>, all: &Everything<'_>, review: &RapidReview) -> Markup {
    let themes = review.points.iter();
    let themes: BTreeSet<&str> = themes
        .map(|one| reading.view.theme_now(&one.theme))
        .collect();
    html! {
        @if themes.is_empty() {
            p class="govuk-body" {
                "What was learned before on the same themes is shown once a learning point is \
                 recorded."
            }
        }
        @for (place, theme) in themes.iter().enumerate() {
            h3 class="govuk-heading-s" {
                "Learned before on the theme " (theme_link(reading, theme)) ", in three years"
            }
            (on_theme(reading, review, place, rows(reading, all, review, theme)))
        }
    }
}

fn on_theme(
    reading: &Reading<'_>,
    review: &RapidReview,
    place: usize,
    found: Vec<Row<'_>>,
) -> Markup {
    if found.is_empty() {
        return html! { p class="govuk-body" { "Nothing was found, learned or recommended." } };
    }
    let command = "check_previous_learning";
    let may = reading.may(StreamKind::RapidReview, command) && review.closed.is_none();
    let form = command_path(review.id, command);
    let heads = [
        "What",
        "When",
        "What it says",
        "How it stands, and its impact",
    ];
    let id = format!("before-{place}");
    let mut table = Table::new(&id, "Learned before", heads);
    table.caption_classes = "govuk-visually-hidden";
    for one in found {
        let stands = html! {
            (one.stands)
            @if may {
                br;
                a class="govuk-link gt-no-print" href={ (form) "?like=" (one.id) } {
                    "Say that this is the same learning"
                }
            }
        };
        table.rows.push(vec![
            one.name.into(),
            date(one.at.occurred_on).into(),
            Cell {
                classes: "gt-words",
                ..Cell::from(reading.words(one.words))
            },
            stands.into(),
        ]);
    }
    html! { (table) }
}
