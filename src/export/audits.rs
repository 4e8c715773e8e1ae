//! The audits, and the returns that are waited for, in columns.

use super::lists::{agencies, day_words};
use super::sheet::{Cell, Sheet, heading};
use chrono::NaiveDate;
use projections::audits::{AuditFilter, AuditRow, AuditSort};
use projections::chase::ChaseFilter;
use projections::{Models, PageOf};

fn count(number: u32) -> Cell {
    Cell::Count(u64::from(number))
}

fn days(number: i64) -> Cell {
    Cell::Count(u64::try_from(number).unwrap_or(0))
}

/// A theme as it is called now.
pub(super) fn theme<'a>(models: &'a Models, code: &'a str) -> &'a str {
    let now = models.theme_now(code);
    let mut themes = models.people.themes.iter();
    let known = themes.find(|theme| theme.code == now);
    known.map_or(now, |theme| theme.name.as_str())
}

/// The audits a filter leaves.
pub fn audits_wanted(
    models: &Models,
    filter: &AuditFilter,
    sort: AuditSort,
    today: NaiveDate,
) -> Sheet {
    let page = models.list_audits(filter, sort, PageOf::ALL, today);
    Sheet {
        title: "Audits".to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Ref", 10),
            heading("Audit", 40),
            heading("Kind", 20),
            heading("Theme", 20),
            heading("Programme", 18),
            heading("Agencies", 28),
            heading("Stage", 18),
            heading("Starts", 18),
            heading("Returns due", 18),
            heading("Report due", 18),
            heading("Report late, days", 12),
            heading("Cases planned", 10),
            heading("Cases", 10),
            heading("Returns waited for", 12),
            heading("Returns overdue", 12),
            heading("Findings", 10),
            heading("Immediate concerns open", 14),
        ],
        rows: page.rows.iter().map(|row| audit(models, row)).collect(),
    }
}

fn audit(models: &Models, row: &AuditRow<'_>) -> Vec<Cell> {
    let year = row
        .scheduled
        .and_then(|of| models.programmes.get(of.programme));
    let looked_at: Vec<_> = row.agencies.iter().copied().collect();
    vec![
        Cell::words(row.reference),
        Cell::words(row.title),
        Cell::words(row.kind.title()),
        Cell::words(theme(models, row.theme)),
        Cell::words(year.map_or("", |year| year.title.as_str())),
        Cell::words(agencies(models, &looked_at)),
        Cell::words(row.stage.word()),
        Cell::Day(row.starts),
        Cell::Day(row.fieldwork_due),
        Cell::Day(row.report_due),
        days(row.report_overdue_days),
        count(row.sample_planned),
        count(row.cases),
        count(row.returns_outstanding),
        count(row.returns_overdue),
        count(row.findings),
        count(row.open_concerns),
    ]
}

/// The returns that are waited for, by agency.
pub fn chase_sheet(models: &Models, filter: &ChaseFilter, today: NaiveDate) -> Sheet {
    let found = models.to_chase(filter, today);
    let mut rows = Vec::new();
    for chased in &found.audits {
        for one in &chased.outstanding {
            let (asked, _) = one.last_asked();
            rows.push(vec![
                Cell::words(models.people.agency_name(chased.agency)),
                Cell::words("Audit"),
                Cell::words(format!("{}: {}", one.reference, one.title)),
                Cell::words(one.alias),
                Cell::words(one.state.word()),
                Cell::Day(one.due),
                days(one.overdue_days),
                Cell::Day(asked.occurred_on),
            ]);
        }
    }
    for one in &found.self_assessments {
        let (asked, _) = one.last_asked();
        rows.push(vec![
            Cell::words(models.people.agency_name(one.agency)),
            Cell::words("Self-assessment"),
            Cell::words(models.campaigns.title(one.campaign).unwrap_or_default()),
            Cell::words(""),
            Cell::words(one.phase.word()),
            Cell::Day(one.due),
            days((today - one.due).num_days().max(0)),
            Cell::Day(asked.occurred_on),
        ]);
    }
    Sheet {
        title: "Returns to chase".to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Agency", 28),
            heading("For", 16),
            heading("Audit or self-assessment", 44),
            heading("Case", 10),
            heading("Standing", 16),
            heading("Due", 18),
            heading("Days overdue", 12),
            heading("Last asked", 18),
        ],
        rows,
    }
}
