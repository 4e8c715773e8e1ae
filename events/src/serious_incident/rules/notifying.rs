//! Deciding whether the Panel is notified, notifying it, and telling others.

use super::super::{
    Command, Event, InformedBecause, Nature, NotifyCriterion, Phase, late_reason_makes_sense,
    refusals as refused,
};
use super::{Case, Verdict};
use crate::ids::AgencyId;
use crate::rapid_review;
use crate::refusal::Refusals;
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Judges a decision. Anything but [`Command::DecideNotification`] leads to nothing.
pub(super) fn decide(case: Case<'_>, command: Command) -> Verdict {
    let Command::DecideNotification {
        notify,
        criteria,
        rationale,
        consulted,
        dissent,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    match case.state.phase {
        Phase::NotNotifiable | Phase::ToNotify => {
            broken.need_reason(case.given, "a second decision");
        }
        Phase::Unreferred | Phase::Referred | Phase::Notified | Phase::Withdrawn => {}
    }
    let met: BTreeSet<NotifyCriterion> = criteria.iter().copied().collect();
    broken.when(met.len() < criteria.len(), refused::criterion_repeated);
    let duty = is_duty(&met);
    broken.when(notify && !duty, refused::criteria_not_met);
    broken.when(!notify && duty, refused::criteria_met_not_notified);
    let known = |agency: AgencyId| case.world.partnership.agency(agency).is_some();
    let unknown = !consulted.iter().all(|agency| known(*agency));
    broken.when(unknown, refused::consulted_unknown);
    let unknown = !dissent.iter().all(|one| known(one.agency));
    broken.when(unknown, refused::dissent_agency_unknown);
    let each: BTreeSet<AgencyId> = dissent.iter().map(|one| one.agency).collect();
    broken.when(each.len() < dissent.len(), refused::dissent_repeated);
    let decided = Event::NotificationDecided {
        notify,
        criteria,
        rationale,
        consulted,
        dissent,
    };
    broken.or(|| vec![decided])
}

/// Whether the criteria make it a duty to notify: Children Act 2004 section 16C(1).
fn is_duty(met: &BTreeSet<NotifyCriterion>) -> bool {
    let harmed = met.contains(&NotifyCriterion::ChildDied)
        || met.contains(&NotifyCriterion::SeriouslyHarmed);
    harmed
        && met.contains(&NotifyCriterion::AbuseOrNeglect)
        && met.contains(&NotifyCriterion::InArea)
}

pub(super) fn notify(case: Case<'_>, reference: String, on: NaiveDate, nature: Nature) -> Verdict {
    let mut broken = Refusals::default();
    case.happened(on, &mut broken);
    let early = case.state.aware_on.is_some_and(|aware| on < aware);
    broken.when(early, refused::notified_before_aware);
    let notified = Event::PanelNotified {
        reference,
        on,
        nature,
    };
    broken.or(|| vec![notified])
}

pub(super) fn explain(case: Case<'_>, words: Text) -> Verdict {
    let late = late_reason_makes_sense(case.state, &case.world.partnership, case.given.today);
    let mut broken = Refusals::default();
    broken.when(!late, refused::notification_not_late);
    broken.or(|| vec![Event::LateNotificationExplained { words }])
}

pub(super) fn inform(case: Case<'_>, agencies: Vec<AgencyId>, on: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    broken.when(agencies.is_empty(), refused::informed_missing);
    let known = |agency: &AgencyId| case.world.partnership.agency(*agency).is_some();
    broken.when(!agencies.iter().all(known), refused::informed_unknown);
    case.happened(on, &mut broken);
    broken.or(|| vec![Event::PartnersInformed { agencies, on }])
}

pub(super) fn inform_ofsted(case: Case<'_>, because: InformedBecause, on: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    let died = case.state.nature == Some(Nature::Death);
    broken.when(!died, refused::not_a_death);
    broken.when(case.state.ofsted_informed, refused::already_informed);
    case.happened(on, &mut broken);
    broken.or(|| vec![Event::OfstedDfeInformed { because, on }])
}

pub(super) fn withdraw(case: Case<'_>, on: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "withdrawing a notification");
    case.happened(on, &mut broken);
    let notified = case.state.notified.as_ref();
    let early = notified.is_some_and(|notified| on < notified.on);
    broken.when(early, refused::withdrawn_before_notified);
    let review = case.world.rapid_review_of.get(&case.id);
    let review = review.and_then(|id| case.world.rapid_reviews.get(id));
    let sent = review.is_some_and(|one| one.phase >= rapid_review::Phase::Submitted);
    broken.when(sent, refused::rapid_review_submitted);
    broken.or(|| vec![Event::NotificationWithdrawn { on }])
}
