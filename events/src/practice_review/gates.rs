//! What stands in the way of publishing: the one list that the rules refuse by and pages show.

use super::planning::Clocks;
use super::state::{Phase, State};
use crate::ids::{AgencyId, ReviewFindingId};
use crate::partnership;
use crate::recommendation::one_stands;
use crate::world::World;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What is to be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The report.
    Report,
    /// Only what should get better.
    Improvements,
}

/// One thing that has to be so before anything is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// There is a draft of the report.
    Draft,
    /// Every agency asked has said whether the draft is accurate.
    Accuracy,
    /// Every safeguarding partner stands for it.
    SignOffs,
    /// What publishing does to the family and to practitioners was thought through.
    Impact,
    /// Nobody can be told from it.
    Anonymisation,
    /// The Panel and the Secretary of State have had it long enough.
    PanelCopy,
    /// If it is late, somebody said why and told the Panel.
    DelayNotice,
    /// Publishing the report itself was found inappropriate, with a reason.
    Justification,
}

/// A gate, and whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateState {
    /// Which.
    pub gate: Gate,
    /// It stands in the way no longer.
    pub open: bool,
}

impl Gate {
    /// The gate as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Draft => "Report received",
            Self::Accuracy => "Accuracy checked by every agency asked",
            Self::SignOffs => "Signed off by every safeguarding partner",
            Self::Impact => "Impact of publication assessed",
            Self::Anonymisation => "Anonymisation checked",
            Self::PanelCopy => "Copy with the Panel and the Secretary of State long enough",
            Self::DelayNotice => "Lateness explained and the Panel told",
            Self::Justification => "Reason given why the report is not published",
        }
    }

    /// The word of the command that opens it.
    pub const fn command(self) -> &'static str {
        match self {
            Self::Draft => "receive_draft_report",
            Self::Accuracy => "check_accuracy",
            Self::SignOffs => "sign_off_report",
            Self::Impact => "assess_publication_impact",
            Self::Anonymisation => "check_anonymisation",
            Self::PanelCopy => "send_report_to_panel",
            Self::DelayNotice => "delay_publication",
            Self::Justification => "decide_non_publication",
        }
    }
}

/// Every gate that applies to a review, and whether it is open for publishing on a day.
pub fn gates(
    state: &State,
    way: Way,
    on: NaiveDate,
    partners: &BTreeSet<AgencyId>,
    clocks: Option<Clocks<'_>>,
) -> Vec<GateState> {
    let draft = &state.draft;
    let by_then = |day: Option<NaiveDate>| day.is_some_and(|day| day <= on);
    let mut all = vec![
        (Gate::Draft, by_then(draft.on)),
        (
            Gate::Accuracy,
            draft.accuracy.values().all(|one| one.answered.is_some()),
        ),
        (Gate::SignOffs, is_signed(state, on, partners)),
        (Gate::Impact, by_then(state.impact_assessed)),
        (Gate::Anonymisation, by_then(draft.anonymised)),
    ];
    if state.is_statutory() {
        let earliest = draft.panel.zip(clocks);
        let earliest = earliest.and_then(|(sent, clocks)| clocks.earliest_publication(sent));
        all.push((Gate::PanelCopy, by_then(earliest)));
        let late = state.due.is_some_and(|due| on > due);
        all.push((Gate::DelayNotice, !late || state.delay_covers(on)));
        if way == Way::Improvements {
            all.push((Gate::Justification, state.non_publication));
        }
    }
    all.into_iter()
        .map(|(gate, open)| GateState { gate, open })
        .collect()
}

/// Every partner signed the latest draft, and there is one to sign.
fn is_signed(state: &State, on: NaiveDate, partners: &BTreeSet<AgencyId>) -> bool {
    let signed = |partner: &AgencyId| {
        let day = state.draft.signed.get(partner);
        day.is_some_and(|day| *day <= on)
    };
    !partners.is_empty() && partners.iter().all(signed)
}

/// The safeguarding partners on a day: every body somebody is designated of and that has not left
/// (Children Act 2004 section 16E: the local authority, the integrated care board and the police,
/// and a fourth where local arrangements have one).
pub fn partners_on(partnership: &partnership::State, day: NaiveDate) -> BTreeSet<AgencyId> {
    let all = partnership.safeguarding_partners.iter();
    let designated = all.filter(|(_, one)| one.from <= day);
    let bodies = designated.map(|((agency, _), _)| *agency);
    bodies
        .filter(|agency| {
            let known = partnership.agency(*agency);
            known.is_some_and(|known| known.is_member_on(day))
        })
        .collect()
}

/// The findings and learning points that ask for change and neither led to a recommendation nor
/// have a reason why not.
pub fn orphans<'a>(
    state: &'a State,
    world: &'a World,
) -> impl Iterator<Item = ReviewFindingId> + 'a {
    let asking = state.findings.iter().filter(|(id, finding)| {
        let named = world.recommendations_of_review_finding.get(id);
        finding.kind.asks_for_change() && !finding.justified && !one_stands(named, world)
    });
    asking.map(|(id, _)| *id)
}

/// Whether a review can still be published at all.
pub const fn may_still_publish(phase: Phase, way: Way) -> bool {
    match way {
        Way::Report => !phase.is_ended(),
        Way::Improvements => !phase.is_ended() || matches!(phase, Phase::Withheld),
    }
}
