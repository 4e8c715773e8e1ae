//! Where what is done comes from, and who may do it.

use super::*;

#[test]
fn somebody_acts_only_in_a_role_they_hold_today() {
    let world = peopled();
    let today = given().today;
    assert!(world.holds(id(LEAD), Role::AgencyLead, Some(id::<AgencyId>(1)), today));
    assert!(!world.holds(id(LEAD), Role::AgencyLead, Some(id(2)), today));
    assert!(!world.holds(id(LEAD), Role::AgencyLead, None, today));
    assert!(!world.holds(id(LEAD), Role::AgencyLead, Some(id(1)), day("2025-12-31")));
    let held = "role_not_held";
    no(
        &world,
        NEW,
        open(),
        by(LEAD, Role::Administrator, None),
        held,
    );
    no(
        &world,
        NEW,
        open(),
        by(NEW, Role::Administrator, None),
        held,
    );
    let ended = then(world, partnership(), end(2, "2026-06-15"), &administrator());
    yes(&ended, LEAD, second_step(), &lead());
    let tomorrow = Given {
        today: day("2026-06-16"),
        ..lead()
    };
    no(&ended, LEAD, second_step(), tomorrow, held);
}

#[test]
fn what_is_somebodys_own_is_done_by_them_alone() {
    let world = peopled();
    for command in [
        second_step(),
        token(1, 2, "2026-07-01"),
        Command::IssueCalendarFeed {
            digest: digest('a'),
        },
        Command::ChooseDigest {
            frequency: DigestFrequency::Weekly,
        },
        Command::LinkExternalIdentity {
            provider: "exshire".to_owned(),
            subject: "0042".into(),
        },
    ] {
        yes(&world, LEAD, command.clone(), &lead());
        yes(&world, LEAD, command.clone(), &terminal());
        no(&world, LEAD, command, administrator(), "not_your_account");
    }
    let mine = yes(
        &world,
        ADMINISTRATOR,
        token(1, 1, "2026-07-01"),
        &administrator(),
    );
    let revoke = Command::RevokeToken { token: id(1) };
    no(&mine, ADMINISTRATOR, revoke, lead(), "not_your_account");
    no(&world, NEW, open(), lead(), "role_may_not");
}

#[test]
fn once_there_is_an_account_nobody_acts_without_one() {
    let acting = |role| Given {
        actor: Actor::Person {
            user: format!("acting-as:{}", Role::word(role)),
            role,
            agency: None,
        },
        ..given()
    };
    let rename = || settings::Command::AddRelevantAgency {
        agency: id(3),
        name: "Anyshire Health".to_owned(),
        also_known_as: Vec::new(),
        kind: settings::AgencyKind::Health,
        from: day("2020-01-01"),
    };
    let manager = || acting(Role::BusinessManager);
    then(begun(), partnership(), rename(), &manager());
    refused(
        &peopled(),
        (partnership(), rename(), manager()),
        &["sign_in_required"],
    );
    refused(
        &peopled(),
        (partnership(), rename(), given()),
        &["sign_in_required"],
    );
    then(peopled(), partnership(), rename(), &administrator());
    no(
        &begun(),
        NEW,
        open(),
        acting(Role::Administrator),
        "sign_in_required",
    );
}

#[test]
fn the_terminal_and_a_provider_let_people_in_and_do_nothing_else() {
    let world = peopled();
    let draft = || plan::Command::DraftPlan {
        title: "Business plan".to_owned(),
        from: day("2026-04-01"),
        to: day("2027-03-31"),
        joint_with: Vec::new(),
    };
    let plan: StreamId = id::<PlanId>(1).into();
    refused(
        &world,
        (plan, draft(), terminal()),
        &["role_may_not", "terminal_may_not"],
    );
    let manager = Given {
        actor: Actor::Person {
            user: "terminal".to_owned(),
            role: Role::BusinessManager,
            agency: None,
        },
        ..given()
    };
    refused(&world, (plan, draft(), manager), &["terminal_may_not"]);
    let vouched = yes(&world, NEW, open(), &provider());
    let appointed = then(
        vouched,
        partnership(),
        appoint(3, Role::Chair, None),
        &provider(),
    );
    let linked = yes(&appointed, NEW, link(3, None), &provider());
    then(
        linked.clone(),
        partnership(),
        end(3, "2026-06-15"),
        &provider(),
    );
    no(&linked, LEAD, second_step(), provider(), "provider_may_not");
    let add = settings::Command::WithdrawRelevantAgency {
        agency: id(1),
        from: day("2026-06-15"),
    };
    refused(
        &linked,
        (partnership(), add, provider()),
        &["provider_may_not"],
    );
}

#[test]
fn an_actor_says_where_it_comes_from() {
    use crate::envelope::Origin;
    let account: AccountId = id(5);
    let signed_in = Actor::of_account(account, Role::Chair, None);
    assert_eq!(signed_in.origin(), Some(Origin::Account(account)));
    assert_eq!(signed_in.account(), Some(account));
    assert_eq!(Actor::terminal().origin(), Some(Origin::Terminal));
    assert_eq!(
        Actor::provider("exshire", None).origin(),
        Some(Origin::Provider("exshire"))
    );
    assert_eq!(Actor::System.origin(), None);
    let of = |user: &str| Actor::Import {
        user: user.to_owned(),
        role: Role::Chair,
        agency: None,
    };
    assert_eq!(of("acting-as:chair").origin(), Some(Origin::ActingAs));
    for other in ["account:somebody", "terminals", "ann"] {
        assert_eq!(of(other).origin(), Some(Origin::Other), "{other}");
        assert_eq!(of(other).account(), None);
    }
}
