//! The practice reviews, filtered by kind, by how far they are, and by whether they are late.
//!
//! Route: `GET /practice-reviews` → [`list`].
//! The same query filters `/practice-reviews/export.xlsx` and `/practice-reviews/export.csv`.

use super::super::listing::{self, Address, Chips};
use super::super::reviews::navigation;
use super::super::{recorded_banner, shown, thing_path};
use super::{PLACE, is_of_agency, lateness, phase_tag};
use crate::web::components::dates::date;
use crate::web::components::{Button, Cell, Checkbox, Checkboxes, Select, SelectOption, Table};
use crate::web::form::Choice;
use crate::web::forms::word_value;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::StreamKind;
use events::practice_review::{Phase, ReviewKind};
use maud::{Markup, html};
use projections::practice_reviews::{Review, ReviewFilter};

/// The list of practice reviews.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Practice reviews", PLACE);
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the address asks for. How far a review is, and whether it is late, is not for an agency
/// to know.
pub fn filter_of(reading: &Reading<'_>) -> ReviewFilter {
    let kinds = ReviewKind::ALL.into_iter();
    let (kind, phase) = (reading.asked("kind"), reading.asked("state"));
    let whole = !is_of_agency(reading);
    ReviewFilter {
        kind: kinds
            .into_iter()
            .find(|one| Some(word_value(one).as_str()) == kind),
        phase: Phase::ALL
            .into_iter()
            .find(|one| whole && Some(one.word()) == phase),
        late: whole && reading.asked("late").is_some(),
        open: whole && reading.asked("open").is_some(),
    }
}

fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/practice-reviews");
    let filter = filter_of(reading);
    let found = reading
        .view
        .practice_reviews
        .matching(&filter, reading.today);
    let total = found.len();
    html! {
        h1 class="govuk-heading-l" { "Practice reviews" }
        (navigation(reading, "/practice-reviews"))
        @if is_of_agency(reading) {
            p class="govuk-body" {
                "The reviews that asked your agency something, or that led to a recommendation to it."
            }
        } @else { (standing(reading)) }
        (commission(reading))
        (filter_form(reading, &address))
        @if found.is_empty() { (nothing(reading)) }
        @else {
            p class="govuk-body" {
                strong { (shown::count(total, "practice review", "practice reviews")) "." }
            }
            (table(reading, &found))
            (listing::take_away(reading, &address))
        }
    }
}

/// How all reviews stand, each number leading to what it counts.
pub fn standing(reading: &Reading<'_>) -> Markup {
    let all = reading.view.practice_reviews.latest_first();
    let late = all.iter().filter(|one| one.is_late(reading.today)).count();
    let phases: Vec<(Phase, usize)> = Phase::ALL
        .into_iter()
        .map(|phase| (phase, all.iter().filter(|one| one.phase() == phase).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    html! {
        @if !all.is_empty() {
            ul class="govuk-list gt-columns" {
                @for (phase, count) in phases {
                    @let path = format!("/practice-reviews?state={}", phase.word());
                    li {
                        a class="govuk-link" href=(reading.href(&path)) {
                            (count) " " (phase.title().to_lowercase())
                        }
                    }
                }
                li {
                    a class="govuk-link" href=(reading.href("/practice-reviews?late=yes")) {
                        (late) " past six months"
                    }
                }
            }
        }
    }
}

/// The way to commission one, where the reader may.
pub fn commission(reading: &Reading<'_>) -> Markup {
    let path = "/record/practice_review/new/commission_review";
    html! {
        @if reading.may(StreamKind::PracticeReview, "commission_review") {
            div class="govuk-button-group gt-no-print" {
                (Button::link(path, "Commission a practice review"))
            }
        }
    }
}

fn nothing(reading: &Reading<'_>) -> Markup {
    if !reading.view.practice_reviews.latest_first().is_empty() {
        let every = Some((
            reading.href("/practice-reviews"),
            "Show every practice review",
        ));
        return shown::empty("No practice review matches these filters.", every);
    }
    if is_of_agency(reading) {
        return shown::empty(
            "No practice review has asked your agency anything yet.",
            None,
        );
    }
    shown::empty("No practice review is commissioned yet.", None)
}

fn table(reading: &Reading<'_>, found: &[&Review]) -> Markup {
    let whole = !is_of_agency(reading);
    let heads: &[&str] = if whole {
        &[
            "Ref",
            "Review",
            "State",
            "Decided",
            "Publish by",
            "Findings",
        ]
    } else {
        &["Ref", "Review", "Decided"]
    };
    let rows = found.iter().map(|one| cells(reading, one, whole)).collect();
    html! {
        (Table {
            rows,
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("practice-reviews", "Practice reviews", heads.iter().copied())
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, one: &Review, whole: bool) -> Vec<Cell<'a>> {
    let href = reading.href(&thing_path(one.id.into()));
    let reference = html! {
        a class="govuk-link gt-reference" href=(href) {
            span class="govuk-visually-hidden" { "Practice review " } (one.reference)
        }
    };
    let title = html! {
        (one.title)
        p class="govuk-body-s govuk-!-margin-bottom-0" { (one.kind.title()) }
    };
    let mut cells = vec![
        Cell {
            classes: "gt-reference",
            ..Cell::from(reference)
        },
        Cell {
            classes: "gt-words",
            ..Cell::from(title)
        },
    ];
    if whole {
        let state = html! { (phase_tag(one.phase())) (lateness(reading, one)) };
        cells.push(Cell::from(state));
    }
    cells.push(Cell::from(date(one.decided_on)));
    if whole {
        let due = html! {
            @match one.due { Some(due) => (date(due)), None => "No statutory day" }
        };
        cells.push(Cell::from(due));
        cells.push(Cell::from(one.findings.len().to_string()));
    }
    cells
}

fn kinds() -> Vec<Choice> {
    let kinds = ReviewKind::ALL.map(|kind| (word_value(&kind), kind.title().to_owned()));
    kinds.to_vec()
}

fn phases() -> Vec<Choice> {
    let phases = Phase::ALL.map(|one| (one.word().to_owned(), one.title().to_owned()));
    phases.to_vec()
}

fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let (kinds, phases) = (kinds(), phases());
    let whole = !is_of_agency(reading);
    let mut chips = Chips::of(reading, address);
    chips.several("Kind", "kind", &kinds);
    if whole {
        chips.several("State", "state", &phases);
        let late = reading.asked("late").map(|_| "Past six months".to_owned());
        chips.one("Only", "late", late);
        let open = reading
            .asked("open")
            .map(|_| "Not published or ended".to_owned());
        chips.one("Only", "open", open);
    }
    let selected = chips.groups();
    let select = |name, label, choices: Vec<SelectOption<'_>>| {
        let value = reading.asked(name);
        html! { (Select { value, ..Select::new(name, label, choices) }) }
    };
    let checked = |name| Some(reading.asked(name).is_some());
    let options = html! {
        (select("kind", "Kind", listing::options(&kinds, "Every kind")))
        @if whole {
            (select("state", "State", listing::options(&phases, "Every state")))
            (Checkboxes::single(
                "late",
                Checkbox { checked: checked("late"), ..Checkbox::new("yes", "Past six months") },
            ))
            (Checkboxes::single(
                "open",
                Checkbox {
                    checked: checked("open"),
                    ..Checkbox::new("yes", "Not published or ended")
                },
            ))
        }
    };
    let clear = reading.href("/practice-reviews");
    let title = "Filter the practice reviews";
    listing::filtering(reading, address, title, &clear, selected, options)
}
