//! Grades: what agencies think of their own practice, what the sub-group thinks, and what they
//! agree together.

use super::super::{Event, refusals as refused};
use super::{Case, Verdict};
use crate::evidence;
use crate::ids::{AgencyId, EvidenceId};
use crate::partnership::GradingScale;
use crate::refusal::Refusals;
use crate::text::Text;

pub(super) fn grade_own(
    case: Case<'_>,
    agency: AgencyId,
    grade: String,
    rests_on: Vec<EvidenceId>,
) -> Verdict {
    let mut broken = Refusals::default();
    case.involved(agency, &mut broken);
    let moderated = case.state.moderated.is_some();
    broken.when(moderated, refused::case_already_moderated);
    broken.when(!case.is_in_scale(&grade), refused::grade_not_in_scale);
    let before = case.state.self_grades.get(&agency);
    if before.is_some_and(|before| before.grade != grade) {
        broken.need_reason(case.given, "another grade");
    }
    for refusal in evidence::unusable(&rests_on, "evidence", case.world) {
        broken.push(refusal);
    }
    let graded = Event::CaseSelfGraded {
        agency,
        grade,
        evidence: evidence::each_once(rests_on),
    };
    broken.or(|| vec![graded])
}

pub(super) fn grade_as_peer(case: Case<'_>, grade: String, words: Option<Text>) -> Verdict {
    let mut broken = Refusals::default();
    let moderated = case.state.moderated.is_some();
    broken.when(moderated, refused::case_already_moderated);
    broken.when(!case.is_in_scale(&grade), refused::grade_not_in_scale);
    let user = case.given.actor.user();
    let mut own = case.state.self_grades.values();
    let graded_own = own.any(|own| own.user.as_deref() == user);
    broken.when(graded_own, refused::peer_graded_own_practice);
    let mut peers = case.state.peer_grades.iter();
    let before = peers.find(|peer| peer.user.as_deref() == user);
    if before.is_some_and(|before| before.grade != grade) {
        broken.need_reason(case.given, "another grade");
    }
    broken.or(|| vec![Event::CasePeerGraded { grade, words }])
}

/// A grade is moderated once with a meeting of two agencies behind it; where it changes, and each
/// time it is moderated again, somebody says why. Two people who moderate at once are told apart by
/// the version they saw.
pub(super) fn moderate(case: Case<'_>, to: String) -> Verdict {
    let mut broken = Refusals::default();
    let met = case.audit.moderation_meetings > 0;
    broken.when(!met, refused::moderated_without_meeting);
    broken.when(!case.is_in_scale(&to), refused::moderated_not_in_scale);
    let from = case.scale().and_then(|scale| case.state.stands_at(scale));
    let Some(from) = from else {
        broken.push(refused::moderated_ungraded());
        return Err(broken.into_vec());
    };
    let again = case.state.moderated.is_some();
    broken.when(again && from == to, refused::grade_unchanged);
    if again {
        broken.need_reason(case.given, "a second moderation");
    } else if from != to {
        broken.need_reason(case.given, "a changed grade");
    }
    let from = from.to_owned();
    broken.or(|| vec![Event::CaseGradeModerated { from, to }])
}

impl<'a> Case<'a> {
    /// The scale all grades of the audit use.
    fn scale(self) -> Option<&'a GradingScale> {
        let scales = &self.world.partnership.grading_scales;
        scales.get(&self.audit.grading_scale)
    }

    fn is_in_scale(self, grade: &str) -> bool {
        let scale = self.scale();
        scale.is_some_and(|scale| scale.grades.iter().any(|known| known.code == grade))
    }
}
