//! A date people know or can look up, in three boxes.

use maud::{Markup, Render, html};

use super::form_group::Described;
use super::{Content, Fieldset, Input, Label, Legend, class_names};

/// One of the three boxes.
#[derive(Clone, Copy, Debug, Default)]
pub struct DatePart<'a> {
    /// What was typed so far, kept as it was typed.
    pub value: Option<&'a str>,
    /// Whether this box is wrong; when none is named, an error marks all three.
    pub error: bool,
}

impl<'a> From<&'a str> for DatePart<'a> {
    fn from(value: &'a str) -> Self {
        Self {
            value: Some(value),
            error: false,
        }
    }
}

/// Day, month and year under a legend, with hint and error.
///
/// The boxes are named `{name}-day`, `{name}-month` and `{name}-year`, or only `day`, `month`
/// and `year` without a name; their ids start with the id.
#[derive(Clone, Debug)]
pub struct DateInput<'a> {
    /// The id of the whole, which an error summary's link continues with `-day`.
    pub id: &'a str,
    /// What the boxes' names start with.
    pub name: &'a str,
    /// The question; absent only inside a fieldset the page writes itself.
    pub legend: Option<Legend<'a>>,
    /// Help with the answer.
    pub hint: Option<Content<'a>>,
    /// What is wrong with the answer.
    pub error: Option<Content<'a>>,
    /// The day of the month.
    pub day: DatePart<'a>,
    /// The month, from 1.
    pub month: DatePart<'a>,
    /// The year, in four figures.
    pub year: DatePart<'a>,
    /// Ids of other elements that describe the question.
    pub described_by: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
    /// Further classes of the group.
    pub group_classes: &'a str,
}

impl<'a> DateInput<'a> {
    /// A date asked under a question; `name` serves as id too.
    pub fn new(name: &'a str, legend: impl Into<Legend<'a>>) -> Self {
        Self {
            id: name,
            name,
            legend: Some(legend.into()),
            hint: None,
            error: None,
            day: DatePart::default(),
            month: DatePart::default(),
            year: DatePart::default(),
            described_by: "",
            classes: "",
            group_classes: "",
        }
    }

    fn part(&self, part: DatePart<'_>, key: &str, label: &str, width: &str) -> Markup {
        let any_named = self.day.error || self.month.error || self.year.error;
        let wrong = part.error || (self.error.is_some() && !any_named);
        let error = if wrong { "govuk-input--error" } else { "" };
        let classes = class_names(&["govuk-date-input__input", error, width]);
        let name = match self.name {
            "" => key.to_owned(),
            name => format!("{name}-{key}"),
        };
        html! {
            div class="govuk-date-input__item" {
                (Input {
                    id: Some(&format!("{}-{key}", self.id)),
                    value: part.value,
                    inputmode: Some("numeric"),
                    classes: &classes,
                    ..Input::new(
                        &name,
                        Label { classes: "govuk-date-input__label", ..Label::from(label) },
                    )
                })
            }
        }
    }
}

impl Render for DateInput<'_> {
    fn render(&self) -> Markup {
        let described = Described {
            id: self.id,
            other_ids: self.described_by,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
        };
        let inside = html! {
            (described.messages())
            div class=(class_names(&["govuk-date-input", self.classes])) id=(self.id) {
                (self.part(self.day, "day", "Day", "govuk-input--width-2"))
                (self.part(self.month, "month", "Month", "govuk-input--width-2"))
                (self.part(self.year, "year", "Year", "govuk-input--width-4"))
            }
        };
        let ids = described.ids().unwrap_or_default();
        let grouped = match &self.legend {
            Some(legend) => html! {
                (Fieldset {
                    legend: legend.clone(),
                    content: inside.into(),
                    described_by: &ids,
                    role: Some("group"),
                    classes: "",
                })
            },
            None => inside,
        };
        described.group(self.group_classes, &grouped)
    }
}
