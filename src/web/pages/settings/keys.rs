//! Reporting years, the RAG key, scales, themes, clocks, bank holidays, retention, columns.

use super::Settings;
use crate::web::components::dates::date_text;
use crate::web::components::rag::rag;
use crate::web::components::{Details, Table, Tag, TagColour};
use crate::web::forms::{meaning_word, word_value, year_kind_word};
use crate::web::pages::{deadlines, shown};
use chrono::Datelike;
use events::everywhere::Area;
use maud::{Markup, html};
use projections::people::RagKey;
use std::collections::BTreeMap;

impl Settings<'_> {
    pub(super) fn years(self) -> Markup {
        let years = &self.reading.view.people.years;
        let mut table = Table::new(
            "years-table",
            "Reporting years",
            ["Year", "Counted for", "From", "To", "Frozen"],
        );
        table.caption_classes = "govuk-visually-hidden";
        for year in years.iter().rev() {
            let query = format!(
                "?kind={}&{}",
                word_value(&year.kind),
                serde_urlencoded::to_string([("label", &year.label)]).unwrap_or_default(),
            );
            let frozen = html! {
                @match &year.frozen {
                    Some(at) => (shown::stamp(at)),
                    None => { "No. " (self.step("freeze_reporting_year", &query, "Freeze it",
                        &year.label)) }
                }
            };
            table.rows.push(vec![
                year.label.as_str().into(),
                year_kind_word(year.kind).into(),
                date_text(year.start).into(),
                date_text(year.end).into(),
                frozen.into(),
            ]);
        }
        html! {
            @if years.is_empty() {
                p class="govuk-body" { "No reporting year is set yet. The budget needs one." }
            } @else { (table) }
            (self.steps(&[("set_reporting_year", "", "Set a reporting year")]))
        }
    }

    pub(super) fn rag_keys(self) -> Markup {
        let people = &self.reading.view.people;
        let current = people
            .rag_key_on(self.reading.today)
            .map(|(version, _)| version);
        html! {
            @for (version, key) in people.rag_keys.iter().rev() {
                @let table = key_table(*version, key);
                @if Some(*version) == current { (table) }
                @else { (Details::new(
                    format!("Key {version}, for plans drafted from {}", date_text(key.from)), table,
                )) }
            }
            @if people.rag_keys.is_empty() { p class="govuk-body" { "No key is adopted yet." } }
            (self.steps(&[("adopt_rag_scheme", "", "Adopt another key")]))
        }
    }

    pub(super) fn scales(self) -> Markup {
        let scales = &self.reading.view.people.scales;
        html! {
            @for (version, scale) in scales.iter().rev() {
                @let id = format!("scale-{version}");
                @let caption = format!("{}, from {}", scale.name, date_text(scale.from));
                (small(&id, &caption, ["Code", "Grade", "What it looks like in practice"],
                    scale.grades.iter().map(|grade| {
                        vec![grade.code.as_str(), grade.word.as_str(), grade.descriptor.as_str()]
                    })))
            }
            @if scales.is_empty() { p class="govuk-body" { "No grading scale is adopted yet." } }
            (self.steps(&[("adopt_grading_scale", "", "Adopt another scale")]))
        }
    }

    pub(super) fn themes(self) -> Markup {
        let people = &self.reading.view.people;
        // An older theme is known by its code alone.
        let name = |code: &str| {
            let theme = people.themes.iter().find(|theme| theme.code == code);
            let old = || shown::capitalised(&code.replace('_', " "));
            theme.map_or_else(old, |theme| theme.name.clone())
        };
        html! {
            @if people.themes.is_empty() { p class="govuk-body" { "There are no themes yet." } }
            @else {
                ul class="govuk-list govuk-list--bullet" {
                    @for theme in &people.themes { li { (theme.name) } }
                }
            }
            @if !people.theme_mappings.is_empty() {
                (Details::new("Themes that were replaced", html! {
                    ul class="govuk-list" {
                        @for mapping in &people.theme_mappings {
                            li { (name(&mapping.from)) " is now " (name(&mapping.to)) }
                        }
                    }
                }))
            }
            (self.steps(&[("revise_theme_taxonomy", "", "Change the themes")]))
        }
    }

    pub(super) fn clocks(self) -> Markup {
        let people = &self.reading.view.people;
        let current = people.rule_set_on(self.reading.today);
        html! {
            @for (place, set) in people.rule_sets.iter().enumerate().rev() {
                @let in_force = current == Some(set);
                @let words = html! {
                    (set.title) ", from " (date_text(set.from))
                    @if in_force { " " (Tag::new("In force", TagColour::Green)) }
                    @if set.confirm_from { " " (Tag::new("Day to be confirmed", TagColour::Yellow)) }
                };
                @let table = html! {
                    p class="govuk-body" { (set.from_note) }
                    (deadlines::clock_table(&format!("clocks-{place}"), set))
                };
                (Details { open: in_force, ..Details::new(words, table) })
            }
            @if people.rule_sets.is_empty() { p class="govuk-body" { "No set is adopted yet." } }
            (self.steps(&[("adopt_statutory_rule_set", "", "Adopt a set of clocks")]))
            @if self.reading.enters(Area::Work) {
                p class="govuk-body" {
                    a class="govuk-link" href=(self.reading.href("/deadlines/calculator")) {
                        "Work out a due date" }
                }
            }
        }
    }

    pub(super) fn holidays(self) -> Markup {
        let people = &self.reading.view.people;
        let source = people
            .holidays
            .as_ref()
            .map(|loaded| loaded.source.as_str());
        let table = people.bank_holidays();
        let mut years: BTreeMap<i32, Vec<String>> = BTreeMap::new();
        for (day, title) in table.days() {
            let line = format!("{}: {title}", date_text(*day));
            years.entry(day.year()).or_default().push(line);
        }
        html! {
            p class="govuk-body" {
                "Known from " (date_text(table.from())) " to " (date_text(table.to())) ". Source: "
                (source.unwrap_or("the table shipped with Golden Thread")) "."
            }
            @for (year, days) in years.iter().rev() {
                (Details::new(format!("{year}: {} bank holidays", days.len()), html! {
                    ul class="govuk-list" { @for line in days { li { (line) } } }
                }))
            }
            (self.steps(&[("load_bank_holiday_calendar", "", "Load the bank holidays")]))
        }
    }

    pub(super) fn retention(self) -> Markup {
        let rules = &self.reading.view.people.retention;
        let mut table = Table::new(
            "retention-table",
            "Retention",
            ["Class of record", "Kept", "Counted from", "Basis"],
        );
        table.caption_classes = "govuk-visually-hidden";
        for (class, rule) in rules {
            table.rows.push(vec![
                class.as_str().into(),
                format!("{} months", rule.period_months).into(),
                rule.counted_from.as_str().into(),
                rule.basis.as_str().into(),
            ]);
        }
        html! {
            @if rules.is_empty() {
                p class="govuk-body" { "Nothing is said yet about how long records are kept." }
            } @else { (table) }
            (self.steps(&[("adopt_retention_rule", "", "Say how long a class of record is kept")]))
        }
    }

    pub(super) fn matchings(self) -> Markup {
        let known = &self.reading.view.people.matchings;
        html! {
            @if known.is_empty() {
                p class="govuk-body" {
                    "None yet. When somebody corrects what a column means in an import, it is \
                     remembered here, and the same headings are read so next time."
                }
            }
            @for (headings, columns) in known {
                @let meanings: Vec<String> = columns.iter().map(|word| meaning(word)).collect();
                (Details::new(headings.as_str(), html! {
                    p class="govuk-body" { "Read as: " (meanings.join(", ")) }
                }))
            }
        }
    }
}

fn meaning(word: &str) -> String {
    crate::importing::column(word).map_or_else(|| word.to_owned(), |c| c.label().to_owned())
}

fn key_table(version: u32, key: &RagKey) -> Markup {
    let id = format!("key-{version}");
    let caption = format!(
        "Key {version}, for plans drafted from {}",
        date_text(key.from)
    );
    let mut table = Table::new(
        &id,
        &caption,
        ["Colour", "Definition", "Stands for", "Must be explained"],
    );
    table.caption_classes = "govuk-table__caption--s";
    for code in &key.codes {
        let must = if code.commentary_required {
            "Yes"
        } else {
            "No"
        };
        table.rows.push(vec![
            rag(&code.word, &code.letter).into(),
            code.definition.as_str().into(),
            meaning_word(code.meaning).into(),
            must.into(),
        ]);
    }
    html! { (table) }
}

/// A table of plain words.
fn small<'a, const N: usize>(
    id: &str,
    caption: &str,
    head: [&'a str; N],
    rows: impl Iterator<Item = Vec<&'a str>>,
) -> Markup {
    let mut table = Table::new(id, caption, head);
    table.caption_classes = "govuk-table__caption--s";
    table.rows = rows
        .map(|row| row.into_iter().map(Into::into).collect())
        .collect();
    html! { (table) }
}
