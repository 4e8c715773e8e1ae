//! A small partnership whose record is searched, told through the same door as everything else.

mod erasing;
mod finding;
mod rebuilding;
mod seeing;

use super::{Alike, Asked, Hit, Kind, Like, Results, Untold, find, similar};
use crate::acting::{Acting, User};
use crate::app::{App, Instruction, Meta, Start};
use crate::clock::Clock;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use events::command::Command;
use events::envelope::{Classification, Moment, Role};
use events::everywhere::Sight;
use events::ids::{
    ActionId, AgencyId, AuditId, CaseId, EvidenceId, PlanId, RecommendationId, StreamId,
};
use projections::reference::PageOf;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const POLICE: AgencyId = AgencyId(Uuid::from_u128(0xa1));
const COUNCIL: AgencyId = AgencyId(Uuid::from_u128(0xa2));
const PLAN: PlanId = PlanId(Uuid::from_u128(0xb1));
const PRIORITY: Uuid = Uuid::from_u128(0xb2);
const RECOMMENDATION: RecommendationId = RecommendationId(Uuid::from_u128(0xc1));
const ACTION: ActionId = ActionId(Uuid::from_u128(0xd1));
const OTHER: ActionId = ActionId(Uuid::from_u128(0xd2));
const EVIDENCE: EvidenceId = EvidenceId(Uuid::from_u128(0xe1));
const AUDIT: AuditId = AuditId(Uuid::from_u128(0xf1));
const CASE: CaseId = CaseId(Uuid::from_u128(0xf3));

/// A record that is searched.
struct Record {
    app: App,
    clock: Clock,
    _folder: tempfile::TempDir,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

impl Record {
    /// A partnership with a plan and nothing in it.
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::set_to(at("2026-06-01T09:00:00Z"));
        let app = App::start(Start {
            data: folder.path().to_owned(),
            master_key: [7; 32],
            clock: clock.clone(),
        })
        .unwrap();
        let record = Self {
            app,
            clock,
            _folder: folder,
        };
        record.partnership();
        record
    }

    fn partnership(&self) {
        let stream = self.app.partnership();
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2026-04-01" });
        self.give(stream, "establish_partnership", establish);
        for (agency, name) in [(POLICE, "Police"), (COUNCIL, "Council")] {
            let kind = if agency == POLICE {
                "police"
            } else {
                "local_authority"
            };
            let add = json!({ "agency": agency, "name": name, "kind": kind, "from": "2026-04-01" });
            self.give(stream, "add_relevant_agency", add);
        }
        let draft = json!({ "title": "Harbour plan", "from": "2026-04-01", "to": "2027-03-31" });
        self.give(PLAN, "draft_plan", draft);
        let adopt = json!({ "priority": PRIORITY, "number": "1", "title": "Children are heard" });
        self.give(PLAN, "adopt_priority", adopt);
    }

    /// A recommendation, an action of each agency, a piece of sensitive evidence, and an audit
    /// with a finding and a case.
    fn full() -> Self {
        let record = Self::begin();
        record.recommend(
            RECOMMENDATION,
            "R1",
            "Measure every bruise on the first visit",
            POLICE,
        );
        record.agree(ACTION, "1.1", "Train officers to see bruising", POLICE);
        record.agree(OTHER, "1.2", "Write down the voice of the child", COUNCIL);
        let lodge = json!({
            "reference": "Shelf 4", "evidence_date": "2026-05-20",
            "describes": "Photographs of bruises",
        });
        record.give_as(
            Acting::default(),
            Classification::OfficialSensitive,
            EVIDENCE,
            "lodge_evidence",
            lodge,
        );
        record.audit();
        record
    }

    fn audit(&self) {
        let commission = json!({
            "kind": "multi_agency", "title": "Neglect of young children", "reference": "A1 2026",
            "question": "Is neglect seen early?", "cohort": "Children under five",
            "theme": "neglect", "sample_planned": 1, "method": "Case files",
            "agencies": [POLICE, COUNCIL], "starts": "2026-06-01",
            "fieldwork_due": "2026-07-31", "report_due": "2026-09-30",
        });
        self.give(AUDIT, "commission_audit", commission);
        let draw = json!({ "audit": AUDIT, "alias": "A-07", "agencies": [POLICE, COUNCIL] });
        self.give(CASE, "draw_case", draw);
        let reflect = json!({ "agency": POLICE, "words": "I saw the bruises and wrote nothing" });
        self.give(CASE, "capture_practitioner_reflection", reflect);
        let reflect = json!({ "agency": COUNCIL, "words": "The bruise was explained away" });
        self.give(CASE, "capture_practitioner_reflection", reflect);
    }

    fn recommend(&self, id: RecommendationId, reference: &str, text: &str, to: AgencyId) {
        let make = json!({
            "reference": reference, "plan": PLAN, "priority": PRIORITY, "text": text,
            "theme": "neglect", "sources": [{ "kind": "inspection", "title": "Letter of 2025" }],
            "addressees": [to],
        });
        self.give(id, "make_recommendation", make);
    }

    fn agree(&self, id: ActionId, reference: &str, text: &str, owner: AgencyId) {
        let agree = json!({
            "reference": reference, "plan": PLAN, "priority": PRIORITY, "text": text,
            "parent": { "kind": "priority", "id": PRIORITY },
            "owners": [{ "role": "Head of Practice", "agency": owner }], "due": "2026-12-31",
        });
        self.give(id, "agree_action", agree);
    }

    /// Gives a command as the business manager, which must be accepted.
    fn give(&self, stream: impl Into<StreamId>, word: &str, body: Value) -> u64 {
        let stream = stream.into();
        self.give_as(
            Acting::default(),
            Classification::Official,
            stream,
            word,
            body,
        )
    }

    fn give_as(
        &self,
        who: Acting,
        classification: Classification,
        stream: impl Into<StreamId>,
        word: &str,
        body: Value,
    ) -> u64 {
        let stream = stream.into();
        let command = Command::from_parts(stream.kind, word, body);
        let command = command.unwrap_or_else(|error| panic!("{word}: {error}"));
        let meta = Meta {
            classification,
            ..Meta::by(who.actor()).because("It was agreed so")
        };
        self.clock.advance(TimeDelta::minutes(1));
        let instruction = Instruction {
            stream,
            command,
            expected: None,
        };
        let done = self.app.execute(vec![instruction], &meta);
        done.unwrap_or_else(|error| panic!("{word}: {error}"))
            .positions[0]
    }

    /// What somebody finds.
    fn found(&self, sight: &Sight, typed: &str, asked: &Asked) -> Results {
        self.found_at(sight, typed, asked, None).unwrap()
    }

    fn found_at(
        &self,
        sight: &Sight,
        typed: &str,
        asked: &Asked,
        moment: Option<Moment>,
    ) -> Result<Results, Untold> {
        let matched = self.app.search().matching(self.app.log(), typed)?;
        let seen = self.app.seen(sight);
        let view = seen.view(moment).unwrap();
        Ok(find(seen, &view, &matched, asked, PageOf::ALL)?)
    }

    /// What the coordinator of the sub-group finds, who sees everything.
    fn all(&self, typed: &str) -> Vec<Hit> {
        self.found(&coordinator(), typed, &Asked::default()).hits
    }

    fn alike(&self, sight: &Sight, text: &str, asked_by: Option<StreamId>) -> Vec<Alike> {
        let seen = self.app.seen(sight);
        let view = seen.view(None).unwrap();
        let like = Like {
            text,
            kinds: &[Kind::Finding, Kind::Recommendation],
            since: day("2023-06-01"),
            until: day("2026-06-30"),
            asked_by,
            most: 10,
        };
        similar(seen, &view, like).unwrap()
    }
}

fn coordinator() -> Sight {
    Sight::of(Role::PqaCoordinator, None)
}

fn lead(agency: AgencyId) -> Sight {
    Sight::of(Role::AgencyLead, Some(agency))
}

fn lead_acting(agency: AgencyId) -> Acting {
    Acting {
        user: User::ActingAs,
        role: Role::AgencyLead,
        agency: Some(agency),
    }
}

fn streams(hits: &[Hit]) -> BTreeSet<StreamId> {
    hits.iter().map(|hit| hit.stream).collect()
}

/// The words of a result, those looked for in square brackets.
fn marked(hit: &Hit) -> String {
    let pieces = hit.passages.iter().flat_map(|passage| &passage.pieces);
    let written = pieces.map(|piece| {
        if piece.marked {
            format!("[{}]", piece.words)
        } else {
            piece.words.clone()
        }
    });
    written.collect()
}
