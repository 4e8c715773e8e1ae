//! What would be in a pack, before it is put together: how much, what is left out by which rule,
//! and each text, to be left out singly.

use super::asked::{SINGLE, Typed};
use super::{count, moment_words};
use crate::packs::{Choice, Outcome, Outcomes, chosen_words, positions, reason_words};
use crate::web::components::{Button, Cell, Select, SelectOption, SummaryList, SummaryRow, Table};
use crate::web::pages::trail::told::{field_of, happened, thing};
use crate::web::visit::{Oops, Visit};
use events::evidence_pack::WithheldFor;
use events::ids::EvidencePackId;
use events::log::Stored;
use maud::{Markup, html};
use projections::Models;
use std::collections::BTreeMap;

/// How many texts are shown to be left out singly.
const TEXTS_SHOWN: usize = 300;

/// How many characters of a text are shown.
const CHARACTERS_SHOWN: usize = 300;

/// What would be in it.
#[derive(Default)]
struct Found {
    disclosed: u64,
    files: u64,
    erased: u64,
    withheld: BTreeMap<&'static str, u64>,
    rows: Vec<Row>,
    more: usize,
}

/// A text that would be in it, or is left out singly.
struct Row {
    position: u64,
    field: String,
    about: String,
    words: String,
    because: Option<WithheldFor>,
}

pub(super) fn body(
    visit: &Visit,
    typed: &Typed,
    (pack, choice): (EvidencePackId, &Choice),
) -> Result<Markup, Oops> {
    let view = visit.seen().view(Some(choice.as_at))?;
    let found = found(visit, &view, choice)?;
    let events = count(&view, choice);
    let rows = vec![
        SummaryRow::new("For", choice.recipient.as_str()),
        SummaryRow::new("Request", choice.request.as_str()),
        SummaryRow::new("Purpose", choice.purpose.as_str()),
        SummaryRow::new("What was chosen", chosen_words(&view, &choice.chosen)),
        SummaryRow::new("As at", moment_words(choice)),
        SummaryRow::new("Events", events.to_string()),
        SummaryRow::new("Texts that can be read", found.disclosed.to_string()),
        SummaryRow::new("Evidence files", found.files.to_string()),
        SummaryRow::new("Erased before", found.erased.to_string()),
        SummaryRow::new("Withheld", withheld(&found)),
    ];
    Ok(html! {
        h1 class="govuk-heading-l" { "What would be in the pack" }
        (SummaryList::new(rows))
        form method="post" action="/evidence-packs/new" {
            (typed.carried())
            input type="hidden" name="pack" value=(pack);
            (singly(&found))
            @if events == 0 {
                p class="govuk-body" { strong { "Nothing was recorded of what was chosen." } }
            } @else {
                div class="govuk-button-group" {
                    button class="govuk-button" type="submit" name="assemble" value="yes" {
                        "Put the pack together" }
                    (Button::secondary("Show again what would be in it"))
                }
            }
        }
        p class="govuk-body gt-no-print" {
            "To change what was chosen, go back in your browser: what you typed is still there."
        }
    })
}

fn withheld(found: &Found) -> Markup {
    html! {
        @if found.withheld.is_empty() { "Nothing" }
        @else {
            ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0" {
                @for (code, count) in &found.withheld { li { (count) ": " (reason_words(code)) } }
            }
        }
    }
}

fn found(visit: &Visit, view: &Models, choice: &Choice) -> Result<Found, Oops> {
    let mut found = Found::default();
    let outcomes = Outcomes::of(visit.seen(), &choice.withholding);
    let log = visit.app().log();
    let single = choice.withholding.single.iter();
    let single: BTreeMap<_, _> = single
        .map(|one| ((one.position, one.field.clone()), one.because))
        .collect();
    for position in positions(view, &choice.chosen) {
        let event = log.event(position)?;
        let leaf = pack::read_leaf(event.leaf())?;
        for item in &leaf.items {
            let because = single.get(&(position, item.field.clone())).copied();
            match outcomes.judge(&event, item)? {
                Outcome::Words(_, words) => {
                    found.disclosed += 1;
                    found.row(view, &event, (&item.field, words), None);
                }
                Outcome::File => found.files += 1,
                Outcome::Erased => found.erased += 1,
                Outcome::Withheld(code) => {
                    *found.withheld.entry(code).or_default() += 1;
                    if because.is_some() {
                        let words = log.text_of(&event, &item.field).map(crate::app::Told::from);
                        let words =
                            words.map_or_else(|_| String::new(), crate::app::Told::in_a_file);
                        found.row(view, &event, (&item.field, words), because);
                    }
                }
            }
        }
    }
    Ok(found)
}

impl Found {
    fn row(
        &mut self,
        view: &Models,
        event: &Stored,
        (field, words): (&str, String),
        because: Option<WithheldFor>,
    ) {
        if self.rows.len() >= TEXTS_SHOWN {
            self.more += 1;
            return;
        }
        let envelope = &event.envelope;
        let label = view.label(envelope.stream).name;
        let about = thing(envelope.stream.kind, &label);
        let what = happened(&envelope.type_name).to_lowercase();
        self.rows.push(Row {
            position: envelope.position,
            field: field.to_owned(),
            about: format!("{about}: {what}, {}", field_of(field).to_lowercase()),
            words: words.chars().take(CHARACTERS_SHOWN).collect(),
            because,
        });
    }
}

/// A row for each text, with the choice to leave it out.
fn singly(found: &Found) -> Markup {
    if found.rows.is_empty() {
        return html! {};
    }
    let reasons = WithheldFor::ALL.map(|one| SelectOption::new(one.word(), one.title()));
    let names: Vec<String> = found
        .rows
        .iter()
        .map(|row| format!("{SINGLE}{}:{}", row.position, row.field))
        .collect();
    let ids: Vec<String> = (0..names.len()).map(|nth| format!("leave-{nth}")).collect();
    let rows = found
        .rows
        .iter()
        .zip(&names)
        .zip(&ids)
        .map(|((row, name), id)| {
            let mut options = vec![SelectOption::new("", "Show it")];
            options.extend(reasons.clone());
            let label = format!("Event {}", row.position);
            vec![
                Cell::from(row.about.clone()),
                Cell {
                    classes: "gt-words",
                    ..Cell::from(row.words.clone())
                },
                Cell::from(html! {
                    (Select {
                        id: Some(id),
                        value: row.because.map(WithheldFor::word),
                        ..Select::new(name, label.as_str(), options)
                    })
                }),
            ]
        });
    let heads = ["Where", "What it says", "Leave it out because"];
    html! {
        h2 class="govuk-heading-m" { "Leave single texts out" }
        @if found.more > 0 {
            p class="govuk-body" {
                "The first " (found.rows.len()) " of " (found.rows.len() + found.more)
                " texts. To leave out one of the others, choose fewer things."
            }
        }
        (Table {
            rows: rows.collect(),
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("texts", "Texts that can be read in the pack", heads)
        })
    }
}
