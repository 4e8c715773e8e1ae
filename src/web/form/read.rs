//! From what was typed to a command's body. All that is wrong is found at once.

use super::{Asked, CommandForm, Kind, Question, Wrong};
use crate::web::components::dates::parse_moment_field;
use chrono::{Datelike, NaiveDate};
use events::envelope::{DecidedIn, Moment};
use events::text::Text;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many rows of owners a form shows at most.
pub(super) const OWNER_ROWS: usize = 4;

/// How many rows of sources a form shows.
pub(super) const SOURCE_ROWS: usize = 3;

/// What was typed, as name and value in the order it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(pub Vec<(String, String)>);

impl Answers {
    /// The first value of a name; browsers send line breaks as two characters, which become one.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.replace("\r\n", "\n"))
    }

    /// The first value of a name without the white space around it; none when nothing is left.
    pub fn filled(&self, name: &str) -> Option<String> {
        self.get(name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// Every value of a name that is not blank.
    pub fn all(&self, name: &str) -> Vec<String> {
        let named = self
            .0
            .iter()
            .filter(|(key, value)| key == name && !value.trim().is_empty());
        named.map(|(_, value)| value.trim().to_owned()).collect()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.filled(name).is_some()
    }

    /// A day typed in three boxes: none when all are empty.
    ///
    /// # Errors
    /// What is wrong with the day.
    pub fn day(&self, name: &str) -> Result<Option<NaiveDate>, String> {
        let parts = ["day", "month", "year"].map(|part| self.filled(&format!("{name}-{part}")));
        let [Some(day), Some(month), Some(year)] = &parts else {
            if parts.iter().all(Option::is_none) {
                return Ok(None);
            }
            let missing: Vec<&str> = ["day", "month", "year"]
                .into_iter()
                .zip(&parts)
                .filter(|(_, part)| part.is_none())
                .map(|(name, _)| name)
                .collect();
            return Err(format!("must include a {}", missing.join(" and a ")));
        };
        let real = || {
            let year: i32 = year.parse().ok()?;
            NaiveDate::from_ymd_opt(year, month_number(month)?, day.parse().ok()?)
        };
        if year.len() != 4 {
            return Err("must have a year of four figures, such as 2026".to_owned());
        }
        real()
            .map(Some)
            .ok_or_else(|| "must be a real date, such as 27 3 2026".to_owned())
    }
}

/// A month by its number or its name.
fn month_number(typed: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = typed.to_lowercase();
    if let Ok(number) = lower.parse() {
        return Some(number);
    }
    let by_name = |(number, name): (u32, &&str)| {
        (lower.len() >= 3 && name.starts_with(&lower)).then_some(number)
    };
    (1..).zip(&NAMES).find_map(by_name)
}

/// A form that could be read: the command's body and what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The command's fields.
    pub body: Value,
    /// The day it happened, when it was said.
    pub occurred_on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<Text>,
    /// The meeting.
    pub decided_in: Option<DecidedIn>,
}

/// Reads a form. `fresh` makes ids.
///
/// # Errors
/// Everything that is wrong, in the order of the questions.
pub fn read(
    form: &CommandForm,
    answers: &Answers,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Result<Read, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut body = Map::new();
    for question in &form.questions {
        match answer(question, answers, fresh) {
            Ok(Some(value)) => {
                body.insert(question.name.to_owned(), value);
            }
            Ok(None) if question.optional => {}
            Ok(None) => wrong.push(missing(question)),
            Err(message) => wrong.push(Wrong {
                field: question.name.to_owned(),
                rule: "unreadable".to_owned(),
                message: format!("{} {message}", question.label),
            }),
        }
    }
    let occurred_on = answers.day("occurred_on").unwrap_or_else(|message| {
        wrong.push(beside("occurred_on", format!("When it happened {message}")));
        None
    });
    let reason = answers.filled("reason").map(Text::plain);
    if form.reason == Asked::Required && reason.is_none() {
        wrong.push(beside("reason", "Enter the reason".to_owned()));
    }
    let decided_in = answers
        .filled("decided_in")
        .and_then(|value| decided_in(&value));
    if form.meeting == Asked::Required && decided_in.is_none() {
        wrong.push(beside(
            "decided_in",
            "Choose the meeting that decided this".to_owned(),
        ));
    }
    if wrong.is_empty() {
        Ok(Read {
            body: Value::Object(body),
            occurred_on,
            reason,
            decided_in,
        })
    } else {
        Err(wrong)
    }
}

fn beside(field: &str, message: String) -> Wrong {
    Wrong {
        field: field.to_owned(),
        rule: "unreadable".to_owned(),
        message,
    }
}

fn missing(question: &Question) -> Wrong {
    let verb = match question.kind {
        Kind::Radios(_) | Kind::Select(_) | Kind::Values(_) | Kind::Several(_) => "Choose",
        Kind::File => "Choose a file for",
        Kind::Line
        | Kind::Address
        | Kind::Password
        | Kind::Words
        | Kind::Number
        | Kind::Money
        | Kind::Day
        | Kind::Moment
        | Kind::Tick
        | Kind::Owners(_)
        | Kind::Owner(_)
        | Kind::Measures
        | Kind::Measure
        | Kind::Checks(_)
        | Kind::Sources(_)
        | Kind::Labels
        | Kind::Rows(_)
        | Kind::Each(_)
        | Kind::BankHolidays
        | Kind::Fixed(_)
        | Kind::FreshId => "Enter",
    };
    let mut letters = question.label.chars();
    let label = match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect::<String>(),
        None => String::new(),
    };
    beside(
        question.name,
        format!("{verb} “{}”", label.trim_end_matches('?')),
    )
}

/// `meeting` or `meeting/decision`.
fn decided_in(value: &str) -> Option<DecidedIn> {
    let (meeting, decision) = match value.split_once('/') {
        Some((meeting, decision)) => (meeting, Some(decision)),
        None => (value, None),
    };
    let decision = decision.map(str::parse).transpose().ok()?;
    Some(DecidedIn {
        meeting: meeting.parse().ok()?,
        decision,
    })
}

#[expect(clippy::too_many_lines, reason = "a list, one entry after another")]
fn answer(
    question: &Question,
    answers: &Answers,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Result<Option<Value>, String> {
    let name = question.name;
    Ok(match &question.kind {
        Kind::Line | Kind::Address | Kind::Words => answers.filled(name).map(Value::String),
        Kind::Password => answers.filled(name).map(|_| Value::Bool(true)),
        Kind::Number => match answers.filled(name) {
            None => None,
            Some(typed) => {
                let number: u64 = typed
                    .parse()
                    .map_err(|_| "must be a whole number, such as 4".to_owned())?;
                Some(json!(number))
            }
        },
        Kind::Money => match answers.filled(name) {
            None => None,
            Some(typed) => Some(json!(pence(&typed)?)),
        },
        Kind::Day => answers.day(name)?.map(|day| json!(day)),
        Kind::Moment => match answers.filled(name) {
            None => None,
            Some(typed) => Some(json!(moment(&typed)?)),
        },
        Kind::Radios(choices) | Kind::Select(choices) => match answers.filled(name) {
            None => None,
            Some(value) => Some(chosen(choices, &value)?),
        },
        Kind::Values(values) => match answers.filled(name) {
            None => None,
            Some(typed) => Some(valued(values, &typed)?),
        },
        Kind::Several(choices) => {
            let mut values = Vec::new();
            for value in answers.all(name) {
                values.push(chosen(choices, &value)?);
            }
            (!values.is_empty()).then_some(Value::Array(values))
        }
        Kind::Tick => Some(Value::Bool(answers.ticked(name))),
        Kind::Owners(choices) => {
            let mut owners = Vec::new();
            for row in 0..OWNER_ROWS {
                owners.extend(owner(answers, &format!("{name}-{row}"), choices)?);
            }
            (!owners.is_empty()).then_some(Value::Array(owners))
        }
        Kind::Owner(choices) => owner(answers, name, choices)?,
        Kind::Measures => {
            let lines = lines(answers, name).into_iter();
            let measures: Vec<Value> = lines
                .map(|text| json!({ "measure": fresh(), "text": text }))
                .collect();
            (!measures.is_empty()).then_some(Value::Array(measures))
        }
        Kind::Measure => answers
            .filled(name)
            .map(|text| json!({ "measure": fresh(), "text": text })),
        Kind::Checks(questions) => {
            let ticked = answers.all(name);
            let check = |(question, _): &super::Choice| json!({ "question": question, "holds": ticked.contains(question) });
            Some(questions.iter().map(check).collect())
        }
        Kind::Sources(choices) => {
            let mut sources = Vec::new();
            for row in 0..source_rows(question) {
                sources.extend(source(answers, &format!("{name}-{row}"), choices)?);
            }
            (!sources.is_empty()).then_some(Value::Array(sources))
        }
        Kind::Labels => {
            let labels: Vec<Value> = lines(answers, name)
                .into_iter()
                .map(Value::String)
                .collect();
            (!labels.is_empty()).then_some(Value::Array(labels))
        }
        Kind::Rows(rows) => rows.read(answers, name, fresh)?,
        Kind::Each(each) => each.read(answers, name)?,
        Kind::BankHolidays => bank_holidays(&lines(answers, name))?,
        Kind::Fixed(value) => Some(value.clone()),
        Kind::FreshId => Some(json!(fresh())),
        Kind::File => answers.filled(name).map(Value::String),
    })
}

fn moment(typed: &str) -> Result<Moment, String> {
    let moment = parse_moment_field(typed).map(Moment::new);
    moment.map_err(|problem| problem.to_string())
}

/// A choice that was offered; a choice whose value is JSON is sent on as that JSON.
pub(super) fn chosen(choices: &[super::Choice], value: &str) -> Result<Value, String> {
    if !choices.iter().any(|(offered, _)| offered == value) {
        return Err("must be one of the choices offered".to_owned());
    }
    if value.starts_with('{') {
        return serde_json::from_str(value).map_err(|_| "could not be read".to_owned());
    }
    Ok(Value::String(value.to_owned()))
}

/// The value beside a choice that was offered.
fn valued(values: &[super::Valued], typed: &str) -> Result<Value, String> {
    let offered = values.iter().find(|((word, _), _)| word == typed);
    let value = offered.map(|(_, value)| value.clone());
    value.ok_or_else(|| "must be one of the choices offered".to_owned())
}

/// How many rows of sources are shown: a few, and one more than stood there before, so that another
/// can always be named.
pub(super) fn source_rows(question: &Question) -> usize {
    let kinds = question.before.iter();
    let kinds = kinds.filter(|(name, _)| name.ends_with("-kind"));
    (kinds.count() + 1).max(SOURCE_ROWS)
}

/// A source: its kind, or a thing of this record as `{"kind":…,"id":…}`, and its title; a thing
/// of this record is called as it was offered where no title is typed.
fn source(
    answers: &Answers,
    name: &str,
    choices: &[super::Choice],
) -> Result<Option<Value>, String> {
    let kind = answers.filled(&format!("{name}-kind"));
    let title = answers.filled(&format!("{name}-title"));
    let Some(kind) = kind else {
        return match title {
            None => Ok(None),
            Some(_) => Err("must say what kind of source each title is".to_owned()),
        };
    };
    let chosen = chosen(choices, &kind)?;
    let offered = choices.iter().find(|(value, _)| *value == kind);
    let named = offered
        .filter(|_| chosen.is_object())
        .map(|(_, label)| label.clone());
    let Some(title) = title.or(named) else {
        return Err("must have a title for each source, such as its name and year".to_owned());
    };
    let mut source = match chosen {
        Value::Object(fields) => fields,
        word @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)) => Map::from_iter([("kind".to_owned(), word)]),
    };
    source.insert("title".to_owned(), Value::String(title));
    Ok(Some(Value::Object(source)))
}

pub(super) fn owner(
    answers: &Answers,
    name: &str,
    choices: &[super::Choice],
) -> Result<Option<Value>, String> {
    let role = answers.filled(&format!("{name}-role"));
    let agency = answers.filled(&format!("{name}-agency"));
    match (role, agency) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err("must name the post, such as Head of Early Help".to_owned()),
        (Some(role), None) => Ok(Some(json!({ "role": role }))),
        (Some(role), Some(agency)) => Ok(Some(
            json!({ "role": role, "agency": chosen(choices, &agency)? }),
        )),
    }
}

fn lines(answers: &Answers, name: &str) -> Vec<String> {
    let typed = answers.get(name).unwrap_or_default();
    let lines = typed
        .lines()
        .map(|line| line.trim().trim_start_matches(['•', '*']).trim());
    lines
        .filter(|line| !line.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

/// `2026-12-25 Christmas Day` on each line. The table covers whole years, from the first line's to
/// the last line's.
fn bank_holidays(lines: &[String]) -> Result<Option<Value>, String> {
    let mut days: BTreeMap<NaiveDate, &str> = BTreeMap::new();
    for line in lines {
        let (day, title) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let Ok(day) = day.parse() else {
            return Err(format!(
                "has a line without a date such as 2026-12-25: “{line}”"
            ));
        };
        if title.trim().is_empty() {
            return Err(format!(
                "must name the bank holiday of {day} after its date"
            ));
        }
        days.insert(day, title.trim());
    }
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
        return Ok(None);
    };
    let from = NaiveDate::from_ymd_opt(first.year(), 1, 1);
    let to = NaiveDate::from_ymd_opt(last.year(), 12, 31);
    Ok(Some(json!({ "from": from, "to": to, "days": days })))
}

pub(super) fn pence(typed: &str) -> Result<u64, String> {
    let refused = || "must be an amount of money, such as 12,500 or 12500.50".to_owned();
    let plain: String = typed
        .chars()
        .filter(|c| !matches!(c, ',' | '£' | ' '))
        .collect();
    let (pounds, pence) = plain.split_once('.').unwrap_or((&plain, "0"));
    let pounds: u64 = pounds.parse().map_err(|_| refused())?;
    let pence: u64 = match pence.len() {
        1 => pence
            .parse::<u64>()
            .map_err(|_| refused())?
            .saturating_mul(10),
        2 => pence.parse().map_err(|_| refused())?,
        _ => return Err(refused()),
    };
    pounds
        .checked_mul(100)
        .and_then(|all| all.checked_add(pence))
        .ok_or_else(refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::ids::{StreamId, StreamKind};

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        Answers(
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect(),
        )
    }

    fn form() -> CommandForm {
        let stream = StreamId::new(StreamKind::ImprovementAction, Uuid::nil());
        CommandForm::new(stream, "extend_due_date", "Extend the due date", "/actions")
            .ask(Question::new("to", "New due date", Kind::Day))
            .reason(Asked::Required)
            .meeting(Asked::Required)
    }

    #[test]
    fn everything_that_is_wrong_is_found_at_once() {
        let typed = answers(&[("to-day", "31"), ("to-month", "2"), ("to-year", "2026")]);
        let wrong = read(&form(), &typed, &mut Uuid::nil).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|w| w.field.as_str()).collect();
        assert_eq!(fields, ["to", "reason", "decided_in"]);
        assert!(wrong[0].message.contains("real date"));
    }

    #[test]
    fn what_is_right_becomes_the_commands_body() {
        let meeting = Uuid::from_u128(9).to_string();
        let typed = answers(&[
            ("to-day", "31"),
            ("to-month", "mar"),
            ("to-year", "2027"),
            ("reason", " the tool came late "),
            ("decided_in", &meeting),
        ]);
        let read = read(&form(), &typed, &mut Uuid::nil).unwrap();
        assert_eq!(read.body, json!({ "to": "2027-03-31" }));
        assert_eq!(read.reason.unwrap().as_plain(), Some("the tool came late"));
        assert_eq!(read.decided_in.unwrap().meeting.0, Uuid::from_u128(9));
    }

    #[test]
    fn money_is_read_as_pence() {
        assert_eq!(pence("£12,500"), Ok(1_250_000));
        assert_eq!(pence("0.5"), Ok(50));
        assert!(pence("12.345").is_err());
        assert!(pence("much").is_err());
    }

    #[test]
    fn bank_holidays_are_read_a_line_each_and_cover_whole_years() {
        let lines = ["2026-12-25 Christmas Day", "2027-01-01 New Year’s Day"].map(str::to_owned);
        let read = bank_holidays(&lines).unwrap().unwrap();
        assert_eq!(read["from"], "2026-01-01");
        assert_eq!(read["to"], "2027-12-31");
        assert_eq!(read["days"]["2026-12-25"], "Christmas Day");
        assert!(bank_holidays(&["25 December".to_owned()]).is_err());
        assert!(bank_holidays(&["2026-12-25".to_owned()]).is_err());
        assert_eq!(bank_holidays(&[]), Ok(None));
    }

    #[test]
    fn a_day_needs_all_three_boxes() {
        let half = answers(&[("d-day", "3"), ("d-year", "2026")]);
        assert_eq!(half.day("d"), Err("must include a month".to_owned()));
        assert_eq!(answers(&[]).day("d"), Ok(None));
        let short = answers(&[("d-day", "3"), ("d-month", "4"), ("d-year", "26")]);
        assert!(short.day("d").unwrap_err().contains("four figures"));
    }
}
