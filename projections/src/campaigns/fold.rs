//! How the events of campaigns and of returns move the model on.

use super::{
    Affirmation, AgreedAction, AgreedWhat, Answer, Campaign, Campaigns, Challenge, Clarification,
    Done, Moderated, Return, ReturnPhase, SignOff, Submission,
};
use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::envelope::Envelope;
use events::ids::{AgencyId, CampaignId, ReturnId};
use events::self_assessment::Event;
use events::service_return::{self, AgencyAction, CarriedAnswer};
use std::collections::{BTreeMap, BTreeSet};

impl Campaigns {
    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = CampaignId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = Campaign::opened(id, event, at) {
            self.opened.insert(id, Box::new(new));
        }
        if let Some(known) = self.opened.get_mut(&id) {
            (known.version, known.last) = (envelope.version, at);
            known.apply(event, envelope, at);
        }
        self.about_return(id, event, envelope, at);
    }

    /// A return begins in the campaign that asks for it, and is given up there.
    fn about_return(&mut self, id: CampaignId, event: &Event, envelope: &Envelope, at: Stamp) {
        if let Event::ReturnInvited {
            agency,
            service_return,
            due,
        } = event
        {
            let new = || Box::new(Return::invited(*service_return, id, *agency, *due, at));
            let one = self.returns.entry(*service_return).or_insert_with(new);
            (one.campaign, one.agency, one.due) = (id, *agency, *due);
            (one.phase, one.last) = (ReturnPhase::Invited, at);
            return;
        }
        let known = event.about_return();
        let Some(one) = known.and_then(|known| self.returns.get_mut(&known)) else {
            return;
        };
        if let Event::ReturnOverdueEscalated { to, .. } = event {
            one.escalated.push((at, to.clone()));
        } else if let Event::NonReturnReported { .. } = event {
            one.phase = ReturnPhase::NonReturn;
            one.reported_missing = true;
            one.non_return = Some((at, TextRef::reason_of(envelope)));
            (one.sign_off, one.challenged) = (None, false);
            one.clarifications.retain(|asked| asked.provided.is_some());
        }
        one.last = at;
    }

    pub(crate) fn apply_return(&mut self, event: &service_return::Event, envelope: &Envelope) {
        let known = self.returns.get_mut(&ReturnId(envelope.stream.id));
        if let Some(one) = known {
            let at = Stamp::of(envelope);
            (one.version, one.last) = (envelope.version, at);
            one.compiled(event, envelope);
            one.apply(event, envelope, at);
        }
    }
}

impl Campaign {
    fn opened(id: CampaignId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::CampaignOpened {
            kind,
            title,
            opens,
            due,
            standards,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            opened: at,
            kind: *kind,
            title: title.clone(),
            opens: *opens,
            due: *due,
            standards: Box::new(standards.clone()),
            report: None,
            closed: None,
            last: at,
        })
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::CompositeReportApproved { report } => {
                self.report = Some((at, *report, envelope.decided_in));
            }
            Event::CampaignClosed {} => self.closed = Some(at),
            Event::CampaignOpened { .. }
            | Event::ReturnInvited { .. }
            | Event::ReturnOverdueEscalated { .. }
            | Event::NonReturnReported { .. } => {}
        }
    }
}

impl Return {
    const fn invited(
        id: ReturnId,
        campaign: CampaignId,
        agency: AgencyId,
        due: NaiveDate,
        at: Stamp,
    ) -> Self {
        Self {
            id,
            version: 0,
            campaign,
            agency,
            invited: at,
            due,
            phase: ReturnPhase::Invited,
            reminded: None,
            escalated: Vec::new(),
            non_return: None,
            reported_missing: false,
            started: None,
            carried_from: None,
            answers: BTreeMap::new(),
            compilers: BTreeSet::new(),
            sign_off: None,
            submitted: None,
            receipt: None,
            clarifications: Vec::new(),
            challenges: Vec::new(),
            challenged: false,
            moderated: BTreeMap::new(),
            accepted: None,
            actions: BTreeMap::new(),
            shared_with: Vec::new(),
            closed: None,
            last: at,
        }
    }

    fn apply(&mut self, event: &service_return::Event, envelope: &Envelope, at: Stamp) {
        use service_return::Event as E;
        match event {
            E::ReturnStarted {} => {
                self.phase = ReturnPhase::InProgress;
                (self.started, self.non_return) = (Some(at), None);
            }
            E::ReturnReminderSent {} => self.reminded = Some(at),
            E::AnswersCarriedForward { from, answers } => self.carried(*from, answers, at),
            E::AnswerReaffirmed { standard } => {
                if let Some(answer) = self.answers.get_mut(standard) {
                    answer.affirmation = Affirmation::Reaffirmed;
                }
                self.begun();
            }
            E::StandardSelfAssessed { .. } => self.assessed(event, at),
            E::ReturnSignedOff { post } => self.signed_off(post, envelope, at),
            E::ReturnSubmitted {} => {
                self.phase = ReturnPhase::Submitted;
                self.submitted = Some(Submission {
                    at,
                    late: envelope.late,
                    reason: TextRef::reason_of(envelope),
                });
            }
            E::ReceiptIssued { number } => self.receipt = Some((at, number.clone())),
            E::ClarificationRequested { .. } | E::ClarificationProvided { .. } => {
                self.clarified(event, at);
            }
            E::ChallengeHeld { .. } => {
                self.challenged = true;
                self.phase = ReturnPhase::Challenged;
                self.challenges.extend(Challenge::of(event, at));
            }
            E::StandardModerated { standard, from, to } => {
                let moderated = Moderated {
                    at,
                    from: from.clone(),
                    to: to.clone(),
                    reason: TextRef::reason_of(envelope),
                };
                self.moderated.insert(standard.clone(), moderated);
            }
            E::ReturnAccepted {} => {
                self.phase = ReturnPhase::Accepted;
                self.accepted = Some((at, TextRef::reason_of(envelope)));
            }
            E::AgencyActionAgreed { number, action } => self.agreed(*number, action, at),
            E::AgencyActionReportedDone { .. } => self.done(event, at),
            E::ReturnSharedWith { partnership } => {
                self.shared_with.push((at, partnership.clone()));
            }
            E::ReturnClosed {} => {
                self.phase = ReturnPhase::Closed;
                self.closed = Some(at);
            }
        }
    }

    /// Whoever gives or re-affirms an answer has compiled some of it.
    fn compiled(&mut self, event: &service_return::Event, envelope: &Envelope) {
        use service_return::Event as E;
        let writes = matches!(
            event,
            E::AnswerReaffirmed { .. }
                | E::StandardSelfAssessed { .. }
                | E::ClarificationProvided { .. }
        );
        if writes {
            let user = envelope.actor.user().map(str::to_owned);
            self.compilers.extend(user);
        }
    }

    /// What is written anew is nobody's sign-off any more.
    fn begun(&mut self) {
        self.phase = ReturnPhase::InProgress;
        self.sign_off = None;
        self.non_return = None;
    }

    fn carried(&mut self, from: ReturnId, answers: &[CarriedAnswer], at: Stamp) {
        self.begun();
        self.carried_from = Some((at, from));
        for carried in answers {
            let answer = Answer {
                at,
                score: carried.score.clone(),
                narrative: None,
                words_in: carried.words_in,
                evidence: carried.evidence.clone(),
                affirmation: Affirmation::CarriedForward,
            };
            self.answers.insert(carried.standard.clone(), answer);
        }
    }

    fn assessed(&mut self, event: &service_return::Event, at: Stamp) {
        if let service_return::Event::StandardSelfAssessed {
            standard,
            score,
            narrative: _,
            evidence,
        } = event
        {
            let answer = Answer {
                at,
                score: score.clone(),
                narrative: Some(TextRef::new(at.position, "/data/narrative")),
                words_in: self.id,
                evidence: evidence.clone(),
                affirmation: Affirmation::Own,
            };
            self.answers.insert(standard.clone(), answer);
            self.begun();
        }
    }

    /// A return that was handed in is only signed off again, and stays where it is.
    fn signed_off(&mut self, post: &str, envelope: &Envelope, at: Stamp) {
        if !self.phase.is_submitted() {
            self.phase = ReturnPhase::SignedOff;
        }
        self.sign_off = Some(SignOff {
            at,
            post: post.to_owned(),
            user: envelope.actor.user().map(str::to_owned),
        });
    }

    /// A changed answer is another answer: what the partnership thought of the old one falls
    /// away, and so does the sign-off.
    fn clarified(&mut self, event: &service_return::Event, at: Stamp) {
        use service_return::Event as E;
        if let E::ClarificationRequested { standard, .. } = event {
            self.phase = ReturnPhase::Clarification;
            self.clarifications.push(Clarification {
                asked: at,
                standard: standard.clone(),
                question: TextRef::new(at.position, "/data/question"),
                provided: None,
                rescored: None,
            });
        }
        let E::ClarificationProvided {
            standard,
            words: _,
            rescored,
            evidence,
        } = event
        else {
            return;
        };
        let changed = rescored.as_ref();
        for asked in &mut self.clarifications {
            if asked.standard == *standard && asked.provided.is_none() {
                asked.provided = Some((at, TextRef::new(at.position, "/data/words")));
                asked.rescored = changed.map(|one| (one.from.clone(), one.to.clone()));
            }
        }
        if let Some(answer) = self.answers.get_mut(standard) {
            answer.evidence.extend(evidence);
            answer.at = at;
            if let Some(changed) = changed {
                answer.score.clone_from(&changed.to);
            }
        }
        if changed.is_some() {
            self.moderated.remove(standard);
            self.sign_off = None;
        }
        if self.unclear().next().is_none() {
            self.phase = if self.challenged {
                ReturnPhase::Challenged
            } else {
                ReturnPhase::Submitted
            };
        }
    }

    fn agreed(&mut self, number: u32, action: &AgencyAction, at: Stamp) {
        let what = match action {
            AgencyAction::Existing { action } => AgreedWhat::Existing(*action),
            AgencyAction::New {
                words: _,
                owner,
                due,
            } => AgreedWhat::Own {
                words: TextRef::new(at.position, "/data/action/new/words"),
                owner: owner.clone(),
                due: *due,
                done: None,
            },
        };
        self.actions.insert(number, AgreedAction { at, what });
        self.phase = ReturnPhase::ActionsOpen;
    }

    fn done(&mut self, event: &service_return::Event, at: Stamp) {
        if let service_return::Event::AgencyActionReportedDone {
            number,
            words: _,
            evidence,
        } = event
        {
            let agreed = self.actions.get_mut(number).map(|agreed| &mut agreed.what);
            if let Some(AgreedWhat::Own { done, .. }) = agreed {
                *done = Some(Done {
                    at,
                    words: TextRef::new(at.position, "/data/words"),
                    evidence: evidence.clone(),
                });
            }
        }
    }
}

impl Challenge {
    fn of(event: &service_return::Event, at: Stamp) -> Option<Self> {
        let service_return::Event::ChallengeHeld {
            on,
            panel,
            lay_member,
            young_people,
            words: _,
        } = event
        else {
            return None;
        };
        Some(Self {
            at,
            on: *on,
            panel: panel.clone(),
            lay_member: *lay_member,
            young_people: *young_people,
            words: TextRef::new(at.position, "/data/words"),
        })
    }
}
