//! The day a statutory clock ends on, for any day it is counted from.

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::problem::{Fault, Problem};
use chrono::NaiveDate;
use events::rule_set::{Bound, Citation, ClockName, Direction, Trigger, Unit};
use schemars::JsonSchema;
use serde::Serialize;

const CLOCKS: Kind = Kind::OneOf(&[
    "notify_panel",
    "rapid_review_to_panel",
    "practice_review_published",
    "report_copy_before_publication",
    "report_stays_public",
    "annual_report_sent",
    "jtai_action_plan",
    "ilacs_action_plan",
]);

/// What the calculator takes.
pub(super) const CALCULATED: [Param; 3] = [
    Param::query("clock", CLOCKS, "Which statutory clock.").required(),
    Param::query(
        "on",
        Kind::Date,
        "The day its trigger happened, day 0. The rule set in force on that day is used.",
    )
    .required(),
    super::table::AS_AT,
];

/// The day a clock ends on, and how it was reached.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Calculated {
    /// Which clock.
    clock: ClockName,
    /// What has to be done.
    title: String,
    /// What the clock counts from.
    trigger: Trigger,
    /// The day that happened, day 0.
    on: NaiveDate,
    /// How many of the unit.
    length: u32,
    /// What is counted.
    unit: Unit,
    /// Whether it counts forward or back.
    direction: Direction,
    /// Whether the day reached is the last allowed day or the first.
    bound: Bound,
    /// The day reached.
    due: NaiveDate,
    /// The bank holidays that were stepped over, the earliest first.
    skipped: Vec<Skipped>,
    /// The rule set that was used.
    rule_set: String,
    /// The day it came into force.
    rule_set_from: NaiveDate,
    /// Whether the clock still has to be confirmed against its source.
    confirm: bool,
    /// The act, regulations or guidance that set the clock.
    citations: Vec<Citation>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Skipped {
    /// The day.
    on: NaiveDate,
    /// What it is kept as.
    title: String,
}

/// Works out the day a clock ends on.
///
/// # Errors
/// 400 when no rule set with that clock was in force on the day, or the count leaves the known bank
/// holidays.
pub(super) fn calculate(ask: &Ask) -> Result<Answer, Problem> {
    let wrong = |rule: &str, field: &str, message: String, remedy: &str| {
        Problem::bad_request(vec![Fault::new(rule, field, message, remedy)])
    };
    let on: NaiveDate = ask.read("on").ok_or_else(Problem::not_found)?;
    let view = ask.view()?;
    let set = view.people.rule_set_on(on).ok_or_else(|| {
        let message = format!("no set of clocks was in force on {on}");
        let remedy = "adopt a rule set that is in force on that day, or give a later day";
        wrong("no_rule_set_in_force", "on", message, remedy)
    })?;
    let named = ask.named("clock", &ClockName::ALL);
    let clock = set.clocks.iter().find(|clock| named.contains(&clock.name));
    let clock = clock.ok_or_else(|| {
        let message = format!("\"{}\" has no such clock", set.title);
        wrong(
            "clock_not_in_rule_set",
            "clock",
            message,
            "give one of its clocks",
        )
    })?;
    let due = clock
        .due(on, view.people.bank_holidays())
        .map_err(|error| {
            let remedy = "give a day that the bank holidays are known for";
            wrong("clock_without_date", "on", error.to_string(), remedy)
        })?;
    let skipped = due.skipped.into_iter();
    Answer::json(&Calculated {
        clock: clock.name,
        title: clock.title.clone(),
        trigger: clock.trigger,
        on,
        length: clock.length,
        unit: clock.unit,
        direction: clock.direction,
        bound: clock.bound,
        due: due.on,
        skipped: skipped.map(|(on, title)| Skipped { on, title }).collect(),
        rule_set: set.title.clone(),
        rule_set_from: set.from,
        confirm: clock.confirm,
        citations: clock.citations.clone(),
    })
}
