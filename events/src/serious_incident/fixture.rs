//! An incident at every stage, against which the rules of incidents and what follows are tested.
//!
//! 25 May 2026 is a bank holiday: the notification of what was known on 18 May is due on 26 May.

use super::*;
use crate::audit_case::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use crate::envelope::Role;
use crate::given_when_then::{actor, begun, day, given, id, on_from};
use crate::ids::{IncidentId, ReviewSubjectId, StreamId};
use crate::partnership::{self, AgencyKind, PartnerCapacity};
use crate::review_subject;
use crate::world::{self, Given, World};

/// The incident of the tests.
pub(crate) const INCIDENT: u128 = 41;

/// Its child and a brother.
pub(crate) const CHILD: u128 = 51;
pub(crate) const BROTHER: u128 = 52;

pub(crate) fn incident(number: u128) -> StreamId {
    id::<IncidentId>(number).into()
}

pub(crate) fn subject(number: u128) -> StreamId {
    id::<ReviewSubjectId>(number).into()
}

/// Somebody in a role for an agency, today.
pub(crate) fn by(role: Role, agency: Option<u128>) -> Given {
    Given {
        actor: actor(role, agency.map(id)),
        ..given()
    }
}

/// The coordinator of the review group.
pub(crate) fn coordinator() -> Given {
    by(Role::CsprCoordinator, None)
}

/// The partnership with its three safeguarding partners: council (1), police (2), health (3), and a
/// school (4) that is a member only.
pub(crate) fn three_partners() -> World {
    let mut history: Vec<(StreamId, world::Command)> = Vec::new();
    let partnership = crate::given_when_then::partnership();
    for (number, name, kind) in [
        (3, "Anyshire ICB", AgencyKind::Health),
        (4, "Anyshire schools", AgencyKind::Education),
    ] {
        let add = partnership::Command::AddRelevantAgency {
            agency: id(number),
            name: name.to_owned(),
            also_known_as: Vec::new(),
            kind,
            from: day("2019-09-29"),
        };
        history.push((partnership, add.into()));
    }
    for number in [1, 2, 3] {
        history.push((partnership, designate(number, "2019-09-29").into()));
    }
    on_from(begun(), history)
}

/// Names an agency as a safeguarding partner.
pub(crate) fn designate(agency: u128, from: &str) -> partnership::Command {
    partnership::Command::DesignateSafeguardingPartner {
        agency: id(agency),
        capacity: PartnerCapacity::Delegated,
        post: "Director".to_owned(),
        from: day(from),
    }
}

pub(crate) fn refer() -> Command {
    Command::ReferIncident {
        reference: "SI-07".to_owned(),
        agency: id(2),
        on: day("2026-05-18"),
        nature: Nature::PhysicalHarm,
        harm_from: HarmFrom::IntraFamilial,
        words: "A baby with injuries nobody explains".into(),
    }
}

pub(crate) fn aware(on: &str) -> Command {
    Command::BecomeAware { on: day(on) }
}

pub(crate) fn decided(notify: bool, criteria: &[NotifyCriterion]) -> Command {
    Command::DecideNotification {
        notify,
        criteria: criteria.to_vec(),
        rationale: "Both criteria".into(),
        consulted: vec![id(2), id(3)],
        dissent: Vec::new(),
    }
}

/// The criteria under which the Panel must be notified.
pub(crate) const DUTY: [NotifyCriterion; 3] = [
    NotifyCriterion::AbuseOrNeglect,
    NotifyCriterion::SeriouslyHarmed,
    NotifyCriterion::InArea,
];

pub(crate) fn notify(on: &str) -> Command {
    Command::NotifyPanel {
        reference: "N-100".to_owned(),
        on: day(on),
        nature: Nature::PhysicalHarm,
    }
}

/// The world after commands to the incident.
pub(crate) fn then(world: World, commands: Vec<Command>) -> World {
    let history = commands
        .into_iter()
        .map(|one| (incident(INCIDENT), one.into()));
    on_from(world, history.collect())
}

pub(crate) fn referred() -> World {
    then(three_partners(), vec![refer()])
}

pub(crate) fn known() -> World {
    then(referred(), vec![aware("2026-05-18")])
}

pub(crate) fn to_notify() -> World {
    then(known(), vec![decided(true, &DUTY)])
}

pub(crate) fn not_notifiable() -> World {
    then(known(), vec![decided(false, &[NotifyCriterion::InArea])])
}

pub(crate) fn notified() -> World {
    then(to_notify(), vec![notify("2026-05-22")])
}

/// The child of the incident, or another one.
pub(crate) fn add_subject(alias: &str, kind: review_subject::SubjectKind) -> world::Command {
    review_subject::Command::AddSubject {
        of: review_subject::SubjectOf::Incident(id(INCIDENT)),
        alias: alias.to_owned(),
        kind,
        age_band: AgeBand::UnderOne,
        sex: review_subject::Sex::Unknown,
        ethnicity: Ethnicity::Unknown,
        disability: Disability::Unknown,
        looked_after: review_subject::LookedAfter::Unknown,
        placement: Placement::AtHome,
        plan_type: PlanType::NoPlan,
        known_to: Vec::new(),
    }
    .into()
}

/// The notified incident with its child and a brother.
pub(crate) fn with_children() -> World {
    use review_subject::SubjectKind::{Child, OtherChild};
    let history = vec![
        (subject(CHILD), add_subject("C-1", Child)),
        (subject(BROTHER), add_subject("C-2", OtherChild)),
    ];
    on_from(notified(), history)
}
