//! The way in: set-up, signing in, the second step, invitations, and what was typed before a
//! session ended. These pages are for people who are nobody yet, so they show nothing of the
//! record but the partnership's name.

pub mod code;
pub mod enrol;
pub mod held;
pub mod invitation;
pub mod leaving;
pub mod provider;
pub mod set_up;
pub mod sign_in;
pub mod working_as;

use crate::desk::{Desk, Entered};
use crate::identity::secrets::Secret;
use crate::identity::sessions::{Session, Stage, Standing};
use crate::identity::user_agent::UserAgent;
use crate::web::components::{ErrorItem, ErrorSummary};
use crate::web::entrance::{Door, by_sign_in};
use crate::web::form::Wrong;
use crate::web::layout::{self, Page, Place};
use crate::web::metrics::{Means, Outcome};
use crate::web::peer::Peer;
use crate::web::visit::{Oops, Shared};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

/// Somebody at the door.
pub struct Guest {
    /// What every page shares.
    pub site: Shared,
    /// The desk.
    pub desk: Arc<Desk>,
    /// From where.
    pub peer: Peer,
    /// What the browser sent along.
    pub headers: HeaderMap,
    /// The query of the address.
    pub query: Vec<(String, String)>,
}

impl FromRequestParts<Shared> for Guest {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Oops> {
        let Door::SignIn(desk) = &site.door else {
            // In the demo nobody signs in.
            return Err(Oops::NotFound);
        };
        let known = parts.extensions.get::<Peer>().copied();
        let local = std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self {
            site: Arc::clone(site),
            desk: Arc::clone(desk),
            peer: known.unwrap_or(Peer {
                address: local,
                secure: false,
            }),
            headers: parts.headers.clone(),
            query: serde_urlencoded::from_str(query).unwrap_or_default(),
        })
    }
}

impl Guest {
    /// The session cookie the browser sent.
    pub fn cookie(&self) -> Option<Secret> {
        by_sign_in::session_cookie(&self.headers, self.peer)
    }

    /// The device cookie the browser sent.
    pub fn device(&self) -> Option<String> {
        by_sign_in::device_cookie(&self.headers)
    }

    /// With what.
    pub fn agent(&self) -> UserAgent {
        let said = self.headers.get(header::USER_AGENT);
        UserAgent::read(said.and_then(|said| said.to_str().ok()))
    }

    /// The first value of a name in the query.
    pub fn asked(&self, name: &str) -> &str {
        let found = self.query.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The sign-in that has got as far as a stage.
    pub fn at(&self, stage: Stage) -> Option<(Secret, Session)> {
        let cookie = self.cookie()?;
        match self.desk.sessions.touch(&cookie, self.desk.now()) {
            Standing::Going(session) if session.stage == stage => Some((cookie, session)),
            Standing::Going(_) | Standing::Lapsed(_) | Standing::Unknown => None,
        }
    }

    /// A page without navigation.
    pub fn page(&self, title: &str, wrong: &[Wrong], body: &Markup) -> Response {
        let partnership = self.desk.partnership();
        let mut page = Page::new(title, &partnership, Place::Nowhere);
        page.has_error = !wrong.is_empty();
        page.bare = true;
        let items: Vec<(&str, String)> = wrong
            .iter()
            .map(|one| (one.message.as_str(), format!("#{}", one.field)))
            .collect();
        let items = items.iter().map(|(words, href)| ErrorItem {
            content: (*words).into(),
            href: (href.len() > 1).then_some(href.as_str()),
        });
        let body = html! {
            div class="govuk-grid-row" {
                div class="govuk-grid-column-two-thirds" {
                    @if !wrong.is_empty() { (ErrorSummary::new(items.collect())) }
                    (body)
                }
            }
        };
        let status = if wrong.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let html = Html(layout::page(&page, &body).into_string());
        (status, html).into_response()
    }

    /// Counts a try to come in. Nothing is counted of who tried.
    pub fn counted(&self, means: Means, outcome: Outcome) {
        self.site.metrics.signed_in(means, outcome);
    }

    /// Ends the session this browser had before: its cookie is about to be written over, and a
    /// session that nobody can sign out of any more would go on by itself.
    pub fn end_what_was(&self) {
        if let Some(before) = self.cookie() {
            self.desk.sessions.end(&before);
        }
    }

    /// Lets somebody go on who came in, or came further.
    pub fn go_on(&self, entered: &Entered, next: &str) -> Response {
        let next = local(next);
        let to = match entered.stage {
            Stage::AwaitingSecondStep => with_next("/sign-in/code", &next),
            Stage::AwaitingEnrolment => with_next("/sign-in/second-step", &next),
            Stage::Full => next,
        };
        self.end_what_was();
        let mut response = Redirect::to(&to).into_response();
        by_sign_in::give_session(&mut response, &entered.cookie, self.peer);
        if let Some(device) = &entered.device {
            by_sign_in::give_device(&mut response, device, self.peer);
        }
        response
    }
}

/// An address with where to go afterwards.
pub(crate) fn with_next(path: &str, next: &str) -> String {
    match serde_urlencoded::to_string([("next", next)]) {
        Ok(query) => format!("{path}?{query}"),
        Err(_) => path.to_owned(),
    }
}

/// The longest address that is gone on to, in bytes. Somebody who is not known yet may send it.
const NEXT_BYTES_MAX: usize = 2_048;

/// A path of this site, never an address elsewhere, and the home page where it is too long.
pub(crate) fn local(path: &str) -> String {
    let fine = path.len() <= NEXT_BYTES_MAX
        && path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if fine { path } else { "/" }.to_owned()
}

/// Something wrong with one control.
pub(crate) fn wrong(control: &str, message: impl Into<String>) -> Wrong {
    Wrong {
        field: control.to_owned(),
        rule: String::new(),
        message: message.into(),
    }
}

/// What is wrong with one control, to stand beside it.
pub(crate) fn beside<'a>(wrong: &'a [Wrong], control: &str) -> Option<&'a str> {
    let found = wrong.iter().find(|one| one.field == control);
    found.map(|one| one.message.as_str())
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_a_path_of_this_site_is_gone_on_to() {
        assert_eq!(local("/plan?x=1"), "/plan?x=1");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil", "", "x"] {
            assert_eq!(local(elsewhere), "/");
        }
    }

    #[test]
    fn a_path_that_is_too_long_leads_to_the_home_page() {
        let longest = format!("/{}", "x".repeat(2_047));
        assert_eq!(local(&longest), longest);
        assert_eq!(local(&format!("{longest}x")), "/");
    }
}
