//! Evidence: what it is, how old and how strong, and what it supports.

use crate::reference::{Stamp, TextRef};
use crate::shared::Index;
use crate::sparing::Sparing;
use chrono::NaiveDate;
use events::action;
use events::envelope::{Classification, Envelope};
use events::evidence::{Claim, Event, FileRef, Strength};
use events::ids::{ActionId, AgencyId, EvidenceId, RecommendationId};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every piece of evidence, and what leans on which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllEvidence {
    pub(crate) pieces: BTreeMap<EvidenceId, Arc<Evidence>>,
    pub(crate) by_claim: Index<Claim, EvidenceId>,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Which.
    pub id: EvidenceId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was lodged.
    pub lodged: Stamp,
    /// How openly it and its file may be shown.
    #[serde(skip)]
    pub lodged_as: Classification,
    /// The file kept beside the log.
    pub file: Option<File>,
    /// Where it can be found, when it is not kept here.
    pub reference: Option<TextRef>,
    /// The day the evidence speaks of.
    pub evidence_date: NaiveDate,
    /// The agency it comes from; none for the partnership's own team.
    pub source: Option<AgencyId>,
    /// What it is and what it shows.
    pub describes: TextRef,
    /// What it was linked to, oldest first, each once.
    pub claims: Vec<(Stamp, Claim)>,
    /// How strong it was last judged to be.
    pub strength: Option<Strength>,
    /// When it was rejected, and the reason.
    pub rejected: Option<(Stamp, Option<TextRef>)>,
    /// The later piece that takes its place.
    pub superseded_by: Option<EvidenceId>,
    /// Copies with names removed.
    pub redacted_copies: Vec<EvidenceId>,
    /// Its last event.
    pub last: Stamp,
}

/// A file kept beside the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// The SHA-256 of its bytes.
    pub sha256: TextRef,
    /// Its name.
    pub name: TextRef,
    /// Its size, in bytes.
    pub size_bytes: u64,
    /// What kind of file.
    pub media_type: String,
}

impl File {
    /// The file that an event at a position names in its field `file`.
    pub(crate) fn named_at(position: u64, file: &FileRef) -> Self {
        Self {
            sha256: TextRef::new(position, "/data/file/sha256"),
            name: TextRef::new(position, "/data/file/name"),
            size_bytes: file.size_bytes,
            media_type: file.media_type.clone(),
        }
    }
}

impl Evidence {
    /// Whether it still counts: neither rejected nor replaced.
    pub fn stands(&self) -> bool {
        self.rejected.is_none() && self.superseded_by.is_none()
    }
}

impl AllEvidence {
    /// One piece.
    pub fn get(&self, id: EvidenceId) -> Option<&Evidence> {
        self.pieces.get(&id).map(Arc::as_ref)
    }

    /// Every piece, in the order of their ids.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Evidence> {
        self.pieces.values().map(Arc::as_ref)
    }

    /// What was lodged for or named in support of something, in the order of ids.
    pub fn supporting(&self, claim: Claim) -> impl Iterator<Item = &Evidence> {
        let ids = self.by_claim.of(&claim).iter();
        ids.filter_map(|id| self.get(*id))
    }

    /// Evidence named in a claim of completion or a judgement of impact supports it too.
    pub(crate) fn named(&mut self, claim: Claim, evidence: &[EvidenceId]) {
        for id in evidence {
            self.by_claim.put(claim, *id);
        }
    }

    pub(crate) fn named_by_action(&mut self, event: &action::Event, id: ActionId) {
        if let action::Event::CompletionClaimed { evidence, .. }
        | action::Event::ActionImpactJudged { evidence, .. } = event
        {
            self.named(Claim::Action(id), evidence);
        }
    }

    pub(crate) fn named_by_recommendation(
        &mut self,
        event: &events::recommendation::Event,
        id: RecommendationId,
    ) {
        if let events::recommendation::Event::RecommendationImpactJudged { evidence, .. } = event {
            self.named(Claim::Recommendation(id), evidence);
        }
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = EvidenceId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Event::EvidenceLodged {
            file,
            reference,
            evidence_date,
            source,
            describes: _,
        } = event
        {
            let field = |name| TextRef::new(at.position, name);
            let new = Evidence {
                id,
                version: 0,
                lodged: at,
                lodged_as: envelope.classification,
                file: file.as_ref().map(|file| File::named_at(at.position, file)),
                reference: reference.as_ref().map(|_| field("/data/reference")),
                evidence_date: *evidence_date,
                source: *source,
                describes: field("/data/describes"),
                claims: Vec::new(),
                strength: None,
                rejected: None,
                superseded_by: None,
                redacted_copies: Vec::new(),
                last: at,
            };
            self.pieces.entry(id).or_insert(Arc::new(new));
        }
        let Some(piece) = self.pieces.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        (piece.version, piece.last) = (envelope.version, at);
        match event {
            Event::EvidenceLodged { .. } => {}
            Event::EvidenceLinked { claim } => {
                if !piece.claims.iter().any(|(_, known)| known == claim) {
                    piece.claims.add((at, *claim));
                }
                self.by_claim.put(*claim, id);
            }
            Event::EvidenceGraded { strength } => piece.strength = Some(*strength),
            Event::EvidenceRejected {} => {
                piece.rejected = Some((at, TextRef::reason_of(envelope)));
            }
            Event::EvidenceSuperseded { by } => piece.superseded_by = Some(*by),
            Event::RedactedCopyMade { copy } => piece.redacted_copies.add(*copy),
        }
    }
}
