//! Text of more than one line.

use maud::{Markup, Render, html};

use super::form_group::Described;
use super::{Content, Label, class_names};

/// A textarea with its label, hint and error.
#[derive(Clone, Debug)]
pub struct Textarea<'a> {
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
    /// The answer so far.
    pub value: &'a str,
    /// How many lines are shown.
    pub rows: u32,
    /// What the browser may fill in.
    pub autocomplete: Option<&'a str>,
    /// Whether spelling is checked.
    pub spellcheck: Option<bool>,
    /// Ids of other elements that describe it.
    pub described_by: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
    /// Further classes of the group.
    pub group_classes: &'a str,
}

impl<'a> Textarea<'a> {
    /// A textarea of that name and label, five lines high.
    pub fn new(name: &'a str, label: impl Into<Label<'a>>) -> Self {
        Self {
            name,
            id: None,
            label: label.into(),
            hint: None,
            error: None,
            value: "",
            rows: 5,
            autocomplete: None,
            spellcheck: None,
            described_by: "",
            classes: "",
            group_classes: "",
        }
    }

    pub(super) fn described(&self) -> Described<'_> {
        Described {
            id: self.id.unwrap_or(self.name),
            other_ids: self.described_by,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
        }
    }

    /// Everything inside the group: label, messages and control.
    pub(super) fn inside(&self) -> Markup {
        let described = self.described();
        let error = described.error_class("govuk-textarea--error");
        html! {
            (self.label.for_control(Some(described.id)))
            (described.messages())
            textarea class=(class_names(&["govuk-textarea", error, self.classes]))
                id=(described.id) name=(self.name) rows=(self.rows)
                spellcheck=[self.spellcheck] aria-describedby=[described.ids()]
                autocomplete=[self.autocomplete] { (self.value) }
        }
    }
}

impl Render for Textarea<'_> {
    fn render(&self) -> Markup {
        self.described().group(self.group_classes, &self.inside())
    }
}
