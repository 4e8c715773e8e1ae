//! The rules of an agency's return.

mod compiling;
mod following;
mod judging;
mod submitting;

use super::{Answer, Command, Event, Phase, State, refusals};
use crate::evidence;
use crate::ids::ReturnId;
use crate::refusal::{Refusal, Refusals};
use crate::self_assessment::StandardsSet;
use crate::world::{Given, World};

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

/// When in a return's life a command makes sense.
enum When {
    /// After the invitation, or after it was given up.
    ToStart,
    /// Until the agency handed it in.
    Awaited,
    /// While the agency fills it in.
    Compiling,
    /// From when the agency fills it in until it is accepted.
    SigningOff,
    /// After it was handed in, while nothing waits for an explanation.
    Judging,
    /// After it was handed in, until it is accepted.
    Asking,
    /// While something waits for an explanation.
    Explaining,
    /// After it was accepted, until it is closed.
    Following,
    /// Ever after it was handed in.
    HandedIn,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the return's life is refused
/// for that alone.
pub fn decide(
    state: &State,
    _id: ReturnId,
    command: Command,
    given: &Given,
    world: &World,
) -> Verdict {
    let case = Case {
        state,
        given,
        world,
    };
    case.in_time(&command).map_err(|refusal| vec![refusal])?;
    match command {
        Command::StartReturn {} => compiling::start(case),
        Command::SendReturnReminder {} => compiling::remind(case),
        Command::CarryAnswersForward { from } => compiling::carry_forward(case, from),
        Command::ReaffirmAnswer { standard } => compiling::reaffirm(case, standard),
        Command::AssessStandard {
            standard,
            score,
            narrative,
            evidence,
        } => compiling::Assessment {
            standard,
            score,
            narrative,
            evidence,
        }
        .judge(case),
        Command::SignOffReturn { post } => submitting::sign_off(case, post),
        Command::SubmitReturn {} => submitting::submit(case),
        Command::RequestClarification { standard, question } => {
            judging::request_clarification(case, standard, question)
        }
        Command::ProvideClarification {
            standard,
            words,
            score,
            evidence,
        } => judging::Explanation {
            standard,
            words,
            score,
            evidence,
        }
        .judge(case),
        Command::HoldChallenge {
            on,
            panel,
            lay_member,
            young_people,
            words,
        } => {
            let held = Event::ChallengeHeld {
                on,
                panel,
                lay_member,
                young_people,
                words,
            };
            judging::challenge(case, held)
        }
        Command::ModerateStandard { standard, to } => judging::moderate(case, standard, to),
        Command::AcceptReturn {} => judging::accept(case),
        Command::AgreeAgencyAction { action } => following::agree(case, action),
        Command::ReportAgencyActionDone {
            number,
            words,
            evidence,
        } => following::report_done(case, number, words, evidence),
        Command::ShareReturn { partnership } => following::share(case, partnership),
        Command::CloseReturn {} => following::close(case),
    }
}

const fn when(command: &Command) -> When {
    match command {
        Command::StartReturn {} => When::ToStart,
        Command::SendReturnReminder {} => When::Awaited,
        Command::CarryAnswersForward { .. }
        | Command::ReaffirmAnswer { .. }
        | Command::AssessStandard { .. }
        | Command::SubmitReturn {} => When::Compiling,
        Command::SignOffReturn { .. } => When::SigningOff,
        Command::RequestClarification { .. } => When::Asking,
        Command::ProvideClarification { .. } => When::Explaining,
        Command::HoldChallenge { .. }
        | Command::ModerateStandard { .. }
        | Command::AcceptReturn {} => When::Judging,
        Command::AgreeAgencyAction { .. }
        | Command::ReportAgencyActionDone { .. }
        | Command::CloseReturn {} => When::Following,
        Command::ShareReturn { .. } => When::HandedIn,
    }
}

impl<'a> Case<'a> {
    fn in_time(self, command: &Command) -> Result<(), Refusal> {
        match (self.state.phase, when(command)) {
            (Phase::Uninvited, _) => Err(refusals::return_not_invited()),
            (Phase::Invited | Phase::NonReturn, When::ToStart) => Ok(()),
            (_, When::ToStart) => Err(refusals::return_already_started()),
            (Phase::NonReturn, When::Awaited) => Err(refusals::return_given_up()),
            (Phase::Invited | Phase::InProgress | Phase::SignedOff, When::Awaited) => Ok(()),
            (Phase::Invited | Phase::NonReturn, When::Compiling | When::SigningOff) => {
                Err(refusals::return_not_started())
            }
            (Phase::InProgress | Phase::SignedOff, When::Compiling | When::SigningOff) => Ok(()),
            (
                Phase::Invited | Phase::NonReturn | Phase::InProgress | Phase::SignedOff,
                When::Judging | When::Asking | When::Explaining | When::Following | When::HandedIn,
            ) => Err(refusals::return_not_submitted()),
            (_, When::HandedIn) => Ok(()),
            (Phase::Closed, _) => Err(refusals::return_closed()),
            (Phase::Accepted | Phase::ActionsOpen, When::Following) => Ok(()),
            (Phase::Accepted | Phase::ActionsOpen, _) => Err(refusals::return_already_accepted()),
            (_, When::Compiling | When::Awaited) => Err(refusals::return_already_submitted()),
            (_, When::Following) => Err(refusals::return_not_accepted()),
            (Phase::Clarification, When::Judging) => Err(refusals::clarification_open()),
            (Phase::Submitted | Phase::Challenged, When::Explaining) => {
                Err(refusals::clarification_not_requested())
            }
            (
                Phase::Submitted | Phase::Clarification | Phase::Challenged,
                When::SigningOff | When::Asking | When::Judging | When::Explaining,
            ) => Ok(()),
        }
    }

    /// The campaign's set. A return that was invited has one.
    fn standards(self) -> Option<&'a StandardsSet> {
        self.state.standards(self.world)
    }

    /// Refuses work on the return of an agency that left the partnership.
    fn need_member(self, broken: &mut Refusals) {
        let agency = self.state.agency;
        let known = agency.and_then(|agency| self.world.partnership.agency(agency));
        let member = known.is_some_and(|known| known.is_member_on(self.given.today));
        broken.when(!member, refusals::agency_left);
    }

    fn need_standard(self, key: &str, broken: &mut Refusals) {
        let known = self.standards().and_then(|set| set.standard(key));
        broken.when(known.is_none(), refusals::standard_unknown);
    }

    fn has_score(self, code: &str) -> bool {
        self.standards()
            .is_some_and(|set| set.score(code).is_some())
    }

    fn counts_as_met(self, code: &str) -> bool {
        self.standards().is_some_and(|set| set.counts_as_met(code))
    }

    /// Whether an answer has evidence that stands.
    fn is_shown(self, answer: &Answer) -> bool {
        evidence::any_stands(&answer.evidence, self.world)
    }
}
