//! Small logs written by hand for the tests of the models.

use crate::Models;
use chrono::NaiveDate;
use events::action::{self, DatePrecision, Owner, Parent};
use events::envelope::{Actor, Classification, DecidedIn, Envelope, Moment, Role};
use events::event::{Event, Recorded};
use events::evidence;
use events::ids::{
    ActionId, AgencyId, EventId, EvidenceId, LogId, MeetingId, PlanId, RecommendationId, StreamId,
};
use events::meeting::{self, Attendance, Presence};
use events::partnership::{self, AgencyKind, RagCode, RagMeaning};
use events::text::Text;
use events::{plan, recommendation};
use uuid::Uuid;

mod practice;
pub(crate) mod rapid_reviews;

pub(crate) use practice::{commissioned, found};

/// A day, written `2026-06-15`.
pub(crate) fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

/// The same small id every time.
pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

/// Narrative.
pub(crate) fn words() -> Text {
    Text::plain("words")
}

/// Head of something in agency 1.
pub(crate) fn owner() -> Owner {
    Owner {
        role: "Head of Early Help".to_owned(),
        agency: Some(id(1)),
    }
}

/// A log as it grows, folded as it does.
#[derive(Debug, Default)]
pub(crate) struct Log {
    pub models: Models,
    pub position: u64,
    pub on: NaiveDate,
    pub reason: bool,
    pub decided_in: Option<DecidedIn>,
    pub identifier: bool,
    pub actor: Option<Actor>,
    pub classification: Option<Classification>,
    pub recorded: Vec<Recorded>,
}

impl Log {
    /// A partnership with one agency, a key, a group with a chair, and a plan for 2026.
    pub(crate) fn new() -> Self {
        let mut log = Self::default();
        log.on("2026-01-01");
        log.partnership(partnership::Event::PartnershipEstablished {
            name: "Exshire".to_owned(),
            area: "Exshire".to_owned(),
            predecessor: None,
            from: day("2026-01-01"),
        });
        log.partnership(partnership::Event::RelevantAgencyAdded {
            agency: id(1),
            name: "Exshire Council".to_owned(),
            also_known_as: Vec::new(),
            kind: AgencyKind::LocalAuthority,
            from: day("2026-01-01"),
        });
        log.partnership(partnership::Event::SubGroupConstituted {
            group: id(1),
            name: "Board".to_owned(),
            terms_of_reference: None,
            quorum: 1,
            meetings_per_year: 4,
            members: vec![id(1)],
            joint_with: None,
        });
        log.partnership(partnership::Event::ChairAppointed {
            group: id(1),
            vice: false,
            post: "Independent chair".to_owned(),
            agency: None,
            from: day("2026-01-01"),
        });
        log.partnership(key());
        let drafted = plan::Event::PlanDrafted {
            title: "Plan".to_owned(),
            from: day("2026-01-01"),
            to: day("2026-12-31"),
            rag_scheme: 1,
            joint_with: Vec::new(),
        };
        log.add(id::<PlanId>(1).into(), Event::Plan(drafted));
        log
    }

    pub(crate) fn on(&mut self, on: &str) -> &mut Self {
        self.on = day(on);
        self
    }

    pub(crate) fn add(&mut self, stream: StreamId, event: Event) -> u64 {
        self.position += 1;
        let envelope = Envelope {
            actor: self.actor.clone().unwrap_or_else(|| Actor::Person {
                user: "somebody".to_owned(),
                role: Role::BusinessManager,
                agency: None,
            }),
            causation: None,
            classification: self.classification.unwrap_or(Classification::Official),
            correlation: None,
            decided_in: self.decided_in,
            id: EventId(Uuid::nil()),
            identifiers: if self.identifier {
                vec![events::envelope::ConfirmedIdentifier {
                    field: "/data/text".to_owned(),
                    kind: events::identifiers::IdentifierKind::NhsNumber,
                }]
            } else {
                Vec::new()
            },
            late: false,
            occurred_on: self.on,
            position: self.position,
            reason: self.reason.then(words),
            recorded_at: Moment::new(self.on.and_hms_opt(12, 0, 0).unwrap().and_utc()),
            schema: 1,
            stream,
            type_name: event.to_stored().unwrap().0,
            version: self.position,
        };
        let recorded = Recorded { envelope, event };
        self.models.apply(&recorded);
        self.recorded.push(recorded);
        self.position
    }

    pub(crate) fn partnership(&mut self, event: partnership::Event) -> u64 {
        self.add(id::<LogId>(1).into(), Event::Partnership(event))
    }

    pub(crate) fn action(&mut self, number: u128, event: action::Event) -> u64 {
        self.add(id::<ActionId>(number).into(), Event::Action(event))
    }

    pub(crate) fn recommendation(&mut self, number: u128, event: recommendation::Event) -> u64 {
        self.add(
            id::<RecommendationId>(number).into(),
            Event::Recommendation(event),
        )
    }

    pub(crate) fn evidence(&mut self, number: u128, event: evidence::Event) -> u64 {
        self.add(id::<EvidenceId>(number).into(), Event::Evidence(event))
    }

    pub(crate) fn meeting(&mut self, number: u128, event: meeting::Event) -> u64 {
        self.add(id::<MeetingId>(number).into(), Event::Meeting(event))
    }

    /// An action with an owner, a start, a due date and a measure.
    pub(crate) fn agreed(&mut self, number: u128, due: Option<&str>) -> u64 {
        self.action(number, agreed(number, due))
    }

    pub(crate) fn rated(&mut self, number: u128, code: &str, commentary: bool) -> u64 {
        let as_at = self.on;
        self.action(
            number,
            action::Event::RagRated {
                code: code.to_owned(),
                scheme: 1,
                commentary: commentary.then(words),
                as_at,
                external_cause: None,
            },
        )
    }

    pub(crate) fn held(&mut self, number: u128, presence: Presence) -> u64 {
        let event = meeting::Event::MeetingHeld {
            group: id(1),
            on: self.on,
            quorate: true,
            attendance: vec![Attendance {
                agency: id::<AgencyId>(1),
                presence,
            }],
        };
        self.meeting(number, event)
    }

    pub(crate) fn lodged(&mut self, number: u128, evidence_date: &str) -> u64 {
        self.evidence(
            number,
            evidence::Event::EvidenceLodged {
                file: None,
                reference: Some(words()),
                evidence_date: day(evidence_date),
                source: None,
                describes: words(),
            },
        )
    }

    /// Evidence linked to an action.
    pub(crate) fn linked(&mut self, number: u128, action: u128) -> u64 {
        let claim = evidence::Claim::Action(id(action));
        self.evidence(number, evidence::Event::EvidenceLinked { claim })
    }
}

/// An action with an owner, a start, a due date and a measure.
pub(crate) fn agreed(number: u128, due: Option<&str>) -> action::Event {
    action::Event::ActionAgreed {
        reference: format!("1.{number}"),
        plan: id(1),
        priority: id(1),
        parent: Parent::Priority(id(1)),
        text: words(),
        owners: vec![owner()],
        start: Some(day("2026-02-01")),
        due: due.map(day),
        due_precision: DatePrecision::Day,
        timescale: None,
        measures: vec![action::Measure {
            measure: id(number),
            text: words(),
        }],
        baseline: None,
        resources: None,
    }
}

fn key() -> partnership::Event {
    let code = |letter: &str, word: &str, meaning| RagCode {
        letter: letter.to_owned(),
        word: word.to_owned(),
        definition: String::new(),
        meaning,
        commentary_required: matches!(meaning, RagMeaning::OffTrack | RagMeaning::AtRisk),
    };
    partnership::Event::RagSchemeAdopted {
        version: 1,
        codes: vec![
            code("W", "White", RagMeaning::NotStarted),
            code("R", "Red", RagMeaning::OffTrack),
            code("A", "Amber", RagMeaning::AtRisk),
            code("G", "Green", RagMeaning::OnTrack),
            code("P", "Purple", RagMeaning::Discontinued),
        ],
        from: day("2026-01-01"),
    }
}
