//! Accounts in a folder that the real program serves: opened at the terminal, as an administrator
//! does, with tokens for what programs send.

use events::account::{self, TokenScope};
use events::envelope::{Actor, Role};
use events::ids::{AccountId, HoldingId, StreamId};
use events::partnership;
use events::text::Text;
use events::world::Command;
use golden_thread::acting::{Acting, User};
use golden_thread::app::{App, Instruction, Meta, Start};
use golden_thread::clock::Clock;
use golden_thread::desk::{Desk, Settings};
use golden_thread::master_key;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How a server is told that requests come from behind a proxy, so that a test can send more of
/// them than one office ever would.
pub(super) const BEHIND_A_PROXY: [&str; 4] = [
    "--trusted-proxy",
    "127.0.0.0/8",
    "--public-url",
    "http://localhost:8420",
];

/// Programs that act for somebody in a role, each with a token and an address of its own.
pub(super) struct Programs {
    tokens: Vec<String>,
    next: AtomicUsize,
}

impl Programs {
    /// Opens an account for a business manager who is the administrator, too, and gives so many
    /// programs a token. The folder is made if it is not there.
    pub(super) fn of(folder: &Path, many: usize) -> Self {
        Self::working_as(Role::BusinessManager, folder, many)
    }

    /// The same for somebody in another role beside that of administrator: an inspector's programs
    /// only read, and everything.
    pub(super) fn working_as(role: Role, folder: &Path, many: usize) -> Self {
        let found = master_key::find_or_make(folder, None).unwrap();
        let start = Start {
            data: folder.to_owned(),
            master_key: found.key,
            clock: Clock::System,
        };
        let app = Arc::new(App::start(start).unwrap());
        let account = AccountId(app.fresh_id().unwrap());
        let open = account::Command::OpenAccount {
            name: Text::plain("Ada Lamplight"),
            sign_in: Some(Text::plain("ada@lamplight.example")),
            agency: None,
        };
        let mut instructions = vec![to_account(account, open)];
        let mut holdings = Vec::new();
        for role in [Role::Administrator, role] {
            let holding = HoldingId(app.fresh_id().unwrap());
            let appoint = partnership::Command::AppointRoleHolder {
                holding,
                role,
                post: role.title().to_owned(),
                agency: None,
                holder: Text::plain("Ada Lamplight"),
                from: app.clock().today(),
            };
            instructions.push(Instruction {
                stream: app.partnership(),
                command: Command::Partnership(appoint),
                expected: None,
            });
            let access = (role == Role::Inspector).then(|| account::InspectionAccess {
                request: "JTAI 7".to_owned(),
                until: app.clock().today() + chrono::Days::new(7),
                scope: Vec::new(),
            });
            let link = account::Command::LinkHolding { holding, access };
            instructions.push(to_account(account, link));
            holdings.push(holding);
        }
        app.execute(instructions, &Meta::by(Actor::terminal()))
            .unwrap();
        let desk = Desk::new(Arc::clone(&app), Settings::default());
        let acting = Acting {
            user: User::Account(account),
            role,
            agency: None,
        };
        let scope = if role == Role::Inspector {
            TokenScope::Read
        } else {
            TokenScope::Write
        };
        let tomorrow = app.clock().today().succ_opt().unwrap();
        let token = |_| {
            let given = (holdings[1], scope, tomorrow);
            let token = desk.issue_token(acting, account, "A test", given);
            token.unwrap().to_string()
        };
        let tokens = (0..many).map(token).collect();
        Self {
            tokens,
            next: AtomicUsize::new(0),
        }
    }

    /// What the next request says of who sends it: a token, and an address behind the proxy.
    pub(super) fn next(&self) -> [(&'static str, String); 2] {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        let token = &self.tokens[next % self.tokens.len()];
        let address = format!("10.0.{}.{}", next % self.tokens.len() / 250, next % 250);
        [
            ("Authorization", format!("Bearer {token}")),
            ("X-Forwarded-For", address),
        ]
    }
}

fn to_account(account: AccountId, command: account::Command) -> Instruction {
    Instruction {
        stream: StreamId::from(account),
        command: Command::Account(command),
        expected: None,
    }
}
