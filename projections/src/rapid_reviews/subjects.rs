//! A child or family member as they now stand in the record.

use crate::reference::{Stamp, TextRef};
use events::audit_case::FamilyVoice;
use events::ids::{AgencyId, ReviewSubjectId, SafetyActionId};
use events::review_subject::{Characteristics, Safety, SubjectKind, SubjectOf};
use serde::Serialize;
use std::collections::BTreeMap;

/// Something to be done at once so that a child is safe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SafetyAction {
    /// When it was recorded.
    pub recorded: Stamp,
    /// What has to be done.
    pub words: TextRef,
    /// The agencies that have to do it.
    pub agencies: Vec<AgencyId>,
    /// When somebody confirmed that it was done, and how that is known.
    pub confirmed: Option<(Stamp, TextRef)>,
}

/// A child or family member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// Which.
    pub id: ReviewSubjectId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When they were added.
    pub added: Stamp,
    /// What they are a subject of.
    pub of: SubjectOf,
    /// What they are called here.
    pub alias: String,
    /// Who they are in the incident.
    pub kind: SubjectKind,
    /// What the figures count by.
    pub characteristics: Characteristics,
    /// What their life was like, oldest first.
    pub circumstances: Vec<(Stamp, TextRef)>,
    /// What the child or family said, oldest first.
    pub views: Vec<(Stamp, FamilyVoice, TextRef)>,
    /// Whether the child is safe, as judged, the last last.
    pub safety: Vec<(Stamp, Safety, TextRef)>,
    /// What was to be done at once, by id.
    pub actions: BTreeMap<SafetyActionId, SafetyAction>,
    /// Its last event.
    pub last: Stamp,
}

impl Subject {
    /// Whether the child is safe now, as last judged.
    pub fn safe_now(&self) -> Safety {
        let last = self.safety.last();
        last.map_or(Safety::Unknown, |(_, safety, _)| *safety)
    }

    /// Whether something has to be done at once and nobody confirmed that it was.
    pub fn has_unconfirmed_action(&self) -> bool {
        self.actions.values().any(|one| one.confirmed.is_none())
    }
}
