//! Agreeing an action, and what it says.

use super::super::{Command, Event, Measure, Parent, refusals};
use super::{Case, Verdict};
use crate::ids::{PlanId, PriorityId};
use crate::refusal::{Refusal, verdict};
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Agrees a new action. Anything but [`Command::AgreeAction`] leads to nothing.
pub(super) fn agree(case: Case<'_>, command: Command) -> Verdict {
    let Command::AgreeAction {
        reference,
        plan,
        priority,
        parent,
        text,
        owners,
        start,
        due,
        due_precision,
        timescale,
        measures,
        baseline,
        resources,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = case.place_broken(plan, priority, parent);
    broken.extend(case.reference_broken(&reference, plan));
    broken.extend(case.owners_broken(&owners, "owners"));
    broken.extend(dates_broken(start, due));
    broken.extend(measures_broken(&measures));
    let agreed = Event::ActionAgreed {
        reference,
        plan,
        priority,
        parent,
        text,
        owners,
        start,
        due,
        due_precision,
        timescale,
        measures,
        baseline,
        resources,
    };
    verdict(broken, vec![agreed])
}

impl Case<'_> {
    fn place_broken(self, plan: PlanId, priority: PriorityId, parent: Parent) -> Vec<Refusal> {
        let Some(found) = self.world.plans.get(&plan) else {
            return vec![refusals::plan_unknown()];
        };
        let mut broken = Vec::new();
        if !found.is_open() {
            broken.push(refusals::plan_closed());
        }
        if !found.has_priority(priority) {
            broken.push(refusals::priority_not_of_plan());
        } else if !found.is_adopted(priority) {
            broken.push(refusals::priority_ended());
        }
        let parent_known = match parent {
            Parent::Recommendation(id) => {
                self.world.recommendations.get(&id).is_some_and(|found| {
                    if found.goes_on_elsewhere() {
                        broken.push(refusals::parent_gone_on());
                    }
                    true
                })
            }
            Parent::Outcome(id) => found.outcomes.contains_key(&id),
            Parent::Priority(id) => found.has_priority(id),
        };
        if !parent_known {
            broken.push(refusals::parent_unknown());
        }
        broken
    }

    fn reference_broken(self, reference: &str, plan: PlanId) -> Option<Refusal> {
        let same = |id| {
            let action = self.world.actions.get(id);
            action.is_some_and(|action| action.reference.trim() == reference.trim())
        };
        self.world
            .actions_of_plan
            .get(&plan)
            .is_some_and(|actions| actions.iter().any(same))
            .then(refusals::reference_taken)
    }
}

fn dates_broken(start: Option<NaiveDate>, due: Option<NaiveDate>) -> Option<Refusal> {
    start
        .zip(due)
        .is_some_and(|(start, due)| due < start)
        .then(refusals::due_before_start)
}

fn measures_broken(measures: &[Measure]) -> Option<Refusal> {
    let ids: BTreeSet<_> = measures.iter().map(|measure| measure.measure).collect();
    (ids.len() < measures.len()).then(refusals::measure_repeated)
}

/// Words are corrected, so a reason is needed.
pub(super) fn reword(case: Case<'_>, text: Text) -> Verdict {
    let broken = case.reason_broken("a correction").into_iter().collect();
    verdict(broken, vec![Event::ActionReworded { text }])
}

pub(super) fn set_measure(case: Case<'_>, measure: Measure) -> Verdict {
    let mut broken = Vec::new();
    if case.state.measures.contains(&measure.measure) {
        broken.push(refusals::measure_exists());
    }
    verdict(broken, vec![Event::ActionMeasureSet { measure }])
}
