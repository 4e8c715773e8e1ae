//! Choosing a file to send.

use maud::{Markup, Render, html};

use super::form_group::Described;
use super::{Content, Label, class_names};

/// A file control with its label, hint and error. Its form must be sent as
/// `multipart/form-data`.
#[derive(Clone, Debug)]
pub struct FileUpload<'a> {
    /// Its name in the form's data, and its id unless another is given.
    pub name: &'a str,
    /// Its id, where the name cannot serve.
    pub id: Option<&'a str>,
    /// Its label.
    pub label: Label<'a>,
    /// Help, which must say the kinds and sizes that are taken.
    pub hint: Option<Content<'a>>,
    /// What is wrong with the file.
    pub error: Option<Content<'a>>,
    /// The kinds the browser offers, such as `.docx,.xlsx,.csv`; the server checks for itself.
    pub accept: Option<&'a str>,
    /// Whether several files may be chosen.
    pub multiple: bool,
    /// Whether it cannot be used.
    pub disabled: bool,
    /// Ids of other elements that describe it.
    pub described_by: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
    /// Further classes of the group.
    pub group_classes: &'a str,
}

impl<'a> FileUpload<'a> {
    /// A file control of that name and label.
    pub fn new(name: &'a str, label: impl Into<Label<'a>>) -> Self {
        Self {
            name,
            id: None,
            label: label.into(),
            hint: None,
            error: None,
            accept: None,
            multiple: false,
            disabled: false,
            described_by: "",
            classes: "",
            group_classes: "",
        }
    }
}

impl Render for FileUpload<'_> {
    fn render(&self) -> Markup {
        let id = self.id.unwrap_or(self.name);
        let described = Described {
            id,
            other_ids: self.described_by,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
        };
        let error = described.error_class("govuk-file-upload--error");
        let inside = html! {
            (self.label.for_control(Some(id)))
            (described.messages())
            input class=(class_names(&["govuk-file-upload", self.classes, error])) id=(id)
                name=(self.name) type="file" disabled[self.disabled] multiple[self.multiple]
                accept=[self.accept] aria-describedby=[described.ids()];
        };
        described.group(self.group_classes, &inside)
    }
}
