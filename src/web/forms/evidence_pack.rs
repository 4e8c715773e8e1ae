//! The form of handing an evidence pack over. Putting one together has pages of its own.

use super::choices;
use crate::web::form::{CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::evidence_pack::Delivery;
use events::ids::{EvidencePackId, StreamId};
use events::world::World;

/// The form of a command to an evidence pack. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = EvidencePackId(stream.id);
    let pack = reading.view.packs.get(id)?;
    world.evidence_packs.get(&id)?;
    if command != "release_pack" {
        return None;
    }
    let ways = Delivery::ALL.map(|way| (choices::word_value(&way), way.title().to_owned()));
    let back = format!("/evidence-pack/{id}");
    let form = CommandForm::new(
        stream,
        "release_pack",
        "Record that a pack was handed over",
        back,
    )
    .about(format!("Evidence pack {}", pack.name()))
    .lead("What was handed over cannot be called back. The record keeps to whom it went.")
    .ask(Question::new("to", "To whom?", Kind::Words).answered(reading.plain(&pack.recipient)))
    .ask(Question::new("how", "How?", Kind::Radios(ways.to_vec())));
    Some(form)
}
