//! The partnership itself: who belongs to it, who chairs, the keys it works by, and its money.

mod keys;
mod members;
pub(crate) mod money;

use super::recorded_banner;
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::form::command_path;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::everywhere::Area;
use events::ids::{StreamId, StreamKind};
use maud::{Markup, html};

/// The parts of the page, as anchor and heading.
const PARTS: [(&str, &str); 14] = [
    ("partnership", "The partnership"),
    ("partners", "Safeguarding partners"),
    ("agencies", "Agencies"),
    ("groups", "Groups and chairs"),
    ("roles", "Roles"),
    ("years", "Reporting years"),
    ("rag", "RAG key"),
    ("scales", "Grading scales"),
    ("themes", "Themes"),
    ("clocks", "Statutory clocks"),
    ("holidays", "Bank holidays"),
    ("budget", "Budget"),
    ("retention", "Retention"),
    ("matchings", "Remembered columns"),
];

/// Everything about the partnership.
///
/// # Errors
/// When the record cannot be read.
pub async fn settings(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let settings = Settings {
            reading: &reading,
            stream: visit.app().partnership(),
        };
        let body = html! { (recorded_banner(&visit)) (settings.page()) };
        let frame = Frame::new("Settings", Place::FirstOf(Section::Settings));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The page, as it is written.
#[derive(Clone, Copy)]
struct Settings<'a> {
    reading: &'a Reading<'a>,
    stream: StreamId,
}

impl Settings<'_> {
    fn page(self) -> Markup {
        html! {
            h1 class="govuk-heading-l" { "Settings" }
            nav class="gt-no-print" aria-label="On this page" {
                ul class="govuk-list gt-columns" {
                    @for (anchor, heading) in PARTS {
                        li { a class="govuk-link" href={ "#" (anchor) } { (heading) } }
                    }
                    @if self.reading.enters(Area::Work) {
                        li { a class="govuk-link" href=(self.reading.href("/settings/meetings")) {
                            "Meetings" } }
                        li { a class="govuk-link" href=(self.reading.href("/records")) {
                            "Records and retention" } }
                    }
                }
            }
            @for (anchor, heading) in PARTS {
                h2 class="govuk-heading-m" id=(anchor) { (heading) }
                (self.part(anchor))
            }
        }
    }

    fn part(self, anchor: &str) -> Markup {
        match anchor {
            "partnership" => self.partnership(),
            "partners" => self.partners(),
            "agencies" => self.agencies(),
            "groups" => self.groups(),
            "roles" => self.roles(),
            "years" => self.years(),
            "rag" => self.rag_keys(),
            "scales" => self.scales(),
            "themes" => self.themes(),
            "clocks" => self.clocks(),
            "holidays" => self.holidays(),
            "budget" => self.budget(),
            "retention" => self.retention(),
            "matchings" => self.matchings(),
            _ => html! {},
        }
    }

    /// Links to forms, as far as the role goes. Each is a command, its query and its words.
    fn steps(self, steps: &[(&str, &str, &str)]) -> Markup {
        let allowed: Vec<_> = steps
            .iter()
            .filter(|(command, _, _)| self.reading.may(StreamKind::Partnership, command))
            .collect();
        html! {
            @if !allowed.is_empty() {
                p class="govuk-body gt-no-print" {
                    @for (place, (command, query, words)) in allowed.iter().enumerate() {
                        @if place > 0 { " · " }
                        a class="govuk-link"
                            href={ (command_path(self.stream, command)) (query) } { (words) }
                    }
                }
            }
        }
    }

    /// One link to a form, read out with what it is about.
    fn step(self, command: &str, query: &str, words: &str, about: &str) -> Markup {
        html! {
            @if self.reading.may(StreamKind::Partnership, command) {
                a class="govuk-link gt-no-print"
                    href={ (command_path(self.stream, command)) (query) }
                {
                    (words) span class="govuk-visually-hidden" { " " (about) }
                }
                " "
            }
        }
    }

    fn partnership(self) -> Markup {
        let people = &self.reading.view.people;
        if people.name.is_empty() {
            return html! {
                p class="govuk-body" {
                    "The partnership has no name yet. Name it first: everything else can wait."
                }
                (self.steps(&[("establish_partnership", "", "Name the partnership")]))
            };
        }
        let from = people
            .from
            .map_or_else(String::new, crate::web::components::dates::date_text);
        let mut rows = vec![
            SummaryRow::new("Name", people.name.as_str()),
            SummaryRow::new("Area", people.area.as_str()),
            SummaryRow::new("From", from),
        ];
        if let Some(before) = &people.predecessor {
            rows.push(SummaryRow::new("Took over from", before.as_str()));
        }
        html! {
            (SummaryList::new(rows))
            (self.steps(&[("correct_partnership_details", "", "Correct the details")]))
        }
    }
}
