//! What kind of copy of the product this is, such as one with training data.

use maud::{Markup, Render, html};

use super::{Content, Tag, class_names};

/// A tag and a sentence, inside the page's header.
#[derive(Clone, Debug)]
pub struct PhaseBanner<'a> {
    /// The word in the tag.
    pub tag: Content<'a>,
    /// Further classes of the tag.
    pub tag_classes: &'a str,
    /// The sentence.
    pub content: Content<'a>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> PhaseBanner<'a> {
    /// A tag and a sentence.
    pub fn new(tag: impl Into<Content<'a>>, content: impl Into<Content<'a>>) -> Self {
        Self {
            tag: tag.into(),
            tag_classes: "",
            content: content.into(),
            classes: "",
        }
    }
}

impl Render for PhaseBanner<'_> {
    fn render(&self) -> Markup {
        let tag_classes = class_names(&["govuk-phase-banner__content__tag", self.tag_classes]);
        let classes = ["govuk-phase-banner", "govuk-width-container", self.classes];
        html! {
            div class=(class_names(&classes)) {
                p class="govuk-phase-banner__content" {
                    (Tag { content: self.tag.clone(), classes: &tag_classes }) " "
                    span class="govuk-phase-banner__text" { (self.content) }
                }
            }
        }
    }
}
