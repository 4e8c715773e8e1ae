//! When a session ends: wherever what ends it was recorded from, and whatever the browser had
//! before.

use super::super::server::Answer;
use super::{Office, PASSWORD, Person, says};
use chrono::TimeDelta;
use events::account::Command;
use events::envelope::{Actor, Role};
use events::text::Text;
use events::world::Command as Any;
use golden_thread::identity::user_agent::UserAgent;
use serde_json::json;

/// Gives a command to an account as a program in a browser does.
fn api(by: &Person<'_>, path: &str) -> Answer {
    let cookie = by.headers();
    let body = json!({ "data": {}, "reason": "Lost telephone" }).to_string();
    let headers = [
        ("Content-Type", "application/json"),
        ("Cookie", cookie.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    let server = &by.office.server;
    server.send("POST", &format!("/api/v1{path}"), &headers, body.as_bytes())
}

/// A second step that was taken away over the interface used to leave every session going.
#[test]
fn what_ends_sessions_ends_them_wherever_it_is_recorded_from() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    office.with_second_step(bob);
    let ann = office.ann();
    let session = office.signed_in(bob);
    api(&ann, &format!("/account/{bob}/remove_second_step")).is(200);
    assert!(!session.is_in() && !office.is_signed_in(bob));
    // Restored at once, it is not as if nothing had been.
    let session = office.signed_in(bob);
    assert!(session.is_in());
    api(&ann, &format!("/account/{bob}/suspend_account")).is(200);
    api(&ann, &format!("/account/{bob}/restore_account")).is(200);
    assert!(!session.is_in());
    // Somebody who has just gone on with another way in is let in.
    assert!(office.signed_in(bob).is_in() && ann.is_in());
}

#[test]
fn a_password_alone_goes_no_further_once_the_account_was_signed_out() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let identity = Command::LinkExternalIdentity {
        provider: "council".to_owned(),
        subject: Text::plain("subject"),
    };
    let actor = Actor::provider("council", None);
    office.record(actor, bob.into(), Any::Account(identity));
    let begun = office.desk.begin(bob, UserAgent::read(None)).unwrap();
    let half = Person {
        office: &office,
        account: bob,
        cookie: begun.cookie,
    };
    half.page("/sign-in/second-step").is(200);
    let unlink = Command::UnlinkExternalIdentity {
        provider: "council".to_owned(),
    };
    office.account(bob, unlink);
    half.page("/sign-in/second-step").is(303);
}

#[test]
fn signing_in_ends_the_session_this_browser_had_before() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let (before, elsewhere) = (office.signed_in(bob), office.signed_in(bob));
    let answers = [("address", "bob@example.org"), ("password", PASSWORD)];
    let wrong = [answers[0], ("password", "not this one at all")];
    before.post("/sign-in", &wrong).is(422);
    assert!(before.is_in());
    before.post("/sign-in", &answers).is(303);
    assert!(!before.is_in() && elsewhere.is_in());
}

#[test]
fn what_was_typed_is_forgotten_of_an_account_that_is_suspended() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let session = office.signed_in(bob);
    office.server.clock.advance(TimeDelta::minutes(31));
    let kept = session.post("/account/digest", &[("frequency", "weekly")]);
    assert_eq!(kept.status, 303);
    let to = kept.header("location").replace("%2F", "/");
    let (_, name) = to.split_once("/held/").unwrap();
    let path = format!("/held/{}", name.split('&').next().unwrap());
    office.account(bob, Command::SuspendAccount {});
    office.desk.sweep();
    office.account(bob, Command::RestoreAccount {});
    let again = office.signed_in(bob);
    says(&again.page(&path).is(410), &["Nothing is kept here"]);
}
