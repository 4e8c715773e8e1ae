//! The Ministry of Justice's timeline: what happened to a thing, newest first.

use maud::{Markup, Render, html};

use super::Content;
use super::summary_list::heading;

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct TimelineItem<'a> {
    /// What happened, in the past tense.
    pub title: Content<'a>,
    /// Who did it, after the word "by"; empty when nobody did.
    pub byline: Content<'a>,
    /// When, in words for people.
    pub when: Content<'a>,
    /// The same moment or date for machines: `2026-03-03` or RFC 3339.
    pub datetime: &'a str,
    /// More about it.
    pub content: Content<'a>,
    /// The item's id, so that others can link to it.
    pub id: Option<&'a str>,
}

/// What happened, in order.
#[derive(Clone, Debug)]
pub struct Timeline<'a> {
    /// What happened, in the order it is shown.
    pub items: Vec<TimelineItem<'a>>,
    /// The level of the items' titles among the page's headings.
    pub heading_level: u8,
}

impl<'a> Timeline<'a> {
    /// Items with third-level titles, under a second-level heading of the page.
    pub fn new(items: Vec<TimelineItem<'a>>) -> Self {
        Self {
            items,
            heading_level: 3,
        }
    }
}

impl Render for Timeline<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="moj-timeline" {
                @for item in &self.items {
                    div class="moj-timeline__item" id=[item.id] {
                        div class="moj-timeline__header" {
                            (heading(self.heading_level, "moj-timeline__title", None, &item.title))
                            @if !item.byline.is_empty() {
                                " " p class="moj-timeline__byline" { "by " (item.byline) }
                            }
                        }
                        p class="moj-timeline__date" {
                            time datetime=(item.datetime) { (item.when) }
                        }
                        @if !item.content.is_empty() {
                            div class="moj-timeline__description" { (item.content) }
                        }
                    }
                }
            }
        }
    }
}
