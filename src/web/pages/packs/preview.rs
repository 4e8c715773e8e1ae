//! What would be in a pack, before it is put together: how much, what is left out by which rule,
//! and each text, to be left out singly.

use super::asked::{SINGLE, Texts, Typed};
use super::{count, moment_words};
use crate::packs::{Choice, Outcome, Outcomes, chosen_words, positions, reason_words};
use crate::web::components::{
    Button, Cell, Input, Select, SelectOption, SummaryList, SummaryRow, Table,
};
use crate::web::pages::trail::told::{field_of, happened, thing};
use crate::web::visit::{Oops, Visit};
use events::evidence_pack::WithheldFor;
use events::ids::EvidencePackId;
use events::log::Stored;
use maud::{Markup, html};
use projections::Models;
use std::collections::BTreeMap;

/// How many texts a page shows to be left out singly.
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
    /// The words asked for, in lower case, and which page of the texts that have them.
    asked: (String, usize),
    /// The texts of that page.
    rows: Vec<Row>,
    /// How many texts have the words.
    matching: usize,
    /// How many texts there are.
    texts: usize,
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
    let found = found(visit, &view, choice, &typed.texts)?;
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
            (typed.carried(choice.as_at))
            input type="hidden" name="pack" value=(pack);
            (singly(&found, typed))
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

/// Goes through everything chosen. A page past the last one shows the last one.
fn found(visit: &Visit, view: &Models, choice: &Choice, asked: &Texts) -> Result<Found, Oops> {
    let found = page_of(visit, view, choice, asked)?;
    if !found.rows.is_empty() || found.matching == 0 {
        return Ok(found);
    }
    let last = Texts {
        page: found.matching.div_ceil(TEXTS_SHOWN),
        ..asked.clone()
    };
    page_of(visit, view, choice, &last)
}

fn page_of(visit: &Visit, view: &Models, choice: &Choice, asked: &Texts) -> Result<Found, Oops> {
    let mut found = Found {
        asked: (asked.with.trim().to_lowercase(), asked.page),
        ..Found::default()
    };
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
        self.texts += 1;
        let (with, page) = &self.asked;
        if !with.is_empty() && !words.to_lowercase().contains(with.as_str()) {
            return;
        }
        self.matching += 1;
        if self.matching.div_ceil(TEXTS_SHOWN) != *page {
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

/// A row for each text, with the choice to leave it out. What was chosen of the texts that are not
/// shown goes along unseen.
fn singly(found: &Found, typed: &Typed) -> Markup {
    let names: Vec<String> = found
        .rows
        .iter()
        .map(|row| format!("{SINGLE}{}:{}", row.position, row.field))
        .collect();
    if found.texts == 0 {
        return typed.carried_single(&names);
    }
    html! {
        (typed.carried_single(&names))
        h2 class="govuk-heading-m" id="texts" { "Leave single texts out" }
        @if found.texts > TEXTS_SHOWN { (finding(found, typed)) }
        @if found.rows.is_empty() {
            p class="govuk-body" { "No text has these words." }
        } @else {
            (table(found, &names))
        }
        (turning(found))
    }
}

/// How to come to the texts that are not shown.
fn finding(found: &Found, typed: &Typed) -> Markup {
    let of = if found.asked.0.is_empty() {
        format!("{} texts", found.texts)
    } else {
        format!(
            "{} texts with these words; there are {} texts in all",
            found.matching, found.texts
        )
    };
    let first = (found.asked.1 - 1) * TEXTS_SHOWN + 1;
    html! {
        (Input {
            value: Some(&typed.texts.with),
            hint: Some("What is chosen for texts that are not shown is kept.".into()),
            ..Input::new("texts_with", "Show only texts with these words")
        })
        button class="govuk-button govuk-button--secondary" type="submit" name="texts" value="1" {
            "Show these texts" }
        @if !found.rows.is_empty() {
            p class="govuk-body" {
                "Texts " (first) " to " (first + found.rows.len() - 1) " of " (of) "."
            }
        }
    }
}

/// The pages before and after.
fn turning(found: &Found) -> Markup {
    let page = found.asked.1;
    let turn = |to: usize, words: &str| {
        html! {
            button class="govuk-button govuk-button--secondary" type="submit" name="texts"
                value=(to) { (words) }
        }
    };
    html! {
        input type="hidden" name="texts_shown" value=(page);
        @if found.matching > TEXTS_SHOWN {
            div class="govuk-button-group" {
                @if page > 1 { (turn(page - 1, "Show the texts before these")) }
                @if page * TEXTS_SHOWN < found.matching {
                    (turn(page + 1, "Show the texts after these"))
                }
            }
        }
    }
}

fn table(found: &Found, names: &[String]) -> Markup {
    let reasons = WithheldFor::ALL.map(|one| SelectOption::new(one.word(), one.title()));
    let ids: Vec<String> = (0..names.len()).map(|nth| format!("leave-{nth}")).collect();
    let rows = found
        .rows
        .iter()
        .zip(names)
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
        (Table {
            rows: rows.collect(),
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("texts-table", "Texts that can be read in the pack", heads)
        })
    }
}
