//! Events of recommendations.

use super::{Generator, sort, stream, text};
use events::event::Event;
use events::ids::{StreamId, StreamKind};
use events::recommendation::{Event as Rec, Level, QualityAnswer, QualityQuestion};
use events::recommendation::{Source, SourceKind};

impl Generator {
    pub(super) fn any_recommendation(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(40);
        let event = match self.dice.below(3) {
            0 => self.made(number),
            1 => self.answered(),
            _ => self.followed(),
        };
        let one = stream(StreamKind::Recommendation, sort::RECOMMENDATION, number);
        (one, Event::Recommendation(event))
    }

    pub(super) fn made(&mut self, number: u64) -> Rec {
        let (kind, known) = if self.dice.one_in(3) {
            (
                SourceKind::PracticeReview,
                self.one(sort::REVIEW_FINDING, 4),
            )
        } else if self.dice.one_in(4) {
            (
                SourceKind::Inspection,
                self.one(sort::INSPECTION_FINDING, 6),
            )
        } else {
            (SourceKind::PracticeReview, self.one(sort::EVIDENCE, 80))
        };
        let source = Source {
            kind,
            id: self.dice.one_in(2).then_some(known),
            title: "Review".to_owned(),
        };
        Rec::RecommendationMade {
            reference: format!("R{number}"),
            plan: self.dice.one_in(2).then(|| self.one(sort::PLAN, 3)),
            priority: None,
            theme: Some("neglect".to_owned()),
            sources: vec![source],
            text: text(1),
            addressees: vec![self.one(sort::AGENCY, 8)],
            outcome: None,
            measure: None,
            level: Level::Local,
            due: Some(self.near(30, 300)),
        }
    }

    fn answered(&mut self) -> Rec {
        let agency = self.one(sort::AGENCY, 8);
        match self.dice.below(5) {
            0 => Rec::RecommendationAccepted { agency },
            1 => Rec::RecommendationPartlyAccepted { agency },
            2 => Rec::RecommendationDeclined { agency },
            3 => Rec::RecommendationQualityChecked {
                answers: vec![QualityAnswer {
                    question: QualityQuestion::Cause,
                    holds: true,
                }],
            },
            _ => Rec::RecommendationAmended {
                text: Some(text(2)),
                addressees: None,
                outcome: None,
                measure: None,
                due: Some(self.near(0, 200)),
            },
        }
    }

    fn followed(&mut self) -> Rec {
        let other = self.one(sort::RECOMMENDATION, 40);
        match self.dice.below(12) {
            0 => Rec::RecommendationMerged { into: other },
            1 => Rec::RecommendationSplit { into: vec![other] },
            2 => Rec::RecommendationSuperseded { by: other },
            3 => Rec::RecommendationCarriedForward {
                to: self.one(sort::PLAN, 3),
            },
            4 => Rec::RecommendationRepeatsEarlier { earlier: other },
            5 | 6 => Rec::ImplementationReported {
                agency: None,
                report: text(3),
            },
            7 => Rec::ImplementationVerified { how: text(4) },
            8 => Rec::RecommendationImpactJudged {
                judgement: self.judgement(),
                evidence: Vec::new(),
                explanation: text(5),
            },
            9 => Rec::ClosedWithoutImpactEvidence {},
            10 => Rec::RecommendationClosed {},
            _ => Rec::RecommendationReopened {},
        }
    }
}
