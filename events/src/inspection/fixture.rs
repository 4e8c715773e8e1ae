//! An inspection at every stage.
//!
//! Today is 15 June 2026. 25 May 2026 is a bank holiday.

use super::*;
use crate::given_when_then::{day, id, on_from};
use crate::ids::{InspectionId, RecommendationId, StreamId};
use crate::recommendation::{self, Source, SourceKind};
use crate::serious_incident::fixture::three_partners;
use crate::world::World;

/// The inspection of the tests.
pub(crate) const INSPECTION: u128 = 141;

/// A request to the partnership, and one to the police (2).
pub(crate) const REQUEST: u128 = 151;
pub(crate) const OF_POLICE: u128 = 152;

/// An area for priority action.
pub(crate) const FINDING: u128 = 161;

pub(crate) fn inspection(number: u128) -> StreamId {
    id::<InspectionId>(number).into()
}

pub(crate) fn days(from: &str, to: &str) -> Fieldwork {
    Fieldwork {
        from: day(from),
        to: day(to),
    }
}

/// Notified on 5 January, with the inspectors here from 12 to 16 January.
pub(crate) fn notify_as(kind: InspectionKind, reference: &str) -> Command {
    Command::NotifyInspection {
        kind,
        reference: reference.to_owned(),
        inspectorates: vec![Inspectorate::Ofsted, Inspectorate::Hmicfrs],
        on: day("2026-01-05"),
        fieldwork: Some(days("2026-01-12", "2026-01-16")),
        lead: "Head of Quality Assurance".to_owned(),
    }
}

pub(crate) fn notify() -> Command {
    notify_as(InspectionKind::Jtai, "JTAI 2026")
}

pub(crate) fn ask(number: u128, agency: Option<u128>) -> Command {
    Command::ReceiveInformationRequest {
        request: id(number),
        number: number.to_string(),
        inspectorate: Inspectorate::Ofsted,
        agency: agency.map(id),
        what: "The last three audits on neglect".into(),
        received_on: day("2026-01-06"),
        due_on: day("2026-01-08"),
    }
}

pub(crate) fn answer(number: u128, on: &str) -> Command {
    Command::AnswerInformationRequest {
        request: id(number),
        words: "The three reports".into(),
        on: day(on),
        things: Vec::new(),
        evidence: Vec::new(),
        packs: Vec::new(),
    }
}

pub(crate) fn letter(on: &str) -> Command {
    Command::ReceiveInspectionLetter {
        on: day(on),
        judged: "Requires improvement".into(),
    }
}

pub(crate) fn find(number: u128, kind: FindingKind) -> Command {
    Command::ReceiveInspectionFinding {
        finding: id(number),
        kind,
        statement: "Too few children are seen alone".into(),
        theme: "neglect".to_owned(),
        agencies: vec![id(2)],
    }
}

pub(crate) fn justify(number: u128) -> Command {
    Command::JustifyNoRecommendation {
        finding: id(number),
    }
}

pub(crate) fn submit(on: &str) -> Command {
    Command::SubmitPostInspectionPlan {
        to: "Ofsted".into(),
        on: day(on),
        plan: None,
        document: None,
    }
}

pub(crate) fn recommend(finding: u128) -> recommendation::Command {
    recommendation::Command::MakeRecommendation {
        reference: "R9".to_owned(),
        plan: None,
        priority: None,
        theme: None,
        sources: vec![Source {
            kind: SourceKind::Inspection,
            id: Some(id::<crate::ids::InspectionFindingId>(finding).0),
            title: "JTAI 2026".to_owned(),
        }],
        text: "See every child alone".into(),
        addressees: vec![id(1)],
        outcome: Some("Children are heard".into()),
        measure: None,
        level: recommendation::Level::Local,
        due: None,
    }
}

/// The world after commands to the inspection.
pub(crate) fn then(world: World, commands: Vec<Command>) -> World {
    let history = commands.into_iter();
    on_from(
        world,
        history
            .map(|one| (inspection(INSPECTION), one.into()))
            .collect(),
    )
}

pub(crate) fn notified() -> World {
    then(three_partners(), vec![notify()])
}

pub(crate) fn asked() -> World {
    then(
        notified(),
        vec![ask(REQUEST, None), ask(OF_POLICE, Some(2))],
    )
}

/// Both requests are answered, the second a day late, and the letter came on 30 January: the plan
/// is due on 13 May.
pub(crate) fn reported() -> World {
    let steps = vec![
        answer(REQUEST, "2026-01-08"),
        answer(OF_POLICE, "2026-01-09"),
        letter("2026-01-30"),
    ];
    then(asked(), steps)
}

pub(crate) fn found() -> World {
    then(reported(), vec![find(FINDING, FindingKind::PriorityAction)])
}

/// A recommendation is made of the finding.
pub(crate) fn recommended() -> World {
    let stream = id::<RecommendationId>(171).into();
    on_from(found(), vec![(stream, recommend(FINDING).into())])
}

pub(crate) fn submitted() -> World {
    then(recommended(), vec![submit("2026-05-13")])
}
