//! An inspector within a named request: nobody can act as one, so the demo's record is given
//! accounts here, and the inspector signs in.

use super::browser::Browser;
use super::secrets::Secrets;
use super::{crawl_with, demo};
use crate::server::{MASTER_KEY, Server};
use events::account::{self, InspectionAccess, TokenScope};
use events::action::Parent;
use events::envelope::{Actor, Role};
use events::everywhere::Sight;
use events::ids::{AccountId, HoldingId, StreamId};
use events::partnership;
use events::text::Text;
use events::world::Command;
use golden_thread::app::{App, Instruction, Meta};
use golden_thread::desk::{Desk, Settings, acting_in};
use golden_thread::identity::rates::{Rate, Rates};
use golden_thread::identity::sessions::Stage;
use golden_thread::identity::user_agent::UserAgent;
use golden_thread::web::entrance::Door;
use golden_thread::web::visit::Site;
use std::sync::Arc;

/// A recommendation that has actions, and with them a thread to walk.
fn asked_about(everything: &Secrets) -> StreamId {
    let models = &everything.models;
    let with_actions = models.recommendations.all().find(|one| {
        let actions = models.actions.all();
        actions
            .filter(|action| action.parent == Parent::Recommendation(one.id))
            .count()
            > 1
    });
    with_actions.expect("the demo has one").id.into()
}

/// An account of an inspector whose access is to one thing, opened as an administrator does.
fn inspector(app: &App, about: StreamId) -> (AccountId, HoldingId) {
    let account = AccountId(app.fresh_id().unwrap());
    let holding = HoldingId(app.fresh_id().unwrap());
    let to_account = |command| Instruction {
        stream: account.into(),
        command: Command::Account(command),
        expected: None,
    };
    let today = app.clock().today();
    let appoint = partnership::Command::AppointRoleHolder {
        holding,
        role: Role::Inspector,
        post: "Lead inspector".to_owned(),
        agency: None,
        holder: Text::plain("Iris Nonesuch"),
        from: today,
    };
    let access = InspectionAccess {
        request: "JTAI 7".to_owned(),
        until: today + chrono::Days::new(7),
        scope: vec![about],
    };
    let open = account::Command::OpenAccount {
        name: Text::plain("Iris Nonesuch"),
        sign_in: Some(Text::plain("iris@inspection.example")),
        agency: None,
    };
    let link = account::Command::LinkHolding {
        holding,
        access: Some(access),
    };
    let appointed = Instruction {
        stream: app.partnership(),
        command: Command::Partnership(appoint),
        expected: None,
    };
    let instructions = vec![to_account(open), appointed, to_account(link)];
    app.execute(instructions, &Meta::by(Actor::terminal()))
        .unwrap();
    (account, holding)
}

/// A crawl asks for more in a minute than a person does.
fn unhurried() -> Settings {
    let rate = Rate::new(1_000_000, 1_000_000);
    let rates = Rates {
        account: rate,
        peer: rate,
        unsafe_requests: rate,
    };
    Settings {
        rates,
        ..Settings::default()
    }
}

#[test]
fn an_inspector_within_a_named_request_finds_what_it_is_about_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let app = demo::start(folder.path(), MASTER_KEY, &mut |_, _| {}).unwrap();
    // What is said later is about the inspector's own account, which they may read.
    let everything = Secrets::of(&app);
    let about = asked_about(&everything);
    let (account, holding) = inspector(&app, about);
    app.close();
    let mut kept = None;
    let clock = golden_thread::clock::Clock::System;
    let server = Server::furnished(folder, clock, |site| {
        let desk = Arc::new(Desk::new(Arc::clone(&site.app), unhurried()));
        kept = Some(Arc::clone(&desk));
        let door = Door::SignIn(desk);
        Site { door, ..site }
    });
    let desk = kept.unwrap();
    let agent = UserAgent::read(None);
    let session = desk.sessions.begin(account, Stage::Full, agent, desk.now());
    let held = desk.roles(account).remove(0);
    let tomorrow = desk.now().date_naive() + chrono::Days::new(1);
    let token = desk
        .issue_token(
            acting_in(account, &held),
            account,
            "Reads",
            (holding, TokenScope::Read, tomorrow),
        )
        .unwrap();
    let sight = Sight::of(Role::Inspector, None).within([about]);
    let browser = Browser::signed_in(server.address, &session.unwrap().text(), &token);
    let visited = crawl_with(browser, &everything, &sight, 400);
    let page = format!("/recommendation/{}", about.id);
    assert!(
        visited
            .iter()
            .any(|one| one.path == page && one.status == 200)
    );
    assert!(visited.len() > 50, "{} answers", visited.len());
}
