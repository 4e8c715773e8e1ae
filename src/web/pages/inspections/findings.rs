//! What a letter finds, and what became of each: the recommendations made of it with how they
//! stand, or the reason why there is none.

use super::super::audits::{agency_names, theme_link};
use super::super::{shown, thread};
use super::is_of_agency;
use crate::web::components::{Tag, TagColour};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use events::inspection::FindingKind;
use maud::{Markup, html};
use projections::inspections::{InspectionFindingView, InspectionView};
use projections::recommendations::Recommendation;

/// Everything a letter finds, what has to change first before the rest.
pub(super) fn show(reading: &Reading<'_>, view: &InspectionView<'_>) -> Markup {
    let of = |kind| {
        let all = view.findings.iter();
        all.filter(move |one| one.finding.kind == kind)
    };
    let orphans = view.findings.iter().filter(|one| one.is_orphan).count();
    let asking = of(FindingKind::PriorityAction).count() + of(FindingKind::Improvement).count();
    let whole = !is_of_agency(reading);
    html! {
        @if view.findings.is_empty() {
            p class="govuk-body" { "No finding is recorded yet." }
        } @else if whole {
            p class="govuk-body" {
                strong { (shown::count(view.findings.len(), "finding", "findings")) }
                ", " (asking) " of them asking for change, " (orphans)
                " of those without a recommendation or a reason why there is none."
            }
        }
        @for kind in FindingKind::ALL {
            @for one in of(kind) { (finding(reading, view, one)) }
        }
        @if !view.recommendations.is_empty() {
            h3 class="govuk-heading-s" { "Recommendations of the inspection as a whole" }
            ul class="govuk-list govuk-list--bullet" {
                @for made in &view.recommendations { li { (recommended(reading, made)) } }
            }
        }
    }
}

fn recommended(reading: &Reading<'_>, made: &Recommendation) -> Markup {
    html! {
        (shown::recommendation_link(reading, made.id)) ": " (reading.words(&made.text)) " ("
        (made.state().word()) ")"
    }
}

fn kind_tag(kind: FindingKind) -> Markup {
    let colour = match kind {
        FindingKind::Strength => TagColour::Green,
        FindingKind::PriorityAction => TagColour::Red,
        FindingKind::Improvement => TagColour::Yellow,
    };
    html! { (Tag::new(kind.title(), colour)) }
}

fn finding(
    reading: &Reading<'_>,
    view: &InspectionView<'_>,
    one: &InspectionFindingView<'_>,
) -> Markup {
    let finding = one.finding;
    html! {
        section class="govuk-!-margin-bottom-4" id=(format!("finding-{}", finding.id)) {
            h3 class="govuk-heading-s" { (reading.words(&finding.statement)) }
            p class="govuk-body" {
                (kind_tag(finding.kind)) " Theme: " (theme_link(reading, &finding.theme)) ". "
                @if !finding.agencies.is_empty() {
                    "Names " (agency_names(reading, &finding.agencies)) ". "
                }
                (shown::stamp(&finding.recorded))
                @if let Some((at, why)) = &finding.corrected {
                    " Corrected " (shown::stamp(at)) ": " (shown::words(reading, why.as_ref()))
                }
            }
            @for made in &one.recommendations {
                p class="govuk-body" { (recommended(reading, made)) }
            }
            @if let Some((at, why)) = &finding.justified {
                p class="govuk-body" {
                    "No recommendation, because: " (shown::words(reading, why.as_ref())) " "
                    (shown::stamp(at))
                }
            }
            @if one.is_orphan && !is_of_agency(reading) {
                p class="govuk-body" { (shown::missing("No recommendation yet")) }
                (answering(reading, view, one))
            }
            (thread::walk_finding(reading, finding.id.0))
        }
    }
}

/// Leads to the forms that make a recommendation of it, or say why there is none.
fn answering(
    reading: &Reading<'_>,
    view: &InspectionView<'_>,
    one: &InspectionFindingView<'_>,
) -> Markup {
    let id = one.finding.id;
    let make = format!("/record/recommendation/new/make_recommendation?inspection_finding={id}");
    let command = "justify_no_recommendation";
    let why = format!("{}?finding={id}", command_path(view.inspection.id, command));
    let open = view.inspection.closed.is_none();
    html! {
        ul class="govuk-list gt-no-print" {
            @if reading.may(StreamKind::Recommendation, "make_recommendation") {
                li { a class="govuk-link" href=(make) { "Make a recommendation of it" } }
            }
            @if open && reading.may(StreamKind::Inspection, command) {
                li { a class="govuk-link" href=(why) { "Say why none is made of it" } }
            }
        }
    }
}
