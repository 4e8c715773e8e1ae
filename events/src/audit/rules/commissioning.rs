//! Commissioning an audit and giving out its questions.

use super::super::{
    AuditKind, Command, Event, GradeDescriptor, Question, ScheduledRef, refusals as refused, sample,
};
use super::{Case, Verdict};
use crate::ids::{AgencyId, AuditId};
use crate::refusal::Refusals;
use std::collections::BTreeSet;

/// Commissions an audit. Anything but [`Command::CommissionAudit`] leads to nothing.
pub(super) fn commission(case: Case<'_>, command: Command) -> Verdict {
    let Command::CommissionAudit {
        kind,
        title,
        reference,
        question,
        cohort,
        theme,
        sample_planned,
        method,
        agencies,
        starts,
        fieldwork_due,
        report_due,
        scheduled,
        repeat_of,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let taken = case
        .world
        .audits
        .iter()
        .any(|(id, other)| *id != case.id && other.reference.trim() == reference.trim());
    broken.when(taken, refused::audit_reference_taken);
    let known = case.world.partnership.theme(&theme).is_some();
    broken.when(!known, refused::theme_unknown);
    broken.when(sample_planned == 0, refused::sample_planned_missing);
    let in_order = starts <= fieldwork_due && fieldwork_due <= report_due;
    broken.when(!in_order, refused::audit_dates_out_of_order);
    audited(case, kind, &agencies, &mut broken);
    if let Some(scheduled) = scheduled {
        planned(case, scheduled, &mut broken);
    }
    repeated(case, kind, repeat_of, &mut broken);
    let scale = case
        .world
        .partnership
        .grading_scale_on(case.given.occurred_on);
    broken.when(scale.is_none(), refused::no_grading_scale);
    let grading_scale = scale.map_or(0, |scale| scale.version);
    let commissioned = Event::AuditCommissioned {
        kind,
        title,
        reference,
        question,
        cohort,
        theme,
        sample_planned,
        method,
        agencies,
        starts,
        fieldwork_due,
        report_due,
        scheduled,
        repeat_of,
        grading_scale,
    };
    broken.or(|| vec![commissioned])
}

fn audited(case: Case<'_>, kind: AuditKind, agencies: &[AgencyId], broken: &mut Refusals) {
    let each: BTreeSet<_> = agencies.iter().collect();
    broken.when(each.len() < agencies.len(), refused::agency_repeated);
    broken.when(each.is_empty(), refused::agencies_missing);
    let alone = kind == AuditKind::MultiAgency && each.len() == 1;
    broken.when(alone, refused::agencies_too_few);
    let known = |agency: &AgencyId| case.world.partnership.agency(*agency);
    let unknown = agencies.iter().any(|agency| known(agency).is_none());
    broken.when(unknown, refused::agency_unknown);
    let left = agencies
        .iter()
        .filter_map(known)
        .any(|agency| !agency.is_member_on(case.given.today));
    broken.when(left, refused::agency_left);
}

/// An entry of a programme is made once, unless the audit made of it was given up.
fn planned(case: Case<'_>, scheduled: ScheduledRef, broken: &mut Refusals) {
    let programme = case.world.programmes.get(&scheduled.programme);
    let Some(programme) = programme else {
        return broken.push(refused::programme_entry_unknown());
    };
    broken.when(!programme.is_open(), refused::programme_entry_closed);
    let standing = programme.standing(scheduled.scheduled).is_some();
    broken.when(!standing, refused::programme_entry_unknown);
    let others = case.world.audits_of_programme.get(&scheduled.programme);
    let taken = others
        .into_iter()
        .flatten()
        .filter_map(|id| case.world.audits.get(id))
        .any(|other| {
            other.scheduled == Some(scheduled) && (other.is_open() || other.is_reported())
        });
    broken.when(taken, refused::programme_entry_taken);
}

fn repeated(case: Case<'_>, kind: AuditKind, repeat_of: Option<AuditId>, broken: &mut Refusals) {
    let Some(baseline) = repeat_of else {
        return broken.when(kind == AuditKind::Repeat, refused::repeat_without_baseline);
    };
    match case.world.audits.get(&baseline) {
        None => broken.push(refused::baseline_unknown()),
        Some(baseline) => broken.when(!baseline.is_reported(), refused::baseline_not_reported),
    }
}

pub(super) fn issue_tool(
    case: Case<'_>,
    questions: Vec<Question>,
    descriptors: Vec<GradeDescriptor>,
) -> Verdict {
    let mut broken = Refusals::default();
    let began = sample::fieldwork_began(case.id, case.world);
    broken.when(began, refused::tool_after_fieldwork);
    broken.when(questions.is_empty(), refused::questions_missing);
    let keys: BTreeSet<_> = questions
        .iter()
        .map(|question| question.key.trim())
        .collect();
    broken.when(keys.len() < questions.len(), refused::question_repeated);
    let grades: BTreeSet<_> = descriptors.iter().map(|one| one.grade.as_str()).collect();
    broken.when(
        grades.len() < descriptors.len(),
        refused::grade_described_twice,
    );
    let scale = case
        .world
        .partnership
        .grading_scales
        .get(&case.state.grading_scale);
    let in_scale = |code: &&str| {
        scale.is_some_and(|scale| scale.grades.iter().any(|grade| grade.code == **code))
    };
    broken.when(!grades.iter().all(in_scale), refused::grade_not_in_scale);
    let last = case.state.tool.as_ref().map_or(0, |tool| tool.version);
    let issued = Event::AuditToolIssued {
        version: last.saturating_add(1),
        questions,
        descriptors,
    };
    broken.or(|| vec![issued])
}
