//! The rules of a practice review.

mod commissioning;
mod drafting;
mod ending;
mod working;

use super::{Command, Event, Phase, State, refusals as refused};
use crate::ids::{AgencyId, EvidenceId, PracticeReviewId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use std::collections::BTreeSet;

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    id: PracticeReviewId,
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

/// When in a review's life a command makes sense.
enum When {
    /// Before it is commissioned.
    New,
    /// Until something is published or it is decided that nothing is.
    Working,
    /// Until something is published, decided not to publish the report or not.
    Unpublished,
    /// While there is a draft, until something is published.
    Drafted,
    /// Until it is closed.
    Open,
    /// Once something was published or it was decided that nothing is, until it is closed.
    Ended,
    /// Once it was commissioned, closed or not.
    Ever,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the review's life is refused
/// for that alone.
pub fn decide(
    state: &State,
    id: PracticeReviewId,
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
        Command::CommissionReview { .. }
        | Command::AppointReviewer { .. }
        | Command::RemoveReviewer { .. }
        | Command::AgreeTermsOfReference { .. }
        | Command::ReviseTermsOfReference { .. } => commissioning::judge(case, command),
        Command::RegisterParallelProceeding { .. }
        | Command::ConcludeParallelProceeding { .. }
        | Command::InviteFamily { .. }
        | Command::RecordFamilyContribution { .. }
        | Command::RecordFamilyDeclined { .. }
        | Command::HoldPractitionerEvent { .. }
        | Command::MonitorReviewProgress { .. }
        | Command::RequestInformation { .. }
        | Command::ProvideInformation { .. }
        | Command::ReleaseEarlyLearning { .. } => working::judge(case, command),
        Command::ReceiveDraftReport { .. }
        | Command::RequestAccuracyCheck { .. }
        | Command::CheckAccuracy { .. }
        | Command::RecordReviewFinding { .. }
        | Command::CorrectReviewFinding { .. }
        | Command::JustifyNoRecommendation { .. }
        | Command::SignOffReport { .. }
        | Command::AssessPublicationImpact { .. }
        | Command::CheckAnonymisation { .. } => drafting::judge(case, command),
        Command::SendReportToPanel { .. }
        | Command::SendReportToOfsted { .. }
        | Command::RecordPanelComment { .. }
        | Command::DelayPublication { .. }
        | Command::DecideNonPublication { .. }
        | Command::PublishReport { .. }
        | Command::PublishImprovements { .. }
        | Command::TakeReportDown { .. }
        | Command::CloseReview {} => ending::judge(case, command),
    }
}

const fn when(command: &Command) -> When {
    match command {
        Command::CommissionReview { .. } => When::New,
        Command::AppointReviewer { .. }
        | Command::RemoveReviewer { .. }
        | Command::AgreeTermsOfReference { .. }
        | Command::ReviseTermsOfReference { .. }
        | Command::RegisterParallelProceeding { .. }
        | Command::InviteFamily { .. }
        | Command::HoldPractitionerEvent { .. }
        | Command::MonitorReviewProgress { .. }
        | Command::RequestInformation { .. }
        | Command::ReceiveDraftReport { .. }
        | Command::RecordReviewFinding { .. }
        | Command::ReleaseEarlyLearning { .. }
        | Command::DecideNonPublication { .. } => When::Working,
        Command::DelayPublication { .. } => When::Unpublished,
        Command::RequestAccuracyCheck { .. }
        | Command::CheckAccuracy { .. }
        | Command::SignOffReport { .. }
        | Command::AssessPublicationImpact { .. }
        | Command::CheckAnonymisation { .. }
        | Command::SendReportToPanel { .. }
        | Command::SendReportToOfsted { .. } => When::Drafted,
        Command::ConcludeParallelProceeding { .. }
        | Command::RecordFamilyContribution { .. }
        | Command::RecordFamilyDeclined { .. }
        | Command::ProvideInformation { .. }
        | Command::CorrectReviewFinding { .. }
        | Command::JustifyNoRecommendation { .. }
        | Command::RecordPanelComment { .. }
        | Command::PublishReport { .. }
        | Command::PublishImprovements { .. } => When::Open,
        Command::CloseReview {} => When::Ended,
        Command::TakeReportDown { .. } => When::Ever,
    }
}

impl Case<'_> {
    fn in_time(self, command: &Command) -> Result<(), Refusal> {
        let phase = self.state.phase;
        let begun = phase != Phase::Uncommissioned;
        match when(command) {
            When::New if begun => Err(refused::review_already_commissioned()),
            When::New => Ok(()),
            _ if !begun => Err(refused::review_not_commissioned()),
            When::Ever => Ok(()),
            _ if phase == Phase::Closed => Err(refused::review_closed()),
            When::Open => Ok(()),
            When::Ended if !phase.is_ended() => Err(refused::review_not_ended()),
            When::Ended => Ok(()),
            When::Working if phase.is_ended() => Err(refused::review_ended()),
            When::Working => Ok(()),
            // A report that is not published may still lead to published improvements, which pass
            // the same gates.
            When::Drafted | When::Unpublished if phase == Phase::Withheld => Ok(()),
            When::Drafted | When::Unpublished if phase.is_ended() => Err(refused::review_ended()),
            When::Drafted if phase < Phase::Draft => Err(refused::no_draft()),
            When::Drafted | When::Unpublished => Ok(()),
        }
    }

    /// Agencies that are named: at least one, each once, and each of the partnership.
    fn agencies(self, agencies: &[AgencyId], broken: &mut Refusals) {
        broken.when(agencies.is_empty(), refused::agencies_missing);
        let distinct: BTreeSet<&AgencyId> = agencies.iter().collect();
        broken.when(distinct.len() < agencies.len(), refused::agency_repeated);
        let partnership = &self.world.partnership;
        let known = |agency: &AgencyId| partnership.agency(*agency).is_some();
        broken.when(!agencies.iter().all(known), refused::agency_unknown);
    }

    fn document(self, document: Option<EvidenceId>, broken: &mut Refusals) {
        let unknown = document.is_some_and(|one| !self.world.evidence.contains_key(&one));
        broken.when(unknown, refused::evidence_unknown);
    }

    /// The next number of a list that is counted from 1.
    fn next_of<T>(all: &std::collections::BTreeMap<u32, T>) -> u32 {
        let last = all.keys().next_back().copied();
        last.unwrap_or_default().saturating_add(1)
    }
}
