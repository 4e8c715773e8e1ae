//! Showing once more that it is really them: a session left open, or a password alone, is not
//! enough to take an account over or to take away something that acts in its name.

use super::super::server::Answer;
use super::{Office, PASSWORD, Person, says};
use events::envelope::Role;
use events::ids::AccountId;
use golden_thread::identity::user_agent::UserAgent;

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
