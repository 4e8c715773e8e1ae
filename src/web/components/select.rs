//! A choice from a list that is too long for radios.

use maud::{Markup, Render, html};

use super::form_group::Described;
use super::{Content, Label, class_names};

/// One choice.
#[derive(Clone, Debug)]
pub struct SelectOption<'a> {
    /// What the form sends; the words themselves when absent.
    pub value: Option<&'a str>,
    /// The words.
    pub text: &'a str,
    /// Whether it is chosen, where the select's own value does not say.
    pub selected: Option<bool>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
}

impl<'a> SelectOption<'a> {
    /// A choice with its value and its words.
    pub fn new(value: &'a str, text: &'a str) -> Self {
        Self {
            value: Some(value),
            text,
            selected: None,
            disabled: false,
        }
    }
}

/// A drop-down list with its label, hint and error.
#[derive(Clone, Debug)]
pub struct Select<'a> {
    /// Its name in the form's data, and its id unless another is given.
    pub name: &'a str,
    /// Its id, where the name cannot serve.
    pub id: Option<&'a str>,
    /// Its label.
    pub label: Label<'a>,
    /// Help with the answer.
    pub hint: Option<Content<'a>>,
    /// What is wrong with the answer.
    pub error: Option<Content<'a>>,
    /// The choices.
    pub options: Vec<SelectOption<'a>>,
    /// The value of the choice made so far.
    pub value: Option<&'a str>,
    /// Whether it cannot be changed.
    pub disabled: bool,
    /// The id of the form it belongs to, where it does not stand inside it.
    pub form: Option<&'a str>,
    /// Ids of other elements that describe it.
    pub described_by: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
    /// Further classes of the group.
    pub group_classes: &'a str,
}

impl<'a> Select<'a> {
    /// A list of choices of that name and label.
    pub fn new(name: &'a str, label: impl Into<Label<'a>>, options: Vec<SelectOption<'a>>) -> Self {
        Self {
            name,
            id: None,
            label: label.into(),
            hint: None,
            error: None,
            options,
            value: None,
            disabled: false,
            form: None,
            described_by: "",
            classes: "",
            group_classes: "",
        }
    }

    fn is_selected(&self, option: &SelectOption<'_>) -> bool {
        let chosen = self.value.filter(|value| !value.is_empty());
        let by_value = chosen == Some(option.value.unwrap_or(option.text));
        option.selected.unwrap_or(by_value)
    }
}

impl Render for Select<'_> {
    fn render(&self) -> Markup {
        let id = self.id.unwrap_or(self.name);
        let described = Described {
            id,
            other_ids: self.described_by,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
        };
        let error = described.error_class("govuk-select--error");
        let inside = html! {
            (self.label.for_control(Some(id)))
            (described.messages())
            select class=(class_names(&["govuk-select", self.classes, error])) id=(id)
                name=(self.name) form=[self.form] disabled[self.disabled]
                aria-describedby=[described.ids()] {
                @for option in &self.options {
                    option value=[option.value] selected[self.is_selected(option)]
                        disabled[option.disabled] { (option.text) }
                }
            }
        };
        described.group(self.group_classes, &inside)
    }
}
