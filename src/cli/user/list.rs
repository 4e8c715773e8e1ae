//! `user list`.

use super::On;
use super::office::Office;
use crate::cli::Output;
use crate::clock::Clock;
use crate::web::components::dates::date_text;
use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use projections::accounts::Account;
use projections::people::Holding;
use serde_json::{Value, json};
use std::fmt::Write;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    #[command(flatten)]
    on: On,
}

impl List {
    pub(super) fn run(self, clock: &Clock, output: &mut Output<'_>) -> Result<ExitCode> {
        let on = &self.on;
        let office = Office::open(&on.folder, on.json, clock, output)?;
        let today = clock.today();
        let mut accounts: Vec<Account> = {
            let live = office.app.live();
            live.accounts.all.values().cloned().collect()
        };
        accounts.sort_by_key(|account| account.opened.position);
        let rows: Vec<Row> = accounts
            .into_iter()
            .map(|account| Row::of(&office, account))
            .collect();
        let told = json!({
            "ok": true,
            "accounts": rows.iter().map(|row| row.json(&office, today)).collect::<Vec<_>>(),
        });
        let words: Vec<String> = rows.iter().map(|row| row.words(&office, today)).collect();
        let words = match words.as_slice() {
            [] => "Nobody has an account.".to_owned(),
            words => words.join("\n\n"),
        };
        office.told(&told, &words, output)
    }
}

/// One account, with the words that were sealed.
struct Row {
    account: Account,
    name: Option<String>,
    address: Option<String>,
}

impl Row {
    fn of(office: &Office, account: Account) -> Self {
        Self {
            name: office.desk.name(account.id),
            address: office.desk.address(account.id),
            account,
        }
    }

    fn invited_until(&self, today: NaiveDate) -> Option<NaiveDate> {
        let invitation = self.account.invitation.as_ref();
        let until = invitation.map(|sent| sent.expires_on);
        until.filter(|until| today <= *until)
    }

    fn json(&self, office: &Office, today: NaiveDate) -> Value {
        let account = &self.account;
        let roles: Vec<Value> = office
            .holdings(account.id)
            .into_iter()
            .map(|(id, held)| {
                let linked = account.holdings.get(&id);
                let access = linked.and_then(|linked| linked.access.as_ref());
                json!({
                    "holding": id, "role": held.role, "agency": held.agency, "post": held.post,
                    "from": held.from, "until": held.until, "held": held.is_held(today),
                    "access": access,
                })
            })
            .collect();
        json!({
            "id": account.id,
            "name": self.name,
            "address": self.address,
            "agency": account.agency,
            "suspended": !account.is_active(),
            "password": account.verifier.is_some(),
            "second_step": account.second_step.is_some(),
            "providers": account.external.keys().collect::<Vec<_>>(),
            "invited_until": self.invited_until(today),
            "roles": roles,
        })
    }

    fn words(&self, office: &Office, today: NaiveDate) -> String {
        let erased = || "(erased)".to_owned();
        let account = &self.account;
        let mut words = self.name.clone().unwrap_or_else(erased);
        if account.sign_in.is_some() {
            let address = self.address.clone().unwrap_or_else(erased);
            let _ = write!(words, " <{address}>");
        }
        if !account.is_active() {
            words.push_str(", SUSPENDED");
        }
        let _ = write!(words, "\n  {}", account.id);
        let _ = write!(words, "\n  {}", self.ways_in(today));
        for (id, held) in office.holdings(account.id) {
            let agency = held.agency.map_or_else(String::new, |agency| {
                let live = office.app.live();
                format!(", {}", live.people.agency_name(agency))
            });
            let _ = write!(
                words,
                "\n  {} ({}{agency}), {}: {id}",
                held.role.word(),
                held.post,
                when(&held)
            );
        }
        words
    }

    fn ways_in(&self, today: NaiveDate) -> String {
        let account = &self.account;
        let mut ways = Vec::new();
        match (&account.verifier, &account.second_step) {
            (Some(_), Some(_)) => ways.push("password and second step".to_owned()),
            (Some(_), None) => ways.push("password, no second step yet".to_owned()),
            (None, _) => {}
        }
        let providers = account.external.keys();
        ways.extend(providers.map(|provider| format!("by {provider}")));
        if let Some(until) = self.invited_until(today) {
            ways.push(format!("invited until {}", date_text(until)));
        }
        if ways.is_empty() {
            return "no way to sign in: golden-thread user invite".to_owned();
        }
        format!("signs in: {}", ways.join("; "))
    }
}

fn when(held: &Holding) -> String {
    let from = date_text(held.from);
    match held.until {
        Some(until) => format!("{from} to {}", date_text(until)),
        None => format!("since {from}"),
    }
}
