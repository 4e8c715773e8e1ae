//! Practice reviews: who writes them, how the family was heard, each draft with what was signed,
//! checked and sent of it, what they say, and what still stands in the way of publishing.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::ids::{
    AgencyId, EvidenceId, PracticeReviewId, RapidReviewId, ReviewFindingId, ReviewSubjectId,
};
use events::practice_review::{
    AnonymityAnswer, FindingKind, PatternsFound, Phase, Proceeding, Quality, ReviewKind, State,
    Timeliness, Told,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

mod fold;
mod list;
mod view;

#[cfg(test)]
mod tests;

pub use list::ReviewFilter;
pub use view::{Calculator, ReviewFindingView, ReviewMilestone, ReviewView};

/// Every practice review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PracticeReviews {
    all: BTreeMap<PracticeReviewId, Box<Review>>,
    of_finding: BTreeMap<ReviewFindingId, PracticeReviewId>,
    of_rapid_review: BTreeMap<RapidReviewId, BTreeSet<PracticeReviewId>>,
}

/// A practice review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Which.
    pub id: PracticeReviewId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was commissioned.
    pub commissioned: Stamp,
    /// Its last event.
    pub last: Stamp,
    /// What kind.
    pub kind: ReviewKind,
    /// What it is called.
    pub title: String,
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub about: TextRef,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// The rapid review it comes from.
    pub rapid_review: Option<RapidReviewId>,
    /// The edition whose clocks it keeps.
    pub rule_set: String,
    /// The last day on which it is published in time.
    pub due: Option<NaiveDate>,
    /// Every how many weeks it is monitored.
    pub monitored_every_weeks: u32,
    /// Everybody appointed to write it.
    pub reviewers: Vec<ReviewerLine>,
    /// What it looks at, each version.
    pub terms: Vec<Terms>,
    /// What goes on beside it.
    pub proceedings: Vec<ProceedingLine>,
    /// Who of the family was asked to take part.
    pub family: Vec<FamilyLine>,
    /// When those who worked with the family came together.
    pub practitioner_events: Vec<PractitionerEvent>,
    /// Each look at its time and quality.
    pub monitoring: Vec<Monitored>,
    /// What was asked for in writing.
    pub requests: Vec<RequestLine>,
    /// Each draft.
    pub drafts: Vec<DraftLine>,
    /// What it says.
    pub findings: Vec<FindingLine>,
    /// What could not wait for the report.
    pub early_learning: Vec<EarlyLearning>,
    /// What publishing does to the family and to practitioners.
    pub impact: Option<ImpactLine>,
    /// What the Panel said.
    pub comments: Vec<(NaiveDate, TextRef)>,
    /// Why it is late, each time it was said.
    pub delays: Vec<DelayLine>,
    /// Why the report is not published.
    pub non_publication: Option<(Stamp, TextRef)>,
    /// What was published.
    pub published: Option<PublishedLine>,
    /// When it was closed.
    pub closed: Option<Stamp>,
    /// What the rules go by.
    #[serde(skip)]
    pub(crate) rules: State,
}

/// Somebody appointed to write a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewerLine {
    /// Their number.
    pub number: u32,
    /// Who.
    pub who: TextRef,
    /// How their independence was looked at.
    pub independence: TextRef,
    /// When they were appointed.
    pub appointed: Stamp,
    /// When they were removed, and why.
    pub removed: Option<(Stamp, Option<TextRef>)>,
}

/// What a review looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// Since when.
    pub at: Stamp,
    /// The terms.
    pub words: TextRef,
    /// Whose work.
    pub agencies: Vec<AgencyId>,
    /// Why they were changed; none for the first.
    pub reason: Option<TextRef>,
}

/// Something that goes on beside a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProceedingLine {
    /// Its number.
    pub number: u32,
    /// What kind.
    pub kind: Proceeding,
    /// What it is.
    pub words: TextRef,
    /// When it was registered.
    pub registered: Stamp,
    /// When it came to an end, and what came of it.
    pub concluded: Option<(Stamp, TextRef)>,
}

/// Somebody of the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FamilyLine {
    /// Their number.
    pub number: u32,
    /// Their alias.
    pub alias: String,
    /// The child or family member that stands in the record under it.
    pub subject: Option<ReviewSubjectId>,
    /// When they were asked, and how.
    pub invited: (Stamp, TextRef),
    /// When they took part, and what they said.
    pub contributed: Vec<(Stamp, Option<TextRef>)>,
    /// When they would rather not.
    pub declined: Option<(Stamp, Option<TextRef>)>,
}

/// A meeting of those who worked with the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PractitionerEvent {
    /// The day.
    pub on: NaiveDate,
    /// How many came.
    pub attended: u32,
    /// From which agencies.
    pub agencies: Vec<AgencyId>,
    /// What they said.
    pub words: TextRef,
}

/// A look at a review's time and quality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Monitored {
    /// When.
    pub at: Stamp,
    /// Whether it will be done in time.
    pub time: Timeliness,
    /// How good it is.
    pub quality: Quality,
    /// What was seen.
    pub words: TextRef,
}

/// A request in writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestLine {
    /// Its number.
    pub number: u32,
    /// The agency asked; none for the reviewer.
    pub agency: Option<AgencyId>,
    /// What is asked.
    pub what: TextRef,
    /// When it was asked.
    pub asked: Stamp,
    /// By when.
    pub due: NaiveDate,
    /// When it came, what it says, and the document.
    pub answered: Option<(Stamp, TextRef, Option<EvidenceId>)>,
}

/// Whether an agency said that a draft is accurate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccuracyLine {
    /// The agency.
    pub agency: AgencyId,
    /// When it was asked.
    pub asked: Stamp,
    /// By when.
    pub due: NaiveDate,
    /// What it answered: when, whether everything is accurate, and what is not.
    pub answered: Option<(Stamp, bool, Option<TextRef>)>,
}

/// The look at whether somebody can be told from a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnonymisedLine {
    /// When.
    pub at: Stamp,
    /// The post that looked.
    pub by: String,
    /// The checklist.
    pub answers: Vec<AnonymityAnswer>,
    /// What the product found in the text.
    pub patterns: Vec<PatternsFound>,
    /// What risk is left.
    pub residual_risk: TextRef,
    /// Why what was found identifies nobody.
    pub reason: Option<TextRef>,
}

/// A draft of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftLine {
    /// Its version.
    pub version: u32,
    /// The reviewer who stands for it.
    pub reviewer: Option<u32>,
    /// What is new in it; none for a reader who was only asked about it.
    pub words: Option<TextRef>,
    /// The draft itself.
    pub document: Option<EvidenceId>,
    /// When it came.
    pub received: Stamp,
    /// Whom it was shown to.
    pub accuracy: Vec<AccuracyLine>,
    /// The partners that stand for it.
    pub signed: Vec<(AgencyId, Stamp)>,
    /// Whether somebody can be told from it.
    pub anonymised: Option<AnonymisedLine>,
    /// When it went to the Panel and the Secretary of State.
    pub panel: Option<(NaiveDate, Stamp)>,
    /// When it went to Ofsted.
    pub ofsted: Option<(NaiveDate, Stamp)>,
}

/// Something a review says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// Its id.
    pub id: ReviewFindingId,
    /// What kind.
    pub kind: FindingKind,
    /// What it says.
    pub statement: TextRef,
    /// The code of its theme.
    pub theme: String,
    /// Why it came to that.
    pub underlying_reason: Option<TextRef>,
    /// When it was recorded.
    pub recorded: Stamp,
    /// When it was corrected last, and why.
    pub corrected: Option<(Stamp, Option<TextRef>)>,
    /// Why no recommendation is made of it.
    pub justified: Option<(Stamp, Option<TextRef>)>,
}

/// What could not wait for the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlyLearning {
    /// When.
    pub at: Stamp,
    /// To whom.
    pub audience: TextRef,
    /// What.
    pub words: TextRef,
}

/// What publishing does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImpactLine {
    /// When it was thought through.
    pub at: Stamp,
    /// To the family.
    pub family: TextRef,
    /// To practitioners.
    pub practitioners: TextRef,
}

/// Why a review is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DelayLine {
    /// When it was recorded.
    pub at: Stamp,
    /// Why.
    pub why: TextRef,
    /// The day it is expected.
    pub expected: NaiveDate,
    /// The day the Panel was told.
    pub told_panel_on: NaiveDate,
    /// Who else was told.
    pub told: Vec<Told>,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedLine {
    /// When it was recorded.
    pub at: Stamp,
    /// The day.
    pub on: NaiveDate,
    /// Until when it can be read.
    pub available_until: NaiveDate,
    /// Where.
    pub place: String,
    /// What should get better, where only that was published.
    pub improvements: Option<TextRef>,
    /// When it was taken down: the day, and why.
    pub taken_down: Option<(NaiveDate, Option<TextRef>)>,
}

impl PracticeReviews {
    /// One review.
    pub fn get(&self, id: PracticeReviewId) -> Option<&Review> {
        self.all.get(&id).map(Box::as_ref)
    }

    /// Every review, the one decided upon last first.
    pub fn latest_first(&self) -> Vec<&Review> {
        let mut all: Vec<_> = self.all.values().map(Box::as_ref).collect();
        all.sort_by_key(|one| std::cmp::Reverse((one.decided_on, one.id)));
        all
    }

    /// Something a review says, and the review.
    pub fn finding(&self, id: ReviewFindingId) -> Option<(&Review, &FindingLine)> {
        let review = self.get(*self.of_finding.get(&id)?)?;
        let finding = review.findings.iter().find(|one| one.id == id)?;
        Some((review, finding))
    }

    /// The reviews that come from a rapid review, in the order of ids.
    pub fn made_of(&self, rapid_review: RapidReviewId) -> impl Iterator<Item = &Review> {
        let ids = self.of_rapid_review.get(&rapid_review);
        ids.into_iter().flatten().filter_map(|id| self.get(*id))
    }

    /// The reviews in which an agency was asked something, or has to sign as one of the
    /// safeguarding partners.
    pub(crate) fn asking(
        &self,
        agency: AgencyId,
        is_partner: bool,
    ) -> impl Iterator<Item = PracticeReviewId> + '_ {
        let all = self.all.values();
        let asking =
            all.filter(move |one| one.asks(agency) || is_partner && !one.drafts.is_empty());
        asking.map(|one| one.id)
    }
}

impl Review {
    /// How far it has come.
    pub fn phase(&self) -> Phase {
        self.rules.phase
    }

    /// Whether law sets its clocks.
    pub fn is_statutory(&self) -> bool {
        self.kind.is_statutory()
    }

    /// Whether on a day it is past the last one allowed and neither published, nor not to be.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let late = self.due.is_some_and(|due| due < today);
        late && !self.phase().is_ended()
    }

    /// Whether somebody said why it is late, or will be, and the day expected then is not past.
    pub fn is_delayed(&self, today: NaiveDate) -> bool {
        !self.phase().is_ended() && self.rules.delay_covers(today)
    }

    /// What it is called, behind its reference.
    pub fn name(&self) -> String {
        format!("{} {}", self.reference, self.title)
    }

    /// The latest draft.
    pub fn draft(&self) -> Option<&DraftLine> {
        self.drafts.last()
    }

    /// The reviewer with a number.
    pub fn reviewer(&self, number: u32) -> Option<&ReviewerLine> {
        self.reviewers.iter().find(|one| one.number == number)
    }

    /// The last day on which it is looked at again; none once it has ended.
    pub fn monitoring_due(&self) -> Option<NaiveDate> {
        if self.phase().is_ended() {
            return None;
        }
        let last = self.monitoring.last().map(|one| one.at.occurred_on);
        let last = last.unwrap_or(self.decided_on);
        events::practice_review::planning::monitoring_due(last, self.monitored_every_weeks)
    }

    fn asks(&self, agency: AgencyId) -> bool {
        let mut requests = self.requests.iter();
        let requested = requests.any(|one| one.agency == Some(agency));
        let shown = self.drafts.iter().flat_map(|draft| &draft.accuracy);
        let mut shown = shown.filter(|one| one.agency == agency);
        requested || shown.next().is_some()
    }
}
