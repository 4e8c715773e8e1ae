//! The rules of a serious incident.

mod notifying;

use super::{Command, Event, Phase, State, refusals as refused};
use crate::ids::IncidentId;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use chrono::NaiveDate;

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    id: IncidentId,
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

/// When in an incident's life a command makes sense.
enum When {
    /// Before it is referred.
    New,
    /// From the referral, while the notification is not withdrawn.
    Open,
    /// From when the local authority became aware until the Panel is notified.
    Deciding,
    /// Once it was decided to notify, until that is done.
    ToNotify,
    /// From when the local authority became aware.
    Aware,
    /// Once the Panel is notified.
    Notified,
}

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the incident's life is refused
/// for that alone.
pub fn decide(
    state: &State,
    id: IncidentId,
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
    case.in_time(&when(&command))
        .map_err(|refusal| vec![refusal])?;
    match command {
        Command::ReferIncident { .. } => case.refer(command),
        Command::CorrectIncident { nature, harm_from } => {
            let mut broken = Refusals::default();
            broken.need_reason(given, "a correction");
            broken.or(|| vec![Event::IncidentCorrected { nature, harm_from }])
        }
        Command::BecomeAware { on } => case.become_aware(on),
        Command::DecideNotification { .. } => notifying::decide(case, command),
        Command::NotifyPanel {
            reference,
            on,
            nature,
        } => notifying::notify(case, reference, on, nature),
        Command::ExplainLateNotification { words } => notifying::explain(case, words),
        Command::InformPartners { agencies, on } => notifying::inform(case, agencies, on),
        Command::InformOfstedAndDfe { because, on } => notifying::inform_ofsted(case, because, on),
        Command::WithdrawNotification { on } => notifying::withdraw(case, on),
    }
}

const fn when(command: &Command) -> When {
    match command {
        Command::ReferIncident { .. } => When::New,
        Command::CorrectIncident { .. } | Command::BecomeAware { .. } => When::Open,
        Command::DecideNotification { .. } => When::Deciding,
        Command::NotifyPanel { .. } => When::ToNotify,
        Command::ExplainLateNotification { .. } | Command::InformOfstedAndDfe { .. } => When::Aware,
        Command::InformPartners { .. } | Command::WithdrawNotification { .. } => When::Notified,
    }
}

impl Case<'_> {
    fn in_time(self, when: &When) -> Result<(), Refusal> {
        let aware = self.state.aware_on.is_some();
        match (self.state.phase, when) {
            (Phase::Unreferred, When::New) => Ok(()),
            (Phase::Unreferred, _) => Err(refused::incident_not_referred()),
            (_, When::New) => Err(refused::incident_already_referred()),
            (Phase::Withdrawn, _) => Err(refused::notification_withdrawn()),
            (_, When::Open) => Ok(()),
            (_, _) if !aware => Err(refused::awareness_not_recorded()),
            (_, When::Aware) | (Phase::Notified, When::Notified) => Ok(()),
            (Phase::Notified, When::Deciding | When::ToNotify) => {
                Err(refused::panel_already_notified())
            }
            (Phase::Referred | Phase::NotNotifiable | Phase::ToNotify, When::Deciding)
            | (Phase::ToNotify, When::ToNotify) => Ok(()),
            (Phase::Referred, When::ToNotify) => Err(refused::notification_not_decided()),
            (Phase::NotNotifiable, When::ToNotify) => Err(refused::not_notifiable()),
            (Phase::Referred | Phase::NotNotifiable | Phase::ToNotify, When::Notified) => {
                Err(refused::panel_not_notified())
            }
        }
    }

    fn refer(self, command: Command) -> Verdict {
        let Command::ReferIncident {
            reference,
            agency,
            on,
            nature,
            harm_from,
            words,
        } = command
        else {
            return Ok(Vec::new());
        };
        let mut broken = Refusals::default();
        let same = |known: &str| known.trim().eq_ignore_ascii_case(reference.trim());
        let mut others = self.world.incidents.iter();
        let taken = others.any(|(id, one)| *id != self.id && same(&one.reference));
        broken.when(taken, refused::reference_taken);
        let known = self.world.partnership.agency(agency).is_some();
        broken.when(!known, refused::incident_agency_unknown);
        self.happened(on, &mut broken);
        let referred = Event::IncidentReferred {
            reference,
            agency,
            on,
            nature,
            harm_from,
            words,
        };
        broken.or(|| vec![referred])
    }

    /// The case is pinned to the edition in force on the day, for good.
    fn become_aware(self, on: NaiveDate) -> Verdict {
        let mut broken = Refusals::default();
        let recorded = self.state.aware_on.is_some();
        broken.when(recorded, refused::awareness_already_recorded);
        self.happened(on, &mut broken);
        let set = self.world.partnership.rule_set_on(on);
        broken.when(set.is_none(), refused::no_rule_set_in_force);
        let rule_set = set.map(|set| set.edition.clone()).unwrap_or_default();
        broken.or(|| vec![Event::LocalAuthorityBecameAware { on, rule_set }])
    }

    fn happened(self, on: NaiveDate, broken: &mut Refusals) {
        broken.when(on > self.given.today, refused::on_in_the_future);
    }
}
