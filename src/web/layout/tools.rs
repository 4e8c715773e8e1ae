//! What stands above every page: who works here, in which role, and as at when.

use super::Page;
use crate::web::components::dates::moment_field;
use crate::web::components::{Button, Content, Input, Select, SelectOption};
use chrono::{DateTime, Utc};
use maud::{Markup, html};

/// What a form on the page sends when whom one acts as is changed from within it.
pub const ACTING_CHANGE: &str = "acting-as";
/// The role chosen from within a form.
pub const ACTING_ROLE: &str = "acting-as-role";
/// The agency chosen from within a form.
pub const ACTING_AGENCY: &str = "acting-as-agency";

/// The choice of whom one acts as, until there are accounts.
#[derive(Clone, Debug)]
pub struct ActingAs<'a> {
    /// What the choice is called, such as "Acting as".
    pub label: &'a str,
    /// Where the choice is sent to.
    pub action: &'a str,
    /// The name of the choice of role where the form is its own.
    pub name: &'a str,
    /// The roles, as what the form sends and what people read.
    pub roles: Vec<(&'a str, &'a str)>,
    /// The role acted in now.
    pub role: &'a str,
    /// The agencies, as what the form sends and what people read.
    pub agencies: Vec<(&'a str, &'a str)>,
    /// The agency acted for now.
    pub agency: &'a str,
    /// The page to come back to, as path and query.
    pub return_to: &'a str,
    /// The id of the form on the page that somebody may have typed into: the choice is then sent
    /// with everything typed, and the page comes back with it.
    pub within: Option<&'a str>,
}

/// The choice of the moment the page shows the record at.
#[derive(Clone, Debug, Default)]
pub struct AsAt<'a> {
    /// The page's own path, without query.
    pub path: &'a str,
    /// The page's query without `as_at`, which the form carries on.
    pub kept: Vec<(&'a str, &'a str)>,
    /// The moment, when it is not now.
    pub moment: Option<DateTime<Utc>>,
    /// What was typed, when it was no moment, and why it is none.
    pub refused: Option<(&'a str, &'a str)>,
    /// Whether the past opens in another tab, so that a form is not left with what was typed.
    pub beside: bool,
}

impl AsAt<'_> {
    /// The address with the moment kept, so that following a link does not leave it.
    pub fn carry(&self, href: &str) -> String {
        let Some(moment) = self.moment else {
            return href.to_owned();
        };
        with_query(href, &[("as_at", &moment_field(moment))])
    }
}

/// Who is signed in, as every page says it.
#[derive(Clone, Debug)]
pub struct SignedInAs<'a> {
    /// The person's name.
    pub name: &'a str,
    /// The role they work in, and for whom.
    pub role: &'a str,
    /// When the session ends, if nothing more is done.
    pub ends: DateTime<Utc>,
    /// In how many seconds that is.
    pub ends_in_seconds: i64,
}

pub(super) fn tools(page: &Page<'_>) -> Markup {
    html! {
        @if page.acting_as.is_some() || page.as_at.is_some() || page.signed_in.is_some() {
            section class="gt-tools" aria-label="Who works here, and as at when" {
                div class="govuk-width-container gt-tools__inner" {
                    @if let Some(signed_in) = &page.signed_in { (signed_in_as(signed_in)) }
                    @if let Some(acting_as) = &page.acting_as { (acting_as_form(acting_as)) }
                    @if let Some(as_at) = &page.as_at { (as_at_form(as_at)) }
                }
            }
        }
    }
}

/// Who is signed in, the way to the account, and out.
fn signed_in_as(signed_in: &SignedInAs<'_>) -> Markup {
    html! {
        div class="gt-tool gt-signed-in" data-session-ends-in=(signed_in.ends_in_seconds) {
            p class="gt-signed-in__who" {
                "Signed in as " strong { (signed_in.name) } ", " (signed_in.role)
            }
            a class="govuk-link govuk-link--no-visited-state" href="/account" { "Your account" }
            " "
            form method="post" action="/sign-out" {
                button class="gt-link-button" type="submit" { "Sign out" }
            }
        }
    }
}

fn acting_as_form(acting_as: &ActingAs<'_>) -> Markup {
    let within = acting_as.within;
    let (role, agency) = match within {
        Some(_) => (ACTING_ROLE, ACTING_AGENCY),
        None => (acting_as.name, "agency"),
    };
    let choices = html! {
        (Select {
            id: Some("acting-as-role"),
            value: Some(acting_as.role),
            form: within,
            ..Select::new(role, acting_as.label, options(&acting_as.roles))
        })
        @if !acting_as.agencies.is_empty() { (Select {
            id: Some("acting-as-agency"),
            value: Some(acting_as.agency),
            form: within,
            ..Select::new(agency, "For", options(&acting_as.agencies))
        }) }
    };
    let Some(form) = within else {
        return html! {
            form class="gt-tool" method="post" action=(acting_as.action) {
                input type="hidden" name="return_to" value=(acting_as.return_to);
                (choices)
                (Button::secondary("Change"))
            }
        };
    };
    html! {
        div class="gt-tool" {
            // A form is sent by its first button when somebody presses Enter in a field. That must
            // be what its own button does, and not the change of whom one acts as.
            button class="govuk-visually-hidden" type="submit" form=(form) tabindex="-1"
                aria-hidden="true" { "Send the form" }
            (choices)
            (Button {
                form: within, name: Some(ACTING_CHANGE), value: Some("change"),
                ..Button::secondary(html! {
                    "Change"
                    span class="govuk-visually-hidden" { " and keep what you typed" }
                })
            })
        }
    }
}

fn options<'a>(choices: &[(&'a str, &'a str)]) -> Vec<SelectOption<'a>> {
    choices
        .iter()
        .map(|(value, text)| SelectOption::new(value, text))
        .collect()
}

fn as_at_form(as_at: &AsAt<'_>) -> Markup {
    let shown = as_at.moment.map(moment_field);
    let (value, error) = match as_at.refused {
        Some((typed, why)) => (Some(typed), Some(Content::from(why))),
        None => (shown.as_deref(), None),
    };
    let beside = as_at.beside.then_some("_blank");
    html! {
        form class="gt-tool" method="get" action=(as_at.path) target=[beside] {
            @for (name, value) in as_at.kept.iter().filter(|(name, _)| *name != "as_at") {
                input type="hidden" name=(name) value=(value);
            }
            // Forms on the page ask for a moment of their own by the same name.
            (Input { id: Some("looking-as-at"), kind: "datetime-local", value, error,
                ..Input::new("as_at", "As at") })
            @if as_at.beside { (Button::secondary("Show in a new tab")) }
            @else { (Button::secondary("Show")) }
        }
    }
}

/// An address with more in its query; `as_at` among the kept values is left out when the moment
/// is to be dropped, so callers give only what stays.
pub(super) fn with_query(href: &str, values: &[(&str, &str)]) -> String {
    let query = serde_urlencoded::to_string(values).unwrap_or_default();
    // What follows a number sign is a place on the page, and never sent.
    let (address, place) = href.split_at(href.find('#').unwrap_or(href.len()));
    match (query.as_str(), address.contains('?')) {
        ("", _) => href.to_owned(),
        (query, true) => format!("{address}&{query}{place}"),
        (query, false) => format!("{address}?{query}{place}"),
    }
}
