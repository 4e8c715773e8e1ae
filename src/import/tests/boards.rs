//! Plans in the shapes that boards really use, invented here: each must import whole.

use chrono::NaiveDate;
use rust_xlsxwriter::{Color, Format, Workbook};

use super::invented::codes;
use super::samples::{archive, import, paragraph, word, word_cell};
use crate::import::{ActionDraft, ProblemCode, Proposal, RagWord, unaccounted};

const ACROSS_SIX: &str = "<w:gridSpan w:val=\"6\"/>";
const TALL: &str = "<w:vMerge w:val=\"restart\"/>";
const GOES_ON: &str = "<w:vMerge/>";

fn cell(text: &str) -> String {
    word_cell("", &paragraph("", text))
}

fn with(properties: &str, text: &str) -> String {
    word_cell(properties, &paragraph("", text))
}

fn painted(colour: &str, text: &str) -> String {
    with(
        &format!("<w:shd w:val=\"clear\" w:fill=\"{colour}\"/>"),
        text,
    )
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn words(texts: &[&str]) -> String {
    row(&texts.iter().map(|text| cell(text)).collect::<Vec<_>>())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

/// A heading over each of several small tables, and a schedule of meetings after them.
fn a_table_for_each_priority() -> Vec<u8> {
    let headings = words(&[
        "What will we do",
        "Who",
        "By when",
        "How will we know",
        "Progress",
        "BRAG",
    ]);
    let first = table(&[
        headings.clone(),
        words(&[
            "Launch the neglect toolkit",
            "Head of Early Help (MBC)",
            "End of Oct 24",
            "It is used in most cases",
            "Drafted",
            "W",
        ]),
        words(&[
            "Train practitioners",
            "Training manager",
            "Spring 2025",
            "Lists",
            "",
            "W",
        ]),
    ]);
    let second = table(&[
        headings,
        words(&[
            "Map hot spots",
            "Detective Inspector, Police",
            "w/c 4 March 2025",
            "Map",
            "",
            "",
        ]),
        words(&[
            "Review the pathway",
            "TBC",
            "Ongoing",
            "",
            "In progress",
            "A – staff have left",
        ]),
    ]);
    let meetings = table(&[
        words(&["Meeting", "Date"]),
        words(&["Executive", "4 June 2024"]),
    ]);
    word(&format!(
        "{}{}{}{first}{}{second}{}{meetings}",
        paragraph("Title", "Millbrook Safeguarding Children Partnership"),
        paragraph("Title", "Business Plan 2024 - 2026"),
        paragraph("Heading2", "Priority 1 – Neglect"),
        paragraph("Heading2", "Priority 2 – Exploitation"),
        paragraph("Heading2", "Dates of meetings"),
    ))
}

/// Priorities and outcomes merged downwards, ratings by shading alone.
fn merged_columns_and_shading() -> Vec<u8> {
    let headings = words(&[
        "Priority",
        "Objective",
        "Action",
        "Lead",
        "Target date",
        "RAG",
    ]);
    word(&format!(
        "{}{}",
        paragraph("Heading1", "Strategic Plan 2023-2025"),
        table(&[
            headings,
            row(&[
                with(TALL, "1. Early help"),
                with(TALL, "Families get help sooner"),
                cell("Agree a single front door"),
                with(TALL, "Director of Services"),
                cell("31/03/2099"),
                painted("00B050", ""),
            ]),
            row(&[
                with(GOES_ON, ""),
                with(GOES_ON, ""),
                cell("Publish the offer"),
                with(GOES_ON, ""),
                cell("within 6 weeks"),
                painted("FFC000", ""),
            ]),
            row(&[
                with(TALL, "2. Online harm"),
                cell("Children know the risks"),
                cell("Write a school pack"),
                cell("Schools adviser"),
                cell("Summer term 2024"),
                painted("FF0000", "Stopped"),
            ]),
            row(&[
                with(GOES_ON, ""),
                cell(""),
                cell("Hold evenings for parents"),
                cell("Schools adviser"),
                cell("monthly from April 2024"),
                painted("FFFFFF", ""),
            ]),
        ])
    ))
}

/// One small table for each action, its headings at the side.
fn a_card_for_each_action() -> Vec<u8> {
    let card = |action: &str, lead: &str, when: &str| {
        table(&[
            words(&["Action", action]),
            words(&["Lead", lead]),
            words(&["Timescale", when]),
            words(&["Success measure", "It is done well"]),
        ])
    };
    word(&format!(
        "{}{}{}{}{}{}",
        paragraph("Title", "Neglect delivery plan 2021-23"),
        paragraph("Heading2", "Objective 1: Recognise neglect"),
        card("Adopt the tool", "Head of Service", "Dec 2021"),
        card("Teach managers", "Training lead", "March 2022"),
        paragraph("Heading2", "Objective 2: Respond to neglect"),
        card("Hold a panel", "Early help lead", "June 2022"),
    ))
}

/// A title block of merged rows, two rows of headings, and a total.
fn a_title_block_and_two_rows_of_headings() -> Vec<u8> {
    let two = "<w:gridSpan w:val=\"2\"/>";
    word(&table(&[
        row(&[with(ACROSS_SIX, "Harrowgate Safeguarding Children Board")]),
        row(&[with(ACROSS_SIX, "Improvement Plan 2017/18")]),
        row(&[
            with(TALL, "Ref"),
            with(TALL, "Action"),
            with(two, "Accountability"),
            with(two, "Time"),
        ]),
        row(&[
            with(GOES_ON, ""),
            with(GOES_ON, ""),
            cell("Lead"),
            cell("Agency"),
            cell("Start"),
            cell("End"),
        ]),
        words(&[
            "A1",
            "Set up a dashboard",
            "Analyst",
            "Council",
            "April 2017",
            "30/09/2017",
        ]),
        words(&[
            "A2",
            "Agree a dataset",
            "Manager",
            "Police",
            "1 June 2017",
            "31/12/2017",
        ]),
        row(&[with(ACROSS_SIX, "Total actions: 2")]),
    ]))
}

/// References that Word counts by itself, changed and controlled text, symbols, a layout table.
fn counted_and_changed_text_in_a_layout_table() -> Vec<u8> {
    let number = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"5\"/></w:numPr>\
                  </w:pPr></w:p>";
    let changed = "<w:p><w:r><w:t xml:space=\"preserve\">Ask agencies </w:t></w:r><w:ins><w:r>\
                   <w:t xml:space=\"preserve\">in writing </w:t></w:r></w:ins><w:del><w:r>\
                   <w:delText>by phone </w:delText></w:r></w:del><w:hyperlink><w:r><w:t>for \
                   policies</w:t></w:r></w:hyperlink></w:p>";
    let controlled = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        paragraph("", "Designated Doctor")
    );
    let tick =
        "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t> seen</w:t></w:r></w:p>";
    let inner = table(&[
        words(&["No.", "Action", "Lead", "By when", "Evidence"]),
        row(&[
            word_cell("", number),
            word_cell("", changed),
            word_cell("", &controlled),
            cell("30/04/2023"),
            word_cell("", tick),
        ]),
        row(&[
            word_cell("", number),
            cell("Change the form"),
            cell("Social Worker"),
            cell("ASAP"),
            cell(""),
        ]),
    ]);
    let outer = table(&[
        row(&[word_cell(
            "",
            &format!(
                "{}{inner}{}",
                paragraph("", "Learning plan 2022-24"),
                paragraph("", "")
            ),
        )]),
        words(&["Approved on 4 May 2022"]),
    ]);
    let document = format!("<w:document><w:body>{outer}</w:body></w:document>");
    let lists = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start \
                 w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
                 </w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/></w:num>\
                 </w:numbering>";
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/numbering.xml", lists.as_bytes()),
        (
            "word/footnotes.xml",
            b"<w:footnotes><w:footnote><w:p><w:r><w:t>Names are changed</w:t></w:r></w:p>\
              </w:footnote></w:footnotes>",
        ),
    ])
}

/// Other headings from the second priority on, and a lead beside each priority.
fn headings_that_change() -> Vec<u8> {
    let three = "<w:gridSpan w:val=\"3\"/>";
    let two = "<w:gridSpan w:val=\"2\"/>";
    let heading = |text: &str, lead: &str| row(&[with(three, text), with(two, lead)]);
    word(&format!(
        "{}{}",
        paragraph("Title", "Plan 2019/20"),
        table(&[
            words(&["Ref", "Action", "Lead", "By when", "RAG"]),
            heading("Priority 1: Neglect", "Priority lead: Director"),
            words(&[
                "1.1",
                "Do the first thing",
                "Manager",
                "31/12/2019",
                "White"
            ]),
            heading("Priority 2: Exploitation", "Priority lead: Superintendent"),
            words(&["Ref", "Action", "By when", "Lead", "Progress"]),
            words(&[
                "2.1",
                "Do the second thing",
                "31/01/2020",
                "Officer",
                "Begun"
            ]),
        ])
    ))
}

/// A workbook with a cover, a key, and a sheet for each priority; merged and hidden cells, dates
/// as numbers and as words, ratings as fills.
fn a_sheet_for_each_priority() -> Vec<u8> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet();
    cover.set_name("Cover").unwrap();
    cover.write_string(1, 1, "Kingsmead Partnership").unwrap();
    cover.write_string(2, 1, "Business Plan 2024-25").unwrap();
    let key = book.add_worksheet();
    key.set_name("Key").unwrap();
    for (line, words) in (0..).zip([["Colour", "Meaning"], ["Red", "Off track"]]) {
        key.write_string(line, 0, words[0]).unwrap();
        key.write_string(line, 1, words[1]).unwrap();
    }
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let green = Format::new().set_background_color(Color::RGB(0x0000_B050));
    for (number, title) in [("1", "Neglect"), ("2", "Exploitation")] {
        let sheet = book.add_worksheet();
        sheet.set_name(format!("P{number} {title}")).unwrap();
        let heading = format!("Priority {number}: {title}");
        sheet
            .merge_range(0, 0, 0, 4, &heading, &Format::new())
            .unwrap();
        for (column, words) in (0..).zip(["Ref", "Action", "Lead", "Due date", "RAG"]) {
            sheet.write_string(2, column, words).unwrap();
        }
        sheet.write_string(3, 0, format!("{number}.1")).unwrap();
        sheet.write_string(3, 1, "Set up the group").unwrap();
        sheet
            .merge_range(3, 2, 4, 2, "Inspector, Police", &Format::new())
            .unwrap();
        let due = NaiveDate::from_ymd_opt(2099, 9, 30).unwrap();
        sheet.write_with_format(3, 3, &due, &date).unwrap();
        sheet.write_blank(3, 4, &green).unwrap();
        sheet.write_string(4, 0, format!("{number}.2")).unwrap();
        sheet.write_string(4, 1, "Report what it finds").unwrap();
        sheet.write_string(4, 3, "Autumn 2024").unwrap();
        sheet.set_row_hidden(4).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// A tracker in which only leads and dates have headings we know, and a total counts the rest.
const TRACKER: &str = "\u{feff}Tracker 2024/25;;;;\r\n;;;;\r\n;Things agreed;Contact;Deadline or \
    review;Said at the meeting\r\n;\"Commission the programme;\nwith partners\";Commissioning \
    manager;31-Jan-25;Tender is out\r\n;Ask the survivors' panel;Coordinator;completed May \
    2024;\r\n;Total;2;;\r\n";

/// Every document, with what it is called.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let wide = |text: &str| {
        let marked = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        marked.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let lines = "Our list\n1. Write to schools\n2. Change the website\n3. Hold a conference\n";
    vec![
        ("each-priority.docx", a_table_for_each_priority()),
        ("merged.docx", merged_columns_and_shading()),
        ("cards.docx", a_card_for_each_action()),
        ("title-block.docx", a_title_block_and_two_rows_of_headings()),
        ("counted.docx", counted_and_changed_text_in_a_layout_table()),
        ("changing.docx", headings_that_change()),
        ("sheets.xlsx", a_sheet_for_each_priority()),
        ("tracker.csv", TRACKER.as_bytes().to_vec()),
        (
            "tracker-wide.csv",
            wide(TRACKER.trim_start_matches('\u{feff}')),
        ),
        ("lines.csv", lines.as_bytes().to_vec()),
    ]
}

fn read(name: &str) -> Proposal {
    let found = all().into_iter().find(|(other, _)| *other == name);
    let (document, proposal) = import(name, &found.unwrap().1);
    assert_eq!(unaccounted(&document, &proposal), vec![], "{name}");
    proposal
}

fn action<'a>(proposal: &'a Proposal, reference: &str) -> &'a ActionDraft {
    let mut actions = proposal.actions().map(|(_, action)| action);
    actions
        .find(|action| action.reference == reference)
        .unwrap()
}

fn titles(proposal: &Proposal) -> Vec<(&str, usize)> {
    let priorities = proposal.priorities.iter();
    priorities
        .map(|p| (p.title.as_str(), p.actions.len()))
        .collect()
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn tables_under_headings_are_priorities_and_meetings_are_left_out() {
    let plan = read("each-priority.docx");
    assert_eq!(
        plan.title_guess.as_deref(),
        Some("Business Plan 2024 - 2026")
    );
    assert_eq!(titles(&plan), [("Neglect", 2), ("Exploitation", 2)]);
    assert_eq!(action(&plan, "1.1").due, day(2024, 10, 31));
    assert_eq!(action(&plan, "1.2").due, None, "a season is no date");
    assert_eq!(action(&plan, "1.2").timescale, "Spring 2025");
    assert_eq!(action(&plan, "2.1").due, day(2025, 3, 4));
    let amber = action(&plan, "2.2");
    assert_eq!(amber.rag.as_ref().map(|rag| rag.word), Some(RagWord::Amber));
    assert_eq!(amber.commentary.as_deref(), Some("staff have left"));
    assert_eq!(codes(&plan, ProblemCode::OwnerToBeConfirmed), ["2.2"]);
    assert_eq!(codes(&plan, ProblemCode::ActionWithoutDate), ["1.2", "2.2"]);
    assert!(plan.unplaced.iter().any(|one| one.text == "4 June 2024"));
}

#[test]
fn merged_cells_hold_for_every_row_they_cover() {
    let plan = read("merged.docx");
    assert_eq!(titles(&plan), [("Early help", 2), ("Online harm", 2)]);
    for reference in ["1.1", "1.2"] {
        let one = action(&plan, reference);
        assert_eq!(one.outcomes[0].text, "Families get help sooner");
        assert_eq!(one.owners[0].role, "Director of Services");
    }
    assert_eq!(plan.priorities[0].outcomes.len(), 1);
    assert_eq!(
        codes(&plan, ProblemCode::OwnerMissing),
        Vec::<String>::new()
    );
}

#[test]
fn a_rating_by_shading_alone_is_read_and_told() {
    let plan = read("merged.docx");
    let rated = |reference| action(&plan, reference).rag.as_ref().map(|rag| rag.word);
    assert_eq!(rated("1.1"), Some(RagWord::Green));
    assert_eq!(rated("1.2"), Some(RagWord::Amber));
    assert_eq!(rated("2.1"), Some(RagWord::Red));
    assert_eq!(rated("2.2"), None, "white paper is no rating");
    assert_eq!(action(&plan, "2.1").commentary.as_deref(), Some("Stopped"));
    let told = codes(&plan, ProblemCode::RagFromShading);
    assert_eq!(told, ["1.1", "1.2", "2.1"]);
    let sheets = read("sheets.xlsx");
    let told = codes(&sheets, ProblemCode::RagFromShading);
    assert_eq!(told, ["1.1", "2.1"]);
}

#[test]
fn a_time_that_names_no_day_is_kept_as_words_and_reported() {
    let plan = read("merged.docx");
    for reference in ["1.2", "2.1", "2.2"] {
        assert_eq!(action(&plan, reference).due, None, "{reference}");
    }
    assert_eq!(action(&plan, "1.2").timescale, "within 6 weeks");
    assert_eq!(action(&plan, "2.2").timescale, "monthly from April 2024");
    let undated = codes(&plan, ProblemCode::ActionWithoutDate);
    assert_eq!(undated, ["1.2", "2.1", "2.2"]);
    let tracker = read("tracker.csv");
    assert_eq!(action(&tracker, "1.2").due, None, "done is not due");
}

#[test]
fn headings_at_the_side_are_turned() {
    let plan = read("cards.docx");
    assert_eq!(
        titles(&plan),
        [("Recognise neglect", 2), ("Respond to neglect", 1)]
    );
    let taught = action(&plan, "1.2");
    assert_eq!(taught.text, "Teach managers");
    assert_eq!(taught.due, day(2022, 3, 31));
    assert_eq!(taught.measures, ["It is done well"]);
    assert_eq!(taught.rag, None);
    assert!(taught.at.contains(&"table 2, row 1, column 2".to_owned()));
}

#[test]
fn two_rows_of_headings_are_read_together() {
    let plan = read("title-block.docx");
    assert_eq!(
        plan.title_guess.as_deref(),
        Some("Improvement Plan 2017/18")
    );
    let first = action(&plan, "A1");
    assert_eq!(first.owners[0].agency.as_deref(), Some("Council"));
    assert_eq!(
        (first.start, first.due),
        (day(2017, 4, 1), day(2017, 9, 30))
    );
    assert_eq!(plan.actions().count(), 2);
    assert!(
        plan.unplaced
            .iter()
            .any(|one| one.text == "Total actions: 2")
    );
}

#[test]
fn references_word_counts_are_read_and_a_layout_table_is_none() {
    let plan = read("counted.docx");
    assert_eq!(plan.title_guess.as_deref(), Some("Learning plan 2022-24"));
    let first = action(&plan, "1");
    assert_eq!(first.text, "Ask agencies in writing for policies");
    assert_eq!(first.owners[0].role, "Designated Doctor");
    assert_eq!(first.evidence.as_deref(), Some("✓ seen"));
    assert_eq!(action(&plan, "2").due, None);
    let left: Vec<&str> = plan.unplaced.iter().map(|one| one.text.as_str()).collect();
    assert!(left.contains(&"Approved on 4 May 2022") && left.contains(&"Names are changed"));
}

#[test]
fn headings_that_change_down_a_table_change_how_it_is_read() {
    let plan = read("changing.docx");
    assert_eq!(titles(&plan), [("Neglect", 1), ("Exploitation", 1)]);
    let second = action(&plan, "2.1");
    assert_eq!(second.due, day(2020, 1, 31));
    assert_eq!(second.owners[0].role, "Officer");
    assert_eq!(second.progress.as_deref(), Some("Begun"));
    let first = &plan.priorities[0];
    assert_eq!(first.statement.as_deref(), Some("Priority lead: Director"));
}

#[test]
fn a_sheet_for_each_priority_is_one_plan() {
    let plan = read("sheets.xlsx");
    assert_eq!(plan.title_guess.as_deref(), Some("Business Plan 2024-25"));
    assert_eq!(titles(&plan), [("Neglect", 2), ("Exploitation", 2)]);
    let hidden = action(&plan, "2.2");
    assert_eq!(hidden.owners[0].agency.as_deref(), Some("Police"));
    assert_eq!(action(&plan, "1.1").due, day(2099, 9, 30));
    assert!(plan.unplaced.iter().any(|one| one.text == "Off track"));
}

#[test]
fn a_table_of_which_only_leads_and_dates_are_known_is_still_a_plan() {
    for name in ["tracker.csv", "tracker-wide.csv"] {
        let plan = read(name);
        assert_eq!(plan.actions().count(), 2, "{name}");
        assert_eq!(
            action(&plan, "1.1").text,
            "Commission the programme;\nwith partners"
        );
        assert_eq!(action(&plan, "1.1").due, day(2025, 1, 31), "{name}");
        assert!(
            plan.unplaced.iter().any(|one| one.text == "Total"),
            "{name}"
        );
    }
}

#[test]
fn numbered_lines_alone_are_actions() {
    let plan = read("lines.csv");
    let texts: Vec<&str> = plan.actions().map(|(_, a)| a.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Write to schools",
            "Change the website",
            "Hold a conference"
        ]
    );
}

#[test]
fn a_row_that_says_nothing_to_do_is_listed_and_no_action() {
    let text =
        "Ref,Action,Lead,Due\n1.1,Write it,Chair,31/3/24\nSigned,,The chair,1/4/24\n1.2,,,\n";
    let (document, plan) = import("plan.csv", text.as_bytes());
    assert_eq!(unaccounted(&document, &plan), vec![]);
    assert_eq!(plan.actions().count(), 1);
    let left: Vec<&str> = plan.unplaced.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(left, ["Signed", "The chair", "1/4/24", "1.2"]);
}
