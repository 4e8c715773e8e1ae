//! Plans written as paragraphs, with no table: headings, lists, "Lead: …" lines.

use super::columns::{Column, heading_means};
use super::document::{Document, Loose};
use super::entries::{Field, Gathered, Item, Line, OUTSIDE};
use super::headings::{plain_heading, read_heading};
use super::proposal::Unplaced;
use super::references::read_reference;
use super::wording::strip_bullet;

/// Reads paragraphs, and the rows of tables with one column, as a plan: a list item or a numbered
/// paragraph under a heading is an action.
pub(super) fn gather(document: &Document, gathered: &mut Gathered) {
    let mut named = false;
    for loose in paragraphs(document, gathered) {
        let title = gathered
            .title
            .as_ref()
            .is_some_and(|(_, at)| *at == loose.at);
        if title {
            continue;
        }
        let item = strip_bullet(&loose.text);
        if let Some(heading) =
            read_heading(&loose.text).filter(|_| !loose.list_item && item.is_none())
        {
            named = true;
            let at = vec![loose.at];
            gathered.items.push(Item::Heading {
                heading,
                text: loose.text,
                at,
            });
        } else if loose.heading.is_some() {
            named = true;
            let (heading, at) = (plain_heading(&loose.text), vec![loose.at]);
            gathered.items.push(Item::Heading {
                heading,
                text: loose.text,
                at,
            });
        } else if let Some((means, value)) = labelled(&loose.text)
            && let Some(Item::Line(line)) = gathered.items.last_mut()
        {
            line.fields.push(Field {
                means,
                text: value.to_owned(),
                at: loose.at,
            });
        } else if let Some(line) = row(&loose, item) {
            gathered.has_rows = true;
            gathered.items.push(Item::Line(line));
        } else if named {
            gathered.items.push(Item::Note {
                text: loose.text,
                at: loose.at,
            });
        } else {
            let reason = OUTSIDE.to_owned();
            gathered.unplaced.push(Unplaced {
                at: loose.at,
                text: loose.text,
                reason,
            });
        }
    }
    numbered_lines(gathered);
}

/// Numbered lines alone, with nothing under any of them, are a list of actions and no priorities.
fn numbered_lines(gathered: &mut Gathered) {
    let numbered = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let only = gathered
        .items
        .iter()
        .all(|item| matches!(item, Item::Heading { text, .. } if numbered(text)));
    if gathered.items.len() < 2 || !only {
        return;
    }
    gathered.has_rows = true;
    for item in &mut gathered.items {
        let Item::Heading { text, at, .. } = item else {
            continue;
        };
        let at = at.first().cloned().unwrap_or_default();
        let cut = text.find(char::is_whitespace).unwrap_or(0);
        let (first, rest) = text.split_at(cut);
        let field = |means: Column, text: &str| Field {
            means,
            text: text.trim().to_owned(),
            at: at.clone(),
        };
        let line = Line {
            fields: vec![field(Column::Reference, first), field(Column::Action, rest)],
            ..Line::default()
        };
        *item = Item::Line(line);
    }
}

/// All paragraphs in order; tables of one column give one for each cell, wider ones are left.
fn paragraphs(document: &Document, gathered: &mut Gathered) -> Vec<Loose> {
    let mut all = Vec::new();
    for index in 0..=document.tables.len() {
        all.extend(
            document
                .loose
                .iter()
                .filter(|l| l.before_table == index)
                .cloned(),
        );
        let Some(table) = document.tables.get(index) else {
            continue;
        };
        for cell in table.rows.iter().flat_map(|row| row.cells.iter()) {
            let (text, at) = (cell.text.clone(), cell.at.clone());
            if table.width == 1 {
                let (heading, list_item) = (None, false);
                all.push(Loose {
                    text,
                    heading,
                    list_item,
                    before_table: index,
                    at,
                });
            } else if gathered
                .title
                .as_ref()
                .is_none_or(|(_, title_at)| *title_at != at)
            {
                gathered.unplaced.push(Unplaced {
                    at,
                    text,
                    reason: OUTSIDE.to_owned(),
                });
            }
        }
    }
    all
}

/// "Lead: Head of Service" → the meaning of the label and the value.
pub(super) fn labelled(text: &str) -> Option<(Column, &str)> {
    let (label, value) = text.split_once(':')?;
    let short = label.split_whitespace().count() <= 5;
    let means = heading_means(label).filter(|_| short && !value.trim().is_empty())?;
    let says = !matches!(
        means,
        Column::Action | Column::Priority | Column::Theme | Column::Reference
    );
    says.then_some((means, value.trim()))
}

fn row(loose: &Loose, item: Option<&str>) -> Option<Line> {
    let field = |means: Column, text: &str| Field {
        means,
        text: text.to_owned(),
        at: loose.at.clone(),
    };
    let text = item.unwrap_or(&loose.text);
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let reference =
        read_reference(first).filter(|_| first.contains('.') && !rest.trim().is_empty());
    if reference.is_some() {
        let fields = vec![
            field(Column::Reference, first),
            field(Column::Action, rest.trim()),
        ];
        return Some(Line {
            fields,
            ..Line::default()
        });
    }
    let listed = loose.list_item || item.is_some();
    listed.then(|| Line {
        fields: vec![field(Column::Action, text)],
        ..Line::default()
    })
}
