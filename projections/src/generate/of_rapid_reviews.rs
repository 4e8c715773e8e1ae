//! Events of serious incidents, rapid reviews and their children.

use super::{Generator, sort, stream, text};
use events::event::Event;
use events::ids::{AgencyId, StreamId, StreamKind};
use events::rapid_review::{
    DayPlan, Earlier, Event as Review, Outcome, PanelView, Position, ReviewCriterion,
};
use events::review_subject::{Characteristics, Event as Person, Safety, SubjectKind, SubjectOf};
use events::rule_set::Trigger;
use events::serious_incident::{Event as Incident, HarmFrom, InformedBecause, Nature};

impl Generator {
    /// An incident, its rapid review and its child.
    pub(super) fn first_rapid_review(&mut self) -> Vec<(StreamId, Event)> {
        let referred = Incident::IncidentReferred {
            reference: "SI-1".to_owned(),
            agency: self.one(sort::AGENCY, 8),
            on: self.today(),
            nature: Nature::Neglect,
            harm_from: HarmFrom::IntraFamilial,
            words: text(40),
        };
        let opened = Review::RapidReviewOpened {
            incident: Self::numbered(sort::INCIDENT, 0),
            reference: "SI-1".to_owned(),
            rule_set: "wt2023".to_owned(),
            trigger: Trigger::Notified,
            trigger_on: self.today(),
            due: None,
        };
        let added = Person::SubjectAdded {
            of: SubjectOf::Incident(Self::numbered(sort::INCIDENT, 0)),
            alias: "C-1".to_owned(),
            kind: SubjectKind::Child,
            characteristics: Characteristics::default(),
        };
        vec![
            (
                stream(StreamKind::SeriousIncident, sort::INCIDENT, 0),
                Event::SeriousIncident(referred),
            ),
            (
                stream(StreamKind::RapidReview, sort::RAPID_REVIEW, 0),
                Event::RapidReview(opened),
            ),
            (
                stream(StreamKind::ReviewSubject, sort::SUBJECT, 0),
                Event::ReviewSubject(added),
            ),
        ]
    }

    pub(super) fn any_rapid_review(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(6);
        match self.dice.below(4) {
            0 => (
                stream(StreamKind::SeriousIncident, sort::INCIDENT, number),
                Event::SeriousIncident(self.about_an_incident()),
            ),
            1 => (
                stream(StreamKind::ReviewSubject, sort::SUBJECT, number),
                Event::ReviewSubject(self.about_a_subject()),
            ),
            _ => (
                stream(StreamKind::RapidReview, sort::RAPID_REVIEW, number),
                Event::RapidReview(self.about_a_review()),
            ),
        }
    }

    fn about_an_incident(&mut self) -> Incident {
        let on = self.near(20, 0);
        match self.dice.below(9) {
            0 => Incident::IncidentCorrected {
                nature: Nature::Death,
                harm_from: HarmFrom::Both,
            },
            1 => Incident::LocalAuthorityBecameAware {
                on,
                rule_set: "wt2023".to_owned(),
            },
            2 => Incident::NotificationDecided {
                notify: self.dice.one_in(2),
                criteria: Vec::new(),
                rationale: text(41),
                consulted: vec![self.one(sort::AGENCY, 8)],
                dissent: Vec::new(),
            },
            3 => Incident::PanelNotified {
                reference: "N".to_owned(),
                on,
                nature: Nature::Neglect,
            },
            4 => Incident::NotificationWithdrawn { on },
            5 => Incident::OfstedDfeInformed {
                because: InformedBecause::LookedAfter,
                on,
            },
            _ => Incident::IncidentReferred {
                reference: format!("SI-{on}"),
                agency: self.one(sort::AGENCY, 8),
                on,
                nature: Nature::PhysicalHarm,
                harm_from: HarmFrom::Unknown,
                words: text(42),
            },
        }
    }

    fn about_a_subject(&mut self) -> Person {
        let action = self.one(sort::SAFETY_ACTION, 8);
        match self.dice.below(7) {
            5 => Person::SubjectAdded {
                of: SubjectOf::PracticeReview(self.one(sort::REVIEW, 4)),
                alias: "P-1".to_owned(),
                kind: SubjectKind::ParentOrCarer,
                characteristics: Characteristics::default(),
            },
            0 => Person::SafetyJudged {
                safety: Safety::Safe,
                words: text(43),
            },
            1 => Person::ImmediateSafetyActionRecorded {
                action,
                words: text(44),
                agencies: vec![self.one(sort::AGENCY, 8)],
            },
            2 => Person::ImmediateSafetyActionConfirmed {
                action,
                words: text(45),
            },
            _ => Person::SubjectAdded {
                of: SubjectOf::Incident(self.one(sort::INCIDENT, 6)),
                alias: "C-1".to_owned(),
                kind: SubjectKind::Child,
                characteristics: Characteristics::default(),
            },
        }
    }

    fn about_a_review(&mut self) -> Review {
        let agency: AgencyId = self.one(sort::AGENCY, 4);
        let on = self.near(20, 0);
        let point = self.one(sort::POINT, 12);
        match self.dice.below(18) {
            0 | 1 => Review::RapidReviewOpened {
                incident: self.one(sort::INCIDENT, 6),
                reference: "SI".to_owned(),
                rule_set: "wt2023".to_owned(),
                trigger: Trigger::Notified,
                trigger_on: on,
                due: None,
            },
            2 | 3 => Review::AgencySummaryRequested { agency },
            4 | 5 => Review::AgencySummaryReceived {
                agency,
                words: Some(text(46)),
                evidence: Vec::new(),
            },
            6 => Review::AgencySummaryReturnedForQuality { agency },
            7 => Review::MissingSummaryExplained {
                agency,
                words: text(47),
            },
            8 => Review::RapidReviewMeetingHeld {
                on,
                present: vec![agency],
            },
            9 => Review::LearningPointRecorded {
                point,
                statement: text(48),
                theme: "neglect".to_owned(),
            },
            10 => Review::PreviousLearningChecked {
                matches: vec![Earlier::LearningPoint(point)],
                words: text(49),
            },
            11 => Self::decided(agency),
            12 => Review::RapidReviewSubmitted { on },
            13 => Review::PanelResponseReceived {
                view: PanelView::Disagrees,
                comments: None,
                on,
            },
            14 => Review::PanelResponseLapsed {},
            15 => Review::RapidReviewClosed {},
            16 => Review::DayPlanSet {
                plan: DayPlan::default(),
            },
            _ => Review::AgencySummaryChased {
                agency,
                to: text(50),
            },
        }
    }

    fn decided(agency: AgencyId) -> Review {
        let (outcome, words) = (Outcome::NoReview, None);
        let position = Position {
            agency,
            outcome,
            words,
        };
        Review::ReviewDecisionMade {
            outcome: Outcome::PracticeReview,
            criteria: vec![ReviewCriterion::WorkingTogether],
            positions: vec![position],
            rationale: text(51),
        }
    }
}
