//! What the rules ask about a learning activity.

use super::{ActivityKind, Attendance, Effect, Event};
use crate::envelope::Envelope;
use chrono::{Datelike, Months, NaiveDate};

/// How far an activity has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was planned under this id.
    #[default]
    NotScheduled,
    /// Planned.
    Scheduled,
    /// Held, delivered or issued.
    Held,
    /// Called off.
    Cancelled,
}

/// An activity after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// What kind; none before it is planned.
    pub kind: Option<ActivityKind>,
    /// How many can come.
    pub places: Option<u32>,
    /// After how many months practice is looked at.
    pub look_after_months: Option<u32>,
    /// The day it was planned.
    pub scheduled_on: Option<NaiveDate>,
    /// The day it was held or issued.
    pub held_on: Option<NaiveDate>,
    /// How many attended in all.
    pub attended: u32,
    /// Whether those who came were asked.
    pub evaluated: bool,
    /// The day practice was looked at last.
    pub looked_on: Option<NaiveDate>,
    /// What was judged last of practice.
    pub effect: Option<Effect>,
    /// Whether it was asked for again.
    pub recommissioned: bool,
}

impl State {
    /// The day from which practice can be looked at, where that is to be done.
    pub fn later_look_due(&self) -> Option<NaiveDate> {
        later_look_due(self.held_on?, self.look_after_months?)
    }

    fn held(&mut self, attendance: &[Attendance], envelope: &Envelope) {
        self.phase = Phase::Held;
        self.held_on = Some(envelope.occurred_on);
        let attended = attendance.iter().map(|row| row.attended);
        self.attended = attended.fold(0, u32::saturating_add);
    }
}

/// The day so many months after an activity was held.
pub fn later_look_due(held_on: NaiveDate, months: u32) -> Option<NaiveDate> {
    held_on.checked_add_months(Months::new(months))
}

/// How many whole months lie between two days: a month is whole on the same day of the next one,
/// or on its last day where there is none.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let most = u32::try_from(months(to) - months(from)).unwrap_or(0);
    let whole = later_look_due(from, most).is_some_and(|reached| reached <= to);
    if whole { most } else { most.saturating_sub(1) }
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::ActivityScheduled {
            kind,
            places,
            look_after_months,
            ..
        } => {
            state.phase = Phase::Scheduled;
            state.kind = Some(*kind);
            state.places = *places;
            state.look_after_months = *look_after_months;
            state.scheduled_on = Some(envelope.occurred_on);
        }
        Event::ActivityCancelled {} => state.phase = Phase::Cancelled,
        Event::ForumHeld { attendance }
        | Event::LearningEventHeld { attendance }
        | Event::CourseDelivered { attendance } => state.held(attendance, envelope),
        Event::NewsletterIssued { .. } => state.held(&[], envelope),
        Event::ActivityEvaluated { .. } => state.evaluated = true,
        Event::PracticeImpactEvaluated { .. } => state.looked_on = Some(envelope.occurred_on),
        Event::EffectOnPracticeJudged { effect, .. } => state.effect = Some(*effect),
        Event::CourseRecommissioned { .. } => state.recommissioned = true,
        Event::TrainingNeedsAnalysed { .. } | Event::CourseQualityAssured { .. } => {}
    }
}
