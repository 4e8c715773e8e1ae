//! The rules of an audit.

mod commissioning;
mod ending;
mod findings;
mod sampling;

use super::{Command, Event, Phase, State, refusals as refused};
use crate::ids::AuditId;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    id: AuditId,
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

/// When in an audit's life a command makes sense.
enum When {
    /// Before it is commissioned.
    New,
    /// Before its sample is frozen.
    Drawing,
    /// Until its report is approved.
    Unreported,
    /// From the frozen sample until its report is approved.
    Sampled,
    /// From the frozen sample until it is closed.
    Findings,
    /// Once its report is approved, until it is closed.
    Reported,
    /// Once its report is approved, closed or not.
    ReportedOrClosed,
    /// Until it is closed or given up.
    Open,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the audit's life is refused for
/// that alone.
pub fn decide(
    state: &State,
    id: AuditId,
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
        Command::CommissionAudit { .. } => commissioning::commission(case, command),
        Command::IssueAuditTool {
            questions,
            descriptors,
        } => commissioning::issue_tool(case, questions, descriptors),
        Command::DrawSample { method, cases } => sampling::draw(case, method, cases),
        Command::RecordModerationMeeting { on, attendance } => {
            sampling::moderate(case, on, attendance)
        }
        Command::RecordFinding { .. } => findings::record(case, command),
        Command::CorrectFinding { .. } => findings::correct(case, command),
        Command::MatchFindingToEarlier { .. } => findings::matched(case, command),
        Command::JustifyNoRecommendation { finding } => findings::justify(case, finding),
        Command::ApproveAuditReport {} => ending::approve(case),
        Command::PresentAudit { meeting } => ending::present(case, meeting),
        Command::DisseminateAuditLearning { audience, how } => {
            Ok(vec![Event::AuditLearningDisseminated { audience, how }])
        }
        Command::ScheduleRepeatAudit { by } => {
            let mut broken = Refusals::default();
            broken.when(by < given.today, refused::repeat_in_the_past);
            broken.or(|| vec![Event::RepeatAuditScheduled { by }])
        }
        Command::CompareWithBaseline {
            measure,
            better,
            baseline,
            now,
            judgement,
        } => {
            let mut broken = Refusals::default();
            findings::comparable(case, better, (baseline, now), judgement, &mut broken);
            let compared = Event::ResultComparedWithBaseline {
                measure,
                better,
                baseline,
                now,
                judgement,
            };
            broken.or(|| vec![compared])
        }
        Command::CloseAudit {} => ending::close(case),
        Command::AbandonAudit {} => ending::abandon(case),
    }
}

const fn when(command: &Command) -> When {
    match command {
        Command::CommissionAudit { .. } => When::New,
        Command::DrawSample { .. } => When::Drawing,
        Command::IssueAuditTool { .. } => When::Unreported,
        Command::RecordModerationMeeting { .. }
        | Command::RecordFinding { .. }
        | Command::ApproveAuditReport {} => When::Sampled,
        Command::CorrectFinding { .. }
        | Command::MatchFindingToEarlier { .. }
        | Command::JustifyNoRecommendation { .. }
        | Command::CompareWithBaseline { .. } => When::Findings,
        Command::PresentAudit { .. } | Command::CloseAudit {} => When::Reported,
        Command::DisseminateAuditLearning { .. } | Command::ScheduleRepeatAudit { .. } => {
            When::ReportedOrClosed
        }
        Command::AbandonAudit {} => When::Open,
    }
}

impl Case<'_> {
    fn in_time(self, command: &Command) -> Result<(), Refusal> {
        use When::{Drawing, Findings, New, Open, Reported, ReportedOrClosed, Sampled, Unreported};
        match (when(command), self.state.phase) {
            (New, Phase::Proposed)
            | (Drawing | Unreported | Open, Phase::Commissioned)
            | (Unreported | Sampled | Findings | Open, Phase::Sampled)
            | (Findings | Reported | ReportedOrClosed | Open, Phase::Approved)
            | (ReportedOrClosed, Phase::Closed) => Ok(()),
            (
                New,
                Phase::Commissioned
                | Phase::Sampled
                | Phase::Approved
                | Phase::Closed
                | Phase::Abandoned,
            ) => Err(refused::audit_already_commissioned()),
            (
                Drawing | Unreported | Sampled | Findings | Reported | ReportedOrClosed | Open,
                Phase::Proposed,
            ) => Err(refused::audit_not_commissioned()),
            (
                Drawing | Unreported | Sampled | Findings | Reported | ReportedOrClosed | Open,
                Phase::Abandoned,
            ) => Err(refused::audit_abandoned()),
            (Drawing | Unreported | Sampled | Findings | Reported | Open, Phase::Closed) => {
                Err(refused::audit_closed())
            }
            (Drawing, Phase::Sampled) => Err(refused::sample_already_drawn()),
            (Drawing | Unreported | Sampled, Phase::Approved) => {
                Err(refused::audit_report_approved())
            }
            (Sampled | Findings, Phase::Commissioned) => Err(refused::sample_not_drawn()),
            (Reported | ReportedOrClosed, Phase::Commissioned | Phase::Sampled) => {
                Err(refused::audit_report_not_approved())
            }
        }
    }
}
