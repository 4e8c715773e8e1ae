//! The papers of a meeting: what was read stays as it was read.

use super::super::State;
use super::refusals as refused;
use crate::envelope::Moment;
use crate::evidence::{self, FileRef};
use crate::ids::{EvidenceId, PaperId};
use crate::refusal::Refusals;
use crate::world::{Given, World};

/// A paper is frozen once, under a title that no other paper of the meeting has. Nothing is said
/// of changing one: no command does.
pub(super) fn freeze(
    state: &State,
    (paper, title, as_at, file): (PaperId, &str, Moment, &FileRef),
    (given, world): (&Given, &World),
    broken: &mut Refusals,
) {
    broken.when(!state.was_held(), refused::not_held);
    broken.when(as_at > given.now, refused::as_at_in_the_future);
    // Files beside the log are named by these ids, of evidence and of papers.
    let mut meetings = world.meetings.values();
    let known = meetings.any(|meeting| meeting.papers.contains_key(&paper))
        || world.evidence.contains_key(&EvidenceId(paper.0));
    broken.when(known, refused::paper_known);
    let same = state.papers.values().find(|known| known.is_titled(title));
    if let Some(same) = same {
        broken.push(refused::paper_already_frozen(same.frozen_on));
    }
    for refusal in evidence::broken_file(file) {
        broken.push(refusal);
    }
}
