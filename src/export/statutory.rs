//! The yearly figures of serious incidents and rapid reviews, a row for each count.

use super::lists::day_words;
use super::sheet::{Cell, Sheet, heading};
use chrono::NaiveDate;
use projections::Models;
use projections::rapid_reviews::{StatutoryFigures, Timeliness};
use projections::small_numbers::{SHOWN_FROM, Shown};

/// The figures of the days from one to another. Small counts of children are hidden here as on the
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
        rows.push(row("In all", label, Cell::Count(u64::from(count))));
    }
    for figure in &figures.figures {
        for one in &figure.rows {
            rows.push(row(figure.title, &one.label, shown(one.shown)));
        }
    }
    rows.extend(timely(&figures));
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

fn timely(figures: &StatutoryFigures) -> Vec<Vec<Cell>> {
    let each = |title: &'static str, one: Timeliness| {
        [
            ("In time", one.in_time),
            ("Late", one.late),
            ("Not done, overdue", one.overdue),
            ("Not done, not yet due", one.ahead),
        ]
        .map(|(label, count)| row(title, label, Cell::Count(u64::from(count))))
    };
    let notified = each(
        "Notifications within five working days",
        figures.notifications_in_time,
    );
    let reviewed = each(
        "Rapid reviews within fifteen working days",
        figures.reviews_in_time,
    );
    notified.into_iter().chain(reviewed).collect()
}
