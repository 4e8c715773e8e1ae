//! One account: whose it is, what they may do now and could do before, and what they sign in with.
//!
//! Route: `GET /accounts/{id}` → [`show`].

use super::people::{self, State, Tied};
use super::steps::Step;
use super::{path, within};
use crate::web::components::dates::{date, moment};
use crate::web::components::{Button, InsetText, SummaryList, SummaryRow, Table, Tag, TagColour};
use crate::web::layout::{Place, Section};
use crate::web::pages::recorded_banner;
use crate::web::pages::shown::count;
use crate::web::pages::trail::told;
use crate::web::visit::{Frame, Oops, Visit};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use events::account::{InspectionAccess, TokenScope};
use events::ids::{AccountId, StreamId};
use maud::{Markup, html};
use projections::Models;
use projections::accounts::Account;

/// One account.
///
/// # Errors
/// When there is none under this id.
pub async fn show(visit: Visit, Path(id): Path<AccountId>) -> Result<Response, Oops> {
    within(visit, move |visit, _| {
        let view = visit.view()?;
        let account = view.accounts.get(id).ok_or(Oops::NotFound)?;
        let shown = Shown {
            visit,
            view: &view,
            account,
            today: visit.today(),
        };
        let name = people::name(visit, account);
        let body = html! {
            (recorded_banner(visit))
            h1 class="govuk-heading-l" { (name) }
            (shown.page())
        };
        let frame =
            Frame::new(&name, Place::Inside(Section::Accounts)).below("Accounts", "/accounts");
        Ok(visit.page(&view, &frame, &body).into_response())
    })
    .await
}

/// The page, as it is written.
#[derive(Clone, Copy)]
struct Shown<'a> {
    visit: &'a Visit,
    view: &'a Models,
    account: &'a Account,
    today: NaiveDate,
}

impl Shown<'_> {
    fn page(self) -> Markup {
        let left = self.view.has_left(self.account.id, self.today);
        let hand_over = format!("{}/hand-over", path(self.account.id));
        html! {
            @if left {
                (InsetText::new(html! {
                    "Their last role has ended. "
                    a class="govuk-link" href=(self.visit.href(&hand_over)) {
                        "What they leave to be handed over" }
                }))
            }
            (self.details())
            (self.roles())
            (self.tokens())
            (self.actions())
            p class="govuk-body" {
                a class="govuk-link"
                    href=(self.visit.href(&format!("/trail?stream={}", StreamId::from(self.account.id))))
                    { "The trail of this account" }
                @if !left {
                    " · "
                    a class="govuk-link" href=(self.visit.href(&hand_over)) {
                        "What they would leave to be handed over" }
                }
            }
        }
    }

    fn details(self) -> Markup {
        let account = self.account;
        let address = people::address(self.visit, account);
        let state = State::of(self.view, account, self.today);
        let mut rows = vec![
            SummaryRow::new(
                "State",
                html! {
                    (state.shown(account))
                    @if let Some(at) = &account.suspended { " since " (date(at.occurred_on)) }
                },
            ),
            SummaryRow::new(
                "E-mail address",
                if address.is_empty() {
                    html! { "None: a provider signs them in" }
                } else {
                    html! { (address) }
                },
            ),
            SummaryRow::new("Agency", people::agency(self.view, account.agency)),
            SummaryRow::new("Opened", moment(account.opened.recorded_at.utc())),
            SummaryRow::new(
                "Password",
                if account.verifier.is_some() {
                    "Set"
                } else {
                    "Not set"
                },
            ),
            SummaryRow::new("Second step", self.second_step()),
        ];
        if !account.external.is_empty() {
            rows.push(SummaryRow::new("Signed in by", self.providers()));
        }
        html! { (SummaryList::new(rows)) }
    }

    fn second_step(self) -> Markup {
        let Some(step) = &self.account.second_step else {
            let by_provider = self.account.is_left_to_a_provider();
            let words = if by_provider {
                "Left to the provider"
            } else {
                "Not set up"
            };
            return html! { (words) };
        };
        let used = step.used.len();
        html! {
            "Set up"
            @if used > 0 { ", " (count(used, "recovery code", "recovery codes")) " used" }
        }
    }

    fn providers(self) -> Markup {
        html! {
            ul class="govuk-list govuk-!-margin-bottom-0" {
                @for provider in self.account.external.keys() {
                    li {
                        (provider) " "
                        (self.link(&Step::Unlink(provider.clone()), "Take it away", provider))
                    }
                }
            }
        }
    }

    /// A link to a form, read out with what it is about.
    fn link(self, step: &Step, words: &str, about: &str) -> Markup {
        html! {
            @if self.visit.is_now() {
                a class="govuk-link gt-no-print" href=(step.path(self.account.id)) {
                    (words) span class="govuk-visually-hidden" { " " (about) }
                }
            }
        }
    }

    fn roles(self) -> Markup {
        let (past, now): (Vec<Tied<'_>>, Vec<Tied<'_>>) =
            people::roles(self.view, self.account, self.today)
                .into_iter()
                .partition(|role| role.is_over(self.today));
        let new = format!("{}/roles/new", path(self.account.id));
        html! {
            h2 class="govuk-heading-m" { "Roles" }
            @if now.is_empty() {
                p class="govuk-body" { "They hold no role, so they cannot sign in." }
            } @else { (self.table("roles-now", "Roles held now or later", &now)) }
            @if self.visit.is_now() && self.account.is_active() {
                (Button { classes: "govuk-button--secondary", ..Button::link(&new, "Give a role") })
            }
            @if !past.is_empty() {
                (self.table("roles-before", "Roles held before", &past))
            }
        }
    }

    fn table(self, id: &'static str, caption: &'static str, roles: &[Tied<'_>]) -> Markup {
        let columns = ["Role", "Agency", "Held", "Given", "Change"];
        let mut table = Table::new(id, caption, columns).doing_last();
        for role in roles {
            let end = format!("{}/roles/{}/end", path(self.account.id), role.id);
            let what = people::role_words(role.holding);
            let change = html! {
                @if role.holding.until.is_none() && self.visit.is_now() {
                    a class="govuk-link gt-no-print" href=(end) {
                        "End" span class="govuk-visually-hidden" { " the role " (what) }
                    }
                }
            };
            let held = html! {
                (people::held(role.holding.from, role.until()))
                @if role.holding.from > self.today {
                    " " (Tag::new("Begins later", TagColour::Blue))
                }
                @if let Some(access) = &role.linked.access { (about_request(access)) }
            };
            table.rows.push(vec![
                what.clone().into(),
                people::agency(self.view, role.holding.agency).into(),
                held.into(),
                self.given(role).into(),
                change.into(),
            ]);
        }
        html! { (table) }
    }

    /// Who gave a role, when, and why.
    fn given(self, role: &Tied<'_>) -> Markup {
        let Some(row) = self.view.trail_row(role.linked.at.position) else {
            return html! {};
        };
        html! {
            (date(row.occurred_on)) " by " (told::who(self.view, &row.actor))
            @if let Some(reason) = &row.reason { ": " (self.visit.words(reason)) }
            " "
            a class="govuk-link" href=(self.visit.href(&format!("/trail/{}", row.position))) {
                "Event" span class="govuk-visually-hidden" { " " (row.position) }
            }
        }
    }

    fn tokens(self) -> Markup {
        if self.account.tokens.is_empty() {
            return html! {};
        }
        let head = ["Token", "May", "Works until", "Change"];
        let mut table = Table::new("tokens", "Tokens for programs", head).doing_last();
        for (id, token) in &self.account.tokens {
            let may = match token.scope {
                TokenScope::Read => "Read",
                TokenScope::Write => "Read and record",
            };
            let works = token.works_on(self.today);
            let until = html! {
                (date(token.expires_on))
                @if let Some(at) = &token.revoked {
                    " " (Tag::new("Revoked", TagColour::Grey)) " " (date(at.occurred_on))
                } @else if !works { " " (Tag::new("Expired", TagColour::Grey)) }
            };
            let step = Step::RevokeToken(*id);
            let change = html! { @if works { (self.link(&step, "Revoke", &token.label)) } };
            let label = token.label.as_str();
            table
                .rows
                .push(vec![label.into(), may.into(), until.into(), change.into()]);
        }
        html! { (table) }
    }

    /// What can be done about the account as a whole.
    fn actions(self) -> Markup {
        let account = self.account;
        let mut steps = vec![(Step::Correct, "Correct the details")];
        // Whoever has no address to sign in with has no password to choose.
        if account.is_active() && account.sign_in.is_some() {
            let again = if account.verifier.is_some() {
                "Let them choose a new password"
            } else {
                "Invite them anew"
            };
            steps.push((Step::Invite, again));
        }
        if account.second_step.is_some() {
            steps.push((Step::DropSecond, "Take the second step away"));
        }
        steps.push(if account.is_active() {
            (Step::Suspend, "Suspend the account")
        } else {
            (Step::Restore, "Restore the account")
        });
        html! {
            @if self.visit.is_now() {
                h2 class="govuk-heading-m gt-no-print" { "Change the account" }
                div class="govuk-button-group gt-no-print" {
                    @for (step, words) in &steps {
                        (Button {
                            classes: "govuk-button--secondary",
                            ..Button::link(&step.path(account.id), *words)
                        })
                    }
                }
            }
        }
    }
}

/// What an inspector's request is about.
fn about_request(access: &InspectionAccess) -> Markup {
    html! {
        br;
        "Request: " (access.request) ". "
        @if access.scope.is_empty() { "It is about everything." }
        @else {
            "It is about "
            (count(access.scope.len(), "thing", "things")) ":"
            ul class="govuk-list govuk-!-margin-bottom-0" {
                @for thing in &access.scope {
                    li { (told::kind_word(thing.kind)) " " (thing.id) }
                }
            }
        }
    }
}
