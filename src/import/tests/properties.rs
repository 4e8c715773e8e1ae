//! Whatever the bytes: no panic, and no text lost.

use proptest::prelude::*;

use super::samples::{Sample, harbour_plan, paragraph, word, word_cell};
use crate::import::{
    Column, Matching, find_dates, find_horizons, find_period, guess_matching, propose,
    read_document, split_milestones, unaccounted,
};

fn survives(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(document) = read_document("plan 2021-22", bytes) else {
        return Ok(());
    };
    let matching = guess_matching(&document);
    let proposal = propose(&document, &matching, None);
    prop_assert_eq!(unaccounted(&document, &proposal), vec![]);
    let proposal = propose(&document, &Matching::default(), None);
    prop_assert_eq!(unaccounted(&document, &proposal), vec![]);
    Ok(())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Words that plans are made of, so that made-up cells reach the readers of dates and numbers.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Priority",
        "3a",
        "1.2",
        "1.",
        "Within",
        "6",
        "months",
        "2",
        "years",
        "by",
        "31.3.17",
        "30 09 2016",
        "July",
        "2016",
        "see",
        "6.2",
        "tbc",
        "Head",
        "of",
        "Audit,",
        "HBC",
        ";",
        "•",
        "-",
        "\n",
        "White",
        "Grade:",
        "Red",
        "Quarter",
        "end",
        "March",
        "2016-17",
        "31/12/",
        ".",
        "é",
        "Lead:",
        "ongoing",
        "é–",
        "Year",
        "2.",
        "99.99.99",
        "Sept",
        "25",
        "’17",
        "action",
    ]);
    prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survives(&bytes)?;
    }

    #[test]
    fn arbitrary_text_never_loses_a_cell(text in "[ -~\\n\\t•é–]{0,300}") {
        survives(text.as_bytes())?;
    }

    #[test]
    fn damaged_documents_never_panic(
        which in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let sample: Sample = harbour_plan();
        let mut bytes = match which {
            0 => sample.as_word(),
            1 => sample.as_excel(),
            _ => sample.as_text(b',').into_bytes(),
        };
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        survives(&bytes)?;
    }

    #[test]
    fn damaged_word_parts_never_panic(
        at in any::<prop::sample::Index>(),
        with in prop::sample::select(vec!["<w:tbl>", "</w:tc>", "<w:tr>", "<w:p>", "&x;", "</w:tr>",
            "<w:gridSpan w:val=\"9\"/>", "<w:vMerge/>", "<w:del>", "<w:t>loose</w:t>", "<w:tc>"]),
    ) {
        let cells = [word_cell("<w:vMerge w:val=\"restart\"/>", &paragraph("", "one")),
            word_cell("<w:vMerge/>", &paragraph("", "two"))].concat();
        let body = format!("<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>");
        let place = at.index(body.len());
        let (before, after) = body.split_at(place);
        survives(&word(&format!("{before}{with}{after}")))?;
    }

    #[test]
    fn no_cell_is_lost_whatever_the_columns_mean(
        rows in prop::collection::vec(prop::collection::vec(words(), 5), 1..9),
        means in prop::collection::vec(prop::sample::select(Column::ALL.to_vec()), 5),
        headed in any::<bool>(),
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        if headed {
            writer.write_record(["Ref", "Action", "Lead", "By when", "RAG"]).unwrap();
        }
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        survives(&bytes)?;
        let Ok(document) = read_document("plan.csv", &bytes) else { return Ok(()) };
        let mut matching = guess_matching(&document);
        for table in &mut matching.tables {
            table.usage = crate::import::TableUse::Plan;
            for (column, means) in (1..).zip(&means) {
                table.set(column, *means);
            }
        }
        let before = propose_without_last_step(&document, &matching);
        prop_assert_eq!(before, 0);
    }

    #[test]
    fn milestones_cover_the_whole_cell(text in words()) {
        let parts = split_milestones(&text, None);
        let whole: String = parts.iter().map(|m| m.text.as_str()).collect();
        prop_assert_eq!(squeezed(&whole), squeezed(&text));
    }

    #[test]
    fn readers_of_words_never_panic(text in any::<String>()) {
        for date in find_dates(&text, None) {
            prop_assert!(text.get(date.range.clone()).is_some());
        }
        for horizon in find_horizons(&text) {
            prop_assert!(text.get(horizon.range.clone()).is_some());
        }
        find_period(&text);
        split_milestones(&text, None);
    }
}

/// How many pieces the last step of `propose` had to pick up: none may slip through before it.
fn propose_without_last_step(document: &crate::import::Document, matching: &Matching) -> usize {
    let proposal = propose(document, matching, None);
    proposal
        .unplaced
        .iter()
        .filter(|one| one.reason.starts_with("no part of the plan"))
        .count()
}
