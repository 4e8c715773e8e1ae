//! Read models of Golden Thread.

pub mod actions;
pub mod evidence;
pub mod meetings;
pub mod people;
pub mod plans;
pub mod recommendations;
pub mod reference;

pub use reference::{Label, Page, PageOf, Stamp, TextRef};

use events::event::{Event, Recorded};

/// Every model.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// The partnership.
    pub people: people::People,
    /// The plans.
    pub plans: plans::Plans,
    /// The actions.
    pub actions: actions::Actions,
    /// The recommendations.
    pub recommendations: recommendations::Recommendations,
    /// The evidence.
    pub evidence: evidence::AllEvidence,
    /// The meetings.
    pub meetings: meetings::Meetings,
}

impl Models {
    /// Takes in one event.
    pub fn apply(&mut self, recorded: &Recorded) {
        let envelope = &recorded.envelope;
        self.meetings.note(envelope);
        match &recorded.event {
            Event::Partnership(event) => self.people.apply(event, envelope),
            Event::Plan(event) => self.plans.apply(event, envelope),
            Event::Recommendation(event) => self.recommendations.apply(event, envelope),
            Event::Action(event) => self.actions.apply(event, envelope),
            Event::Evidence(event) => self.evidence.apply(event, envelope),
            Event::Meeting(event) => self.meetings.apply(event, envelope),
            Event::Gap(_) => {}
        }
    }
}

impl Models {
    /// Label.
    pub fn label(&self, stream: events::ids::StreamId) -> Label {
        Label { stream, name: String::new(), words: None }
    }
    pub(crate) fn priority_label(&self, id: events::ids::PriorityId) -> Label {
        Label { stream: events::ids::StreamId { kind: events::ids::StreamKind::Plan, id: id.0 }, name: String::new(), words: None }
    }
    pub(crate) fn parent_label(&self, _: events::action::Parent) -> Label {
        Label { stream: events::ids::StreamId { kind: events::ids::StreamKind::Plan, id: uuid::Uuid::nil() }, name: String::new(), words: None }
    }
}
