//! What somebody writes about, and names: nothing that they do not reach.
//!
//! A thing out of a sender's reach is answered as one that is not there, so that no refusal tells
//! that it is; and nothing of theirs may come to rest on it, as what something rests on is reached.

use super::instruction::{Done, ExecuteError, Instruction, Meta};
use super::view::Seen;
use events::envelope::{DecidedIn, Moment};
use events::ids::{DecisionId, MeetingId, PriorityId, StreamId, StreamKind};
use events::world::Command;
use projections::Models;
use projections::sight::Reached;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The kinds of things that others name by their id alone.
const NAMED: [StreamKind; 21] = [
    StreamKind::Plan,
    StreamKind::Recommendation,
    StreamKind::ImprovementAction,
    StreamKind::Evidence,
    StreamKind::Meeting,
    StreamKind::SelfAssessment,
    StreamKind::ServiceReturn,
    StreamKind::SeriousIncident,
    StreamKind::RapidReview,
    StreamKind::ReviewSubject,
    StreamKind::PracticeReview,
    StreamKind::Briefing,
    StreamKind::LearningActivity,
    StreamKind::ChildDeathLearning,
    StreamKind::AuditProgramme,
    StreamKind::Audit,
    StreamKind::AuditCase,
    StreamKind::EvidencePack,
    StreamKind::Inspection,
    StreamKind::Erasure,
    StreamKind::LegalHold,
];

impl Seen<'_> {
    /// Records commands as [`App::execute`](super::App::execute) does, where the sender reaches
    /// everything they are about.
    ///
    /// # Errors
    /// That there is no such thing, for the sender; and those of `App::execute`.
    pub fn execute(
        self,
        instructions: Vec<Instruction>,
        meta: &Meta,
    ) -> Result<Done, ExecuteError> {
        if let Err(refused) = self.admits(&instructions, meta) {
            let refused = Err(refused);
            self.app.tally.count(&refused);
            return refused;
        }
        self.app.execute(instructions, meta)
    }

    /// Whether the sender reaches what commands are about, and what they name.
    ///
    /// # Errors
    /// That there is no such thing, or what the rules say of a thing that is not there.
    pub fn admits(self, instructions: &[Instruction], meta: &Meta) -> Result<(), ExecuteError> {
        if self.sight.reaches_everything() {
            return Ok(());
        }
        let hidden = {
            let live = self.app.live();
            let reached = live.reached(self.sight);
            let own = meta.actor.account().map(StreamId::from);
            if !are_there(&live, &reached, instructions, own) {
                return Err(ExecuteError::NotThere);
            }
            let named = named(instructions, meta.decided_in);
            let hidden = named.into_iter().filter(|id| hides(&live, &reached, *id));
            hidden.collect::<BTreeSet<Uuid>>()
        };
        if hidden.is_empty() {
            return Ok(());
        }
        Err(self.as_if_unknown(instructions, meta, &hidden)?)
    }

    /// How many events a thing has, those the reader is not shown among them: what a change to it
    /// has to have seen.
    pub fn version(self, thing: StreamId) -> u64 {
        self.app.live().trail.versions(thing) as u64
    }

    /// What the rules say where the hidden things are named by ids of nothing.
    fn as_if_unknown(
        self,
        instructions: &[Instruction],
        meta: &Meta,
        hidden: &BTreeSet<Uuid>,
    ) -> Result<ExecuteError, ExecuteError> {
        let nothing = self.app.fresh_id()?;
        let mut instead = |id: Uuid| if hidden.contains(&id) { nothing } else { id };
        let mut commands = Vec::new();
        for one in instructions {
            let parts = one.command.to_parts();
            let (word, mut body) = parts.map_err(|_| ExecuteError::NotThere)?;
            replace(&mut body, &mut instead);
            let kind = one.command.stream_kind();
            let command = Command::from_parts(kind, &word, body);
            let command = command.map_err(|_| ExecuteError::NotThere)?;
            commands.push((one.stream, command));
        }
        let mut given = meta.given(Moment::new(self.app.clock().now()));
        given.decided_in = given.decided_in.map(|decided_in| DecidedIn {
            meeting: MeetingId(instead(decided_in.meeting.0)),
            decision: decided_in.decision.map(|id| DecisionId(instead(id.0))),
        });
        Ok(self
            .judged(commands, &given)
            .err()
            .unwrap_or(ExecuteError::NotThere))
    }
}

/// Whether every thing that commands are about is within reach, or begun by one of them.
fn are_there(
    live: &Models,
    reached: &Reached,
    instructions: &[Instruction],
    own: Option<StreamId>,
) -> bool {
    let mut begun = BTreeSet::new();
    instructions.iter().all(|one| {
        let known = live.has_begun(one.stream);
        if !known && one.command.creates() {
            begun.insert(one.stream);
        }
        let there = known && reached.touches(one.stream);
        let is_partnership = one.stream.kind == StreamKind::Partnership;
        is_partnership || there || begun.contains(&one.stream) || own == Some(one.stream)
    })
}

/// Whether an id is that of something recorded that is out of reach.
fn hides(live: &Models, reached: &Reached, id: Uuid) -> bool {
    let mut things = NAMED.iter().map(|kind| StreamId { kind: *kind, id });
    let thing = things.any(|thing| live.has_begun(thing) && !reached.touches(thing));
    let decision = live.meetings.decision(DecisionId(id));
    let decision = decision
        .is_some_and(|(meeting, decision)| !reached.shows_decision(meeting.id, decision.id));
    let priority = live.plans.priority(PriorityId(id));
    let priority = priority.is_some_and(|(plan, _)| !reached.touches(plan.id.into()));
    thing || decision || priority
}

/// Every id that commands name, and the meeting they rest on.
fn named(instructions: &[Instruction], decided_in: Option<DecidedIn>) -> BTreeSet<Uuid> {
    let mut ids = BTreeSet::new();
    for one in instructions {
        if let Ok((_, mut body)) = one.command.to_parts() {
            let mut keep = |id| {
                ids.insert(id);
                id
            };
            replace(&mut body, &mut keep);
        }
    }
    if let Some(decided_in) = decided_in {
        ids.insert(decided_in.meeting.0);
        ids.extend(decided_in.decision.map(|decision| decision.0));
    }
    ids
}

/// Puts another id wherever a body has one, alone or behind the kind of a thing, and leaves it as
/// it would be sent.
fn replace(body: &mut Value, instead: &mut impl FnMut(Uuid) -> Uuid) {
    match body {
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, instead)),
        Value::Object(fields) => {
            // Words stand in an envelope once they are read; they are sent without one.
            if let (1, Some(Value::String(words))) = (fields.len(), fields.get("plain")) {
                *body = Value::String(words.clone());
                return;
            }
            for inner in fields.values_mut() {
                replace(inner, instead);
            }
        }
        Value::String(word) => {
            if let Ok(id) = word.parse::<Uuid>() {
                *word = instead(id).to_string();
            } else if let Ok(thing) = word.parse::<StreamId>() {
                let id = instead(thing.id);
                *word = StreamId { id, ..thing }.to_string();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
