//! A rapid review at every stage.

use super::*;
use crate::given_when_then::{day, id, on_from};
use crate::ids::{RapidReviewId, StreamId};
use crate::serious_incident::fixture::{INCIDENT, with_children};
use crate::world::World;

/// The review of the tests.
pub(crate) const REVIEW: u128 = 61;

/// Its learning point.
pub(crate) const POINT: u128 = 71;

pub(crate) fn review(number: u128) -> StreamId {
    id::<RapidReviewId>(number).into()
}

/// The world after commands to the review.
pub(crate) fn then(world: World, commands: Vec<Command>) -> World {
    let history = commands.into_iter().map(|one| (review(REVIEW), one.into()));
    on_from(world, history.collect())
}

pub(crate) fn open() -> Command {
    Command::OpenRapidReview {
        incident: id(INCIDENT),
    }
}

pub(crate) fn request(agency: u128) -> Command {
    Command::RequestSummary { agency: id(agency) }
}

pub(crate) fn send(agency: u128) -> Command {
    Command::SendSummary {
        agency: id(agency),
        words: "We visited twice".into(),
    }
}

/// The summary as the coordinator records it.
pub(crate) fn received(agency: u128) -> Command {
    Command::ReceiveSummary {
        agency: id(agency),
        words: Some("We visited twice".into()),
        evidence: Vec::new(),
    }
}

pub(crate) fn explain(agency: u128) -> Command {
    Command::ExplainMissingSummary {
        agency: id(agency),
        words: "It never knew the family".into(),
    }
}

pub(crate) fn meet(on: &str, present: &[u128]) -> Command {
    Command::HoldReviewMeeting {
        on: day(on),
        present: present.iter().map(|one| id(*one)).collect(),
    }
}

pub(crate) fn point(number: u128) -> Command {
    Command::RecordLearningPoint {
        point: id(number),
        statement: "Injuries were not shared between agencies".into(),
        theme: "neglect".to_owned(),
    }
}

pub(crate) fn position(agency: u128, outcome: Outcome, why: Option<&str>) -> Position {
    Position {
        agency: id(agency),
        outcome,
        words: why.map(Into::into),
    }
}

/// A decision for a practice review on which the named partners all agree.
pub(crate) fn deciding_on(partners: &[u128]) -> Command {
    let agrees = |one: &u128| position(*one, Outcome::PracticeReview, None);
    Command::DecideReview {
        outcome: Outcome::PracticeReview,
        criteria: vec![ReviewCriterion::WorkingTogether],
        positions: partners.iter().map(agrees).collect(),
        rationale: "Three agencies knew and none told another".into(),
    }
}

pub(crate) fn submit(on: &str) -> Command {
    Command::SubmitRapidReview { on: day(on) }
}

pub(crate) fn answer(view: PanelView, on: &str) -> Command {
    Command::ReceivePanelResponse {
        view,
        comments: Some("Thank you".into()),
        on: day(on),
    }
}

pub(crate) fn opened() -> World {
    then(with_children(), vec![open()])
}

pub(crate) fn gathering() -> World {
    then(opened(), vec![request(2), request(3)])
}

pub(crate) fn met() -> World {
    then(
        gathering(),
        vec![received(2), received(3), meet("2026-06-10", &[1, 2, 3])],
    )
}

pub(crate) fn decided() -> World {
    then(met(), vec![point(POINT), deciding_on(&[1, 2, 3])])
}

pub(crate) fn submitted() -> World {
    then(decided(), vec![submit("2026-06-15")])
}

pub(crate) fn responded() -> World {
    then(
        submitted(),
        vec![answer(PanelView::Disagrees, "2026-06-15")],
    )
}
