//! What was learned before, and what is learned now.

use super::super::{Earlier, Event, refusals as refused};
use super::{Case, Verdict};
use crate::ids::LearningPointId;
use crate::refusal::Refusals;
use crate::text::Text;
use std::collections::BTreeSet;

pub(super) fn check(case: Case<'_>, matches: Vec<Earlier>, words: Text) -> Verdict {
    let mut broken = Refusals::default();
    let known = |one: &Earlier| match one {
        Earlier::Finding(id) => case.world.audit_of_finding.contains_key(id),
        Earlier::LearningPoint(id) => case.world.review_of_point.contains_key(id),
        Earlier::ReviewFinding(id) => case.world.review_of_finding.contains_key(id),
        Earlier::InspectionFinding(id) => case.world.inspection_of_finding.contains_key(id),
        Earlier::Recommendation(id) => case.world.recommendations.contains_key(id),
    };
    broken.when(!matches.iter().all(known), refused::earlier_unknown);
    let own = |one: &Earlier| match one {
        Earlier::LearningPoint(id) => case.state.points.contains(id),
        Earlier::Finding(_)
        | Earlier::ReviewFinding(_)
        | Earlier::InspectionFinding(_)
        | Earlier::Recommendation(_) => false,
    };
    broken.when(matches.iter().any(own), refused::earlier_is_own);
    let each: BTreeSet<&Earlier> = matches.iter().collect();
    broken.when(each.len() < matches.len(), refused::earlier_repeated);
    broken.or(|| vec![Event::PreviousLearningChecked { matches, words }])
}

pub(super) fn record(
    case: Case<'_>,
    point: LearningPointId,
    statement: Text,
    theme: String,
) -> Verdict {
    let mut broken = Refusals::default();
    let taken = case.world.review_of_point.contains_key(&point);
    broken.when(taken, refused::point_already_recorded);
    case.themed(&theme, &mut broken);
    let recorded = Event::LearningPointRecorded {
        point,
        statement,
        theme,
    };
    broken.or(|| vec![recorded])
}

pub(super) fn correct(
    case: Case<'_>,
    point: LearningPointId,
    statement: Text,
    theme: String,
) -> Verdict {
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "a correction");
    let known = case.state.points.contains(&point);
    broken.when(!known, refused::point_unknown);
    case.themed(&theme, &mut broken);
    let corrected = Event::LearningPointCorrected {
        point,
        statement,
        theme,
    };
    broken.or(|| vec![corrected])
}

impl Case<'_> {
    fn themed(self, theme: &str, broken: &mut Refusals) {
        let known = self.world.partnership.theme(theme).is_some();
        broken.when(!known, refused::theme_unknown);
    }
}
