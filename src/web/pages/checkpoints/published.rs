//! Where checkpoints are published, and what goes wrong there.

use crate::checkpoints::publish::State;
use crate::web::components::dates::moment_text;
use crate::web::components::{Table, Tag, TagColour};
use crate::web::visit::Visit;
use maud::{Markup, html};

/// How the publication goes, place by place.
pub(super) fn section(visit: &Visit) -> Markup {
    let states = visit.site.publication.states();
    html! {
        h2 class="govuk-heading-m" id="published" { "Where they are published" }
        @if states.is_empty() {
            p class="govuk-body" {
                "Nowhere but here. A copy that lies outside protects best: somebody who can change "
                "the record cannot change that copy too. Whoever runs the server can have every "
                "checkpoint put into a file or a folder, sent to an address on the web or to a "
                "mailbox: see " code { "[checkpoints]" } " in the handbook. Minutes are a copy too."
            }
        } @else {
            (table(&states))
            @for state in &states { (remedy(state)) }
        }
    }
}

fn table(states: &[State]) -> Markup {
    let mut table = Table::new(
        "publication",
        "Places, and the last checkpoint published there",
        ["Where", "Last published", "How it goes"],
    );
    table.caption_classes = "govuk-visually-hidden";
    for state in states {
        let last = match (state.published, state.at) {
            (Some(size), Some(at)) => format!("At {size} events, on {}", moment_text(at)),
            (Some(size), None) => format!("At {size} events"),
            (None, _) => "None yet".to_owned(),
        };
        let goes = match &state.failure {
            None => html! { (Tag::new("Well", TagColour::Green)) },
            Some(failure) => html! {
                (Tag::new("Failing", TagColour::Red)) " since " (moment_text(failure.since)) ": "
                (failure.why) ". Tried " (failure.times) " times; again after "
                (moment_text(failure.again)) "."
            },
        };
        table
            .rows
            .push(vec![state.to.title().into(), last.into(), goes.into()]);
    }
    html! { (table) }
}

/// What to do where it fails. Nothing is lost: every checkpoint stays here until it is published.
fn remedy(state: &State) -> Markup {
    html! {
        @if let Some(failure) = &state.failure {
            p class="govuk-body" {
                strong { (state.to.title()) ": " } (failure.why.remedy())
                " No checkpoint is lost meanwhile: all of them are published once it goes again."
            }
        }
    }
}
