//! How the events of audits and of their cases move the model on.

use super::{
    Audit, Audits, Case, Comparison, Descriptor, Dissemination, Finding, ModerationMeeting, Sample,
    Tool,
};
use crate::reference::{Stamp, TextRef};
use events::audit::{Event, GradeDescriptor, Phase, Question};
use events::audit_case;
use events::envelope::Envelope;
use events::ids::{AuditId, CaseId, FindingId};
use std::collections::BTreeSet;

impl Audits {
    pub(crate) fn apply_audit(&mut self, event: &Event, envelope: &Envelope) {
        let id = AuditId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Event::AuditCommissioned { .. } = event {
            self.commission(id, event, at);
        } else if let Event::FindingRecorded { finding, .. } = event {
            self.findings.insert(*finding, id);
        }
        if let Some(audit) = self.commissioned.get_mut(&id) {
            (audit.version, audit.last) = (envelope.version, at);
            audit.apply(event, envelope, at);
        }
    }

    /// What is found by its programme's entry, or by the audit it repeats, is found by what was
    /// said last.
    fn commission(&mut self, id: AuditId, event: &Event, at: Stamp) {
        let Some(new) = Audit::commissioned(id, event, at) else {
            return;
        };
        let known = self.commissioned.get(&id);
        if let Some(entry) = known.and_then(|known| known.scheduled) {
            self.of_entry.entry(entry).or_default().remove(&id);
        }
        if let Some(baseline) = known.and_then(|known| known.repeat_of) {
            self.repeats_of.entry(baseline).or_default().remove(&id);
        }
        if let Some(entry) = new.scheduled {
            self.of_entry.entry(entry).or_default().insert(id);
        }
        if let Some(baseline) = new.repeat_of {
            self.repeats_of.entry(baseline).or_default().insert(id);
        }
        self.commissioned.insert(id, Box::new(new));
    }

    pub(crate) fn apply_case(&mut self, event: &audit_case::Event, envelope: &Envelope) {
        let id = CaseId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = Case::drawn(id, event, at) {
            if let Some(known) = self.cases.get(&id) {
                self.cases_of.entry(known.audit).or_default().remove(&id);
            }
            self.cases_of.entry(new.audit).or_default().insert(id);
            self.cases.insert(id, Box::new(new));
        }
        if let Some(case) = self.cases.get_mut(&id) {
            (case.version, case.last) = (envelope.version, at);
            case.apply(event, envelope, at);
        }
    }
}

impl Audit {
    fn commissioned(id: AuditId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::AuditCommissioned {
            kind,
            title,
            reference,
            question: _,
            cohort: _,
            theme,
            sample_planned,
            method: _,
            agencies,
            starts,
            fieldwork_due,
            report_due,
            scheduled,
            repeat_of,
            grading_scale,
        } = event
        else {
            return None;
        };
        let field = |name| TextRef::new(at.position, name);
        Some(Self {
            id,
            version: 0,
            commissioned: at,
            kind: *kind,
            reference: reference.clone(),
            title: title.clone(),
            theme: theme.clone(),
            question: field("/data/question"),
            cohort: field("/data/cohort"),
            method: field("/data/method"),
            sample_planned: *sample_planned,
            agencies: agencies.iter().copied().collect(),
            starts: *starts,
            fieldwork_due: *fieldwork_due,
            report_due: *report_due,
            scheduled: *scheduled,
            repeat_of: *repeat_of,
            grading_scale: *grading_scale,
            tools: Vec::new(),
            sample: None,
            moderation: Vec::new(),
            findings: Vec::new(),
            comparisons: Vec::new(),
            report_approved: None,
            presented: Vec::new(),
            disseminated: Vec::new(),
            repeat_by: None,
            closed: None,
            abandoned: None,
            last: at,
            phase: Phase::Commissioned,
        })
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let reason = || TextRef::reason_of(envelope);
        match event {
            Event::AuditCommissioned { .. } => {}
            Event::AuditToolIssued {
                version,
                questions,
                descriptors,
            } => {
                let tool = Tool::issued(*version, questions, descriptors, at);
                self.tools.push(tool);
            }
            Event::SampleDrawn {
                method: _,
                cases,
                n,
            } => {
                self.phase = Phase::Sampled;
                self.sample = Some(Sample {
                    at,
                    method: TextRef::new(at.position, "/data/method"),
                    cases: cases.iter().copied().collect::<BTreeSet<_>>(),
                    n: *n,
                });
            }
            Event::ModerationMeetingHeld { on, attendance } => {
                let attendance = attendance.clone();
                self.moderation.push(ModerationMeeting {
                    at,
                    on: *on,
                    attendance,
                });
            }
            Event::FindingRecorded { .. }
            | Event::FindingCorrected { .. }
            | Event::FindingMatchedToEarlier { .. }
            | Event::NoRecommendationJustified { .. } => self.found(event, envelope, at),
            Event::AuditReportApproved {} => {
                self.phase = Phase::Approved;
                self.report_approved = Some((at, reason()));
            }
            Event::AuditPresentedToBoard { meeting } => self.presented.push((at, *meeting)),
            Event::AuditLearningDisseminated {
                audience: _,
                how: _,
            } => self.disseminated.push(Dissemination {
                at,
                audience: TextRef::new(at.position, "/data/audience"),
                how: TextRef::new(at.position, "/data/how"),
            }),
            Event::RepeatAuditScheduled { by } => self.repeat_by = Some((at, *by)),
            Event::ResultComparedWithBaseline { .. } => {
                self.comparisons.extend(Comparison::of(event, at));
            }
            Event::AuditClosed {} => {
                self.phase = Phase::Closed;
                self.closed = Some(at);
            }
            Event::AuditAbandoned {} => {
                self.phase = Phase::Abandoned;
                self.abandoned = Some((at, reason()));
            }
        }
    }

    fn found(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        if let Some(new) = Finding::recorded(event, at) {
            self.findings.retain(|known| known.id != new.id);
            self.findings.push(new);
        } else if let Event::FindingCorrected { finding, .. } = event {
            self.change(*finding, |known| known.corrected(event, envelope, at));
        } else if let Event::FindingMatchedToEarlier { finding, .. } = event {
            self.change(*finding, |known| known.matched(event, at));
        } else if let Event::NoRecommendationJustified { finding } = event {
            let reason = TextRef::reason_of(envelope);
            self.change(*finding, |known| {
                known.no_recommendation = Some((at, reason));
            });
        }
    }

    fn change(&mut self, id: FindingId, change: impl FnOnce(&mut Finding)) {
        let known = self.findings.iter_mut().find(|known| known.id == id);
        if let Some(known) = known {
            change(known);
        }
    }
}

impl Tool {
    fn issued(
        version: u32,
        questions: &[Question],
        descriptors: &[GradeDescriptor],
        at: Stamp,
    ) -> Self {
        let words = |list, n| TextRef::element(at.position, list, n, "words");
        let questions = questions.iter().enumerate();
        let questions = questions.map(|(n, one)| (one.key.clone(), words("questions", n)));
        let descriptors = descriptors.iter().enumerate();
        let descriptors = descriptors.map(|(n, one)| Descriptor {
            grade: one.grade.clone(),
            words: words("descriptors", n),
        });
        Self {
            at,
            version,
            questions: questions.collect(),
            descriptors: descriptors.collect(),
        }
    }
}

impl Comparison {
    fn of(event: &Event, at: Stamp) -> Option<Self> {
        let Event::ResultComparedWithBaseline {
            measure: _,
            better,
            baseline,
            now,
            judgement,
        } = event
        else {
            return None;
        };
        Some(Self {
            at,
            measure: TextRef::new(at.position, "/data/measure"),
            better: *better,
            baseline: *baseline,
            now: *now,
            judgement: *judgement,
        })
    }
}
