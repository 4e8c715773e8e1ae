//! Who has the report, and what becomes of it.

use super::super::gates::{gates, partners_on};
use super::super::planning::Clocks;
use super::super::{Command, Event, Phase, Told, Way, gates as ways, refusals as refused};
use super::{Case, Verdict};
use crate::refusal::Refusals;
use crate::text::Text;
use chrono::NaiveDate;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules' own table of commands names every one"
)]
pub(super) fn judge(case: Case<'_>, command: Command) -> Verdict {
    match command {
        Command::SendReportToPanel { on } => {
            let broken = sent(case, on, case.state.draft.panel);
            let version = case.state.draft.version;
            broken.or(|| vec![Event::ReportSentToPanelAndSecretaryOfState { version, on }])
        }
        Command::SendReportToOfsted { on } => {
            let broken = sent(case, on, case.state.draft.ofsted);
            let version = case.state.draft.version;
            broken.or(|| vec![Event::ReportSentToOfsted { version, on }])
        }
        Command::RecordPanelComment { on, words } => comment(case, on, words),
        Command::DelayPublication {
            why,
            expected,
            told_panel_on,
            told,
        } => delay(case, why, (expected, told_panel_on), told),
        Command::DecideNonPublication { justification } => {
            let mut broken = Refusals::default();
            broken.when(!is_signed(case), refused::not_signed_off);
            broken.or(|| vec![Event::NonPublicationDecided { justification }])
        }
        Command::PublishReport {
            on,
            place,
            available_until,
        } => publish(case, on, place, available_until),
        Command::PublishImprovements {
            on,
            place,
            available_until,
            words,
        } => improvements(case, (on, available_until), place, words),
        Command::TakeReportDown { on } => take_down(case, on),
        Command::CloseReview {} => {
            let mut broken = Refusals::default();
            let orphan = ways::orphans(case.state, case.world).next().is_some();
            broken.when(orphan, refused::finding_without_recommendation);
            broken.or(|| vec![Event::ReviewClosed {}])
        }
        _ => Ok(Vec::new()),
    }
}

fn is_signed(case: Case<'_>) -> bool {
    let partners = partners_on(&case.world.partnership, case.given.today);
    let signed = &case.state.draft.signed;
    !partners.is_empty() && partners.iter().all(|one| signed.contains_key(one))
}

/// What is sent is what the partners signed (the regulations of 2018, regulation 15).
fn sent(case: Case<'_>, on: NaiveDate, before: Option<NaiveDate>) -> Refusals {
    let mut broken = Refusals::default();
    broken.when(!is_signed(case), refused::not_signed_off);
    broken.when(on > case.given.today, refused::sent_in_the_future);
    let mut signed = case.state.draft.signed.values();
    let early = signed.any(|day| on < *day);
    broken.when(early, refused::sent_before_signed);
    broken.when(before.is_some(), refused::already_sent);
    broken
}

fn comment(case: Case<'_>, on: NaiveDate, words: Text) -> Verdict {
    let mut broken = Refusals::default();
    match case.state.draft.panel {
        None => broken.push(refused::not_sent_to_panel()),
        Some(sent) => {
            let odd = on < sent || on > case.given.today;
            broken.when(odd, refused::comment_before_copy);
        }
    }
    broken.or(|| vec![Event::PanelCommentReceived { on, words }])
}

/// The clock is not moved: why it is missed is written beside it (Working Together 2018 and 2023:
/// the Panel and the Secretary of State are told the reason for a delay).
fn delay(
    case: Case<'_>,
    why: Text,
    (expected, told_panel_on): (NaiveDate, NaiveDate),
    told: Vec<Told>,
) -> Verdict {
    let today = case.given.today;
    let Some(due) = case.state.due else {
        return Err(vec![refused::no_statutory_date()]);
    };
    let mut broken = Refusals::default();
    let behind = expected <= due || expected < today;
    broken.when(behind, refused::expected_day_not_ahead);
    let untold = told_panel_on > today || told.iter().any(|one| one.on > today);
    broken.when(untold, refused::told_in_the_future);
    broken.or(|| {
        vec![Event::PublicationDelayed {
            why,
            expected,
            told_panel_on,
            told,
        }]
    })
}

fn clocks(case: Case<'_>) -> Option<Clocks<'_>> {
    let partnership = &case.world.partnership;
    let holidays = partnership.bank_holidays();
    Clocks::of(&partnership.rule_sets, &case.state.rule_set, holidays)
}

/// Every gate that is shut refuses by its own name, and the day itself has to be possible.
fn gated(case: Case<'_>, way: Way, on: NaiveDate) -> Refusals {
    let mut broken = Refusals::default();
    broken.when(on > case.given.today, refused::published_in_the_future);
    let partners = partners_on(&case.world.partnership, case.given.today);
    for gate in gates(case.state, way, on, &partners, clocks(case)) {
        broken.when(!gate.open, || refused::gate_shut(gate.gate));
    }
    broken
}

/// The last day of the year in which anybody can read it, or the later one that was given.
fn public_until(
    case: Case<'_>,
    on: NaiveDate,
    asked: Option<NaiveDate>,
    broken: &mut Refusals,
) -> NaiveDate {
    let least = clocks(case).and_then(|clocks| clocks.public_until(on));
    broken.when(least.is_none(), refused::no_rule_set);
    let least = least.unwrap_or(on);
    let short = asked.is_some_and(|asked| asked < least);
    broken.when(short, refused::available_too_short);
    asked.unwrap_or(least)
}

fn publish(
    case: Case<'_>,
    on: NaiveDate,
    place: String,
    available_until: Option<NaiveDate>,
) -> Verdict {
    if case.state.phase == Phase::Withheld {
        return Err(vec![refused::publication_withheld()]);
    }
    if case.state.phase.is_ended() {
        return Err(vec![refused::review_ended()]);
    }
    let mut broken = gated(case, Way::Report, on);
    let available_until = public_until(case, on, available_until, &mut broken);
    let version = case.state.draft.version;
    broken.or(|| {
        vec![Event::ReportPublished {
            version,
            on,
            available_until,
            place,
        }]
    })
}

fn improvements(
    case: Case<'_>,
    (on, available_until): (NaiveDate, Option<NaiveDate>),
    place: String,
    words: Text,
) -> Verdict {
    if !ways::may_still_publish(case.state.phase, Way::Improvements) {
        return Err(vec![refused::review_ended()]);
    }
    let mut broken = gated(case, Way::Improvements, on);
    let available_until = public_until(case, on, available_until, &mut broken);
    broken.or(|| {
        vec![Event::ImprovementsPublished {
            on,
            available_until,
            place,
            words,
        }]
    })
}

/// That it is gone is a fact; before its time it is recorded only with a reason, and found as a
/// gap.
fn take_down(case: Case<'_>, on: NaiveDate) -> Verdict {
    let Some(published) = case.state.published else {
        return Err(vec![refused::not_published()]);
    };
    let mut broken = Refusals::default();
    let again = published.taken_down.is_some();
    broken.when(again, refused::already_taken_down);
    let odd = on < published.on || on > case.given.today;
    broken.when(odd, refused::taken_down_on_another_day);
    let early = on < published.available_until && !case.given.has_reason();
    broken.when(early, refused::taken_down_too_early);
    broken.or(|| vec![Event::ReportTakenDown { on }])
}
