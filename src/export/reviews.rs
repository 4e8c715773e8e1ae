//! Serious incidents, rapid reviews and practice reviews, in columns. An agency's people are given
//! how what they were asked stands, and not how a review does, as on the pages.

use super::lists::day_words;
use super::sheet::{Cell, Sheet, heading};
use chrono::NaiveDate;
use events::ids::AgencyId;
use projections::practice_reviews::{Review, ReviewFilter};
use projections::rapid_reviews::{IncidentFilter, IncidentRow, RapidReviewFilter, RapidReviewRow};
use projections::{Models, PageOf};

pub(super) fn count(number: usize) -> Cell {
    Cell::Count(u64::try_from(number).unwrap_or(u64::MAX))
}

fn days(number: i64) -> Cell {
    Cell::Count(u64::try_from(number).unwrap_or(0))
}

pub(super) const fn yes(holds: bool) -> &'static str {
    if holds { "Yes" } else { "No" }
}

pub(super) fn sheet(
    title: &str,
    today: NaiveDate,
    heads: &[(&'static str, u8)],
    rows: Vec<Vec<Cell>>,
) -> Sheet {
    Sheet {
        title: title.to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: heads
            .iter()
            .map(|(head, width)| heading(head, *width))
            .collect(),
        rows,
    }
}

/// The incidents a filter leaves, those not notified too.
pub fn incidents_wanted(models: &Models, filter: &IncidentFilter, today: NaiveDate) -> Sheet {
    let found = models.list_incidents(filter, PageOf::ALL, today);
    let row = |one: &IncidentRow<'_>| {
        vec![
            Cell::words(one.reference),
            Cell::words(one.nature.title()),
            Cell::words(one.harm_from.title()),
            Cell::words(models.people.agency_name(one.agency)),
            Cell::words(one.stage.word()),
            Cell::Day(one.referred_on),
            Cell::day(one.aware_on),
            Cell::day(one.notify_by),
            Cell::day(one.notified_on),
            days(one.days_late),
            Cell::words(yes(one.late_explained)),
            count(one.open_safety_actions),
        ]
    };
    let heads = [
        ("Ref", 10),
        ("What happened", 26),
        ("Where the harm came from", 22),
        ("Referred by", 28),
        ("Stage", 20),
        ("Referred", 18),
        ("Aware", 18),
        ("Notify by", 18),
        ("Notified", 18),
        ("Days late", 10),
        ("Lateness explained", 12),
        ("Safety actions open", 12),
    ];
    sheet(
        "Serious incidents",
        today,
        &heads,
        found.rows.iter().map(row).collect(),
    )
}

/// The rapid reviews a filter leaves; for somebody of an agency, how its own summaries stand.
pub fn rapid_reviews_wanted(
    models: &Models,
    filter: &RapidReviewFilter,
    agency: Option<AgencyId>,
    today: NaiveDate,
) -> Sheet {
    let found = models.list_rapid_reviews(filter, PageOf::ALL, today);
    if let Some(agency) = agency {
        let row = |one: &RapidReviewRow<'_>| own_summary(models, one, agency);
        let heads = [("Ref", 10), ("Your summary", 24), ("Wanted by", 18)];
        return sheet(
            "Rapid reviews",
            today,
            &heads,
            found.rows.iter().map(row).collect(),
        );
    }
    let row = |one: &RapidReviewRow<'_>| {
        vec![
            Cell::words(one.reference),
            Cell::words(one.stage.word()),
            Cell::Day(one.trigger_on),
            Cell::day(one.due),
            Cell::day(one.submitted_on),
            days(one.days_late),
            Cell::words(yes(one.late_explained)),
            count(one.summaries),
            count(one.missing),
            Cell::words(one.outcome.map_or("", |outcome| outcome.title())),
            Cell::words(yes(one.dissent)),
            count(one.points),
        ]
    };
    let heads = [
        ("Ref", 10),
        ("Stage", 20),
        ("Day 0", 18),
        ("Due", 18),
        ("Sent", 18),
        ("Days late", 10),
        ("Lateness explained", 12),
        ("Summaries asked for", 12),
        ("Summaries missing", 12),
        ("Decision", 36),
        ("A partner thinks otherwise", 14),
        ("Learning points", 10),
    ];
    sheet(
        "Rapid reviews",
        today,
        &heads,
        found.rows.iter().map(row).collect(),
    )
}

fn own_summary(models: &Models, row: &RapidReviewRow<'_>, agency: AgencyId) -> Vec<Cell> {
    let review = models.rapid_reviews.review(row.id);
    let summary = review.and_then(|one| one.summaries.get(&agency));
    let due = review.and_then(|one| models.summaries_due(one));
    vec![
        Cell::words(row.reference),
        Cell::words(summary.map_or("Not asked for", |one| one.state.word())),
        Cell::day(due),
    ]
}

/// The practice reviews a filter leaves; for somebody of an agency, only which they are.
pub fn practice_reviews_wanted(
    models: &Models,
    filter: &ReviewFilter,
    whole: bool,
    today: NaiveDate,
) -> Sheet {
    let found = models.practice_reviews.matching(filter, today);
    let row = |one: &&Review| {
        let mut cells = vec![
            Cell::words(&one.reference),
            Cell::words(&one.title),
            Cell::words(one.kind.title()),
            Cell::Day(one.decided_on),
        ];
        if whole {
            let published = one
                .published
                .as_ref()
                .map(|published| published.at.occurred_on);
            cells.extend([
                Cell::words(one.phase().title()),
                Cell::day(one.due),
                Cell::words(yes(one.is_late(today))),
                Cell::day(published),
                count(one.findings.len()),
            ]);
        }
        cells
    };
    let mut heads = vec![("Ref", 16), ("Review", 28), ("Kind", 36), ("Decided", 18)];
    if whole {
        heads.extend([
            ("State", 20),
            ("Publish by", 18),
            ("Late", 8),
            ("Published", 18),
            ("Findings", 10),
        ]);
    }
    sheet(
        "Practice reviews",
        today,
        &heads,
        found.iter().map(row).collect(),
    )
}
