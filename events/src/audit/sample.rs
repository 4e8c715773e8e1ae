//! How an audit stands, worked out from its own events and those of its cases: nothing here is
//! stored, so nothing can disagree.

use super::{Phase, State};
use crate::audit_case;
use crate::ids::{AuditId, FindingId};
use crate::recommendation::one_stands;
use crate::world::World;
use chrono::NaiveDate;

/// How far an audit has come, with what its cases add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing was commissioned.
    Proposed,
    /// Commissioned; cases are being drawn.
    Commissioned,
    /// The sample is frozen.
    Sampled,
    /// Agencies were asked for their returns, or cases were graded.
    Fieldwork,
    /// Every case left in the sample has a moderated grade.
    Moderated,
    /// Moderated, and findings were recorded: there is a report to approve.
    Reported,
    /// The report is approved.
    Approved,
    /// What was learned reached people.
    Disseminated,
    /// Closed.
    Closed,
    /// Given up.
    Abandoned,
}

/// How far an audit has come.
pub fn stage(state: &State, id: AuditId, world: &World) -> Stage {
    match state.phase {
        Phase::Proposed => Stage::Proposed,
        Phase::Commissioned => Stage::Commissioned,
        Phase::Approved if state.disseminated => Stage::Disseminated,
        Phase::Approved => Stage::Approved,
        Phase::Closed => Stage::Closed,
        Phase::Abandoned => Stage::Abandoned,
        Phase::Sampled => {
            let left = left_in_sample(id, world);
            let moderated = left > 0 && unmoderated(id, world) == 0;
            if moderated && !state.findings.is_empty() {
                Stage::Reported
            } else if moderated {
                Stage::Moderated
            } else if fieldwork_began(id, world) {
                Stage::Fieldwork
            } else {
                Stage::Sampled
            }
        }
    }
}

/// Every case that was drawn, those excluded too.
pub fn drawn(id: AuditId, world: &World) -> impl Iterator<Item = &audit_case::State> {
    let cases = world.cases_of_audit.get(&id).into_iter().flatten();
    cases.filter_map(|case| world.cases.get(case))
}

/// The cases that were drawn and not excluded.
pub fn left(id: AuditId, world: &World) -> impl Iterator<Item = &audit_case::State> {
    drawn(id, world).filter(|case| !case.is_excluded())
}

/// How many cases are left: the sample less the exclusions. Every finding counts this many.
pub fn left_in_sample(id: AuditId, world: &World) -> u32 {
    counted(left(id, world))
}

/// How many of the cases left have no grade at all.
pub fn ungraded(id: AuditId, world: &World) -> u32 {
    counted(left(id, world).filter(|case| !case.is_graded()))
}

/// How many of the cases left have no moderated grade.
pub fn unmoderated(id: AuditId, world: &World) -> u32 {
    counted(left(id, world).filter(|case| case.moderated.is_none()))
}

/// How many returns are still waited for. What an agency that has left the partnership did not
/// return holds nothing up.
pub fn returns_outstanding(id: AuditId, day: NaiveDate, world: &World) -> u32 {
    let open = left(id, world).map(|case| counted(case.returns_outstanding(day, world)));
    open.sum()
}

/// Whether the tool is in use: an agency was asked for a return, or a case was graded.
pub fn fieldwork_began(id: AuditId, world: &World) -> bool {
    drawn(id, world).any(|case| !case.returns.is_empty() || case.is_graded())
}

/// Whether a child of the sample was found unsafe and nobody confirmed what was done. A case that
/// was excluded since is still a child.
pub fn has_unconfirmed_concern(id: AuditId, world: &World) -> bool {
    drawn(id, world).any(audit_case::State::has_unconfirmed_concern)
}

/// The findings that ask for a recommendation, have none, and of which nobody said why not.
pub fn orphans<'a>(state: &'a State, world: &'a World) -> impl Iterator<Item = FindingId> + 'a {
    let asking = state.findings.iter().filter(|(id, finding)| {
        finding.kind.asks_for_recommendation()
            && !finding.no_recommendation_justified
            && !has_recommendation(**id, world)
    });
    asking.map(|(id, _)| *id)
}

/// Whether a finding counts another number of cases than are left in the sample.
pub fn has_stale_finding(state: &State, id: AuditId, world: &World) -> bool {
    let left = left_in_sample(id, world);
    state.findings.values().any(|finding| finding.n != left)
}

/// Whether a recommendation names the finding as a source and still stands: it was not declined by
/// everybody, and where it was merged, split or superseded, what it became stands.
pub fn has_recommendation(finding: FindingId, world: &World) -> bool {
    let named = world.recommendations_of_finding.get(&finding);
    one_stands(named, world)
}

fn counted<T>(all: impl Iterator<Item = T>) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}
