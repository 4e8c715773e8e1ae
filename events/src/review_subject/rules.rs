//! The rules of a child or family member of an incident or review.
//!
//! What keeps a child safe is recorded and confirmed at any time, after a review is closed too.

use super::{Characteristics, Command, Event, State, SubjectOf, refusals as refused};
use crate::action::independence::{Tie, Work};
use crate::audit_case::is_alias;
use crate::ids::{AgencyId, SafetyActionId};
use crate::refusal::{Refusal, Refusals};
use crate::text::Text;
use crate::world::{Given, World};
use std::collections::BTreeSet;

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(state: &State, command: Command, given: &Given, world: &World) -> Verdict {
    if let Command::AddSubject { .. } = command {
        return add(state, command, world);
    }
    if state.of.is_none() {
        return Err(vec![refused::subject_not_added()]);
    }
    match command {
        Command::AddSubject { .. } => Ok(Vec::new()),
        Command::CorrectSubject { .. } => correct(command, given, world),
        Command::RecordCircumstances { words } => Ok(vec![Event::CircumstancesRecorded { words }]),
        Command::CaptureSubjectView { who, words } => {
            Ok(vec![Event::SubjectViewCaptured { who, words }])
        }
        Command::JudgeSafety { safety, words } => {
            let mut broken = Refusals::default();
            broken.when(!state.kind.is_child(), refused::not_a_child);
            broken.or(|| vec![Event::SafetyJudged { safety, words }])
        }
        Command::RecordSafetyAction {
            action,
            words,
            agencies,
        } => record(action, words, agencies, world),
        Command::ConfirmSafetyAction { action, words } => {
            confirm(state, action, words, given, world)
        }
    }
}

/// Adds somebody. Anything but [`Command::AddSubject`] leads to nothing.
fn add(state: &State, command: Command, world: &World) -> Verdict {
    let Command::AddSubject {
        of,
        alias,
        kind,
        age_band,
        sex,
        ethnicity,
        disability,
        looked_after,
        placement,
        plan_type,
        known_to,
    } = command
    else {
        return Ok(Vec::new());
    };
    if state.of.is_some() {
        return Err(vec![refused::subject_already_added()]);
    }
    let mut broken = Refusals::default();
    at_work(of, world, &mut broken);
    broken.when(!is_alias(&alias), refused::alias_malformed);
    let plain = |alias: &str| alias.replace('-', "").to_lowercase();
    let taken = world.subjects_around(of).into_iter().any(|id| {
        let known = world.subjects.get(&id);
        known.is_some_and(|known| plain(&known.alias) == plain(&alias))
    });
    broken.when(taken, refused::alias_taken);
    let characteristics = Characteristics {
        age_band,
        sex,
        ethnicity,
        disability,
        looked_after,
        placement,
        plan_type,
        known_to,
    };
    known(&characteristics, world, &mut broken);
    let added = Event::SubjectAdded {
        of,
        alias,
        kind,
        characteristics,
    };
    broken.or(|| vec![added])
}

/// An incident is added to at any time; a practice review while it is at work: what it published
/// names nobody who was added later.
fn at_work(of: SubjectOf, world: &World, broken: &mut Refusals) {
    match of {
        SubjectOf::Incident(incident) => {
            let begun = world.incidents.contains_key(&incident);
            broken.when(!begun, refused::incident_unknown);
        }
        SubjectOf::PracticeReview(review) => match world.practice_reviews.get(&review) {
            None => broken.push(refused::practice_review_unknown()),
            Some(known) => {
                let ended = known.phase.is_ended();
                broken.when(ended, refused::practice_review_ended);
            }
        },
    }
}

/// Corrects what is known. Anything but [`Command::CorrectSubject`] leads to nothing.
fn correct(command: Command, given: &Given, world: &World) -> Verdict {
    let Command::CorrectSubject {
        kind,
        age_band,
        sex,
        ethnicity,
        disability,
        looked_after,
        placement,
        plan_type,
        known_to,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    broken.need_reason(given, "a correction");
    let characteristics = Characteristics {
        age_band,
        sex,
        ethnicity,
        disability,
        looked_after,
        placement,
        plan_type,
        known_to,
    };
    known(&characteristics, world, &mut broken);
    let corrected = Event::SubjectCorrected {
        kind,
        characteristics,
    };
    broken.or(|| vec![corrected])
}

fn known(characteristics: &Characteristics, world: &World, broken: &mut Refusals) {
    let known_to = &characteristics.known_to;
    let is_agency = |agency: &AgencyId| world.partnership.agency(*agency).is_some();
    broken.when(!known_to.iter().all(is_agency), refused::known_to_unknown);
    let each: BTreeSet<&AgencyId> = known_to.iter().collect();
    broken.when(each.len() < known_to.len(), refused::known_to_repeated);
}

fn record(action: SafetyActionId, words: Text, agencies: Vec<AgencyId>, world: &World) -> Verdict {
    let mut broken = Refusals::default();
    let mut subjects = world.subjects.values();
    let taken = subjects.any(|one| one.actions.contains_key(&action));
    broken.when(taken, refused::safety_action_already_recorded);
    broken.when(agencies.is_empty(), refused::safety_agencies_missing);
    let is_agency = |agency: &AgencyId| world.partnership.agency(*agency).is_some();
    let unknown = !agencies.iter().all(is_agency);
    broken.when(unknown, refused::safety_agency_unknown);
    let recorded = Event::ImmediateSafetyActionRecorded {
        action,
        words,
        agencies,
    };
    broken.or(|| vec![recorded])
}

/// Recording an action claims nothing about what was done, so whoever recorded it may also confirm
/// that it was. What nobody does is confirm for their own agency, as nobody verifies their own
/// claim.
fn confirm(
    state: &State,
    action: SafetyActionId,
    words: Text,
    given: &Given,
    world: &World,
) -> Verdict {
    let Some(known) = state.actions.get(&action) else {
        return Err(vec![refused::safety_action_unknown()]);
    };
    let mut broken = Refusals::default();
    broken.when(known.confirmed, refused::safety_action_already_confirmed);
    let work = Work {
        claimants: Vec::new(),
        agencies: known.agencies.iter().copied().map(Some).collect(),
    };
    match work.tie(&given.actor, world) {
        Some(Tie::OwnClaim | Tie::OwnAgency | Tie::Nobody) => {
            broken.push(refused::confirms_own_agency());
        }
        None => {}
    }
    broken.or(|| vec![Event::ImmediateSafetyActionConfirmed { action, words }])
}
