//! Every account: whose it is, what they may do, and whether they have come yet.
//!
//! Route: `GET /accounts` → [`list`]. Its query: `agency` (an id, or `team`), `role`, `state`.

use super::people::{self, State};
use super::within;
use crate::web::components::{Button, Filter, InsetText, Select, Table, Tag, TagColour};
use crate::web::form::Choice;
use crate::web::layout::{Place, Section};
use crate::web::pages::listing::{self, Address, Chips};
use crate::web::pages::recorded_banner;
use crate::web::pages::shown::count;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit};
use axum::response::{IntoResponse, Response};
use events::envelope::Role;
use maud::{Markup, html};
use projections::accounts::Account;

/// The value of `agency` for the partnership's own team.
const TEAM: &str = "team";

/// The list of accounts.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, _| {
        // What is left to hand over is counted in the whole record, of which an administrator sees
        // the number and nothing else.
        let leavers = visit.app().live().leavers(visit.today()).len();
        let view = visit.view()?;
        let reading = Reading::of(visit, &view);
        let body = html! {
            (recorded_banner(visit))
            h1 class="govuk-heading-l" { "Accounts" }
            p class="govuk-body" {
                "Everybody who may sign in, and what they may do. An account is never deleted: what \
                 its person recorded stays under it."
            }
            (Button::link("/accounts/new", "Open an account"))
            (to_hand_over(leavers))
            p class="govuk-body" {
                a class="govuk-link" href="/accounts/access" { "See who looked at what" }
            }
            (accounts(visit, &reading))
        };
        let frame = Frame::new("Accounts", Place::FirstOf(Section::Accounts));
        Ok(visit.page(&view, &frame, &body).into_response())
    })
    .await
}

fn to_hand_over(leavers: usize) -> Markup {
    let words = if leavers == 1 {
        "1 person whose last role has ended still has open work".to_owned()
    } else {
        format!("{leavers} people whose last role has ended still have open work")
    };
    html! {
        @if leavers > 0 {
            (InsetText::new(html! {
                strong { "To hand over: " } (words) ". "
                a class="govuk-link" href="/hand-over" { "See whose work that is" }
            }))
        }
    }
}

fn accounts(visit: &Visit, reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/accounts");
    let mut all: Vec<(String, &Account)> = reading
        .view
        .accounts
        .all
        .values()
        .filter(|account| wanted(reading, account))
        .map(|account| (people::name(visit, account), account))
        .collect();
    all.sort_by_key(|(name, account)| (name.to_lowercase(), account.id));
    html! {
        (filter(reading, &address))
        @if all.is_empty() {
            p class="govuk-body" { "No account is like this. Clear the filters to see all." }
        } @else {
            p class="govuk-body" { strong { (count(all.len(), "account", "accounts")) } "." }
            (table(visit, reading, &all))
        }
    }
}

/// Whether the address asks for this account.
fn wanted(reading: &Reading<'_>, account: &Account) -> bool {
    let roles = people::roles(reading.view, account, reading.today);
    let mut held = roles.iter().filter(|role| role.is_held(reading.today));
    let agency = match reading.asked("agency") {
        None => true,
        Some(TEAM) => account.agency.is_none(),
        Some(id) => id.parse().is_ok_and(|id| account.agency == Some(id)),
    };
    let role = match reading.asked("role").and_then(Role::from_word) {
        None => true,
        Some(role) => held.any(|one| one.holding.role == role),
    };
    let state = State::of(reading.view, account, reading.today);
    agency
        && role
        && reading
            .asked("state")
            .is_none_or(|word| word == state.word())
}

fn filter(reading: &Reading<'_>, address: &Address) -> Markup {
    let mut agencies: Vec<Choice> = vec![(TEAM.to_owned(), people::TEAM.to_owned())];
    agencies.extend(people::agency_choices(reading.view, reading.today));
    let roles = people::role_choices();
    let states = State::ALL.map(|state| (state.word().to_owned(), state.words().to_owned()));
    let mut chips = Chips::of(reading, address);
    chips.several("Agency", "agency", &agencies);
    chips.several("Role held today", "role", &roles);
    chips.several("State", "state", &states);
    let select = |name, label, choices, all| {
        html! { (Select {
            value: reading.asked(name), ..Select::new(name, label, listing::options(choices, all))
        }) }
    };
    let options = html! {
        (select("agency", "Agency", &agencies, "Every agency"))
        (select("role", "Role held today", &roles, "Every role"))
        (select("state", "State", &states, "Every state"))
    };
    html! { (Filter {
        action: "/accounts",
        heading: "Filter",
        selected: chips.groups(),
        clear_href: "/accounts",
        kept: Vec::new(),
        options,
    }) }
}

fn table(visit: &Visit, reading: &Reading<'_>, all: &[(String, &Account)]) -> Markup {
    let mut table = Table::new(
        "accounts-table",
        "Accounts",
        ["Name", "Agency", "Roles today", "Second step", "State"],
    );
    table.caption_classes = "govuk-visually-hidden";
    for (name, account) in all {
        let link = html! {
            a class="govuk-link" href=(visit.href(&super::path(account.id))) { (name) }
        };
        let state = State::of(reading.view, account, reading.today);
        table.rows.push(vec![
            link.into(),
            people::agency(reading.view, account.agency).into(),
            roles(reading, account).into(),
            second_step(account).into(),
            state.shown(account).into(),
        ]);
    }
    html! { (table) }
}

/// The roles held today, with their dates.
fn roles(reading: &Reading<'_>, account: &Account) -> Markup {
    let roles = people::roles(reading.view, account, reading.today);
    let held: Vec<_> = roles
        .iter()
        .filter(|role| role.is_held(reading.today))
        .collect();
    html! {
        @if held.is_empty() { "None today" }
        @else {
            ul class="govuk-list govuk-!-margin-bottom-0" {
                @for role in held {
                    li {
                        (people::role_words(role.holding)) ", "
                        (people::held(role.holding.from, role.until()))
                    }
                }
            }
        }
    }
}

fn second_step(account: &Account) -> Markup {
    let by_provider = account.is_left_to_a_provider();
    html! {
        @if account.second_step.is_some() { "Set up" }
        @else if by_provider { "Left to the provider" }
        @else { (Tag::new("Not set up", TagColour::Yellow)) }
    }
}
