//! Incidents, their rapid reviews, practice reviews, and the children and family of all of them, in
//! the world.

use super::{Command, Given, World, known};
use crate::envelope::Envelope;
use crate::event::Event;
use crate::ids::{CaseId, IncidentId, PracticeReviewId, RapidReviewId, ReviewSubjectId};
use crate::refusal::Refusal;
use crate::review_subject::SubjectOf;
use crate::{audit_case, practice_review, rapid_review, review_subject, serious_incident};
use std::collections::BTreeSet;
use uuid::Uuid;

type Decided = Result<Vec<Event>, Vec<Refusal>>;

impl World {
    /// Moves on by one event of an incident, its rapid review, or a child. Any other event changes
    /// nothing here.
    pub(super) fn evolve_rapid_review(&mut self, envelope: &Envelope, event: &Event) {
        let id = envelope.stream.id;
        if let Event::SeriousIncident(event) = event {
            let state = self.incidents.entry(IncidentId(id)).or_default();
            serious_incident::evolve(state, event, envelope);
        } else if let Event::RapidReview(event) = event {
            self.index_rapid_review(RapidReviewId(id), event);
            let state = self.rapid_reviews.entry(RapidReviewId(id)).or_default();
            rapid_review::evolve(state, event, envelope);
        } else if let Event::ReviewSubject(event) = event {
            if let review_subject::Event::SubjectAdded { of, .. } = event {
                let together = self.subjects_of.entry(*of).or_default();
                together.insert(ReviewSubjectId(id));
            }
            let state = self.subjects.entry(ReviewSubjectId(id)).or_default();
            review_subject::evolve(state, event, envelope);
        }
    }

    pub(super) fn evolve_review(
        &mut self,
        id: Uuid,
        event: &practice_review::Event,
        envelope: &Envelope,
    ) {
        let id = PracticeReviewId(id);
        if let practice_review::Event::ReviewFindingRecorded { finding, .. } = event {
            self.review_of_finding.insert(*finding, id);
        }
        if let practice_review::Event::ReviewCommissioned {
            rapid_review: Some(from),
            ..
        } = event
        {
            self.practice_reviews_of
                .entry(*from)
                .or_default()
                .insert(id);
        }
        let state = self.practice_reviews.entry(id).or_default();
        practice_review::evolve(state, event, envelope);
    }

    fn index_rapid_review(&mut self, id: RapidReviewId, event: &rapid_review::Event) {
        if let rapid_review::Event::RapidReviewOpened { incident, .. } = event {
            self.rapid_review_of.insert(*incident, id);
        }
        if let rapid_review::Event::LearningPointRecorded { point, .. } = event {
            self.review_of_point.insert(*point, id);
        }
    }

    /// The incident behind the rapid review a practice review comes from.
    pub fn incident_behind(&self, review: PracticeReviewId) -> Option<IncidentId> {
        let from = self.practice_reviews.get(&review)?.rapid_review?;
        self.rapid_reviews.get(&from)?.incident
    }

    /// The children and family members who go by an alias beside each other: those of an incident,
    /// and those of the practice reviews that came of it.
    pub fn subjects_around(&self, of: SubjectOf) -> BTreeSet<ReviewSubjectId> {
        let incident = match of {
            SubjectOf::Incident(incident) => Some(incident),
            SubjectOf::PracticeReview(review) => self.incident_behind(review),
        };
        let rapid = incident.and_then(|one| self.rapid_review_of.get(&one));
        let made = rapid.and_then(|one| self.practice_reviews_of.get(one));
        let made = made.into_iter().flatten().copied();
        let places = made.map(SubjectOf::PracticeReview);
        let places = places.chain(incident.map(SubjectOf::Incident)).chain([of]);
        let each = places.filter_map(|place| self.subjects_of.get(&place));
        each.flatten().copied().collect()
    }

    /// Somebody of a practice review, or of the incident behind it.
    pub fn subject_of_review(
        &self,
        review: PracticeReviewId,
        subject: ReviewSubjectId,
    ) -> Option<&review_subject::State> {
        let known = self.subjects.get(&subject)?;
        let theirs = match known.of? {
            SubjectOf::PracticeReview(of) => of == review,
            SubjectOf::Incident(of) => self.incident_behind(review) == Some(of),
        };
        theirs.then_some(known)
    }

    /// Judges a command to a case of an audit, an incident, its rapid review, or a child of either.
    /// Any other command leads to nothing here.
    pub(super) fn decide_of_children(&self, id: Uuid, command: Command, given: &Given) -> Decided {
        if let Command::SeriousIncident(command) = command {
            let state = known(&self.incidents, &IncidentId(id));
            let events = serious_incident::decide(&state, IncidentId(id), command, given, self)?;
            Ok(events.into_iter().map(Event::SeriousIncident).collect())
        } else if let Command::RapidReview(command) = command {
            let state = known(&self.rapid_reviews, &RapidReviewId(id));
            let events = rapid_review::decide(&state, command, given, self)?;
            Ok(events.into_iter().map(Event::RapidReview).collect())
        } else if let Command::ReviewSubject(command) = command {
            let state = known(&self.subjects, &ReviewSubjectId(id));
            let events = review_subject::decide(&state, command, given, self)?;
            Ok(events.into_iter().map(Event::ReviewSubject).collect())
        } else if let Command::AuditCase(command) = command {
            let state = known(&self.cases, &CaseId(id));
            let events = audit_case::decide(&state, CaseId(id), command, given, self)?;
            Ok(events.into_iter().map(Event::AuditCase).collect())
        } else {
            Ok(Vec::new())
        }
    }

    pub(super) fn decide_review(
        &self,
        id: Uuid,
        command: practice_review::Command,
        given: &Given,
    ) -> Decided {
        let id = PracticeReviewId(id);
        let state = known(&self.practice_reviews, &id);
        let events = practice_review::decide(&state, id, command, given, self)?;
        Ok(events.into_iter().map(Event::PracticeReview).collect())
    }
}
