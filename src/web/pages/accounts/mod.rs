//! Everybody's accounts, for the administrator: who may sign in, in which roles, and what becomes
//! of their work when they leave.
//!
//! Routes: `/accounts` → [`list`], `/accounts/new` → [`opening`], `/accounts/{id}` → [`show`],
//! `/accounts/{id}/roles/…` → [`roles`], the small forms of an account → [`steps`],
//! `/hand-over` and `/accounts/{id}/hand-over` → [`hand_over`].

pub mod hand_over;
mod link;
pub mod list;
pub mod opening;
mod people;
pub mod roles;
pub(super) mod sending;
pub mod show;
pub mod steps;

use crate::desk::Desk;
use crate::web::entrance::Door;
use crate::web::layout::{Place, Section};
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::{IntoResponse, Response};
use events::ids::AccountId;
use maud::html;
use projections::accounts::Account;
use std::sync::Arc;

pub use link::Base;
pub(super) use people::held_words;

/// Does what a page of accounts does, where there are accounts: in the demo anybody acts as whom
/// they choose.
///
/// # Errors
/// What the work itself says.
pub(super) async fn within<F>(visit: Visit, work: F) -> Result<Response, Oops>
where
    F: FnOnce(&Visit, &Arc<Desk>) -> Result<Response, Oops> + Send + 'static,
{
    blocking(move || match &visit.site.door {
        Door::SignIn(desk) => work(&visit, desk),
        Door::ActingAs => no_accounts(&visit),
    })
    .await
}

/// Says that there are no accounts here.
///
/// # Errors
/// When the record cannot be read.
pub(super) fn no_accounts(visit: &Visit) -> Result<Response, Oops> {
    let view = visit.view()?;
    let title = "There are no accounts in the demo";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "In the demo anybody acts as whom they choose, at the top of each page, and everything \
             is invented. Where Golden Thread is used for real work, everybody signs in with an \
             account of their own, and an administrator says here who may do what."
        }
    };
    let frame = Frame::new(title, Place::Inside(Section::Accounts));
    Ok(visit.page(&view, &frame, &body).into_response())
}

/// One account, as it stands now.
///
/// # Errors
/// When there is none under this id.
fn account(visit: &Visit, id: AccountId) -> Result<Account, Oops> {
    let live = visit.app().live();
    live.accounts.get(id).cloned().ok_or(Oops::NotFound)
}

/// The address of an account's page.
fn path(account: AccountId) -> String {
    format!("/accounts/{account}")
}
