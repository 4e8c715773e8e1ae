//! The grades of an audit's cases side by side, how far moderation moved them, and what kind of
//! children the sample looked at.

use super::{Audits, Case, PeerGrade, SelfGrade, counted};
use crate::Models;
use events::audit_case::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use events::ids::{AgencyId, AuditId, CaseId};
use events::partnership::Grade;
use serde::Serialize;
use std::collections::BTreeMap;

/// The grades of one case side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GradeRow<'a> {
    /// The case.
    pub case: CaseId,
    /// What the child is called in the audit.
    pub alias: &'a str,
    /// What each agency thinks of its own practice.
    pub own: &'a BTreeMap<AgencyId, SelfGrade>,
    /// What people of the sub-group think, the latest last.
    pub peers: &'a [PeerGrade],
    /// The grade the case stands at before it is moderated: the latest peer grade, or else the
    /// lowest self-grade. None where nobody graded it.
    pub stood_at: Option<&'a str>,
    /// The grade agencies agreed last.
    pub moderated: Option<&'a str>,
}

/// How far moderation moved the grades of the cases left in a sample. Each case counts once: from
/// the grade it stood at before its first moderation to the one agreed last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// How many cases have a moderated grade.
    pub moderated: u32,
    /// Towards the best grade of the scale.
    pub up: u32,
    /// Away from the best grade of the scale.
    pub down: u32,
    /// Not at all.
    pub unmoved: u32,
    /// Between grades of which one is not in the audit's scale.
    pub unknown: u32,
}

/// What kind of children the cases left in a sample are. Broad groups only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// By age.
    pub age_bands: BTreeMap<AgeBand, u32>,
    /// By disability.
    pub disability: BTreeMap<Disability, u32>,
    /// By ethnic group.
    pub ethnicity: BTreeMap<Ethnicity, u32>,
    /// By where they live.
    pub placement: BTreeMap<Placement, u32>,
    /// By the plan that stands for them.
    pub plan_type: BTreeMap<PlanType, u32>,
}

impl Audits {
    /// What kind of children the cases left in a sample are.
    pub fn profile(&self, id: AuditId) -> Profile {
        let mut profile = Profile::default();
        for case in self.drawn(id) {
            if case.is_excluded() {
                continue;
            }
            *profile.age_bands.entry(case.age_band).or_default() += 1;
            *profile.disability.entry(case.disability).or_default() += 1;
            *profile.ethnicity.entry(case.ethnicity).or_default() += 1;
            *profile.placement.entry(case.placement).or_default() += 1;
            *profile.plan_type.entry(case.plan_type).or_default() += 1;
        }
        profile
    }
}

impl Models {
    /// The grades of an audit's scale, best first. Empty where the scale is not known.
    pub fn grades_of(&self, id: AuditId) -> &[Grade] {
        let audit = self.audits.audit(id);
        let scale = audit.and_then(|audit| self.people.scales.get(&audit.grading_scale));
        scale.map_or(&[], |scale| scale.grades.as_slice())
    }

    /// The grades of the cases left in a sample, by alias.
    pub fn grade_rows(&self, id: AuditId) -> Vec<GradeRow<'_>> {
        let scale = self.grades_of(id);
        let drawn = self.audits.drawn(id).into_iter();
        let left = drawn.filter(|case| !case.is_excluded());
        left.map(|case| GradeRow {
            case: case.id,
            alias: &case.alias,
            own: &case.self_grades,
            peers: &case.peer_grades,
            stood_at: stood_at(case, scale),
            moderated: case.moderated(),
        })
        .collect()
    }

    /// How far moderation moved the grades of the cases left in a sample.
    pub fn grades_moved(&self, id: AuditId) -> Moved {
        let scale = self.grades_of(id);
        let place = |code: &str| scale.iter().position(|grade| grade.code == code);
        let drawn = self.audits.drawn(id);
        let left = drawn.iter().filter(|case| !case.is_excluded());
        let mut moved = Moved::default();
        for case in left {
            let ends = case.moderations.first().zip(case.moderations.last());
            let Some((first, last)) = ends else {
                continue;
            };
            moved.moderated += 1;
            match place(&first.from).zip(place(&last.to)) {
                Some((from, to)) if to < from => moved.up += 1,
                Some((from, to)) if to > from => moved.down += 1,
                Some(_) => moved.unmoved += 1,
                None => moved.unknown += 1,
            }
        }
        moved
    }

    /// How many of the cases left got each moderated grade, in the order of the scale.
    pub fn moderated_grades(&self, id: AuditId) -> Vec<(&Grade, u32)> {
        let drawn = self.audits.drawn(id);
        let got = |grade: &Grade| {
            let left = drawn.iter().filter(|case| !case.is_excluded());
            counted(left.filter(|case| case.moderated() == Some(&grade.code)))
        };
        let scale = self.grades_of(id).iter();
        scale.map(|grade| (grade, got(grade))).collect()
    }
}

fn stood_at<'a>(case: &'a Case, scale: &[Grade]) -> Option<&'a str> {
    let before = case.moderations.first().map(|first| first.from.as_str());
    let peer = case.peer_grades.last().map(|peer| peer.grade.as_str());
    before.or(peer).or_else(|| {
        let own = case.self_grades.values().map(|own| own.grade.as_str());
        own.max_by_key(|code| scale.iter().position(|grade| grade.code == *code))
    })
}
