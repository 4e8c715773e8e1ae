//! Questions whose answer is a list of small things: rows of a few parts each, or one part for each
//! of a known set, such as the presence of every agency at a meeting.

use super::read::{Answers, pence};
use super::{Choice, Question};
use crate::web::components::{Checkbox, Checkboxes, Content, Fieldset, Input, Select, Textarea};
use maud::{Markup, html};
use serde_json::{Map, Value, json};

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
}

/// A part of that name, label and kind.
pub const fn part(name: &'static str, label: &'static str, kind: PartKind) -> Part {
    Part { name, label, kind }
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
}

impl Rows {
    /// Several rows of these parts.
    pub fn several(parts: Vec<Part>, shown: usize) -> Self {
        Self {
            parts,
            shown,
            single: false,
        }
    }

    /// One row of these parts.
    pub fn one(parts: Vec<Part>) -> Self {
        Self {
            parts,
            shown: 1,
            single: true,
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
        if *self == Self::Tick {
            return Ok(Some(Value::Bool(answers.ticked(name))));
        }
        let Some(typed) = answers.filled(name) else {
            return Ok(None);
        };
        match self {
            Self::Money => Ok(Some(json!(pence(&typed)?))),
            Self::Choice(choices) if !choices.iter().any(|(value, _)| *value == typed) => {
                Err("must be one of the choices offered".to_owned())
            }
            Self::Line | Self::Words | Self::Choice(_) | Self::Tick => {
                Ok(Some(Value::String(typed)))
            }
        }
    }

    fn show(&self, name: &str, label: &str, value: Option<&str>) -> Markup {
        match self {
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

impl Rows {
    /// The rows that were filled in.
    pub(super) fn read(&self, answers: &Answers, name: &str) -> Result<Option<Value>, String> {
        let mut rows = Vec::new();
        for number in 0..self.shown {
            let mut row = Map::new();
            let mut missing = Vec::new();
            for part in &self.parts {
                let answer = part
                    .kind
                    .read(answers, &format!("{name}-{number}-{}", part.name))
                    .map_err(|why| format!("row {}: {} {why}", number + 1, part.label))?;
                match answer {
                    Some(value) => {
                        row.insert(part.name.to_owned(), value);
                    }
                    None => missing.push(part.label),
                }
            }
            if row.values().all(Value::is_boolean) {
                continue;
            }
            if !missing.is_empty() {
                let missing = missing.join(" and ").to_lowercase();
                return Err(format!(
                    "row {}: enter {missing}, or leave the row empty",
                    number + 1
                ));
            }
            rows.push(Value::Object(row));
        }
        if self.single {
            return Ok(rows.into_iter().next());
        }
        Ok((!rows.is_empty()).then_some(Value::Array(rows)))
    }

    /// The control the summary of errors leads to.
    pub(super) fn control(&self, name: &str) -> String {
        let first = self.parts.first().map_or("", |part| part.name);
        format!("#{name}-0-{first}")
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
                    (part.kind.show(&field, part.label, value(&field).as_deref()))
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
            (each.answer.kind.show(&field, words, value(&field).as_deref()))
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
        let read = rows().read(&typed, "codes").unwrap();
        assert_eq!(read, Some(json!([{ "code": "R", "needed": true }])));
        assert_eq!(rows().read(&answers(&[]), "codes"), Ok(None));
        let two = Rows::several(
            vec![
                part("code", "Code", PartKind::Line),
                part("name", "Name", PartKind::Line),
            ],
            1,
        );
        let half = two.read(&answers(&[("t-0-code", "x")]), "t").unwrap_err();
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
}
