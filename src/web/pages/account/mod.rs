//! One's own account: who one is here, what one signs in with, and what goes out in one's name.
//!
//! Routes: `/account` → [`overview`], `/account/password` → [`password`], `/account/second-step`
//! and `/account/recovery-codes` → [`second_step`], `/account/sessions` → [`sessions`],
//! `/account/tokens` → [`tokens`], `/account/calendar` and `/account/digest` → [`going_out`].

pub mod going_out;
pub mod overview;
pub mod password;
pub mod second_step;
pub mod sessions;
pub mod tokens;

use super::accounts::{no_accounts, within as with_accounts};
use super::refused::Failed;
use super::shown::count;
use crate::app::ExecuteError;
use crate::desk::{Desk, NotProved};
use crate::identity::peer::Peer as Origin;
use crate::web::components::{
    Content, ErrorItem, ErrorSummary, Input, SubNavigation, SubNavigationItem,
};
use crate::web::entrance::{Door, SignedIn, by_sign_in};
use crate::web::form::Answers;
use crate::web::layout::Place;
use crate::web::visit::{Frame, Oops, Visit};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use maud::{Markup, html};
use projections::accounts::Account;
use std::sync::Arc;

/// The pages of one's own account, as address and name.
const PAGES: [(&str, &str); 8] = [
    ("/account", "Your account"),
    ("/account/password", "Password"),
    ("/account/second-step", "Second step"),
    ("/account/sessions", "Sessions"),
    ("/account/tokens", "Tokens"),
    ("/account/calendar", "Calendar"),
    ("/account/digest", "E-mail"),
    ("/account/access", "What you looked at"),
];

/// Somebody on a page about their own account.
struct Own {
    desk: Arc<Desk>,
    signed_in: SignedIn,
    account: Account,
}

/// Does what a page of one's own account does, for somebody who signed in.
///
/// # Errors
/// What the work itself says.
async fn within<F>(visit: Visit, work: F) -> Result<Response, Oops>
where
    F: FnOnce(&Visit, &Own) -> Result<Response, Oops> + Send + 'static,
{
    with_accounts(visit, |visit, desk| {
        let Some(signed_in) = visit.signed_in().cloned() else {
            return no_accounts(visit);
        };
        // What somebody's role reaches says nothing of their own account, which is theirs to see.
        let account = visit.app().live().accounts.get(signed_in.account).cloned();
        let own = Own {
            desk: Arc::clone(desk),
            signed_in,
            account: account.ok_or(Oops::NotFound)?,
        };
        work(visit, &own)
    })
    .await
}

/// How long after signing in it is still them who sit there, where there is no password to ask for.
const JUST_SIGNED_IN: TimeDelta = TimeDelta::minutes(15);

/// Asks for the password once more, so that a session left open is not enough to take the account
/// over, or to take something away that acts in its name. Whoever has none, as a provider vouches
/// for them, has to have signed in a moment ago.
async fn is_them(visit: &Visit, headers: &HeaderMap, answers: &Answers) -> Vec<Fault> {
    let (Door::SignIn(desk), Some(signed_in)) = (&visit.site.door, visit.signed_in()) else {
        return vec![Fault::new("", "Sign in first")];
    };
    if !desk.has_password(signed_in.account) {
        if desk.now() < signed_in.session.created + JUST_SIGNED_IN {
            return Vec::new();
        }
        let words = "Sign in again first: you signed in more than a quarter of an hour ago, and \
                     nothing else shows that it is you. Sign out, and come back";
        return vec![Fault::new("", words)];
    }
    let present = password::typed(answers, "present");
    if present.is_empty() {
        return vec![Fault::new("present", "Enter your password")];
    }
    let place = Origin::from(visit.peer.address);
    let device = by_sign_in::device_cookie(headers);
    let proved = desk
        .prove(signed_in.account, present, (place, device))
        .await;
    let words = match proved {
        Ok(()) => return Vec::new(),
        Err(NotProved::Wrong { left: 0 }) => {
            "This is not your password. No more are taken for an hour".to_owned()
        }
        Err(NotProved::Wrong { left }) => {
            format!("This is not your password. {left} more are taken this hour")
        }
        Err(NotProved::Wait(wait)) => {
            let minutes = wait.as_secs().div_ceil(60).max(1);
            let minutes = count(usize::try_from(minutes).unwrap_or(60), "minute", "minutes");
            format!("Too many wrong passwords were entered: wait {minutes}, then try again")
        }
        Err(NotProved::Busy(_)) => {
            "Too many people are signing in at this moment: try again in a minute".to_owned()
        }
    };
    vec![Fault::new("present", words)]
}

/// The box for the password, where there is one.
fn present(own: &Own, faults: &[Fault]) -> Markup {
    html! {
        @if own.account.verifier.is_some() {
            (password_input("present", "Your password", "current-password",
                beside(faults, "present")))
        }
    }
}

/// What is wrong with a form: the id of the control it is about, and the words.
struct Fault {
    control: &'static str,
    words: String,
}

impl Fault {
    fn new(control: &'static str, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { control, words }
    }
}

/// Why something was not recorded, for the top of the page.
///
/// # Errors
/// When it was a fault of ours.
fn told(error: ExecuteError) -> Result<Vec<Fault>, Oops> {
    Ok(match Failed::from(error) {
        Failed::Wrong(wrong) => {
            let words = wrong.into_iter().map(|one| one.message);
            words.map(|words| Fault::new("", words)).collect()
        }
        Failed::Conflict => vec![Fault::new(
            "",
            "Your account was changed in the meantime, and nothing was recorded. Try again",
        )],
        Failed::Stopped(why) => vec![Fault::new("", format!("Nothing was recorded: {why}"))],
        Failed::Unknown(why) => vec![Fault::new(
            "",
            format!("Whether this was recorded is not known: {why}"),
        )],
        Failed::Oops(oops) => return Err(oops),
    })
}

/// The words that stand beside one control.
fn beside(faults: &[Fault], control: &str) -> Option<Content<'static>> {
    let mine = faults.iter().filter(|fault| fault.control == control);
    let words: Vec<&str> = mine.map(|fault| fault.words.as_str()).collect();
    (!words.is_empty()).then(|| Content::from(words.join(". ")))
}

/// Writes a page of one's own account.
///
/// # Errors
/// When the record cannot be read.
fn page(visit: &Visit, title: &str, faults: &[Fault], body: &Markup) -> Result<Response, Oops> {
    let view = visit.view()?;
    let items = PAGES.map(|(href, text)| SubNavigationItem {
        text,
        href,
        is_current: visit.path == href,
    });
    let navigation = SubNavigation {
        label: "Your account",
        items: items.to_vec(),
    };
    let body = html! {
        (navigation)
        @if !faults.is_empty() { (summary(faults)) }
        h1 class="govuk-heading-l" { (title) }
        (body)
    };
    let frame = Frame::new(title, Place::Nowhere).failed(!faults.is_empty());
    let page = visit.page(&view, &frame, &body);
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, page).into_response())
}

fn summary(faults: &[Fault]) -> Markup {
    let links: Vec<String> = faults
        .iter()
        .map(|one| format!("#{}", one.control))
        .collect();
    let items = faults.iter().zip(&links).map(|(fault, href)| ErrorItem {
        content: Content::from(fault.words.as_str()),
        href: (!fault.control.is_empty()).then_some(href.as_str()),
    });
    html! { (ErrorSummary::new(items.collect())) }
}

/// An input for a password: what is typed is hidden, may be pasted, and never comes back.
fn password_input<'a>(
    name: &'a str,
    label: &'a str,
    autocomplete: &'a str,
    error: Option<Content<'a>>,
) -> Input<'a> {
    Input {
        kind: "password",
        autocomplete: Some(autocomplete),
        autocapitalize: Some("none"),
        spellcheck: Some(false),
        error,
        classes: "govuk-input--width-20",
        ..Input::new(name, label)
    }
}

/// Something shown once, to be copied.
fn shown_once(label: &str, text: &str) -> Markup {
    html! {
        h2 class="govuk-heading-m" { (label) }
        p class="govuk-hint" { "Select it whole and copy it. It is shown this once." }
        p class="govuk-body" { code class="gt-secret" { (text) } }
    }
}
