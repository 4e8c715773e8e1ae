//! What becomes of a session, and of what somebody was typing when it ended.

use super::super::pages::Form;
use super::super::server::Answer;
use super::{Office, PASSWORD, Person, form_on, moved_to, says};
use chrono::TimeDelta;
use events::envelope::Role;

/// What somebody took a while to type.
const TYPED: [(&str, &str); 5] = [
    ("name", "Bob Carter"),
    ("sign_in", "bob@example.org"),
    ("role", "agency_lead"),
    ("post", "Head of \"Early\" Help & <more>"),
    ("agency", "00000000-0000-0000-0000-000000000001"),
];

fn typed(form: Form) -> Form {
    let fill = |form: Form, (name, value): &(&str, &str)| form.with(name, value);
    TYPED.iter().fold(form, fill)
}

/// Where somebody whose session had ended is led, and the address under which their form waits.
#[track_caller]
fn waiting(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.header("location").to_owned();
    let query: Vec<(String, String)> =
        serde_urlencoded::from_str(to.split_once('?').unwrap().1).unwrap();
    let next = query.into_iter().find(|(name, _)| name == "next");
    (to, next.unwrap().1)
}

#[track_caller]
fn comes_back_whole(form: &Form) {
    for (name, value) in TYPED {
        assert_eq!(form.value(name), value, "{name}");
    }
}

fn later(office: &Office, by: TimeDelta) {
    office.server.clock.advance(by);
}

#[test]
fn a_form_sent_after_the_session_ended_waits_for_its_author() {
    let office = Office::new();
    let ann = office.ann();
    let form = typed(ann.form("/accounts/new"));
    later(&office, TimeDelta::minutes(31));
    let (sign_in, held) = waiting(&ann.send(&form));
    // Nothing is recorded, nothing typed stands in an address, and the page says why one is here.
    assert_eq!(office.how_many(), 1);
    assert!(held.starts_with("/held/") && !sign_in.contains("Bob") && !sign_in.contains("Early"));
    let page = office.server.page(&sign_in).is(200);
    says(&page, &["You were signed out", "kept"]);
    // Nobody gets it without signing in, and nobody else by signing in.
    office.server.page(&held).is(303);
    let other = office.open("Olga", Role::Administrator, None);
    let told = office.signed_in(other).page(&held).is(410);
    assert!(!told.text().contains("Bob Carter"));
    // Its author gets all of it, again when the page is asked for again, and sends it on.
    let again = office.ann();
    let shown = again.page(&held).is(200);
    says(&shown, &["What you typed is here", "Nothing was recorded"]);
    comes_back_whole(&form_on(shown, "/accounts/new"));
    let form = form_on(again.page(&held).is(200), "/accounts/new");
    says(&again.send(&form).is(200), &["Send this link"]);
    assert!(office.desk.account_of("bob@example.org").is_some());
}

#[test]
fn what_waits_is_forgotten_after_two_hours() {
    let office = Office::new();
    let ann = office.ann();
    let form = typed(ann.form("/accounts/new"));
    later(&office, TimeDelta::minutes(31));
    let (_, held) = waiting(&ann.send(&form));
    later(&office, TimeDelta::minutes(119));
    office.ann().page(&held).is(200);
    later(&office, TimeDelta::minutes(1));
    says(&office.ann().page(&held).is(410), &["Nothing is kept here"]);
}

#[test]
fn a_form_sent_after_signing_out_everywhere_comes_back_in_the_answer() {
    let office = Office::new();
    let (here, elsewhere) = (office.ann(), office.ann());
    let form = typed(here.form("/accounts/new"));
    let everywhere = [("everywhere", "yes")];
    let says_so = "Sign out everywhere else";
    says(&elsewhere.page("/account/sessions").is(200), &[says_so]);
    moved_to(
        &elsewhere.post("/account/sessions", &everywhere),
        "/account/sessions?recorded=yes",
    );
    assert!(!here.is_in() && elsewhere.is_in());
    let answer = here.send(&form).is(401);
    says(
        &answer,
        &["You were signed out", "sign in again in a new tab"],
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(office.how_many(), 1);
    let form = form_on(answer, "/accounts/new");
    comes_back_whole(&form);
    // In another tab one signs in; the cookie is then this browser's.
    says(&office.ann().send(&form).is(200), &["Send this link"]);
}

#[test]
fn passwords_and_codes_are_asked_for_again() {
    let office = Office::new();
    let (here, elsewhere) = (office.ann(), office.ann());
    let form = here.form("/account/password");
    let form = form
        .with("present", "violet anchor")
        .with("new", "copper lantern");
    office
        .desk
        .sessions
        .end_all(office.ann, Some(&elsewhere.cookie));
    let answer = here.send(&form).is(401);
    let html = answer.text();
    assert!(
        !html.contains("violet") && !html.contains("copper"),
        "{html}"
    );
}

#[test]
fn somebody_without_a_session_of_ours_is_given_nothing_back() {
    let office = Office::new();
    let form = typed(office.ann().form("/accounts/new"));
    let sent = form.send(&office.server).is(401);
    says(&sent, &["Sign in first"]);
    assert!(!sent.text().contains("Bob Carter"));
}

#[test]
fn half_an_hour_of_nothing_ends_a_session_and_use_keeps_it() {
    let office = Office::new();
    let ann = office.ann();
    for _ in 0..4 {
        later(&office, TimeDelta::minutes(29));
        assert!(ann.is_in());
    }
    later(&office, TimeDelta::minutes(30));
    assert!(!ann.is_in());
    assert!(!ann.is_in(), "asking again does not begin it anew");
}

#[test]
fn twelve_hours_end_a_session_however_much_it_is_used() {
    let office = Office::new();
    let ann = office.ann();
    for _ in 0..35 {
        later(&office, TimeDelta::minutes(20));
        assert!(ann.is_in());
    }
    later(&office, TimeDelta::minutes(20));
    assert!(!ann.is_in());
}

/// The warning asks how long is left; asking is no use of the session.
#[test]
fn asking_how_long_is_left_does_not_keep_a_session() {
    let office = Office::new();
    let ann = office.ann();
    let left = |ann: &Person<'_>| ann.page("/session").is(200).json()["ends_in_seconds"].clone();
    assert_eq!(left(&ann), 30 * 60);
    later(&office, TimeDelta::minutes(20));
    assert_eq!(left(&ann), 10 * 60);
    later(&office, TimeDelta::minutes(10));
    assert!(!ann.is_in());
}

/// The browser still sends the cookie of the session that ended; whoever signs in gets a new one.
#[test]
fn somebody_whose_session_ended_signs_in_again_in_the_same_browser() {
    let office = Office::new();
    let bob = office.open("Bob", Role::AgencyLead, Some(office.council));
    let bob = office.signed_in(bob);
    later(&office, TimeDelta::minutes(31));
    assert!(!bob.is_in());
    let wrong = [
        ("address", "bob@example.org"),
        ("password", "not this one at all"),
    ];
    says(&bob.post("/sign-in", &wrong).is(422), &["is not right"]);
    let right = [("address", "bob@example.org"), ("password", PASSWORD)];
    let answer = bob.post("/sign-in", &right);
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(!answer.header("location").contains("held"));
    assert!(!answer.header("set-cookie").is_empty());
}
