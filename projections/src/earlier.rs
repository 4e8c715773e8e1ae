//! Seen before: what was found, learned and recommended on a theme in the last three years, what was
//! done about it, and whether that worked.
//!
//! A theme that was renamed is the same theme: old codes are read as the ones that stand for them
//! now. Likeness of wording is not asked here.

use crate::Models;
use crate::actions::Action;
use crate::audits::{Audit, AuditStage, Comparison, EarlierMatch, Finding};
use crate::recommendations::{ImpactJudgement, Recommendation, RecommendationState};
use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::action::Parent;
use events::calendar::months_before;
use events::ids::{
    AgencyId, AuditId, FindingId, InspectionFindingId, LearningPointId, RecommendationId,
};
use events::ids::{ReviewFindingId, StreamId};
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

mod learned;

#[cfg(test)]
mod tests;

pub use learned::{EarlierLearning, Learned, LearnedIn};

/// For how long something counts as seen before.
pub const MONTHS_BACK: u32 = 36;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenBeforeQuery<'a> {
    /// The code of the theme, old or new.
    pub theme: &'a str,
    /// The day: what is of the three years up to it counts, that day included.
    pub day: NaiveDate,
    /// The audit or review that asks: what it found itself, and what was recommended from that
    /// alone, is not earlier.
    pub asked_by: Option<StreamId>,
}

/// An earlier finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierFinding<'a> {
    /// The finding, as it now reads.
    pub finding: &'a Finding,
    /// Its audit.
    pub audit: AuditId,
    /// The audit's reference.
    pub reference: &'a str,
    /// The audit's title.
    pub title: &'a str,
    /// How far the audit is.
    pub stage: Option<AuditStage>,
    /// What was recommended.
    pub recommendations: Vec<EarlierRecommendation<'a>>,
    /// What later findings that were matched to it say was done, and whether it worked.
    pub told_since: Vec<&'a EarlierMatch>,
    /// What audits that made its audit again say of its measures.
    pub compared_since: Vec<(AuditId, &'a Comparison)>,
}

/// An earlier recommendation, what was done about it, and whether it worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierRecommendation<'a> {
    /// Which.
    pub id: RecommendationId,
    /// Its reference.
    pub reference: &'a str,
    /// When it was made.
    pub made: Stamp,
    /// What should change, as it now reads.
    pub text: &'a TextRef,
    /// Whom it addresses.
    pub addressees: &'a [AgencyId],
    /// How far it is.
    pub state: RecommendationState,
    /// The actions that are there for it.
    pub actions: Vec<&'a Action>,
    /// How many of them were verified as done, or closed.
    pub actions_done: u32,
    /// Reports that it is done: when, by whom, and what.
    pub reported: &'a [(Stamp, Option<AgencyId>, TextRef)],
    /// When somebody independent checked that it is done, and how.
    pub verified: Option<&'a (Stamp, TextRef)>,
    /// The last judgement of the difference it made.
    pub impact: Option<&'a ImpactJudgement>,
    /// What later findings that were matched to it say was done, and whether it worked.
    pub told_since: Vec<&'a EarlierMatch>,
}

/// What was seen before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SeenBefore<'a> {
    /// Earlier findings of audits, the latest first.
    pub findings: Vec<EarlierFinding<'a>>,
    /// What rapid and practice reviews learned and found, and what letters of inspections say, the
    /// latest first.
    pub learned: Vec<EarlierLearning<'a>>,
    /// Earlier recommendations on the theme, from whatever source, the latest first. Those that
    /// rest on something above are here, too.
    pub recommendations: Vec<EarlierRecommendation<'a>>,
}

impl Models {
    /// What was found and recommended on a theme in the three years up to a day.
    pub fn seen_before(&self, query: SeenBeforeQuery<'_>) -> SeenBefore<'_> {
        let findings = self.earlier_findings(query);
        let learned = self.earlier_learning(query);
        let of_findings = findings.iter().flat_map(|one| &one.recommendations);
        let of_reviews = learned.iter().flat_map(|one| &one.recommendations);
        let of_findings: BTreeSet<RecommendationId> =
            of_findings.chain(of_reviews).map(|one| one.id).collect();
        let wanted = |one: &&Recommendation| {
            let named = self.is_on_theme(one.theme.as_deref(), query.theme);
            let on_theme = named || of_findings.contains(&one.id);
            let own = query
                .asked_by
                .is_some_and(|asks| self.is_only_of(one, asks));
            let earlier = !own;
            on_theme && earlier && is_within(one.made, query.day)
        };
        let mut recommendations: Vec<_> = self
            .recommendations
            .all()
            .filter(wanted)
            .map(|one| self.earlier_recommendation(one))
            .collect();
        recommendations.sort_by_key(|one| std::cmp::Reverse(one.made.position));
        SeenBefore {
            findings,
            learned,
            recommendations,
        }
    }

    /// The code that stands for a theme now: the one it was renamed to, and so on.
    pub fn theme_now<'a>(&'a self, code: &'a str) -> &'a str {
        let mut now = code;
        for mapping in &self.people.theme_mappings {
            if mapping.from == now {
                now = &mapping.to;
            }
        }
        now
    }

    /// Whether something is on the theme with a code, old or new; what has no theme is on none.
    pub fn is_on_theme(&self, own: Option<&str>, code: &str) -> bool {
        own.is_some_and(|own| self.theme_now(own) == self.theme_now(code))
    }

    fn earlier_findings(&self, query: SeenBeforeQuery<'_>) -> Vec<EarlierFinding<'_>> {
        let audits = self.audits.all();
        let own = |audit: &&Audit| query.asked_by == Some(audit.id.into());
        let others = audits.filter(|audit| !own(audit));
        let all = others.flat_map(|audit| audit.findings.iter().map(move |one| (audit, one)));
        let wanted = all.filter(|(_, one)| {
            self.is_on_theme(Some(&one.now.theme), query.theme)
                && is_within(one.recorded, query.day)
        });
        let mut findings: Vec<_> = wanted
            .map(|(audit, one)| self.earlier_finding(audit, one))
            .collect();
        findings.sort_by_key(|one| std::cmp::Reverse(one.finding.recorded.position));
        findings
    }

    fn earlier_learning(&self, query: SeenBeforeQuery<'_>) -> Vec<EarlierLearning<'_>> {
        let wanted = self.learned_beside_audits().into_iter().filter(|one| {
            let own = query.asked_by == Some(one.of.thing());
            !own && self.is_on_theme(Some(one.theme), query.theme)
                && is_within(one.recorded, query.day)
        });
        let mut all: Vec<_> = wanted
            .map(|learned| {
                let made = self.recommendations.from_source(learned.of.source());
                EarlierLearning {
                    learned,
                    recommendations: made.map(|one| self.earlier_recommendation(one)).collect(),
                }
            })
            .collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.learned.recorded.position));
        all
    }

    fn earlier_finding<'a>(&'a self, audit: &'a Audit, finding: &'a Finding) -> EarlierFinding<'a> {
        let made = self.recommendations.from_source(finding.id.0);
        let repeats = self.audits.repeats_of(audit.id);
        let compared = repeats.flat_map(|again| {
            let measures = again.comparisons.iter();
            measures.map(move |measure| (again.id, measure))
        });
        EarlierFinding {
            finding,
            audit: audit.id,
            reference: &audit.reference,
            title: &audit.title,
            stage: self.audits.stage(audit.id),
            recommendations: made.map(|one| self.earlier_recommendation(one)).collect(),
            told_since: self.told_since(|told| told.findings.contains(&finding.id)),
            compared_since: compared.collect(),
        }
    }

    fn earlier_recommendation<'a>(&'a self, one: &'a Recommendation) -> EarlierRecommendation<'a> {
        let actions: Vec<_> = self
            .actions
            .for_parent(Parent::Recommendation(one.id))
            .collect();
        let done = actions.iter().filter(|action| action.is_done());
        EarlierRecommendation {
            id: one.id,
            reference: &one.reference,
            made: one.made,
            text: &one.text,
            addressees: &one.addressees,
            state: one.state(),
            actions_done: crate::audits::counted(done),
            actions,
            reported: &one.implemented,
            verified: one.verified.as_ref(),
            impact: one.impact.last(),
            told_since: self.told_since(|told| told.recommendations.contains(&one.id)),
        }
    }

    /// What findings say of something they were matched to, oldest first.
    fn told_since(&self, about: impl Fn(&EarlierMatch) -> bool) -> Vec<&EarlierMatch> {
        let findings = self.audits.all().flat_map(|audit| &audit.findings);
        let matches = findings.flat_map(|finding| &finding.earlier);
        let mut told: Vec<_> = matches.filter(|told| about(told)).collect();
        told.sort_by_key(|told| told.at.position);
        told
    }

    /// Whether a recommendation comes from what one audit, review or inspection found or learned,
    /// and from nothing else: then it was not seen before that.
    pub fn is_only_of(&self, one: &Recommendation, thing: StreamId) -> bool {
        let mut sources = one.sources.iter().map(|source| source.id);
        let own = |id| self.learned_by(id) == Some(thing);
        !one.sources.is_empty() && sources.all(|id| id.is_some_and(own))
    }

    /// The audit, review or inspection that found or learned what has an id.
    fn learned_by(&self, id: Uuid) -> Option<StreamId> {
        if let Some((audit, _)) = self.audits.finding(FindingId(id)) {
            return Some(audit.id.into());
        }
        if let Some((review, _)) = self.rapid_reviews.point(LearningPointId(id)) {
            return Some(review.id.into());
        }
        if let Some((review, _)) = self.practice_reviews.finding(ReviewFindingId(id)) {
            return Some(review.id.into());
        }
        let (inspection, _) = self.inspections.finding(InspectionFindingId(id))?;
        Some(inspection.id.into())
    }
}

/// Whether something happened in the three years up to a day.
fn is_within(at: Stamp, day: NaiveDate) -> bool {
    let from = months_before(day, MONTHS_BACK);
    at.occurred_on <= day && from.is_none_or(|from| from <= at.occurred_on)
}
