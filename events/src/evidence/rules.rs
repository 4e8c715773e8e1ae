//! The rules of a piece of evidence.

use super::usable::{evidence_rejected, evidence_superseded, evidence_unknown};
use super::{Claim, Command, Event, Standing, State, file, unusable};
use crate::ids::{EvidenceId, PriorityId};
use crate::refusal::{Refusal, reason_required, verdict};
use crate::world::{Given, World};

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command to evidence that was not lodged, or no longer stands, is
/// refused for that alone.
pub fn decide(
    state: &State,
    id: EvidenceId,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    in_time(state, &command).map_err(|refusal| vec![refusal])?;
    match command {
        Command::LodgeEvidence { .. } => lodge(command, given, world),
        Command::LinkEvidence { claim } => link(state, claim, world),
        Command::GradeEvidence { strength } => Ok(vec![Event::EvidenceGraded { strength }]),
        Command::RejectEvidence {} => {
            let broken = (!given.has_reason()).then(|| reason_required("rejecting evidence"));
            let rejected = Event::EvidenceRejected {};
            verdict(broken.into_iter().collect(), vec![rejected])
        }
        Command::SupersedeEvidence { by } => {
            let broken = if by == id {
                vec![superseded_by_itself()]
            } else {
                unusable(&[by], "by", world)
            };
            verdict(broken, vec![Event::EvidenceSuperseded { by }])
        }
        Command::RecordRedactedCopy { copy } => {
            let broken = if copy == id {
                vec![copy_of_itself()]
            } else {
                unusable(&[copy], "copy", world)
            };
            verdict(broken, vec![Event::RedactedCopyMade { copy }])
        }
    }
}

/// A copy with names removed may be made of evidence that no longer stands; nothing else may.
fn in_time(state: &State, command: &Command) -> Result<(), Refusal> {
    match (command, state.standing) {
        (Command::LodgeEvidence { .. }, Standing::Unlodged) => Ok(()),
        (
            Command::LodgeEvidence { .. },
            Standing::Stands | Standing::Rejected | Standing::Superseded { .. },
        ) => Err(evidence_already_lodged()),
        (
            Command::LinkEvidence { .. }
            | Command::GradeEvidence { .. }
            | Command::RejectEvidence {}
            | Command::SupersedeEvidence { .. }
            | Command::RecordRedactedCopy { .. },
            Standing::Unlodged,
        ) => Err(evidence_unknown("")),
        (
            Command::LinkEvidence { .. }
            | Command::GradeEvidence { .. }
            | Command::RejectEvidence {}
            | Command::SupersedeEvidence { .. },
            Standing::Rejected,
        ) => Err(evidence_rejected("")),
        (
            Command::LinkEvidence { .. }
            | Command::GradeEvidence { .. }
            | Command::RejectEvidence {}
            | Command::SupersedeEvidence { .. },
            Standing::Superseded { .. },
        ) => Err(evidence_superseded("")),
        (
            Command::LinkEvidence { .. }
            | Command::GradeEvidence { .. }
            | Command::RejectEvidence {}
            | Command::SupersedeEvidence { .. },
            Standing::Stands,
        )
        | (
            Command::RecordRedactedCopy { .. },
            Standing::Stands | Standing::Rejected | Standing::Superseded { .. },
        ) => Ok(()),
    }
}

/// Lodges evidence. Anything but [`Command::LodgeEvidence`] leads to nothing.
fn lodge(command: Command, given: &Given, world: &World) -> Result<Vec<Event>, Vec<Refusal>> {
    let Command::LodgeEvidence {
        file,
        reference,
        evidence_date,
        source,
        describes,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Vec::new();
    let reference = reference.filter(|words| !words.is_blank());
    match (&file, &reference) {
        (Some(file), None) => broken.extend(file::broken(file)),
        (None, Some(_)) => {}
        (None, None) => broken.push(file_or_reference_missing()),
        (Some(file), Some(_)) => {
            broken.push(file_and_reference());
            broken.extend(file::broken(file));
        }
    }
    if evidence_date > given.today {
        broken.push(evidence_of_a_future_day());
    }
    if source.is_some_and(|agency| world.partnership.agency(agency).is_none()) {
        broken.push(source_unknown());
    }
    let lodged = Event::EvidenceLodged {
        file,
        reference,
        evidence_date,
        source,
        describes,
    };
    verdict(broken, vec![lodged])
}

fn link(state: &State, claim: Claim, world: &World) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut broken = Vec::new();
    if !claim_exists(claim, world) {
        broken.push(claim_unknown());
    } else if state.supports.contains(&claim) {
        broken.push(already_linked());
    }
    verdict(broken, vec![Event::EvidenceLinked { claim }])
}

fn claim_exists(claim: Claim, world: &World) -> bool {
    match claim {
        Claim::Action(id) => world.actions.contains_key(&id),
        Claim::Recommendation(id) => world.recommendations.contains_key(&id),
        Claim::Plan(id) => world.plans.contains_key(&id),
        Claim::Priority(id) => has_priority(id, world),
        Claim::Meeting(id) => world.meetings.contains_key(&id),
    }
}

fn has_priority(id: PriorityId, world: &World) -> bool {
    world.plans.values().any(|plan| plan.has_priority(id))
}

fn evidence_already_lodged() -> Refusal {
    Refusal::new(
        "evidence_already_lodged",
        "",
        "evidence was already lodged under this id",
        "lodge the new piece under an id of its own and let it supersede this one",
    )
}

fn file_or_reference_missing() -> Refusal {
    Refusal::new(
        "file_or_reference_missing",
        "file",
        "evidence is a file, or a reference to where it can be found, and neither was given",
        "attach the file or say where it can be found",
    )
}

fn file_and_reference() -> Refusal {
    Refusal::new(
        "file_and_reference",
        "reference",
        "evidence is a file or a reference, and both were given",
        "lodge them as two pieces of evidence",
    )
}

fn evidence_of_a_future_day() -> Refusal {
    Refusal::new(
        "evidence_of_a_future_day",
        "evidence_date",
        "evidence cannot speak of a day after today",
        "give the day it speaks of: today or earlier",
    )
}

fn source_unknown() -> Refusal {
    Refusal::new(
        "source_unknown",
        "source",
        "the agency the evidence comes from is not known",
        "add the agency to the partnership first, or leave it empty for the partnership's team",
    )
}

fn claim_unknown() -> Refusal {
    Refusal::new(
        "claim_unknown",
        "claim",
        "what the evidence is to support does not exist",
        "choose an action, recommendation, plan, priority or meeting of this partnership",
    )
}

fn already_linked() -> Refusal {
    Refusal::new(
        "already_linked",
        "claim",
        "the evidence already supports this",
        "there is nothing to do",
    )
}

fn superseded_by_itself() -> Refusal {
    Refusal::new(
        "superseded_by_itself",
        "by",
        "evidence cannot take its own place",
        "choose the later piece of evidence",
    )
}

fn copy_of_itself() -> Refusal {
    Refusal::new(
        "copy_of_itself",
        "copy",
        "a copy with names removed is a piece of evidence of its own",
        "lodge the copy first and choose it",
    )
}
