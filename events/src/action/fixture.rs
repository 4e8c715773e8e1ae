//! A small partnership against which the rules are tested: three agencies, the default key in
//! short, one plan with two priorities, and a meeting with a decision of every standing.

use crate::action::Owner;
use crate::envelope::{Actor, Classification, DecidedIn, Envelope, Moment, Role};
use crate::event::Event;
use crate::ids::{DecisionId, EvidenceId, GroupId, MeetingId, PlanId, PriorityId};
use crate::ids::{LogId, OutcomeId, StreamId};
use crate::partnership::{self, AgencyKind, RagCode, RagMeaning, Theme};
use crate::refusal::Refusal;
use crate::world::{Given, World};
use crate::{evidence, meeting, plan};
use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

/// Today, in every test.
pub(crate) const TODAY: &str = "2026-06-01";
/// The plan's last day.
pub(crate) const PLAN_ENDS: &str = "2027-03-31";

pub(crate) const COUNCIL: u128 = 1;
pub(crate) const HEALTH: u128 = 2;
pub(crate) const TEAM: u128 = 3;
pub(crate) const UNKNOWN: u128 = 99;
pub(crate) const PLAN: u128 = 10;
pub(crate) const CLOSED_PLAN: u128 = 11;
pub(crate) const LATER_PLAN: u128 = 12;
pub(crate) const PRIORITY: u128 = 20;
pub(crate) const RETIRED_PRIORITY: u128 = 21;
pub(crate) const OUTCOME: u128 = 25;
pub(crate) const MEETING: u128 = 30;
pub(crate) const CANCELLED: u128 = 31;
pub(crate) const STANDING: u128 = 40;
pub(crate) const RESCINDED: u128 = 41;
pub(crate) const UNRATIFIED: u128 = 42;
pub(crate) const EVIDENCE: u128 = 50;
pub(crate) const REJECTED: u128 = 51;
pub(crate) const SUPERSEDED: u128 = 52;

pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn owner(agency: u128) -> Owner {
    Owner {
        role: "Head of Service".into(),
        agency: Some(id(agency)),
    }
}

/// An owner of the partnership's own team.
pub(crate) fn team_owner() -> Owner {
    Owner {
        role: "Learning officer".into(),
        agency: None,
    }
}

pub(crate) fn somebody(user: &str, role: Role, agency: Option<u128>) -> Actor {
    Actor::Person {
        user: user.into(),
        role,
        agency: agency.map(id),
    }
}

pub(crate) fn council_lead() -> Actor {
    somebody("council-lead", Role::AgencyLead, Some(COUNCIL))
}

pub(crate) fn health_lead() -> Actor {
    somebody("health-lead", Role::AgencyLead, Some(HEALTH))
}

pub(crate) fn manager() -> Actor {
    somebody("manager", Role::BusinessManager, None)
}

pub(crate) fn chair() -> Actor {
    somebody("chair", Role::Chair, None)
}

pub(crate) fn importer() -> Actor {
    Actor::Import {
        user: "manager".into(),
        role: Role::BusinessManager,
        agency: None,
    }
}

/// A decision of a meeting.
pub(crate) fn decided(meeting: u128, decision: u128) -> DecidedIn {
    DecidedIn {
        meeting: id(meeting),
        decision: Some(id(decision)),
    }
}

/// A command and what surrounds it: the business manager, today, without a reason.
#[derive(Debug, Clone)]
pub(crate) struct Asked<C> {
    pub(crate) command: C,
    pub(crate) given: Given,
}

pub(crate) fn ask<C>(command: C) -> Asked<C> {
    let given = Given {
        actor: manager(),
        occurred_on: day(TODAY),
        today: day(TODAY),
        now: crate::given_when_then::moment("2026-06-01T12:00:00Z"),
        reason: None,
        decided_in: None,
        late: false,
        identifiers_confirmed: false,
    };
    Asked { command, given }
}

impl<C> Asked<C> {
    pub(crate) fn by(mut self, actor: Actor) -> Self {
        self.given.actor = actor;
        self
    }

    pub(crate) fn because(mut self, reason: &str) -> Self {
        self.given.reason = Some(reason.into());
        self
    }

    pub(crate) fn decided_in(mut self, decided_in: DecidedIn) -> Self {
        self.given.decided_in = Some(decided_in);
        self
    }
}

/// Everything that happened before a command.
pub(crate) struct Scene {
    pub(crate) world: World,
    position: u64,
}

impl Scene {
    /// The partnership, its plans, its meetings and its evidence.
    pub(crate) fn begin() -> Self {
        let mut scene = Self {
            world: World::default(),
            position: 0,
        };
        scene.partnership();
        scene.plans();
        scene.meetings();
        scene.evidence();
        scene
    }

    /// Something happened, by somebody.
    pub(crate) fn happened(&mut self, actor: Actor, stream: impl Into<StreamId>, event: Event) {
        self.position += 1;
        let at = day(TODAY).and_time(NaiveTime::MIN).and_utc();
        let envelope = Envelope {
            actor,
            causation: None,
            classification: Classification::Official,
            correlation: None,
            decided_in: None,
            id: id(u128::from(self.position)),
            identifiers: Vec::new(),
            late: false,
            occurred_on: day(TODAY),
            position: self.position,
            reason: None,
            recorded_at: Moment::new(at),
            schema: crate::event::SCHEMA,
            stream: stream.into(),
            type_name: String::new(),
            version: 1,
        };
        self.world.evolve_parts(&envelope, &event);
    }

    fn partnership(&mut self) {
        let agencies = [
            (COUNCIL, "Council", AgencyKind::LocalAuthority),
            (HEALTH, "Health board", AgencyKind::Health),
            (TEAM, "Partnership team", AgencyKind::PartnershipTeam),
        ];
        for (number, name, kind) in agencies {
            let event = partnership::Event::RelevantAgencyAdded {
                agency: id(number),
                name: name.into(),
                also_known_as: Vec::new(),
                kind,
                from: day("2020-01-01"),
            };
            self.happened(manager(), id::<LogId>(1), Event::Partnership(event));
        }
        let key = partnership::Event::RagSchemeAdopted {
            version: 1,
            codes: key(),
            from: day("2020-01-01"),
        };
        self.happened(manager(), id::<LogId>(1), Event::Partnership(key));
        let themes = partnership::Event::ThemeTaxonomyRevised {
            version: 1,
            themes: vec![Theme {
                code: "neglect".into(),
                name: "Neglect".into(),
            }],
            mapped: Vec::new(),
        };
        self.happened(manager(), id::<LogId>(1), Event::Partnership(themes));
    }

    fn plans(&mut self) {
        for number in [PLAN, CLOSED_PLAN, LATER_PLAN] {
            let drafted = plan::Event::PlanDrafted {
                title: "Plan".into(),
                from: day("2025-04-01"),
                to: day(PLAN_ENDS),
                rag_scheme: 1,
                joint_with: Vec::new(),
            };
            self.happened(manager(), id::<PlanId>(number), Event::Plan(drafted));
        }
        for number in [PRIORITY, RETIRED_PRIORITY] {
            let adopted = plan::Event::PriorityAdopted {
                priority: id(number),
                number: number.to_string(),
                title: "Neglect is seen early".into(),
                statement: None,
                parent: None,
                joint_with: None,
            };
            self.happened(manager(), id::<PlanId>(PLAN), Event::Plan(adopted));
        }
        let priority: PriorityId = id(RETIRED_PRIORITY);
        let outcome: OutcomeId = id(OUTCOME);
        let rest = [
            plan::Event::PriorityRetired { priority },
            plan::Event::OutcomeSet {
                outcome,
                priority: id(PRIORITY),
                horizon_months: Some(12),
                text: "Children are helped sooner".into(),
            },
        ];
        for event in rest {
            self.happened(manager(), id::<PlanId>(PLAN), Event::Plan(event));
        }
        let closed = Event::Plan(plan::Event::PlanClosed {});
        self.happened(manager(), id::<PlanId>(CLOSED_PLAN), closed);
    }

    fn meetings(&mut self) {
        let made = |number: u128, subject_to_ratification| meeting::Event::DecisionMade {
            decision: id::<DecisionId>(number),
            text: "Agreed".into(),
            rationale: "Because of the budget".into(),
            dissent: Vec::new(),
            subject_to_ratification,
        };
        let events = [
            meeting::Event::MeetingHeld {
                group: id::<GroupId>(1),
                on: day("2026-05-20"),
                quorate: true,
                attendance: Vec::new(),
            },
            made(STANDING, false),
            made(RESCINDED, false),
            made(UNRATIFIED, true),
            meeting::Event::DecisionRescinded {
                decision: id(RESCINDED),
            },
        ];
        for event in events {
            self.happened(manager(), id::<MeetingId>(MEETING), Event::Meeting(event));
        }
        let cancelled = meeting::Event::MeetingCancelled {
            group: id(1),
            on: day("2026-05-27"),
        };
        let cancelled = Event::Meeting(cancelled);
        self.happened(manager(), id::<MeetingId>(CANCELLED), cancelled);
    }

    fn evidence(&mut self) {
        for number in [EVIDENCE, REJECTED, SUPERSEDED] {
            let lodged = evidence::Event::EvidenceLodged {
                file: None,
                reference: Some("Audit report, page 4".into()),
                evidence_date: day("2026-05-01"),
                source: Some(id(COUNCIL)),
                describes: "Nine of ten cases had a chronology".into(),
            };
            let lodged = Event::Evidence(lodged);
            self.happened(council_lead(), id::<EvidenceId>(number), lodged);
        }
        let rejected = Event::Evidence(evidence::Event::EvidenceRejected {});
        self.happened(manager(), id::<EvidenceId>(REJECTED), rejected);
        let superseded = evidence::Event::EvidenceSuperseded { by: id(EVIDENCE) };
        let superseded = Event::Evidence(superseded);
        self.happened(manager(), id::<EvidenceId>(SUPERSEDED), superseded);
    }
}

/// White, Red, Amber, Green, Blue and Purple.
fn key() -> Vec<RagCode> {
    [
        ("W", RagMeaning::NotStarted, false),
        ("R", RagMeaning::OffTrack, true),
        ("A", RagMeaning::AtRisk, true),
        ("G", RagMeaning::OnTrack, false),
        ("B", RagMeaning::Complete, false),
        ("P", RagMeaning::Discontinued, false),
    ]
    .map(|(letter, meaning, commentary_required)| RagCode {
        letter: letter.into(),
        word: letter.into(),
        definition: letter.into(),
        meaning,
        commentary_required,
    })
    .to_vec()
}

/// What a command has to lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Then<E> {
    /// These events.
    Events(Vec<E>),
    /// These broken rules, in this order.
    Broken(Vec<&'static str>),
}

pub(crate) fn leads_to<E>(event: E) -> Then<E> {
    Then::Events(vec![event])
}

pub(crate) fn breaks<E, const N: usize>(rules: [&'static str; N]) -> Then<E> {
    Then::Broken(rules.to_vec())
}

/// What a judged command led to. Every refusal says why and what to do, about the whole command,
/// one of its fields, or what travels beside it.
pub(crate) fn outcome<C, E>(
    command: &C,
    judge: impl FnOnce(C) -> Result<Vec<E>, Vec<Refusal>>,
) -> Then<E>
where
    C: Clone + Serialize,
{
    let written = serde_json::to_value(command).unwrap();
    let fields = written.as_object().unwrap().values().next().unwrap();
    match judge(command.clone()) {
        Ok(events) => Then::Events(events),
        Err(refusals) => {
            for Refusal {
                rule,
                field,
                message,
                remedy,
            } in &refusals
            {
                assert!(!message.is_empty() && !remedy.is_empty(), "{rule}");
                let beside = ["", "reason", "decided_in"].contains(&field.as_str());
                assert!(
                    beside || fields.get(field).is_some(),
                    "{rule}: no field {field}"
                );
            }
            Then::Broken(refusals.iter().map(|refusal| refusal.rule).collect())
        }
    }
}

/// Every command and every field of it is described, since they become the API's document.
pub(crate) fn is_described<C: JsonSchema>() {
    let schema = serde_json::to_value(schemars::schema_for!(C)).unwrap();
    for variant in schema["oneOf"].as_array().unwrap() {
        assert!(variant["description"].is_string(), "{variant}");
        let command = variant["properties"].as_object().unwrap();
        let fields = command.values().next().unwrap()["properties"].as_object();
        for (name, field) in fields.into_iter().flatten() {
            assert!(field["description"].is_string(), "{name}: {field}");
        }
    }
}
