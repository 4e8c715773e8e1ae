//! The rules of a case of an audit.

mod concerns;
mod drawing;
mod grading;
mod returns;

pub(crate) use drawing::is_alias;

use super::{Command, Event, State, refusals as refused};
use crate::audit::{self, Phase};
use crate::ids::{AgencyId, CaseId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    state: &'a State,
    audit: &'a audit::State,
    given: &'a Given,
    world: &'a World,
}

/// When in the life of a case and its audit a command makes sense.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// Until the audit's report is approved.
    Unreported,
    /// From the frozen sample until the report is approved, while the case is counted.
    Fieldwork,
    /// As long as the audit is open. What concerns a child's safety is never too early.
    Open,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the life of the case or its
/// audit is refused for that alone.
pub fn decide(state: &State, _: CaseId, command: Command, given: &Given, world: &World) -> Verdict {
    if let Command::DrawCase { .. } = command {
        return drawing::draw(state, command, world);
    }
    let audit = state.audit.and_then(|audit| world.audits.get(&audit));
    let Some(audit) = audit else {
        return Err(vec![refused::case_not_drawn()]);
    };
    let case = Case {
        state,
        audit,
        given,
        world,
    };
    case.in_time(when(&command))
        .map_err(|refusal| vec![refusal])?;
    match command {
        Command::DrawCase { .. } => Ok(Vec::new()),
        Command::ExcludeCase {} => drawing::exclude(case),
        Command::RequestReturn { agency, due } => returns::request(case, agency, due),
        Command::SendReturnReminder { agency } => returns::remind(case, agency),
        Command::SaveReturnDraft { agency, answers } => returns::save(case, agency, answers),
        Command::SubmitReturn {
            agency,
            tool,
            answers,
        } => returns::submit(case, agency, tool, answers),
        Command::ReceiveReturn {
            agency,
            tool,
            answers,
        } => returns::receive(case, agency, tool, answers),
        Command::ReturnForRework { agency } => returns::rework(case, agency),
        Command::GradeOwnCase {
            agency,
            grade,
            evidence,
        } => grading::grade_own(case, agency, grade, evidence),
        Command::GradeCaseAsPeer { grade, words } => grading::grade_as_peer(case, grade, words),
        Command::RaiseImmediateConcern { .. } => concerns::raise(case, command),
        Command::TellOfConcern { concern, told } => concerns::tell(case, concern, told),
        Command::ConfirmCorrectiveAction { concern, words } => {
            concerns::confirm(case, concern, words)
        }
        Command::CapturePractitionerReflection { agency, words } => {
            let mut broken = Refusals::default();
            case.involved(agency, &mut broken);
            broken.or(|| vec![Event::PractitionerReflectionCaptured { agency, words }])
        }
        Command::CaptureFamilyView { who, words } => {
            Ok(vec![Event::FamilyViewCaptured { who, words }])
        }
        Command::ModerateCase { to } => grading::moderate(case, to),
    }
}

const fn when(command: &Command) -> When {
    match command {
        Command::DrawCase { .. } | Command::ExcludeCase {} => When::Unreported,
        Command::RequestReturn { .. }
        | Command::SendReturnReminder { .. }
        | Command::SaveReturnDraft { .. }
        | Command::SubmitReturn { .. }
        | Command::ReceiveReturn { .. }
        | Command::ReturnForRework { .. }
        | Command::GradeOwnCase { .. }
        | Command::GradeCaseAsPeer { .. }
        | Command::ModerateCase { .. } => When::Fieldwork,
        Command::RaiseImmediateConcern { .. }
        | Command::TellOfConcern { .. }
        | Command::ConfirmCorrectiveAction { .. }
        | Command::CapturePractitionerReflection { .. }
        | Command::CaptureFamilyView { .. } => When::Open,
    }
}

impl Case<'_> {
    fn in_time(self, when: When) -> Result<(), Refusal> {
        let excluded = when != When::Open && self.state.is_excluded();
        match (when, self.audit.phase) {
            (When::Open | When::Unreported | When::Fieldwork, Phase::Proposed) => {
                Err(refused::case_not_drawn())
            }
            (When::Open | When::Unreported | When::Fieldwork, Phase::Closed | Phase::Abandoned) => {
                Err(refused::audit_not_open())
            }
            (When::Unreported | When::Fieldwork, Phase::Approved) => {
                Err(refused::audit_report_approved())
            }
            (When::Fieldwork, Phase::Commissioned) => Err(refused::sample_not_drawn()),
            (When::Unreported, Phase::Commissioned | Phase::Sampled)
            | (When::Fieldwork, Phase::Sampled)
                if excluded =>
            {
                Err(refused::case_excluded())
            }
            (When::Unreported, Phase::Commissioned | Phase::Sampled)
            | (When::Fieldwork, Phase::Sampled)
            | (When::Open, Phase::Commissioned | Phase::Sampled | Phase::Approved) => Ok(()),
        }
    }

    /// Notes where an agency does not work with the child.
    fn involved(self, agency: AgencyId, broken: &mut Refusals) {
        let involved = self.state.agencies.contains(&agency);
        broken.when(!involved, refused::agency_not_involved);
    }
}
