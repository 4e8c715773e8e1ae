//! An index fed bit by bit and one made at once say the same, whatever was recorded, corrected
//! and erased in between; and any text that somebody types is answered.

use super::*;
use crate::search::Search;
use crate::search::query::Query;
use events::log::KeyScope;
use proptest::prelude::*;
use std::sync::LazyLock;

const WORDS: [&str; 6] = [
    "bruise",
    "chronology",
    "visit",
    "neglect",
    "school",
    "voice",
];

/// What happens next.
#[derive(Debug, Clone)]
enum Step {
    Progress(bool, usize, usize),
    Reword(bool, usize),
    Amend(usize),
    Erase(bool),
    Search,
}

fn step() -> impl Strategy<Value = Step> {
    let word = 0..WORDS.len();
    prop_oneof![
        4 => (any::<bool>(), word.clone(), word.clone())
            .prop_map(|(first, one, other)| Step::Progress(first, one, other)),
        2 => (any::<bool>(), word.clone()).prop_map(|(first, one)| Step::Reword(first, one)),
        2 => word.prop_map(Step::Amend),
        1 => any::<bool>().prop_map(Step::Erase),
        3 => Just(Step::Search),
    ]
}

fn action(first: bool) -> ActionId {
    if first { ACTION } else { OTHER }
}

impl Record {
    fn take(&self, step: &Step) {
        match step {
            Step::Progress(first, one, other) => {
                let text = format!("{} and {}", WORDS[*one], WORDS[*other]);
                self.give(action(*first), "report_progress", json!({ "text": text }));
            }
            Step::Reword(first, one) => {
                let text = format!("See to {}", WORDS[*one]);
                self.give(action(*first), "reword_action", json!({ "text": text }));
            }
            Step::Amend(one) => {
                let text = format!("Look at {}", WORDS[*one]);
                self.give(
                    RECOMMENDATION,
                    "amend_recommendation",
                    json!({ "text": text }),
                );
            }
            Step::Erase(first) => {
                let stream = action(*first).into();
                if let Some(key) = self.app.log().key_of(stream, &KeyScope::Stream) {
                    self.app.log().destroy_key(key).unwrap();
                }
            }
            Step::Search => {
                self.all("bruise");
            }
        }
    }

    /// Everything an index says of the record.
    fn told_by(&self, search: &Search) -> Vec<String> {
        search.catch_up(self.app.log()).unwrap();
        let held = search.held();
        let filed = held.filed.iter().map(|(position, filed)| {
            let (narrative, replaced) = (filed.narrative, &filed.replaced);
            format!("{position} {:?} {narrative} {replaced:?}", filed.kind)
        });
        let mut told: Vec<String> = filed.collect();
        for word in WORDS.into_iter().chain(["agreed", "see", "1.1"]) {
            let query = Query::read(word).unwrap();
            let found = held.index.as_ref().unwrap().matching(&query).unwrap();
            told.push(format!("{word}: {found:?}"));
        }
        told
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn bit_by_bit_and_at_once_are_the_same(steps in proptest::collection::vec(step(), 1..14)) {
        let record = Record::full();
        for step in &steps {
            record.take(step);
        }
        let fed = record.told_by(record.app.search());
        let made = record.told_by(&Search::default());
        prop_assert_eq!(fed, made);
    }
}

/// One record for every text that is typed.
static RECORD: LazyLock<Record> = LazyLock::new(Record::full);

proptest! {
    #[test]
    fn any_text_is_answered_or_said_to_be_unfit(typed in "[-a-zé*\"“ .\\[(~^:+é1]{0,30}|\\PC{0,40}") {
        match RECORD.found_at(&coordinator(), &typed, &Asked::default(), None) {
            Ok(found) => prop_assert!(found.hits.len() == found.total),
            Err(Untold::Unfit(unfit)) => prop_assert!(!unfit.message().is_empty()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
