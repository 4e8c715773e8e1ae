//! What each agency was asked to say of its work, and what it said.

use super::super::super::{shown, thread};
use super::super::{clock, summary_colour};
use crate::web::components::Tag;
use crate::web::components::dates::date;
use crate::web::form::command_path;
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::ids::{AgencyId, StreamKind};
use maud::{Markup, html};
use projections::rapid_reviews::{RapidReview, Summary, SummaryState};

pub(super) fn show(reading: &Reading<'_>, review: &RapidReview, whole: bool) -> Markup {
    let due = reading.view.summaries_due(review);
    html! {
        @if review.summaries.is_empty() {
            p class="govuk-body" {
                @if whole { "No agency was asked yet." }
                @else { "Your agency was not asked for a summary." }
            }
        } @else if let Some(day) = due {
            p class="govuk-body" { "Wanted by " strong { (date(day)) } ", as the day plan gives." }
        }
        @for (agency, one) in &review.summaries { (summary(reading, review, *agency, one)) }
    }
}

fn summary(reading: &Reading<'_>, review: &RapidReview, agency: AgencyId, one: &Summary) -> Markup {
    let late = reading.view.summary_late(review, agency, reading.today);
    html! {
        h3 class="govuk-heading-s" id={ "summary-" (agency) } {
            (reading.view.people.agency_name(agency))
        }
        p class="govuk-body" {
            (Tag::new(one.state.word(), summary_colour(one.state)))
            " asked for " (shown::stamp(&one.requested))
            @if late > 0 {
                ". " (shown::missing(&format!("{} late", clock::days(late))))
            }
        }
        @for (at, why) in &one.returned {
            p class="govuk-body-s" {
                "Given back " (shown::stamp(at)) ": " (shown::words(reading, why.as_ref()))
            }
        }
        @for (at, to) in &one.chased {
            p class="govuk-body-s" { "Reminded " (shown::stamp(at)) ": " (reading.words(to)) }
        }
        @if let Some((at, words)) = &one.explained {
            p class="govuk-body" {
                strong { "Why it is missing: " } (reading.words(words)) " (" (shown::stamp(at)) ")"
            }
        }
        @if let Some(last) = one.received.last() {
            @if let Some(words) = &last.words { p class="govuk-body" { (reading.words(words)) } }
            @if !last.evidence.is_empty() {
                ul class="govuk-list govuk-list--bullet" {
                    @for id in &last.evidence { li { (thread::evidence_line(reading, *id)) } }
                }
            }
            p class="govuk-body-s" { "Received " (shown::stamp(&last.at)) }
        }
        (way_on(reading, review, agency, one.state))
    }
}

/// What the reader may do about one summary.
fn way_on(
    reading: &Reading<'_>,
    review: &RapidReview,
    agency: AgencyId,
    state: SummaryState,
) -> Markup {
    if review.submitted.is_some() || !reading.is_now {
        return html! {};
    }
    let form = |command| format!("{}?agency={agency}", command_path(review.id, command));
    let came = state == SummaryState::Received;
    let own = speaks_for(reading).is_none_or(|own| own == agency);
    let links = [
        ("send_summary", "Send your summary", !came),
        ("receive_summary", "Record the summary", !came),
        ("chase_summary", "Record that it was asked for again", !came),
        ("explain_missing_summary", "Say why it is missing", !came),
        ("return_summary", "Give it back", came),
    ];
    let may = |command: &str| reading.may(StreamKind::RapidReview, command);
    let offered: Vec<_> = links
        .into_iter()
        .filter(|(command, _, open)| *open && own && may(command))
        .collect();
    let name = reading.view.people.agency_name(agency);
    html! {
        @if !offered.is_empty() {
            ul class="govuk-list gt-no-print" {
                @for (command, words, _) in offered {
                    li { a class="govuk-link" href=(form(command)) {
                        (words) span class="govuk-visually-hidden" { ": " (name) }
                    } }
                }
            }
        }
    }
}
