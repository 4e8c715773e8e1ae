//! Standing up for a return, and handing it in.

use super::super::{Affirmation, Event, refusals};
use super::{Case, Verdict};
use crate::refusal::Refusals;
use chrono::Datelike;

/// A senior officer of the agency signs the whole return off, and has compiled none of it: the
/// duty of section 11 is the body's, so somebody who answers for it looks at what others wrote.
pub(super) fn sign_off(case: Case<'_>, post: String) -> Verdict {
    let mut broken = Refusals::default();
    case.need_member(&mut broken);
    let signed = case.state.sign_off.is_some();
    broken.when(signed, refusals::already_signed_off);
    let user = case.given.actor.user();
    broken.when(user.is_none(), refusals::signed_off_by_nobody);
    let compiled = user.is_some_and(|user| case.state.compilers.contains(user));
    broken.when(compiled, refusals::signed_off_by_compiler);
    case.need_whole(&mut broken);
    broken.or(|| vec![Event::ReturnSignedOff { post }])
}

/// Hands it in and issues the receipt, as one.
pub(super) fn submit(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    case.need_member(&mut broken);
    case.need_sign_off(&mut broken);
    case.need_whole(&mut broken);
    if case.state.campaign_closed(case.world) {
        broken.when(!case.given.late, refusals::submitted_after_close);
        if case.given.late {
            broken.need_reason(case.given, "a return after the campaign was closed");
        }
    }
    broken.or(|| {
        let number = receipt_number(case);
        vec![Event::ReturnSubmitted {}, Event::ReceiptIssued { number }]
    })
}

/// The next receipt of the month: worked out from those issued, never typed, so that every one is
/// issued once.
fn receipt_number(case: Case<'_>) -> String {
    let campaign = case.state.campaign_in(case.world);
    let kind = campaign.and_then(|campaign| campaign.kind);
    let prefix = kind.map_or("RETURN", |kind| kind.receipt_prefix());
    let today = case.given.today;
    let month = format!("{prefix}-{:04}-{:02}-", today.year(), today.month());
    let issued = case.world.returns.values();
    let issued = issued.filter_map(|one| one.receipt.as_deref()?.strip_prefix(&month));
    let last = issued.filter_map(|number| number.parse().ok()).max();
    let next = last.unwrap_or(0_u32).saturating_add(1);
    format!("{month}{next:03}")
}

impl Case<'_> {
    pub(super) fn need_sign_off(self, broken: &mut Refusals) {
        let unsigned = self.state.sign_off.is_none();
        broken.when(unsigned, refusals::return_not_signed_off);
    }

    /// Every standard is answered, every answer is the agency's word for today, and what counts as
    /// met is shown by evidence that stands.
    pub(super) fn need_whole(self, broken: &mut Refusals) {
        let standards = self.standards().map(|set| set.standards.as_slice());
        let keys = standards.unwrap_or_default().iter();
        let answers = keys.map(|one| (one.key.as_str(), self.state.answers.get(&one.key)));
        let (mut unanswered, mut waiting, mut unshown) = (Vec::new(), Vec::new(), Vec::new());
        for (key, answer) in answers {
            let Some(answer) = answer else {
                unanswered.push(key);
                continue;
            };
            if answer.affirmation == Affirmation::CarriedForward {
                waiting.push(key);
            }
            let score = self.state.score_in_force(key);
            let met = score.is_some_and(|score| self.counts_as_met(score));
            if met && !self.is_shown(answer) {
                unshown.push(key);
            }
        }
        let is_not_empty = |keys: &[&str]| !keys.is_empty();
        broken.when(is_not_empty(&unanswered), || {
            refusals::standards_unanswered(&unanswered)
        });
        broken.when(is_not_empty(&waiting), || {
            refusals::answers_not_reaffirmed(&waiting)
        });
        broken.when(is_not_empty(&unshown), || {
            refusals::met_evidence_fell(&unshown)
        });
    }
}
