//! The report: its drafts, what it says, who stands for it, and whether anybody can be told from
//! it.

use super::super::gates::partners_on;
use super::super::{
    AnonymityAnswer, AnonymityQuestion, Command, Event, FindingKind, refusals as refused,
};
use super::{Case, Verdict};
use crate::ids::{AgencyId, EvidenceId, ReviewFindingId};
use crate::refusal::Refusals;
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeSet;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules' own table of commands names every one"
)]
pub(super) fn judge(case: Case<'_>, command: Command) -> Verdict {
    match command {
        Command::ReceiveDraftReport {
            reviewer,
            words,
            document,
        } => receive(case, reviewer, words, document),
        Command::RequestAccuracyCheck { agencies, due } => ask_accuracy(case, &agencies, due),
        Command::CheckAccuracy {
            agency,
            accurate,
            words,
        } => check_accuracy(case, agency, accurate, words),
        Command::RecordReviewFinding { .. } => record(case, command),
        Command::CorrectReviewFinding {
            finding,
            kind,
            statement,
            theme,
        } => correct(case, finding, (kind, theme), statement),
        Command::JustifyNoRecommendation { finding } => justify(case, finding),
        Command::SignOffReport { agency } => sign_off(case, agency),
        Command::AssessPublicationImpact {
            family,
            practitioners,
        } => Ok(vec![Event::PublicationImpactAssessed {
            family,
            practitioners,
        }]),
        Command::CheckAnonymisation { .. } => check_anonymisation(case, command),
        _ => Ok(Vec::new()),
    }
}

/// A draft comes from a reviewer who is in place, of a review whose terms are agreed. A reviewer
/// who was removed signs nothing.
fn receive(
    case: Case<'_>,
    reviewer: Option<u32>,
    words: Text,
    document: Option<EvidenceId>,
) -> Verdict {
    let mut broken = Refusals::default();
    let state = case.state;
    broken.when(state.scope.is_none(), refused::terms_not_agreed);
    match reviewer {
        None => broken.when(state.is_statutory(), refused::reviewer_missing),
        Some(number) => match state.reviewers.get(&number) {
            None => broken.push(refused::reviewer_unknown()),
            Some(known) => broken.when(known.removed, refused::reviewer_removed),
        },
    }
    case.document(document, &mut broken);
    let version = state.draft.version.saturating_add(1);
    broken.or(|| {
        vec![Event::DraftReportReceived {
            version,
            reviewer,
            words,
            document,
        }]
    })
}

fn ask_accuracy(case: Case<'_>, agencies: &[AgencyId], due: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    case.agencies(agencies, &mut broken);
    let draft = &case.state.draft;
    let mut named = agencies.iter();
    let asked = named.any(|agency| draft.accuracy.contains_key(agency));
    broken.when(asked, refused::accuracy_already_asked);
    broken.when(due < case.given.today, refused::request_due_past);
    let version = draft.version;
    let events = agencies.iter().map(|agency| Event::AccuracyCheckRequested {
        version,
        agency: *agency,
        due,
    });
    broken.or(|| events.collect())
}

fn check_accuracy(
    case: Case<'_>,
    agency: AgencyId,
    accurate: bool,
    words: Option<Text>,
) -> Verdict {
    let mut broken = Refusals::default();
    match case.state.draft.accuracy.get(&agency) {
        None => broken.push(refused::accuracy_not_asked()),
        Some(asked) => {
            let again = asked.answered.is_some();
            broken.when(again, refused::accuracy_already_checked);
        }
    }
    let unsaid = !accurate && words.is_none();
    broken.when(unsaid, refused::inaccuracy_missing);
    let checked = Event::AccuracyChecked {
        version: case.state.draft.version,
        agency,
        accurate,
        words,
    };
    broken.or(|| vec![checked])
}

/// Records something the review says. Anything but [`Command::RecordReviewFinding`] leads to
/// nothing.
fn record(case: Case<'_>, command: Command) -> Verdict {
    let Command::RecordReviewFinding {
        finding,
        kind,
        statement,
        theme,
        underlying_reason,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let unscoped = case.state.scope.is_none();
    broken.when(unscoped, refused::terms_not_agreed);
    let known = case.world.review_of_finding.contains_key(&finding);
    broken.when(known, refused::finding_already_recorded);
    let unknown = case.world.partnership.theme(&theme).is_none();
    broken.when(unknown, refused::theme_unknown);
    let recorded = Event::ReviewFindingRecorded {
        finding,
        kind,
        statement,
        theme,
        underlying_reason,
    };
    broken.or(|| vec![recorded])
}

fn correct(
    case: Case<'_>,
    finding: ReviewFindingId,
    (kind, theme): (Option<FindingKind>, Option<String>),
    statement: Option<Text>,
) -> Verdict {
    let Some(known) = case.state.findings.get(&finding) else {
        return Err(vec![refused::finding_unknown()]);
    };
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "correcting a finding");
    let same = kind.is_none() && theme.is_none() && statement.is_none();
    broken.when(same, refused::nothing_corrected);
    let theme = theme.unwrap_or_else(|| known.theme.clone());
    let unknown = case.world.partnership.theme(&theme).is_none();
    broken.when(unknown, refused::theme_unknown);
    let corrected = Event::ReviewFindingCorrected {
        finding,
        kind: kind.unwrap_or(known.kind),
        statement,
        theme,
    };
    broken.or(|| vec![corrected])
}

fn justify(case: Case<'_>, finding: ReviewFindingId) -> Verdict {
    let Some(known) = case.state.findings.get(&finding) else {
        return Err(vec![refused::finding_unknown()]);
    };
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "making no recommendation of a finding");
    let none_asked = !known.kind.asks_for_change();
    broken.when(none_asked, refused::good_practice_needs_no_recommendation);
    broken.when(
        known.justified,
        refused::no_recommendation_already_justified,
    );
    broken.or(|| vec![Event::NoRecommendationJustified { finding }])
}

/// Each safeguarding partner stands for the report by itself (Children Act 2004 sections 16E and
/// 16F: the decision is the partners', together).
fn sign_off(case: Case<'_>, agency: AgencyId) -> Verdict {
    let partners = partners_on(&case.world.partnership, case.given.today);
    let draft = &case.state.draft;
    let mut broken = Refusals::default();
    let outsider = !partners.contains(&agency);
    broken.when(outsider, refused::not_a_safeguarding_partner);
    let again = draft.signed.contains_key(&agency);
    broken.when(again, refused::already_signed);
    let mut left = partners.iter();
    let complete = left.all(|one| *one == agency || draft.signed.contains_key(one));
    broken.or(|| {
        vec![Event::ReportSignedOff {
            version: draft.version,
            agency,
            complete,
        }]
    })
}

/// Records that anonymisation was checked. Anything but [`Command::CheckAnonymisation`] leads to
/// nothing.
fn check_anonymisation(case: Case<'_>, command: Command) -> Verdict {
    let Command::CheckAnonymisation {
        by,
        answers,
        patterns,
        residual_risk,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let complete = is_complete(&answers);
    broken.when(!complete, refused::anonymisation_incomplete);
    let mut found = patterns.iter();
    let left = found.any(|one| one.places > 0) && !case.given.has_reason();
    broken.when(left, refused::identifiers_left);
    let checked = Event::AnonymisationChecked {
        version: case.state.draft.version,
        by,
        answers,
        patterns,
        residual_risk,
    };
    broken.or(|| vec![checked])
}

fn is_complete(answers: &[AnonymityAnswer]) -> bool {
    let clear = answers.iter().filter(|answer| answer.holds);
    let clear: BTreeSet<AnonymityQuestion> = clear.map(|answer| answer.question).collect();
    let all = AnonymityQuestion::ALL.len();
    clear.len() == all && answers.len() == all
}
