//! The Ministry of Justice's identity bar: which thing the page is about, whichever part of it
//! is shown.

use maud::{Markup, Render, html};

use super::Content;

/// The name of a thing, with what may be done about it.
#[derive(Clone, Debug)]
pub struct IdentityBar<'a> {
    /// The thing's name or reference, with badges such as "Restricted".
    pub title: Content<'a>,
    /// Buttons and links, if any.
    pub actions: Option<Markup>,
}

impl Render for IdentityBar<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="moj-identity-bar" {
                div class="moj-identity-bar__container" {
                    div class="moj-identity-bar__details" {
                        span class="moj-identity-bar__title" { (self.title) }
                    }
                    @if let Some(actions) = &self.actions {
                        " " div class="moj-identity-bar__actions" {
                            div class="moj-identity-bar__menu" { (actions) }
                        }
                    }
                }
            }
        }
    }
}
