//! One agency's return: its answers, who stands up for them, and what the partnership made of it.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::ids::{ActionId, AgencyId, CampaignId, EvidenceId, ReturnId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How far a return has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnPhase {
    /// The agency was asked for it.
    Invited,
    /// The agency fills it in.
    InProgress,
    /// A senior officer stands up for it as it is.
    SignedOff,
    /// The agency handed it in.
    Submitted,
    /// An answer waits for the agency's explanation.
    Clarification,
    /// A panel talked it through with the agency.
    Challenged,
    /// The partnership accepted it, and nothing was agreed to follow yet.
    Accepted,
    /// The agency has something to do about it.
    ActionsOpen,
    /// Everything agreed about it is done.
    Closed,
    /// It did not come, and that was reported with a reason.
    NonReturn,
}

impl ReturnPhase {
    /// Every phase, in the order people meet them.
    pub const ALL: [Self; 10] = [
        Self::Invited,
        Self::InProgress,
        Self::SignedOff,
        Self::Submitted,
        Self::Clarification,
        Self::Challenged,
        Self::Accepted,
        Self::ActionsOpen,
        Self::Closed,
        Self::NonReturn,
    ];

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invited => "Invited",
            Self::InProgress => "In progress",
            Self::SignedOff => "Signed off",
            Self::Submitted => "Submitted",
            Self::Clarification => "Clarification asked for",
            Self::Challenged => "Challenged",
            Self::Accepted => "Accepted",
            Self::ActionsOpen => "Actions open",
            Self::Closed => "Closed",
            Self::NonReturn => "Not returned",
        }
    }

    /// Whether the agency handed it in and it was not given up since.
    pub const fn is_submitted(self) -> bool {
        match self {
            Self::Invited | Self::InProgress | Self::SignedOff | Self::NonReturn => false,
            Self::Submitted
            | Self::Clarification
            | Self::Challenged
            | Self::Accepted
            | Self::ActionsOpen
            | Self::Closed => true,
        }
    }

    /// Whether the partnership accepted it.
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::ActionsOpen | Self::Closed)
    }
}

/// Whose word for today an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Affirmation {
    /// Given in this return.
    Own,
    /// Taken over from an earlier one, and nobody said yet that it still holds.
    CarriedForward,
    /// Taken over, and re-affirmed.
    Reaffirmed,
}

/// The agency's answer to one standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// When it was given, taken over or last changed.
    pub at: Stamp,
    /// The self score.
    pub score: String,
    /// How it is met, and what is missing. None for an answer taken over: its words stand in the
    /// return named by `words_in`.
    pub narrative: Option<TextRef>,
    /// The return in which its words stand.
    pub words_in: ReturnId,
    /// What shows it.
    pub evidence: Vec<EvidenceId>,
    /// Whose word for today it is.
    pub affirmation: Affirmation,
}

/// Who stands up for a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOff {
    /// When.
    pub at: Stamp,
    /// The officer's post.
    pub post: String,
    /// The account, never a name.
    pub user: Option<String>,
}

/// The agency handed it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Submission {
    /// When.
    pub at: Stamp,
    /// It came when the campaign was closed.
    pub late: bool,
    /// Why it came late.
    pub reason: Option<TextRef>,
}

/// An answer that had to be explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clarification {
    /// When it was asked for.
    pub asked: Stamp,
    /// The key of the standard.
    pub standard: String,
    /// What is not clear.
    pub question: TextRef,
    /// When it was explained, and how.
    pub provided: Option<(Stamp, TextRef)>,
    /// The self score before and after, where it changed.
    pub rescored: Option<(String, String)>,
}

/// A panel talked the return through with the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Challenge {
    /// When it was recorded.
    pub at: Stamp,
    /// The day.
    pub on: NaiveDate,
    /// The posts that sat on the panel.
    pub panel: Vec<String>,
    /// A lay member was there.
    pub lay_member: bool,
    /// Young people were there.
    pub young_people: bool,
    /// What was asked, and what came of it.
    pub words: TextRef,
}

/// The partnership's own view of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moderated {
    /// When.
    pub at: Stamp,
    /// The agency's score then.
    pub from: String,
    /// The partnership's score.
    pub to: String,
    /// Why.
    pub reason: Option<TextRef>,
}

/// An action of the agency's own was reported done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Done {
    /// When.
    pub at: Stamp,
    /// What was done.
    pub words: TextRef,
    /// What shows it.
    pub evidence: Vec<EvidenceId>,
}

/// What was agreed about an accepted return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgreedAction {
    /// When.
    pub at: Stamp,
    /// What it is.
    pub what: AgreedWhat,
}

/// What the agency does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreedWhat {
    /// An improvement action that stands in a plan and is followed there.
    Existing(ActionId),
    /// An action of the agency's own, followed here.
    Own {
        /// What it does.
        words: TextRef,
        /// The post that owns it.
        owner: String,
        /// By when.
        due: NaiveDate,
        /// What was done; none until the agency says so.
        done: Option<Done>,
    },
}

/// One agency's answers in a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Return {
    /// Which.
    pub id: ReturnId,
    /// Its stream's version, for `If-Match`; 0 before it has an event of its own.
    pub version: u64,
    /// The campaign that asked.
    pub campaign: CampaignId,
    /// The agency that was asked.
    pub agency: AgencyId,
    /// When it was asked for.
    pub invited: Stamp,
    /// The last day on which it is in time.
    pub due: NaiveDate,
    /// How far it has come.
    pub phase: ReturnPhase,
    /// When the agency was reminded of it last.
    pub reminded: Option<Stamp>,
    /// Who was told that it is late, oldest first: a post or a group.
    pub escalated: Vec<(Stamp, String)>,
    /// When it was reported as not returned, and why, as long as it was not begun again.
    pub non_return: Option<(Stamp, Option<TextRef>)>,
    /// It was reported as not returned at some time, whatever became of it since.
    #[serde(skip)]
    pub(crate) reported_missing: bool,
    /// When the agency began it.
    pub started: Option<Stamp>,
    /// The earlier return whose answers were taken over.
    pub carried_from: Option<(Stamp, ReturnId)>,
    /// The agency's answers, by the key of the standard.
    pub answers: BTreeMap<String, Answer>,
    /// Everybody who gave or re-affirmed an answer: none of them signs it off.
    #[serde(skip)]
    pub compilers: BTreeSet<String>,
    /// Who stands up for the answers as they are now.
    pub sign_off: Option<SignOff>,
    /// When it was handed in last.
    pub submitted: Option<Submission>,
    /// Its receipt's number.
    pub receipt: Option<(Stamp, String)>,
    /// Answers that had to be explained, oldest first.
    pub clarifications: Vec<Clarification>,
    /// Panels that talked it through, oldest first.
    pub challenges: Vec<Challenge>,
    /// A panel talked it through since it was begun last: what one said of a return that was
    /// given up does not count for the new one.
    #[serde(skip)]
    pub(crate) challenged: bool,
    /// The partnership's own view, by the key of the standard; beside the answer, never in its
    /// place.
    pub moderated: BTreeMap<String, Moderated>,
    /// When it was accepted, and the reason where no panel talked it through.
    pub accepted: Option<(Stamp, Option<TextRef>)>,
    /// What was agreed about it, by number.
    pub actions: BTreeMap<u32, AgreedAction>,
    /// The partnerships it was shared with.
    pub shared_with: Vec<(Stamp, String)>,
    /// When everything agreed about it was done.
    pub closed: Option<Stamp>,
    /// Its last event.
    pub last: Stamp,
}

impl Return {
    /// When the agency was asked for it last, and to whom its lateness was taken, where that was
    /// the last thing.
    pub fn last_asked(&self) -> (Stamp, Option<&str>) {
        let escalated = self
            .escalated
            .last()
            .map(|(at, to)| (*at, Some(to.as_str())));
        let reminded = self.reminded.map(|at| (at, None));
        let later = [escalated, reminded].into_iter().flatten();
        let last = later.max_by_key(|(at, _)| at.position);
        last.unwrap_or((self.invited, None))
    }

    /// Whether nothing is waited for: it is accepted, or was reported as not returned and did not
    /// come after all. A round is closed when every return is.
    pub fn is_settled(&self) -> bool {
        let given_up = self.reported_missing && !self.phase.is_submitted();
        self.phase.is_accepted() || given_up
    }

    /// Whether it is past its day and neither handed in nor reported as not returned.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_awaited() && self.due < today
    }

    /// Whether it is neither handed in nor reported as not returned.
    pub fn is_awaited(&self) -> bool {
        !self.phase.is_submitted() && self.phase != ReturnPhase::NonReturn
    }

    /// The standards whose answers were taken over and not re-affirmed.
    pub fn not_reaffirmed(&self) -> impl Iterator<Item = &str> {
        let answers = self.answers.iter();
        let carried = answers.filter(|(_, one)| one.affirmation == Affirmation::CarriedForward);
        carried.map(|(standard, _)| standard.as_str())
    }

    /// The partnership's score of a standard where it gave one, and else the agency's.
    pub fn score_in_force(&self, standard: &str) -> Option<&str> {
        let moderated = self.moderated.get(standard).map(|one| &one.to);
        let own = || self.answers.get(standard).map(|one| &one.score);
        moderated.or_else(own).map(String::as_str)
    }

    /// The clarifications the agency has not given yet.
    pub fn unclear(&self) -> impl Iterator<Item = &Clarification> {
        let all = self.clarifications.iter();
        all.filter(|one| one.provided.is_none())
    }
}
