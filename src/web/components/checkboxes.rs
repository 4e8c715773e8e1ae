//! Any number of choices.

use maud::{Markup, Render, html};

use super::form_group::Described;
use super::radios::item_id;
use super::{Content, Fieldset, Hint, Label, Legend, class_names, present};

/// One choice.
#[derive(Clone, Debug, Default)]
pub struct Checkbox<'a> {
    /// What the form sends.
    pub value: &'a str,
    /// The words.
    pub content: Content<'a>,
    /// Its name in the form's data, where it is not the group's.
    pub name: Option<&'a str>,
    /// Help with this choice.
    pub hint: Option<Content<'a>>,
    /// Its id, where the one made from the name and its place cannot serve.
    pub id: Option<&'a str>,
    /// Whether it is chosen, where the group's own values do not say.
    pub checked: Option<bool>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// Whether choosing it takes back every other, as "None of these" does with script; the
    /// server must refuse the combination for itself.
    pub exclusive: bool,
    /// What is asked besides when it is chosen; shown to everybody without script.
    pub conditional: Option<Markup>,
}

impl<'a> Checkbox<'a> {
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
pub enum CheckboxItem<'a> {
    /// A choice.
    Choice(Checkbox<'a>),
    /// A word between choices.
    Divider(&'a str),
}

impl<'a> From<Checkbox<'a>> for CheckboxItem<'a> {
    fn from(checkbox: Checkbox<'a>) -> Self {
        Self::Choice(checkbox)
    }
}

/// Checkboxes under a legend, with hint and error.
#[derive(Clone, Debug)]
pub struct Checkboxes<'a> {
    /// Their name in the form's data, and the start of their ids. The first choice's id is the
    /// name itself, so an error summary can link to it.
    pub name: &'a str,
    /// The start of their ids, where the name cannot serve.
    pub id_prefix: Option<&'a str>,
    /// The question; a single box that says all itself has none.
    pub legend: Option<Legend<'a>>,
    /// Help with the question.
    pub hint: Option<Content<'a>>,
    /// What is wrong with the answer.
    pub error: Option<Content<'a>>,
    /// The choices.
    pub items: Vec<CheckboxItem<'a>>,
    /// The values of the choices made so far.
    pub values: Vec<&'a str>,
    /// Ids of other elements that describe the question.
    pub described_by: &'a str,
    /// Further classes, such as `govuk-checkboxes--small`.
    pub classes: &'a str,
    /// Further classes of the fieldset.
    pub fieldset_classes: &'a str,
    /// Further classes of the group.
    pub group_classes: &'a str,
}

impl<'a> Checkboxes<'a> {
    /// Choices under a question.
    pub fn new(
        name: &'a str,
        legend: impl Into<Legend<'a>>,
        items: impl IntoIterator<Item = Checkbox<'a>>,
    ) -> Self {
        Self {
            legend: Some(legend.into()),
            ..Self::without_legend(name, items)
        }
    }

    /// A single box whose own words are the whole question.
    pub fn single(name: &'a str, checkbox: Checkbox<'a>) -> Self {
        Self::without_legend(name, [checkbox])
    }

    fn without_legend(name: &'a str, items: impl IntoIterator<Item = Checkbox<'a>>) -> Self {
        Self {
            name,
            id_prefix: None,
            legend: None,
            hint: None,
            error: None,
            items: items.into_iter().map(CheckboxItem::Choice).collect(),
            values: Vec::new(),
            described_by: "",
            classes: "",
            fieldset_classes: "",
            group_classes: "",
        }
    }

    /// One choice; `group_ids` describe it too when there is no fieldset to carry them.
    fn item(&self, checkbox: &Checkbox<'_>, id: &str, group_ids: &str) -> Markup {
        let checked = checkbox
            .checked
            .unwrap_or(self.values.contains(&checkbox.value));
        let hint_id = checkbox.hint.as_ref().map(|_| format!("{id}-item-hint"));
        let ids = class_names(&[group_ids, hint_id.as_deref().unwrap_or_default()]);
        let conditional_id = format!("conditional-{id}");
        let controls = checkbox
            .conditional
            .as_ref()
            .map(|_| conditional_id.as_str());
        let label = Label {
            classes: "govuk-checkboxes__label",
            ..Label::from(checkbox.content.clone())
        };
        let hidden = if checked {
            ""
        } else {
            "govuk-checkboxes__conditional--hidden"
        };
        html! {
            div class="govuk-checkboxes__item" {
                input class="govuk-checkboxes__input" id=(id)
                    name=(checkbox.name.unwrap_or(self.name)) type="checkbox"
                    value=(checkbox.value) checked[checked] disabled[checkbox.disabled]
                    data-aria-controls=[controls]
                    data-behaviour=[checkbox.exclusive.then_some("exclusive")]
                    aria-describedby=[present(&ids)];
                (label.for_control(Some(id)))
                @if let Some(hint) = &checkbox.hint {
                    (Hint {
                        id: hint_id.as_deref(),
                        content: hint.clone(),
                        classes: "govuk-checkboxes__hint",
                    })
                }
            }
            @if let Some(conditional) = &checkbox.conditional {
                div class=(class_names(&["govuk-checkboxes__conditional", hidden]))
                    id=(conditional_id) { (conditional) }
            }
        }
    }
}

impl Render for Checkboxes<'_> {
    fn render(&self) -> Markup {
        let prefix = self.id_prefix.unwrap_or(self.name);
        let described = Described {
            id: prefix,
            other_ids: self.described_by,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
        };
        let ids = described.ids().unwrap_or_default();
        let group_ids = if self.legend.is_some() {
            ""
        } else {
            ids.as_str()
        };
        let inside = html! {
            (described.messages())
            div class=(class_names(&["govuk-checkboxes", self.classes]))
                data-module="govuk-checkboxes" {
                @for (place, item) in (1_usize..).zip(&self.items) {
                    @match item {
                        CheckboxItem::Divider(word) => {
                            div class="govuk-checkboxes__divider" { (word) }
                        }
                        CheckboxItem::Choice(checkbox) => {
                            (self.item(checkbox, &item_id(checkbox.id, prefix, place), group_ids))
                        }
                    }
                }
            }
        };
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
