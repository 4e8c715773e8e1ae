//! How the events of incidents, rapid reviews and subjects move the model on.

use super::{
    Aware, Decision, Delay, Incident, Informed, LearnedCheck, LearningPoint, NotifiedPanel,
    NotifyDecision, OfstedInformed, PanelAnswer, PartnerPosition, RapidReview, RapidReviews,
    ReviewMeeting, SafetyAction, Subject, Summary, SummaryReceived, SummaryState,
};
use crate::reference::{Stamp, TextRef};
use events::envelope::Envelope;
use events::ids::{AgencyId, IncidentId, RapidReviewId, ReviewSubjectId};
use events::rapid_review::{DayPlan, Event as Review, Position};
use events::review_subject::Event as Person;
use events::serious_incident::Event;
use std::collections::BTreeMap;

impl RapidReviews {
    pub(crate) fn apply_incident(&mut self, event: &Event, envelope: &Envelope) {
        let id = IncidentId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = Incident::referred(id, event, at) {
            self.incidents.insert(id, Box::new(new));
        }
        if let Some(incident) = self.incidents.get_mut(&id) {
            (incident.version, incident.last) = (envelope.version, at);
            incident.apply(event, envelope, at);
        }
    }

    pub(crate) fn apply_review(&mut self, event: &Review, envelope: &Envelope) {
        let id = RapidReviewId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = RapidReview::opened(id, event, at) {
            if let Some(known) = self.reviews.get(&id) {
                self.review_of.remove(&known.incident);
            }
            self.review_of.insert(new.incident, id);
            self.reviews.insert(id, Box::new(new));
        }
        if let Review::LearningPointRecorded { point, .. } = event {
            self.points.insert(*point, id);
        }
        if let Some(review) = self.reviews.get_mut(&id) {
            (review.version, review.last) = (envelope.version, at);
            review.apply(event, envelope, at);
        }
    }

    pub(crate) fn apply_subject(&mut self, event: &Person, envelope: &Envelope) {
        let id = ReviewSubjectId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = Subject::added(id, event, at) {
            if let Some(known) = self.subjects.get(&id) {
                self.subjects_of.entry(known.of).or_default().remove(&id);
            }
            self.subjects_of.entry(new.of).or_default().insert(id);
            self.subjects.insert(id, Box::new(new));
        }
        if let Some(subject) = self.subjects.get_mut(&id) {
            (subject.version, subject.last) = (envelope.version, at);
            subject.apply(event, at);
        }
    }
}

impl Incident {
    fn referred(id: IncidentId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::IncidentReferred {
            reference,
            agency,
            on,
            nature,
            harm_from,
            words: _,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            referred: at,
            reference: reference.clone(),
            agency: *agency,
            referred_on: *on,
            nature: *nature,
            harm_from: *harm_from,
            words: TextRef::new(at.position, "/data/words"),
            corrected: Vec::new(),
            aware: None,
            decisions: Vec::new(),
            notified: None,
            late_because: Vec::new(),
            informed: Vec::new(),
            ofsted: None,
            withdrawn: None,
            last: at,
        })
    }

    fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let reason = || TextRef::reason_of(envelope);
        match event {
            Event::IncidentReferred { .. } => {}
            Event::IncidentCorrected { nature, harm_from } => {
                (self.nature, self.harm_from) = (*nature, *harm_from);
                self.corrected.push((at, reason()));
            }
            Event::LocalAuthorityBecameAware { on, rule_set } => {
                let (on, rule_set) = (*on, rule_set.clone());
                self.aware = Some(Aware { at, on, rule_set });
            }
            Event::NotificationDecided {
                notify,
                criteria,
                rationale: _,
                consulted,
                dissent,
            } => {
                let words = |(index, agency): (usize, AgencyId)| {
                    let words = TextRef::element(at.position, "dissent", index, "words");
                    (agency, words)
                };
                let each = dissent.iter().map(|one| one.agency).enumerate();
                self.decisions.push(NotifyDecision {
                    at,
                    notify: *notify,
                    criteria: criteria.clone(),
                    rationale: TextRef::new(at.position, "/data/rationale"),
                    consulted: consulted.clone(),
                    dissent: each.map(words).collect(),
                    reason: reason(),
                });
            }
            Event::PanelNotified {
                reference,
                on,
                nature,
            } => {
                self.notified = Some(NotifiedPanel {
                    at,
                    reference: reference.clone(),
                    on: *on,
                    nature: *nature,
                });
            }
            Event::LateNotificationExplained { words: _ } => {
                let words = TextRef::new(at.position, "/data/words");
                self.late_because.push((at, words));
            }
            Event::PartnersInformed { agencies, on } => {
                let (agencies, on) = (agencies.clone(), *on);
                self.informed.push(Informed { at, agencies, on });
            }
            Event::OfstedDfeInformed { because, on } => {
                let (because, on) = (*because, *on);
                self.ofsted = Some(OfstedInformed { at, because, on });
            }
            Event::NotificationWithdrawn { on } => self.withdrawn = Some((at, *on, reason())),
        }
    }
}

impl RapidReview {
    fn opened(id: RapidReviewId, event: &Review, at: Stamp) -> Option<Self> {
        let Review::RapidReviewOpened {
            incident,
            reference,
            rule_set,
            trigger,
            trigger_on,
            due: _,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            opened: at,
            incident: *incident,
            reference: reference.clone(),
            rule_set: rule_set.clone(),
            trigger: *trigger,
            trigger_on: *trigger_on,
            lead_area: None,
            secured: BTreeMap::new(),
            plan: DayPlan::default(),
            planned: None,
            summaries: BTreeMap::new(),
            checks: Vec::new(),
            meeting: None,
            points: Vec::new(),
            decisions: Vec::new(),
            submitted: None,
            delays: Vec::new(),
            panel: None,
            lapsed: None,
            closed: None,
            last: at,
        })
    }

    fn apply(&mut self, event: &Review, envelope: &Envelope, at: Stamp) {
        let words = || TextRef::new(at.position, "/data/words");
        match event {
            Review::RapidReviewOpened { .. } => {}
            Review::LeadAreaAgreed { area } => self.lead_area = Some((at, area.clone())),
            Review::RecordsSecured { agencies, on } => {
                self.secured.extend(agencies.iter().map(|one| (*one, *on)));
            }
            Review::DayPlanSet { plan } => (self.plan, self.planned) = (*plan, Some(at)),
            Review::AgencySummaryRequested { .. }
            | Review::AgencySummaryReceived { .. }
            | Review::AgencySummaryReturnedForQuality { .. }
            | Review::AgencySummaryChased { .. }
            | Review::MissingSummaryExplained { .. } => self.summary(event, envelope, at),
            Review::PreviousLearningChecked { matches, words: _ } => {
                let (matches, words) = (matches.clone(), words());
                self.checks.push(LearnedCheck { at, matches, words });
            }
            Review::RapidReviewMeetingHeld { on, present } => {
                let (on, present) = (*on, present.clone());
                self.meeting = Some(ReviewMeeting { at, on, present });
            }
            Review::LearningPointRecorded { .. } | Review::LearningPointCorrected { .. } => {
                self.learned(event, envelope, at);
            }
            Review::ReviewDecisionMade { .. } | Review::DecisionReconsidered { .. } => {
                self.decided(event, envelope, at);
            }
            Review::RapidReviewSubmitted { on } => self.submitted = Some((at, *on)),
            Review::DelayReasonRecorded {
                words: _,
                told: _,
                on,
            } => self.delays.push(Delay {
                at,
                words: words(),
                told: TextRef::new(at.position, "/data/told"),
                on: *on,
            }),
            Review::PanelResponseReceived { view, comments, on } => {
                let said = TextRef::new(at.position, "/data/comments");
                self.panel = Some(PanelAnswer {
                    at,
                    view: *view,
                    comments: comments.as_ref().map(|_| said),
                    on: *on,
                });
            }
            Review::PanelResponseLapsed {} => {
                self.lapsed = Some((at, TextRef::reason_of(envelope)));
            }
            Review::RapidReviewClosed {} => self.closed = Some(at),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the caller spells out every event and gives only those about summaries"
    )]
    fn summary(&mut self, event: &Review, envelope: &Envelope, at: Stamp) {
        let field = |name| TextRef::new(at.position, name);
        if let Review::AgencySummaryRequested { agency } = event {
            let requested = Summary {
                requested: at,
                state: SummaryState::Requested,
                received: Vec::new(),
                returned: Vec::new(),
                chased: Vec::new(),
                explained: None,
            };
            self.summaries.insert(*agency, requested);
            return;
        }
        let known = event.of_agency();
        let known = known.and_then(|agency| self.summaries.get_mut(&agency));
        let Some(known) = known else { return };
        match event {
            Review::AgencySummaryReceived {
                words, evidence, ..
            } => {
                known.state = SummaryState::Received;
                known.explained = None;
                known.received.push(SummaryReceived {
                    at,
                    words: words.as_ref().map(|_| field("/data/words")),
                    evidence: evidence.clone(),
                });
            }
            Review::AgencySummaryReturnedForQuality { .. } => {
                known.state = SummaryState::Returned;
                known.explained = None;
                known.returned.push((at, TextRef::reason_of(envelope)));
            }
            Review::AgencySummaryChased { .. } => known.chased.push((at, field("/data/to"))),
            Review::MissingSummaryExplained { .. } => {
                if known.state != SummaryState::Received {
                    known.state = SummaryState::Explained;
                }
                known.explained = Some((at, field("/data/words")));
            }
            _ => {}
        }
    }

    fn learned(&mut self, event: &Review, envelope: &Envelope, at: Stamp) {
        let statement = TextRef::new(at.position, "/data/statement");
        if let Review::LearningPointRecorded { point, theme, .. } = event {
            self.points.retain(|one| one.id != *point);
            self.points.push(LearningPoint {
                id: *point,
                recorded: at,
                statement,
                theme: theme.clone(),
                corrected: Vec::new(),
            });
        } else if let Review::LearningPointCorrected { point, theme, .. } = event
            && let Some(known) = self.points.iter_mut().find(|one| one.id == *point)
        {
            known.statement = statement;
            known.theme.clone_from(theme);
            known.corrected.push((at, TextRef::reason_of(envelope)));
        }
    }

    fn decided(&mut self, event: &Review, envelope: &Envelope, at: Stamp) {
        let (Review::ReviewDecisionMade {
            outcome,
            criteria,
            positions,
            rationale: _,
        }
        | Review::DecisionReconsidered {
            outcome,
            criteria,
            positions,
            rationale: _,
        }) = event
        else {
            return;
        };
        let position = |(index, one): (usize, &Position)| {
            let words = TextRef::element(at.position, "positions", index, "words");
            PartnerPosition {
                agency: one.agency,
                outcome: one.outcome,
                words: one.words.as_ref().map(|_| words),
            }
        };
        self.decisions.push(Decision {
            at,
            outcome: *outcome,
            criteria: criteria.clone(),
            positions: positions.iter().enumerate().map(position).collect(),
            rationale: TextRef::new(at.position, "/data/rationale"),
            reason: TextRef::reason_of(envelope),
            reconsidered: matches!(event, Review::DecisionReconsidered { .. }),
        });
    }
}

impl Subject {
    fn added(id: ReviewSubjectId, event: &Person, at: Stamp) -> Option<Self> {
        let Person::SubjectAdded {
            of,
            alias,
            kind,
            characteristics,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            added: at,
            of: *of,
            alias: alias.clone(),
            kind: *kind,
            characteristics: characteristics.clone(),
            circumstances: Vec::new(),
            views: Vec::new(),
            safety: Vec::new(),
            actions: BTreeMap::new(),
            last: at,
        })
    }

    fn apply(&mut self, event: &Person, at: Stamp) {
        let words = TextRef::new(at.position, "/data/words");
        match event {
            Person::SubjectAdded { .. } => {}
            Person::SubjectCorrected {
                kind,
                characteristics,
            } => {
                self.kind = *kind;
                self.characteristics.clone_from(characteristics);
            }
            Person::CircumstancesRecorded { .. } => self.circumstances.push((at, words)),
            Person::SubjectViewCaptured { who, .. } => self.views.push((at, *who, words)),
            Person::SafetyJudged { safety, .. } => self.safety.push((at, *safety, words)),
            Person::ImmediateSafetyActionRecorded {
                action, agencies, ..
            } => {
                let recorded = SafetyAction {
                    recorded: at,
                    words,
                    agencies: agencies.clone(),
                    confirmed: None,
                };
                self.actions.insert(*action, recorded);
            }
            Person::ImmediateSafetyActionConfirmed { action, .. } => {
                if let Some(known) = self.actions.get_mut(action) {
                    known.confirmed = Some((at, words));
                }
            }
        }
    }
}
