//! What the register of recommendations can be narrowed by.

use super::{AGES, SOURCES};
use crate::web::components::{Checkbox, Checkboxes, FilterGroup, Select, SelectOption};
use crate::web::form::Choice;
use crate::web::forms::word_value;
use crate::web::pages::actions::{agency_shown, plans, priorities};
use crate::web::pages::listing::{self, Address, Chips};
use crate::web::pages::thread::source_word;
use crate::web::reading::Reading;
use maud::{Markup, html};
use projections::recommendations::RecommendationState;

/// What can only be ticked.
const TICKS: [(&str, &str); 2] = [("overdue", "Overdue"), ("open", "Still open")];

/// What can be chosen.
struct Offered<'a> {
    plans: Vec<Choice>,
    priorities: Vec<Choice>,
    agencies: &'a [Choice],
    themes: Vec<Choice>,
    states: Vec<Choice>,
    sources: Vec<Choice>,
    ages: Vec<Choice>,
}

impl<'a> Offered<'a> {
    fn of(reading: &Reading<'_>, agencies: &'a [Choice]) -> Self {
        let themes = reading.view.people.themes.iter();
        let states = RecommendationState::ALL.iter();
        let source = |kind| (word_value(&kind), source_word(kind).to_owned());
        let age = |(days, words): (&str, &str)| (days.to_owned(), words.to_owned());
        Self {
            plans: plans(reading),
            priorities: priorities(reading),
            agencies,
            themes: themes
                .map(|theme| (theme.code.clone(), theme.name.clone()))
                .collect(),
            states: states
                .map(|state| (word_value(state), state.word().to_owned()))
                .collect(),
            sources: SOURCES.map(source).to_vec(),
            ages: AGES.map(age).to_vec(),
        }
    }
}

/// The filter of the register, with a chip for what it is narrowed by now.
pub(super) fn form(reading: &Reading<'_>, address: &Address, agencies: &[Choice]) -> Markup {
    let offered = Offered::of(reading, agencies);
    let selected = chips(reading, address, &offered);
    let clear = reading.href("/recommendations?agency=all");
    let options = controls(reading, &offered);
    listing::filtering(
        reading,
        address,
        "Filter the register",
        &clear,
        selected,
        options,
    )
}

fn chips<'a>(
    reading: &'a Reading<'a>,
    address: &'a Address,
    offered: &Offered<'_>,
) -> Vec<FilterGroup<'a>> {
    let mut chips = Chips::of(reading, address);
    chips.several("Plan", "plan", &offered.plans);
    chips.several("Priority", "priority", &offered.priorities);
    if let Some(agency) = agency_shown(reading) {
        let name = reading.view.people.agency_name(agency).to_owned();
        let every = address.with("agency", "all").href(reading);
        chips.add("Addressed to", name, every);
    }
    chips.several("Theme", "theme", &offered.themes);
    chips.several("State", "state", &offered.states);
    chips.several("Source", "source", &offered.sources);
    chips.several("Age", "age", &offered.ages);
    for (name, words) in TICKS {
        let ticked = reading.asked(name).map(|_| words.to_owned());
        chips.one("Only", name, ticked);
    }
    chips.groups()
}

fn controls(reading: &Reading<'_>, offered: &Offered<'_>) -> Markup {
    let agency = agency_shown(reading).map(|agency| agency.to_string());
    let mut every = vec![SelectOption::new("all", "Every agency")];
    let agencies = offered.agencies.iter();
    every.extend(agencies.map(|(value, words)| SelectOption::new(value, words)));
    let select = |name: &'static str, label: &'static str, choices, value| {
        html! { (Select { value, ..Select::new(name, label, choices) }) }
    };
    let one_of = |name: &'static str, label: &'static str, all: &'static str, choices| {
        select(
            name,
            label,
            listing::options(choices, all),
            reading.asked(name),
        )
    };
    let ticks = TICKS.iter().map(|(name, words)| {
        let one = Checkbox {
            checked: Some(reading.asked(name).is_some()),
            ..Checkbox::new("yes", *words)
        };
        html! { (Checkboxes::single(name, one)) }
    });
    let states = offered.states.iter();
    let states = states.map(|(value, words)| Checkbox::new(value, words.as_str()));
    html! {
        (one_of("plan", "Plan", "Every plan", &offered.plans))
        (one_of("priority", "Priority", "Every priority", &offered.priorities))
        (select("agency", "Addressed to", every, agency.as_deref()))
        (one_of("theme", "Theme", "Every theme", &offered.themes))
        (one_of("source", "Comes from", "Every source", &offered.sources))
        (one_of("age", "Age", "Every age", &offered.ages))
        (Checkboxes {
            values: reading.asked_all("state"),
            classes: "govuk-checkboxes--small",
            ..Checkboxes::new("state", "State", states)
        })
        @for tick in ticks { (tick) }
    }
}
