//! What a line says, and which lines are wanted.

use super::look::Look;
use crate::clock::day_in_england;
use chrono::NaiveDate;
use events::envelope::{Moment, Role};
use events::ids::{AgencyId, HoldingId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One access. Fields stand in alphabetical order, so that a line is canonical JSON (RFC 8785).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// The agency acted for; none for the partnership's own team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
    /// The past moment that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_at: Option<Moment>,
    /// When.
    pub at: Moment,
    /// How much a search found; none for anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<u64>,
    /// The role holding it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holding: Option<HoldingId>,
    /// The kinds of things a search was for; none for every kind, and for anything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// The HTTP method.
    pub method: String,
    /// Its number in the log, from 1; given when it is written.
    #[serde(default)]
    pub number: u64,
    /// The request's id, as it stands in the server's own log.
    pub request: String,
    /// The role acted in.
    pub role: Role,
    /// The template of the route: never its query, nor words in its path.
    pub route: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The thing it was about, as kind and id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thing: Option<String>,
    /// Who: `account:` and its id, or in the demo `acting-as:` and the choice.
    pub user: String,
}

/// What the log says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// When.
    pub at: Moment,
    /// How many bytes of a half written line were cut off after a crash.
    #[serde(default, skip_serializing_if = "is_none")]
    pub cut_bytes: u64,
    /// For how many months lines are kept, where older ones were removed.
    #[serde(default, skip_serializing_if = "is_none")]
    pub kept_months: u64,
    /// How many accesses could not be noted while the disk failed.
    #[serde(default, skip_serializing_if = "is_none")]
    pub lost: u64,
    /// Its number in the log, from 1.
    #[serde(default)]
    pub number: u64,
    /// The number of the last line that was removed, with all before it.
    #[serde(default, skip_serializing_if = "is_none")]
    pub removed_to: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this shape"
)]
const fn is_none(count: &u64) -> bool {
    *count == 0
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    /// Somebody looked at something.
    Access(Access),
    /// What the log says of itself.
    Note(Note),
}

impl Entry {
    /// When.
    pub const fn at(&self) -> Moment {
        match self {
            Self::Access(access) => access.at,
            Self::Note(note) => note.at,
        }
    }

    /// Its number in the log.
    pub const fn number(&self) -> u64 {
        match self {
            Self::Access(access) => access.number,
            Self::Note(note) => note.number,
        }
    }

    /// Gives it its place: its number, and a moment no earlier than the one before it.
    pub(super) fn placed(&mut self, number: u64, not_before: Option<Moment>) {
        let (at, its_number) = match self {
            Self::Access(access) => (&mut access.at, &mut access.number),
            Self::Note(note) => (&mut note.at, &mut note.number),
        };
        *its_number = number;
        *at = not_before.map_or(*at, |before| before.max(*at));
    }
}

/// Which entries are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this user, as [`Access::user`] has it.
    pub user: Option<String>,
    /// In this role.
    pub role: Option<Role>,
    /// For this agency.
    pub agency: Option<AgencyId>,
    /// About any of these things, as [`Access::thing`] names them; about anything or nothing where
    /// none are given.
    pub things: Option<BTreeSet<String>>,
    /// Of this kind.
    pub look: Option<Look>,
    /// On this day in England or later.
    pub from: Option<NaiveDate>,
    /// On this day in England or earlier.
    pub to: Option<NaiveDate>,
}

impl Filter {
    /// Whether an entry is wanted. What the log says of itself is nobody's.
    pub fn wants(&self, entry: &Entry) -> bool {
        let day = day_in_england(entry.at().utc());
        let in_time =
            self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to);
        in_time
            && match entry {
                Entry::Access(access) => self.wants_access(access),
                Entry::Note(_) => self.is_by_day_alone(),
            }
    }

    const fn is_by_day_alone(&self) -> bool {
        self.user.is_none()
            && self.role.is_none()
            && self.agency.is_none()
            && self.things.is_none()
            && self.look.is_none()
    }

    fn wants_access(&self, access: &Access) -> bool {
        let is_about = |things: &BTreeSet<String>| {
            let thing = access.thing.as_ref();
            thing.is_some_and(|thing| things.contains(thing))
        };
        self.things.as_ref().is_none_or(is_about)
            && self.look.is_none_or(|look| look == access.look())
            && self.wants_visitor(access)
    }

    fn wants_visitor(&self, access: &Access) -> bool {
        self.user.as_ref().is_none_or(|user| *user == access.user)
            && self.role.is_none_or(|role| role == access.role)
            && self
                .agency
                .is_none_or(|agency| Some(agency) == access.agency)
    }

    /// Whether everything of a month, and so of every earlier one, is too early.
    pub(super) fn is_before(&self, month: NaiveDate) -> bool {
        // England's day may begin an hour before that of UTC, by which months are told apart.
        let ended = month.checked_add_months(chrono::Months::new(1));
        self.from
            .is_some_and(|from| ended.is_some_and(|ended| ended < from))
    }
}
