//! How far an audit has come, by its own events and those of its cases.

use super::{Audits, Case};
use events::audit::Phase;
use events::ids::AuditId;
use serde::Serialize;

/// How far an audit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditStage {
    /// Commissioned; cases are being drawn.
    Commissioned,
    /// The sample is frozen.
    Sampled,
    /// Agencies were asked for their returns, or cases were graded.
    Fieldwork,
    /// Every case left in the sample has a moderated grade.
    Moderated,
    /// Moderated, and findings were recorded: there is a report to approve.
    Reported,
    /// The report is approved.
    Approved,
    /// What was learned reached people.
    Disseminated,
    /// Closed.
    Closed,
    /// Given up.
    Abandoned,
}

impl AuditStage {
    /// Every stage, in the order an audit passes them.
    pub const ALL: [Self; 9] = [
        Self::Commissioned,
        Self::Sampled,
        Self::Fieldwork,
        Self::Moderated,
        Self::Reported,
        Self::Approved,
        Self::Disseminated,
        Self::Closed,
        Self::Abandoned,
    ];

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Commissioned => "Commissioned",
            Self::Sampled => "Sample drawn",
            Self::Fieldwork => "Fieldwork",
            Self::Moderated => "Moderated",
            Self::Reported => "Report to approve",
            Self::Approved => "Report approved",
            Self::Disseminated => "Learning shared",
            Self::Closed => "Closed",
            Self::Abandoned => "Abandoned",
        }
    }

    /// Whether its report is approved and it was not given up.
    pub const fn is_reported(self) -> bool {
        matches!(self, Self::Approved | Self::Disseminated | Self::Closed)
    }

    /// Whether cases are still looked at: returns are waited for only until the report is
    /// approved.
    pub const fn is_under_way(self) -> bool {
        match self {
            Self::Commissioned
            | Self::Sampled
            | Self::Fieldwork
            | Self::Moderated
            | Self::Reported => true,
            Self::Approved | Self::Disseminated | Self::Closed | Self::Abandoned => false,
        }
    }
}

impl Audits {
    /// How far an audit has come; none where nothing was commissioned.
    pub fn stage(&self, id: AuditId) -> Option<AuditStage> {
        let audit = self.audit(id)?;
        let stage = match audit.phase {
            Phase::Proposed | Phase::Commissioned => AuditStage::Commissioned,
            Phase::Sampled => self.stage_of_cases(id, !audit.findings.is_empty()),
            Phase::Approved if !audit.disseminated.is_empty() => AuditStage::Disseminated,
            Phase::Approved => AuditStage::Approved,
            Phase::Closed => AuditStage::Closed,
            Phase::Abandoned => AuditStage::Abandoned,
        };
        Some(stage)
    }

    fn stage_of_cases(&self, id: AuditId, found: bool) -> AuditStage {
        let drawn = self.drawn(id);
        let mut left = drawn.iter().filter(|case| !case.is_excluded()).peekable();
        let moderated = left.peek().is_some() && left.all(|case| case.moderated().is_some());
        let began = |case: &&Case| !case.returns.is_empty() || case.is_graded();
        if moderated && found {
            AuditStage::Reported
        } else if moderated {
            AuditStage::Moderated
        } else if drawn.iter().any(began) {
            AuditStage::Fieldwork
        } else {
            AuditStage::Sampled
        }
    }
}
