//! What was learned in a rapid review.

use super::super::super::audits::theme_name;
use super::super::super::learning::spreading_any;
use super::super::super::{shown, thread};
use crate::web::components::{Table, Tag, TagColour};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::{RecommendationId, StreamKind};
use maud::{Markup, html};
use projections::rapid_reviews::{LearningPoint, RapidReview};

/// How a recommendation stands, and the difference it made.
pub(super) fn standing(reading: &Reading<'_>, id: RecommendationId) -> Markup {
    let Some(one) = reading.view.recommendations.get(id) else {
        return html! {};
    };
    let impact = one.impact.last().map(|judged| judged.judgement);
    html! { (one.state().word()) ", " (shown::impact(impact)) }
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
    let draft = format!(
        "/record/briefing/new/draft_briefing?source={}&theme={}",
        one.id, one.theme
    );
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
        (thread::walk_finding(reading, one.id.0))
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
