//! Documents of other shapes: they still give a plan, and the rest is listed.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook};

use super::invented::codes;
use super::samples::{archive, import, paragraph, word, word_cell};
use crate::import::{
    Column, Document, ProblemCode, Proposal, RagWord, TableUse, guess_matching, propose,
    read_document, unaccounted,
};

fn read(text: &str) -> (Document, Proposal) {
    let (document, proposal) = import("plan.csv", text.as_bytes());
    assert_eq!(unaccounted(&document, &proposal), vec![]);
    (document, proposal)
}

fn table(rows: &[&[&str]]) -> String {
    let mut xml = "<w:tbl>".to_owned();
    for cells in rows {
        xml.push_str("<w:tr>");
        for text in *cells {
            xml.push_str(&word_cell("", &paragraph("", text)));
        }
        xml.push_str("</w:tr>");
    }
    xml + "</w:tbl>"
}

fn guessed(headings: &str) -> Vec<Column> {
    let document = read_document("plan.csv", format!("{headings}\n").as_bytes()).unwrap();
    guess_matching(&document).tables[0]
        .columns
        .iter()
        .map(|c| c.means)
        .collect()
}

#[test]
fn the_headings_boards_use_match_by_themselves() {
    use Column as C;
    assert_eq!(
        guessed("Ref,Recommendation or Outcome,Action,Lead,Due,Progress,Evidence,Impact,RAG"),
        [
            C::Reference,
            C::RecommendationOrOutcome,
            C::Action,
            C::Owner,
            C::Due,
            C::Progress,
            C::Evidence,
            C::Impact,
            C::Rag
        ]
    );
    assert_eq!(
        guessed("No.,What we will do,By whom,By when,How will we know?,BRAG,Comments"),
        [
            C::Reference,
            C::Action,
            C::Owner,
            C::Due,
            C::Measure,
            C::Rag,
            C::Commentary
        ]
    );
    assert_eq!(
        guessed("Priority,Specific actions,Lead agency,Target date,Success measures,Status"),
        [
            C::Priority,
            C::Action,
            C::Owner,
            C::Due,
            C::Measure,
            C::Progress
        ]
    );
    assert_eq!(
        guessed("Aim,How will we do this?,Who is responsible?,When will it be finished?"),
        [C::Outcome, C::Action, C::Owner, C::Due]
    );
    assert_eq!(
        guessed("Objective,Lead,Timescale"),
        [C::Action, C::Owner, C::Due]
    );
}

#[test]
fn colours_in_a_column_of_progress_are_a_rating_only_where_there_is_no_other() {
    let (_, alone) = read("Action,Status\nTell schools,Green\n");
    assert!(alone.actions().all(|(_, action)| action.rag.is_some()));
    let (_, beside) = read("Action,Status,RAG\nTell schools,Green,\n");
    let mut actions = beside.actions();
    let action = actions.next().unwrap().1;
    assert_eq!(action.progress.as_deref(), Some("Green"));
    assert_eq!(action.rag, None);
}

#[test]
fn two_columns_and_an_undecided_lead_are_still_a_plan() {
    let meetings = table(&[
        &["Meeting", "Date"],
        &["Executive", "4 May 2022"],
        &["Audit group", "9 June 2022"],
    ]);
    let plan = table(&[
        &["What we will do", "Who"],
        &["Visit every nursery in the borough", "tbc"],
        &[
            "Write to parents about sleeping safely",
            "Head of Public Health",
        ],
    ]);
    let bytes = word(&format!(
        "{}{meetings}{}{plan}",
        paragraph("", "Dates for the year"),
        paragraph("Heading1", "Our plan 2022/23")
    ));
    let (document, proposal) = import("plan.docx", &bytes);
    assert_eq!(unaccounted(&document, &proposal), vec![]);
    assert_eq!(proposal.actions().count(), 2);
    let references: Vec<_> = proposal
        .actions()
        .map(|(_, a)| a.reference.as_str())
        .collect();
    assert_eq!(references, ["1.1", "1.2"]);
    assert_eq!(codes(&proposal, ProblemCode::OwnerToBeConfirmed), ["1.1"]);
    assert_eq!(
        codes(&proposal, ProblemCode::ActionWithoutDate),
        ["1.1", "1.2"]
    );
    let left: Vec<&str> = proposal.unplaced.iter().map(|u| u.text.as_str()).collect();
    assert!(
        left.contains(&"Audit group") && left.contains(&"9 June 2022"),
        "{left:?}"
    );
    assert!(
        proposal
            .problems
            .iter()
            .any(|p| p.code == ProblemCode::PriorityMade)
    );
}

#[test]
fn a_table_without_headings_is_read_by_its_cells() {
    let (_, proposal) = read(
        "Open a drop-in for fathers at the children's centre,Head of Early Help\n\
         Publish a guide to safe bathing for babies and toddlers,tbc\n\
         Tell every school about the new referral form by letter,Schools manager\n",
    );
    assert_eq!(proposal.actions().count(), 3);
    assert_eq!(codes(&proposal, ProblemCode::OwnerToBeConfirmed), ["1.2"]);
}

#[test]
fn a_plan_without_any_table_is_read_from_its_lists() {
    let body = [
        paragraph("Title", "Safeguarding plan April 2023 – March 2025"),
        paragraph("", "We met in spring to agree this."),
        paragraph("Heading2", "Priority 1: Neglect"),
        paragraph("", "Children are seen sooner."),
        paragraph("ListParagraph", "Train health visitors in the new tool"),
        paragraph("", "Lead: Designated Nurse, ICB"),
        paragraph("", "By when: 30 June 2024"),
        paragraph("ListParagraph", "Test the tool in ten cases"),
    ];
    let (document, proposal) = import("plan.docx", &word(&body.concat()));
    assert_eq!(unaccounted(&document, &proposal), vec![]);
    let end = proposal.period_guess.unwrap().end;
    assert_eq!(end, NaiveDate::from_ymd_opt(2025, 3, 31).unwrap());
    let neglect = &proposal.priorities[0];
    assert_eq!(
        neglect.statement.as_deref(),
        Some("Children are seen sooner.")
    );
    assert_eq!(neglect.actions.len(), 2);
    assert_eq!(neglect.actions[0].owners[0].agency.as_deref(), Some("ICB"));
    assert_eq!(neglect.actions[0].due, NaiveDate::from_ymd_opt(2024, 6, 30));
    assert_eq!(proposal.unplaced.len(), 1);
}

#[test]
fn a_text_that_is_no_plan_is_listed_whole() {
    let (document, proposal) =
        read("Dear all, thank you for coming.\nThe next meeting is in May.\n");
    assert_eq!(proposal.actions().count(), 0);
    assert!(
        proposal
            .problems
            .iter()
            .any(|p| p.code == ProblemCode::NoPlanFound)
    );
    let cells = document
        .tables
        .iter()
        .flat_map(|t| &t.rows)
        .flat_map(|r| &r.cells)
        .count();
    assert_eq!(proposal.unplaced.len(), cells);
}

#[test]
fn tables_under_their_own_headings_are_priorities_of_one_plan() {
    let one = table(&[
        &["Action", "Lead", "By when"],
        &["Map services", "Head of Youth, HBC", "31/05/2022"],
    ]);
    let two = table(&[
        &["Action", "Lead", "By when"],
        &["Hold a forum", "Board manager", "Sept 22"],
    ]);
    let body = format!(
        "{}{}{one}{}{two}",
        paragraph("Title", "Plan 2022-23"),
        paragraph("Heading2", "Exploitation"),
        paragraph("Heading2", "Children's voices"),
    );
    let (document, proposal) = import("plan.docx", &word(&body));
    assert_eq!(unaccounted(&document, &proposal), vec![]);
    let titles: Vec<_> = proposal
        .priorities
        .iter()
        .map(|p| p.title.as_str())
        .collect();
    assert_eq!(titles, ["Exploitation", "Children's voices"]);
    let due = proposal.priorities[1].actions[0].due;
    assert_eq!(due, NaiveDate::from_ymd_opt(2022, 9, 30));
    assert_eq!(proposal.priorities[1].actions[0].reference, "2.1");
}

#[test]
fn a_table_cut_by_a_page_goes_on_with_the_row_above() {
    let one = table(&[
        &["Ref", "Action", "Lead"],
        &[
            "1.1",
            "Review how agencies share what they know about",
            "Board manager",
        ],
    ]);
    let two = table(&[
        &["", "families who move often", ""],
        &["1.2", "Report to the executive", "Chair"],
    ]);
    let (_, proposal) = import(
        "plan.docx",
        &word(&format!("{one}{}{two}", paragraph("", ""))),
    );
    let texts: Vec<_> = proposal.actions().map(|(_, a)| a.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Review how agencies share what they know about families who move often",
            "Report to the executive"
        ]
    );
}

#[test]
fn sheets_with_the_same_headings_are_one_plan_and_dates_are_real() {
    let mut book = Workbook::new();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    for (name, reference) in [("Neglect", 1.1), ("Transitions", 2.1)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (column, heading) in (0..).zip(["Ref", "Action", "Owner", "Due", "RAG"]) {
            sheet.write_string(0, column, heading).unwrap();
        }
        sheet.write_number(1, 0, reference).unwrap();
        sheet.write_string(1, 1, "Hold a workshop").unwrap();
        sheet.write_string(1, 2, "Board manager").unwrap();
        let due = NaiveDate::from_ymd_opt(2024, 11, 30).unwrap();
        sheet.write_with_format(1, 3, &due, &format).unwrap();
        sheet.write_string(1, 4, "G").unwrap();
    }
    let (document, proposal) = import("plan.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(unaccounted(&document, &proposal), vec![]);
    let titles: Vec<_> = proposal
        .priorities
        .iter()
        .map(|p| p.title.as_str())
        .collect();
    assert_eq!(titles, ["Neglect", "Transitions"]);
    for (_, action) in proposal.actions() {
        assert_eq!(action.due, NaiveDate::from_ymd_opt(2024, 11, 30));
        assert_eq!(action.milestones, vec![]);
        assert_eq!(action.rag.as_ref().map(|r| r.word), Some(RagWord::Green));
    }
}

#[test]
fn a_recommendation_beside_its_actions_gives_both_linked() {
    let (_, proposal) = read(
        "Ref,Recommendation,Action,Lead,Due\n\
         1.1,Schools should hear at once,Write the protocol,Head of Schools,31/01/2025\n\
         1.2,,Teach it,Head of Schools,28/02/2025\n\
         1.3,Fathers should be asked,Change the form,Designated Nurse,31/02/2025\n",
    );
    let priority = &proposal.priorities[0];
    let links: Vec<(&str, usize)> = priority
        .recommendations
        .iter()
        .map(|r| (r.reference.as_str(), r.actions.len()))
        .collect();
    assert_eq!(links, [("R1.1", 2), ("R1.3", 1)]);
    assert_eq!(priority.actions[1].recommendation.as_deref(), Some("R1.1"));
    assert_eq!(codes(&proposal, ProblemCode::DateNotRead), ["1.3"]);
}

#[test]
fn a_whole_number_with_its_rows_under_it_is_a_priority() {
    let (_, proposal) = read(
        "Ref,Outcome,Action,Lead,Due,RAG\n\
         1,Children at risk of neglect are seen earlier,,,,\n\
         1.1,,Agree one tool,Head of Early Help,30 June 2026,Green\n\
         1.2,,Train team managers,Named Nurse,31 July 2026,White\n\
         2,Children hear what was done,,,,\n\
         2.1,,Ask every child,Participation Officer,31 March 2027,Amber\n",
    );
    let numbers: Vec<(&str, usize)> = proposal
        .priorities
        .iter()
        .map(|priority| (priority.number.as_str(), priority.actions.len()))
        .collect();
    assert_eq!(numbers, [("1", 2), ("2", 1)]);
    assert_eq!(proposal.priorities[1].title, "Children hear what was done");
    let alone = "Ref,Outcome,Action\n1,Seen earlier,\n2,Heard,Ask every child\n";
    let (_, proposal) = read(alone);
    assert_eq!(
        proposal.actions().count(),
        2,
        "without rows under it, it is a row as any other"
    );
}

#[test]
fn duplicate_references_and_unknown_ratings_are_reported() {
    let (_, proposal) = read(
        "Ref,Action,Lead,Due,RAG\n\
         1.1,Write the protocol,Chair,31/01/2025,Yellow\n\
         1.1,Teach the protocol,Chair,28/02/2025,Red - nobody came\n",
    );
    let references: Vec<_> = proposal
        .actions()
        .map(|(_, a)| a.reference.as_str())
        .collect();
    assert_eq!(references, ["1.1", "1.1-2"]);
    assert_eq!(codes(&proposal, ProblemCode::DuplicateReference), ["1.1"]);
    assert_eq!(codes(&proposal, ProblemCode::UnknownRag), ["1.1"]);
    assert_eq!(
        proposal.priorities[0].actions[0].commentary.as_deref(),
        Some("Yellow")
    );
    assert_eq!(
        proposal.priorities[0].actions[1].commentary.as_deref(),
        Some("nobody came")
    );
}

#[test]
fn a_new_horizon_begins_a_new_action_even_without_a_number() {
    let (_, proposal) = read(
        "Ref,Outcome,Key activities,Lead\n\
         Priority 2 a) Safe at home.  We want homes to be safe.,,,\n\
         ,Within 6 months Parents know the risks,Leaflets in clinics,Health visitor lead\n\
         ,Within 12 months Fewer burns,Visits to homes,Fire service manager\n\
         Priority 2b Safe outside.  Parks are safe.,,,\n\
         1.,Within 2 years Parks are lit,Talk to the parks team about,Parks manager\n\
         ,,lighting the paths,\n",
    );
    let references: Vec<_> = proposal
        .actions()
        .map(|(_, a)| a.reference.as_str())
        .collect();
    assert_eq!(references, ["2a.1", "2a.2", "1"]);
    let horizons: Vec<_> = proposal.actions().map(|(_, a)| a.horizon_months).collect();
    assert_eq!(horizons, [Some(6), Some(12), Some(24)]);
    assert_eq!(
        proposal.priorities[0].statement.as_deref(),
        Some("We want homes to be safe.")
    );
    assert_eq!(
        proposal.priorities[1].outcomes[0].statement,
        "Parks are lit"
    );
    assert_eq!(
        proposal.priorities[1].actions[0].text,
        "Talk to the parks team about lighting the paths"
    );
}

#[test]
fn a_correction_is_remembered_for_the_same_headings() {
    let text = "Ref,Thing to do,Somebody\n1,Count the children waiting,Clerk\n2,Ring them,Clerk\n";
    let document = read_document("plan.csv", text.as_bytes()).unwrap();
    let mut matching = guess_matching(&document);
    matching.tables[0].usage = TableUse::Plan;
    matching.tables[0].header_row = Some(1);
    for (column, means) in [
        (1, Column::Reference),
        (2, Column::Action),
        (3, Column::Owner),
    ] {
        matching.tables[0].set(column, means);
    }
    let remembered = matching.remembered();
    let shouted = text.replace(
        "Ref,Thing to do,Somebody",
        "Our list,,\nREF.,Thing  to do:,somebody",
    );
    let again = read_document("other.csv", shouted.as_bytes()).unwrap();
    let mut guessed = guess_matching(&again);
    guessed.recall(&again, &remembered);
    assert_eq!(guessed.tables[0].means(2), Column::Action);
    let proposal = propose(&again, &guessed, None);
    assert_eq!(proposal.actions().count(), 2);
    assert_eq!(unaccounted(&again, &proposal), vec![]);
}

#[test]
fn words_outside_the_body_and_deleted_words_are_told_apart() {
    let body = "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText>\
                <w:t>gone too</w:t></w:r></w:del></w:p>";
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let bytes = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        (
            "word/header1.xml",
            b"<w:hdr><w:p><w:r><w:t>Draft 3</w:t></w:r></w:p></w:hdr>",
        ),
    ]);
    let document = read_document("plan.docx", &bytes).unwrap();
    let texts: Vec<(&str, &str)> = document
        .loose
        .iter()
        .map(|l| (l.text.as_str(), l.at.as_str()))
        .collect();
    assert_eq!(texts, [("Kept", "paragraph 1"), ("Draft 3", "page header")]);
}

#[test]
fn an_apostrophe_before_a_formula_sign_is_an_exports_and_dropped() {
    let (document, _) = read("Action,Lead\n'=2+2 children waiting is too many,'quoted' lead\n");
    let cells = &document.tables[0].rows[1].cells;
    assert_eq!(cells[0].text, "=2+2 children waiting is too many");
    assert_eq!(cells[1].text, "'quoted' lead");
}
