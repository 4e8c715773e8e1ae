//! What is sealed, and what is not offered to the interface.

use super::*;

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
