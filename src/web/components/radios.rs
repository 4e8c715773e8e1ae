//! One choice of a few.

use maud::{Markup, Render, html};

use super::form_group::Described;
use super::{Content, Fieldset, Hint, Label, Legend, class_names};

/// One choice.
#[derive(Clone, Debug, Default)]
pub struct Radio<'a> {
    /// What the form sends.
    pub value: &'a str,
    /// The words.
    pub content: Content<'a>,
    /// Help with this choice.
    pub hint: Option<Content<'a>>,
    /// Its id, where the one made from the name and its place cannot serve.
    pub id: Option<&'a str>,
    /// Whether it is chosen, where the group's own value does not say.
    pub checked: Option<bool>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// What is asked besides when it is chosen; shown to everybody without script.
    pub conditional: Option<Markup>,
}

impl<'a> Radio<'a> {
    /// A choice with its value and words.
    pub fn new(value: &'a str, content: impl Into<Content<'a>>) -> Self {
        Self {
            value,
            content: content.into(),
            ..Self::default()
        }
    }
}

/// A choice, or a word such as "or" between choices.
#[derive(Clone, Debug)]
pub enum RadioItem<'a> {
    /// A choice.
    Choice(Radio<'a>),
    /// A word between choices.
    Divider(&'a str),
}

impl<'a> From<Radio<'a>> for RadioItem<'a> {
    fn from(radio: Radio<'a>) -> Self {
        Self::Choice(radio)
    }
}

/// Radio buttons under a legend, with hint and error.
#[derive(Clone, Debug)]
pub struct Radios<'a> {
    /// Their name in the form's data, and the start of their ids. The first choice's id is the
    /// name itself, so an error summary can link to it.
    pub name: &'a str,
    /// The start of their ids, where the name cannot serve.
    pub id_prefix: Option<&'a str>,
    /// The question; absent only inside a fieldset the page writes itself.
    pub legend: Option<Legend<'a>>,
    /// Help with the question.
    pub hint: Option<Content<'a>>,
    /// What is wrong with the answer.
    pub error: Option<Content<'a>>,
    /// The choices.
    pub items: Vec<RadioItem<'a>>,
    /// The value of the choice made so far.
    pub value: Option<&'a str>,
    /// Ids of other elements that describe the question.
    pub described_by: &'a str,
    /// Further classes, such as `govuk-radios--inline`.
    pub classes: &'a str,
    /// Further classes of the fieldset.
    pub fieldset_classes: &'a str,
    /// Further classes of the group.
    pub group_classes: &'a str,
}

impl<'a> Radios<'a> {
    /// Choices under a question.
    pub fn new(
        name: &'a str,
        legend: impl Into<Legend<'a>>,
        items: impl IntoIterator<Item = Radio<'a>>,
    ) -> Self {
        Self {
            name,
            id_prefix: None,
            legend: Some(legend.into()),
            hint: None,
            error: None,
            items: items.into_iter().map(RadioItem::Choice).collect(),
            value: None,
            described_by: "",
            classes: "",
            fieldset_classes: "",
            group_classes: "",
        }
    }

    fn item(&self, radio: &Radio<'_>, id: &str) -> Markup {
        let chosen = self.value.filter(|value| !value.is_empty());
        let checked = radio.checked.unwrap_or(chosen == Some(radio.value));
        let hint_id = radio.hint.as_ref().map(|_| format!("{id}-item-hint"));
        let conditional_id = format!("conditional-{id}");
        let controls = radio.conditional.as_ref().map(|_| conditional_id.as_str());
        let label = Label {
            classes: "govuk-radios__label",
            ..Label::from(radio.content.clone())
        };
        let hidden = if checked {
            ""
        } else {
            "govuk-radios__conditional--hidden"
        };
        html! {
            div class="govuk-radios__item" {
                input class="govuk-radios__input" id=(id) name=(self.name) type="radio"
                    value=(radio.value) checked[checked] disabled[radio.disabled]
                    data-aria-controls=[controls] aria-describedby=[hint_id.as_deref()];
                (label.for_control(Some(id)))
                @if let Some(hint) = &radio.hint {
                    (Hint {
                        id: hint_id.as_deref(),
                        content: hint.clone(),
                        classes: "govuk-radios__hint",
                    })
                }
            }
            @if let Some(conditional) = &radio.conditional {
                div class=(class_names(&["govuk-radios__conditional", hidden]))
                    id=(conditional_id) { (conditional) }
            }
        }
    }
}

impl Render for Radios<'_> {
    fn render(&self) -> Markup {
        let prefix = self.id_prefix.unwrap_or(self.name);
        let described = Described {
            id: prefix,
            other_ids: self.described_by,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
        };
        let inside = html! {
            (described.messages())
            div class=(class_names(&["govuk-radios", self.classes])) data-module="govuk-radios" {
                @for (place, item) in (1_usize..).zip(&self.items) {
                    @match item {
                        RadioItem::Divider(word) => {
                            div class="govuk-radios__divider" { (word) }
                        }
                        RadioItem::Choice(radio) => {
                            (self.item(radio, &item_id(radio.id, prefix, place)))
                        }
                    }
                }
            }
        };
        let ids = described.ids().unwrap_or_default();
        let grouped = match &self.legend {
            Some(legend) => html! {
                (Fieldset {
                    legend: legend.clone(),
                    content: inside.into(),
                    described_by: &ids,
                    role: None,
                    classes: self.fieldset_classes,
                })
            },
            None => inside,
        };
        described.group(self.group_classes, &grouped)
    }
}

/// The id of a choice: the first has the bare prefix, the others their place, from 2.
pub(super) fn item_id(own: Option<&str>, prefix: &str, place: usize) -> String {
    match own {
        Some(id) => id.to_owned(),
        None if place == 1 => prefix.to_owned(),
        None => format!("{prefix}-{place}"),
    }
}
