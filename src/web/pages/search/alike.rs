//! What was worded alike before, for the pages and forms of findings and recommendations.

use crate::search::{Alike, Kind, Like, Untold, similar};
use crate::web::components::dates::date;
use crate::web::pages::trail::told;
use crate::web::pages::{learned_link, shown, thing_link};
use crate::web::reading::Reading;
use crate::web::visit::Visit;
use events::calendar::months_before;
use events::ids::StreamId;
use maud::{Markup, html};
use projections::earlier::{Learned, MONTHS_BACK};
use projections::{Models, TextRef};

/// How many are shown.
const SHOWN_MAX: usize = 5;

/// How many shared words are named.
const WORDS_NAMED: usize = 8;

/// Earlier findings, learning points and recommendations of the last three years that are worded
/// like a text, as
/// far as the reader sees them; `asked_by` is the thing the text is of, which is not like itself.
///
/// A part of a page. Nothing is said where there is nothing to compare.
pub fn worded_alike(
    visit: &Visit,
    view: &Models,
    text: &str,
    asked_by: Option<StreamId>,
) -> Markup {
    let today = visit.today();
    let Some(since) = months_before(today, MONTHS_BACK) else {
        return html! {};
    };
    let like = Like {
        text,
        kinds: &[
            Kind::Finding,
            Kind::RapidReview,
            Kind::Review,
            Kind::Recommendation,
        ],
        since,
        until: today,
        asked_by,
        most: SHOWN_MAX,
    };
    match similar(visit.seen(), view, like) {
        Ok(alike) => list(visit, view, &alike),
        Err(Untold::BeingPrepared | Untold::BrokeDown) => html! {
            p class="govuk-body" { "Similar wording cannot be looked for yet: the search is being prepared." }
        },
        Err(Untold::Unfit(_) | Untold::Read(_)) => html! {
            p class="govuk-body" { "Similar wording could not be looked for." }
        },
    }
}

fn list(visit: &Visit, view: &Models, alike: &[Alike]) -> Markup {
    let reading = Reading::of(visit, view);
    html! {
        @if alike.is_empty() {
            p class="govuk-body" {
                "No earlier finding, learning point or recommendation of the last three years is "
                "worded like it."
            }
        } @else {
            ul class="govuk-list gt-results" {
                @for one in alike { li class="gt-result" { (row(visit, &reading, one)) } }
            }
        }
    }
}

/// What was found or learned, where it is that.
fn learned<'a>(reading: &Reading<'a>, one: &Alike) -> Option<Learned<'a>> {
    let id = one
        .finding
        .map(|id| id.0)
        .or_else(|| one.point.map(|id| id.0))?;
    let mut all = reading.view.learned().into_iter();
    all.find(|known| known.of.source() == id)
}

fn row(visit: &Visit, reading: &Reading<'_>, one: &Alike) -> Markup {
    let found = learned(reading, one);
    let thing = || {
        let label = reading.view.label(one.stream).name;
        thing_link(reading, one.stream, &told::thing(one.stream.kind, &label))
    };
    let name = found.map_or_else(thing, |known| learned_link(reading, known));
    let named: Vec<&str> = one
        .shared
        .iter()
        .take(WORDS_NAMED)
        .map(String::as_str)
        .collect();
    let more = one.shared.len().saturating_sub(named.len());
    let text = TextRef {
        position: one.position,
        field: one.field.clone().into(),
    };
    html! {
        p class="govuk-body govuk-!-margin-bottom-1" {
            (name) ", " (date(one.occurred_on)) ": "
            (visit.words(&text))
        }
        p class="govuk-body-s" {
            (shown::count(one.shared.len(), "word", "words")) " in common: " (named.join(", "))
            @if more > 0 { " and " (more) " more" }
        }
    }
}
