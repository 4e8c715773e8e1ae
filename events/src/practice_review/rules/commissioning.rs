//! The decision to review, who writes it, and what it looks at.

use super::super::planning::Clocks;
use super::super::{Command, Event, LEGACY_LAST_DECISION, ReviewKind, refusals as refused};
use super::{Case, Verdict};
use crate::ids::{AgencyId, PracticeReviewId, RapidReviewId};
use crate::refusal::Refusals;
use crate::text::Text;
use chrono::NaiveDate;

/// The longest interval at which a review is monitored: a quarter.
const MONITORED_WEEKS_MAX: u32 = 13;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules' own table of commands names every one"
)]
pub(super) fn judge(case: Case<'_>, command: Command) -> Verdict {
    match command {
        Command::CommissionReview { .. } => commission(case, command),
        Command::AppointReviewer {
            who,
            employed_by,
            had_part_in_case,
            independence,
        } => appoint(case, (employed_by, had_part_in_case), who, independence),
        Command::RemoveReviewer { number } => remove(case, number),
        Command::AgreeTermsOfReference { words, agencies } => {
            let mut broken = Refusals::default();
            let again = case.state.scope.is_some();
            broken.when(again, refused::terms_already_agreed);
            case.agencies(&agencies, &mut broken);
            broken.or(|| vec![Event::TermsOfReferenceAgreed { words, agencies }])
        }
        Command::ReviseTermsOfReference { words, agencies } => {
            let mut broken = Refusals::default();
            broken.need_reason(case.given, "revising the terms of reference");
            let none = case.state.scope.is_none();
            broken.when(none, refused::terms_not_agreed);
            case.agencies(&agencies, &mut broken);
            broken.or(|| vec![Event::TermsOfReferenceRevised { words, agencies }])
        }
        _ => Ok(Vec::new()),
    }
}

/// Commissions a review. Its clock is worked out, and never typed (Working Together 2018 and 2023,
/// chapters on improving child protection practice: six months from the decision).
fn commission(case: Case<'_>, command: Command) -> Verdict {
    let Command::CommissionReview {
        kind,
        title,
        reference,
        about,
        decided_on,
        rapid_review,
        monitored_every_weeks,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let taken = is_taken(case, &reference);
    broken.when(taken, refused::review_reference_taken);
    let future = decided_on > case.given.today;
    broken.when(future, refused::decided_in_the_future);
    let legacy = kind == ReviewKind::LegacySeriousCase && decided_on > LEGACY_LAST_DECISION;
    broken.when(legacy, refused::serious_case_review_after_transition);
    let regular = (1..=MONITORED_WEEKS_MAX).contains(&monitored_every_weeks);
    broken.when(!regular, refused::monitoring_interval_missing);
    if let Some(rapid_review) = rapid_review {
        led_to(case, kind, rapid_review, &mut broken);
    }
    let (rule_set, due) = pinned(case, kind, decided_on, &mut broken);
    let commissioned = Event::ReviewCommissioned {
        kind,
        title,
        reference,
        about,
        decided_on,
        rapid_review,
        rule_set,
        due,
        monitored_every_weeks,
    };
    broken.or(|| vec![commissioned])
}

/// A review comes from a rapid review that decided for it, and one rapid review leads to one
/// review of a kind.
fn led_to(case: Case<'_>, kind: ReviewKind, from: RapidReviewId, broken: &mut Refusals) {
    let Some(known) = case.world.rapid_reviews.get(&from) else {
        broken.push(refused::rapid_review_unknown());
        return;
    };
    let decided = known.outcome == Some(kind.decided_by());
    broken.when(!decided, refused::rapid_review_decided_otherwise);
    let made = case.world.practice_reviews_of.get(&from);
    let made = made.into_iter().flatten().filter(|id| **id != case.id);
    let mut kinds = made.filter_map(|id| case.world.practice_reviews.get(id)?.kind);
    let again = kinds.any(|one| one == kind);
    broken.when(again, refused::rapid_review_already_led);
}

fn is_taken(case: Case<'_>, reference: &str) -> bool {
    let others = case.world.practice_reviews.iter();
    let mut others = others.filter(|(id, _): &(&PracticeReviewId, _)| **id != case.id);
    others.any(|(_, other)| other.reference == reference)
}

/// The rule set in force on the day of the decision, and the last day it gives.
fn pinned(
    case: Case<'_>,
    kind: ReviewKind,
    decided_on: NaiveDate,
    broken: &mut Refusals,
) -> (String, Option<NaiveDate>) {
    let partnership = &case.world.partnership;
    let Some(set) = partnership.rule_set_on(decided_on) else {
        broken.push(refused::no_rule_set());
        return (String::new(), None);
    };
    if !kind.is_statutory() {
        return (set.edition.clone(), None);
    }
    let clocks = Clocks {
        set,
        holidays: partnership.bank_holidays(),
    };
    let due = clocks.due(decided_on).map(|due| due.on);
    broken.when(due.is_none(), refused::clock_without_date);
    (set.edition.clone(), due)
}

/// A reviewer who had part in the case, or works for one of the bodies whose work is looked at,
/// cannot be independent of it (Working Together 2018 and 2023: any real or perceived conflict of
/// interest; the regulations of 2018, Part 3). Law asks for one where law asks for the review.
fn appoint(
    case: Case<'_>,
    (employed_by, had_part_in_case): (Option<AgencyId>, bool),
    who: Text,
    independence: Text,
) -> Verdict {
    let mut broken = Refusals::default();
    let inside = case.state.is_statutory() && employed_by.is_some();
    let dependent = had_part_in_case || inside;
    broken.when(dependent, refused::reviewer_not_independent);
    let appointed = Event::ReviewerAppointed {
        number: Case::next_of(&case.state.reviewers),
        who,
        independence,
    };
    broken.or(|| vec![appointed])
}

fn remove(case: Case<'_>, number: u32) -> Verdict {
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "removing a reviewer");
    match case.state.reviewers.get(&number) {
        None => broken.push(refused::reviewer_unknown()),
        Some(known) => broken.when(known.removed, refused::reviewer_removed),
    }
    broken.or(|| vec![Event::ReviewerRemoved { number }])
}
