//! Who one is here.
//!
//! Route: `GET /account` → [`show`].

use super::{Own, page, within};
use crate::web::components::dates::date;
use crate::web::components::{SummaryAction, SummaryList, SummaryRow};
use crate::web::pages::accounts::held_words;
use crate::web::pages::recorded_banner;
use crate::web::pages::shown::count;
use crate::web::visit::{Oops, Visit};
use axum::response::Response;
use events::account::DigestFrequency;
use events::ids::HoldingId;
use maud::{Markup, html};
use projections::people::Holding;

/// The page of one's own account.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| {
        let facts = Facts::of(visit, own);
        let body = html! { (recorded_banner(visit)) (facts.list()) };
        page(visit, "Your account", &[], &body)
    })
    .await
}

/// What the page says.
struct Facts {
    name: String,
    address: String,
    roles: Markup,
    second_step: String,
    has_password: bool,
    by_provider: bool,
    sessions: usize,
    tokens: usize,
    has_feed: bool,
    digest: DigestFrequency,
}

impl Facts {
    fn of(visit: &Visit, own: &Own) -> Self {
        let (account, today) = (&own.account, visit.today());
        let unused = own.account.second_step.as_ref().map(|step| step.used.len());
        let second_step = match unused {
            None if account.is_left_to_a_provider() => "Left to the provider".to_owned(),
            None => "Not set up".to_owned(),
            Some(0) => "Set up".to_owned(),
            Some(used) => format!(
                "Set up, {} used",
                count(used, "recovery code", "recovery codes")
            ),
        };
        let tokens = account.tokens.values();
        Self {
            name: own.desk.name(account.id).unwrap_or_default(),
            address: own.desk.address(account.id).unwrap_or_default(),
            roles: roles(visit, own),
            second_step,
            has_password: account.verifier.is_some(),
            by_provider: account.is_left_to_a_provider(),
            sessions: own.desk.sessions.list(account.id, own.desk.now()).len(),
            tokens: tokens.filter(|token| token.works_on(today)).count(),
            has_feed: account.feed.is_some(),
            digest: account.digest,
        }
    }

    fn list(&self) -> Markup {
        let change = |href, words, about| vec![SummaryAction::new(href, words, about)];
        let with = |row, actions| SummaryRow { actions, ..row };
        let feed = if self.has_feed {
            "Its address works"
        } else {
            "No address"
        };
        let password = if self.has_password {
            "Set"
        } else {
            "None: a provider signs you in"
        };
        let mut rows = vec![
            SummaryRow::new("Name", self.name.as_str()),
            SummaryRow::new(
                "E-mail address",
                if self.address.is_empty() {
                    "None: a provider signs you in"
                } else {
                    self.address.as_str()
                },
            ),
            SummaryRow::new("Roles", self.roles.clone()),
            SummaryRow::new("Password", password),
            with(
                SummaryRow::new("Second step", self.second_step.as_str()),
                if self.by_provider {
                    Vec::new()
                } else {
                    vec![
                        SummaryAction::new("/account/second-step", "Change", "second step"),
                        SummaryAction::new("/account/recovery-codes", "New codes", "for recovery"),
                    ]
                },
            ),
            with(
                SummaryRow::new("Signed in", count(self.sessions, "session", "sessions")),
                change("/account/sessions", "See", "your sessions"),
            ),
            with(
                SummaryRow::new("Tokens for programs", count(self.tokens, "token", "tokens")),
                change("/account/tokens", "See", "your tokens"),
            ),
            with(
                SummaryRow::new("Calendar of deadlines", feed),
                change("/account/calendar", "Change", "calendar"),
            ),
            with(
                SummaryRow::new("Summary by e-mail", super::going_out::word(self.digest)),
                change("/account/digest", "Change", "summary by e-mail"),
            ),
        ];
        if self.has_password
            && let Some(row) = rows.get_mut(3)
        {
            row.actions = change("/account/password", "Change", "password");
        }
        html! {
            (SummaryList::new(rows))
            p class="govuk-body" {
                "An administrator of the partnership corrects your name and address, and gives and \
                 ends roles."
            }
        }
    }
}

/// The roles one holds, held or will hold, with their dates.
fn roles(visit: &Visit, own: &Own) -> Markup {
    let today = visit.today();
    let live = visit.app().live();
    let linked = own.account.holdings.keys();
    let mut roles: Vec<(HoldingId, &Holding)> = linked
        .filter_map(|id| Some((*id, live.people.holdings.get(id)?)))
        .collect();
    roles.sort_by_key(|(id, held)| (!held.is_held(today), std::cmp::Reverse(held.from), *id));
    html! {
        ul class="govuk-list govuk-!-margin-bottom-0" {
            @for (id, held) in roles {
                li {
                    (held_words(&live, held)) ", from " (date(held.from))
                    @if let Some(last) = held.until { " to " (date(last)) }
                    @if let Some(access) = own.account.holdings.get(&id)
                        .and_then(|linked| linked.access.as_ref()) {
                        ", under the request " (access.request) " until " (date(access.until))
                    }
                }
            }
        }
    }
}
