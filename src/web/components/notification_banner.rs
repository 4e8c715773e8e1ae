//! Something to know that is not about the page itself, or that something was done.

use maud::{Markup, Render, html};

use super::summary_list::heading;
use super::{Content, class_names};

/// Why the banner is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BannerKind {
    /// Something to know.
    #[default]
    Important,
    /// Something was done; it takes the focus where script runs.
    Success,
}

/// A banner at the top of the page's content.
#[derive(Clone, Debug)]
pub struct NotificationBanner<'a> {
    /// What it says: text is set as its heading, markup stands as it is.
    pub content: Content<'a>,
    /// Why it is there.
    pub kind: BannerKind,
    /// The word in its frame, where "Important" or "Success" is not right.
    pub title: Option<Content<'a>>,
    /// The level of that word among the page's headings.
    pub heading_level: u8,
    /// The id of that word, for a page with two banners.
    pub title_id: &'a str,
    /// A role other than that of its kind.
    pub role: Option<&'a str>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> NotificationBanner<'a> {
    /// Something to know.
    pub fn new(content: impl Into<Content<'a>>) -> Self {
        Self {
            content: content.into(),
            kind: BannerKind::Important,
            title: None,
            heading_level: 2,
            title_id: "govuk-notification-banner-title",
            role: None,
            classes: "",
        }
    }

    /// Something was done.
    pub fn success(content: impl Into<Content<'a>>) -> Self {
        Self {
            kind: BannerKind::Success,
            ..Self::new(content)
        }
    }
}

impl Render for NotificationBanner<'_> {
    fn render(&self) -> Markup {
        let (class, role, word) = match self.kind {
            BannerKind::Important => ("", "region", "Important"),
            BannerKind::Success => ("govuk-notification-banner--success", "alert", "Success"),
        };
        let title = self.title.clone().unwrap_or(word.into());
        let title_class = "govuk-notification-banner__title";
        html! {
            div class=(class_names(&["govuk-notification-banner", class, self.classes]))
                role=(self.role.unwrap_or(role)) aria-labelledby=(self.title_id)
                data-module="govuk-notification-banner" {
                div class="govuk-notification-banner__header" {
                    (heading(self.heading_level, title_class, Some(self.title_id), &title))
                }
                div class="govuk-notification-banner__content" {
                    @match &self.content {
                        Content::Markup(markup) => (markup),
                        Content::Text(_) | Content::Owned(_) => {
                            p class="govuk-notification-banner__heading" { (self.content) }
                        }
                    }
                }
            }
        }
    }
}
