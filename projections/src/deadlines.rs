//! Deadlines: what is due when, what was late, by how much, and why.

use crate::Models;
use crate::actions::{Action, Extension, Milestone, MilestoneState};
use crate::audits::Audit;
use crate::rapid_reviews::PlanStep;
use crate::reckoned::Position;
use crate::recommendations::Recommendation;
use crate::records::Retained;
use crate::reference::{Label, Page, PageOf, TextRef};
use chrono::NaiveDate;
use events::action::{DatePrecision, Owner};
use events::ids::{
    ActionId, AgencyId, InformationRequestId, MilestoneId, PlanId, RecommendationId,
    SafetyActionId, ScheduledId, StreamId,
};
use serde::Serialize;
use std::borrow::Cow;
use uuid::Uuid;

mod explained;
mod kind;
mod of_inspections;
mod of_learning;
mod of_practice;
mod of_rapid_reviews;
mod of_records;
mod of_reviews;
mod standing;

pub use explained::{Explained, Whom};
pub use kind::DeadlineKind;

use events::practice_review::planning::Step;
use of_inspections::OfInspection;
use of_learning::OfLearning;
use of_practice::{OfReturn, Planned, Returns};
use of_rapid_reviews::OfRapid;
use of_reviews::OfReview;
use standing::{days_late, state};

#[cfg(test)]
mod tests;

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Not met, and its date has passed.
    Overdue,
    /// Not met yet, and its date lies ahead.
    Ahead,
    /// Met by its date.
    Met,
    /// Met after its date.
    MetLate,
    /// No longer expected: discontinued, replaced or declined.
    Stopped,
}

/// One date to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// What sort.
    pub kind: DeadlineKind,
    /// What it is about.
    pub about: Label,
    /// Which milestone, for one of those.
    pub milestone: Option<MilestoneId>,
    /// What has to be done; none for a self-assessment, which its label names.
    pub text: Option<TextRef>,
    /// Whose it is.
    pub owners: Vec<Owner>,
    /// Agencies a recommendation is addressed to, or of which a return is asked.
    pub addressees: Vec<AgencyId>,
    /// The first date it had.
    pub original_due: NaiveDate,
    /// By when, now.
    pub due: NaiveDate,
    /// How exactly the date is meant.
    pub due_precision: DatePrecision,
    /// The day it was met: a milestone met, a completion claimed and verified, a recommendation
    /// closed.
    pub actual: Option<NaiveDate>,
    /// Days after the date it was met, or is still not met. 0 where it is not late.
    pub days_late: i64,
    /// How it stands.
    pub state: DeadlineState,
    /// Changes of the date, oldest first: from, to, and why.
    pub moved: Vec<(Option<NaiveDate>, NaiveDate, Option<TextRef>)>,
    /// Why a date that stands is late, and who was told, oldest first.
    pub explained: Vec<Explained>,
}

/// Which deadlines are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeadlineFilter {
    /// Due on this day or later.
    pub from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Of this plan.
    pub plan: Option<PlanId>,
    /// Of this agency.
    pub agency: Option<AgencyId>,
    /// Of these sorts; all where empty.
    pub kinds: Vec<DeadlineKind>,
    /// Standing so; all where empty.
    pub states: Vec<DeadlineState>,
}

/// A date in short: enough to choose and to sort by, whatever the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Due {
    /// By when.
    pub(crate) by: NaiveDate,
    kind: DeadlineKind,
    /// The action, recommendation, audit, programme or return.
    id: Uuid,
    /// Which part of it.
    part: Part,
    actual: Option<NaiveDate>,
    stopped: bool,
}

/// The part of a thing that a date is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// All of it.
    Whole,
    /// A milestone of an action.
    Milestone(MilestoneId),
    /// What an agency returns.
    Agency(AgencyId),
    /// That it is made again.
    Again,
    /// An entry of a programme.
    Entry(ScheduledId),
    /// An agreed action, or a request, by its number.
    Number(u32),
    /// A step of a day plan.
    PlanStep(PlanStep),
    /// Something to be done at once.
    Safety(SafetyActionId),
    /// A step of a practice review.
    Step(Step),
    /// What an inspectorate asked for.
    Request(InformationRequestId),
}

impl Due {
    /// Every date of these actions and recommendations, the earliest first.
    pub(crate) fn all(actions: &[&Action], recommendations: &[&Recommendation]) -> Vec<Self> {
        let mut all = Vec::new();
        let mut consider = |due: Option<NaiveDate>, dated: Dated<'_>| {
            all.extend(due.map(|due| Self::of(due, dated)));
        };
        for action in actions {
            consider(action.due, Dated::Action(action));
            for milestone in &action.milestones {
                consider(milestone.due, Dated::Milestone(action, milestone));
            }
        }
        for one in recommendations {
            consider(one.due, Dated::Recommendation(one));
        }
        all.sort_by_key(Self::place);
        all.shrink_to_fit();
        all
    }

    fn of(by: NaiveDate, dated: Dated<'_>) -> Self {
        Self {
            by,
            kind: dated.kind(),
            id: dated.stream().id,
            part: dated.part(),
            actual: dated.actual(),
            stopped: dated.stopped(),
        }
    }

    /// Its place among others: by date, sort and thing.
    fn place(&self) -> (NaiveDate, DeadlineKind, Uuid, Part) {
        (self.by, self.kind, self.id, self.part)
    }

    /// How it stands on a day.
    pub(crate) fn state(&self, today: NaiveDate) -> DeadlineState {
        state(self.by, self.actual, self.stopped, today)
    }
}

/// Something with a date, before it is shown in full.
#[derive(Clone, Copy)]
enum Dated<'a> {
    Action(&'a Action),
    Milestone(&'a Action, &'a Milestone),
    Recommendation(&'a Recommendation),
    Returns(Returns<'a>),
    Report(&'a Audit),
    Repeat(&'a Audit),
    Planned(Planned<'a>),
    OfReturn(OfReturn<'a>),
    OfRapid(OfRapid<'a>),
    OfReview(OfReview<'a>),
    Learning(OfLearning<'a>),
    OfInspection(OfInspection<'a>),
    OfRecord(Retained<'a>),
}

impl<'a> Dated<'a> {
    fn kind(self) -> DeadlineKind {
        match self {
            Self::Action(_) => DeadlineKind::Action,
            Self::Milestone(..) => DeadlineKind::Milestone,
            Self::Recommendation(_) => DeadlineKind::Recommendation,
            Self::Returns(_) => DeadlineKind::AuditReturns,
            Self::Report(_) => DeadlineKind::AuditReport,
            Self::Repeat(_) => DeadlineKind::AuditRepeat,
            Self::Planned(_) => DeadlineKind::PlannedAudit,
            Self::OfReturn(of) if of.action.is_some() => DeadlineKind::AgencyAction,
            Self::OfReturn(_) => DeadlineKind::SelfAssessment,
            Self::OfRapid(of) => of.kind(),
            Self::OfReview(of) => of.kind(),
            Self::Learning(of) => of.kind(),
            Self::OfInspection(of) => of.kind(),
            Self::OfRecord(_) => of_records::KIND,
        }
    }

    fn stream(self) -> StreamId {
        match self {
            Self::Action(action) | Self::Milestone(action, _) => action.id.into(),
            Self::Recommendation(one) => one.id.into(),
            Self::Returns(of) => of.audit.id.into(),
            Self::Report(audit) | Self::Repeat(audit) => audit.id.into(),
            Self::Planned(of) => of.year.id.into(),
            Self::OfReturn(of) => of.one.id.into(),
            Self::OfRapid(of) => of.stream(),
            Self::OfReview(of) => of.review.id.into(),
            Self::Learning(of) => of.stream(),
            Self::OfInspection(of) => of.inspection.id.into(),
            Self::OfRecord(of) => of.thing,
        }
    }

    fn part(self) -> Part {
        match self {
            Self::Milestone(_, milestone) => Part::Milestone(milestone.id),
            Self::Returns(of) => Part::Agency(of.agency),
            Self::Learning(of) => of.part(),
            Self::Repeat(_) => Part::Again,
            Self::Planned(of) => Part::Entry(of.entry.id),
            Self::OfReturn(of) => of
                .action
                .map_or(Part::Whole, |(number, ..)| Part::Number(number)),
            Self::OfRapid(of) => of.part(),
            Self::OfReview(of) => of.part(),
            Self::OfInspection(of) => of.part(),
            Self::Action(_) | Self::Recommendation(_) | Self::Report(_) | Self::OfRecord(_) => {
                Part::Whole
            }
        }
    }

    fn milestone(self) -> Option<MilestoneId> {
        match self.part() {
            Part::Milestone(id) => Some(id),
            Part::Whole
            | Part::Agency(_)
            | Part::Again
            | Part::Entry(_)
            | Part::Number(_)
            | Part::PlanStep(_)
            | Part::Safety(_)
            | Part::Step(_)
            | Part::Request(_) => None,
        }
    }

    /// Whose it is: a milestone's own owner, or its action's; whoever leads an audit.
    fn owners(self, models: &Models) -> Cow<'a, [Owner]> {
        match self {
            Self::Action(action) => Cow::Borrowed(&action.owners),
            Self::Milestone(action, milestone) => {
                let own = milestone.owner.as_ref();
                Cow::Borrowed(own.map_or(&action.owners[..], std::slice::from_ref))
            }
            Self::Recommendation(_) | Self::Returns(_) | Self::Learning(_) | Self::OfRecord(_) => {
                Cow::Borrowed(&[])
            }
            Self::Report(audit) | Self::Repeat(audit) => Cow::Owned(vec![models.leads(audit)]),
            Self::Planned(of) => Cow::Borrowed(std::slice::from_ref(&of.entry.lead)),
            Self::OfRapid(of) => Cow::Owned(of.owners()),
            Self::OfReview(of) => Cow::Owned(of.owners()),
            Self::OfInspection(of) => Cow::Owned(of.owners()),
            Self::OfReturn(of) => match of.action {
                None => Cow::Borrowed(&[]),
                Some((_, _, role)) => Cow::Owned(vec![Owner {
                    role: role.to_owned(),
                    agency: Some(of.one.agency),
                }]),
            },
        }
    }

    fn addressees(self) -> Vec<AgencyId> {
        match self {
            Self::Recommendation(one) => one.addressees.clone(),
            Self::Returns(of) => vec![of.agency],
            Self::Learning(of) => of.addressees(),
            Self::OfReturn(of) if of.action.is_none() => vec![of.one.agency],
            Self::OfRapid(of) => of.addressees(),
            Self::OfReview(of) => of.addressees(),
            Self::OfInspection(of) => of.addressees(),
            Self::Action(_)
            | Self::Milestone(..)
            | Self::Report(_)
            | Self::Repeat(_)
            | Self::Planned(_)
            | Self::OfRecord(_)
            | Self::OfReturn(_) => Vec::new(),
        }
    }

    /// The day it was met. Of audits and self-assessments it is worked out where their dates are.
    fn actual(self) -> Option<NaiveDate> {
        match self {
            Self::Action(action) => action.done_on(),
            Self::Milestone(_, milestone) => milestone.met_on(),
            Self::Recommendation(one) => one.closed.map(|closed| closed.at.occurred_on),
            Self::Returns(_)
            | Self::Report(_)
            | Self::Repeat(_)
            | Self::Planned(_)
            | Self::OfRapid(_)
            | Self::OfReturn(_)
            | Self::OfReview(_)
            | Self::Learning(_)
            | Self::OfRecord(_)
            | Self::OfInspection(_) => None,
        }
    }

    /// Whether it is no longer expected, though it was never met.
    fn stopped(self) -> bool {
        match self {
            Self::Action(action) => action.discontinued.is_some(),
            Self::Milestone(action, milestone) => {
                let met = matches!(milestone.state, MilestoneState::Met(_));
                !met && action.phase().is_settled()
            }
            Self::Recommendation(one) => one.closed.is_none() && one.state().is_settled(),
            Self::Returns(_)
            | Self::Report(_)
            | Self::Repeat(_)
            | Self::Planned(_)
            | Self::OfRapid(_)
            | Self::OfReturn(_)
            | Self::OfReview(_)
            | Self::Learning(_)
            | Self::OfRecord(_)
            | Self::OfInspection(_) => false,
        }
    }

    /// What has to be done. A self-assessment has no words of its own: what it is called is its
    /// label.
    fn text(self) -> Option<&'a TextRef> {
        match self {
            Self::Action(action) => Some(&action.text),
            Self::Milestone(_, milestone) => Some(&milestone.text),
            Self::Recommendation(one) => Some(&one.text),
            Self::Returns(of) => Some(&of.audit.question),
            Self::Report(audit) | Self::Repeat(audit) => Some(&audit.question),
            Self::Planned(of) => Some(&of.entry.title),
            Self::OfReturn(of) => of.action.map(|(_, words, _)| words),
            Self::OfRapid(of) => of.text(),
            Self::OfReview(of) => of.text(),
            Self::OfInspection(of) => of.text(),
            Self::Learning(_) | Self::OfRecord(_) => None,
        }
    }

    fn precision(self) -> DatePrecision {
        match self {
            Self::Action(action) => action.due_precision,
            Self::Milestone(_, milestone) => milestone.due_precision,
            Self::Planned(_) => DatePrecision::Quarter,
            Self::Recommendation(_)
            | Self::Returns(_)
            | Self::Report(_)
            | Self::Repeat(_)
            | Self::OfRapid(_)
            | Self::OfReturn(_)
            | Self::OfReview(_)
            | Self::Learning(_)
            | Self::OfRecord(_)
            | Self::OfInspection(_) => DatePrecision::Day,
        }
    }

    fn original(self) -> Option<NaiveDate> {
        match self {
            Self::Action(action) => action.original_due,
            Self::Milestone(_, milestone) => {
                milestone.moved.first().and_then(|(_, from, _, _)| *from)
            }
            Self::OfRecord(of) => Some(of.end),
            Self::Recommendation(one) => one.moved.first().and_then(|(from, ..)| *from),
            Self::Returns(_)
            | Self::Report(_)
            | Self::Repeat(_)
            | Self::Planned(_)
            | Self::OfRapid(_)
            | Self::OfReturn(_)
            | Self::OfReview(_)
            | Self::Learning(_)
            | Self::OfInspection(_) => None,
        }
    }

    fn moved(self) -> Vec<(Option<NaiveDate>, NaiveDate, Option<TextRef>)> {
        match self {
            Self::Action(action) => {
                let moved = |e: &Extension| (Some(e.from), e.to, e.reason.clone());
                action.extensions.iter().map(moved).collect()
            }
            Self::Milestone(_, milestone) => {
                let moved = milestone.moved.iter();
                moved
                    .map(|(_, from, to, why)| (*from, *to, why.clone()))
                    .collect()
            }
            Self::OfRecord(of) => of_records::moved(of),
            Self::Recommendation(one) => one.moved.clone(),
            Self::Returns(_)
            | Self::Report(_)
            | Self::Repeat(_)
            | Self::Planned(_)
            | Self::OfRapid(_)
            | Self::OfReturn(_)
            | Self::OfReview(_)
            | Self::Learning(_)
            | Self::OfInspection(_) => Vec::new(),
        }
    }
}

impl Models {
    /// The deadlines wanted, the earliest date first.
    pub fn deadlines(&self, filter: &DeadlineFilter, today: NaiveDate) -> Vec<Deadline> {
        self.deadlines_page(filter, PageOf::ALL, today).rows
    }

    /// Part of the deadlines wanted, the earliest date first.
    pub fn deadlines_page(
        &self,
        filter: &DeadlineFilter,
        page: PageOf,
        today: NaiveDate,
    ) -> Page<Deadline> {
        let position = self.reckoned(today);
        let mut found = self.due(&position, filter, today);
        found.sort_by_key(|due| due.place());
        Page::cut(found, page, |due| {
            self.dated(due)
                .map(|dated| self.deadline(due, dated, today))
        })
        .known()
    }

    /// How many deadlines are wanted.
    pub fn count_deadlines(&self, filter: &DeadlineFilter, today: NaiveDate) -> usize {
        let position = self.reckoned(today);
        self.due(&position, filter, today).len()
    }

    fn due<'a>(
        &self,
        position: &'a Position,
        filter: &DeadlineFilter,
        today: NaiveDate,
    ) -> Vec<&'a Due> {
        let plans = position.plans.iter();
        let plans = plans.filter(|plan| plan.is_of(filter.plan));
        let practice = filter.plan.is_none().then_some(position.dates.as_ref());
        let practice = practice.into_iter().flatten();
        let dates = plans.flat_map(|plan| &plan.dates).chain(practice);
        let of_agency = |due: &Due, agency: AgencyId| {
            self.dated(due).is_some_and(|dated| {
                let owners = dated.owners(self);
                let mut owners = owners.iter();
                dated.addressees().contains(&agency) || owners.any(|o| o.agency == Some(agency))
            })
        };
        let wanted = dates.filter(|due| {
            filter.wants(due, today) && filter.agency.is_none_or(|agency| of_agency(due, agency))
        });
        wanted.collect()
    }

    /// The thing a date is of.
    fn dated(&self, due: &Due) -> Option<Dated<'_>> {
        match due.kind {
            DeadlineKind::Recommendation => {
                let one = self.recommendations.get(RecommendationId(due.id));
                one.map(Dated::Recommendation)
            }
            DeadlineKind::Action => self.actions.get(ActionId(due.id)).map(Dated::Action),
            DeadlineKind::Milestone => {
                let action = self.actions.get(ActionId(due.id))?;
                let mut milestones = action.milestones.iter();
                let milestone = milestones.find(|m| due.part == Part::Milestone(m.id));
                milestone.map(|milestone| Dated::Milestone(action, milestone))
            }
            DeadlineKind::AuditReturns | DeadlineKind::AuditReport | DeadlineKind::AuditRepeat => {
                self.dated_audit(due)
            }
            DeadlineKind::PlannedAudit => self.dated_entry(due),
            DeadlineKind::SelfAssessment | DeadlineKind::AgencyAction => self.dated_return(due),
            DeadlineKind::Notification
            | DeadlineKind::RapidReview
            | DeadlineKind::AgencySummary
            | DeadlineKind::DayPlan
            | DeadlineKind::SafetyAction => self.dated_rapid_review(due),
            DeadlineKind::ReviewPublished
            | DeadlineKind::PanelCopy
            | DeadlineKind::ReviewStep
            | DeadlineKind::ReviewMonitoring
            | DeadlineKind::ReportPublic
            | DeadlineKind::ReviewRequest => self.dated_review(due),
            DeadlineKind::Cascade | DeadlineKind::LaterLook => self.dated_learning(due),
            DeadlineKind::InformationRequest | DeadlineKind::PostInspectionPlan => {
                self.dated_inspection(due)
            }
            DeadlineKind::RetentionReview => self.dated_record(due),
        }
    }

    /// The thing, and for a date of a practice review or an inspection also what is due of it.
    fn dated_label(&self, dated: Dated<'_>) -> Label {
        let mut label = self.label(dated.stream());
        if let Dated::OfReview(of) = dated {
            label.name = format!("{}: {}", label.name, of.told());
        }
        if let Dated::OfInspection(of) = dated {
            label.name = format!("{}: {}", label.name, of.told());
        }
        label
    }

    fn deadline(&self, date: &Due, dated: Dated<'_>, today: NaiveDate) -> Deadline {
        let (due, actual, stopped) = (date.by, date.actual, date.stopped);
        Deadline {
            kind: date.kind,
            about: self.dated_label(dated),
            milestone: dated.milestone(),
            text: dated.text().cloned(),
            owners: dated.owners(self).into_owned(),
            addressees: dated.addressees(),
            original_due: dated.original().unwrap_or(due),
            due,
            due_precision: dated.precision(),
            actual,
            days_late: days_late(due, actual, stopped, today),
            state: state(due, actual, stopped, today),
            moved: dated.moved(),
            explained: explained::of(dated, date.actual.unwrap_or(today) > due),
        }
    }
}

impl DeadlineFilter {
    /// Whether a date is wanted, but for whose it is.
    fn wants(&self, due: &Due, today: NaiveDate) -> bool {
        self.from.is_none_or(|from| due.by >= from)
            && self.to.is_none_or(|to| due.by <= to)
            && (self.kinds.is_empty() || self.kinds.contains(&due.kind))
            && (self.states.is_empty() || self.states.contains(&due.state(today)))
    }
}
