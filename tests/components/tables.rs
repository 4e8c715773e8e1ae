//! Tables and tabs against the fixtures.

use golden_thread::web::components::{Cell, ColumnHead, Tab, Table, Tabs};
use maud::Render;

use crate::because::{ATTRIBUTES, HOLES};
use crate::fixtures::{Options, check};

fn column(head: &Options) -> ColumnHead<'static> {
    ColumnHead {
        content: head.content("text", "html").unwrap_or_default(),
        is_numeric: head.text("format") == Some("numeric"),
        colspan: head.number("colspan"),
        rowspan: head.number("rowspan"),
        classes: head.or_empty("classes"),
    }
}

fn cell(cell: &Options) -> Cell<'static> {
    Cell {
        content: cell.content("text", "html").unwrap_or_default(),
        is_numeric: cell.text("format") == Some("numeric"),
        colspan: cell.number("colspan"),
        rowspan: cell.number("rowspan"),
        classes: cell.or_empty("classes"),
    }
}

fn table(o: &Options) -> Table<'static> {
    let row = |row: &Options| row.items().iter().map(cell).collect();
    Table {
        caption_classes: o.or_empty("captionClasses"),
        rows: o.list("rows").iter().map(row).collect(),
        first_cell_is_header: o.is("firstCellIsHeader"),
        classes: o.or_empty("classes"),
        ..Table::new(
            "t",
            o.or_empty("caption"),
            o.list("head").iter().map(column),
        )
    }
}

#[test]
fn tables_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("head[].attributes.*", ATTRIBUTES),
        ("rows[][].attributes.*", ATTRIBUTES),
        ("rows[]", HOLES),
    ];
    check("table", left_out, 14, |o| table(o).bare());
}

#[test]
fn a_wide_table_scrolls_in_a_region_named_by_its_caption() {
    let text = Table::new("late", "Late actions", ["Ref", "Due"])
        .render()
        .into_string();
    assert!(text.contains(r#"role="region" tabindex="0" aria-labelledby="late-caption""#));
    assert!(text.contains(r#"id="late-caption">Late actions</caption>"#));
}

#[test]
fn tabs_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("items[].attributes.*", ATTRIBUTES),
        ("items[].panel.attributes.*", ATTRIBUTES),
        ("items[]", HOLES),
    ];
    check("tabs", left_out, 8, |o| {
        let tab = |item: &Options| Tab {
            id: item.text("id"),
            label: item.or_empty("label"),
            panel: item.words("panel").unwrap_or_default(),
        };
        let tabs = Tabs {
            id: o.text("id"),
            id_prefix: o.or_empty("idPrefix"),
            title: o.text("title").unwrap_or("Contents"),
            items: o.list("items").iter().map(tab).collect(),
            classes: o.or_empty("classes"),
        };
        tabs.render()
    });
}
