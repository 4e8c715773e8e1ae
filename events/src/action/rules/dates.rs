//! Due dates and what an action waits for.

use super::super::decided::rests_on_meeting;
use super::super::{Event, refusals};
use super::{Case, Verdict};
use crate::ids::ActionId;
use crate::refusal::{Refusal, verdict};
use crate::world::World;
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) fn set_due(case: Case<'_>, to: NaiveDate) -> Verdict {
    let mut broken = Vec::new();
    if case.state.has_due() {
        broken.push(refusals::due_date_already_set());
    }
    if let Some(start) = case.state.start.filter(|start| to < *start) {
        broken.push(refusals::due_set_before_start(start));
    }
    verdict(broken, vec![Event::DueDateSet { to }])
}

pub(super) fn request(case: Case<'_>, to: NaiveDate) -> Verdict {
    let mut broken = case.later_broken(to);
    broken.extend(case.reason_broken("asking for more time"));
    verdict(broken, vec![Event::ExtensionRequested { to }])
}

pub(super) fn refuse(case: Case<'_>) -> Verdict {
    let Some(to) = case.state.extension_requested else {
        return Err(vec![refusals::extension_not_requested()]);
    };
    let broken = case
        .reason_broken("refusing more time")
        .into_iter()
        .collect();
    verdict(broken, vec![Event::ExtensionRefused { to }])
}

pub(super) fn extend(case: Case<'_>, to: NaiveDate) -> Verdict {
    let mut broken = case.later_broken(to);
    broken.extend(case.reason_broken("more time"));
    if !rests_on_meeting(case.given, case.world) {
        broken.push(refusals::extension_not_approved());
    }
    let extended = case
        .state
        .due
        .map(|from| Event::DueDateExtended { from, to });
    verdict(broken, extended.into_iter().collect())
}

impl Case<'_> {
    fn later_broken(self, to: NaiveDate) -> Vec<Refusal> {
        match self.state.due {
            None => vec![refusals::due_date_missing()],
            Some(due) if to <= due => vec![refusals::extension_not_later(due)],
            Some(_) => Vec::new(),
        }
    }
}

pub(super) fn depend(case: Case<'_>, on: ActionId) -> Verdict {
    let broken = if on == case.id {
        vec![refusals::depends_on_itself()]
    } else if !case.world.actions.contains_key(&on) {
        vec![refusals::depends_on_unknown()]
    } else if case.state.depends_on.contains(&on) {
        vec![refusals::depends_already()]
    } else if waits_for(on, case.id, case.world) {
        vec![refusals::depends_in_a_circle()]
    } else {
        Vec::new()
    };
    verdict(broken, vec![Event::ActionDependsOn { on }])
}

/// Whether an action waits, directly or by way of others, for another.
fn waits_for(action: ActionId, other: ActionId, world: &World) -> bool {
    let mut seen = BTreeSet::new();
    let mut to_see = vec![action];
    while let Some(next) = to_see.pop() {
        if next == other {
            return true;
        }
        if seen.insert(next) {
            let state = world.actions.get(&next);
            to_see.extend(state.iter().flat_map(|state| &state.depends_on));
        }
    }
    false
}
