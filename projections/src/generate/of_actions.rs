//! Events of actions and of evidence.

use super::{Generator, sort, stream, text};
use chrono::NaiveDate;
use events::action::{DatePrecision, Event as Act, Impact, Measure, Owner, Parent};
use events::event::Event;
use events::evidence::{Claim, Event as Ev, Strength};
use events::ids::{EvidenceId, StreamId, StreamKind};

/// How many events an action gets before the next one is agreed.
const EVENTS_OF_ACTION: u64 = 60;

impl Generator {
    /// What usually happens next.
    pub(super) fn usual_event(&mut self) -> (StreamId, Event) {
        if self.actions < 20 || self.dice.one_in(EVENTS_OF_ACTION) {
            let number = self.actions;
            self.actions += 1;
            let event = self.agreed(number);
            return (action(number), Event::Action(event));
        }
        match self.dice.below(100) {
            0..=9 => self.any_evidence(),
            10 => self.any_recommendation(),
            11 => self.any_meeting(),
            12 => self.any_gap(),
            _ => {
                let number = self.dice.below(self.actions);
                let event = self.usual_of_action();
                (action(number), Event::Action(event))
            }
        }
    }

    fn usual_of_action(&mut self) -> Act {
        match self.dice.below(30) {
            0..=11 => self.rated(),
            12..=20 => Act::ProgressReported { text: text(3) },
            21..=23 => self.about_milestones(0),
            24 => self.about_milestones(1),
            25 => self.about_dates(2),
            _ => self.any_of_action(),
        }
    }

    pub(super) fn any_action(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(30);
        let event = if self.dice.one_in(6) {
            self.agreed(number)
        } else {
            self.any_of_action()
        };
        (action(number), Event::Action(event))
    }

    fn any_of_action(&mut self) -> Act {
        match self.dice.below(6) {
            0 => self.about_owners(),
            1 => {
                let which = self.dice.below(4);
                self.about_milestones(which)
            }
            2 => {
                let which = self.dice.below(4);
                self.about_dates(which)
            }
            3 => self.about_completion(),
            4 => self.about_its_end(),
            _ => self.rated(),
        }
    }

    fn owner(&mut self) -> Owner {
        let posts = ["Head of Early Help", "Designated Nurse", "Service Manager"];
        Owner {
            role: self.dice.of(&posts, "Lead").to_owned(),
            agency: (!self.dice.one_in(6)).then(|| self.one(sort::AGENCY, 8)),
        }
    }

    fn maybe(&mut self, before: u64, after: u64) -> Option<NaiveDate> {
        (!self.dice.one_in(8)).then(|| self.near(before, after))
    }

    fn agreed(&mut self, number: u64) -> Act {
        let parent = match self.dice.below(3) {
            0 => Parent::Recommendation(self.one(sort::RECOMMENDATION, 40)),
            1 => Parent::Outcome(self.one(sort::OUTCOME, 24)),
            _ => Parent::Priority(self.one(sort::PRIORITY, 12)),
        };
        let measure = self.dice.one_in(2).then(|| Measure {
            measure: self.one(sort::MEASURE, 60),
            text: text(number),
        });
        let owner = (!self.dice.one_in(9)).then(|| self.owner());
        Act::ActionAgreed {
            reference: format!("{}.{}", number / 12 + 1, number % 12 + 1),
            plan: self.one(sort::PLAN, 3),
            priority: self.one(sort::PRIORITY, 12),
            parent,
            text: text(number),
            owners: owner.into_iter().collect(),
            start: self.maybe(60, 60),
            due: self.maybe(60, 400),
            due_precision: DatePrecision::Day,
            timescale: None,
            measures: measure.into_iter().collect(),
            baseline: None,
            resources: None,
        }
    }

    fn rated(&mut self) -> Act {
        let letters = self.letters.clone();
        let code = self.dice.of(&letters, "G").to_owned();
        if self.dice.one_in(12) {
            let from = self.dice.of(&letters, "G").to_owned();
            let (to, scheme) = (code, 1);
            return Act::RagModerated { from, to, scheme };
        }
        Act::RagRated {
            code,
            scheme: u32::from(!self.dice.one_in(40)),
            commentary: (!self.dice.one_in(3)).then(|| text(5)),
            as_at: self.near(20, 0),
            external_cause: None,
        }
    }

    fn about_owners(&mut self) -> Act {
        let owner = self.owner();
        match self.dice.below(8) {
            0 => Act::ActionAccepted {
                agency: owner.agency,
            },
            1 => Act::ActionQueried { question: text(1) },
            2 => Act::ActionQueryAnswered { answer: text(2) },
            3 => Act::ActionReworded { text: text(3) },
            4 => Act::ActionReassigned {
                from: vec![owner],
                to: vec![self.owner()],
            },
            5 => Act::ReminderSent { to: owner },
            6 => Act::OverdueEscalated {
                to: "The chair".to_owned(),
            },
            _ => Act::ActionMeasureSet {
                measure: Measure {
                    measure: self.one(sort::MEASURE, 60),
                    text: text(4),
                },
            },
        }
    }

    fn about_milestones(&mut self, which: u64) -> Act {
        let milestone = self.one(sort::MILESTONE, 4);
        match which {
            0 => Act::MilestoneSet {
                milestone,
                text: text(6),
                owner: self.dice.one_in(2).then(|| self.owner()),
                due: self.maybe(30, 200),
                due_precision: DatePrecision::Month,
                beyond_plan: false,
            },
            1 => Act::MilestoneMet { milestone },
            2 => Act::MilestoneMissed { milestone },
            _ => Act::MilestoneRescheduled {
                milestone,
                from: None,
                to: self.near(0, 200),
                beyond_plan: false,
            },
        }
    }

    fn about_dates(&mut self, which: u64) -> Act {
        let to = self.near(10, 300);
        match which {
            0 => Act::DueDateSet { to },
            1 => Act::ExtensionRequested { to },
            2 => Act::DueDateExtended {
                from: self.near(60, 60),
                to,
            },
            _ => Act::ExtensionRefused { to },
        }
    }

    fn about_completion(&mut self) -> Act {
        let shown: Option<EvidenceId> = self.dice.one_in(2).then(|| self.one(sort::EVIDENCE, 80));
        let evidence = shown.into_iter().collect();
        match self.dice.below(4) {
            0 => Act::CompletionClaimed {
                statement: text(7),
                evidence,
            },
            1 => Act::CompletionVerified { how: text(8) },
            2 => Act::CompletionRefused {},
            _ => Act::ActionImpactJudged {
                judgement: self.judgement(),
                evidence,
                explanation: text(9),
            },
        }
    }

    pub(super) fn judgement(&mut self) -> Impact {
        let all = [Impact::None, Impact::TooEarly, Impact::Some];
        self.dice.of(&all, Impact::Sustained)
    }

    fn about_its_end(&mut self) -> Act {
        match self.dice.below(4) {
            0 => Act::ActionDiscontinued {
                external_cause: text(1),
            },
            1 => Act::ActionReopened {},
            2 => Act::ActionClosed {},
            _ => Act::ActionDependsOn {
                on: self.one(sort::ACTION, 30),
            },
        }
    }

    pub(super) fn any_evidence(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(80 + self.actions / 2);
        let strengths = [Strength::SelfReport, Strength::Document, Strength::Audit];
        let actions = self.actions.max(30);
        let event = match self.dice.below(8) {
            0..=2 => Ev::EvidenceLodged {
                file: None,
                reference: Some(text(1)),
                evidence_date: self.near(300, 0),
                source: self.dice.one_in(2).then(|| self.one(sort::AGENCY, 8)),
                describes: text(2),
            },
            3 => Ev::EvidenceLinked {
                claim: Claim::Action(self.one(sort::ACTION, actions)),
            },
            4 => Ev::EvidenceLinked {
                claim: Claim::Recommendation(self.one(sort::RECOMMENDATION, 40)),
            },
            5 => Ev::EvidenceGraded {
                strength: self.dice.of(&strengths, Strength::Data),
            },
            6 => match self.dice.below(3) {
                0 => Ev::EvidenceRejected {},
                1 => Ev::EvidenceSuperseded {
                    by: self.one(sort::EVIDENCE, 80),
                },
                _ => Ev::RedactedCopyMade {
                    copy: self.one(sort::EVIDENCE, 80),
                },
            },
            _ => Ev::EvidenceLinked {
                claim: Claim::Plan(self.one(sort::PLAN, 3)),
            },
        };
        let evidence = stream(StreamKind::Evidence, sort::EVIDENCE, number);
        (evidence, Event::Evidence(event))
    }
}

fn action(number: u64) -> StreamId {
    stream(StreamKind::ImprovementAction, sort::ACTION, number)
}
