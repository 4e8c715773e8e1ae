//! One checkpoint, on a page to print and keep.

use super::{PLACE, between, known, note_link};
use crate::checkpoints::minute;
use crate::web::components::dates::moment_text;
use crate::web::components::{InsetText, SummaryList, SummaryRow};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use maud::html;

/// A checkpoint that was made.
///
/// # Errors
/// When none was made over so many events, or the record cannot be read.
pub async fn show(visit: Visit, Path(size): Path<u64>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let all = known(&visit);
        let at = all.iter().position(|one| one.checkpoint.size == size);
        let at = at.ok_or(Oops::NotFound)?;
        let signed = all.get(at).ok_or(Oops::NotFound)?;
        let before = at.checked_sub(1).and_then(|before| all.get(before));
        let before = before.map_or(0, |before| before.checkpoint.size);
        let verifier = visit.app().log().verifier();
        let title = format!("Checkpoint at {size} events");
        let rows = vec![
            SummaryRow::new("Made", moment_text(signed.made_at.utc())),
            SummaryRow::new("Events", size.to_string()),
            SummaryRow::new(
                "Since the one before",
                html! {
                    (between::link(&reading, before, size))
                    (between::kinds(&reading, before, size))
                },
            ),
            SummaryRow::new(
                "Root hash",
                html! { code class="gt-hash" { (hex::encode(signed.checkpoint.root)) } },
            ),
            SummaryRow::new(
                "Fingerprint of the key",
                html! { code { (verifier.fingerprint()) } },
            ),
        ];
        let proof = format!("/checkpoints/{size}/proof.txt");
        let newest = all.last().is_some_and(|last| last.checkpoint.size == size);
        let body = html! {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { "For the minutes:" }
            (InsetText::new(html! { strong { (minute(signed)) } }))
            (SummaryList::new(rows))
            h2 class="govuk-heading-m" { "The signed note" }
            p class="govuk-body" {
                "Whoever keeps this text, or the code above with the number, can check later that "
                "everything recorded up to event " (size) " still stands."
            }
            pre class="gt-note" tabindex="0" aria-label="The signed note" { (signed.note) }
            p class="govuk-body gt-no-print" {
                (note_link(size))
                @if !newest {
                    " · "
                    a class="govuk-link" href=(proof) {
                        "Proof that the newest checkpoint holds everything of this one" }
                }
                " · "
                a class="govuk-link" href="/checkpoints/check" { "Check what somebody kept" }
            }
        };
        let frame = Frame::new(&title, PLACE)
            .below("Trail", "/trail")
            .below("Checkpoints", "/checkpoints");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}
