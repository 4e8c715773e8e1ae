//! Plans, recommendations and actions, each with how it changed.

use super::Asked;
use crate::web::components::{Cell, Table};
use crate::web::pages::listing::{self, Address};
use crate::web::pages::shown;
use crate::web::reading::Reading;
use events::ids::{ActionId, RecommendationId, StreamKind};
use maud::{Markup, html};
use projections::comparison::{
    Between, Change, ChangeKind, ChangedThing, Compared, Stood, counted,
};
use projections::reference::TextRef;

/// How many characters of a text stand in a row.
const CHARACTERS_SHOWN: usize = 200;

/// Each sort of thing: how many changed in which way, then those asked for.
pub(super) fn all(
    reading: &Reading<'_>,
    asked: &Asked,
    between: &Between<'_>,
    address: &Address,
) -> Markup {
    let sorts: Vec<(Compared, Vec<ChangedThing>)> = Compared::ALL
        .into_iter()
        .map(|sort| (sort, between.things(sort, asked.plan)))
        .collect();
    html! {
        (numbers(reading, asked, &sorts, address))
        @for (sort, things) in &sorts {
            @if asked.what.is_none_or(|what| what == *sort) {
                (list(reading, asked, *sort, things, address))
            }
        }
    }
}

/// How many of each sort changed in which way, each number leading to those.
fn numbers(
    reading: &Reading<'_>,
    asked: &Asked,
    sorts: &[(Compared, Vec<ChangedThing>)],
    address: &Address,
) -> Markup {
    let counts: Vec<_> = sorts.iter().map(|(_, things)| counted(things)).collect();
    let mut heads = vec!["How it changed"];
    heads.extend(Compared::ALL.map(Compared::word));
    let mut table = Table::new("changes", "How many changed, and how", heads);
    for kind in ChangeKind::ALL {
        let of = |place: usize| counts.get(place).and_then(|counts| counts.get(&kind));
        if (0..counts.len()).all(|place| of(place).is_none()) {
            continue;
        }
        let mut row = vec![Cell::from(kind.word())];
        for (place, (sort, _)) in sorts.iter().enumerate() {
            let number = of(place).copied().unwrap_or(0);
            let narrowed = address.with("what", sort.key()).with("change", kind.key());
            row.push(Cell::number(html! {
                @if number == 0 { "0" } @else {
                    a class="govuk-link" href=(narrowed.href(reading)) {
                        (number)
                        span class="govuk-visually-hidden" {
                            " " (sort.word()) ": " (kind.word())
                        }
                    }
                }
            }));
        }
        table.rows.push(row);
    }
    let narrowed = asked.what.is_some() || asked.change.is_some();
    let clear = address.without("what").without("change").href(reading);
    html! {
        (table)
        p class="govuk-body-s" {
            "A thing that changed in two ways counts in both rows. Nothing is ever taken out of \
             the record: what is no longer worked on counts as closed."
        }
        @if narrowed {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(clear) { "Show everything that changed" }
            }
        }
    }
}

/// The things asked for: those that changed in one way, or every one that is not as it was.
pub(crate) fn wanted<'a>(asked: &Asked, things: &'a [ChangedThing]) -> Vec<&'a ChangedThing> {
    let wants = |thing: &&ChangedThing| match asked.change {
        Some(kind) => thing.is(kind),
        None => !thing.is_unchanged(),
    };
    things.iter().filter(wants).collect()
}

fn list(
    reading: &Reading<'_>,
    asked: &Asked,
    sort: Compared,
    things: &[ChangedThing],
    address: &Address,
) -> Markup {
    let wanted = wanted(asked, things);
    // The page number is that of the one list that is asked for.
    let page = if asked.what.is_some() {
        listing::page_of(reading)
    } else {
        projections::PageOf {
            offset: 0,
            limit: listing::ROWS_SHOWN,
        }
    };
    let rows: Vec<_> = wanted
        .iter()
        .skip(page.offset)
        .take(page.limit)
        .map(|thing| row(reading, thing))
        .collect();
    let how = asked
        .change
        .map_or_else(|| "changed".to_owned(), |kind| kind.word().to_lowercase());
    let counted = format!("{} of {}: {how}", wanted.len(), things.len());
    let more = wanted.len() > rows.len() && asked.what.is_none();
    let heads = ["Ref", "What", "How it changed", "Then", "Now"];
    let id = format!("changed-{}", sort.key());
    html! {
        h2 class="govuk-heading-m" { (sort.word()) }
        p class="govuk-body" { strong { (counted) } "." }
        @if !rows.is_empty() {
            (Table {
                rows,
                classes: "gt-table--dense",
                caption_classes: "govuk-visually-hidden",
                ..Table::new(&id, sort.word(), heads)
            })
        }
        @if more {
            p class="govuk-body" {
                a class="govuk-link" href=(address.with("what", sort.key()).href(reading)) {
                    "Show all " (wanted.len())
                }
            }
        }
        @if asked.what.is_some() { (listing::pages(reading, address, wanted.len())) }
    }
}

fn row<'a>(reading: &Reading<'_>, thing: &ChangedThing) -> Vec<Cell<'a>> {
    let lines = |part: &dyn Fn(&Change) -> Markup| {
        html! {
            @for change in &thing.changes {
                div class="gt-beside" { (part(change)) }
            }
        }
    };
    vec![
        Cell {
            classes: "gt-reference",
            ..Cell::from(name(reading, thing))
        },
        Cell {
            classes: "gt-words",
            ..Cell::from(html! {
                @if let Some(text) = &thing.text { (start(reading, text)) }
            })
        },
        Cell::from(lines(&|change| {
            html! {
                strong { (change.kind.word()) }
                @if !change.part.is_empty() { " (" (change.part.to_lowercase()) ")" }
            }
        })),
        Cell {
            classes: "gt-words",
            ..Cell::from(lines(&|change| stood(reading, change, &change.before)))
        },
        Cell {
            classes: "gt-words",
            ..Cell::from(lines(&|change| stood(reading, change, &change.after)))
        },
    ]
}

fn start(reading: &Reading<'_>, text: &TextRef) -> String {
    reading.start_of(text, CHARACTERS_SHOWN)
}

/// The thing as a link to its page.
fn name(reading: &Reading<'_>, thing: &ChangedThing) -> Markup {
    match (thing.stream.kind, thing.priority) {
        (StreamKind::ImprovementAction, _) => {
            shown::action_link(reading, ActionId(thing.stream.id), &thing.reference)
        }
        (StreamKind::Recommendation, _) => {
            let known = reading
                .view
                .recommendations
                .get(RecommendationId(thing.stream.id));
            if let Some(known) = known {
                shown::recommendation_link(reading, known.id)
            } else {
                html! { (thing.reference) }
            }
        }
        (_, Some(priority)) => {
            let href = format!("/plan/{}/priority/{priority}", thing.stream.id);
            html! {
                a class="govuk-link" href=(reading.href(&href)) { "Priority " (thing.reference) }
            }
        }
        (_, None) => {
            let href = format!("/plan/{}", thing.stream.id);
            html! { a class="govuk-link" href=(reading.href(&href)) { (thing.reference) } }
        }
    }
}

/// What stood there; a change that is about the whole thing has nothing on either side.
fn stood(reading: &Reading<'_>, change: &Change, stood: &Stood) -> Markup {
    match stood {
        Stood::Nothing if change.part.is_empty() => html! {},
        Stood::Nothing => html! { "None" },
        Stood::Words(text) => html! { (reading.words(text)) },
        Stood::Word(word) => html! { (word) },
        Stood::Label(label) => html! { (label) },
        Stood::Day(day, precision) => shown::due(Some(*day), *precision),
        Stood::Rating(scheme, code) => shown::rating(reading, *scheme, code.as_str()),
        Stood::Impact(impact) => html! { (shown::impact_word(*impact)) },
        Stood::Owners(owners) => shown::owners(reading, owners),
        Stood::Agencies(agencies) => {
            let names = agencies.iter();
            let names = names.map(|id| reading.view.people.agency_name(*id));
            html! { (names.collect::<Vec<_>>().join(", ")) }
        }
        Stood::Plan(plan) => {
            let title = reading
                .view
                .plans
                .get(*plan)
                .map(|plan| plan.title.as_str());
            html! { (title.unwrap_or("Another plan")) }
        }
        Stood::Priority(id) => {
            let known = reading.view.plans.priority(*id);
            let number = known.map(|(_, priority)| priority.number.as_str());
            html! { @match number { Some(number) => { "Priority " (number) }, None => "Another" } }
        }
    }
}
