//! What spreads learning, in the world: briefings, activities and learning from child deaths.

use super::{Command, Given, World, known};
use crate::envelope::Envelope;
use crate::event::Event;
use crate::ids::{BriefingId, ChildDeathLearningId, LearningActivityId, StreamId, StreamKind};
use crate::refusal::Refusal;
use crate::{briefing, child_death_learning, learning_activity};
use uuid::Uuid;

type Decided = Result<Vec<Event>, Vec<Refusal>>;

impl World {
    /// Moves on by an event of one of these; any other moves nothing.
    pub(super) fn evolve_learning(&mut self, event: &Event, envelope: &Envelope) {
        let id = envelope.stream.id;
        if let Event::Briefing(event) = event {
            let state = self.briefings.entry(BriefingId(id)).or_default();
            briefing::evolve(state, event, envelope);
        } else if let Event::LearningActivity(event) = event {
            let state = self.activities.entry(LearningActivityId(id)).or_default();
            learning_activity::evolve(state, event, envelope);
        } else if let Event::ChildDeathLearning(event) = event {
            let years = &mut self.child_death_learning;
            let state = years.entry(ChildDeathLearningId(id)).or_default();
            child_death_learning::evolve(state, event, envelope);
        }
    }

    /// Judges a command to one of these; any other leads to nothing.
    pub(super) fn decide_learning(&self, id: Uuid, command: Command, given: &Given) -> Decided {
        if let Command::Briefing(command) = command {
            let state = known(&self.briefings, &BriefingId(id));
            let events = briefing::decide(&state, command, given, self)?;
            Ok(events.into_iter().map(Event::Briefing).collect())
        } else if let Command::LearningActivity(command) = command {
            let state = known(&self.activities, &LearningActivityId(id));
            let events = learning_activity::decide(&state, command, given, self)?;
            Ok(events.into_iter().map(Event::LearningActivity).collect())
        } else if let Command::ChildDeathLearning(command) = command {
            let state = known(&self.child_death_learning, &ChildDeathLearningId(id));
            let events = child_death_learning::decide(&state, command, given, self)?;
            Ok(events.into_iter().map(Event::ChildDeathLearning).collect())
        } else {
            Ok(Vec::new())
        }
    }

    /// Whether a stream of one of these has begun; none of another kind has.
    pub(super) fn has_learning(&self, stream: StreamId) -> bool {
        let id = stream.id;
        self.briefings.contains_key(&BriefingId(id)) && stream.kind == StreamKind::Briefing
            || self.activities.contains_key(&LearningActivityId(id))
                && stream.kind == StreamKind::LearningActivity
            || self
                .child_death_learning
                .contains_key(&ChildDeathLearningId(id))
                && stream.kind == StreamKind::ChildDeathLearning
    }
}
