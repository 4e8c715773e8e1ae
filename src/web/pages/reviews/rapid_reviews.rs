//! The rapid reviews, with filters that live in the address.
//!
//! Route: `GET /rapid-reviews` → [`list`]. Its query: `stage` and `outcome` (several each), `late` and
//! `open` (`yes`), `page`.
//! The same query filters `/rapid-reviews/export.xlsx` and `/rapid-reviews/export.csv`.

use super::super::audits::is_of_agency;
use super::super::listing::{self, Address, Chips};
use super::super::{recorded_banner, shown, thing_path};
use super::{clock, navigation, review_tag, safety, summary_colour};
use crate::web::components::dates::date;
use crate::web::components::{Cell, Checkbox, Checkboxes, Select, Table, Tag};
use crate::web::form::Choice;
use crate::web::forms::{speaks_for, word_value};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::rapid_review::Outcome;
use maud::{Markup, html};
use projections::rapid_reviews::{RapidReviewFilter, RapidReviewRow, ReviewStage};

/// The list of rapid reviews.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! {
            (recorded_banner(&visit)) (safety::banner(&reading)) (body(&reading))
        };
        let frame = Frame::new("Rapid reviews", super::PLACE).below("Reviews", "/reviews");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the address asks for.
pub fn filter_of(reading: &Reading<'_>) -> RapidReviewFilter {
    let (stages, outcomes) = (reading.asked_all("stage"), reading.asked_all("outcome"));
    RapidReviewFilter {
        stages: ReviewStage::ALL
            .into_iter()
            .filter(|stage| stages.contains(&stage.key()))
            .collect(),
        outcomes: Outcome::ALL
            .into_iter()
            .filter(|one| outcomes.contains(&word_value(one).as_str()))
            .collect(),
        late: reading.asked("late").is_some(),
        open: reading.asked("open").is_some(),
        ..RapidReviewFilter::default()
    }
}

fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/rapid-reviews");
    let part = listing::page_of(reading);
    let filter = filter_of(reading);
    let found = reading
        .view
        .list_rapid_reviews(&filter, part, reading.today);
    let rows = found.rows.len();
    let counted = listing::counted(
        found.offset,
        rows,
        found.total,
        "rapid review",
        "rapid reviews",
    );
    let own = is_of_agency(reading);
    html! {
        h1 class="govuk-heading-l" { "Rapid reviews" }
        (navigation(reading, "/rapid-reviews"))
        @if own {
            p class="govuk-body" { "These asked your agency for a summary of its work." }
        } @else { (filter_form(reading, &address)) }
        @if found.total == 0 { (nothing(reading)) }
        @else {
            p class="govuk-body" { strong { (counted) } "." }
            @if own { (own_table(reading, &found.rows)) } @else { (table(reading, &found.rows)) }
            (listing::pages(reading, &address, found.total))
            (listing::take_away(reading, &address))
        }
    }
}

fn nothing(reading: &Reading<'_>) -> Markup {
    if reading.view.rapid_reviews.reviews().next().is_some() {
        let every = Some((reading.href("/rapid-reviews"), "Show every rapid review"));
        return shown::empty("No rapid review matches these filters.", every);
    }
    if is_of_agency(reading) {
        return shown::empty("No rapid review asked your agency for a summary.", None);
    }
    let incidents = Some((reading.href("/incidents"), "Serious incidents"));
    shown::empty(
        "No rapid review is open yet. It is opened from its incident.",
        incidents,
    )
}

fn reference<'a>(reading: &Reading<'_>, row: &RapidReviewRow<'_>) -> Cell<'a> {
    let link = html! {
        a class="govuk-link gt-reference" href=(reading.href(&thing_path(row.id.into()))) {
            span class="govuk-visually-hidden" { "Rapid review " } (row.reference)
        }
    };
    Cell {
        classes: "gt-reference",
        ..Cell::from(link)
    }
}

/// An agency's own part of each: by when its summary is wanted, and how it stands.
fn own_table(reading: &Reading<'_>, rows: &[RapidReviewRow<'_>]) -> Markup {
    let heads = ["Ref", "Your summary", "Wanted by"];
    let mut table = Table::new("rapid-reviews", "Rapid reviews", heads);
    table.caption_classes = "govuk-visually-hidden";
    for row in rows {
        let review = reading.view.rapid_reviews.review(row.id);
        let own = speaks_for(reading);
        let summary = review.and_then(|one| one.summaries.get(&own?));
        let state = html! {
            @match summary {
                Some(one) => (Tag::new(one.state.word(), summary_colour(one.state))),
                None => "Not asked for",
            }
        };
        let due = review.and_then(|one| reading.view.summaries_due(one));
        let by = html! { @match due { Some(day) => (date(day)), None => "–" } };
        table
            .rows
            .push(vec![reference(reading, row), state.into(), by.into()]);
    }
    html! { (table) }
}

fn table(reading: &Reading<'_>, rows: &[RapidReviewRow<'_>]) -> Markup {
    let heads = [
        "Ref",
        "Stage",
        "Due",
        "Sent",
        "Summaries",
        "Decision",
        "Learning points",
    ];
    let rows = rows.iter().map(|row| cells(reading, row)).collect();
    html! {
        (Table {
            rows,
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("rapid-reviews", "Rapid reviews", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, row: &RapidReviewRow<'_>) -> Vec<Cell<'a>> {
    let due = html! {
        @match row.due { Some(day) => (date(day)), None => (shown::missing("Not known")) }
        @if row.days_late > 0 {
            " " (shown::missing(&format!("{} late", clock::days(row.days_late))))
            @if row.late_explained { " Explained" }
        }
    };
    let sent = html! {
        @match row.submitted_on { Some(day) => (date(day)), None => "–" }
    };
    let summaries = html! {
        (row.summaries) " asked for"
        @if row.missing > 0 { ", " (shown::missing(&format!("{} missing", row.missing))) }
    };
    let decision = html! {
        @match row.outcome { Some(one) => (one.title()), None => "–" }
        @if row.dissent { " " (shown::missing("a partner thinks otherwise")) }
    };
    vec![
        reference(reading, row),
        Cell::from(review_tag(reading, row.stage)),
        Cell::from(due),
        Cell::from(sent),
        Cell::from(summaries),
        Cell::from(decision),
        Cell::from(row.points.to_string()),
    ]
}

fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let stages: Vec<Choice> = ReviewStage::ALL
        .iter()
        .map(|stage| (stage.key().to_owned(), stage.word().to_owned()))
        .collect();
    let outcomes: Vec<Choice> = Outcome::ALL
        .iter()
        .map(|one| (word_value(one), one.title().to_owned()))
        .collect();
    let mut chips = Chips::of(reading, address);
    chips.several("Stage", "stage", &stages);
    chips.several("Decision", "outcome", &outcomes);
    for (name, words) in [("open", "Not closed"), ("late", "Late, or sent late")] {
        let set = reading.asked(name).map(|_| words.to_owned());
        chips.one("Only", name, set);
    }
    let selected = chips.groups();
    let items = stages
        .iter()
        .map(|(value, words)| Checkbox::new(value, words.as_str()));
    let tick = |name: &'static str, words: &'static str| {
        let checked = Some(reading.asked(name).is_some());
        html! { (Checkboxes::single(name, Checkbox { checked, ..Checkbox::new("yes", words) })) }
    };
    let options = html! {
        (Checkboxes {
            values: reading.asked_all("stage"),
            classes: "govuk-checkboxes--small",
            ..Checkboxes::new("stage", "Stage", items)
        })
        (Select { value: reading.asked("outcome"),
            ..Select::new("outcome", "Decision", listing::options(&outcomes, "Every decision")) })
        (tick("open", "Not closed"))
        (tick("late", "Late, or sent late"))
    };
    let clear = reading.href("/rapid-reviews");
    let title = "Filter the rapid reviews";
    listing::filtering(reading, address, title, &clear, selected, options)
}
