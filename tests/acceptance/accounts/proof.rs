//! Showing once more that it is really them: a session left open, or a password alone, is not
//! enough to take an account over or to take away something that acts in its name.

use super::super::server::Answer;
use super::{Office, PASSWORD, Person, invitation, moved_to, says};
use chrono::TimeDelta;
use events::account::{Command, TokenScope};
use events::envelope::Role;
use events::ids::AccountId;
use events::text::Text;
use golden_thread::desk::acting_in;
use golden_thread::identity::user_agent::UserAgent;
use zeroize::Zeroizing;

/// A new password that is good enough.
const NEW: &str = "copper lantern quiet meadow";

/// Somebody whom only a provider signs in.
fn without_password(office: &Office) -> AccountId {
    let account = AccountId(office.app.fresh_id().unwrap());
    let open = Command::OpenAccount {
        name: Text::plain("Cleo"),
        sign_in: None,
        agency: None,
    };
    office.account(account, open);
    office.appoint(account, Role::Chair, None);
    account
}

/// A browser in which the password was right, and nothing more.
fn with_the_password(office: &Office, account: AccountId) -> Person<'_> {
    let begun = office.desk.begin(account, UserAgent::read(None)).unwrap();
    Person {
        office,
        account,
        cookie: begun.cookie,
    }
}

fn secret_on(page: &Answer) -> String {
    let html = page.text();
    let (_, after) = html.split_once("gt-secret\">").unwrap();
    after.split('<').next().unwrap().replace(' ', "")
}

/// The code an authenticator shows now.
fn code(office: &Office, secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(office.desk.now().timestamp()).unwrap();
    totp.generate(now).to_string()
}

/// A token and a calendar of somebody's, as they were before.
fn handed_out(office: &Office, account: AccountId) -> Zeroizing<String> {
    let held = office.desk.roles(account).remove(0);
    let (acting, until) = (acting_in(account, &held), super::day("2021-06-20"));
    let wanted = (held.holding, TokenScope::Write, until);
    office.desk.issue_feed(acting, account).unwrap();
    let token = office.desk.issue_token(acting, account, "Sheet", wanted);
    token.unwrap()
}

/// The secret used to be the account's, so whoever had the password too saw the one the owner was
/// about to confirm, and could replace it afterwards.
#[test]
fn whoever_has_the_password_too_sees_another_secret_and_comes_too_late() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let (owner, thief) = (
        with_the_password(&office, bob),
        with_the_password(&office, bob),
    );
    let path = "/sign-in/second-step";
    let (owners, thiefs) = (secret_on(&owner.page(path)), secret_on(&thief.page(path)));
    assert_ne!(owners, thiefs);
    assert_eq!(secret_on(&owner.page(path)), owners);
    let elsewhere = office.signed_in(bob);
    let (right, stolen) = (code(&office, &owners), code(&office, &thiefs));
    let codes = owner.post(path, &[("code", &right)]).is(200);
    says(&codes, &["Recovery codes", "shown once"]);
    let known = office.known(bob).second_step;
    assert!(known.is_some() && !elsewhere.is_in());
    let late = thief.post(path, &[("code", &stolen)]);
    assert_eq!(late.status, 303);
    assert_eq!(office.known(bob).second_step, known);
    thief.page(path).is(303);
}

#[test]
fn no_sign_in_takes_the_place_of_a_second_step_that_was_set_meanwhile() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let (late, path) = (with_the_password(&office, bob), "/sign-in/second-step");
    let right = code(&office, &secret_on(&late.page(path).is(200)));
    office.with_second_step(bob);
    let known = office.known(bob).second_step;
    let told = late.post(path, &[("code", &right)]).is(303);
    assert!(told.header("location").ends_with("why=meanwhile"));
    says(
        &office.server.page(told.header("location")).is(200),
        &["tell your administrator at once"],
    );
    assert_eq!(office.known(bob).second_step, known);
    late.page(path).is(303);
}

/// The page used to show the secret to a session left open before anything was asked.
#[test]
fn what_to_scan_is_shown_to_whoever_gave_the_password_and_on_that_page_alone() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let bob = office.signed_in(bob);
    let path = "/account/second-step";
    assert!(!bob.page(path).is(200).text().contains("gt-secret"));
    let shown = bob.send(&bob.form(path).with("present", PASSWORD)).is(200);
    let secret = secret_on(&shown);
    // Somebody else at the same browser has not that page.
    assert!(!bob.page(path).is(200).text().contains("gt-secret"));
    let right = code(&office, &secret);
    let without = bob.post(path, &[("code", &right)]).is(422);
    assert!(!without.text().contains("gt-secret"));
    let guessed = bob.post(path, &[("code", &right), ("page", "guessed")]);
    says(&guessed.is(422), &["This took too long"]);
    assert_eq!(office.known(bob.account).second_step, None);
    let wrong = super::form_on(shown, path).with("code", "000000");
    let told = bob.send(&wrong).is(422);
    assert_eq!(secret_on(&told), secret);
    bob.send(&wrong.with("code", &right)).is(200);
    assert!(office.known(bob.account).second_step.is_some());
}

#[test]
fn a_token_and_a_calendar_are_made_by_whoever_gives_the_password() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let bob = office.signed_in(bob);
    let (tokens, calendar) = ("/account/tokens/new", "/account/calendar");
    let form = bob.form(tokens).with("label", "Sheet");
    says(&bob.send(&form).is(422), &["href=\"#present\""]);
    let form = form.with("present", "not this one at all");
    let told = bob.send(&form).is(422);
    says(
        &told,
        &["This is not your password", "9 more", "value=\"Sheet\""],
    );
    assert!(!told.text().contains("not this one"));
    let make = |present| bob.post(calendar, &[("change", "make"), ("present", present)]);
    says(&make("").is(422), &["Enter your password"]);
    says(&make("wrong").is(422), &["This is not your password"]);
    let known = office.known(bob.account);
    assert!(known.tokens.is_empty() && known.feed.is_none());
    bob.send(&form.with("present", PASSWORD)).is(200);
    make(PASSWORD).is(200);
    let known = office.known(bob.account);
    assert!(known.tokens.len() == 1 && known.feed.is_some());
}

#[test]
fn whom_only_a_provider_signs_in_has_to_have_signed_in_a_moment_ago() {
    let office = Office::new();
    let cleo = without_password(&office);
    let session = office.signed_in(cleo);
    let page = session.page("/account/tokens/new").is(200);
    says(
        &page,
        &["At most 30", "does not hear when you leave", "value=\"30\""],
    );
    let long = session.form("/account/tokens/new").with("label", "Sheet");
    let told = session.send(&long.with("days", "31")).is(422);
    says(&told, &["from 1 to 30"]);
    office.server.clock.advance(TimeDelta::minutes(16));
    let make = |by: &Person<'_>| by.post("/account/calendar", &[("change", "make")]);
    says(&make(&session).is(422), &["Sign in again first"]);
    let form = session.form("/account/tokens/new").with("label", "Sheet");
    says(&session.send(&form).is(422), &["Sign in again first"]);
    assert!(office.known(cleo).tokens.is_empty() && office.known(cleo).feed.is_none());
    let again = office.signed_in(cleo);
    make(&again).is(200);
    let form = again.form("/account/tokens/new").with("label", "Sheet");
    again.send(&form).is(200);
}

#[test]
fn a_token_form_that_is_sent_twice_makes_one_token() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let bob = office.signed_in(bob);
    let form = bob.form("/account/tokens/new").with("label", "Sheet");
    let form = form.with("present", PASSWORD);
    says(&bob.send(&form).is(200), &["Authorization: Bearer"]);
    let again = bob.send(&form).is(200);
    says(&again, &["This token was made already", "revoke it"]);
    assert!(!again.text().contains("gt_"));
    assert_eq!(office.known(bob.account).tokens.len(), 1);
    let other = bob.form("/account/tokens/new").with("label", "Sheet");
    bob.send(&other.with("present", PASSWORD)).is(200);
    assert_eq!(office.known(bob.account).tokens.len(), 2);
}

#[test]
fn a_new_password_by_invitation_ends_what_acts_without_it() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let (token, ann) = (handed_out(&office, bob), office.ann());
    let link = invitation(
        &ann.send(&ann.form(&format!("/accounts/{bob}/invite")))
            .is(200),
    );
    assert!(office.desk.holder_of(&token).is_some());
    let session = office.signed_in(bob);
    let answers = [("password", NEW), ("again", NEW)];
    session
        .post(&format!("/invitation/{link}"), &answers)
        .is(303);
    assert!(office.desk.holder_of(&token).is_none());
    assert_eq!(office.known(bob).feed, None);
    assert!(!session.is_in());
}

#[test]
fn a_new_password_of_ones_own_leaves_tokens_and_says_so() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let (token, bob) = (handed_out(&office, bob), office.signed_in(bob));
    let form = bob.form("/account/password").with("present", PASSWORD);
    let answer = bob.send(&form.with("new", NEW));
    moved_to(&answer, "/account/tokens?after=password");
    let page = bob.page(answer.header("location")).is(200);
    says(
        &page,
        &["Your password is changed", "goes on working", "Sheet"],
    );
    assert!(office.desk.holder_of(&token).is_some());
    assert!(office.known(bob.account).feed.is_some());
}

#[test]
fn whoever_guesses_in_a_session_has_to_wait_and_keeps_nobody_from_signing_in() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let session = office.signed_in(bob);
    let give = |by: &Person<'_>, present| {
        let answers = [("present", present), ("new", NEW)];
        by.post("/account/password", &answers)
    };
    for left in (1..10).rev() {
        let told = give(&session, "not this one at all").is(422);
        says(&told, &[&format!("{left} more are taken this hour")]);
    }
    let last = give(&session, "not this one at all").is(422);
    says(&last, &["No more are taken for an hour"]);
    // Not even the right one, wherever in the account it is asked for.
    says(&give(&session, PASSWORD).is(422), &["wait 60 minutes"]);
    let codes = session.post("/account/recovery-codes", &[("present", PASSWORD)]);
    says(&codes.is(422), &["Too many wrong passwords"]);
    let answers = [("address", "bob@example.org"), ("password", PASSWORD)];
    let origin = [("Sec-Fetch-Site", "same-origin")];
    let body = serde_urlencoded::to_string(answers).unwrap();
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    let server = &office.server;
    let headers = [kind, origin[0]];
    server
        .send("POST", "/sign-in", &headers, body.as_bytes())
        .is(303);
    office.server.clock.advance(TimeDelta::hours(1));
    let later = office.signed_in(bob);
    moved_to(&give(&later, PASSWORD), "/account?recorded=yes");
}
