//! What changed between two moments: a row for each change of each thing.

use super::Look;
use super::lists::{agencies, day_words, owners};
use super::plan::impact_word;
use super::sheet::{Cell, Sheet, heading};
use projections::Models;
use projections::comparison::{Change, ChangedThing, Compared, Stood};

/// Every change of these things.
pub fn comparison_sheet(
    models: &Models,
    things: &[(Compared, Vec<ChangedThing>)],
    note: String,
    look: &Look<'_>,
) -> Sheet {
    let mut rows = Vec::new();
    for (sort, things) in things {
        for thing in things {
            for change in &thing.changes {
                rows.push(row(models, *sort, thing, change, look));
            }
        }
    }
    Sheet {
        title: "What changed between two moments".to_owned(),
        note,
        headings: vec![
            heading("Kind", 24),
            heading("Plan", 26),
            heading("Ref", 16),
            heading("What", 44),
            heading("How it changed", 26),
            heading("Part", 20),
            heading("Then", 36),
            heading("Now", 36),
        ],
        rows,
    }
}

fn row(
    models: &Models,
    sort: Compared,
    thing: &ChangedThing,
    change: &Change,
    look: &Look<'_>,
) -> Vec<Cell> {
    let plan = thing.plan.and_then(|plan| models.plans.get(plan));
    vec![
        Cell::words(sort.word()),
        Cell::words(plan.map_or("", |plan| plan.title.as_str())),
        Cell::words(thing.reference.as_str()),
        Cell::words(thing.text.as_ref().map_or_else(String::new, look)),
        Cell::words(change.kind.word()),
        Cell::words(change.part),
        stood(models, &change.before, look),
        stood(models, &change.after, look),
    ]
}

fn stood(models: &Models, stood: &Stood, look: &Look<'_>) -> Cell {
    match stood {
        Stood::Nothing => Cell::Blank,
        Stood::Words(text) => Cell::words(look(text)),
        Stood::Word(word) => Cell::words(*word),
        Stood::Label(label) => Cell::words(label.as_str()),
        Stood::Day(day, _) => Cell::words(day_words(*day)),
        Stood::Rating(scheme, code) => {
            let known = models.people.rag_code(*scheme, code.as_str());
            let word = known.map_or_else(String::new, |known| format!("{} ", known.word));
            Cell::words(format!("{word}({code})"))
        }
        Stood::Impact(impact) => Cell::words(impact_word(*impact)),
        Stood::Owners(all) => Cell::words(owners(models, all)),
        Stood::Agencies(all) => Cell::words(agencies(models, all)),
        Stood::Plan(plan) => {
            let plan = models.plans.get(*plan);
            Cell::words(plan.map_or("another plan", |plan| plan.title.as_str()))
        }
        Stood::Priority(id) => {
            let known = models.plans.priority(*id);
            Cell::words(known.map_or("another priority", |(_, known)| known.number.as_str()))
        }
    }
}
