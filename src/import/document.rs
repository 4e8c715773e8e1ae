//! What a document holds, before anybody decides what it means.

use serde::{Deserialize, Serialize};

use super::proposal::RagWord;
use super::{archive, cards, delimited, docx, xlsx};

/// Largest file read, in bytes as uploaded (20 MB).
pub(crate) const FILE_SIZE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Most rows read from one document, all tables together.
const ROWS_MAX: usize = 20_000;
/// Most columns read from one table.
pub(super) const COLUMNS_MAX: usize = 256;
/// Most bytes of text read from one document, all cells and paragraphs together (16 MB).
const TEXT_SIZE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Most bytes of text in one cell or paragraph (100 kB; Excel itself stops at 32,767 letters).
const CELL_SIZE_BYTES_MAX: usize = 100 * 1024;

/// The kinds of document that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Word, `.docx`.
    Word,
    /// Excel, `.xlsx`.
    Excel,
    /// Text with one row a line: commas, semicolons, tabs or bars between the cells.
    Delimited,
}

/// A document as read: all tables in order and all text outside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What was found in the bytes, whatever the file was called.
    pub kind: DocumentKind,
    /// The file name as given. Boards put the period in it.
    pub name: String,
    /// Tables (Word), sheets (Excel) or the one table of a delimited file, in order.
    pub tables: Vec<Table>,
    /// Text outside tables, in order.
    pub loose: Vec<Loose>,
}

/// One table or sheet. Blank rows are left out; [`Row::number`] still counts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What a person would call it: `table 2`, or the sheet's name.
    pub name: String,
    /// The sheet's name where there is one.
    pub sheet: Option<String>,
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
    /// How many columns the widest row covers.
    pub width: usize,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Row number in the source, from 1.
    pub number: usize,
    /// Whether Word repeats this row at the head of every page.
    pub header: bool,
    /// The cells with text, left to right.
    pub cells: Vec<Cell>,
    /// The cells shaded in a colour of ratings, with text or without.
    #[serde(default)]
    pub shades: Vec<Shade>,
}

/// A cell whose shading is plainly one colour of ratings, and not that of its whole row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shade {
    /// Column in the table's grid, from 1.
    pub column: usize,
    /// The colour.
    pub colour: RagWord,
    /// Where the cell stands.
    #[serde(rename = "where")]
    pub at: String,
}

/// One cell that holds text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Column in the table's grid, from 1.
    pub column: usize,
    /// How many columns it covers (merged cells), at least 1.
    pub columns: usize,
    /// How many rows it covers, at least 1.
    pub rows: usize,
    /// The text; lines are separated by `\n`, list paragraphs begin with `• `.
    pub text: String,
    /// Where it stands: `table 2, row 14, column 3` or `Sheet1!C14`.
    #[serde(rename = "where")]
    pub at: String,
}

/// A paragraph outside every table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loose {
    /// Its text.
    pub text: String,
    /// Heading level from 1 where it is a heading (0 for a title).
    pub heading: Option<u8>,
    /// Whether it is an item of a list.
    pub list_item: bool,
    /// How many tables came before it, so the table it stands over has this index.
    pub before_table: usize,
    /// Where it stands: `paragraph 3`, `page header`, `footnote`.
    #[serde(rename = "where")]
    pub at: String,
}

/// Why a file could not be read. Each message says what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or nothing but white space.
    #[error("the file is empty; choose the file that holds the plan")]
    Empty,
    /// A kind of file that is not read.
    #[error(
        "the file is {looks_like}, which cannot be read; open the plan in the program it was \
         written with and save it as .docx, .xlsx or .csv"
    )]
    NotADocument {
        /// What the bytes look like.
        looks_like: &'static str,
    },
    /// Text under the name of a Word or Excel document: perhaps a page saved in its place.
    #[error(
        "the file is plain text although its name ends in .{ending}; open the document and save \
         it again as .{ending}, or, if it is a list with commas, end its name with .csv"
    )]
    OnlyText {
        /// The ending of its name.
        ending: &'static str,
    },
    /// Encrypted by Office or by a zip program.
    #[error(
        "the file is protected by a password; open it and save it as .xlsx or .docx without a \
         password"
    )]
    PasswordProtected,
    /// More bytes than are accepted.
    #[error(
        "the file has {size_bytes} bytes and the limit is {limit_bytes}; remove pictures or split \
         the document"
    )]
    TooLarge {
        /// Size of the file in bytes.
        size_bytes: usize,
        /// The limit in bytes.
        limit_bytes: usize,
    },
    /// It would unpack to more than is accepted.
    #[error(
        "the file unpacks to more than the limit of {limit}; open it in Word or Excel and save it \
         again without pictures and embedded files"
    )]
    UnpacksTooLarge {
        /// The limit in words, with its unit.
        limit: String,
    },
    /// A table with more rows, columns or text than is accepted.
    #[error("the document has more than {limit} {what}; keep only the plan and save it again")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// How many are accepted.
        limit: usize,
    },
    /// The container or its contents are damaged.
    #[error("the file is damaged ({detail}); open it in Word or Excel and save it again")]
    Broken {
        /// What is wrong, for whoever looks into it.
        detail: String,
    },
    /// Text in an encoding that is not read.
    #[error(
        "the text is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8 and try again"
    )]
    WrongEncoding,
}

/// Reads a document from its bytes. The kind is found in the bytes: a wrong or missing extension
/// does no harm, and `file_name` is only kept because boards put the plan's period in it.
///
/// # Errors
/// [`Unreadable`] says what the file is or which limit it breaks, and the remedy.
pub fn read_document(file_name: &str, bytes: &[u8]) -> Result<Document, Unreadable> {
    if bytes.len() > FILE_SIZE_BYTES_MAX {
        return Err(Unreadable::TooLarge {
            size_bytes: bytes.len(),
            limit_bytes: FILE_SIZE_BYTES_MAX,
        });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let parts = match archive::sniff(bytes) {
        archive::Sniffed::Refused(why) => return Err(why),
        archive::Sniffed::Archive => read_archive(bytes)?,
        archive::Sniffed::Text => delimited::read(bytes)?,
    };
    let (kind, tables, loose) = parts;
    let document = Document {
        kind,
        name: file_name.to_owned(),
        tables: tables.into_iter().map(cards::turned).collect(),
        loose,
    };
    if document.tables.is_empty() && document.loose.is_empty() {
        return Err(Unreadable::Empty);
    }
    if kind == DocumentKind::Delimited
        && let Some(ending) = office_ending(file_name)
    {
        return Err(Unreadable::OnlyText { ending });
    }
    Ok(document)
}

/// The ending of an Office document's name.
fn office_ending(file_name: &str) -> Option<&'static str> {
    let (_, ending) = file_name.rsplit_once('.')?;
    ["docx", "xlsx"]
        .into_iter()
        .find(|known| ending.eq_ignore_ascii_case(known))
}

/// What a reader finds: kind, tables and loose text.
pub(super) type Parts = (DocumentKind, Vec<Table>, Vec<Loose>);

fn read_archive(bytes: &[u8]) -> Result<Parts, Unreadable> {
    match archive::open(bytes)? {
        archive::Opened::Word(entries) => docx::read(&entries),
        archive::Opened::Excel => xlsx::read(bytes),
    }
}

/// Counts what is read against the limits of a document.
#[derive(Debug, Default)]
pub(super) struct Meter {
    rows: usize,
    text_bytes: usize,
}

impl Meter {
    /// Counts one more row.
    pub(super) fn row(&mut self) -> Result<(), Unreadable> {
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return Err(Unreadable::TooMuch {
                what: "rows",
                limit: ROWS_MAX,
            });
        }
        Ok(())
    }

    /// Counts text.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        self.text_bytes = self.text_bytes.saturating_add(text.len());
        if self.text_bytes > TEXT_SIZE_BYTES_MAX {
            let limit = TEXT_SIZE_BYTES_MAX;
            return Err(Unreadable::TooMuch {
                what: "bytes of text",
                limit,
            });
        }
        Ok(())
    }

    /// Refuses a cell or paragraph that is longer than the limit.
    pub(super) fn cell(text: &str) -> Result<(), Unreadable> {
        if text.len() > CELL_SIZE_BYTES_MAX {
            let limit = CELL_SIZE_BYTES_MAX;
            return Err(Unreadable::TooMuch {
                what: "bytes of text in one cell",
                limit,
            });
        }
        Ok(())
    }

    /// Refuses a column beyond the limit (`column` counts from 1).
    pub(super) fn column(column: usize) -> Result<(), Unreadable> {
        if column > COLUMNS_MAX {
            return Err(Unreadable::TooMuch {
                what: "columns",
                limit: COLUMNS_MAX,
            });
        }
        Ok(())
    }
}

/// Makes a table of rows already read; blank cells and rows must be gone.
pub(super) fn table(name: String, sheet: Option<String>, rows: Vec<Row>) -> Table {
    let width = rows
        .iter()
        .filter_map(|row| row.cells.last())
        .map(|cell| cell.column + cell.columns - 1)
        .max()
        .unwrap_or(0);
    Table {
        name,
        sheet,
        rows,
        width,
    }
}
