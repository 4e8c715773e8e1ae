//! Who may see and do what, over a real server: every address and every command, in every role, on
//! what is their own agency's, another's, or anybody's for somebody of no agency, in each
//! classification.
//!
//! What is expected is worked out from the one policy (`events::everywhere`), without asking the
//! server; and all answers together are a table in `golden/access-matrix.csv`, so that a change of
//! policy shows in review. `UPDATE_GOLDEN=1` writes it afresh. An address without a row fails here
//! by name.

mod commands;
mod expected;
mod record;
mod routes;
mod table;

use super::server::Server;
use commands::every_command;
use record::Record;
use routes::every_route;
use std::sync::LazyLock;
use table::Golden;

struct World {
    server: Server,
    record: Record,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let server = Server::new();
    let record = Record::made(&server);
    World { server, record }
});

#[test]
fn every_address_and_command_answers_each_role_as_the_policy_says() {
    let world = &*WORLD;
    let mut golden = Golden::default();
    let mut found = every_route(&world.server, &world.record, &mut golden);
    found.extend(every_command(&world.server, &world.record, &mut golden));
    let told = found
        .iter()
        .take(80)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        found.is_empty(),
        "{} differ from the policy:\n{told}",
        found.len()
    );
    golden.compare();
}

mod naming;
