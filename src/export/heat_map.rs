//! The heat map of a round of self-assessments, a row for each agency and standard.

use super::lists::day_words;
use super::sheet::{Cell, Sheet, heading};
use chrono::NaiveDate;
use events::ids::CampaignId;
use events::self_assessment::StandardsSet;
use projections::Models;
use projections::campaigns::HeatCell;

/// What every agency of a round says of each standard, and what the partnership thinks; none where
/// there is no such round.
pub fn heat_sheet(models: &Models, id: CampaignId, today: NaiveDate) -> Option<Sheet> {
    let campaign = models.campaigns.get(id)?;
    let map = models.heat_map(id)?;
    let set = &campaign.standards;
    let mut rows = Vec::new();
    for row in &map.rows {
        let agency = models.people.agency_name(row.agency);
        for (cell, (_, title)) in row.cells.iter().zip(&map.standards) {
            let mut cells = vec![
                Cell::words(agency),
                Cell::words(row.phase.word()),
                Cell::words(*title),
            ];
            cells.extend(said(set, cell));
            rows.push(cells);
        }
    }
    Some(Sheet {
        title: format!("Heat map: {}", campaign.title),
        note: format!(
            "{}, number {}. As at {}",
            set.title,
            set.version,
            day_words(today)
        ),
        headings: vec![
            heading("Agency", 28),
            heading("Standing", 18),
            heading("Standard", 44),
            heading("Self score", 14),
            heading("Moderated score", 14),
            heading("Moved", 12),
            heading("Evidence that stands", 12),
            heading("To look at", 34),
        ],
        rows,
    })
}

fn said(set: &StandardsSet, cell: &HeatCell<'_>) -> Vec<Cell> {
    let label = |code: Option<&str>| {
        let known = code.and_then(|code| set.score(code));
        Cell::words(known.map_or("", |score| score.label.as_str()))
    };
    let moved = match (cell.moderated_down, cell.moderated_up) {
        (true, _) => "Down",
        (false, true) => "Up",
        (false, false) => "",
    };
    let marks = [
        (cell.own.is_none(), "Not answered"),
        (cell.met_without_evidence, "Met without evidence"),
        (cell.not_reaffirmed, "Not re-affirmed"),
    ];
    let marks: Vec<&str> = marks
        .into_iter()
        .filter_map(|(is, words)| is.then_some(words))
        .collect();
    vec![
        label(cell.own),
        label(cell.moderated),
        Cell::words(moved),
        Cell::Count(u64::from(cell.evidence)),
        Cell::words(marks.join(", ")),
    ]
}
