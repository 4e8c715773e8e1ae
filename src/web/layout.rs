//! The frame of every page: header, sections, who is acting, as at when, and footer.

use chrono::{DateTime, Utc};
use events::everywhere::Area;
use maud::{DOCTYPE, Markup, html};

use super::assets::asset_url;
use super::components::dates::{moment_field, moment_text, time_text};
use super::components::{
    BackLink, Breadcrumbs, Button, Content, Current, Input, NavigationItem, PhaseBanner, Select,
    SelectOption, ServiceNavigation, SkipLink,
};

/// The name of the product, as pages show it.
pub const PRODUCT: &str = "Golden Thread";

/// What a form on the page sends when whom one acts as is changed from within it.
pub const ACTING_CHANGE: &str = "acting-as";
/// The role chosen from within a form.
pub const ACTING_ROLE: &str = "acting-as-role";
/// The agency chosen from within a form.
pub const ACTING_AGENCY: &str = "acting-as-agency";

/// The main sections, in the order of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The position on one page.
    Home,
    /// The boards' own table.
    Plan,
    /// Improvement actions.
    Actions,
    /// Recommendations and their threads.
    Recommendations,
    /// What falls due, and when.
    Deadlines,
    /// What is missing from the record.
    Gaps,
    /// Everything that happened.
    Trail,
    /// Rating every action before a meeting.
    RagRound,
    /// Bringing in a plan from a document.
    Import,
    /// The partnership itself.
    Settings,
    /// Who may sign in, and in which roles.
    Accounts,
}

impl Section {
    /// Every section, in the order of the navigation.
    pub const ALL: [Self; 11] = [
        Self::Home,
        Self::Plan,
        Self::Actions,
        Self::Recommendations,
        Self::Deadlines,
        Self::Gaps,
        Self::Trail,
        Self::RagRound,
        Self::Import,
        Self::Settings,
        Self::Accounts,
    ];

    /// The section's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "Home",
            Self::Plan => "Plan",
            Self::Actions => "Actions",
            Self::Recommendations => "Recommendations",
            Self::Deadlines => "Deadlines",
            Self::Gaps => "Gaps",
            Self::Trail => "Trail",
            Self::RagRound => "RAG round",
            Self::Import => "Import",
            Self::Settings => "Settings",
            Self::Accounts => "Accounts",
        }
    }

    /// The part of the product it is, for deciding who may enter.
    pub fn area(self) -> Area {
        match self {
            Self::Home
            | Self::Plan
            | Self::Actions
            | Self::Recommendations
            | Self::Deadlines
            | Self::Gaps
            | Self::RagRound => Area::Work,
            Self::Trail => Area::Trail,
            Self::Import => Area::Import,
            Self::Settings => Area::Settings,
            Self::Accounts => Area::Accounts,
        }
    }

    /// The address of the section's first page.
    pub fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Plan => "/plan",
            Self::Actions => "/actions",
            Self::Recommendations => "/recommendations",
            Self::Deadlines => "/deadlines",
            Self::Gaps => "/gaps",
            Self::Trail => "/trail",
            Self::RagRound => "/rag-round",
            Self::Import => "/import",
            Self::Settings => "/settings",
            Self::Accounts => "/accounts",
        }
    }
}

/// Where a page stands among the sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In none, as an error page.
    Nowhere,
    /// The first page of a section.
    FirstOf(Section),
    /// A page further inside a section.
    Inside(Section),
}

/// The choice of whom one acts as, until there are accounts.
#[derive(Clone, Debug)]
pub struct ActingAs<'a> {
    /// What the choice is called, such as "Acting as".
    pub label: &'a str,
    /// Where the choice is sent to.
    pub action: &'a str,
    /// The name of the choice of role where the form is its own.
    pub name: &'a str,
    /// The roles, as what the form sends and what people read.
    pub roles: Vec<(&'a str, &'a str)>,
    /// The role acted in now.
    pub role: &'a str,
    /// The agencies, as what the form sends and what people read.
    pub agencies: Vec<(&'a str, &'a str)>,
    /// The agency acted for now.
    pub agency: &'a str,
    /// The page to come back to, as path and query.
    pub return_to: &'a str,
    /// The id of the form on the page that somebody may have typed into: the choice is then sent
    /// with everything typed, and the page comes back with it.
    pub within: Option<&'a str>,
}

/// The choice of the moment the page shows the record at.
#[derive(Clone, Debug, Default)]
pub struct AsAt<'a> {
    /// The page's own path, without query.
    pub path: &'a str,
    /// The page's query without `as_at`, which the form carries on.
    pub kept: Vec<(&'a str, &'a str)>,
    /// The moment, when it is not now.
    pub moment: Option<DateTime<Utc>>,
    /// What was typed, when it was no moment, and why it is none.
    pub refused: Option<(&'a str, &'a str)>,
    /// Whether the past opens in another tab, so that a form is not left with what was typed.
    pub beside: bool,
}

impl AsAt<'_> {
    /// The address with the moment kept, so that following a link does not leave it.
    pub fn carry(&self, href: &str) -> String {
        let Some(moment) = self.moment else {
            return href.to_owned();
        };
        with_query(href, &[("as_at", &moment_field(moment))])
    }
}

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

/// Who is signed in, as every page says it.
#[derive(Clone, Debug)]
pub struct SignedInAs<'a> {
    /// The person's name.
    pub name: &'a str,
    /// The role they work in, and for whom.
    pub role: &'a str,
    /// When the session ends, if nothing more is done.
    pub ends: DateTime<Utc>,
    /// In how many seconds that is.
    pub ends_in_seconds: i64,
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

fn tools(page: &Page<'_>) -> Markup {
    html! {
        @if page.acting_as.is_some() || page.as_at.is_some() || page.signed_in.is_some() {
            section class="gt-tools" aria-label="Who works here, and as at when" {
                div class="govuk-width-container gt-tools__inner" {
                    @if let Some(signed_in) = &page.signed_in { (signed_in_as(signed_in)) }
                    @if let Some(acting_as) = &page.acting_as { (acting_as_form(acting_as)) }
                    @if let Some(as_at) = &page.as_at { (as_at_form(as_at)) }
                }
            }
        }
    }
}

/// Who is signed in, the way to the account, and out.
fn signed_in_as(signed_in: &SignedInAs<'_>) -> Markup {
    html! {
        div class="gt-tool gt-signed-in" data-session-ends-in=(signed_in.ends_in_seconds) {
            p class="gt-signed-in__who" {
                "Signed in as " strong { (signed_in.name) } ", " (signed_in.role)
            }
            a class="govuk-link govuk-link--no-visited-state" href="/account" { "Your account" }
            " "
            form method="post" action="/sign-out" {
                button class="gt-link-button" type="submit" { "Sign out" }
            }
        }
    }
}

fn acting_as_form(acting_as: &ActingAs<'_>) -> Markup {
    let within = acting_as.within;
    let (role, agency) = match within {
        Some(_) => (ACTING_ROLE, ACTING_AGENCY),
        None => (acting_as.name, "agency"),
    };
    let choices = html! {
        (Select {
            id: Some("acting-as-role"),
            value: Some(acting_as.role),
            form: within,
            ..Select::new(role, acting_as.label, options(&acting_as.roles))
        })
        @if !acting_as.agencies.is_empty() { (Select {
            id: Some("acting-as-agency"),
            value: Some(acting_as.agency),
            form: within,
            ..Select::new(agency, "For", options(&acting_as.agencies))
        }) }
    };
    let Some(form) = within else {
        return html! {
            form class="gt-tool" method="post" action=(acting_as.action) {
                input type="hidden" name="return_to" value=(acting_as.return_to);
                (choices)
                (Button::secondary("Change"))
            }
        };
    };
    html! {
        div class="gt-tool" {
            // A form is sent by its first button when somebody presses Enter in a field. That must
            // be what its own button does, and not the change of whom one acts as.
            button class="govuk-visually-hidden" type="submit" form=(form) tabindex="-1"
                aria-hidden="true" { "Send the form" }
            (choices)
            (Button {
                form: within, name: Some(ACTING_CHANGE), value: Some("change"),
                ..Button::secondary(html! {
                    "Change"
                    span class="govuk-visually-hidden" { " and keep what you typed" }
                })
            })
        }
    }
}

fn options<'a>(choices: &[(&'a str, &'a str)]) -> Vec<SelectOption<'a>> {
    choices
        .iter()
        .map(|(value, text)| SelectOption::new(value, text))
        .collect()
}

fn as_at_form(as_at: &AsAt<'_>) -> Markup {
    let shown = as_at.moment.map(moment_field);
    let (value, error) = match as_at.refused {
        Some((typed, why)) => (Some(typed), Some(Content::from(why))),
        None => (shown.as_deref(), None),
    };
    let beside = as_at.beside.then_some("_blank");
    html! {
        form class="gt-tool" method="get" action=(as_at.path) target=[beside] {
            @for (name, value) in as_at.kept.iter().filter(|(name, _)| *name != "as_at") {
                input type="hidden" name=(name) value=(value);
            }
            (Input { kind: "datetime-local", value, error, ..Input::new("as_at", "As at") })
            @if as_at.beside { (Button::secondary("Show in a new tab")) }
            @else { (Button::secondary("Show")) }
        }
    }
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
                    }
                }
            }
        }
    }
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

/// An address with more in its query; `as_at` among the kept values is left out when the moment
/// is to be dropped, so callers give only what stays.
fn with_query(href: &str, values: &[(&str, &str)]) -> String {
    let query = serde_urlencoded::to_string(values).unwrap_or_default();
    match (query.as_str(), href.contains('?')) {
        ("", _) => href.to_owned(),
        (query, true) => format!("{href}&{query}"),
        (query, false) => format!("{href}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_at() -> AsAt<'static> {
        AsAt {
            path: "/actions",
            kept: vec![("owner", "safeguarding lead"), ("rag", "R&A")],
            moment: Some("2026-03-03T09:00:00Z".parse().unwrap()),
            refused: None,
            beside: false,
        }
    }

    fn written(given: &Page<'_>) -> String {
        page(given, &html! { h1 { "Actions" } }).into_string()
    }

    fn actions() -> Page<'static> {
        Page::new("Actions", "Ourborough", Place::FirstOf(Section::Actions))
    }

    #[test]
    fn a_page_names_itself_the_partnership_and_the_product() {
        let text = written(&actions());
        assert!(text.contains("<title>Actions – Ourborough – Golden Thread</title>"));
        assert!(text.contains(r#"<html lang="en-GB""#));
        assert!(text.contains(r#"<main class="govuk-main-wrapper" id="main-content">"#));
        let failed = Page {
            has_error: true,
            ..actions()
        };
        assert!(written(&failed).contains("<title>Error: Actions – "));
    }

    #[test]
    fn one_section_is_marked_and_a_page_inside_it_is_not_said_to_be_its_first() {
        let first = written(&actions());
        assert_eq!(first.matches("aria-current").count(), 1);
        assert!(first.contains(r#"href="/actions" aria-current="page""#));
        let inside = written(&Page {
            place: Place::Inside(Section::Actions),
            ..actions()
        });
        assert!(inside.contains(r#"href="/actions" aria-current="true""#));
        let nowhere = written(&Page {
            place: Place::Nowhere,
            ..actions()
        });
        assert!(!nowhere.contains("aria-current"));
    }

    #[test]
    fn a_page_as_at_a_moment_says_so_and_leads_back_to_now_with_its_filters() {
        let text = written(&Page {
            as_at: Some(as_at()),
            ..actions()
        });
        assert!(
            text.contains(
                "This page shows the record as at <strong>3 March 2026, 9:00am</strong>. "
            )
        );
        assert!(text.contains(r#"href="/actions?owner=safeguarding+lead&amp;rag=R%26A""#));
        assert!(text.contains(r#"<input type="hidden" name="rag" value="R&amp;A">"#));
        assert!(text.contains(r#"value="2026-03-03T09:00""#));
        assert!(text.contains(r#"href="/plan?as_at=2026-03-03T09%3A00""#));
    }

    #[test]
    fn a_page_of_now_has_the_control_and_no_banner() {
        let now = AsAt {
            moment: None,
            ..as_at()
        };
        let text = written(&Page {
            as_at: Some(now),
            ..actions()
        });
        assert!(text.contains(r#"type="datetime-local""#));
        assert!(!text.contains("This page shows the record as at"));
        assert!(text.contains(r#"href="/plan""#));
    }

    #[test]
    fn a_moment_that_was_refused_is_shown_as_it_was_typed_with_the_reason() {
        let refused = AsAt {
            moment: None,
            refused: Some(("tomorow", "enter a date")),
            ..as_at()
        };
        let text = written(&Page {
            as_at: Some(refused),
            has_error: true,
            ..actions()
        });
        assert!(text.contains(r#"value="tomorow""#) && text.contains("enter a date"));
    }

    #[test]
    fn who_is_acting_can_be_changed_and_leads_back_to_the_same_page() {
        let acting_as = ActingAs {
            label: "Acting as",
            action: "/acting-as",
            name: "role",
            roles: vec![("manager", "Business manager"), ("chair", "Chair")],
            role: "chair",
            agencies: vec![("la", "Local authority")],
            agency: "la",
            return_to: "/actions?rag=R",
            within: None,
        };
        let text = written(&Page {
            acting_as: Some(acting_as),
            ..actions()
        });
        assert!(text.contains(r#"<form class="gt-tool" method="post" action="/acting-as">"#));
        assert!(text.contains(r#"name="return_to" value="/actions?rag=R""#));
        assert!(text.contains(r#"<option value="chair" selected>Chair</option>"#));
    }

    #[test]
    fn on_a_page_with_a_form_the_choice_is_sent_with_what_was_typed_and_the_past_opens_beside() {
        let acting_as = ActingAs {
            label: "Acting as",
            action: "/acting-as",
            name: "role",
            roles: vec![("chair", "Chair")],
            role: "chair",
            agencies: vec![("la", "Local authority")],
            agency: "la",
            return_to: "/record",
            within: Some("form"),
        };
        let text = written(&Page {
            acting_as: Some(acting_as),
            as_at: Some(AsAt {
                moment: None,
                beside: true,
                ..as_at()
            }),
            ..actions()
        });
        assert!(!text.contains(r#"action="/acting-as""#));
        assert_eq!(text.matches(r#" form="form""#).count(), 4, "{text}");
        assert!(text.contains(r#"name="acting-as-role" form="form""#));
        assert!(text.contains(r#"target="_blank""#));
        let (first, change) = (text.find("Send the form"), text.find(r#"name="acting-as""#));
        assert!(first.unwrap() < change.unwrap(), "Enter sends the form");
    }

    #[test]
    fn a_page_says_what_kind_of_copy_it_is_and_when_nothing_can_be_recorded() {
        let given = Page {
            phase: Some(("Training data", "Nothing here is about a real child.")),
            writes_stopped: Some("The disk is full."),
            ..actions()
        };
        let text = written(&given);
        let header = text.split("</header>").next().unwrap();
        assert!(header.contains("Nothing here is about a real child."));
        assert!(text.contains("The disk is full."));
    }

    #[test]
    fn no_page_has_inline_script_or_style() {
        let text = written(&Page {
            as_at: Some(as_at()),
            ..actions()
        });
        assert!(!text.contains("style=") && !text.contains("<style") && !text.contains(" on"));
        assert!(
            text.split("<script")
                .skip(1)
                .all(|script| script.contains("></script>"))
        );
    }

    #[test]
    fn what_people_wrote_is_escaped_everywhere() {
        let given = Page {
            partnership: "<b>&\"",
            ..actions()
        };
        assert!(!written(&given).contains("<b>"));
    }
}
