//! One's own account, over HTTP: what one signs in with, where one is signed in, and what goes out
//! in one's name.

use super::super::server::Answer;
use super::{Office, PASSWORD, Person, form_on, moved_to, says};
use events::account::DigestFrequency;
use events::envelope::Role;
use golden_thread::identity::secrets::Secret;

/// A new password that is good enough.
const NEW: &str = "copper lantern quiet meadow";

/// What a page shows once, to be copied.
fn shown(page: &Answer) -> String {
    let html = page.text();
    let (_, after) = html.split_once("gt-secret\">").expect("nothing is shown");
    after.split('<').next().unwrap().to_owned()
}

/// A leader of the council's work: somebody with as little reach as can be.
fn bob(office: &Office) -> Person<'_> {
    let bob = office.open("Bob", Role::AgencyLead, Some(office.council));
    office.signed_in(bob)
}

#[test]
fn everybody_sees_who_they_are_here() {
    let office = Office::new();
    let page = bob(&office).page("/account").is(200);
    says(
        &page,
        &[
            "Bob",
            "bob@example.org",
            "Agency lead, Head of Early Help",
            "1 session",
        ],
    );
    says(&page, &["Exshire Council", "1 January 2021", "Not set up"]);
    assert_eq!(page.header("cache-control"), "no-store");
    office.server.page("/account").is(303);
}

#[test]
fn a_password_is_changed_by_whoever_knows_the_present_one() {
    let office = Office::new();
    let bob = bob(&office);
    let elsewhere = office.signed_in(bob.account);
    let form = bob.form("/account/password");
    for attribute in [
        "autocomplete=\"current-password\"",
        "autocomplete=\"new-password\"",
    ] {
        says(&bob.page("/account/password"), &[attribute]);
    }
    says(
        &bob.send(&form).is(422),
        &["Enter your password", "Enter a new password"],
    );
    let form = form.with("present", "not this one at all").with("new", NEW);
    let told = bob.send(&form).is(422);
    says(&told, &["This is not your password", "href=\"#present\""]);
    assert!(!told.text().contains("not this one") && !told.text().contains(NEW));
    let weak = bob.form("/account/password").with("present", PASSWORD);
    let told = bob.send(&weak.with("new", "short")).is(422);
    says(&told, &["Use at least 12 characters", "href=\"#new\""]);
    assert!(elsewhere.is_in());
    let form = bob.form("/account/password").with("present", PASSWORD);
    moved_to(&bob.send(&form.with("new", NEW)), "/account?recorded=yes");
    assert!(bob.is_in() && !elsewhere.is_in());
    assert!(office.desk.is_password_of(bob.account, NEW));
    assert!(!office.desk.is_password_of(bob.account, PASSWORD));
}

#[test]
fn a_second_step_is_set_up_with_the_password_and_a_right_code() {
    let office = Office::new();
    let bob = bob(&office);
    let elsewhere = office.signed_in(bob.account);
    let path = "/account/second-step";
    says(&bob.send(&bob.form(path)).is(422), &["Enter your password"]);
    let wrong = bob.form(path).with("present", "something else");
    says(&bob.send(&wrong).is(422), &["This is not your password"]);
    let proved = bob.form(path).with("present", PASSWORD);
    let page = bob.send(&proved).is(200);
    says(&page, &["<svg", "Or type this into it"]);
    let typed = typed_secret(&page);
    // Coming back shows the same secret, so that what was scanned stays right.
    assert_eq!(typed_secret(&bob.send(&proved).is(200)), typed);
    let form = form_on(page, path);
    says(&bob.send(&form).is(422), &["Enter the code"]);
    let form = form.with("code", "000000");
    says(
        &bob.send(&form).is(422),
        &["The code is not right", "href=\"#code\""],
    );
    assert_eq!(office.known(bob.account).second_step, None);
    let right = form.with("code", &code(&office, &typed));
    let codes = bob.send(&right).is(200);
    says(&codes, &["Your recovery codes", "They are shown this once"]);
    assert!(office.known(bob.account).second_step.is_some());
    assert!(bob.is_in() && !elsewhere.is_in());
}

fn typed_secret(page: &Answer) -> String {
    let html = page.text();
    let (_, after) = html.split_once("Or type this into it").unwrap();
    let (_, code) = after.split_once("gt-secret\">").unwrap();
    code.split('<').next().unwrap().replace(' ', "")
}

/// The code an authenticator shows now.
fn code(office: &Office, typed: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(typed).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(office.desk.now().timestamp()).unwrap();
    totp.generate(now).to_string()
}

#[test]
fn new_recovery_codes_take_the_place_of_the_old_ones_where_there_is_a_second_step() {
    let office = Office::new();
    let bob = bob(&office);
    let path = "/account/recovery-codes";
    let told = bob.send(&bob.form(path).with("present", PASSWORD)).is(422);
    says(&told, &["The account has no second step"]);
    office.with_second_step(bob.account);
    let before = office.known(bob.account).second_step;
    says(&bob.send(&bob.form(path)).is(422), &["Enter your password"]);
    assert_eq!(office.known(bob.account).second_step, before);
    let shown = bob.send(&bob.form(path).with("present", PASSWORD)).is(200);
    says(
        &shown,
        &["Your recovery codes", "The earlier codes no longer work"],
    );
    assert_ne!(office.known(bob.account).second_step, before);
}

#[test]
fn one_sees_ones_own_sessions_and_ends_them() {
    let office = Office::new();
    let bob = bob(&office);
    let other = office.signed_in(bob.account);
    let third = office.signed_in(bob.account);
    let ann = office.ann();
    let page = bob.page("/account/sessions").is(200);
    says(
        &page,
        &[
            "Firefox on Windows",
            "This one",
            "Sign out everywhere else",
            "30 minutes",
        ],
    );
    assert!(!page.text().contains(&*bob.cookie.text()));
    let sessions = office.desk.sessions.list(bob.account, office.desk.now());
    assert_eq!(sessions.len(), 3);
    let anns = office.desk.sessions.list(ann.account, office.desk.now());
    let not_his = anns[0].id.to_string();
    bob.post("/account/sessions", &[("session", &not_his)])
        .is(404);
    assert!(ann.is_in());
    let form = form_on(page, "/account/sessions");
    moved_to(&bob.send(&form), "/account/sessions?recorded=yes");
    assert_eq!(
        [&other, &third]
            .map(Person::is_in)
            .iter()
            .filter(|is| **is)
            .count(),
        1
    );
    let answer = bob.post("/account/sessions", &[("everywhere", "yes")]);
    moved_to(&answer, "/account/sessions?recorded=yes");
    assert!(bob.is_in() && !other.is_in() && !third.is_in() && ann.is_in());
}

#[test]
fn a_token_is_shown_once_and_works_until_it_is_revoked() {
    let office = Office::new();
    let bob = bob(&office);
    let form = bob.form("/account/tokens/new").with("label", "Spreadsheet");
    let shown = bob.send(&form.with("present", PASSWORD)).is(200);
    says(&shown, &["Authorization: Bearer", "It reads only"]);
    let token = self::shown(&shown);
    let bearer = format!("Bearer {token}");
    let ask = |method: &str, path: &str| {
        let json = ("Content-Type", "application/json");
        let headers = [("Authorization", bearer.as_str()), json];
        office.server.send(method, path, &headers, b"{}").status
    };
    assert_eq!(ask("GET", "/api/v1/actions"), 200);
    assert_eq!(ask("POST", "/api/v1/imports"), 403);
    let list = bob.page("/account/tokens").is(200);
    says(&list, &["Spreadsheet", "30 August 2021"]);
    assert!(!list.text().contains(&token));
    let id = *office.known(bob.account).tokens.keys().next().unwrap();
    let revoke = format!("/account/tokens/{id}/revoke");
    office.ann().post(&revoke, &[]).is(404);
    assert_eq!(ask("GET", "/api/v1/actions"), 200);
    moved_to(&bob.post(&revoke, &[]), "/account/tokens?recorded=yes");
    assert_eq!(ask("GET", "/api/v1/actions"), 401);
    says(
        &bob.post(&revoke, &[]).is(422),
        &["The token was already revoked"],
    );
}

#[test]
fn a_token_ends_within_a_year_and_acts_in_a_role_one_holds() {
    let office = Office::new();
    let bob = bob(&office);
    let anns = office.holding_of(office.ann).to_string();
    let form = bob.form("/account/tokens/new");
    for days in ["0", "367", "many"] {
        let told = bob
            .send(&bob.form("/account/tokens/new").with("days", days))
            .is(422);
        says(
            &told,
            &[
                "href=\"#days\"",
                "href=\"#label\"",
                &format!("value=\"{days}\""),
            ],
        );
    }
    let told = bob
        .send(&form.with("label", "Spreadsheet").with("holding", &anns))
        .is(422);
    says(&told, &["href=\"#holding\""]);
    let long = "x".repeat(101);
    let told = bob
        .send(
            &bob.form("/account/tokens/new")
                .with("label", &long)
                .with("present", PASSWORD),
        )
        .is(422);
    says(
        &told,
        &["A token’s label has 1 to 100 characters", "href=\"#label\""],
    );
    assert!(office.known(bob.account).tokens.is_empty());
}

#[test]
fn a_calendar_has_one_address_that_works_until_it_is_revoked() {
    let office = Office::new();
    let bob = bob(&office);
    let change = |what| {
        let answers = [("change", what), ("present", PASSWORD)];
        bob.post("/account/calendar", &answers)
    };
    says(
        &change("revoke").is(422),
        &["No address of the calendar works"],
    );
    change("explode").is(400);
    let shown = change("make").is(200);
    let address = self::shown(&shown);
    let (_, name) = address.rsplit_once("/calendar/").unwrap();
    let secret = Secret::parse(name.strip_suffix(".ics").unwrap()).unwrap();
    assert_eq!(office.known(bob.account).feed, Some(secret.digest_hex()));
    let page = bob.page("/account/calendar").is(200);
    says(&page, &["You have an address that works"]);
    assert!(!page.text().contains(name));
    moved_to(&change("revoke"), "/account/calendar?recorded=yes");
    assert_eq!(office.known(bob.account).feed, None);
}

#[test]
fn a_summary_comes_as_often_as_one_chooses() {
    let office = Office::new();
    let bob = bob(&office);
    let form = bob.form("/account/digest");
    assert_eq!(form.value("frequency"), "never");
    let told = bob
        .post("/account/digest", &[("frequency", "hourly")])
        .is(422);
    says(&told, &["Choose how often", "href=\"#frequency\""]);
    assert_eq!(office.known(bob.account).digest, DigestFrequency::Never);
    moved_to(
        &bob.send(&form.with("frequency", "weekly")),
        "/account/digest?recorded=yes",
    );
    assert_eq!(office.known(bob.account).digest, DigestFrequency::Weekly);
}
