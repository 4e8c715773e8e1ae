//! Who looked at what: everybody, for those who answer for the partnership and its accounts; and
//! oneself, for everybody.

mod names;
mod rows;

use super::listing::{Address, Chips, options};
use super::thing_link;
use super::trail;
use super::trail::told;
use crate::access_log::{Access, Filter as Wanted, Look, Part};
use crate::app::App;
use crate::export::sheet::{Sheet, heading, more_csv, to_csv};
use crate::web::components::dates::date_text;
use crate::web::components::{
    Details, Filter, Input, PageLink, Pagination, Select, Table, WarningText,
};
use crate::web::form::Choice;
use crate::web::layout::Place;
use crate::web::reading::Reading;
use crate::web::streamed::streamed;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use events::envelope::{Actor, Role};
use events::everywhere::Area;
use events::ids::StreamId;
use events::log::ReadError;
use maud::{Markup, html};
use projections::Models;
use std::collections::BTreeSet;
use std::io;

/// How many accesses stand on a page.
const ROWS_SHOWN: usize = 50;

/// How many accesses a file is written with at once.
const ROWS_AT_ONCE: usize = 2_000;

/// Whose accesses are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Everybody,
    Oneself,
}

impl Whose {
    const fn path(self) -> &'static str {
        match self {
            Self::Everybody => "/accounts/access",
            Self::Oneself => "/account/access",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Everybody => "Who looked at what",
            Self::Oneself => "What you looked at",
        }
    }
}

/// Who looked at what.
///
/// # Errors
/// When the access log cannot be read.
pub async fn all(visit: Visit) -> Result<Html<String>, Oops> {
    page(visit, Whose::Everybody).await
}

/// What the visitor looked at.
///
/// # Errors
/// When the access log cannot be read.
pub async fn own(visit: Visit) -> Result<Html<String>, Oops> {
    page(visit, Whose::Oneself).await
}

/// An access as a sentence for a reader outside the partnership, by role and agency.
pub(crate) fn in_words(view: &Models, access: &Access) -> String {
    rows::Row::of_access(view, String::new(), access).sentence()
}

/// Who looked at what, to be taken away.
pub async fn all_csv(visit: Visit) -> Response {
    csv(visit, Whose::Everybody).await
}

/// What the visitor looked at, to be taken away.
pub async fn own_csv(visit: Visit) -> Response {
    csv(visit, Whose::Oneself).await
}

async fn page(visit: Visit, whose: Whose) -> Result<Html<String>, Oops> {
    visit.app().access_log().settled().await;
    blocking(move || {
        let view = visit.seen().view(None)?;
        let reading = Reading::of(&visit, &view);
        let wanted = wanted(&reading, whose, &visit)?;
        let log = visit.app().access_log();
        let part = log.entries(&wanted, reading.asked_for("before"), ROWS_SHOWN)?;
        let body = body(&reading, &visit, whose, &part);
        let frame = Frame::new(whose.title(), Place::Nowhere).past("/");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The filter the address asks for; one's own accesses are never anybody else's.
fn wanted(reading: &Reading<'_>, whose: Whose, visit: &Visit) -> Result<Wanted, Oops> {
    let (from, to) = (reading.asked_for("from"), reading.asked_for("to"));
    let look = reading.asked("look").and_then(Look::from_word);
    Ok(match whose {
        Whose::Oneself => Wanted {
            user: Some(user_of(&visit.acting.actor())),
            look,
            from,
            to,
            ..Wanted::default()
        },
        Whose::Everybody => Wanted {
            user: reading.asked("account").map(|id| format!("account:{id}")),
            role: reading.asked("role").and_then(Role::from_word),
            agency: reading.asked_for("agency"),
            things: asked_thing(reading)
                .map(|thing| names_of(visit.app(), thing))
                .transpose()?,
            look,
            from,
            to,
        },
    })
}

/// The thing whose accesses are asked for.
fn asked_thing(reading: &Reading<'_>) -> Option<StreamId> {
    reading.asked_for("thing")
}

/// What accesses of a thing are noted under: the thing itself, and each of its events.
///
/// # Errors
/// When the record cannot be read.
pub fn names_of(app: &App, thing: StreamId) -> Result<BTreeSet<String>, ReadError> {
    let events = app.log().stream(thing, 1)?.into_iter();
    let events = events.map(|position| format!("event/{position}"));
    Ok(events.chain([thing.to_string()]).collect())
}

/// The way to who looked at a thing, on its own page, for those who may see that.
pub fn of_thing(visit: &Visit, thing: StreamId) -> Markup {
    html! {
        @if visit.sight.enters(Area::Accesses) && visit.is_now() {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(format!("/accounts/access?thing={thing}")) {
                    "Who looked at this" }
            }
        }
    }
}

fn user_of(actor: &Actor) -> String {
    match actor {
        Actor::Person { user, .. } | Actor::Import { user, .. } => user.clone(),
        Actor::System => String::new(),
    }
}

fn body(reading: &Reading<'_>, visit: &Visit, whose: Whose, part: &Part) -> Markup {
    let address = Address::of(reading, whose.path()).without("before");
    let first = address.href(reading);
    let next = part
        .next
        .map(|next| address.with("before", next.to_string()));
    let next = next.map(|next| next.href(reading));
    let query = first.split_once('?').map_or("", |(_, query)| query);
    let joint = if query.is_empty() { "" } else { "?" };
    html! {
        h1 class="govuk-heading-l" { (whose.title()) }
        p class="govuk-body" {
            "Each line is one page, file or answer to a program. What an inspector reads is noted "
            "before it is shown. No words that were typed or read stand here."
        }
        @if part.broken > 0 {
            (WarningText::new(html! {
                "The access log was changed: " (part.broken)
                " lines are not as they were written. Keep the data folder as it is, and run "
                code { "golden-thread verify" } "."
            }))
        }
        @if whose == Whose::Everybody {
            @if let Some(thing) = asked_thing(reading) { (about_thing(reading, thing)) }
        }
        (form(reading, visit, whose, &address))
        @if part.rows.is_empty() {
            p class="govuk-body" { "Nothing is noted that fits." }
        } @else {
            p class="govuk-body gt-no-print" {
                "Take it away as "
                a class="govuk-link" href={ (whose.path()) "/export.csv" (joint) (query) } { "CSV" }
            }
            (table(reading, visit, whose, part))
            @if reading.asked("before").is_some() || next.is_some() {
                (Pagination {
                    previous: reading.asked("before").map(|_| PageLink {
                        content: Some("Newest".into()),
                        ..PageLink::from(first.as_str())
                    }),
                    next: next.as_deref().map(PageLink::from),
                    ..Pagination::default()
                })
            }
        }
    }
}

/// Of which thing the accesses are told, and what is not among them.
fn about_thing(reading: &Reading<'_>, thing: StreamId) -> Markup {
    let name = told::thing(thing.kind, &reading.view.label(thing).name);
    html! {
        p class="govuk-body" {
            "Of " (thing_link(reading, thing, &name)) ": its own pages, forms and files, its thread "
            "and its events. Lists and searches that name it beside others are not among them."
        }
    }
}

fn table(reading: &Reading<'_>, visit: &Visit, whose: Whose, part: &Part) -> Markup {
    let mut heads = vec!["When"];
    if whose == Whose::Everybody {
        heads.push("Who");
    }
    heads.extend(["Role", "Agency", "Kind", "What", "About", "As at", "Answer"]);
    let mut table = Table::new("accesses", "Accesses, the newest first", heads);
    table.caption_classes = "govuk-visually-hidden";
    table.classes = "gt-table--dense";
    for entry in &part.rows {
        let row = rows::Row::of(reading.view, visit, entry);
        let mut cells = vec![row.when.into()];
        if whose == Whose::Everybody {
            cells.push(row.who.into());
        }
        let rest = [
            row.role, row.agency, row.kind, row.what, row.about, row.as_at, row.answer,
        ];
        cells.extend(rest.into_iter().map(Into::into));
        table.rows.push(cells);
    }
    html! { (table) }
}

fn form(reading: &Reading<'_>, visit: &Visit, whose: Whose, address: &Address) -> Markup {
    let roles: Vec<Choice> = Role::ALL
        .map(|role| (role.word().to_owned(), role.title().to_owned()))
        .to_vec();
    let agencies = trail::agencies(reading);
    let accounts = accounts(reading, visit);
    let looks: Vec<Choice> = Look::ALL
        .map(|look| (look.word().to_owned(), look.title().to_owned()))
        .to_vec();
    let thing = asked_thing(reading).filter(|_| whose == Whose::Everybody);
    let kept = thing.map(|thing| thing.to_string());
    let mut chips = Chips::of(reading, address);
    if let Some(thing) = thing {
        let name = told::thing(thing.kind, &reading.view.label(thing).name);
        chips.one("About", "thing", Some(name));
    }
    chips.several("Kind", "look", &looks);
    if whose == Whose::Everybody {
        chips.several("Account", "account", &accounts);
        chips.several("Role", "role", &roles);
        chips.several("Agency", "agency", &agencies);
    }
    for (heading, name) in [("From", "from"), ("To", "to")] {
        chips.one(heading, name, reading.asked_for(name).map(date_text));
    }
    let clear = reading.href(whose.path());
    let narrowed = address.href(reading) != clear;
    let filter = Filter {
        action: whose.path(),
        heading: "Filter",
        selected: chips.groups(),
        clear_href: &clear,
        kept: kept.iter().map(|thing| ("thing", thing.as_str())).collect(),
        options: html! {
            @if whose == Whose::Everybody {
                (Select { value: reading.asked("account"),
                    ..Select::new("account", "Account", options(&accounts, "All")) })
                (Select { value: reading.asked("role"), id: Some("in-role"),
                    ..Select::new("role", "Role", options(&roles, "All")) })
                (Select { value: reading.asked("agency"), id: Some("for-agency"),
                    ..Select::new("agency", "Agency", options(&agencies, "All")) })
            }
            (Select { value: reading.asked("look"),
                ..Select::new("look", "Kind", options(&looks, "All")) })
            (Input { kind: "date", value: reading.asked("from"), ..Input::new("from", "From") })
            (Input { kind: "date", value: reading.asked("to"), ..Input::new("to", "To") })
        },
    };
    html! {
        div class="gt-no-print" {
            (Details { open: narrowed, ..Details::new("Filter the accesses", html! { (filter) }) })
        }
    }
}

/// Every account by name, as far as the reader may have names.
fn accounts(reading: &Reading<'_>, visit: &Visit) -> Vec<Choice> {
    let known = reading.view.accounts.all.values();
    let mut accounts: Vec<Choice> = known
        .map(|account| {
            let name = visit.plain(&account.name);
            let name = if name.is_empty() {
                format!("Account {}", account.id.0)
            } else {
                name
            };
            (account.id.0.to_string(), name)
        })
        .collect();
    accounts.sort_by(|a, b| a.1.cmp(&b.1));
    accounts
}

async fn csv(visit: Visit, whose: Whose) -> Response {
    visit.app().access_log().settled().await;
    let day = visit.app().clock().today().format("%Y-%m-%d");
    let disposition = format!("attachment; filename=\"access-{day}.csv\"");
    let body = streamed(move |out| {
        let (mut before, mut first) = (None, true);
        loop {
            let (sheet, next) = sheet(&visit, whose, before)
                .map_err(|oops| io::Error::other(format!("{oops:?}")))?;
            let written = if first {
                to_csv(&sheet)
            } else {
                more_csv(&sheet)
            };
            out.write_all(&written.map_err(io::Error::other)?)?;
            (before, first) = (next, false);
            if next.is_none() {
                return Ok(());
            }
        }
    });
    let disposition = HeaderValue::from_str(&disposition);
    let mut response = body.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    let fallback = HeaderValue::from_static("attachment");
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(fallback));
    response
}

fn sheet(visit: &Visit, whose: Whose, before: Option<u64>) -> Result<(Sheet, Option<u64>), Oops> {
    let view = visit.seen().view(None)?;
    let reading = Reading::of(visit, &view);
    let wanted = wanted(&reading, whose, visit)?;
    let part = (visit.app().access_log()).entries(&wanted, before, ROWS_AT_ONCE)?;
    let rows = part.rows.iter();
    let sheet = Sheet {
        title: whose.title().to_owned(),
        note: String::new(),
        headings: vec![
            heading("Number", 8),
            heading("When", 24),
            heading("Who", 24),
            heading("Role", 20),
            heading("Agency", 24),
            heading("Kind", 16),
            heading("What", 30),
            heading("About", 30),
            heading("As at", 24),
            heading("Answer", 16),
            heading("Request", 36),
        ],
        rows: rows
            .map(|entry| rows::Row::of(&view, visit, entry).cells())
            .collect(),
    };
    Ok((sheet, part.next))
}
