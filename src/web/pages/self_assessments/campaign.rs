//! One round: its returns by agency, its standards, and the report made of all returns.

use super::super::{next_steps, recorded_banner, shown, thread, trail};
use super::{PLACE, is_of_agency, late, navigation, phase_tag, standing, steps};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Cell, Details, SummaryList, SummaryRow, Table};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::CampaignId;
use events::self_assessment::{CampaignKind, StandardsSet};
use maud::{Markup, html};
use projections::campaigns::{CampaignView, ReturnPhase, ReturnView};

/// One round.
///
/// # Errors
/// When there is no such round, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: CampaignId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let round = view.campaign(id, reading.today).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let body = html! { (recorded_banner(&visit)) (body(&reading, &round, &story)) };
        let frame = Frame::new(&round.campaign.title, PLACE)
            .below("Audits", "/audits")
            .below("Self-assessments", "/self-assessments");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, round: &CampaignView<'_>, story: &Markup) -> Markup {
    let one = round.campaign;
    let own = is_of_agency(reading);
    let heat = reading.href(&format!("/self-assessment/{}/heat-map", one.id));
    html! {
        span class="govuk-caption-l" { (duty(one.kind)) }
        h1 class="govuk-heading-l" { (one.title) }
        (navigation(reading, ""))
        @if own {
            p class="govuk-body" { "You see your own agency’s return, and no other." }
        } @else { (counts(round)) }
        (next_steps::show(&steps::of_campaign(reading, round)))
        p class="govuk-body gt-no-print" {
            a class="govuk-link" href=(heat) { "Heat map: standards by agency" }
        }
        (facts(reading, round))
        h2 class="govuk-heading-m" id="returns" { "Returns" }
        @if round.returns.is_empty() {
            (shown::empty("No agency has been asked for its return yet.", None))
        } @else { (returns(reading, round)) }
        @if !own { (missing(reading, round)) }
        h2 class="govuk-heading-m" id="standards" { "Standards" }
        (standards(&one.standards))
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

/// The duty a round is about.
const fn duty(kind: CampaignKind) -> &'static str {
    match kind {
        CampaignKind::Section11 => "Self-assessment under Section 11 of the Children Act 2004",
        CampaignKind::Section175And157 => {
            "Self-assessment under sections 175 and 157 of the Education Act 2002"
        }
    }
}

fn counts(round: &CampaignView<'_>) -> Markup {
    let counts = &round.counts;
    let asked = counts.invited;
    html! {
        p class="govuk-body-l" {
            a class="govuk-link" href="#returns" { (asked) " invited" } ", "
            a class="govuk-link" href="#returns" { (counts.submitted) " submitted" } ", "
            a class="govuk-link" href="#returns" { (counts.accepted) " accepted" } ", "
            a class="govuk-link" href="#overdue" { (counts.overdue) " overdue" } ", "
            a class="govuk-link" href="#not-returned" { (counts.non_returns) " not returned" } ". "
            (standing(round))
        }
        p class="govuk-body" {
            a class="govuk-link" href="#returns" {
                (counts.met_without_evidence) " answered as met without evidence" } ", "
            a class="govuk-link" href="#returns" { (counts.moderated_down) " moderated down" } "."
        }
    }
}

fn facts(reading: &Reading<'_>, round: &CampaignView<'_>) -> Markup {
    let one = round.campaign;
    let set = &one.standards;
    let mut rows = vec![
        SummaryRow::new("Filled in from", date(one.opens)),
        SummaryRow::new("Due", date(one.due)),
        SummaryRow::new(
            "Standards",
            html! {
                a class="govuk-link" href="#standards" {
                    (set.title) ", number " (set.version) }
                ": " (shown::count(set.standards.len(), "standard", "standards"))
            },
        ),
    ];
    let report = html! {
        @if let Some((at, report, decided_in)) = &one.report {
            (thread::evidence_line(reading, *report)) ". Approved " (shown::stamp(at)) " "
            (shown::decided_in(reading, *decided_in))
        } @else { "Not approved yet" }
    };
    if !is_of_agency(reading) {
        rows.push(SummaryRow::new("Composite report", report));
    }
    if let Some(closed) = &one.closed {
        rows.push(SummaryRow::new("Closed", shown::stamp(closed)));
    }
    html! { (SummaryList::new(rows)) }
}

fn returns(reading: &Reading<'_>, round: &CampaignView<'_>) -> Markup {
    let heads = [
        "Agency",
        "Standing",
        "Due",
        "Answered",
        "Met without evidence",
        "Moderated down",
        "Escalated",
    ];
    let mut table = Table::new("by-agency", "Returns by agency", heads);
    table.caption_classes = "govuk-visually-hidden";
    table.classes = "gt-table--dense";
    let total = round.campaign.standards.standards.len();
    for view in &round.returns {
        let cells = &view.scores.cells;
        let unshown = cells.iter().filter(|c| c.met_without_evidence).count();
        let down = cells.iter().filter(|c| c.moderated_down).count();
        let due = html! {
            (date(view.one.due))
            @if view.overdue { " " (late(view.one.due, reading.today)) }
        };
        let href = reading.href(&format!("/return/{}#standards", view.one.id));
        let behind = |count: usize| html! { a class="govuk-link" href=(href) { (count) } };
        table.rows.push(vec![
            return_link(reading, view).into(),
            phase_tag(view.one.phase).into(),
            due.into(),
            format!("{} of {total}", total - view.unanswered.len()).into(),
            Cell::number(behind(unshown)),
            Cell::number(behind(down)),
            escalated(view).into(),
        ]);
    }
    html! { (table) }
}

fn return_link(reading: &Reading<'_>, view: &ReturnView<'_>) -> Markup {
    let href = reading.href(&format!("/return/{}", view.one.id));
    let name = reading.view.people.agency_name(view.one.agency);
    html! { a class="govuk-link" href=(href) { (name) } }
}

fn escalated(view: &ReturnView<'_>) -> Markup {
    html! {
        @for (place, (at, to)) in view.one.escalated.iter().enumerate() {
            @if place > 0 { "; " }
            (to) ", " (date(at.occurred_on))
        }
    }
}

/// The returns that are late, and those that were given up.
fn missing(reading: &Reading<'_>, round: &CampaignView<'_>) -> Markup {
    let overdue: Vec<_> = round.returns.iter().filter(|view| view.overdue).collect();
    let given_up = |view: &&ReturnView<'_>| view.one.phase == ReturnPhase::NonReturn;
    let given_up: Vec<_> = round.returns.iter().filter(given_up).collect();
    html! {
        h3 class="govuk-heading-s" id="overdue" { "Overdue" }
        @if overdue.is_empty() { p class="govuk-body" { "None." } }
        ul class="govuk-list govuk-list--bullet" {
            @for view in overdue {
                li {
                    (return_link(reading, view)) ": due " (date_text(view.one.due)) ", "
                    (late(view.one.due, reading.today))
                    @if view.one.escalated.is_empty() { ". Nobody was told yet." }
                    @else { ". Told: " (escalated(view)) "." }
                }
            }
        }
        h3 class="govuk-heading-s" id="not-returned" { "Not returned" }
        @if given_up.is_empty() { p class="govuk-body" { "None." } }
        ul class="govuk-list govuk-list--bullet" {
            @for view in given_up {
                li {
                    (return_link(reading, view))
                    @if let Some((at, why)) = &view.one.non_return {
                        ", reported " (shown::stamp(at)) ". "
                        (shown::words(reading, why.as_ref()))
                    }
                }
            }
        }
    }
}

fn standards(set: &StandardsSet) -> Markup {
    let list = html! {
        ol class="govuk-list govuk-list--number" {
            @for one in &set.standards { li { strong { (one.title) } ". " (one.statement) } }
        }
    };
    html! {
        p class="govuk-body" {
            (set.title) ", number " (set.version)
            ". The set stays as it is for the whole round."
        }
        (Details::new("Every standard in this set", list))
    }
}
