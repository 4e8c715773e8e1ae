//! What every form control shares: its group, hint and error, and the ids that tie them.

use maud::{Markup, html};

use super::{Content, ErrorMessage, Hint, class_names};

/// The hint and error of one control, under ids made from the control's own.
pub(super) struct Described<'a> {
    pub(super) id: &'a str,
    /// Ids of other elements that describe the control, put first.
    pub(super) other_ids: &'a str,
    pub(super) hint: Option<&'a Content<'a>>,
    pub(super) error: Option<&'a Content<'a>>,
}

impl Described<'_> {
    /// The value of `aria-describedby`, or none when nothing describes the control.
    pub(super) fn ids(&self) -> Option<String> {
        let hint = self
            .hint
            .map(|_| format!("{}-hint", self.id))
            .unwrap_or_default();
        let error = self
            .error
            .map(|_| format!("{}-error", self.id))
            .unwrap_or_default();
        let ids = class_names(&[self.other_ids, &hint, &error]);
        (!ids.is_empty()).then_some(ids)
    }

    /// The hint and the error message themselves.
    pub(super) fn messages(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint {
                (Hint {
                    id: Some(&format!("{}-hint", self.id)),
                    content: hint.clone(),
                    classes: "",
                })
            }
            @if let Some(error) = self.error {
                (ErrorMessage {
                    id: Some(&format!("{}-error", self.id)),
                    ..ErrorMessage::new(error.clone())
                })
            }
        }
    }

    /// The group around a control, marked when there is an error.
    pub(super) fn group(&self, classes: &str, inside: &Markup) -> Markup {
        let error = if self.error.is_some() {
            "govuk-form-group--error"
        } else {
            ""
        };
        html! {
            div class=(class_names(&["govuk-form-group", error, classes])) { (inside) }
        }
    }

    /// The class that marks the control itself when there is an error.
    pub(super) fn error_class(&self, class: &'static str) -> &'static str {
        if self.error.is_some() { class } else { "" }
    }
}
