//! What things are called, for every list and link.

use crate::Models;
use crate::practice_reviews::Review;
use crate::rapid_reviews::Subject;
use crate::records::Erasure;
use crate::reference::{Label, TextRef};
use chrono::NaiveDate;
use events::action::Parent;
use events::ids::{
    AccountId, ActionId, AuditId, CampaignId, CaseId, EvidenceId, MeetingId, OutcomeId, PlanId,
    PracticeReviewId, PriorityId, ProgrammeId, RecommendationId, ReturnId, StreamId, StreamKind,
};
use events::ids::{BriefingId, ChildDeathLearningId, LearningActivityId};
use events::ids::{ErasureId, LegalHoldId};
use events::ids::{IncidentId, InspectionId, RapidReviewId, ReviewSubjectId};
use events::review_subject::SubjectOf;

impl Models {
    /// What a thing is called, without asking the log. A thing not known has an empty name.
    pub fn label(&self, stream: StreamId) -> Label {
        let (name, words) = match stream.kind {
            StreamKind::Partnership => (self.people.name.clone(), None),
            StreamKind::Plan => {
                let plan = self.plans.get(PlanId(stream.id));
                (plan.map(|p| p.title.clone()).unwrap_or_default(), None)
            }
            StreamKind::Recommendation => {
                let one = self.recommendations.get(RecommendationId(stream.id));
                named(one.map(|r| (r.reference.clone(), r.text.clone())))
            }
            StreamKind::ImprovementAction => {
                let action = self.actions.get(ActionId(stream.id));
                named(action.map(|a| (a.reference.clone(), a.text.clone())))
            }
            StreamKind::Evidence => {
                let piece = self.evidence.get(EvidenceId(stream.id));
                named(piece.map(|e| (day(e.evidence_date), e.describes.clone())))
            }
            StreamKind::Meeting => {
                let meeting = self.meetings.get(MeetingId(stream.id));
                let name =
                    meeting.map(|m| format!("{}, {}", self.people.group_name(m.group), day(m.on)));
                (name.unwrap_or_default().trim().to_owned(), None)
            }
            StreamKind::Gap => {
                let about = self.dispositions.about(stream.id);
                let name = about.map(|(rule, about)| {
                    let about = self.label(about).name;
                    format!("“{}” of {about}", crate::gaps::rule_title(rule))
                });
                (name.unwrap_or_default().trim().to_owned(), None)
            }
            StreamKind::Account => {
                let account = self.accounts.get(AccountId(stream.id));
                named(account.map(|known| (String::new(), known.name.clone())))
            }
            StreamKind::SelfAssessment => {
                let title = self.campaigns.title(CampaignId(stream.id));
                (title.unwrap_or_default().to_owned(), None)
            }
            StreamKind::ServiceReturn => (self.return_name(ReturnId(stream.id)), None),
            StreamKind::SeriousIncident | StreamKind::RapidReview | StreamKind::ReviewSubject => {
                (self.review_name(stream), None)
            }
            StreamKind::PracticeReview => {
                let review = self.practice_reviews.get(PracticeReviewId(stream.id));
                (review.map(Review::name).unwrap_or_default(), None)
            }
            StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning => (self.learning_name(stream), None),
            StreamKind::AuditProgramme => (self.programme_name(ProgrammeId(stream.id)), None),
            StreamKind::Audit => {
                let audit = self.audits.audit(AuditId(stream.id));
                let name = audit.map(|audit| format!("{} {}", audit.reference, audit.title));
                (name.unwrap_or_default(), None)
            }
            StreamKind::AuditCase => (self.case_name(CaseId(stream.id)), None),
            StreamKind::Inspection => (self.inspection_name(InspectionId(stream.id)), None),
            StreamKind::EvidencePack => (self.pack_name(stream.id), None),
            StreamKind::Erasure | StreamKind::LegalHold => (self.records_name(stream), None),
        };
        Label {
            stream,
            name,
            words,
        }
    }

    fn programme_name(&self, id: ProgrammeId) -> String {
        let programme = self.programmes.get(id);
        programme.map_or_else(String::new, |programme| programme.title.clone())
    }

    /// A priority's number and title; its stream is its plan's.
    pub fn priority_label(&self, id: PriorityId) -> Label {
        let found = self.plans.priority(id);
        let named = found.map(|(plan, p)| (plan.id, p.number.clone(), p.title.clone()));
        within_plan(named, id.0)
    }

    /// An outcome's priority number and its words; its stream is its plan's.
    pub fn outcome_label(&self, id: OutcomeId) -> Label {
        let found = self.plans.outcome(id);
        let named = found.map(|(plan, p, o)| (plan.id, p.number.clone(), o.text.clone()));
        within_plan(named, id.0)
    }

    /// What an action is there for.
    pub fn parent_label(&self, parent: Parent) -> Label {
        match parent {
            Parent::Recommendation(id) => self.label(id.into()),
            Parent::Outcome(id) => self.outcome_label(id),
            Parent::Priority(id) => self.priority_label(id),
        }
    }

    /// What an erasure or a hold is about: its first thing, and how many more.
    fn records_name(&self, stream: StreamId) -> String {
        let erasure = || {
            self.records
                .erasure(ErasureId(stream.id))
                .map(Erasure::things)
        };
        let hold = || self.records.hold(LegalHoldId(stream.id));
        let things = erasure().or_else(|| hold().map(|one| one.things.clone()));
        let things = things.unwrap_or_default();
        let Some(first) = things.first() else {
            return String::new();
        };
        // Neither is about another of its own sort, so this ends.
        let of_its_own = matches!(first.kind, StreamKind::Erasure | StreamKind::LegalHold);
        let name = if of_its_own {
            String::new()
        } else {
            self.label(*first).name
        };
        match things.len() - 1 {
            0 => format!("of {name}"),
            more => format!("of {name} and {more} more"),
        }
    }

    /// What an incident, its rapid review, or somebody in either is called.
    fn review_name(&self, stream: StreamId) -> String {
        let all = &self.rapid_reviews;
        let incident = || {
            all.incident(IncidentId(stream.id))
                .map(|one| one.reference.clone())
        };
        let review = || {
            all.review(RapidReviewId(stream.id))
                .map(|one| one.reference.clone())
        };
        let subject = || all.subject(ReviewSubjectId(stream.id));
        let name = incident().or_else(review);
        name.or_else(|| subject().map(|one| self.subject_name(one)))
            .unwrap_or_default()
    }

    /// What somebody is called, with the incident or practice review. Somebody who reaches only the
    /// rapid review of an incident knows it by that.
    fn subject_name(&self, one: &Subject) -> String {
        let reference = match one.of {
            SubjectOf::Incident(of) => {
                let incident = self.rapid_reviews.incident(of);
                let review = || self.rapid_reviews.review_of(of);
                let reference = incident.map(|one| one.reference.as_str());
                reference.or_else(|| review().map(|one| one.reference.as_str()))
            }
            SubjectOf::PracticeReview(of) => {
                let review = self.practice_reviews.get(of);
                review.map(|one| one.reference.as_str())
            }
        };
        match reference {
            Some(reference) => format!("{} of {reference}", one.alias),
            None => one.alias.clone(),
        }
    }

    /// What a briefing, an activity or a year of learning from child deaths is called.
    fn learning_name(&self, stream: StreamId) -> String {
        let briefing = self.briefings.get(BriefingId(stream.id));
        let briefing = briefing.map(|one| format!("{} {}", one.reference, one.title));
        let activity = self.activities.get(LearningActivityId(stream.id));
        let activity = activity.map(|one| format!("{} {}", one.reference, one.title));
        let year = self.child_deaths.get(ChildDeathLearningId(stream.id));
        let year = year.map(|one| one.title.clone());
        briefing.or(activity).or(year).unwrap_or_default()
    }

    /// What an inspection is called here.
    fn inspection_name(&self, id: InspectionId) -> String {
        let inspection = self.inspections.get(id);
        inspection
            .map(|one| one.reference.clone())
            .unwrap_or_default()
    }

    /// The alias of a case, and its audit.
    fn case_name(&self, id: CaseId) -> String {
        let Some(case) = self.audits.case(id) else {
            return String::new();
        };
        let audit = self.audits.audit(case.audit);
        let reference = audit.map(|audit| audit.reference.as_str());
        format!("{} of {}", case.alias, reference.unwrap_or_default())
    }

    /// Whose return it is, in which campaign.
    fn return_name(&self, id: ReturnId) -> String {
        let Some(invited) = self.campaigns.invited(id) else {
            return String::new();
        };
        let agency = self.people.agency_name(invited.agency);
        let campaign = self.campaigns.title(invited.campaign);
        format!("of {agency} in {}", campaign.unwrap_or_default())
    }
}

fn named(found: Option<(String, TextRef)>) -> (String, Option<TextRef>) {
    found.map_or_else(Default::default, |(name, words)| (name, Some(words)))
}

fn within_plan(found: Option<(PlanId, String, TextRef)>, unknown: uuid::Uuid) -> Label {
    match found {
        Some((plan, name, words)) => Label {
            stream: plan.into(),
            name,
            words: Some(words),
        },
        None => Label {
            stream: StreamId::new(StreamKind::Plan, unknown),
            name: String::new(),
            words: None,
        },
    }
}

/// A day as people write it, such as `4 November 2026`.
fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
