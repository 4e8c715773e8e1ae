//! The frame of every page: header, sections, who is acting, as at when, and footer.

mod section;
mod tools;

pub use section::{Place, Section};
pub use tools::{ACTING_AGENCY, ACTING_CHANGE, ACTING_ROLE, ActingAs, AsAt, SignedInAs};

use super::assets::asset_url;
use super::components::dates::{moment_field, moment_text, time_text};
use super::components::{
    BackLink, Breadcrumbs, Current, NavigationItem, PhaseBanner, ServiceNavigation, SkipLink,
};
use super::noting::thing_of_path;
use crate::clock::day_in_england;
use chrono::{DateTime, Utc};
use maud::{DOCTYPE, Markup, html};
use tools::{tools, with_query};

/// The name of the product, as pages show it.
pub const PRODUCT: &str = "Golden Thread";

/// Everything about a page that is not its content.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The page's own title, the same as its heading.
    pub title: &'a str,
    /// The partnership's name, as its members write it.
    pub partnership: &'a str,
    /// Whether a form on the page was not accepted; the title then starts with "Error: ".
    pub has_error: bool,
    /// Where the page stands.
    pub place: Place,
    /// What kind of copy this is, as tag and sentence, such as "Training data".
    pub phase: Option<(&'a str, &'a str)>,
    /// Whom one acts as; absent where nobody can be chosen yet.
    pub acting_as: Option<ActingAs<'a>>,
    /// The moment shown; absent on pages without a record, such as an error page.
    pub as_at: Option<AsAt<'a>>,
    /// Why nothing more can be recorded, when that is so.
    pub writes_stopped: Option<&'a str>,
    /// The way to this page from the home page.
    pub breadcrumbs: Option<Breadcrumbs<'a>>,
    /// The link to the page before, in a journey.
    pub back: Option<BackLink<'a>>,
    /// The sections the reader may enter.
    pub sections: Vec<Section>,
    /// Who is signed in; nobody in the demo.
    pub signed_in: Option<SignedInAs<'a>>,
    /// Under which request an inspector reads, and until when.
    pub inspection: Option<&'a str>,
    /// A page for somebody who is nobody yet: without sections.
    pub bare: bool,
}

impl<'a> Page<'a> {
    /// A page of that title and partnership, with no choices and no banners.
    pub fn new(title: &'a str, partnership: &'a str, place: Place) -> Self {
        Self {
            title,
            partnership,
            has_error: false,
            place,
            phase: None,
            acting_as: None,
            as_at: None,
            writes_stopped: None,
            breadcrumbs: None,
            back: None,
            sections: Section::ALL.to_vec(),
            signed_in: None,
            inspection: None,
            bare: false,
        }
    }

    fn window_title(&self) -> String {
        let error = if self.has_error { "Error: " } else { "" };
        let partnership = match self.partnership {
            "" => String::new(),
            name => format!(" – {name}"),
        };
        format!("{error}{}{partnership} – {PRODUCT}", self.title)
    }

    fn href(&self, path: &str) -> String {
        self.as_at
            .as_ref()
            .map_or_else(|| path.to_owned(), |as_at| as_at.carry(path))
    }
}

/// Writes a whole page around its content.
pub fn page(page: &Page<'_>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" class="govuk-template" {
            (head(page))
            body class="govuk-template__body" {
                (SkipLink::default())
                (header(page))
                (navigation(page))
                (tools(page))
                (bands(page))
                div class="govuk-width-container" {
                    @if let Some(breadcrumbs) = &page.breadcrumbs { (breadcrumbs) }
                    @if let Some(back) = &page.back { nav aria-label="Back" { (back) } }
                    main class="govuk-main-wrapper" id="main-content" { (body) }
                }
                (footer(page))
            }
        }
    }
}

fn head(page: &Page<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title { (page.window_title()) }
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            meta name="theme-color" content="#0b5d5e";
            meta name="robots" content="noindex, nofollow";
            link rel="icon" type="image/svg+xml" href=(asset_url("favicon.svg"));
            link rel="stylesheet" href=(asset_url("golden-thread.css"));
            script type="module" src=(asset_url("golden-thread.js")) {}
        }
    }
}

fn header(page: &Page<'_>) -> Markup {
    html! {
        header {
            div class="gt-header" {
                div class="govuk-width-container gt-header__inner" {
                    a class="gt-header__product" href=(page.href("/")) { (PRODUCT) } " "
                    @if !page.partnership.is_empty() {
                        span class="gt-header__partnership" { (page.partnership) }
                    }
                }
            }
            @if let Some((tag, sentence)) = page.phase {
                div class="gt-training" { (PhaseBanner::new(tag, sentence)) }
            }
        }
    }
}

fn navigation(page: &Page<'_>) -> Markup {
    if page.bare {
        return html! {};
    }
    let hrefs: Vec<String> = page.sections.iter().map(|s| page.href(s.path())).collect();
    let items = page
        .sections
        .iter()
        .copied()
        .zip(&hrefs)
        .map(|(section, href)| NavigationItem {
            current: match page.place {
                Place::FirstOf(here) if here == section => Current::Page,
                Place::Inside(here) if here == section => Current::Section,
                Place::FirstOf(_) | Place::Inside(_) | Place::Nowhere => Current::No,
            },
            ..NavigationItem::new(href, section.name())
        })
        .collect();
    html! { (ServiceNavigation::new(items)) }
}

fn bands(page: &Page<'_>) -> Markup {
    let past = page
        .as_at
        .as_ref()
        .and_then(|as_at| as_at.moment.map(|moment| (as_at, moment)));
    html! {
        @if let Some(request) = page.inspection {
            section class="gt-band" aria-label="Inspection" {
                div class="govuk-width-container" {
                    p { strong { "Inspection. " } (request) }
                }
            }
        }
        @if let Some(why) = page.writes_stopped {
            section class="gt-band gt-band--stopped" aria-label="Nothing can be recorded" {
                div class="govuk-width-container" {
                    p {
                        strong { "Nothing can be recorded at the moment." } " " (why) " "
                        "You can still read everything."
                    }
                }
            }
        }
        @if let Some((as_at, moment)) = past {
            section class="gt-band" aria-label="As at" {
                div class="govuk-width-container" {
                    p {
                        "This page shows the record as at "
                        strong { (moment_text(moment)) } ". "
                        a class="govuk-link govuk-link--no-visited-state gt-no-print"
                            href=(with_query(as_at.path, &as_at.kept)) { "Return to now" }
                        @for (words, href) in since(page, as_at, moment) {
                            span class="gt-no-print" { " · " }
                            a class="govuk-link govuk-link--no-visited-state gt-no-print"
                                href=(href) { (words) }
                        }
                    }
                }
            }
        }
    }
}

/// What has changed since the moment shown: of the thing the page is about, and of everything.
fn since(page: &Page<'_>, as_at: &AsAt<'_>, moment: DateTime<Utc>) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let enters = |section| page.sections.contains(&section);
    let thing = thing_of_path(as_at.path).filter(|_| enters(Section::Trail));
    if let Some(thing) = thing {
        let (stream, from) = (thing.to_string(), day_in_england(moment).to_string());
        let asked = [("stream", stream.as_str()), ("recorded_from", &from)];
        all.push((
            "What was recorded about this since",
            with_query("/trail", &asked),
        ));
    }
    if enters(Section::Plan) {
        let from = moment_field(moment);
        let href = with_query("/compare", &[("from", &from)]);
        all.push(("What has changed since", href));
    }
    all
}

fn footer(page: &Page<'_>) -> Markup {
    html! {
        footer class="gt-footer" {
            div class="govuk-width-container" {
                p class="gt-footer__text" {
                    (PRODUCT) " keeps the record of how "
                    @if page.partnership.is_empty() { "a partnership" } @else { (page.partnership) }
                    " learns and improves."
                }
                @if !page.bare {
                    p class="gt-footer__text" {
                        a class="govuk-link" href=(page.href("/trail")) { "Everything recorded" }
                    }
                }
                @if let Some(signed_in) = &page.signed_in {
                    p class="gt-footer__text gt-no-print" {
                        "If you do nothing, you will be signed out at "
                        (time_text(signed_in.ends)) ". What you type is kept."
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
