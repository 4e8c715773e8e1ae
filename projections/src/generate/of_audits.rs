//! Events of audit programmes, audits and their cases.

use super::{Generator, sort, stream, text};
use events::action::Owner;
use events::audit::{AuditKind, Better, Count, Event as Audit, FindingKind, Judgement, Worked};
use events::audit_case::{
    AgeBand, Disability, Ethnicity, Event as Case, FamilyVoice, Placement, PlanType, Told,
};
use events::audit_programme::Event as Programme;
use events::event::Event;
use events::ids::{AgencyId, FindingId, StreamId, StreamKind};

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
        let scheduled = self.one(sort::SCHEDULED, 12);
        Event::AuditProgramme(match self.dice.below(7) {
            0 => self.year_agreed(),
            1 => Programme::AuditDroppedFromProgramme { scheduled },
            2 => Programme::AuditRescheduled {
                scheduled,
                from: 1,
                to: 2,
            },
            3 => Programme::ProgrammeShortfallAcknowledged {
                planned: 3,
                delivered: 2,
            },
            4 => Programme::ProgrammeClosed {},
            _ => Programme::AuditScheduled {
                scheduled,
                kind: AuditKind::Thematic,
                theme: "neglect".to_owned(),
                title: text(25),
                quarter: 1,
                lead: Owner {
                    role: "Head of Quality".to_owned(),
                    agency: Some(self.one(sort::AGENCY, 8)),
                },
                priority: None,
            },
        })
    }

    fn about_an_audit(&mut self) -> Event {
        let finding = self.one(sort::FINDING, 12);
        Event::Audit(match self.dice.below(12) {
            0 | 1 => self.audit_commissioned(),
            2 => Audit::AuditToolIssued {
                version: 1,
                questions: Vec::new(),
                descriptors: Vec::new(),
            },
            3 | 4 => Audit::SampleDrawn {
                method: text(26),
                cases: vec![self.one(sort::CASE, 12), self.one(sort::CASE, 12)],
                n: 2,
            },
            5 => Audit::ModerationMeetingHeld {
                on: self.near(20, 0),
                attendance: Vec::new(),
            },
            6 => self.ended(),
            7 => self.compared(),
            _ => self.found(finding),
        })
    }

    fn ended(&mut self) -> Audit {
        match self.dice.below(6) {
            0 => Audit::AuditClosed {},
            1 => Audit::AuditAbandoned {},
            2 => Audit::AuditLearningDisseminated {
                audience: text(27),
                how: text(28),
            },
            3 => Audit::AuditPresentedToBoard {
                meeting: self.one(sort::MEETING, 60),
            },
            _ => Audit::AuditReportApproved {},
        }
    }

    fn compared(&mut self) -> Audit {
        if self.dice.one_in(2) {
            return Audit::RepeatAuditScheduled {
                by: self.near(0, 200),
            };
        }
        Audit::ResultComparedWithBaseline {
            measure: text(29),
            better: Better::More,
            baseline: Count { x: 4, n: 12 },
            now: Count { x: 6, n: 12 },
            judgement: Judgement::TooSmallToConclude,
        }
    }

    fn found(&mut self, finding: FindingId) -> Audit {
        match self.dice.below(5) {
            0 => Audit::FindingCorrected {
                finding,
                kind: None,
                statement: None,
                x: 2,
                n: 11,
                theme: None,
                underlying_reason: Some(text(30)),
            },
            1 => Audit::FindingMatchedToEarlier {
                finding,
                earlier_findings: vec![self.one(sort::FINDING, 12)],
                earlier_recommendations: vec![self.one(sort::RECOMMENDATION, 40)],
                what_was_done: text(31),
                worked: Worked::Partly,
            },
            2 => Audit::NoRecommendationJustified { finding },
            _ => Audit::FindingRecorded {
                finding,
                kind: FindingKind::Improvement,
                statement: text(21),
                x: 3,
                n: 12,
                theme: "neglect".to_owned(),
                underlying_reason: None,
            },
        }
    }

    fn about_a_case(&mut self) -> Event {
        let agency = self.one(sort::AGENCY, 8);
        Event::AuditCase(match self.dice.below(13) {
            0 | 1 => self.case_drawn(),
            10 => Case::AgencyReturnReminderSent { agency },
            2 => Case::AgencyReturnRequested {
                agency,
                due: self.near(20, 20),
            },
            3 => Case::AgencyReturnDraftSaved {
                agency,
                answers: Vec::new(),
            },
            4 => Case::AgencyReturnReceived {
                agency,
                tool: 1,
                answers: Vec::new(),
            },
            5 => Case::AgencyReturnReturnedForRework { agency },
            6 => Case::CaseSelfGraded {
                agency,
                grade: "G".to_owned(),
                evidence: Vec::new(),
            },
            7 => Case::CasePeerGraded {
                grade: "O".to_owned(),
                words: None,
            },
            8 => Case::CaseExcluded {
                after_grading: false,
            },
            9 => self.worried(agency),
            _ => Case::CaseGradeModerated {
                from: "G".to_owned(),
                to: "RI".to_owned(),
            },
        })
    }

    fn worried(&mut self, agency: AgencyId) -> Case {
        let concern = self.one(sort::CONCERN, 6);
        match self.dice.below(5) {
            0 => Case::ConcernTold {
                concern,
                told: Told {
                    who: text(33),
                    agency: Some(agency),
                    on: self.near(20, 0),
                },
            },
            1 => Case::CorrectiveActionConfirmed {
                concern,
                words: text(34),
            },
            2 => Case::PractitionerReflectionCaptured {
                agency,
                words: text(35),
            },
            3 => Case::FamilyViewCaptured {
                who: FamilyVoice::Child,
                words: text(36),
            },
            _ => Case::ImmediateConcernRaised {
                concern,
                words: text(37),
                agencies: vec![agency],
                told: Vec::new(),
            },
        }
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
