//! Who has an account, and in which roles.

use super::*;

#[test]
fn the_terminal_begins_a_partnership_with_its_first_accounts_in_one_commit() {
    let establish = settings::Command::EstablishPartnership {
        name: "Anyshire partnership".to_owned(),
        area: "Anyshire".to_owned(),
        predecessor: None,
        from: day("2019-09-29"),
    };
    let commands: Vec<(StreamId, Any)> = vec![
        (partnership(), establish.into()),
        (
            stream(1),
            Command::OpenAccount {
                name: "Ann Example".into(),
                sign_in: Some("ann@example.org".into()),
                agency: None,
            }
            .into(),
        ),
        (stream(1), password(None).into()),
        (partnership(), appoint(1, Role::Administrator, None).into()),
        (
            partnership(),
            appoint(2, Role::BusinessManager, None).into(),
        ),
        (stream(1), link(1, None).into()),
        (stream(1), link(2, None).into()),
    ];
    let events = World::default().decide_all(commands, &terminal()).unwrap();
    assert_eq!(events.len(), 7);
    let mut world = World::default();
    for (to, event) in events {
        world.imagine(to, &[event], &terminal());
    }
    assert!(world.has_accounts());
    let today = given().today;
    assert!(world.holds(id(1), Role::Administrator, None, today));
    assert!(world.holds(id(1), Role::BusinessManager, None, today));
    assert!(!world.holds(id(1), Role::Chair, None, today));
}

#[test]
fn an_account_is_opened_once_for_a_known_agency_before_anything_else() {
    let world = peopled();
    let opened = yes(&world, NEW, open(), &administrator());
    no(
        &opened,
        NEW,
        open(),
        administrator(),
        "account_already_open",
    );
    let of_nobody = Command::OpenAccount {
        name: "Ann Example".into(),
        sign_in: None,
        agency: Some(id(99)),
    };
    no(&world, NEW, of_nobody, administrator(), "agency_unknown");
    no(
        &world,
        NEW,
        Command::SuspendAccount {},
        because(administrator()),
        "account_not_open",
    );
}

#[test]
fn names_and_addresses_stand_in_an_account_and_nowhere_else() {
    let world = yes(&peopled(), NEW, open(), &administrator());
    assert!(crate::everywhere::confirmed(&open().into(), &because(administrator())).is_empty());
    let correct = Command::CorrectAccountDetails {
        name: "Ann Example".into(),
        sign_in: Some("ann.example@example.org".into()),
        agency: None,
    };
    no(
        &world,
        NEW,
        correct.clone(),
        administrator(),
        "reason_required",
    );
    yes(&world, NEW, correct.clone(), &because(administrator()));
    let telling = Given {
        reason: Some("she is now at ann@example.org".into()),
        ..administrator()
    };
    no(&world, NEW, correct, telling, "looks_like_identifier");
}

#[test]
fn a_role_is_linked_to_one_account_while_it_is_held() {
    let world = then(
        yes(&peopled(), NEW, open(), &administrator()),
        partnership(),
        appoint(3, Role::Chair, None),
        &administrator(),
    );
    let linked = yes(&world, NEW, link(3, None), &administrator());
    no(
        &linked,
        NEW,
        link(3, None),
        administrator(),
        "holding_already_linked",
    );
    no(
        &linked,
        LEAD,
        link(3, None),
        administrator(),
        "holding_already_linked",
    );
    no(
        &world,
        NEW,
        link(7, None),
        administrator(),
        "holding_unknown",
    );
    let ended = then(world, partnership(), end(3, "2026-06-14"), &administrator());
    no(&ended, NEW, link(3, None), administrator(), "holding_ended");
}

#[test]
fn an_inspector_reads_under_a_named_request_for_a_time() {
    let world = then(
        yes(&peopled(), NEW, open(), &administrator()),
        partnership(),
        appoint(3, Role::Inspector, None),
        &administrator(),
    );
    let plan: StreamId = id::<PlanId>(1).into();
    let asked = |access| link(3, access);
    no(&world, NEW, asked(None), administrator(), "access_missing");
    for until in ["2026-06-14", "2027-06-17"] {
        let access = access(until, Vec::new());
        no(
            &world,
            NEW,
            asked(Some(access)),
            administrator(),
            "access_too_long",
        );
    }
    let unknown = access("2026-07-01", vec![plan]);
    no(
        &world,
        NEW,
        asked(Some(unknown)),
        administrator(),
        "scope_unknown",
    );
    let until = |until, scope| asked(Some(access(until, scope)));
    yes(
        &world,
        NEW,
        until("2027-06-16", Vec::new()),
        &administrator(),
    );
    let world = yes(
        &world,
        NEW,
        until("2026-06-15", vec![partnership()]),
        &administrator(),
    );
    let holds = |on| world.holds(id(NEW), Role::Inspector, None, day(on));
    assert!(holds("2026-06-15"));
    assert!(!holds("2026-06-16"));
    let other = then(
        world.clone(),
        partnership(),
        appoint(4, Role::Chair, None),
        &administrator(),
    );
    let access = link(4, Some(access("2026-07-01", Vec::new())));
    no(
        &other,
        NEW,
        access,
        administrator(),
        "access_not_for_this_role",
    );
    let inspector = || by(NEW, Role::Inspector, None);
    yes(&world, NEW, second_step(), &inspector());
    let review = plan::Command::RevisePlan {
        summary: "words".into(),
    };
    let refusals = world.decide(plan, review.into(), &inspector()).unwrap_err();
    assert!(refusals.iter().any(|one| one.rule == "role_may_not"));
}
