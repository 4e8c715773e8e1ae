//! The filters of the trail, read from the address and shown as a form.

use super::told::kind_word;
use crate::web::components::dates::parse_moment_field;
use crate::web::components::{Checkbox, Checkboxes, Details, Filter, Input, Select};
use crate::web::form::Choice;
use crate::web::pages::listing::{Address, Chips, options};
use crate::web::reading::Reading;
use chrono::NaiveDate;
use events::envelope::{Moment, Role};
use events::ids::{AgencyId, StreamKind};
use maud::{Markup, html};
use projections::trail::TrailFilter;

/// The filter the address asks for. What cannot be read narrows nothing.
pub(crate) fn filter(reading: &Reading<'_>) -> TrailFilter {
    let moment = |words: String| parse_moment_field(&words).ok().map(Moment::new);
    let day = |name: &str| reading.asked(name).map(str::trim).map(ToOwned::to_owned);
    TrailFilter {
        stream: reading.asked_for("stream"),
        parts: reading.asked("parts").is_some(),
        kinds: reading
            .asked_all("kind")
            .into_iter()
            .filter_map(StreamKind::from_word)
            .collect(),
        types: reading
            .asked_all("type")
            .into_iter()
            .map(ToOwned::to_owned)
            .collect(),
        role: reading.asked("role").and_then(Role::from_word),
        agency: reading.asked_for("agency"),
        correlation: reading.asked_for("together"),
        recorded_from: day("recorded_from").and_then(|day| moment(format!("{day}T00:00"))),
        recorded_to: day("recorded_to").and_then(moment),
        occurred_from: reading.asked_for("occurred_from"),
        occurred_to: reading.asked_for("occurred_to"),
        late: reading.asked("late").is_some(),
    }
}

pub(super) fn form(reading: &Reading<'_>, filter: &TrailFilter, address: &Address) -> Markup {
    let kinds: Vec<Choice> = StreamKind::ALL
        .map(|kind| (kind.word().to_owned(), kind_word(kind).to_owned()))
        .to_vec();
    let roles: Vec<Choice> = Role::ALL
        .map(|role| (role.word().to_owned(), role.title().to_owned()))
        .to_vec();
    let agencies = agencies(reading);
    let types: Vec<Choice> = reading
        .view
        .trail
        .types()
        .map(|word| (word.to_owned(), super::told::happened(word)))
        .collect();
    let chips = chips(
        reading,
        filter,
        address,
        [&kinds, &types, &roles, &agencies],
    );
    let late = Checkbox {
        checked: Some(filter.late),
        ..Checkbox::new("yes", "Only entries into a frozen year")
    };
    let stream = filter.stream.map(|stream| stream.to_string());
    let at = as_at(reading);
    let mut kept = Vec::new();
    kept.extend(stream.as_deref().map(|stream| ("stream", stream)));
    kept.extend(filter.parts.then_some(("parts", "yes")));
    kept.extend(reading.asked("order").map(|order| ("order", order)));
    kept.extend(at.as_deref().map(|at| ("as_at", at)));
    let clear = reading.href("/trail");
    let narrowed = address.href(reading) != reading.href("/trail");
    let filter = Filter {
        action: "/trail",
        heading: "Filter",
        selected: chips.groups(),
        clear_href: &clear,
        kept,
        options: html! {
            (Select { value: reading.asked("kind"),
                ..Select::new("kind", "Kind of thing", options(&kinds, "All")) })
            (Select { value: reading.asked("type"),
                ..Select::new("type", "What happened", options(&types, "All")) })
            (Select { value: reading.asked("role"), id: Some("by-role"),
                ..Select::new("role", "By role", options(&roles, "All")) })
            (Select { value: reading.asked("agency"), id: Some("by-agency"),
                ..Select::new("agency", "For agency", options(&agencies, "All")) })
            @for (heading, name) in DAYS {
                (Input { kind: "date", value: reading.asked(name),
                    ..Input::new(name, heading) })
            }
            (Checkboxes::single("late", late))
        },
    };
    html! {
        div class="gt-no-print" {
            (Details { open: narrowed, ..Details::new("Filter the trail", html! { (filter) }) })
        }
    }
}

/// What is chosen now, as chips that take it away.
fn chips<'a>(
    reading: &'a Reading<'a>,
    filter: &TrailFilter,
    address: &'a Address,
    [kinds, types, roles, agencies]: [&[Choice]; 4],
) -> Chips<'a> {
    let mut chips = Chips::of(reading, address);
    if let Some(stream) = filter.stream {
        let name = super::told::thing(stream.kind, &reading.view.label(stream).name);
        chips.one("About", "stream", Some(name));
        let parts = filter.parts.then(|| "What belongs to it".to_owned());
        chips.one("With", "parts", parts);
    }
    chips.several("Kind of thing", "kind", kinds);
    chips.several("What happened", "type", types);
    chips.several("Role", "role", roles);
    chips.several("Agency", "agency", agencies);
    let together = filter.correlation.map(|_| "One entry".to_owned());
    chips.one("Recorded together", "together", together);
    for (heading, name) in DAYS {
        let day = reading.asked_for::<NaiveDate>(name);
        chips.one(
            heading,
            name,
            day.map(crate::web::components::dates::date_text),
        );
    }
    chips.one(
        "Late entries",
        "late",
        filter.late.then(|| "Only late ones".to_owned()),
    );
    chips
}

/// The filters by day, with their headings.
const DAYS: [(&str, &str); 4] = [
    ("Happened from", "occurred_from"),
    ("Happened to", "occurred_to"),
    ("Recorded from", "recorded_from"),
    ("Recorded to", "recorded_to"),
];

/// The moment asked for, as a form carries it on.
pub(crate) fn as_at(reading: &Reading<'_>) -> Option<String> {
    let href = reading.href("/");
    href.split_once("as_at=")
        .map(|(_, at)| at.replace("%3A", ":"))
}

/// Every agency by name, past ones too.
pub(crate) fn agencies(reading: &Reading<'_>) -> Vec<Choice> {
    let known = reading.view.people.agencies.iter();
    let mut agencies: Vec<Choice> = known
        .map(|(id, agency): (&AgencyId, _)| (id.to_string(), agency.name.clone()))
        .collect();
    agencies.sort_by(|a, b| a.1.cmp(&b.1));
    agencies
}
