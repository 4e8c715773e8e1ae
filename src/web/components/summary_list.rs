//! Facts about one thing, each with what may be done about it.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// A link beside a fact.
#[derive(Clone, Debug)]
pub struct SummaryAction<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// Its words, such as "Change".
    pub content: Content<'a>,
    /// What is read out after them, such as "due date", so that no two links sound alike.
    pub hidden_text: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> SummaryAction<'a> {
    /// A link with what it is about.
    pub fn new(href: &'a str, content: impl Into<Content<'a>>, hidden_text: &'a str) -> Self {
        Self {
            href,
            content: content.into(),
            hidden_text,
            classes: "",
        }
    }
}

/// One fact.
#[derive(Clone, Debug, Default)]
pub struct SummaryRow<'a> {
    /// What it is.
    pub key: Content<'a>,
    /// What it says.
    pub value: Content<'a>,
    /// What may be done about it.
    pub actions: Vec<SummaryAction<'a>>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> SummaryRow<'a> {
    /// A fact nothing can be done about here.
    pub fn new(key: impl Into<Content<'a>>, value: impl Into<Content<'a>>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            ..Self::default()
        }
    }
}

/// A frame with a title around a summary list.
#[derive(Clone, Debug)]
pub struct SummaryCard<'a> {
    /// The title, which is also read out after every link inside.
    pub title: Content<'a>,
    /// The level of the title among the page's headings, 2 to 6.
    pub heading_level: u8,
    /// What may be done about the whole.
    pub actions: Vec<SummaryAction<'a>>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> SummaryCard<'a> {
    /// A card with a second-level title.
    pub fn new(title: impl Into<Content<'a>>) -> Self {
        Self {
            title: title.into(),
            heading_level: 2,
            actions: Vec::new(),
            classes: "",
        }
    }
}

/// A list of facts.
#[derive(Clone, Debug, Default)]
pub struct SummaryList<'a> {
    /// The facts.
    pub rows: Vec<SummaryRow<'a>>,
    /// The frame around them.
    pub card: Option<SummaryCard<'a>>,
    /// Further classes, such as `govuk-summary-list--no-border`.
    pub classes: &'a str,
}

impl<'a> SummaryList<'a> {
    /// A list without a frame.
    pub fn new(rows: Vec<SummaryRow<'a>>) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    fn list(&self) -> Markup {
        let title = self.card.as_ref().map(|card| &card.title);
        let any_actions = self.rows.iter().any(|row| !row.actions.is_empty());
        html! {
            dl class=(class_names(&["govuk-summary-list", self.classes])) {
                @for row in &self.rows { (summary_row(row, any_actions, title)) }
            }
        }
    }
}

fn summary_row(row: &SummaryRow<'_>, any_actions: bool, title: Option<&Content<'_>>) -> Markup {
    let bare = any_actions && row.actions.is_empty();
    let no_actions = if bare {
        "govuk-summary-list__row--no-actions"
    } else {
        ""
    };
    html! {
        div class=(class_names(&["govuk-summary-list__row", no_actions, row.classes])) {
            dt class="govuk-summary-list__key" { (row.key) }
            dd class="govuk-summary-list__value" { (row.value) }
            @if let [action] = row.actions.as_slice() {
                dd class="govuk-summary-list__actions" { (link(action, title)) }
            } @else if !row.actions.is_empty() {
                dd class="govuk-summary-list__actions" {
                    ul class="govuk-summary-list__actions-list" {
                        @for action in &row.actions {
                            li class="govuk-summary-list__actions-list-item" {
                                (link(action, title))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn link(action: &SummaryAction<'_>, title: Option<&Content<'_>>) -> Markup {
    html! {
        a class=(class_names(&["govuk-link", action.classes])) href=(action.href) {
            (action.content)
            @if !action.hidden_text.is_empty() || title.is_some() {
                span class="govuk-visually-hidden" {
                    @if !action.hidden_text.is_empty() { " " (action.hidden_text) }
                    @if let Some(title) = title { " (" (title) ")" }
                }
            }
        }
    }
}

impl Render for SummaryList<'_> {
    fn render(&self) -> Markup {
        let Some(card) = &self.card else {
            return self.list();
        };
        let title = Some(&card.title);
        html! {
            div class=(class_names(&["govuk-summary-card", card.classes])) {
                div class="govuk-summary-card__title-wrapper" {
                    (heading(card.heading_level, "govuk-summary-card__title", None, &card.title))
                    @if let [action] = card.actions.as_slice() {
                        div class="govuk-summary-card__actions" { (link(action, title)) }
                    } @else if !card.actions.is_empty() {
                        ul class="govuk-summary-card__actions" {
                            @for action in &card.actions {
                                li class="govuk-summary-card__action" { (link(action, title)) }
                            }
                        }
                    }
                }
                div class="govuk-summary-card__content" { (self.list()) }
            }
        }
    }
}

/// A heading of a level given in numbers; anything above 5 is a sixth-level one.
pub(super) fn heading(level: u8, class: &str, id: Option<&str>, content: &Content<'_>) -> Markup {
    match level {
        0 | 1 => html! { h1 class=(class) id=[id] { (content) } },
        2 => html! { h2 class=(class) id=[id] { (content) } },
        3 => html! { h3 class=(class) id=[id] { (content) } },
        4 => html! { h4 class=(class) id=[id] { (content) } },
        5 => html! { h5 class=(class) id=[id] { (content) } },
        6.. => html! { h6 class=(class) id=[id] { (content) } },
    }
}
