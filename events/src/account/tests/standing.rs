//! Suspending, restoring, and who must stay.

use super::*;

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
