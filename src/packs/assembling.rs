//! Putting a pack together: it is made once, to know what it holds, and the command that records it
//! says that.

use super::choosing::Choice;
use super::making::{PackError, make};
use crate::app::Seen;
use events::evidence_pack::Command;
use events::ids::EvidencePackId;

/// Makes a pack of the record as it stands now, and gives the command that records it. Whoever
/// calls holds nothing of the record: a checkpoint waits for the writer.
///
/// # Errors
/// As [`PackError`] says; nothing is kept then.
pub fn put_together(
    seen: Seen<'_>,
    id: EvidencePackId,
    choice: &Choice,
) -> Result<Command, PackError> {
    let now = seen.app().clock().now();
    let checkpoint = seen.app().log().checkpoint()?;
    let view = seen.view(Some(choice.as_at))?;
    let made = make(seen, &view, (id, choice), &checkpoint, now)?;
    Ok(Command::AssemblePack {
        recipient: choice.recipient.as_str().into(),
        request: choice.request.as_str().into(),
        purpose: choice.purpose.as_str().into(),
        information_request: choice.information_request,
        as_at: choice.as_at,
        chosen: choice.chosen.clone(),
        withholding: choice.withholding.clone(),
        held: made.held,
    })
}
