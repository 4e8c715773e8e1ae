//! What of a file answers which standard here.

use super::{AnswerInFile, ReturnFile};
use events::self_assessment::{Score, Standard, StandardsSet};

/// How an answer found its standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Both are called by the same key, in the same line of standards.
    Key,
    /// The standards are called the same.
    Title,
}

/// An answer of the file, beside the standard it answers here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposed<'a> {
    /// The standard here.
    pub standard: &'a Standard,
    /// The answer there.
    pub answer: &'a AnswerInFile,
    /// How the two were brought together.
    pub by: By,
    /// The score of the scale here that says the same; none where the scale has no such.
    pub score: Option<&'a Score>,
}

/// What a file proposes for a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// The answers that found a standard, in the order of the standards here.
    pub found: Vec<Proposed<'a>>,
    /// The standards here that the file says nothing of.
    pub unanswered: Vec<&'a Standard>,
    /// The answers that answer no standard here.
    pub unplaced: Vec<&'a AnswerInFile>,
}

/// Brings the answers of a file to the standards of a round.
///
/// A key counts within one line of standards alone, whatever its number: another line may call
/// something else by the same word. Within one line it counts before any title: a later number of the
/// line may give one standard the title another had.
pub fn propose<'a>(file: &'a ReturnFile, set: &'a StandardsSet) -> Proposal<'a> {
    let mut proposal = Proposal::default();
    let same_line = file.round.standards_code == set.code;
    let mut left: Vec<&AnswerInFile> = file.answers.iter().collect();
    for standard in &set.standards {
        let by_key = |one: &&AnswerInFile| same_line && one.standard == standard.key;
        let by_title = |one: &&AnswerInFile| {
            let has_key = same_line && set.standards.iter().any(|of| of.key == one.standard);
            !has_key && same(&one.title, &standard.title)
        };
        let place = left.iter().position(by_key).map(|place| (place, By::Key));
        let place = place.or_else(|| {
            let titled = left.iter().position(by_title);
            titled.map(|place| (place, By::Title))
        });
        let Some((place, by)) = place else {
            proposal.unanswered.push(standard);
            continue;
        };
        let answer = left.remove(place);
        proposal.found.push(Proposed {
            standard,
            answer,
            by,
            score: score(answer, set, same_line),
        });
    }
    proposal.unplaced = left;
    proposal
}

/// The score here that says what the file's does: by its code within one line of standards, else
/// by its words.
fn score<'a>(answer: &AnswerInFile, set: &'a StandardsSet, same_line: bool) -> Option<&'a Score> {
    let by_code = set.score(&answer.score).filter(|_| same_line);
    let by_words = || {
        let mut scale = set.scale.iter();
        scale.find(|score| same(&score.label, &answer.score_label))
    };
    by_code.or_else(by_words)
}

/// Whether two names are the same but for letters' case and white space.
fn same(one: &str, other: &str) -> bool {
    let plain = |words: &str| {
        let parts: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        parts.join(" ")
    };
    !one.trim().is_empty() && plain(one) == plain(other)
}
