//! Whatever a document says, its import is accepted, and every word of it is in the record.

use crate::acting::Acting;
use crate::app::{App, Start};
use crate::clock::Clock;
use crate::export::{plan::plan_sheet, sheet::to_titled_csv};
use crate::import::tests::boards;
use crate::import::{Document, find_dates, guess_matching, read_document};
use crate::importing::{self, Ready, Wish};
use events::action;
use events::event::Event;
use events::ids::PlanId;
use events::log::Disclosed;
use projections::TextRef;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

/// One partnership for all tests of this file: each import is a plan of its own in it.
static APP: LazyLock<(tempfile::TempDir, App)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let start = Start {
        data: folder.path().to_owned(),
        master_key: [7; 32],
        clock: Clock::System,
    };
    let app = App::start(start).unwrap();
    (folder, app)
});

/// One import after another: what is prepared holds only while nothing else is recorded.
static TURN: Mutex<()> = Mutex::new(());

fn wish() -> Wish {
    Wish {
        identifiers: Some("made up for a test".to_owned()),
        ..Wish::default()
    }
}

fn look(text: &TextRef) -> String {
    match APP.1.text(text.position, &text.field).unwrap() {
        Disclosed::Words(words) => words,
        Disclosed::Erased | Disclosed::Sealed => String::new(),
    }
}

/// Records a document; gives what was told of it, and every word that the log holds of it.
fn recorded(name: &str, bytes: &[u8]) -> (Document, Ready, BTreeSet<String>) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (app, acting) = (&APP.1, Acting::default());
    let document = read_document(name, bytes).unwrap();
    let matching = guess_matching(&document);
    let ready = importing::ready(app, &document, bytes, &matching, &wish(), acting).unwrap();
    assert_eq!(ready.refused, vec![], "{name}");
    let done = importing::record(app, &document, bytes, &ready, &wish(), acting).unwrap();
    let mut held = String::new();
    for position in done.positions {
        let stored = app.log().event(position).unwrap();
        held.push_str(&serde_json::to_string(&stored.envelope).unwrap());
        // A rating is a letter of the key, which an export writes as its word.
        let event = crate::app::decode(&stored).unwrap().event;
        if let Event::Action(action::Event::RagRated { code, .. }) = event {
            held.push(' ');
            held.push_str(&code);
        }
        for field in stored.fields().unwrap() {
            held.push(' ');
            if let Disclosed::Words(words) = app.text(position, &field).unwrap() {
                held.push_str(&words);
            }
        }
    }
    held.push_str(&exported(ready.prepared.plan));
    // A start that was read as a date is held as that date, in whatever words it was written.
    let started = ready.proposal.actions().filter(|(_, a)| a.start.is_some());
    for text in started.filter_map(|(_, action)| action.start_text.as_deref()) {
        if let [date] = find_dates(text, ready.proposal.period_guess).as_slice() {
            held.push_str(
                &super::rows::BESIDE_A_DATE
                    .map(|word| format!(" {word} "))
                    .concat(),
            );
            held.push_str(text.get(date.range.clone()).unwrap_or_default());
        }
    }
    (document, ready, words(&held))
}

fn exported(plan: PlanId) -> String {
    let view = APP.1.live();
    let plan = view.plans.get(plan).unwrap();
    let sheet = plan_sheet(&view, plan, APP.1.clock().today(), &look);
    String::from_utf8(to_titled_csv(&sheet).unwrap()).unwrap()
}

fn words(text: &str) -> BTreeSet<String> {
    let pieces = text.split(|c: char| !c.is_alphanumeric());
    pieces
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The words of a document that the record does not have.
fn lost(document: &Document, held: &BTreeSet<String>) -> Vec<String> {
    let rows = document.tables.iter().flat_map(|table| &table.rows);
    let cells = rows.flat_map(|row| &row.cells).map(|cell| &cell.text);
    let loose = document.loose.iter().map(|loose| &loose.text);
    let all = cells.chain(loose).flat_map(|text| words(text));
    // What only says that a number follows is read with the number.
    let numbers = ["objective", "priority", "strand", "aim"];
    all.filter(|word| !held.contains(word) && !numbers.contains(&word.as_str()))
        .collect()
}

#[test]
fn every_word_of_every_shape_of_plan_is_in_the_record() {
    for (name, bytes) in boards::all() {
        let (document, _, held) = recorded(name, &bytes);
        assert_eq!(lost(&document, &held), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_shape_of_plan_exported_and_imported_again_is_the_same() {
    for (name, bytes) in boards::all() {
        let (_, first, _) = recorded(name, &bytes);
        let before = exported(first.prepared.plan);
        let (_, again, _) = recorded("again.csv", before.as_bytes());
        assert_eq!(exported(again.prepared.plan), before, "{name}");
    }
}

/// The document's words are all held, and these stand among those without a place in the plan.
fn unplaced_of(csv: &str, words: &[&str]) {
    let (document, ready, held) = recorded("plan.csv", csv.as_bytes());
    assert_eq!(lost(&document, &held), Vec::<String>::new());
    let unplaced = ready.prepared.unplaced.iter();
    let found: Vec<&str> = unplaced.map(|(_, words)| words.as_str()).collect();
    assert_eq!(found, words);
}

#[test]
fn a_horizon_without_an_outcome_is_listed_beside_its_action() {
    unplaced_of(
        "Outcome,Action\nWithin 9 weeks,ask the schools\nWithin 6 months,write the guide\n",
        &["Within 6 months"],
    );
    unplaced_of(
        "Priority,Priority,Resources,Priority\n,Priority 2: Homes,,Within 6 months\n",
        &["Within 6 months"],
    );
}

#[test]
fn a_horizon_that_stands_for_the_action_is_not_listed_again() {
    unplaced_of("Outcome,Lead\nWithin 6 months,Chair\n", &[]);
}

#[test]
fn every_lead_is_exported_with_its_own_agency() {
    let csv = "Action,Lead,Agency\n\
               Write the guide,Head of Audit,Blue Door Project\n\
               ,Chair of the forum,Parents' Voice\n\
               ,Board manager,\n";
    let (document, first, held) = recorded("plan.csv", csv.as_bytes());
    assert_eq!(lost(&document, &held), Vec::<String>::new());
    let before = exported(first.prepared.plan);
    assert!(
        before.contains("Head of Audit,Blue Door Project,"),
        "{before}"
    );
    assert!(
        before.contains("Chair of the forum,Parents' Voice,"),
        "{before}"
    );
    assert!(before.contains("Board manager,,"), "{before}");
    let (_, again, _) = recorded("again.csv", before.as_bytes());
    assert_eq!(exported(again.prepared.plan), before);
}

#[test]
fn a_lead_with_an_agency_beside_it_is_not_joined_with_the_next() {
    let csv = "Action,Lead,Agency\nWrite the guide,Chair,Blue Door\n,nurse,Red Gate\n";
    let (_, ready, _) = recorded("plan.csv", csv.as_bytes());
    let owners = ready.proposal.actions().flat_map(|(_, a)| &a.owners);
    let named: Vec<_> = owners
        .map(|o| (o.role.as_str(), o.agency.as_deref()))
        .collect();
    let wanted = [("Chair", Some("Blue Door")), ("nurse", Some("Red Gate"))];
    assert_eq!(named, wanted);
}

#[test]
fn what_a_start_says_beside_its_day_is_listed() {
    unplaced_of(
        "Action,Start\nWrite the guide,pilot 1 May 2024\n",
        &["pilot 1 May 2024"],
    );
    // Recorded as 1 October, which is not what these words say.
    unplaced_of(
        "Action,Start\nWrite the guide,end of Oct 24\n",
        &["end of Oct 24"],
    );
    unplaced_of("Action,Start\nWrite the guide,from 1 May 2024\n", &[]);
}

#[test]
fn the_heading_of_a_priority_that_got_another_number_is_kept_with_the_problem() {
    let csv = "Priority,Action\nPriority 2: Homes,Visit\nPriority 2: Schools,Write\n";
    let (_, ready, _) = recorded("plan.csv", csv.as_bytes());
    let mut problems = ready.prepared.problems.iter();
    let found = problems
        .find(|one| one.code == "duplicate_reference")
        .unwrap();
    assert_eq!(found.found.as_deref(), Some("Priority 2: Schools"));
}

/// Words plans are made of, with what real cells hold: dates of every form, ratings, leads.
fn cell() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "",
        "",
        "",
        "Priority 1",
        "Priority 2: Homes",
        "1.2",
        "3",
        "A1",
        "Within 6 months",
        "by",
        "31.3.17",
        "Q3 2023/24",
        "Spring 2024",
        "end of Oct 24",
        "ongoing",
        "see 2.1",
        "tbc",
        "Head of Audit, HBC",
        "Police",
        ";",
        "• one\n• two",
        "White",
        "Amber",
        "Red: late",
        "G",
        "Total",
        "Complete",
        "completed May 2023",
        "Some: it rose",
        "12%",
        "n/a",
        "Lead: Chair",
        "Train every team",
        "write the guide",
        "“Quoted” & <odd>",
        "=1+1",
        "-",
        "x",
    ]);
    prop::collection::vec(word, 0..3).prop_map(|words| words.join(" ").trim().to_owned())
}

fn heading() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Ref",
        "Priority",
        "Theme",
        "Outcome",
        "Recommendation",
        "Action",
        "What will we do?",
        "Resources",
        "Lead",
        "Agency",
        "Start",
        "By when",
        "Progress",
        "Comments",
        "Measure",
        "Evidence",
        "Impact",
        "RAG",
        "Something else",
        "",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_table_is_refused_and_no_word_of_it_is_lost(
        headings in prop::collection::vec(heading(), 2..8),
        rows in prop::collection::vec(prop::collection::vec(cell(), 8), 1..9),
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&headings).unwrap();
        for row in &rows {
            writer.write_record(&row[..headings.len()]).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        if read_document("plan.csv", &bytes).is_ok() {
            let (document, _, held) = recorded("plan.csv", &bytes);
            prop_assert_eq!(lost(&document, &held), Vec::<String>::new());
        }
    }
}
