//! An inspector who reads under more than one request works in the one they choose.

use super::super::server::Answer;
use super::{Office, day, moved_to, says};
use events::account::{self, InspectionAccess};
use events::envelope::Role;
use events::ids::{AccountId, HoldingId};
use events::partnership;
use events::text::Text;
use golden_thread::identity::secrets::Secret;

fn under(office: &Office, account: AccountId, request: &str) -> HoldingId {
    let holding = HoldingId(office.app.fresh_id().unwrap());
    office.partnership(partnership::Command::AppointRoleHolder {
        holding,
        role: Role::Inspector,
        post: "Lead inspector".to_owned(),
        agency: None,
        holder: Text::plain("somebody"),
        from: day("2021-01-01"),
    });
    let access = InspectionAccess {
        request: request.to_owned(),
        until: day("2021-06-14"),
        scope: Vec::new(),
    };
    let access = Some(access);
    office.account(account, account::Command::LinkHolding { holding, access });
    holding
}

#[test]
fn an_inspector_with_two_requests_works_in_the_one_they_choose() {
    let office = Office::new();
    let ina = AccountId(office.app.fresh_id().unwrap());
    let open = account::Command::OpenAccount {
        name: Text::plain("Ina"),
        sign_in: Some(Text::plain("ina@example.org")),
        agency: None,
    };
    office.account(ina, open);
    let holdings = [
        under(&office, ina, "JTAI 7"),
        under(&office, ina, "ILACS 9"),
    ];
    for (chosen, is, is_not) in [(1, "ILACS 9", "JTAI 7"), (0, "JTAI 7", "ILACS 9")] {
        let mut person = office.signed_in(ina);
        let holding = holdings[chosen].to_string();
        let choice = [("holding", holding.as_str()), ("return_to", "/plan")];
        let answer = person.post("/working-as", &choice);
        moved_to(&answer, "/plan");
        person.cookie = session_of(&answer);
        let page = person.page("/plan").is(200);
        says(
            &page,
            &[&format!("“{is}”"), &format!("value=\"{holding}\" selected")],
        );
        assert!(!page.text().contains(&format!("“{is_not}”")));
    }
}

/// The session that a choice goes on in.
fn session_of(answer: &Answer) -> Secret {
    let cookie = answer.header("set-cookie");
    let (_, value) = cookie
        .split_once("golden-thread-session=")
        .expect("no new session");
    let value = value.split(';').next().unwrap();
    Secret::parse(value).unwrap()
}
