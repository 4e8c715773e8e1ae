//! The report of a review: its drafts, with what was signed, checked and sent of each, and what it
//! says, with what was recommended.

use super::super::audits::theme_link;
use super::super::{shown, thread};
use super::is_of_agency;
use crate::web::components::dates::date;
use crate::web::components::{Details, SummaryList, SummaryRow};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::practice_reviews::{AnonymisedLine, DraftLine, ReviewFindingView, ReviewView};

/// The drafts, the latest first and the earlier ones folded.
pub(super) fn drafts(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let mut all = view.review.drafts.iter().rev();
    let Some(latest) = all.next() else {
        return html! { p class="govuk-body" { "No draft has come yet." } };
    };
    html! {
        h3 class="govuk-heading-s" { "Version " (latest.version) ", the latest" }
        (draft(reading, view, latest))
        (scan_link(reading, view))
        (impact(reading, view))
        @for earlier in all {
            @let title = format!("Version {}, of which nothing counts any more", earlier.version);
            (Details::new(title.as_str(), draft(reading, view, earlier)))
        }
    }
}

fn scan_link(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let may = reading.may(StreamKind::PracticeReview, "check_anonymisation");
    let open = !view.phase.is_ended();
    let href = format!("/practice-review/{}/scan", view.review.id);
    html! {
        @if may && open {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(href) { "Look through the text for identifiers" }
            }
        }
    }
}

fn draft(reading: &Reading<'_>, view: &ReviewView<'_>, one: &DraftLine) -> Markup {
    let mut rows = vec![SummaryRow::new(
        "Received",
        html! {
            (shown::stamp(&one.received)) ". " (shown::words(reading, one.words.as_ref()))
            @if let Some(number) = one.reviewer { " From reviewer " (number) "." }
            @if let Some(piece) = one.document { br; (thread::evidence_line(reading, piece)) }
        },
    )];
    for check in &one.accuracy {
        let value = html! {
            @match &check.answered {
                Some((at, true, _)) => { "Accurate, " (shown::stamp(at)) },
                Some((at, false, words)) => {
                    strong { "Not accurate" } ", " (shown::stamp(at)) ". "
                    (shown::words(reading, words.as_ref()))
                },
                None => {
                    "Asked " (shown::stamp(&check.asked)) ", due " (date(check.due)) " "
                    @if check.due < reading.today { (shown::missing("Overdue")) }
                },
            }
        };
        let name = reading.view.people.agency_name(check.agency);
        rows.push(SummaryRow::new(format!("Accuracy: {name}"), value));
    }
    for partner in &view.partners {
        let signed = one.signed.iter().find(|(by, _)| by == partner);
        let value = signed.map(|(_, at)| shown::stamp(at));
        let value = value.unwrap_or_else(|| html! { "Not signed" });
        let name = reading.view.people.agency_name(*partner);
        rows.push(SummaryRow::new(format!("Signed off: {name}"), value));
    }
    let anonymised = one.anonymised.as_ref();
    let anonymised = anonymised.map(|line| self::anonymised(reading, line));
    let anonymised = anonymised.unwrap_or_else(|| html! { "Not checked" });
    rows.push(SummaryRow::new("Anonymisation", anonymised));
    for (label, sent) in [
        ("Sent to the Panel and the Secretary of State", &one.panel),
        ("Sent to Ofsted", &one.ofsted),
    ] {
        let value = html! {
            @match sent { Some((on, _)) => (date(*on)), None => "Not sent" }
        };
        rows.push(SummaryRow::new(label, value));
    }
    html! { (SummaryList::new(rows)) }
}

fn anonymised(reading: &Reading<'_>, line: &AnonymisedLine) -> Markup {
    let places: u32 = line.patterns.iter().map(|one| one.places).sum();
    html! {
        "Checked by " (line.by) ", " (shown::stamp(&line.at)) ": "
        (line.answers.iter().filter(|one| one.holds).count()) " of " (line.answers.len())
        " questions clear. Residual risk: " (reading.words(&line.residual_risk))
        @if places > 0 {
            br; "The product found " (places) " places that look like an identifier: "
            @for (place, one) in line.patterns.iter().enumerate() {
                @if place > 0 { ", " } (one.places) " like a " (one.kind.label())
            }
            ". " (shown::words(reading, line.reason.as_ref()))
        }
    }
}

fn impact(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let Some(line) = &view.review.impact else {
        return html! {};
    };
    let rows = vec![
        SummaryRow::new("On the family", reading.words(&line.family)),
        SummaryRow::new("On practitioners", reading.words(&line.practitioners)),
        SummaryRow::new("Assessed", shown::stamp(&line.at)),
    ];
    html! {
        h3 class="govuk-heading-s" { "Impact of publication" }
        (SummaryList::new(rows))
    }
}

/// What a review says, each with what was recommended because of it.
pub(super) fn findings(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let orphans = view.findings.iter().filter(|one| one.is_orphan).count();
    let count = view.findings.len();
    let whole = !is_of_agency(reading);
    html! {
        @if count == 0 { p class="govuk-body" { "Nothing is recorded yet." } }
        @else if whole {
            p class="govuk-body" {
                strong { (shown::count(count, "finding or learning point", "findings and learning points")) }
                ", " (orphans) " of them without a recommendation."
            }
        }
        @for one in &view.findings { (finding(reading, view, one)) }
        @if !view.recommendations.is_empty() {
            h3 class="govuk-heading-s" { "Recommendations of the review as a whole" }
            ul class="govuk-list govuk-list--bullet" {
                @for made in &view.recommendations { li { (recommended(reading, made)) } }
            }
        }
    }
}

fn recommended(
    reading: &Reading<'_>,
    made: &projections::recommendations::Recommendation,
) -> Markup {
    html! {
        (shown::recommendation_link(reading, made.id)) ": " (reading.words(&made.text)) " ("
        (made.state().word()) ")"
    }
}

fn finding(reading: &Reading<'_>, view: &ReviewView<'_>, one: &ReviewFindingView<'_>) -> Markup {
    let finding = one.finding;
    html! {
        section class="govuk-!-margin-bottom-4" id=(format!("finding-{}", finding.id)) {
            h3 class="govuk-heading-s" { (reading.words(&finding.statement)) }
            p class="govuk-body" {
                (finding.kind.title()) ". Theme: " (theme_link(reading, &finding.theme)) ". "
                (shown::stamp(&finding.recorded))
                @if let Some((at, why)) = &finding.corrected {
                    " Corrected " (shown::stamp(at)) ": " (shown::words(reading, why.as_ref()))
                }
            }
            @if let Some(words) = &finding.underlying_reason {
                p class="govuk-body" { "Why it came to that: " (reading.words(words)) }
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
fn answering(reading: &Reading<'_>, view: &ReviewView<'_>, one: &ReviewFindingView<'_>) -> Markup {
    let id = one.finding.id;
    let make = format!("/record/recommendation/new/make_recommendation?review_finding={id}");
    let command = "justify_no_recommendation";
    let why = format!("{}?finding={id}", command_path(view.review.id, command));
    let open = view.review.closed.is_none();
    html! {
        ul class="govuk-list gt-no-print" {
            @if reading.may(StreamKind::Recommendation, "make_recommendation") {
                li { a class="govuk-link" href=(make) { "Make a recommendation of it" } }
            }
            @if open && reading.may(StreamKind::PracticeReview, command) {
                li { a class="govuk-link" href=(why) { "Say why none is made of it" } }
            }
        }
    }
}

/// What could not wait for the report.
pub(super) fn early_learning(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let rows = view.review.early_learning.iter().map(|one| {
        let value = html! { (reading.words(&one.words)) " " (shown::stamp(&one.at)) };
        SummaryRow::new(reading.plain(&one.audience), value)
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            h3 class="govuk-heading-s" { "Early learning released" }
            (SummaryList::new(rows))
        }
    }
}
