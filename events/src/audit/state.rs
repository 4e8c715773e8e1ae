//! What the rules ask about an audit.

use super::{Event, FindingKind, ScheduledRef};
use crate::envelope::Envelope;
use crate::ids::{AgencyId, AuditId, CaseId, FindingId, RecommendationId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How far an audit has come by its own events. What its cases add to that is in
/// [`super::stage`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was commissioned under this id.
    #[default]
    Proposed,
    /// Commissioned; its sample is not frozen.
    Commissioned,
    /// Its sample is frozen.
    Sampled,
    /// Its report is approved.
    Approved,
    /// Closed.
    Closed,
    /// Given up.
    Abandoned,
}

/// The questions that agencies answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tool {
    /// Its number, from 1.
    pub version: u32,
    /// The keys of its questions.
    pub questions: Vec<String>,
}

/// A finding, as far as any rule asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// In how many cases.
    pub x: u32,
    /// Of how many.
    pub n: u32,
    /// The code of its theme.
    pub theme: String,
    /// Whether somebody said why no recommendation is made of it.
    pub no_recommendation_justified: bool,
    /// Earlier findings it was matched to.
    pub earlier_findings: BTreeSet<FindingId>,
    /// Earlier recommendations it was matched to.
    pub earlier_recommendations: BTreeSet<RecommendationId>,
}

/// An audit after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// Its reference.
    pub reference: String,
    /// The code of its theme.
    pub theme: String,
    /// The agencies whose practice is looked at.
    pub agencies: BTreeSet<AgencyId>,
    /// How many cases were to be looked at.
    pub sample_planned: u32,
    /// The entry of the programme it is made for.
    pub scheduled: Option<ScheduledRef>,
    /// The earlier audit it makes again.
    pub repeat_of: Option<AuditId>,
    /// The number of the grading scale all its grades use; 0 before it is commissioned.
    pub grading_scale: u32,
    /// The questions given out last.
    pub tool: Option<Tool>,
    /// The frozen sample, with the cases that were excluded.
    pub sample: BTreeSet<CaseId>,
    /// How many moderation meetings were held.
    pub moderation_meetings: u32,
    /// The findings.
    pub findings: BTreeMap<FindingId, Finding>,
    /// Whether it was presented to a group.
    pub presented: bool,
    /// Whether what was learned reached people.
    pub disseminated: bool,
    /// By when it is to be made again.
    pub repeat_by: Option<NaiveDate>,
}

impl State {
    /// Whether it was commissioned and neither closed nor given up.
    pub const fn is_open(&self) -> bool {
        match self.phase {
            Phase::Commissioned | Phase::Sampled | Phase::Approved => true,
            Phase::Proposed | Phase::Closed | Phase::Abandoned => false,
        }
    }

    /// Whether its report was approved, and it was not given up since.
    pub const fn is_reported(&self) -> bool {
        match self.phase {
            Phase::Approved | Phase::Closed => true,
            Phase::Proposed | Phase::Commissioned | Phase::Sampled | Phase::Abandoned => false,
        }
    }

    /// Whether the questions given out last have this one.
    pub fn asks(&self, key: &str) -> bool {
        let tool = self.tool.as_ref();
        tool.is_some_and(|tool| tool.questions.iter().any(|known| known == key))
    }
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::AuditCommissioned { .. } => commissioned(state, event),
        Event::AuditToolIssued {
            version, questions, ..
        } => {
            let questions = questions.iter().map(|question| question.key.clone());
            state.tool = Some(Tool {
                version: *version,
                questions: questions.collect(),
            });
        }
        Event::SampleDrawn { cases, .. } => {
            state.phase = Phase::Sampled;
            state.sample = cases.iter().copied().collect();
        }
        Event::ModerationMeetingHeld { .. } => {
            state.moderation_meetings = state.moderation_meetings.saturating_add(1);
        }
        Event::FindingRecorded { .. }
        | Event::FindingCorrected { .. }
        | Event::FindingMatchedToEarlier { .. }
        | Event::NoRecommendationJustified { .. } => found(state, event),
        Event::AuditReportApproved {} => state.phase = Phase::Approved,
        Event::AuditPresentedToBoard { .. } => state.presented = true,
        Event::AuditLearningDisseminated { .. } => state.disseminated = true,
        Event::RepeatAuditScheduled { by } => state.repeat_by = Some(*by),
        Event::ResultComparedWithBaseline { .. } => {}
        Event::AuditClosed {} => state.phase = Phase::Closed,
        Event::AuditAbandoned {} => state.phase = Phase::Abandoned,
    }
}

fn commissioned(state: &mut State, event: &Event) {
    if let Event::AuditCommissioned {
        reference,
        theme,
        sample_planned,
        agencies,
        scheduled,
        repeat_of,
        grading_scale,
        ..
    } = event
    {
        state.phase = Phase::Commissioned;
        state.reference.clone_from(reference);
        state.theme.clone_from(theme);
        state.sample_planned = *sample_planned;
        state.agencies = agencies.iter().copied().collect();
        state.scheduled = *scheduled;
        state.repeat_of = *repeat_of;
        state.grading_scale = *grading_scale;
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the caller spells out every event and gives only those about findings"
)]
fn found(state: &mut State, event: &Event) {
    match event {
        Event::FindingRecorded {
            finding,
            kind,
            x,
            n,
            theme,
            ..
        } => {
            let recorded = Finding {
                kind: *kind,
                x: *x,
                n: *n,
                theme: theme.clone(),
                no_recommendation_justified: false,
                earlier_findings: BTreeSet::new(),
                earlier_recommendations: BTreeSet::new(),
            };
            state.findings.insert(*finding, recorded);
        }
        Event::FindingCorrected {
            finding,
            kind,
            x,
            n,
            theme,
            ..
        } => {
            if let Some(known) = state.findings.get_mut(finding) {
                known.kind = kind.unwrap_or(known.kind);
                known.x = *x;
                known.n = *n;
                if let Some(theme) = theme {
                    known.theme.clone_from(theme);
                }
            }
        }
        Event::FindingMatchedToEarlier {
            finding,
            earlier_findings,
            earlier_recommendations,
            ..
        } => {
            if let Some(known) = state.findings.get_mut(finding) {
                known.earlier_findings.extend(earlier_findings);
                known
                    .earlier_recommendations
                    .extend(earlier_recommendations);
            }
        }
        Event::NoRecommendationJustified { finding } => {
            if let Some(known) = state.findings.get_mut(finding) {
                known.no_recommendation_justified = true;
            }
        }
        _ => {}
    }
}
