//! Events of practice reviews.

use super::{Generator, sort, stream, text};
use events::event::Event;
use events::ids::{StreamId, StreamKind};
use events::practice_review::{
    AnonymityAnswer, AnonymityQuestion, Event as Review, FindingKind, Proceeding, Quality,
    ReviewKind, Timeliness,
};

impl Generator {
    /// A review that was commissioned, and says something.
    pub(super) fn first_review(&self) -> Vec<(StreamId, Event)> {
        let all = [self.review_commissioned(), Self::review_says(0)].into_iter();
        all.map(|event| (review(0), Event::PracticeReview(event)))
            .collect()
    }

    pub(super) fn any_review(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(4);
        let event = match self.dice.below(3) {
            0 => self.reviewing(),
            1 => self.drafting(),
            _ => self.publishing(),
        };
        (review(number), Event::PracticeReview(event))
    }

    fn review_commissioned(&self) -> Review {
        Review::ReviewCommissioned {
            kind: ReviewKind::Local,
            title: "Child Alder".to_owned(),
            reference: "LCSPR 1".to_owned(),
            about: text(51),
            decided_on: self.today(),
            rapid_review: Some(Self::numbered(sort::RAPID_REVIEW, 0)),
            rule_set: "wt2023".to_owned(),
            due: Some(self.today()),
            monitored_every_weeks: 6,
        }
    }

    fn review_says(number: u64) -> Review {
        Review::ReviewFindingRecorded {
            finding: Self::numbered(sort::REVIEW_FINDING, number),
            kind: FindingKind::Finding,
            statement: text(52),
            theme: "neglect".to_owned(),
            underlying_reason: None,
        }
    }

    fn reviewing(&mut self) -> Review {
        let number = 1 + u32::try_from(self.dice.below(2)).unwrap_or(0);
        let agencies = vec![self.one(sort::AGENCY, 8)];
        match self.dice.below(14) {
            0 => self.review_commissioned(),
            1 => Review::ReviewerAppointed {
                number,
                who: text(53),
                independence: text(54),
            },
            2 => Review::ReviewerRemoved { number },
            3 => Review::TermsOfReferenceAgreed {
                words: text(55),
                agencies,
            },
            4 => Review::TermsOfReferenceRevised {
                words: text(56),
                agencies,
            },
            5 => Review::ParallelProceedingRegistered {
                number,
                kind: Proceeding::Inquest,
                words: text(57),
            },
            6 => Review::ParallelProceedingConcluded {
                number,
                words: text(58),
            },
            7 => Review::FamilyInvited {
                number,
                alias: "Mother".to_owned(),
                subject: Some(self.one(sort::SUBJECT, 12)),
                how: text(59),
            },
            8 => Review::FamilyContributed {
                number,
                words: Some(text(60)),
            },
            9 => Review::FamilyDeclined {
                number,
                words: None,
            },
            10 => Review::PractitionerEventHeld {
                on: self.near(20, 0),
                attended: 9,
                agencies,
                words: text(61),
            },
            11 => Review::ReviewProgressMonitored {
                time: Timeliness::OnTime,
                quality: Quality::Satisfactory,
                words: text(62),
            },
            12 => Review::ReviewerInformationRequestedInWriting {
                number,
                agency: agencies.first().copied(),
                what: text(63),
                due: self.near(10, 20),
            },
            _ => Review::ReviewerInformationReceived {
                number,
                agency: None,
                words: text(64),
                document: None,
            },
        }
    }

    fn drafting(&mut self) -> Review {
        let version = 1 + u32::try_from(self.dice.below(2)).unwrap_or(0);
        let agency = self.one(sort::AGENCY, 8);
        match self.dice.below(9) {
            0 => Review::DraftReportReceived {
                version,
                reviewer: Some(1),
                words: text(65),
                document: None,
            },
            1 => Review::AccuracyCheckRequested {
                version,
                agency,
                due: self.near(10, 20),
            },
            2 => Review::AccuracyChecked {
                version,
                agency,
                accurate: false,
                words: Some(text(66)),
            },
            3 => {
                let number = self.dice.below(4);
                Self::review_says(number)
            }
            4 => Review::ReviewFindingCorrected {
                finding: self.one(sort::REVIEW_FINDING, 4),
                kind: FindingKind::GoodPractice,
                statement: None,
                theme: "neglect".to_owned(),
            },
            5 => Review::NoRecommendationJustified {
                finding: self.one(sort::REVIEW_FINDING, 4),
            },
            6 => Review::EarlyLearningReleased {
                audience: text(67),
                words: text(68),
            },
            7 => Review::ReportSignedOff {
                version,
                agency,
                complete: self.dice.one_in(2),
            },
            _ => Review::AnonymisationChecked {
                version,
                by: "Coordinator".to_owned(),
                answers: vec![AnonymityAnswer {
                    question: AnonymityQuestion::Ages,
                    holds: true,
                }],
                patterns: Vec::new(),
                residual_risk: text(69),
            },
        }
    }

    fn publishing(&mut self) -> Review {
        let on = self.near(20, 0);
        let version = 1;
        match self.dice.below(10) {
            0 => Review::PublicationImpactAssessed {
                family: text(70),
                practitioners: text(71),
            },
            1 => Review::ReportSentToPanelAndSecretaryOfState { version, on },
            2 => Review::ReportSentToOfsted { version, on },
            3 => Review::PanelCommentReceived {
                on,
                words: text(72),
            },
            4 => Review::PublicationDelayed {
                why: text(73),
                expected: self.near(0, 60),
                told_panel_on: on,
                told: Vec::new(),
            },
            5 => Review::NonPublicationDecided {
                justification: text(74),
            },
            6 => Review::ReportPublished {
                version,
                on,
                available_until: self.near(0, 300),
                place: "Website".to_owned(),
            },
            7 => Review::ImprovementsPublished {
                on,
                available_until: self.near(0, 300),
                place: "Website".to_owned(),
                words: text(75),
            },
            8 => Review::ReportTakenDown { on },
            _ => Review::ReviewClosed {},
        }
    }
}

fn review(number: u64) -> StreamId {
    stream(StreamKind::PracticeReview, sort::REVIEW, number)
}
