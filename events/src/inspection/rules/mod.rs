//! The rules of an inspection.

mod answering;
mod ending;
mod notifying;
mod reporting;

pub use ending::unanswered_findings;

use super::{Command, Event, Phase, State, refusals as refused};
use crate::evidence;
use crate::ids::{AgencyId, EvidenceId, InspectionId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    id: InspectionId,
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the inspection's life is
/// refused for that alone.
pub fn decide(
    state: &State,
    id: InspectionId,
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
    match &command {
        Command::NotifyInspection { .. } | Command::ChangeInspectionDates { .. } => {
            notifying::judge(case, command)
        }
        Command::ReceiveInformationRequest { .. }
        | Command::AnswerInformationRequest { .. }
        | Command::WithdrawInformationRequest { .. }
        | Command::ExplainLateAnswer { .. } => answering::judge(case, command),
        Command::ReceiveInspectionLetter { .. }
        | Command::ReceiveInspectionFinding { .. }
        | Command::CorrectInspectionFinding { .. }
        | Command::JustifyNoRecommendation { .. } => reporting::judge(case, command),
        Command::SubmitPostInspectionPlan { .. }
        | Command::ExplainLatePlan { .. }
        | Command::CloseInspection {} => ending::judge(case, command),
    }
}

impl Case<'_> {
    /// Whether the command makes sense at this point of the inspection's life.
    fn in_time(self, command: &Command) -> Result<(), Refusal> {
        let begins = matches!(command, Command::NotifyInspection { .. });
        match (self.state.phase, begins) {
            (Phase::Unknown, true) => Ok(()),
            (Phase::Unknown, false) => Err(refused::inspection_not_notified()),
            (_, true) => Err(refused::inspection_already_notified()),
            (Phase::Closed, false) => Err(refused::inspection_closed()),
            (Phase::Notified | Phase::Reported | Phase::Planned, false) => {
                self.after_letter(command)
            }
        }
    }

    fn after_letter(self, command: &Command) -> Result<(), Refusal> {
        let came = self.state.letter_on.is_some();
        match command {
            Command::ReceiveInspectionFinding { .. }
            | Command::CorrectInspectionFinding { .. }
            | Command::JustifyNoRecommendation { .. }
            | Command::SubmitPostInspectionPlan { .. }
            | Command::ExplainLatePlan { .. }
                if !came =>
            {
                Err(refused::letter_not_received())
            }
            Command::ReceiveInspectionLetter { .. } if came => {
                Err(refused::letter_already_received())
            }
            Command::ChangeInspectionDates { .. } if came => Err(refused::fieldwork_over()),
            Command::NotifyInspection { .. }
            | Command::ChangeInspectionDates { .. }
            | Command::ReceiveInformationRequest { .. }
            | Command::AnswerInformationRequest { .. }
            | Command::WithdrawInformationRequest { .. }
            | Command::ExplainLateAnswer { .. }
            | Command::ReceiveInspectionLetter { .. }
            | Command::ReceiveInspectionFinding { .. }
            | Command::CorrectInspectionFinding { .. }
            | Command::JustifyNoRecommendation { .. }
            | Command::SubmitPostInspectionPlan { .. }
            | Command::ExplainLatePlan { .. }
            | Command::CloseInspection {} => Ok(()),
        }
    }

    fn is_ahead(self, day: NaiveDate) -> bool {
        day > self.given.today
    }

    /// Whether a document is among the evidence, and stands.
    fn stands(self, document: &EvidenceId) -> bool {
        evidence::any_stands(&[*document], self.world)
    }

    /// Agencies that are named: each once, and each of the partnership.
    fn named(self, agencies: &[AgencyId], broken: &mut Refusals) {
        let distinct: BTreeSet<&AgencyId> = agencies.iter().collect();
        broken.when(distinct.len() < agencies.len(), refused::agency_repeated);
        let partnership = &self.world.partnership;
        let known = |agency: &AgencyId| partnership.agency(*agency).is_some();
        broken.when(!agencies.iter().all(known), refused::agencies_unknown);
    }
}
