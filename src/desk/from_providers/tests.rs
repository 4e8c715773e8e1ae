//! What becomes of somebody's roles as their provider says, and that nobody waits for it.

use super::super::given::Office;
use super::super::locked;
use super::ProviderRefused;
use crate::identity::oidc::{Identity, ProviderSettings};
use crate::identity::user_agent::UserAgent;
use chrono::TimeDelta;
use events::account;
use events::envelope::Role;
use events::ids::{AccountId, HoldingId};
use events::partnership;
use events::text::Text;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

fn settings() -> ProviderSettings {
    let written = r#"
        name = "council"
        label = "Exshire Council"
        issuer = "https://login.example.org"
        client_id = "golden-thread"
        client_secret = { environment = "NEVER_READ" }
        groups = [
            { group = "heads", role = "chair", post = "Scrutineer" },
            { group = "admins", role = "administrator", post = "Administrator" },
        ]
    "#;
    toml::from_str(written).unwrap()
}

fn bob(groups: &[&str]) -> Identity {
    Identity {
        provider: "council".to_owned(),
        subject: "tenant b-2".to_owned(),
        name: Some("Bob".to_owned()),
        email: None,
        groups: groups.iter().map(|&group| group.to_owned()).collect(),
    }
}

impl Office {
    fn comes(&self, groups: &[&str]) -> AccountId {
        let known = self.desk.recognise(&settings(), &bob(groups));
        known.unwrap()
    }

    fn held(&self, account: AccountId) -> Vec<Role> {
        let roles = self.desk.roles(account);
        roles.iter().map(|held| held.role).collect()
    }
}

#[test]
fn a_role_that_is_taken_away_on_the_day_it_was_given_is_held_for_that_day() {
    let office = Office::new();
    let account = office.comes(&["heads", "admins"]);
    assert_eq!(office.held(account), [Role::Chair, Role::Administrator]);
    // No role ends before it began, so the sign-in goes on and the role ends with the day.
    assert_eq!(office.comes(&["heads"]), account);
    assert_eq!(office.comes(&["heads"]), account);
    office.clock.advance(TimeDelta::days(1));
    assert_eq!(office.held(account), [Role::Chair]);
}

#[test]
fn who_has_no_other_role_is_not_let_in_on_the_day_it_was_taken_away_either() {
    let office = Office::new();
    let account = office.comes(&["heads"]);
    let refused = office.desk.recognise(&settings(), &bob(&[]));
    assert!(
        matches!(refused, Err(ProviderRefused::NoRole)),
        "{refused:?}"
    );
    // What an administrator gave lets in, whatever the groups say.
    let holding = HoldingId(office.desk.app.fresh_id().unwrap());
    let appoint = partnership::Command::AppointRoleHolder {
        holding,
        role: Role::PqaMember,
        post: "Quality officer".to_owned(),
        agency: None,
        holder: Text::plain("Bob"),
        from: office.clock.today(),
    };
    office.record(office.desk.to_partnership(appoint));
    let access = None;
    let link = account::Command::LinkHolding { holding, access };
    office.record(super::own(account, link));
    assert_eq!(office.comes(&[]), account);
}

/// A provider that took the last administrator's role away used to keep them from signing in.
#[test]
fn the_last_administrator_stays_one_whatever_their_groups_say() {
    let office = Office::new();
    let account = office.comes(&["admins"]);
    office.clock.advance(TimeDelta::days(1));
    office.record(super::own(office.ann, account::Command::SuspendAccount {}));
    assert_eq!(office.comes(&["heads"]), account);
    assert_eq!(office.held(account), [Role::Chair, Role::Administrator]);
    // Once there is another, it ends as any other does.
    office.record(super::own(office.ann, account::Command::RestoreAccount {}));
    assert_eq!(office.comes(&["heads"]), account);
    assert_eq!(office.held(account), [Role::Chair]);
}

/// Somebody who changes a password holds others who change an account up, and used to hold up
/// every request with whoever came back from a provider meanwhile.
#[tokio::test]
async fn whoever_waits_to_be_recognised_holds_nobody_else_up() {
    let office = Office::new();
    let (taken, is_taken) = channel();
    let (ask, asked) = channel::<()>();
    let desk = Arc::clone(&office.desk);
    let holder = std::thread::spawn(move || {
        let _changing = locked(&desk.changing);
        taken.send(()).unwrap();
        asked.recv_timeout(Duration::from_secs(10)).is_ok()
    });
    is_taken.recv().unwrap();
    let desk = Arc::clone(&office.desk);
    let coming = tokio::spawn(async move {
        let agent = UserAgent::read(None);
        desk.admitted(settings(), bob(&["heads"]), agent).await
    });
    // It is begun here, on the one thread there is.
    tokio::task::yield_now().await;
    ask.send(()).unwrap();
    assert!(holder.join().unwrap(), "everybody waited");
    assert!(coming.await.unwrap().is_ok());
}
