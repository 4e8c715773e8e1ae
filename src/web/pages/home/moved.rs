//! What moved since a day: better, worse, closed, reopened, slipped.

use super::{Position, Since};
use crate::web::components::{Button, Cell, Input, Table};
use crate::web::pages::shown;
use events::ids::ActionId;
use maud::{Markup, html};
use projections::status::Movement;

/// How many actions are named beside a count.
const NAMED: usize = 12;

impl Position<'_> {
    pub(super) fn moved(&self, since: &Since) -> Markup {
        let day = since.day.map(|day| day.to_string());
        let plan = self.plan.id.to_string();
        let from = day
            .as_ref()
            .map_or_else(String::new, |day| format!("&from={day}"));
        let compared = format!("/compare?plan={plan}{from}");
        html! {
            h2 class="govuk-heading-m" id="movement" { "Movement " (since.why) }
            form class="gt-tool gt-no-print" method="get" action="/#movement" {
                input type="hidden" name="plan" value=(plan);
                @if let Some(at) = super::super::trail::as_at(self.reading) {
                    input type="hidden" name="as_at" value=(at);
                }
                (Input {
                    kind: "date",
                    value: self.reading.asked("since").or(day.as_deref()),
                    error: since.refused.map(Into::into),
                    ..Input::new("since", "Since the end of")
                })
                (Button::secondary("Show"))
            }
            @if let Some(movement) = &self.status.movement { (self.movement(movement)) }
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(self.reading.href(&compared)) {
                    "What changed in plans, recommendations and actions " (since.why)
                }
            }
        }
    }

    fn movement(&self, movement: &Movement) -> Markup {
        let lists: [(&str, &[ActionId]); 9] = [
            ("Rated better", &movement.better),
            ("Rated worse", &movement.worse),
            ("Rated for the first time", &movement.newly_rated),
            (
                "Rated so that it cannot be compared",
                &movement.not_comparable,
            ),
            ("Due date moved later", &movement.slipped),
            ("Closed", &movement.closed),
            ("Discontinued", &movement.discontinued),
            ("Reopened", &movement.reopened),
            ("Agreed", &movement.opened),
        ];
        let mut table = Table::new(
            "movement-table",
            "Movement",
            ["What moved", "Actions", "Which"],
        );
        table.caption_classes = "govuk-visually-hidden";
        for (words, ids) in lists {
            if !ids.is_empty() {
                table.rows.push(vec![
                    words.into(),
                    Cell::number(ids.len().to_string()),
                    self.which(ids).into(),
                ]);
            }
        }
        html! {
            @if table.rows.is_empty() {
                p class="govuk-body" {
                    "Nothing moved. " (movement.same) " actions are rated as they were."
                }
            } @else {
                (table)
                p class="govuk-body" { (movement.same) " actions are rated as they were." }
            }
        }
    }

    fn which(&self, ids: &[ActionId]) -> Markup {
        html! {
            @for id in ids.iter().take(NAMED) {
                @if let Some(action) = self.reading.view.actions.get(*id) {
                    (shown::action_link(self.reading, *id, &action.reference)) " "
                }
            }
            @if ids.len() > NAMED {
                a class="govuk-link" href=(self.actions("sort=last_update")) {
                    "and " (ids.len() - NAMED) " more" }
            }
        }
    }
}
