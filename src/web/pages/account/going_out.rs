//! What goes out to somebody: the address of their calendar of deadlines, and a summary by e-mail.
//! Neither carries case text, only counts, dates and links.
//!
//! Routes: `GET` and `POST /account/calendar` → [`calendar`], [`change_calendar`]; `GET` and
//! `POST /account/digest` → [`digest`], [`choose`].

use super::{Fault, Own, beside, is_them, page, present, shown_once, told, within};
use crate::web::components::{Button, Radio, Radios, WarningText};
use crate::web::forms::word_value;
use crate::web::pages::accounts::Base;
use crate::web::pages::recorded_banner;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use events::account::{Command, DigestFrequency};
use maud::html;

/// Every frequency.
const FREQUENCIES: [DigestFrequency; 3] = [
    DigestFrequency::Never,
    DigestFrequency::Daily,
    DigestFrequency::Weekly,
];

/// How often, in words.
pub(super) const fn word(frequency: DigestFrequency) -> &'static str {
    match frequency {
        DigestFrequency::Never => "Never",
        DigestFrequency::Daily => "Every day",
        DigestFrequency::Weekly => "Every week",
    }
}

/// The page of one's calendar.
///
/// # Errors
/// When the record cannot be read.
pub async fn calendar(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| about_calendar(visit, own, &[])).await
}

fn about_calendar(visit: &Visit, own: &Own, faults: &[Fault]) -> Result<Response, Oops> {
    let works = own.account.feed.is_some();
    let body = html! {
        (recorded_banner(visit))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            p class="govuk-body" {
                "Outlook and other calendars can show the deadlines you see here. They ask a secret \
                 address for them. It tells how much is due and when, with a link, and never a name \
                 or any case text."
            }
            p class="govuk-body" {
                @if works {
                    "You have an address that works. It is not shown again: make a new one if it \
                     was lost, and the earlier one stops working."
                } @else { "You have no address yet." }
            }
            form method="post" action="/account/calendar" novalidate {
                input type="hidden" name="change" value="make";
                (present(own, faults))
                (Button::new(if works { "Make a new address" } else { "Make an address" }))
            }
            @if works {
                form method="post" action="/account/calendar" {
                    input type="hidden" name="change" value="revoke";
                    (Button::secondary("Make the address stop working"))
                }
            }
        } }
    };
    page(visit, "Calendar", faults, &body)
}

/// Makes a new address and shows it once, or makes the present one stop working.
///
/// # Errors
/// When what was sent is neither, or it was a fault of ours.
pub async fn change_calendar(
    visit: Visit,
    headers: HeaderMap,
    base: Base,
    posted: Posted,
) -> Result<Response, Oops> {
    let change = posted.answers.filled("change");
    let faults = if change.as_deref() == Some("make") {
        is_them(&visit, &headers, &posted.answers).await
    } else {
        Vec::new()
    };
    within(visit, move |visit, own| {
        let (acting, account) = (visit.acting, own.account.id);
        match change.as_deref() {
            Some("make") if !faults.is_empty() => about_calendar(visit, own, &faults),
            Some("make") => match own.desk.issue_feed(acting, account) {
                Ok(secret) => {
                    let address = base.join(&format!("/calendar/{}.ics", *secret));
                    shown(visit, &address)
                }
                Err(error) => about_calendar(visit, own, &told(error)?),
            },
            Some("revoke") => {
                let command = Command::RevokeCalendarFeed {};
                match own.desk.record_own(acting, account, command) {
                    Ok(()) => Ok(Redirect::to("/account/calendar?recorded=yes").into_response()),
                    Err(error) => about_calendar(visit, own, &told(error)?),
                }
            }
            Some(_) | None => Err(Oops::BadRequest(
                "Say whether to make an address or to make it stop working.".to_owned(),
            )),
        }
    })
    .await
}

fn shown(visit: &Visit, address: &str) -> Result<Response, Oops> {
    let body = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (shown_once("The address of your calendar", address))
            p class="govuk-body" {
                "In Outlook, choose “Add calendar”, then “Subscribe from web”, and paste it."
            }
            (WarningText::new(
                "Whoever has the address sees your deadlines. Do not share it; make a new one when \
                 somebody else has seen it.",
            ))
            p class="govuk-body" {
                a class="govuk-link" href="/account" { "Go to your account" }
            }
        } }
    };
    page(visit, "Your calendar’s address", &[], &body)
}

/// The page on which one chooses how often a summary comes.
///
/// # Errors
/// When the record cannot be read.
pub async fn digest(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| about_digest(visit, own, &[])).await
}

fn about_digest(visit: &Visit, own: &Own, faults: &[Fault]) -> Result<Response, Oops> {
    let values = FREQUENCIES.map(|one| word_value(&one));
    let chosen = word_value(&own.account.digest);
    let items = FREQUENCIES.iter().zip(&values);
    let items = items.map(|(one, value)| Radio::new(value, word(*one)));
    let body = html! {
        (recorded_banner(visit))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            form method="post" action="/account/digest" novalidate {
                (Radios {
                    hint: Some(
                        "It counts what is due, late or waits for you, with links, and never holds \
                         case text.".into(),
                    ),
                    error: beside(faults, "frequency"),
                    value: Some(&chosen),
                    ..Radios::new("frequency", "How often do you want a summary by e-mail?", items)
                })
                (Button::new("Save"))
            }
        } }
    };
    page(visit, "Summary by e-mail", faults, &body)
}

/// Records how often a summary comes.
///
/// # Errors
/// When the record cannot be read, or it was a fault of ours.
pub async fn choose(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    within(visit, move |visit, own| {
        let sent = posted.answers.filled("frequency").unwrap_or_default();
        let mut all = FREQUENCIES.into_iter();
        let Some(frequency) = all.find(|one| word_value(one) == sent) else {
            let fault = Fault::new("frequency", "Choose how often");
            return about_digest(visit, own, &[fault]);
        };
        match own
            .desk
            .choose_digest(visit.acting, own.account.id, frequency)
        {
            Ok(()) => Ok(Redirect::to("/account/digest?recorded=yes").into_response()),
            Err(error) => about_digest(visit, own, &told(error)?),
        }
    })
    .await
}
