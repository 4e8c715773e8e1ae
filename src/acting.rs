//! "Acting as": the choice of role and agency that stands in for sign-in until there is one.

use events::envelope::{ACTING_AS, Actor, Role};
use events::ids::AgencyId;
use std::fmt;
use std::str::FromStr;

/// A role and an agency somebody acts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// The role.
    pub role: Role,
    /// The agency; none for the partnership's own team.
    pub agency: Option<AgencyId>,
}

impl Default for Acting {
    fn default() -> Self {
        Self {
            role: Role::BusinessManager,
            agency: None,
        }
    }
}

impl Acting {
    /// The actor that stands on events.
    pub fn actor(self) -> Actor {
        Actor::Person {
            user: self.user(),
            role: self.role,
            agency: self.agency,
        }
    }

    /// The actor that stands on events of an import.
    pub fn importer(self) -> Actor {
        Actor::Import {
            user: self.user(),
            role: self.role,
            agency: self.agency,
        }
    }

    fn user(self) -> String {
        format!("{ACTING_AS}{self}")
    }
}

/// `business_manager`, or `agency_lead@<agency id>`.
impl fmt::Display for Acting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.role.word())?;
        match self.agency {
            Some(agency) => write!(f, "@{agency}"),
            None => Ok(()),
        }
    }
}

/// Why a choice could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotActing {
    /// No such role.
    #[error("this is not a role: choose one of {}", Role::ALL.map(Role::word).join(", "))]
    Role,
    /// Not an agency's id.
    #[error("after @ comes the id of an agency")]
    Agency,
}

impl FromStr for Acting {
    type Err = NotActing;
    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let (role, agency) = match words.split_once('@') {
            Some((role, agency)) => (role, Some(agency)),
            None => (words, None),
        };
        let role = Role::from_word(role.trim()).ok_or(NotActing::Role)?;
        let agency = agency
            .map(|id| id.trim().parse::<AgencyId>().map_err(|_| NotActing::Agency))
            .transpose()?;
        Ok(Self { role, agency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_choice_is_written_and_read_back() {
        let team = Acting::default();
        assert_eq!(team.to_string().parse(), Ok(team));
        let lead = Acting {
            role: Role::AgencyLead,
            agency: Some(AgencyId(Uuid::from_u128(7))),
        };
        assert_eq!(lead.to_string().parse(), Ok(lead));
    }

    #[test]
    fn what_is_no_role_or_no_agency_is_refused() {
        assert_eq!("mayor".parse::<Acting>(), Err(NotActing::Role));
        assert_eq!("chair@somebody".parse::<Acting>(), Err(NotActing::Agency));
    }
}
