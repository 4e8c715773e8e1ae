//! What the rules ask about an agency's return.

use crate::ids::{ActionId, AgencyId, CampaignId, EvidenceId, ReturnId};
use crate::self_assessment::{self, StandardsSet};
use crate::world::World;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How far a return has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// No agency was invited under this id.
    #[default]
    Uninvited,
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

impl Phase {
    /// Whether the agency handed it in and it was not given up since.
    pub const fn is_submitted(self) -> bool {
        match self {
            Self::Uninvited
            | Self::Invited
            | Self::InProgress
            | Self::SignedOff
            | Self::NonReturn => false,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Affirmation {
    /// Given in this return.
    Own,
    /// Taken over from an earlier one, and nobody said yet that it still holds.
    CarriedForward,
    /// Taken over, and re-affirmed.
    Reaffirmed,
}

/// The agency's answer to one standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The self score.
    pub score: String,
    /// What shows it.
    pub evidence: Vec<EvidenceId>,
    /// Whose word for today it is.
    pub affirmation: Affirmation,
    /// The return in which its words stand.
    pub words_in: ReturnId,
}

/// Who stands up for the return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// The account, never a name.
    pub user: Option<String>,
    /// The officer's post.
    pub post: String,
}

/// What was agreed about an accepted return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgreedAction {
    /// An improvement action of a plan.
    Existing(ActionId),
    /// An action of the agency's own.
    Own {
        /// By when.
        due: NaiveDate,
        /// What shows that it is done; nothing until the agency says so.
        done_with: Vec<EvidenceId>,
    },
}

/// What the rules of any stream ask about one return.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// The campaign that asked for it.
    pub campaign: Option<CampaignId>,
    /// Whose it is.
    pub agency: Option<AgencyId>,
    /// The last day on which it is in time.
    pub due: Option<NaiveDate>,
    /// The agency's answers, by the key of the standard.
    pub answers: BTreeMap<String, Answer>,
    /// Everybody who gave or re-affirmed an answer.
    pub compilers: BTreeSet<String>,
    /// Who stands up for the answers as they are now.
    pub sign_off: Option<SignOff>,
    /// The day it was handed in.
    pub submitted_on: Option<NaiveDate>,
    /// The number of its receipt.
    pub receipt: Option<String>,
    /// The standards whose answers wait for an explanation.
    pub unclear: BTreeSet<String>,
    /// A panel talked it through with the agency.
    pub challenged: bool,
    /// The partnership's own view, by the key of the standard; never in place of the answer.
    pub moderated: BTreeMap<String, String>,
    /// What was agreed about it, by number.
    pub actions: BTreeMap<u32, AgreedAction>,
    /// The partnerships it was shared with.
    pub shared_with: Vec<String>,
}

impl State {
    /// What the agency is asked, in its campaign.
    pub fn standards<'a>(&self, world: &'a World) -> Option<&'a StandardsSet> {
        self.campaign_in(world)?.standards.as_deref()
    }

    /// Whether its campaign is closed.
    pub fn campaign_closed(&self, world: &World) -> bool {
        let campaign = self.campaign_in(world);
        campaign.is_some_and(|known| known.phase == self_assessment::Phase::Closed)
    }

    /// The partnership's score of a standard where it gave one, and else the agency's.
    pub fn score_in_force(&self, standard: &str) -> Option<&str> {
        let moderated = self.moderated.get(standard);
        let own = || self.answers.get(standard).map(|answer| &answer.score);
        moderated.or_else(own).map(String::as_str)
    }

    pub(super) fn campaign_in<'a>(&self, world: &'a World) -> Option<&'a self_assessment::State> {
        world.campaigns.get(&self.campaign?)
    }
}
