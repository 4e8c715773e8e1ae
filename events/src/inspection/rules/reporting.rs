//! The letter, and what it says.

use super::super::{Command, Event, FindingKind, clock, refusals as refused};
use super::{Case, Verdict};
use crate::ids::{AgencyId, InspectionFindingId};
use crate::recommendation::one_stands;
use crate::refusal::Refusals;
use crate::text::Text;
use chrono::NaiveDate;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules' own table of commands names every one"
)]
pub(super) fn judge(case: Case<'_>, command: Command) -> Verdict {
    match command {
        Command::ReceiveInspectionLetter { on, judged } => letter(case, on, judged),
        Command::ReceiveInspectionFinding {
            finding,
            kind,
            statement,
            theme,
            agencies,
        } => {
            let mut broken = said(case, &theme, &agencies);
            let again = case.world.inspection_of_finding.contains_key(&finding);
            broken.when(again, refused::finding_already_received);
            let received = Event::InspectionFindingReceived {
                finding,
                kind,
                statement,
                theme,
                agencies,
            };
            broken.or(|| vec![received])
        }
        Command::CorrectInspectionFinding {
            finding,
            kind,
            statement,
            theme,
            agencies,
        } => correct(case, (finding, kind), statement, (theme, agencies)),
        Command::JustifyNoRecommendation { finding } => justify(case, finding),
        _ => Ok(Vec::new()),
    }
}

/// The plan's clock runs from the day the letter came, by the rule set in force on it (joint
/// targeted area inspections: SI 2015/1792 regulation 4). Past the end of the table of bank
/// holidays the letter is recorded without a day.
fn letter(case: Case<'_>, on: NaiveDate, judged: Text) -> Verdict {
    let state = case.state;
    let mut broken = Refusals::default();
    broken.when(case.is_ahead(on), refused::letter_in_the_future);
    let begun = state.fieldwork.map(|days| days.from);
    let early = state.notified_on.max(begun).is_some_and(|day| on < day);
    broken.when(early, refused::letter_before_fieldwork);
    let partnership = &case.world.partnership;
    let set = partnership.rule_set_on(on);
    let clocked = state.kind.is_some_and(|kind| kind.plan_clock().is_some());
    broken.when(clocked && set.is_none(), refused::no_rule_set);
    let due = set.zip(state.kind).and_then(|(set, kind)| {
        let due = clock::due(set, kind, on, partnership.bank_holidays())?;
        due.ok().map(|due| due.on)
    });
    let received = Event::InspectionLetterReceived {
        on,
        judged,
        rule_set: set.map(|set| set.edition.clone()),
        due,
    };
    broken.or(|| vec![received])
}

/// What holds of a finding, however it is written down.
fn said(case: Case<'_>, theme: &str, agencies: &[AgencyId]) -> Refusals {
    let mut broken = Refusals::default();
    let unknown = case.world.partnership.theme(theme).is_none();
    broken.when(unknown, refused::theme_unknown);
    case.named(agencies, &mut broken);
    broken
}

fn correct(
    case: Case<'_>,
    (finding, kind): (InspectionFindingId, FindingKind),
    statement: Text,
    (theme, agencies): (String, Vec<AgencyId>),
) -> Verdict {
    let mut broken = said(case, &theme, &agencies);
    broken.need_reason(case.given, "correcting a finding");
    let unknown = !case.state.findings.contains_key(&finding);
    broken.when(unknown, refused::finding_unknown);
    let corrected = Event::InspectionFindingCorrected {
        finding,
        kind,
        statement,
        theme,
        agencies,
    };
    broken.or(|| vec![corrected])
}

fn justify(case: Case<'_>, finding: InspectionFindingId) -> Verdict {
    let Some(known) = case.state.findings.get(&finding) else {
        return Err(vec![refused::finding_unknown()]);
    };
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "making no recommendation of a finding");
    let none_asked = !known.kind.asks_for_change();
    broken.when(none_asked, refused::strength_needs_no_recommendation);
    let again = known.justified;
    broken.when(again, refused::no_recommendation_already_justified);
    let named = &case.world.recommendations_of_inspection_finding;
    let made = one_stands(named.get(&finding), case.world);
    broken.when(made, refused::finding_has_recommendation);
    broken.or(|| vec![Event::NoRecommendationJustified { finding }])
}
