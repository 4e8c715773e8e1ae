//! Events of audit programmes, audits and their cases.

use super::{Generator, sort, stream, text};
use events::audit::{AuditKind, Event as Audit, FindingKind};
use events::audit_case::{AgeBand, Disability, Ethnicity, Event as Case, Placement, PlanType};
use events::audit_programme::Event as Programme;
use events::event::Event;
use events::ids::{StreamId, StreamKind};

impl Generator {
    /// A programme, an audit of it and a case of that.
    pub(super) fn first_audit(&mut self) -> Vec<(StreamId, Event)> {
        let programme = self.year_agreed();
        let audit = self.audit_commissioned();
        let case = self.case_drawn();
        vec![
            (of_programme(0), Event::AuditProgramme(programme)),
            (of_audit(0), Event::Audit(audit)),
            (of_case(0), Event::AuditCase(case)),
        ]
    }

    pub(super) fn any_audit(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(12);
        match self.dice.below(4) {
            0 => (of_programme(number % 3), self.about_a_programme()),
            1 => (of_case(number), self.about_a_case()),
            _ => (of_audit(number % 6), self.about_an_audit()),
        }
    }

    fn about_a_programme(&mut self) -> Event {
        Event::AuditProgramme(match self.dice.below(3) {
            0 => self.year_agreed(),
            1 => Programme::AuditDroppedFromProgramme {
                scheduled: self.one(sort::SCHEDULED, 12),
            },
            _ => Programme::ProgrammeClosed {},
        })
    }

    fn about_an_audit(&mut self) -> Event {
        Event::Audit(match self.dice.below(5) {
            0 => self.audit_commissioned(),
            1 => Audit::FindingRecorded {
                finding: self.one(sort::FINDING, 40),
                kind: FindingKind::Improvement,
                statement: text(21),
                x: 3,
                n: 12,
                theme: "neglect".to_owned(),
                underlying_reason: None,
            },
            2 => Audit::AuditReportApproved {},
            3 => Audit::AuditClosed {},
            _ => Audit::AuditAbandoned {},
        })
    }

    fn about_a_case(&mut self) -> Event {
        let agency = self.one(sort::AGENCY, 8);
        Event::AuditCase(match self.dice.below(4) {
            0 => self.case_drawn(),
            1 => Case::AgencyReturnRequested {
                agency,
                due: self.near(20, 20),
            },
            2 => Case::CaseSelfGraded {
                agency,
                grade: "G".to_owned(),
                evidence: Vec::new(),
            },
            _ => Case::CaseGradeModerated {
                from: "G".to_owned(),
                to: "RI".to_owned(),
            },
        })
    }

    fn year_agreed(&mut self) -> Programme {
        Programme::ProgrammeAgreed {
            title: "2026 to 2027".to_owned(),
            starts: self.near(200, 0),
            ends: self.near(0, 200),
            minimum: 4,
            plan: None,
            agreed_by: None,
        }
    }

    fn audit_commissioned(&mut self) -> Audit {
        Audit::AuditCommissioned {
            kind: AuditKind::MultiAgency,
            title: "Neglect of young children".to_owned(),
            reference: format!("A{}", self.dice.below(40)),
            question: text(22),
            cohort: text(23),
            theme: "neglect".to_owned(),
            sample_planned: 12,
            method: text(24),
            agencies: vec![self.one(sort::AGENCY, 8), self.one(sort::AGENCY, 8)],
            starts: self.near(40, 0),
            fieldwork_due: self.near(0, 20),
            report_due: self.near(20, 40),
            scheduled: None,
            repeat_of: None,
            grading_scale: 1,
        }
    }

    fn case_drawn(&mut self) -> Case {
        Case::CaseDrawn {
            audit: self.one(sort::AUDIT, 6),
            alias: format!("A-{:02}", self.dice.below(40)),
            age_band: AgeBand::OneToFour,
            disability: Disability::Unknown,
            ethnicity: Ethnicity::Unknown,
            placement: Placement::AtHome,
            plan_type: PlanType::ChildProtection,
            agencies: vec![self.one(sort::AGENCY, 8)],
        }
    }
}

fn of_programme(number: u64) -> StreamId {
    stream(StreamKind::AuditProgramme, sort::PROGRAMME, number)
}

fn of_audit(number: u64) -> StreamId {
    stream(StreamKind::Audit, sort::AUDIT, number)
}

fn of_case(number: u64) -> StreamId {
    stream(StreamKind::AuditCase, sort::CASE, number)
}
