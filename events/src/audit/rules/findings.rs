//! Findings: what was seen how often, what was found before, and what a repeat says.

use super::super::comparing::{Strength, strength};
use super::super::{
    Better, Command, Count, Event, Judgement, lacks_its_number, refusals as refused, sample,
};
use super::{Case, Verdict};
use crate::ids::{FindingId, RecommendationId};
use crate::refusal::Refusals;
use crate::text::Text;

/// Records a finding. Anything but [`Command::RecordFinding`] leads to nothing.
pub(super) fn record(case: Case<'_>, command: Command) -> Verdict {
    let Command::RecordFinding {
        finding,
        kind,
        statement,
        x,
        n,
        theme,
        underlying_reason,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let known = case.world.audit_of_finding.contains_key(&finding);
    broken.when(known, refused::finding_already_recorded);
    let left = sample::left_in_sample(case.id, case.world);
    let other = n.is_some_and(|n| n != left);
    broken.when(other, || refused::n_is_not_the_sample(left));
    broken.when(x > left, || refused::x_beyond_n(left));
    worded(case, Some(&statement), Some(&theme), &mut broken);
    let recorded = Event::FindingRecorded {
        finding,
        kind,
        statement,
        x,
        n: left,
        theme,
        underlying_reason,
    };
    broken.or(|| vec![recorded])
}

/// Corrects a finding. Anything but [`Command::CorrectFinding`] leads to nothing.
pub(super) fn correct(case: Case<'_>, command: Command) -> Verdict {
    let Command::CorrectFinding {
        finding,
        kind,
        statement,
        x,
        theme,
        underlying_reason,
    } = command
    else {
        return Ok(Vec::new());
    };
    let Some(known) = case.state.findings.get(&finding) else {
        return Err(vec![refused::finding_unknown()]);
    };
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "correcting a finding");
    let n = sample::left_in_sample(case.id, case.world);
    let same_words = statement.is_none() && underlying_reason.is_none();
    let same_rest = kind.is_none() && theme.is_none() && x.is_none() && known.n == n;
    broken.when(same_words && same_rest, refused::nothing_corrected);
    let x = x.unwrap_or(known.x);
    broken.when(x > n, || refused::x_beyond_n(n));
    worded(case, statement.as_ref(), theme.as_deref(), &mut broken);
    let corrected = Event::FindingCorrected {
        finding,
        kind,
        statement,
        x,
        n,
        theme,
        underlying_reason,
    };
    broken.or(|| vec![corrected])
}

fn worded(case: Case<'_>, statement: Option<&Text>, theme: Option<&str>, broken: &mut Refusals) {
    let words = statement.and_then(Text::as_plain);
    let bare = words.is_some_and(lacks_its_number);
    broken.when(bare, refused::percentage_without_n);
    let unknown = theme.is_some_and(|theme| case.world.partnership.theme(theme).is_none());
    broken.when(unknown, refused::theme_unknown);
}

/// Matches a finding. Anything but [`Command::MatchFindingToEarlier`] leads to nothing.
pub(super) fn matched(case: Case<'_>, command: Command) -> Verdict {
    let Command::MatchFindingToEarlier {
        finding,
        earlier_findings,
        earlier_recommendations,
        what_was_done,
        worked,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let known = case.state.findings.contains_key(&finding);
    broken.when(!known, refused::finding_unknown);
    let none = earlier_findings.is_empty() && earlier_recommendations.is_empty();
    broken.when(none, refused::earlier_missing);
    let of_another = |earlier: &FindingId| {
        let audit = case.world.audit_of_finding.get(earlier);
        audit.is_some_and(|audit| *audit != case.id)
    };
    let strange = !earlier_findings.iter().all(of_another);
    broken.when(strange, refused::earlier_finding_unknown);
    let made = |earlier: &RecommendationId| case.world.recommendations.contains_key(earlier);
    let unmade = !earlier_recommendations.iter().all(made);
    broken.when(unmade, refused::earlier_recommendation_unknown);
    let matched = Event::FindingMatchedToEarlier {
        finding,
        earlier_findings,
        earlier_recommendations,
        what_was_done,
        worked,
    };
    broken.or(|| vec![matched])
}

pub(super) fn justify(case: Case<'_>, finding: FindingId) -> Verdict {
    let Some(known) = case.state.findings.get(&finding) else {
        return Err(vec![refused::finding_unknown()]);
    };
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "making no recommendation");
    let strength = !known.kind.asks_for_recommendation();
    broken.when(strength, refused::strength_needs_no_recommendation);
    let again = known.no_recommendation_justified;
    broken.when(again, refused::no_recommendation_already_justified);
    broken.or(|| vec![Event::NoRecommendationJustified { finding }])
}

/// Whether two audits' numbers can be compared, and carry what is said of them. The rule is told
/// in [`super::super::comparing`].
pub(super) fn comparable(
    case: Case<'_>,
    better: Better,
    (baseline, now): (Count, Count),
    judgement: Judgement,
    broken: &mut Refusals,
) {
    let Some(earlier) = case.state.repeat_of else {
        return broken.push(refused::no_baseline());
    };
    let counted = |count: Count| count.n > 0 && count.x <= count.n;
    if !counted(baseline) || !counted(now) {
        return broken.push(refused::counted_none());
    }
    let beyond = now.n > sample::left_in_sample(case.id, case.world)
        || baseline.n > sample::left_in_sample(earlier, case.world);
    broken.when(beyond, refused::beyond_the_sample);
    match (strength(baseline, now, better), judgement) {
        (_, Judgement::TooSmallToConclude)
        | (Strength::Better, Judgement::Improved)
        | (Strength::NotBetter, Judgement::NotImproved) => {}
        (
            Strength::TooFew | Strength::MayBeChance,
            Judgement::Improved | Judgement::NotImproved,
        ) => broken.push(refused::too_small_to_conclude()),
        (Strength::Better, Judgement::NotImproved) | (Strength::NotBetter, Judgement::Improved) => {
            broken.push(refused::judgement_against_the_numbers());
        }
    }
}
