//! Accounts as an administrator keeps them, over HTTP: who may sign in, in which roles, and what
//! is refused.

mod hand_over;
mod own;
mod proof;
mod requests;
mod session_ends;
mod sessions;

use super::pages::Form;
use super::server::{Answer, Server};
use chrono::NaiveDate;
use events::account::{self, TokenScope};
use events::envelope::{Actor, Role};
use events::ids::{AccountId, AgencyId, HoldingId, StreamId};
use events::partnership::{self, AgencyKind};
use events::text::Text;
use events::world::Command;
use golden_thread::app::{App, Instruction, Meta};
use golden_thread::desk::{Desk, SetUp, Settings, acting_in};
use golden_thread::identity::secrets::Secret;
use golden_thread::identity::sessions::Stage;
use golden_thread::identity::user_agent::UserAgent;
use golden_thread::web::entrance::Door;
use golden_thread::web::visit::Site;
use std::sync::Arc;
use uuid::Uuid;
use zeroize::Zeroizing;

/// A password that is good enough.
const PASSWORD: &str = "violet anchor misty harbour";

/// A partnership with one agency and one administrator, Ann.
struct Office {
    server: Server,
    app: Arc<App>,
    desk: Arc<Desk>,
    ann: AccountId,
    council: AgencyId,
}

/// Somebody who is signed in.
struct Person<'a> {
    office: &'a Office,
    account: AccountId,
    cookie: Secret,
}

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

impl Office {
    fn new() -> Self {
        let mut kept = None;
        let server = Server::with(|site| {
            let desk = Arc::new(Desk::new(Arc::clone(&site.app), Settings::default()));
            kept = Some((Arc::clone(&site.app), Arc::clone(&desk)));
            let door = Door::SignIn(desk);
            Site { door, ..site }
        });
        let (app, desk) = kept.unwrap();
        let link = desk.set_up_link().unwrap();
        let asked = SetUp {
            partnership: "Exshire".to_owned(),
            area: "Exshire".to_owned(),
            name: "Ann Baker".to_owned(),
            address: "ann@example.org".to_owned(),
            password: Zeroizing::new(PASSWORD.to_owned()),
            is_manager: false,
        };
        let ann = desk.set_up(&link, &asked).unwrap();
        let council = AgencyId(Uuid::from_u128(1));
        let office = Self {
            server,
            app,
            desk,
            ann,
            council,
        };
        office.partnership(partnership::Command::AddRelevantAgency {
            agency: council,
            name: "Exshire Council".to_owned(),
            also_known_as: Vec::new(),
            kind: AgencyKind::LocalAuthority,
            from: day("2021-01-01"),
        });
        office
    }

    fn partnership(&self, command: partnership::Command) {
        let stream = self.app.partnership();
        self.record(Actor::terminal(), stream, Command::Partnership(command));
    }

    fn account(&self, account: AccountId, command: account::Command) {
        let command = Command::Account(command);
        self.record(Actor::terminal(), account.into(), command);
    }

    fn record(&self, actor: Actor, stream: StreamId, command: Command) {
        let one = Instruction {
            stream,
            command,
            expected: None,
        };
        let meta = Meta::by(actor).because("as a test needs it");
        self.app.execute(vec![one], &meta).unwrap();
    }

    /// Somebody with a role, who has a password.
    fn open(&self, name: &str, role: Role, agency: Option<AgencyId>) -> AccountId {
        let account = AccountId(self.app.fresh_id().unwrap());
        self.account(
            account,
            account::Command::OpenAccount {
                name: Text::plain(name),
                sign_in: Some(Text::plain(format!("{}@example.org", name.to_lowercase()))),
                agency,
            },
        );
        let verifier = golden_thread::identity::passwords::hash(PASSWORD).unwrap();
        self.account(
            account,
            account::Command::SetPassword {
                verifier: Text::plain(verifier),
                invitation: None,
            },
        );
        self.appoint(account, role, agency);
        account
    }

    fn appoint(&self, account: AccountId, role: Role, agency: Option<AgencyId>) -> HoldingId {
        let holding = HoldingId(self.app.fresh_id().unwrap());
        self.partnership(partnership::Command::AppointRoleHolder {
            holding,
            role,
            post: "Head of Early Help".to_owned(),
            agency,
            holder: Text::plain("somebody"),
            from: day("2021-01-01"),
        });
        let access = None;
        self.account(account, account::Command::LinkHolding { holding, access });
        holding
    }

    fn with_second_step(&self, account: AccountId) {
        let actor = self.actor(account);
        let command = account::Command::SetSecondStep {
            secret: Text::plain("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
            recovery_codes: Text::plain("0123"),
        };
        self.record(actor, account.into(), Command::Account(command));
    }

    fn actor(&self, account: AccountId) -> Actor {
        let held = self.desk.roles(account).remove(0);
        acting_in(account, &held).actor()
    }

    fn signed_in(&self, account: AccountId) -> Person<'_> {
        let agent = UserAgent::read(Some("Firefox/140.0 (Windows)"));
        let now = self.desk.now();
        let cookie = self.desk.sessions.begin(account, Stage::Full, agent, now);
        Person {
            office: self,
            account,
            cookie: cookie.unwrap(),
        }
    }

    fn ann(&self) -> Person<'_> {
        self.signed_in(self.ann)
    }

    fn known(&self, account: AccountId) -> projections::accounts::Account {
        self.app.live().accounts.get(account).unwrap().clone()
    }

    fn how_many(&self) -> usize {
        self.app.live().accounts.all.len()
    }

    /// The account somebody signs in to.
    fn account_of(&self, address: &str) -> AccountId {
        self.desk.account_of(address).unwrap()
    }

    fn holding_of(&self, account: AccountId) -> HoldingId {
        *self.known(account).holdings.keys().next().unwrap()
    }

    fn is_signed_in(&self, account: AccountId) -> bool {
        !self.desk.sessions.list(account, self.desk.now()).is_empty()
    }
}

impl Person<'_> {
    fn headers(&self) -> String {
        format!("golden-thread-session={}", *self.cookie.text())
    }

    fn page(&self, path: &str) -> Answer {
        let cookie = self.headers();
        self.office
            .server
            .send("GET", path, &[("Cookie", &cookie)], &[])
    }

    fn post(&self, path: &str, answers: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(answers).unwrap();
        let origin = format!("http://{}", self.office.server.address);
        let cookie = self.headers();
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", &origin),
            ("Cookie", &cookie),
        ];
        self.office
            .server
            .send("POST", path, &headers, body.as_bytes())
    }

    /// The form on a page of its own, as it comes.
    #[track_caller]
    fn form(&self, path: &str) -> Form {
        form_on(self.page(path).is(200), path.split('?').next().unwrap())
    }

    fn send(&self, form: &Form) -> Answer {
        form.sent_by(|action, answers| self.post(action, answers))
    }

    /// Whether the session goes on.
    fn is_in(&self) -> bool {
        self.page("/account").status == 200
    }
}

/// The form in the content of a page, not one of the tools above it.
#[track_caller]
fn form_on(mut page: Answer, ending: &str) -> Form {
    let html = page.text();
    let (_, content) = html.split_once("<main").unwrap();
    page.body = content.as_bytes().to_vec();
    Form::on(&page, ending)
}

/// A filled form of a new account: Bob, who leads for the council.
fn bob(office: &Office) -> Form {
    let agency = office.council.to_string();
    let form = office.ann().form("/accounts/new");
    form.with("name", "Bob Carter")
        .with("sign_in", "bob@example.org")
        .with("role", "agency_lead")
        .with("post", "Head of Early Help")
        .with("agency", &agency)
}

/// The secret of the link a page shows.
fn invitation(page: &Answer) -> String {
    let html = page.text();
    let (_, after) = html.split_once("/invitation/").expect("no link");
    after.split(['"', '<']).next().unwrap().to_owned()
}

#[track_caller]
fn says(page: &Answer, words: &[&str]) {
    let html = page.text().replace("&quot;", "\"");
    for one in words {
        assert!(html.contains(one), "{one}: {html}");
    }
}

#[track_caller]
fn moved_to(answer: &Answer, path: &str) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), path);
}

#[test]
fn an_account_is_opened_with_a_role_and_a_link_that_is_shown_once() {
    let office = Office::new();
    let shown = office.ann().send(&bob(&office)).is(200);
    says(&shown, &["Send this link", "8 June 2021", "Bob Carter"]);
    let origin = format!("http://{}/invitation/", office.server.address);
    says(&shown, &[&origin]);
    let bob = office.account_of("bob@example.org");
    let secret = invitation(&shown);
    assert_eq!(office.desk.invited(&secret), Some(bob));
    let roles = office.desk.roles(bob);
    assert_eq!(roles.len(), 1);
    assert_eq!(roles[0].role, Role::AgencyLead);
    assert_eq!(roles[0].agency, Some(office.council));
    let ann = office.ann();
    let list = ann.page("/accounts").is(200);
    says(
        &list,
        &[
            "Bob Carter",
            "Invited, not signed in yet",
            "Exshire Council",
        ],
    );
    let page = ann.page(&format!("/accounts/{bob}")).is(200);
    says(
        &page,
        &[
            "Bob Carter",
            "bob@example.org",
            "Agency lead, Head of Early Help",
        ],
    );
    assert!(!list.text().contains(&secret) && !page.text().contains(&secret));
}

#[test]
fn a_form_sent_twice_opens_one_account_whose_last_link_works() {
    let office = Office::new();
    let (form, ann) = (bob(&office), office.ann());
    let first = invitation(&ann.send(&form).is(200));
    let second = invitation(&ann.send(&form).is(200));
    assert_eq!(office.how_many(), 2);
    let bob = office.account_of("bob@example.org");
    assert_eq!(office.desk.invited(&first), None);
    assert_eq!(office.desk.invited(&second), Some(bob));
    // Sent once more when they have come, it lets nobody choose their password again.
    office.desk.accept(&second, PASSWORD).unwrap();
    moved_to(&ann.send(&form), &format!("/accounts/{bob}?recorded=yes"));
    assert_eq!(office.known(bob).invitation, None);
}

#[test]
fn nobody_is_invited_where_that_was_not_asked() {
    let office = Office::new();
    let answers = bob(&office).without("invite");
    let answer = office.ann().send(&answers);
    let bob = office.account_of("bob@example.org");
    moved_to(&answer, &format!("/accounts/{bob}?recorded=yes"));
    assert_eq!(office.known(bob).invitation, None);
    says(&office.ann().page("/accounts"), &["Not invited"]);
}

#[test]
fn everything_wrong_with_a_new_account_is_told_at_once_and_nothing_is_lost() {
    let office = Office::new();
    let ann = office.ann();
    let form = ann.form("/accounts/new");
    let form = form
        .with("sign_in", "bob at example")
        .with("from-day", "40");
    let told = ann.send(&form.with("things", "the plan")).is(422);
    says(
        &told,
        &[
            "There is a problem",
            "href=\"#name\"",
            "href=\"#sign_in\"",
            "href=\"#role\"",
            "href=\"#post\"",
            "href=\"#from-day\"",
            "href=\"#things\"",
            "value=\"bob at example\"",
            "value=\"40\"",
            "Error: ",
        ],
    );
    assert_eq!(office.how_many(), 1);
}

#[test]
fn two_accounts_do_not_sign_in_with_one_address() {
    let office = Office::new();
    let told = office
        .ann()
        .send(&bob(&office).with("sign_in", "ANN@example.org"));
    says(
        &told.is(422),
        &["Another account signs in with this address already"],
    );
    assert_eq!(office.how_many(), 1);
}

#[test]
fn a_rule_that_refuses_a_new_account_stands_beside_its_question() {
    let office = Office::new();
    let told = office.ann().send(&bob(&office).with("agency", "")).is(422);
    says(
        &told,
        &[
            "This role acts for an agency",
            "href=\"#agency\"",
            "value=\"Bob Carter\"",
        ],
    );
    assert_eq!(office.how_many(), 1);
    // Nothing was recorded, so the very same form is taken once it is right.
    let agency = office.council.to_string();
    let again = form_on(told, "/accounts/new").with("agency", &agency);
    office.ann().send(&again).is(200);
    assert_eq!(office.how_many(), 2);
}

#[test]
fn an_inspector_is_let_in_under_a_request_for_a_time_and_a_scope() {
    let office = Office::new();
    let ann = office.ann();
    let form = bob(&office).with("role", "inspector").with("agency", "");
    let told = ann.send(&form).is(422);
    says(&told, &["href=\"#request\"", "href=\"#until-day\""]);
    let form = form_on(told, "/accounts/new")
        .with("request", "JTAI 2021/14")
        .with("until-day", "1")
        .with("until-month", "9")
        .with("until-year", "2021")
        .with("things", &format!("/action/{}", Uuid::from_u128(9)));
    let told = ann.send(&form).is(422);
    says(&told, &["This thing does not exist", "href=\"#things\""]);
    ann.send(&form_on(told, "/accounts/new").with("things", ""))
        .is(200);
    let bob = office.account_of("bob@example.org");
    let access = office.desk.roles(bob).remove(0).access.unwrap();
    assert_eq!(access.request, "JTAI 2021/14");
    assert_eq!(
        (access.until, access.scope),
        (day("2021-09-01"), Vec::new())
    );
    let page = ann.page(&format!("/accounts/{bob}")).is(200);
    says(
        &page,
        &["JTAI 2021/14", "It is about everything", "1 September 2021"],
    );
}

#[test]
fn a_role_is_given_with_its_dates_and_its_giver() {
    let office = Office::new();
    let bob = office.open("Bob", Role::AgencyLead, Some(office.council));
    let ann = office.ann();
    let path = format!("/accounts/{bob}/roles/new");
    let form = ann.form(&path);
    says(
        &ann.send(&form).is(422),
        &["href=\"#role\"", "href=\"#post\""],
    );
    let form = ann
        .form(&path)
        .with("role", "chair")
        .with("post", "Scrutineer");
    let form = form.with("agency", "").with("reason", "Elected in May");
    moved_to(&ann.send(&form), &format!("/accounts/{bob}?recorded=yes"));
    // Sent again, it is the same role.
    moved_to(&ann.send(&form), &format!("/accounts/{bob}?recorded=yes"));
    assert_eq!(office.desk.roles(bob).len(), 2);
    let page = ann.page(&format!("/accounts/{bob}")).is(200);
    says(
        &page,
        &[
            "Independent chair, Scrutineer",
            "by Administrator",
            "Elected in May",
        ],
    );
}

#[test]
fn a_role_that_ends_signs_its_holder_out_once_none_is_left() {
    let office = Office::new();
    let bob = office.open("Bob", Role::AgencyLead, Some(office.council));
    let (holding, session) = (office.holding_of(bob), office.signed_in(bob));
    let (ann, path) = (office.ann(), format!("/accounts/{bob}/roles/{holding}/end"));
    says(
        &ann.send(&ann.form(&path)).is(422),
        &["Enter the reason", "href=\"#reason\""],
    );
    let form = ann.form(&path).with("reason", "Moved on");
    let form = form.with("on-day", "31").with("on-month", "5");
    let too_early = ann.form(&path).with("reason", "No").with("on-year", "2020");
    says(
        &ann.send(&too_early).is(422),
        &["It is held only from", "href=\"#on-day\""],
    );
    assert!(session.is_in());
    moved_to(&ann.send(&form), &format!("/accounts/{bob}?recorded=yes"));
    assert!(office.desk.roles(bob).is_empty() && !office.is_signed_in(bob));
    let page = ann.page(&format!("/accounts/{bob}")).is(200);
    says(
        &page,
        &[
            "No role any more",
            "Roles held before",
            "31 May 2021</time>",
        ],
    );
    // What is over is not ended again, nor is what is nobody's.
    let again = ann.form(&path).with("reason", "Once more");
    says(&ann.send(&again).is(422), &["This holding already ended"]);
    let other = HoldingId(Uuid::from_u128(8));
    ann.page(&format!("/accounts/{bob}/roles/{other}/end"))
        .is(404);
}

#[test]
fn the_last_administrator_stays() {
    let office = Office::new();
    let (ann, holding) = (office.ann(), office.holding_of(office.ann));
    for path in [
        format!("/accounts/{}/suspend", office.ann),
        format!("/accounts/{}/roles/{holding}/end", office.ann),
    ] {
        let form = ann.form(&path).with("reason", "Leaving");
        says(
            &ann.send(&form).is(422),
            &["This is the last administrator"],
        );
    }
    assert!(ann.is_in());
}

#[test]
fn a_suspended_account_is_signed_out_until_it_is_restored() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let (ann, session) = (office.ann(), office.signed_in(bob));
    let path = format!("/accounts/{bob}/suspend");
    says(&ann.send(&ann.form(&path)).is(422), &["Enter the reason"]);
    assert!(session.is_in());
    let form = ann.form(&path).with("reason", "Device stolen");
    moved_to(&ann.send(&form), &format!("/accounts/{bob}?recorded=yes"));
    assert!(!office.known(bob).is_active() && !office.is_signed_in(bob));
    says(
        &ann.page("/accounts?state=suspended"),
        &["Bob", "Suspended"],
    );
    for step in ["suspend", "invite"] {
        let form = ann
            .form(&format!("/accounts/{bob}/{step}"))
            .with("reason", "No");
        says(&ann.send(&form).is(422), &["The account is suspended"]);
    }
    let form = ann
        .form(&format!("/accounts/{bob}/restore"))
        .with("reason", "Found");
    moved_to(&ann.send(&form), &format!("/accounts/{bob}?recorded=yes"));
    assert!(office.known(bob).is_active());
}

#[test]
fn a_second_step_is_taken_away_with_a_reason_and_only_where_there_is_one() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let (ann, path) = (office.ann(), format!("/accounts/{bob}/remove-second-step"));
    let form = ann.form(&path).with("reason", "Lost telephone");
    says(
        &ann.send(&form).is(422),
        &["The account has no second step"],
    );
    office.with_second_step(bob);
    let _session = office.signed_in(bob);
    says(&ann.send(&ann.form(&path)).is(422), &["Enter the reason"]);
    let form = ann.form(&path).with("reason", "Lost telephone");
    moved_to(&ann.send(&form), &format!("/accounts/{bob}?recorded=yes"));
    assert_eq!(office.known(bob).second_step, None);
    assert!(!office.is_signed_in(bob));
}

#[test]
fn details_are_corrected_and_a_stale_form_is_told_so() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let (ann, path) = (office.ann(), format!("/accounts/{bob}/correct"));
    let form = ann.form(&path);
    assert_eq!(
        (form.value("name"), form.value("sign_in")),
        ("Bob", "bob@example.org")
    );
    let taken = ann.form(&path).with("sign_in", "ann@example.org");
    says(
        &ann.send(&taken).is(422),
        &["Another account signs in", "Enter the reason"],
    );
    let stale = ann
        .form(&path)
        .with("name", "Robert")
        .with("reason", "Typing mistake");
    let form = form.with("name", "Bob Dean").with("reason", "New name");
    moved_to(&ann.send(&form), &format!("/accounts/{bob}?recorded=yes"));
    assert_eq!(office.desk.name(bob).as_deref(), Some("Bob Dean"));
    let told = ann.send(&stale).is(409);
    says(
        &told,
        &["Somebody changed this account", "value=\"Robert\""],
    );
    assert_eq!(office.desk.name(bob).as_deref(), Some("Bob Dean"));
}

#[test]
fn inviting_anew_gives_another_link_and_ends_the_earlier_one() {
    let office = Office::new();
    let ann = office.ann();
    let first = invitation(&ann.send(&bob(&office)).is(200));
    let bob = office.account_of("bob@example.org");
    let form = ann.form(&format!("/accounts/{bob}/invite"));
    let second = invitation(&ann.send(&form).is(200));
    assert_eq!(office.desk.invited(&first), None);
    assert_eq!(office.desk.invited(&second), Some(bob));
}

#[test]
fn an_administrator_revokes_a_token_and_unlinks_an_identity_and_neither_twice() {
    let office = Office::new();
    let bob = office.open("Bob", Role::Chair, None);
    let held = office.desk.roles(bob).remove(0);
    let wanted = (held.holding, TokenScope::Read, day("2021-07-01"));
    let acting = acting_in(bob, &held);
    let secret = office
        .desk
        .issue_token(acting, bob, "Spreadsheet", wanted)
        .unwrap();
    let identity = account::Command::LinkExternalIdentity {
        provider: "Council".to_owned(),
        subject: Text::plain("subject"),
    };
    let actor = Actor::provider("Council", None);
    office.record(actor, bob.into(), Command::Account(identity));
    let (ann, page) = (office.ann(), format!("/accounts/{bob}"));
    says(&ann.page(&page).is(200), &["Spreadsheet", "Council"]);
    let token = *office.known(bob).tokens.keys().next().unwrap();
    let revoke = format!("/accounts/{bob}/revoke-token?token={token}");
    moved_to(
        &ann.send(&ann.form(&revoke)),
        &format!("{page}?recorded=yes"),
    );
    assert!(office.desk.holder_of(&secret).is_none());
    says(
        &ann.send(&ann.form(&revoke)).is(422),
        &["The token was already revoked"],
    );
    let unlink = format!("/accounts/{bob}/unlink?provider=Council");
    let form = ann.form(&unlink);
    says(&ann.send(&form).is(422), &["Enter the reason"]);
    let form = form.with("reason", "Left the council");
    moved_to(&ann.send(&form), &format!("{page}?recorded=yes"));
    assert!(office.known(bob).external.is_empty());
    ann.page(&unlink).is(404);
    ann.page(&format!(
        "/accounts/{bob}/revoke-token?token={}",
        Uuid::nil()
    ))
    .is(404);
}

#[test]
fn the_list_is_narrowed_by_agency_role_and_state() {
    let office = Office::new();
    office.open("Bob", Role::AgencyLead, Some(office.council));
    office.open("Cleo", Role::Chair, None);
    let ann = office.ann();
    let names = |query: &str| {
        let html = ann.page(&format!("/accounts{query}")).is(200).text();
        ["Ann Baker", "Bob", "Cleo"].map(|name| html.contains(&format!("\">{name}</a>")))
    };
    assert_eq!(names(""), [true, true, true]);
    assert_eq!(
        names(&format!("?agency={}", office.council)),
        [false, true, false]
    );
    assert_eq!(names("?agency=team"), [true, false, true]);
    assert_eq!(names("?role=chair"), [false, false, true]);
    assert_eq!(names("?state=active"), [true, true, true]);
    assert_eq!(names("?state=suspended"), [false, false, false]);
}

#[test]
fn nobody_but_an_administrator_keeps_accounts() {
    let office = Office::new();
    let bob = office.open("Bob", Role::BusinessManager, None);
    let cleo = office.open("Cleo", Role::AgencyLead, Some(office.council));
    let holding = office.holding_of(bob);
    let paths = [
        "/accounts".to_owned(),
        "/accounts/new".to_owned(),
        format!("/accounts/{bob}"),
        format!("/accounts/{bob}/roles/new"),
        format!("/accounts/{bob}/roles/{holding}/end"),
        format!("/accounts/{bob}/suspend"),
        format!("/accounts/{bob}/correct"),
    ];
    let before = office.app.live().last();
    for account in [bob, cleo] {
        let person = office.signed_in(account);
        for path in &paths {
            person.page(path).is(403);
            let sent = person.post(path, &[("reason", "because"), ("name", "Eve")]);
            assert!([403, 405].contains(&sent.status), "{path}: {}", sent.status);
        }
    }
    for path in &paths {
        let answer = office.server.page(path);
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.header("location").starts_with("/sign-in?"));
    }
    assert_eq!(office.app.live().last(), before);
}

#[test]
fn what_is_nobodys_account_is_not_found() {
    let office = Office::new();
    let (ann, nobody) = (office.ann(), Uuid::from_u128(5));
    for path in [
        format!("/accounts/{nobody}"),
        format!("/accounts/{nobody}/suspend"),
        format!("/accounts/{nobody}/hand-over"),
        format!("/accounts/{}/explode", office.ann),
    ] {
        ann.page(&path).is(404);
    }
}

#[test]
fn the_demo_has_no_accounts_and_says_so() {
    let server = Server::new();
    let cookie = ("Cookie", "golden-thread-acting-as=administrator");
    for path in [
        "/accounts",
        "/accounts/new",
        "/hand-over",
        "/account",
        "/account/tokens",
    ] {
        let page = server.send("GET", path, &[cookie], &[]).is(200);
        says(&page, &["There are no accounts in the demo"]);
    }
}
