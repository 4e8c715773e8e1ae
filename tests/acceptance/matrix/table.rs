//! The table of all answers, as it is kept for review.

use super::expected::{Relation, shown};
use events::envelope::{Classification, Role};
use std::collections::BTreeMap;
use std::path::Path;

/// Where it is kept.
const PATH: &str = "tests/acceptance/golden/access-matrix.csv";

type Row = (String, Relation, Option<Classification>);

/// A row for an address or command, a relation and a classification; a column for each role.
#[derive(Default)]
pub(super) struct Golden(BTreeMap<Row, BTreeMap<Role, String>>);

impl Golden {
    pub(super) fn keep(
        &mut self,
        what: &str,
        (role, relation): (Role, Relation),
        classification: Option<Classification>,
        answer: impl Into<String>,
    ) {
        let row = (what.to_owned(), relation, classification);
        let answers = self.0.entry(row).or_default();
        answers.insert(role, answer.into());
    }

    fn written(&self) -> String {
        let mut text = "route or command,whose,classification".to_owned();
        for role in Role::ALL {
            text.push(',');
            text.push_str(role.word());
        }
        text.push('\n');
        for ((what, relation, classification), answers) in &self.0 {
            text.push_str(&format!(
                "{what},{},{}",
                relation.word(),
                shown(*classification)
            ));
            for role in Role::ALL {
                text.push(',');
                text.push_str(answers.get(&role).map_or("", String::as_str));
            }
            text.push('\n');
        }
        text
    }

    /// Compares the whole table with the one that is kept, or writes it afresh.
    pub(super) fn compare(&self) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PATH);
        let now = self.written();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &now).unwrap();
            return;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let old: Vec<&str> = kept.lines().collect();
        let new: Vec<&str> = now.lines().collect();
        let gone = old.iter().filter(|line| !new.contains(line));
        let came = new.iter().filter(|line| !old.contains(line));
        let mut differs: Vec<String> = gone.map(|line| format!("- {line}")).collect();
        differs.extend(came.map(|line| format!("+ {line}")));
        let told = differs
            .iter()
            .take(60)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n");
        assert!(
            differs.is_empty() && old.len() == new.len(),
            "{PATH} differs in {} lines; if that is meant, run with UPDATE_GOLDEN=1:\n{told}",
            differs.len()
        );
    }
}
