//! First start: the link of the terminal makes the partnership and its first administrator.

use super::{Guest, beside, invitation, wrong};
use crate::app::ExecuteError;
use crate::desk::{SetUp, SetUpRefused};
use crate::web::components::{Button, Checkbox, Checkboxes, Input, WarningText};
use crate::web::entrance::by_sign_in;
use crate::web::form::{Answers, Wrong};
use crate::web::posted::Posted;
use crate::web::telling::away;
use crate::web::visit::Oops;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use zeroize::Zeroizing;

const TITLE: &str = "Set up Golden Thread";

/// Asks for the partnership and its first administrator.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn form(guest: Guest, Path(link): Path<String>) -> Result<Response, Oops> {
    if !guest.desk.is_set_up_link(&link) {
        return Ok(gone(&guest));
    }
    let body = page(&guest, &link, &Answers::default(), &[]);
    Ok(guest.page(TITLE, &[], &body))
}

/// Makes them, and shows the recovery key once.
///
/// # Errors
/// In the demo, where nobody signs in; or when something failed.
pub async fn submit(
    guest: Guest,
    Path(link): Path<String>,
    posted: Posted,
) -> Result<Response, Oops> {
    if !guest.desk.is_set_up_link(&link) {
        return Ok(gone(&guest));
    }
    let answers = posted.answers;
    let mut refused = missing(&answers, guest.desk.partnership().is_empty());
    if refused.is_empty() {
        let asked = SetUp {
            partnership: answers.filled("partnership").unwrap_or_default(),
            area: answers.filled("area").unwrap_or_default(),
            name: answers.filled("name").unwrap_or_default(),
            address: answers.filled("address").unwrap_or_default(),
            password: Zeroizing::new(answers.get("password").unwrap_or_default()),
            is_manager: answers.all("manager").iter().any(|one| one == "yes"),
        };
        let (desk, sent) = (guest.desk.clone(), link.clone());
        match away(move || desk.set_up(&sent, &asked)).await? {
            Ok(account) => return done(&guest, account).await,
            Err(SetUpRefused::Link) => return Ok(gone(&guest)),
            Err(SetUpRefused::Password(problems)) => {
                refused = invitation::told(&problems, "password");
            }
            Err(SetUpRefused::Execute(ExecuteError::Refused(broken))) => {
                let each = broken.iter().map(|one| {
                    let words = crate::web::pages::shown::sentences(&one.refusal.to_string());
                    wrong(control(&one.refusal.field), words)
                });
                refused = each.collect();
            }
            Err(error) => return Err(Oops::Fault(error.to_string())),
        }
    }
    let body = page(&guest, &link, &answers, &refused);
    Ok(guest.page(TITLE, &refused, &body))
}

/// The control a rule's field stands for.
fn control(field: &str) -> &'static str {
    match field {
        "area" => "area",
        "sign_in" => "address",
        "holder" => "name",
        _ => "partnership",
    }
}

fn missing(answers: &Answers, is_new: bool) -> Vec<Wrong> {
    let mut refused = Vec::new();
    let mut need = |control: &str, words: &str| {
        if answers.filled(control).is_none() {
            refused.push(wrong(control, words));
        }
    };
    if is_new {
        need("partnership", "Enter the name of the partnership");
        need("area", "Enter the area it serves");
    }
    need("name", "Enter your name");
    need("address", "Enter your e-mail address");
    let address = answers.filled("address").unwrap_or_default();
    if !address.is_empty() && !looks_like_an_address(&address) {
        let words = "Enter an e-mail address, such as name@example.gov.uk";
        refused.push(wrong("address", words));
    }
    let password = answers.get("password").unwrap_or_default();
    if password.is_empty() {
        refused.push(wrong("password", "Choose a password"));
    } else if password != answers.get("again").unwrap_or_default() {
        refused.push(wrong("again", "The two passwords are not the same"));
    }
    refused
}

/// Whether a text has the shape of an e-mail address: something, an @, and a name with a dot.
pub fn looks_like_an_address(text: &str) -> bool {
    let text = text.trim();
    let whole = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let parts = text.rsplit_once('@');
    whole
        && parts.is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
        })
}

async fn done(guest: &Guest, account: events::ids::AccountId) -> Result<Response, Oops> {
    let desk = guest.desk.clone();
    let made = away(move || desk.make_recovery_key()).await?;
    let entered = guest.desk.begin(account, guest.agent())?;
    let body = match made {
        Ok(key) => html! {
            h1 class="govuk-heading-l" { "Keep the recovery key" }
            (WarningText::new("It is shown once. Print this page, or write the key down, now."))
            pre class="gt-secret gt-recovery-key" { (*key) }
            (meaning())
        },
        Err(why) => html! {
            h1 class="govuk-heading-l" { "The recovery key could not be made" }
            p class="govuk-body" { (why) ". Stop the server later and run "
                code { "golden-thread key recovery" } "." }
            (meaning())
        },
    };
    let body = html! {
        (body)
        (Button { href: Some("/sign-in/second-step?next=%2F"), ..Button::new("I have put it away: go on") })
    };
    guest.end_what_was();
    let mut response = guest.page("Keep the recovery key", &[], &body);
    by_sign_in::give_session(&mut response, &entered.cookie, guest.peer);
    Ok(response)
}

fn meaning() -> Markup {
    html! {
        p class="govuk-body" {
            "Everything people write here is sealed under the master key, which lies in a file \
             outside the data folder. If that file is lost, nobody can read what was written: not \
             your supplier, and not the makers of Golden Thread. The recovery key opens the master \
             key again."
        }
        ul class="govuk-list govuk-list--bullet" {
            li { "Keep it on paper, in a safe or with somebody you trust, away from this machine." }
            li { "Whoever has it and a copy of the data folder can read everything." }
            li { "A new one can be made at any time; the old one then opens nothing any more." }
        }
    }
}

fn page(guest: &Guest, link: &str, answers: &Answers, refused: &[Wrong]) -> Markup {
    let value = |name: &str| answers.get(name).unwrap_or_default();
    let is_new = guest.desk.partnership().is_empty();
    let input = |name: &'static str, label: &'static str, value: &str| {
        html! {
            (Input {
                value: Some(value),
                error: beside(refused, name).map(Into::into),
                ..Input::new(name, label)
            })
        }
    };
    let manager = answers.all("manager");
    html! {
        h1 class="govuk-heading-l" { (TITLE) }
        p class="govuk-body" {
            "This page works once. It makes the partnership, and your account as its first \
             administrator. You can then invite everybody else."
        }
        form method="post" action={ "/set-up/" (link) } novalidate {
            @if is_new {
                h2 class="govuk-heading-m" { "The partnership" }
                (input("partnership", "Name of the partnership", &value("partnership")))
                (input("area", "Area it serves", &value("area")))
            }
            h2 class="govuk-heading-m" { "You" }
            (Input {
                value: Some(&value("name")),
                autocomplete: Some("name"),
                error: beside(refused, "name").map(Into::into),
                ..Input::new("name", "Your name")
            })
            (Input {
                kind: "email",
                value: Some(&value("address")),
                autocomplete: Some("username"),
                spellcheck: Some(false),
                hint: Some("You sign in with it".into()),
                error: beside(refused, "address").map(Into::into),
                ..Input::new("address", "Your e-mail address")
            })
            (invitation::choice(refused))
            (Checkboxes {
                values: manager.iter().map(String::as_str).collect(),
                hint: Some("An administrator keeps settings and accounts and sees no case content. \
                    Tick this if you also run the plan.".into()),
                ..Checkboxes::new(
                    "manager",
                    "What you do in the partnership",
                    [Checkbox::new("yes", "I am also the business manager")],
                )
            })
            (Button::new("Set up"))
        }
    }
}

fn gone(guest: &Guest) -> Response {
    let title = "This link does not work";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "It was used already, or belongs to an earlier start. If nobody has set Golden Thread up \
             yet, start it again: it writes a new link to the terminal. Otherwise, "
            a class="govuk-link" href="/sign-in" { "sign in" } "."
        }
    };
    let mut response = guest.page(title, &[], &body);
    *response.status_mut() = StatusCode::GONE;
    response
}
