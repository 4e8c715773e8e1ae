//! Audits and self-assessments in the small logs.

use super::{Log, id, words};
use events::audit::{self, AuditKind, FindingKind};
use events::audit_case::{self, AgeBand, Disability, Ethnicity, Placement, PlanType};
use events::audit_programme;
use events::event::Event;
use events::ids::{AuditId, CaseId, FindingId, ProgrammeId, RecommendationId};
use events::partnership::{self, AgencyKind, Grade};
use events::recommendation::{self, Level, Source, SourceKind};

impl Log {
    pub(crate) fn programme(&mut self, number: u128, event: audit_programme::Event) -> u64 {
        let stream = id::<ProgrammeId>(number).into();
        self.add(stream, Event::AuditProgramme(event))
    }

    pub(crate) fn audit(&mut self, number: u128, event: audit::Event) -> u64 {
        self.add(id::<AuditId>(number).into(), Event::Audit(event))
    }

    pub(crate) fn case(&mut self, number: u128, event: audit_case::Event) -> u64 {
        self.add(id::<CaseId>(number).into(), Event::AuditCase(event))
    }

    /// A second agency, Exshire Police, and a grading scale: O, G, RI, I.
    pub(crate) fn with_police_and_grades(&mut self) -> &mut Self {
        self.partnership(partnership::Event::RelevantAgencyAdded {
            agency: id(2),
            name: "Exshire Police".to_owned(),
            also_known_as: Vec::new(),
            kind: AgencyKind::Police,
            from: super::day("2026-01-01"),
        });
        let grade = |code: &str| Grade {
            code: code.to_owned(),
            word: code.to_owned(),
            descriptor: String::new(),
        };
        self.partnership(partnership::Event::GradingScaleAdopted {
            version: 1,
            name: "Four grades".to_owned(),
            grades: ["O", "G", "RI", "I"].map(grade).to_vec(),
            from: super::day("2026-01-01"),
        });
        self
    }

    /// Audit 1 of the council and the police, with cases 1 and 2 in its frozen sample.
    pub(crate) fn sampled(&mut self) -> &mut Self {
        self.with_police_and_grades();
        self.audit(1, commissioned("A1", "neglect"));
        self.case(1, drawn(1, "A-01"));
        self.case(2, drawn(1, "A-02"));
        self.audit(
            1,
            audit::Event::SampleDrawn {
                method: words(),
                cases: vec![id(1), id(2)],
                n: 2,
            },
        );
        self
    }

    /// A recommendation made from a finding.
    pub(crate) fn recommended(&mut self, number: u128, from: u128, theme: Option<&str>) -> u64 {
        let source = Source {
            kind: SourceKind::Finding,
            id: Some(id::<FindingId>(from).0),
            title: "A finding".to_owned(),
        };
        self.add(
            id::<RecommendationId>(number).into(),
            Event::Recommendation(recommendation::Event::RecommendationMade {
                reference: format!("{number}"),
                plan: None,
                priority: None,
                theme: theme.map(str::to_owned),
                sources: vec![source],
                text: words(),
                addressees: vec![id(1)],
                outcome: None,
                measure: None,
                level: Level::Local,
                due: None,
            }),
        )
    }
}

/// An audit of the council and the police.
pub(crate) fn commissioned(reference: &str, theme: &str) -> audit::Event {
    audit::Event::AuditCommissioned {
        kind: AuditKind::MultiAgency,
        title: "Neglect of young children".to_owned(),
        reference: reference.to_owned(),
        question: words(),
        cohort: words(),
        theme: theme.to_owned(),
        sample_planned: 3,
        method: words(),
        agencies: vec![id(1), id(2)],
        starts: super::day("2026-02-01"),
        fieldwork_due: super::day("2026-03-01"),
        report_due: super::day("2026-05-01"),
        scheduled: None,
        repeat_of: None,
        grading_scale: 1,
    }
}

/// A case both agencies work with.
fn drawn(audit: u128, alias: &str) -> audit_case::Event {
    audit_case::Event::CaseDrawn {
        audit: id(audit),
        alias: alias.to_owned(),
        age_band: AgeBand::OneToFour,
        disability: Disability::NotDisabled,
        ethnicity: Ethnicity::Unknown,
        placement: Placement::AtHome,
        plan_type: PlanType::ChildProtection,
        agencies: vec![id(1), id(2)],
    }
}

/// So many of two cases.
pub(crate) fn found(finding: u128, kind: FindingKind, theme: &str) -> audit::Event {
    audit::Event::FindingRecorded {
        finding: id(finding),
        kind,
        statement: words(),
        x: 1,
        n: 2,
        theme: theme.to_owned(),
        underlying_reason: None,
    }
}
