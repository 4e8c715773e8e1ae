//! The rules of an improvement action.

mod agreeing;
mod completing;
mod dates;
mod ending;
mod milestones;
mod owning;
mod rating;

use super::{Command, Event, Owner, Phase, State, refusals};
use crate::ids::ActionId;
use crate::plan;
use crate::refusal::{Refusal, reason_required};
use crate::world::{Given, World};

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    id: ActionId,
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

/// When in an action's life a command makes sense.
enum When {
    /// Before it is agreed.
    New,
    /// While it is open.
    Open,
    /// From when it was agreed, for ever.
    Agreed,
    /// After it was closed or given up.
    Ended,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the action's life is refused
/// for that alone, since its other rules then ask about something that is not there.
pub fn decide(
    state: &State,
    id: ActionId,
    command: Command,
    given: &Given,
    world: &World,
) -> Verdict {
    let case = Case {
        id,
        state,
        given,
        world,
    };
    case.in_time(&command).map_err(|refusal| vec![refusal])?;
    match command {
        Command::AgreeAction { .. } => agreeing::agree(case, command),
        Command::AcceptAction { agency } => owning::accept(case, agency),
        Command::QueryAction { question } => Ok(vec![Event::ActionQueried { question }]),
        Command::AnswerActionQuery { answer } => owning::answer(case, answer),
        Command::RewordAction { text } => agreeing::reword(case, text),
        Command::ReassignAction { to } => owning::reassign(case, to),
        Command::SetActionMeasure { measure } => agreeing::set_measure(case, measure),
        Command::SetMilestone { .. } => milestones::set(case, command),
        Command::MeetMilestone { milestone } => milestones::meet(case, milestone),
        Command::MissMilestone { milestone } => milestones::miss(case, milestone),
        Command::RescheduleMilestone {
            milestone,
            to,
            beyond_plan,
        } => milestones::reschedule(case, milestone, to, beyond_plan),
        Command::DependOnAction { on } => dates::depend(case, on),
        Command::ReportProgress { text } => Ok(vec![Event::ProgressReported { text }]),
        Command::RateAction {
            code,
            commentary,
            as_at,
            external_cause,
        } => rating::Claim {
            code,
            commentary,
            as_at,
            external_cause,
        }
        .rate(case),
        Command::ModerateRating { to } => rating::moderate(case, to),
        Command::SetDueDate { to } => dates::set_due(case, to),
        Command::RequestExtension { to } => dates::request(case, to),
        Command::RefuseExtension {} => dates::refuse(case),
        Command::ExtendDueDate { to } => dates::extend(case, to),
        Command::ClaimCompletion {
            statement,
            evidence,
        } => completing::claim(case, statement, evidence),
        Command::VerifyCompletion { how } => completing::verify(case, how),
        Command::RefuseCompletion {} => completing::refuse(case),
        Command::JudgeActionImpact {
            judgement,
            evidence,
            explanation,
        } => completing::judge_impact(case, judgement, evidence, explanation),
        Command::DiscontinueAction { external_cause } => ending::discontinue(case, external_cause),
        Command::ReopenAction {} => ending::reopen(case),
        Command::SendReminder { to } => owning::remind(case, to),
        Command::EscalateOverdue { to } => owning::escalate(case, to),
        Command::CloseAction {} => ending::close(case),
    }
}

const fn when(command: &Command) -> When {
    match command {
        Command::AgreeAction { .. } => When::New,
        Command::AcceptAction { .. }
        | Command::QueryAction { .. }
        | Command::SetMilestone { .. }
        | Command::MeetMilestone { .. }
        | Command::MissMilestone { .. }
        | Command::RescheduleMilestone { .. }
        | Command::DependOnAction { .. }
        | Command::ReportProgress { .. }
        | Command::RateAction { .. }
        | Command::RequestExtension { .. }
        | Command::ClaimCompletion { .. }
        | Command::AnswerActionQuery { .. }
        | Command::RewordAction { .. }
        | Command::ReassignAction { .. }
        | Command::SetActionMeasure { .. }
        | Command::ModerateRating { .. }
        | Command::SetDueDate { .. }
        | Command::RefuseExtension {}
        | Command::ExtendDueDate { .. }
        | Command::VerifyCompletion { .. }
        | Command::RefuseCompletion {}
        | Command::DiscontinueAction { .. }
        | Command::SendReminder { .. }
        | Command::EscalateOverdue { .. }
        | Command::CloseAction {} => When::Open,
        Command::JudgeActionImpact { .. } => When::Agreed,
        Command::ReopenAction {} => When::Ended,
    }
}

impl<'a> Case<'a> {
    fn in_time(self, command: &Command) -> Result<(), Refusal> {
        let when = when(command);
        match (when, self.state.phase) {
            (When::New, Phase::Unagreed) => Ok(()),
            (When::New, _) => Err(refusals::action_already_agreed()),
            (When::Open | When::Agreed | When::Ended, Phase::Unagreed) => {
                Err(refusals::action_not_agreed())
            }
            (When::Open, Phase::Closed) => Err(refusals::action_closed()),
            (When::Open, Phase::Discontinued) => Err(refusals::action_discontinued()),
            (When::Ended, _) if self.state.is_open() => Err(refusals::action_still_open()),
            (When::Open | When::Agreed | When::Ended, _) => Ok(()),
        }
    }

    /// The plan the action belongs to.
    fn plan(self) -> Option<&'a plan::State> {
        self.state.plan.and_then(|plan| self.world.plans.get(&plan))
    }

    fn owner_broken(self, owner: &Owner, field: &'static str) -> Option<Refusal> {
        let known = |agency| self.world.partnership.agency(agency).is_some();
        owner
            .agency
            .is_some_and(|agency| !known(agency))
            .then(|| refusals::owner_agency_unknown(field))
    }

    fn owners_broken(self, owners: &[Owner], field: &'static str) -> Option<Refusal> {
        owners
            .iter()
            .find_map(|owner| self.owner_broken(owner, field))
    }

    fn reason_broken(self, what: &str) -> Option<Refusal> {
        (!self.given.has_reason()).then(|| reason_required(what))
    }
}
