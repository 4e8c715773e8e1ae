//! Improvement actions: what was promised, by whom, how it stands, and how it got there.

use crate::in_order::InOrder;
use crate::recommendations::ImpactJudgement;
use crate::reference::{Stamp, TextRef, Word, Words};
use crate::shared::Index;
use chrono::NaiveDate;
use events::action::{DatePrecision, Owner, Parent};
use events::envelope::DecidedIn;
use events::ids::{ActionId, AgencyId, EvidenceId, MeasureId, MilestoneId, PlanId, PriorityId};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

mod fold;
mod grid;
mod list;
mod reckoning;
mod view;

#[cfg(test)]
mod tests;

pub use grid::{GridFilter, GridRow, Rated};
pub use list::{ActionFilter, ActionRow, ActionSort};
pub use reckoning::{ByDate, DUE_SOON_DAYS, Dates, Shown, Verified, differs, reckon};
pub use view::{ActionView, EvidenceLink, Need};

/// Every action, and who is to look at which.
///
/// Each stands behind a reference: a tree whose nodes hold large values, filled in order, stays half
/// empty, and copies share what did not change since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actions {
    pub(crate) all: BTreeMap<ActionId, Arc<Action>>,
    pub(crate) by_plan: Index<PlanId, ActionId>,
    pub(crate) by_priority: Index<PriorityId, ActionId>,
    pub(crate) by_parent: Index<Parent, ActionId>,
    pub(crate) by_agency: Index<Option<AgencyId>, ActionId>,
    pub(crate) needed_by: Index<ActionId, ActionId>,
    /// All, by plan and reference.
    pub(crate) in_order: InOrder<ActionId>,
    /// Those something is still expected of, by plan and reference.
    pub(crate) open: InOrder<ActionId>,
    pub(crate) words: Words,
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionPhase {
    /// Agreed, and not yet taken on by an owner.
    Agreed,
    /// Taken on by an owner.
    Accepted,
    /// Rated as not started, scheduled for later.
    NotStarted,
    /// Under way.
    Underway,
    /// An owner says it is done; nobody has checked.
    Claimed,
    /// A claim was refused.
    Refused,
    /// Somebody independent checked that it is done.
    Verified,
    /// Closed.
    Closed,
    /// Given up because something outside changed.
    Discontinued,
    /// Closed too early, and open again.
    Reopened,
}

impl ActionPhase {
    /// Every phase, in the order people meet them.
    pub const ALL: [Self; 10] = [
        Self::Agreed,
        Self::Accepted,
        Self::NotStarted,
        Self::Underway,
        Self::Claimed,
        Self::Refused,
        Self::Verified,
        Self::Closed,
        Self::Discontinued,
        Self::Reopened,
    ];

    /// The word a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agreed => "Agreed",
            Self::Accepted => "Accepted",
            Self::NotStarted => "Not started",
            Self::Underway => "Under way",
            Self::Claimed => "Said to be done",
            Self::Refused => "Claim refused",
            Self::Verified => "Verified",
            Self::Closed => "Closed",
            Self::Discontinued => "Discontinued",
            Self::Reopened => "Reopened",
        }
    }

    /// Whether nothing more is expected of the owner.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Closed | Self::Discontinued)
    }
}

/// One rating. Kept small: a partnership's log is mostly ratings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// When it was given.
    pub at: Stamp,
    /// The letter.
    pub code: Word,
    /// The letter it replaced, when the business manager or chair changed it.
    pub moderated_from: Option<Word>,
    /// The number of the RAG key it was given in.
    pub scheme: u32,
    /// The day it speaks of.
    pub as_at: NaiveDate,
    words: RatingWords,
    decided_in: Option<Box<DecidedIn>>,
}

/// Which words stand on a rating's event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RatingWords {
    commentary: bool,
    external_cause: bool,
    reason: bool,
}

impl Rating {
    /// Why: the owner's commentary, or the reason of whoever changed the letter.
    pub fn commentary(&self) -> Option<TextRef> {
        let position = self.at.position;
        if self.words.commentary {
            Some(TextRef::new(position, "/data/commentary"))
        } else {
            let reason = self.words.reason && self.moderated_from.is_some();
            reason.then(|| TextRef::reason(position))
        }
    }

    /// What outside changed, for a colour that means discontinued.
    pub fn external_cause(&self) -> Option<TextRef> {
        let field = TextRef::new(self.at.position, "/data/external_cause");
        self.words.external_cause.then_some(field)
    }

    /// The meeting it rests on.
    pub fn decided_in(&self) -> Option<DecidedIn> {
        self.decided_in.as_deref().copied()
    }
}

impl Serialize for Rating {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut rating = serializer.serialize_struct("Rating", 8)?;
        rating.serialize_field("at", &self.at)?;
        rating.serialize_field("code", &self.code)?;
        rating.serialize_field("scheme", &self.scheme)?;
        rating.serialize_field("as_at", &self.as_at)?;
        rating.serialize_field("moderated_from", &self.moderated_from)?;
        rating.serialize_field("commentary", &self.commentary())?;
        rating.serialize_field("external_cause", &self.external_cause())?;
        rating.serialize_field("decided_in", &self.decided_in())?;
        rating.end()
    }
}

/// A change of the due date that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// When.
    pub at: Stamp,
    /// The date before.
    pub from: NaiveDate,
    /// The date from then on.
    pub to: NaiveDate,
    /// Why.
    pub reason: Option<TextRef>,
    /// The meeting that approved it.
    pub approved_in: Option<DecidedIn>,
}

impl Extension {
    /// Whether it was granted only when the date had passed.
    pub fn after_expiry(&self) -> bool {
        self.at.occurred_on > self.from
    }
}

/// A request for more time that nobody has granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtensionAsked {
    /// When it was asked.
    pub at: Stamp,
    /// Until when.
    pub to: NaiveDate,
    /// Why.
    pub reason: Option<TextRef>,
    /// When it was refused, and why; none while it waits.
    pub refused: Option<(Stamp, Option<TextRef>)>,
}

/// How a milestone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "at")]
pub enum MilestoneState {
    /// Still to be met.
    Open,
    /// Met.
    Met(Stamp),
    /// Missed.
    Missed(Stamp),
}

/// A milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// Which.
    pub id: MilestoneId,
    /// When it was set.
    pub set: Stamp,
    /// What will have been done.
    pub text: TextRef,
    /// Whose it is, when it is one owner's.
    pub owner: Option<Owner>,
    /// By when, now.
    pub due: Option<NaiveDate>,
    /// How exactly the date is meant.
    pub due_precision: DatePrecision,
    /// It was set knowing that it lies after the plan's end.
    pub beyond_plan: bool,
    /// Other dates it had: when it was moved, from, to, and why.
    pub moved: Vec<(Stamp, Option<NaiveDate>, NaiveDate, Option<TextRef>)>,
    /// How it stands.
    pub state: MilestoneState,
}

impl Milestone {
    /// The day it was met.
    pub fn met_on(&self) -> Option<NaiveDate> {
        match self.state {
            MilestoneState::Met(at) => Some(at.occurred_on),
            MilestoneState::Open | MilestoneState::Missed(_) => None,
        }
    }

    /// Whether it is past its date and not met.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        match self.state {
            MilestoneState::Met(_) => false,
            MilestoneState::Missed(_) => true,
            MilestoneState::Open => self.due.is_some_and(|due| due < today),
        }
    }
}

/// One step on the way from a claim to its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompletionStep {
    /// When.
    pub at: Stamp,
    /// What was said.
    pub step: CompletionWord,
    /// The statement, how it was checked, or the reason of the refusal.
    pub words: Option<TextRef>,
    /// The evidence named in a claim.
    pub evidence: Vec<EvidenceId>,
}

/// What was said about completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionWord {
    /// An owner said it is done.
    Claimed,
    /// Somebody independent checked that it is.
    Verified,
    /// It is not done, or not shown to be.
    Refused,
}

/// A question of an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Query {
    /// When it was asked.
    pub asked: Stamp,
    /// The question.
    pub question: TextRef,
    /// When it was answered, and the answer.
    pub answered: Option<(Stamp, TextRef)>,
}

/// One improvement action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Which.
    pub id: ActionId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was agreed.
    pub agreed: Stamp,
    /// Its reference in the plan.
    pub reference: String,
    /// The plan.
    pub plan: PlanId,
    /// The priority it stands under.
    pub priority: PriorityId,
    /// What it is there for.
    pub parent: Parent,
    /// What somebody will do, as it reads now.
    pub text: TextRef,
    /// Who owns it now.
    pub owners: Vec<Owner>,
    /// Owners before, oldest first: until when, who, and why it changed.
    pub former_owners: Vec<(Stamp, Vec<Owner>, Option<TextRef>)>,
    /// For whom it was taken on.
    pub accepted: Vec<(Stamp, Option<AgencyId>)>,
    /// When it starts.
    pub start: Option<NaiveDate>,
    /// The first due date it had.
    pub original_due: Option<NaiveDate>,
    /// When it is due now.
    pub due: Option<NaiveDate>,
    /// How exactly the due date is meant.
    pub due_precision: DatePrecision,
    /// When the first due date was recorded.
    pub due_set: Option<Stamp>,
    /// The timescale in the board's own words.
    pub timescale: Option<TextRef>,
    /// How success is seen.
    pub measures: Vec<(MeasureId, TextRef)>,
    /// Where things stood at the start.
    pub baseline: Option<TextRef>,
    /// What it needs.
    pub resources: Option<TextRef>,
    /// Every extension, oldest first.
    pub extensions: Vec<Extension>,
    /// Requests for more time that were refused or wait, oldest first.
    pub extensions_asked: Vec<ExtensionAsked>,
    /// Milestones, in the order they were set.
    pub milestones: Vec<Milestone>,
    /// Every rating, oldest first, each in the key it was given in.
    pub ratings: Vec<Rating>,
    /// The last report of progress, and how many there were.
    pub progress: Option<(Stamp, TextRef)>,
    /// How many times progress was reported.
    pub progress_count: u32,
    /// Claims, checks and refusals of completion, oldest first.
    pub completion: Vec<CompletionStep>,
    /// Judgements of the difference made, oldest first.
    pub impact: Vec<ImpactJudgement>,
    /// What it waits for.
    pub depends_on: Vec<ActionId>,
    /// Questions of owners, oldest first.
    pub queries: Vec<Query>,
    /// Reminders sent: when and to whom. Only the last ten are kept here.
    pub reminders: Vec<(Stamp, Owner)>,
    /// When somebody higher was told that it is overdue, and whom.
    pub escalated: Vec<(Stamp, String)>,
    /// Why it was given up: when, what changed outside, and the meeting.
    pub discontinued: Option<(Stamp, TextRef, Option<DecidedIn>)>,
    /// When it was reopened, and why, oldest first.
    pub reopened: Vec<(Stamp, Option<TextRef>)>,
    /// Phases over time, oldest first: for movement and for "as at".
    pub phases: Vec<(Stamp, ActionPhase)>,
    /// The owners' last word: a rating, a report, a claim or a milestone.
    pub last_update: Option<Stamp>,
    /// Its last event.
    pub last: Stamp,
}

impl Action {
    /// How far it is.
    pub fn phase(&self) -> ActionPhase {
        self.phases
            .last()
            .map_or(ActionPhase::Agreed, |(_, phase)| *phase)
    }

    /// Whether something is still expected of its owner.
    pub fn is_open(&self) -> bool {
        !self.phase().is_settled()
    }

    /// The rating that stands.
    pub fn rating(&self) -> Option<&Rating> {
        self.ratings.last()
    }

    /// What was last said about completion; what was said before a reopening no longer counts.
    pub fn last_step(&self) -> Option<&CompletionStep> {
        let reopened = self.reopened.last().map_or(0, |(at, _)| at.position);
        let step = self.completion.last();
        step.filter(|step| step.at.position > reopened)
    }

    /// Whether completion was claimed, verified or refused last.
    pub fn verified(&self) -> Verified {
        if self.discontinued.is_some() {
            return Verified::Discontinued;
        }
        match self.last_step().map(|step| step.step) {
            None => Verified::NotClaimed,
            Some(CompletionWord::Claimed) => Verified::Claimed,
            Some(CompletionWord::Verified) => Verified::Verified,
            Some(CompletionWord::Refused) => Verified::Refused,
        }
    }

    /// Whether completion was verified, or it is closed.
    pub fn is_done(&self) -> bool {
        self.verified() == Verified::Verified || self.phase() == ActionPhase::Closed
    }

    /// Whether the last judgement shows a difference, resting on evidence.
    pub fn shows_impact(&self) -> bool {
        self.impact
            .last()
            .is_some_and(ImpactJudgement::shows_impact)
    }

    /// What the date arithmetic goes by.
    pub fn dates(&self) -> Dates {
        let unmet = || {
            let milestones = self.milestones.iter();
            milestones.filter(|m| !matches!(m.state, MilestoneState::Met(_)))
        };
        Dates {
            start: self.start,
            due: self.due,
            next_milestone: unmet().filter_map(|m| m.due).min(),
            milestone_missed: unmet().any(|m| matches!(m.state, MilestoneState::Missed(_))),
            done: self.is_done(),
            stopped: self.discontinued.is_some(),
        }
    }

    /// Where it stands by the dates alone.
    pub fn by_date(&self, today: NaiveDate) -> ByDate {
        reckon(&self.dates(), today)
    }

    /// Whether an agency owns it or one of its milestones.
    pub fn is_owned_by(&self, agency: AgencyId) -> bool {
        let milestones = self.milestones.iter().filter_map(|m| m.owner.as_ref());
        let mut owners = self.owners.iter().chain(milestones);
        owners.any(|owner| owner.agency == Some(agency))
    }
}

impl Actions {
    /// One action.
    pub fn get(&self, id: ActionId) -> Option<&Action> {
        self.all.get(&id).map(Arc::as_ref)
    }

    /// Every action, in the order of their ids, which is the order they were agreed.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Action> {
        self.all.values().map(Arc::as_ref)
    }

    /// Every action, by plan and reference, which is the order people read them in.
    pub fn as_read(&self) -> impl Iterator<Item = &Action> {
        self.in_order.iter().filter_map(|id| self.get(id))
    }

    /// The actions of a plan.
    pub fn of_plan(&self, plan: PlanId) -> impl Iterator<Item = &Action> {
        self.some(self.by_plan.of(&plan))
    }

    /// The actions under a priority.
    pub fn of_priority(&self, priority: PriorityId) -> impl Iterator<Item = &Action> {
        self.some(self.by_priority.of(&priority))
    }

    /// The actions there for a recommendation, outcome or priority.
    pub fn for_parent(&self, parent: Parent) -> impl Iterator<Item = &Action> {
        self.some(self.by_parent.of(&parent))
    }

    /// The actions an agency owns now; those owned without an agency for none.
    pub fn of_agency(&self, agency: Option<AgencyId>) -> impl Iterator<Item = &Action> {
        self.some(self.by_agency.of(&agency))
    }

    /// The actions that wait for this one.
    pub fn waiting_for(&self, id: ActionId) -> impl Iterator<Item = &Action> {
        self.some(self.needed_by.of(&id))
    }

    fn some(&self, ids: &[ActionId]) -> impl Iterator<Item = &Action> {
        ids.iter().filter_map(|id| self.get(*id))
    }
}

impl Action {
    /// The day the claim was made that was then verified; where it was closed without one, the
    /// day it was closed. None while it is not done.
    pub fn done_on(&self) -> Option<NaiveDate> {
        if !self.is_done() {
            return None;
        }
        let steps = self.completion.iter().rev();
        let claimed = |step: &&CompletionStep| step.step == CompletionWord::Claimed;
        let claim = steps.clone().find(claimed).or_else(|| steps.clone().next());
        let claim = claim.map(|step| step.at.occurred_on);
        claim.or_else(|| self.phases.last().map(|(at, _)| at.occurred_on))
    }

    /// How far it was at a moment of recorded time; none before it was agreed.
    pub fn phase_at(&self, moment: events::envelope::Moment) -> Option<ActionPhase> {
        let mut phases = self.phases.iter().rev();
        phases
            .find(|(at, _)| at.recorded_at <= moment)
            .map(|(_, phase)| *phase)
    }

    /// The rating that stood at a moment of recorded time.
    pub fn rating_at(&self, moment: events::envelope::Moment) -> Option<&Rating> {
        let mut ratings = self.ratings.iter().rev();
        ratings.find(|rating| rating.at.recorded_at <= moment)
    }
}
