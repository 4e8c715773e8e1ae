//! What was learned before, and what was learned here.

use super::super::super::audits::{audit_link, theme_link, theme_name};
use super::super::super::learning::spreading_any;
use super::super::super::shown;
use super::super::review_link;
use crate::web::components::{Table, Tag, TagColour};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use events::rapid_review::Earlier;
use maud::{Markup, html};
use projections::earlier::SeenBeforeQuery;
use projections::rapid_reviews::{LearnedCheck, LearningPoint, RapidReview};
use std::collections::BTreeSet;

/// Whether this was learned before: what somebody said of it, and what the record holds on the
/// themes of what was learned here.
pub(super) fn before(reading: &Reading<'_>, review: &RapidReview) -> Markup {
    html! {
        @if review.checks.is_empty() {
            p class="govuk-body" { (shown::missing("Nobody has looked yet whether this was learned before")) }
        }
        @for one in review.checks.iter().rev() { (check(reading, one)) }
        (on_themes(reading, review))
    }
}

fn check(reading: &Reading<'_>, one: &LearnedCheck) -> Markup {
    html! {
        p class="govuk-body" { (reading.words(&one.words)) ", " (shown::stamp(&one.at)) }
        @if one.matches.is_empty() {
            p class="govuk-body" { "Nothing like it was found." }
        } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for earlier in &one.matches { li { (known(reading, *earlier)) } }
            }
        }
    }
}

/// Something learned earlier, how far what came of it is, and whether it made a difference.
fn known(reading: &Reading<'_>, earlier: Earlier) -> Markup {
    match earlier {
        Earlier::Finding(id) => match reading.view.audits.finding(id) {
            None => html! { "A finding" },
            Some((audit, finding)) => html! {
                "Finding of audit " (audit_link(reading, audit.id)) ": "
                (reading.words(&finding.now.statement)) (came_of(reading, id.0))
            },
        },
        Earlier::LearningPoint(id) => match reading.view.rapid_reviews.point(id) {
            None => html! { "A learning point" },
            Some((review, point)) => html! {
                "Learning point of " (review_link(reading, review.id)) ": "
                (reading.words(&point.statement)) (came_of(reading, id.0))
            },
        },
        Earlier::Recommendation(id) => html! {
            "Recommendation " (shown::recommendation_link(reading, id)) " " (standing(reading, id))
        },
    }
}

/// How a recommendation stands, and the difference it made.
fn standing(reading: &Reading<'_>, id: events::ids::RecommendationId) -> Markup {
    let Some(one) = reading.view.recommendations.get(id) else {
        return html! {};
    };
    let impact = one.impact.last().map(|judged| judged.judgement);
    html! { (one.state().word()) ", " (shown::impact(impact)) }
}

/// The recommendations that came of something.
fn came_of(reading: &Reading<'_>, source: uuid::Uuid) -> Markup {
    let made: Vec<_> = reading.view.recommendations.from_source(source).collect();
    html! {
        @if made.is_empty() { " " (shown::missing("No recommendation came of it")) }
        @for one in &made {
            ", recommendation " (shown::recommendation_link(reading, one.id)) " "
            (standing(reading, one.id))
        }
    }
}

/// What the last three years hold on the themes of the learning points.
fn on_themes(reading: &Reading<'_>, review: &RapidReview) -> Markup {
    let themes = review.points.iter();
    let themes: BTreeSet<&str> = themes
        .map(|one| reading.view.theme_now(&one.theme))
        .collect();
    html! {
        @if !themes.is_empty() {
            p class="govuk-body" { "On the same themes, in the last three years:" }
            ul class="govuk-list govuk-list--bullet" {
                @for theme in themes { li { (on_theme(reading, review, theme)) } }
            }
        }
    }
}

fn on_theme(reading: &Reading<'_>, review: &RapidReview, theme: &str) -> Markup {
    let seen = reading.view.seen_before(SeenBeforeQuery {
        theme,
        day: reading.today,
        asked_by: None,
    });
    let same = |one: &&LearningPoint| reading.view.theme_now(&one.theme) == theme;
    let others = reading.view.rapid_reviews.reviews();
    let others = others.filter(|one| one.id != review.id);
    let points = others.flat_map(|one| &one.points).filter(same).count();
    html! {
        (theme_link(reading, theme)) ": "
        (shown::count(seen.findings.len(), "finding", "findings")) ", "
        (shown::count(points, "earlier learning point", "earlier learning points")) ", "
        (shown::count(seen.recommendations.len(), "recommendation", "recommendations"))
    }
}

pub(super) fn points(reading: &Reading<'_>, review: &RapidReview) -> Markup {
    if review.points.is_empty() {
        return html! { p class="govuk-body" { "No learning point recorded yet." } };
    }
    let heads = ["No.", "What was learned", "Theme", "What came of it"];
    let mut table = Table::new("points", "Learning points", heads);
    table.caption_classes = "govuk-visually-hidden";
    for (number, one) in (1..).zip(&review.points) {
        let number: i32 = number;
        table.rows.push(vec![
            number.to_string().into(),
            statement(reading, review, one).into(),
            theme_name(reading, &one.theme).to_owned().into(),
            recommended(reading, number, one).into(),
        ]);
    }
    let mut sources = vec![review.id.0];
    sources.extend(review.points.iter().map(|one| one.id.0));
    html! { (table) (spreading_any(reading, &sources)) }
}

fn statement(reading: &Reading<'_>, review: &RapidReview, one: &LearningPoint) -> Markup {
    let may = reading.may(StreamKind::RapidReview, "correct_learning_point");
    let path = command_path(review.id, "correct_learning_point");
    html! {
        (reading.words(&one.statement))
        @for (at, why) in &one.corrected {
            p class="govuk-body-s" {
                "Corrected " (shown::stamp(at)) ": " (shown::words(reading, why.as_ref()))
            }
        }
        @if may && review.closed.is_none() {
            p class="govuk-body-s gt-no-print" {
                a class="govuk-link" href={ (path) "?point=" (one.id) } { "Put it otherwise" }
            }
        }
    }
}

/// What came of a learning point, and what may be made of it.
fn recommended(reading: &Reading<'_>, number: i32, one: &LearningPoint) -> Markup {
    let draft = format!("/record/briefing/new/draft_briefing?source={}&theme={}", one.id, one.theme);
    let made: Vec<_> = reading.view.recommendations.from_source(one.id.0).collect();
    let form = "/record/recommendation/new/make_recommendation";
    let href = format!("{form}?learning_point={}", one.id);
    html! {
        @if made.is_empty() { (Tag::new("Nothing yet", TagColour::Grey)) }
        @for made in &made {
            p class="govuk-body-s govuk-!-margin-bottom-1" {
                (shown::recommendation_link(reading, made.id)) " " (standing(reading, made.id))
            }
        }
        @if reading.may(StreamKind::Recommendation, "make_recommendation") {
            p class="govuk-body-s gt-no-print" {
                a class="govuk-link" href=(href) { "Make a recommendation" }
            }
        }
        @if reading.may(StreamKind::Briefing, "draft_briefing") {
            p class="govuk-body-s gt-no-print" {
                a class="govuk-link" href=(draft) {
                    "Draft a briefing"
                    span class="govuk-visually-hidden" { " from learning point " (number) }
                }
            }
        }
    }
}
