//! What agencies return about their work with the child.

use super::super::{Answer, Event, ReturnPhase, refusals as refused};
use super::{Case, Verdict};
use crate::ids::AgencyId;
use crate::refusal::Refusals;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How much of the tool has to be answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answered {
    /// As much as there is.
    Partly,
    /// Every question.
    Wholly,
}

pub(super) fn request(case: Case<'_>, agency: AgencyId, due: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    broken.when(case.audit.tool.is_none(), refused::tool_not_issued);
    case.involved(agency, &mut broken);
    case.member(agency, &mut broken);
    let asked = case.state.returns.contains_key(&agency);
    broken.when(asked, refused::return_already_requested);
    broken.when(
        due < case.given.occurred_on,
        refused::return_due_in_the_past,
    );
    broken.or(|| vec![Event::AgencyReturnRequested { agency, due }])
}

/// What is waited for may be asked for again; the day it is due stays.
pub(super) fn remind(case: Case<'_>, agency: AgencyId) -> Verdict {
    let mut broken = Refusals::default();
    case.awaited(agency, &mut broken);
    broken.or(|| vec![Event::AgencyReturnReminderSent { agency }])
}

pub(super) fn save(case: Case<'_>, agency: AgencyId, answers: Vec<Answer>) -> Verdict {
    let mut broken = Refusals::default();
    case.awaited(agency, &mut broken);
    case.answered(&answers, Answered::Partly, &mut broken);
    broken.or(|| vec![Event::AgencyReturnDraftSaved { agency, answers }])
}

pub(super) fn submit(case: Case<'_>, agency: AgencyId, tool: u32, answers: Vec<Answer>) -> Verdict {
    let mut broken = Refusals::default();
    case.awaited(agency, &mut broken);
    case.answers_tool(tool, &mut broken);
    case.answered(&answers, Answered::Wholly, &mut broken);
    broken.or(|| vec![received(agency, tool, answers)])
}

/// A return that came on paper or by secure mail may be kept as evidence, with no answers here.
pub(super) fn receive(
    case: Case<'_>,
    agency: AgencyId,
    tool: u32,
    answers: Vec<Answer>,
) -> Verdict {
    let mut broken = Refusals::default();
    case.awaited(agency, &mut broken);
    case.answers_tool(tool, &mut broken);
    case.answered(&answers, Answered::Partly, &mut broken);
    broken.or(|| vec![received(agency, tool, answers)])
}

const fn received(agency: AgencyId, tool: u32, answers: Vec<Answer>) -> Event {
    Event::AgencyReturnReceived {
        agency,
        tool,
        answers,
    }
}

pub(super) fn rework(case: Case<'_>, agency: AgencyId) -> Verdict {
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "giving a return back");
    case.member(agency, &mut broken);
    let known = case.state.returns.get(&agency).map(|one| one.phase);
    let came_in = known == Some(ReturnPhase::Received);
    broken.when(!came_in, refused::return_not_received);
    broken.or(|| vec![Event::AgencyReturnReturnedForRework { agency }])
}

impl Case<'_> {
    /// Notes where an agency has left the partnership.
    fn member(self, agency: AgencyId, broken: &mut Refusals) {
        let known = self.world.partnership.agency(agency);
        let left = known.is_some_and(|known| !known.is_member_on(self.given.today));
        broken.when(left, refused::agency_left);
    }

    /// Notes where no return is waited for of an agency.
    fn awaited(self, agency: AgencyId, broken: &mut Refusals) {
        self.member(agency, broken);
        match self.state.returns.get(&agency).map(|one| one.phase) {
            None => broken.push(refused::return_not_requested()),
            Some(ReturnPhase::Received) => broken.push(refused::return_already_received()),
            Some(ReturnPhase::Requested | ReturnPhase::Drafted | ReturnPhase::Rework) => {}
        }
    }

    fn answers_tool(self, tool: u32, broken: &mut Refusals) {
        let in_force = self.audit.tool.as_ref().map(|known| known.version);
        broken.when(in_force != Some(tool), refused::tool_out_of_date);
    }

    fn answered(self, answers: &[Answer], how: Answered, broken: &mut Refusals) {
        let keys: BTreeSet<&str> = answers.iter().map(|one| one.question.as_str()).collect();
        broken.when(keys.len() < answers.len(), refused::question_answered_twice);
        let known = keys.iter().all(|key| self.audit.asks(key));
        broken.when(!known, refused::question_unknown);
        let tool = self.audit.tool.as_ref();
        let mut asked = tool.iter().flat_map(|tool| &tool.questions);
        let open = asked.any(|key| !keys.contains(key.as_str()));
        broken.when(
            how == Answered::Wholly && open,
            refused::question_unanswered,
        );
    }
}
