//! One audit: what it asks, whom it looks at, who answered, what was agreed and found, and what
//! came of it.
//!
//! Routes: `GET /audit/{id}` → [`show`], `GET /audit/{id}/report` → [`report::show`],
//! `GET /case/{id}` → [`case::show`], `GET /finding/{id}` → [`finding::show`].

pub mod case;
pub mod finding;
mod findings;
mod grades;
pub mod report;
mod returns;
mod sample;
mod way;

use super::audits::{self, PLACE};
use super::{learning, next_steps, recorded_banner, shown, thread, trail};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::AuditId;
use maud::{Markup, html};
use projections::audits::{Audit, AuditView};

/// The parts of the page, with the ids their headings bear.
const PARTS: [(&str, &str); 7] = [
    ("way", "What still stands in the way"),
    ("sample", "Sample"),
    ("returns", "Returns"),
    ("moderation", "Moderation"),
    ("findings", "Findings"),
    ("after", "After the report"),
    ("trail", "What happened"),
];

/// One audit.
///
/// # Errors
/// When there is no such audit, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: AuditId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let audit = view.audit(id, reading.today).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Audit {}", audit.audit.reference);
        let body = html! { (recorded_banner(&visit)) (body(&reading, &audit, &story)) };
        let frame = Frame::new(&title, PLACE).below("Audits", "/audits");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The page of an audit, with its story as a timeline.
pub(crate) fn body(reading: &Reading<'_>, view: &AuditView<'_>, story: &Markup) -> Markup {
    let audit = view.audit;
    let of_agency = audits::is_of_agency(reading);
    html! {
        (audits::concerns::banner_of(reading, audit.id))
        span class="govuk-caption-l" { "Audit " span class="gt-reference" { (audit.reference) } }
        h1 class="govuk-heading-l" { (audit.title) }
        (facts(reading, view))
        (next_steps::show(&next_steps::for_audit(reading, view)))
        (contents(of_agency, reading.view.is_partial()))
        @if !reading.view.is_partial() {
            (heading("way"))
            (way::show(view))
        }
        (heading("sample"))
        (sample::show(reading, view))
        (heading("returns"))
        (returns::show(reading, view))
        @if !of_agency {
            (heading("moderation"))
            (grades::show(reading, view))
        }
        (heading("findings"))
        (findings::show(reading, view))
        @if !of_agency {
            (heading("after"))
            (after(reading, audit))
            (comparisons(reading, view))
        }
        (learning::spreading(reading, audit.id.0))
        (heading("trail"))
        (story)
    }
}

fn heading(id: &str) -> Markup {
    let known = PARTS.iter().find(|(part, _)| *part == id);
    html! { h2 class="govuk-heading-m" id=(id) { (known.map_or("", |(_, words)| words)) } }
}

fn contents(of_agency: bool, is_partial: bool) -> Markup {
    let hidden = |id: &str| match id {
        "way" => is_partial,
        "moderation" | "after" => of_agency,
        _ => false,
    };
    html! {
        nav class="gt-no-print" aria-label="On this page" {
            ul class="govuk-list" {
                @for (id, words) in PARTS.iter().filter(|(id, _)| !hidden(id)) {
                    li { a class="govuk-link" href={ "#" (id) } { (words) } }
                }
            }
        }
    }
}

fn facts(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    let audit = view.audit;
    let mut rows = vec![
        SummaryRow::new("Stage", audits::stage_shown(reading, view.stage)),
        SummaryRow::new("Kind", audit.kind.title()),
        SummaryRow::new("Theme", audits::theme_link(reading, &audit.theme)),
        SummaryRow::new("What it asks of practice", reading.words(&audit.question)),
        SummaryRow::new("Which children", reading.words(&audit.cohort)),
        SummaryRow::new("How cases are looked at", reading.words(&audit.method)),
        SummaryRow::new("Agencies", audits::agency_names(reading, &audit.agencies)),
        SummaryRow::new("From", date(audit.starts)),
        SummaryRow::new("Agencies return by", date(audit.fieldwork_due)),
        SummaryRow::new("Reports by", date(audit.report_due)),
    ];
    rows.extend(of_programme(reading, audit));
    if let Some(earlier) = view.baseline {
        let again = audits::audit_link(reading, earlier.id);
        rows.push(SummaryRow::new("Makes again", again));
    }
    for again in &view.repeats {
        let link = audits::audit_link(reading, again.id);
        rows.push(SummaryRow::new("Made again by", link));
    }
    if view.stage.is_reported() && !audits::is_of_agency(reading) {
        let href = reading.href(&format!("/audit/{}/report", audit.id));
        let link = html! { a class="govuk-link" href=(href) { "The report, to print" } };
        rows.push(SummaryRow::new("Report", link));
    }
    if !audit.findings.is_empty() {
        let words = "What came of what it found";
        rows.push(thread::fact(reading, audit.id.into(), words));
    }
    html! { (SummaryList::new(rows)) (tool(reading, audit)) }
}

fn of_programme<'a>(reading: &Reading<'_>, audit: &Audit) -> Option<SummaryRow<'a>> {
    let of = audit.scheduled?;
    let year = reading.view.programmes.get(of.programme)?;
    let href = reading.href(&format!("/programme/{}", year.id));
    let link = html! { a class="govuk-link" href=(href) { (year.title) } };
    Some(SummaryRow::new("Planned in", link))
}

/// The tool in force, and how many there were before it.
fn tool(reading: &Reading<'_>, audit: &Audit) -> Markup {
    let Some(tool) = audit.tool() else {
        return html! { p class="govuk-body" { (shown::missing("No tool given out yet")) } };
    };
    let questions = html! {
        p class="govuk-body-s" { "Given out " (shown::stamp(&tool.at)) }
        ol class="govuk-list govuk-list--number" {
            @for (_, words) in &tool.questions { li { (reading.words(words)) } }
        }
        @if !tool.descriptors.is_empty() {
            dl class="govuk-body-s" {
                @for one in &tool.descriptors {
                    dt { strong { (grades::word(reading, audit.id, &one.grade)) } }
                    dd { (reading.words(&one.words)) }
                }
            }
        }
    };
    let count = shown::count(tool.questions.len(), "question", "questions");
    let title = format!("Audit tool, version {}: {count}", tool.version);
    html! { (crate::web::components::Details::new(title.as_str(), questions)) }
}

/// What became of the report.
fn after(reading: &Reading<'_>, audit: &Audit) -> Markup {
    let mut rows = Vec::new();
    match &audit.report_approved {
        Some((at, why)) => rows.push(SummaryRow::new(
            "Report approved",
            html! {
                (shown::stamp(at))
                @if why.is_some() { ". " (shown::words(reading, why.as_ref())) }
            },
        )),
        None => rows.push(SummaryRow::new("Report approved", "Not yet")),
    }
    for (at, meeting) in &audit.presented {
        let link = shown::decided_in(
            reading,
            Some(events::envelope::DecidedIn {
                meeting: *meeting,
                decision: None,
            }),
        );
        rows.push(SummaryRow::new(
            "Presented",
            html! { (link) ", " (shown::stamp(at)) },
        ));
    }
    for one in &audit.disseminated {
        let words = html! {
            (reading.words(&one.audience)) ": " (reading.words(&one.how)) ", "
            (shown::stamp(&one.at))
        };
        rows.push(SummaryRow::new("Learning shared with", words));
    }
    if audit.disseminated.is_empty() && audit.report_approved.is_some() {
        let missing = shown::missing("What was learned has reached nobody yet");
        rows.push(SummaryRow::new("Learning shared with", missing));
    }
    if let Some((_, by)) = audit.repeat_by {
        rows.push(SummaryRow::new("To be made again by", date(by)));
    }
    if let Some(at) = &audit.closed {
        rows.push(SummaryRow::new("Closed", shown::stamp(at)));
    }
    if let Some((at, why)) = &audit.abandoned {
        let words = html! { (shown::stamp(at)) ". " (shown::words(reading, why.as_ref())) };
        rows.push(SummaryRow::new("Given up", words));
    }
    html! { (SummaryList::new(rows)) }
}

/// A repeat beside the audit it makes again, measure by measure.
pub(super) fn comparisons(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    use crate::web::components::{Cell, Table, Tag, TagColour};
    use events::audit::{Better, Judgement};
    let audit = view.audit;
    if audit.comparisons.is_empty() {
        return html! {};
    }
    let before = view
        .baseline
        .map_or("before", |earlier| earlier.reference.as_str());
    let heads = [
        "What is measured".to_owned(),
        format!("Before ({before})"),
        format!("Now ({})", audit.reference),
        "Better when".to_owned(),
        "What that says".to_owned(),
    ];
    let mut table = Table::new(
        "comparison",
        "Compared with the audit it makes again",
        heads,
    );
    for one in &audit.comparisons {
        let (word, colour) = match one.judgement {
            Judgement::Improved => ("Improved", TagColour::Green),
            Judgement::NotImproved => ("Not improved: the thread is open again", TagColour::Red),
            Judgement::TooSmallToConclude => ("Too small to conclude", TagColour::Grey),
        };
        let better = match one.better {
            Better::More => "more",
            Better::Fewer => "fewer",
        };
        table.rows.push(vec![
            Cell::from(reading.words(&one.measure)),
            Cell::number(format!("{} of {}", one.baseline.x, one.baseline.n)),
            Cell::number(format!("{} of {}", one.now.x, one.now.n)),
            better.into(),
            html! { (Tag::new(word, colour)) }.into(),
        ]);
    }
    html! { (table) }
}

/// "by 3 March 2026", or that no day was said.
fn by(day: Option<chrono::NaiveDate>) -> String {
    day.map_or_else(String::new, |day| format!("by {}", date_text(day)))
}
