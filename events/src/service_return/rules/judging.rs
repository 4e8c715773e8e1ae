//! What the partnership makes of a return: questions, the challenge, its own scores.

use super::super::{Event, Rescored, refusals};
use super::{Case, Verdict};
use crate::evidence;
use crate::ids::EvidenceId;
use crate::refusal::Refusals;
use crate::text::Text;

pub(super) fn request_clarification(case: Case<'_>, standard: String, question: Text) -> Verdict {
    let mut broken = Refusals::default();
    case.need_answer(&standard, &mut broken);
    let asked = case.state.unclear.contains(&standard);
    broken.when(asked, refusals::clarification_already_requested);
    broken.or(|| vec![Event::ClarificationRequested { standard, question }])
}

/// What the agency says to a question about one answer.
pub(super) struct Explanation {
    pub(super) standard: String,
    pub(super) words: Text,
    pub(super) score: Option<String>,
    pub(super) evidence: Vec<EvidenceId>,
}

impl Explanation {
    /// The one way an answer changes after it was handed in; a new score keeps the old one beside
    /// it, and is held to evidence like any other.
    pub(super) fn judge(self, case: Case<'_>) -> Verdict {
        let mut broken = Refusals::default();
        case.need_member(&mut broken);
        case.need_standard(&self.standard, &mut broken);
        let asked = case.state.unclear.contains(&self.standard);
        broken.when(!asked, refusals::clarification_not_requested);
        for refusal in evidence::unusable(&self.evidence, "evidence", case.world) {
            broken.push(refusal);
        }
        let answer = case.state.answers.get(&self.standard);
        if let Some(score) = &self.score {
            broken.when(!case.has_score(score), refusals::score_not_in_scale);
            let shown =
                !self.evidence.is_empty() || answer.is_some_and(|answer| case.is_shown(answer));
            let unshown = case.counts_as_met(score) && !shown;
            broken.when(unshown, refusals::met_without_evidence);
        }
        let from = answer.map(|answer| answer.score.clone());
        let rescored = from
            .zip(self.score)
            .filter(|(from, to)| from != to)
            .map(|(from, to)| Rescored { from, to });
        broken.or(|| {
            vec![Event::ClarificationProvided {
                standard: self.standard,
                words: self.words,
                rescored,
                evidence: evidence::each_once(self.evidence),
            }]
        })
    }
}

/// Judges a challenge, given as the event it leads to.
pub(super) fn challenge(case: Case<'_>, held: Event) -> Verdict {
    let mut broken = Refusals::default();
    if let Event::ChallengeHeld { on, panel, .. } = &held {
        broken.when(panel.is_empty(), refusals::panel_missing);
        let ahead = *on > case.given.today;
        broken.when(ahead, refusals::challenge_in_the_future);
        let submitted = case.state.submitted_on;
        let early = submitted.is_some_and(|submitted| *on < submitted);
        broken.when(early, refusals::challenge_before_submission);
    }
    broken.or(|| vec![held])
}

/// The partnership's score stands beside the agency's, and says why where it differs.
pub(super) fn moderate(case: Case<'_>, standard: String, to: String) -> Verdict {
    let mut broken = Refusals::default();
    case.need_answer(&standard, &mut broken);
    case.need_independence(&mut broken);
    let known = case.has_score(&to);
    broken.when(!known, refusals::moderated_score_not_in_scale);
    let unchanged = case.state.moderated.get(&standard) == Some(&to);
    broken.when(unchanged, refusals::moderation_unchanged);
    let answer = case.state.answers.get(&standard);
    let unshown = answer.is_some_and(|answer| case.counts_as_met(&to) && !case.is_shown(answer));
    broken.when(unshown, refusals::moderated_met_without_evidence);
    let from = answer.map(|answer| answer.score.clone());
    let from = from.unwrap_or_default();
    if known && from != to {
        broken.need_reason(case.given, "a moderated score that differs");
    }
    broken.or(|| vec![Event::StandardModerated { standard, from, to }])
}

/// Accepting says that the partnership relies on the return. Most are challenged first; one that
/// was not says why.
pub(super) fn accept(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    case.need_independence(&mut broken);
    case.need_sign_off(&mut broken);
    case.need_whole(&mut broken);
    if !case.state.challenged {
        broken.need_reason(case.given, "accepting a return without a challenge");
    }
    broken.or(|| vec![Event::ReturnAccepted {}])
}

impl Case<'_> {
    fn need_answer(self, standard: &str, broken: &mut Refusals) {
        self.need_standard(standard, broken);
        let known = self.standards().and_then(|set| set.standard(standard));
        let unanswered = known.is_some() && !self.state.answers.contains_key(standard);
        broken.when(unanswered, refusals::standard_unanswered_here);
    }

    /// Nobody judges what they, or their agency, wrote of themselves.
    fn need_independence(self, broken: &mut Refusals) {
        let actor = &self.given.actor;
        let own_agency = actor.agency().is_some() && actor.agency() == self.state.agency;
        let user = actor.user();
        let signed = self.state.sign_off.as_ref();
        let wrote = user.is_some_and(|user| {
            let signs = signed.is_some_and(|signed| signed.user.as_deref() == Some(user));
            signs || self.state.compilers.contains(user)
        });
        broken.when(own_agency || wrote, refusals::judges_own_return);
    }
}
