//! Tokens with which programs act for oneself.
//!
//! Routes: `GET /account/tokens` → [`list`], `GET` and `POST /account/tokens/new` → [`ask`],
//! [`issue`], `POST /account/tokens/{token}/revoke` → [`revoke`].

use super::{Fault, Own, is_them, page, shown_once, told, within};
use crate::api;
use crate::web::components::dates::date;
use crate::web::components::{Button, NotificationBanner, Table, Tag, TagColour, WarningText};
use crate::web::form::{Answers, CommandForm, Kind, Question, Read, Wrong};
use crate::web::pages::accounts::{Base, held_words, sending};
use crate::web::pages::recorded_banner;
use crate::web::pages::refused::Failed;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate};
use events::account::{Command, TOKEN_DAYS_MAX, TOKEN_DAYS_MAX_WITHOUT_PASSWORD, TokenScope};
use events::ids::{HoldingId, TokenId};
use maud::{Markup, html};
use projections::accounts::Token;

/// The list, for somebody who has just changed their password.
pub(super) const AFTER_A_NEW_PASSWORD: &str = "/account/tokens?after=password";

/// The list of one's own tokens.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| listed(visit, own, &[])).await
}

fn listed(visit: &Visit, own: &Own, faults: &[Fault]) -> Result<Response, Oops> {
    let body = html! {
        (recorded_banner(visit))
        @if visit.asked("after") == Some("password") {
            (NotificationBanner::new(html! {
                p class="govuk-notification-banner__heading" { "Your password is changed." }
                p class="govuk-body" {
                    "What acts in your name without it goes on working: the tokens below, and the \
                     address of your "
                    a class="govuk-link" href="/account/calendar" { "calendar" }
                    ". If somebody else may have known the earlier password, revoke what you do not \
                     need or did not make."
                }
            }))
        }
        p class="govuk-body" {
            "With a token a program acts for you through the "
            a class="govuk-link" href={ (api::PREFIX) "/" } { "interface" }
            ", in one of your roles. It sees what you see, and what it records stands under your \
             name. Revoke a token as soon as it is not needed."
        }
        (Button::link("/account/tokens/new", "Make a token"))
        @if own.account.tokens.is_empty() {
            p class="govuk-body" { "You have none." }
        } @else { (table(visit, own)) }
    };
    page(visit, "Tokens", faults, &body)
}

fn table(visit: &Visit, own: &Own) -> Markup {
    let today = visit.today();
    let live = visit.app().live();
    let mut tokens: Vec<(&TokenId, &Token)> = own.account.tokens.iter().collect();
    tokens.sort_by_key(|(id, token)| (!token.works_on(today), token.expires_on, **id));
    let columns = ["Token", "Role", "May", "Works until", "Revoke"];
    let mut table = Table::new("tokens", "Your tokens", columns);
    table.caption_classes = "govuk-visually-hidden";
    for (id, token) in tokens {
        let works = token.works_on(today);
        let held = live.people.holdings.get(&token.holding);
        let role = held.map_or_else(String::new, |held| held_words(&live, held));
        let until = html! {
            (date(token.expires_on))
            @if token.revoked.is_some() { " " (Tag::new("Revoked", TagColour::Grey)) }
            @else if !works { " " (Tag::new("Expired", TagColour::Grey)) }
        };
        let revoke = html! {
            @if works {
                form method="post" action={ "/account/tokens/" (id) "/revoke" } {
                    (Button {
                        classes: "govuk-button--secondary govuk-!-margin-bottom-0",
                        ..Button::new(html! {
                            "Revoke" span class="govuk-visually-hidden" { " " (token.label) }
                        })
                    })
                }
            }
        };
        table.rows.push(vec![
            token.label.as_str().into(),
            role.into(),
            may(token.scope).into(),
            until.into(),
            revoke.into(),
        ]);
    }
    html! { (table) }
}

/// How many days a token lasts unless somebody says otherwise.
const DAYS_USUAL: u64 = 90;

const fn may(scope: TokenScope) -> &'static str {
    match scope {
        TokenScope::Read => "Read",
        TokenScope::Write => "Read and record",
    }
}

/// The form of a new token.
///
/// # Errors
/// When the record cannot be read.
pub async fn ask(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| {
        sending::shown(visit, &form(visit, own).into())
    })
    .await
}

/// Issues a token and shows it once, or shows the form again with everything that is wrong.
///
/// # Errors
/// When the record cannot be read, or it was a fault of ours.
pub async fn issue(
    visit: Visit,
    headers: HeaderMap,
    base: Base,
    posted: Posted,
) -> Result<Response, Oops> {
    let faults = is_them(&visit, &headers, &posted.answers).await;
    within(visit, move |visit, own| {
        let form = form(visit, own);
        let id = TokenId(sending::made(
            sending::key(visit, &posted.answers)?,
            "token",
        ));
        if own.account.tokens.contains_key(&id) {
            return made_already(visit);
        }
        match issued(visit, own, &form, (&posted.answers, &faults, id)) {
            Ok((token, scope)) => shown(visit, &base, &token, scope),
            // The same form, sent at the same time.
            Err(Failed::Wrong(wrong)) if wrong.iter().any(|one| one.rule == "token_known") => {
                made_already(visit)
            }
            Err(failed) => sending::again(visit, &form.into(), &posted.answers, failed),
        }
    })
    .await
}

fn form(visit: &Visit, own: &Own) -> CommandForm {
    let live = visit.app().live();
    let roles = own.signed_in.roles.iter().filter_map(|held| {
        let holding = live.people.holdings.get(&held.holding)?;
        Some((held.holding.to_string(), held_words(&live, holding)))
    });
    let scopes = vec![
        ("read".to_owned(), "Read only".to_owned()),
        ("write".to_owned(), "Read and record".to_owned()),
    ];
    let working = own.signed_in.held.holding.to_string();
    let days = days_max(own);
    let mut why = format!("At most {days}. The shorter, the safer.");
    if days < TOKEN_DAYS_MAX {
        why.push_str(
            " Only your organisation signs you in, so Golden Thread does not hear when you leave it.",
        );
    }
    let form = CommandForm::new(
        own.account.id,
        "issue_token",
        "Make a token",
        "/account/tokens",
    )
    .ask(
        Question::new("label", "What is it for?", Kind::Line)
            .hint("Such as the monthly spreadsheet. Name no person."),
    )
    .ask(
        Question::new(
            "holding",
            "In which role does it act?",
            Kind::Radios(roles.collect()),
        )
        .answered(working),
    )
    .ask(Question::new("scope", "What may it do?", Kind::Radios(scopes)).answered("read"))
    .ask(
        Question::new("days", "How many days does it work?", Kind::Number)
            .hint(why)
            .answered(days.min(DAYS_USUAL).to_string()),
    );
    let form = if own.account.verifier.is_some() {
        form.ask(
            Question::new("present", "Your password", Kind::Password)
                .hint("So that nobody who finds you signed in makes one in your name."),
        )
    } else {
        form
    };
    form.button("Make the token")
        .sent_to("/account/tokens/new")
        .at_once()
}

fn issued(
    visit: &Visit,
    own: &Own,
    form: &CommandForm,
    (answers, faults, id): (&Answers, &[Fault], TokenId),
) -> Result<(String, TokenScope), Failed> {
    let today = visit.app().clock().today();
    let mut problems = days_problem(own, answers);
    let words = |fault: &Fault| sending::wrong(fault.control, fault.words.as_str());
    problems.extend(faults.iter().map(words));
    let read = sending::read(form, answers, problems)?;
    let label: String = sending::answer(&read, "label").unwrap_or_default();
    let holding: Option<HoldingId> = sending::answer(&read, "holding");
    let holding = holding.unwrap_or(own.signed_in.held.holding);
    let scope: TokenScope = sending::answer(&read, "scope").unwrap_or(TokenScope::Read);
    let wanted = (holding, scope, last_day(&read, today));
    let token = own
        .desk
        .issue_token_as(id, (visit.acting, own.account.id), &label, wanted)?;
    Ok((token.as_str().to_owned(), scope))
}

/// How many days a token of this account can last.
fn days_max(own: &Own) -> u64 {
    if own.account.verifier.is_some() {
        TOKEN_DAYS_MAX
    } else {
        TOKEN_DAYS_MAX_WITHOUT_PASSWORD
    }
}

fn days_problem(own: &Own, answers: &Answers) -> Vec<Wrong> {
    let days_max = days_max(own);
    let days = answers
        .filled("days")
        .and_then(|days| days.parse::<u64>().ok());
    if days.is_none_or(|days| (1..=days_max).contains(&days)) {
        return Vec::new();
    }
    let message = format!("Enter a number of days from 1 to {days_max}");
    vec![sending::wrong("days", message)]
}

fn last_day(read: &Read, today: NaiveDate) -> NaiveDate {
    let days = sending::answer(read, "days").unwrap_or(1);
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

/// A token is shown once, so the form sent again shows none, and makes none.
fn made_already(visit: &Visit) -> Result<Response, Oops> {
    let body = html! {
        p class="govuk-body" {
            "This form was sent before, and its token was made and shown then. It is not shown again, \
             and no other was made."
        }
        p class="govuk-body" {
            "If you did not copy it, "
            a class="govuk-link" href="/account/tokens" { "revoke it" }
            " and "
            a class="govuk-link" href="/account/tokens/new" { "make another" }
            "."
        }
    };
    page(visit, "This token was made already", &[], &body)
}

fn shown(visit: &Visit, base: &Base, token: &str, scope: TokenScope) -> Result<Response, Oops> {
    let address = base.join(api::PREFIX);
    let body = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (shown_once("The token", token))
            p class="govuk-body" { "The program sends it with every request, in this header:" }
            p class="govuk-body" { code { "Authorization: Bearer …" } }
            p class="govuk-body" { "Its requests go to " code class="gt-secret" { (address) } "." }
            @if scope == TokenScope::Read {
                p class="govuk-body" { "It reads only: whatever it tries to record is refused." }
            }
            (WarningText::new(
                "Whoever has it can do what it may. Keep it where the program keeps its secrets, \
                 never in an e-mail or a document.",
            ))
            p class="govuk-body" {
                a class="govuk-link" href="/account/tokens" { "Go to your tokens" }
            }
        } }
    };
    page(visit, "Your new token", &[], &body)
}

/// Revokes one of one's own tokens.
///
/// # Errors
/// When there is no such token, or it was a fault of ours.
pub async fn revoke(visit: Visit, Path(token): Path<TokenId>) -> Result<Response, Oops> {
    within(visit, move |visit, own| {
        if !own.account.tokens.contains_key(&token) {
            return Err(Oops::NotFound);
        }
        let command = Command::RevokeToken { token };
        match own.desk.record_own(visit.acting, own.account.id, command) {
            Ok(()) => Ok(Redirect::to("/account/tokens?recorded=yes").into_response()),
            Err(error) => listed(visit, own, &told(error)?),
        }
    })
    .await
}
