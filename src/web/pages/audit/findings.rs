//! What was found, what was seen before, and what was made of it.

use super::super::{shown, thread};
use super::audits;
use crate::web::components::{Details, Tag, TagColour};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::audit::{FindingKind, Worked};
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::audits::{Audit, AuditStage, AuditView, EarlierMatch, Finding, FindingView};
use projections::earlier::{EarlierFinding, EarlierLearning, EarlierRecommendation};
use projections::earlier::{SeenBefore, SeenBeforeQuery};

/// How many earlier findings, and how many recommendations, are shown beside one.
const EARLIER_SHOWN: usize = 5;

pub(super) fn show(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    html! {
        @if view.findings.is_empty() { p class="govuk-body" { "Nothing is recorded yet." } }
        @for one in &view.findings { (finding(reading, view, one)) }
    }
}

/// What sort of finding, in words.
pub(super) const fn kind_word(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Strength => "Strength",
        FindingKind::Development => "Area for development",
        FindingKind::Improvement => "Area for improvement",
    }
}

fn finding(reading: &Reading<'_>, view: &AuditView<'_>, one: &FindingView<'_>) -> Markup {
    let finding = one.finding;
    let now = &finding.now;
    let colour = match now.kind {
        FindingKind::Strength => TagColour::Green,
        FindingKind::Development => TagColour::Yellow,
        FindingKind::Improvement => TagColour::Orange,
    };
    html! {
        section class="govuk-!-margin-bottom-6" id={ "finding-" (finding.id) } {
            h3 class="govuk-heading-s" { (reading.words(&now.statement)) }
            p class="govuk-body" {
                (Tag::new(kind_word(now.kind), colour)) " "
                strong { "In " (now.x) " of " (now.n) " cases" } ". Theme: "
                (audits::theme_link(reading, &now.theme)) "."
                @if one.is_stale {
                    " " (shown::missing("Counts another sample than is left"))
                }
            }
            p class="govuk-body" {
                "Why practice is so: "
                @match &now.underlying_reason {
                    Some(words) => (reading.words(words)),
                    None => (shown::missing("Not said")),
                }
            }
            (corrections(reading, finding))
            (came_of(reading, view, one))
            (matches(reading, finding))
            (thread::walk_finding(reading, finding.id.0))
            @if !audits::is_of_agency(reading) { (seen_before(reading, view.audit, finding)) }
            (steps(reading, view, one))
        }
    }
}

fn corrections(reading: &Reading<'_>, finding: &Finding) -> Markup {
    if finding.corrections.is_empty() {
        return html! {};
    }
    let told = html! {
        @for one in &finding.corrections {
            p class="govuk-body-s" {
                "Corrected " (shown::stamp(&one.at)) ": "
                (shown::words(reading, one.reason.as_ref())) " Before, in " (one.before.x)
                " of " (one.before.n) " cases: " (reading.words(&one.before.statement))
            }
        }
    };
    let count = shown::count(finding.corrections.len(), "correction", "corrections");
    html! { (Details::new(count.as_str(), told)) }
}

/// The recommendations made of it, why there is none, or that one is missing.
fn came_of(reading: &Reading<'_>, view: &AuditView<'_>, one: &FindingView<'_>) -> Markup {
    let asks = one.finding.now.kind.asks_for_recommendation();
    html! {
        @if !one.recommendations.is_empty() {
            p class="govuk-body govuk-!-margin-bottom-1" { "Recommended:" }
            ul class="govuk-list govuk-list--bullet" {
                @for made in &one.recommendations {
                    li {
                        (shown::recommendation_link(reading, made.id)) ": " (reading.words(&made.text))
                        " (" (made.state().word()) ")"
                        @if made.quality.is_none() { " " (shown::missing("Quality not checked")) }
                    }
                }
            }
        } @else if let Some((at, why)) = &one.finding.no_recommendation {
            p class="govuk-body" {
                "No recommendation, because: " (shown::words(reading, why.as_ref())) " ("
                (shown::stamp(at)) ")"
            }
        } @else if one.is_orphan {
            p class="govuk-body" {
                (shown::missing("No recommendation, and nobody said why not"))
                @if view.stage != AuditStage::Closed { " The audit is not closed before." }
            }
        } @else if asks && !reading.view.is_partial() {
            p class="govuk-body" { "What was recommended went elsewhere." }
        }
    }
}

/// What it was said to be like.
fn matches(reading: &Reading<'_>, finding: &Finding) -> Markup {
    html! {
        @for one in &finding.earlier {
            p class="govuk-body" {
                strong { "Like " (matched(reading, one)) ". " }
                "Did what was done then work? " (worked(one.worked)) " ("
                (shown::stamp(&one.at)) "). What was done: " (reading.words(&one.what_was_done))
            }
        }
    }
}

fn matched(reading: &Reading<'_>, one: &EarlierMatch) -> Markup {
    let findings = one
        .findings
        .iter()
        .filter_map(|id| reading.view.audits.finding(*id));
    html! {
        @for (place, (audit, finding)) in findings.enumerate() {
            @if place > 0 { ", " }
            "“" (reading.start_of(&finding.now.statement, 80)) "” of "
            (audits::audit_link(reading, audit.id))
        }
        @if !one.findings.is_empty() && !one.recommendations.is_empty() { ", " }
        @for (place, id) in one.recommendations.iter().enumerate() {
            @if place > 0 { ", " }
            (shown::recommendation_link(reading, *id))
        }
    }
}

const fn worked(worked: Worked) -> &'static str {
    match worked {
        Worked::Yes => "Yes",
        Worked::Partly => "Partly",
        Worked::No => "No",
        Worked::NotKnown => "Not known",
    }
}

/// What was found and recommended on the theme in the three years before.
fn seen_before(reading: &Reading<'_>, audit: &Audit, finding: &Finding) -> Markup {
    let seen = seen(reading, audit, finding);
    let (found, made) = (seen.findings.len(), seen.recommendations.len());
    let learned = seen.learned.len();
    if found + learned + made == 0 {
        let href = reading.href(&format!("/finding/{}", finding.id));
        return html! {
            p class="govuk-body-s" {
                "Not seen on its theme in the three years before. "
                a class="govuk-link" href=(href) { "What was worded like it" }
            }
        };
    }
    let title = format!(
        "Seen before: {}, {} and {} in three years",
        shown::count(found, "finding of audits", "findings of audits"),
        shown::count(learned, "learning of a review", "learnings of reviews"),
        shown::count(made, "recommendation", "recommendations"),
    );
    let href = reading.href(&format!("/finding/{}", finding.id));
    let inside = html! {
        (earlier(reading, &seen, EARLIER_SHOWN))
        p class="govuk-body-s" {
            a class="govuk-link" href=(href) { "All of it, and what was worded like it" }
        }
    };
    html! { (Details::new(title.as_str(), inside)) }
}

/// Everything found and recommended on a finding's theme in the three years before.
pub(super) fn on_theme(reading: &Reading<'_>, audit: &Audit, finding: &Finding) -> Markup {
    let seen = seen(reading, audit, finding);
    html! {
        @if seen.findings.is_empty() && seen.learned.is_empty() && seen.recommendations.is_empty() {
            p class="govuk-body" { "Nothing in the three years before." }
        } @else { (earlier(reading, &seen, usize::MAX)) }
    }
}

fn seen<'a>(reading: &Reading<'a>, audit: &Audit, finding: &'a Finding) -> SeenBefore<'a> {
    reading.view.seen_before(SeenBeforeQuery {
        theme: &finding.now.theme,
        day: finding.recorded.occurred_on,
        asked_by: Some(audit.id.into()),
    })
}

fn earlier(reading: &Reading<'_>, seen: &SeenBefore<'_>, most: usize) -> Markup {
    html! {
        ul class="govuk-list govuk-list--spaced" {
            @for one in seen.findings.iter().take(most) { li { (earlier_finding(reading, one)) } }
            @for one in seen.learned.iter().take(most) { li { (learned(reading, one)) } }
            @for one in seen.recommendations.iter().take(most) {
                li { (earlier_recommendation(reading, one)) }
            }
        }
    }
}

fn earlier_finding(reading: &Reading<'_>, one: &EarlierFinding<'_>) -> Markup {
    let now = &one.finding.now;
    html! {
        (audits::audit_link(reading, one.audit)) ", " (shown::stamp(&one.finding.recorded)) ", in " (now.x) " of " (now.n) " cases: " (reading.words(&now.statement)) " "
        @for made in &one.recommendations { (earlier_recommendation(reading, made)) " " }
        @for told in &one.told_since { "Since: did it work? " (worked(told.worked)) ". " }
    }
}

/// Something a review learned or found, and what came of it.
fn learned(reading: &Reading<'_>, one: &EarlierLearning<'_>) -> Markup {
    html! {
        (super::super::learned_link(reading, one.learned)) ", "
        (shown::stamp(&one.learned.recorded)) ": " (reading.words(one.learned.statement)) " "
        @for made in &one.recommendations { (earlier_recommendation(reading, made)) " " }
    }
}

fn earlier_recommendation(reading: &Reading<'_>, one: &EarlierRecommendation<'_>) -> Markup {
    html! {
        (shown::recommendation_link(reading, one.id)) ", "
        (one.state.word().to_lowercase()) "; " (one.actions_done) " of " (one.actions.len())
        " actions done"
        @if let Some(judged) = one.impact {
            "; difference made: " (shown::impact_word(judged.judgement).to_lowercase())
        }
        "."
    }
}

/// What may be done with a finding.
fn steps(reading: &Reading<'_>, view: &AuditView<'_>, one: &FindingView<'_>) -> Markup {
    let audit = view.audit.id;
    let over = matches!(view.stage, AuditStage::Closed | AuditStage::Abandoned);
    let query = format!("finding={}", one.finding.id);
    let mut links: Vec<(String, &str)> = Vec::new();
    let mut add = |when: bool, kind: StreamKind, path: String, words: &'static str| {
        let command = path.rsplit('/').next().unwrap_or_default().to_owned();
        if when && reading.may(kind, &command) {
            links.push((format!("{path}?{query}"), words));
        }
    };
    let asks = one.finding.now.kind.asks_for_recommendation();
    let make = "/record/recommendation/new/make_recommendation".to_owned();
    add(
        asks,
        StreamKind::Recommendation,
        make,
        "Make a recommendation of it",
    );
    let own = |command| command_path(audit, command);
    let audits = StreamKind::Audit;
    add(
        one.is_orphan && !over,
        audits,
        own("justify_no_recommendation"),
        "Say why there is none",
    );
    add(
        !over,
        audits,
        own("match_finding_to_earlier"),
        "Match it to what was seen before",
    );
    add(!over, audits, own("correct_finding"), "Correct it");
    html! {
        @if !links.is_empty() {
            ul class="govuk-list gt-no-print" {
                @for (href, words) in &links { li { a class="govuk-link" href=(href) { (words) } } }
            }
        }
    }
}
