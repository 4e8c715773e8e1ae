//! How an action's events move its model on.

use super::{
    Action, ActionPhase, Actions, CompletionStep, CompletionWord, Extension, ExtensionAsked,
    Milestone, MilestoneState, Query, Rating, RatingWords,
};
use crate::in_order::Under;
use crate::recommendations::ImpactJudgement;
use crate::reference::{Stamp, TextRef, Words};
use crate::sparing::Sparing;
use events::action::{Event, Owner, Parent};
use events::envelope::Envelope;
use events::ids::{ActionId, AgencyId, MilestoneId, PlanId, PriorityId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many reminders an action remembers; the trail has all.
const REMINDERS_KEPT: usize = 10;

impl Actions {
    /// Moves on by one event; `begun` says what a rating's letter means.
    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope, begun: Option<bool>) {
        let id = ActionId(envelope.stream.id);
        if let Event::ActionAgreed {
            plan,
            priority,
            parent,
            ..
        } = event
        {
            self.agreed(id, (*plan, *priority, *parent), envelope);
        }
        let agreed = matches!(event, Event::ActionAgreed { .. });
        let Some(action) = self.all.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        let owners_change = matches!(
            event,
            Event::ActionAgreed { .. }
                | Event::ActionReassigned { .. }
                | Event::MilestoneSet { .. }
        );
        let before = owners_change.then(|| agencies(action));
        let was_open = !agreed && action.is_open();
        action.apply(event, envelope, &mut self.words);
        if let Some(begun) = begun {
            action.rated(Stamp::of(envelope), begun);
        }
        let (under, reference) = (Under::Plan(action.plan), action.reference.as_str());
        if agreed {
            self.in_order.put(under, reference, id);
        }
        match (was_open, action.is_open()) {
            (false, true) => self.open.put(under, reference, id),
            (true, false) => self.open.take(under, reference, id),
            (false, false) | (true, true) => {}
        }
        if let Some(before) = before {
            let now = agencies(action);
            for gone in before.difference(&now) {
                self.by_agency.take(gone, id);
            }
            for new in now.difference(&before) {
                self.by_agency.put(*new, id);
            }
        }
        if let Event::ActionDependsOn { on } = event {
            self.needed_by.put(*on, id);
        }
    }

    fn agreed(
        &mut self,
        id: ActionId,
        (plan, priority, parent): (PlanId, PriorityId, Parent),
        envelope: &Envelope,
    ) {
        if let Some(known) = self.all.get(&id) {
            self.by_plan.take(&known.plan, id);
            self.by_priority.take(&known.priority, id);
            self.by_parent.take(&known.parent, id);
            let (under, reference) = (Under::Plan(known.plan), known.reference.as_str());
            self.in_order.take(under, reference, id);
            self.open.take(under, reference, id);
        }
        self.by_plan.put(plan, id);
        self.by_priority.put(priority, id);
        self.by_parent.put(parent, id);
        let at = Stamp::of(envelope);
        let action = self.all.entry(id);
        let action =
            action.or_insert_with(|| Arc::new(Action::new(id, plan, priority, parent, at)));
        let action = Arc::make_mut(action);
        (action.plan, action.priority, action.parent) = (plan, priority, parent);
    }
}

/// The agencies that own an action or one of its milestones.
fn agencies(action: &Action) -> BTreeSet<Option<AgencyId>> {
    let milestones = action.milestones.iter().filter_map(|m| m.owner.as_ref());
    let owners = action.owners.iter().chain(milestones);
    owners.map(|owner| owner.agency).collect()
}

impl Action {
    fn new(
        id: ActionId,
        plan: PlanId,
        priority: PriorityId,
        parent: Parent,
        agreed: Stamp,
    ) -> Self {
        Self {
            id,
            version: 0,
            agreed,
            reference: String::new(),
            plan,
            priority,
            parent,
            text: TextRef::new(agreed.position, "/data/text"),
            owners: Vec::new(),
            former_owners: Vec::new(),
            accepted: Vec::new(),
            start: None,
            original_due: None,
            due: None,
            due_precision: events::action::DatePrecision::Day,
            due_set: None,
            timescale: None,
            measures: Vec::new(),
            baseline: None,
            resources: None,
            extensions: Vec::new(),
            extensions_asked: Vec::new(),
            milestones: Vec::new(),
            ratings: Vec::new(),
            progress: None,
            progress_count: 0,
            completion: Vec::new(),
            impact: Vec::new(),
            depends_on: Vec::new(),
            queries: Vec::new(),
            reminders: Vec::new(),
            escalated: Vec::new(),
            discontinued: None,
            reopened: Vec::new(),
            phases: vec![(agreed, ActionPhase::Agreed)],
            last_update: None,
            last: agreed,
        }
    }

    fn to(&mut self, at: Stamp, phase: ActionPhase) {
        if self.phase() != phase {
            self.phases.add((at, phase));
        }
    }

    /// Work that goes on: later than agreed and not yet said to be done.
    fn move_on(&mut self, at: Stamp, phase: ActionPhase) {
        if matches!(
            self.phase(),
            ActionPhase::Agreed
                | ActionPhase::Accepted
                | ActionPhase::NotStarted
                | ActionPhase::Underway
                | ActionPhase::Refused
                | ActionPhase::Reopened
        ) {
            self.to(at, phase);
        }
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, words: &mut Words) {
        let at = Stamp::of(envelope);
        (self.version, self.last) = (envelope.version, at);
        match event {
            Event::ActionAgreed { .. } => self.agree(event, at),
            Event::ActionAccepted { agency } => {
                self.accepted.add((at, *agency));
                if self.phase() == ActionPhase::Agreed {
                    self.to(at, ActionPhase::Accepted);
                }
            }
            Event::ActionQueried { .. } | Event::ActionQueryAnswered { .. } => {
                self.query(event, at);
            }
            Event::ActionReworded { .. } => self.text = field(at, "/data/text"),
            Event::ActionReassigned { from, to } => {
                let reason = TextRef::reason_of(envelope);
                self.former_owners.add((at, from.clone(), reason));
                self.owners.clone_from(to);
            }
            Event::ActionMeasureSet { measure } => {
                let measures = &mut self.measures;
                measures.retain(|(known, _)| *known != measure.measure);
                measures.add((measure.measure, field(at, "/data/measure/text")));
            }
            Event::MilestoneSet { .. }
            | Event::MilestoneMet { .. }
            | Event::MilestoneMissed { .. }
            | Event::MilestoneRescheduled { .. } => self.milestone(event, envelope, at),
            Event::ActionDependsOn { on } => {
                if !self.depends_on.contains(on) {
                    self.depends_on.add(*on);
                }
            }
            Event::ProgressReported { .. } => {
                self.progress = Some((at, field(at, "/data/text")));
                self.progress_count = self.progress_count.saturating_add(1);
                self.last_update = Some(at);
                self.move_on(at, ActionPhase::Underway);
            }
            Event::RagRated { .. } | Event::RagModerated { .. } => {
                self.rate(event, envelope, at, words);
            }
            Event::DueDateSet { .. }
            | Event::ExtensionRequested { .. }
            | Event::ExtensionRefused { .. }
            | Event::DueDateExtended { .. } => self.date(event, envelope, at),
            Event::CompletionClaimed { .. }
            | Event::CompletionVerified { .. }
            | Event::CompletionRefused {}
            | Event::ActionImpactJudged { .. } => self.complete(event, envelope, at),
            Event::ActionDiscontinued { .. }
            | Event::ActionReopened {}
            | Event::ActionClosed {} => self.end(event, envelope, at),
            Event::ReminderSent { to } => self.remind(at, to),
            Event::OverdueEscalated { to } => self.escalated.add((at, to.clone())),
        }
    }

    fn agree(&mut self, event: &Event, at: Stamp) {
        let Event::ActionAgreed {
            reference,
            owners,
            start,
            due,
            due_precision,
            timescale,
            measures,
            baseline,
            resources,
            ..
        } = event
        else {
            return;
        };
        self.reference.clone_from(reference);
        self.owners.clone_from(owners);
        (self.start, self.due, self.original_due) = (*start, *due, *due);
        self.due_precision = *due_precision;
        self.due_set = due.map(|_| at);
        self.timescale = timescale.as_ref().map(|_| field(at, "/data/timescale"));
        self.baseline = baseline.as_ref().map(|_| field(at, "/data/baseline"));
        self.resources = resources.as_ref().map(|_| field(at, "/data/resources"));
        let text = |n| TextRef::element(at.position, "measures", n, "text");
        let measures = measures.iter().enumerate();
        self.measures = measures.map(|(n, m)| (m.measure, text(n))).collect();
    }

    fn query(&mut self, event: &Event, at: Stamp) {
        if let Event::ActionQueried { .. } = event {
            self.queries.add(Query {
                asked: at,
                question: field(at, "/data/question"),
                answered: None,
            });
        } else {
            // One answer settles every question that is open.
            for query in self.queries.iter_mut().filter(|q| q.answered.is_none()) {
                query.answered = Some((at, field(at, "/data/answer")));
            }
        }
    }

    fn milestone(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        if let Event::MilestoneSet {
            milestone,
            text: _,
            owner,
            due,
            due_precision,
            beyond_plan,
        } = event
        {
            let new = Milestone {
                id: *milestone,
                set: at,
                text: field(at, "/data/text"),
                owner: owner.clone(),
                due: *due,
                due_precision: *due_precision,
                beyond_plan: *beyond_plan,
                moved: Vec::new(),
                state: MilestoneState::Open,
            };
            self.milestones.retain(|known| known.id != new.id);
            self.milestones.add(new);
        } else if let Event::MilestoneMet { milestone } = event {
            self.on(*milestone, |m| m.state = MilestoneState::Met(at));
            self.last_update = Some(at);
        } else if let Event::MilestoneMissed { milestone } = event {
            self.on(*milestone, |m| m.state = MilestoneState::Missed(at));
            self.last_update = Some(at);
        } else if let Event::MilestoneRescheduled {
            milestone,
            from,
            to,
            beyond_plan,
        } = event
        {
            let moved = (at, *from, *to, TextRef::reason_of(envelope));
            self.on(*milestone, |m| {
                m.due = Some(moved.2);
                m.due_precision = events::action::DatePrecision::Day;
                m.moved.add(moved);
                m.beyond_plan = *beyond_plan;
                m.state = MilestoneState::Open;
            });
        }
    }

    fn on(&mut self, id: MilestoneId, change: impl FnOnce(&mut Milestone)) {
        if let Some(milestone) = self.milestones.iter_mut().find(|m| m.id == id) {
            change(milestone);
        }
    }

    fn rate(&mut self, event: &Event, envelope: &Envelope, at: Stamp, words: &mut Words) {
        let reason = envelope.reason.is_some();
        let decided_in = envelope.decided_in.map(Box::new);
        if let Event::RagRated {
            code,
            scheme,
            commentary,
            as_at,
            external_cause,
        } = event
        {
            self.ratings.add(Rating {
                at,
                code: words.keep(code),
                moderated_from: None,
                scheme: *scheme,
                as_at: *as_at,
                words: RatingWords {
                    commentary: commentary.is_some(),
                    external_cause: external_cause.is_some(),
                    reason,
                },
                decided_in,
            });
            self.last_update = Some(at);
        } else if let Event::RagModerated { from, to, scheme } = event {
            let as_at = self.ratings.last().map(|before| before.as_at);
            self.ratings.add(Rating {
                at,
                code: words.keep(to),
                moderated_from: Some(words.keep(from)),
                scheme: *scheme,
                as_at: as_at.unwrap_or(at.occurred_on),
                words: RatingWords {
                    commentary: false,
                    external_cause: false,
                    reason,
                },
                decided_in,
            });
        }
    }

    /// A rating of a known key says whether work has begun.
    fn rated(&mut self, at: Stamp, begun: bool) {
        let phase = if begun {
            ActionPhase::Underway
        } else {
            ActionPhase::NotStarted
        };
        self.move_on(at, phase);
    }

    fn date(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let reason = TextRef::reason_of(envelope);
        if let Event::DueDateSet { to } = event {
            self.due = Some(*to);
            self.due_precision = events::action::DatePrecision::Day;
            self.original_due = self.original_due.or(Some(*to));
            self.due_set = self.due_set.or(Some(at));
        } else if let Event::ExtensionRequested { to } = event {
            self.extensions_asked.add(ExtensionAsked {
                at,
                to: *to,
                reason,
                refused: None,
            });
        } else if let Event::ExtensionRefused { .. } = event {
            for asked in &mut self.extensions_asked {
                if asked.refused.is_none() {
                    asked.refused = Some((at, reason.clone()));
                }
            }
        } else if let Event::DueDateExtended { from, to } = event {
            self.extensions.add(Extension {
                at,
                from: *from,
                to: *to,
                reason,
                approved_in: envelope.decided_in,
            });
            self.original_due = self.original_due.or(Some(*from));
            self.due = Some(*to);
            self.due_precision = events::action::DatePrecision::Day;
            self.extensions_asked
                .retain(|asked| asked.refused.is_some());
        }
    }

    fn complete(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let step = |step, words, evidence| CompletionStep {
            at,
            step,
            words,
            evidence,
        };
        if let Event::CompletionClaimed { evidence, .. } = event {
            let words = Some(field(at, "/data/statement"));
            let evidence = evidence.clone();
            self.completion
                .add(step(CompletionWord::Claimed, words, evidence));
            self.last_update = Some(at);
            self.to(at, ActionPhase::Claimed);
        } else if let Event::CompletionVerified { .. } = event {
            let words = Some(field(at, "/data/how"));
            self.completion
                .add(step(CompletionWord::Verified, words, Vec::new()));
            self.to(at, ActionPhase::Verified);
        } else if let Event::CompletionRefused {} = event {
            let words = TextRef::reason_of(envelope);
            self.completion
                .add(step(CompletionWord::Refused, words, Vec::new()));
            self.to(at, ActionPhase::Refused);
        } else if let Event::ActionImpactJudged {
            judgement,
            evidence,
            ..
        } = event
        {
            self.impact.add(ImpactJudgement {
                at,
                judgement: *judgement,
                evidence: evidence.clone(),
                explanation: field(at, "/data/explanation"),
            });
        }
    }

    fn end(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        if let Event::ActionDiscontinued { .. } = event {
            let cause = field(at, "/data/external_cause");
            self.discontinued = Some((at, cause, envelope.decided_in));
            self.to(at, ActionPhase::Discontinued);
        } else if let Event::ActionReopened {} = event {
            self.discontinued = None;
            self.reopened.add((at, TextRef::reason_of(envelope)));
            self.to(at, ActionPhase::Reopened);
        } else {
            self.to(at, ActionPhase::Closed);
        }
    }

    fn remind(&mut self, at: Stamp, to: &Owner) {
        if self.reminders.len() >= REMINDERS_KEPT {
            self.reminders.remove(0);
        }
        self.reminders.add((at, to.clone()));
    }
}

fn field(at: Stamp, name: &'static str) -> TextRef {
    TextRef::new(at.position, name)
}
