//! First start: a link that works once makes the partnership and its first administrator. Until
//! then nothing else can be reached.

use super::{Desk, locked, own};
use crate::app::{ExecuteError, Instruction, Meta};
use crate::identity::passwords::{self, HashingError, PasswordProblem};
use crate::identity::secrets::Secret;
use events::account;
use events::envelope::{Actor, Role};
use events::ids::{AccountId, HoldingId};
use events::partnership;
use events::text::Text;
use events::world::Command;
use zeroize::Zeroizing;

/// What is asked at set-up.
pub struct SetUp {
    /// The partnership's name.
    pub partnership: String,
    /// The area it serves.
    pub area: String,
    /// The name of its first administrator.
    pub name: String,
    /// The address they sign in with.
    pub address: String,
    /// Their password.
    pub password: Zeroizing<String>,
    /// Whether they run the plan, too, as its business manager.
    pub is_manager: bool,
}

/// Why nothing was set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpRefused {
    /// The link is not the one in the terminal, or was used.
    #[error("this link does not work, or was used already")]
    Link,
    /// The password is not good enough.
    #[error("the password is not good enough")]
    Password(Vec<PasswordProblem>),
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// A rule was broken, or the log takes nothing.
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

impl Desk {
    /// Makes a link for set-up, while nobody has an account.
    pub(super) fn offer_set_up(&self) {
        if self.app.live().accounts.is_empty() {
            *locked(&self.set_up) = Secret::fresh().ok();
        }
    }

    /// Whether somebody has an account, so that there is something to sign in to.
    pub fn is_set_up(&self) -> bool {
        !self.app.live().accounts.is_empty()
    }

    /// The secret of the link, for the terminal and nothing else; none once it was used.
    pub fn set_up_link(&self) -> Option<Zeroizing<String>> {
        let offered = locked(&self.set_up);
        offered.as_ref().map(Secret::text)
    }

    /// Whether a link is the one in the terminal.
    pub fn is_set_up_link(&self, sent: &str) -> bool {
        let offered = locked(&self.set_up);
        let sent = Secret::parse(sent);
        let digests = sent.zip(offered.as_ref());
        !self.is_set_up()
            && digests.is_some_and(|(sent, known)| sent.has_digest(&known.digest_hex()))
    }

    /// Makes the partnership and its first administrator, in one commit, by whoever has the link.
    /// Hashes the password, so it blocks.
    ///
    /// # Errors
    /// When the link does not work, the password is too weak, or a rule is broken.
    pub fn set_up(&self, link: &str, asked: &SetUp) -> Result<AccountId, SetUpRefused> {
        let _one_at_a_time = locked(&self.changing);
        if !self.is_set_up_link(link) {
            return Err(SetUpRefused::Link);
        }
        let about = [asked.name.as_str(), &asked.address, &asked.partnership];
        passwords::judge(&asked.password, &about).map_err(SetUpRefused::Password)?;
        let verifier = passwords::hash(&asked.password)?;
        let account = AccountId(self.app.fresh_id()?);
        let mut instructions = Vec::new();
        if self.app.live().people.name.is_empty() {
            instructions.push(
                self.to_partnership(partnership::Command::EstablishPartnership {
                    name: asked.partnership.clone(),
                    area: asked.area.clone(),
                    predecessor: None,
                    from: self.app.clock().today(),
                }),
            );
        }
        instructions.push(own(
            account,
            account::Command::OpenAccount {
                name: Text::plain(asked.name.trim()),
                sign_in: Some(Text::plain(asked.address.trim())),
                agency: None,
            },
        ));
        let verifier = Text::plain(verifier);
        let invitation = None;
        let password = account::Command::SetPassword {
            verifier,
            invitation,
        };
        instructions.push(own(account, password));
        self.appoint(&mut instructions, account, Role::Administrator, asked)?;
        if asked.is_manager {
            self.appoint(&mut instructions, account, Role::BusinessManager, asked)?;
        }
        self.app
            .execute(instructions, &Meta::by(Actor::terminal()))?;
        *locked(&self.set_up) = None;
        Ok(account)
    }

    /// A new recovery key for the master key, to be shown once. Blocks.
    ///
    /// # Errors
    /// Why it could not be made.
    pub fn make_recovery_key(&self) -> Result<Zeroizing<String>, String> {
        let made = self.app.log().make_recovery_key();
        made.map(|key| key.printed())
            .map_err(|error| error.to_string())
    }

    fn appoint(
        &self,
        instructions: &mut Vec<Instruction>,
        account: AccountId,
        role: Role,
        asked: &SetUp,
    ) -> Result<(), ExecuteError> {
        let holding = HoldingId(self.app.fresh_id()?);
        instructions.push(
            self.to_partnership(partnership::Command::AppointRoleHolder {
                holding,
                role,
                post: role.title().to_owned(),
                agency: None,
                holder: Text::plain(asked.name.trim()),
                from: self.app.clock().today(),
            }),
        );
        let access = None;
        instructions.push(own(
            account,
            account::Command::LinkHolding { holding, access },
        ));
        Ok(())
    }

    pub(super) fn to_partnership(&self, command: partnership::Command) -> Instruction {
        Instruction {
            stream: self.app.partnership(),
            command: Command::Partnership(command),
            expected: None,
        }
    }
}
