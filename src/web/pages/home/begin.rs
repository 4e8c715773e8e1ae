//! What to do first, while there is nothing to show.

use crate::web::components::{InsetText, SummaryList, SummaryRow, Tag, TagColour};
use crate::web::reading::Reading;
use events::everywhere::{Area, roles_of};
use events::ids::StreamKind;
use maud::{Markup, html};

/// A step of setting up: what, where, why, and whether it is done.
struct Step {
    words: &'static str,
    href: &'static str,
    why: &'static str,
    done: bool,
    /// Whether the reader is one who does this.
    theirs: bool,
}

fn steps(reading: &Reading<'_>) -> Vec<Step> {
    let view = reading.view;
    let settles = |word| {
        let roles = roles_of(StreamKind::Partnership, word);
        roles.is_some_and(|roles| roles.contains(&reading.acting.role))
    };
    vec![
        Step {
            words: "Name the partnership",
            href: "/record/partnership/this/establish_partnership",
            why: "its name and area stand on every page and export",
            done: !view.people.name.is_empty(),
            theirs: settles("establish_partnership"),
        },
        Step {
            words: "Set up the executive or board",
            href: "/record/partnership/this/constitute_sub_group",
            why: "approvals and meetings need a group",
            done: !view.people.groups.is_empty(),
            theirs: settles("constitute_sub_group"),
        },
        Step {
            words: "Import your business plan",
            href: "/import",
            why: "from the Word or Excel document you have",
            done: view.plans.all().next().is_some(),
            theirs: reading.enters(Area::Import),
        },
    ]
}

fn list(reading: &Reading<'_>, steps: &[Step]) -> Markup {
    let rows = steps
        .iter()
        .map(|step| {
            let words = html! {
                @if step.done || !step.theirs { (step.words) }
                @else { a class="govuk-link" href=(reading.href(step.href)) { (step.words) } }
                ": " (step.why)
            };
            let state = if step.done {
                html! { (Tag::new("Done", TagColour::Green)) }
            } else {
                html! { (Tag::new("To do", TagColour::Blue)) }
            };
            SummaryRow::new(state, words)
        })
        .collect();
    html! { (SummaryList::new(rows)) }
}

/// The whole page, while there is no plan.
pub(super) fn page(reading: &Reading<'_>, title: &str) -> Markup {
    if reading.view.is_partial() {
        return html! {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body-l" {
                "Nothing that is yours to see is recorded yet. Here is the work of the agency you \
                 act for, once it owns an action, answers a recommendation or adds evidence."
            }
        };
    }
    html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body-l" {
            "There is no plan here yet. Once there is, this page shows its position before a \
             meeting: ratings as claimed and by date, what is late and why, and where the thread \
             breaks."
        }
        h2 class="govuk-heading-m" { "What to do first" }
        (list(reading, &steps(reading)))
        @if reading.may(StreamKind::Plan, "draft_plan") {
            p class="govuk-body" {
                "No document to import? "
                a class="govuk-link" href="/record/plan/new/draft_plan" { "Draft a plan" } " instead."
            }
        }
        @if !reading.is_now {
            (InsetText::new("This page shows the past: nothing can be recorded from it."))
        }
    }
}

/// What is still to do, above a plan that is there already.
pub(super) fn still_to_do(reading: &Reading<'_>) -> Markup {
    let open: Vec<Step> = steps(reading)
        .into_iter()
        .filter(|step| !step.done && step.theirs)
        .collect();
    html! {
        @if !open.is_empty() && reading.is_now {
            h2 class="govuk-heading-m" { "Still to do" }
            (list(reading, &open))
        }
    }
}
