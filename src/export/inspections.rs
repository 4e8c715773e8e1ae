//! Inspections, in columns. An agency's people are given how what their agency was asked stands, and
//! not how an inspection does, as on the pages.

use super::reviews::{count, sheet, yes};
use super::sheet::{Cell, Sheet};
use chrono::NaiveDate;
use projections::Models;
use projections::inspections::{Inspection, InspectionFilter, RequestCounts};

/// The inspections a filter leaves.
pub fn inspections_wanted(
    models: &Models,
    filter: &InspectionFilter,
    whole: bool,
    today: NaiveDate,
) -> Sheet {
    let found = models.inspections.matching(filter, today);
    let mut heads = vec![
        ("Inspection", 24),
        ("Kind", 36),
        ("Inspected by", 36),
        ("Notified", 18),
        ("Requests", 10),
        ("Answered in time", 12),
        ("Answered late", 12),
        ("Waiting", 10),
        ("Overdue", 10),
        ("No longer asked", 12),
    ];
    if whole {
        heads.extend([
            ("State", 20),
            ("Letter", 18),
            ("Plan due", 18),
            ("Plan sent", 18),
            ("Something is late", 12),
            ("Findings", 10),
        ]);
    }
    let rows = found.into_iter();
    let rows = rows.map(|one| row(one, whole, today)).collect();
    sheet("Inspections", today, &heads, rows)
}

fn row(one: &Inspection, whole: bool, today: NaiveDate) -> Vec<Cell> {
    let counts = RequestCounts::of(one, today);
    let by: Vec<&str> = one.inspectorates.iter().map(|who| who.title()).collect();
    let mut cells = vec![
        Cell::words(&one.reference),
        Cell::words(one.kind.title()),
        Cell::words(by.join(", ")),
        Cell::Day(one.notified_on),
        count(counts.asked),
        count(counts.in_time),
        count(counts.answered_late),
        count(counts.open),
        count(counts.late),
        count(counts.withdrawn),
    ];
    if whole {
        cells.extend([
            Cell::words(one.phase().title()),
            Cell::day(one.letter.as_ref().map(|letter| letter.on)),
            Cell::day(one.plan_due()),
            Cell::day(one.submitted.as_ref().map(|sent| sent.on)),
            Cell::words(yes(one.is_late(today))),
            count(one.findings.len()),
        ]);
    }
    cells
}
