//! A file tells the agency's answers and no more, and is not believed before it is looked at.

use super::{
    ANSWERS_MAX, AnswerInFile, BYTES_MAX, By, FORMAT, FileFault, ReturnFile, RoundInFile, VERSION,
    propose, read,
};
use events::self_assessment::{CampaignKind, StandardsSet, shipped};
use proptest::prelude::*;
use serde_json::{Value, json};

fn set() -> &'static StandardsSet {
    &shipped(CampaignKind::Section11)[0]
}

fn answer(standard: &str, title: &str) -> AnswerInFile {
    AnswerInFile {
        standard: standard.to_owned(),
        title: title.to_owned(),
        score: "partly_met".to_owned(),
        score_label: "Partly met".to_owned(),
        narrative: "Half of it is there".to_owned(),
        evidence: vec!["The minutes of the board".to_owned()],
    }
}

fn file(code: &str, answers: Vec<AnswerInFile>) -> ReturnFile {
    ReturnFile {
        format: FORMAT.to_owned(),
        version: VERSION,
        partnership: "Wrenmoor".to_owned(),
        agency: "Moor Trust".to_owned(),
        round: RoundInFile {
            title: "Section 11, 2026".to_owned(),
            duty: CampaignKind::Section11,
            standards_code: code.to_owned(),
            standards_version: 1,
            standards_title: "Standards".to_owned(),
        },
        made_on: "2026-06-01".parse().unwrap(),
        signed_off_as: None,
        handed_in_on: None,
        receipt: None,
        answers,
    }
}

fn ours(answers: Vec<AnswerInFile>) -> ReturnFile {
    file(&set().code, answers)
}

fn json_of(file: &ReturnFile) -> Value {
    serde_json::from_slice(&file.to_json().unwrap()).unwrap()
}

fn refused(value: &Value) -> FileFault {
    read(value.to_string().as_bytes()).unwrap_err()
}

#[test]
fn what_is_written_is_read_again() {
    let written = ours(vec![answer("leadership", "Leadership")]);
    assert_eq!(read(&written.to_json().unwrap()), Ok(written.clone()));
    let marked = [b"\xef\xbb\xbf".as_slice(), &written.to_json().unwrap()].concat();
    assert_eq!(
        read(&marked),
        Ok(written),
        "an editor's mark of UTF-8 is no fault"
    );
}

#[test]
fn something_else_is_told_apart_from_a_damaged_return() {
    for bytes in [
        b"".as_slice(),
        b"PK\x03\x04",
        b"{}",
        b"[]",
        b"{\"format\":\"csv\"}",
    ] {
        assert_eq!(read(bytes), Err(FileFault::NoReturn));
    }
    let mut value = json_of(&ours(vec![answer("a", "A")]));
    value["answers"][0]["score"] = json!(4);
    let FileFault::Damaged { place } = refused(&value) else {
        panic!("a score is a word");
    };
    assert!(place.starts_with("line "), "{place}");
}

#[test]
fn a_file_of_a_later_version_says_so() {
    let mut value = json_of(&ours(vec![answer("a", "A")]));
    value["version"] = json!(VERSION + 1);
    let found = u64::from(VERSION) + 1;
    assert_eq!(refused(&value), FileFault::Later { found });
}

#[test]
fn a_file_without_answers_or_with_more_than_a_return_has_is_refused() {
    assert_eq!(refused(&json_of(&ours(Vec::new()))), FileFault::NoAnswers);
    let many = vec![answer("a", "A"); ANSWERS_MAX + 1];
    assert!(matches!(
        refused(&json_of(&ours(many))),
        FileFault::Damaged { .. }
    ));
    let mut long = answer("a", "A");
    long.title = "t".repeat(201);
    let place = "answers[0]".to_owned();
    assert_eq!(
        refused(&json_of(&ours(vec![long]))),
        FileFault::Damaged { place }
    );
    let mut wordy = answer("a", "A");
    wordy.narrative = "w".repeat(16 * 1024 + 1);
    assert!(matches!(
        refused(&json_of(&ours(vec![wordy]))),
        FileFault::Damaged { .. }
    ));
    assert_eq!(read(&vec![b' '; BYTES_MAX + 1]), Err(FileFault::TooLarge));
}

#[test]
fn a_refusal_repeats_nothing_of_the_file() {
    let mut value = json_of(&ours(vec![answer("a", "A")]));
    value["made_on"] = json!("Anna, 12 High Street");
    assert!(!refused(&value).to_string().contains("Anna"));
}

#[test]
fn an_answer_finds_its_standard_by_key_within_one_line_and_else_by_title() {
    let set = set();
    let (first, second) = (&set.standards[0], &set.standards[1]);
    let by_key = ours(vec![answer(&first.key, "Called otherwise then")]);
    let proposal = propose(&by_key, set);
    assert_eq!(proposal.found.len(), 1);
    assert_eq!(
        (&proposal.found[0].standard.key, proposal.found[0].by),
        (&first.key, By::Key)
    );
    assert_eq!(proposal.unanswered.len(), set.standards.len() - 1);

    // The same key in another line of standards is another question.
    let shouted = format!("  {} ", second.title.to_uppercase());
    let foreign = vec![answer(&first.key, "Something else"), answer("x", &shouted)];
    let foreign = file("another-line", foreign);
    let proposal = propose(&foreign, set);
    assert_eq!(proposal.found.len(), 1);
    assert_eq!(
        (&proposal.found[0].standard.key, proposal.found[0].by),
        (&second.key, By::Title)
    );
    assert_eq!(proposal.unplaced.len(), 1);
    assert_eq!(proposal.unplaced[0].title, "Something else");
}

#[test]
fn a_title_takes_no_answer_from_the_standard_whose_key_it_has() {
    let set = set();
    let (first, second) = (&set.standards[0], &set.standards[1]);
    let file = ours(vec![answer(&second.key, &first.title)]);
    let proposal = propose(&file, set);
    let found = &proposal.found[0];
    assert_eq!(proposal.found.len(), 1);
    assert_eq!((&found.standard.key, found.by), (&second.key, By::Key));
}

#[test]
fn a_score_is_taken_by_code_within_one_line_else_by_its_words_else_not() {
    let set = set();
    let first = &set.standards[0];
    let scored = |code: &str, label: &str, line: &str| {
        let mut one = answer(&first.key, &first.title);
        (one.score, one.score_label) = (code.to_owned(), label.to_owned());
        let file = file(line, vec![one]);
        let proposal = propose(&file, set);
        proposal.found[0].score.map(|score| score.code.clone())
    };
    let known = set.scale[0].clone();
    assert_eq!(scored(&known.code, "", &set.code), Some(known.code.clone()));
    assert_eq!(
        scored("4", &known.label, "another-line"),
        Some(known.code.clone())
    );
    assert_eq!(scored(&known.code, "Nearly", "another-line"), None);
}

#[test]
fn where_answers_come_from_names_board_round_and_receipt() {
    let mut one = ours(vec![answer("a", "A")]);
    assert_eq!(
        one.provenance(),
        "Taken over from the return of Moor Trust to Wrenmoor for “Section 11, 2026”, not handed \
         in yet."
    );
    one.handed_in_on = Some("2026-05-04".parse().unwrap());
    one.receipt = Some("S11-2026-05-001".to_owned());
    let told = one.provenance();
    assert!(
        told.contains("handed in on 4 May 2026 with the receipt S11-2026-05-001"),
        "{told}"
    );
}

proptest! {
    /// No file, whatever it holds, loses an answer: each is beside a standard or named as left over.
    #[test]
    fn every_answer_is_placed_once(places in proptest::collection::vec(0_usize..14, 1..30)) {
        let set = set();
        let answers = places.iter().map(|place| match set.standards.get(*place) {
            Some(standard) => answer(&standard.key, &standard.title),
            None => answer("other", "No standard of ours"),
        });
        let file = ours(answers.collect());
        let proposal = propose(&file, set);
        prop_assert_eq!(proposal.found.len() + proposal.unplaced.len(), places.len());
        prop_assert_eq!(proposal.found.len() + proposal.unanswered.len(), set.standards.len());
    }

    /// No bytes bring the reader down.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }
}
