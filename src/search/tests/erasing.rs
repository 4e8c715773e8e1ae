//! Erased words are gone from the search before whoever erased them is answered.

use super::*;
use events::log::KeyScope;

impl Record {
    /// Erases everything sealed under the own key of a thing, as a later erasure will.
    fn erase(&self, thing: impl Into<StreamId>) {
        let key = self.app.log().key_of(thing.into(), &KeyScope::Stream);
        assert!(self.app.log().destroy_key(key.unwrap()).unwrap());
    }
}

#[test]
fn erased_words_are_found_no_more_and_counted_no_more() {
    let record = Record::full();
    assert_eq!(record.all("nothing").len(), 1);
    let before = record.app.search().size();
    record.erase(CASE);
    assert!(record.all("nothing").is_empty());
    let found = record.found(&coordinator(), "bruise", &Asked::default());
    assert_eq!((found.total, found.by_kind.get(&Kind::Case)), (3, None));
    assert_eq!(record.all("A-07").len(), 1, "a label is not narrative");
    assert!(record.app.search().size().events < before.events);
}

#[test]
fn no_erased_word_is_left_in_memory() {
    let record = Record::full();
    let holds = |word: &str| {
        let held = record.app.search().held();
        held.index.as_ref().is_some_and(|index| index.holds(word))
    };
    assert_eq!(record.all("explained").len(), 1);
    assert!(holds("explain") && holds("photograph"));
    record.erase(CASE);
    assert!(!holds("explain") && holds("photograph"));
}

#[test]
fn an_erasure_before_the_first_search_is_kept_too() {
    let record = Record::full();
    record.erase(CASE);
    assert!(record.all("nothing").is_empty());
}

#[test]
fn what_fitted_before_an_erasure_shows_nothing_after_it() {
    let record = Record::full();
    let matched = record
        .app
        .search()
        .matching(record.app.log(), "nothing")
        .unwrap();
    record.erase(CASE);
    let sight = coordinator();
    let seen = record.app.seen(&sight);
    let view = seen.view(None).unwrap();
    let found = find(seen, &view, &matched, &Asked::default(), PageOf::ALL).unwrap();
    let shown: String = found.hits.iter().map(marked).collect();
    assert_eq!(shown, "", "words are asked of the log when they are shown");
}

#[test]
fn other_words_are_found_after_an_erasure_and_what_is_recorded_later() {
    let record = Record::full();
    assert_eq!(record.all("bruise").len(), 5);
    record.erase(CASE);
    assert_eq!(record.all("\"voice of the child\"").len(), 1);
    record.give(
        ACTION,
        "report_progress",
        json!({ "text": "Bruises are measured now" }),
    );
    assert_eq!(record.all("bruise").len(), 4);
}
