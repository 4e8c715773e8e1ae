//! A desk for tests: a record on a folder of its own, with Ann as its first administrator.

use super::{Desk, SetUp, Settings};
use crate::app::{App, Instruction, Meta, Start};
use crate::clock::Clock;
use events::envelope::Actor;
use events::ids::AccountId;
use std::sync::Arc;
use tempfile::TempDir;
use zeroize::Zeroizing;

pub(super) struct Office {
    pub(super) desk: Arc<Desk>,
    pub(super) clock: Clock,
    pub(super) ann: AccountId,
    _folder: TempDir,
}

impl Office {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::set_to("2026-03-02T09:00:10Z".parse().unwrap());
        let start = Start {
            data: folder.path().to_owned(),
            master_key: [7; 32],
            clock: clock.clone(),
        };
        let desk = Desk::new(Arc::new(App::start(start).unwrap()), Settings::default());
        let asked = SetUp {
            partnership: "Exshire".to_owned(),
            area: "Exshire".to_owned(),
            name: "Ann Baker".to_owned(),
            address: "ann@example.org".to_owned(),
            password: Zeroizing::new("violet anchor misty harbour".to_owned()),
            is_manager: false,
        };
        let link = desk.set_up_link().unwrap();
        let ann = desk.set_up(&link, &asked).unwrap();
        Self {
            desk: Arc::new(desk),
            clock,
            ann,
            _folder: folder,
        }
    }

    /// Records something at the terminal.
    pub(super) fn record(&self, instruction: Instruction) {
        let meta = Meta::by(Actor::terminal()).because("as a test needs it");
        self.desk.app.execute(vec![instruction], &meta).unwrap();
    }

    /// The same record after a restart: nothing in memory is left.
    pub(super) fn restarted(&self) -> Desk {
        Desk::new(Arc::clone(&self.desk.app), Settings::default())
    }
}
