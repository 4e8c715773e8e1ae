//! The rules of an account, each with what it refuses and what it allows.

use super::*;
use crate::envelope::{Actor, Role};
use crate::given_when_then::{begun, day, given, id, partnership, refused};
use crate::ids::{AccountId, AgencyId, PlanId, StreamId};
use crate::text::Text;
use crate::world::{Command as Any, Given, World};
use crate::{partnership as settings, plan};

/// The accounts of [`peopled`], by what their person is.
const ADMINISTRATOR: u128 = 1;
const LEAD: u128 = 2;
const NEW: u128 = 9;

fn stream(number: u128) -> StreamId {
    id::<AccountId>(number).into()
}

fn terminal() -> Given {
    Given {
        actor: Actor::terminal(),
        ..given()
    }
}

fn because(given: Given) -> Given {
    Given {
        reason: Some("it has to be".into()),
        ..given
    }
}

fn by(account: u128, role: Role, agency: Option<u128>) -> Given {
    Given {
        actor: Actor::of_account(id(account), role, agency.map(id)),
        ..given()
    }
}

fn administrator() -> Given {
    by(ADMINISTRATOR, Role::Administrator, None)
}

fn lead() -> Given {
    by(LEAD, Role::AgencyLead, Some(1))
}

fn provider() -> Given {
    Given {
        actor: Actor::provider("exshire", None),
        ..given()
    }
}

fn digest(letter: char) -> String {
    letter.to_string().repeat(64)
}

fn open() -> Command {
    Command::OpenAccount {
        name: "Ann Example".into(),
        sign_in: Some("ann@example.org".into()),
        agency: Some(id(1)),
    }
}

fn appoint(holding: u128, role: Role, agency: Option<u128>) -> settings::Command {
    settings::Command::AppointRoleHolder {
        holding: id(holding),
        role,
        post: "Head of Early Help".to_owned(),
        agency: agency.map(id),
        holder: "Ann Example".into(),
        from: day("2026-01-01"),
    }
}

fn end(holding: u128, on: &str) -> settings::Command {
    settings::Command::EndRoleHolder {
        holding: id(holding),
        on: day(on),
    }
}

fn link(holding: u128, access: Option<InspectionAccess>) -> Command {
    Command::LinkHolding {
        holding: id(holding),
        access,
    }
}

fn access(until: &str, scope: Vec<StreamId>) -> InspectionAccess {
    InspectionAccess {
        request: "Request 7".to_owned(),
        until: day(until),
        scope,
    }
}

fn password(invitation: Option<String>) -> Command {
    Command::SetPassword {
        verifier: "a verifier".into(),
        invitation,
    }
}

fn second_step() -> Command {
    Command::SetSecondStep {
        secret: "a secret".into(),
        recovery_codes: "their digests".into(),
    }
}

fn token(number: u128, holding: u128, expires_on: &str) -> Command {
    Command::IssueToken {
        token: id(number),
        label: "Monthly figures".to_owned(),
        digest: digest('a'),
        holding: id(holding),
        scope: TokenScope::Read,
        expires_on: day(expires_on),
    }
}

/// The world after one more command that was accepted.
fn then(mut world: World, to: StreamId, command: impl Into<Any>, given: &Given) -> World {
    let command = command.into();
    let told = format!("{command:?}");
    let events = world.decide(to, command, given);
    let events = events.unwrap_or_else(|refusals| panic!("{told}: {refusals:?}"));
    world.imagine(to, &events, given);
    world
}

/// An administrator (1) by holding 1, and a lead of agency 1 (2) by holding 2.
fn peopled() -> World {
    let mut world = begun();
    for (holding, role, agency) in [
        (1, Role::Administrator, None),
        (2, Role::AgencyLead, Some(1)),
    ] {
        let appointed = appoint(holding, role, agency);
        world = then(world, partnership(), appointed, &terminal());
        world = then(world, stream(holding), open(), &terminal());
        world = then(world, stream(holding), link(holding, None), &terminal());
    }
    world
}

fn yes(world: &World, number: u128, command: Command, given: &Given) -> World {
    then(world.clone(), stream(number), command, given)
}

fn no(world: &World, number: u128, command: Command, given: Given, rule: &str) {
    refused(world, (stream(number), command, given), &[rule]);
}

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

#[test]
fn an_invitation_lasts_fourteen_days_at_most_and_is_used_once() {
    let world = peopled();
    let invite = |expires_on| Command::IssueInvitation {
        digest: digest('a'),
        expires_on: day(expires_on),
    };
    for wrong in ["2026-06-14", "2026-06-30"] {
        no(
            &world,
            LEAD,
            invite(wrong),
            administrator(),
            "invitation_too_long",
        );
    }
    for malformed in [digest('A'), "a".repeat(63), digest('g')] {
        let invite = Command::IssueInvitation {
            digest: malformed,
            expires_on: day("2026-06-20"),
        };
        no(&world, LEAD, invite, administrator(), "digest_malformed");
    }
    yes(&world, LEAD, invite("2026-06-29"), &administrator());
    let invited = yes(&world, LEAD, invite("2026-06-15"), &administrator());
    let used = || password(Some(digest('a')));
    no(
        &invited,
        LEAD,
        password(Some(digest('b'))),
        lead(),
        "invitation_not_outstanding",
    );
    let tomorrow = Given {
        today: day("2026-06-16"),
        ..lead()
    };
    no(&invited, LEAD, used(), tomorrow, "invitation_expired");
    let set = yes(&invited, LEAD, used(), &lead());
    no(&set, LEAD, used(), lead(), "invitation_not_outstanding");
    no(&world, LEAD, password(None), lead(), "invitation_needed");
    yes(&set, LEAD, password(None), &lead());
    yes(&world, LEAD, password(None), &terminal());
}

#[test]
fn a_recovery_code_is_used_once_while_there_is_a_second_step() {
    let world = peopled();
    let code = |code| Command::UseRecoveryCode { code };
    let replace = || Command::ReplaceRecoveryCodes {
        recovery_codes: "new digests".into(),
    };
    no(&world, LEAD, code(0), lead(), "no_second_step");
    no(&world, LEAD, replace(), lead(), "no_second_step");
    let remove = || Command::RemoveSecondStep {};
    no(
        &world,
        LEAD,
        remove(),
        because(administrator()),
        "no_second_step",
    );
    let world = yes(&world, LEAD, second_step(), &lead());
    let used = yes(&world, LEAD, code(0), &lead());
    no(&used, LEAD, code(0), lead(), "recovery_code_used");
    yes(&used, LEAD, code(1), &lead());
    let replaced = yes(&used, LEAD, replace(), &lead());
    yes(&replaced, LEAD, code(0), &lead());
    no(&used, LEAD, remove(), administrator(), "reason_required");
    let removed = yes(&used, LEAD, remove(), &because(administrator()));
    no(&removed, LEAD, code(1), lead(), "no_second_step");
}

/// Somebody who left their organisation could go on for a year with a token made before.
#[test]
fn a_token_of_somebody_whom_only_a_provider_signs_in_ends_within_thirty_days() {
    let world = peopled();
    yes(&world, LEAD, token(1, 2, "2026-07-15"), &lead());
    no(
        &world,
        LEAD,
        token(1, 2, "2026-07-16"),
        lead(),
        "token_expiry",
    );
    let with_password = yes(&world, LEAD, password(None), &terminal());
    yes(&with_password, LEAD, token(1, 2, "2026-07-16"), &lead());
}

#[test]
fn a_token_acts_in_a_role_that_is_held_until_a_day_within_a_year() {
    let world = yes(&peopled(), LEAD, password(None), &terminal());
    let issued = yes(&world, LEAD, token(1, 2, "2027-06-16"), &lead());
    no(
        &issued,
        LEAD,
        token(1, 2, "2026-07-01"),
        lead(),
        "token_known",
    );
    for wrong in ["2026-06-15", "2027-06-17"] {
        no(&world, LEAD, token(1, 2, wrong), lead(), "token_expiry");
    }
    no(
        &world,
        LEAD,
        token(1, 1, "2026-07-01"),
        lead(),
        "token_holding_not_held",
    );
    for (label, rules) in [
        ("é".repeat(100), &[] as &[&str]),
        ("é".repeat(101), &["token_label"]),
        (" ".to_owned(), &["token_label", "blank"]),
    ] {
        let token = Command::IssueToken {
            token: id(1),
            label,
            digest: digest('a'),
            holding: id(2),
            scope: TokenScope::Write,
            expires_on: day("2026-07-01"),
        };
        match rules {
            [] => drop(yes(&world, LEAD, token, &lead())),
            rules => refused(&world, (stream(LEAD), token, lead()), rules),
        }
    }
    let revoke = |number| Command::RevokeToken { token: id(number) };
    no(&issued, LEAD, revoke(2), lead(), "token_unknown");
    yes(&issued, LEAD, revoke(1), &lead());
    let revoked = yes(&issued, LEAD, revoke(1), &administrator());
    no(&revoked, LEAD, revoke(1), lead(), "token_already_revoked");
    no(
        &revoked,
        LEAD,
        token(1, 2, "2026-07-01"),
        lead(),
        "token_known",
    );
}

#[test]
fn a_calendar_has_one_address_and_a_summary_comes_as_chosen() {
    let world = peopled();
    no(
        &world,
        LEAD,
        Command::RevokeCalendarFeed {},
        lead(),
        "no_calendar_feed",
    );
    let issue = |digest| Command::IssueCalendarFeed { digest };
    no(
        &world,
        LEAD,
        issue("a".to_owned()),
        lead(),
        "digest_malformed",
    );
    let world = yes(&world, LEAD, issue(digest('a')), &lead());
    let world = yes(&world, LEAD, issue(digest('b')), &lead());
    yes(&world, LEAD, Command::RevokeCalendarFeed {}, &lead());
    let choose = Command::ChooseDigest {
        frequency: DigestFrequency::Daily,
    };
    yes(&world, LEAD, choose, &lead());
}

#[test]
fn an_identity_is_linked_once_a_provider_and_unlinked_with_a_reason() {
    let world = peopled();
    let identity = || Command::LinkExternalIdentity {
        provider: "exshire".to_owned(),
        subject: "0042".into(),
    };
    let unlink = || Command::UnlinkExternalIdentity {
        provider: "exshire".to_owned(),
    };
    no(
        &world,
        LEAD,
        unlink(),
        because(administrator()),
        "identity_not_linked",
    );
    let linked = yes(&world, LEAD, identity(), &provider());
    no(&linked, LEAD, identity(), lead(), "identity_already_linked");
    no(&linked, LEAD, unlink(), administrator(), "reason_required");
    let unlinked = yes(&linked, LEAD, unlink(), &because(administrator()));
    yes(&unlinked, LEAD, identity(), &lead());
}

#[test]
fn a_suspended_account_takes_nothing_until_it_is_restored() {
    let world = yes(&peopled(), LEAD, second_step(), &lead());
    let suspend = || Command::SuspendAccount {};
    let restore = || Command::RestoreAccount {};
    no(&world, LEAD, suspend(), administrator(), "reason_required");
    no(
        &world,
        LEAD,
        restore(),
        because(administrator()),
        "account_not_suspended",
    );
    let suspended = yes(&world, LEAD, suspend(), &because(administrator()));
    assert!(!suspended.holds(id(LEAD), Role::AgencyLead, Some(id(1)), given().today));
    no(
        &suspended,
        LEAD,
        suspend(),
        because(administrator()),
        "account_suspended",
    );
    no(
        &suspended,
        LEAD,
        link(2, None),
        administrator(),
        "account_suspended",
    );
    let invite = Command::IssueInvitation {
        digest: digest('a'),
        expires_on: day("2026-06-20"),
    };
    no(
        &suspended,
        LEAD,
        invite,
        administrator(),
        "account_suspended",
    );
    let own = (stream(LEAD), second_step(), lead());
    refused(&suspended, own, &["account_suspended", "role_not_held"]);
    let remove = Command::RemoveSecondStep {};
    yes(&suspended, LEAD, remove, &because(administrator()));
    no(
        &suspended,
        LEAD,
        restore(),
        administrator(),
        "reason_required",
    );
    let restored = yes(&suspended, LEAD, restore(), &because(administrator()));
    yes(&restored, LEAD, second_step(), &lead());
}

#[test]
fn the_last_administrator_stays() {
    let world = peopled();
    let suspend = || Command::SuspendAccount {};
    let last = "last_administrator";
    for given in [administrator(), terminal()] {
        no(
            &world,
            ADMINISTRATOR,
            suspend(),
            because(given.clone()),
            last,
        );
        refused(
            &world,
            (partnership(), end(1, "2026-06-15"), given),
            &[last],
        );
    }
    let world = yes(&world, NEW, open(), &administrator());
    let second = appoint(3, Role::Administrator, None);
    let world = then(world, partnership(), second, &administrator());
    let not_linked = (partnership(), end(1, "2026-06-15"), administrator());
    refused(&world, not_linked, &[last]);
    let world = yes(&world, NEW, link(3, None), &administrator());
    yes(&world, ADMINISTRATOR, suspend(), &because(administrator()));
    let ending = then(world, partnership(), end(3, "2026-07-01"), &administrator());
    let other = (partnership(), end(1, "2026-06-20"), administrator());
    refused(&ending, other, &[last]);
    yes(&ending, ADMINISTRATOR, suspend(), &because(administrator()));
    then(
        ending,
        partnership(),
        end(2, "2026-06-20"),
        &administrator(),
    );
}

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

#[test]
fn what_carries_a_secret_is_not_offered_to_the_interface() {
    let offered = |word: &str| {
        let all = Any::catalogue().iter();
        let kind = crate::ids::StreamKind::Account;
        let mut of_kind = all.filter(|doc| doc.kind == kind && doc.word == word);
        let told = of_kind.next().map(|doc| doc.offered);
        let body = serde_json::json!({});
        let read = Any::from_parts(kind, word, body).map(drop);
        let unknown = matches!(read, Err(crate::command::CommandError::Unknown { .. }));
        assert_eq!(told, Some(!unknown), "{word}");
        !unknown
    };
    for word in [
        "open_account",
        "correct_account_details",
        "link_holding",
        "suspend_account",
        "restore_account",
        "remove_second_step",
        "unlink_external_identity",
        "revoke_token",
    ] {
        assert!(offered(word), "{word}");
    }
    for word in [
        "set_password",
        "set_second_step",
        "use_recovery_code",
        "replace_recovery_codes",
        "link_external_identity",
        "issue_invitation",
        "issue_token",
        "issue_calendar_feed",
        "revoke_calendar_feed",
        "choose_digest",
    ] {
        assert!(!offered(word), "{word}");
    }
}

#[test]
fn every_secret_of_an_event_is_sealed() {
    let events = [
        Event::PasswordSet {
            verifier: Text::plain("a verifier"),
            invitation: None,
        },
        Event::SecondStepSet {
            secret: Text::plain("a secret"),
            recovery_codes: Text::plain("their digests"),
        },
        Event::ExternalIdentityLinked {
            provider: "exshire".to_owned(),
            subject: Text::plain("0042"),
        },
    ];
    let mut sealed = std::collections::BTreeSet::new();
    for event in events {
        let (_, data) = crate::event::Event::Account(event).to_stored().unwrap();
        let leaf = serde_json::json!({ "data": data });
        let secrets = SECRET_FIELDS.into_iter();
        sealed.extend(secrets.filter(|field| {
            let text = leaf.pointer(field);
            text.is_some_and(|text| text.get("plain").is_some())
        }));
    }
    assert!(sealed.into_iter().eq(SECRET_FIELDS));
}
