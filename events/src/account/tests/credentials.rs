//! What somebody signs in with: invitations, passwords, second steps, tokens.

use super::*;

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
