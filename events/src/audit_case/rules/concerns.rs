//! Immediate concerns: a child who is unsafe now.
//!
//! Raising a concern claims nothing about what was done, so whoever raised it may also confirm that
//! it was: they know best what they asked for. What nobody does is confirm their own agency's
//! corrective action, as nobody verifies their own claim.

use super::super::{Command, Event, Told, refusals as refused};
use super::{Case, Verdict};
use crate::action::independence::{Tie, Work};
use crate::ids::ConcernId;
use crate::refusal::Refusals;
use crate::text::Text;

/// Raises a concern. Anything but [`Command::RaiseImmediateConcern`] leads to nothing.
pub(super) fn raise(case: Case<'_>, command: Command) -> Verdict {
    let Command::RaiseImmediateConcern {
        concern,
        words,
        agencies,
        told,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let mut cases = case.world.cases.values();
    let raised = cases.any(|other| other.concerns.contains_key(&concern));
    broken.when(raised, refused::concern_already_raised);
    broken.when(agencies.is_empty(), refused::concern_agencies_missing);
    let known = |agency| case.world.partnership.agency(agency).is_some();
    let unknown = !agencies.iter().all(|agency| known(*agency));
    broken.when(unknown, refused::concern_agency_unknown);
    case.told(&told, &mut broken);
    let raised = Event::ImmediateConcernRaised {
        concern,
        words,
        agencies,
        told,
    };
    broken.or(|| vec![raised])
}

pub(super) fn tell(case: Case<'_>, concern: ConcernId, told: Told) -> Verdict {
    let mut broken = Refusals::default();
    let known = case.state.concerns.contains_key(&concern);
    broken.when(!known, refused::concern_unknown);
    case.told(std::slice::from_ref(&told), &mut broken);
    broken.or(|| vec![Event::ConcernTold { concern, told }])
}

pub(super) fn confirm(case: Case<'_>, concern: ConcernId, words: Text) -> Verdict {
    let Some(known) = case.state.concerns.get(&concern) else {
        return Err(vec![refused::concern_unknown()]);
    };
    let mut broken = Refusals::default();
    broken.when(known.confirmed, refused::concern_already_confirmed);
    let work = Work {
        claimants: Vec::new(),
        agencies: known.agencies.iter().copied().map(Some).collect(),
    };
    match work.tie(&case.given.actor, case.world) {
        Some(Tie::OwnClaim | Tie::OwnAgency | Tie::Nobody) => {
            broken.push(refused::confirms_own_agency());
        }
        None => {}
    }
    broken.or(|| vec![Event::CorrectiveActionConfirmed { concern, words }])
}

impl Case<'_> {
    fn told(self, told: &[Told], broken: &mut Refusals) {
        let future = told.iter().any(|one| one.on > self.given.today);
        broken.when(future, refused::told_in_the_future);
        let mut agencies = told.iter().filter_map(|one| one.agency);
        let known = |agency| self.world.partnership.agency(agency).is_some();
        let unknown = !agencies.all(known);
        broken.when(unknown, refused::told_agency_unknown);
    }
}
