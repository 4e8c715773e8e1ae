//! Read models of Golden Thread, folded from events.
//!
//! One file per question: [`plans`], [`actions`], [`recommendations`], [`evidence`], [`meetings`],
//! [`people`], [`accounts`], [`programmes`], [`audits`], [`campaigns`], [`rapid_reviews`],
//! [`practice_reviews`], [`briefings`], [`activities`], [`child_deaths`], [`inspections`],
//! [`earlier`], [`status`], [`comparison`], [`deadlines`], [`trail`], [`threads`], [`gaps`],
//! [`hand_over`], [`honesty`]. [`Models`] holds them all;
//! [`Models::apply`] is total and touches no disk, clock or network. "Today" is an argument of a
//! query, never of the fold.
//!
//! Models hold no narrative: words are [`reference::TextRef`]s, so an erasure needs no purge.

pub mod reference;
pub mod sight;
pub mod small_numbers;

pub mod accounts;
pub mod actions;
pub mod evidence;
pub mod meetings;
pub mod people;
pub mod plans;
pub mod recommendations;

pub mod activities;
pub mod audits;
pub mod briefings;
pub mod campaigns;
pub mod chase;
pub mod child_deaths;
pub mod earlier;
pub mod inspections;
pub mod packs;
pub mod practice_reviews;
pub mod programmes;
pub mod rapid_reviews;
pub mod records;

pub mod comparison;
pub mod deadlines;
pub mod gaps;
pub mod hand_over;
pub mod honesty;
pub mod status;
pub mod threads;
pub mod trail;

#[cfg(any(test, feature = "generate"))]
pub mod generate;

mod in_order;
mod labels;
mod reckoned;
mod sparing;

#[cfg(test)]
mod given;

pub use reference::{Label, Page, PageOf, Stamp, TextRef, Word};

use events::action;
use events::envelope::{Classification, Moment};
use events::event::{Event, Recorded};
use events::ids::{ActionId, ReturnId, StreamId, StreamKind};
use events::partnership::RagMeaning;
use std::collections::BTreeSet;

/// The version of these models. A stored snapshot of another version is thrown away and folded
/// afresh; change it whenever a model's shape or fold changes.
pub const MODEL_VERSION: &str = "projections-10";

/// Every read model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Models {
    /// The partnership.
    pub people: people::People,
    /// Accounts.
    pub accounts: accounts::Accounts,
    /// Business plans.
    pub plans: plans::Plans,
    /// Recommendations.
    pub recommendations: recommendations::Recommendations,
    /// Improvement actions.
    pub actions: actions::Actions,
    /// Evidence.
    pub evidence: evidence::AllEvidence,
    /// Meetings.
    pub meetings: meetings::Meetings,
    /// What was decided about gaps.
    pub dispositions: gaps::Dispositions,
    /// Self-assessment campaigns and agencies' returns.
    pub campaigns: campaigns::Campaigns,
    /// Serious incidents, rapid reviews, and the children of both.
    pub rapid_reviews: rapid_reviews::RapidReviews,
    /// Practice reviews.
    pub practice_reviews: practice_reviews::PracticeReviews,
    /// Briefings.
    pub briefings: briefings::Briefings,
    /// Learning activities.
    pub activities: activities::Activities,
    /// Learning from child deaths.
    pub child_deaths: child_deaths::ChildDeaths,
    /// Audit programmes.
    pub programmes: programmes::Programmes,
    /// Audits and their cases.
    pub audits: audits::Audits,
    /// Evidence packs.
    pub packs: packs::Packs,
    /// Inspections.
    pub inspections: inspections::Inspections,
    /// Reviews of how long things are kept, erasures, and legal holds.
    pub records: records::Records,
    /// Every event in short.
    pub trail: trail::Trail,
    /// Things that began as more sensitive than everybody may see.
    pub(crate) sensitive: BTreeSet<StreamId>,
    /// Only a part of the record stands in here, as much as one reader reaches: what can only be
    /// told from the whole is not told.
    partial: bool,
    last: Option<Stamp>,
    reckoned: reckoned::Reckoned,
}

impl Models {
    /// Models of as much of the record as one reader reaches.
    pub fn partial() -> Self {
        Self {
            partial: true,
            ..Self::default()
        }
    }

    /// Whether only a part of the record stands in here.
    pub const fn is_partial(&self) -> bool {
        self.partial
    }

    /// Moves every model on by one event. Total: a fact cannot be refused.
    pub fn apply(&mut self, recorded: &Recorded) {
        if self.reckoned.is_empty() {
            return self.fold(recorded);
        }
        let before = self.touched(recorded);
        self.reckoned.forget(&before);
        self.fold(recorded);
        let after = self.touched(recorded);
        self.reckoned.forget(&after);
    }

    fn fold(&mut self, recorded: &Recorded) {
        let envelope = &recorded.envelope;
        let sensitive = envelope.classification == Classification::OfficialSensitive;
        if sensitive && self.trail.versions(envelope.stream) == 0 {
            self.sensitive.insert(envelope.stream);
        }
        self.records.note(&recorded.event, envelope);
        self.trail.apply(envelope);
        self.meetings.note(envelope);
        match &recorded.event {
            Event::Partnership(event) => self.people.apply(event, envelope),
            Event::Plan(event) => self.plans.apply(event, envelope),
            Event::Recommendation(event) => {
                let id = events::ids::RecommendationId(envelope.stream.id);
                self.evidence.named_by_recommendation(event, id);
                self.recommendations.apply(event, envelope);
            }
            Event::Action(event) => {
                let id = ActionId(envelope.stream.id);
                self.evidence.named_by_action(event, id);
                let begun = self.begun(event);
                self.actions.apply(event, envelope, begun);
            }
            Event::Evidence(event) => self.evidence.apply(event, envelope),
            Event::Meeting(event) => self.meetings.apply(event, envelope),
            Event::Gap(event) => self.dispositions.apply(event, envelope),
            Event::Account(event) => self.accounts.apply(event, envelope),
            Event::SelfAssessment(event) => self.campaigns.apply(event, envelope),
            Event::ServiceReturn(event) => self.campaigns.apply_return(event, envelope),
            Event::SeriousIncident(event) => self.rapid_reviews.apply_incident(event, envelope),
            Event::RapidReview(event) => self.rapid_reviews.apply_review(event, envelope),
            Event::ReviewSubject(event) => self.rapid_reviews.apply_subject(event, envelope),
            Event::PracticeReview(event) => self.practice_reviews.apply(event, envelope),
            Event::Briefing(event) => self.briefings.apply(event, envelope),
            Event::LearningActivity(event) => self.activities.apply(event, envelope),
            Event::ChildDeathLearning(event) => self.child_deaths.apply(event, envelope),
            Event::AuditProgramme(event) => self.programmes.apply(event, envelope),
            Event::Audit(event) => self.audits.apply_audit(event, envelope),
            Event::AuditCase(event) => self.audits.apply_case(event, envelope),
            Event::EvidencePack(event) => self.packs.apply(event, envelope),
            Event::Inspection(event) => self.inspections.apply(event, envelope),
            Event::Erasure(event) => self.records.apply_erasure(event, envelope),
            Event::LegalHold(event) => self.records.apply_hold(event, envelope),
        }
        self.last = Some(Stamp::of(envelope));
    }

    /// Whether a rating says that work has begun, which depends on the key it was given in; none
    /// for any other event.
    fn begun(&self, event: &action::Event) -> Option<bool> {
        let (action::Event::RagRated { code, scheme, .. }
        | action::Event::RagModerated {
            to: code, scheme, ..
        }) = event
        else {
            return None;
        };
        Some(self.people.meaning(*scheme, code) != Some(RagMeaning::NotStarted))
    }

    /// Whether anything of a thing was recorded. A return begins in the campaign that asks for it,
    /// before it has an event of its own.
    pub fn has_begun(&self, thing: StreamId) -> bool {
        let invited = thing.kind == StreamKind::ServiceReturn
            && self.campaigns.invited(ReturnId(thing.id)).is_some();
        invited || self.trail.versions(thing) > 0
    }

    /// The last event folded: its position and when it was recorded. None for an empty log.
    pub fn last(&self) -> Option<Stamp> {
        self.last
    }

    /// The models as the record stood at a moment: every event recorded at or before it.
    ///
    /// Recorded time never decreases along the log, so reading stops at the first later event.
    pub fn as_at(events: impl IntoIterator<Item = Recorded>, moment: Moment) -> Self {
        let mut models = Self::default();
        for recorded in events {
            if recorded.envelope.recorded_at > moment {
                break;
            }
            models.apply(&recorded);
        }
        models
    }
}

impl<'a> FromIterator<&'a Recorded> for Models {
    fn from_iter<I: IntoIterator<Item = &'a Recorded>>(events: I) -> Self {
        let mut models = Self::default();
        for recorded in events {
            models.apply(recorded);
        }
        models
    }
}
