//! The forms of the commands to a gap.

use super::choices;
use crate::web::form::{Asked, CommandForm, Kind, Question};
use crate::web::pages::trail::told;
use crate::web::reading::Reading;
use crate::web::visit::Visit;
use events::gap::{Disposition, gap_id};
use events::ids::StreamId;
use projections::Models;
use serde_json::json;

/// The form of a command to a gap. The address of a disposal names the rule and the thing:
/// `?rule=17&about=improvement_action/…`.
pub fn form(visit: &Visit, view: &Models, stream: StreamId, command: &str) -> Option<CommandForm> {
    for_reading(&Reading::of(visit, view), stream, command)
}

/// What becomes of a gap, in words.
pub(crate) const fn disposition_word(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::Fixed => "Fixed",
        Disposition::Accepted => "Accepted",
        Disposition::Escalated => "Escalated",
    }
}

pub(crate) fn for_reading(
    reading: &Reading<'_>,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    match command {
        "dispose_of_gap" => dispose(reading, stream),
        "reopen_gap" => Some(
            CommandForm::new(stream, "reopen_gap", "Open a gap again", "/gaps")
                .lead("What was said about it stays on the trail.")
                .reason(Asked::Required)
                .button("Open it again"),
        ),
        _ => None,
    }
}

fn dispose(reading: &Reading<'_>, stream: StreamId) -> Option<CommandForm> {
    let rule: u16 = reading.asked_for("rule")?;
    let about: StreamId = reading.asked_for("about")?;
    if gap_id(rule, about) != stream.id {
        return None;
    }
    let dispositions = [
        (Disposition::Fixed, "Fixed: it was put right"),
        (
            Disposition::Accepted,
            "Accepted: it may stay as it is, because of the reason",
        ),
        (
            Disposition::Escalated,
            "Escalated: it was taken to somebody higher",
        ),
    ];
    let dispositions =
        dispositions.map(|(word, label)| (choices::word_value(&word), label.to_owned()));
    let form = CommandForm::new(
        stream,
        "dispose_of_gap",
        "Say what becomes of a gap",
        "/gaps",
    )
    .about(format!(
        "{}: {}",
        projections::gaps::rule_title(rule),
        told::thing(about.kind, &reading.view.label(about).name)
    ))
    .ask(Question::new("rule", "", Kind::Fixed(json!(rule))))
    .ask(Question::new("about", "", Kind::Fixed(json!(about))))
    .ask(Question::new(
        "disposition",
        "What becomes of it?",
        Kind::Radios(dispositions.to_vec()),
    ))
    .ask(
        Question::new("escalated_to", "To whom was it taken?", Kind::Line)
            .hint("Only when it was escalated: the group or post")
            .optional(),
    )
    .reason(Asked::Required)
    .meeting(Asked::Optional)
    .button("Record it");
    Some(form)
}
