//! Questions whose answer is a list of small things: rows of a few parts each, or one part for each
//! of a known set, such as the presence of every agency at a meeting.

use super::read::{Answers, chosen, owner, pence};
use super::{Choice, Question};
use crate::web::components::{
    Checkbox, Checkboxes, Content, DateInput, DatePart, Fieldset, Input, Select, Textarea,
};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// How a part of a row is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartKind {
    /// One line.
    Line,
    /// Narrative.
    Words,
    /// One of a few.
    Choice(Vec<Choice>),
    /// Yes or not.
    Tick,
    /// Pounds and pence, sent on as pence.
    Money,
    /// A whole number.
    Number,
    /// A day, in three boxes.
    Day,
    /// A post and its agency.
    Owner(Vec<Choice>),
    /// Not asked: an id made for every row that is filled in.
    FreshId,
}

/// A part of every row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The field of the command's own type.
    pub name: &'static str,
    /// What it is called beside every row.
    pub label: &'static str,
    /// How it is asked.
    pub kind: PartKind,
    /// Whether it may stay empty in a row that is filled in.
    pub optional: bool,
}

impl Part {
    /// The same, but it may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

/// A part of that name, label and kind.
pub const fn part(name: &'static str, label: &'static str, kind: PartKind) -> Part {
    Part {
        name,
        label,
        kind,
        optional: false,
    }
}

/// What a row is sent on as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Its parts as they are.
    #[default]
    Plain,
    /// Something that exists, named by its first part alone and sent under `existing`, or a new
    /// thing of all the others, sent under `new`.
    ExistingOrNew,
}

/// As many rows as are shown; an empty row is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// The parts of a row.
    pub parts: Vec<Part>,
    /// How many rows are shown.
    pub shown: usize,
    /// Whether the field takes one such thing rather than a list of them.
    pub single: bool,
    /// What a row is sent on as.
    pub shape: Shape,
}

impl Rows {
    /// Several rows of these parts.
    pub fn several(parts: Vec<Part>, shown: usize) -> Self {
        Self {
            parts,
            shown,
            single: false,
            shape: Shape::Plain,
        }
    }

    /// One row of these parts.
    pub fn one(parts: Vec<Part>) -> Self {
        Self {
            parts,
            shown: 1,
            single: true,
            shape: Shape::Plain,
        }
    }

    /// One row: its first part names something that exists, or the others make a new thing.
    pub fn existing_or_new(parts: Vec<Part>) -> Self {
        Self {
            shape: Shape::ExistingOrNew,
            ..Self::one(parts)
        }
    }
}

/// One answer for each of a known set; what is not answered is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Each {
    /// The field that names which, such as `agency`.
    pub key: &'static str,
    /// The set.
    pub of: Vec<Choice>,
    /// The answer.
    pub answer: Part,
}

impl PartKind {
    /// What was typed, as the command has it; none when nothing was.
    fn read(&self, answers: &Answers, name: &str) -> Result<Option<Value>, String> {
        let typed = answers.filled(name);
        Ok(match self {
            Self::Tick => Some(Value::Bool(answers.ticked(name))),
            Self::Money => typed
                .map(|typed| pence(&typed))
                .transpose()?
                .map(Value::from),
            Self::Choice(choices) => typed.map(|typed| chosen(choices, &typed)).transpose()?,
            Self::Number => match typed.map(|typed| typed.parse::<u64>()).transpose() {
                Ok(number) => number.map(Value::from),
                Err(_) => return Err("must be a whole number, such as 4".to_owned()),
            },
            Self::Day => answers.day(name)?.map(|day| json!(day)),
            Self::Owner(agencies) => owner(answers, name, agencies)?,
            Self::Line | Self::Words => typed.map(Value::String),
            Self::FreshId => None,
        })
    }

    /// The end of the name of its first control.
    const fn first_control(&self) -> &'static str {
        match self {
            Self::Day => "-day",
            Self::Owner(_) => "-role",
            Self::Line
            | Self::Words
            | Self::Choice(_)
            | Self::Tick
            | Self::Money
            | Self::Number
            | Self::FreshId => "",
        }
    }

    fn show(&self, name: &str, label: &str, find: &dyn Fn(&str) -> Option<String>) -> Markup {
        let value = find(name);
        let value = value.as_deref();
        match self {
            Self::FreshId => html! {},
            Self::Number => html! { (Input {
                value, inputmode: Some("numeric"), classes: "govuk-input--width-5",
                ..Input::new(name, label)
            }) },
            Self::Day => show_day(name, label, find),
            Self::Owner(agencies) => show_owner(name, label, agencies, find),
            Self::Line => html! { (Input { value, ..Input::new(name, label) }) },
            Self::Money => html! { (Input {
                value, inputmode: Some("decimal"), classes: "govuk-input--width-10",
                ..Input::new(name, label)
            }) },
            Self::Words => html! { (Textarea {
                value: value.unwrap_or_default(), rows: 2, ..Textarea::new(name, label)
            }) },
            Self::Choice(choices) => html! { (Select {
                value, ..Select::new(name, label, super::show::options(choices, "Choose"))
            }) },
            Self::Tick => {
                let one = Checkbox {
                    checked: Some(value.is_some_and(|value| !value.is_empty())),
                    id: Some(name),
                    ..Checkbox::new("yes", label)
                };
                html! { (Checkboxes::single(name, one)) }
            }
        }
    }
}

fn show_day(name: &str, label: &str, find: &dyn Fn(&str) -> Option<String>) -> Markup {
    let [day, month, year] = ["day", "month", "year"].map(|part| find(&format!("{name}-{part}")));
    html! { (DateInput {
        day: day.as_deref().map(DatePart::from).unwrap_or_default(),
        month: month.as_deref().map(DatePart::from).unwrap_or_default(),
        year: year.as_deref().map(DatePart::from).unwrap_or_default(),
        ..DateInput::new(name, label)
    }) }
}

fn show_owner(
    name: &str,
    label: &str,
    agencies: &[Choice],
    find: &dyn Fn(&str) -> Option<String>,
) -> Markup {
    let (role_name, agency_name) = (format!("{name}-role"), format!("{name}-agency"));
    let (role, agency) = (find(&role_name), find(&agency_name));
    let (role_label, agency_label) = (format!("{label}: post"), format!("{label}: agency"));
    html! {
        div class="gt-owner" {
            (Input { value: role.as_deref(), ..Input::new(&role_name, role_label.as_str()) })
            (Select {
                value: agency.as_deref(),
                ..Select::new(&agency_name, agency_label.as_str(),
                    super::show::options(agencies, "The partnership’s own team"))
            })
        }
    }
}

/// A row with what was filled in, and the labels of the parts that it lacks.
type Filled = (Map<String, Value>, Vec<&'static str>);

impl Rows {
    /// The rows that were filled in.
    pub(super) fn read(
        &self,
        answers: &Answers,
        name: &str,
        fresh: &mut dyn FnMut() -> Uuid,
    ) -> Result<Option<Value>, String> {
        let mut rows = Vec::new();
        for number in 0..self.shown {
            let (mut row, missing) = self.row(answers, &format!("{name}-{number}"), number + 1)?;
            if row.values().all(Value::is_boolean) {
                continue;
            }
            if self.shape == Shape::ExistingOrNew {
                rows.push(self.existing_or_made(row, &missing)?);
                continue;
            }
            if !missing.is_empty() {
                let missing = missing.join(" and ").to_lowercase();
                let row = if self.single {
                    String::new()
                } else {
                    format!("row {}: ", number + 1)
                };
                return Err(format!("{row}enter {missing}, or leave the row empty"));
            }
            let ids = self
                .parts
                .iter()
                .filter(|part| part.kind == PartKind::FreshId);
            for part in ids {
                row.insert(part.name.to_owned(), json!(fresh()));
            }
            rows.push(Value::Object(row));
        }
        if self.single {
            return Ok(rows.into_iter().next());
        }
        Ok((!rows.is_empty()).then_some(Value::Array(rows)))
    }

    fn row(&self, answers: &Answers, name: &str, number: usize) -> Result<Filled, String> {
        let mut row = Map::new();
        let mut missing = Vec::new();
        for part in &self.parts {
            let read = part.kind.read(answers, &format!("{name}-{}", part.name));
            let of = if self.single {
                String::new()
            } else {
                format!("row {number}: ")
            };
            match read.map_err(|why| format!("{of}{} {why}", part.label))? {
                Some(value) => {
                    row.insert(part.name.to_owned(), value);
                }
                None if part.optional || part.kind == PartKind::FreshId => {}
                None => missing.push(part.label),
            }
        }
        Ok((row, missing))
    }

    /// The first part alone under `existing`, or all the others under `new`.
    fn existing_or_made(&self, row: Map<String, Value>, missing: &[&str]) -> Result<Value, String> {
        let first = self.parts.first();
        let (name, label) = first.map_or(("", ""), |part| (part.name, part.label));
        if row.contains_key(name) {
            return if row.len() == 1 {
                Ok(json!({ "existing": row }))
            } else {
                Err(format!(
                    "must be either “{label}” or something new, not both"
                ))
            };
        }
        let missing: Vec<&str> = missing
            .iter()
            .copied()
            .filter(|one| *one != label)
            .collect();
        if missing.is_empty() {
            Ok(json!({ "new": row }))
        } else {
            Err(format!("lacks {}", missing.join(" and ").to_lowercase()))
        }
    }

    /// The control the summary of errors leads to.
    pub(super) fn control(&self, name: &str) -> String {
        let mut asked = self
            .parts
            .iter()
            .filter(|part| part.kind != PartKind::FreshId);
        let first = asked.next();
        let (first, end) = first.map_or(("", ""), |part| (part.name, part.kind.first_control()));
        format!("#{name}-0-{first}{end}")
    }
}

impl Each {
    /// The answers that were given.
    pub(super) fn read(&self, answers: &Answers, name: &str) -> Result<Option<Value>, String> {
        let mut all = Vec::new();
        for (which, label) in &self.of {
            let answer = self
                .answer
                .kind
                .read(answers, &format!("{name}-{which}"))
                .map_err(|why| format!("of {label} {why}"))?;
            if let Some(answer) = answer {
                all.push(json!({ self.key: which, self.answer.name: answer }));
            }
        }
        Ok((!all.is_empty()).then_some(Value::Array(all)))
    }

    /// The control the summary of errors leads to.
    pub(super) fn control(&self, name: &str) -> String {
        let first = self.of.first().map_or("", |(which, _)| which);
        format!("#{name}-{first}")
    }
}

/// Shows the rows. `value` finds what was typed or stood there before.
pub(super) fn show_rows(
    question: &Question,
    label: &str,
    rows: &Rows,
    error: Option<Content<'static>>,
    value: &dyn Fn(&str) -> Option<String>,
) -> Markup {
    let name = question.name;
    let body = html! {
        @for number in 0..rows.shown {
            fieldset class="govuk-fieldset gt-row" {
                @if !rows.single {
                    legend class="govuk-fieldset__legend govuk-fieldset__legend--s" {
                        "Row " (number + 1)
                    }
                }
                @for part in &rows.parts {
                    @let field = format!("{name}-{number}-{}", part.name);
                    (part.kind.show(&field, part.label, value))
                }
            }
        }
    };
    framed(question, label, error, &body)
}

/// Shows one control for each of the set.
pub(super) fn show_each(
    question: &Question,
    label: &str,
    each: &Each,
    error: Option<Content<'static>>,
    value: &dyn Fn(&str) -> Option<String>,
) -> Markup {
    let body = html! {
        @if each.of.is_empty() { p class="govuk-body" { "There is none to choose from yet." } }
        @for (which, words) in &each.of {
            @let field = format!("{}-{which}", question.name);
            (each.answer.kind.show(&field, words, value))
        }
    };
    framed(question, label, error, &body)
}

fn framed(
    question: &Question,
    label: &str,
    error: Option<Content<'static>>,
    body: &Markup,
) -> Markup {
    let classes = match error {
        Some(_) => "govuk-form-group govuk-form-group--error",
        None => "govuk-form-group",
    };
    let inside = html! {
        @if let Some(hint) = &question.hint { div class="govuk-hint" { (hint) } }
        @if let Some(error) = error {
            p class="govuk-error-message" {
                span class="govuk-visually-hidden" { "Error: " } (error)
            }
        }
        (body)
    };
    html! { div class=(classes) { (Fieldset::new(label, inside)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        Answers(
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect(),
        )
    }

    fn rows() -> Rows {
        let parts = vec![
            part("code", "Code", PartKind::Line),
            part("needed", "Commentary needed", PartKind::Tick),
        ];
        Rows::several(parts, 3)
    }

    #[test]
    fn an_empty_row_is_left_out_and_a_half_empty_one_is_refused() {
        let typed = answers(&[("codes-1-code", "R"), ("codes-1-needed", "yes")]);
        let read = rows().read(&typed, "codes", &mut Uuid::nil).unwrap();
        assert_eq!(read, Some(json!([{ "code": "R", "needed": true }])));
        assert_eq!(
            rows().read(&answers(&[]), "codes", &mut Uuid::nil),
            Ok(None)
        );
        let two = Rows::several(
            vec![
                part("code", "Code", PartKind::Line),
                part("name", "Name", PartKind::Line),
            ],
            1,
        );
        let typed = answers(&[("t-0-code", "x")]);
        let half = two.read(&typed, "t", &mut Uuid::nil).unwrap_err();
        assert!(half.contains("row 1: enter name"), "{half}");
    }

    #[test]
    fn what_is_not_answered_for_one_of_a_set_is_left_out() {
        let each = Each {
            key: "agency",
            of: vec![
                ("a".into(), "Council".into()),
                ("b".into(), "Police".into()),
            ],
            answer: part("amount_pence", "Amount", PartKind::Money),
        };
        let read = each.read(&answers(&[("c-b", "£12.50")]), "c").unwrap();
        assert_eq!(read, Some(json!([{ "agency": "b", "amount_pence": 1250 }])));
        assert!(
            each.read(&answers(&[("c-a", "much")]), "c")
                .unwrap_err()
                .contains("Council")
        );
    }

    #[test]
    fn a_row_has_ids_days_and_posts_and_leaves_out_what_may_stay_empty() {
        let agencies = vec![("a".to_owned(), "Council".to_owned())];
        let parts = vec![
            part("id", "", PartKind::FreshId),
            part("on", "Day", PartKind::Day),
            part("lead", "Lead", PartKind::Owner(agencies)),
            part("count", "Count", PartKind::Number).optional(),
        ];
        let typed = answers(&[
            ("t-1-on-day", "3"),
            ("t-1-on-month", "4"),
            ("t-1-on-year", "2026"),
            ("t-1-lead-role", "Head of Service"),
        ]);
        let read = Rows::several(parts, 2).read(&typed, "t", &mut Uuid::nil);
        let lead = json!({ "role": "Head of Service" });
        let row = json!({ "id": Uuid::nil(), "on": "2026-04-03", "lead": lead });
        assert_eq!(read, Ok(Some(json!([row]))));
    }

    #[test]
    fn something_exists_or_is_made_but_not_both() {
        let there = vec![("x".to_owned(), "Train".to_owned())];
        let parts = vec![
            part("action", "An action", PartKind::Choice(there)),
            part("words", "What is done", PartKind::Words),
            part("owner", "Post", PartKind::Line),
        ];
        let rows = Rows::existing_or_new(parts);
        let read = |typed: &[(&str, &str)]| rows.read(&answers(typed), "t", &mut Uuid::nil);
        let (old, words, owner) = (
            ("t-0-action", "x"),
            ("t-0-words", "Do"),
            ("t-0-owner", "Head"),
        );
        assert_eq!(
            read(&[old]),
            Ok(Some(json!({ "existing": { "action": "x" } })))
        );
        let new = json!({ "new": { "words": "Do", "owner": "Head" } });
        assert_eq!(read(&[words, owner]), Ok(Some(new)));
        assert!(read(&[old, words]).unwrap_err().contains("not both"));
        assert!(read(&[words]).unwrap_err().contains("lacks post"));
        assert_eq!(read(&[]), Ok(None));
    }
}
