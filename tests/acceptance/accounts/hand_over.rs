//! What somebody who left leaves undone: the business manager sees it, an administrator sees how
//! much it is.

use super::super::sample::PLAN_CSV;
use super::super::server::parts;
use super::{Office, Person, day, says};
use events::action;
use events::envelope::Role;
use events::ids::AccountId;
use events::partnership;
use events::world::Command;

/// Words of an action in the imported plan.
const WORDS: &str = "Marigold lantern brought to every school";

/// A leaver of the council, whose post owns an action of an imported plan; and the manager.
fn left(office: &Office) -> (AccountId, AccountId) {
    let manager = office.open("Mina", Role::BusinessManager, None);
    imported(&office.signed_in(manager));
    let first = office.app.live().actions.all().next().unwrap().id;
    let reword = action::Command::RewordAction {
        text: events::text::Text::plain(WORDS),
    };
    let to = vec![action::Owner {
        role: "Head of Early Help".to_owned(),
        agency: Some(office.council),
    }];
    let reassign = action::Command::ReassignAction { to };
    for command in [reword, reassign] {
        let actor = office.actor(manager);
        office.record(actor, first.into(), Command::Action(command));
    }
    let bob = office.open("Bob", Role::AgencyLead, Some(office.council));
    office.partnership(partnership::Command::EndRoleHolder {
        holding: office.holding_of(bob),
        on: day("2021-05-31"),
    });
    (bob, manager)
}

fn imported(manager: &Person<'_>) {
    let file = Some(("plan.csv", PLAN_CSV.as_bytes()));
    let (kind, body) = parts(&[("confirm", "yes")], file);
    let cookie = manager.headers();
    let headers = [
        ("Content-Type", kind),
        ("Cookie", &cookie),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    let server = &manager.office.server;
    server
        .send("POST", "/api/v1/imports", &headers, &body)
        .is(201);
}

#[test]
fn the_business_manager_sees_what_a_leaver_leaves_and_hands_it_over() {
    let office = Office::new();
    let (bob, manager) = left(&office);
    let manager = office.signed_in(manager);
    let list = manager.page("/hand-over").is(200);
    let link = format!("/accounts/{bob}/hand-over");
    says(&list, &["Bob", "Exshire Council", &link]);
    let page = manager.page(&link).is(200);
    let first = office.app.live().actions.all().next().unwrap().id;
    let reassign = format!("/record/improvement_action/{first}/reassign_action");
    says(
        &page,
        &["1 piece of work", WORDS, "It names their post", &reassign],
    );
    // A successor in the same post takes it on.
    office.open("Cleo", Role::AgencyLead, Some(office.council));
    says(
        &manager.page("/hand-over").is(200),
        &["Nobody who left has open work"],
    );
    says(&manager.page(&link).is(200), &["Nothing is left"]);
}

#[test]
fn an_administrator_sees_how_much_is_left_and_nothing_of_what_it_is_about() {
    let office = Office::new();
    let (bob, _) = left(&office);
    let ann = office.ann();
    let accounts = ann.page("/accounts").is(200);
    says(
        &accounts,
        &["To hand over: ", "1 person whose last role has ended"],
    );
    let page = ann.page(&format!("/accounts/{bob}/hand-over")).is(200);
    says(
        &page,
        &["How much is left", "Exshire Council", "Open action"],
    );
    says(&page, &["The business manager sees the list"]);
    for path in [
        "/accounts",
        "/hand-over",
        &format!("/accounts/{bob}/hand-over"),
    ] {
        let html = ann.page(path).is(200).text();
        assert!(
            !html.contains(WORDS) && !html.contains("reassign_action"),
            "{path}"
        );
    }
}

#[test]
fn nobody_else_sees_what_is_to_be_handed_over() {
    let office = Office::new();
    let (bob, _) = left(&office);
    for (role, agency) in [
        (Role::AgencyLead, Some(office.council)),
        (Role::Chair, None),
        (Role::PqaCoordinator, None),
    ] {
        let other = office.open(role.word(), role, agency);
        let person = office.signed_in(other);
        person.page("/hand-over").is(403);
        person.page(&format!("/accounts/{bob}/hand-over")).is(403);
    }
    office.server.page("/hand-over").is(303);
}
