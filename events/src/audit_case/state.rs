//! What the rules ask about a case of an audit.

use crate::ids::{AgencyId, AuditId, ConcernId};
use crate::partnership::GradingScale;
use crate::world::World;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// When a case was excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exclusion {
    /// Before anybody graded it.
    BeforeGrading,
    /// After somebody graded it: the sample changed with its result known (gap rule 30).
    AfterGrading,
}

/// How far an agency's return has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReturnPhase {
    /// Asked for; nothing is written.
    Requested,
    /// Begun.
    Drafted,
    /// Came in.
    Received,
    /// Given back to be done again.
    Rework,
}

/// An agency's return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Return {
    /// By when it is due.
    pub due: NaiveDate,
    /// How far it has come.
    pub phase: ReturnPhase,
}

/// What an agency thinks of its own practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfGrade {
    /// The grade's code.
    pub grade: String,
    /// Who gave it.
    pub user: Option<String>,
}

/// What somebody of the sub-group thinks of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerGrade {
    /// The grade's code.
    pub grade: String,
    /// Who gave it.
    pub user: Option<String>,
}

/// An immediate concern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    /// The agencies that have to act.
    pub agencies: BTreeSet<AgencyId>,
    /// Whether somebody confirmed what was done.
    pub confirmed: bool,
    /// How many people were told.
    pub told: u32,
}

/// A case after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The audit it was drawn for; none before that.
    pub audit: Option<AuditId>,
    /// What the child is called in this audit.
    pub alias: String,
    /// The agencies that work with the child.
    pub agencies: BTreeSet<AgencyId>,
    /// Whether and when it was excluded.
    pub excluded: Option<Exclusion>,
    /// The agencies' returns.
    pub returns: BTreeMap<AgencyId, Return>,
    /// What each agency thinks of its own practice.
    pub self_grades: BTreeMap<AgencyId, SelfGrade>,
    /// What people of the sub-group think, the latest last.
    pub peer_grades: Vec<PeerGrade>,
    /// The grade agencies agreed last.
    pub moderated: Option<String>,
    /// How many grades agencies agreed, one after the other.
    pub moderations: u32,
    /// The immediate concerns.
    pub concerns: BTreeMap<ConcernId, Concern>,
}

impl State {
    /// Whether it is no longer counted.
    pub const fn is_excluded(&self) -> bool {
        self.excluded.is_some()
    }

    /// Whether anybody graded it.
    pub fn is_graded(&self) -> bool {
        !self.self_grades.is_empty() || !self.peer_grades.is_empty() || self.moderated.is_some()
    }

    /// Whether the child was found unsafe and nobody confirmed what was done.
    pub fn has_unconfirmed_concern(&self) -> bool {
        self.concerns.values().any(|concern| !concern.confirmed)
    }

    /// The agencies that have not returned what they were asked for and are still members of the
    /// partnership. What an agency did not return before it left is waited for no longer.
    pub fn returns_outstanding<'a>(
        &'a self,
        day: NaiveDate,
        world: &'a World,
    ) -> impl Iterator<Item = AgencyId> + 'a {
        let open = self.returns.iter().filter(|(_, one)| match one.phase {
            ReturnPhase::Requested | ReturnPhase::Drafted | ReturnPhase::Rework => true,
            ReturnPhase::Received => false,
        });
        open.map(|(agency, _)| *agency).filter(move |agency| {
            let known = world.partnership.agency(*agency);
            known.is_some_and(|known| known.is_member_on(day))
        })
    }

    /// The grade the case stands at before it is moderated (again): what was agreed last; or else
    /// what the sub-group thought last; or else the lowest of what the agencies think of their
    /// own practice, so that a moderation never hides how low an agency put itself.
    pub fn stands_at(&self, scale: &GradingScale) -> Option<&str> {
        let agreed = self.moderated.as_deref();
        let peer = self.peer_grades.last().map(|peer| peer.grade.as_str());
        agreed.or(peer).or_else(|| {
            let own = self.self_grades.values().map(|own| own.grade.as_str());
            own.max_by_key(|code| scale.grades.iter().position(|grade| grade.code == *code))
        })
    }
}
