//! What a plan with the usual faults must give, in each format alike.

use chrono::NaiveDate;

use super::samples::{Sample, harbour_plan, import};
use crate::import::{
    ActionDraft, Precision, PriorityDraft, ProblemCode, Proposal, RagWord, unaccounted,
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn action<'a>(proposal: &'a Proposal, reference: &str) -> &'a ActionDraft {
    proposal
        .actions()
        .map(|(_, a)| a)
        .find(|a| a.reference == reference)
        .unwrap()
}

/// The priorities without the places, which differ from format to format.
pub(super) fn placeless(proposal: &Proposal) -> Vec<PriorityDraft> {
    let mut priorities = proposal.priorities.clone();
    for priority in &mut priorities {
        priority.at.clear();
        for action in &mut priority.actions {
            action.at.clear();
            action.rag.iter_mut().for_each(|rag| rag.at.clear());
        }
        for one in &mut priority.recommendations {
            one.at.clear();
            one.details.iter_mut().for_each(|d| d.at.clear());
        }
    }
    priorities
}

pub(super) fn codes(proposal: &Proposal, code: ProblemCode) -> Vec<String> {
    let of = proposal.problems.iter().filter(|p| p.code == code);
    of.filter_map(|p| p.reference.clone()).collect()
}

fn every_format(sample: &Sample) -> Vec<Proposal> {
    let comma = sample.as_text(b',');
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&comma);
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend_from_slice(comma.as_bytes());
    let mut wide = b"\xff\xfe".to_vec();
    wide.extend(comma.encode_utf16().flat_map(u16::to_le_bytes));
    let files = [
        sample.as_word(),
        sample.as_excel(),
        comma.clone().into_bytes(),
        sample.as_text(b';').into_bytes(),
        sample.as_text(b'\t').into_bytes(),
        windows.into_owned(),
        marked,
        wide,
    ];
    files
        .iter()
        .map(|bytes| {
            let (document, proposal) = import("plan-2021-22", bytes);
            assert_eq!(unaccounted(&document, &proposal), vec![]);
            proposal
        })
        .collect()
}

#[test]
fn every_format_gives_the_same_plan() {
    let proposals = every_format(&harbour_plan());
    for proposal in &proposals {
        assert_eq!(placeless(proposal), placeless(&proposals[0]));
        assert_eq!(proposal.period_guess, proposals[0].period_guess);
        assert_eq!(proposal.unplaced, vec![]);
    }
    assert_eq!(
        proposals[0].title_guess.as_deref(),
        Some("Harbourside Safeguarding Plan 2021 - 2022")
    );
    let period = proposals[0].period_guess.unwrap();
    assert_eq!(
        (period.start, period.end),
        (day(2021, 4, 1), day(2022, 3, 31))
    );
}

#[test]
fn priorities_and_actions_keep_the_numbers_of_the_document() {
    let (_, proposal) = import("plan", &harbour_plan().as_word());
    let numbers: Vec<_> = proposal
        .priorities
        .iter()
        .map(|p| p.number.as_str())
        .collect();
    assert_eq!(numbers, ["1", "2"]);
    assert_eq!(
        proposal.priorities[0].title,
        "To help children who care for a relative"
    );
    let references: Vec<_> = proposal
        .actions()
        .map(|(_, a)| a.reference.as_str())
        .collect();
    assert_eq!(references, ["1.1", "1.2", "1.3", "2.1", "2.2"]);
    assert_eq!(proposal.headings.len(), 2);
}

#[test]
fn a_row_without_a_number_adds_an_owner_with_a_milestone() {
    let (_, proposal) = import("plan", &harbour_plan().as_excel());
    let form = action(&proposal, "1.2");
    let owners: Vec<_> = form
        .owners
        .iter()
        .map(|o| (o.role.as_str(), o.agency.as_deref()))
        .collect();
    assert_eq!(
        owners,
        [
            ("Designated Nurse", Some("ICB")),
            ("Chair of the Training Group", None)
        ]
    );
    let milestones: Vec<_> = form.milestones.iter().map(|m| (m.owner, m.due)).collect();
    assert_eq!(
        milestones,
        [
            (Some(0), Some(day(2021, 7, 31))),
            (Some(1), Some(day(2022, 7, 31)))
        ]
    );
    assert_eq!(form.due_precision, Some(Precision::Month));
    assert_eq!(
        form.owners[1].milestone_text.as_deref(),
        Some("Training given for July 2022 cohort.")
    );
    assert_eq!(form.at.len(), 8);
}

#[test]
fn milestones_keep_their_own_words() {
    let (_, proposal) = import("plan", &harbour_plan().as_word());
    let texts = |reference| -> Vec<String> {
        action(&proposal, reference)
            .milestones
            .iter()
            .map(|m| m.text.clone())
            .collect()
    };
    assert_eq!(
        texts("1.1"),
        [
            "Survey sent by 30.6.21.",
            "Findings to the Board October 2021 with next steps."
        ]
    );
    assert_eq!(
        texts("2.2"),
        [
            "Programme agreed by 30.4.21",
            "Four audits reported by 31.3.22"
        ]
    );
}

#[test]
fn see_another_row_is_a_dependency_or_a_problem() {
    let (_, proposal) = import("plan", &harbour_plan().as_word());
    assert_eq!(action(&proposal, "1.3").depends_on, ["2.2"]);
    assert_eq!(codes(&proposal, ProblemCode::ActionWithoutDate), ["1.3"]);
    assert_eq!(codes(&proposal, ProblemCode::ReferenceNotFound), ["2.1"]);
    assert_eq!(action(&proposal, "2.1").depends_on, Vec::<String>::new());
}

#[test]
fn a_milestone_after_the_plans_end_and_an_undecided_lead_are_reported() {
    let (_, proposal) = import("plan", &harbour_plan().as_word());
    assert_eq!(codes(&proposal, ProblemCode::AfterPlanEnd), ["1.2"]);
    assert_eq!(codes(&proposal, ProblemCode::OwnerToBeConfirmed), ["2.1"]);
    assert_eq!(
        codes(&proposal, ProblemCode::OwnerMissing),
        Vec::<String>::new()
    );
    assert_eq!(action(&proposal, "2.1").owner_text, "tbc");
    let late = proposal
        .problems
        .iter()
        .find(|p| p.code == ProblemCode::AfterPlanEnd)
        .unwrap();
    assert_eq!(late.at, "table 1, row 5, column 4");
    assert_eq!(late.field, "timescale and milestones");
    assert!(late.message.contains("31 July 2022"), "{}", late.message);
}

#[test]
fn ratings_measures_and_commentary_are_taken_apart() {
    let (_, proposal) = import("plan", &harbour_plan().as_word());
    let survey = action(&proposal, "1.1");
    assert_eq!(
        survey.measures,
        [
            "Nine schools in ten reply",
            "Numbers are known for each ward"
        ]
    );
    assert_eq!(survey.rag.as_ref().map(|r| r.word), Some(RagWord::White));
    assert_eq!(survey.commentary, None);
    let late = action(&proposal, "2.1");
    assert_eq!(late.rag.as_ref().map(|r| r.word), Some(RagWord::Amber));
    assert_eq!(
        late.commentary.as_deref(),
        Some("the draft is late, see 9.9")
    );
}
