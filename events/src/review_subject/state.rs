//! What the rules ask about a child or family member of an incident or review.

use super::{Safety, SubjectKind, SubjectOf};
use crate::ids::{AgencyId, SafetyActionId};
use std::collections::{BTreeMap, BTreeSet};

/// Something to be done at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafetyAction {
    /// The agencies that have to do it.
    pub agencies: BTreeSet<AgencyId>,
    /// Whether somebody confirmed that it was done.
    pub confirmed: bool,
}

/// A subject after the events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// What the person is a subject of; none before that.
    pub of: Option<SubjectOf>,
    /// What the person is called here.
    pub alias: String,
    /// Who the person is in the incident.
    pub kind: SubjectKind,
    /// Whether the child is safe now, as last judged.
    pub safety: Safety,
    /// What was to be done at once.
    pub actions: BTreeMap<SafetyActionId, SafetyAction>,
}

impl State {
    /// Whether something has to be done at once and nobody confirmed that it was.
    pub fn has_unconfirmed_action(&self) -> bool {
        self.actions.values().any(|action| !action.confirmed)
    }
}
