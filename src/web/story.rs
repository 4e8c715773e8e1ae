//! A small partnership for tests of pages and forms, told through the real rules.

use crate::acting::Acting;
use chrono::NaiveDate;
use events::command::Command;
use events::envelope::{Classification, DecidedIn, Envelope, Moment, Role};
use events::event::{Recorded, SCHEMA};
use events::ids::{
    ActionId, AgencyId, EventId, EvidenceId, MeetingId, PlanId, PriorityId, RecommendationId,
    StreamId, StreamKind,
};
use events::text::Text;
use events::world::{Given, World};
use projections::Models;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The ids of the things in the story.
pub(crate) const POLICE: AgencyId = AgencyId(Uuid::from_u128(0xa1));
pub(crate) const COUNCIL: AgencyId = AgencyId(Uuid::from_u128(0xa2));
pub(crate) const PLAN: PlanId = PlanId(Uuid::from_u128(0xb1));
pub(crate) const PRIORITY: PriorityId = PriorityId(Uuid::from_u128(0xb2));
pub(crate) const RECOMMENDATION: RecommendationId = RecommendationId(Uuid::from_u128(0xc1));
pub(crate) const ACTION: ActionId = ActionId(Uuid::from_u128(0xd1));
pub(crate) const BARE: ActionId = ActionId(Uuid::from_u128(0xd2));
pub(crate) const EVIDENCE: EvidenceId = EvidenceId(Uuid::from_u128(0xe1));
pub(crate) const MEETING: MeetingId = MeetingId(Uuid::from_u128(0xf1));
const GROUP: u128 = 0xf2;

/// A day of the story.
/// The middle of a day.
pub(crate) fn noon(text: &str) -> Moment {
    Moment::new(format!("{text}T12:00:00Z").parse().unwrap())
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Somebody of an agency.
pub(crate) fn lead_of(agency: AgencyId) -> Acting {
    Acting {
        user: crate::acting::User::ActingAs,
        role: Role::AgencyLead,
        agency: Some(agency),
    }
}

/// Somebody of the partnership's own team.
pub(crate) fn team(role: Role) -> Acting {
    Acting {
        user: crate::acting::User::ActingAs,
        role,
        agency: None,
    }
}

/// The story so far.
pub(crate) struct Story {
    pub(crate) models: Models,
    pub(crate) world: World,
    versions: BTreeMap<StreamId, u64>,
    position: u64,
}

impl Story {
    /// A plan of one priority with a recommendation, an action of the police that is due on 30
    /// June 2026, and an action with neither owner nor date.
    pub(crate) fn begin() -> Self {
        let mut story = Self {
            models: Models::default(),
            world: World::default(),
            versions: BTreeMap::new(),
            position: 0,
        };
        story.partnership();
        story.plan();
        story.actions();
        story
    }

    fn partnership(&mut self) {
        let stream = StreamId::new(StreamKind::Partnership, Uuid::from_u128(1));
        let manager = Acting::default();
        let give = |story: &mut Self, word: &str, body: Value| {
            story.give(manager, "2026-01-05", stream, word, body, None);
        };
        for command in events::partnership::defaults(day("2026-01-05")) {
            let (word, body) = Command::Partnership(command).to_parts().unwrap();
            give(self, &word, body);
        }
        give(
            self,
            "establish_partnership",
            json!({
            "name": "Ourborough", "area": "Ourborough", "from": "2026-01-05" }),
        );
        for (id, name, kind) in [
            (POLICE, "Police", "police"),
            (COUNCIL, "Council", "local_authority"),
        ] {
            give(
                self,
                "add_relevant_agency",
                json!({
                "agency": id, "name": name, "kind": kind, "from": "2026-01-05" }),
            );
        }
        give(
            self,
            "constitute_sub_group",
            json!({
            "group": Uuid::from_u128(GROUP), "name": "Executive", "quorum": 1,
            "meetings_per_year": 4, "members": [POLICE, COUNCIL],
            "terms_of_reference": "Decides." }),
        );
        self.give(
            manager,
            "2026-02-02",
            MEETING.into(),
            "hold_meeting",
            json!({
            "group": Uuid::from_u128(GROUP), "on": "2026-02-02",
            "attendance": [{ "agency": POLICE, "presence": "present" }] }),
            None,
        );
    }

    fn plan(&mut self) {
        let manager = Acting::default();
        self.give(
            manager,
            "2026-01-06",
            PLAN.into(),
            "draft_plan",
            json!({
            "title": "Plan 2026", "from": "2026-01-01", "to": "2027-12-31" }),
            None,
        );
        self.give(
            manager,
            "2026-01-06",
            PLAN.into(),
            "adopt_priority",
            json!({
            "priority": PRIORITY, "number": "1", "title": "Neglect" }),
            None,
        );
        self.give(
            manager,
            "2026-01-07",
            RECOMMENDATION.into(),
            "make_recommendation",
            json!({
            "reference": "R1", "plan": PLAN, "priority": PRIORITY, "text": "Change",
            "sources": [{ "kind": "finding", "title": "Audit of 2025" }],
            "addressees": [POLICE] }),
            None,
        );
    }

    fn actions(&mut self) {
        let manager = Acting::default();
        self.give(
            manager,
            "2026-01-08",
            ACTION.into(),
            "agree_action",
            json!({
            "reference": "1.1", "plan": PLAN, "priority": PRIORITY, "text": "Train",
            "parent": { "kind": "priority", "id": PRIORITY },
            "owners": [{ "role": "Superintendent", "agency": POLICE }],
            "due": "2026-06-30",
            "measures": [{ "measure": Uuid::from_u128(0xd9), "text": "Seen" }] }),
            None,
        );
        self.give(
            manager,
            "2026-01-08",
            BARE.into(),
            "agree_action",
            json!({
            "reference": "1.2", "plan": PLAN, "priority": PRIORITY, "text": "Write",
            "parent": { "kind": "priority", "id": PRIORITY } }),
            None,
        );
        self.give(
            lead_of(POLICE),
            "2026-01-09",
            EVIDENCE.into(),
            "lodge_evidence",
            json!({
            "reference": "Register", "evidence_date": "2026-01-09", "source": POLICE,
            "describes": "Attendance" }),
            None,
        );
        let claim = json!({ "claim": { "kind": "action", "id": ACTION } });
        self.give(
            lead_of(POLICE),
            "2026-01-09",
            EVIDENCE.into(),
            "link_evidence",
            claim,
            None,
        );
    }

    /// Gives a command, which must be accepted.
    pub(crate) fn give(
        &mut self,
        who: Acting,
        on: &str,
        stream: StreamId,
        word: &str,
        body: Value,
        reason: Option<&str>,
    ) {
        let command = Command::from_parts(stream.kind, word, body)
            .unwrap_or_else(|error| panic!("{word}: {error}"));
        let given = Given {
            actor: who.actor(),
            occurred_on: day(on),
            today: day(on),
            now: noon(on),
            reason: reason.map(Text::plain),
            decided_in: reason.map(|_| DecidedIn {
                meeting: MEETING,
                decision: None,
            }),
            late: false,
            identifiers_confirmed: false,
        };
        let events = self
            .world
            .decide(stream, command, &given)
            .unwrap_or_else(|broken| panic!("{word}: {broken:?}"));
        for event in events {
            self.position += 1;
            let version = self.versions.entry(stream).or_default();
            *version += 1;
            let (type_name, _) = event.to_stored().unwrap();
            let envelope = Envelope {
                actor: given.actor.clone(),
                causation: None,
                classification: Classification::Official,
                correlation: None,
                decided_in: given.decided_in,
                id: EventId(Uuid::from_u128(u128::from(self.position))),
                identifiers: Vec::new(),
                late: false,
                occurred_on: given.occurred_on,
                position: self.position,
                reason: given.reason.clone(),
                recorded_at: Moment::new(given.today.and_hms_opt(12, 0, 0).unwrap().and_utc()),
                schema: SCHEMA,
                stream,
                type_name,
                version: *version,
            };
            let recorded = Recorded { envelope, event };
            self.world.evolve(&recorded);
            self.models.apply(&recorded);
        }
    }
}
