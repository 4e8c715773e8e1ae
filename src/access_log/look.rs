//! What kind of access one was, told by the method and the template of the route it is noted with.

use super::entry::Access;

/// A kind of access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// A page was looked at.
    Page,
    /// Something was searched for.
    Search,
    /// A list, a file or a paper was taken away.
    TakenAway,
    /// An evidence pack was taken away.
    Pack,
    /// A form was opened or sent.
    Form,
    /// A program was answered.
    Program,
}

impl Look {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Page,
        Self::Search,
        Self::TakenAway,
        Self::Pack,
        Self::Form,
        Self::Program,
    ];

    /// Its word in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Search => "search",
            Self::TakenAway => "taken_away",
            Self::Pack => "pack",
            Self::Form => "form",
            Self::Program => "program",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Page => "Looked at",
            Self::Search => "Searched",
            Self::TakenAway => "Taken away",
            Self::Pack => "Pack taken away",
            Self::Form => "Form",
            Self::Program => "By program",
        }
    }

    /// The kind with that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Access {
    /// What kind of access it was.
    pub fn look(&self) -> Look {
        let mut parts = self.route.split('/').filter(|part| !part.is_empty());
        let is_program = self.route.starts_with("/api/");
        let last = parts.clone().next_back().unwrap_or_default();
        let is_file = last == "file" || last.contains('.');
        let of_packs = |part: &str| part.starts_with("evidence-pack");
        let is_search = self.found.is_some() || parts.clone().any(|part| part == "search");
        let reads = self.method == "GET" || self.method == "HEAD";
        if is_search {
            Look::Search
        } else if is_file && parts.any(of_packs) {
            Look::Pack
        } else if is_file && reads {
            Look::TakenAway
        } else if is_program {
            Look::Program
        } else if !reads || self.route.starts_with("/record/") {
            Look::Form
        } else {
            Look::Page
        }
    }
}
