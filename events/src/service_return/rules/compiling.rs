//! Filling a return in.

use super::super::{Affirmation, CarriedAnswer, Event, State, refusals};
use super::{Case, Verdict};
use crate::evidence;
use crate::ids::{EvidenceId, ReturnId};
use crate::refusal::Refusals;
use crate::text::Text;

pub(super) fn start(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    case.need_member(&mut broken);
    let campaign = case.state.campaign_in(case.world);
    let opens = campaign.and_then(|campaign| campaign.opens);
    let early = opens.is_some_and(|opens| case.given.today < opens);
    broken.when(early, refusals::campaign_not_yet_open);
    broken.or(|| vec![Event::ReturnStarted {}])
}

/// What is waited for may be asked for again; the day it is due stays.
pub(super) fn remind(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    case.need_member(&mut broken);
    broken.or(|| vec![Event::ReturnReminderSent {}])
}

/// Takes over what the agency said before of the standards it has not answered here. Words are not
/// copied: they stay in the earlier return, under its key, and are erased with it.
pub(super) fn carry_forward(case: Case<'_>, from: ReturnId) -> Verdict {
    let mut broken = Refusals::default();
    case.need_member(&mut broken);
    let found = case.world.returns.get(&from);
    let Some(earlier) = found.filter(|earlier| earlier.phase.is_submitted()) else {
        broken.push(refusals::earlier_return_unknown());
        return broken.or(Vec::new);
    };
    let other_agency = earlier.agency != case.state.agency;
    broken.when(other_agency, refusals::earlier_return_of_other_agency);
    let code = |set: Option<&crate::self_assessment::StandardsSet>| set.map(|set| set.code.clone());
    let same = code(earlier.standards(case.world)) == code(case.standards());
    broken.when(!same, refusals::earlier_return_to_other_standards);
    let opened = |state: &State| state.campaign_in(case.world).and_then(|one| one.opens);
    let is_earlier = opened(earlier) < opened(case.state);
    broken.when(!is_earlier, refusals::earlier_return_not_earlier);
    let answers = carried(case, earlier);
    broken.when(answers.is_empty(), refusals::nothing_to_carry_forward);
    broken.or(|| vec![Event::AnswersCarriedForward { from, answers }])
}

fn carried(case: Case<'_>, earlier: &State) -> Vec<CarriedAnswer> {
    let Some(set) = case.standards() else {
        return Vec::new();
    };
    let unanswered = set.standards.iter();
    let unanswered = unanswered.filter(|one| !case.state.answers.contains_key(&one.key));
    unanswered
        .filter_map(|standard| {
            let answer = earlier.answers.get(&standard.key)?;
            set.score(&answer.score)?;
            Some(CarriedAnswer {
                standard: standard.key.clone(),
                score: answer.score.clone(),
                evidence: answer.evidence.clone(),
                words_in: answer.words_in,
            })
        })
        .collect()
}

pub(super) fn reaffirm(case: Case<'_>, standard: String) -> Verdict {
    let mut broken = Refusals::default();
    case.need_member(&mut broken);
    case.need_standard(&standard, &mut broken);
    let answer = case.state.answers.get(&standard);
    let waiting = answer.filter(|one| one.affirmation == Affirmation::CarriedForward);
    broken.when(waiting.is_none(), refusals::answer_not_carried_forward);
    let unshown =
        waiting.is_some_and(|answer| case.counts_as_met(&answer.score) && !case.is_shown(answer));
    broken.when(unshown, refusals::carried_met_without_evidence);
    broken.or(|| vec![Event::AnswerReaffirmed { standard }])
}

/// What an agency says of one standard.
pub(super) struct Assessment {
    pub(super) standard: String,
    pub(super) score: String,
    pub(super) narrative: Text,
    pub(super) evidence: Vec<EvidenceId>,
}

impl Assessment {
    /// "Met" is shown, not only said.
    pub(super) fn judge(self, case: Case<'_>) -> Verdict {
        let mut broken = Refusals::default();
        case.need_member(&mut broken);
        case.need_standard(&self.standard, &mut broken);
        let known = case.has_score(&self.score);
        broken.when(!known, refusals::score_not_in_scale);
        let unshown = case.counts_as_met(&self.score) && self.evidence.is_empty();
        broken.when(unshown, refusals::met_without_evidence);
        for refusal in evidence::unusable(&self.evidence, "evidence", case.world) {
            broken.push(refusal);
        }
        broken.or(|| {
            vec![Event::StandardSelfAssessed {
                standard: self.standard,
                score: self.score,
                narrative: self.narrative,
                evidence: evidence::each_once(self.evidence),
            }]
        })
    }
}
