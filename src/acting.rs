//! In which role, for which agency and as whom somebody works: as an account that is signed in,
//! at the terminal, or in the demo as anybody they choose.

use events::envelope::{ACTING_AS, Actor, Role};
use events::everywhere::Sight;
use events::ids::{AccountId, AgencyId};
use std::fmt;
use std::str::FromStr;

/// Who it is that acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum User {
    /// Anybody: the choice of role and agency that stands in for sign-in in the demo.
    #[default]
    ActingAs,
    /// An account that is signed in.
    Account(AccountId),
    /// Somebody at the terminal, who has the folder and its master key.
    Terminal,
}

/// A role and an agency somebody acts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub user: User,
    /// The role.
    pub role: Role,
    /// The agency; none for the partnership's own team.
    pub agency: Option<AgencyId>,
}

impl Default for Acting {
    fn default() -> Self {
        Self {
            user: User::ActingAs,
            role: Role::BusinessManager,
            agency: None,
        }
    }
}

impl Acting {
    /// The actor that stands on events.
    pub fn actor(self) -> Actor {
        match self.user {
            User::Account(account) => Actor::of_account(account, self.role, self.agency),
            User::Terminal => Actor::terminal(),
            User::ActingAs => Actor::Person {
                user: format!("{ACTING_AS}{self}"),
                role: self.role,
                agency: self.agency,
            },
        }
    }

    /// The actor that stands on events of an import.
    pub fn importer(self) -> Actor {
        match self.actor() {
            Actor::Person { user, role, agency } => Actor::Import { user, role, agency },
            Actor::Import { user, role, agency } => Actor::Import { user, role, agency },
            Actor::System => Actor::System,
        }
    }

    /// What somebody who acts so may see.
    pub const fn sight(self) -> Sight {
        Sight::of(self.role, self.agency)
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
        Ok(Self {
            user: User::ActingAs,
            role,
            agency,
        })
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
            user: User::ActingAs,
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
