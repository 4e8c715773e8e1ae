//! The real documents, where they are at hand beside the repository. Nothing of them is kept here.

use std::path::Path;

use super::invented::{codes, placeless};
use super::samples::import;
use crate::import::{
    Column, ProblemCode, Proposal, RagWord, guess_matching, read_document, unaccounted,
};

/// Reads a real document, or says that it is absent.
fn real(name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/real-documents")
        .join(name);
    let found = std::fs::read(path).ok();
    if found.is_none() {
        println!("skipped: the real document {name} is not at hand");
    }
    found
}

fn imported(name: &str) -> Option<Proposal> {
    let bytes = real(name)?;
    let (document, proposal) = import(name, &bytes);
    assert_eq!(unaccounted(&document, &proposal), vec![], "{name}");
    Some(proposal)
}

const REDBRIDGE: [&str; 3] = [
    "redbridge-business-plan-2016-17.docx",
    "redbridge-business-plan-2016-17.xlsx",
    "redbridge-business-plan-2016-17.csv",
];

#[test]
fn one_plan_in_three_formats_is_the_same_plan() {
    let proposals: Vec<Proposal> = REDBRIDGE.iter().filter_map(|name| imported(name)).collect();
    for proposal in &proposals {
        assert_eq!(placeless(proposal), placeless(&proposals[0]));
        assert_eq!(proposal.priorities.len(), 6);
        assert_eq!(proposal.actions().count(), 27);
        assert!(
            proposal
                .actions()
                .all(|(_, a)| a.rag.as_ref().is_some_and(|r| r.word == RagWord::White))
        );
        assert_eq!(proposal.recommendations().count(), 0);
    }
}

#[test]
fn the_faults_of_a_real_plan_are_reported() {
    for name in REDBRIDGE {
        let Some(proposal) = imported(name) else {
            continue;
        };
        assert_eq!(codes(&proposal, ProblemCode::AfterPlanEnd), ["1.6"]);
        assert_eq!(
            codes(&proposal, ProblemCode::ActionWithoutDate),
            ["1.3", "2.5", "4.3", "5.3"]
        );
        assert_eq!(
            codes(&proposal, ProblemCode::DateNotRead),
            Vec::<String>::new()
        );
        let waiting: Vec<&str> = proposal
            .actions()
            .filter(|(_, a)| a.depends_on == ["6.2"])
            .map(|(_, a)| a.reference.as_str())
            .collect();
        assert_eq!(waiting, ["1.3", "2.5", "4.3"]);
        let (_, shared) = proposal
            .actions()
            .find(|(_, a)| a.reference == "1.2")
            .unwrap();
        assert_eq!(shared.owners.len(), 3);
        let owners: Vec<_> = shared.milestones.iter().map(|m| m.owner).collect();
        assert_eq!(owners, [Some(0), Some(1), Some(2)]);
        assert!(
            shared
                .owners
                .iter()
                .all(|o| o.milestone_text.is_some() && o.agency.is_some())
        );
    }
}

#[test]
fn a_plan_cut_by_pages_keeps_its_rows_and_all_its_words() {
    let names = [
        "newham-business-plan-2015-17.docx",
        "newham-business-plan-2015-17.csv",
    ];
    let proposals: Vec<Proposal> = names.iter().filter_map(|name| imported(name)).collect();
    for proposal in &proposals {
        assert_eq!(placeless(proposal), placeless(&proposals[0]));
        let numbers: Vec<&str> = proposal
            .priorities
            .iter()
            .map(|p| p.number.as_str())
            .collect();
        assert_eq!(numbers, ["1", "2", "3", "3a", "3b", "3c", "4", "4a", "4b"]);
        let parts: Vec<_> = proposal
            .priorities
            .iter()
            .filter_map(|p| p.parent_number.as_deref())
            .collect();
        assert_eq!(parts, ["3", "3", "3", "4", "4"]);
        let references: Vec<&str> = proposal
            .actions()
            .map(|(_, a)| a.reference.as_str())
            .collect();
        assert_eq!(
            references,
            [
                "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3a.1", "3a.2", "3a.3", "3b.1", "3b.2",
                "3b.3", "3c.1", "3c.2", "3c.3", "4a.1", "4a.2", "4b.1", "4b.2", "4b.3"
            ]
        );
        let horizons: Vec<_> = proposal.priorities[3]
            .actions
            .iter()
            .map(|a| a.horizon_months)
            .collect();
        assert_eq!(horizons, [Some(6), Some(12), Some(24)]);
        assert_eq!(proposal.unplaced, vec![]);
    }
}

#[test]
fn recommendations_are_grouped_by_their_theme() {
    let name = "newham-recommendations-2022-23.csv";
    let Some(bytes) = real(name) else { return };
    let matching = guess_matching(&read_document(name, &bytes).unwrap());
    assert_eq!(matching.tables[0].means(2), Column::Theme);
    let proposal = imported(name).unwrap();
    let groups: Vec<(&str, usize)> = proposal
        .priorities
        .iter()
        .map(|p| (p.number.as_str(), p.recommendations.len()))
        .collect();
    assert_eq!(groups, [("1", 2), ("2", 3), ("3", 4), ("4", 2), ("5", 1)]);
    assert_eq!(proposal.actions().count(), 0);
}
