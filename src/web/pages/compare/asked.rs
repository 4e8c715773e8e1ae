//! Which two moments are compared, and what of the comparison is shown.

use super::PATH;
use crate::web::components::dates::{date_text, moment_field, parse_moment_field};
use crate::web::pages::listing::Address;
use crate::web::reading::Reading;
use chrono::{DateTime, Days, NaiveDate, Utc};
use events::ids::PlanId;
use projections::comparison::{ChangeKind, Compared};

/// How many days back a comparison begins where there was no meeting.
const DAYS_BACK: u64 = 92;

/// How many meetings are offered as a beginning.
const MEETINGS_OFFERED: usize = 4;

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The earlier moment; none where what was typed is none.
    pub(crate) from: Option<DateTime<Utc>>,
    /// What stands in the field of the earlier moment.
    pub(crate) from_typed: String,
    /// Why what was typed is no moment that can be compared from.
    pub(crate) refused: Option<String>,
    /// The later moment.
    pub(crate) until: DateTime<Utc>,
    /// Of this plan only.
    pub(crate) plan: Option<PlanId>,
    /// Things of this sort only.
    pub(crate) what: Option<Compared>,
    /// Things that changed in this way only.
    pub(crate) change: Option<ChangeKind>,
}

impl Asked {
    pub(crate) fn of(reading: &Reading<'_>, until: DateTime<Utc>) -> Self {
        let (from, from_typed, refused) = match reading.asked("from") {
            None => {
                let from = usually(reading).unwrap_or(until);
                (Some(from), moment_field(from), None)
            }
            Some(typed) => {
                let read = parse_moment_field(typed).map_err(|problem| {
                    let words = problem.to_string();
                    crate::web::pages::shown::capitalised(&words)
                });
                let read = read.and_then(|from| {
                    let why = "Choose a moment before the one it is compared with".to_owned();
                    if from <= until { Ok(from) } else { Err(why) }
                });
                match read {
                    Ok(from) => (Some(from), moment_field(from), None),
                    Err(why) => (None, typed.to_owned(), Some(why)),
                }
            }
        };
        Self {
            from,
            from_typed,
            refused,
            until,
            plan: reading.asked_for("plan"),
            what: reading.asked("what").and_then(Compared::from_key),
            change: reading.asked("change").and_then(ChangeKind::from_key),
        }
    }

    /// The day of the earlier moment in England, by which its arithmetic goes.
    pub(crate) fn day(&self) -> NaiveDate {
        crate::clock::day_in_england(self.from.unwrap_or(self.until))
    }
}

fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    parse_moment_field(&day.to_string()).ok()
}

/// The end of the day of the last meeting before the page's day; else some time ago.
fn usually(reading: &Reading<'_>) -> Option<DateTime<Utc>> {
    let held = held(reading).next();
    let back = || reading.today.checked_sub_days(Days::new(DAYS_BACK));
    held.map(|(day, _)| day).or_else(back).and_then(end_of)
}

/// Meetings before the page's day, the latest first.
fn held<'a>(reading: &'a Reading<'_>) -> impl Iterator<Item = (NaiveDate, String)> + 'a {
    let meetings = reading.view.meetings.latest_first().into_iter();
    meetings
        .filter(|meeting| meeting.cancelled.is_none() && meeting.on < reading.today)
        .map(|meeting| {
            let name = crate::web::forms::meeting_name(reading.view, meeting);
            (meeting.on, name)
        })
}

/// The moments people usually compare from, with the address that does.
pub(super) fn usual(reading: &Reading<'_>) -> Vec<(String, String)> {
    let address = Address::of(reading, PATH);
    let mut all: Vec<_> = held(reading).take(MEETINGS_OFFERED).collect();
    if let Some(plan) = reading.view.plans.current(reading.today) {
        let name = format!("the plan’s first day, {}", date_text(plan.from));
        all.push((plan.from, name));
    }
    if let Some(day) = reading.today.checked_sub_months(chrono::Months::new(12)) {
        all.push((day, format!("a year before, {}", date_text(day))));
    }
    let link = |(day, name): (NaiveDate, String)| {
        let from = moment_field(end_of(day)?);
        Some((name, address.with("from", from).href(reading)))
    };
    all.into_iter().filter_map(link).collect()
}
