//! Events of plans, meetings and gaps.

use super::{Generator, sort, stream, text};
use chrono::DateTime;
use events::envelope::Moment;
use events::event::Event;
use events::evidence::FileRef;
use events::gap::{Disposition, Event as Gap};
use events::ids::{StreamId, StreamKind};
use events::meeting::{Attendance, Dissent, Event as Meet, Presence};
use events::plan::{Event as Plan, ImportProblem, Lacking, UnplacedText, Waiver};

impl Generator {
    pub(super) fn any_plan(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(3);
        let event = if self.dice.one_in(2) {
            self.about_priorities()
        } else {
            self.about_plan()
        };
        let plan = stream(StreamKind::Plan, sort::PLAN, number);
        (plan, Event::Plan(event))
    }

    pub(super) fn drafted(&mut self) -> Plan {
        Plan::PlanDrafted {
            title: "Business plan".to_owned(),
            from: self.near(200, 0),
            to: self.near(0, 700),
            rag_scheme: 1,
            joint_with: Vec::new(),
        }
    }

    fn about_plan(&mut self) -> Plan {
        let group = self.one(sort::GROUP, 3);
        match self.dice.below(8) {
            0 => self.drafted(),
            1 => Plan::PlanImported {
                source: self.one(sort::EVIDENCE, 80),
                problems: vec![ImportProblem {
                    place: "table 1, row 2".to_owned(),
                    field: "due".to_owned(),
                    code: "undated".to_owned(),
                    found: Some(text(1)),
                }],
                unplaced: vec![UnplacedText {
                    place: "table 1, row 3".to_owned(),
                    words: text(2),
                }],
                columns: Vec::new(),
            },
            2 => Plan::PlanReviewed {
                group,
                comments: None,
            },
            3 => Plan::PlanApproved {
                group,
                waivers: vec![Waiver {
                    action: self.one(sort::ACTION, 30),
                    lacking: Lacking::Date,
                    reason: text(3),
                }],
            },
            4 => Plan::PlanAdoptedJointly {
                board: "Adults board".to_owned(),
            },
            5 => Plan::PlanPublished { published_at: None },
            6 => Plan::PlanRevised { summary: text(4) },
            _ => Plan::PlanClosed {},
        }
    }

    pub(super) fn adopted(&mut self, number: u64) -> Plan {
        Plan::PriorityAdopted {
            priority: Self::numbered(sort::PRIORITY, number),
            number: (number + 1).to_string(),
            title: text(5),
            statement: None,
            parent: self.dice.one_in(4).then(|| self.one(sort::PRIORITY, 12)),
            joint_with: None,
        }
    }

    fn about_priorities(&mut self) -> Plan {
        let number = self.dice.below(12);
        let priority = Self::numbered(sort::PRIORITY, number);
        match self.dice.below(9) {
            0 | 1 => self.adopted(number),
            2 => Plan::OutcomeSet {
                outcome: self.one(sort::OUTCOME, 24),
                priority,
                horizon_months: Some(12),
                text: text(6),
            },
            3 => Plan::SuccessMeasureSet {
                measure: self.one(sort::MEASURE, 60),
                priority,
                outcome: None,
                text: text(7),
            },
            4 => Plan::PriorityAssessed {
                priority,
                worked_well: text(8),
                not_so_well: text(9),
                barriers: None,
                services: None,
                outcomes: Some(text(1)),
            },
            5 => Plan::LittleOrNoProgressDeclared {
                priority,
                explanation: text(2),
                remedy: text(3),
            },
            6 => Plan::SelfRated {
                priority: self.dice.one_in(2).then_some(priority),
                score: 3,
                out_of: 5,
                group: self.one(sort::GROUP, 3),
            },
            7 => Plan::PriorityCarriedForward {
                priority,
                to: self.one(sort::PLAN, 3),
            },
            _ => Plan::PriorityRetired { priority },
        }
    }

    pub(super) fn any_meeting(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(60);
        let decision = self.one(sort::DECISION, 40);
        let presences = [Presence::Present, Presence::Deputy, Presence::Absent];
        let event = match self.dice.below(8) {
            0..=2 => Meet::MeetingHeld {
                group: self.one(sort::GROUP, 3),
                on: self.near(40, 0),
                quorate: true,
                attendance: vec![Attendance {
                    agency: self.one(sort::AGENCY, 8),
                    presence: self.dice.of(&presences, Presence::Apologies),
                }],
            },
            3 => Meet::MeetingCancelled {
                group: self.one(sort::GROUP, 3),
                on: self.near(20, 0),
            },
            4 => Meet::DecisionMade {
                decision,
                text: text(1),
                rationale: text(2),
                dissent: vec![Dissent {
                    agency: self.one(sort::AGENCY, 8),
                    position: text(3),
                }],
                subject_to_ratification: self.dice.one_in(3),
            },
            5 if self.dice.one_in(2) => Meet::DecisionRatified { decision },
            5 => Meet::DecisionRescinded { decision },
            6 => Meet::PaperFrozen {
                paper: self.one(sort::PAPER, 40),
                title: format!("Paper {number}"),
                as_at: Moment::new(DateTime::UNIX_EPOCH),
                file: FileRef {
                    sha256: text(1),
                    name: text(2),
                    size_bytes: 3,
                    media_type: "text/plain".to_owned(),
                    kept: None,
                },
            },
            _ => Meet::MinutesApproved {},
        };
        let meeting = stream(StreamKind::Meeting, sort::MEETING, number);
        (meeting, Event::Meeting(event))
    }

    pub(super) fn any_gap(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(30);
        let ways = [Disposition::Fixed, Disposition::Accepted];
        let event = if self.dice.one_in(4) {
            Gap::GapReopened {}
        } else {
            Gap::GapDisposed {
                rule: 17,
                about: stream(StreamKind::ImprovementAction, sort::ACTION, number),
                disposition: self.dice.of(&ways, Disposition::Fixed),
                escalated_to: None,
            }
        };
        let gap = stream(StreamKind::Gap, sort::GAP, number);
        (gap, Event::Gap(event))
    }
}
