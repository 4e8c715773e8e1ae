//! A prefix or suffix of a text input, such as a percent sign.

use super::Content;

/// Words shown against the edge of a text input and hidden from assistive technology, so the
/// label must say the same.
#[derive(Clone, Debug, Default)]
pub struct Affix<'a> {
    /// What is shown.
    pub content: Content<'a>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a, T: Into<Content<'a>>> From<T> for Affix<'a> {
    fn from(content: T) -> Self {
        Self {
            content: content.into(),
            classes: "",
        }
    }
}
