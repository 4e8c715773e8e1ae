//! The rule about records: a log in which one is past its period, and one in which it is not yet.

use super::Story;
use crate::given::{Log, id};
use events::audit::Event as Audit;
use events::event::Event;
use events::ids::{AuditId, LogId};
use events::partnership::{Event as Part, RecordClass};

/// An audit was closed on a day, and is kept for twelve months.
fn closed(log: &mut Log, on: &str) {
    log.on(on);
    let rule = Part::RetentionRuleAdopted {
        class: "Audits of practice".to_owned(),
        period_months: 12,
        counted_from: "closure".to_owned(),
        basis: "the local schedule".to_owned(),
        covers: Some(RecordClass::Audits),
    };
    log.add(id::<LogId>(1).into(), Event::Partnership(rule));
    let audit = id::<AuditId>(1).into();
    log.add(audit, Event::Audit(Audit::AuditClosed {}));
}

/// Rule number, a log in which it finds something, and one in which it does not.
pub(super) const RECORDS: &[(u16, Story, Story)] = &[(
    115,
    |log| closed(log, "2025-06-14"),
    |log| closed(log, "2025-06-15"),
)];
