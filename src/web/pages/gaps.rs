//! Gaps: what the product found missing or broken, and what was decided about each.

use super::listing::{Address, Chips, counted, filtering, options, page_of, pages};
use super::trail::told::{happened, thing};
use super::{recorded_banner, shown, thing_path};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Select, Table, Tag, TagColour};
use crate::web::form::{Choice, command_path};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::everywhere::Area;
use events::gap::gap_id;
use events::ids::{StreamId, StreamKind};
use maud::{Markup, html};
use projections::gaps::{Gap, GapFilter, GapStanding, RETENTION_DUE, RULES};

/// How many of the events a gap rests on are linked beside it.
const EVENTS_SHOWN: usize = 4;

/// The gaps that are found, filtered by the address.
///
/// # Errors
/// When the record cannot be read.
pub async fn gaps(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Gaps", Place::FirstOf(Section::Gaps));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The word of a standing in an address.
pub(crate) const fn standing_key(standing: GapStanding) -> &'static str {
    match standing {
        GapStanding::Open => "open",
        GapStanding::StillThere => "still_there",
        GapStanding::Escalated => "escalated",
        GapStanding::Accepted => "accepted",
    }
}

/// The filter the address asks for.
pub(crate) fn filter(reading: &Reading<'_>) -> GapFilter {
    let standings = reading.asked_all("standing");
    GapFilter {
        rules: reading
            .asked_all("rule")
            .iter()
            .filter_map(|rule| rule.parse().ok())
            .collect(),
        about: reading.asked_for("about"),
        agency: reading.asked_for("agency"),
        owner: reading.asked("owner").map(ToOwned::to_owned),
        standings: GapStanding::ALL
            .into_iter()
            .filter(|standing| standings.contains(&standing_key(*standing)))
            .collect(),
    }
}

fn body(reading: &Reading<'_>) -> Markup {
    let filter = filter(reading);
    let page = page_of(reading);
    let found = reading.view.gaps_page(&filter, page, reading.today);
    let rows: Vec<&Gap> = found.rows.iter().collect();
    let address = Address::of(reading, "/gaps");
    html! {
        h1 class="govuk-heading-l" { "Gaps" }
        p class="govuk-body" {
            "What Golden Thread found by itself: breaks in the thread from a finding to evidence of \
             impact, and ratings the dates do not bear out. A gap closes when the cause is put right; \
             until then somebody says what becomes of it."
        }
        (form(reading, &filter, &address))
        @if found.total == 0 {
            (none(reading, &address))
        } @else {
            p class="govuk-body" {
                (counted(page.offset, rows.len(), found.total, "gap", "gaps"))
                span class="gt-no-print" {
                    " · Take it away as "
                    a class="govuk-link" href=(export(&address.href(reading), "xlsx")) {
                        "Excel" } ", "
                    a class="govuk-link" href=(export(&address.href(reading), "csv")) {
                        "CSV" }
                }
            }
            (table(reading, &rows))
            (pages(reading, &address, found.total))
        }
    }
}

/// The address of a list as a file.
pub(crate) fn export(href: &str, kind: &str) -> String {
    match href.split_once('?') {
        Some((path, query)) => format!("{path}/export.{kind}?{query}"),
        None => format!("{href}/export.{kind}"),
    }
}

fn none(reading: &Reading<'_>, address: &Address) -> Markup {
    let filtered = address.href(reading) != reading.href("/gaps");
    html! {
        @if filtered {
            p class="govuk-body" {
                "No gap fits. "
                a class="govuk-link" href=(reading.href("/gaps")) { "Clear the filters" } "."
            }
        } @else if reading.view.actions.all().next().is_none() {
            p class="govuk-body" {
                "There is nothing to look at yet. "
                @if reading.enters(Area::Import) {
                    a class="govuk-link" href="/import" { "Import a plan" } " first."
                }
            }
        } @else {
            p class="govuk-body" { "No gap is found." }
        }
    }
}

fn table(reading: &Reading<'_>, rows: &[&Gap]) -> Markup {
    let mut table = Table::new(
        "gaps",
        "Gaps",
        [
            "Gap",
            "About",
            "Owner",
            "Since",
            "Rests on",
            "What becomes of it",
        ],
    );
    table.classes = "gt-table--dense gt-table--round";
    for gap in rows {
        table.rows.push(vec![
            html! { (rule_title(gap.rule)) " " span class="govuk-hint govuk-!-font-size-16 govuk-!-margin-bottom-0" { "(rule " (gap.rule) ")" } }
                .into(),
            about(reading, gap).into(),
            owner(reading, gap).into(),
            date(gap.since).into(),
            rests_on(reading, gap).into(),
            disposition(reading, gap).into(),
        ]);
    }
    html! { (table) }
}

/// What a page calls a rule.
pub(crate) fn rule_title(rule: u16) -> &'static str {
    RULES
        .iter()
        .find(|known| known.number == rule)
        .map_or("Gap", |known| known.title)
}

fn about(reading: &Reading<'_>, gap: &Gap) -> Markup {
    let stream = gap.about.stream;
    html! {
        a class="govuk-link" href=(reading.href(&thing_path(stream))) {
            (thing(stream.kind, &gap.about.name)) }
        @if let Some(words) = &gap.about.words { br; (reading.start_of(words, 100)) }
        @if gap.rule == RETENTION_DUE {
            br;
            a class="govuk-link" href=(reading.href(super::records::DUE)) {
                "Records due for a review" }
        }
    }
}

fn owner(reading: &Reading<'_>, gap: &Gap) -> Markup {
    html! {
        @if gap.owners.is_empty() && gap.agencies.is_empty() { "The partnership’s own team" }
        @if !gap.owners.is_empty() { (shown::owners(reading, &gap.owners)) }
        @for agency in &gap.agencies {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                (reading.view.people.agency_name(*agency)) }
        }
    }
}

fn rests_on(reading: &Reading<'_>, gap: &Gap) -> Markup {
    let stream = gap.about.stream;
    html! {
        @if gap.rests_on.is_empty() { "What is not recorded" }
        ul class="govuk-list" {
            @for position in gap.rests_on.iter().rev().take(EVENTS_SHOWN) {
                @let row = reading.view.trail_row(*position);
                @let words = row.map(|row| happened(&row.type_name)).unwrap_or_default();
                li { a class="govuk-link" href=(reading.href(&format!("/trail/{position}"))) {
                    (words) } }
            }
            @if gap.rests_on.len() > EVENTS_SHOWN {
                li { a class="govuk-link" href=(reading.href(&format!("/trail?stream={stream}"))) {
                    (gap.rests_on.len() - EVENTS_SHOWN) " more" } }
            }
        }
    }
}

fn disposition(reading: &Reading<'_>, gap: &Gap) -> Markup {
    let colour = match gap.standing {
        GapStanding::Open | GapStanding::StillThere => TagColour::Red,
        GapStanding::Escalated => TagColour::Yellow,
        GapStanding::Accepted => TagColour::Grey,
    };
    html! {
        (Tag::new(gap.standing.word(), colour))
        @if let Some(disposed) = &gap.disposed {
            p class="govuk-body-s" {
                @match &disposed.reopened {
                    Some((at, _)) => { "Opened again on " (date_text(at.occurred_on)) }
                    None => {
                        (crate::web::forms::disposition_word(disposed.disposition)) " on "
                        (date_text(disposed.at.occurred_on))
                        @if let Some(to) = &disposed.escalated_to { " to " (to) }
                    }
                }
                @if let Some(reason) = &disposed.reason { ": " (reading.words(reason)) }
            }
        }
        (steps(reading, gap))
    }
}

fn steps(reading: &Reading<'_>, gap: &Gap) -> Markup {
    let about = gap.about.stream;
    let stream = StreamId::new(StreamKind::Gap, gap_id(gap.rule, about));
    let open = matches!(gap.standing, GapStanding::Open | GapStanding::Escalated);
    html! {
        @if open && reading.may(StreamKind::Gap, "dispose_of_gap") {
            p class="govuk-body-s gt-no-print" {
                a class="govuk-link"
                    href={ (command_path(stream, "dispose_of_gap")) "?rule=" (gap.rule)
                        "&about=" (about) }
                {
                    "Say what becomes of it"
                    span class="govuk-visually-hidden" {
                        ": " (rule_title(gap.rule)) ", " (gap.about.name) }
                }
            }
        }
        @if !open && reading.may(StreamKind::Gap, "reopen_gap") {
            p class="govuk-body-s gt-no-print" {
                a class="govuk-link" href=(command_path(stream, "reopen_gap")) {
                    "Open it again"
                    span class="govuk-visually-hidden" {
                        ": " (rule_title(gap.rule)) ", " (gap.about.name) }
                }
            }
        }
    }
}

fn form(reading: &Reading<'_>, filter: &GapFilter, address: &Address) -> Markup {
    let rules: Vec<Choice> = RULES
        .iter()
        .map(|rule| {
            (
                rule.number.to_string(),
                format!("{} {}", rule.number, rule.title),
            )
        })
        .collect();
    let standings: Vec<Choice> = GapStanding::ALL
        .map(|standing| {
            (
                standing_key(standing).to_owned(),
                standing.word().to_owned(),
            )
        })
        .to_vec();
    let agencies: Vec<Choice> = super::trail::agencies(reading);
    let mut chips = Chips::of(reading, address);
    chips.several("Rule", "rule", &rules);
    chips.several("Standing", "standing", &standings);
    chips.several("Agency", "agency", &agencies);
    chips.one(
        "Owner",
        "owner",
        reading.asked("owner").map(ToOwned::to_owned),
    );
    if let Some(about) = filter.about {
        let name = thing(about.kind, &reading.view.label(about).name);
        chips.one("About", "about", Some(name));
    }
    let clear = reading.href("/gaps");
    let options = html! {
        (Select { value: reading.asked("rule"),
            ..Select::new("rule", "Rule", options(&rules, "All")) })
        (Select { value: reading.asked("standing"),
            ..Select::new("standing", "Standing", options(&standings, "All")) })
        (Select { value: reading.asked("agency"), id: Some("of-agency"),
            ..Select::new("agency", "Agency", options(&agencies, "All")) })
        (crate::web::components::Input { value: reading.asked("owner"),
            ..crate::web::components::Input::new("owner", "Owner’s post") })
    };
    let selected = chips.groups();
    filtering(
        reading,
        address,
        "Filter the gaps",
        &clear,
        selected,
        options,
    )
}
