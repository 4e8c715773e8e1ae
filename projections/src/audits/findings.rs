//! What an audit found, as it now reads, and what was made of it.

use crate::Models;
use crate::recommendations::{Recommendation, RecommendationState, Replacement};
use crate::reference::{Stamp, TextRef};
use events::audit::{Event, FindingKind, Worked};
use events::envelope::Envelope;
use events::ids::{FindingId, RecommendationId};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a finding says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What kind.
    pub kind: FindingKind,
    /// What was found.
    pub statement: TextRef,
    /// In how many cases.
    pub x: u32,
    /// Of how many.
    pub n: u32,
    /// The code of its theme.
    pub theme: String,
    /// Why practice is so.
    pub underlying_reason: Option<TextRef>,
}

/// A finding was wrong, or the sample it counts changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// When.
    pub at: Stamp,
    /// Why.
    pub reason: Option<TextRef>,
    /// How it read before.
    pub before: Reading,
}

/// Something like it was found, or recommended, before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierMatch {
    /// When that was recorded.
    pub at: Stamp,
    /// The earlier findings.
    pub findings: Vec<FindingId>,
    /// The earlier recommendations.
    pub recommendations: Vec<RecommendationId>,
    /// What was done about it then.
    pub what_was_done: TextRef,
    /// Whether that worked.
    pub worked: Worked,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which.
    pub id: FindingId,
    /// When it was recorded.
    pub recorded: Stamp,
    /// How it reads now.
    pub now: Reading,
    /// Corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// What it was matched to, oldest first.
    pub earlier: Vec<EarlierMatch>,
    /// When somebody said why no recommendation is made of it, and the reason.
    pub no_recommendation: Option<(Stamp, Option<TextRef>)>,
}

impl Finding {
    /// A finding as it was recorded; none for any other event.
    pub(super) fn recorded(event: &Event, at: Stamp) -> Option<Self> {
        let Event::FindingRecorded {
            finding,
            kind,
            statement: _,
            x,
            n,
            theme,
            underlying_reason,
        } = event
        else {
            return None;
        };
        let now = Reading {
            kind: *kind,
            statement: TextRef::new(at.position, "/data/statement"),
            x: *x,
            n: *n,
            theme: theme.clone(),
            underlying_reason: underlying_reason.as_ref().map(|_| reason_of(at)),
        };
        Some(Self {
            id: *finding,
            recorded: at,
            now,
            corrections: Vec::new(),
            earlier: Vec::new(),
            no_recommendation: None,
        })
    }

    /// What a correction leaves out stays as it was.
    pub(super) fn corrected(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let Event::FindingCorrected {
            finding: _,
            kind,
            statement,
            x,
            n,
            theme,
            underlying_reason,
        } = event
        else {
            return;
        };
        self.corrections.push(Correction {
            at,
            reason: TextRef::reason_of(envelope),
            before: self.now.clone(),
        });
        let now = &mut self.now;
        now.kind = kind.unwrap_or(now.kind);
        (now.x, now.n) = (*x, *n);
        if statement.is_some() {
            now.statement = TextRef::new(at.position, "/data/statement");
        }
        if let Some(theme) = theme {
            now.theme.clone_from(theme);
        }
        if underlying_reason.is_some() {
            now.underlying_reason = Some(reason_of(at));
        }
    }

    pub(super) fn matched(&mut self, event: &Event, at: Stamp) {
        if let Event::FindingMatchedToEarlier {
            finding: _,
            earlier_findings,
            earlier_recommendations,
            what_was_done: _,
            worked,
        } = event
        {
            self.earlier.push(EarlierMatch {
                at,
                findings: earlier_findings.clone(),
                recommendations: earlier_recommendations.clone(),
                what_was_done: TextRef::new(at.position, "/data/what_was_done"),
                worked: *worked,
            });
        }
    }
}

const fn reason_of(at: Stamp) -> TextRef {
    TextRef::new(at.position, "/data/underlying_reason")
}

/// A finding, and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingView<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The recommendations that name it as their source, as they were made.
    pub recommendations: Vec<&'a Recommendation>,
    /// It asks for a recommendation, has none that stands, and nobody said why not; never said to
    /// who reaches only a part.
    pub is_orphan: bool,
    /// It counts another number of cases than are left in the sample; never said to who reaches
    /// only a part.
    pub is_stale: bool,
}

impl Models {
    pub(super) fn finding_view<'a>(&'a self, finding: &'a Finding, left: u32) -> FindingView<'a> {
        let asks = finding.now.kind.asks_for_recommendation();
        let answered = finding.no_recommendation.is_some() || self.is_recommended(finding.id);
        // Who reaches a part sees neither every case nor what was recommended to others.
        let is_whole = !self.is_partial();
        FindingView {
            finding,
            recommendations: self.recommendations.from_source(finding.id.0).collect(),
            is_orphan: is_whole && asks && !answered,
            is_stale: is_whole && finding.now.n != left,
        }
    }

    /// Whether a recommendation names the finding as a source and still stands: it was not
    /// declined by everybody, and where it was merged, split or superseded, what it became
    /// stands.
    pub fn is_recommended(&self, finding: FindingId) -> bool {
        self.leads_to_one_that_stands(finding.0)
    }

    /// Whether a recommendation that names this source still stands, as itself or as what it became.
    pub(crate) fn leads_to_one_that_stands(&self, source: uuid::Uuid) -> bool {
        let named = self.recommendations.from_source(source);
        let mut to_see: Vec<RecommendationId> = named.map(|one| one.id).collect();
        let mut seen = BTreeSet::new();
        while let Some(next) = to_see.pop() {
            let known = self.recommendations.get(next);
            let Some(known) = known.filter(|_| seen.insert(next)) else {
                continue;
            };
            match known.state() {
                RecommendationState::Declined => {}
                RecommendationState::Replaced => to_see.extend(goes_on_as(known)),
                RecommendationState::Made
                | RecommendationState::Accepted
                | RecommendationState::Implemented
                | RecommendationState::Verified
                | RecommendationState::ImpactJudged
                | RecommendationState::Closed
                | RecommendationState::Reopened => return true,
            }
        }
        false
    }
}

fn goes_on_as(one: &Recommendation) -> Vec<RecommendationId> {
    match one.replaced.as_ref().map(|(_, how)| how) {
        Some(Replacement::Merged(to) | Replacement::Superseded(to)) => vec![*to],
        Some(Replacement::Split(into)) => into.clone(),
        None => Vec::new(),
    }
}
