//! The plan that answers an inspection, and its end.

use super::super::{Command, Event, FindingKind, State, refusals as refused};
use super::{Case, Verdict};
use crate::ids::InspectionFindingId;
use crate::recommendation::one_stands;
use crate::refusal::Refusals;
use crate::text::Text;
use crate::world::World;
use chrono::NaiveDate;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules' own table of commands names every one"
)]
pub(super) fn judge(case: Case<'_>, command: Command) -> Verdict {
    match command {
        Command::SubmitPostInspectionPlan { .. } => submit(case, command),
        Command::ExplainLatePlan { words, told, on } => explain(case, (words, told), on),
        Command::CloseInspection {} => close(case),
        _ => Ok(Vec::new()),
    }
}

fn submit(case: Case<'_>, command: Command) -> Verdict {
    let Command::SubmitPostInspectionPlan {
        to,
        on,
        plan,
        document,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let again = case.state.submitted_on.is_some();
    broken.when(again, refused::plan_already_submitted);
    let early = case.state.letter_on.is_some_and(|letter| on < letter);
    broken.when(early, refused::submitted_before_letter);
    broken.when(case.is_ahead(on), refused::submitted_in_the_future);
    let unknown = plan.is_some_and(|one| !case.world.plans.contains_key(&one));
    broken.when(unknown, refused::plan_unknown);
    let fallen = document.is_some_and(|one| !case.stands(&one));
    broken.when(fallen, refused::plan_document_unusable);
    let submitted = Event::PostInspectionPlanSubmitted {
        to,
        on,
        plan,
        document,
    };
    broken.or(|| vec![submitted])
}

/// The clock is not moved: why it is missed is written beside it.
fn explain(case: Case<'_>, (words, told): (Text, Text), on: NaiveDate) -> Verdict {
    let Some(due) = case.state.due else {
        return Err(vec![refused::no_plan_clock()]);
    };
    let mut broken = Refusals::default();
    let reached = case.state.submitted_on.unwrap_or(case.given.today);
    broken.when(reached <= due, refused::plan_not_late);
    broken.when(case.is_ahead(on), refused::told_in_the_future);
    broken.or(|| vec![Event::LatePlanExplained { words, told, on }])
}

fn close(case: Case<'_>) -> Verdict {
    let state = case.state;
    let mut broken = Refusals::default();
    if state.letter_on.is_none() {
        broken.need_reason(case.given, "closing an inspection without a letter");
    }
    broken.when(state.has_open_request(), refused::request_unanswered);
    let mut orphans = unanswered_findings(state, case.world);
    let priority = orphans.any(|(_, kind)| kind == FindingKind::PriorityAction);
    broken.when(priority, refused::priority_finding_without_recommendation);
    let owed = state.due.is_some() && state.submitted_on.is_none();
    broken.when(owed, refused::plan_not_submitted);
    broken.or(|| vec![Event::InspectionClosed {}])
}

/// The findings that ask for change and neither led to a recommendation that stands nor have a
/// reason why not.
pub fn unanswered_findings<'a>(
    state: &'a State,
    world: &'a World,
) -> impl Iterator<Item = (InspectionFindingId, FindingKind)> + 'a {
    let asking = state.findings.iter().filter(|(id, finding)| {
        let named = world.recommendations_of_inspection_finding.get(id);
        finding.kind.asks_for_change() && !finding.justified && !one_stands(named, world)
    });
    asking.map(|(id, finding)| (*id, finding.kind))
}
