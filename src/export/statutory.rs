//! The yearly figures of serious incidents and rapid reviews, a row for each count.

use super::lists::day_words;
use super::sheet::{Cell, Sheet, heading};
use chrono::NaiveDate;
use projections::Models;
use projections::small_numbers::{SHOWN_FROM, Shown};

/// The figures of the days from one to another. Small counts are hidden here as on the
/// page.
pub fn statutory_sheet(models: &Models, from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Sheet {
    let figures = models.statutory_figures(from, to, today);
    let mut rows = Vec::new();
    for (label, count) in [
        ("Incidents referred", figures.referred),
        ("Decided not to notify", figures.not_notified),
        ("Notifications", figures.notified),
        ("Rapid reviews", figures.reviewed),
    ] {
        rows.push(row("In all", label, shown(count)));
    }
    for figure in &figures.figures {
        for one in &figure.rows {
            rows.push(row(figure.title, &one.label, shown(one.shown)));
        }
        if let Some(total) = figure.total {
            rows.push(row(figure.title, "In all", shown(total)));
        }
    }
    Sheet {
        title: "Statutory returns".to_owned(),
        note: format!(
            "{} to {}. Counts of 1 to {} are hidden. As at {}",
            day_words(from),
            day_words(to),
            SHOWN_FROM - 1,
            day_words(today)
        ),
        headings: vec![
            heading("Figure", 34),
            heading("Group", 44),
            heading("Count", 14),
        ],
        rows,
    }
}

fn row(figure: &str, label: &str, count: Cell) -> Vec<Cell> {
    vec![Cell::words(figure), Cell::words(label), count]
}

fn shown(count: Shown) -> Cell {
    match count {
        Shown::Count(count) => Cell::Count(u64::from(count)),
        Shown::Hidden => Cell::words("hidden"),
    }
}
