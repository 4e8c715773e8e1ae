//! The rules of a recommendation.

mod answering;
mod ending;
mod going_on;
mod implementing;
mod making;

use super::{Command, Event, Phase, State, refusals};
use crate::ids::{AgencyId, RecommendationId};
use crate::refusal::{Refusal, reason_required, verdict};
use crate::world::{Given, World};

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    id: RecommendationId,
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

/// When in a recommendation's life a command makes sense.
enum When {
    /// Before it is made.
    New,
    /// While it asks for something.
    Open,
    /// While it asks for something, or every addressee declined it.
    OpenOrDeclined,
    /// As long as it does not go on elsewhere.
    Itself,
    /// After it was closed.
    Closed,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the recommendation's life is
/// refused for that alone.
pub fn decide(
    state: &State,
    id: RecommendationId,
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
        Command::MakeRecommendation { .. } => making::make(case, command),
        Command::CheckRecommendationQuality { answers } => making::check_quality(answers),
        Command::AcceptRecommendation { agency } => answering::accept(case, agency),
        Command::PartlyAcceptRecommendation { agency } => answering::partly_accept(case, agency),
        Command::DeclineRecommendation { agency } => answering::decline(case, agency),
        Command::AmendRecommendation {
            text,
            addressees,
            outcome,
            measure,
            due,
        } => {
            let amended = Event::RecommendationAmended {
                text,
                addressees,
                outcome,
                measure,
                due,
            };
            making::amend(case, amended)
        }
        Command::MergeRecommendation { into } => going_on::merge(case, into),
        Command::SplitRecommendation { into } => going_on::split(case, into),
        Command::SupersedeRecommendation { by } => going_on::supersede(case, by),
        Command::CarryRecommendationForward { to } => going_on::carry_forward(case, to),
        Command::LinkEarlierRecommendation { earlier } => going_on::repeat(case, earlier),
        Command::ReportImplementation { agency, report } => {
            implementing::report(case, agency, report)
        }
        Command::VerifyImplementation { how } => implementing::verify(case, how),
        Command::JudgeRecommendationImpact {
            judgement,
            evidence,
            explanation,
        } => implementing::judge_impact(case, judgement, evidence, explanation),
        Command::CloseWithoutImpactEvidence {} => ending::close_without_impact(case),
        Command::CloseRecommendation {} => ending::close(case),
        Command::ReopenRecommendation {} => {
            let broken = case.reason_broken("reopening").into_iter().collect();
            verdict(broken, vec![Event::RecommendationReopened {}])
        }
    }
}

const fn when(command: &Command) -> When {
    match command {
        Command::MakeRecommendation { .. } => When::New,
        Command::AcceptRecommendation { .. }
        | Command::PartlyAcceptRecommendation { .. }
        | Command::DeclineRecommendation { .. }
        | Command::AmendRecommendation { .. }
        | Command::MergeRecommendation { .. }
        | Command::SplitRecommendation { .. }
        | Command::SupersedeRecommendation { .. }
        | Command::CarryRecommendationForward { .. }
        | Command::CheckRecommendationQuality { .. }
        | Command::CloseWithoutImpactEvidence {} => When::OpenOrDeclined,
        Command::ReportImplementation { .. }
        | Command::VerifyImplementation { .. }
        | Command::CloseRecommendation {} => When::Open,
        Command::JudgeRecommendationImpact { .. } | Command::LinkEarlierRecommendation { .. } => {
            When::Itself
        }
        Command::ReopenRecommendation {} => When::Closed,
    }
}

impl Case<'_> {
    fn in_time(self, command: &Command) -> Result<(), Refusal> {
        let when = when(command);
        match (when, self.state.phase) {
            (When::New, Phase::Unmade) => Ok(()),
            (When::New, _) => Err(refusals::recommendation_already_made()),
            (When::Open | When::OpenOrDeclined | When::Itself | When::Closed, Phase::Unmade) => {
                Err(refusals::recommendation_not_made())
            }
            (
                When::Open | When::OpenOrDeclined | When::Itself | When::Closed,
                Phase::GoesOnElsewhere,
            ) => Err(refusals::recommendation_gone_on()),
            (When::Open | When::OpenOrDeclined, Phase::Closed) => {
                Err(refusals::recommendation_closed())
            }
            (When::Open, Phase::Declined) => Err(refusals::recommendation_declined()),
            (When::Closed, Phase::Closed) => Ok(()),
            (When::Closed, _) => Err(refusals::recommendation_still_open()),
            (When::Open | When::OpenOrDeclined | When::Itself, _) => Ok(()),
        }
    }

    fn reason_broken(self, what: &str) -> Option<Refusal> {
        (!self.given.has_reason()).then(|| reason_required(what))
    }

    fn known(self, agency: AgencyId) -> bool {
        self.world.partnership.agency(agency).is_some()
    }

    /// Whether another recommendation of a plan has this reference.
    fn reference_taken(self, reference: &str, plan: crate::ids::PlanId) -> bool {
        self.world.recommendations.iter().any(|(id, other)| {
            *id != self.id && other.plan == Some(plan) && other.reference.trim() == reference.trim()
        })
    }
}
