//! What the policy says of one reader and one thing, worked out from the rules alone.

use super::record::{Record, Thing};
use events::envelope::{Classification, Role};
use events::everywhere::{Reach, Sight};
use events::ids::AgencyId;

/// Every classification.
pub(super) const CLASSES: [Classification; 3] = [
    Classification::Publishable,
    Classification::Official,
    Classification::OfficialSensitive,
];

/// Whose a thing is, for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// Their own agency's.
    Own,
    /// Another agency's.
    Other,
    /// An agency's, for somebody of none.
    None,
}

impl Relation {
    pub(super) const ALL: [Self; 3] = [Self::Own, Self::Other, Self::None];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Other => "other",
            Self::None => "none",
        }
    }

    /// For whom the reader acts: always the same agency, or none.
    pub(super) fn agency(self, record: &Record) -> Option<AgencyId> {
        match self {
            Self::Own | Self::Other => Some(record.own),
            Self::None => None,
        }
    }

    /// Whether the thing is that of the record's first agency.
    pub(super) const fn is_first(self) -> bool {
        match self {
            Self::Own | Self::None => true,
            Self::Other => false,
        }
    }
}

pub(super) const fn shown(classification: Option<Classification>) -> &'static str {
    match classification {
        None => "",
        Some(Classification::Publishable) => "publishable",
        Some(Classification::Official) => "official",
        Some(Classification::OfficialSensitive) => "official_sensitive",
    }
}

/// How a reader acts, as the cookie and the header say it.
pub(super) fn acting(role: Role, agency: Option<AgencyId>) -> String {
    match agency {
        Some(agency) => format!("{}@{agency}", role.word()),
        None => role.word().to_owned(),
    }
}

/// Whether a thing of an agency is reached: by the words of the policy, not by its walk through
/// the record.
pub(super) fn reaches(sight: &Sight, thing: &Thing) -> bool {
    let cleared = sight.clearance().is_none() || sight.cleared_for(thing.classification);
    match sight.reach() {
        Reach::Everything => cleared,
        Reach::Agency(agency) => thing.agency == Some(agency) && cleared,
        Reach::Settings | Reach::Nothing => false,
        Reach::Request(_) => unreachable!("nobody acts within a request here"),
    }
}

/// Whether the words of a thing that is reached may be read.
pub(super) fn reads(sight: &Sight, classification: Classification) -> bool {
    sight.cleared_for(classification) && sight.enters(events::everywhere::Area::Work)
}
