//! What every `user` command does: opens the record, finds whom is meant, records, and tells.

use super::Given;
use crate::app::{App, ExecuteError, Instruction, Meta};
use crate::cli::{Folder, Output, read, verify};
use crate::clock::Clock;
use crate::config::PublicUrl;
use crate::desk::{Desk, Settings};
use crate::identity::secrets::Secret;
use crate::web::components::dates::date_text;
use anyhow::{Context, Result, bail};
use chrono::{Days, NaiveDate};
use events::account;
use events::envelope::Actor;
use events::ids::{AccountId, AgencyId, HoldingId, StreamId};
use events::partnership;
use events::text::Text;
use events::world::Command;
use projections::people::Holding;
use serde_json::{Value, json};
use std::io::{BufRead, IsTerminal, Read};
use std::process::ExitCode;
use std::sync::Arc;
use zeroize::Zeroizing;

/// How many days an invitation works.
const INVITATION_DAYS: u64 = 7;

/// The most that is read of an answer, in bytes.
const ANSWER_BYTES_MAX: u64 = 1024;

/// The record, open for whoever is at the terminal.
pub(super) struct Office {
    pub(super) app: Arc<App>,
    pub(super) desk: Desk,
    json: bool,
}

/// A link that was made and is shown once.
pub(super) struct Invitation {
    pub(super) link: Zeroizing<String>,
    pub(super) until: NaiveDate,
}

impl Invitation {
    pub(super) fn words(&self) -> String {
        format!(
            "Link to choose a password, for this person alone (works once, until {}):\n{}",
            date_text(self.until),
            *self.link
        )
    }
}

impl Office {
    /// Opens a record that is there.
    ///
    /// # Errors
    /// When there is none, a server runs on it, or the key does not open it.
    pub(super) fn open(
        folder: &Folder,
        json: bool,
        clock: &Clock,
        output: &mut Output<'_>,
    ) -> Result<Self> {
        // A folder that is misspelt is not made.
        read::reader(folder)?;
        Self::open_or_begin(folder, json, clock, output)
    }

    /// Opens a record, or begins one, for the first account.
    ///
    /// # Errors
    /// When a server runs on it, or the key does not open it.
    pub(super) fn open_or_begin(
        folder: &Folder,
        json: bool,
        clock: &Clock,
        output: &mut Output<'_>,
    ) -> Result<Self> {
        let app = Arc::new(verify::open(folder, clock, output)?);
        let desk = Desk::new(Arc::clone(&app), Settings::default());
        Ok(Self { app, desk, json })
    }

    /// The account of this id or address.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn account(&self, named: &str) -> Result<AccountId> {
        account_named(&self.desk, named)
    }

    /// The agency of this id or name.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn agency(&self, named: Option<&str>) -> Result<Option<AgencyId>> {
        let Some(named) = named.map(str::trim) else {
            return Ok(None);
        };
        let live = self.app.live();
        let agencies = &live.people.agencies;
        let by_id = named.parse::<AgencyId>().ok();
        if let Some(id) = by_id.filter(|id| agencies.contains_key(id)) {
            return Ok(Some(id));
        }
        let is = |name: &str| name.to_lowercase() == named.to_lowercase();
        let found = agencies.iter().find(|(_, agency)| {
            is(&agency.name) || agency.also_known_as.iter().any(|name| is(name))
        });
        let (id, _) = found.context(
            "no agency of this partnership has this id or name: add it among the settings first",
        )?;
        Ok(Some(*id))
    }

    /// Every role an account was ever given, ended ones too.
    pub(super) fn holdings(&self, account: AccountId) -> Vec<(HoldingId, Holding)> {
        let live = self.app.live();
        let known = live.accounts.get(account);
        let linked = known.into_iter().flat_map(|known| known.holdings.keys());
        linked
            .filter_map(|id| Some((*id, live.people.holdings.get(id)?.clone())))
            .collect()
    }

    pub(super) fn to_partnership(&self, command: partnership::Command) -> Instruction {
        Instruction {
            stream: self.app.partnership(),
            command: Command::Partnership(command),
            expected: None,
        }
    }

    /// A new link for an account, and what makes it work.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub(super) fn invitation(
        &self,
        account: AccountId,
        url: &PublicUrl,
    ) -> Result<(Invitation, Instruction)> {
        let secret = Secret::fresh()?;
        let today = self.app.clock().today();
        let days = Days::new(INVITATION_DAYS);
        let until = today.checked_add_days(days).unwrap_or(today);
        let command = account::Command::IssueInvitation {
            digest: secret.digest_hex(),
            expires_on: until,
        };
        let link = Zeroizing::new(format!("{url}/invitation/{}", *secret.text()));
        let invitation = Invitation { link, until };
        Ok((invitation, to_account(account, command)))
    }

    /// What gives an account a role from today.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub(super) fn appointed(
        &self,
        account: AccountId,
        given: &Given,
        agency: Option<AgencyId>,
        name: &str,
    ) -> Result<(HoldingId, Vec<Instruction>)> {
        let holding = HoldingId(self.app.fresh_id()?);
        let today = self.app.clock().today();
        let appoint = given.appointment(holding, agency, name, today);
        let access = given.access();
        let link = account::Command::LinkHolding { holding, access };
        let instructions = vec![self.to_partnership(appoint), to_account(account, link)];
        Ok((holding, instructions))
    }

    /// Records as the terminal, and gives the last position.
    ///
    /// # Errors
    /// When a rule was broken, which is told in the rule's words; or the log takes nothing.
    pub(super) fn record(
        &self,
        instructions: Vec<Instruction>,
        reason: Option<String>,
        output: &mut Output<'_>,
    ) -> Result<Option<u64>> {
        let mut meta = Meta::by(Actor::terminal());
        meta.reason = reason.map(Text::plain);
        match self.app.execute(instructions, &meta) {
            Ok(done) => Ok(done.positions.last().copied()),
            Err(ExecuteError::Refused(broken)) => {
                let refusals: Vec<_> = broken.iter().map(|one| &one.refusal).collect();
                for refusal in &refusals {
                    writeln!(output.told, "Refused: {refusal}")?;
                }
                if self.json {
                    let told = json!({ "ok": false, "refused": refusals });
                    writeln!(output.out, "{told}")?;
                }
                bail!("nothing was written")
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Tells what was done, to a script or to a person.
    ///
    /// # Errors
    /// When it cannot be printed.
    pub(super) fn told(
        self,
        told: &Value,
        words: &str,
        output: &mut Output<'_>,
    ) -> Result<ExitCode> {
        if self.json {
            writeln!(output.out, "{told}")?;
        } else {
            writeln!(output.out, "{words}")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A command to an account.
pub(super) fn to_account(account: AccountId, command: account::Command) -> Instruction {
    Instruction {
        stream: StreamId::from(account),
        command: Command::Account(command),
        expected: None,
    }
}

/// The account of an id or an address. What was typed is not repeated.
///
/// # Errors
/// When there is none.
pub(in crate::cli) fn account_named(desk: &Desk, named: &str) -> Result<AccountId> {
    let named = named.trim();
    let by_id = named.parse::<AccountId>().ok();
    let known = by_id.filter(|id| desk.app.live().accounts.get(*id).is_some());
    let found = known.or_else(|| desk.account_of(named));
    found.context("no account has this id or address: golden-thread user list shows them all")
}

/// What was given, or else is asked for on the terminal, or is the next line of standard input.
///
/// # Errors
/// When it is empty.
pub(super) fn asked(
    given: Option<String>,
    question: &str,
    output: &mut Output<'_>,
) -> Result<String> {
    let answer = match given {
        Some(given) => given,
        None => typed(question, output)?,
    };
    let answer = answer.trim();
    if answer.is_empty() {
        let what = question.trim_end_matches([':', ' ']);
        bail!(
            "{}: nothing was given, and nothing was written",
            what.to_lowercase()
        );
    }
    Ok(answer.to_owned())
}

fn typed(question: &str, output: &mut Output<'_>) -> Result<String> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        write!(output.told, "{question}")?;
        output.told.flush()?;
    }
    let mut line = String::new();
    stdin.lock().take(ANSWER_BYTES_MAX).read_line(&mut line)?;
    Ok(line)
}
