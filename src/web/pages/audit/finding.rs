//! What was seen before of one finding: on its theme, and in words like its own.
//!
//! Route: `GET /finding/{id}` → [`show`].

use super::super::{learning, thread};
use super::{audits, findings};
use crate::web::form::command_path;
use crate::web::pages::search::worded_alike;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::{FindingId, StreamKind};
use maud::{Markup, html};
use projections::audits::{Audit, Finding};

/// What was seen before of one finding.
///
/// # Errors
/// When there is no such finding, or the record cannot be read. What other audits found is the
/// sub-group's: people of an agency have no such page.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: FindingId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let found = view.audits.finding(id);
        let found = found.filter(|_| !audits::is_of_agency(&reading));
        let (audit, finding) = found.ok_or(Oops::NotFound)?;
        let statement = reading.plain(&finding.now.statement);
        let alike = worded_alike(&visit, &view, &statement, Some(audit.id.into()));
        let body = body(&reading, audit, finding, &alike);
        let (name, up) = (
            format!("Audit {}", audit.reference),
            format!("/audit/{}", audit.id),
        );
        let title = format!("Seen before a finding of audit {}", audit.reference);
        let frame = Frame::new(&title, super::PLACE)
            .below("Audits", "/audits")
            .below(&name, &up);
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, audit: &Audit, finding: &Finding, alike: &Markup) -> Markup {
    let now = &finding.now;
    let command = "match_finding_to_earlier";
    let form = format!("{}?finding={}", command_path(audit.id, command), finding.id);
    let open = audit.closed.is_none() && audit.abandoned.is_none();
    html! {
        span class="govuk-caption-l" { "Seen before, in three years" }
        h1 class="govuk-heading-l" { (reading.words(&now.statement)) }
        p class="govuk-body" {
            (findings::kind_word(now.kind)) ", in " (now.x) " of " (now.n) " cases of audit "
            (audits::audit_link(reading, audit.id)) ". Theme: "
            (audits::theme_link(reading, &now.theme)) "."
        }
        @if open && reading.may(StreamKind::Audit, command) {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(form) { "Match it to what was seen before" }
            }
        }
        (thread::walk_finding(reading, finding.id.0))
        (learning::draft_from(reading, finding.id.0))
        (learning::spreading(reading, finding.id.0))
        h2 class="govuk-heading-m" id="theme" { "On the same theme" }
        (findings::on_theme(reading, audit, finding))
        h2 class="govuk-heading-m" id="wording" { "In words like these" }
        (alike)
    }
}
