//! How accounts and their people are told, the same on every page about them.

use crate::web::components::dates::{date, date_text};
use crate::web::components::{Tag, TagColour};
use crate::web::form::Choice;
use crate::web::visit::Visit;
use chrono::NaiveDate;
use events::envelope::Role;
use events::ids::{AgencyId, HoldingId};
use maud::{Markup, html};
use projections::Models;
use projections::accounts::{Account, Linked};
use projections::people::Holding;

/// Whoever works for no agency.
pub(in crate::web::pages) const TEAM: &str = "The partnership’s own team";

/// The name of an account's person; that it was erased, where it was.
pub(super) fn name(visit: &Visit, account: &Account) -> String {
    match visit.plain(&account.name) {
        name if name.is_empty() => "Name erased".to_owned(),
        name => name,
    }
}

/// The address somebody signs in with; empty where there is none or it was erased.
pub(super) fn address(visit: &Visit, account: &Account) -> String {
    let text = account.sign_in.as_ref();
    text.map_or_else(String::new, |text| visit.plain(text))
}

/// An agency, or the partnership's own team.
pub(in crate::web::pages) fn agency(view: &Models, agency: Option<AgencyId>) -> &str {
    match agency.map(|agency| view.people.agency_name(agency)) {
        None => TEAM,
        Some("") => "An agency that is not known",
        Some(name) => name,
    }
}

/// A role somebody holds or held, and what ties it to the account.
pub(super) struct Tied<'a> {
    pub(super) id: HoldingId,
    pub(super) holding: &'a Holding,
    pub(super) linked: &'a Linked,
}

impl Tied<'_> {
    /// The last day: the one recorded, or the end of an inspector's access where that is earlier.
    pub(super) fn until(&self) -> Option<NaiveDate> {
        let access = self.linked.access.as_ref().map(|access| access.until);
        match (self.holding.until, access) {
            (Some(ended), Some(access)) => Some(ended.min(access)),
            (ended, access) => ended.or(access),
        }
    }

    pub(super) fn is_held(&self, today: NaiveDate) -> bool {
        self.holding.from <= today && self.until().is_none_or(|last| today <= last)
    }

    /// Whether it is over; a role that begins later is not.
    pub(super) fn is_over(&self, today: NaiveDate) -> bool {
        self.until().is_some_and(|last| last < today)
    }
}

/// The roles of an account, those that are not over first, then the newest first.
pub(super) fn roles<'a>(view: &'a Models, account: &'a Account, today: NaiveDate) -> Vec<Tied<'a>> {
    let linked = account.holdings.iter();
    let mut roles: Vec<Tied<'a>> = linked
        .filter_map(|(id, linked)| {
            let holding = view.people.holdings.get(id)?;
            Some(Tied {
                id: *id,
                holding,
                linked,
            })
        })
        .collect();
    roles.sort_by_key(|one| {
        let newest_first = std::cmp::Reverse(one.holding.from);
        (one.is_over(today), newest_first, one.id)
    });
    roles
}

/// Since when and until when a role is held.
pub(in crate::web::pages) fn held(from: NaiveDate, until: Option<NaiveDate>) -> Markup {
    html! {
        "from " (date(from))
        @if let Some(last) = until { " to " (date(last)) }
    }
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It may be used, and has been.
    Active,
    /// Somebody was invited and has not come yet.
    Invited,
    /// Nobody was invited, or the invitation has expired.
    NotInvited,
    /// No role is held any more.
    Left,
    /// It is suspended.
    Suspended,
}

impl State {
    pub(super) const ALL: [Self; 5] = [
        Self::Active,
        Self::Invited,
        Self::NotInvited,
        Self::Left,
        Self::Suspended,
    ];

    /// How an account stands on a day.
    pub(super) fn of(view: &Models, account: &Account, today: NaiveDate) -> Self {
        let has_come = account.verifier.is_some() || !account.external.is_empty();
        let invitation = account.invitation.as_ref();
        let over = !account.holdings.is_empty()
            && roles(view, account, today)
                .iter()
                .all(|role| role.is_over(today));
        if !account.is_active() {
            Self::Suspended
        } else if over {
            Self::Left
        } else if has_come {
            Self::Active
        } else if invitation.is_some_and(|sent| today <= sent.expires_on) {
            Self::Invited
        } else {
            Self::NotInvited
        }
    }

    /// The word in an address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Invited => "invited",
            Self::NotInvited => "not_invited",
            Self::Left => "left",
            Self::Suspended => "suspended",
        }
    }

    /// The word people read.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Invited => "Invited, not signed in yet",
            Self::NotInvited => "Not invited",
            Self::Left => "No role any more",
            Self::Suspended => "Suspended",
        }
    }

    const fn colour(self) -> TagColour {
        match self {
            Self::Active => TagColour::Green,
            Self::Invited => TagColour::Blue,
            Self::NotInvited => TagColour::Yellow,
            Self::Left => TagColour::Grey,
            Self::Suspended => TagColour::Red,
        }
    }

    /// The state, with what explains it.
    pub(super) fn shown(self, account: &Account) -> Markup {
        let until = account.invitation.as_ref().map(|sent| sent.expires_on);
        html! {
            (Tag::new(self.words(), self.colour()))
            @match (self, until) {
                (Self::Invited, Some(last)) => {
                    br; span class="govuk-body-s" { "the link works until " (date(last)) }
                }
                (Self::NotInvited, Some(last)) => {
                    br; span class="govuk-body-s" { "the link expired on " (date(last)) }
                }
                (_, _) => {}
            }
        }
    }
}

/// Every role, as a choice.
pub(super) fn role_choices() -> Vec<Choice> {
    Role::ALL
        .map(|role| (role.word().to_owned(), role.title().to_owned()))
        .to_vec()
}

/// The agencies that are members, as choices by name.
pub(super) fn agency_choices(view: &Models, today: NaiveDate) -> Vec<Choice> {
    let agencies = view.people.agencies.iter();
    let mut choices: Vec<Choice> = agencies
        .filter(|(_, agency)| agency.is_member(today))
        .map(|(id, agency)| (id.to_string(), agency.name.clone()))
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}

/// A role in one line: "Agency lead, Head of Early Help".
pub(super) fn role_words(holding: &Holding) -> String {
    let title = holding.role.title();
    if holding.post.eq_ignore_ascii_case(title) {
        return title.to_owned();
    }
    format!("{title}, {}", holding.post)
}

/// A role and the agency it is for, in one line.
pub(in crate::web::pages) fn held_words(view: &Models, holding: &Holding) -> String {
    format!("{}, {}", role_words(holding), agency(view, holding.agency))
}

/// A day in words, for a sentence.
pub(super) fn day(day: NaiveDate) -> String {
    date_text(day)
}
