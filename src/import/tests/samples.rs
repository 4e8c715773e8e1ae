//! Documents invented here, written in each format by the test itself.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import::{Document, Proposal, guess_matching, propose, read_document};

/// A row of a sample: a heading across the table, or cells.
pub(super) enum SampleRow {
    Across(&'static str),
    Cells(&'static [&'static str]),
}

/// A plan to be written as Word, Excel and CSV.
pub(super) struct Sample {
    pub(super) title: &'static str,
    pub(super) width: usize,
    pub(super) rows: Vec<SampleRow>,
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A Word paragraph; lines become breaks.
pub(crate) fn paragraph(style: &str, text: &str) -> String {
    let runs: Vec<String> = text
        .lines()
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line)))
        .collect();
    let style = if style.is_empty() {
        String::new()
    } else {
        format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>")
    };
    format!("<w:p>{style}<w:r>{}</w:r></w:p>", runs.join("<w:br/>"))
}

/// A Word table cell with properties of its own.
pub(crate) fn word_cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

/// A zip archive of named parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(data).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document with this body.
pub(crate) fn word(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.\
         openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
    ])
}

impl Sample {
    pub(super) fn as_word(&self) -> Vec<u8> {
        let row = |row: &SampleRow| match row {
            SampleRow::Across(text) => {
                let span = format!("<w:gridSpan w:val=\"{}\"/>", self.width);
                format!("<w:tr>{}</w:tr>", word_cell(&span, &paragraph("", text)))
            }
            SampleRow::Cells(cells) => {
                let cells: String = cells
                    .iter()
                    .map(|text| word_cell("", &paragraph("", text)))
                    .collect();
                format!("<w:tr>{cells}</w:tr>")
            }
        };
        let rows: String = self.rows.iter().map(row).collect();
        word(&format!(
            "{}<w:tbl>{rows}</w:tbl>",
            paragraph("Heading1", self.title)
        ))
    }

    pub(super) fn as_excel(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("Plan").unwrap();
        sheet.write_string(0, 0, self.title).unwrap();
        for (row, line) in (2_u32..).zip(&self.rows) {
            match line {
                SampleRow::Across(text) => {
                    let last = u16::try_from(self.width - 1).unwrap();
                    sheet
                        .merge_range(row, 0, row, last, text, &Format::new())
                        .unwrap();
                }
                SampleRow::Cells(cells) => {
                    for (column, text) in (0_u16..).zip(*cells) {
                        sheet.write_string(row, column, *text).unwrap();
                    }
                }
            }
        }
        book.save_to_buffer().unwrap()
    }

    pub(super) fn as_text(&self, delimiter: u8) -> String {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_writer(Vec::new());
        for line in &self.rows {
            let mut cells = vec![""; self.width];
            match line {
                SampleRow::Across(text) => cells[0] = text,
                SampleRow::Cells(given) => cells[..given.len()].copy_from_slice(given),
            }
            writer.write_record(&cells).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }
}

/// Reads and proposes with nothing corrected.
pub(crate) fn import(name: &str, bytes: &[u8]) -> (Document, Proposal) {
    let document = read_document(name, bytes).unwrap();
    let matching = guess_matching(&document);
    let proposal = propose(&document, &matching, None);
    (document, proposal)
}

const HEADINGS: [&str; 6] = [
    "",
    "Action",
    "Lead Officer",
    "Timescale and milestones",
    "How we will measure success",
    "RAG rating and commentary",
];

/// A board's plan with the faults real ones have.
pub(super) fn harbour_plan() -> Sample {
    use SampleRow::{Across, Cells};
    Sample {
        title: "Harbourside Safeguarding Plan 2021 - 2022",
        width: 6,
        rows: vec![
            Cells(&HEADINGS),
            Across("PRIORITY 1: To help children who care for a relative"),
            Cells(&[
                "1.1",
                "Find out how many young carers are known to schools",
                "Head of Schools, HBC",
                "Survey sent by 30.6.21. Findings to the Board October 2021 with next steps.",
                "• Nine schools in ten reply\n• Numbers are known for each ward",
                "Grade: White",
            ]),
            Cells(&[
                "1.2",
                "Put one form in place for all agencies",
                "Designated Nurse, ICB",
                "Form agreed by 31/7/21",
                "• The form is used",
                "Grade: White",
            ]),
            Cells(&[
                "",
                "",
                "Chair of the Training Group",
                "Training given for July 2022 cohort.",
                "",
                "",
            ]),
            Cells(&[
                "1.3",
                "Audit ten cases of young carers",
                "Chair, Audit Group",
                "Timing follows the audit programme – see 2.2",
                "• Learning is shared",
                "Grade: White",
            ]),
            Cells(&HEADINGS),
            Across("PRIORITY 2: To know whether practice is good"),
            Cells(&[
                "2.1",
                "Agree what good looks like",
                "tbc",
                "Complete by 30 09 2021",
                "• A page everybody has read",
                "AMBER: the draft is late, see 9.9",
            ]),
            Cells(&[
                "2.2",
                "Run four audits a year",
                "Chair, Audit Group; Head of Quality, HBC",
                "Programme agreed by 30.4.21 Four audits reported by 31.3.22",
                "• Four reports\n• Each leads to a change",
                "Grade: White",
            ]),
        ],
    }
}
