//! Events of self-assessment campaigns and of agencies' returns.

use super::{Generator, sort, stream, text};
use events::event::Event;
use events::ids::{StreamId, StreamKind};
use events::self_assessment::{CampaignKind, Event as Campaign, StandardsSet};
use events::service_return::{AgencyAction, CarriedAnswer, Event as Return, Rescored};

impl Generator {
    /// A campaign that asks two agencies, and the return one of them began.
    pub(super) fn first_campaign(&self) -> Vec<(StreamId, Event)> {
        let invited = |number| Campaign::ReturnInvited {
            agency: Self::numbered(sort::AGENCY, number),
            service_return: Self::numbered(sort::RETURN, number),
            due: self.today(),
        };
        let of_campaign = [self.campaign_opened(), invited(0), invited(1)];
        let of_campaign = of_campaign.into_iter();
        let mut all: Vec<_> = of_campaign
            .map(|event| (campaign(0), Event::SelfAssessment(event)))
            .collect();
        all.push((
            service_return(0),
            Event::ServiceReturn(Return::ReturnStarted {}),
        ));
        all
    }

    pub(super) fn any_campaign(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(12);
        if self.dice.one_in(2) {
            let event = self.about_a_campaign(number);
            (campaign(number % 3), Event::SelfAssessment(event))
        } else {
            let event = self.about_a_return();
            (service_return(number), Event::ServiceReturn(event))
        }
    }

    fn about_a_campaign(&mut self, number: u64) -> Campaign {
        let agency = self.one(sort::AGENCY, 8);
        let service_return = Self::numbered(sort::RETURN, number);
        match self.dice.below(5) {
            0 => self.campaign_opened(),
            1 => Campaign::ReturnOverdueEscalated {
                agency,
                service_return,
                to: "Chief officer".to_owned(),
            },
            2 => Campaign::NonReturnReported {
                agency,
                service_return,
            },
            3 => Campaign::CampaignClosed {},
            _ => Campaign::ReturnInvited {
                agency,
                service_return,
                due: self.near(20, 20),
            },
        }
    }

    fn about_a_return(&mut self) -> Return {
        let standard = "leadership".to_owned();
        match self.dice.below(15) {
            0 => Return::ReturnStarted {},
            7 => Return::ReturnReminderSent {},
            1 => Return::StandardSelfAssessed {
                standard,
                score: "met".to_owned(),
                narrative: text(31),
                evidence: vec![self.one(sort::EVIDENCE, 60)],
            },
            2 => Return::AnswersCarriedForward {
                from: self.one(sort::RETURN, 12),
                answers: vec![CarriedAnswer {
                    standard,
                    score: "met".to_owned(),
                    evidence: Vec::new(),
                    words_in: self.one(sort::RETURN, 12),
                }],
            },
            3 => Return::AnswerReaffirmed { standard },
            4 => Return::ReturnSignedOff {
                post: "Chief officer".to_owned(),
            },
            5 => Return::ReturnSubmitted {},
            6 => Return::ReceiptIssued {
                number: "S11-2026-03-001".to_owned(),
            },
            _ => self.judged(standard),
        }
    }

    fn judged(&mut self, standard: String) -> Return {
        match self.dice.below(9) {
            0 => Return::ClarificationRequested {
                standard,
                question: text(38),
            },
            1 => Return::ClarificationProvided {
                standard,
                words: text(39),
                rescored: self.dice.one_in(2).then(|| Rescored {
                    from: "met".to_owned(),
                    to: "not_met".to_owned(),
                }),
                evidence: Vec::new(),
            },
            2 => Return::ChallengeHeld {
                on: self.near(20, 0),
                panel: vec!["Independent chair".to_owned()],
                lay_member: true,
                young_people: false,
                words: text(40),
            },
            3 => Return::StandardModerated {
                standard,
                from: "met".to_owned(),
                to: "not_met".to_owned(),
            },
            4 => Return::ReturnAccepted {},
            5 => Return::AgencyActionAgreed {
                number: 1,
                action: AgencyAction::New {
                    words: text(41),
                    owner: "Head of Quality".to_owned(),
                    due: self.near(20, 20),
                },
            },
            6 => Return::AgencyActionReportedDone {
                number: 1,
                words: text(42),
                evidence: Vec::new(),
            },
            7 => Return::ReturnSharedWith {
                partnership: "Wyeshire".to_owned(),
            },
            _ => Return::ReturnClosed {},
        }
    }

    fn campaign_opened(&self) -> Campaign {
        Campaign::CampaignOpened {
            kind: CampaignKind::Section11,
            title: "Section 11 in 2026".to_owned(),
            opens: self.today(),
            due: self.today(),
            standards: StandardsSet {
                code: "section-11".to_owned(),
                version: 1,
                title: "Section 11".to_owned(),
                citations: Vec::new(),
                confirm: false,
                scale: Vec::new(),
                standards: Vec::new(),
            },
        }
    }
}

fn campaign(number: u64) -> StreamId {
    stream(StreamKind::SelfAssessment, sort::CAMPAIGN, number)
}

fn service_return(number: u64) -> StreamId {
    stream(StreamKind::ServiceReturn, sort::RETURN, number)
}
