//! The rules about inspections: a log in which each finds something, and one close by in which it
//! does not.

use super::Story;
use crate::given::{Log, day, id, words};
use events::event::Event;
use events::ids::InspectionId;
use events::inspection::{Event as Part, InspectionKind, Inspectorate};

/// Something happens to inspection 1.
fn inspected(log: &mut Log, event: Part) {
    log.add(id::<InspectionId>(1).into(), Event::Inspection(event));
}

fn notified(log: &mut Log) {
    log.on("2026-01-05");
    let notified = Part::InspectionNotified {
        kind: InspectionKind::Jtai,
        reference: "JTAI 2026".to_owned(),
        inspectorates: vec![Inspectorate::Ofsted],
        on: day("2026-01-05"),
        fieldwork: None,
        lead: "Head of Quality Assurance".to_owned(),
    };
    inspected(log, notified);
}

/// Asked for something by a day.
fn asked(log: &mut Log, due: &str) {
    notified(log);
    let asked = Part::InformationRequestReceived {
        request: id(11),
        number: "1".to_owned(),
        inspectorate: Inspectorate::Ofsted,
        agency: None,
        what: words(),
        received_on: day("2026-01-06"),
        due_on: day(due),
    };
    inspected(log, asked);
}

/// The letter came, and the plan is due on 13 May.
fn reported(log: &mut Log) {
    notified(log);
    let letter = Part::InspectionLetterReceived {
        on: day("2026-01-30"),
        judged: words(),
        rule_set: Some("wt2023".to_owned()),
        due: Some(day("2026-05-13")),
    };
    inspected(log, letter);
}

/// Rule number, a log in which it finds something, and one in which it does not.
pub(super) const INSPECTIONS: &[(u16, Story, Story)] = &[
    (
        113,
        |log| asked(log, "2026-06-14"),
        |log| asked(log, "2026-06-15"),
    ),
    (114, reported, |log| {
        reported(log);
        let sent = Part::PostInspectionPlanSubmitted {
            to: words(),
            on: day("2026-05-13"),
            plan: None,
            document: None,
        };
        inspected(log, sent);
    }),
];
