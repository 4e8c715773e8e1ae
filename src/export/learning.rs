//! Who passed a briefing on, and who came to an activity: a row for each agency. And the lists of
//! both.

use super::audits::theme;
use super::lists::day_words;
use super::sheet::{Cell, Sheet, heading};
use chrono::NaiveDate;
use events::ids::{BriefingId, LearningActivityId};
use projections::activities::{Activity, ActivityFilter, ActivityPhase};
use projections::briefings::{Briefing, BriefingFilter, BriefingPhase, Cascade};
use projections::{Models, PageOf, TextRef};

/// Which agencies passed a briefing on; none where there is no such briefing.
pub fn cascade_sheet(
    models: &Models,
    id: BriefingId,
    today: NaiveDate,
    look: &dyn Fn(&TextRef) -> String,
) -> Option<Sheet> {
    let briefing = models.briefings.get(id)?;
    let passed_on = briefing.phase() == BriefingPhase::Published;
    let name = |cascade: &&Cascade| models.people.agency_name(cascade.agency);
    let mut all: Vec<&Cascade> = briefing.cascades.values().collect();
    all.sort_by_key(|cascade| name(cascade));
    let rows = all.into_iter().map(|cascade| {
        let confirmed = cascade.confirmed.as_ref();
        let standing = match confirmed {
            Some(_) => "Confirmed",
            None if !passed_on => "No longer asked",
            None if cascade.due < today => "Overdue",
            None => "Waited for",
        };
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, day_words);
        let chased = cascade.chased.iter().map(|at| day_words(at.occurred_on));
        let teams = confirmed.map_or_else(String::new, |known| known.teams.join(", "));
        vec![
            Cell::words(models.people.agency_name(cascade.agency)),
            Cell::words(standing),
            Cell::words(day_words(cascade.asked.occurred_on)),
            Cell::words(day_words(cascade.due)),
            Cell::words(day(confirmed.map(|known| known.at.occurred_on))),
            Cell::words(teams),
            confirmed.map_or(Cell::words(""), |known| {
                Cell::Count(u64::from(known.reached))
            }),
            Cell::words(confirmed.map_or_else(String::new, |known| look(&known.how))),
            Cell::words(chased.collect::<Vec<_>>().join(", ")),
        ]
    });
    Some(Sheet {
        title: format!("Passed on: {} {}", briefing.reference, briefing.title),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Agency", 28),
            heading("Standing", 16),
            heading("Asked", 18),
            heading("Due", 18),
            heading("Confirmed", 18),
            heading("Teams", 36),
            heading("People reached", 12),
            heading("How", 44),
            heading("Chased", 24),
        ],
        rows: rows.collect(),
    })
}

/// Who came to an activity, by agency and in all; none where there is no such activity.
pub fn attendance_sheet(
    models: &Models,
    id: LearningActivityId,
    today: NaiveDate,
) -> Option<Sheet> {
    let activity = models.activities.get(id)?;
    let count = |number: u32| Cell::Count(u64::from(number));
    let mut all: Vec<_> = activity.attendance.iter().collect();
    all.sort_by_key(|row| models.people.agency_name(row.agency));
    let mut rows: Vec<Vec<Cell>> = all
        .into_iter()
        .map(|row| {
            vec![
                Cell::words(models.people.agency_name(row.agency)),
                count(row.booked),
                count(row.walk_ins),
                count(row.attended),
            ]
        })
        .collect();
    let in_all = activity.numbers();
    rows.push(vec![
        Cell::words("In all"),
        count(in_all.booked),
        count(in_all.walk_ins),
        count(in_all.attended),
    ]);
    let places = match activity.places {
        Some(places) => format!("{places} places. "),
        None => String::new(),
    };
    Some(Sheet {
        title: format!("Who came: {} {}", activity.reference, activity.title),
        note: format!("{places}As at {}", day_words(today)),
        headings: vec![
            heading("Agency", 28),
            heading("Booked", 12),
            heading("Came without booking", 14),
            heading("Attended", 12),
        ],
        rows,
    })
}

/// The briefings a filter leaves, each with how many agencies passed it on: of an agency's people,
/// their own alone.
pub fn briefings_wanted(models: &Models, filter: &BriefingFilter, today: NaiveDate) -> Sheet {
    let found = models.list_briefings(filter, PageOf::ALL, today);
    let row = |one: &&Briefing| {
        let coverage = one.coverage(today);
        let count = |number: u32| Cell::Count(u64::from(number));
        vec![
            Cell::words(&one.reference),
            Cell::words(&one.title),
            Cell::words(one.theme.as_deref().map_or("", |code| theme(models, code))),
            Cell::words(one.phase().word()),
            Cell::day(one.published.as_ref().map(|at| at.occurred_on)),
            count(coverage.asked),
            count(coverage.confirmed),
            count(coverage.overdue),
            Cell::Count(u64::from(coverage.people)),
        ]
    };
    Sheet {
        title: "Briefings".to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Ref", 10),
            heading("Briefing", 40),
            heading("Theme", 24),
            heading("Standing", 16),
            heading("Published", 18),
            heading("Agencies asked", 12),
            heading("Confirmed", 12),
            heading("Overdue", 12),
            heading("People reached", 12),
        ],
        rows: found.rows.iter().map(row).collect(),
    }
}

/// The activities a filter leaves. What people said as they left and the effect on practice stand
/// apart.
pub fn activities_wanted(models: &Models, filter: &ActivityFilter, today: NaiveDate) -> Sheet {
    let found = models.list_activities(filter, PageOf::ALL, today);
    let row = |one: &&Activity| {
        let numbers = one.numbers();
        let held = one.phase() == ActivityPhase::Held && one.kind.is_attended();
        let known = |number: u32| {
            if held {
                Cell::Count(u64::from(number))
            } else {
                Cell::words("")
            }
        };
        let said = one.immediate.as_ref();
        let said = said.map(|said| format!("{} of {} answered", said.answered, said.attended));
        let judged = one.judged.last();
        vec![
            Cell::words(&one.reference),
            Cell::words(&one.title),
            Cell::words(one.kind.title()),
            Cell::words(one.theme.as_deref().map_or("", |code| theme(models, code))),
            Cell::words(one.phase().word()),
            Cell::Day(one.day()),
            one.places
                .map_or(Cell::words(""), |places| Cell::Count(u64::from(places))),
            known(numbers.booked),
            known(numbers.attended),
            Cell::words(said.unwrap_or_default()),
            Cell::words(judged.map_or("", |judged| judged.effect.title())),
        ]
    };
    Sheet {
        title: "Learning activities".to_owned(),
        note: format!("As at {}", day_words(today)),
        headings: vec![
            heading("Ref", 10),
            heading("Activity", 40),
            heading("Kind", 18),
            heading("Theme", 24),
            heading("Standing", 16),
            heading("Day", 18),
            heading("Places", 10),
            heading("Booked", 10),
            heading("Attended", 10),
            heading("Said straight away", 24),
            heading("Effect on practice", 24),
        ],
        rows: found.rows.iter().map(row).collect(),
    }
}
