//! One legal hold.

use super::super::next_steps::{self, Steps};
use super::super::trail::told::who;
use super::super::{recorded_banner, shown, trail};
use super::{PLACE, hold_tag, list};
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::LegalHoldId;
use maud::{Markup, html};
use projections::records::Hold;

/// One hold.
///
/// # Errors
/// When there is no such hold, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: LegalHoldId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let hold = view.records.hold(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let mut steps = Steps::of(&reading, id);
        steps.add(hold.stands(), "lift_hold", "Lift the hold");
        let body = html! {
            (recorded_banner(&visit))
            h1 class="govuk-heading-l" { "Legal hold" }
            p class="govuk-body" { (hold_tag(hold)) }
            (next_steps::show(&steps.found))
            (facts(&reading, hold))
            h2 class="govuk-heading-m" id="things" { "What is held" }
            p class="govuk-body" { "What is part of these is held with them." }
            (list(&reading, &hold.things))
            h2 class="govuk-heading-m" id="trail" { "What happened" }
            (story)
        };
        let frame = Frame::new("Legal hold", PLACE)
            .below("Settings", "/settings")
            .below("Records and retention", "/records");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn facts(reading: &Reading<'_>, hold: &Hold) -> Markup {
    let mut rows = vec![
        SummaryRow::new("Placed", shown::stamp(&hold.placed)),
        SummaryRow::new("For what", hold.held_for.word()),
        SummaryRow::new("Why", reading.words(&hold.words)),
        SummaryRow::new("Placed by", who(reading.view, &hold.by)),
    ];
    if let Some((at, why)) = &hold.lifted {
        rows.push(SummaryRow::new("Lifted", shown::stamp(at)));
        rows.push(SummaryRow::new("Why it was lifted", reading.words(why)));
    }
    html! { (SummaryList::new(rows)) }
}
