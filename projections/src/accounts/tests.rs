//! How accounts are found, and which roles they give.

use super::HeldRole;
use crate::TextRef;
use crate::given::{Log, day, id};
use events::account::{DigestFrequency, Event, InspectionAccess, TokenScope};
use events::envelope::Role;
use events::event::Event as Any;
use events::ids::{AccountId, HoldingId};
use events::partnership;
use events::text::Text;

const ANN: u128 = 1;

fn add(log: &mut Log, account: u128, event: Event) -> u64 {
    log.add(id::<AccountId>(account).into(), Any::Account(event))
}

fn open(log: &mut Log, account: u128) -> u64 {
    let opened = Event::AccountOpened {
        name: Text::plain("name"),
        sign_in: Some(Text::plain("address")),
        agency: Some(id(1)),
    };
    add(log, account, opened)
}

fn appoint(log: &mut Log, holding: u128, role: Role, from: &str) {
    log.partnership(partnership::Event::RoleHolderAppointed {
        holding: id(holding),
        role,
        post: "Head of Early Help".to_owned(),
        agency: None,
        holder: Text::plain("name"),
        from: day(from),
    });
}

fn link(log: &mut Log, account: u128, holding: u128, until: Option<&str>) {
    let access = until.map(|until| InspectionAccess {
        request: "Request 7".to_owned(),
        until: day(until),
        scope: Vec::new(),
    });
    let holding: HoldingId = id(holding);
    add(log, account, Event::HoldingLinked { holding, access });
}

fn roles(log: &Log, account: u128, on: &str) -> Vec<Role> {
    let held = log.models.roles_of(id(account), day(on));
    held.iter().map(|held| held.role).collect()
}

#[test]
fn an_account_points_at_the_latest_words_about_its_person() {
    let mut log = Log::new();
    let opened = open(&mut log, ANN);
    let at = |position, field| TextRef::new(position, field);
    let account = log.models.accounts.get(id(ANN)).unwrap();
    assert_eq!(account.name, at(opened, "/data/name"));
    assert_eq!(account.sign_in, Some(at(opened, "/data/sign_in")));
    assert_eq!(account.agency, Some(id(1)));
    let corrected = add(
        &mut log,
        ANN,
        Event::AccountDetailsCorrected {
            name: Text::plain("other"),
            sign_in: None,
            agency: None,
        },
    );
    let account = log.models.accounts.get(id(ANN)).unwrap();
    assert_eq!(account.name, at(corrected, "/data/name"));
    assert_eq!((account.sign_in.as_ref(), account.agency), (None, None));
    assert_eq!(account.opened.position, opened);
    assert_eq!(account.last.position, corrected);
    let label = log.models.label(id::<AccountId>(ANN).into());
    assert_eq!(label.name, "");
    assert_eq!(label.words, Some(at(corrected, "/data/name")));
}

#[test]
fn roles_are_those_linked_and_held_on_the_day() {
    let mut log = Log::new();
    open(&mut log, ANN);
    appoint(&mut log, 1, Role::Chair, "2026-02-01");
    appoint(&mut log, 2, Role::Inspector, "2026-01-01");
    appoint(&mut log, 3, Role::BusinessManager, "2026-01-01");
    link(&mut log, ANN, 1, None);
    link(&mut log, ANN, 2, Some("2026-03-01"));
    assert_eq!(roles(&log, ANN, "2026-01-31"), [Role::Inspector]);
    assert_eq!(
        roles(&log, ANN, "2026-03-01"),
        [Role::Chair, Role::Inspector]
    );
    assert_eq!(roles(&log, ANN, "2026-03-02"), [Role::Chair]);
    let held = log.models.roles_of(id(ANN), day("2026-03-02"));
    let chair = HeldRole {
        holding: id(1),
        role: Role::Chair,
        agency: None,
        post: "Head of Early Help".to_owned(),
        access: None,
    };
    assert_eq!(held, [chair]);
    log.partnership(partnership::Event::RoleHolderEnded {
        holding: id(1),
        on: day("2026-04-01"),
    });
    assert_eq!(roles(&log, ANN, "2026-04-01"), [Role::Chair]);
    assert!(roles(&log, ANN, "2026-04-02").is_empty());
    add(&mut log, ANN, Event::AccountSuspended {});
    assert!(roles(&log, ANN, "2026-04-01").is_empty());
    add(&mut log, ANN, Event::AccountRestored {});
    assert_eq!(roles(&log, ANN, "2026-04-01"), [Role::Chair]);
    assert!(roles(&log, 9, "2026-04-01").is_empty());
}

#[test]
fn an_invitation_is_found_until_it_is_used_or_past() {
    let mut log = Log::new();
    open(&mut log, ANN);
    let invite = |digest: &str| Event::InvitationIssued {
        digest: digest.to_owned(),
        expires_on: day("2026-01-15"),
    };
    let by = |log: &Log, digest: &str, on: &str| {
        let found = log.models.accounts.by_invitation(digest, day(on));
        found.map(|account| account.id)
    };
    add(&mut log, ANN, invite("a"));
    assert_eq!(by(&log, "a", "2026-01-15"), Some(id(ANN)));
    assert_eq!(by(&log, "a", "2026-01-16"), None);
    add(&mut log, ANN, invite("b"));
    assert_eq!(by(&log, "a", "2026-01-15"), None);
    assert_eq!(by(&log, "b", "2026-01-15"), Some(id(ANN)));
    let verifier = Text::plain("verifier");
    let set = add(
        &mut log,
        ANN,
        Event::PasswordSet {
            verifier,
            invitation: Some("b".to_owned()),
        },
    );
    assert_eq!(by(&log, "b", "2026-01-15"), None);
    let account = log.models.accounts.get(id(ANN)).unwrap();
    assert_eq!(account.verifier, Some(TextRef::new(set, "/data/verifier")));
}

#[test]
fn an_account_is_signed_out_by_what_it_no_longer_signs_in_with() {
    let mut log = Log::new();
    open(&mut log, ANN);
    let password = |invitation: Option<&str>| Event::PasswordSet {
        verifier: Text::plain("verifier"),
        invitation: invitation.map(str::to_owned),
    };
    let provider = || "exshire".to_owned();
    let subject = Text::plain("subject");
    for (event, signs_out) in [
        (password(Some("a")), true),
        (password(None), false),
        (
            Event::SecondStepSet {
                secret: Text::plain("secret"),
                recovery_codes: Text::plain("codes"),
            },
            false,
        ),
        (Event::SecondStepRemoved {}, true),
        (
            Event::ExternalIdentityLinked {
                provider: provider(),
                subject,
            },
            false,
        ),
        (
            Event::ExternalIdentityUnlinked {
                provider: provider(),
            },
            true,
        ),
        (Event::AccountSuspended {}, true),
        (Event::AccountRestored {}, false),
    ] {
        let told = format!("{event:?}");
        let position = add(&mut log, ANN, event);
        let account = log.models.accounts.get(id(ANN)).unwrap();
        let at = account.signed_out.map(|at| at.position);
        assert_eq!(at == Some(position), signs_out, "{told}");
    }
}

#[test]
fn a_token_is_found_until_it_is_revoked_past_or_its_account_suspended() {
    let mut log = Log::new();
    open(&mut log, ANN);
    for (token, digest) in [(1, "a"), (2, "b")] {
        let issued = Event::TokenIssued {
            token: id(token),
            label: "Monthly figures".to_owned(),
            digest: digest.to_owned(),
            holding: id(1),
            scope: TokenScope::Read,
            expires_on: day("2026-06-15"),
        };
        add(&mut log, ANN, issued);
    }
    let by = |log: &Log, digest: &str, on: &str| {
        let found = log.models.accounts.by_token_digest(digest, day(on));
        found.map(|(account, token, _)| (account.id, token))
    };
    assert_eq!(by(&log, "a", "2026-06-15"), Some((id(ANN), id(1))));
    assert_eq!(by(&log, "b", "2026-06-15"), Some((id(ANN), id(2))));
    assert_eq!(by(&log, "a", "2026-06-16"), None);
    assert_eq!(by(&log, "c", "2026-06-15"), None);
    add(&mut log, ANN, Event::TokenRevoked { token: id(1) });
    assert_eq!(by(&log, "a", "2026-06-15"), None);
    add(&mut log, ANN, Event::AccountSuspended {});
    assert_eq!(by(&log, "b", "2026-06-15"), None);
    let account = log.models.accounts.get(id(ANN)).unwrap();
    assert_eq!(account.tokens.len(), 2, "a revoked token stays on the list");
}

#[test]
fn a_calendar_is_found_by_its_latest_address() {
    let mut log = Log::new();
    open(&mut log, ANN);
    let issue = |digest: &str| Event::CalendarFeedIssued {
        digest: digest.to_owned(),
    };
    let by = |log: &Log, digest: &str| {
        let found = log.models.accounts.by_feed(digest);
        found.map(|account| account.id)
    };
    add(&mut log, ANN, issue("a"));
    add(&mut log, ANN, issue("b"));
    assert_eq!(by(&log, "a"), None);
    assert_eq!(by(&log, "b"), Some(id(ANN)));
    add(&mut log, ANN, Event::CalendarFeedRevoked {});
    assert_eq!(by(&log, "b"), None);
}

#[test]
fn the_second_step_knows_which_codes_are_used_up() {
    let mut log = Log::new();
    open(&mut log, ANN);
    let set = Event::SecondStepSet {
        secret: Text::plain("secret"),
        recovery_codes: Text::plain("codes"),
    };
    let set = add(&mut log, ANN, set);
    add(&mut log, ANN, Event::RecoveryCodeUsed { code: 3 });
    let step = |log: &Log| {
        let account = log.models.accounts.get(id(ANN)).unwrap();
        account.second_step.clone()
    };
    let known = step(&log).unwrap();
    assert!(known.used.iter().eq(&[3]));
    assert_eq!(known.secret, TextRef::new(set, "/data/secret"));
    let replaced = Event::RecoveryCodesReplaced {
        recovery_codes: Text::plain("other codes"),
    };
    let replaced = add(&mut log, ANN, replaced);
    let known = step(&log).unwrap();
    assert!(known.used.is_empty());
    let codes = TextRef::new(replaced, "/data/recovery_codes");
    assert_eq!(known.recovery_codes, codes);
    assert_eq!(known.secret, TextRef::new(set, "/data/secret"));
    add(&mut log, ANN, Event::SecondStepRemoved {});
    assert_eq!(step(&log), None);
}

#[test]
fn what_happened_to_an_account_never_opened_changes_nothing() {
    let mut log = Log::new();
    let before = log.models.accounts.clone();
    add(&mut log, ANN, Event::AccountSuspended {});
    link(&mut log, ANN, 1, None);
    assert_eq!(log.models.accounts, before);
    open(&mut log, ANN);
    let frequency = DigestFrequency::Weekly;
    add(&mut log, ANN, Event::DigestChosen { frequency });
    let account = log.models.accounts.get(id(ANN)).unwrap();
    assert_eq!(account.digest, frequency);
    assert!(account.is_active());
}
