//! One access in people's words.

use super::names::what;
use crate::access_log::{Access, Entry, Note};
use crate::export::sheet::Cell;
use crate::search::Kind;
use crate::web::components::dates::moment_text;
use crate::web::pages::trail::told;
use crate::web::visit::Visit;
use crate::words::count;
use events::ids::{AccountId, StreamId};
use projections::Models;

/// What a line of the table says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    number: u64,
    pub(super) when: String,
    pub(super) who: String,
    pub(super) role: String,
    pub(super) agency: String,
    pub(super) kind: String,
    pub(super) what: String,
    pub(super) about: String,
    pub(super) as_at: String,
    pub(super) answer: String,
    request: String,
}

impl Row {
    pub(super) fn of(view: &Models, visit: &Visit, entry: &Entry) -> Self {
        match entry {
            Entry::Access(access) => Self::of_access(view, who(view, visit, access), access),
            Entry::Note(note) => Self::of_note(note),
        }
    }

    pub(super) fn of_access(view: &Models, who: String, access: &Access) -> Self {
        let agency = access.agency.map(|agency| view.people.agency_name(agency));
        Self {
            number: access.number,
            when: moment_text(access.at.utc()),
            who,
            role: access.role.title().to_owned(),
            agency: match agency {
                None => "The partnership\u{2019}s own team".to_owned(),
                Some("") => "Another agency".to_owned(),
                Some(name) => name.to_owned(),
            },
            kind: access.look().title().to_owned(),
            what: what(&access.method, &access.route),
            about: match (&access.thing, access.found) {
                (Some(thing), _) => about(view, thing),
                (None, Some(found)) => sought(found, &access.kinds),
                (None, None) => String::new(),
            },
            as_at: access
                .as_at
                .map_or_else(String::new, |at| moment_text(at.utc())),
            answer: answer(access).to_owned(),
            request: access.request.clone(),
        }
    }

    fn of_note(note: &Note) -> Self {
        let mut what = Vec::new();
        if note.cut_bytes > 0 {
            let bytes = usize::try_from(note.cut_bytes).unwrap_or(usize::MAX);
            let bytes = count(bytes, "byte", "bytes");
            what.push(format!(
                "{bytes} of a half written line were cut after a crash"
            ));
        }
        if note.lost > 0 {
            let lost = usize::try_from(note.lost).unwrap_or(usize::MAX);
            let lost = count(lost, "access", "accesses");
            what.push(format!("{lost} could not be noted while the disk failed"));
        }
        if note.removed_to > 0 {
            what.push(format!(
                "Lines up to number {} were removed: whole months are kept for {} months",
                note.removed_to, note.kept_months
            ));
        }
        Self {
            number: note.number,
            when: moment_text(note.at.utc()),
            who: "Golden Thread itself".to_owned(),
            what: what.join("; "),
            ..Self::default()
        }
    }

    /// The same as a sentence, by role and agency: who it was stays with the partnership.
    pub(super) fn sentence(&self) -> String {
        let more = |joint: &str, words: &str| {
            if words.is_empty() {
                String::new()
            } else {
                format!("{joint}{words}")
            }
        };
        let of = more(", of ", &self.about);
        let as_at = more(", as at ", &self.as_at);
        format!(
            "{}: {} ({}). {}: {}{of}{as_at}. {}.",
            self.when, self.role, self.agency, self.kind, self.what, self.answer
        )
    }

    /// The same for a file.
    pub(super) fn cells(self) -> Vec<Cell> {
        vec![
            Cell::Count(self.number),
            Cell::words(self.when),
            Cell::words(self.who),
            Cell::words(self.role),
            Cell::words(self.agency),
            Cell::words(self.kind),
            Cell::words(self.what),
            Cell::words(self.about),
            Cell::words(self.as_at),
            Cell::words(self.answer),
            Cell::words(self.request),
        ]
    }
}

/// The name of an account, where the reader may have it; else who holds the role it was acted in,
/// or at least in which post.
fn who(view: &Models, visit: &Visit, access: &Access) -> String {
    let user = &access.user;
    let Some(id) = user.strip_prefix("account:") else {
        let acted = user.starts_with(events::envelope::ACTING_AS);
        return if acted {
            "Acting as, in the demo".to_owned()
        } else {
            user.to_owned()
        };
    };
    let account = id.parse().ok().map(AccountId);
    let account = account.and_then(|id| view.accounts.get(id));
    let holding = access.holding.and_then(|id| view.people.holdings.get(&id));
    let names = [
        account.map(|account| visit.plain(&account.name)),
        holding.map(|holding| visit.plain(&holding.holder)),
        holding.map(|holding| holding.post.clone()),
    ];
    let mut names = names.into_iter().flatten().filter(|name| !name.is_empty());
    names.next().unwrap_or_else(|| format!("Account {id}"))
}

/// How much a search found, and of what; its words are noted nowhere.
fn sought(found: u64, kinds: &[String]) -> String {
    let found = usize::try_from(found).unwrap_or(usize::MAX);
    let found = count(found, "result", "results");
    let kinds: Vec<&str> = kinds
        .iter()
        .filter_map(|word| Kind::from_word(word))
        .map(Kind::several)
        .collect();
    if kinds.is_empty() {
        found
    } else {
        format!("{found}: {}", kinds.join(", "))
    }
}

/// The thing by its kind and name, where it has one the reader reaches; by its id otherwise.
fn about(view: &Models, thing: &str) -> String {
    if let Some(position) = thing.strip_prefix("event/") {
        return format!("Event {position}");
    }
    let Ok(stream) = thing.parse::<StreamId>() else {
        return thing.to_owned();
    };
    let name = view.label(stream).name;
    let name = if name.is_empty() {
        stream.id.to_string()
    } else {
        name
    };
    told::thing(stream.kind, &name)
}

const fn answer(access: &Access) -> &'static str {
    match access.status {
        200..300 => "Shown",
        300..400 => "Sent on",
        403 => "Refused",
        404 => "Not found",
        _ => "Other",
    }
}
