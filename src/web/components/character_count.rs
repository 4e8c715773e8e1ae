//! A textarea that says how much may be written.

use maud::{Markup, Render, html};

use super::{Hint, Textarea, class_names};

/// How much may be written. The server counts for itself; this tells people beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountLimit {
    /// At most so many characters.
    Characters(u32),
    /// At most so many words.
    Words(u32),
}

/// A textarea with its limit in words below it, which works without script; with script the
/// words become a running count.
#[derive(Clone, Debug)]
pub struct CharacterCount<'a> {
    /// The textarea.
    pub textarea: Textarea<'a>,
    /// The limit.
    pub limit: CountLimit,
    /// The share of the limit, in percent, below which the running count stays hidden.
    pub threshold_percent: Option<u32>,
}

impl<'a> CharacterCount<'a> {
    /// A textarea that may hold at most that many characters.
    pub fn new(textarea: Textarea<'a>, characters_max: u32) -> Self {
        let limit = CountLimit::Characters(characters_max);
        Self {
            textarea,
            limit,
            threshold_percent: None,
        }
    }
}

impl Render for CharacterCount<'_> {
    fn render(&self) -> Markup {
        let id = self.textarea.id.unwrap_or(self.textarea.name);
        let info = format!("{id}-info");
        let classes = class_names(&["govuk-js-character-count", self.textarea.classes]);
        let described_by = class_names(&[&info, self.textarea.described_by]);
        let textarea = Textarea {
            classes: &classes,
            described_by: &described_by,
            ..self.textarea.clone()
        };
        let (characters, words) = match self.limit {
            CountLimit::Characters(count) => (Some(count), None),
            CountLimit::Words(count) => (None, Some(count)),
        };
        let text = match self.limit {
            CountLimit::Characters(count) => format!("You can enter up to {count} characters"),
            CountLimit::Words(count) => format!("You can enter up to {count} words"),
        };
        let error = textarea.described().error_class("govuk-form-group--error");
        let group = [
            "govuk-form-group",
            error,
            "govuk-character-count",
            self.textarea.group_classes,
        ];
        html! {
            div class=(class_names(&group)) data-module="govuk-character-count"
                data-maxlength=[characters] data-maxwords=[words]
                data-count-type=[words.map(|_| "words")]
                data-threshold=[self.threshold_percent] {
                (textarea.inside())
                (Hint {
                    id: Some(&info),
                    content: text.into(),
                    classes: "govuk-character-count__message",
                })
            }
        }
    }
}
