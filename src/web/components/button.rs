//! Buttons, and links that look like buttons.

use maud::{Markup, PreEscaped, Render, html};

use super::{Content, class_names};

/// The arrow GOV.UK start buttons carry.
const START_ICON: &str = concat!(
    r#"<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" "#,
    r#"width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" "#,
    r#"focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 "#,
    r#"20H0l20-20z"/></svg>"#,
);

/// What pressing a button does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Sends its form.
    #[default]
    Submit,
    /// Puts its form back as it was.
    Reset,
    /// Nothing without script.
    Button,
}

/// A button; with `href` a link that looks like one.
#[derive(Clone, Debug, Default)]
pub struct Button<'a> {
    /// Its words.
    pub content: Content<'a>,
    /// Makes it a link to this address.
    pub href: Option<&'a str>,
    /// What pressing it does.
    pub kind: ButtonKind,
    /// Its name in the form's data.
    pub name: Option<&'a str>,
    /// Its value in the form's data.
    pub value: Option<&'a str>,
    /// The id of the form it sends, where it does not stand inside it.
    pub form: Option<&'a str>,
    /// Whether it cannot be pressed.
    pub disabled: bool,
    /// Ignores a second press within a second, where script runs.
    pub prevent_double_click: Option<bool>,
    /// Adds the arrow that begins a journey.
    pub is_start: bool,
    /// Its id.
    pub id: Option<&'a str>,
    /// Further classes, such as `govuk-button--secondary`.
    pub classes: &'a str,
}

impl<'a> Button<'a> {
    /// The main button of a form.
    pub fn new(content: impl Into<Content<'a>>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// A quieter button beside the main one.
    pub fn secondary(content: impl Into<Content<'a>>) -> Self {
        Self {
            classes: "govuk-button--secondary",
            ..Self::new(content)
        }
    }

    /// A button for what is hard to take back.
    pub fn warning(content: impl Into<Content<'a>>) -> Self {
        Self {
            classes: "govuk-button--warning",
            ..Self::new(content)
        }
    }

    /// A link that looks like a button.
    pub fn link(href: &'a str, content: impl Into<Content<'a>>) -> Self {
        Self {
            href: Some(href),
            ..Self::new(content)
        }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let start = if self.is_start {
            "govuk-button--start"
        } else {
            ""
        };
        let class = class_names(&["govuk-button", self.classes, start]);
        let wrapped = self.is_start && matches!(self.content, Content::Markup(_));
        let inside = html! {
            @if wrapped { span { (self.content) } } @else { (self.content) }
            @if self.is_start { (PreEscaped(START_ICON)) }
        };
        if let Some(href) = self.href {
            return html! {
                a href=(href) role="button" draggable="false" class=(class)
                    data-module="govuk-button" id=[self.id] { (inside) }
            };
        }
        let kind = match self.kind {
            ButtonKind::Submit => "submit",
            ButtonKind::Reset => "reset",
            ButtonKind::Button => "button",
        };
        html! {
            button type=(kind) value=[self.value] name=[self.name] form=[self.form]
                disabled[self.disabled] aria-disabled=[self.disabled.then_some("true")]
                data-prevent-double-click=[self.prevent_double_click]
                class=(class) data-module="govuk-button" id=[self.id] { (inside) }
        }
    }
}
