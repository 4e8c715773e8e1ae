//! Hand-over: what is left of somebody's work when they leave, so that nothing is lost with them.
//!
//! Work belongs to posts and agencies, not to people. Something is left where a post the person
//! holds or held owns it and nobody else holds that post, or where the person recorded on it for
//! the agency it belongs to and nobody else holds a post it names.

use crate::Models;
use crate::actions::{Action, ActionPhase};
use crate::recommendations::Recommendation;
use chrono::NaiveDate;
use events::envelope::Role;
use events::ids::{AccountId, AgencyId, StreamId};
use std::collections::BTreeSet;

#[cfg(test)]
mod tests;

/// What kind of work is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftKind {
    /// An action that is not settled.
    Action,
    /// An action somebody says is done, which nobody has checked.
    Claim,
    /// A recommendation its addressee has not answered.
    Recommendation,
}

impl LeftKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Action, Self::Claim, Self::Recommendation];

    /// The words a page shows.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Action => "Open action",
            Self::Claim => "Claim waiting for verification",
            Self::Recommendation => "Unanswered recommendation",
        }
    }
}

/// Why something counts as somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// It names a post they hold or held, or is addressed to the agency they answer for.
    Post,
    /// They recorded on it for the agency it belongs to.
    Recorded,
}

/// One piece of work that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// The action or recommendation.
    pub thing: StreamId,
    /// What kind of work.
    pub kind: LeftKind,
    /// The agency it belongs to; none for the partnership's own team.
    pub agency: Option<AgencyId>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Why it counts as theirs.
    pub tie: Tie,
}

/// Posts of agencies, written alike.
type Posts = BTreeSet<(String, Option<AgencyId>)>;

/// Whose work is looked at, and what is known of them.
struct Leaver {
    posts: Posts,
    answers_for: BTreeSet<AgencyId>,
    recorded_on: BTreeSet<(StreamId, Option<AgencyId>)>,
    held_by_others: Posts,
}

fn alike(post: &str) -> String {
    post.trim().to_lowercase()
}

impl Models {
    /// The work an account leaves or would leave, by due date; what has none comes last.
    pub fn left_by(&self, account: AccountId, today: NaiveDate) -> Vec<Left> {
        let Some(leaver) = self.leaver(account, today) else {
            return Vec::new();
        };
        let actions = self.actions.all();
        let actions = actions.filter_map(|action| leaver.action(action));
        let recommendations = self.recommendations.all();
        let recommendations = recommendations.filter_map(|one| leaver.recommendation(one));
        let mut left: Vec<Left> = actions.chain(recommendations).collect();
        left.sort_by_key(|one| (one.due.is_none(), one.due, one.kind, one.thing));
        left
    }

    /// The accounts whose last role has ended and who leave work, with that work.
    pub fn leavers(&self, today: NaiveDate) -> Vec<(AccountId, Vec<Left>)> {
        let accounts = self.accounts.all.keys();
        let ended = accounts.filter(|account| self.has_left(**account, today));
        let with_work = ended.map(|account| (*account, self.left_by(*account, today)));
        with_work.filter(|(_, left)| !left.is_empty()).collect()
    }

    /// Whether an account held roles and holds none today or later.
    pub fn has_left(&self, account: AccountId, today: NaiveDate) -> bool {
        let Some(known) = self.accounts.get(account) else {
            return false;
        };
        let mut held = known.holdings.keys();
        let ended = |until: Option<NaiveDate>| until.is_some_and(|last| last < today);
        !known.holdings.is_empty()
            && held.all(|id| {
                let holding = self.people.holdings.get(id);
                holding.is_none_or(|holding| ended(holding.until))
            })
    }

    fn leaver(&self, account: AccountId, today: NaiveDate) -> Option<Leaver> {
        let known = self.accounts.get(account)?;
        let held_today = self.people.held_on(today);
        let others: Vec<_> = held_today
            .filter(|(id, _)| !known.holdings.contains_key(id))
            .map(|(_, holding)| holding)
            .collect();
        let held_by_others: Posts = others
            .iter()
            .map(|holding| (alike(&holding.post), holding.agency))
            .collect();
        let answered_by_others: BTreeSet<AgencyId> = others
            .iter()
            .filter(|holding| holding.role == Role::AgencyLead)
            .filter_map(|holding| holding.agency)
            .collect();
        let own = known.holdings.keys();
        let own = own.filter_map(|id| self.people.holdings.get(id));
        let (mut posts, mut answers_for) = (Posts::new(), BTreeSet::new());
        for holding in own {
            posts.insert((alike(&holding.post), holding.agency));
            if holding.role == Role::AgencyLead {
                answers_for.extend(holding.agency);
            }
        }
        Some(Leaver {
            posts: posts.difference(&held_by_others).cloned().collect(),
            answers_for: answers_for
                .difference(&answered_by_others)
                .copied()
                .collect(),
            recorded_on: self.trail.recorded_on_by(account),
            held_by_others,
        })
    }
}

impl Leaver {
    fn action(&self, action: &Action) -> Option<Left> {
        let phase = action.phase();
        if phase.is_settled() {
            return None;
        }
        let milestones = action.milestones.iter();
        let owners = milestones.filter_map(|one| one.owner.as_ref());
        let owners = action.owners.iter().chain(owners);
        let posts: Posts = owners
            .map(|owner| (alike(&owner.role), owner.agency))
            .collect();
        let (tie, agency) = match posts.intersection(&self.posts).next() {
            Some((_, agency)) => (Tie::Post, *agency),
            None => (
                Tie::Recorded,
                Some(self.recorded(action.id.into(), &posts)?),
            ),
        };
        Some(Left {
            thing: action.id.into(),
            kind: if phase == ActionPhase::Claimed {
                LeftKind::Claim
            } else {
                LeftKind::Action
            },
            agency,
            due: action.due,
            tie,
        })
    }

    /// The agency they recorded on it for, where it belongs to that and nobody else holds a post
    /// it names.
    fn recorded(&self, thing: StreamId, posts: &Posts) -> Option<AgencyId> {
        if !posts.is_disjoint(&self.held_by_others) {
            return None;
        }
        let mut agencies = posts.iter().filter_map(|(_, agency)| *agency);
        let theirs = |agency: &AgencyId| self.recorded_on.contains(&(thing, Some(*agency)));
        agencies.find(theirs)
    }

    fn recommendation(&self, one: &Recommendation) -> Option<Left> {
        if one.state().is_settled() {
            return None;
        }
        let unanswered = |agency: &&AgencyId| !one.answers.contains_key(agency);
        let mut addressees = one.addressees.iter().filter(unanswered);
        let agency = addressees.find(|agency| self.answers_for.contains(agency))?;
        Some(Left {
            thing: one.id.into(),
            kind: LeftKind::Recommendation,
            agency: Some(*agency),
            due: one.due,
            tie: Tie::Post,
        })
    }
}
