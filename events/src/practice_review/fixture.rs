//! A practice review at every stage, against which its rules are tested.

use super::*;
use crate::audit_case::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use crate::given_when_then::{because, begun, day, given, id, on_from};
use crate::ids::{
    AgencyId, PracticeReviewId, RecommendationId, ReviewFindingId, ReviewSubjectId, StreamId,
};
use crate::recommendation::{self, Source, SourceKind};
use crate::review_subject::{self, LookedAfter, Sex, SubjectKind, SubjectOf};
use crate::world::{self, Given, World};
use crate::{envelope::Role, partnership};

/// The review of the tests.
pub(crate) const REVIEW: u128 = 1;

/// Its finding, which asks for a recommendation.
pub(crate) const FINDING: u128 = 21;

/// Its mother, a subject of the review.
pub(crate) const MOTHER: u128 = 31;

/// The agencies of the tests, both safeguarding partners.
pub(crate) const PARTNERS: [u128; 2] = [1, 2];

pub(crate) fn review(number: u128) -> StreamId {
    id::<PracticeReviewId>(number).into()
}

/// Somebody in a role for an agency, today.
pub(crate) fn by(role: Role, agency: Option<u128>) -> Given {
    Given {
        actor: crate::given_when_then::actor(role, agency.map(id)),
        ..given()
    }
}

/// The same person, on another day.
pub(crate) fn on_day(written: &str) -> Given {
    Given {
        occurred_on: day(written),
        today: day(written),
        ..given()
    }
}

pub(crate) fn commission(kind: ReviewKind, decided_on: &str) -> Command {
    Command::CommissionReview {
        kind,
        title: "Child Alder".to_owned(),
        reference: "LCSPR 2026-1".to_owned(),
        about: "How agencies worked together before a baby was harmed".into(),
        decided_on: day(decided_on),
        rapid_review: None,
        monitored_every_weeks: 6,
    }
}

pub(crate) fn appoint() -> Command {
    Command::AppointReviewer {
        who: "A former director of nursing of another region".into(),
        employed_by: None,
        had_part_in_case: false,
        independence: "Never worked here; asked and declared".into(),
    }
}

pub(crate) fn terms() -> Command {
    Command::AgreeTermsOfReference {
        words: "What was known of the risk, and what was done".into(),
        agencies: vec![id(1), id(2)],
    }
}

pub(crate) fn draft(reviewer: Option<u32>) -> Command {
    Command::ReceiveDraftReport {
        reviewer,
        words: "The first whole draft".into(),
        document: None,
    }
}

pub(crate) fn finding(number: u128) -> Command {
    Command::RecordReviewFinding {
        finding: id::<ReviewFindingId>(number),
        kind: FindingKind::Finding,
        statement: "Fathers were not asked about".into(),
        theme: "neglect".to_owned(),
        underlying_reason: None,
    }
}

pub(crate) fn sign(agency: u128) -> Command {
    Command::SignOffReport {
        agency: id::<AgencyId>(agency),
    }
}

pub(crate) fn assess() -> Command {
    Command::AssessPublicationImpact {
        family: "The mother has read it and is told the day before".into(),
        practitioners: "A meeting is offered on the day".into(),
    }
}

pub(crate) fn answers() -> Vec<AnonymityAnswer> {
    let all = AnonymityQuestion::ALL.into_iter();
    all.map(|question| AnonymityAnswer {
        question,
        holds: true,
    })
    .collect()
}

pub(crate) fn check() -> Command {
    Command::CheckAnonymisation {
        by: "Review coordinator".to_owned(),
        answers: answers(),
        patterns: Vec::new(),
        residual_risk: "Local press knows of the case".into(),
    }
}

pub(crate) fn send(on: &str) -> Command {
    Command::SendReportToPanel { on: day(on) }
}

pub(crate) fn publish(on: &str) -> Command {
    Command::PublishReport {
        on: day(on),
        place: "The partnership's website".to_owned(),
        available_until: None,
    }
}

pub(crate) fn improvements(on: &str) -> Command {
    Command::PublishImprovements {
        on: day(on),
        place: "The partnership's website".to_owned(),
        available_until: None,
        words: "Ask about fathers in every assessment".into(),
    }
}

pub(crate) fn delay(expected: &str, told: &str) -> Command {
    Command::DelayPublication {
        why: "A criminal trial, during which publishing could do harm".into(),
        expected: day(expected),
        told_panel_on: day(told),
        told: Vec::new(),
    }
}

/// A recommendation made of what a review says.
pub(crate) fn recommend(finding: u128) -> recommendation::Command {
    recommendation::Command::MakeRecommendation {
        reference: format!("R{finding}"),
        plan: None,
        priority: None,
        theme: None,
        sources: vec![Source {
            kind: SourceKind::PracticeReview,
            id: Some(id(finding)),
            title: "Child Alder".to_owned(),
        }],
        text: "Every assessment asks about fathers".into(),
        addressees: vec![id(1)],
        outcome: None,
        measure: None,
        level: recommendation::Level::Local,
        due: None,
    }
}

pub(crate) fn recommended(number: u128, finding: u128) -> (StreamId, world::Command) {
    let recommendation: RecommendationId = id(number);
    (recommendation.into(), recommend(finding).into())
}

type History = Vec<(StreamId, world::Command)>;

fn to_review(commands: Vec<Command>) -> History {
    let all = commands.into_iter();
    all.map(|command| (review(REVIEW), command.into()))
        .collect()
}

/// A world moved on by commands to the review, all on one day.
pub(crate) fn then(world: World, commands: Vec<Command>) -> World {
    on_from(world, to_review(commands))
}

/// A world moved on by one command to the review on another day.
pub(crate) fn then_on(mut world: World, written: &str, command: Command) -> World {
    let given = Given {
        reason: because().reason,
        ..on_day(written)
    };
    let events = world.decide(review(REVIEW), command.into(), &given);
    let events = events.unwrap_or_else(|refusals| panic!("{refusals:?}"));
    for event in events {
        let envelope = crate::given_when_then::envelope(review(REVIEW), given.occurred_on);
        world.evolve_parts(&envelope, &event);
    }
    world
}

/// The partnership with its two safeguarding partners.
pub(crate) fn partnered() -> World {
    let designate = |agency: u128| partnership::Command::DesignateSafeguardingPartner {
        agency: id(agency),
        capacity: partnership::PartnerCapacity::Lead,
        post: "Chief executive".to_owned(),
        from: day("2019-09-29"),
    };
    let history: History = PARTNERS
        .map(|agency| {
            (
                crate::given_when_then::partnership(),
                designate(agency).into(),
            )
        })
        .into();
    on_from(begun(), history)
}

/// Commissioned on 1 May 2026.
pub(crate) fn commissioned() -> World {
    then(
        partnered(),
        vec![commission(ReviewKind::Local, "2026-05-01")],
    )
}

/// At work: terms agreed, reviewer appointed.
pub(crate) fn underway() -> World {
    then(commissioned(), vec![terms(), appoint()])
}

/// Somebody of the family is added to a review.
pub(crate) fn add_to(of: SubjectOf, alias: &str) -> review_subject::Command {
    review_subject::Command::AddSubject {
        of,
        alias: alias.to_owned(),
        kind: SubjectKind::ParentOrCarer,
        age_band: AgeBand::Unknown,
        sex: Sex::Unknown,
        ethnicity: Ethnicity::Unknown,
        disability: Disability::Unknown,
        looked_after: LookedAfter::Unknown,
        placement: Placement::Unknown,
        plan_type: PlanType::Unknown,
        known_to: Vec::new(),
    }
}

/// The mother is added to the review, and is asked to take part by whoever gives [`invite`].
pub(crate) fn with_mother(world: World) -> World {
    let of = SubjectOf::PracticeReview(id(REVIEW));
    let mother = id::<ReviewSubjectId>(MOTHER);
    on_from(world, vec![(mother.into(), add_to(of, "P-1").into())])
}

pub(crate) fn invite(subject: u128) -> Command {
    Command::InviteFamily {
        subject: id(subject),
        how: "By letter, and a visit with the midwife".into(),
    }
}

/// A draft came, and says something.
pub(crate) fn drafted() -> World {
    then(underway(), vec![finding(FINDING), draft(Some(1))])
}

/// Every partner signed it, on 15 June 2026.
pub(crate) fn signed() -> World {
    then(drafted(), vec![sign(1), sign(2)])
}

/// Everything is there to publish it but the days the Panel has to have it, counted from 15 June
/// 2026.
pub(crate) fn noticed() -> World {
    then(signed(), vec![assess(), check(), send("2026-06-15")])
}

/// Published on 24 June 2026.
pub(crate) fn published() -> World {
    then_on(noticed(), "2026-06-24", publish("2026-06-24"))
}

/// Closed, after a recommendation was made of its finding.
pub(crate) fn closed() -> World {
    let world = on_from(published(), vec![recommended(1, FINDING)]);
    then(world, vec![Command::CloseReview {}])
}
