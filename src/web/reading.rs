//! What a page or form needs to be written: the models, the day, who reads, and how words that
//! stand in the log are asked for. Everything else about a page follows from it.

use super::visit::Visit;
use crate::acting::Acting;
use chrono::NaiveDate;
use events::everywhere::{Area, roles_of};
use events::ids::StreamKind;
use maud::Markup;
use projections::Models;
use projections::reference::TextRef;

/// What only the running site knows: words kept in the log, and addresses that keep the moment.
pub trait Source {
    /// The words of a text, as a page shows them.
    fn words(&self, text: &TextRef) -> Markup;
    /// The words of a text, plain; empty when they cannot be read.
    fn plain(&self, text: &TextRef) -> String;
    /// An address that keeps the moment asked for.
    fn href(&self, href: &str) -> String;
}

impl Source for Visit {
    fn words(&self, text: &TextRef) -> Markup {
        Visit::words(self, text)
    }
    fn plain(&self, text: &TextRef) -> String {
        Visit::plain(self, text)
    }
    fn href(&self, href: &str) -> String {
        Visit::href(self, href)
    }
}

/// One reading of the record.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The record.
    pub view: &'a Models,
    /// The day the page speaks of.
    pub today: NaiveDate,
    /// Whom the reader acts as.
    pub acting: Acting,
    /// Whether the page shows the present, so that something can be recorded from it.
    pub is_now: bool,
    /// The query of the address, without `as_at`.
    pub query: &'a [(String, String)],
    /// The running site.
    pub source: &'a dyn Source,
}

impl<'a> Reading<'a> {
    /// The reading of a visitor.
    pub fn of(visit: &'a Visit, view: &'a Models) -> Self {
        Self {
            view,
            today: visit.today(),
            acting: visit.acting,
            is_now: visit.is_now(),
            query: &visit.query,
            source: visit,
        }
    }

    /// The words of a text, as a page shows them.
    pub fn words(&self, text: &TextRef) -> Markup {
        self.source.words(text)
    }

    /// The words of a text, plain; empty when they cannot be read.
    pub fn plain(&self, text: &TextRef) -> String {
        self.source.plain(text)
    }

    /// The first words of a text on one line, for a choice or a heading.
    pub fn start_of(&self, text: &TextRef, characters: usize) -> String {
        let words = self.plain(text);
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= characters {
            return line;
        }
        let cut: String = line.chars().take(characters).collect();
        let cut = cut
            .rsplit_once(' ')
            .map_or(cut.as_str(), |(whole, _)| whole);
        format!("{cut}…")
    }

    /// An address that keeps the moment asked for.
    pub fn href(&self, href: &str) -> String {
        self.source.href(href)
    }

    /// The first value of a name in the query that is not empty.
    pub fn asked(&self, name: &str) -> Option<&'a str> {
        let found = self
            .query
            .iter()
            .find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// Every value of a name in the query that is not empty.
    pub fn asked_all(&self, name: &str) -> Vec<&'a str> {
        let found = self
            .query
            .iter()
            .filter(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str()).collect()
    }

    /// A value of the query, read as something; none when it cannot be read.
    pub fn asked_for<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.asked(name)?.parse().ok()
    }

    /// Whether the reader may enter a part of the product.
    pub fn enters(&self, area: Area) -> bool {
        self.acting.sight().enters(area)
    }

    /// Whether the reader may give a command now, as far as the role goes.
    pub fn may(&self, kind: StreamKind, command: &str) -> bool {
        self.is_now
            && roles_of(kind, command).is_some_and(|roles| roles.contains(&self.acting.role))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use maud::html;

    /// Words of a test: where they stand.
    pub(crate) struct Places;

    impl Source for Places {
        fn words(&self, text: &TextRef) -> Markup {
            html! { (self.plain(text)) }
        }
        fn plain(&self, text: &TextRef) -> String {
            format!("words of {}{}", text.position, text.field)
        }
        fn href(&self, href: &str) -> String {
            href.to_owned()
        }
    }

    /// A reading of models in a test.
    pub(crate) fn reading<'a>(
        view: &'a Models,
        today: NaiveDate,
        acting: Acting,
        query: &'a [(String, String)],
    ) -> Reading<'a> {
        Reading {
            view,
            today,
            acting,
            is_now: true,
            query,
            source: &Places,
        }
    }

    #[test]
    fn the_start_of_a_text_ends_at_a_word() {
        let view = Models::default();
        let day = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
        let reading = reading(&view, day, Acting::default(), &[]);
        let text = TextRef::new(7, "/data/text");
        assert_eq!(reading.start_of(&text, 60), "words of 7/data/text");
        assert_eq!(reading.start_of(&text, 10), "words of…");
    }

    #[test]
    fn nothing_is_offered_in_a_past_view_or_to_a_role_that_may_not() {
        let view = Models::default();
        let day = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
        let now = reading(&view, day, Acting::default(), &[]);
        assert!(now.may(StreamKind::ImprovementAction, "extend_due_date"));
        let past = Reading {
            is_now: false,
            ..now
        };
        assert!(!past.may(StreamKind::ImprovementAction, "extend_due_date"));
        let role = events::envelope::Role::Inspector;
        let inspector = Reading {
            acting: Acting {
                user: crate::acting::User::ActingAs,
                role,
                agency: None,
            },
            ..now
        };
        assert!(!inspector.may(StreamKind::ImprovementAction, "extend_due_date"));
        assert!(!now.may(StreamKind::ImprovementAction, "no_such_command"));
    }
}
