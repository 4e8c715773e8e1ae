//! What the tests of campaigns and returns begin with: a campaign with two standards that asks two
//! agencies, and a return of the first of them at each step of its life.

use crate::action;
use crate::envelope::Role;
use crate::event::Event;
use crate::given_when_then::{actor, begun, day, envelope, given, id, partnership};
use crate::ids::{ActionId, AgencyId, CampaignId, EvidenceId, ReturnId, StreamId};
use crate::rule_set::Citation;
use crate::self_assessment::{CampaignKind, Score, Standard, StandardsSet};
use crate::service_return::Command;
use crate::world::{Command as Any, Given, World};
use crate::{evidence, partnership as settings, self_assessment};

/// The agency whose return is told of, and another.
pub(crate) const AGENCY: u128 = 1;
pub(crate) const OTHER_AGENCY: u128 = 2;
/// The campaign, and the one before it.
pub(crate) const CAMPAIGN: u128 = 10;
pub(crate) const EARLIER_CAMPAIGN: u128 = 11;
/// The return, the other agency's in the same campaign, and one of the earlier campaign.
pub(crate) const RETURN: u128 = 20;
pub(crate) const OTHER_RETURN: u128 = 21;
pub(crate) const EARLIER_RETURN: u128 = 22;
/// Evidence that stands, and evidence that fell.
pub(crate) const EVIDENCE: u128 = 30;
pub(crate) const REJECTED: u128 = 31;
/// An improvement action the agency owns.
pub(crate) const ACTION: u128 = 40;
/// Nothing has this id.
pub(crate) const UNKNOWN: u128 = 99;

/// The keys of the two standards.
pub(crate) const LEADERSHIP: &str = "leadership";
pub(crate) const VOICE: &str = "voice";

/// A step that is accepted.
pub(crate) type Step = (StreamId, Any, Given);

/// A world moved on by steps that were all accepted, each by whoever gives it.
pub(crate) fn then(mut world: World, steps: Vec<Step>) -> World {
    for (stream, command, given) in steps {
        let told = format!("{command:?}");
        let events = world.decide(stream, command, &given);
        let events = events.unwrap_or_else(|refusals| panic!("{told}: {refusals:?}"));
        world.imagine(stream, &events, &given);
    }
    world
}

fn person(user: &str, role: Role, agency: Option<u128>) -> Given {
    let mut by = given();
    by.actor = crate::envelope::Actor::Person {
        user: user.to_owned(),
        role,
        agency: agency.map(id),
    };
    by
}

/// Somebody of the agency who fills the return in.
pub(crate) fn contributor() -> Given {
    person("contributor", Role::AgencyContributor, Some(AGENCY))
}

/// The senior officer of the agency.
pub(crate) fn lead() -> Given {
    person("lead", Role::AgencyLead, Some(AGENCY))
}

/// Another senior officer of the agency.
pub(crate) fn second_lead() -> Given {
    person("second-lead", Role::AgencyLead, Some(AGENCY))
}

/// A senior officer of the other agency.
pub(crate) fn other_lead() -> Given {
    person("other-lead", Role::AgencyLead, Some(OTHER_AGENCY))
}

/// The PQA coordinator.
pub(crate) fn coordinator() -> Given {
    person("coordinator", Role::PqaCoordinator, None)
}

/// A member of the PQA sub-group, from an agency or none.
pub(crate) fn pqa_member(agency: Option<u128>) -> Given {
    person("member", Role::PqaMember, agency)
}

/// The same, with a reason.
pub(crate) fn with_reason(given: Given) -> Given {
    Given {
        reason: Some("as agreed".into()),
        ..given
    }
}

/// The same, flagged late.
pub(crate) fn late(given: Given) -> Given {
    Given {
        late: true,
        ..given
    }
}

pub(crate) fn campaign() -> StreamId {
    id::<CampaignId>(CAMPAIGN).into()
}

pub(crate) fn the_return() -> StreamId {
    id::<ReturnId>(RETURN).into()
}

fn citation() -> Citation {
    Citation {
        source: "Children Act 2004".to_owned(),
        clause: "section 11".to_owned(),
        dated: day("2005-10-01"),
        rule: "arrangements are made".to_owned(),
    }
}

fn score(code: &str, counts_as_met: bool) -> Score {
    Score {
        code: code.to_owned(),
        label: code.to_owned(),
        definition: "when it fits".to_owned(),
        counts_as_met,
    }
}

fn standard(key: &str) -> Standard {
    Standard {
        key: key.to_owned(),
        title: key.to_owned(),
        statement: "it is so".to_owned(),
        what_good_looks_like: vec!["one sees it".to_owned()],
        citations: vec![citation()],
    }
}

/// A set of two standards and three scores.
pub(crate) fn standards() -> StandardsSet {
    StandardsSet {
        code: "small".to_owned(),
        version: 1,
        title: "A small set".to_owned(),
        citations: vec![citation()],
        confirm: false,
        scale: vec![
            score("met", true),
            score("partly_met", false),
            score("not_met", false),
        ],
        standards: vec![standard(LEADERSHIP), standard(VOICE)],
    }
}

/// Opens a campaign of this first day with a set.
pub(crate) fn open(opens: &str, standards: StandardsSet) -> self_assessment::Command {
    let opens = day(opens);
    self_assessment::Command::OpenCampaign {
        kind: CampaignKind::Section11,
        title: "The year's round".to_owned(),
        opens,
        due: opens + chrono::Days::new(60),
        standards,
    }
}

/// Asks an agency for its return.
pub(crate) fn invite(agency: u128, service_return: u128) -> self_assessment::Command {
    self_assessment::Command::InviteReturn {
        agency: id(agency),
        service_return: id(service_return),
        due: None,
    }
}

fn lodge(number: u128) -> Step {
    let lodge = evidence::Command::LodgeEvidence {
        file: None,
        reference: Some("the shared drive".into()),
        evidence_date: day("2026-03-01"),
        source: Some(id(AGENCY)),
        describes: "minutes".into(),
    };
    (id::<EvidenceId>(number).into(), lodge.into(), given())
}

/// Rejects a piece of evidence.
pub(crate) fn reject(number: u128) -> Step {
    let reject = evidence::Command::RejectEvidence {};
    let stream = id::<EvidenceId>(number).into();
    (stream, reject.into(), with_reason(given()))
}

/// The partnership with its evidence and an action of the agency, and no campaign.
pub(crate) fn nothing_asked() -> World {
    let steps = vec![lodge(EVIDENCE), lodge(REJECTED), reject(REJECTED)];
    let mut world = then(begun(), steps);
    for (number, agency) in [(ACTION, AGENCY), (ACTION + 1, OTHER_AGENCY)] {
        let agreed = action::Event::ActionAgreed {
            reference: "1.1".into(),
            plan: id(1),
            priority: id(1),
            parent: action::Parent::Recommendation(id(1)),
            text: "Train the governors".into(),
            owners: vec![action::Owner {
                role: "Head of Service".into(),
                agency: Some(id(agency)),
            }],
            start: None,
            due: None,
            due_precision: action::DatePrecision::Day,
            timescale: None,
            measures: Vec::new(),
            baseline: None,
            resources: None,
        };
        happened(&mut world, id::<ActionId>(number), Event::Action(agreed));
    }
    world
}

/// Something happened.
pub(crate) fn happened(world: &mut World, stream: impl Into<StreamId>, event: Event) {
    world.evolve_parts(&envelope(stream.into(), given().occurred_on), &event);
}

/// An open campaign, due on 31 May, that asked both agencies.
pub(crate) fn asked() -> World {
    let steps = [
        open("2026-04-01", standards()),
        invite(AGENCY, RETURN),
        invite(OTHER_AGENCY, OTHER_RETURN),
    ];
    let steps = steps.map(|command| (campaign(), command.into(), coordinator()));
    then(nothing_asked(), steps.to_vec())
}

/// A step of the return.
pub(crate) fn step(command: Command, given: Given) -> Step {
    (the_return(), command.into(), given)
}

/// Says how the agency meets a standard.
pub(crate) fn assess(standard: &str, score: &str, evidence: &[u128]) -> Command {
    Command::AssessStandard {
        standard: standard.to_owned(),
        score: score.to_owned(),
        narrative: "The board looks at it every quarter".into(),
        evidence: evidence.iter().map(|number| id(*number)).collect(),
    }
}

/// Signs off as the chief officer.
pub(crate) fn sign_off() -> Command {
    Command::SignOffReturn {
        post: "Chief Officer".to_owned(),
    }
}

/// Asks about the agency's leadership.
pub(crate) fn question() -> Command {
    Command::RequestClarification {
        standard: LEADERSHIP.to_owned(),
        question: "Who reports to whom?".into(),
    }
}

/// Explains the agency's leadership.
pub(crate) fn explain(score: Option<&str>, evidence: &[u128]) -> Command {
    Command::ProvideClarification {
        standard: LEADERSHIP.to_owned(),
        words: "The director reports to the board".into(),
        score: score.map(str::to_owned),
        evidence: evidence.iter().map(|number| id(*number)).collect(),
    }
}

/// A panel on a day.
pub(crate) fn challenge(on: &str, panel: &[&str]) -> Command {
    Command::HoldChallenge {
        on: day(on),
        panel: panel.iter().map(|post| (*post).to_owned()).collect(),
        lay_member: true,
        young_people: false,
        words: "How is the voice of babies heard?".into(),
    }
}

pub(crate) fn moderate(standard: &str, to: &str) -> Command {
    Command::ModerateStandard {
        standard: standard.to_owned(),
        to: to.to_owned(),
    }
}

/// The return is being filled in.
pub(crate) fn started() -> World {
    then(asked(), vec![step(Command::StartReturn {}, contributor())])
}

/// Both standards are answered: leadership is met and shown, voice is not met.
pub(crate) fn answered() -> World {
    let steps = vec![
        step(assess(LEADERSHIP, "met", &[EVIDENCE]), contributor()),
        step(assess(VOICE, "not_met", &[]), contributor()),
    ];
    then(started(), steps)
}

pub(crate) fn signed_off() -> World {
    then(answered(), vec![step(sign_off(), lead())])
}

pub(crate) fn submitted() -> World {
    then(signed_off(), vec![step(Command::SubmitReturn {}, lead())])
}

pub(crate) fn challenged() -> World {
    let held = challenge("2026-06-15", &["Independent chair"]);
    then(submitted(), vec![step(held, coordinator())])
}

pub(crate) fn accepted_return() -> World {
    let accept = step(Command::AcceptReturn {}, coordinator());
    then(challenged(), vec![accept])
}

/// The agency leaves the partnership today.
pub(crate) fn leaves(agency: u128) -> Step {
    let leave = settings::Command::WithdrawRelevantAgency {
        agency: id::<AgencyId>(agency),
        from: given().today,
    };
    (partnership(), leave.into(), with_reason(given()))
}

/// An agency's return is reported as not returned.
pub(crate) fn given_up(agency: u128) -> Step {
    let report = self_assessment::Command::ReportNonReturn { agency: id(agency) };
    (campaign(), report.into(), with_reason(coordinator()))
}

/// The campaign is closed.
pub(crate) fn close() -> Step {
    let close = self_assessment::Command::CloseCampaign {};
    (campaign(), close.into(), coordinator())
}

/// The business manager, who may do what a coordinator does.
pub(crate) fn manager() -> Given {
    Given {
        actor: actor(Role::BusinessManager, None),
        ..given()
    }
}
