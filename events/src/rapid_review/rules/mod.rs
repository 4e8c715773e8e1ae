//! The rules of a rapid review.

mod deciding;
mod gathering;
mod learning;
mod opening;
mod submitting;

use super::{Command, DayPlan, Event, Phase, State, due, refusals as refused};
use crate::ids::AgencyId;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use chrono::NaiveDate;

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

/// When in a review's life a command makes sense.
enum When {
    /// Before it is opened.
    New,
    /// Until it is sent to the Panel.
    Unsubmitted,
    /// Until the meeting is held.
    ToMeet,
    /// From the meeting until the partners decide.
    ToDecide,
    /// Once the partners decided, until it is sent.
    ToSubmit,
    /// From the meeting until it is closed.
    Learning,
    /// Once it is sent, until the Panel answers.
    ToAnswer,
    /// Once the Panel answered, until it is closed.
    Answered,
    /// Until it is closed.
    Open,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the review's life is refused for
/// that alone.
pub fn decide(state: &State, command: Command, given: &Given, world: &World) -> Verdict {
    let case = Case {
        state,
        given,
        world,
    };
    case.in_time(&when(&command))
        .map_err(|refusal| vec![refusal])?;
    match command {
        Command::OpenRapidReview { incident } => opening::open(case, incident),
        Command::AgreeLeadArea { area } => opening::agree_lead_area(case, area),
        Command::SecureRecords { agencies, on } => opening::secure(case, agencies, on),
        Command::SetDayPlan {
            summaries,
            meeting,
            executive,
        } => {
            let plan = DayPlan {
                summaries,
                meeting,
                executive,
            };
            opening::set_day_plan(case, plan)
        }
        Command::RequestSummary { agency } => gathering::request(case, agency),
        Command::SendSummary { agency, words } => {
            gathering::receive(case, agency, Some(words), Vec::new())
        }
        Command::ReceiveSummary {
            agency,
            words,
            evidence,
        } => gathering::receive(case, agency, words, evidence),
        Command::ReturnSummary { agency } => gathering::give_back(case, agency),
        Command::ChaseSummary { agency, to } => {
            gathering::about_missing(case, agency, Event::AgencySummaryChased { agency, to })
        }
        Command::ExplainMissingSummary { agency, words } => gathering::about_missing(
            case,
            agency,
            Event::MissingSummaryExplained { agency, words },
        ),
        Command::CheckPreviousLearning { matches, words } => learning::check(case, matches, words),
        Command::HoldReviewMeeting { on, present } => gathering::meet(case, on, present),
        Command::RecordLearningPoint {
            point,
            statement,
            theme,
        } => learning::record(case, point, statement, theme),
        Command::CorrectLearningPoint {
            point,
            statement,
            theme,
        } => learning::correct(case, point, statement, theme),
        Command::DecideReview { .. } | Command::ReconsiderDecision { .. } => {
            deciding::decide(case, command)
        }
        Command::SubmitRapidReview { on } => submitting::submit(case, on),
        Command::RecordDelayReason { words, told, on } => {
            submitting::delayed(case, words, told, on)
        }
        Command::ReceivePanelResponse { view, comments, on } => {
            submitting::answered(case, view, comments, on)
        }
        Command::RecordPanelLapse {} => submitting::lapsed(case),
        Command::CloseRapidReview {} => submitting::close(case),
    }
}

const fn when(command: &Command) -> When {
    match command {
        Command::OpenRapidReview { .. } => When::New,
        Command::AgreeLeadArea { .. }
        | Command::SecureRecords { .. }
        | Command::SetDayPlan { .. }
        | Command::RequestSummary { .. }
        | Command::SendSummary { .. }
        | Command::ReceiveSummary { .. }
        | Command::ReturnSummary { .. }
        | Command::ChaseSummary { .. }
        | Command::ExplainMissingSummary { .. } => When::Unsubmitted,
        Command::HoldReviewMeeting { .. } => When::ToMeet,
        Command::RecordLearningPoint { .. } | Command::CorrectLearningPoint { .. } => {
            When::Learning
        }
        Command::DecideReview { .. } => When::ToDecide,
        Command::SubmitRapidReview { .. } => When::ToSubmit,
        Command::ReceivePanelResponse { .. } | Command::RecordPanelLapse {} => When::ToAnswer,
        Command::ReconsiderDecision { .. } | Command::CloseRapidReview {} => When::Answered,
        Command::CheckPreviousLearning { .. } | Command::RecordDelayReason { .. } => When::Open,
    }
}

impl Case<'_> {
    fn in_time(self, when: &When) -> Result<(), Refusal> {
        match (self.state.phase, when) {
            (Phase::Unopened, When::New) => Ok(()),
            (Phase::Unopened, _) => Err(refused::rapid_review_not_open()),
            (_, When::New) => Err(refused::rapid_review_already_open()),
            (Phase::Closed, _) => Err(refused::rapid_review_closed()),
            (_, When::Open) => Ok(()),
            (Phase::Open, When::ToMeet) => Err(refused::no_summary_requested()),
            (Phase::Open | Phase::Gathering | Phase::Met | Phase::Decided, When::Unsubmitted)
            | (Phase::Gathering, When::ToMeet)
            | (Phase::Met, When::ToDecide)
            | (Phase::Decided, When::ToSubmit)
            | (Phase::Submitted, When::ToAnswer)
            | (Phase::Responded, When::Answered)
            | (Phase::Met | Phase::Decided | Phase::Submitted | Phase::Responded, When::Learning) => {
                Ok(())
            }
            (Phase::Open | Phase::Gathering, When::Learning | When::ToDecide) => {
                Err(refused::meeting_not_held())
            }
            (_, When::ToMeet) => Err(refused::meeting_already_held()),
            (Phase::Submitted | Phase::Responded, When::Unsubmitted | When::ToSubmit) => {
                Err(refused::already_submitted())
            }
            (_, When::ToDecide) => Err(refused::already_decided()),
            (_, When::ToSubmit) => Err(refused::not_decided()),
            (Phase::Responded, When::ToAnswer) => Err(refused::panel_already_answered()),
            (Phase::Submitted, When::Answered) => Err(refused::panel_not_answered()),
            (_, When::ToAnswer | When::Answered) => Err(refused::not_submitted()),
        }
    }

    fn happened(self, on: NaiveDate, broken: &mut Refusals) {
        broken.when(on > self.given.today, refused::on_in_the_future);
    }

    fn is_agency(self, agency: AgencyId) -> bool {
        self.world.partnership.agency(agency).is_some()
    }

    /// The day the review is due, where it can be worked out.
    fn due(self) -> Option<NaiveDate> {
        let (trigger, on) = self.state.trigger?;
        let partnership = &self.world.partnership;
        let holidays = partnership.bank_holidays();
        let edition = &self.state.rule_set;
        let due = due(&partnership.rule_sets, edition, trigger, on, holidays)?;
        due.ok().map(|due| due.on)
    }
}
