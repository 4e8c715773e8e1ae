//! Events of inspections.

use super::{Generator, sort, stream, text};
use events::event::Event;
use events::ids::{StreamId, StreamKind};
use events::inspection::{Event as Part, Fieldwork, FindingKind, InspectionKind, Inspectorate};

impl Generator {
    /// An inspection that was notified.
    pub(super) fn first_inspection(&self) -> (StreamId, Event) {
        let notified = Part::InspectionNotified {
            kind: InspectionKind::Jtai,
            reference: "JTAI 0".to_owned(),
            inspectorates: vec![Inspectorate::Ofsted],
            on: self.today(),
            fieldwork: Some(self.days_here()),
            lead: "Head of Quality Assurance".to_owned(),
        };
        let one = stream(StreamKind::Inspection, sort::INSPECTION, 0);
        (one, Event::Inspection(notified))
    }

    pub(super) fn any_inspection(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(3);
        let one = stream(StreamKind::Inspection, sort::INSPECTION, number);
        let event = match self.dice.below(3) {
            0 => self.inspecting(number),
            1 => self.requesting(),
            _ => self.reporting(),
        };
        (one, Event::Inspection(event))
    }

    fn days_here(&self) -> Fieldwork {
        Fieldwork {
            from: self.today(),
            to: self.today(),
        }
    }

    fn inspecting(&mut self, number: u64) -> Part {
        match self.dice.below(4) {
            0 => Part::InspectionDatesChanged {
                fieldwork: self.days_here(),
            },
            1 => Part::InspectionClosed {},
            _ => Part::InspectionNotified {
                kind: InspectionKind::Jtai,
                reference: format!("JTAI {number}"),
                inspectorates: vec![Inspectorate::Ofsted, Inspectorate::Cqc],
                on: self.near(20, 0),
                fieldwork: self.dice.one_in(2).then(|| self.days_here()),
                lead: "Head of Quality Assurance".to_owned(),
            },
        }
    }

    fn requesting(&mut self) -> Part {
        let request = self.one(sort::REQUEST, 9);
        let agency = self.dice.one_in(2).then(|| self.one(sort::AGENCY, 8));
        match self.dice.below(5) {
            0 => Part::InformationRequestAnswered {
                request,
                agency,
                words: text(91),
                on: self.near(20, 0),
                things: Vec::new(),
                evidence: Vec::new(),
                packs: Vec::new(),
            },
            1 => Part::InformationRequestWithdrawn { request, agency },
            2 => Part::LateAnswerExplained {
                request,
                agency,
                words: text(92),
                told: text(93),
                on: self.today(),
            },
            _ => Part::InformationRequestReceived {
                request,
                number: "1".to_owned(),
                inspectorate: Inspectorate::Ofsted,
                agency,
                what: text(94),
                received_on: self.near(20, 0),
                due_on: self.near(10, 10),
            },
        }
    }

    fn reporting(&mut self) -> Part {
        let finding = self.one(sort::INSPECTION_FINDING, 6);
        let agencies = vec![self.one(sort::AGENCY, 8)];
        let kind = match self.dice.below(3) {
            0 => FindingKind::PriorityAction,
            1 => FindingKind::Improvement,
            _ => FindingKind::Strength,
        };
        match self.dice.below(7) {
            0 => Part::InspectionLetterReceived {
                on: self.near(20, 0),
                judged: text(95),
                rule_set: Some("wt2023".to_owned()),
                due: self.dice.one_in(2).then(|| self.near(10, 90)),
            },
            1 => Part::InspectionFindingCorrected {
                finding,
                kind,
                statement: text(96),
                theme: "neglect".to_owned(),
                agencies,
            },
            2 => Part::NoRecommendationJustified { finding },
            3 => Part::PostInspectionPlanSubmitted {
                to: text(97),
                on: self.near(20, 0),
                plan: None,
                document: None,
            },
            4 => Part::LatePlanExplained {
                words: text(98),
                told: text(99),
                on: self.today(),
            },
            _ => Part::InspectionFindingReceived {
                finding,
                kind,
                statement: text(100),
                theme: "neglect".to_owned(),
                agencies,
            },
        }
    }
}
