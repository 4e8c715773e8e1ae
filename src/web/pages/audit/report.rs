//! The report of an audit, made from what was recorded, for paper. Small numbers are hidden.
//!
//! Route: `GET /audit/{id}/report` → [`show`].

use super::super::shown;
use super::super::thread::actor_name;
use super::{audits, comparisons, findings, sample};
use crate::web::components::dates::date;
use crate::web::components::{Cell, SummaryList, SummaryRow, Table};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::AuditId;
use maud::{Markup, html};
use projections::audits::{AuditView, FindingView};
use projections::reference::Stamp;
use projections::small_numbers::{Shown, suppressed};

/// The report of one audit.
///
/// # Errors
/// When there is no such audit, or the record cannot be read. An agency that is looked at has no
/// report of it here: it is given one when the learning is shared.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: AuditId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let audit = view.audit(id, reading.today).ok_or(Oops::NotFound)?;
        if audits::is_of_agency(&reading) {
            return Err(Oops::NotFound);
        }
        let title = format!("Report of audit {}", audit.audit.reference);
        let (name, up) = (
            format!("Audit {}", audit.audit.reference),
            format!("/audit/{id}"),
        );
        let frame = Frame::new(&title, super::PLACE)
            .below("Audits", "/audits")
            .below(&name, &up);
        Ok(visit.page(&view, &frame, &body(&reading, &audit)))
    })
    .await
}

fn body(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    let audit = view.audit;
    html! {
        span class="govuk-caption-l" {
            (audit.kind.title()) " " span class="gt-reference" { (audit.reference) }
        }
        h1 class="govuk-heading-l" { (audit.title) }
        p class="govuk-body" {
            "Made from the record on " (date(reading.today)) ". "
            @match &audit.report_approved {
                None => strong { "A draft: the report is not approved." },
                Some((at, _)) => {
                    "The report was approved by " (approver(reading, at)) ", " (shown::stamp(at)) "."
                }
            }
        }
        h2 class="govuk-heading-m" { "What was asked, and of whom" }
        (asked(reading, view))
        h2 class="govuk-heading-m" { "The sample" }
        (sampled(reading, view))
        h2 class="govuk-heading-m" { "Grades" }
        (graded(view))
        h2 class="govuk-heading-m" { "What was found" }
        @if view.findings.is_empty() { p class="govuk-body" { "Nothing is recorded yet." } }
        @for one in &view.findings { (found(reading, one)) }
        @if !audit.comparisons.is_empty() {
            h2 class="govuk-heading-m" { "Compared with before" }
            (comparisons(reading, view))
        }
        h2 class="govuk-heading-m" { "Whom the learning reached" }
        (reached(reading, view))
    }
}

/// The role that approved it, never a name.
fn approver(reading: &Reading<'_>, at: &Stamp) -> String {
    let row = reading.view.trail_row(at.position);
    row.map_or_else(
        || "somebody".to_owned(),
        |row| actor_name(reading, &row.actor),
    )
}

fn asked(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    let audit = view.audit;
    let mut rows = vec![
        SummaryRow::new("Question", reading.words(&audit.question)),
        SummaryRow::new("Which children", reading.words(&audit.cohort)),
        SummaryRow::new("Method", reading.words(&audit.method)),
        SummaryRow::new("Agencies", audits::agency_names(reading, &audit.agencies)),
        SummaryRow::new("Theme", audits::theme_name(reading, &audit.theme)),
        SummaryRow::new("From", date(audit.starts)),
        SummaryRow::new("Fieldwork until", date(audit.fieldwork_due)),
    ];
    if let Some(earlier) = view.baseline {
        rows.push(SummaryRow::new("Makes again", audits::named(earlier)));
    }
    html! { (SummaryList::new(rows)) }
}

fn sampled(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    let sample = &view.sample;
    html! {
        p class="govuk-body" {
            (sample.drawn) " cases were drawn of " (sample.planned) " planned, and "
            (sample.excluded) " excluded since. Everything below counts " strong { "n = " (sample.n) }
            "."
        }
        @if let Some(chosen) = &view.audit.sample {
            p class="govuk-body" { "Chosen so: " (reading.words(&chosen.method)) }
        }
        @if sample.excluded > 0 {
            p class="govuk-body govuk-!-margin-bottom-1" { "Excluded, because:" }
            ul class="govuk-list govuk-list--bullet" {
                @for one in view.cases.iter().filter_map(|case| case.excluded.as_ref()) {
                    li {
                        (shown::words(reading, one.reason.as_ref()))
                        @if one.after_grading { " (after it was graded)" }
                    }
                }
            }
        }
        @if sample.n > 0 { (sample::suppressed_profile(&view.profile, sample.n)) }
    }
}

/// How many cases got each grade before moderation and after it, with small numbers hidden, and
/// how far moderation moved them.
fn graded(view: &AuditView<'_>) -> Markup {
    let n = view.sample.n;
    let stood_at = |code: &str| {
        let at = view.grades.iter().filter(|row| row.stood_at == Some(code));
        u32::try_from(at.count()).unwrap_or(u32::MAX)
    };
    let scale = || view.agreed.iter();
    let before: Vec<u32> = scale().map(|(grade, _)| stood_at(&grade.code)).collect();
    let after: Vec<u32> = scale().map(|(_, count)| *count).collect();
    let shown = suppressed(&before).into_iter().zip(suppressed(&after));
    let told = |count: Shown| match count {
        Shown::Count(count) => format!("{count} of {n}"),
        Shown::Hidden => "hidden".to_owned(),
    };
    let caption = format!("Grades before and after moderation, n = {n}");
    let heads = ["Grade", "Before moderation", "Agreed together"];
    let mut table = Table::new("grades", &caption, heads);
    for ((grade, _), (before, after)) in scale().zip(shown) {
        table.rows.push(vec![
            grade.word.as_str().into(),
            Cell::number(told(before)),
            Cell::number(told(after)),
        ]);
    }
    html! { (table) (moved(view)) }
}

/// How many grades moved, and which way. A small number is hidden here too: beside the grades
/// agreed it would tell how many cases were of one that is hidden.
fn moved(view: &AuditView<'_>) -> Markup {
    let moved = &view.moved;
    let counts = suppressed(&[moved.up, moved.down, moved.unmoved, moved.unknown]);
    let ways = [
        "moved up",
        "moved down",
        "stayed as they were",
        "not comparable",
    ];
    let told = counts.iter().zip(ways).map(|(count, way)| match count {
        Shown::Count(count) => format!("{count} {way}"),
        Shown::Hidden => format!("a hidden number {way}"),
    });
    let told: Vec<String> = told.collect();
    html! {
        p class="govuk-body" {
            strong { (moved.moderated) " of " (view.sample.n) " cases moderated" }
            @if moved.moderated > 0 { ": " (told.join(", ")) }
            "."
        }
    }
}

fn found(reading: &Reading<'_>, one: &FindingView<'_>) -> Markup {
    let now = &one.finding.now;
    html! {
        section class="govuk-!-margin-bottom-4" {
            h3 class="govuk-heading-s" { (reading.words(&now.statement)) }
            p class="govuk-body" {
                (findings::kind_word(now.kind)) ", in " (now.x) " of " (now.n) " cases. Theme: "
                (audits::theme_name(reading, &now.theme)) "."
            }
            @if let Some(words) = &now.underlying_reason {
                p class="govuk-body" { "Why practice is so: " (reading.words(words)) }
            }
            @for made in &one.recommendations {
                p class="govuk-body" {
                    (shown::recommendation_link(reading, made.id)) ": "
                    (reading.words(&made.text)) " ("
                    (audits::agency_names(reading, &made.addressees)) ")"
                }
            }
            @if let Some((_, why)) = &one.finding.no_recommendation {
                p class="govuk-body" {
                    "No recommendation, because: " (shown::words(reading, why.as_ref()))
                }
            }
            @if one.is_orphan { p class="govuk-body" { (shown::missing("No recommendation yet")) } }
        }
    }
}

fn reached(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    html! {
        @if view.audit.disseminated.is_empty() { p class="govuk-body" { "Nobody yet." } }
        ul class="govuk-list govuk-list--bullet" {
            @for one in &view.audit.disseminated {
                li { (reading.words(&one.audience)) ": " (reading.words(&one.how)) ", " (shown::stamp(&one.at)) }
            }
        }
    }
}
