//! Where one is signed in, and signing out there.
//!
//! Route: `GET` and `POST /account/sessions` → [`list`], [`end`].

use super::{Own, page, within};
use crate::identity::sessions::Session;
use crate::web::components::dates::moment;
use crate::web::components::{Button, Table, Tag, TagColour};
use crate::web::pages::recorded_banner;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// The list of one's own sessions.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| {
        let sessions = own.desk.sessions.list(own.account.id, own.desk.now());
        let limits = own.desk.sessions.limits();
        let body = html! {
            (recorded_banner(visit))
            p class="govuk-body" {
                "Where you are signed in now. A session ends after "
                (limits.idle.num_minutes()) " minutes without use, and after "
                (limits.absolute.num_hours()) " hours in any case."
            }
            (table(own, &sessions))
            @if sessions.len() > 1 {
                form method="post" action="/account/sessions" {
                    input type="hidden" name="everywhere" value="yes";
                    (Button::warning("Sign out everywhere else"))
                }
            }
            p class="govuk-body" {
                "If one of them is not yours, sign out everywhere else and change your "
                a class="govuk-link" href="/account/password" { "password" } "."
            }
        };
        page(visit, "Sessions", &[], &body)
    })
    .await
}

/// Ends one of one's own sessions, or every other one.
///
/// # Errors
/// When there is no such session.
pub async fn end(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    within(visit, move |_, own| {
        let account = own.account.id;
        if posted.answers.ticked("everywhere") {
            let here = &own.signed_in.cookie;
            own.desk.sessions.end_all(account, Some(here));
        } else {
            let id = posted.answers.filled("session");
            let id = id.and_then(|id| id.parse().ok()).ok_or(Oops::NotFound)?;
            if !own.desk.sessions.end_one(account, id) {
                return Err(Oops::NotFound);
            }
        }
        Ok(Redirect::to("/account/sessions?recorded=yes").into_response())
    })
    .await
}

fn table(own: &Own, sessions: &[Session]) -> Markup {
    let head = ["Browser", "Began", "Last used", "Sign out"];
    let mut table = Table::new("sessions", "Your sessions", head);
    table.caption_classes = "govuk-visually-hidden";
    for session in sessions {
        let is_this = session.id == own.signed_in.session.id;
        let browser = session.user_agent.to_string();
        let out = html! {
            @if !is_this {
                form method="post" action="/account/sessions" {
                    input type="hidden" name="session" value=(session.id);
                    (Button {
                        classes: "govuk-button--secondary govuk-!-margin-bottom-0",
                        ..Button::new(html! {
                            "Sign out"
                            span class="govuk-visually-hidden" {
                                " of " (browser) ", begun " (moment(session.created))
                            }
                        })
                    })
                }
            }
        };
        let name = html! {
            (browser)
            @if is_this { " " (Tag::new("This one", TagColour::Blue)) }
        };
        table.rows.push(vec![
            name.into(),
            moment(session.created).into(),
            moment(session.last_seen).into(),
            out.into(),
        ]);
    }
    html! { (table) }
}
