//! Events of briefings, learning activities and learning from child deaths.

use super::{Generator, sort, stream, text};
use events::briefing::{Event as Briefing, Part, Passage, Source, SourceKind};
use events::child_death_learning::{Band, Event as Deaths, Factor, Period};
use events::event::Event;
use events::ids::{StreamId, StreamKind};
use events::learning_activity::{
    ActivityKind, Attendance, Effect, Event as Activity, LaterMethod, Standard,
};

impl Generator {
    /// A briefing, a newsletter and a year of learning from child deaths, begun.
    pub(super) fn first_learning(&self) -> Vec<(StreamId, Event)> {
        let drafted = Briefing::BriefingDrafted {
            reference: "B1".to_owned(),
            title: "Seeing babies".to_owned(),
            theme: None,
            sources: Vec::new(),
            parts: passages(),
        };
        let scheduled = Activity::ActivityScheduled {
            kind: ActivityKind::Newsletter,
            reference: "N1".to_owned(),
            title: "Learning letter".to_owned(),
            theme: None,
            on: self.today(),
            places: None,
            briefings: Vec::new(),
            look_after_months: None,
        };
        let opened = Deaths::ChildDeathYearOpened {
            title: "Last year".to_owned(),
            year: Period {
                from: self.today(),
                to: self.today(),
            },
            panel: "Panel".to_owned(),
        };
        vec![
            (
                stream(StreamKind::Briefing, sort::BRIEFING, 0),
                Event::Briefing(drafted),
            ),
            (
                stream(StreamKind::LearningActivity, sort::ACTIVITY, 0),
                Event::LearningActivity(scheduled),
            ),
            (
                stream(StreamKind::ChildDeathLearning, sort::CHILD_DEATHS, 0),
                Event::ChildDeathLearning(opened),
            ),
        ]
    }

    pub(super) fn any_learning(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(4);
        match self.dice.below(5) {
            0 | 1 => {
                let event = self.about_a_briefing();
                let stream = stream(StreamKind::Briefing, sort::BRIEFING, number);
                (stream, Event::Briefing(event))
            }
            2 | 3 => {
                let event = self.about_an_activity();
                let stream = stream(StreamKind::LearningActivity, sort::ACTIVITY, number);
                (stream, Event::LearningActivity(event))
            }
            _ => {
                let event = self.about_child_deaths();
                let stream = stream(StreamKind::ChildDeathLearning, sort::CHILD_DEATHS, number);
                (stream, Event::ChildDeathLearning(event))
            }
        }
    }

    fn about_a_briefing(&mut self) -> Briefing {
        let agency = self.one(sort::AGENCY, 8);
        match self.dice.below(10) {
            0 => Briefing::BriefingDrafted {
                reference: "B1".to_owned(),
                title: "Seeing babies".to_owned(),
                theme: Some("neglect".to_owned()),
                sources: self.sources(),
                parts: passages(),
            },
            1 => Briefing::BriefingRedrafted {
                title: "Seeing babies".to_owned(),
                sources: self.sources(),
                parts: passages(),
            },
            2 => Briefing::BriefingCleared {},
            3 | 4 => Briefing::BriefingPublished {
                audience: "everybody".to_owned(),
            },
            5 => Briefing::BriefingWithdrawn {},
            6 | 7 => Briefing::CascadeRequested {
                agency,
                due: self.near(20, 20),
            },
            8 => Briefing::CascadeConfirmed {
                agency,
                teams: vec!["Duty".to_owned()],
                reached: 7,
                how: text(51),
            },
            _ => Briefing::CascadeOverdue {
                agency,
                due: self.near(20, 0),
            },
        }
    }

    fn sources(&mut self) -> Vec<Source> {
        vec![Source {
            kind: SourceKind::Recommendation,
            id: Some(
                self.one::<events::ids::RecommendationId>(sort::RECOMMENDATION, 20)
                    .0,
            ),
            title: "A recommendation".to_owned(),
        }]
    }

    fn about_an_activity(&mut self) -> Activity {
        let attendance = vec![Attendance {
            agency: self.one(sort::AGENCY, 8),
            booked: 5,
            walk_ins: 1,
            attended: 4,
        }];
        match self.dice.below(11) {
            0 | 1 => Activity::ActivityScheduled {
                kind: ActivityKind::Course,
                reference: "C1".to_owned(),
                title: "Seeing babies".to_owned(),
                theme: None,
                on: self.near(20, 20),
                places: Some(20),
                briefings: vec![self.one(sort::BRIEFING, 4)],
                look_after_months: Some(1),
            },
            2 => Activity::CourseDelivered { attendance },
            3 => Activity::ForumHeld { attendance },
            4 => Activity::NewsletterIssued { sent_to: 90 },
            5 => Activity::ActivityCancelled {},
            6 => Activity::ActivityEvaluated {
                answered: 3,
                attended: 4,
                useful: Some(2),
                said: text(52),
            },
            7 => Activity::PracticeImpactEvaluated {
                after_months: 1,
                method: LaterMethod::Survey,
                n: 3,
                seen: text(53),
            },
            8 => Activity::EffectOnPracticeJudged {
                effect: Effect::Some,
                because: text(54),
            },
            9 => Activity::CourseQualityAssured {
                standard: Standard::Met,
                seen: text(55),
            },
            _ => Activity::CourseRecommissioned { because: text(56) },
        }
    }

    fn about_child_deaths(&mut self) -> Deaths {
        let period = Period {
            from: self.near(20, 0),
            to: self.near(0, 20),
        };
        match self.dice.below(5) {
            0 => Deaths::ChildDeathYearOpened {
                title: "2026".to_owned(),
                year: period,
                panel: "Panel".to_owned(),
            },
            1 => Deaths::CdopLearningReceived {
                period,
                factor: Factor::Smoking,
                deaths_band: Band::FiveToNine,
                learning: text(57),
            },
            2 => Deaths::CdopRecommendationReceived {
                words: text(58),
                addressees: Vec::new(),
                recommendation: None,
            },
            3 => Deaths::DeathReferredForSafeguardingConsideration {
                period,
                referred_band: Band::FewerThanFive,
                considered: text(59),
            },
            _ => Deaths::CdopAnnualReportReceived {
                title: "Report".to_owned(),
                reviewed_band: Band::TwentyOrMore,
                modifiable_band: Band::FiveToNine,
                says: text(60),
                evidence: None,
            },
        }
    }
}

fn passages() -> Vec<Passage> {
    let each = Part::ALL.into_iter().map(|part| Passage {
        part,
        words: text(50),
    });
    each.collect()
}
