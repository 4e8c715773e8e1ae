//! `user`: accounts from the terminal, by whoever has the folder and the master key.
//!
//! Everything is recorded by the terminal as an administrator of its own name, under the same
//! rules as from a page.

mod list;
mod office;

use super::{Folder, Output};
use crate::clock::Clock;
use crate::config::PublicUrl;
use anyhow::{Context, Result, bail};
use chrono::{Days, NaiveDate};
use clap::{Args, Subcommand};
use events::account::{self, InspectionAccess};
use events::envelope::Role;
use events::ids::{AccountId, AgencyId, HoldingId};
use events::partnership;
use events::text::Text;
pub(super) use office::account_named;
use office::{Office, asked, to_account};
use projections::people::Holding;
use serde_json::json;
use std::process::ExitCode;

/// Where people reach the record, unless it is said.
const URL: &str = "http://127.0.0.1:8420";

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// List the accounts, with names, addresses and roles
    List(list::List),
    /// Open an account in a role, and print the link with which its person chooses a password
    Add(Add),
    /// Print a new link to choose a password, for somebody new or who forgot theirs
    Invite(Invite),
    /// Keep an account from signing in; its tokens and its calendar stop, too
    Suspend(Because),
    /// Let a suspended account sign in again
    Restore(Because),
    /// Give an account a role
    Grant(Grant),
    /// End a role of an account
    End(End),
    /// Take the second step away, such as when a telephone is lost; the next sign-in sets a new one
    ResetSecondStep(Because),
}

/// The record, and how the answer is printed.
#[derive(Debug, Args)]
struct On {
    #[command(flatten)]
    folder: Folder,
    /// Print JSON for a script
    #[arg(long)]
    json: bool,
}

/// A role, for an agency, in a post.
#[derive(Debug, Args)]
struct Given {
    /// The role, such as `business_manager` or `agency_lead`
    #[arg(long, value_parser = role)]
    role: Role,
    /// The agency it is held for, by its id or its name
    #[arg(long)]
    agency: Option<String>,
    /// The post it is held as, such as "Head of Early Help" [default: the role's own title]
    #[arg(long)]
    post: Option<String>,
    /// For an inspector: the last day of the access
    #[arg(long, requires = "request", value_name = "DATE")]
    until: Option<NaiveDate>,
    /// For an inspector: the request it rests on
    #[arg(long, requires = "until", value_name = "NAME")]
    request: Option<String>,
}

/// Where the link of an invitation leads.
#[derive(Debug, Args)]
struct Link {
    /// How people reach the record
    #[arg(
        id = "reached_at",
        long = "url",
        value_name = "URL",
        env = "GOLDEN_THREAD_SERVER_PUBLIC_URL",
        default_value = URL,
        value_parser = public_url
    )]
    url: PublicUrl,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// The person's name. Arguments are seen by others on the machine: left out, it is asked for,
    /// or read as the first line of standard input
    #[arg(long)]
    name: Option<String>,
    /// The e-mail address they sign in with; left out, it is asked for as well
    #[arg(long)]
    address: Option<String>,
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    link: Link,
    #[command(flatten)]
    on: On,
}

#[derive(Debug, Args)]
pub(super) struct Invite {
    /// The account, by its id or its address; others on the machine see an address
    account: String,
    #[command(flatten)]
    link: Link,
    #[command(flatten)]
    on: On,
}

#[derive(Debug, Args)]
pub(super) struct Because {
    /// The account, by its id or its address; others on the machine see an address
    account: String,
    /// Why; it is recorded
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    on: On,
}

#[derive(Debug, Args)]
pub(super) struct Grant {
    /// The account, by its id or its address; others on the machine see an address
    account: String,
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    on: On,
}

#[derive(Debug, Args)]
pub(super) struct End {
    /// The account, by its id or its address; others on the machine see an address
    account: String,
    /// The holding of the role, by the id that `user list` shows
    #[arg(long, required_unless_present = "role", conflicts_with = "role")]
    holding: Option<HoldingId>,
    /// The role, where the account holds it once
    #[arg(long, value_parser = role)]
    role: Option<Role>,
    /// Why; it is recorded
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    on: On,
}

fn role(words: &str) -> Result<Role, String> {
    let word = words.trim().to_lowercase().replace(['-', ' '], "_");
    Role::from_word(&word).ok_or_else(|| {
        let all = Role::ALL.map(Role::word).join(", ");
        format!("this is not a role: choose one of {all}")
    })
}

fn public_url(words: &str) -> Result<PublicUrl, String> {
    PublicUrl::parse(words).ok_or_else(|| {
        "write https:// and a name with nothing behind it, such as https://learning.example.org"
            .to_owned()
    })
}

impl User {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        match self {
            Self::List(list) => list.run(clock, output),
            Self::Add(add) => add.run(clock, output),
            Self::Invite(invite) => invite.run(clock, output),
            Self::Suspend(one) => {
                let command = account::Command::SuspendAccount {};
                one.run(command, "The account is suspended.", clock, output)
            }
            Self::Restore(one) => {
                let command = account::Command::RestoreAccount {};
                one.run(command, "The account is restored.", clock, output)
            }
            Self::Grant(grant) => grant.run(clock, output),
            Self::End(end) => end.run(clock, output),
            Self::ResetSecondStep(one) => {
                let command = account::Command::RemoveSecondStep {};
                let told = "The second step is taken away: the next sign-in sets up a new one.";
                one.run(command, told, clock, output)
            }
        }
    }
}

impl Add {
    fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let on = &self.on;
        let office = Office::open_or_begin(&on.folder, on.json, clock, output)?;
        if !office.desk.is_set_up() && self.given.role != Role::Administrator {
            bail!(
                "nobody has an account yet, and only an administrator can let others in: open the \
                 first account with --role administrator"
            );
        }
        let agency = office.agency(self.given.agency.as_deref())?;
        let name = asked(self.name, "Name: ", output)?;
        let address = asked(self.address, "E-mail address: ", output)?;
        if !address.contains('@') {
            bail!("what was given as the address is no e-mail address: nothing was written");
        }
        if office.desk.is_taken(&address, None) {
            bail!("another account signs in with this address: nothing was written");
        }
        let account = AccountId(office.app.fresh_id()?);
        let (invitation, invite) = office.invitation(account, &self.link.url)?;
        let (holding, mut held) = office.appointed(account, &self.given, agency, &name)?;
        let mut instructions = vec![to_account(
            account,
            account::Command::OpenAccount {
                name: Text::plain(name),
                sign_in: Some(Text::plain(address)),
                agency,
            },
        )];
        instructions.append(&mut held);
        instructions.push(invite);
        let position = office.record(instructions, None, output)?;
        let told = json!({
            "ok": true, "account": account, "holding": holding, "position": position,
            "invitation": *invitation.link, "invitation_until": invitation.until,
        });
        let words = format!("Account {account} is open.\n{}", invitation.words());
        office.told(&told, &words, output)
    }
}

impl Invite {
    fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let on = &self.on;
        let office = Office::open(&on.folder, on.json, clock, output)?;
        let account = office.account(&self.account)?;
        let (invitation, invite) = office.invitation(account, &self.link.url)?;
        let position = office.record(vec![invite], None, output)?;
        if office.desk.roles(account).is_empty() {
            writeln!(
                output.told,
                "The account holds no role today, so its link works only once it has one: \
                 golden-thread user grant"
            )?;
        }
        let told = json!({
            "ok": true, "account": account, "position": position,
            "invitation": *invitation.link, "invitation_until": invitation.until,
        });
        office.told(&told, &invitation.words(), output)
    }
}

impl Because {
    fn run(
        self,
        command: account::Command,
        words: &str,
        clock: &Clock,
        output: &mut Output<'_>,
    ) -> Result<ExitCode> {
        let on = &self.on;
        let office = Office::open(&on.folder, on.json, clock, output)?;
        let account = office.account(&self.account)?;
        let instructions = vec![to_account(account, command)];
        let position = office.record(instructions, Some(self.reason), output)?;
        let told = json!({ "ok": true, "account": account, "position": position });
        office.told(&told, words, output)
    }
}

impl Grant {
    fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let on = &self.on;
        let office = Office::open(&on.folder, on.json, clock, output)?;
        let account = office.account(&self.account)?;
        let agency = office.agency(self.given.agency.as_deref())?;
        let name = office.desk.name(account);
        let name = name.context("the name of this account was erased: open another one")?;
        let (holding, instructions) = office.appointed(account, &self.given, agency, &name)?;
        let position = office.record(instructions, None, output)?;
        let told = json!({
            "ok": true, "account": account, "holding": holding, "position": position,
        });
        let words = format!(
            "{} from today, as holding {holding}.",
            self.given.role.title()
        );
        office.told(&told, &words, output)
    }
}

impl End {
    fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let on = &self.on;
        let office = Office::open(&on.folder, on.json, clock, output)?;
        let account = office.account(&self.account)?;
        let (holding, held) = self.chosen(&office, account)?;
        let last = last_day(&held, clock.today());
        let end = partnership::Command::EndRoleHolder { holding, on: last };
        let instructions = vec![office.to_partnership(end)];
        let position = office.record(instructions, Some(self.reason), output)?;
        let told = json!({
            "ok": true, "account": account, "holding": holding, "last_day": last,
            "position": position,
        });
        let words = if last < clock.today() {
            format!("The role has ended; its last day was {last}.")
        } else {
            format!("The role ends with {last}; to keep the account out at once, suspend it.")
        };
        office.told(&told, &words, output)
    }

    /// The holding that is meant: one of the account's own.
    fn chosen(&self, office: &Office, account: AccountId) -> Result<(HoldingId, Holding)> {
        let own = office.holdings(account);
        if let Some(holding) = self.holding {
            let found = own.into_iter().find(|(id, _)| *id == holding);
            return found.context("the account has no such holding: golden-thread user list");
        }
        let current = |held: &Holding| held.until.is_none();
        let mut found = own
            .into_iter()
            .filter(|(_, held)| Some(held.role) == self.role && current(held));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => bail!("the account does not hold this role: golden-thread user list"),
            (Some(_), Some(_)) => bail!(
                "the account holds this role more than once: say which with --holding \
                 (golden-thread user list)"
            ),
        }
    }
}

/// The last day of a role that is held no longer: yesterday, or its first where that was later.
fn last_day(held: &Holding, today: NaiveDate) -> NaiveDate {
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    yesterday.max(held.from)
}

impl Given {
    fn access(&self) -> Option<InspectionAccess> {
        Some(InspectionAccess {
            request: self.request.clone()?,
            until: self.until?,
            scope: Vec::new(),
        })
    }

    fn post(&self) -> String {
        let post = self.post.clone();
        post.unwrap_or_else(|| self.role.title().to_owned())
    }

    fn appointment(
        &self,
        holding: HoldingId,
        agency: Option<AgencyId>,
        holder: &str,
        from: NaiveDate,
    ) -> partnership::Command {
        partnership::Command::AppointRoleHolder {
            holding,
            role: self.role,
            post: self.post(),
            agency,
            holder: Text::plain(holder),
            from,
        }
    }
}
