//! Rows and columns.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// The head of a column.
#[derive(Clone, Debug, Default)]
pub struct ColumnHead<'a> {
    /// Its words.
    pub content: Content<'a>,
    /// Whether the column holds numbers, which are set to the right.
    pub is_numeric: bool,
    /// How many columns it spans.
    pub colspan: Option<u32>,
    /// How many rows it spans.
    pub rowspan: Option<u32>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a, T: Into<Content<'a>>> From<T> for ColumnHead<'a> {
    fn from(content: T) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Cell<'a> {
    /// What it holds.
    pub content: Content<'a>,
    /// Whether it holds a number, which is set to the right.
    pub is_numeric: bool,
    /// How many columns it spans.
    pub colspan: Option<u32>,
    /// How many rows it spans.
    pub rowspan: Option<u32>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a, T: Into<Content<'a>>> From<T> for Cell<'a> {
    fn from(content: T) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }
}

impl<'a> Cell<'a> {
    /// A number, set to the right.
    pub fn number(content: impl Into<Content<'a>>) -> Self {
        Self {
            is_numeric: true,
            ..Self::from(content)
        }
    }
}

/// A table with its caption. Rendered, it stands in a region of its own that scrolls sideways on
/// a narrow screen and that the keyboard can reach.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// The id of the table, from which its caption's is made.
    pub id: &'a str,
    /// What the table shows.
    pub caption: &'a str,
    /// Further classes of the caption, such as `govuk-visually-hidden`.
    pub caption_classes: &'a str,
    /// The heads of the columns.
    pub head: Vec<ColumnHead<'a>>,
    /// The rows, each with its cells.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Whether the first cell of each row names the row.
    pub first_cell_is_header: bool,
    /// Whether the last column holds what may be done about a row: paper, on which nothing can be
    /// done, is spared it.
    pub last_is_for_doing: bool,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> Table<'a> {
    /// A table of that id, caption and column heads, whose rows are named by their first cell.
    pub fn new(
        id: &'a str,
        caption: &'a str,
        head: impl IntoIterator<Item = impl Into<ColumnHead<'a>>>,
    ) -> Self {
        Self {
            id,
            caption,
            caption_classes: "govuk-table__caption--m",
            head: head.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
            first_cell_is_header: true,
            last_is_for_doing: false,
            classes: "",
        }
    }

    /// The same, whose last column holds what may be done about a row.
    #[must_use]
    pub const fn doing_last(mut self) -> Self {
        self.last_is_for_doing = true;
        self
    }

    /// The table without the region around it, for a few short columns.
    pub fn bare(&self) -> Markup {
        self.table(None)
    }

    fn table(&self, caption_id: Option<&str>) -> Markup {
        html! {
            table class=(class_names(&["govuk-table", self.classes])) {
                @if !self.caption.is_empty() {
                    caption class=(class_names(&["govuk-table__caption", self.caption_classes]))
                        id=[caption_id] { (self.caption) }
                }
                @if !self.head.is_empty() {
                    thead class="govuk-table__head" {
                        tr class="govuk-table__row" {
                            @for (place, head) in self.head.iter().enumerate() {
                                (column(head, head.is_numeric || self.is_numeric(place), self.off_paper(place)))
                            }
                        }
                    }
                }
                tbody class="govuk-table__body" {
                    @for row in &self.rows {
                        tr class="govuk-table__row" {
                            @for (place, cell) in row.iter().enumerate() {
                                (self.cell(cell, place))
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether every cell of a column holds a number, so that its head stands over them.
    fn is_numeric(&self, place: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(place)).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.is_numeric)
    }

    /// The class of a column that is not printed.
    fn off_paper(&self, place: usize) -> &'static str {
        if self.last_is_for_doing && place + 1 == self.head.len() {
            "gt-no-print"
        } else {
            ""
        }
    }

    fn cell(&self, cell: &Cell<'_>, place: usize) -> Markup {
        let numeric = if cell.is_numeric {
            "govuk-table__cell--numeric"
        } else {
            ""
        };
        let off_paper = self.off_paper(place);
        html! {
            @if place == 0 && self.first_cell_is_header {
                th scope="row" class=(class_names(&["govuk-table__header", cell.classes]))
                    colspan=[cell.colspan] rowspan=[cell.rowspan] { (cell.content) }
            } @else {
                td class=(class_names(&["govuk-table__cell", numeric, cell.classes, off_paper]))
                    colspan=[cell.colspan] rowspan=[cell.rowspan] { (cell.content) }
            }
        }
    }
}

fn column(head: &ColumnHead<'_>, is_numeric: bool, off_paper: &str) -> Markup {
    let numeric = if is_numeric {
        "govuk-table__header--numeric"
    } else {
        ""
    };
    html! {
        th scope="col"
            class=(class_names(&["govuk-table__header", numeric, head.classes, off_paper]))
            colspan=[head.colspan] rowspan=[head.rowspan] { (head.content) }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        let caption_id = format!("{}-caption", self.id);
        html! {
            div class="gt-scroll" id=(self.id) role="region" tabindex="0"
                aria-labelledby=(caption_id) { (self.table(Some(&caption_id))) }
        }
    }
}
