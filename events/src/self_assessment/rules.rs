//! What may be asked of a round of self-assessments, and what then happened.

use super::shipped;
use super::{CampaignKind, Command, Event, Invitation, Phase, StandardsSet, State, refusals};
use crate::action::decided::rests_on_meeting;
use crate::evidence;
use crate::ids::{AgencyId, CampaignId, ReturnId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use chrono::NaiveDate;

/// The events, or every broken rule.
type Verdict = Result<Vec<Event>, Vec<Refusal>>;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the campaign's life is refused
/// for that alone.
pub fn decide(
    state: &State,
    _id: CampaignId,
    command: Command,
    given: &Given,
    world: &World,
) -> Verdict {
    in_time(state.phase, &command).map_err(|refusal| vec![refusal])?;
    let case = Case {
        state,
        given,
        world,
    };
    match command {
        Command::OpenCampaign {
            kind,
            title,
            opens,
            due,
            standards,
        } => {
            let mut broken = Refusals::default();
            broken.when(due < opens, refusals::due_before_opening);
            sound(&standards, world, &mut broken);
            broken.or(|| {
                vec![Event::CampaignOpened {
                    kind,
                    title,
                    opens,
                    due,
                    standards,
                }]
            })
        }
        Command::InviteReturn {
            agency,
            service_return,
            due,
        } => case.invite(agency, service_return, due),
        Command::EscalateOverdueReturn { agency, to } => case.escalate(agency, to),
        Command::ReportNonReturn { agency } => case.report_missing(agency),
        Command::ApproveCompositeReport { report } => {
            let mut broken = Refusals::default();
            let approved = state.report_approved;
            broken.when(approved, refusals::report_already_approved);
            broken.when(case.is_unsettled(), refusals::returns_unsettled);
            let meeting = rests_on_meeting(given, world);
            broken.when(!meeting, refusals::report_approved_by_no_meeting);
            for refusal in evidence::unusable(&[report], "report", world) {
                broken.push(refusal);
            }
            broken.or(|| vec![Event::CompositeReportApproved { report }])
        }
        Command::CloseCampaign {} => {
            let mut broken = Refusals::default();
            broken.when(case.is_unsettled(), refusals::returns_unsettled);
            broken.or(|| vec![Event::CampaignClosed {}])
        }
    }
}

/// Whether a command comes when it makes sense. The report of all returns is often approved after
/// the campaign was closed.
fn in_time(phase: Phase, command: &Command) -> Result<(), Refusal> {
    match (phase, command) {
        (Phase::Unopened, Command::OpenCampaign { .. }) => Ok(()),
        (Phase::Open | Phase::Closed, Command::OpenCampaign { .. }) => {
            Err(refusals::campaign_already_opened())
        }
        (
            Phase::Unopened,
            Command::InviteReturn { .. }
            | Command::EscalateOverdueReturn { .. }
            | Command::ReportNonReturn { .. }
            | Command::ApproveCompositeReport { .. }
            | Command::CloseCampaign {},
        ) => Err(refusals::campaign_not_opened()),
        (Phase::Open | Phase::Closed, Command::ApproveCompositeReport { .. })
        | (
            Phase::Open,
            Command::InviteReturn { .. }
            | Command::EscalateOverdueReturn { .. }
            | Command::ReportNonReturn { .. }
            | Command::CloseCampaign {},
        ) => Ok(()),
        (
            Phase::Closed,
            Command::InviteReturn { .. }
            | Command::EscalateOverdueReturn { .. }
            | Command::ReportNonReturn { .. }
            | Command::CloseCampaign {},
        ) => Err(refusals::campaign_closed()),
    }
}

/// A set is sound, and its number does not stand for other words, shipped or used before.
fn sound(standards: &StandardsSet, world: &World, broken: &mut Refusals) {
    for fault in standards.faults() {
        broken.push(refusals::standards_unsound(&fault.to_string()));
    }
    let mut used = world.campaigns.values();
    let used = used.any(|campaign| {
        let known = campaign.standards.as_deref();
        known.is_some_and(|known| standards.contradicts(known))
    });
    let mut shipped = CampaignKind::ALL.into_iter().flat_map(shipped);
    let changed = used || shipped.any(|one| standards.contradicts(one));
    broken.when(changed, refusals::standards_version_changed);
}

/// What a command is judged against.
#[derive(Clone, Copy)]
struct Case<'a> {
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

impl Case<'_> {
    fn invite(self, agency: AgencyId, service_return: ReturnId, due: Option<NaiveDate>) -> Verdict {
        let mut broken = Refusals::default();
        let known = self.world.partnership.agency(agency);
        broken.when(known.is_none(), refusals::agency_unknown);
        let left = known.is_some_and(|known| !known.is_member_on(self.given.today));
        broken.when(left, refusals::agency_not_member);
        let twice = self.state.invited.contains_key(&agency);
        broken.when(twice, refusals::agency_already_invited);
        let taken = self.world.returns.contains_key(&service_return);
        broken.when(taken, refusals::return_already_invited);
        // An open campaign has both days.
        let due = due.or(self.state.due).unwrap_or(self.given.today);
        let early = self.state.opens.is_some_and(|opens| due < opens);
        broken.when(early, refusals::return_due_before_opening);
        broken.or(|| {
            vec![Event::ReturnInvited {
                agency,
                service_return,
                due,
            }]
        })
    }

    fn invitation(self, agency: AgencyId) -> Result<Invitation, Vec<Refusal>> {
        let known = self.state.invited.get(&agency).copied();
        known.ok_or_else(|| vec![refusals::agency_not_invited()])
    }

    fn escalate(self, agency: AgencyId, to: String) -> Verdict {
        let invitation = self.invitation(agency)?;
        let mut broken = Refusals::default();
        let overdue = self.is_past(invitation) && self.is_outstanding(invitation);
        broken.when(!overdue, refusals::return_not_overdue);
        broken.or(|| {
            vec![Event::ReturnOverdueEscalated {
                agency,
                service_return: invitation.service_return,
                to,
            }]
        })
    }

    /// A return is given up once its due day is past, or its agency left. An agency that left
    /// after it submitted can answer nothing any more, so its return is given up too, as long as it
    /// was not accepted.
    fn report_missing(self, agency: AgencyId) -> Verdict {
        let invitation = self.invitation(agency)?;
        let mut broken = Refusals::default();
        broken.need_reason(self.given, "a return that did not come");
        let known = self.world.partnership.agency(agency);
        let left = known.is_none_or(|known| !known.is_member_on(self.given.today));
        let found = self.world.returns.get(&invitation.service_return);
        let accepted = found.is_some_and(|found| found.phase.is_accepted());
        let submitted = found.is_some_and(|found| found.phase.is_submitted());
        let came = accepted || (submitted && !left);
        broken.when(came, refusals::return_not_missing);
        let reported = invitation.reported_missing && !submitted;
        broken.when(reported, refusals::non_return_already_reported);
        let waits = !left && !self.is_past(invitation);
        broken.when(waits && !came, refusals::return_not_yet_due);
        broken.or(|| {
            vec![Event::NonReturnReported {
                agency,
                service_return: invitation.service_return,
            }]
        })
    }

    fn is_past(self, invitation: Invitation) -> bool {
        invitation.due < self.given.today
    }

    /// Whether a return is still waited for.
    fn is_outstanding(self, invitation: Invitation) -> bool {
        let found = self.world.returns.get(&invitation.service_return);
        let submitted = found.is_some_and(|found| found.phase.is_submitted());
        !submitted && !invitation.reported_missing
    }

    /// Whether a return is neither accepted nor reported as not returned. One that was given up and
    /// came after all is waited for again until it is accepted.
    fn is_unsettled(self) -> bool {
        self.state.invited.values().any(|invitation| {
            let found = self.world.returns.get(&invitation.service_return);
            let accepted = found.is_some_and(|found| found.phase.is_accepted());
            let submitted = found.is_some_and(|found| found.phase.is_submitted());
            !accepted && (submitted || !invitation.reported_missing)
        })
    }
}
