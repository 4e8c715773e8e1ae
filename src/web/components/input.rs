//! A single line of text.

use maud::{Markup, Render, html};

use super::form_group::Described;
use super::{Affix, Content, Label, class_names};

/// A one-line text input with its label, hint and error.
#[derive(Clone, Debug)]
pub struct Input<'a> {
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
    pub value: Option<&'a str>,
    /// The HTML type: `text`, `email`, `datetime-local` and so on.
    pub kind: &'a str,
    /// Words before the input.
    pub prefix: Option<Affix<'a>>,
    /// Words after the input.
    pub suffix: Option<Affix<'a>>,
    /// The keyboard to offer, such as `numeric`.
    pub inputmode: Option<&'a str>,
    /// What the browser may fill in.
    pub autocomplete: Option<&'a str>,
    /// Whether the device may capitalise.
    pub autocapitalize: Option<&'a str>,
    /// A regular expression, for devices that choose a keyboard by it.
    pub pattern: Option<&'a str>,
    /// Whether spelling is checked.
    pub spellcheck: Option<bool>,
    /// Whether it cannot be changed.
    pub disabled: bool,
    /// Ids of other elements that describe it.
    pub described_by: &'a str,
    /// Further classes, such as `govuk-input--width-5`.
    pub classes: &'a str,
    /// Further classes of the group.
    pub group_classes: &'a str,
}

impl<'a> Input<'a> {
    /// A text input of that name and label.
    pub fn new(name: &'a str, label: impl Into<Label<'a>>) -> Self {
        Self {
            name,
            id: None,
            label: label.into(),
            hint: None,
            error: None,
            value: None,
            kind: "text",
            prefix: None,
            suffix: None,
            inputmode: None,
            autocomplete: None,
            autocapitalize: None,
            pattern: None,
            spellcheck: None,
            disabled: false,
            described_by: "",
            classes: "",
            group_classes: "",
        }
    }

    fn control(&self, id: &str, described: &Described<'_>) -> Markup {
        let error = described.error_class("govuk-input--error");
        html! {
            input class=(class_names(&["govuk-input", self.classes, error])) id=(id)
                name=(self.name) type=(self.kind) spellcheck=[self.spellcheck]
                value=[self.value] disabled[self.disabled] aria-describedby=[described.ids()]
                autocomplete=[self.autocomplete] autocapitalize=[self.autocapitalize]
                pattern=[self.pattern] inputmode=[self.inputmode];
        }
    }
}

impl Render for Input<'_> {
    fn render(&self) -> Markup {
        let id = self.id.unwrap_or(self.name);
        let described = Described {
            id,
            other_ids: self.described_by,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
        };
        let inside = html! {
            (self.label.for_control(Some(id)))
            (described.messages())
            @if self.prefix.is_some() || self.suffix.is_some() {
                div class="govuk-input__wrapper" {
                    @if let Some(prefix) = &self.prefix {
                        (affix(prefix, "govuk-input__prefix"))
                    }
                    (self.control(id, &described))
                    @if let Some(suffix) = &self.suffix {
                        (affix(suffix, "govuk-input__suffix"))
                    }
                }
            } @else {
                (self.control(id, &described))
            }
        };
        described.group(self.group_classes, &inside)
    }
}

fn affix(affix: &Affix<'_>, class: &str) -> Markup {
    html! {
        div class=(class_names(&[class, affix.classes])) aria-hidden="true" { (affix.content) }
    }
}
